"""«请报早上的体温»: at each time that was agreed a family is asked, asked again, and then somebody is told of them.

Nothing is called off when a report comes: who is missing is read from the records when something is due. Levels
follow the time at which a family was really asked, so after an outage nobody is reported who was never asked; each
comes once for a time of day, and what is not worth asking any more, since the next turn has begun, is left out.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from broadcasts import alarms, audience, families
from broadcasts.clock import Firing
from broadcasts.outbox import Writer
from domain.grades import TERMS
from domain.messages import Priority
from domain.observation import Observation, State, is_missing, latest_slot, slot_of
from domain.people import Person
from domain.replies import Ask, Option, Reply
from domain.schedules import local_day, moment
from domain.settings import Setting
from domain.spans import DAY, HOUR, MINUTE
from storage import addresses, areas, check_ins, dues, handovers, observations, people, settings
from storage.addresses import Address
from storage.database import Transaction

FLOW = "check_ins"
"""The flow that takes what a family answers."""

DUE = "reports"
ASKED, AGAIN, WORKER, CADRE, TAKEN = range(5)
"""Levels of what was done about a missing report; TAKEN: a worker sees to it."""

GAPS = {AGAIN: Setting.REPORT_AGAIN, WORKER: Setting.REPORT_WORKER, CADRE: Setting.REPORT_CADRE}
SLICE = 200
"""Families that are dealt with in one transaction."""

LASTS = 12 * HOUR
NOBODY = "no_thermometer"
"""The answer of whoever cannot measure."""

EXAMPLES = ("36.5", "36.8", "36.2", "36.6", "36.4")


@dataclass(frozen=True, slots=True)
class Silent:
    """A family whose newest report has not come. `asked`: when each level came, and who was told."""

    reporter: int
    slot: int
    cases: tuple[Observation, ...]
    asked: dict[int, tuple[int, list[int]]]

    @property
    def door(self) -> str:
        return self.cases[0].door

    @property
    def names(self) -> list[str]:
        return [case.name for case in self.cases]


@dataclass(slots=True)
class _Round:
    """One look at a village: what each worker and cadre is told comes together in one message."""

    tx: Transaction
    writer: Writer
    zone: ZoneInfo
    now: int
    for_workers: dict[int, list[Silent]] = field(default_factory=lambda: defaultdict(list))
    for_cadres: dict[int, list[Silent]] = field(default_factory=lambda: defaultdict(list))


def firings(writer: Writer) -> dict[str, Firing]:
    return {DUE: lambda tx, village, now: look(tx, writer, village, now)}


def schedule(tx: Transaction, case: Observation, zone: ZoneInfo, now: int) -> None:
    """After any change of a case its village is looked at as early as it needs; to look too early does nothing."""
    at = next_at(tx, [case], _path(tx, case.village), zone, now) if case.state is State.OPEN else 0
    if at:
        dues.bring_forward(tx, DUE, case.village, at)


def look(tx: Transaction, writer: Writer, village: int, now: int) -> None:
    """Asks whoever is due, and passes on who stays silent."""
    zone, path = writer.templates.zone, _path(tx, village)
    cases = observations.in_village(tx, village)
    seen = _Round(tx, writer, zone, now)
    due = [
        (silent, levels)
        for silent in silent_of(tx, cases, zone, now)
        if not is_stale(silent, zone, now) and (levels := _due(tx, silent, path, zone, now))
    ]
    for silent, levels in due[:SLICE]:
        _do(seen, silent, levels)
    _tell(seen)
    at = now if len(due) > SLICE else next_at(tx, cases, path, zone, now)
    if at:
        dues.set_due(tx, DUE, village, at)


def silent_of(tx: Transaction, cases: Iterable[Observation], zone: ZoneInfo, now: int) -> list[Silent]:
    """The families whose newest report has not come, in the order of their doors."""
    found: dict[tuple[int, int], list[Observation]] = defaultdict(list)
    for case in cases:
        if is_missing(case, zone, now):
            slot = latest_slot(case, zone, now)
            found[families.reporter_of(tx, case, local_day(slot, zone)), slot].append(case)
    return [
        Silent(reporter, slot, families.in_order(missing), check_ins.calls(tx, reporter, slot))
        for (reporter, slot), missing in found.items()
    ]


def is_stale(silent: Silent, zone: ZoneInfo, now: int) -> bool:
    """Whether the turn of the next report has begun."""
    return all(slot_of(case, zone, now) > silent.slot for case in silent.cases)


def next_at(tx: Transaction, cases: Sequence[Observation], path: str, zone: ZoneInfo, now: int) -> int:
    """When (epoch ms) anything about these cases is due after now, 0 for never."""
    times = [at for case in cases if (at := _next_slot(case, zone, now))]
    for silent in silent_of(tx, cases, zone, now):
        if not is_stale(silent, zone, now):
            times += [max(at, now) for at in _times(tx, silent, path, zone, now).values()]
    return min(times, default=0)


def prompt(
    reporter: int, cases: Sequence[Observation], slot: int, zone: ZoneInfo, again: bool = False, tries: int = 0
) -> Reply:  # fmt: skip
    """«请报早上的体温：王芳、李强»: one for a family, however many of them are observed."""
    values = {
        **days(cases, slot, zone), "check_part": part_of(slot, zone), "check_names": [case.name for case in cases],
        "check_example": example(len(cases)), "check_again": again,
    }  # fmt: skip
    return Reply("check_ins/prompt", values, ask_for(reporter, cases, tries), priority=Priority.REMINDER)


def ask_for(reporter: int, cases: Sequence[Observation], tries: int = 0) -> Ask:
    """Whose numbers are asked for, in this order. No button carries a number."""
    names = tuple(Option(str(case.id), case.name) for case in cases) if len(cases) > 1 else ()
    return Ask(
        FLOW, "who", (*names[:8], Option(NOBODY, "no_thermometer")), "check_in_title", {}, reporter,
        {"cases": [case.id for case in cases], "tries": tries}, lasts=LASTS,
    )  # fmt: skip


def example(count: int) -> str:
    """Numbers as so many people could send them."""
    return " ".join(EXAMPLES[at % len(EXAMPLES)] for at in range(count))


def part_of(at: int, zone: ZoneInfo) -> str:
    """morning, noon or evening."""
    hour = datetime.fromtimestamp(at / 1000, zone).hour
    return "morning" if hour < 11 else "noon" if hour < 15 else "evening"


def days(cases: Sequence[Observation], at: int, zone: ZoneInfo) -> dict[str, object]:
    """Which day of how many it is, where that is the same for all: 第6天，共14天."""
    on = local_day(at, zone)
    counted = {(case.day_number(on), case.days) for case in cases}
    day, of = counted.pop() if len(counted) == 1 else (0, 0)
    return {"check_day": day if 0 < day <= of else 0, "check_days": of}


def pass_on(
    tx: Transaction, person: Person, address: Address, cases: Sequence[Observation], why: str, words: str,
    saying: int, now: int,
) -> tuple[list[Person], tuple[Reply, ...]]:  # fmt: skip
    """What a human must see to: whoever cannot measure, or has tried in vain. Who is told, and what they get."""
    path = families.home_path(tx, cases[0])
    found = [each for each in audience.helpers(tx, path) if each != person.id]
    told = found or [each for each in audience.cadres(tx, path) if each != person.id]
    handover = handovers.add(tx, "asked", person.id, address, saying, now)
    values = {"person": person, "check_names": [case.name for case in cases], "check_why": why, "words": words}
    replies = tuple(
        Reply("check_ins/for_worker", values, alarms.take(handover, person.name), worker) for worker in told
    )
    return [worker for each in told if (worker := people.get(tx, each)) is not None], replies


def _due(tx: Transaction, silent: Silent, path: str, zone: ZoneInfo, now: int) -> list[int]:
    """The levels that are due and have not come."""
    return [level for level, at in _times(tx, silent, path, zone, now).items() if at <= now]


def _times(tx: Transaction, silent: Silent, path: str, zone: ZoneInfo, now: int) -> dict[int, int]:
    """When (epoch ms) each level comes that has not come yet; those after the first once it has."""
    if ASKED not in silent.asked:
        return {ASKED: silent.slot}
    asked_at, told = silent.asked[ASKED]
    day = local_day(silent.slot, zone)
    if not any(TERMS[case.stage_on(day).grade].followed for case in silent.cases):
        return {}
    left = {level: gap for level, gap in GAPS.items() if level not in silent.asked}
    if told:
        # Somebody was told in the family's stead: they are not asked again.
        left = {level: gap for level, gap in left.items() if level == CADRE}
    return {level: asked_at + settings.value(tx, gap, path, now) * MINUTE for level, gap in left.items()}


def _do(seen: _Round, silent: Silent, levels: list[int]) -> None:
    """What was overdue for long comes once, whatever came of it meanwhile."""
    tx, now = seen.tx, seen.now
    helpers = _without(audience.helpers(tx, families.home_path(tx, silent.cases[0])), silent)
    cadres = _without(audience.cadres(tx, families.home_path(tx, silent.cases[0])), silent)
    for level in levels:
        reader = _reader(tx, silent)
        told = _told_at(level, bool(reader), helpers or cadres, cadres)
        if not check_ins.note_call(tx, silent.reporter, silent.slot, level, told, now):
            continue
        if reader and level in (ASKED, AGAIN):
            reply = prompt(silent.reporter, silent.cases, silent.slot, seen.zone, level == AGAIN)
            until = _turn_ends(silent, seen.zone)
            seen.writer.write_to(tx, reply, reader, now, expires_at=until)
        for case in silent.cases if told else ():
            observations.fall_behind(tx, case.id, silent.slot)
        for worker in told:
            (seen.for_cadres if level == CADRE else seen.for_workers)[worker].append(silent)


def _reader(tx: Transaction, silent: Silent) -> int:
    """Who is asked: whoever reports, or family elsewhere where they take nothing now; 0 for nobody."""
    able = (silent.reporter, *people.relatives(tx, silent.cases[0].household))
    return next((each for each in able if addresses.of_person(tx, each)), 0)


def _told_at(level: int, reachable: bool, workers: list[int], cadres: list[int]) -> list[int]:
    if level == CADRE:
        return cadres
    return workers if level == WORKER or (level == ASKED and not reachable) else []


def _tell(seen: _Round) -> None:
    """One message for each worker, one for each cadre."""
    for found, template in ((seen.for_workers, "check_ins/silent"), (seen.for_cadres, "check_ins/silent_cadre")):
        for worker, families_silent in found.items():
            values = {"check_silent": [_line(seen.tx, silent, seen.zone) for silent in families_silent]}
            reply = Reply(template, values, priority=Priority.REMINDER)
            seen.writer.write_to(seen.tx, reply, worker, seen.now)


def _line(tx: Transaction, silent: Silent, zone: ZoneInfo) -> dict[str, object]:
    """How a family is named to a worker: door, people, whom to telephone, who was told."""
    reporter = people.get(tx, silent.reporter)
    told = [people.get(tx, each) for each in silent.asked.get(WORKER, (0, []))[1]]
    phones = [case.phone for case in silent.cases]
    return {
        "door": silent.door, "names": silent.names, "reporter": reporter.name if reporter else "",
        "phone": next((each for each in (reporter.phone if reporter else "", *phones) if each), ""),
        "part": part_of(silent.slot, zone), "chat": bool(addresses.of_person(tx, silent.reporter)),
        "told": [each for each in told if each is not None],
    }  # fmt: skip


def _without(found: list[int], silent: Silent) -> list[int]:
    own = {silent.reporter, *(case.person for case in silent.cases)}
    return [each for each in found if each not in own]


def _next_slot(case: Observation, zone: ZoneInfo, now: int) -> int:
    """The next time (epoch ms) after now at which a case is due, 0 when its days are over."""
    day = max(case.first, local_day(now, zone))
    while day <= case.last:
        for minute in sorted(case.minutes_on(day)):
            at = moment(day, minute, zone)
            if at > now and case.expects(at):
                return at
        day = local_day(moment(day, 12 * 60, zone) + DAY, zone)
    return 0


def _turn_ends(silent: Silent, zone: ZoneInfo) -> int:
    """After that a prompt is not sent any more."""
    following = [at for case in silent.cases if (at := _next_slot(case, zone, silent.slot))]
    return min(following, default=silent.slot + DAY)


def _path(tx: Transaction, village: int) -> str:
    area = areas.get(tx, village)
    return area.path if area else ""
