"""The account of a window, read in a handful of statements however many households it has."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from domain import accounts
from domain.accounts import Account, Household, Line, Paid, Weight
from domain.orders import Window
from domain.pickups import Bag
from storage import dues, windows
from storage.database import Transaction

SETTLED = "window_settled"
POSTED = "account_posted"
BILLS = "bills_after_account"
REMIND = "remind_payment"
"""Kinds of due about a window: its donors hear, its buyers hear, bills go out, who has not paid is reminded."""


@dataclass(frozen=True, slots=True)
class Buyer:
    household: int
    order: int
    person: int
    name: str
    phone: str


def load(tx: Transaction, window: Window) -> Account:
    """The account as it stands at this moment."""
    paid = tx.sql.accounts.paid(tx.connection, tenant=tx.tenant, window=window.id)
    spent = tx.sql.accounts.spent(tx.connection, tenant=tx.tenant, window=window.id)
    return accounts.settle(window.items, lines(tx, window.id), _paid(paid), int(spent))


def lines(tx: Transaction, window: int) -> list[Line]:
    """What stands ordered in a window, by household, order and item."""
    return _lines(tx.sql.accounts.lines(tx.connection, tenant=tx.tenant, window=window))


def of_household(tx: Transaction, window: int, household: int) -> Household:
    """The account of one household in a window; empty when it has none."""
    found = {"tenant": tx.tenant, "window": window, "household": household}
    paid = _paid(tx.sql.accounts.paid_of(tx.connection, **found))
    stands = _lines(tx.sql.accounts.lines_of(tx.connection, **found))
    return Household(household, tuple(stands), paid.get(household, Paid()))


def bags(tx: Transaction, window: int) -> dict[int, Bag]:
    """The bags of a window's account by household; a household that only has something carried to it has one too."""
    rows = tx.sql.accounts.bags(tx.connection, tenant=tx.tenant, window=window)
    return {
        household: Bag(window, household, number, door, part, way, slot, bool(chosen), volunteer, place, handed_at)
        for household, number, door, part, way, slot, chosen, volunteer, place, handed_at in rows
    }


def buyers(tx: Transaction, window: int) -> list[Buyer]:
    """Who has a confirmed order in a window, by household."""
    rows = tx.sql.accounts.buyers(tx.connection, tenant=tx.tenant, window=window)
    return sorted((Buyer(*row) for row in rows), key=lambda buyer: (buyer.household, buyer.order))


def settling(tx: Transaction, village: int) -> list[Window]:
    """The rounds of a village that are closed and whose account is not posted, the newest first."""
    rows = list(tx.sql.accounts.settling(tx.connection, tenant=tx.tenant, village=village))
    return [window for (row,) in rows if (window := windows.get(tx, row)) is not None]


def last_settled(tx: Transaction, village: int) -> Window | None:
    """The newest round of a village whose account is posted."""
    found = tx.sql.accounts.last_settled(tx.connection, tenant=tx.tenant, village=village)
    return windows.get(tx, int(found)) if found is not None else None


def post(tx: Transaction, window: int, now: int) -> bool:
    """Posts a window's account; buyers and donors hear of it. False when it was posted before, or is not closed."""
    if tx.sql.accounts.settle(tx.connection, tenant=tx.tenant, window=window, now=now) is None:
        return False
    dues.set_due(tx, SETTLED, window, now)
    dues.set_due(tx, POSTED, window, now)
    return True


def remind(tx: Transaction, window: int, now: int) -> None:
    """Has everybody who still owes something reminded in private."""
    dues.set_due(tx, REMIND, window, now)


def _lines(rows: Iterable[Any]) -> list[Line]:
    return [
        Line(
            household, order, person, item, int(quantity), int(worth),
            Weight(weighed, fen) if weight is not None and weight > last else None,
        )
        for household, order, person, item, quantity, worth, last, weight, weighed, fen in rows
    ]  # fmt: skip


def _paid(rows: Iterable[Any]) -> dict[int, Paid]:
    return {household: Paid(*(int(fen) for fen in sums)) for household, *sums in rows}
