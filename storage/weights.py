"""Weigh-up (称重): what each line of a bag came to. A correction ends the row before it."""

from collections.abc import Iterable

from domain.weighing import Weighing, weigh
from storage import accounts, orders
from storage.database import Transaction


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


def record_bag(
    tx: Transaction, window: int, household: int, item: int, quantity: int, fen: int | None, entered_by: int, now: int
) -> bool:  # fmt: skip
    """What one thing in a household's bag came to; False when there is no such thing in it any more."""
    orders.lock_window(tx, window)
    lines = [line for line in accounts.of_household(tx, window, household).lines if line.item == item]
    record(tx, window, weigh(lines, quantity, fen) if lines else (), entered_by, now)
    return bool(lines)
