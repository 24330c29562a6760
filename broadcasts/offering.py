"""What is free of an item that people wait for goes to them, strictly in order: a timed offer, or at once an order.

Replies come back to be written by whoever has the turn; the tick writes its own.
"""

from collections.abc import Callable

from broadcasts.clock import Firing
from broadcasts.outbox import Writer
from domain.orders import Item
from domain.replies import NO, YES, Ask, Option, Reply
from storage import dues, orders, questions, waits, windows
from storage.database import Transaction
from storage.orders import Buyer
from storage.waits import OFFERED, Wait

FLOW = "waitlist"
"""The flow that takes the answers to offers."""

LAPSES = "offer_lapses"
"""The kind of due at which an offer that nobody answered goes on to the next."""

LASTS = 30 * 60_000
"""Milliseconds in which an offer is answered: long enough to see a message over one's lunch, short enough that the
tenth in line still has a chance. Who cannot watch a clock says «有了就给我» instead."""


def firings(writer: Writer) -> dict[str, Firing]:
    """What happens when something may be free, and when an offer's time is over, by the kind of due."""

    def writing(work: Callable[[Transaction, int, int], list[Reply]]) -> Firing:
        return lambda tx, subject, now: writer.tell(tx, work(tx, subject, now), now)

    return {dues.OFFERS: writing(offer), LAPSES: writing(lapse)}


def offer(tx: Transaction, item: int, now: int) -> list[Reply]:
    """Serves the queue of an item as long as there is something free and somebody waits."""
    told: list[Reply] = []
    while (entry := waits.first(tx, item)) is not None and (replies := _serve(tx, entry, now)) is not None:
        told += replies
    return told


def accept(tx: Transaction, wait: Wait, offered_at: int, now: int) -> bool:
    """What was offered at that time becomes an order; False when it is offered no longer."""
    order = _hold_order(tx, wait, now)
    waits.hold(tx, wait.item, wait.household)
    held = waits.get(tx, wait.id)
    if held is None or held.state != OFFERED or held.offered_at != offered_at or now >= held.expires_at:
        return False
    waits.serve(tx, order, held, now)
    return True


def leave(tx: Transaction, wait: Wait, now: int) -> list[Reply]:
    """A place is given up; what was held back for it goes to the next."""
    return offer(tx, wait.item, now) if _end(tx, wait, "left", now) else []


def lapse(tx: Transaction, wait_id: int, now: int) -> list[Reply]:
    """An offer's time is over: its place is gone, and the next one's turn has come."""
    wait = waits.get(tx, wait_id)
    if wait is None or wait.state != OFFERED or now < wait.expires_at or not _end(tx, wait, "lapsed", now):
        return []
    item = windows.item(tx, wait.item)
    following = offer(tx, wait.item, now)
    values = {"item": item, "quantity": wait.offered, "again": not following}
    return [Reply("waitlist/lapsed", values, to=wait.person), *following]


def end_offer(tx: Transaction, wait_id: int, now: int) -> list[Reply]:
    """An offer ends with its window, before anybody else can have it."""
    wait = waits.get(tx, wait_id)
    if wait is None or wait.state != OFFERED or not _end(tx, wait, "lapsed", now):
        return []
    values = {"item": windows.item(tx, wait.item), "quantity": wait.offered, "again": True}
    return [Reply("waitlist/lapsed", values, to=wait.person)]


def _serve(tx: Transaction, entry: Wait, now: int) -> list[Reply] | None:
    """Serves the first in line; None when nothing is free. The order of locks is that of all orders."""
    state, closes_at = orders.hold_window(tx, entry.window)
    closed = state != "open" or now >= closes_at
    seen = windows.item(tx, entry.item)
    if state not in ("open", "closed") or seen is None or not seen.free(closed):
        return None
    order = _hold_order(tx, entry, now) if entry.given else 0
    item = waits.hold(tx, entry.item, entry.household)
    if item is None or not item.free(closed):
        return None
    if waits.first(tx, entry.item) != entry:
        return []  # Somebody was served meanwhile; under the item's lock the queue stands still.
    room = waits.room(tx, item, entry.household)
    if not room:
        waits.end(tx, entry, "left", now)
        return [Reply("waitlist/no_room", {"item": item}, to=entry.person)]
    until = now + LASTS if closed else min(now + LASTS, closes_at)
    quantity = min(entry.quantity, item.free(closed), room)
    if not waits.hold_back(tx, entry, quantity, now, until):
        return None
    if order:
        return [_given(tx, order, entry, item, quantity, now)]
    return [_offered(tx, entry, item, quantity, now, until)]


def _given(tx: Transaction, order: int, entry: Wait, item: Item, quantity: int, now: int) -> Reply:
    held = waits.get(tx, entry.id)
    assert held is not None
    waits.serve(tx, order, held, now)
    values = {"item": item, "quantity": quantity, "lacking": entry.quantity - quantity}
    return Reply("waitlist/given", values, to=entry.person)


def _offered(tx: Transaction, entry: Wait, item: Item, quantity: int, now: int, until: int) -> Reply:
    dues.set_due(tx, LAPSES, entry.id, until)
    options = (Option(YES, "take_offer"), Option(NO, "no_more"))
    ask = Ask(
        FLOW, "offer", options, "offer_title", {"item": item.name}, entry.id, {"offered_at": now}, beside=True
    )
    values = {"item": item, "quantity": quantity, "lacking": entry.quantity - quantity, "until": until}
    return Reply("waitlist/offered", values, ask, to=entry.person)


def _end(tx: Transaction, wait: Wait, state: str, now: int) -> bool:
    orders.hold_window(tx, wait.window)
    waits.hold(tx, wait.item, wait.household)
    held = waits.get(tx, wait.id)
    if held is None or held.state != wait.state or not waits.end(tx, held, state, now):
        return False
    questions.close_about(tx, FLOW, wait.id, state, now)
    return True


def _hold_order(tx: Transaction, wait: Wait, now: int) -> int:
    orders.hold_window(tx, wait.window)
    return orders.hold(tx, wait.window, Buyer(wait.person, wait.household, wait.entered_by), now)
