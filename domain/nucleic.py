"""Results of nucleic tests (核酸) of somebody under observation: which their policy asks for, and which are missing.

A result is a row of the case; a correction is a row of its own. A test counts for the day on which it was taken.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta, tzinfo
from enum import StrEnum

from domain.observation import Observation
from domain.schedules import local_day

NEAR = timedelta(days=1)
"""A test of the day before or after serves as well: whoever takes them comes round when they can."""

BEFORE = timedelta(days=14)
"""How long before the first day of a case a result of it may lie."""


class Result(StrEnum):
    NEGATIVE = "negative"
    POSITIVE = "positive"


@dataclass(frozen=True, slots=True)
class Test:
    """`replaces`: the earlier result of the same day that this one corrects; `alarm`: what a positive one raised.
    `name`: who said it."""

    __test__ = False

    observation: int
    day: date
    result: Result
    said_by: int
    at: int
    saying: int = 0
    replaces: int = 0
    alarm: int = 0
    id: int = 0
    name: str = ""


def holding(tests: Iterable[Test]) -> list[Test]:
    """What holds, in the order of the days: without those that were corrected."""
    found = list(tests)
    corrected = {test.replaces for test in found}
    return sorted((test for test in found if test.id not in corrected), key=lambda test: (test.day, test.id))


def is_positive(tests: Iterable[Test]) -> bool:
    """Whether the last one is; a negative one of a later day puts an end to it."""
    held = holding(tests)
    return bool(held) and held[-1].result is Result.POSITIVE


def lacking(
    case: Observation, asked: Sequence[int], tests: Iterable[Test], zone: tzinfo, today: date
) -> tuple[int, ...]:  # fmt: skip
    """The days of a course, by their number, whose test its policy asks for and of which there is no negative one.
    What lies before the enrolment or ahead is not asked; each test serves for one day."""
    enrolled = local_day(case.enrolled_at, zone)
    taken = [test.day for test in holding(tests) if test.result is Result.NEGATIVE]
    missing = []
    for number in sorted(asked):
        day = case.first + timedelta(days=number - 1)
        if not (1 <= number <= case.days and enrolled <= day <= today):
            continue
        fitting = next((each for each in taken if abs(each - day) <= NEAR), None)
        if fitting is None:
            missing.append(number)
        else:
            taken.remove(fitting)
    return tuple(missing)
