"""Visits: the day's round as a property, what is added to a report, and which doors are near one that is none."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.visits import Home, Reason, Report, Result, completed, covered_since, nearest, round_of

TODAY = "2026-11-30"
DAYS = ("", "2026-11-01", "2026-11-20", "2026-11-29", TODAY)

homes = st.lists(
    st.builds(
        Home, st.integers(1, 10_000), st.just(1), st.just("3幢201"), st.just(""), st.integers(0, 9),
        st.sampled_from(DAYS), st.sampled_from([*Result, ""]),
        st.lists(st.sampled_from(Reason), unique=True, max_size=3).map(tuple),
    ),
    max_size=60, unique_by=lambda home: home.household,
)  # fmt: skip


@given(homes, st.integers(0, 40))
def test_a_round_has_every_reason_and_no_door_twice(found: list[Home], size: int) -> None:
    left = round_of(found, TODAY, size)
    due = [home for home in found if home.last_day != TODAY and home.last_result != Result.MOVED_OUT]
    assert len({home.household for home in left}) == len(left)
    assert {home.household for home in left} <= {home.household for home in due}
    assert {home.household for home in due if home.reasons} <= {home.household for home in left}


@given(homes, st.integers(0, 40))
def test_a_round_is_as_long_as_the_day_unless_reasons_make_it_longer(found: list[Home], size: int) -> None:
    left = round_of(found, TODAY, size)
    seen = sum(home.last_day == TODAY for home in found)
    pressing = sum(bool(home.reasons) for home in left)
    assert len(left) <= max(pressing, size - seen)
    due = sum(home.last_day != TODAY and home.last_result != Result.MOVED_OUT for home in found)
    assert len(left) == min(due, max(pressing, size - seen))


@given(homes, st.integers(0, 40))
def test_within_a_round_reasons_come_first_and_then_the_longest_unseen(found: list[Home], size: int) -> None:
    left = round_of(found, TODAY, size)
    with_reason = [bool(home.reasons) for home in left]
    assert with_reason == sorted(with_reason, reverse=True)
    days = [home.last_day for home in left if not home.reasons]
    assert days == sorted(days)
    chosen = {home.household for home in left}
    passed_by = [
        home.last_day for home in found if home.household not in chosen and home.last_day != TODAY
        and not home.reasons and home.last_result != Result.MOVED_OUT
    ]  # fmt: skip
    assert not days or not passed_by or max(days) <= min(passed_by)


@given(homes, st.integers(0, 40), st.integers(0, 59))
def test_a_door_that_was_seen_leaves_the_round(found: list[Home], size: int, place: int) -> None:
    left = round_of(found, TODAY, size)
    if left:
        seen = left[place % len(left)]
        after = [replace(home, last_day=TODAY) if home == seen else home for home in found]
        assert len(round_of(after, TODAY, size)) == len(left) - 1


def test_what_is_said_later_of_the_same_door_completes_what_was_said() -> None:
    first = Report(1, "3幢201", "3幢201 都正常", seen=2, photos=(7,))
    more = completed(first, Report(1, "3幢201", "4口人", persons=4))
    assert (more.persons, more.result, more.seen, more.photos) == (4, Result.OK, 2, (7,))
    ill = completed(more, Report(1, "3幢201", "老人37.8", Result.ILL, temperatures=(3780,)))
    assert (ill.persons, ill.result, ill.temperatures) == (4, Result.ILL, (3780,))
    assert completed(ill, Report(1, "3幢201", "5口人", persons=5)).result == Result.ILL


@pytest.mark.parametrize(("persons", "odd"), [(None, False), (0, False), (20, False), (21, True), (44, True)])
def test_so_many_people_are_asked_back(persons: int | None, odd: bool) -> None:
    report = Report(1, "3幢201", "", persons=persons)
    assert report.odd is odd
    assert not replace(report, sure=True).odd


def test_a_report_comes_back_from_a_question_as_it_was_put_in() -> None:
    report = Report(
        1, "3幢201", "话", Result.ILL, 3, "王家", 4, (3780,), ("cough",), ({"who": "儿子"},), (5,), "30, 120", 9,
    )  # fmt: skip
    assert Report.from_kept(report.kept()) == report


def test_the_nearest_doors_are_of_the_same_building_and_swapped_figures_come_first() -> None:
    doors = [("3-101", "3幢101"), ("3-201", "3幢201"), ("3-209", "3幢209"), ("4-210", "4幢210")]
    assert nearest("3-210", doors, 2) == ["3幢201", "3幢209"]
    assert nearest("3-203", doors, 9) == ["3幢201", "3幢209", "3幢101"]
    assert nearest("9-1", doors, 3) == []


def test_seven_days_are_today_and_the_six_before() -> None:
    assert covered_since("2026-12-01", 7) == "2026-11-25"
    assert covered_since("2024-03-01", 2) == "2024-02-29"
