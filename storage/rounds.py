"""Rounds of a series: what opened after what, how often, and what sold and was left of each."""

from dataclasses import dataclass

from domain.orders import Window
from storage import windows
from storage.database import Transaction

NEXT = "next_round"
"""The kind of due at which the next round is proposed."""


@dataclass(frozen=True, slots=True)
class Sold:
    """An item of one round (thousandths). `left` is what was over; None where nobody knows what there was."""

    name: str
    unit: str
    sold: int
    left: int | None


def successor(tx: Transaction, window: Window) -> int:
    """The round after this one, 0 while there is none."""
    return int(
        tx.sql.rounds.successor(tx.connection, tenant=tx.tenant, village=window.village, window=window.id) or 0
    )


def opened_by(tx: Transaction, window: int) -> int:
    """Who opened a window; 0 for a command."""
    return int(tx.sql.rounds.opened_by(tx.connection, tenant=tx.tenant, window=window) or 0)


def set_every(tx: Transaction, window: int, days: int) -> None:
    """So many days after its opening somebody is asked about the next round; 0: never."""
    tx.sql.rounds.set_every(tx.connection, tenant=tx.tenant, window=window, every_days=days)


def lately(tx: Transaction, village: int, count: int = 10) -> list[tuple[Window, list[Sold]]]:
    """The newest rounds of a village that are over, the oldest first."""
    over = [window for window in windows.latest(tx, village, 3 * count) if window.state == "closed"][:count]
    return [(window, _goods(tx, window.id)) for window in reversed(over)]


def _goods(tx: Transaction, window: int) -> list[Sold]:
    return [
        Sold(name, unit, taken, None if there is None else max(0, there - taken))
        for name, unit, taken, there in tx.sql.rounds.goods(tx.connection, tenant=tx.tenant, window=window)
    ]
