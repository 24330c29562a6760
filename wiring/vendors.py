"""What a vendor's doors are handed, and what they bring into the house."""

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass
from typing import Any

from starlette.routing import Route

from broadcasts import receipts
from broadcasts.allowances import committed
from domain.messages import Channel, FileReference, Files, Receive
from storage import conversations, leases
from storage.database import Database
from storage.files import FileStore
from storage.outbox import Claimed
from templates.render import Templates


@dataclass(frozen=True, slots=True)
class Ports:
    """What the doors may use of the house."""

    database: Database
    receive: Receive
    files: Files
    templates: Templates
    woken: Callable[[str, str, list[Claimed]], None]
    """Takes what waited in a chat of an account for its person's word."""


@dataclass(frozen=True, slots=True)
class Vendor:
    """The doors of one vendor, and what goes with them: addresses that the vendor calls, what is let go of at the
    very end, and a link that opens a private chat with the bot and carries a word into it ("" until it is known)."""

    doors: Sequence[Channel]
    hooks: Sequence[Route]
    close: Callable[[], Coroutine[Any, Any, None]]
    link: Callable[[str], str]


@dataclass(frozen=True, slots=True)
class DatabaseCursor:
    """Port `Cursor`: a channel's place in its vendor's stream."""

    database: Database
    account: str

    async def load(self) -> str:
        return await self.database.read(lambda tx: conversations.load_cursor(tx, self.account))

    async def save(self, value: str) -> None:
        await self.database.write(lambda tx: conversations.save_cursor(tx, self.account, value))


@dataclass(frozen=True, slots=True)
class KeptFiles:
    """Port `Files`: the file store, in a thread so that a slow disk holds up nobody."""

    store: FileStore

    async def keep(self, content: bytes, media_type: str, kind: str) -> FileReference:
        return await asyncio.to_thread(self.store.keep, content, media_type, kind)

    async def open(self, sha256: str) -> bytes | None:
        return await asyncio.to_thread(self.store.open, sha256)


@dataclass(frozen=True, slots=True)
class DatabaseLease:
    """Port `Lease`: for so many milliseconds from each time it is held."""

    database: Database
    name: str
    milliseconds: int

    async def hold(self) -> bool:
        fence = await committed(self.database, lambda tx: leases.hold(tx, self.name, self.milliseconds))
        return fence is not None

    async def release(self) -> None:
        await committed(self.database, lambda tx: leases.release(tx, self.name))


@dataclass(frozen=True, slots=True)
class CameBack:
    """Port `Returned` of one account."""

    database: Database
    account: str
    clock: Callable[[], int]

    async def __call__(self, delivery: int, code: str) -> None:
        await committed(
            self.database, lambda tx: receipts.came_back(tx, self.account, delivery, code, self.clock())
        )
