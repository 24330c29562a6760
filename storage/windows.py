"""Group-buy windows and their items."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from domain.orders import Item, Window
from storage import dues, groups
from storage.database import Transaction
from storage.json_text import read_json, write_json

CLOSING = "window_closes"
"""The kind of due that closes a window at its time."""

OPENED = "window_opened"
"""The kind of due that asks about standing orders when a window has opened."""

CLOSED = "window_closed"
"""The kind of due that tells the next few buyers that a window has closed."""

SOON = {
    "window_closes_in_a_day": 24 * 3600_000,
    "window_closes_in_two_hours": 2 * 3600_000,
    "window_closes_in_ten_minutes": 10 * 60_000,
}
"""The kinds of due before it, with how long before (milliseconds)."""


def open_window(tx: Transaction, window: Window, opened_by: int, now: int) -> int | None:
    """Opens a window (its id, number and state, and its items' ids are made here); None when the same one, by
    title and closing time, is there already."""
    new = tx.ids.next()
    while not _number(tx, new, window, opened_by, now):
        if find_same(tx, window.village, window.title, window.closes_at) is not None:
            return None
    for position, item in enumerate(window.items):
        add_item(tx, new, position, item)
    set_closing_dues(tx, new, window.closes_at, now)
    dues.set_due(tx, OPENED, new, now)
    return new


def add_item(tx: Transaction, window: int, position: int, item: Item) -> int:
    """Puts an item into a window; its id, made here."""
    new = tx.ids.next()
    tx.sql.windows.add_item(
        tx.connection, tenant=tx.tenant, id=new, window_id=window, position=position, name=item.name,
        unit=item.unit, price=item.price, market_price=item.market_price, quota=item.quota,
        household_limit=item.limit, weighed=int(item.weighed), donor=item.donor, spec=item.spec,
        aliases=write_json(item.aliases), case_size=item.case_size, minimum=item.minimum, sharing=item.sharing,
        to_share=item.to_share, cost=item.cost, supplier=item.supplier, gift=item.gift,
    )  # fmt: skip
    return new


def set_closing_dues(tx: Transaction, window: int, closes_at: int, now: int) -> None:
    """When a window closes and is announced to close; what is announced already is so again for a later time."""
    dues.set_due(tx, CLOSING, window, closes_at)
    for kind, before in SOON.items():
        if closes_at - before > now:
            dues.set_due(tx, kind, window, closes_at - before)


def _number(tx: Transaction, new: int, window: Window, opened_by: int, now: int) -> bool:
    """Writes a window under the village's next number; False when the same one is there, or another just took it."""
    number = tx.sql.windows.next_number(tx.connection, tenant=tx.tenant, village=window.village)
    return bool(
        tx.sql.windows.open(
            tx.connection, tenant=tx.tenant, id=new, number=number, village=window.village, title=window.title,
            now=now, closes_at=window.closes_at, arrives=window.arrives, place=window.place, pay=window.pay,
            contact=window.contact, every_days=window.every_days, previous=window.previous,
            collection=window.collection, opened_by=opened_by,
        )
    )  # fmt: skip


def get(tx: Transaction, window: int) -> Window | None:
    """A window with its items."""
    row = tx.sql.windows.by_id(tx.connection, tenant=tx.tenant, window=window)
    return replace(_window(row), items=items(tx, window)) if row else None


def taking_orders(tx: Transaction, village: int, now: int) -> list[Window]:
    """The open windows of a village without their items, the next to close first."""
    return [
        _window(row)
        for row in tx.sql.windows.open_in(tx.connection, tenant=tx.tenant, village=village, now=now)
    ]


def open_now(tx: Transaction, village: int, now: int) -> tuple[tuple[int, int], ...]:
    """(id, version) of the windows that taking_orders gives."""
    return tuple(tx.sql.windows.open_now(tx.connection, tenant=tx.tenant, village=village, now=now))


def latest(tx: Transaction, village: int, count: int = 20) -> list[Window]:
    """The newest windows of a village, without their items."""
    rows = tx.sql.windows.latest(tx.connection, tenant=tx.tenant, village=village, count=count)
    return [_window(row) for row in rows]


def every(tx: Transaction, count: int = 10_000) -> list[Window]:
    """All windows, the newest first, without their items."""
    return [_window(row) for row in tx.sql.windows.every(tx.connection, tenant=tx.tenant, count=count)]


def items(tx: Transaction, window: int) -> tuple[Item, ...]:
    """What a window offers, in its order."""
    return tuple(_item(row) for row in tx.sql.windows.items(tx.connection, tenant=tx.tenant, window=window))


def item(tx: Transaction, item: int) -> Item | None:
    row = tx.sql.windows.item(tx.connection, tenant=tx.tenant, item=item)
    return _item(row) if row else None


def set_quota(tx: Transaction, item: int, quota: int | None, now: int) -> int | None:
    """Changes how much of an item there is; None when it was done, else how much is taken already, below which no
    quota goes. What becomes free is offered to those who wait."""
    if not tx.sql.windows.set_quota(tx.connection, tenant=tx.tenant, item=item, quota=quota):
        return _taken_of(tx, item)
    _changed(tx, item, now)
    return None


def set_bought(tx: Transaction, item: int, bought: int, now: int) -> bool:
    """Notes what the supplier was asked for, which is what there is of an item after closing; False when more is
    taken. What is over is offered to those who wait."""
    done = tx.sql.windows.set_bought(tx.connection, tenant=tx.tenant, item=item, bought=bought)
    if done:
        _changed(tx, item, now)
    return bool(done)


def set_arrived(tx: Transaction, item: int, arrived: int, now: int) -> None:
    """Notes how much came. What of it nobody has taken is offered to those who wait."""
    tx.sql.windows.set_arrived(tx.connection, tenant=tx.tenant, item=item, arrived=arrived)
    _changed(tx, item, now)


def _changed(tx: Transaction, item: int, now: int) -> None:
    row = tx.sql.windows.item(tx.connection, tenant=tx.tenant, item=item)
    tx.sql.windows.touch(tx.connection, tenant=tx.tenant, window=row[1])
    dues.set_due(tx, dues.OFFERS, item, now)


def _taken_of(tx: Transaction, item: int) -> int:
    row = tx.sql.windows.item(tx.connection, tenant=tx.tenant, item=item)
    return int(row[8]) if row else 0


def touch(tx: Transaction, window: int) -> None:
    """A window has changed: offers built of it are built anew, and a summary of it is shown again."""
    tx.sql.windows.touch(tx.connection, tenant=tx.tenant, window=window)


def set_price(tx: Transaction, item: int, price: int) -> None:
    """A new price (fen a unit) for whoever orders from now on; `touch` must follow."""
    tx.sql.windows.set_price(tx.connection, tenant=tx.tenant, item=item, price=price)


def is_off(tx: Transaction, item: int) -> bool:
    """Whether an item was taken off its window."""
    return bool(tx.sql.windows.is_off(tx.connection, tenant=tx.tenant, item=item))


def taken(tx: Transaction, windows: Sequence[int]) -> dict[int, int]:
    """How much of each item a plain order cannot have any more (thousandths), by item: what is ordered, and where
    people wait for it all that there is."""
    return {
        item: amount
        for window in windows
        for item, amount in tx.sql.windows.taken(tx.connection, tenant=tx.tenant, window=window)
    }


def room(tx: Transaction, items: Iterable[int], household: int) -> dict[int, tuple[int, int]]:
    """The same of certain items, each with how much of it a household has taken already, over all its people."""
    rows = tx.sql.windows.room(
        tx.connection, tenant=tx.tenant, keys=write_json(sorted(items)), household=household
    )
    return {item: (amount, had) for item, amount, had in rows}


def close(tx: Transaction, window: int, now: int) -> bool:
    """Closes a window; False when it was not open."""
    closed = bool(tx.sql.windows.close(tx.connection, tenant=tx.tenant, window=window, now=now))
    if closed:
        groups.ended(tx, window, now)
    return closed


def find_same(tx: Transaction, village: int, title: str, closes_at: int) -> int | None:
    """The window of that title and closing time, if there is one."""
    found = tx.sql.windows.find_same(
        tx.connection, tenant=tx.tenant, village=village, title=title, closes_at=closes_at
    )
    return int(found) if found is not None else None


def _window(row: Any) -> Window:
    *fields, settled_at, every_days, previous, collection, menu_photo = row
    window = Window(*fields)
    return replace(
        window, settled_at=settled_at, every_days=every_days, previous=previous, collection=collection,
        menu_photo=menu_photo,
    )


def _item(row: Any) -> Item:
    (item, window, name, unit, price, market, quota, limit, taken_now, weighed, donor, spec, aliases, *rest) = row
    return Item(
        item, window, name, unit, price, market, quota, limit, taken_now, bool(weighed), donor, spec,
        tuple(read_json(aliases)), *rest,
    )  # fmt: skip
