"""Who sees and does what: by role and area, and nobody else."""

from dataclasses import replace

import pytest

from domain.people import Held, Person, Role
from domain.permissions import ALLOWED, Action, allowed, concerns, may_invite, scope

DISTRICT, VILLAGE, GRID, MICROGRID, OTHER = "1/", "1/2/", "1/2/3/", "1/2/3/4/", "1/2/3/5/"
NEIGHBOUR = Person(9, "王阿婆", "", "zh", "confirmed", 2, VILLAGE, 7, "3幢202", 4, MICROGRID)


def person(role: Role | None = None, path: str = MICROGRID, state: str = "confirmed") -> Person:
    held = (Held(role, 4, path),) if role else ()
    return replace(NEIGHBOUR, id=1, name="小陈", state=state, roles=held)


@pytest.mark.parametrize("action", Action)
def test_nobody_without_a_role_and_nobody_unknown_may_do_anything(action: Action) -> None:
    for somebody in (None, person(), person(Role.VILLAGER), person(Role.RELATIVE)):
        assert not allowed(somebody, action, MICROGRID)
        assert scope(somebody, action) == ()


@pytest.mark.parametrize("action", Action)
def test_who_has_gone_may_do_nothing_any_more(action: Action) -> None:
    assert not allowed(person(Role.CADRE, VILLAGE, state="gone"), action, VILLAGE)


def test_a_grid_worker_sees_their_own_micro_grid_and_no_other() -> None:
    worker = person(Role.GRID_WORKER)
    assert allowed(worker, Action.SEE_PERSON, MICROGRID)
    for elsewhere in (OTHER, GRID, VILLAGE, DISTRICT, ""):
        assert not allowed(worker, Action.SEE_PERSON, elsewhere)


def test_a_cadre_opens_windows_in_the_village_and_a_grid_worker_does_not() -> None:
    assert allowed(person(Role.CADRE, VILLAGE), Action.OPEN_WINDOW, VILLAGE)
    assert allowed(person(Role.STREET, DISTRICT), Action.OPEN_WINDOW, VILLAGE)
    assert not allowed(person(Role.GRID_WORKER, VILLAGE), Action.OPEN_WINDOW, VILLAGE)
    assert not allowed(person(Role.CADRE, VILLAGE), Action.OPEN_WINDOW, "1/22/")


def test_a_doctor_sees_people_and_takes_calls_but_no_orders() -> None:
    doctor = person(Role.DOCTOR, VILLAGE)
    assert allowed(doctor, Action.SEE_PERSON, MICROGRID)
    assert allowed(doctor, Action.TAKE_HANDOVER, MICROGRID)
    assert not allowed(doctor, Action.SEE_ORDERS, VILLAGE)


@pytest.mark.parametrize("role", [Role.VOLUNTEER, Role.PROPERTY, Role.GUARD])
def test_volunteers_property_and_guards_see_nobody_s_record(role: Role) -> None:
    assert {action for action, roles in ALLOWED.items() if role in roles} <= {Action.HAND_OUT, Action.TAKE_ERRAND}


def test_a_micro_grid_s_worker_is_asked_about_people_of_whom_only_the_village_is_known() -> None:
    assert concerns(person(Role.GRID_WORKER), Action.CONFIRM_PERSON, VILLAGE)
    assert not concerns(person(Role.GRID_WORKER), Action.CONFIRM_PERSON, OTHER)


def test_of_areas_within_each_other_only_the_largest_counts() -> None:
    both = replace(person(), roles=(Held(Role.CADRE, 2, VILLAGE), Held(Role.GRID_WORKER, 4, MICROGRID)))
    assert scope(both, Action.SEE_PERSON) == (VILLAGE,)


def test_a_worker_makes_links_for_their_own_neighbours_only() -> None:
    worker = person(Role.GRID_WORKER)
    assert may_invite(worker, NEIGHBOUR)
    assert not may_invite(worker, replace(NEIGHBOUR, area_path=OTHER))
    assert not may_invite(worker, replace(NEIGHBOUR, state="gone"))
    assert not may_invite(NEIGHBOUR, worker)


def test_a_link_that_carries_staff_s_rights_is_made_by_a_cadre_above_them_only() -> None:
    colleague = replace(NEIGHBOUR, roles=(Held(Role.GRID_WORKER, 4, MICROGRID),))
    assert not may_invite(person(Role.GRID_WORKER), colleague)
    assert may_invite(person(Role.CADRE, VILLAGE), colleague)
    chief = replace(NEIGHBOUR, roles=(Held(Role.STREET, 1, DISTRICT),))
    assert not may_invite(person(Role.CADRE, VILLAGE), chief)


@pytest.mark.parametrize("action", [Action.SEND_NOTICE, Action.CHANGE_SETTINGS])
def test_a_cadre_sends_notices_and_changes_settings_where_they_lead_and_a_worker_does_not(action: Action) -> None:
    assert allowed(person(Role.CADRE, VILLAGE), action, MICROGRID)
    assert allowed(person(Role.STREET, DISTRICT), action, VILLAGE)
    assert not allowed(person(Role.CADRE, VILLAGE), action, DISTRICT)
    for role in (Role.GRID_WORKER, Role.VOLUNTEER, Role.DOCTOR, Role.GROUP_LEADER):
        assert not allowed(person(role, VILLAGE), action, VILLAGE)
