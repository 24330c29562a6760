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


def in_village(tx: Transaction, village: int) -> dict[int, list[Wish]]:
    """What the people of a village wish every round, by person."""
    wishes: dict[int, list[Wish]] = {}
    for row in tx.sql.standing.in_village(tx.connection, tenant=tx.tenant, village=village):
        entry = Wish(*row)
        wishes.setdefault(entry.person, []).append(entry)
    return wishes


def end(tx: Transaction, number: int, now: int) -> bool:
    """Ends a wish; False when it had ended."""
    return bool(tx.sql.standing.end(tx.connection, tenant=tx.tenant, id=number, now=now))
