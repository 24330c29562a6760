"""Pick-up slots: each has room for so many households, which the statement that takes a place guards."""

from typing import Any

from domain.pickups import Slot
from storage import dues
from storage.database import Transaction
from storage.json_text import read_json, write_json

SET = "slots_set"
"""The kind of due that asks those who ordered before, or deals places out where the window has closed."""

SOON = "slot_soon"
"""The kind of due that asks the cadres to call a slot."""

_BEFORE = 10 * 60_000


def add(tx: Transaction, slot: Slot) -> int:
    """A new slot of a window; its id is made here. The cadres are asked in time to call it."""
    new = tx.ids.next()
    tx.sql.slots.add(
        tx.connection, tenant=tx.tenant, id=new, window=slot.window, place=slot.place, starts_at=slot.starts_at,
        ends_at=slot.ends_at, capacity=slot.capacity, buildings=write_json(slot.buildings),
    )  # fmt: skip
    dues.set_due(tx, SOON, new, slot.starts_at - _BEFORE)
    return new


def announce(tx: Transaction, window: int, now: int) -> None:
    """The slots of a window are there, or more of them: those who have none are seen to soon."""
    dues.set_due(tx, SET, window, now)


def of_window(tx: Transaction, window: int) -> list[Slot]:
    """The slots of a window in order of time."""
    return [_slot(row) for row in tx.sql.slots.of_window(tx.connection, tenant=tx.tenant, window=window)]


def get(tx: Transaction, slot: int) -> Slot | None:
    row = tx.sql.slots.by_id(tx.connection, tenant=tx.tenant, slot=slot)
    return _slot(row) if row else None


def any_in(tx: Transaction, window: int) -> bool:
    """Whether a window has slots at all."""
    return tx.sql.slots.any_in(tx.connection, tenant=tx.tenant, window=window) is not None


def take(tx: Transaction, slot: int, households: int = 1) -> bool:
    """Takes places (gives them back, below 0); False when there is no such room."""
    return bool(tx.sql.slots.take(tx.connection, tenant=tx.tenant, slot=slot, households=households))


def resize(tx: Transaction, slot: int, capacity: int) -> bool:
    """Makes a slot larger or smaller; False when more are taken already."""
    return bool(tx.sql.slots.resize(tx.connection, tenant=tx.tenant, slot=slot, capacity=capacity))


def remove(tx: Transaction, slot: int) -> bool:
    """Takes a slot away; False when somebody has a place in it."""
    return bool(tx.sql.slots.remove(tx.connection, tenant=tx.tenant, slot=slot))


def call(tx: Transaction, slot: int, now: int) -> None:
    """Notes that the households of a slot were called."""
    tx.sql.slots.call(tx.connection, tenant=tx.tenant, slot=slot, now=now)


def _slot(row: Any) -> Slot:
    slot, window, place, starts_at, ends_at, capacity, taken, buildings, called_at = row
    return Slot(
        slot, window, place, starts_at, ends_at, capacity, taken, tuple(read_json(buildings)), called_at
    )  # fmt: skip
