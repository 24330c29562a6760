"""Closes a group-buy window at its time, and says so before to those who have not confirmed.

Buyers are told, and baskets not confirmed become a lasting list to phone.
"""

from collections.abc import Container
from dataclasses import replace
from typing import Any

from broadcasts import audience, bagging, repricing, rounding, rounds, supplying
from broadcasts.clock import Firing
from broadcasts.outbox import Reader, Writer
from domain.baskets import CONFIRM, FLOW
from domain.messages import Priority
from domain.orders import Item, Window
from domain.people import Person
from domain.replies import Reply
from storage import addresses, baskets, changes, orders, people, questions, slices, stretches, windows
from storage.database import Transaction
from storage.questions import Question


def firings(writer: Writer) -> dict[str, Firing]:
    """What happens when a window closes or soon will, by the kind of due."""

    def reminding(before: int) -> Firing:
        return lambda tx, window, now: remind(tx, writer, window, now, before)

    soon = {kind: reminding(before) for kind, before in windows.SOON.items()}
    return {
        windows.CLOSING: lambda tx, window, now: close(tx, writer, window, now), **soon,
        windows.CLOSED: lambda tx, window, now: tell_buyers(tx, writer, window, now),
    }  # fmt: skip


def close(tx: Transaction, writer: Writer, window_id: int, now: int) -> None:
    """Closes a window that is due. What nobody confirmed is never an order."""
    if not windows.close(tx, window_id, now):
        return
    repricing.settle(tx, writer, window_id, now)
    window = windows.get(tx, window_id)
    assert window is not None
    rounded = rounding.settle(tx, writer, window, now)
    to_phone = _keep_baskets(tx, window, now)
    for question in baskets.asked_about(tx, window_id):
        _pass_on(tx, question)
    tell_buyers(tx, writer, window_id, now)
    for entry in to_phone:
        unconfirmed = Reply("orders/basket_closed", {"window": window}, priority=Priority.NOTICE)
        writer.write_to(tx, unconfirmed, entry["id"], now)
    bagging.bag(tx, writer, window, now)
    rounds.closed(tx, writer, window, now)
    summary = {
        "window": window, "count": orders.count(tx, window_id), "baskets": to_phone,
        "below_minimum": rounded.below_minimum, "sums": [item for item in windows.items(tx, window_id) if item.taken],
    }  # fmt: skip
    closed = Reply("orders/closed_for_cadre", summary, supplying.to_send(tx, window), priority=Priority.REMINDER)
    for cadre in audience.cadres_of(tx, window.village):
        writer.write_to(tx, closed, cadre, now)
        writer.tell(tx, [rounding.question(window, entry, cadre) for entry in rounded.open_cases], now)


def tell_buyers(tx: Transaction, writer: Writer, window_id: int, now: int) -> None:
    """Everybody who ordered hears that the window has closed and what that made of their order; the first few at
    once, the others in the next ticks."""
    window = windows.get(tx, window_id)
    if window is None:
        return
    concerned = stretches.concerned_by_closing(tx, window_id)
    some, _ = slices.take(tx, windows.CLOSED, window_id, concerned, now)
    for buyer in some:
        changed = rounding.changed(tx, window, buyer)
        if changed or concerned[buyer]:
            values = {"window": window, "changes": changed, "nothing_left": not concerned[buyer]}
            writer.write_to(tx, Reply("orders/window_closed", values, priority=Priority.NOTICE), buyer, now)


def remind(tx: Transaction, writer: Writer, window_id: int, now: int, before: int) -> None:
    """Tells those with an unconfirmed basket that a window closes soon: `before` (ms) its closing, unless the next
    such reminder, or the closing itself, is due as well after a pause of the program."""
    window = windows.get(tx, window_id)
    next_one = max((lead for lead in windows.SOON.values() if lead < before), default=0)
    if window is None or not window.taking_orders(now) or now >= window.closes_at - next_one:
        return
    kind = next(each for each, lead in windows.SOON.items() if lead == before)
    unanswered = changes.unanswered(tx, window_id)
    everybody = {entry.person for entry in unanswered} | baskets.waiting(tx, window_id).keys()
    some, _ = slices.take(tx, kind, window_id, everybody, now)
    repricing.remind(tx, writer, window, [entry for entry in unanswered if entry.person in some], now)
    summaries = {each.person: each for each in questions.open_about(tx, FLOW, window_id) if each.step == CONFIRM}
    for person, lines in _unconfirmed(tx, window, some):
        _remind_of(tx, writer, window, person, lines, summaries.get(person.id), now)


def _remind_of(
    tx: Transaction, writer: Writer, window: Window, person: Person, lines: list[tuple[Item, int]],
    summary: Question | None, now: int,
) -> None:  # fmt: skip
    """One person, of what they put together; with its buttons, where its summary can be answered in a chat of
    theirs: that is far up by now, and the window may have been prolonged beyond it."""
    here = summary is not None and summary.address in addresses.of_person(tx, person.id)
    values = {"window": window, "wished": lines, "has_buttons": here}
    soon = Reply("orders/closing_soon", values, priority=Priority.REMINDER)
    if summary is None or not here:
        writer.write_to(tx, soon, person.id, now, expires_at=window.closes_at)
        return
    questions.prolong(tx, summary.nonce, window.closes_at)
    reader = Reader(summary.address, person.id, person.language)
    shown = replace(soon, buttons=summary.buttons)
    writer.write(tx, shown, reader, now, sending=False, expires_at=window.closes_at)


def _keep_baskets(tx: Transaction, window: Window, now: int) -> list[dict[str, Any]]:
    """Writes down what was not confirmed, and lists it as the cadres' message shows it."""
    listed = []
    for person, lines in _unconfirmed(tx, window):
        amounts = {item.id: amount for item, amount in lines}
        baskets.keep(tx, window.id, person.id, person.orders_for, amounts, now)
        listed.append(_entry(person, lines))
    return listed


def _unconfirmed(
    tx: Transaction, window: Window, among: Container[int] | None = None
) -> list[tuple[Person, list[tuple[Item, int]]]]:
    """Who (`among` some, or all) has put something together in a window and not confirmed it, with what it is.

    A basket that asks for no goods (everything was to be cancelled), or for just what the person has ordered, is
    none.
    """
    found = []
    for person_id, wished in baskets.waiting(tx, window.id).items():
        person = people.get(tx, person_id) if among is None or person_id in among else None
        if person is None:
            continue
        ordered = orders.of_person(tx, window.id, person.id)
        lines = [
            (item, wished[item.id]) for item in window.items
            if wished.get(item.id, 0) > 0 and wished[item.id] != ordered.get(item.id, 0)
        ]  # fmt: skip
        if lines:
            found.append((person, lines))
    return found


def _entry(person: Person, lines: list[tuple[Item, int]]) -> dict[str, Any]:
    return {"id": person.id, "name": person.name, "phone": person.phone, "door": person.door, "lines": lines}


def _pass_on(tx: Transaction, question: Question) -> None:
    """A basket that also holds goods of a window that closes later is that window's from now on; every other stays
    open, so that a late 确认 hears that the window has closed."""
    later = question.data.get("windows", [])
    if later:
        questions.move(tx, question.nonce, later[0], {**question.data, "windows": later[1:]})
