"""One person's copy of a notice: in which words, through which door, or why there is none."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from broadcasts import outbox
from broadcasts.outbox import Writer
from domain.areas import Area
from domain.messages import Choice, Content, Operation, Press, Priority
from domain.notice_words import HOME, Reader, chosen, is_shared, words_for
from domain.notices import DIGEST, Broadcast, Notice, Way
from storage import addresses, contents, people
from storage.database import Transaction
from storage.recipients import Copy, Earlier, Waiting


@dataclass(slots=True)
class Printer:
    """Makes the copies of one broadcast. Words that many read alike are written once; `bodies` remembers where."""

    broadcast: Broadcast
    notice: Notice
    writer: Writer
    area: Area  #: whose cadre signs
    compose: str = ""  #: what decides, when a copy is claimed, whether it is still needed
    bodies: dict[str, int] = field(default_factory=dict)
    shared: frozenset[str] = field(init=False)  #: the texts that read alike for many
    nonce: str = field(init=False)  #: what all its buttons carry: equal words can go to many in one call

    def __post_init__(self) -> None:
        self.nonce = self.writer.make_nonce()
        texts = self.notice.texts
        self.shared = frozenset(name for name in texts if is_shared(texts[name], self.notice.values))

    def begin(self, tx: Transaction) -> None:
        """A slice begins: words written in one that was rolled back are not there, and are written anew."""
        self.bodies = {key: body for key, body in self.bodies.items() if contents.has_body(tx, body)}

    def copy(self, tx: Transaction, reader: Waiting, delivery: int, at_home: bool) -> Copy:
        """A copy for somebody who is told now; who has no chat, or nobody before it, is telephoned or knocked for."""
        if self.notice.template == DIGEST:
            return _day(reader, delivery)
        way = way_of(reader)
        if reader.address is None:
            return Copy(reader.person, way)
        nonce = self._nonce(reader)
        content, body = self._words(tx, reader, nonce, at_home)
        return Copy(reader.person, way, delivery, reader.address, content, body, nonce)

    def for_family(self, tx: Transaction, readers: Sequence[Waiting], relative: int, now: int) -> None:
        """What people of one home whose doors are shut should have read, for one of their family elsewhere; once."""
        reader, doors = people.get(tx, relative), addresses.to_write_to(tx, relative, now)
        if reader is None or not doors:
            return
        first = readers[0]
        text = self._content(replace(first, language=reader.language), "", at_home=False).text
        told = outbox.for_family([each.name for each in readers], text, Priority.NOTICE)
        self.writer.write(
            tx, told, outbox.Reader(doors[0], reader.id, reader.language), now, sending=False,
            expires_at=self.broadcast.expires_at,
            unique_key=f"family:{self.broadcast.id}:{first.household}:{relative}",
        )  # fmt: skip

    def change(self, tx: Transaction, reader: Waiting, delivery: int, earlier: Earlier, at_home: bool) -> Copy:
        """What becomes of a copy that is out already: other words in its place, or none."""
        if self.broadcast.operation is Operation.WITHDRAW:
            empty = contents.dump(Content(""))
            return Copy(
                reader.person, Way.CHAT, delivery, earlier.address, empty, parts=earlier.parts,
                replaces=earlier.delivery,
            )  # fmt: skip
        nonce = self.nonce if self.notice.choices else ""
        content, body = self._words(tx, reader, nonce, at_home)
        return Copy(
            reader.person, Way.CHAT, delivery, earlier.address, content, body, nonce, earlier.parts, earlier.delivery
        )

    def _nonce(self, reader: Waiting) -> str:
        """A further copy's buttons carry what those of the first do, so that both still count."""
        return (reader.nonce or self.nonce) if self.notice.choices else ""

    def _words(self, tx: Transaction, reader: Waiting, nonce: str, at_home: bool) -> tuple[str, int]:
        """(content, body) as the outbox keeps them."""
        notice = self.notice
        text = chosen(notice.texts, reader.language, HOME if at_home else "")
        if text not in self.shared:
            return contents.dump(self._content(reader, nonce, at_home)), 0
        key = f"{text} {reader.language} {bool(reader.tried)}"
        if key not in self.bodies:
            self.bodies[key] = contents.add_body(tx, self._content(reader, "", at_home))
        return nonce, self.bodies[key]

    def _content(self, reader: Waiting, nonce: str, at_home: bool) -> Content:
        notice = self.notice
        facts = Reader(
            reader.language, reader.name, reader.door, reader.village, reader.grid, reader.microgrid, at_home
        )
        values = {
            "text": words_for(notice.texts, notice.values, facts), "number": notice.number, "village": self.area.name,
            "emergency": notice.emergency, "correction": self.broadcast.operation is Operation.EDIT,
            "again": bool(reader.tried) and self.broadcast.operation is Operation.SEND,
        }  # fmt: skip
        choices = tuple(
            Choice(answer.label(reader.language), Press(nonce, place))
            for place, answer in enumerate(notice.choices, 1)
        )
        return Content(self.writer.templates.render(reader.language, "notices/copy", values), choices, notice.file)


def way_of(reader: Waiting) -> Way:
    """How somebody is told now. A copy also lies ready where nobody is before the page."""
    if reader.present:
        return Way.CHAT
    return Way.PHONE if reader.phone else Way.KNOCK


def _day(reader: Waiting, delivery: int) -> Copy:
    """A list of the day, whose words come when it is sent; nobody telephones or knocks because of it."""
    if reader.address is None:
        return Copy(reader.person, Way.CANCELLED)
    return Copy(reader.person, Way.CHAT, delivery, reader.address, contents.dump(Content("")))
