"""Changes a window that is open, as a cadre has confirmed it: every effect on orders, and whom it is told.

Replies come back to be written by whoever has the turn.
"""

from dataclasses import dataclass, replace

from broadcasts import repricing
from domain.messages import Priority
from domain.orders import Item, Window
from domain.replies import Reply
from domain.window_changes import WindowChange
from storage import audit, changes, groups, orders, questions, waits, windows
from storage.changes import Buying
from storage.database import Transaction
from storage.orders import Change

OFF = "off"
"""The cause of lines that give back what is not to be had any more."""


@dataclass(frozen=True, slots=True)
class Changed:
    """What became of a change: `done` False when the window takes no orders any more, or would sell more than it has
    (`too_low`); then nothing is changed."""

    done: bool
    replies: tuple[Reply, ...] = ()
    asked: int = 0  #: who must say yes to a higher price
    lowered: int = 0
    given_back: int = 0  #: households whose goods are taken off
    to_phone: tuple[Buying, ...] = ()  #: whom no chat reaches
    too_low: tuple[Item, ...] = ()


def change_window(tx: Transaction, window_id: int, change: WindowChange, actor: int, now: int) -> Changed:
    """Holds the window first, so that nobody orders meanwhile; all of a change or nothing of it."""
    orders.lock_window(tx, window_id)
    window = windows.get(tx, window_id)
    if window is None or not window.taking_orders(now):
        return Changed(False)
    if low := change.too_low(window):
        return Changed(False, too_low=low)
    change = _still_there(change, window).needed(window, now)
    audit.note(tx, actor, "cancel_window" if change.cancelled else "change_window", window.id, now)
    if change.cancelled:
        return _cancel(tx, window, actor, now)
    items = {item.id: item for item in window.items}
    for item, quota in sorted(change.quotas.items()):
        if items[item].sharing:
            changes.set_to_share(tx, item, quota)
        else:
            windows.set_quota(tx, item, quota, now)
    for item, limit in change.limits.items():
        changes.set_limit(tx, item, limit)
    priced = [
        repricing.reprice(tx, window, items[item], price, actor, now)
        for item, price in sorted(change.prices.items()) if item not in change.off
    ]  # fmt: skip
    off = [_take_off(tx, window, items[item], actor, now) for item in sorted(change.off)]
    back = [reply for told, _ in off for reply in told]
    left = [reply for _, told in off for reply in told]
    changes.add_items(tx, window.id, change.added)
    told = _set_facts(tx, window, change, now)
    windows.touch(tx, window.id)
    groups.touch(tx, window.id, now)
    return Changed(
        True, (*back, *left, *(reply for each in priced for reply in each.replies), *told),
        sum(each.asked for each in priced), sum(each.lowered for each in priced), len(back),
        tuple(buying for each in priced for buying in each.to_phone),
    )  # fmt: skip


def _still_there(change: WindowChange, window: Window) -> WindowChange:
    """Without what somebody else has taken off meanwhile."""
    there = {item.id for item in window.items}
    prices, quotas, limits = (
        {item: value for item, value in values.items() if item in there}
        for values in (change.prices, change.quotas, change.limits)
    )
    off = tuple(item for item in change.off if item in there)
    return replace(change, prices=prices, quotas=quotas, limits=limits, off=off)


def _take_off(
    tx: Transaction, window: Window, item: Item, actor: int, now: int
) -> tuple[list[Reply], list[Reply]]:
    """Everybody's amount goes back; what those who ordered and those who waited for it are told."""
    buyers = changes.buyers(tx, window.id, item.id)
    left = _end_queue(tx, item, now)
    orders.adjust(
        tx, window.id, [Change(buying.order, item.id, -buying.quantity) for buying in buyers], OFF, actor, now
    )
    for question in questions.open_about(tx, repricing.FLOW, item.id):
        questions.supersede_one(tx, question.nonce)
    changes.take_off(tx, item.id)
    values = {"item": item, "window": window}
    told = [
        Reply("changes/item_off", values | {"line": buying}, to=buying.person, priority=Priority.NOTICE)
        for buying in buyers
    ]
    return told, left


def _end_queue(tx: Transaction, item: Item, now: int) -> list[Reply]:
    """Nobody waits for it any more, and whoever did is told."""
    waiting = waits.in_line(tx, item.id)
    for wait in waiting:
        waits.end(tx, wait, "left", now)
        questions.close_about(tx, repricing.QUEUE, wait.id, "left", now)
    off = Reply("changes/wait_off", {"item": item}, priority=Priority.NOTICE)
    return [replace(off, to=wait.person) for wait in waiting]


def _set_facts(tx: Transaction, window: Window, change: WindowChange, now: int) -> list[Reply]:
    """When and where; buyers are told of what they would else come in vain for."""
    after = replace(
        window, closes_at=change.closes_at or window.closes_at, arrives=change.arrives or window.arrives,
        place=change.place or window.place,
        every_days=window.every_days if change.every_days is None else change.every_days,
    )  # fmt: skip
    if after == window:
        return []
    changes.set_facts(tx, after)
    if after.closes_at != window.closes_at:
        windows.set_closing_dues(tx, window.id, after.closes_at, now)
    if (after.arrives, after.place) == (window.arrives, window.place):
        return []
    facts = Reply("changes/facts", {"window": after}, priority=Priority.NOTICE)
    return [replace(facts, to=buyer) for buyer in orders.buyers(tx, window.id)]


def _cancel(tx: Transaction, window: Window, actor: int, now: int) -> Changed:
    """The whole window is called off: nothing is charged, and everybody who ordered is told."""
    buyers = orders.buyers(tx, window.id)
    households = changes.households(tx, window.id)
    left = [reply for item in window.items for reply in _end_queue(tx, item, now)]
    everything = [Change(order, item, -quantity) for order, item, quantity in changes.standing(tx, window.id)]
    orders.adjust(tx, window.id, everything, OFF, actor, now)
    changes.cancel(tx, window.id, now)
    off = Reply("changes/window_off", {"window": window}, priority=Priority.NOTICE)
    return Changed(True, (*(replace(off, to=buyer) for buyer in buyers), *left), given_back=households)
