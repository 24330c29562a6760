"""A bag is ticked as handed out: once, by whoever may; the household of a delivery is told where it stands."""

from dataclasses import dataclass

from domain.orders import Window
from domain.people import Person
from domain.permissions import Action, allowed, scope
from domain.pickups import DELIVERY, Bag
from domain.replies import Reply
from handlers.fetching import path_of
from handlers.flow import Turn
from storage import accounts, audit, bags, households, people


@dataclass(frozen=True, slots=True)
class Ticked:
    """What became of one number: done, before (by whom and when), undone, not_yet (nothing to undo), missing or
    not_yours. `rest`: what is still to be paid in fen, below 0 what is to be given back; `open`: not weighed yet."""

    number: int
    state: str
    door: str = ""
    delivered: bool = False
    by: str = ""
    at: int = 0
    rest: int = 0
    open: bool = False


def tick(turn: Turn, window: Window, number: int) -> tuple[Ticked, tuple[Reply, ...]]:
    """Ticks a bag; with what its household is told."""
    bag = bags.numbered(turn.tx, window.id, number)
    if bag is None:
        return Ticked(number, "missing"), ()
    if not may_hand_out(turn, turn.known(), bag):
        return Ticked(number, "not_yours"), ()
    door = f"{bag.door} {bag.part}".strip()
    delivered = bag.way == DELIVERY
    if not bags.hand_out(turn.tx, bag, turn.known().id, turn.now):
        before = bags.get(turn.tx, window.id, bag.household) or bag
        giver = people.get(turn.tx, before.handed_by)
        by = giver.name if giver else ""
        return Ticked(number, "before", door, delivered, by, before.handed_at), ()
    audit.note(turn.tx, turn.known().id, "hand_out", bag.household, turn.now)
    account = accounts.of_household(turn.tx, window.id, bag.household)
    unweighed = bool(account.unweighed({item.id: item for item in window.items}))
    return Ticked(number, "done", door, delivered, rest=account.rest, open=unweighed), arrived(turn, window, bag)


def untick(turn: Turn, window: Window, number: int) -> Ticked:
    """It was not handed out after all."""
    bag = bags.numbered(turn.tx, window.id, number)
    if bag is None:
        return Ticked(number, "missing")
    if not may_hand_out(turn, turn.known(), bag):
        return Ticked(number, "not_yours")
    done = bags.take_back(turn.tx, bag)
    if done:
        audit.note(turn.tx, turn.known().id, "take_back", bag.household, turn.now)
    return Ticked(number, "undone" if done else "not_yet", bag.door, bag.way == DELIVERY)


def arrived(turn: Turn, window: Window, bag: Bag) -> tuple[Reply, ...]:
    """«放在门口了», to whoever ordered what was brought."""
    if bag.way != DELIVERY:
        return ()
    told = bags.orderers(turn.tx, window.id, bag.household)
    return tuple(Reply("pickups/at_your_door", {"window": window, "bag": bag}, to=person) for person in told)


def may_hand_out(turn: Turn, person: Person, bag: Bag) -> bool:
    """Whoever hands out where the household lives, and who has the bag on their route."""
    if bag.volunteer == person.id:
        return bool(scope(person, Action.HAND_OUT))
    household = households.get(turn.tx, bag.household)
    return household is not None and allowed(person, Action.HAND_OUT, path_of(turn, household))
