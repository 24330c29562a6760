"""Weigh-up (称重): what each line of a bag came to. A correction ends the row before it."""

from collections.abc import Iterable
from dataclasses import dataclass

from domain.accounts import Line
from storage import orders
from storage.database import Transaction


@dataclass(frozen=True, slots=True)
class Weighing:
    """A line with what it weighs (thousandths of its unit) and costs."""

    line: Line
    quantity: int
    fen: int


def record(tx: Transaction, window: int, weighings: Iterable[Weighing], entered_by: int, now: int) -> None:
    """Writes a weigh-up down; the window is held, so that no line changes meanwhile."""
    orders.lock_window(tx, window)
    for each in weighings:
        about = {"order": each.line.order, "item": each.line.item, "now": now}
        tx.sql.weights.end_standing(tx.connection, tenant=tx.tenant, **about)
        tx.sql.weights.add(
            tx.connection, tenant=tx.tenant, id=tx.ids.next(), window=window, qty=each.quantity, fen=each.fen,
            entered_by=entered_by, **about,
        )  # fmt: skip
