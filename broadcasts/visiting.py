"""What becomes of reports from doors: the visit is kept, whoever came back is followed up, a refusal goes to the
cadre; and in the evening the doors that were forgotten.

Only rows are written. Whoever must be told comes back as replies.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from broadcasts import alarms, audience, health, returning
from broadcasts.clock import Firing
from broadcasts.outbox import Writer
from domain.messages import Priority
from domain.people import Person, Role
from domain.permissions import Action, allowed, scope
from domain.replies import NO, YES, Ask, Option, Reply
from domain.returnees import Returnee
from domain.schedules import local_day, moment
from domain.settings import Setting
from domain.spans import DAY
from domain.visits import FORGOTTEN, Home, Report, Result, round_of
from storage import areas, audit, dues, households, people, register, settings, visits
from storage.database import Transaction

FLOW = "visits"
ASIDE = frozenset({"door", "result", "nothing_else"})
"""Steps of questions that stand beside a draft that waits for its confirmation, and never take its place."""

BUTTONS = 6
SHOWN = 15


@dataclass(frozen=True, slots=True)
class Line:
    """A report as it is read back. today: the household's visit of the same day; registered: how many people the
    register has there, where that differs from what was said."""

    report: Report
    today: visits.Visit | None = None
    registered: int = 0


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A door of which nothing can be kept, and why: no_door, not_yours, several, floors or streets (a range over
    two), unclear. near: doors that exist; whose: the area and its workers."""

    door: str
    why: str
    near: tuple[str, ...] = ()
    area: str = ""
    whose: tuple[str, ...] = ()


@dataclass(slots=True)
class Kept:
    """What was kept, what somebody else had reported meanwhile, who came back, and what others are told."""

    reports: list[Report] = field(default_factory=list)
    again: list[Report] = field(default_factory=list)
    returnees: list[Returnee] = field(default_factory=list)
    told: list[Reply] = field(default_factory=list)


def keep(tx: Transaction, worker: Person, reports: Iterable[Report], zone: ZoneInfo, now: int) -> Kept:
    """Keeps confirmed reports. Whether the worker may is looked at now, not when they were read back."""
    kept, day = Kept(), local_day(now, zone)
    for report in reports:
        path = households.path(tx, report.household)
        if not allowed(worker, Action.REPORT_VISIT, path):
            continue
        visit = visits.record(tx, report, day, zone, worker.id, now)
        if not visit:
            kept.again.append(replace(report, seen=visits.standing(tx, report.household)[0]))
            continue
        kept.reports.append(report)
        audit.note(tx, worker.id, "report_visit", report.household, now)
        if report.ill:
            kept.told += _alarm(tx, worker, report, path, visit, now)
        if report.result == Result.REFUSED:
            told = Reply("visits/refused", {"door": report.door, "worker": worker, "words": report.words})
            kept.told += [replace(told, to=each) for each in audience.cadres(tx, path) if each != worker.id]
        for said in report.returnees:
            who = returning.from_visit(report, said, visit, worker.id)
            came = returning.keep(tx, who, worker, zone, now)
            kept.returnees.append(came.returnee)
            kept.told += came.told
    return kept


def todo(tx: Transaction, worker: Person, zone: ZoneInfo, now: int) -> list[Home]:
    """The doors that are left today in the micro-grids where somebody walks the round."""
    today = local_day(now, zone).isoformat()
    return [
        home for path in scope(worker, Action.WALK_ROUND)
        for home in round_of(
            visits.homes(tx, path, today, now), today, settings.value(tx, Setting.VISIT_ROUND, path, now)
        )
    ]  # fmt: skip


def list_reply(tx: Transaction, worker: Person, zone: ZoneInfo, now: int) -> Reply:
    """«今天还有18户», with a button for each of the first ones."""
    left = todo(tx, worker, zone, now)
    if left:
        audit.note(tx, worker.id, "see_round", worker.area or worker.village, now)
    options = tuple(Option(str(home.household), home.named) for home in left[:BUTTONS])
    ask = Ask(FLOW, "door", options, "doors_today", lasts=DAY, beside=True) if options else None
    return Reply("visits/round", {"homes_left": left[:SHOWN], "left_in_all": len(left), "evening": False}, ask)


def how_was_it(home: int, door: str) -> Reply:
    """«3幢201，怎么样？», with what a visit may come to."""
    options = tuple(Option(result, f"visit_{result}") for result in ("ok", "no_answer", "refused", "ill", "other"))
    ask = Ask(FLOW, "result", options, "visit_title", {"door": door}, home, lasts=DAY, beside=True)
    return Reply("visits/how", {"door": door}, ask)


def _alarm(tx: Transaction, worker: Person, report: Report, path: str, visit: int, now: int) -> list[Reply]:
    """Somebody is ill: whoever must know is told at once, and the worker hears who was."""
    said = health.Report(
        report.household, 0, path, "visit", visit, max(report.temperatures, default=None), report.symptoms,
        report.words, worker.id,
    )  # fmt: skip
    raised = health.raise_alarm(tx, said, now)
    values = {"door": report.door, "workers": raised.answer.values["workers"], "taker": raised.alarm.taker}
    take = None if raised.alarm.taken_by else alarms.take(raised.alarm.handover, report.door)
    return [Reply("visits/alarmed", values, take, priority=Priority.ALARM), *raised.replies]


def report_of(tx: Transaction, household: int, result: Result, words: str = "") -> Report | None:
    """The short word of one household, as a report that is still to be confirmed."""
    home = households.get(tx, household)
    if home is None:
        return None
    door = f"{home.door}{home.part}"
    return Report(household, door, words or door, result, visits.standing(tx, household)[0])


def draft_reply(tx: Transaction, reports: Sequence[Report], left_out: Sequence[LeftOut], now: int) -> Reply:
    """What was understood, in fields, for one confirmation; with what is odd about it, and what was left out."""
    lines = [_line(tx, report, now) for report in reports]
    again = any(line.today for line in lines)
    options = (*_confirming(reports, again), Option("edit", "edit_visit"), Option(NO, "cancel"))
    title = {"door": reports[0].door, "count": len(reports)}
    data = {"reports": [report.kept() for report in reports]}
    named = "visit_title" if len(reports) == 1 else "visits_title"
    ask = Ask(FLOW, "confirm", options, named, title, reports[0].household, data, lasts=DAY)
    return Reply("visits/draft", {"visit_lines": lines, "visits_left_out": left_out, "again": again}, ask)


def _confirming(reports: Sequence[Report], again: bool) -> tuple[Option, ...]:
    """A plain 好 confirms nothing where something is odd: an odd number, a door that was reported today."""
    if any(report.odd for report in reports):
        odd = next(report for report in reports if report.odd)
        return (Option("sure", "really_so_many", {"count": odd.persons}),)
    unsaid = sum(report.unsaid for report in reports)
    if unsaid:  # which of several is ill must be said in words
        return (Option("well", "visit_well"), *([Option("ill", "visit_ill")] if unsaid == 1 else []))
    if not again:
        return (Option(YES, "confirm"),)
    if len(reports) == 1:
        return (Option("add", "add_visit"), Option("correct", "correct_visit"), Option("repeat", "repeated_visit"))
    return (Option(YES, "confirm_new_ones"), Option("add", "confirm_all_visits"))


def is_odd(tx: Transaction, reports: Sequence[Report], now: int) -> bool:
    """Whether anything of a draft is asked back besides how people are."""
    return any(report.odd or visits.standing(tx, report.household)[1] > now for report in reports)


def _line(tx: Transaction, report: Report, now: int) -> Line:
    _, rests_until = visits.standing(tx, report.household)
    before = visits.of_household(tx, report.household)[0] if rests_until > now else None
    registered = visits.registered(tx, report.household)
    differs = report.persons is not None and registered not in (0, report.persons)
    return Line(report, before, registered if differs else 0)


def firings(writer: Writer) -> dict[str, Firing]:
    return {FORGOTTEN: lambda tx, village, now: look_in_the_evening(tx, writer, village, now)}


def look_in_the_evening(tx: Transaction, writer: Writer, village_id: int, now: int) -> None:
    """Each worker of a village reads which doors with a reason nobody was at today; where a micro-grid has none, the
    cadres do. It is due again tomorrow."""
    village, zone = areas.get(tx, village_id), writer.templates.zone
    if village is None:
        return
    at = settings.value(tx, Setting.VISIT_EVENING, village.path, now)
    day = local_day(now, zone)
    if _minute(now, zone) >= at:
        for area in register.below(tx, village.path, "microgrid"):
            _tell_forgotten(tx, writer, area.path, zone, now)
        day += timedelta(days=1)
    dues.set_due(tx, FORGOTTEN, village_id, moment(day, at, zone))


def _tell_forgotten(tx: Transaction, writer: Writer, path: str, zone: ZoneInfo, now: int) -> None:
    today = local_day(now, zone).isoformat()
    left = [home for home in round_of(visits.homes(tx, path, today, now), today, 0) if home.reasons]
    readers = (audience.responsible(tx, path, Role.GRID_WORKER) or audience.cadres(tx, path)) if left else []
    options = tuple(Option(str(home.household), home.named) for home in left[:BUTTONS])
    for reader in readers:
        if people.get(tx, reader) is None:
            continue
        ask = Ask(FLOW, "door", options, "doors_today", lasts=DAY, beside=True)
        values = {"homes_left": left[:SHOWN], "left_in_all": len(left), "evening": True}
        writer.write_to(tx, Reply("visits/round", values, ask, priority=Priority.REMINDER), reader, now)


def _minute(now: int, zone: ZoneInfo) -> int:
    local = datetime.fromtimestamp(now / 1000, zone)
    return local.hour * 60 + local.minute
