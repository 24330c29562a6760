"""What changes in a window that is open: its prices, limits, items and times; and whom a new price concerns."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from domain.orders import Item, Window
from storage import groups, windows
from storage.database import Transaction


@dataclass(frozen=True, slots=True)
class Buying:
    """What somebody has ordered of an item, and the price they agreed to (fen a unit)."""

    order: int
    person: int
    household: int
    name: str
    phone: str
    door: str
    quantity: int
    price: int


@dataclass(frozen=True, slots=True)
class Unanswered:
    """What stands in an order at a price that is no longer the item's."""

    order: int
    person: int
    item: int
    quantity: int
    price: int


def buyers(tx: Transaction, window: int, item: int) -> list[Buying]:
    rows = tx.sql.changes.buyers(tx.connection, tenant=tx.tenant, window=window, item=item)
    return [
        Buying(order, person, household, name, phone, door, int(quantity), int(fen) // int(quantity))
        for order, person, household, name, phone, door, quantity, fen in rows
    ]


def dearer(tx: Transaction, window: int, prices: Mapping[int, int]) -> int:
    """How many orders new prices would make dearer than what was agreed: so many buyers are asked."""
    return sum(buying.price < price for item, price in prices.items() for buying in buyers(tx, window, item))


def unanswered(tx: Transaction, window: int) -> list[Unanswered]:
    rows = tx.sql.changes.unanswered(tx.connection, tenant=tx.tenant, window=window)
    return [
        Unanswered(order, person, item, int(quantity), int(fen) // int(quantity))
        for order, person, item, quantity, fen in rows
    ]


def standing(tx: Transaction, window: int) -> list[tuple[int, int, int]]:
    """(order, item, quantity) of everything that is ordered."""
    rows = tx.sql.changes.standing(tx.connection, tenant=tx.tenant, window=window)
    return [(order, item, int(quantity)) for order, item, quantity in rows]


def households(tx: Transaction, window: int, item: int = 0) -> int:
    """How many households have something ordered in a window, or an item of it."""
    rows = tx.sql.changes.concerned(tx.connection, tenant=tx.tenant, window=window, item=item)
    return len({household or -person for household, person in rows})


def set_limit(tx: Transaction, item: int, limit: int) -> None:
    """Another limit a household, for what is ordered from now on."""
    tx.sql.changes.set_limit(tx.connection, tenant=tx.tenant, item=item, household_limit=limit)


def set_to_share(tx: Transaction, item: int, quantity: int) -> None:
    """There is more or less of goods that are shared at closing; nobody's wish changes."""
    tx.sql.changes.set_to_share(tx.connection, tenant=tx.tenant, item=item, qty=quantity)


def take_off(tx: Transaction, item: int) -> None:
    """An item is on offer no longer; what is ordered of it must have been given back."""
    tx.sql.changes.take_off(tx.connection, tenant=tx.tenant, item=item)


def add_items(tx: Transaction, window: int, items: Sequence[Item]) -> list[int]:
    """Further items, after those that are there; their ids."""
    last = int(tx.sql.changes.last_position(tx.connection, tenant=tx.tenant, window=window))
    return [windows.add_item(tx, window, position, item) for position, item in enumerate(items, last + 1)]


def set_facts(tx: Transaction, window: Window) -> None:
    """When a window closes, when and where its goods come, and how often it is opened anew, as they are said here."""
    tx.sql.changes.set_facts(
        tx.connection, tenant=tx.tenant, window=window.id, closes_at=window.closes_at, arrives=window.arrives,
        place=window.place, every_days=window.every_days,
    )  # fmt: skip


def cancel(tx: Transaction, window: int, now: int) -> bool:
    """Cancels an open window; False when it was not open."""
    cancelled = bool(tx.sql.changes.cancel(tx.connection, tenant=tx.tenant, window=window, now=now))
    if cancelled:
        groups.ended(tx, window, now)
    return cancelled
