"""The desk: what waits for staff of an area, that is words passed on to a human and deliveries that failed."""

from dataclasses import dataclass
from typing import Any

from domain.messages import FileReference
from storage import sayings
from storage.database import Transaction
from storage.ids import COUNTER_BITS, EPOCH, PROCESS_BITS, TICK
from storage.people import BEYOND

NOWHERE = ""
"""The path of what belongs to nobody who is known yet. It stands before every path of an area."""

_BEFORE_PATHS = "0"


@dataclass(frozen=True, slots=True)
class Waiting:
    """A hand-over with the words that were passed on; `taken_by` is 0 while nobody has it."""

    id: int
    kind: str
    person: int
    name: str
    phone: str
    door: str
    text: str
    files: tuple[FileReference, ...]
    at: int
    taken_by: int
    taker: str
    taken_at: int


@dataclass(frozen=True, slots=True)
class Troubled:
    """A delivery that failed, or whose fate is unknown. What it said is not shown."""

    id: int
    account: str
    priority: str
    state: str
    failure: str
    attempts: int
    created_at: int
    person: int
    name: str
    phone: str
    door: str
    blocked: int  #: 1 when the chat takes nothing any more


@dataclass(frozen=True, slots=True)
class HeldUp:
    """Deliveries of an account that were tried in vain and wait to be tried again."""

    account: str
    count: int
    since: int
    failure: str


def waiting(tx: Transaction, path: str, count: int = 100) -> list[Waiting]:
    """Hand-overs of an area that nobody has taken: dangers first, then the oldest."""
    rows = tx.sql.desk.waiting(tx.connection, tenant=tx.tenant, count=count, **_range(path))
    return [_waiting(tx, row) for row in rows]


def taken(tx: Transaction, path: str, since: int, count: int = 50) -> list[Waiting]:
    """Hand-overs of an area made since a time (epoch ms) that somebody has taken, the newest first."""
    after = max(0, since - EPOCH) // TICK << (PROCESS_BITS + COUNTER_BITS)
    rows = tx.sql.desk.taken(tx.connection, tenant=tx.tenant, after=after, count=count, **_range(path))
    return [_waiting(tx, row) for row in rows]


def path_of(tx: Transaction, handover: int) -> tuple[str, int] | None:
    """The path of the area that a hand-over belongs to (NOWHERE for unknown people), and the person."""
    row = tx.sql.desk.path_of(tx.connection, tenant=tx.tenant, id=handover)
    return (row[0], row[1]) if row else None


def troubled(tx: Transaction, path: str, count: int = 200) -> list[Troubled]:
    """Deliveries to people of an area that did not arrive for certain, the newest first."""
    rows = tx.sql.desk.troubled(tx.connection, tenant=tx.tenant, count=count, **_range(path))
    return [Troubled(*row) for row in rows]


def held_up(tx: Transaction) -> list[HeldUp]:
    """What waits in every account of the house because its door does not open."""
    return [HeldUp(*row) for row in tx.sql.desk.held_up(tx.connection, tenant=tx.tenant)]


def unheard(tx: Transaction) -> list[HeldUp]:
    """What waits in every account of the house because its reader has to say something first."""
    rows = tx.sql.desk.unheard(tx.connection, tenant=tx.tenant)
    return [HeldUp(account, count, since, "") for account, count, since in rows]


def count_waiting(tx: Transaction, path: str) -> int:
    return int(tx.sql.desk.count_waiting(tx.connection, tenant=tx.tenant, **_range(path)))


def count_troubled(tx: Transaction, path: str) -> int:
    return int(tx.sql.desk.count_troubled(tx.connection, tenant=tx.tenant, **_range(path)))


def _range(path: str) -> dict[str, str]:
    return {"path_low": path, "path_high": path + BEYOND if path else _BEFORE_PATHS}


def _waiting(tx: Transaction, row: Any) -> Waiting:
    handover, kind, person, name, phone, door, saying, at, taken_by, taker, taken_at = row
    text, files = sayings.get(tx, saying) or ("", ())
    return Waiting(handover, kind, person, name, phone, door, text, files, at, taken_by, taker, taken_at)
