"""Doors to knock for and people to telephone: whoever a notice has not reached in a chat."""

from broadcasts import knocking
from broadcasts.outstanding.source import Done, Source, noted, refused
from domain.knocking import Door, Visit
from domain.outstanding import Deed, Item, Kind, State
from domain.people import Person
from domain.permissions import Action, allowed
from storage import doors, households
from storage.database import Transaction
from storage.ids import made_at

NAME = "doors"

VISITS = {Deed.DONE: Visit.TOLD, Deed.AWAY: Visit.AWAY, Deed.MOVED: Visit.MOVED}


def items(tx: Transaction, path: str, now: int) -> list[Item]:
    return [_item(door) for door in doors.in_area(tx, path, now)]


def tick(tx: Transaction, worker: Person, item: Item, deed: Deed, now: int) -> Done:
    household = int(item.key)
    if not allowed(worker, Action.TELL_IN_PERSON, households.path(tx, household)):
        return refused(item, deed, State.NOT_YOURS)
    if deed is Deed.MINE:
        return _claim(tx, worker, item, now)
    if deed is Deed.BACK:
        given = doors.give_back(tx, household, worker.id)
        return noted(item, deed) if given else refused(item, deed, State.GONE)
    ticked = knocking.tick(tx, worker, household, item.about, VISITS[deed], now)
    if ticked.state == "before":
        return refused(item, deed, State.BEFORE, ticked.by, ticked.at)
    return noted(item, deed) if ticked.state == VISITS[deed] else refused(item, deed, State.GONE)


def _claim(tx: Transaction, worker: Person, item: Item, now: int) -> Done:
    still = doors.at_homes(tx, [int(item.key)], now)
    if not still:
        return refused(item, Deed.MINE, State.GONE)
    if doors.claim(tx, still[0], worker.id, now):
        return noted(item, Deed.MINE)
    return refused(item, Deed.MINE, State.TAKEN, doors.taker(tx, int(item.key)))


def _item(door: Door) -> Item:
    first, about = door.untold[0], door.broadcasts
    by_phone = all(each.way == "phone" and each.phone for each in door.untold)
    titles = dict.fromkeys(each.title for each in door.untold if each.title)
    return Item(
        NAME, str(door.household), Kind.PHONE if by_phone else Kind.KNOCK, made_at(about[0]), first.name,
        door.named, first.phone, "、".join(titles), 0, about,
        door.taken_by, door.taker,
    )  # fmt: skip


SOURCE = Source(NAME, Action.TELL_IN_PERSON, items, tick)
