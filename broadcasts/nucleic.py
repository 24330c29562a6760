"""A result of a nucleic test is written down for somebody under observation; a positive one alarms as a fever does.

Only rows are written. Whoever must be told comes back as replies.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from broadcasts import families, health
from broadcasts.observed import may
from domain.names import may_be_called
from domain.nucleic import BEFORE, Result, Test, holding
from domain.observation import Observation, State
from domain.people import Person
from domain.permissions import Action
from domain.replies import Reply
from domain.schedules import local_day
from nlu.nucleic import TestSaid
from storage import audit, households, nucleic, observations, people
from storage.database import Transaction

FLOW = "nucleic"
"""The flow that asks on which day it was taken."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """`state`: recorded, corrected, same, future, before, closed or not_yours."""

    case: Observation
    day: date
    result: Result
    state: str
    told: tuple[Reply, ...] = ()


def record(
    tx: Transaction, worker: Person, case: Observation, day: date, result: Result, words: str, saying: int,
    zone: ZoneInfo, now: int,
) -> Recorded:  # fmt: skip
    """A result of a day; another one of the same day corrects it."""

    def is_so(state: str, told: tuple[Reply, ...] = ()) -> Recorded:
        return Recorded(case, day, result, state, told)

    if not may(tx, worker, Action.OBSERVE, case):
        return is_so("not_yours")
    if case.state is not State.OPEN:
        return is_so("closed")
    if day > local_day(now, zone):
        return is_so("future")
    if day < case.first - BEFORE:
        return is_so("before")
    before = next((test for test in holding(nucleic.of_case(tx, case.id)) if test.day == day), None)
    if before is not None and before.result is result:
        return is_so("same")
    key, alarm = tx.ids.next(), 0
    told: tuple[Reply, ...] = ()
    if result is Result.POSITIVE:
        alarm, told = _alarm(tx, worker, case, key, words, saying, now)
    replaces = before.id if before else 0
    nucleic.add(tx, Test(case.id, day, result, worker.id, now, saying, replaces, alarm, key))
    audit.note(tx, worker.id, "record_test", case.person, now)
    return is_so("corrected" if before else "recorded", told)


def _alarm(
    tx: Transaction, worker: Person, case: Observation, key: int, words: str, saying: int, now: int
) -> tuple[int, tuple[Reply, ...]]:
    report = health.Report(
        case.household, case.person, families.home_path(tx, case), "check_in", key, None, (), words, worker.id,
        case.id, saying, positive=True,
    )  # fmt: skip
    raised = health.raise_alarm(tx, report, now)
    return raised.alarm.id, (*raised.replies, raised.answer)


def meant(tx: Transaction, worker: Person, said: TestSaid) -> list[list[Observation]]:
    """For each who was named their open cases that this worker sees to; where only a door was, of all behind it."""
    homes = households.at_door(tx, worker.village, said.door) if said.door else []
    there = [case for home in homes for case in observations.of_household(tx, home.id)]
    if not said.whom:
        return [_seen(tx, worker, there)] if said.door else []
    found = []
    for word in said.whom:
        if word.startswith("#"):
            numbered = observations.by_number(tx, worker.village, int(word[1:]))
            cases = [numbered] if numbered is not None and numbered.state is State.OPEN else []
        elif said.door:
            cases = [case for case in there if may_be_called(case.name, word)]
        else:
            named = [observations.open_of(tx, key) for key, _, _ in people.named(tx, word)]
            cases = [case for case in named if case is not None]
        found.append(_seen(tx, worker, cases))
    return found


def _seen(tx: Transaction, worker: Person, cases: Iterable[Observation]) -> list[Observation]:
    return [case for case in cases if may(tx, worker, Action.OBSERVE, case)]
