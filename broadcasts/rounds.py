"""«和上次一样的团购要开吗？»: when a round of a series is over, who opened it gets the draft of the next.

Never opened by itself: the draft goes the way of every announcement (handlers/windows.py).
"""

from dataclasses import asdict, fields
from typing import Any

from broadcasts import audience
from broadcasts.clock import Firing
from broadcasts.drafting import reminders
from broadcasts.outbox import Writer
from domain.messages import Priority
from domain.orders import Item, Window
from domain.people import Person
from domain.permissions import Action, allowed
from domain.replies import NO, YES, Ask, Option, Reply
from domain.rounds import next_closing, next_opening
from nlu.announced_items import AnnouncedItem
from storage import areas, dues, people, rounds, windows
from storage.database import Transaction

FLOW = "windows"
OPTIONS = (Option(YES, "open"), Option("edit", "edit"), Option(NO, "not_this_time"))


def firings(writer: Writer) -> dict[str, Firing]:
    return {rounds.NEXT: lambda tx, window, now: propose(tx, writer, window, now)}


def closed(tx: Transaction, writer: Writer, window: Window, now: int) -> None:
    """A round of a series is over: the next is proposed when its day has come."""
    if window.every_days:
        at = next_opening(window.opened_at, window.every_days, writer.templates.zone, now)
        dues.set_due(tx, rounds.NEXT, window.id, at)


def propose(tx: Transaction, writer: Writer, window_id: int, now: int) -> None:
    """Sends the draft, unless the next round is open or the series has ended. Asked again a round later."""
    window = windows.get(tx, window_id)
    if window is None or not window.every_days or window.state == "open" or rounds.successor(tx, window):
        return
    zone = writer.templates.zone
    data = draft_of(window, next_closing(window.opened_at, window.closes_at, now, zone))
    ask = Ask(FLOW, "confirm", OPTIONS, "window_title", data=data)
    values = {"draft": data, "missing": [], "unclear": [], "removed": (), "days": window.every_days}
    values |= reminders(tx, window.village, now)
    for person in _asked(tx, window):
        writer.write_to(tx, Reply("rounds/proposed", values, ask, priority=Priority.REMINDER), person, now)
    dues.set_due(tx, rounds.NEXT, window.id, next_opening(window.opened_at, window.every_days, zone, now + 1))


def draft_of(window: Window, closes_at: int) -> dict[str, Any]:
    """A round as the draft of the next: without what donors gave for that one, and without a date that is past."""
    arrives = "" if any(sign in window.arrives for sign in "月日号") else window.arrives
    return {
        "title": window.title, "closes_at": closes_at, "arrives": arrives, "place": window.place, "pay": window.pay,
        "contact": window.contact, "items": [asdict(_announced(item)) for item in window.items if not item.gift],
        "previous": window.id, "every_days": window.every_days,
    }  # fmt: skip


def _announced(item: Item) -> AnnouncedItem:
    return AnnouncedItem(**{each.name: getattr(item, each.name) for each in fields(AnnouncedItem)})


def _asked(tx: Transaction, window: Window) -> list[int]:
    """Who opened it, as long as they may; else the cadres of the village."""
    village = areas.get(tx, window.village)
    path = village.path if village else ""
    opener: Person | None = people.get(tx, rounds.opened_by(tx, window.id))
    return [opener.id] if opener and allowed(opener, Action.OPEN_WINDOW, path) else audience.cadres(tx, path)
