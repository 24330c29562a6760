"""Silence goes up one level at a time, beginning above whoever is silent."""

from domain.escalations import level_of, roles_from
from domain.people import Role
from domain.rules import Do, Follow
from domain.spans import HOUR


def test_the_levels_of_a_villager_and_of_those_who_hold_a_post() -> None:
    assert [roles_from([], level)[0] for level in (1, 2, 3)] == [Role.GRID_WORKER, Role.CADRE, Role.STREET]
    assert [roles_from([Role.GRID_WORKER], level)[:1] for level in (1, 2, 3)] == [(Role.CADRE,), (Role.STREET,), ()]
    assert roles_from([Role.GRID_WORKER, Role.CADRE], 1) == (Role.STREET,)
    assert roles_from([Role.STREET], 1) == ()
    assert roles_from([Role.VOLUNTEER], 1)[0] is Role.GRID_WORKER


def test_only_steps_up_count_as_levels() -> None:
    follow = (Follow(HOUR, Do.NEXT), Follow(2 * HOUR, Do.AGAIN), Follow(3 * HOUR, Do.NEXT))
    assert [level_of(follow, place) for place in range(3)] == [1, 1, 2]
