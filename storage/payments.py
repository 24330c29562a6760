"""Money of households in a window, and what a round cost the village: rows that are only ever added."""

from dataclasses import dataclass

from domain.accounts import WAYS
from storage import accounts, orders, windows
from storage.database import Transaction

CARRIED = "carried"


@dataclass(frozen=True, slots=True)
class Payment:
    id: int
    window: int
    household: int
    fen: int
    way: str
    undoes: int
    at: int


@dataclass(frozen=True, slots=True)
class Expense:
    id: int
    label: str
    fen: int
    at: int


def pay(tx: Transaction, window: int, household: int, fen: int, way: str, entered_by: int, now: int) -> int:
    """Money from a household (below 0: back to it); the row's id."""
    if way not in WAYS or not fen:
        raise ValueError("a payment is some money, in cash or by transfer")
    return _add(tx, window, household, fen, way, 0, entered_by, now)


def pay_rest(
    tx: Transaction, window: int, household: int, shown: int, way: str, entered_by: int, now: int
) -> bool:
    """The whole rest by one press; False when it is no longer what was shown (a press twice, a correction)."""
    orders.lock_window(tx, window)
    if not shown or accounts.of_household(tx, window, household).rest != shown:
        return False
    pay(tx, window, household, shown, way, entered_by, now)
    return True


def undo(tx: Transaction, window: int, payment: int, entered_by: int, now: int) -> Payment | None:
    """Takes a payment back by a row of the opposite sign; None when there is none to take back (any more)."""
    row = tx.sql.payments.by_id(tx.connection, tenant=tx.tenant, payment=payment)
    found = Payment(*row) if row else None
    if found is None or found.window != window or found.way == CARRIED or found.undoes:
        return None
    done = _add(tx, window, found.household, -found.fen, found.way, payment, entered_by, now)
    return found if done else None


def of_household(tx: Transaction, window: int, household: int) -> list[Payment]:
    """A household's payments, the oldest first."""
    rows = tx.sql.payments.of_household(tx.connection, tenant=tx.tenant, window=window, household=household)
    return [Payment(*row) for row in rows]


def of_window(tx: Transaction, window: int) -> list[Payment]:
    """All payments of a window, the oldest first."""
    rows = tx.sql.payments.of_window(tx.connection, tenant=tx.tenant, window=window)
    return sorted((Payment(*row) for row in rows), key=lambda payment: payment.id)


def carry(tx: Transaction, source: int, target: int, entered_by: int, now: int) -> dict[int, int]:
    """Moves every household's rest from one window into another: two rows that cancel out. What was moved, in fen
    by household; nothing when it was moved before."""
    for window in sorted((source, target)):
        orders.lock_window(tx, window)
    found = windows.get(tx, source)
    if found is None or source == target:
        return {}
    moved = {each.id: each.rest for each in accounts.load(tx, found).households if each.rest}
    for household, rest in moved.items():
        _add(tx, source, household, rest, CARRIED, 0, entered_by, now)
        _add(tx, target, household, -rest, CARRIED, 0, entered_by, now)
    return moved


def spend(tx: Transaction, window: int, label: str, fen: int, entered_by: int, now: int) -> None:
    """What the round cost the village; below 0 takes a mistake back."""
    tx.sql.payments.add_expense(
        tx.connection, tenant=tx.tenant, id=tx.ids.next(), window=window, label=label, fen=fen,
        entered_by=entered_by, now=now,
    )  # fmt: skip


def expenses(tx: Transaction, window: int) -> list[Expense]:
    rows = tx.sql.payments.expenses(tx.connection, tenant=tx.tenant, window=window)
    return [Expense(*row) for row in rows]


def _add(
    tx: Transaction, window: int, household: int, fen: int, way: str, undoes: int, entered_by: int, now: int
) -> int:
    """The new row's id; 0 when the payment that it undoes was undone before."""
    new = tx.ids.next()
    added = tx.sql.payments.add(
        tx.connection, tenant=tx.tenant, id=new, window=window, household=household, fen=fen, way=way, undoes=undoes,
        entered_by=entered_by, now=now,
    )  # fmt: skip
    return new if added else 0
