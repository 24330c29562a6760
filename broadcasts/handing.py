"""Bags handed out: ticked once by whoever may, and deliveries divided into routes. Writes rows and says what to tell.

Chat and console use it alike.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from domain.orders import Window
from domain.people import Person
from domain.permissions import Action, allowed, scope
from domain.pickups import DELIVERY, Bag, Slot, divide
from domain.replies import AMOUNTS, Ask, Option, Reply
from storage import accounts, audit, bags, households, people, slots
from storage.database import Transaction

BUTTONS = 8
"""Bags under one route that have a button; the others follow when these are brought."""


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


def tick(
    tx: Transaction, person: Person, window: Window, number: int, now: int
) -> tuple[Ticked, tuple[Reply, ...]]:  # fmt: skip
    """Ticks a bag; with what its household is told."""
    bag = bags.numbered(tx, window.id, number)
    if bag is None:
        return Ticked(number, "missing"), ()
    if not may_hand_out(tx, person, bag):
        return Ticked(number, "not_yours"), ()
    delivered = bag.way == DELIVERY
    if not bags.hand_out(tx, bag, person.id, now):
        before = bags.get(tx, window.id, bag.household) or bag
        giver = people.get(tx, before.handed_by)
        by = giver.name if giver else ""
        return Ticked(number, "before", named(bag), delivered, by, before.handed_at), ()
    audit.note(tx, person.id, "hand_out", bag.household, now)
    account = accounts.of_household(tx, window.id, bag.household)
    unweighed = bool(account.unweighed({item.id: item for item in window.items}))
    return Ticked(number, "done", named(bag), delivered, rest=account.rest, open=unweighed), _arrived(tx, window, bag)


def call_slot(tx: Transaction, person: Person, window: Window, slot: Slot, now: int) -> tuple[int, list[Reply]]:
    """Calls the households of a slot who have not got their bags: how many, and what they are told. Once more is no
    harm."""
    waiting = bags.in_slot(tx, window.id, slot.id)
    slots.call(tx, slot.id, now)
    audit.note(tx, person.id, "call_slot", slot.id, now)
    return len(waiting), [
        Reply("pickups/your_turn", {"window": window, "given": slot, "bag": bag}, to=who)
        for bag in waiting for who in bags.orderers(tx, window.id, bag.household)
    ]  # fmt: skip


def untick(tx: Transaction, person: Person, window: Window, number: int, now: int) -> Ticked:
    """It was not handed out after all."""
    bag = bags.numbered(tx, window.id, number)
    if bag is None:
        return Ticked(number, "missing")
    if not may_hand_out(tx, person, bag):
        return Ticked(number, "not_yours")
    done = bags.take_back(tx, bag)
    if done:
        audit.note(tx, person.id, "take_back", bag.household, now)
    return Ticked(number, "undone" if done else "not_yet", named(bag), bag.way == DELIVERY)


def may_hand_out(tx: Transaction, person: Person, bag: Bag) -> bool:
    """Whoever hands out where the household lives, and who has the bag on their route."""
    if bag.volunteer == person.id:
        return bool(scope(person, Action.HAND_OUT))
    return allowed(person, Action.HAND_OUT, households.path(tx, bag.household))


def named(bag: Bag) -> str:
    """The door, and the room or household where it holds several."""
    return f"{bag.door} {bag.part}".strip()


def to_bring(tx: Transaction, window: int) -> list[Bag]:
    """What is still to be brought to doors."""
    return [bag for bag in bags.of_window(tx, window) if bag.way == DELIVERY and not bag.handed_at]


def route_of(tx: Transaction, window: int, person: int) -> list[Bag]:
    """What somebody has still to bring, in the order of their route."""
    return sorted(
        (bag for bag in to_bring(tx, window) if bag.volunteer == person), key=lambda bag: bag.place_in_route
    )


def share(
    tx: Transaction, actor: Person, window: Window, helpers: Sequence[Person], now: int
) -> tuple[dict[int, list[Bag]], list[Reply]]:  # fmt: skip
    """Divides what is to be brought anew among helpers; their routes, and what they and those taken off are told."""
    waiting = to_bring(tx, window.id)
    before = {bag.volunteer for bag in waiting if bag.volunteer}
    routes = divide(waiting, [person.id for person in helpers])
    bags.assign(tx, window.id, routes)
    audit.note(tx, actor.id, "divide_deliveries", window.id, now)
    told = [replace(route_reply(window, route), to=helper) for helper, route in routes.items() if route]
    ended = [Reply("carrying/taken_off", {"window": window}, to=one) for one in sorted(before - routes.keys())]
    return routes, [*told, *ended]


def route_reply(window: Window, route: list[Bag]) -> Reply:
    """Doors and numbers, and no reason; a typed number is a bag's and no option's place."""
    options = tuple(Option(str(bag.number), "brought", {"number": bag.number}) for bag in route[:BUTTONS])
    ask = Ask(
        "carrying", "brought", options, "route_title", {"title": window.title}, window.id, {AMOUNTS: True},
        beside=True,
    )  # fmt: skip
    return Reply("carrying/route", {"window": window, "bags": route}, ask)


def _arrived(tx: Transaction, window: Window, bag: Bag) -> tuple[Reply, ...]:
    """«放在门口了», to whoever ordered what was brought."""
    if bag.way != DELIVERY:
        return ()
    told = bags.orderers(tx, window.id, bag.household)
    return tuple(Reply("pickups/at_your_door", {"window": window, "bag": bag}, to=person) for person in told)
