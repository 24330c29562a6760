"""Words that were passed on to a human and that nobody has taken yet; dangers come first. A health alarm is on the
list by itself, since it stays there after somebody has taken it."""

from broadcasts import health, passing_on
from broadcasts.outstanding.source import Done, Source, noted, refused
from domain.outstanding import Deed, Item, Kind, State
from domain.people import Person
from domain.permissions import Action
from domain.spans import DAY
from storage import handovers
from storage.database import Transaction

NAME = "handovers"

LOOKED_BACK = 14 * DAY
"""Milliseconds: whoever has waited for longer has been helped, or has asked again."""

QUOTED = 60


def items(tx: Transaction, path: str, now: int) -> list[Item]:
    return [
        Item(
            NAME, str(each.id), Kind.ALARM if each.kind.startswith("danger:") else Kind.HANDOVER, each.at, each.name,
            each.door, each.phone, _quoted(each.words) or each.kind.partition(":")[0], each.person,
        )
        for each in handovers.open_in(tx, path, now - LOOKED_BACK) if each.kind != health.CALL
    ]  # fmt: skip


def tick(tx: Transaction, worker: Person, item: Item, deed: Deed, now: int) -> Done:
    """«我来» takes it, as the button under the words does; and so does whoever has seen to it already."""
    taken = passing_on.take(tx, worker, int(item.key), now)
    if taken.state == "yours":
        return noted(item, deed, *taken.told)
    if taken.state == "taken":
        return refused(item, deed, State.TAKEN, taken.taker.name if taken.taker else "")
    return refused(item, deed, State.NOT_YOURS)


def _quoted(words: str) -> str:
    said = " ".join(words.split())
    return f"“{said[:QUOTED]}{'…' if len(said) > QUOTED else ''}”" if said else ""


SOURCE = Source(NAME, Action.TAKE_HANDOVER, items, tick)
