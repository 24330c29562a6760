"""A price changes while orders run: a lower one holds for all at once, a higher one for nobody who has not said yes.

Replies come back to be written by whoever has the turn; the tick writes its own.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from broadcasts.outbox import Writer
from domain.messages import Priority
from domain.orders import Item, Window
from domain.replies import NO, YES, Ask, Option, Reply
from storage import addresses, changes, dues, orders, questions, waits, windows
from storage.changes import Buying, Unanswered
from storage.database import Transaction
from storage.orders import PRICE, Change

FLOW = "prices"
"""The flow that takes the answers of those who are asked."""

QUEUE = "waitlist"
"""The flow whose open offers name a price."""


@dataclass(frozen=True, slots=True)
class Repriced:
    """Whom a new price concerns: what they are told or asked, and who can be reached by telephone only."""

    replies: tuple[Reply, ...]
    asked: int
    lowered: int
    to_phone: tuple[Buying, ...]


def reprice(tx: Transaction, window: Window, item: Item, price: int, actor: int, now: int) -> Repriced:
    """Gives an item another price; the window is held. Who pays less is told; who would pay more is asked."""
    windows.set_price(tx, item.id, price)
    for question in questions.open_about(tx, FLOW, item.id):
        questions.supersede_one(tx, question.nonce)
    if price > item.price:
        _ask_queue_anew(tx, item, now)
    buyers = changes.buyers(tx, window.id, item.id)
    lowered = [buying for buying in buyers if buying.price > price]
    dearer = [buying for buying in buyers if buying.price < price]
    for buying in lowered:
        orders.renew(tx, buying.order, [item.id], actor, now)
    values = {"item": item, "price": price}
    told = [
        Reply("prices/fallen", values | {"line": buying}, to=buying.person, priority=Priority.NOTICE)
        for buying in lowered
    ]
    asked = [_question(window, item, price, buying, now) for buying in dearer]
    unreached = tuple(buying for buying in dearer if not addresses.of_person(tx, buying.person))
    return Repriced((*told, *asked), len(dearer), len(lowered), unreached)


def _question(window: Window, item: Item, price: int, buying: Buying, now: int) -> Reply:
    """«土猪肉从35涨到38，还要2斤吗？»"""
    options = (Option(YES, "still_wanted"), Option(NO, "no_more"), Option("amount", "another_amount"))
    data = {"order": buying.order, "price": price}
    lasts = max(1, window.closes_at - now)
    ask = Ask(FLOW, "answer", options, "price_title", {"item": item.name}, item.id, data, lasts=lasts, beside=True)
    values = {"item": item, "price": price, "line": buying, "window": window}
    return Reply("prices/risen", values, ask, to=buying.person, priority=Priority.REMINDER)


def _ask_queue_anew(tx: Transaction, item: Item, now: int) -> None:
    """Nobody who waits is given anything at a price that they have not read."""
    for wait in waits.in_line(tx, item.id):
        waits.ask_anew(tx, wait)
        questions.close_about(tx, QUEUE, wait.id, "lapsed", now)
    dues.set_due(tx, dues.OFFERS, item.id, now)


def remind(tx: Transaction, writer: Writer, window: Window, unanswered: Iterable[Unanswered], now: int) -> None:
    """Before closing: what nobody agreed to goes back then."""
    items = {item.id: item for item in window.items}
    for entry in unanswered:
        values = {"item": items[entry.item], "line": entry, "window": window}
        soon = Reply("prices/soon", values, priority=Priority.REMINDER)
        writer.write_to(tx, soon, entry.person, now, expires_at=window.closes_at)


def settle(tx: Transaction, writer: Writer, window: int, now: int) -> None:
    """At closing, before all else: nobody pays a price that they did not agree to, nobody gets goods at one that is
    no longer. What was not answered goes back, and is told."""
    items = {item.id: item for item in windows.items(tx, window)}
    unanswered = {(entry.order, entry.item): entry for entry in changes.unanswered(tx, window)}
    back = [Change(entry.order, entry.item, -entry.quantity) for entry in unanswered.values()]
    for done in orders.adjust(tx, window, back, PRICE, 0, now) if back else ():
        entry = unanswered[done.order, done.item]
        values = {"item": items[entry.item], "line": entry}
        writer.write_to(tx, Reply("prices/lapsed", values, priority=Priority.NOTICE), entry.person, now)
