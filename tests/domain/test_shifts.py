"""Times of shifts by the clock on the wall, over midnight and over changes of the clock; overlaps; tallies."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.shifts import Duty, Shift, day_bounds, moment, overlap, tallies, wrong_time
from domain.spans import DAY, HOUR
from tests.town import NOON

SHANGHAI, NEW_YORK = ZoneInfo("Asia/Shanghai"), ZoneInfo("America/New_York")


def at(text: str, zone: ZoneInfo) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=zone).timestamp() * 1000)


def test_a_night_shift_ends_on_the_next_day() -> None:
    assert moment(date(2026, 12, 31), 20 * 60, SHANGHAI) == at("2026-12-31T20:00", SHANGHAI)
    assert moment(date(2026, 12, 31), 32 * 60, SHANGHAI) == at("2027-01-01T08:00", SHANGHAI)
    assert moment(date(2028, 2, 28), 32 * 60, SHANGHAI) == at("2028-02-29T08:00", SHANGHAI)


@pytest.mark.parametrize(("day", "hours"), [(date(2026, 3, 7), 11), (date(2026, 10, 31), 13), (date(2026, 6, 1), 12)])
def test_a_night_in_which_the_clock_changes_is_as_long_as_it_is(day: date, hours: int) -> None:
    start, end = moment(day, 20 * 60, NEW_YORK), moment(day, 32 * 60, NEW_YORK)
    assert end - start == hours * HOUR
    shift = Shift(1, 1, 1, "东门", start, end)
    (tally,) = tallies([Duty(1, shift, 1, "王强", "", 1, came_at=start)], end)
    assert tally.hours == str(hours)


def test_an_hour_that_the_clock_leaves_out_is_the_one_after_it_and_of_two_the_first() -> None:
    assert moment(date(2026, 3, 8), 150, NEW_YORK) == at("2026-03-08T03:30", NEW_YORK)
    assert moment(date(2026, 11, 1), 90, NEW_YORK) == at("2026-11-01T00:30", NEW_YORK) + HOUR


def test_a_day_with_a_change_of_the_clock_is_one_day() -> None:
    days = [day_bounds(day, NEW_YORK) for day in (date(2026, 3, 8), date(2026, 11, 1))]
    assert [end - start for start, end in days] == [23 * HOUR, 25 * HOUR]
    assert wrong_time(*days[1], now=days[1][0]) == ""


@pytest.mark.parametrize(
    ("start", "end", "why"),
    [
        (HOUR, HOUR, "backwards"), (2 * HOUR, HOUR, "backwards"), (HOUR, HOUR + 1, "short"), (0, 2 * DAY, "long"),
        (-2 * HOUR, -HOUR, "past"), (-HOUR, HOUR, ""), (500 * DAY, 500 * DAY + HOUR, "far"), (HOUR, 9 * HOUR, ""),
    ],
)  # fmt: skip
def test_times_that_can_be_no_shift_are_named(start: int, end: int, why: str) -> None:
    assert wrong_time(NOON + start, NOON + end, NOON) == why


times = st.tuples(st.integers(0, 100), st.integers(1, 24)).map(lambda t: Shift(0, 0, 0, "", t[0], t[0] + t[1]))


@given(times, times)
def test_two_shifts_overlap_when_some_minute_lies_in_both(one: Shift, other: Shift) -> None:
    shared = set(range(one.starts_at, one.ends_at)) & set(range(other.starts_at, other.ends_at))
    assert overlap(one, other) == overlap(other, one) == bool(shared)


marks = st.lists(
    st.tuples(st.integers(1, 3), st.integers(1, 2), st.integers(-20, 20), st.booleans(), st.booleans()), max_size=20
)


@given(marks)
def test_every_duty_is_counted_once_as_stood_missed_or_to_come(rows: list[tuple[int, int, int, bool, bool]]) -> None:
    duties = [
        Duty(
            number, Shift(number, 1, post, str(post), NOON + start * HOUR, NOON + (start + 8) * HOUR), person,
            str(person), "", person, came_at=NOON + start * HOUR if came else None,
            missing_at=NOON + start * HOUR if late and start < 0 else None,
        )
        for number, (person, post, start, came, late) in enumerate(rows)
    ]  # fmt: skip
    for by_post in (False, True):
        found = tallies(duties, NOON, by_post)
        assert sum(tally.stood + tally.missed + tally.ahead for tally in found) == len(duties)
        assert sum(tally.time for tally in found) == 8 * HOUR * sum(tally.stood for tally in found)
        assert sum(tally.late for tally in found) == sum(duty.late for duty in duties)
