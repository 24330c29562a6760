"""Bags: what goes to one household in one window, with its short number, its slot, and how and when it got it.

A bag is held first, then slots by their ids: whoever changes their slot gives one place back and takes another.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from domain.pickups import DELIVERY, PICKUP, Bag
from storage import dues, orders, slots
from storage.database import Transaction

TICKETS = "tickets"
"""The kind of due that writes the tickets of a window's bags."""

LATE = "bags_late"
"""The kind of due that sees to the bags of those who got something after the closing."""

_LAST = 2**62


def of_window(tx: Transaction, window: int) -> list[Bag]:
    """The bags of the households that have something ordered, by number; those without one yet last, by door."""
    found = [_bag(row) for row in tx.sql.bags.of_window(tx.connection, tenant=tx.tenant, window=window)]
    return sorted(found, key=lambda bag: (bag.number or _LAST, bag.order))


def get(tx: Transaction, window: int, household: int) -> Bag | None:
    row = tx.sql.bags.one(tx.connection, tenant=tx.tenant, window=window, household=household)
    return _bag(row) if row else None


def paths(tx: Transaction, window: int) -> dict[int, str]:
    """The path of the area in which the household of each bag lies."""
    rows = tx.sql.bags.paths(tx.connection, tenant=tx.tenant, window=window)
    return {household: path or "" for household, path in rows}


def numbered(tx: Transaction, window: int, number: int) -> Bag | None:
    """The bag of that short number."""
    row = tx.sql.bags.by_number(tx.connection, tenant=tx.tenant, window=window, number=number)
    return _bag(row) if row else None


def by_secret(tx: Transaction, secret: str) -> Bag | None:
    """The bag of a ticket."""
    row = tx.sql.bags.by_secret(tx.connection, tenant=tx.tenant, secret=secret)
    return _bag(row) if row else None


def orderers(tx: Transaction, window: int, household: int) -> list[int]:
    """Who ordered what is in a bag."""
    rows = tx.sql.bags.orderers(tx.connection, tenant=tx.tenant, window=window, household=household)
    return [person for (person,) in rows]


def buying(tx: Transaction, window: int) -> dict[int, tuple[str, str]]:
    """Door and part of every household that has something ordered."""
    rows = tx.sql.bags.buying(tx.connection, tenant=tx.tenant, window=window)
    return {household: (door, part) for household, door, part in rows if household}


def settle(
    tx: Transaction, window: int, household: int, way: str, slot: int, secret: str, *, chosen: bool
) -> bool:  # fmt: skip
    """Gives a household another slot, or delivery (slot 0), and its old place back; False when the slot is full or
    the bag is handed out, and everything stays as it was. `secret` is the ticket's, should it be the first time."""
    tx.sql.bags.add(tx.connection, tenant=tx.tenant, window=window, household=household, secret=secret)
    held = tx.sql.bags.hold(tx.connection, tenant=tx.tenant, window=window, household=household)
    _, old, _, handed_at = held
    if handed_at or not _move(tx, old, slot):
        return False
    tx.sql.bags.settle(
        tx.connection, tenant=tx.tenant, window=window, household=household, way=way, slot=slot, chosen=int(chosen)
    )
    return True


def _move(tx: Transaction, old: int, new: int) -> bool:
    if old == new:
        return True
    steps = sorted((slot, step) for slot, step in ((old, -1), (new, 1)) if slot)
    for place, (slot, step) in enumerate(steps):
        if not slots.take(tx, slot, step) and step > 0:
            for given, back in steps[:place]:
                slots.take(tx, given, -back)
            return False
    return True


def vacate(tx: Transaction, window: int) -> None:
    """Frees the places of households that have nothing ordered any more."""
    rows = list(tx.sql.bags.vacant(tx.connection, tenant=tx.tenant, window=window))
    for household, _ in sorted(rows, key=lambda row: (row[1], row[0])):
        settle(tx, window, household, PICKUP, 0, "", chosen=False)


def number_all(tx: Transaction, window: int, make_secret: Callable[[], str], now: int) -> list[Bag]:
    """Makes the bags that are missing and numbers those that have no number, in order of slot and door, those that
    are delivered last; who comes later gets the next number. Their tickets are due. The bags that were numbered."""
    orders.lock_window(tx, window)
    present = {bag.household for bag in of_window(tx, window)}
    for household in sorted(buying(tx, window).keys() - present):
        secret = make_secret()
        tx.sql.bags.add(tx.connection, tenant=tx.tenant, window=window, household=household, secret=secret)
    starts = {slot.id: place for place, slot in enumerate(slots.of_window(tx, window))}
    waiting = [bag for bag in of_window(tx, window) if not bag.number]
    waiting.sort(key=lambda bag: (bag.way == DELIVERY, starts.get(bag.slot, _LAST), bag.order))
    after = int(tx.sql.bags.last_number(tx.connection, tenant=tx.tenant, window=window))
    given = {bag.household: number for number, bag in enumerate(waiting, after + 1)}
    if given:
        tx.sql.bags.number(
            tx.connection,
            [{"tenant": tx.tenant, "window": window, "household": household, "number": number}
             for household, number in given.items()],
        )  # fmt: skip
        set_tickets_due(tx, window, now)
    return [bag for bag in of_window(tx, window) if bag.household in given]


def untold(tx: Transaction, window: int, count: int) -> list[Bag]:
    """Numbered bags whose tickets are not written yet."""
    rows = tx.sql.bags.untold(tx.connection, tenant=tx.tenant, window=window, count=count)
    return [_bag(row) for row in rows]


def expect(tx: Transaction, window: int, now: int) -> None:
    """Somebody has got something who may have had nothing before: their bag is seen to, if the window has closed."""
    dues.set_due(tx, LATE, window, now)


def set_tickets_due(tx: Transaction, window: int, at: int) -> None:
    dues.set_due(tx, TICKETS, window, at)


def tell_again(tx: Transaction, window: int, households: Iterable[int], now: int) -> None:
    """New tickets are due: another time or place than the first ones said."""
    for household in households:
        tx.sql.bags.tell_again(tx.connection, tenant=tx.tenant, window=window, household=household)
    set_tickets_due(tx, window, now)


def tell(tx: Transaction, bag: Bag, now: int) -> None:
    """Notes that a bag's ticket is written."""
    tx.sql.bags.tell(tx.connection, tenant=tx.tenant, window=bag.window, household=bag.household, now=now)


def in_slot(tx: Transaction, window: int, slot: int) -> list[Bag]:
    """The bags that wait to be fetched in a slot."""
    return [bag for bag in of_window(tx, window) if bag.slot == slot and not bag.handed_at]


def assign(tx: Transaction, window: int, routes: Mapping[int, Sequence[Bag]]) -> None:
    """Gives each volunteer their route, in its order."""
    rows = [
        {"tenant": tx.tenant, "window": window, "household": bag.household, "volunteer": volunteer, "position": place}
        for volunteer, route in routes.items() for place, bag in enumerate(route, 1)
    ]  # fmt: skip
    if rows:
        tx.sql.bags.assign(tx.connection, sorted(rows, key=lambda row: int(row["household"])))


def hand_out(tx: Transaction, bag: Bag, person: int, now: int) -> bool:
    """Notes that a bag was collected or delivered; False when it was before."""
    return bool(
        tx.sql.bags.hand_out(
            tx.connection, tenant=tx.tenant, window=bag.window, household=bag.household, person=person, now=now
        )
    )


def take_back(tx: Transaction, bag: Bag) -> bool:
    """It was not handed out after all; False when nobody had said so."""
    return bool(tx.sql.bags.take_back(tx.connection, tenant=tx.tenant, window=bag.window, household=bag.household))


def _bag(row: Any) -> Bag:
    window, household, number, door, part, way, slot, chosen, *rest = row
    return Bag(window, household, number, door, part, way, slot, bool(chosen), *rest)
