"""«猪肉改38», «豆腐只有60块了», «延长到明天10点», «取消这次团购»: a cadre changes a window that is open.

Read back, confirmed, and confirmed again where orders are given back; handlers/prices.py takes the buyers' answers.
"""

from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import datetime
from typing import Any

from broadcasts.changing import change_window
from domain.orders import Item, Window
from domain.permissions import Action, scope
from domain.replies import NO, YES, Ask, Option, Reply
from domain.window_changes import NOTHING, WindowChange
from handlers import which_round
from handlers.flow import Flow, Outcome, Turn, finish, managed_village, say
from nlu.announced_items import AnnouncedItem
from nlu.announcements import looks_like_announcement
from nlu.window_changes import LEFT, MORE, Wanted, read_window_change
from storage import changes, windows

flow = Flow("changing")

ANSWERS = (Option(YES, "change_it"), Option(NO, "leave_it"))
SURE = (Option(YES, "change_after_all"), Option(NO, "leave_it"))
MOST_WINDOWS = 6
_SAID = tuple(each.name for each in fields(AnnouncedItem))
"""What an item and its announcement have in common."""

DRAFTS = "windows"
"""While a draft waits to be opened, words about goods are the draft's."""


@flow.hears
def hear(turn: Turn) -> Outcome | None:
    """Words of whoever may open a window, when one is open and they speak of changing it."""
    if turn.person is None or not scope(turn.person, Action.OPEN_WINDOW):
        return None
    village = managed_village(turn)
    found = windows.taking_orders(turn.tx, village.id, turn.now) if village else []
    named = [window for window in found if window.title and window.title in turn.text]
    opened = [replace(window, items=windows.items(turn.tx, window.id)) for window in named or found]
    read = [(window, wanted) for window in opened if (wanted := _read(turn, window)) is not None]
    if not read or (all(wanted.unclear for _, wanted in read) and looks_like_announcement(turn.text)):
        return None
    fewest = min(len(wanted.unclear) for _, wanted in read)
    if any(asked.flow == DRAFTS for asked in turn.waiting) and all(_only_goods(wanted) for _, wanted in read):
        return None
    fitting = [(window, wanted) for window, wanted in read if len(wanted.unclear) == fewest]
    if len(fitting) > 1:
        options = tuple(Option(str(window.id), window.title) for window, _ in fitting[:MOST_WINDOWS])
        ask = Ask(flow.name, "choose", options, "change_title", data={"text": turn.text})
        return finish(Reply("changes/which", {"windows": [window for window, _ in fitting]}, ask))
    return draft(turn, *fitting[0])


@flow.step("choose")
def choose(turn: Turn) -> Outcome:
    """Several windows are open: the one that was meant."""
    window = windows.get(turn.tx, int(turn.answer))
    again = replace(turn, text=turn.data["text"])
    wanted = _read(again, window) if window and window.taking_orders(turn.now) else None
    return draft(again, window, wanted) if window and wanted else finish(Reply("changes/too_late"))


@flow.step("confirm")
def confirm(turn: Turn) -> Outcome:
    """«改» or «不改»; goods that somebody has ordered are taken off only after a second question."""
    window = windows.get(turn.tx, turn.subject)
    change = WindowChange.from_data(turn.data)
    if turn.answer == YES and window is not None and change.gives_back:
        households = sum(changes.households(turn.tx, window.id, item) for item in change.off or (0,))
        if households:
            values = change.described(window) | {"window": window, "households": households}
            ask = Ask(flow.name, "sure", SURE, "change_title", subject=window.id, data=turn.data)
            return finish(Reply("changes/sure", values, ask))
    return sure(turn)


@flow.step("sure")
def sure(turn: Turn) -> Outcome:
    """The change happens, or nothing does."""
    if turn.answer != YES:
        return replace(finish(Reply("changes/dropped")), toast="not_changed")
    found = which_round.asked(turn, Action.OPEN_WINDOW)
    if found is None:
        return finish(Reply("windows/not_allowed"))
    window = found.window
    change = WindowChange.from_data(turn.data).needed(window, turn.now)
    changed = change_window(turn.tx, window.id, change, turn.known().id, turn.now)
    if changed.too_low:
        return _refuse(window, change, changed.too_low)
    if not changed.done:
        return replace(finish(Reply("changes/too_late")), toast="closed")
    values = change.described(window) | {"window": window, "effect": changed, "closing": _closes_now(change, turn)}
    return replace(finish(Reply("changes/done", values), *changed.replies), toast="changed")


def draft(turn: Turn, window: Window, wanted: Wanted) -> Outcome:
    """Reads back what would be another way, with whom it concerns."""
    change, unclear = _meant(turn, window, wanted)
    change = change.needed(window, turn.now)
    if low := change.too_low(window):
        return _refuse(window, change, low)
    if change == NOTHING:
        return say("changes/nothing", unread=unclear, window=window)
    values = change.described(window) | {
        "window": window, "unread": unclear, "closing": _closes_now(change, turn),
        "dearer": changes.dearer(turn.tx, window.id, change.prices),
    }  # fmt: skip
    ask = Ask(flow.name, "confirm", ANSWERS, "change_title", subject=window.id, data=change.as_data())
    return finish(Reply("changes/draft", values, ask))


def _refuse(window: Window, change: WindowChange, low: Sequence[Item]) -> Outcome:
    """Less than is ordered already: it may be just what is ordered, so that nobody else orders."""
    just = change.quotas | {item.id: item.taken for item in low}  # type: ignore[operator]
    ask = Ask(
        flow.name, "confirm", (Option(YES, "as_ordered"), Option(NO, "leave_it")), "change_title", subject=window.id,
        data=replace(change, quotas=just).as_data(),
    )  # fmt: skip
    wanted = [(item, change.quotas[item.id]) for item in low]
    return finish(Reply("changes/too_low", {"window": window, "low": wanted}, ask))


def _read(turn: Turn, window: Window) -> Wanted | None:
    items = [AnnouncedItem(**{each: getattr(item, each) for each in _SAID}) for item in window.items]
    zone = turn.house.zone
    closes_at, now = (datetime.fromtimestamp(at / 1000, zone) for at in (window.closes_at, turn.now))
    texts = [turn.text.replace(window.title, instead) for instead in ("团购", "")] if window.title else [turn.text]
    read = [wanted for text in texts if (wanted := read_window_change(text, items, closes_at, now)) is not None]
    return min(read, key=lambda wanted: len(wanted.unclear), default=None)


def _meant(turn: Turn, window: Window, wanted: Wanted) -> tuple[WindowChange, list[str]]:
    """What was read, by the ids of items; what cannot be so stays unclear."""
    items = {item.name: item for item in window.items}
    unclear = list(wanted.unclear)
    quotas: dict[int, int] = {}
    for name, (kind, amount) in wanted.amounts.items():
        item = items[name]
        there = item.to_share if item.sharing else item.quota
        if (kind == MORE and there is None) or (kind == LEFT and item.sharing):
            unclear.append(name)
            continue
        quotas[item.id] = amount + (there or 0 if kind == MORE else item.taken if kind == LEFT else 0)
    closes_at = int(wanted.closes_at.timestamp() * 1000) if wanted.closes_at else 0
    if wanted.closes_at and closes_at < turn.now:
        closes_at = 0
        unclear.append(f"{wanted.closes_at:%H:%M}")
    added = tuple(Item(0, 0, **{each: getattr(item, each) for each in _SAID}) for item in wanted.added)
    by_item: dict[str, Any] = {
        "prices": {items[name].id: price for name, price in wanted.prices.items()},
        "limits": {items[name].id: limit for name, limit in wanted.limits.items()},
    }
    return WindowChange(
        **by_item, quotas=quotas, off=tuple(items[name].id for name in wanted.gone), added=added,
        closes_at=closes_at, arrives=wanted.arrives, place=wanted.place, every_days=wanted.every_days,
        cancelled=wanted.cancelled,
    ), unclear  # fmt: skip


def _only_goods(wanted: Wanted) -> bool:
    when_or_where = (wanted.closes_at, wanted.cancelled, wanted.place, wanted.arrives, wanted.every_days is not None)
    return not any(when_or_where)


def _closes_now(change: WindowChange, turn: Turn) -> bool:
    return 0 < change.closes_at <= turn.now
