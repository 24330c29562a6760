"""What a round asks of its orders as a whole: who wishes for an item, and who would take more to fill a case."""

from dataclasses import dataclass

from storage.database import Transaction


@dataclass(frozen=True, slots=True)
class Wish:
    """What stands of an item in somebody's order; `most`: up to how much they would take to fill a case."""

    order: int
    person: int
    household: int
    quantity: int
    most: int


def wishes(tx: Transaction, window: int, item: int) -> list[Wish]:
    """Who has ordered an item, in order of time."""
    rows = tx.sql.stretches.wishes(tx.connection, tenant=tx.tenant, window=window, item=item)
    return [Wish(order, person, household, int(quantity), most) for order, person, household, quantity, most in rows]


def stretch(tx: Transaction, item: int, person: int) -> int | None:
    """Up to how much somebody would take to fill a case; None when they were not asked, or have not said."""
    found = tx.sql.stretches.stretch(tx.connection, tenant=tx.tenant, item=item, person=person)
    return int(found) if found is not None else None


def keep_stretch(tx: Transaction, item: int, person: int, most: int, now: int) -> None:
    tx.sql.stretches.keep_stretch(tx.connection, tenant=tx.tenant, item=item, person=person, most=most, now=now)


def offered(tx: Transaction, window: int) -> list[int]:
    """The places to which something of a window is offered."""
    return [wait for (wait,) in tx.sql.stretches.offered(tx.connection, tenant=tx.tenant, window=window)]


def concerned_by_closing(tx: Transaction, window: int) -> dict[int, bool]:
    """Whom the closing of a window concerns, and whether they have anything left."""
    rows = tx.sql.stretches.concerned_by_closing(tx.connection, tenant=tx.tenant, window=window)
    return {person: state == "confirmed" for person, state in rows}


def at_closing(tx: Transaction, window: int, person: int) -> dict[int, tuple[int, int, str]]:
    """(before, after, cause) of each item that somebody had ordered at the closing; "" where nothing changed."""
    rows = tx.sql.stretches.at_closing(tx.connection, tenant=tx.tenant, window=window, person=person)
    return {item: (int(had) - int(brought), int(had), cause) for item, had, brought, cause in rows}
