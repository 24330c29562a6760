"""Boards: a window's orders as the cadres watch them, read in few statements."""

from dataclasses import dataclass

from storage.database import Transaction
from storage.people import BEYOND


@dataclass(frozen=True, slots=True)
class Listed:
    """A window in a list."""

    id: int
    number: int
    title: str
    state: str
    closes_at: int
    village: str
    households: int  #: that have a confirmed order


@dataclass(frozen=True, slots=True)
class BoardLine:
    """One item of one confirmed order; quantity in thousandths of the item's unit."""

    order: int
    household: int
    person: int
    name: str
    phone: str
    door: str
    part: str
    item: int
    quantity: int
    price: int  #: to which the buyer agreed, fen a unit


@dataclass(frozen=True, slots=True)
class PastLine:
    """One item of an order that a person once placed; an order that was cancelled has no lines left."""

    window: int
    number: int
    title: str
    state: str
    changed_at: int
    item: str
    unit: str
    price: int
    weighed: bool
    quantity: int


def stamp(tx: Transaction, window: int, now: int) -> str:
    """A few words that change whenever the window's board does; "" without such a window."""
    row = tx.sql.boards.stamp(tx.connection, tenant=tx.tenant, window=window, now=now)
    return "-".join(str(value) for value in row) if row else ""


def lines(tx: Transaction, window: int, path: str) -> list[BoardLine]:
    """The lines of the confirmed orders of households in the area of `path`, by order and item."""
    rows = tx.sql.boards.lines(tx.connection, tenant=tx.tenant, window=window, path_low=path, path_high=path + BEYOND)
    return [
        BoardLine(order, household, person, name, phone, door, part, item, int(quantity), int(fen) // int(quantity))
        for order, household, person, name, phone, door, part, item, quantity, fen in rows
    ]


def taking_orders(tx: Transaction, path: str, now: int) -> list[Listed]:
    """Windows that take orders in the villages of an area (or around it), the next to close first."""
    rows = tx.sql.boards.taking_orders(
        tx.connection, tenant=tx.tenant, path_low=path, path_high=path + BEYOND, now=now
    )
    return [Listed(*row) for row in rows]


def past(tx: Transaction, path: str, now: int, before: int, count: int) -> list[Listed]:
    """Windows that no longer take orders, the newest first, with an id below `before`."""
    rows = tx.sql.boards.past(
        tx.connection, tenant=tx.tenant, path_low=path, path_high=path + BEYOND, now=now, before=before, count=count
    )
    return [Listed(*row) for row in rows]


def of_person(tx: Transaction, village: int, person: int, count: int = 10) -> list[PastLine]:
    """What a person ordered in the newest `count` windows of a village in which they did, the newest first."""
    rows = tx.sql.boards.of_person(tx.connection, tenant=tx.tenant, village=village, person=person, count=count)
    return [
        PastLine(
            window, number, title, state, at, name or "", unit or "", int(fen) // int(quantity) if quantity else 0,
            bool(weighed), int(quantity or 0),
        )
        for window, number, title, state, at, _, name, unit, weighed, quantity, fen in rows
    ]
