"""Orders: placed by guarded updates, so that neither stock nor a household's limit is ever passed.

Locks are taken in one order everywhere: the window, the person's order, the household's allowances by item, the items
by id.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from domain.orders import Placed, Short, changes
from storage import dues, groups
from storage.database import Transaction

ORDERED = "ordered"
"""The cause of a line that the buyer asked for; those of the round itself are listed with the table."""

PRICE = "price"
"""The cause of lines that follow a price."""


@dataclass(frozen=True, slots=True)
class Change:
    """So much more (or less, negative) of an item in an order, in thousandths."""

    order: int
    item: int
    quantity: int


@dataclass(frozen=True, slots=True)
class Buyer:
    person: int
    household: int
    entered_by: int  #: the person, or the worker who entered it for them


@dataclass(frozen=True, slots=True)
class Ordered:
    """An order as lists and exports show it; lines are (item, thousandths)."""

    id: int
    household: int
    person: int
    name: str
    phone: str
    door: str
    part: str
    state: str
    placed_at: int
    changed_at: int
    lines: tuple[tuple[int, int], ...] = ()
    prices: dict[int, int] = field(default_factory=dict)  #: by item, as the buyer agreed to them


def place(
    tx: Transaction,
    window: int,
    buyer: Buyer,
    wished: Mapping[int, int],
    limits: Mapping[int, int],
    now: int,
    version: int = 0,
) -> Placed:
    """Brings a person's order in a window to what is wished, item by item (thousandths, 0 takes an item out).

    `limits` has the household's limit of those items that have one. Items that cannot be had stay as they were.
    All of an item that is wished is at the price of this moment: nothing is placed when the window is no longer of
    the `version` that the buyer has read (0: whatever it is).
    """
    taking = tx.sql.orders.hold_window(tx.connection, tenant=tx.tenant, window=window)
    if taking is None or taking[0] != "open" or now >= taking[1]:
        return Placed((), (), (), tuple(wished))
    if version and taking[2] != version:
        return Placed((), (), (), (), tuple(wished))
    order = hold(tx, window, buyer, now)
    stands = {item: (int(had), old, new) for item, old, had, new in _priced(tx, order)}
    ordered = {item: had for item, (had, _, _) in stands.items()}
    wanted = changes(wished, ordered)
    over_limit = _take_allowances(tx, wanted, buyer.household, limits)
    sold_out = _take_stock(tx, wanted, buyer.household, now)
    short = {entry.item for entry in (*over_limit, *sold_out)}
    anew = {item for item, (_, old, new) in stands.items() if old != new and wished.get(item) and item not in short}
    for item in sorted(anew):
        had, old, new = stands[item]
        _write_anew(tx, order, item, had, (old, new), buyer.entered_by, now)
    if wanted or anew:
        kept = {item: old for item, (_, old, _) in stands.items() if item not in anew}
        _write_lines(tx, order, buyer, wanted, kept, now)
        after = any(ordered.get(item, 0) + wanted.get(item, 0) > 0 for item in {*ordered, *wanted})
        state = "confirmed" if after else "cancelled"
        tx.sql.orders.settle(tx.connection, tenant=tx.tenant, order=order, state=state, now=now)
        if taking[3]:
            groups.touch(tx, window, now)
    return Placed(tuple(item for item in wished if item not in short), sold_out, over_limit, ())


def _take_allowances(
    tx: Transaction, wanted: dict[int, int], household: int, limits: Mapping[int, int]
) -> tuple[Short, ...]:
    over = []
    for item, quantity in list(wanted.items()):
        limit = limits.get(item, 2**52)
        if quantity < 0:
            tx.sql.orders.give_allowance(
                tx.connection, tenant=tx.tenant, item=item, household=household, qty=-quantity
            )
        elif (
            tx.sql.orders.take_allowance(
                tx.connection, tenant=tx.tenant, item=item, household=household, qty=quantity, household_limit=limit
            )
            is None
        ):
            had = tx.sql.orders.allowance(tx.connection, tenant=tx.tenant, item=item, household=household)
            over.append(Short(item, max(0, limit - (had or 0))))
            del wanted[item]
    return tuple(over)


def _take_stock(tx: Transaction, wanted: dict[int, int], household: int, now: int) -> tuple[Short, ...]:
    sold_out = []
    for item, quantity in list(wanted.items()):
        waiting = tx.sql.orders.take(tx.connection, tenant=tx.tenant, item=item, qty=quantity)
        if waiting and quantity < 0:
            dues.set_due(tx, dues.OFFERS, item, now)
        if waiting is None:
            left = tx.sql.orders.left(tx.connection, tenant=tx.tenant, item=item)
            sold_out.append(Short(item, max(0, left or 0)))
            del wanted[item]
            tx.sql.orders.give_allowance(
                tx.connection, tenant=tx.tenant, item=item, household=household, qty=quantity
            )
    return tuple(sold_out)


def _write_lines(
    tx: Transaction, order: int, buyer: Buyer, taken: Mapping[int, int], prices: Mapping[int, int], now: int
) -> None:
    """At the price of this moment, but for those of `prices`."""
    for item, quantity in taken.items():
        line = {"order": order, "item": item, "qty": quantity, "cause": ORDERED, "entered_by": buyer.entered_by}
        _write_line(tx, line | {"now": now}, prices.get(item))


def _write_anew(
    tx: Transaction, order: int, item: int, had: int, prices: tuple[int, int], entered_by: int, now: int
) -> None:
    """What stands of an item comes to be at another price: back at the old one, and the same at the new one."""
    for quantity, price in zip((-had, had), prices, strict=True):
        line = {"order": order, "item": item, "qty": quantity, "cause": PRICE, "entered_by": entered_by, "now": now}
        _write_line(tx, line, price)


def _write_line(tx: Transaction, line: Mapping[str, Any], price: int | None) -> None:
    if price is None:
        tx.sql.orders.add_line(tx.connection, tenant=tx.tenant, id=tx.ids.next(), **line)
    else:
        tx.sql.orders.add_line_at(tx.connection, tenant=tx.tenant, id=tx.ids.next(), price=price, **line)


def hold_window(tx: Transaction, window: int) -> tuple[str, int]:
    """First lock of whatever changes orders one by one: the state of a window and when it closes."""
    held = tx.sql.orders.hold_window(tx.connection, tenant=tx.tenant, window=window)
    return (str(held[0]), int(held[1])) if held else ("", 0)


def lock_window(tx: Transaction, window: int) -> str:
    """Holds a window against orders until the transaction ends; its state, "" when there is none."""
    return str(tx.sql.orders.lock_window(tx.connection, tenant=tx.tenant, window=window) or "")


def hold(tx: Transaction, window: int, buyer: Buyer, now: int) -> int:
    """The id of a person's order in a window, made (empty, so cancelled) if there is none yet."""
    return int(
        tx.sql.orders.hold(
            tx.connection, tenant=tx.tenant, id=tx.ids.next(), window=window, household=buyer.household,
            person=buyer.person, now=now,
        )
    )  # fmt: skip


def adjust(
    tx: Transaction, window: int, changes: Iterable[Change], cause: str, entered_by: int, now: int
) -> list[Change]:
    """Changes orders as the round itself demands (`cause`: see the table), at the price agreed before.

    Holds the window first. The changes that were made: one that would pass the quota, or take more than an order
    has, is not. A household's limit does not stand in the way, but what it has taken is counted.
    """
    lock_window(tx, window)
    done = [change for change in sorted(changes, key=lambda each: (each.order, each.item)) if _move(tx, change)]
    for change in done:
        append(tx, change, cause, entered_by, now)
    groups.touch(tx, window, now)
    return done


def append(tx: Transaction, change: Change, cause: str, entered_by: int, now: int) -> None:
    """Writes what has been taken of the stock into an order, at the price agreed before."""
    line = {"order": change.order, "item": change.item, "qty": change.quantity, "cause": cause}
    _write_line(tx, line | {"entered_by": entered_by, "now": now}, agreed(tx, change.order).get(change.item))
    state = "confirmed" if _amounts(tx, change.order) else "cancelled"
    tx.sql.orders.settle(tx.connection, tenant=tx.tenant, order=change.order, state=state, now=now)


def _move(tx: Transaction, change: Change) -> bool:
    found = tx.sql.orders.of_order(tx.connection, tenant=tx.tenant, order=change.order)
    if found is None or not change.quantity or _amounts(tx, change.order).get(change.item, 0) + change.quantity < 0:
        return False
    if not tx.sql.orders.move(tx.connection, tenant=tx.tenant, item=change.item, qty=change.quantity):
        return False
    counted = {"item": change.item, "household": found[1]}
    if change.quantity < 0:
        tx.sql.orders.give_allowance(tx.connection, tenant=tx.tenant, qty=-change.quantity, **counted)
    else:
        tx.sql.orders.take_allowance(
            tx.connection, tenant=tx.tenant, qty=change.quantity, household_limit=2**52, **counted
        )
    return True


def renew(tx: Transaction, order: int, items: Iterable[int], entered_by: int, now: int) -> list[int]:
    """What stands of some items in an order is at the price of this moment from now on: what the buyer agreed to, or
    what costs them less. The items whose price was another."""
    wanted = set(items)
    done = []
    for item, old, had, new in _priced(tx, order):
        if item in wanted and old != new:
            _write_anew(tx, order, item, int(had), (old, new), entered_by, now)
            done.append(item)
    if done:
        tx.sql.orders.settle(tx.connection, tenant=tx.tenant, order=order, state="confirmed", now=now)
    return done


def agreed(tx: Transaction, order: int) -> dict[int, int]:
    """The price (fen a unit) to which the buyer agreed for each item that stands in an order."""
    return {item: price for item, price, _, _ in _priced(tx, order)}


def _priced(tx: Transaction, order: int) -> list[tuple[int, int, int, int]]:
    """(item, the price agreed to, quantity, the price of this moment)."""
    return list(tx.sql.orders.priced_lines(tx.connection, tenant=tx.tenant, order=order))


def _amounts(tx: Transaction, order: int) -> dict[int, int]:
    rows = tx.sql.orders.lines(tx.connection, tenant=tx.tenant, order=order)
    return {item: int(quantity) for item, quantity, _ in rows}


def of_person(tx: Transaction, window: int, person: int) -> dict[int, int]:
    """What a person has ordered in a window: thousandths by item; empty when nothing or cancelled."""
    return {item: quantity for item, (quantity, _) in standing(tx, window, person).items()}


def standing(tx: Transaction, window: int, person: int) -> dict[int, tuple[int, int]]:
    """What a person has ordered in a window by item: thousandths, and the price agreed to (fen a unit)."""
    rows = tx.sql.orders.of_person(tx.connection, tenant=tx.tenant, window=window, person=person)
    return {item: (int(quantity), int(fen) // int(quantity)) for item, quantity, fen in rows}


def household_taken(tx: Transaction, item: int, household: int) -> int:
    """How much of an item a household has taken already, over all its people."""
    return int(tx.sql.orders.allowance(tx.connection, tenant=tx.tenant, item=item, household=household) or 0)


def last_time(tx: Transaction, village: int, person: int, before: int) -> int | None:
    """The last earlier window (number below `before`) in which a person ordered."""
    found = tx.sql.orders.last_window(
        tx.connection, tenant=tx.tenant, village=village, person=person, before=before
    )
    return int(found) if found is not None else None


def in_window(tx: Transaction, window: int, slice_size: int = 500) -> Iterator[Ordered]:
    """All orders of a window, the cancelled ones too, in slices."""
    after = 0
    while rows := list(
        tx.sql.orders.in_window(
            tx.connection, tenant=tx.tenant, window=window, after=after, count=slice_size
        )
    ):
        for row in rows:
            lines = list(tx.sql.orders.lines(tx.connection, tenant=tx.tenant, order=row[0]))
            amounts = tuple((item, int(quantity)) for item, quantity, _ in lines)
            yield replace(
                Ordered(*row), lines=amounts,
                prices={item: int(fen) // int(quantity) for item, quantity, fen in lines},
            )  # fmt: skip
        after = rows[-1][0]


def buyers(tx: Transaction, window: int) -> list[int]:
    """Who has a confirmed order in a window."""
    return [person for (person,) in tx.sql.orders.buyers(tx.connection, tenant=tx.tenant, window=window)]


def count(tx: Transaction, window: int) -> int:
    """How many confirmed orders a window has."""
    return int(tx.sql.orders.count(tx.connection, tenant=tx.tenant, window=window))
