"""Observations whose days are over, and of which nobody has decided yet."""

from broadcasts.observed import may_release
from broadcasts.outstanding.source import Done, Source, refused
from domain.outstanding import Deed, Item, Kind, State
from domain.people import Person
from domain.permissions import Action
from domain.replies import NO, YES, Ask, Option, Reply
from storage import observations
from storage.database import Transaction

NAME = "releases"


def items(tx: Transaction, path: str, now: int) -> list[Item]:
    return [
        Item(NAME, str(each.observation), Kind.RELEASE, each.since, each.name, each.door, each.phone, "", each.person)
        for each in observations.over_in(tx, path, now)
    ]


def tick(tx: Transaction, worker: Person, item: Item, deed: Deed, now: int) -> Done:
    """«办好了» asks for the check to be read first: nobody is released from a list."""
    case = observations.get(tx, int(item.key))
    if case is None or not may_release(tx, worker, case):
        return refused(item, deed, State.NOT_YOURS)
    if case.state != "open":
        return refused(item, deed, State.GONE)
    ask = Ask(
        "releasing", "look", (Option(YES, "release_look"), Option(NO, "release_later")), "release_title",
        {"name": case.name}, case.id,
    )  # fmt: skip
    shown = Reply("observations/look_first", {"name": case.name, "door": case.door, "number": case.number}, ask)
    return Done(refused(item, deed, State.NO_SUCH_DEED).ticked, (shown,))


SOURCE = Source(NAME, Action.RELEASE, items, tick)
