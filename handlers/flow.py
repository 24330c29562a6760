"""The words that all conversations share: a flow with its steps, a turn, and what a turn comes to."""

from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from zoneinfo import ZoneInfo

from domain.areas import Area, ids_of
from domain.messages import Update
from domain.orders import Window
from domain.people import Person
from domain.permissions import Action, scope
from domain.replies import Ask, Option, Reply
from nlu.offers import Offer
from storage import addresses, areas, links, people, questions, windows
from storage.addresses import Address
from storage.conversations import Conversation
from storage.database import Transaction
from storage.door import ACCOUNT as WEB
from storage.files import FileStore
from storage.handovers import Handover
from storage.questions import Question
from templates.render import Templates


@dataclass(frozen=True, slots=True)
class House:
    """What handlers need besides the turn: nothing here changes what is recorded."""

    zone: ZoneInfo
    language: str  #: of chats whose person is not known
    address: str  #: the base of links
    bot_link: Callable[[str], str]  #: where a vendor's app opens our chat with a word, "" where there is none
    make_secret: Callable[[], str]  #: for links: long, random, fit for a URL
    make_code: Callable[[], str]  #: for codes that are typed: eight digits
    files: FileStore
    templates: Templates  #: for words that are kept as they are rendered, such as those of a shipped notice
    paces: Mapping[str, float] = field(default_factory=dict)
    """Deliveries a second, by account or by kind of channel."""

    unheard: Container[str] = ()  #: accounts in whose groups nobody can order

    offers: dict[tuple[tuple[int, int], ...], Offer] = field(default_factory=dict)
    """What is costly to build and can be built again, by the ids and versions of its windows."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One update in its transaction. `answer` is the value of the option chosen of `question`, "" for free text."""

    tx: Transaction
    now: int
    update: Update
    house: House
    address: Address
    stands_at: Address  #: where its conversation stands: in this chat, or for all chats of whoever has several
    person: Person | None
    language: str
    conversation: Conversation
    saying: int = 0  #: the row that keeps what was said, 0 for a press
    text: str = ""  #: cleaned; what was really said is kept in the saying
    argument: str = ""  #: what stands behind a command
    answer: str = ""
    question: Question | None = None
    waiting: tuple[Question, ...] = ()  #: questions that are open for who writes here, oldest first

    @property
    def data(self) -> Mapping[str, Any]:
        """What the question, or else the conversation's step, wanted to be remembered."""
        return self.question.data if self.question else self.conversation.data

    @property
    def subject(self) -> int:
        """The record that the question is about, 0 for none."""
        return self.question.subject if self.question else 0

    @property
    def elsewhere(self) -> int:
        """The person whose other chats this one goes on with, 0 where there are none."""
        return self.person.id if self.person is not None and self.person.elsewhere else 0

    def known(self) -> Person:
        """The person of a turn that only people who are known can reach."""
        if self.person is None:
            raise LookupError("a step for known people was reached by somebody unknown")
        return self.person


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a turn comes to. `conversation` None leaves it where it stands."""

    replies: tuple[Reply, ...] = ()
    conversation: Conversation | None = None
    answered: bool = True  #: the pressed question has its answer; False leaves it open
    toast: str = ""  #: a label, shown at once where a press can
    settled: bool = False  #: the buttons under the pressed question mean nothing any more
    understood: bool = True
    sure: bool = True  #: False: words that were taken for want of a better reader, such as a notice they may answer
    then: str = ""  #: a text that waited for this turn and is taken up after it
    own_chat: Address | None = None  #: of a turn in a group: its writer's own chat, in which `then` is taken up
    bound: bool = False  #: this chat now belongs to somebody else than when the turn began

    def also(self, *replies: Reply) -> "Outcome":
        return replace(self, replies=(*self.replies, *replies))


Step = Callable[[Turn], Outcome]
Ear = Callable[[Turn], Outcome | None]


class Flow:
    """One conversation: its steps by name, and the commands that start it."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.steps: dict[str, Step] = {}
        self.again: set[str] = set()
        self.verbatim: set[str] = set()
        self.commands: dict[str, Step] = {}
        self.ear: Ear | None = None
        self.first_ear: Ear | None = None
        self.dictation: Ear | None = None
        self.report: Ear | None = None
        self.eye: Ear | None = None

    def step(self, name: str, again: bool = False, verbatim: bool = False) -> Callable[[Step], Step]:
        """Registers what takes the answer to a question, or the free text that the conversation waits for.

        What records nothing may be pressed `again`, as long as its question has not expired. `verbatim`: the text is
        for somebody else and passed on whatever it says; only a /command is not.
        """

        def register(step: Step) -> Step:
            self.steps[name] = step
            if again:
                self.again.add(name)
            if verbatim:
                self.verbatim.add(name)
            return step

        return register

    def command(self, *names: str) -> Callable[[Step], Step]:
        """Registers what /name does."""

        def register(step: Step) -> Step:
            for name in names:
                self.commands[name] = step
            return step

        return register

    def hears(self, ear: "Ear") -> "Ear":
        """Registers what takes words that nothing waits for; None leaves them to the next flow."""
        self.ear = ear
        return ear

    def hears_first(self, ear: "Ear") -> "Ear":
        """Registers what takes words that are so plain that no other flow could mean them."""
        self.first_ear = ear
        return ear

    def dictates(self, ear: "Ear") -> "Ear":
        """Registers what takes words, and files, that somebody writes for others: before anybody looks for a cry for
        help or an answer in them. None leaves them to everything else."""
        self.dictation = ear
        return ear

    def reports(self, ear: "Ear") -> "Ear":
        """Registers what takes a report of somebody's health, whatever else is asked: 36.5 is no amount of an order.
        None leaves the words to everything else."""
        self.report = ear
        return ear

    def sees(self, eye: "Ear") -> "Ear":
        """Registers what takes a picture by the words under it; None leaves it to the next flow."""
        self.eye = eye
        return eye


OFFERS_KEPT = 256


def load_offer(turn: Turn) -> Offer:
    """What the person's village can order now."""
    return offer_in(turn, turn.known().village)


def offer_in(turn: Turn, village: int) -> Offer:
    """What a village can order now; built anew when a window opens, closes or changes."""
    key = windows.open_now(turn.tx, village, turn.now)
    offer = turn.house.offers.get(key)
    return offer or _build(turn, key, windows.taking_orders(turn.tx, village, turn.now))


def offer_of(turn: Turn, found: Sequence[Window]) -> Offer:
    """What certain windows offer, also closed ones."""
    key = tuple((window.id, window.version) for window in found)
    return turn.house.offers.get(key) or _build(turn, key, found)


def _build(turn: Turn, key: tuple[tuple[int, int], ...], found: Sequence[Window]) -> Offer:
    offer = Offer.build([replace(window, items=windows.items(turn.tx, window.id)) for window in found])
    if len(turn.house.offers) >= OFFERS_KEPT:
        turn.house.offers.clear()
    turn.house.offers[key] = offer
    return offer


def managed_village(turn: Turn, action: Action = Action.OPEN_WINDOW) -> Area | None:
    """Where a cadre opens windows, or does another thing: their own village, or the one that their role is held
    for."""
    person = turn.known()
    paths = scope(person, action)
    if any(person.village_path.startswith(path) for path in paths):
        return areas.get(turn.tx, person.village)
    return areas.get(turn.tx, ids_of(paths[0])[-1]) if paths else None


def take_up_chat(turn: Turn, secret_hash: str, purpose: str) -> Outcome | None:
    """Uses a one-time secret up, known by its hash: this chat is its person's, who is told so at their other
    addresses, and goes on here with what is open there; what was said here before anybody knew whose it is, is taken
    up. None for a secret that is good no longer, and where a chat is somebody's own for good (a page of the web chat,
    a group)."""
    if turn.address.account == WEB or turn.update.group:
        return None
    person = links.use_up_hashed(turn.tx, secret_hash, purpose, turn.now)
    bound = people.get(turn.tx, person) if person else None
    if person is None or bound is None or bound.state == "gone":
        return None
    before = [address for address in addresses.of_person(turn.tx, person) if address != turn.address]
    for question in turn.waiting:
        if question.address == turn.address:
            questions.supersede_one(turn.tx, question.nonce)
    addresses.bind(turn.tx, turn.address, person, turn.language, turn.now)
    told = [Reply("shared/bound_elsewhere", chat=(old.account, old.chat)) for old in before]
    owner = people.at_address(turn.tx, turn.address.account, turn.address.chat)
    asked = questions.open_in(turn.tx, turn.address, owner, turn.language, turn.now)
    values = {"person": bound, "unanswered": asked[-1].title if asked else "", "several": bool(before)}
    reply = Reply("shared/bound", values)
    words = str(turn.conversation.data.get("words", "")) if turn.person is None else ""
    return replace(finish(reply, *told), bound=True, then=words)


def speaker(turn: Turn) -> Person | None:
    """Who wrote, also in a group, where the chat is nobody's own."""
    if turn.update.group and turn.update.sender:
        return people.at_address(turn.tx, turn.address.account, turn.update.sender)
    return turn.person


UNTIL = "until"
"""In a conversation's data: epoch milliseconds from which on words are no answer to it any more."""

LONGEST_WORDS = 800
"""Code points of somebody's words that are quoted to a worker."""


def heard_by(turn: Turn, handover: Handover) -> Reply:
    """Further words of whoever called, for the worker who has the call: with a button to answer them."""
    person = speaker(turn)
    values = {
        "person": person, "name": person.name if person else turn.update.name, "group": turn.update.group,
        "words": turn.update.text[:LONGEST_WORDS],
    }  # fmt: skip
    ask = Ask(
        "handovers", "write", (Option("write", "answer_them"),), "handover_title", {"name": values["name"]},
        handover.id, beside=True,
    )  # fmt: skip
    return Reply("help/more_words", values, ask, to=handover.taken_by)


def say(template: str, /, **values: Any) -> Outcome:
    """One reply; the conversation stays where it stands."""
    return Outcome((Reply(template, values),))


def finish(*replies: Reply) -> Outcome:
    """Replies, and the conversation is over."""
    return Outcome(replies, Conversation())


def wait_for(flow: str, step: str, *replies: Reply, **data: Any) -> Outcome:
    """Replies, and the next free text goes to a step."""
    return Outcome(replies, Conversation(flow, step, data))
