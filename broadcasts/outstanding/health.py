"""Fevers and symptoms of which nobody has recorded yet what was done: red, whoever has taken them."""

from broadcasts import health, passing_on
from broadcasts.outstanding.source import Done, Source, noted, refused
from domain.outstanding import Deed, Item, Kind, State
from domain.people import Person
from domain.permissions import Action
from domain.temperatures import format_degrees
from storage import health_alarms
from storage.database import Transaction

NAME = "health"


def items(tx: Transaction, path: str, now: int) -> list[Item]:
    return [
        Item(
            NAME, str(each.id), Kind.HEALTH, each.at, each.name, each.door, each.phone,
            f"{format_degrees(each.temperature)}℃" if each.temperature is not None else each.words[:20], each.person,
            (), each.taken_by, each.taker,
        )
        for each in health_alarms.open_in(tx, path)
    ]  # fmt: skip


def tick(tx: Transaction, worker: Person, item: Item, deed: Deed, now: int) -> Done:
    """«我来» takes it; «办好了» asks what was done, and only the answer takes it off the list."""
    alarm = health_alarms.get(tx, int(item.key))
    if alarm is None or not health.may_see(tx, worker, alarm):
        return refused(item, deed, State.NOT_YOURS)
    if alarm.closed_at is not None:
        return refused(item, deed, State.BEFORE, at=alarm.closed_at)
    if deed is Deed.DONE:
        return refused(item, deed, State.ASKED, told=(health.asked_what_was_done(alarm),))
    taken = passing_on.take(tx, worker, alarm.handover, now)
    if taken.state == "yours":
        return noted(item, deed, *taken.told)
    if taken.taker is None:
        return refused(item, deed, State.NOT_YOURS)
    return refused(item, deed, State.TAKEN, taken.taker.name)


SOURCE = Source(NAME, Action.SEE_HEALTH, items, tick)
