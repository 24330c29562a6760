"""A reminder comes at its hour on each of its days, whatever the clocks of the place do."""

import json
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.schedules import (
    EVENING,
    ONE_DAY,
    Anchor,
    Calendar,
    Relative,
    Schedule,
    Trouble,
    day_said,
    from_json,
    local_day,
    moment,
    next_times,
    to_json,
    trouble,
)

SHANGHAI = ZoneInfo("Asia/Shanghai")
NEW_YORK = ZoneInfo("America/New_York")
BERLIN = ZoneInfo("Europe/Berlin")
LORD_HOWE = ZoneInfo("Australia/Lord_Howe")
APIA = ZoneInfo("Pacific/Apia")
TODAY = date(2026, 11, 30)

zones = st.sampled_from([SHANGHAI, NEW_YORK, BERLIN, LORD_HOWE, ZoneInfo("America/Havana"), APIA])
days = st.dates(date(2009, 1, 1), date(2032, 12, 31))
minutes = st.integers(0, 24 * 60 - 1)
ends = st.none() | st.integers(0, 500)


@st.composite
def calendars(draw: st.DrawFn) -> Calendar:
    times = tuple(sorted(draw(st.sets(minutes, min_size=1, max_size=4))))
    begins = draw(days)
    lasts = draw(ends)
    last = None if lasts is None else begins + timedelta(days=lasts)
    which = draw(st.sampled_from(["every", "weekdays", "monthdays"]))
    if which == "every":
        return Calendar(times, begins, last, draw(st.integers(1, 40)))
    if which == "weekdays":
        return Calendar(times, begins, last, weekdays=tuple(draw(st.sets(st.integers(0, 6), min_size=1))))
    return Calendar(times, begins, last, monthdays=tuple(draw(st.sets(st.integers(1, 31), min_size=1, max_size=3))))


relatives = st.builds(
    Relative, st.sampled_from(Anchor), st.integers(-9_000, 9_000), ends=st.none() | days
) | st.builds(Relative, st.sampled_from(Anchor), days=st.integers(-9, 9), at=minutes, ends=st.none() | days)


def ms(zone: ZoneInfo, *wall: int) -> int:
    return int(datetime(*wall, tzinfo=zone).timestamp() * 1000)  # type: ignore[misc, arg-type]


def shown(found: list[int], zone: ZoneInfo) -> list[str]:
    return [f"{datetime.fromtimestamp(at / 1000, zone):%m-%d %H:%M}" for at in found]


def first_shown(day: date, minute: int, zone: ZoneInfo) -> int:
    """The first moment at which the clocks of a place show a time or a later one, looked for minute by minute."""
    wanted = datetime.combine(day, time(*divmod(minute, 60)))
    begin = int(wanted.replace(tzinfo=UTC).timestamp()) // 60 - 15 * 60
    low, high = begin, begin + 30 * 60
    for step in (60, 1):
        low = next(each for each in range(low, high, step) if local(each, zone) >= wanted) - (60 if step == 60 else 0)
    return low * 60_000


def local(minute: int, zone: ZoneInfo) -> datetime:
    return datetime.fromtimestamp(minute * 60, zone).replace(tzinfo=None)


def fits(schedule: Calendar, day: date) -> bool:
    """Whether a day is one of a schedule's, said another way than the schedule itself counts."""
    if day < schedule.begins or (schedule.ends and day > schedule.ends):
        return False
    if schedule.monthdays:
        last = (day + ONE_DAY).month != day.month
        return day.day in schedule.monthdays or (last and max(schedule.monthdays) > day.day)
    if schedule.weekdays:
        return day.weekday() in schedule.weekdays
    return (day.toordinal() - schedule.begins.toordinal()) % schedule.every == 0


@given(zones, days, minutes)
def test_a_time_comes_when_the_clocks_first_show_it_or_have_passed_over_it(
    zone: ZoneInfo, day: date, minute: int
) -> None:
    assert moment(day, minute, zone) == first_shown(day, minute, zone)


@given(zones, calendars(), st.integers(-40, 400), st.integers(1, 12))
def test_the_next_times_are_those_of_every_day_that_fits_and_no_others(
    zone: ZoneInfo, schedule: Calendar, since: int, count: int
) -> None:
    start = schedule.begins + timedelta(days=since)
    after = moment(start, 0, zone) - 1
    found = next_times(schedule, after, zone, count)
    until = local_day(found[-1], zone) if len(found) == count else schedule.ends or start
    span = [start + ONE_DAY * number for number in range(-2, (until - start).days + 1)]
    wanted = {moment(day, minute, zone) for day in span if fits(schedule, day) for minute in schedule.times}
    assert found == sorted(at for at in wanted if at > after)[:count]


@given(zones, calendars(), st.integers(1, 10))
def test_it_makes_no_difference_how_many_times_are_asked_for_at_once(
    zone: ZoneInfo, schedule: Calendar, count: int
) -> None:
    at = moment(schedule.begins, 0, zone) - 1
    together = next_times(schedule, at, zone, count)
    one_by_one = []
    for _ in together:
        one_by_one += next_times(schedule, at, zone, 1)
        at = one_by_one[-1]
    assert together == one_by_one


@given(calendars() | relatives)
def test_a_schedule_is_kept_as_json_and_read_again(schedule: Schedule) -> None:
    assert from_json(json.loads(json.dumps(to_json(schedule)))) == schedule


def test_twice_a_day_in_the_village() -> None:
    twice = Calendar((7 * 60 + 30, 16 * 60 + 30), TODAY, date(2026, 12, 20))
    found = next_times(twice, ms(SHANGHAI, 2026, 11, 30, 7, 30), SHANGHAI, 3)
    assert shown(found, SHANGHAI) == ["11-30 16:30", "12-01 07:30", "12-01 16:30"]
    assert shown(next_times(twice, ms(SHANGHAI, 2026, 12, 20, 9), SHANGHAI, 3), SHANGHAI) == ["12-20 16:30"]


def test_every_third_day_counts_from_its_first() -> None:
    third = Calendar((480,), date(2026, 12, 1), every=3)
    found = next_times(third, ms(SHANGHAI, 2026, 12, 4, 8), SHANGHAI, 3)
    assert shown(found, SHANGHAI) == ["12-07 08:00", "12-10 08:00", "12-13 08:00"]


def test_an_hour_that_spring_skips_comes_at_the_first_moment_after() -> None:
    early = Calendar((2 * 60 + 30,), date(2027, 3, 13))
    found = next_times(early, ms(NEW_YORK, 2027, 3, 13, 0), NEW_YORK, 3)
    assert shown(found, NEW_YORK) == ["03-13 02:30", "03-14 03:00", "03-15 02:30"]
    half = Calendar((2 * 60 + 15,), date(2026, 10, 4))
    assert shown(next_times(half, ms(LORD_HOWE, 2026, 10, 3), LORD_HOWE, 1), LORD_HOWE) == ["10-04 02:30"]


def test_two_hours_that_spring_skips_come_as_one() -> None:
    both = Calendar((2 * 60, 2 * 60 + 30, 3 * 60), date(2027, 3, 28))
    found = next_times(both, ms(BERLIN, 2027, 3, 28), BERLIN, 2)
    assert shown(found, BERLIN) == ["03-28 03:00", "03-29 02:00"]


def test_an_hour_that_autumn_has_twice_comes_once() -> None:
    twice = Calendar((60 + 30,), date(2026, 11, 1))
    found = next_times(twice, ms(NEW_YORK, 2026, 10, 31, 12), NEW_YORK, 2)
    assert shown(found, NEW_YORK) == ["11-01 01:30", "11-02 01:30"]
    assert found[1] - found[0] == 25 * 3_600_000


def test_a_day_that_an_island_left_out_comes_with_the_next() -> None:
    daily = Calendar((480,), date(2011, 12, 29))
    found = next_times(daily, ms(APIA, 2011, 12, 29, 0), APIA, 3)
    assert shown(found, APIA) == ["12-29 08:00", "12-31 00:00", "12-31 08:00"]


def test_the_31st_falls_on_the_last_day_of_a_shorter_month() -> None:
    last = Calendar((480,), date(2028, 1, 1), monthdays=(31,))
    found = next_times(last, ms(SHANGHAI, 2028, 1, 1), SHANGHAI, 4)
    assert shown(found, SHANGHAI) == ["01-31 08:00", "02-29 08:00", "03-31 08:00", "04-30 08:00"]
    both = Calendar((480,), date(2027, 2, 1), monthdays=(28, 30))
    assert shown(next_times(both, ms(SHANGHAI, 2027, 2, 1), SHANGHAI, 2), SHANGHAI) == ["02-28 08:00", "03-28 08:00"]


def test_a_leap_day_is_a_day_like_others() -> None:
    daily = Calendar((0,), date(2028, 2, 28))
    found = next_times(daily, ms(SHANGHAI, 2028, 2, 27), SHANGHAI, 3)
    assert shown(found, SHANGHAI) == ["02-28 00:00", "02-29 00:00", "03-01 00:00"]


def test_the_evening_before_an_observation_ends() -> None:
    evening = Relative(Anchor.OBSERVATION, days=-1, at=EVENING)
    ends_with_the_fourth = ms(SHANGHAI, 2026, 12, 5)
    assert shown([evening.moment(ends_with_the_fourth, SHANGHAI)], SHANGHAI) == ["12-04 18:00"]
    before = Relative(Anchor.CLOSING, -120)
    assert shown([before.moment(ms(SHANGHAI, 2026, 11, 30, 20), SHANGHAI)], SHANGHAI) == ["11-30 18:00"]


@pytest.mark.parametrize(("schedule", "wrong"), [
    (Calendar((), TODAY), Trouble.NO_TIME),
    (Calendar(tuple(range(0, 600, 30)), TODAY), Trouble.TOO_OFTEN),
    (Calendar((480,), TODAY, TODAY - ONE_DAY), Trouble.BACKWARDS),
    (Calendar((480,), TODAY, TODAY), Trouble.PAST),
    (Calendar((480,), TODAY, every=1_000), Trouble.TOO_FAR),
    (Calendar((480,), TODAY), None),
    (Relative(Anchor.CLOSING, -2_000_000), Trouble.TOO_FAR),
    (Relative(Anchor.CLOSING, -120, ends=TODAY - ONE_DAY), Trouble.PAST),
    (Relative(Anchor.CLOSING, -120), None),
])  # fmt: skip
def test_what_cannot_be_kept_says_why(schedule: Schedule, wrong: Trouble | None) -> None:
    assert trouble(schedule, ms(SHANGHAI, 2026, 11, 30, 12), SHANGHAI) is wrong


def test_a_date_that_there_is_not_is_said_and_not_mended() -> None:
    assert day_said(2027, 4, 31) is Trouble.IMPOSSIBLE_DATE
    assert day_said(2027, 2, 29) is Trouble.IMPOSSIBLE_DATE
    assert day_said(2028, 2, 29) == date(2028, 2, 29)
