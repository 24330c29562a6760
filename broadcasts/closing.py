"""Closes a group-buy window at its time: buyers are told, baskets not confirmed become a list of people to phone."""

from typing import Any

from broadcasts.outbox import Writer
from domain.messages import Priority
from domain.orders import Window
from domain.people import Role
from domain.replies import Reply
from storage import orders, people, questions, windows
from storage.areas import get as area
from storage.database import Transaction
from storage.questions import Question

ORDERS = "orders"
"""The flow whose open questions carry baskets."""


def close(tx: Transaction, writer: Writer, window_id: int, now: int) -> None:
    """Closes a window that is due. What nobody confirmed is never an order."""
    if not windows.close(tx, window_id, now):
        return
    window = windows.get(tx, window_id)
    assert window is not None
    baskets = _phone_list(tx, window)
    for question in questions.open_about(tx, ORDERS, window_id):
        _pass_on(tx, question)
    for buyer in orders.buyers(tx, window_id):
        writer.write_to(tx, Reply("orders/window_closed", {"window": window}, priority=Priority.NOTICE), buyer, now)
    for entry in baskets:
        unconfirmed = Reply("orders/basket_closed", {"window": window}, priority=Priority.NOTICE)
        writer.write_to(tx, unconfirmed, entry["id"], now)
    summary = {"window": window, "count": orders.count(tx, window_id), "baskets": baskets}
    for cadre in _cadres(tx, window):
        writer.write_to(tx, Reply("orders/closed_for_cadre", summary, priority=Priority.REMINDER), cadre, now)


def _phone_list(tx: Transaction, window: Window) -> list[dict[str, Any]]:
    names = {item.id: item for item in window.items}
    entries: dict[int, dict[str, Any]] = {}
    for question in questions.open_about(tx, ORDERS, window.id):
        person = people.get(tx, question.person)
        wished = {names.get(int(item)): amount for item, amount in question.data.get("wished", {}).items()}
        lines = [(item, amount) for item, amount in wished.items() if item is not None and amount > 0]
        if person is not None and lines:
            entries[person.id] = {
                "id": person.id, "name": person.name, "phone": person.phone, "door": person.door, "lines": lines
            }  # fmt: skip
    return list(entries.values())


def _pass_on(tx: Transaction, question: Question) -> None:
    """A basket that also holds goods of a window that closes later is that window's from now on; every other stays
    open, so that a late 确认 hears that the window has closed."""
    later = question.data.get("windows", [])
    if later:
        questions.move(tx, question.nonce, later[0], {**question.data, "windows": later[1:]})


def _cadres(tx: Transaction, window: Window) -> list[int]:
    village = area(tx, window.village)
    return people.with_role(tx, village.path, Role.CADRE) if village else []
