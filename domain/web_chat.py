"""What the web chat needs of the house besides what every channel does: who is signed in, and the transcript."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from domain.messages import Choice, FileReference


@dataclass(frozen=True, slots=True)
class Said:
    """One line of a chat's transcript, ours or theirs, as the web chat shows it."""

    id: int
    at: int  #: epoch milliseconds
    ours: bool
    text: str
    choices: tuple[Choice, ...] = ()
    file: FileReference | None = None
    key: str = ""  #: theirs: the browser's own number, so that it recognises what it sent


@dataclass(frozen=True, slots=True)
class Invitation:
    """What a personal one-time link opens, as far as its page may show before the press."""

    name: str  #: of the person it was made for
    language: str


@dataclass(frozen=True, slots=True)
class Session:
    """A browser that is signed in to the web chat as somebody. `kind`: whose words stand ready there: a villager's,
    those of somebody observed, a worker's, a cadre's or a doctor's."""

    chat: str
    name: str
    language: str
    kind: str = "villager"


class WebDoor(Protocol):
    """Port: what the web chat needs of the house besides Receive: who is signed in, and the transcript."""

    async def invitation(self, token: str, /) -> Invitation | None: ...
    async def redeem(self, token: str, /) -> tuple[str, Session] | None:
        """Uses the link up: the new cookie's secret and the session; None when it is used, expired or unknown."""
        ...
    async def session(self, cookie: str, /) -> Session | None: ...
    async def sign_out(self, cookie: str, /) -> None: ...
    async def transcript(self, chat: str, after: int, limit: int, /) -> list[Said]:
        """Lines with an id above `after`, oldest first; with after = 0 the newest `limit` lines."""
        ...

    async def earlier(self, chat: str, before: int, limit: int, /) -> list[Said]:
        """The newest `limit` lines with an id below `before`, oldest first."""
        ...

    async def newest(self, chats: Sequence[str], /) -> Mapping[str, int]:
        """A number for each of these chats that is another after whatever is said there, by any process; none at all
        where there is no other."""
        ...

    async def file(self, chat: str, sha256: str, /) -> FileReference | None:
        """The kept file of that SHA-256 if a line of this chat carries it, and None for everybody else's."""
        ...

    async def delivered(self, chat: str, ids: Sequence[int], /) -> None:
        """The browser says that it has shown these lines of ours."""
        ...

    async def present(self, chats: Sequence[str], /) -> None:
        """Each of these chats has a page open at this moment."""
        ...
