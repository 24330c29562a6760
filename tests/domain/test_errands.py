"""Errands: when one must be looked at, what can be promised, who may take it and what they see."""

from dataclasses import replace
from itertools import product
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errands import (
    CHOICES,
    GOING_ON,
    HIGHEST,
    UNPROMISED,
    Errand,
    Kind,
    Money,
    Patience,
    State,
    attend_at,
    choices,
    promised,
)
from domain.people import Held, Person, Role
from domain.permissions import may_take_errand, owns_errand, sees_errand
from domain.spans import DAY, HOUR

ZONE = ZoneInfo("Asia/Shanghai")
NOON = 1_796_011_200_000
VILLAGE, GRID, OTHER = "1/", "1/2/", "1/3/"
PATIENCE = Patience(30 * 60_000, HOUR, DAY)
ERRAND = Errand(
    1, 1, 2, 12, 7, 70, 70, 70, Kind.ERRAND, "拿快递", State.OPEN, NOON, NOON, NOON, 0, None, 0, "", 0, 0, GRID
)


def somebody(role: Role | None, path: str = GRID, **details: object) -> Person:
    held = (Held(role, 2, path),) if role else ()
    values: dict[str, object] = {
        "id": 1, "name": "小陈", "phone": "", "language": "zh", "state": "confirmed", "village": 1,
        "village_path": VILLAGE, "household": 8, "door": "", "area": 2, "area_path": GRID, "roles": held,
    }  # fmt: skip
    return Person(**(values | details))  # type: ignore[arg-type]


@given(
    state=st.sampled_from(State), late=st.integers(0, HIGHEST), waited=st.integers(0, 3 * DAY),
    promise=st.none() | st.integers(0, DAY), untaken=st.integers(1, DAY), overdue=st.integers(1, DAY),
)  # fmt: skip
def test_it_is_looked_at_never_before_its_time_and_only_while_it_goes_on(
    state: State, late: int, waited: int, promise: int | None, untaken: int, overdue: int
) -> None:
    errand = replace(
        ERRAND, state=state, late=late, state_at=NOON + waited,
        promised_at=None if promise is None else NOON + waited + promise,
    )  # fmt: skip
    at = attend_at(errand, Patience(untaken, overdue, DAY))
    if state not in GOING_ON or (state is not State.DONE and late == HIGHEST):
        assert at is None
        return
    assert at is not None
    assert at > errand.state_at
    if state is State.TAKEN:
        assert at > (errand.promised_at or errand.state_at + UNPROMISED)
        higher = attend_at(replace(errand, late=late + 1), Patience(untaken, overdue, DAY))
        assert higher is None or higher > at


@given(now=st.integers(NOON, NOON + 400 * DAY), choice=st.sampled_from(CHOICES))
def test_a_promise_that_is_offered_lies_ahead_and_not_beyond_tomorrow(now: int, choice: str) -> None:
    at = promised(choice, now, ZONE)
    assert at < now + 2 * DAY
    if choice in choices(now, ZONE):
        assert at >= now + HOUR


def test_at_noon_all_four_can_be_promised_and_at_night_two() -> None:
    assert choices(NOON, ZONE) == ("soon", "afternoon", "evening", "morning")
    assert choices(NOON + 11 * HOUR, ZONE) == ("soon", "morning")


def test_money_owed_is_what_was_laid_out_without_what_came_back() -> None:
    assert Money(2_350, 350).owed == 2_000


WORKERS = (Role.GRID_WORKER, Role.CADRE, Role.STREET)
TAKES = {
    Kind.ERRAND: {*WORKERS, Role.VOLUNTEER},
    Kind.PRIVATE: set(WORKERS),
    Kind.MEDICINE: set(WORKERS),
    Kind.RUBBISH: {*WORKERS, Role.PROPERTY},
}


@pytest.mark.parametrize("kind", Kind)
def test_who_takes_what(kind: Kind) -> None:
    """Role by object: what touches health or an observed home is nothing for volunteers, and nobody takes what is
    of another area, or of their own household."""
    errand = replace(ERRAND, kind=kind)
    for role in (*Role, None):
        takes = role in TAKES[kind]
        assert may_take_errand(somebody(role), errand) == takes
        assert may_take_errand(somebody(role, VILLAGE), errand) == takes
        assert not may_take_errand(somebody(role, OTHER), errand)
        assert not may_take_errand(somebody(role, state="gone"), errand)
        assert not may_take_errand(somebody(role, household=7), errand)
        assert not may_take_errand(somebody(role, id=70), errand)


@pytest.mark.parametrize("kind", Kind)
def test_who_sees_what(kind: Kind) -> None:
    for role, state in product((*Role, None), State):
        _sees_what_is_theirs(role, kind, state)


def _sees_what_is_theirs(role: Role | None, kind: Kind, state: State) -> None:
    errand = replace(ERRAND, kind=kind, state=state, taken_by=0 if state is State.OPEN else 99)
    everything = role in WORKERS
    takes = role in TAKES[kind]
    assert sees_errand(somebody(role), errand, offered=False) == ("all" if everything else "")
    offered = "plain" if takes and state in (State.OPEN, State.TAKEN) else ""
    assert sees_errand(somebody(role), errand, offered=True) == ("all" if everything else offered)
    mine = replace(errand, taken_by=1)
    assert sees_errand(somebody(role), mine, offered=False) == ("all" if everything else "plain" if takes else "")
    assert sees_errand(somebody(role, OTHER), errand, offered=True) == ""
    assert sees_errand(somebody(role, state="gone"), errand, offered=True) == ""
    assert sees_errand(None, errand, offered=True) == ""


def test_it_is_whose_it_is_of_their_household_and_of_whoever_entered_it() -> None:
    entered = replace(ERRAND, entered_by=50, asker=60)
    for who in (somebody(None, id=70), somebody(None, id=60), somebody(None, id=50), somebody(None, household=7)):
        assert owns_errand(who, entered)
        assert sees_errand(who, entered, offered=False) == "own"
    for who in (somebody(None), somebody(Role.VOLUNTEER), somebody(None, household=0), None):
        assert not owns_errand(who, entered)
    assert not owns_errand(somebody(None, household=0), replace(entered, household=0))
