"""Newcomers of whom nobody has said yet that they live where they say."""

from broadcasts import confirming
from broadcasts.outstanding.source import Done, Source, noted, refused
from domain.outstanding import Deed, Item, Kind, State
from domain.people import Person
from domain.permissions import Action
from storage import newcomers, people
from storage.database import Transaction

NAME = "newcomers"


def items(tx: Transaction, path: str, now: int) -> list[Item]:
    """Those of an area, and those of a village whose micro-grid is not known for whoever has all of it."""
    return [
        Item(
            NAME, str(each.person), Kind.NEWCOMER, each.since, each.name, each.door, each.phone,
            "same" if each.same else "", each.person, (each.same,),
        )
        for each in newcomers.in_area(tx, path)
    ]  # fmt: skip


def tick(tx: Transaction, worker: Person, item: Item, deed: Deed, now: int) -> Done:
    """«确认» and «不对» do what the buttons of the question do that came when they introduced themselves."""
    newcomer = people.get(tx, int(item.key))
    if newcomer is None or not confirming.may_confirm(worker, newcomer):
        return refused(item, deed, State.NOT_YOURS)
    if newcomer.state != "provisional":
        return refused(item, deed, State.GONE)
    if deed is Deed.WRONG:
        return noted(item, deed, *confirming.wrong(tx, worker, newcomer, item.about[0], now))
    told = confirming.right(tx, worker, newcomer, item.about[0], now)
    return noted(item, deed, *told) if told is not None else refused(item, deed, State.NOT_YOURS)


SOURCE = Source(NAME, Action.CONFIRM_PERSON, items, tick)
