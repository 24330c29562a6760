"""Runs a turn: one update, one transaction, its replies in the outbox; nothing is acknowledged before the commit."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from time import perf_counter

import structlog

from broadcasts.outbox import Reader, Writer
from domain.messages import Delivery, Handled, NotCommitted, Update
from domain.people import Person
from domain.replies import Reply
from handlers.flow import Flow, House, Outcome, Turn
from handlers.routing import Router
from nlu.clean import clean
from nlu.english import speaks_english
from storage import addresses, conversations, people, questions, sayings
from storage.addresses import Address
from storage.conversations import Conversation
from storage.database import Database, DatabaseUnavailable, Transaction

log = structlog.get_logger()

MISUNDERSTOOD_ENOUGH = 2
"""After so many texts in a row that were not understood, a human takes over."""

LANGUAGES = {"zh": "zh", "en": "en"}


@dataclass(frozen=True, slots=True)
class Committed:
    """A turn's result once it is committed."""

    handled: Handled
    deliveries: tuple[Delivery, ...] = ()


class Dispatcher:
    """Takes updates from the channels, hands what they bring about to the sender."""

    def __init__(
        self,
        database: Database,
        flows: tuple[Flow, ...],
        house: House,
        writer: Writer,
        hand: Callable[[tuple[Delivery, ...]], None],
        clock: Callable[[], int],
        observe: Callable[[str, float], None],
        regret: Callable[[Update], None],
    ) -> None:
        self._database = database
        self._router = Router(flows)
        self._house = house
        self._writer = writer
        self._hand = hand
        self._clock = clock
        self._observe = observe
        self._regret = regret

    async def receive(self, update: Update) -> Handled:
        """Port `Receive`: returns when the turn is committed. Raises NotCommitted."""
        began = perf_counter()
        key = f"{update.account} {update.chat}"
        try:
            try:
                committed = await self._database.write(lambda tx: self._turn(tx, update), key)
            except DatabaseUnavailable:
                raise
            except Exception:
                log.exception("turn failed", account=update.account, update=update.key)
                self._observe("failed", perf_counter() - began)
                committed = await self._database.write(lambda tx: self._apologise(tx, update), key)
        except DatabaseUnavailable as error:
            self._observe("not_committed", perf_counter() - began)
            log.warning("turn not committed", account=update.account, update=update.key, reason=str(error))
            self._regret(update)
            raise NotCommitted(str(error)) from error
        if committed.deliveries:
            self._hand(committed.deliveries)
        self._observe("duplicate" if committed.handled.duplicate else "done", perf_counter() - began)
        return committed.handled

    def _turn(self, tx: Transaction, update: Update) -> Committed:
        now = self._clock()
        if not conversations.remember(tx, update.account, update.key, now):
            return Committed(Handled(duplicate=True))
        turn = self._begin(tx, update, now)
        outcome = self._router.respond(turn)
        outcome = self._count_misunderstood(turn, outcome)
        deliveries = self._conclude(turn, outcome)
        toast = self._writer.templates.label(turn.language, outcome.toast, {}) if outcome.toast else ""
        return Committed(Handled(toast=toast, settled=outcome.settled), deliveries)

    def _begin(self, tx: Transaction, update: Update, now: int) -> Turn:
        address = Address(update.account, update.chat)
        conversation = conversations.touch(tx, address, now)
        person = people.at_address(tx, update.account, update.chat)
        if person is not None:
            language = person.language
            conversation = _joined(tx, address, person, conversation, now)
        else:
            addresses.meet(tx, address, guess_language(update.language, self._house.language), now)
            language = addresses.language(tx, address) or self._house.language
            if not update.language and language != "en" and speaks_english(update.text):
                language = "en"
                addresses.set_language(tx, address, language)
        saying = 0
        who = person.id if person else 0
        if update.press is None:
            saying = sayings.add(tx, address, who, update.key, update.text, update.files, now, update.message)
        waiting = tuple(questions.open_in(tx, address, person, language, now))
        return Turn(
            tx, now, update, self._house, address, _stands_at(address, person), person, language, conversation,
            saying, clean(update.text), waiting=waiting,
        )  # fmt: skip

    def _count_misunderstood(self, turn: Turn, outcome: Outcome) -> Outcome:
        """Not understood twice: a worker takes over, and the person is told so."""
        before = turn.conversation
        if outcome.understood:
            if before.misunderstood and outcome.conversation is None:
                return replace(outcome, conversation=replace(before, misunderstood=0))
            return outcome
        count = before.misunderstood + 1
        if count >= MISUNDERSTOOD_ENOUGH:
            count = 0
            outcome = self._router.hand_over(turn)
        after = outcome.conversation or before
        return replace(outcome, conversation=replace(after, misunderstood=count))

    def _conclude(self, turn: Turn, outcome: Outcome) -> tuple[Delivery, ...]:
        if outcome.conversation is not None and outcome.conversation != turn.conversation:
            conversations.save(turn.tx, turn.stands_at, outcome.conversation)
        deliveries = self._write(turn, outcome)
        if outcome.own_chat:
            deliveries += self._take_aside(turn, outcome, outcome.own_chat)
        elif outcome.then:
            deliveries += self._take_up(turn, outcome)
        return deliveries

    def _take_aside(self, turn: Turn, outcome: Outcome, own: Address) -> tuple[Delivery, ...]:
        """What was said in a group, as if its writer had said it in their own chat."""
        conversation = conversations.touch(turn.tx, own, turn.now)
        person = people.at_address(turn.tx, own.account, own.chat)
        conversation = _joined(turn.tx, own, person, conversation, turn.now)
        said = replace(
            turn.update, account=own.account, chat=own.chat, sender=own.chat, text=outcome.then, group=False,
            edited=False, message="",
        )  # fmt: skip
        private = replace(
            turn, address=own, person=person, language=person.language if person else turn.language, update=said,
            conversation=conversation, text=clean(said.text), stands_at=_stands_at(own, person),
            waiting=tuple(questions.open_in(turn.tx, own, person, turn.language, turn.now)),
        )  # fmt: skip
        return self._conclude(private, self._router.aside(private))

    def _take_up(self, turn: Turn, outcome: Outcome) -> tuple[Delivery, ...]:
        """A text that waited until its writer was known, as if it were said now."""
        person = people.at_address(turn.tx, turn.address.account, turn.address.chat)
        conversation = outcome.conversation or turn.conversation
        if outcome.bound:
            conversation = _joined(turn.tx, turn.address, person, conversation, turn.now)
        said = replace(turn.update, press=None, files=(), edited=False, text=outcome.then)
        text = clean(said.text)
        waiting = tuple(questions.open_in(turn.tx, turn.address, person, turn.language, turn.now))
        again = replace(
            turn, person=person, conversation=conversation, update=said, text=text, answer="", question=None,
            waiting=waiting, stands_at=_stands_at(turn.address, person),
        )  # fmt: skip
        after = self._count_misunderstood(again, self._router.respond(again, taken_up=True))
        # What is left of a text that orders for several households is taken up in turn: always less than before.
        rest = after.then if len(after.then) < len(outcome.then) else ""
        return self._conclude(again, replace(after, then=rest))

    def _write(self, turn: Turn, outcome: Outcome) -> tuple[Delivery, ...]:
        person = turn.person
        if outcome.bound:
            person = people.at_address(turn.tx, turn.address.account, turn.address.chat)
        here = Reader(
            turn.address, person.id if person else 0, person.language if person else turn.language,
            person is not None and person.elsewhere,
        )  # fmt: skip
        open_flows = {question.flow for question in turn.waiting}
        written: list[Delivery] = []
        for reply in outcome.replies:
            if reply.chat:
                there = self._reader_at(turn.tx, Address(*reply.chat))
                delivery = self._writer.write(turn.tx, reply, there, turn.now, sending=True)
                written += [delivery] if delivery else []
            elif reply.to and (person is None or reply.to != person.id):
                written += self._writer.write_to(turn.tx, reply, reply.to, turn.now, sending=True)
            else:
                delivery = self._writer.write(
                    turn.tx, reply, here, turn.now, sending=True, open_flows=open_flows
                )
                written += [delivery] if delivery else []
                open_flows |= {reply.ask.flow} if reply.ask else set()
        return tuple(written)

    def _reader_at(self, tx: Transaction, address: Address) -> Reader:
        """Whoever reads in a chat, known or not."""
        person = people.at_address(tx, address.account, address.chat)
        if person is not None:
            return Reader(address, person.id, person.language)
        return Reader(address, 0, addresses.language(tx, address) or self._house.language)

    def _apologise(self, tx: Transaction, update: Update) -> Committed:
        """After an error in a handler: the update is remembered, what was said is kept, the person is told."""
        now = self._clock()
        if not conversations.remember(tx, update.account, update.key, now):
            return Committed(Handled(duplicate=True))
        turn = self._begin(tx, update, now)
        conversations.save(tx, turn.stands_at, Conversation())
        return Committed(Handled(), self._write(turn, Outcome((Reply("shared/sorry"),))))


def _stands_at(address: Address, person: Person | None) -> Address:
    """Where the conversation stands: whoever has several chats has one conversation, wherever they speak."""
    return conversations.of_all_chats(person.id) if person is not None and person.elsewhere else address


def _joined(
    tx: Transaction, address: Address, person: Person | None, here: Conversation, now: int
) -> Conversation:
    """The conversation of who speaks in a chat that stands `here`; where somebody with several chats was heard last
    is where they are written to."""
    if person is None or not person.elsewhere:
        return here
    if person.moved:
        addresses.heard_here(tx, address, now)
    return conversations.join(tx, address, here, person.id, now)


def guess_language(hint: str, default: str) -> str:
    """The language to speak with somebody unknown, from what their app says."""
    return LANGUAGES.get(hint.lower().replace("_", "-").split("-")[0], default) if hint else default
