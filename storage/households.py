"""Households: one or several behind a door, with statuses that hold for a time."""

from collections.abc import Iterable

from domain.people import Household, Status
from storage import addresses
from storage.database import Transaction
from storage.json_text import write_json


def at_door(tx: Transaction, village: int, door_key: str) -> list[Household]:
    """The households behind a door of a village; rented rooms are households of their own."""
    rows = tx.sql.households.at_door(tx.connection, tenant=tx.tenant, village=village, door_key=door_key)
    return [Household(*row) for row in rows]


def get(tx: Transaction, household: int) -> Household | None:
    row = tx.sql.households.by_id(tx.connection, tenant=tx.tenant, id=household)
    return Household(*row) if row else None


def path(tx: Transaction, household: int) -> str:
    """The path of the area in which a household lies: its micro-grid, or else its village; "" without one."""
    return str(tx.sql.households.path(tx.connection, tenant=tx.tenant, id=household) or "")


def in_area(tx: Transaction, area: int) -> list[Household]:
    """The households of a micro-grid in order of their doors."""
    return [Household(*row) for row in tx.sql.households.in_area(tx.connection, tenant=tx.tenant, area=area)]


def ensure(
    tx: Transaction, village: int, area: int, door: str, door_key: str, now: int, part: str = "", landlord: str = ""
) -> Household:
    """The household at a door (and rented room), made if it is not there yet."""
    tx.sql.households.add(
        tx.connection, tenant=tx.tenant, id=tx.ids.next(), area=area, village=village, door=door,
        door_key=door_key, part=part, landlord=landlord, now=now,
    )  # fmt: skip
    return next(found for found in at_door(tx, village, door_key) if found.part == part)


def note_status(
    tx: Transaction, household: int, status: str, since: int, until: int | None, noted_by: int, now: int
) -> None:
    """Notes what holds for a household from one time to another (epoch ms); earlier rows stay as they are."""
    tx.sql.households.add_status(
        tx.connection, tenant=tx.tenant, id=tx.ids.next(), household=household, status=status, since=since,
        until=until, noted_by=noted_by, now=now,
    )  # fmt: skip


def statuses(tx: Transaction, household: int, at: int) -> list[str]:
    """What holds for a household at a time."""
    rows = tx.sql.households.statuses(tx.connection, tenant=tx.tenant, household=household, at=at)
    return [status for status, _, _ in rows]


def holding(tx: Transaction, household: int, at: int) -> dict[str, int | None]:
    """What holds for a household at a time, and until when (epoch ms; None: nobody said)."""
    rows = tx.sql.households.statuses(tx.connection, tenant=tx.tenant, household=household, at=at)
    return {status: until for status, _, until in rows}


def end_status(tx: Transaction, household: int, status: str, now: int) -> bool:
    """What held for a household holds no longer; False when it did not hold."""
    return bool(
        tx.sql.households.end_status(tx.connection, tenant=tx.tenant, household=household, status=status, now=now)
    )


def with_status(tx: Transaction, village: int, status: str, at: int) -> set[int]:
    """The households of a village for which something holds at a time."""
    rows = tx.sql.households.with_status(tx.connection, tenant=tx.tenant, village=village, status=status, at=at)
    return {household for (household,) in rows}


def reachable(tx: Transaction, household: int) -> list[int]:
    """Who lives there and has an address."""
    rows = tx.sql.households.reachable(tx.connection, tenant=tx.tenant, household=household)
    return [person for (person,) in rows]


def receivers(tx: Transaction, household: int, window: int) -> list[int]:
    """Whom receipts and reminders of a household's window go to: whoever ordered in it for that household and reads
    somewhere, family elsewhere too; else all who live there and do. A neighbour's help gives no right to them."""
    rows = tx.sql.households.orderers(tx.connection, tenant=tx.tenant, household=household, window=window)
    ordered = sorted(person for (person,) in rows)
    return [person for person in ordered if addresses.of_person(tx, person)] or reachable(tx, household)


def with_any(tx: Transaction, village: int, held: Iterable[Status], at: int) -> set[int]:
    """The households of a village for which one of several things holds at a time."""
    return {household for status in held for household in with_status(tx, village, status, at)}


def with_any_of(tx: Transaction, homes: Iterable[int], held: Iterable[Status], at: int) -> set[int]:
    """Which of these households have one of several things holding for them at a time."""
    rows = tx.sql.households.holding_any(
        tx.connection, tenant=tx.tenant, keys=write_json(sorted(set(homes))), states=write_json(sorted(held)), at=at
    )
    return {household for (household,) in rows}
