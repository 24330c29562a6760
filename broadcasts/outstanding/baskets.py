"""Baskets that were left when their window closed: people to telephone, for the cadres who hold the window."""

from broadcasts.outstanding.source import Done, Source, noted, refused
from domain.outstanding import Deed, Item, Kind, State
from domain.people import Person
from domain.permissions import Action, allowed
from domain.spans import DAY
from storage import audit, baskets
from storage.database import Transaction

NAME = "baskets"

LOOKED_BACK = 3 * DAY
"""Milliseconds: the goods of an older window have come."""


def items(tx: Transaction, path: str, now: int) -> list[Item]:
    return [
        Item(
            NAME, f"{each.window}.{each.person}", Kind.BASKET, each.at, each.name, each.door, each.phone, each.title,
            each.person,
        )
        for each in baskets.to_phone(tx, path, now - LOOKED_BACK)
    ]  # fmt: skip


def tick(tx: Transaction, worker: Person, item: Item, deed: Deed, now: int) -> Done:
    window, _, person = item.key.partition(".")
    path = baskets.path_of(tx, int(window), int(person))
    if path is None or not allowed(worker, Action.SETTLE_WINDOW, path):
        return refused(item, deed, State.NOT_YOURS)
    if not baskets.phone(tx, int(window), int(person), worker.id, now):
        return refused(item, deed, State.BEFORE)
    audit.note(tx, worker.id, "phone_basket", int(person), now)
    return noted(item, deed)


SOURCE = Source(NAME, Action.SETTLE_WINDOW, items, tick)
