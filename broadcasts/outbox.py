"""Writes replies into the outbox in the turn's own transaction: rendered, with their choices, for each reader."""

from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import dataclass, replace

from domain.messages import Choice, Content, Delivery, Operation, Press, Priority
from domain.people import Person
from domain.replies import MESSAGE, Ask, Reply
from domain.spans import DAY
from storage import addresses, outbox, people, questions
from storage.addresses import Address
from storage.database import Transaction
from storage.questions import Question
from templates.render import Templates

WORD_AWAITED = 3 * DAY
"""Milliseconds for which an answer waits for the next word of somebody who may not be written to before it."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Where a reply is read, by whom (0: nobody known yet) and in which language."""

    address: Address
    person: int
    language: str
    elsewhere: bool = True  #: whether they may read elsewhere besides


def for_family(names: Sequence[str], text: str, priority: Priority) -> Reply:
    """What somebody whose door is shut should have read, for their family elsewhere."""
    return Reply("shared/for_family", {"names": names, "text": text}, priority=priority)


@dataclass(frozen=True, slots=True)
class Writer:
    """Turns replies into rows of the outbox. Deliveries come back so that they can be sent right after the commit."""

    templates: Templates
    make_nonce: Callable[[], str]

    def write(
        self,
        tx: Transaction,
        reply: Reply,
        reader: Reader,
        now: int,
        *,
        sending: bool,
        expires_at: int | None = None,
        unique_key: str | None = None,
        open_flows: Container[str] | None = None,
        due: int = 0,
    ) -> Delivery | None:
        """One reply for one reader; None when the unique key says that it was written before. `open_flows`: whose
        questions are open in that chat, where it is known; a new question takes the place of its own flow's. `due`:
        not before (epoch ms)."""
        own = tx.ids.next()
        shown = outbox.fate(tx, reply.changes) if reply.changes else None
        changed = shown if shown is not None and shown.can_change and shown.address == reader.address else None
        content = self.content(tx, reply, reader, reply.changes if changed else own, now, open_flows)
        delivery = Delivery(
            own, reader.address.account, reader.address.chat, content,
            Operation.EDIT if changed else Operation.SEND, reply.priority, changed.parts if changed else (),
        )  # fmt: skip
        added = outbox.add(
            tx, delivery, reader.person, now, sending=sending, expires_at=expires_at, unique_key=unique_key,
            replaces=reply.changes if changed else 0, due=due,
        )  # fmt: skip
        return delivery if added else None

    def content(
        self,
        tx: Transaction,
        reply: Reply,
        reader: Reader,
        delivery: int,
        now: int,
        open_flows: Container[str] | None = None,
    ) -> Content:
        """What a reply says to its reader, with its question asked; `delivery` is the message that brings it."""
        choices = reply.buttons
        if reply.ask:
            replaces = not reply.ask.beside and (open_flows is None or reply.ask.flow in open_flows)
            if replaces:
                questions.supersede(
                    tx, reader.address, reply.ask.flow, reader.person if reader.elsewhere else 0
                )
            choices = self._ask(tx, reply.ask, reader, delivery, now)
        text = self.templates.render(reader.language, reply.template, reply.values) if reply.template else ""
        link = reply.link and replace(reply.link, label=self.templates.label(reader.language, reply.link.label, {}))
        return Content(text, choices, reply.file, reply.answers, link)

    def write_to(
        self,
        tx: Transaction,
        reply: Reply,
        person: int,
        now: int,
        *,
        sending: bool = False,
        expires_at: int | None = None,
    ) -> list[Delivery]:
        """One reply for a person wherever they read first; an alarm goes to all their addresses. Who may be
        written to only after their next word gets it then. After `expires_at` (epoch ms) it is not sent any more."""
        reader = people.get(tx, person)
        if reader is None:
            return []
        reachable = addresses.to_write_to(tx, person, now)
        chosen = reachable if reply.priority == "alarm" else reachable[:1]
        written = [
            self.write(
                tx, reply, Reader(address, person, reader.language), now, sending=sending, expires_at=expires_at
            )
            for address in chosen
        ]
        shut = [] if reachable else addresses.closed_of(tx, person)
        if shut and reply.priority.bulk:
            self._tell_family(tx, reply, reader, now, expires_at)
        for address in shut:
            self.write(
                tx, reply, Reader(address, person, reader.language), now, sending=False, due=outbox.NEVER,
                expires_at=min(now + WORD_AWAITED, expires_at or outbox.NEVER),
            )  # fmt: skip
        return [delivery for delivery in written if delivery is not None]

    def _tell_family(
        self, tx: Transaction, reply: Reply, person: Person, now: int, expires_at: int | None
    ) -> None:
        """What a shut door keeps from somebody is told to their family elsewhere, who can telephone them."""
        for relative in people.relatives(tx, person.household) if person.household else ():
            reader, doors = people.get(tx, relative), addresses.to_write_to(tx, relative, now)
            if reader is None or not doors:
                continue
            text = self.templates.render(reader.language, reply.template, reply.values)
            told = for_family([person.name], text, reply.priority)
            here = Reader(doors[0], reader.id, reader.language)
            self.write(tx, replace(told, file=reply.file), here, now, sending=False, expires_at=expires_at)

    def tell(self, tx: Transaction, replies: Iterable[Reply], now: int) -> None:
        """Replies for those whom they name."""
        for reply in replies:
            self.write_to(tx, reply, reply.to, now)

    def _ask(self, tx: Transaction, ask: Ask, reader: Reader, delivery: int, now: int) -> tuple[Choice, ...]:
        nonce = self.make_nonce()
        label = self.templates.label
        options = tuple(
            (option.value, label(reader.language, option.label, option.values)) for option in ask.options
        )
        title = label(reader.language, ask.title, ask.title_values)
        data = {**ask.data, MESSAGE: delivery} if ask.changing else dict(ask.data)
        question = Question(
            nonce, reader.address.account, reader.address.chat, reader.person, ask.flow, ask.step, ask.subject,
            title, options, data, expires_at=max(now + ask.lasts, ask.until),
        )  # fmt: skip
        questions.ask(tx, question, now)
        return tuple(Choice(text, Press(nonce, number)) for number, (_, text) in enumerate(options, 1))
