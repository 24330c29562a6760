"""A source of outstanding work: its name, who is told of it, what is outstanding where, and how it is ticked off."""

from collections.abc import Callable
from dataclasses import dataclass

from domain.outstanding import Deed, Item, State, Ticked
from domain.people import Person
from domain.permissions import Action
from domain.replies import Reply
from storage.database import Transaction


@dataclass(frozen=True, slots=True)
class Done:
    """What a word about a line came to, and what others, or the worker, are told besides."""

    ticked: Ticked
    told: tuple[Reply, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """Whoever may do `action` in an area is told of what is outstanding there. `items` is asked once for an area,
    however many workers it has: (transaction, the area's path, now)."""

    name: str
    action: Action
    items: Callable[[Transaction, str, int], list[Item]]
    tick: Callable[[Transaction, Person, Item, Deed, int], Done]


def noted(item: Item, deed: Deed, *told: Reply) -> Done:
    return Done(Ticked(State.NOTED, deed, item.shown), told)


def refused(
    item: Item, deed: Deed, state: State, by: str = "", at: int = 0, told: tuple[Reply, ...] = ()
) -> Done:
    return Done(Ticked(state, deed, item.shown, by, at), told)
