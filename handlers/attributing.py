"""Of whom a number or a symptom of a report is said, as far as that is sure, and what a correction corrects."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from broadcasts import checking_in, families, reporting
from broadcasts.checking_in import Reporter
from broadcasts.families import Family
from domain.check_ins import SELF, Matched, Member, Said, called, match
from domain.observation import Observation
from handlers.flow import Turn
from nlu.check_in_clauses import felt
from nlu.checkins import ASK_TEMP, CheckIn
from nlu.whose_reading import is_own
from storage import observations


@dataclass(frozen=True, slots=True)
class Desk:
    """Whose report is taken down, and by whom. `listed`: in which order their numbers were asked for."""

    family: Family
    by: Reporter
    listed: tuple[int, ...] = ()
    tries: int = 0

    @property
    def cases(self) -> tuple[Observation, ...]:
        return self.family.cases

    def case(self, key: int) -> Observation | None:
        return next((case for case in self.cases if case.id == key), None)


def desk_of(turn: Turn, family: Family, worker: bool = False, about: Sequence[int] = ()) -> Desk:
    """`about`: the cases that a worker named."""
    asked = [each for each in turn.waiting if each.flow == reporting.FLOW and "cases" in each.data]
    data: Mapping[str, Any] = asked[-1].data if asked else {}
    known = {case.id for case in family.cases}
    listed = tuple(about) or tuple(key for key in data.get("cases", ()) if key in known)
    by = Reporter(turn.known(), turn.update.text, turn.saying, turn.address, worker)
    return Desk(family, by, listed, int(data.get("tries", 0)))


def whose(turn: Turn, said: CheckIn, desk: Desk) -> Matched:
    """我打错了，是36.8 says who was wrong, and not whose the number is."""
    wrong = "corrects" in said.flags and not is_own(turn.text)
    readings = tuple(
        Said(each.temperature, "" if wrong and each.who in SELF else each.who, each.part, each.day)
        for each in said.readings
    )  # fmt: skip
    if len(desk.cases) == 1 and len(set(readings)) == 1:
        readings = readings[:1]
    own, everybody = (tuple(case.id for case in each) for each in (desk.family.own, desk.cases))
    orders = list(dict.fromkeys(order for order in (desk.listed, own, everybody) if order))
    members = families.members(desk.cases)
    corrects = "corrects" in said.flags and len(readings) == 1 and not readings[0].who and len(members) > 1
    if corrects:
        last = _said_last(turn, desk)
        return Matched(unsure=readings) if last is None else Matched(((last, readings[0]),))
    speaker = 0 if desk.by.worker else desk.by.person.id
    found = match(members, readings, speaker, orders)
    if any(each.who for each in found.unsure):
        known = observations.called(turn.tx, [member.case for member in members], desk.by.person.id)
        found = match(members, readings, speaker, orders, known)
    if ASK_TEMP in said.flags and any(not each.who for _, each in found.sure):
        # One of several numbers cannot be read: which of the others is whose is not sure any more.
        bare = tuple(each for _, each in found.sure if not each.who)
        found = Matched(tuple(pair for pair in found.sure if pair[1].who), (*bare, *found.unsure), found.own)
    return found


def _said_last(turn: Turn, desk: Desk) -> int | None:
    """The one person about whom the last report was, if it was about one."""
    rows = [row for case in desk.cases if (row := checking_in.newest(turn.tx, case, turn.now)) is not None]
    last = max((row.id for row in rows), default=0)
    saying = next((row.saying for row in rows if row.id == last), 0)
    together = [row.observation for row in rows if row.saying == saying]
    return together[0] if len(together) == 1 else None


def whose_symptoms(
    turn: Turn, said: CheckIn, desk: Desk, matched: Matched
) -> tuple[dict[int, tuple[str, ...]], tuple[str, ...]]:
    """Symptoms by the case they are surely said of, and those of somebody of the family."""
    if not said.symptoms:
        return {}, ()
    about = {key for key, _ in matched.sure} or {case.id for case in desk.cases}
    if len(about) == 1 and not matched.unsure and not matched.own:
        return {about.pop(): said.symptoms}, ()
    found: dict[int, tuple[str, ...]] = {}
    members = families.members(desk.cases)
    for clause in felt(turn.text):
        keys = {key for key, each in matched.sure for reading in clause.readings
                if (reading.temperature, reading.who) == (each.temperature, each.who)}  # fmt: skip
        keys = keys if len(clause.readings) == 1 else set()
        keys = keys or {member.case for member in members if _named_in(member, clause.words)}
        if len(keys) == 1:
            key = keys.pop()
            found[key] = tuple(dict.fromkeys((*found.get(key, ()), *clause.symptoms)))
    known = {name for names in found.values() for name in names}
    return found, tuple(name for name in said.symptoms if name not in known)


def _named_in(member: Member, words: str) -> bool:
    return (
        member.name in words
        or (len(member.name) > 2 and member.name[1:] in words)
        or bool([each for each in called([member], words[:2]) if len(words) > 1])
    )


def replaced(turn: Turn, case: Observation, said: Said, slot: int, wrong: list[int]) -> tuple[int, int]:
    """For which time a correction counts, and what it replaces; 0 where it takes back what was said in the same
    message."""
    if said.part or said.day:
        before = checking_in.at_slot(turn.tx, case, slot)
    else:
        before = checking_in.newest(turn.tx, case, turn.now)
    if wrong:
        named = checking_in.with_temperature(turn.tx, case, wrong, turn.now)
        before = named if before is None or before.temperature not in wrong else before
    return (slot, 0) if before is None else (before.slot, before.id)
