"""Fourteen days of somebody's reports at a glance: a mark for each time at which one was due."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta, tzinfo
from enum import StrEnum

from domain.observation import Observation, slot_of
from domain.schedules import local_day, moment

DAYS = 14
ONE_DAY = timedelta(days=1)


class Mark(StrEnum):
    """What became of a time."""

    OK = "ok"
    ABNORMAL = "abnormal"
    MISSED = "missed"
    AWAY = "away"  #: somebody looked in, and nobody was there
    WAITING = "waiting"  #: its time has come, and a report still counts for it
    AHEAD = "ahead"  #: nothing is due: it lies ahead, before the enrolment, or after the end


@dataclass(frozen=True, slots=True)
class Due:
    slot: int
    mark: Mark


@dataclass(frozen=True, slots=True)
class Day:
    day: date
    number: int  #: of the course
    dues: tuple[Due, ...]


def strip(
    case: Observation, results: Mapping[int, str], zone: tzinfo, now: int, most: int = DAYS
) -> tuple[Day, ...]:
    """The days of a course, of a long one those up to today. `results`: what was reported, by its time."""
    first = first_shown(case, zone, now, most)
    turn = slot_of(case, zone, now)
    days = []
    for number in range(min(most, (case.last - first).days + 1)):
        day = first + number * ONE_DAY
        slots = [moment(day, minute, zone) for minute in case.minutes_on(day)]
        dues = tuple(Due(slot, _mark(case, results.get(slot), slot, turn, now)) for slot in slots)
        days.append(Day(day, case.day_number(day), dues))
    return tuple(days)


def first_shown(case: Observation, zone: tzinfo, now: int, most: int = DAYS) -> date:
    """Of a course that is over, the days before its last one: what was reported then is wanted for its strip."""
    today = min(max(local_day(now, zone), case.first), case.last)
    return max(case.first, today - (most - 1) * ONE_DAY)


def counted(days: tuple[Day, ...]) -> dict[Mark, int]:
    """How many there are of each mark, without those that lie ahead."""
    marks = [due.mark for day in days for due in day.dues]
    return {mark: count for mark in Mark if mark is not Mark.AHEAD and (count := marks.count(mark))}


def _mark(case: Observation, result: str | None, slot: int, turn: int, now: int) -> Mark:
    if result is not None:
        return Mark(result)
    over = case.ended_at is not None and slot > case.ended_at
    if slot > now or over or not case.expects(slot):
        return Mark.AHEAD
    return Mark.WAITING if slot == turn and case.ended_at is None else Mark.MISSED
