"""What passes between a village and its suppliers: asked, quoted, ordered, confirmed, short, arriving, arrived."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from storage.database import Transaction
from storage.ids import first_at
from storage.json_text import read_json, write_json

ASKED, QUOTED, ORDERED = "asked", "quoted", "ordered"
CONFIRMED, SHORT, ARRIVING, ARRIVED = "confirmed", "short", "arriving", "arrived"


@dataclass(frozen=True, slots=True)
class Supply:
    """One thing said; `window` is 0 for quotes, `saying` the row with the words, 0 where a button was pressed."""

    id: int
    window: int
    village: int
    supplier: int
    kind: str
    content: Mapping[str, Any]
    saying: int = 0
    entered_by: int = 0
    at: int = 0


def note(tx: Transaction, supply: Supply, now: int) -> int:
    """Writes down what was said; the id, made here."""
    new = tx.ids.next()
    tx.sql.supplies.add(
        tx.connection, tenant=tx.tenant, id=new, window=supply.window, village=supply.village,
        supplier=supply.supplier, kind=supply.kind, content=write_json(supply.content), saying=supply.saying,
        entered_by=supply.entered_by, now=now,
    )  # fmt: skip
    return new


def get(tx: Transaction, supply: int) -> Supply | None:
    row = tx.sql.supplies.by_id(tx.connection, tenant=tx.tenant, supply=supply)
    return _supply(row) if row else None


def of_window(tx: Transaction, window: int) -> list[Supply]:
    return [_supply(row) for row in tx.sql.supplies.of_window(tx.connection, tenant=tx.tenant, window=window)]


def lately(tx: Transaction, supplier: int, since: int) -> list[Supply]:
    """What passed with a supplier since a time (epoch ms), the newest first."""
    rows = tx.sql.supplies.of_supplier(tx.connection, tenant=tx.tenant, supplier=supplier, since=first_at(since))
    return [_supply(row) for row in rows]


def _supply(row: Any) -> Supply:
    (number, window, village, supplier, kind, content, *rest) = row
    return Supply(number, window, village, supplier, kind, read_json(content), *rest)
