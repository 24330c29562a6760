"""Doors to knock for and people to telephone: whoever a notice has not reached in a chat."""

from broadcasts import knocking
from broadcasts.outstanding.source import Done, Source, noted, refused
from domain.areas import ids_of
from domain.knocking import Door, Visit
from domain.outstanding import Deed, Item, Kind, State
from domain.people import Person
from domain.permissions import Action, allowed
from storage import areas, doors, households, notices
from storage.database import Transaction
from storage.ids import made_at

NAME = "doors"

VISITS = {Deed.DONE: Visit.TOLD, Deed.AWAY: Visit.AWAY, Deed.MOVED: Visit.MOVED}


def items(tx: Transaction, path: str, now: int) -> list[Item]:
    area = areas.get(tx, ids_of(path)[-1])
    found = doors.in_area(tx, area, now) if area else []
    titles = notices.titles(tx, sorted({each.words for door in found for each in door.untold}))
    return [_item(door, titles) for door in found]


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


def _item(door: Door, titles: dict[int, str]) -> Item:
    first = door.people[0]
    by_phone = all(each.way == "phone" and each.phone for each in door.untold)
    words = dict.fromkeys(titles.get(each.words, "") for each in door.untold)
    return Item(
        NAME, str(door.household), Kind.PHONE if by_phone else Kind.KNOCK, made_at(min(door.broadcasts)), first.name,
        door.named, first.phone, "、".join(title for title in words if title), 0, door.broadcasts,
        door.taken_by, door.taker,
    )  # fmt: skip


SOURCE = Source(NAME, Action.TELL_IN_PERSON, items, tick)
