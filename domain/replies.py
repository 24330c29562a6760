"""What a turn says: values that name a template and its choices, rendered in the reader's language when written."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from domain.messages import Choice, FileReference, Link, Priority
from domain.spans import DAY

YES = "yes"
NO = "no"
"""Answers that a plain 好 or 不要 stands for."""

KEEP = "keep"
"""The answer that leaves things as they are where a plain 不要 could mean either; 不取消 stands for it."""

AMOUNTS = "amounts"
"""In a question's data: its options are amounts, so that a typed number is an amount and not an option's place."""


MESSAGE = "message"
"""In a question's data: the delivery that it stands under, and that another reply may take the place of."""


@dataclass(frozen=True, slots=True)
class Option:
    """One answer: what the step is told, and the label (a name in labels.toml, or the words themselves)."""

    value: str
    label: str
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Ask:
    """The question that a reply puts: whose step takes the answer, and what it needs to know then."""

    flow: str
    step: str
    options: tuple[Option, ...]
    title: str  #: names the question when two are open: a name in labels.toml
    title_values: Mapping[str, Any] = field(default_factory=dict)
    subject: int = 0
    data: Mapping[str, Any] = field(default_factory=dict)
    lasts: int = 3 * DAY  #: milliseconds
    until: int = 0  #: epoch milliseconds: at least so long, though it lasts less
    beside: bool = False  #: stays open beside others of its flow (one for each newcomer) instead of replacing them
    changing: bool = False  #: its data names the delivery that it stands under (MESSAGE), which may change


@dataclass(frozen=True, slots=True)
class Reply:
    """A text for somebody: who wrote, unless `to` names another person or `chat` a certain chat. Without a template
    it is a quiet tick under what it answers."""

    template: str
    values: Mapping[str, Any] = field(default_factory=dict)
    ask: Ask | None = None
    to: int = 0  #: a person's id, 0 for the chat that wrote
    chat: tuple[str, str] | None = None  #: (account, chat) of one certain chat, whoever reads there; before `to`
    priority: Priority = Priority.REPLY
    file: FileReference | None = None
    buttons: tuple[Choice, ...] = ()  #: those of a question that is open in that chat already, shown once more
    answers: str = ""  #: in a group: the vendor's id of what was written
    link: Link | None = None  #: its label a name in labels.toml
    changes: int = 0
    """The delivery whose place it takes, where that lies in its chat; else it is a message of its own."""
