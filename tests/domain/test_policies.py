"""The table of policies: which row holds when, and that a change leaves running cases alone."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.grades import Grade
from domain.observation import course
from domain.policies import MOST_DAYS, SHIPPED, Counting, Ground, Policy, Span, in_force, proposed

DAYS = st.dates(date(2020, 1, 25), date(2030, 12, 31))
ROWS = st.lists(
    st.builds(
        lambda ground, days, since, length: Policy(
            f"{ground}{since}{days}", ground, (Span(Grade.HOME, days),), Counting.FROM_START, since,
            since + timedelta(days=length) if length is not None else None,
        ),
        st.sampled_from(Ground), st.integers(1, MOST_DAYS), DAYS, st.one_of(st.none(), st.integers(0, 400)),
    ),
    max_size=12,
)  # fmt: skip


@pytest.mark.parametrize(
    ("on", "shown"),
    [(date(2020, 1, 24), ""), (date(2020, 1, 25), "14"), (date(2021, 5, 13), "14"), (date(2021, 5, 14), "14+7"),
     (date(2022, 6, 27), "14+7"), (date(2022, 6, 28), "7+3"), (date(2022, 11, 11), "5+3"),
     (date(2026, 2, 28), "5+3")],
)  # fmt: skip
def test_what_ships_is_the_history_of_close_contacts(on: date, shown: str) -> None:
    found = in_force(SHIPPED, Ground.CONTACT, on)
    assert (found.shown if found else "") == shown


def test_every_ground_has_a_policy_and_every_policy_can_be_a_course() -> None:
    for ground in Ground:
        assert in_force(SHIPPED, ground, date(2026, 11, 30)), ground
    assert len({policy.key for policy in SHIPPED}) == len(SHIPPED)
    for policy in SHIPPED:
        assert 0 < policy.days <= MOST_DAYS
        assert all(span.days > 0 for span in policy.spans)


@given(ROWS, st.sampled_from(Ground), DAYS)
def test_of_several_rows_the_newest_that_holds_wins(rows: list[Policy], ground: Ground, on: date) -> None:
    found = in_force((*SHIPPED, *rows), ground, on)
    holding = [row for row in (*SHIPPED, *rows) if row.ground is ground and row.holds(on)]
    assert (found is None) == (not holding)
    if found is not None:
        assert found in holding
        assert found.since == max(row.since for row in holding)


@given(ROWS, st.sampled_from(Ground), DAYS)
def test_a_later_row_of_the_same_day_is_nearer_and_wins(rows: list[Policy], ground: Ground, on: date) -> None:
    own = Policy("own", ground, (Span(Grade.HOME, 3),), Counting.FROM_START, on)
    assert in_force((*SHIPPED, *rows, own), ground, on) == own


@given(ROWS, DAYS, DAYS)
def test_a_change_of_policy_leaves_a_running_course_alone(rows: list[Policy], start: date, exposed: date) -> None:
    """A case keeps the stages that it was enrolled with; the table is not asked again."""
    policy = in_force(SHIPPED, Ground.CONTACT, date(2026, 11, 30))
    assert policy is not None
    enrolled = course(policy.spans, policy.counting, start, exposed)
    changed = in_force((*SHIPPED, *rows), Ground.CONTACT, date(2026, 12, 1))
    assert changed is not None
    assert enrolled == course(policy.spans, policy.counting, start, exposed)
    assert (enrolled[-1].last - enrolled[0].first).days + 1 == policy.days


def test_a_row_holds_on_its_first_and_last_day() -> None:
    first, last = date(2028, 2, 28), date(2028, 2, 29)
    row = Policy("own", Ground.OTHER, (Span(Grade.HOME, 3),), Counting.FROM_START, first, last)
    days = [date(2028, 2, 27), date(2028, 2, 28), date(2028, 2, 29), date(2028, 3, 1)]
    assert [row.holds(day) for day in days] == [False, True, True, False]


@pytest.mark.parametrize(
    ("level", "shown"), [("high", "7"), ("medium", "7"), ("low", "3"), ("abroad", "5+3"), ("", "")]
)
def test_a_place_at_risk_proposes_a_policy(level: str, shown: str) -> None:
    found = proposed(SHIPPED, level, date(2026, 11, 30))
    assert (found.shown if found else "") == shown
