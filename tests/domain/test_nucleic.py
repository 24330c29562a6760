"""Which tests of a course are missing: each asked day once, each test for one of them."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from domain.grades import Grade
from domain.nucleic import Result, Test, holding, is_positive, lacking
from domain.observation import Observation, Stage
from domain.policies import Counting
from domain.schedules import moment
from tests.town import ZONE

FIRST = date(2022, 7, 1)
CASE = Observation(
    1, 1, 1, 1, 1, "contact", "", None, Counting.FROM_START, "", (Stage(Grade.HOME, FIRST, 10),), 1, 1,
    moment(FIRST, 600, ZONE),
)  # fmt: skip
LAST = CASE.last


def taken(number: int, result: Result = Result.NEGATIVE, key: int = 0) -> Test:
    return Test(1, FIRST + timedelta(days=number - 1), result, 1, 1, id=key or number)


days = st.sets(st.integers(1, 10), max_size=8)


@given(days, days)
def test_a_test_on_each_asked_day_is_enough_and_none_is_missing_that_was_not_asked(
    asked: set[int], more: set[int]
) -> None:
    assert lacking(CASE, sorted(asked), [taken(day) for day in asked | more], ZONE, LAST) == ()
    missing = lacking(CASE, sorted(asked), [taken(day) for day in more], ZONE, LAST)
    assert set(missing) <= asked
    assert len(missing) <= len(asked - more)


@given(days, days)
def test_so_many_are_missing_at_least_as_there_are_fewer_tests(asked: set[int], done: set[int]) -> None:
    missing = lacking(CASE, sorted(asked), [taken(day) for day in done], ZONE, LAST)
    assert len(missing) >= len(asked) - len(done)


def test_a_day_earlier_or_later_serves_as_well_and_a_positive_one_does_not() -> None:
    assert lacking(CASE, (1, 4, 7), [taken(2), taken(4), taken(8)], ZONE, LAST) == ()
    assert lacking(CASE, (1, 4, 7), [taken(1), taken(4, Result.POSITIVE), taken(7)], ZONE, LAST) == (4,)
    assert lacking(CASE, (1, 2, 3), [taken(2)], ZONE, LAST) == (2, 3)


def test_what_lies_before_the_enrolment_or_ahead_is_not_asked() -> None:
    late = replace(CASE, enrolled_at=moment(FIRST + timedelta(days=4), 600, ZONE))
    assert lacking(late, (1, 2, 3, 5, 7, 12), [], ZONE, LAST) == (5, 7)
    assert lacking(CASE, (1, 4, 7), [], ZONE, FIRST + timedelta(days=4)) == (1, 4)


def test_the_last_that_holds_says_whether_it_is_positive() -> None:
    positive, negative = taken(3, Result.POSITIVE, 1), taken(5, Result.NEGATIVE, 2)
    assert is_positive([positive])
    assert not is_positive([positive, negative])
    assert not is_positive([positive, replace(negative, day=positive.day, replaces=1)])
    assert holding([positive, replace(negative, replaces=1)]) == [replace(negative, replaces=1)]
    assert not is_positive([])
