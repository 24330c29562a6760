"""What passes between a channel and the house: an update comes in, a delivery goes out, a receipt comes back.

Channels know this file (the web chat also web_chat.py); they store nothing and are handed the ports at its end.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

CHOICE_SEPARATOR = ":"

PLACE = "📍"
"""With what a position comes from the channels."""

LONGEST_TEXT = 8_000
"""Code points of an update that are read; what is longer is cut by the channel and marked."""


@dataclass(frozen=True, slots=True)
class FileReference:
    """A picture, a voice message or a file: the vendor's handle before it is fetched, its SHA-256 once it is kept."""

    kind: str  #: photo, voice or file
    reference: str  #: the vendor's handle, or the SHA-256 in hexadecimal when kept
    media_type: str = ""
    size: int = 0  #: bytes, 0 when the vendor does not say
    seconds: int = 0  #: length of a voice message
    kept: bool = False


@dataclass(frozen=True, slots=True)
class Press:
    """A press on a choice of an earlier reply: the reply's nonce and the choice's number, counted from 1."""

    nonce: str
    number: int

    @property
    def data(self) -> str:
        """The press as a vendor carries it with a button, at most 64 bytes."""
        return f"{self.nonce}{CHOICE_SEPARATOR}{self.number}"

    @classmethod
    def read(cls, data: str) -> "Press | None":
        """The press in a button's data, or None when it is not one of ours."""
        nonce, separator, number = data.rpartition(CHOICE_SEPARATOR)
        if not (separator and nonce and len(data) <= 64 and number.isascii() and number.isdigit()):
            return None
        return cls(nonce, int(number)) if 0 < int(number) < 100 else None


@dataclass(frozen=True, slots=True)
class Update:
    """One thing that a person did on a channel. `key` is unique within the account and the same when sent again."""

    account: str  #: the channel's account: "telegram:<bot id>", "web"
    key: str  #: the vendor's key: "update:<id>" on Telegram, the browser's own number on the web
    chat: str  #: where an answer goes
    at: int  #: epoch milliseconds, by the vendor's clock
    sender: str = ""  #: who did it; in a private chat the same as chat
    text: str = ""
    press: Press | None = None
    files: tuple[FileReference, ...] = ()
    group: bool = False
    edited: bool = False  #: a text that corrects an earlier one
    language: str = ""  #: the app's language, a hint for people not yet known ("zh-hans", "en")
    name: str = ""  #: the name that the vendor shows, a hint likewise
    message: str = ""  #: in a group: the vendor's id of what was written, the same when it is edited
    cut: bool = False  #: the text was longer than LONGEST_TEXT
    replies_to: str = ""  #: the vendor's id of what it answers, where somebody pointed at a message


class Priority(StrEnum):
    """Lanes of the outbox in the order in which they are served."""

    ALARM = "alarm"
    REPLY = "reply"
    REMINDER = "reminder"
    NOTICE = "notice"

    @property
    def bulk(self) -> bool:
        """Whether nobody sits waiting for it: it keeps to the pace and lets the rest overtake."""
        return self in (Priority.REMINDER, Priority.NOTICE)


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer offered under a text; a channel without buttons writes a numbered list instead."""

    label: str
    press: Press


@dataclass(frozen=True, slots=True)
class Link:
    """A button under a text that opens an address."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Content:
    """What one delivery says, neutral of any channel: plain text, choices in order, at most one kept file.

    `answers` is the vendor's id of what somebody wrote in a group: the text stands under it; without any text it gets
    a quiet tick, where a channel has such a thing.
    """

    text: str
    choices: tuple[Choice, ...] = ()
    file: FileReference | None = None
    answers: str = ""
    link: Link | None = None


class Operation(StrEnum):
    SEND = "send"
    EDIT = "edit"
    WITHDRAW = "withdraw"


@dataclass(frozen=True, slots=True)
class Delivery:
    """One recipient's copy of one message, on its way out."""

    id: int
    account: str
    chat: str
    content: Content
    operation: Operation = Operation.SEND
    priority: Priority = Priority.REPLY
    parts: tuple[str, ...] = ()
    """Vendor ids of the parts: those to edit or withdraw; when sending, those that already went out before a
    failure, so that only the rest is sent."""


class FailureKind(StrEnum):
    """Why a vendor did not take a delivery, which decides what the outbox does next."""

    THROTTLED = "throttled"  #: again after retry_after
    SPENT = "spent"  #: may be written to again only after their own next word
    UNREACHABLE = "unreachable"  #: the vendor did not answer at all, nothing was sent: again later
    REFUSED = "refused"  #: this delivery will never be taken (bad content)
    BLOCKED = "blocked"  #: this address takes nothing any more
    MISCONFIGURED = "misconfigured"  #: our token or settings are wrong: nothing will pass until somebody mends it
    UNKNOWN = "unknown"  #: it went out and no answer came: it may have been delivered


@dataclass(frozen=True, slots=True)
class SendFailure:
    kind: FailureKind
    retry_after: float = 0.0  #: seconds, where the vendor named them
    code: str = ""  #: the vendor's error, short, without any text of the message
    whole_account: bool = False  #: the failure concerns every chat of the account, not this one alone


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of one delivery. `parts` are the vendor's ids of everything that is now out, in order."""

    delivery: int
    parts: tuple[str, ...] = ()
    failure: SendFailure | None = None


@dataclass(frozen=True, slots=True)
class Quota:
    """No more than so many messages in any stretch of so many milliseconds."""

    messages: int
    milliseconds: int


@dataclass(frozen=True, slots=True)
class Limits:
    """What a channel takes. Paces in messages, 0 for unlimited."""

    text: int  #: what one message holds, counted as the vendor does: code points, or bytes of UTF-8
    buttons: bool
    per_second: float = 0.0  #: bulk (reminders and notices) over the whole account
    per_chat: float = 0.0  #: a second; bulk keeps to it strictly, answers may come in a short burst
    per_group: int = 0  #: a minute, everything counted
    group_sign: str = "-"  #: what the chats of groups begin with
    parallel: int = 64  #: sends under way at once
    parallel_bulk: int = 48  #: of them bulk, so that answers find room
    quotas: tuple[Quota, ...] = ()  #: of each chat (of groups where per_group is 0), everything counted
    recipients: int = 1  #: chats that get equal words in one call
    calls: Quota | None = None  #: of the whole account, however many chats a call reaches
    sends: Quota | None = None  #: of the whole account, counted by chats reached
    joins: bool = False  #: what waits for a chat is handed over together, and goes out in as few messages as possible
    edits: bool = True  #: what was said can be given other words where it lies
    hears: bool = True  #: what people write there reaches us


@dataclass(frozen=True, slots=True)
class Handled:
    """What became of an update, once its turn is committed."""

    duplicate: bool = False
    toast: str = ""  #: for a press: a few words to show at once (at most 200 code points)
    settled: bool = False  #: for a press: its question has its answer, no button under it means anything any more


class NotCommitted(Exception):
    """The turn could not be committed (disk full, database away): do not acknowledge, the vendor sends it again."""


class NotFetched(Exception):
    """A file could not be fetched from its vendor; `failure` says why, and so whether to try again."""

    def __init__(self, failure: SendFailure) -> None:
        super().__init__(failure.code)
        self.failure = failure


class Receive(Protocol):
    """Port: hands one update to the house; returns when its turn is committed.

    Calls for one chat must be made in the order in which the person acted; the house keeps that order itself,
    so a channel may call for many chats (and several times for one) without waiting.
    """

    async def __call__(self, update: Update, /) -> Handled: ...


class Cursor(Protocol):
    """Port: a channel's place in its vendor's stream, kept in the database."""

    async def load(self) -> str: ...
    async def save(self, value: str, /) -> None: ...


class Allowance(Protocol):
    """Port: how often a chat may still be written to, where a vendor lets us speak only after its person's own word.
    What waited for that word goes out with it. Each raises NotCommitted."""

    async def hear(self, chat: str, at: int, language: str, /) -> None:
        """Somebody wrote at that time (epoch ms)."""
        ...

    async def spend(self, chat: str, /) -> bool:
        """Counts one message that is about to be said; False when none is left."""
        ...

    async def shut(self, chat: str, /) -> None:
        """The vendor says that none is left."""
        ...


class Returned(Protocol):
    """Port: a vendor says afterwards that a delivery did not arrive, nor what went out in the same message. Raises
    NotCommitted."""

    async def __call__(self, delivery: int, code: str, /) -> None: ...


class Lease(Protocol):
    """Port: what only one process may do at a time."""

    async def hold(self) -> bool:
        """Takes it, or keeps it, for a while from now on; False while another process has it. Raises NotCommitted
        where nobody can say."""
        ...

    async def release(self) -> None: ...


class Files(Protocol):
    """Port: pictures and files by their content."""

    async def keep(self, content: bytes, media_type: str, kind: str, /) -> FileReference: ...
    async def open(self, sha256: str, /) -> bytes | None: ...


class Channel(Protocol):
    """A door. `run` serves until it is cancelled (a door that is only called back has nothing to do there)."""

    name: str
    account: str
    limits: Limits

    @property
    def open(self) -> bool:
        """Whether this process may send now; where it may not, the account's deliveries are left to others."""
        ...

    def messages(self, delivery: Delivery, /) -> int:
        """How many messages of the vendor's it takes to say it."""
        ...

    async def run(self) -> None: ...
    async def send(self, deliveries: Sequence[Delivery], /) -> list[Receipt]: ...
    async def fetch(self, reference: FileReference, /) -> bytes:
        """The bytes behind a reference that is not kept yet. Raises NotFetched."""
        ...
