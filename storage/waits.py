"""The queue for an item that is sold out: places, served strictly in order, and offers held back for them.

Locks in the order of all orders: the window, the person's order, the household's allowance, the item; a place changes
only under its item's row. `items.waiting` counts the open places, and what is offered counts as taken of the item and
of the household's limit, all in one transaction.
"""

from dataclasses import dataclass
from typing import Any

from domain.orders import ENOUGH, Item
from storage import bags, groups, orders, windows
from storage.database import Transaction
from storage.orders import Buyer, Change

OFFERED = "offered"
"""The state of a place to which something is offered, and the cause of the line that comes of it."""


@dataclass(frozen=True, slots=True)
class Wait:
    """A place in the queue."""

    id: int
    window: int
    item: int
    person: int
    household: int
    quantity: int  #: what is still wanted, thousandths
    offered: int  #: what is held back for it now
    given: bool  #: when there is some, without a press
    state: str
    entered_by: int
    at: int
    offered_at: int
    expires_at: int

    @property
    def open(self) -> bool:
        return self.state in ("waiting", OFFERED)


def join(
    tx: Transaction, item: Item, buyer: Buyer, quantity: int, given: bool, closed: bool, now: int
) -> Wait | None:
    """A person's place in the queue, at its end; who has one keeps it, with the amount said now. None when there is
    so much that it can simply be ordered."""
    there = of_person(tx, item.id, buyer.person)
    if there is not None:
        hold(tx, item.id, there.household)
        tx.sql.waits.change(
            tx.connection, tenant=tx.tenant, wait=there.id, qty=quantity, given=int(given or there.given)
        )
        return of_person(tx, item.id, buyer.person)
    if not tx.sql.waits.expect(tx.connection, tenant=tx.tenant, item=item.id, qty=quantity, closed=int(closed)):
        return None
    added = tx.sql.waits.add(
        tx.connection, tenant=tx.tenant, id=tx.ids.next(), window=item.window, item=item.id, person=buyer.person,
        household=buyer.household, qty=quantity, given=int(given), entered_by=buyer.entered_by, now=now,
    )  # fmt: skip
    if not added:
        tx.sql.waits.expect_less(tx.connection, tenant=tx.tenant, item=item.id)
    return of_person(tx, item.id, buyer.person)


def get(tx: Transaction, wait: int) -> Wait | None:
    row = tx.sql.waits.by_id(tx.connection, tenant=tx.tenant, wait=wait)
    return _wait(row) if row else None


def of_person(tx: Transaction, item: int, person: int) -> Wait | None:
    """The open place of a person in the queue for an item."""
    row = tx.sql.waits.of_person(tx.connection, tenant=tx.tenant, item=item, person=person)
    return _wait(row) if row else None


def places(tx: Transaction, person: int) -> list[Wait]:
    """All open places of a person, the oldest first."""
    return [_wait(row) for row in tx.sql.waits.places(tx.connection, tenant=tx.tenant, person=person)]


def first(tx: Transaction, item: int) -> Wait | None:
    """Whose turn it is: the first to whom nothing is offered yet."""
    row = tx.sql.waits.first(tx.connection, tenant=tx.tenant, item=item)
    return _wait(row) if row else None


def in_line(tx: Transaction, item: int) -> list[Wait]:
    """All open places, the first in line first."""
    return [_wait(row) for row in tx.sql.waits.in_line(tx.connection, tenant=tx.tenant, item=item)]


def ahead(tx: Transaction, item: int, household: int, wait: int = 2**62) -> int:
    """How many other households stand before a place, or before whoever would join now."""
    return int(
        tx.sql.waits.ahead(tx.connection, tenant=tx.tenant, item=item, wait=wait, household=household)
    )


def trust(tx: Transaction, wait: int) -> None:
    """«有了就给我»"""
    tx.sql.waits.trust(tx.connection, tenant=tx.tenant, wait=wait)


def hold(tx: Transaction, item: int, household: int) -> Item | None:
    """Holds what a place is changed under, and reads the item as it is then."""
    tx.sql.waits.hold_allowance(tx.connection, tenant=tx.tenant, item=item, household=household)
    tx.sql.waits.hold_item(tx.connection, tenant=tx.tenant, item=item)
    return windows.item(tx, item)


def room(tx: Transaction, item: Item, household: int) -> int:
    """How much more of an item a household may have."""
    if item.limit is None:
        return ENOUGH
    return max(0, item.limit - orders.household_taken(tx, item.id, household))


def hold_back(tx: Transaction, wait: Wait, quantity: int, now: int, expires_at: int) -> bool:
    """Offers so much to a place, under its locks: it is taken, and nobody else can have it. False when there is not
    so much, or it is not waiting."""
    counted = {"item": wait.item, "household": wait.household, "qty": quantity}
    if not tx.sql.orders.move(tx.connection, tenant=tx.tenant, item=wait.item, qty=quantity):
        return False
    tx.sql.orders.take_allowance(tx.connection, tenant=tx.tenant, household_limit=ENOUGH, **counted)
    offered = tx.sql.waits.offer(
        tx.connection, tenant=tx.tenant, wait=wait.id, qty=quantity, now=now, expires_at=expires_at
    )
    if not offered:
        _give_back(tx, wait, quantity)
    return bool(offered)


def serve(tx: Transaction, order: int, wait: Wait, now: int) -> None:
    """What is held back for a place becomes a line of its person's order. All its locks are held."""
    orders.append(tx, Change(order, wait.item, wait.offered), OFFERED, wait.entered_by, now)
    groups.touch(tx, wait.window, now)
    tx.sql.waits.serve(tx.connection, tenant=tx.tenant, wait=wait.id, now=now)
    bags.expect(tx, wait.window, now)
    if wait.offered >= wait.quantity:
        tx.sql.waits.expect_less(tx.connection, tenant=tx.tenant, item=wait.item)


def end(tx: Transaction, wait: Wait, state: str, now: int) -> bool:
    """Ends a place (left, lapsed), under its locks; what was held back for it is free again."""
    if not tx.sql.waits.end_place(tx.connection, tenant=tx.tenant, wait=wait.id, state=state, now=now):
        return False
    tx.sql.waits.expect_less(tx.connection, tenant=tx.tenant, item=wait.item)
    if wait.offered:
        _give_back(tx, wait, wait.offered)
    return True


def ask_anew(tx: Transaction, wait: Wait) -> None:
    """A new price: an offer at the old one is withdrawn, and nothing is given without a press. The place is kept."""
    tx.sql.waits.ask_anew(tx.connection, tenant=tx.tenant, wait=wait.id)
    if wait.offered:
        _give_back(tx, wait, wait.offered)


def _give_back(tx: Transaction, wait: Wait, quantity: int) -> None:
    tx.sql.orders.move(tx.connection, tenant=tx.tenant, item=wait.item, qty=-quantity)
    tx.sql.orders.give_allowance(
        tx.connection, tenant=tx.tenant, item=wait.item, household=wait.household, qty=quantity
    )


def _wait(row: Any) -> Wait:
    (number, window, item, person, household, quantity, offered, given, *rest) = row
    return Wait(number, window, item, person, household, quantity, offered, bool(given), *rest)
