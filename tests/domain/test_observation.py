"""The days of an observation as rules: never over early, never a day long, whatever the calendar, the clock and the
changes that are made."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.grades import TERMS, Grade
from domain.observation import (
    ONE_DAY,
    Observation,
    Stage,
    State,
    Times,
    Trouble,
    course,
    is_complete,
    is_missing,
    lasting,
    latest_slot,
    missed,
    moved,
    next_turn,
    over_at,
    relocated,
    slot_of,
    slots,
    trouble,
)
from domain.policies import MOST_DAYS, Counting, Span
from domain.schedules import local_day, moment
from domain.spans import DAY, HOUR, MINUTE

SHANGHAI, NEW_YORK = ZoneInfo("Asia/Shanghai"), ZoneInfo("America/New_York")
LORD_HOWE = ZoneInfo("Australia/Lord_Howe")
ZONES = st.sampled_from((SHANGHAI, NEW_YORK, LORD_HOWE, ZoneInfo("Africa/Cairo"), ZoneInfo("UTC")))
DAYS = st.dates(date(2020, 1, 1), date(2032, 12, 31))
SPANS = st.lists(st.builds(Span, st.sampled_from(Grade), st.integers(1, 21)), min_size=1, max_size=4).filter(
    lambda spans: sum(span.days for span in spans) <= MOST_DAYS
)
COUNTING = st.sampled_from(Counting)


def made(stages: tuple[Stage, ...], enrolled_at: int = 0, **details: object) -> Observation:
    case = Observation(1, 1, 1, 1, 1, "other", "", None, Counting.FROM_START, "", stages, 1, 1, enrolled_at)
    return replace(case, **details)  # type: ignore[arg-type]


def gapless(stages: tuple[Stage, ...]) -> bool:
    return all(stage.days > 0 for stage in stages) and all(
        later.first == earlier.last + ONE_DAY for earlier, later in pairwise(stages)
    )


@given(SPANS, COUNTING, DAYS, st.one_of(st.none(), DAYS))
def test_a_course_has_the_days_of_its_spans_and_no_gap(
    spans: list[Span], counting: Counting, start: date, exposed: date | None
) -> None:
    stages = course(spans, counting, start, exposed)
    case = made(stages)
    assert gapless(stages)
    assert case.days == sum(span.days for span in spans)
    first = exposed + ONE_DAY if counting is Counting.AFTER_EXPOSURE and exposed else start
    assert case.first == first
    assert case.day_number(case.first) == 1
    assert case.day_number(case.last) == case.days


def test_counted_from_the_exposure_and_from_the_start_they_differ_by_a_day() -> None:
    spans, day = [Span(Grade.HOME, 14)], date(2026, 11, 20)
    assert made(course(spans, Counting.AFTER_EXPOSURE, day, day)).last == date(2026, 12, 4)
    assert made(course(spans, Counting.FROM_START, day, day)).last == date(2026, 12, 3)


@pytest.mark.parametrize(
    ("start", "last"), [(date(2028, 2, 20), date(2028, 3, 4)), (date(2027, 2, 20), date(2027, 3, 5))]
)
def test_a_leap_day_is_a_day(start: date, last: date) -> None:
    assert made(course([Span(Grade.HOME, 14)], Counting.FROM_START, start, None)).last == last


@given(SPANS, DAYS, ZONES, st.integers(-3 * DAY, 3 * DAY))
def test_it_is_over_from_the_midnight_after_its_last_day_on_and_never_before(
    spans: list[Span], start: date, zone: ZoneInfo, around: int
) -> None:
    case = made(course(spans, Counting.FROM_START, start, None))
    over = over_at(case, zone)
    assert not is_complete(case, zone, over - 1)
    assert is_complete(case, zone, over)
    assert local_day(over, zone) == case.last + ONE_DAY
    assert local_day(over - 1, zone) == case.last
    now = over + around
    assert is_complete(case, zone, now) == (local_day(now, zone) > case.last)


@given(SPANS, DAYS, ZONES, st.integers(0, 24 * 60 - 1), st.integers(0, 40))
def test_reports_are_due_in_the_days_of_the_course_from_the_enrolment_on(
    spans: list[Span], start: date, zone: ZoneInfo, minute: int, day: int
) -> None:
    enrolled = moment(start + day * ONE_DAY, minute, zone)
    case = made(course(spans, Counting.FROM_START, start, None), enrolled)
    found = list(slots(case, zone, over_at(case, zone) + 9 * DAY))
    assert found == sorted(set(found))
    assert all(enrolled <= slot < over_at(case, zone) for slot in found)
    assert all(case.first <= local_day(slot, zone) <= case.last for slot in found)
    whole = [d for d in range(case.days) if case.first + d * ONE_DAY > local_day(enrolled, zone)]
    due = sum(len(case.minutes_on(case.first + d * ONE_DAY)) for d in whole)
    assert due <= len(found) <= due + 2


def test_whoever_is_enrolled_late_in_the_evening_owes_nothing_that_evening() -> None:
    day = date(2026, 11, 30)
    enrolled = moment(day, 22 * 60, SHANGHAI)
    case = made(course([Span(Grade.HOME, 14)], Counting.FROM_START, day, None), enrolled)
    assert latest_slot(case, SHANGHAI, enrolled + HOUR) == 0
    assert not is_missing(case, SHANGHAI, moment(day + ONE_DAY, 7 * 60, SHANGHAI))
    assert is_missing(case, SHANGHAI, moment(day + ONE_DAY, 9 * 60, SHANGHAI))


@given(SPANS, DAYS, ZONES, st.integers(0, 30 * DAY))
def test_the_newest_time_that_was_due_is_the_last_of_all_that_were(
    spans: list[Span], start: date, zone: ZoneInfo, after: int
) -> None:
    case = made(course(spans, Counting.FROM_START, start, None), moment(start, 0, zone))
    now = case.enrolled_at + after
    assert latest_slot(case, zone, now) == max(slots(case, zone, now), default=0)


@given(SPANS, DAYS, st.integers(-5, 80))
def test_a_course_that_lasts_longer_or_shorter_has_no_gap_and_ends_when_it_was_said(
    spans: list[Span], start: date, days: int
) -> None:
    stages = course(spans, Counting.FROM_START, start, None)
    wanted = start + days * ONE_DAY
    changed = lasting(stages, wanted)
    assert gapless(changed)
    assert changed[0].first == start
    assert changed[-1].last == max(wanted, start)
    assert [stage.grade for stage in changed] == [span.grade for span in spans][: len(changed)]


@given(SPANS, DAYS, st.integers(-5, 80), st.sampled_from(Grade))
def test_a_course_that_is_moved_keeps_its_days_and_has_no_gap(
    spans: list[Span], start: date, days: int, grade: Grade
) -> None:
    stages = course(spans, Counting.FROM_START, start, None)
    on = start + days * ONE_DAY
    changed = moved(stages, on, grade, 7)
    assert gapless(changed)
    assert (changed[0].first, changed[-1].last) == (start, stages[-1].last)
    assert (changed[-1].grade, changed[-1].site) == (grade, 7)
    elsewhere = relocated(stages, on, 7)
    assert gapless(elsewhere)
    assert (elsewhere[0].first, elsewhere[-1].last) == (start, stages[-1].last)
    for day in range(made(stages).days):
        each = start + day * ONE_DAY
        assert made(elsewhere).stage_on(each).grade is made(stages).stage_on(each).grade


@given(SPANS, DAYS, ZONES, st.lists(st.tuples(st.integers(0, 20 * DAY), st.integers(1, 5 * DAY)), max_size=3))
def test_nothing_is_due_in_a_pause(
    spans: list[Span], start: date, zone: ZoneInfo, pauses: list[tuple[int, int]]
) -> None:
    base = moment(start, 0, zone)
    stretches = tuple((base + since, base + since + length) for since, length in pauses)
    stages = course(spans, Counting.FROM_START, start, None)
    case, until = made(stages, base, pauses=stretches), base + 90 * DAY
    paused = [slot for slot in slots(made(stages, base), zone, until) if any(a <= slot < b for a, b in stretches)]
    assert set(slots(case, zone, until)) == set(slots(made(stages, base), zone, until)) - set(paused)


@given(DAYS, ZONES, st.integers(0, 13), st.integers(0, 24 * 60 - 1))
def test_a_report_counts_for_a_time_of_its_own_day_or_the_night_around_it(
    start: date, zone: ZoneInfo, day: int, minute: int
) -> None:
    case = made(course([Span(Grade.HOME, 14)], Counting.FROM_START, start, None), moment(start, 0, zone))
    at = moment(start + day * ONE_DAY, minute, zone)
    assert abs(slot_of(case, zone, at) - at) <= 14 * HOUR


@pytest.mark.parametrize("zone", [NEW_YORK, LORD_HOWE], ids=str)
def test_clocks_that_change_lose_and_double_no_report(zone: ZoneInfo) -> None:
    for start in (date(2026, 3, 1), date(2026, 10, 25), date(2026, 3, 29), date(2026, 9, 27)):
        case = made(course([Span(Grade.HOME, 14)], Counting.FROM_START, start, None), moment(start, 0, zone))
        found = [datetime.fromtimestamp(slot / 1000, zone) for slot in slots(case, zone, over_at(case, zone))]
        assert [(slot.date(), slot.hour) for slot in found] == [
            (start + day * ONE_DAY, hour) for day in range(14) for hour in (8, 18)
        ]


def test_a_report_is_missed_when_its_turn_is_over() -> None:
    day = date(2026, 11, 30)
    case = made(course([Span(Grade.HOME, 14)], Counting.FROM_START, day, None), moment(day, 0, SHANGHAI))
    morning, evening = (moment(day, minute, SHANGHAI) for minute in TERMS[Grade.HOME].times)
    assert missed(case, SHANGHAI, set(), morning + HOUR) == []
    assert missed(case, SHANGHAI, set(), evening) == [morning]
    assert missed(case, SHANGHAI, {morning}, evening) == []


def test_other_times_hold_from_their_day_on_and_the_grades_come_back() -> None:
    day = date(2026, 11, 30)
    case = made(
        course([Span(Grade.HOME, 3), Span(Grade.MONITORING, 3)], Counting.FROM_START, day, None),
        times=(Times(day + ONE_DAY, (9 * 60,)), Times(day + 3 * ONE_DAY, ())),
    )
    assert case.minutes_on(day) == TERMS[Grade.HOME].times
    assert case.minutes_on(day + ONE_DAY) == (9 * 60,)
    assert case.minutes_on(day + 3 * ONE_DAY) == TERMS[Grade.MONITORING].times


@given(SPANS, DAYS, ZONES)
def test_each_stage_and_the_end_have_their_midnight(spans: list[Span], start: date, zone: ZoneInfo) -> None:
    case = made(course(spans, Counting.FROM_START, start, None))
    now, turns = moment(start, 0, zone) - MINUTE, []
    while turn := next_turn(case, zone, now):
        turns.append(local_day(turn, zone))
        now = turn
    assert turns == [*(stage.first for stage in case.stages), case.last + ONE_DAY]


@given(SPANS, st.integers(-40, 40), st.one_of(st.none(), st.integers(-60, 10)), COUNTING)
def test_what_speaks_against_a_course_is_said_once_for_all(
    spans: list[Span], begins: int, exposed: int | None, counting: Counting
) -> None:
    today = date(2026, 11, 30)
    start, contact = today + begins * ONE_DAY, today + exposed * ONE_DAY if exposed is not None else None
    stages = course(spans, counting, start, contact)
    wrong = trouble(spans, stages, contact, today)
    if wrong is None:
        assert stages[0].first <= today + ONE_DAY
        assert stages[-1].last >= today
        assert contact is None or (contact <= today and contact <= stages[0].first)
    if contact is not None and contact > today:
        assert wrong is Trouble.EXPOSED_LATER


@pytest.mark.parametrize("days", [0, -1, 61, 1000])
def test_no_days_and_too_many_are_no_course(days: int) -> None:
    spans = [Span(Grade.HOME, days)]
    today = date(2026, 11, 30)
    assert trouble(spans, course(spans, Counting.FROM_START, today, None), None, today) is Trouble.DAYS


def test_a_case_that_is_closed_misses_nothing() -> None:
    day = date(2026, 11, 30)
    case = made(course([Span(Grade.HOME, 14)], Counting.FROM_START, day, None), moment(day, 0, SHANGHAI))
    late = moment(day + 5 * timedelta(days=1), 12 * 60, SHANGHAI)
    assert is_missing(case, SHANGHAI, late)
    assert not is_missing(replace(case, state=State.ENDED, ended_at=late - DAY), SHANGHAI, late)
