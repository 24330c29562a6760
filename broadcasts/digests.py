"""The list of the day: what a worker has to do in one message, made when it is sent, and anew as it gets shorter.

Numbers stay with their lines while a message changes: whoever says «3 办好了» means what they have read.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, MutableMapping, Sequence
from dataclasses import replace
from typing import Any

from broadcasts.composing import Composer
from broadcasts.outbox import Reader, Writer
from broadcasts.outstanding import ACTIONS, SOURCES, Outstanding
from broadcasts.reminders import Source
from domain.messages import Content
from domain.notices import DIGEST
from domain.outstanding import Item, Kind
from domain.people import Person
from domain.permissions import scope
from domain.replies import AMOUNTS, Ask, Option, Reply
from domain.settings import Setting
from domain.spans import DAY
from storage import audit, people, settings
from storage.addresses import Address
from storage.database import Transaction
from storage.outbox import Claimed

FLOW = "digest"
"""The flow that takes what is said of a line."""

SHOWN = 15
BUTTONS = 6
MORE = "more"
LASTS = 2 * DAY
ANYTHING = "anything"
"""As a rule's condition: something of whatever kind."""


def composers(writer: Writer) -> dict[str, Composer]:
    """What writes the lists of the day when they are sent."""

    def compose(tx: Transaction, claimed: Sequence[Claimed], broadcast: int, now: int) -> list[Content | None]:
        today, written = Outstanding(tx, now), dict[Hashable, Reply]()
        return [_content(tx, writer, today, written, each, now) for each in claimed]

    return {DIGEST: compose}


def conditions() -> dict[str, Source]:
    """What a rule's condition can name: a source of outstanding work, or anything."""

    def of(name: str) -> Source:
        return lambda tx, person, now: Outstanding(tx, now).of(person, name)

    return {ANYTHING: of(""), **{name: of(name) for name in SOURCES}}


def has_list(person: Person | None) -> bool:
    """Whether there is anything that somebody could have to do."""
    return any(scope(person, action) for action in ACTIONS)


def list_reply(
    tx: Transaction,
    worker: Person,
    items: Sequence[Item],
    now: int,
    before: Mapping[str, Any] | None = None,
    changes: int = 0,
    urgent: bool = False,
) -> Reply:  # fmt: skip
    """A worker's list. `before`: the data of the list whose place it takes (the delivery `changes`), or that it goes
    on from (no `changes`). `urgent`: only the red list. The look at people's names and telephones is noted."""
    reply = _list(worker.id, items, before, changes, urgent)
    if reply.values["day_lines"]:
        _note_look(tx, worker, now, "see_urgent" if urgent else "see_digest")
    return reply


def _note_look(tx: Transaction, worker: Person, now: int, look: str = "see_digest") -> None:
    audit.note(tx, worker.id, look, worker.area or worker.village, now)


def _list(
    worker: int, items: Sequence[Item], before: Mapping[str, Any] | None = None, changes: int = 0,
    urgent: bool = False,
) -> Reply:  # fmt: skip
    lines: dict[str, Any] = dict(before["lines"]) if before else {}
    standing = set(before["shown"] if before else ())
    page: Sequence[Item] = [item for item in items if item.line in standing] if changes else []
    unread = [item for item in items if item.line not in lines]
    page = page or (items if changes or not unread else unread)[:SHOWN]
    last = max((number for number, *_ in lines.values()), default=0)
    for item in page:
        known = lines.get(item.line)
        last += known is None
        lines[item.line] = [known[0] if known else last, item.kind.value, item.shown, item.about]
    more = sum(item.line not in lines for item in items)
    counts = Counter(item.kind for item in items)
    numbered = [(lines[item.line][0], item, item.taken_by == worker) for item in page]
    values = {
        "day_lines": numbered,
        "day_counts": [(kind.value, counts[kind]) for kind in Kind if kind in counts],
        "day_total": len(items), "day_more": more, "day_door": _first(numbered, Kind.KNOCK, Kind.PHONE),
        "day_report": _first(numbered, Kind.CHECK_IN), "day_urgent": urgent,
    }  # fmt: skip
    free = [item for item in page if item.taken_by in (0, worker)][:BUTTONS]
    options = [Option(item.line, f"digest_{item.kind}", {"shown": lines[item.line][2]}) for item in free]
    options += [Option(MORE, "digest_more", {"count": more})] if more else []
    data = {"lines": lines, "shown": [item.line for item in page], AMOUNTS: True, "urgent": urgent}
    ask = Ask(FLOW, "tick", tuple(options), "digest_title", {}, 0, data, lasts=LASTS, changing=True)
    return Reply("digests/list", values, ask if options else None, changes=changes)


def _first(numbered: Iterable[tuple[int, Item, bool]], *kinds: Kind) -> int:
    """The number of the first line of some kinds, 0 for none."""
    return next((number for number, item, _ in numbered if item.kind in kinds), 0)


def listed(data: Mapping[str, Any]) -> dict[int, Item]:
    """The lines that somebody has read, by their numbers."""
    return {number: _item(line, kind, shown, about) for line, (number, kind, shown, about) in data["lines"].items()}


def _item(line: str, kind: str, shown: str, about: list[int]) -> Item:
    source, _, key = line.partition("/")
    return Item(source, key, Kind(kind), 0, shown, about=tuple(about))


def _content(
    tx: Transaction, writer: Writer, today: Outstanding, written: MutableMapping[Hashable, Reply], claimed: Claimed,
    now: int,
) -> Content | None:  # fmt: skip
    """Nothing for whoever is no worker any more; and where there is nothing to do, as their village has it. Workers
    of one micro-grid mostly read the same: that is put into words once."""
    worker = people.get(tx, claimed.person)
    if worker is None or not has_list(worker):
        return None
    items = today.of(worker)
    path = next(held.path for held in worker.roles)
    if not items and not settings.value(tx, Setting.DIGEST_WHEN_NOTHING, path, now):
        return None
    has_any = any(item.taken_by == worker.id for item in items)
    read = (worker.language, worker.id if has_any else 0, *(item.line for item in items))
    if read not in written:
        written[read] = _written(writer, worker, items)
    if items:
        _note_look(tx, worker, now)
    delivery = claimed.delivery
    reader = Reader(Address(delivery.account, delivery.chat), worker.id, worker.language)
    return writer.content(tx, written[read], reader, delivery.id, now)


def _written(writer: Writer, worker: Person, items: Sequence[Item]) -> Reply:
    reply = _list(worker.id, items)
    text = writer.templates.render(worker.language, reply.template, reply.values)
    return replace(reply, template="digests/written", values={"day_text": text})
