"""Doors to look in on first: whoever is observed or came back, did not open or would not, or is old and alone. Those
that only come round again are in the day's round (broadcasts/visiting.py)."""

from broadcasts import visiting
from broadcasts.outstanding.source import Done, Source, noted, refused
from domain.outstanding import Deed, Item, Kind, State
from domain.people import Person
from domain.permissions import Action, allowed
from domain.visits import Result
from storage import households, visits
from storage.database import Transaction
from storage.ids import made_at

NAME = "visits"

RESULTS = {Deed.AWAY: Result.NO_ANSWER, Deed.MOVED: Result.MOVED_OUT}


def items(tx: Transaction, path: str, now: int) -> list[Item]:
    return [
        Item(
            NAME, str(home.household), Kind.VISIT, home.last_at or made_at(home.household), door=home.named,
            words=home.reasons[0],
        )
        for home in visits.pressing(tx, path, now)
    ]  # fmt: skip


def tick(tx: Transaction, worker: Person, item: Item, deed: Deed, now: int) -> Done:
    """«办好了» says that somebody was there, and not how it was: that is asked. The other words are read back."""
    household = int(item.key)
    if not allowed(worker, Action.REPORT_VISIT, households.path(tx, household)):
        return refused(item, deed, State.NOT_YOURS)
    report = visiting.report_of(tx, household, RESULTS.get(deed, Result.OK))
    if report is None:
        return refused(item, deed, State.GONE)
    if deed is Deed.DONE:
        return noted(item, deed, visiting.how_was_it(household, report.door))
    return noted(item, deed, visiting.draft_reply(tx, [report], (), now))


SOURCE = Source(NAME, Action.WALK_ROUND, items, tick)
