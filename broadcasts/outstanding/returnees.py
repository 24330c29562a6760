"""People who came back and of whom nobody has decided what follows."""

from broadcasts import returning
from broadcasts.outstanding.source import Done, Source, noted, refused
from domain.outstanding import Deed, Item, Kind, State
from domain.people import Person
from domain.permissions import Action, allowed
from domain.returnees import State as Stands
from storage import households, people, returnees
from storage.database import Transaction

NAME = "returnees"


def items(tx: Transaction, path: str, now: int) -> list[Item]:
    return [
        Item(
            NAME, str(each.id), Kind.RETURNEE, each.said_at, each.name, each.door, each.phone,
            f"{each.origin} {each.arrived[5:]}".strip(), each.person,
        )
        for each in returnees.undecided(tx, path) if each.state == Stands.OPEN
    ]  # fmt: skip


def tick(tx: Transaction, worker: Person, item: Item, deed: Deed, now: int) -> Done:
    """«办好了» does not say what was decided: that is asked."""
    returnee = returnees.get(tx, int(item.key))
    if returnee is None or not allowed(worker, Action.OBSERVE, households.path(tx, returnee.household)):
        return refused(item, deed, State.NOT_YOURS)
    if returnee.state != Stands.OPEN:
        return refused(item, deed, State.GONE)
    return noted(item, deed, returning.decide_reply(tx, returnee, people.get(tx, returnee.said_by), now))


SOURCE = Source(NAME, Action.OBSERVE, items, tick)
