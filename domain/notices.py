"""Notices and their sendings: what is said to whom, the states of a broadcast, and who stands where in its ledger."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from domain.messages import FileReference, Operation
from domain.spans import HOUR

DIGEST = "digest"
"""The template of a notice whose words are each worker's own list of the day, made when it is sent."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A button under a notice: the value that the ledger keeps, and its label by language."""

    value: str
    labels: Mapping[str, str]

    def label(self, language: str) -> str:
        return self.labels.get(language) or next(iter(self.labels.values()))


MOST_CHOICES = 6
LONGEST_CHOICE = 20
"""Code points of a button that its author words."""

RECEIVED = Answer("received", {"zh": "收到", "en": "Got it"})
"""收到: the answer that most notices ask for."""


@dataclass(frozen=True, slots=True)
class Notice:
    """Words, whom they are for, and how they are answered. Nothing of it changes once it was sent."""

    id: int
    area: int  #: where its author leads
    number: int  #: within the area
    author: int
    title: str
    texts: Mapping[str, str]  #: by language, or by language and variant ("zh:home")
    audience: Mapping[str, Any]  #: an expression, see domain.audiences
    lasts: int = 72 * HOUR  #: milliseconds after which its words are not delivered any more
    template: str = ""  #: the shipped template that it was made from
    values: Mapping[str, Any] = field(default_factory=dict)  #: what its placeholders stand for
    file: FileReference | None = None
    choices: tuple[Answer, ...] = (RECEIVED,)
    counted: str = "person"  #: person, or household: one answer spares the whole door
    emergency: bool = False
    corrects: int = 0
    made_at: int = 0


class State(StrEnum):
    DRAFT = "draft"
    WAITING = "waiting"  #: for a second person
    SCHEDULED = "scheduled"
    RUNNING = "running"
    PAUSED = "paused"
    FINISHED = "finished"
    CANCELLED = "cancelled"


MOVES: Mapping[str, tuple[frozenset[State], State]] = {
    "approve": (frozenset({State.WAITING}), State.SCHEDULED),
    "decline": (frozenset({State.WAITING}), State.CANCELLED),
    "launch": (frozenset({State.SCHEDULED}), State.RUNNING),
    "pause": (frozenset({State.RUNNING}), State.PAUSED),
    "resume": (frozenset({State.PAUSED}), State.RUNNING),
    "finish": (frozenset({State.RUNNING}), State.FINISHED),
    "again": (frozenset({State.FINISHED}), State.RUNNING),  # some of its people are told once more
    "cancel": (
        frozenset({State.DRAFT, State.WAITING, State.SCHEDULED, State.RUNNING, State.PAUSED}), State.CANCELLED,
    ),
}  # fmt: skip
"""What can be done with a broadcast: from which states, and the state that it comes to."""


@dataclass(frozen=True, slots=True)
class Broadcast:
    """One sending of a notice. Times are epoch milliseconds."""

    id: int
    notice: int
    state: State
    starts_at: int
    expires_at: int
    made_by: int
    made_at: int
    rule: int = 0  #: what made it, 0 for a person
    operation: Operation = Operation.SEND
    of: int = 0  #: the broadcast that it corrects or takes back
    needs: str = ""  #: why a second person must confirm: area, size, often, or "" when nobody need
    people: int = 0  #: in its ledger, 0 until it is frozen
    approved_by: int = 0
    approved_at: int | None = None
    frozen_at: int | None = None
    ended_at: int | None = None
    paused_why: str = ""
    level: int = 0  #: how far up it has gone unanswered


class Way(StrEnum):
    """How somebody is told."""

    WAITING = "waiting"  #: not decided yet
    CHAT = "chat"
    PHONE = "phone"
    KNOCK = "knock"
    FAILED = "failed"  #: by chat, in vain: their copy was refused
    CANCELLED = "cancelled"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one person of a ledger stands. `state` is the first that holds of: answered, told (in person), read,
    delivered, phone, knock, queued, sent, failed, unknown, expired, cancelled, waiting."""

    person: int
    household: int
    name: str
    phone: str
    door: str
    area: int  #: micro-grid, 0 when none is known
    area_name: str
    state: str
    answer: str = ""
    answered_at: int | None = None
    sent_at: int | None = None
    failure: str = ""
    told_by: int = 0
    account: str = ""  #: through which their copy went
    shut: bool = False  #: told in person, because they may be written to only after their next word
