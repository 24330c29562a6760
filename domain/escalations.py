"""Who is told next when somebody does not answer: their grid worker, the village's cadre, the street."""

from collections.abc import Sequence

from domain.people import Role
from domain.rules import Do, Follow

LADDER = (Role.GRID_WORKER, Role.CADRE, Role.STREET)


def roles_from(held: Sequence[Role], level: int) -> tuple[Role, ...]:
    """Who is told at a level (1 is the first) of somebody who holds these posts, in the order in which it is tried:
    when nobody of a level can be reached, whoever stands above. Of a grid worker's silence the cadre hears first."""
    above = max((LADDER.index(role) + 1 for role in held if role in LADDER), default=0)
    return LADDER[above + level - 1 :]


def level_of(follow: Sequence[Follow], place: int) -> int:
    """Which level the step at a place of a rule tells."""
    return sum(step.do is Do.NEXT for step in follow[: place + 1])
