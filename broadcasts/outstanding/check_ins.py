"""Families of whom a worker was told that their temperatures did not come: a telephone call, or their door."""

from itertools import groupby

from broadcasts import checking_in
from broadcasts.outstanding.source import Done, Source, noted, refused
from broadcasts.reporting import TAKEN
from domain.outstanding import Deed, Item, Kind, State
from domain.people import Person
from domain.permissions import Action, concerns
from domain.replies import Reply
from storage import audit, check_ins, households, observations, people
from storage.database import Transaction
from storage.observations import Behind

NAME = "check_ins"


def items(tx: Transaction, path: str, now: int) -> list[Item]:
    """One a household, however many of it are observed."""
    found = observations.behind(tx, path)
    taken = {each.taken_by for each in found if each.taken_by}
    takers = {worker: taker.name for worker in taken if (taker := people.get(tx, worker)) is not None}
    return [_item(list(home), takers) for _, home in groupby(found, lambda each: each.household)]


def tick(tx: Transaction, worker: Person, item: Item, deed: Deed, now: int) -> Done:
    """«办好了» asks for the numbers, since only they are a report; «不在家» is noted, and it stays."""
    path = households.path(tx, int(item.key))
    still = [each for each in observations.behind(tx, path) if each.household == int(item.key)]
    if not concerns(worker, Action.OBSERVE, path):
        return refused(item, deed, State.NOT_YOURS)
    if not still:
        return refused(item, deed, State.GONE)
    first = still[0]
    if deed is Deed.MINE:
        if check_ins.note_call(tx, first.reporter, first.slot, TAKEN, [worker.id], now):
            return noted(item, deed)
        taker = people.get(tx, first.taken_by)
        mine = first.taken_by == worker.id
        return noted(item, deed) if mine else refused(item, deed, State.TAKEN, taker.name if taker else "")
    audit.note(tx, worker.id, "see_to_check_in", int(item.key), now)
    if deed is Deed.AWAY:
        checking_in.note_away(tx, worker, {each.observation: each.slot for each in still}, 0, now)
        return noted(item, deed)
    values = {"check_door": first.door, "check_names": [each.name for each in still]}
    return refused(item, deed, State.ASKED, told=(Reply("check_ins/write_numbers", values),))


def _item(home: list[Behind], takers: dict[int, str]) -> Item:
    first = home[0]
    taken_by = next((each.taken_by for each in home if each.taken_by), 0)
    return Item(
        NAME, str(first.household), Kind.CHECK_IN, min(each.slot for each in home),
        "、".join(each.name for each in home), first.door, first.phone, "", first.reporter,
        tuple(each.observation for each in home), taken_by, takers.get(taken_by, ""),
    )  # fmt: skip


SOURCE = Source(NAME, Action.OBSERVE, items, tick)
