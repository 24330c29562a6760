"""Standing orders: what somebody wishes every round, by the name of the goods. No order before 确认, each time."""

from dataclasses import dataclass

from storage.database import Transaction


@dataclass(frozen=True, slots=True)
class Wish:
    """So much (thousandths of the unit) of some goods, every round."""

    id: int
    person: int
    household: int
    item: str
    quantity: int
    unit: str
    note: str = ""


def wish(tx: Transaction, entry: Wish, village: int, entered_by: int, now: int) -> None:
    """Notes a wish (its id is made here); an earlier one of the same person for the same goods ends."""
    for before in of_person(tx, entry.person):
        if before.item == entry.item:
            end(tx, before.id, now)
    tx.sql.standing.add(
        tx.connection, tenant=tx.tenant, id=tx.ids.next(), person=entry.person, household=entry.household,
        village=village, item=entry.item, qty=entry.quantity, unit=entry.unit, note=entry.note,
        entered_by=entered_by, now=now,
    )  # fmt: skip


def of_person(tx: Transaction, person: int) -> list[Wish]:
    """What somebody wishes every round, in the order in which it was said."""
    return [Wish(*row) for row in tx.sql.standing.of_person(tx.connection, tenant=tx.tenant, person=person)]


def to_ask(tx: Transaction, village: int, window: int, count: int) -> list[int]:
    """People of a village who wish something every round and have not been asked for a window."""
    rows = tx.sql.standing.to_ask(tx.connection, tenant=tx.tenant, village=village, window=window, count=count)
    return [person for (person,) in rows]


def take(tx: Transaction, person: int, window: int) -> list[Wish]:
    """What somebody wishes every round, to be asked for a window; nobody is asked twice for one."""
    asked = tx.sql.standing.asked(tx.connection, tenant=tx.tenant, person=person, window=window)
    return of_person(tx, person) if asked else []


def end(tx: Transaction, number: int, now: int) -> bool:
    """Ends a wish; False when it had ended."""
    return bool(tx.sql.standing.end(tx.connection, tenant=tx.tenant, id=number, now=now))
