"""Complaints without an answer and disputes of which the next step is due, for those who have them alone."""

from broadcasts import matters as files
from broadcasts.outstanding.source import Done, Source, noted, refused
from domain.outstanding import Deed, Item, Kind, State
from domain.people import Person
from domain.permissions import Action
from storage import matters
from storage.database import Transaction

NAME = "matters"


def items(tx: Transaction, path: str, now: int) -> list[Item]:
    """Of whoever holds a post in just this area; each line is its reader's own. No name and no word of the file."""
    return [
        Item(
            NAME, f"{matter.id}.{person}", Kind.DISPUTE, matter.due_at or 0, f"#{matter.number}", "", "",
            f"matter_{matter.state}" if matter.kind == "dispute" else "matter_answer", only=person,
        )
        for matter, person in matters.due_of_staff(tx, path, now)
    ]  # fmt: skip


def tick(tx: Transaction, worker: Person, item: Item, deed: Deed, now: int) -> Done:
    """«办» opens the file with its buttons: what was done is said there."""
    matter = matters.get(tx, int(item.key.partition(".")[0]))
    opened = files.open_file(tx, worker, matter, now)
    if opened is None or opened.sees == "own":
        return refused(item, deed, State.NOT_YOURS)
    if not opened.matter.late(now):
        return refused(item, deed, State.GONE)
    return noted(item, deed, files.view(tx, opened, "due"))


SOURCE = Source(NAME, Action.MEDIATE, items, tick)
