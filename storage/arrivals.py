"""What arrived of an item: too little is divided among its orders, and what is over is offered to those who wait."""

from dataclasses import dataclass
from hashlib import sha256

from domain import sharing
from domain.accounts import Line
from domain.orders import Item
from storage import accounts, orders, windows
from storage.database import Transaction
from storage.orders import Change

IN_ORDER, EVENLY = RULES = ("in_order", "evenly")
"""How a short delivery is divided: by the time of ordering, or equally among the households."""

SHORT = "short"


@dataclass(frozen=True, slots=True)
class Share:
    """What a line comes to, thousandths, and how much less it costs (fen)."""

    line: Line
    after: int

    @property
    def less(self) -> int:
        return self.line.value - self.line.fen_for(self.after)


def shares(tx: Transaction, item: Item, arrived: int, rule: str) -> list[Share]:
    """What each line of an item comes to when so much arrived; what is held back for open offers stays so."""
    lines = sorted(
        (line for line in accounts.lines(tx, item.window) if line.item == item.id), key=lambda line: line.order
    )
    there = max(0, arrived - (item.taken - sum(line.quantity for line in lines)))
    step = sharing.step_of(item)
    wishes = {line.order: line.quantity for line in lines}
    if sum(wishes.values()) <= there:
        given = wishes
    elif rule == IN_ORDER:
        given = sharing.in_order(there, wishes, step)
    else:
        given = _evenly(there, lines, step)
    return [Share(line, given[line.order]) for line in lines]


def arrive(tx: Transaction, item_id: int, arrived: int, rule: str, entered_by: int, now: int) -> list[Share]:
    """Notes what arrived and brings the orders down to it; the shares that changed."""
    seen = windows.item(tx, item_id)
    if seen is None:
        return []
    orders.lock_window(tx, seen.window)
    item = windows.item(tx, item_id)
    if item is None:
        return []
    less = [share for share in shares(tx, item, arrived, rule) if share.after < share.line.quantity]
    changes = [Change(share.line.order, item.id, share.after - share.line.quantity) for share in less]
    orders.adjust(tx, item.window, changes, SHORT, entered_by, now)
    windows.set_arrived(tx, item.id, arrived, now)
    return less


def stamp(found: list[Share]) -> str:
    """What tells whether the orders are still those that were shown; short, however many there are."""
    stands = [(share.line.order, share.line.quantity, share.after) for share in found]
    return sha256(repr(stands).encode()).hexdigest()


def _evenly(there: int, lines: list[Line], step: int) -> dict[int, int]:
    """Equally among the households, and within one in order of time."""
    homes: dict[int, dict[int, int]] = {}
    for line in lines:
        homes.setdefault(line.household, {})[line.order] = line.quantity
    wishes = {home: sum(wished.values()) for home, wished in homes.items()}
    given: dict[int, int] = {}
    for home, share in sharing.evenly(there, wishes, step).items():
        given |= sharing.in_order(share, homes[home], 1)
    return given
