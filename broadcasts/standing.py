"""When a window opens, each standing order is put together and asked about: only 确认 makes it an order."""

from dataclasses import replace

from broadcasts.clock import Firing
from broadcasts.outbox import Writer
from domain.baskets import Past, again, confirmation
from domain.messages import Priority
from domain.orders import Item, Window
from domain.people import Person, Status
from domain.replies import Reply
from storage import dues, households, orders, people, standing, windows
from storage.database import Transaction
from storage.standing import Wish


def firings(writer: Writer) -> dict[str, Firing]:
    return {windows.OPENED: lambda tx, window, now: opened(tx, writer, window, now)}


SLICE = 40
"""People who are asked in one transaction; the writer is not held for longer."""


def opened(tx: Transaction, writer: Writer, window_id: int, now: int) -> None:
    """Asks everybody who wishes something every round, save whose household is away, or who has ordered already; the
    next slice of them with the next tick."""
    window = windows.get(tx, window_id)
    if window is None or not window.taking_orders(now):
        return
    away = households.with_status(tx, window.village, Status.AWAY, now)
    found = standing.to_ask(tx, window.village, window.id, SLICE)
    if len(found) == SLICE:
        dues.set_due(tx, windows.OPENED, window.id, now)
    for person_id in found:
        person, wishes = people.get(tx, person_id), standing.take(tx, person_id, window.id)
        if person is None or person.state == "gone" or person.orders_for in away or not wishes:
            continue
        if orders.of_person(tx, window.id, person.id):
            continue
        writer.write_to(tx, question(tx, window, person, wishes), person.id, now, expires_at=window.closes_at)


def question(tx: Transaction, window: Window, person: Person, wishes: list[Wish]) -> Reply:
    """The priced summary of a person's wishes; what is not on offer this time is named. It stands beside what else
    they have put together."""
    goods = {item.id: item for item in window.items}
    before = _prices_last_time(tx, window, person)
    past: list[Past] = [(each.item, each.unit, each.quantity, before.get(each.item)) for each in wishes]
    found = again(past, window.items)
    wish = {item: amount for item, wished in found.wish.items() if (amount := _within(goods[item], wished)) > 0}
    gone = (*found.gone, *(goods[item].name for item in found.wish if item not in wish))
    if not wish:
        return Reply("standing/nothing_this_time", {"window": window, "gone": gone}, priority=Priority.REMINDER)
    notes = {item: each.note for each in wishes for item in wish if each.note and goods[item].name == each.item}
    asked = confirmation(
        (window,), goods, {}, {}, wish, notes, standing=True, repriced=found.repriced, gone=gone
    )  # fmt: skip
    assert asked.ask is not None
    ask = replace(asked.ask, beside=True)
    return replace(asked, ask=ask, priority=Priority.REMINDER)


def _within(item: Item, wished: int) -> int:
    """As much as a household may have, and as there is."""
    return min(amount for amount in (wished, item.limit, item.left) if amount is not None)


def _prices_last_time(tx: Transaction, window: Window, person: Person) -> dict[str, int]:
    earlier = orders.last_time(tx, window.village, person.id, window.number)
    if earlier is None:
        return {}
    names = {item.id: item.name for item in windows.items(tx, earlier)}
    return {names[item]: price for item, (_, price) in orders.standing(tx, earlier, person.id).items()}
