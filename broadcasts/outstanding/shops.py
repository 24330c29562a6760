"""Shops that are to be looked at: the first look, the next one, and the one that sees whether it was put right."""

from broadcasts import shop_checks
from broadcasts.outstanding.source import Done, Source, noted, refused
from domain.outstanding import Deed, Item, Kind, State
from domain.people import Person
from domain.permissions import Action, allowed
from domain.shops import Ending
from storage import shops
from storage.database import Transaction

NAME = "shops"


def items(tx: Transaction, path: str, now: int) -> list[Item]:
    return [
        Item(
            NAME, str(each.id), Kind.SHOP, each.due_at or 0, each.name, each.street, each.phone,
            "stopped" if each.state == "stopped" else "",
        )
        for each in shops.due_in(tx, path, now)
    ]  # fmt: skip


def tick(tx: Transaction, worker: Person, item: Item, deed: Deed, now: int) -> Done:
    """«查» begins the look: what is found is asked, since nobody has said it. «没开门» puts it off a day."""
    shop = shops.get(tx, int(item.key))
    if shop is None or not allowed(worker, Action.CHECK_SHOP, shop.path):
        return refused(item, deed, State.NOT_YOURS)
    if not shop.due(now):
        return refused(item, deed, State.GONE)
    begun = shop_checks.begin(tx, worker, shop, now)
    if begun.state == "another" and begun.check is not None:
        return refused(item, deed, State.TAKEN, begun.check.worker_name)
    if begun.check is None:
        return refused(item, deed, State.GONE)
    if deed is Deed.AWAY:
        shop_checks.conclude(tx, worker, shop, begun.check, Ending.SHUT, now)
        return noted(item, deed)
    return noted(item, deed, shop_checks.ask(shop, begun.check))


SOURCE = Source(NAME, Action.CHECK_SHOP, items, tick)
