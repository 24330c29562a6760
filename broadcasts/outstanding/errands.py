"""Errands that nobody has taken, and those that somebody has in hand, for whoever sends people out there."""

from broadcasts import errands as acts
from broadcasts.outstanding.source import Done, Source, noted, refused
from domain.errands import State as Stands
from domain.outstanding import Deed, Item, Kind, State
from domain.people import Person
from domain.permissions import Action
from storage import errands
from storage.database import Transaction

NAME = "errands"

QUOTED = 40


def items(tx: Transaction, path: str, now: int) -> list[Item]:
    return [
        Item(
            NAME, str(each.id), Kind.ERRAND, each.since, each.name, each.door, each.phone,
            f"#{each.number} {_quoted(each.words)}", each.person, (), each.taken_by, each.taker,
        )
        for each in errands.to_do_in(tx, path)
    ]  # fmt: skip


def tick(tx: Transaction, worker: Person, item: Item, deed: Deed, now: int) -> Done:
    """«我来» and «办不了» do what the buttons do; «办好了» of one that nobody has is of whoever says so."""
    errand = errands.get(tx, int(item.key))
    if errand is None or acts.sees(tx, worker, errand) not in ("all", "plain"):
        return refused(item, deed, State.NOT_YOURS)
    if errand.state not in (Stands.OPEN, Stands.TAKEN):
        return refused(item, deed, State.GONE)
    if errand.taken_by not in (0, worker.id):
        return refused(item, deed, State.TAKEN, errand.taker)
    if deed is Deed.BACK:
        came = acts.give_back(tx, worker, errand, now)
    elif errand.taken_by == worker.id:
        came = acts.done(tx, worker, errand, "hand", now) if deed is Deed.DONE else acts.Came("before", (), errand)
    else:
        came = acts.take(tx, worker, errand.id, now)
        if deed is Deed.DONE and came.errand is not None and came.told:
            did = acts.done(tx, worker, came.errand, "hand", now)
            came = acts.Came("noted", (*did.told, *came.told[2:]), did.errand)
    return noted(item, deed, *came.told) if came.told else refused(item, deed, State.BEFORE)


def _quoted(words: str) -> str:
    line = " ".join(words.split())
    return f"{line[:QUOTED]}{'…' if len(line) > QUOTED else ''}"


SOURCE = Source(NAME, Action.DISPATCH_ERRAND, items, tick)
