"""A small house before any door: it remembers what came in, keeps files, and can be told to fail."""

import asyncio
import hashlib
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from domain.messages import FileReference, Handled, NotCommitted, Update


class House:
    """The ports of a channel: receives updates, keeps a cursor, keeps files."""

    def __init__(self) -> None:
        self.begun: list[Update] = []
        self.committed: list[Update] = []
        self.refusals: Counter[str] = Counter()  #: how many more times an update of this text is not committed
        self.error: Exception = NotCommitted()
        self.open = asyncio.Event()
        self.open.set()
        self.toast = ""
        self.settled = False
        self.cursor = ""
        self.kept: dict[str, bytes] = {}

    async def receive(self, update: Update, /) -> Handled:
        self.begun.append(update)
        await self.open.wait()
        await asyncio.sleep(0)
        if self.refusals[update.text] > 0:
            self.refusals[update.text] -= 1
            raise self.error
        duplicate = update.key in [earlier.key for earlier in self.committed]
        if not duplicate:
            self.committed.append(update)
        return Handled(duplicate, self.toast, self.settled)

    @property
    def texts(self) -> list[str]:
        return [update.text for update in self.committed]

    async def load(self) -> str:
        return self.cursor

    async def save(self, value: str, /) -> None:
        self.cursor = value

    async def keep(self, content: bytes, media_type: str, kind: str, /) -> FileReference:
        sha256 = hashlib.sha256(content).hexdigest()
        self.kept[sha256] = content
        return FileReference(kind, sha256, media_type, len(content), kept=True)

    async def content(self, sha256: str, /) -> bytes | None:
        return self.kept.get(sha256)


class Kept:
    """The port Files of a house."""

    def __init__(self, house: House) -> None:
        self.keep = house.keep
        self.open = house.content


@asynccontextmanager
async def running(door: Any) -> AsyncIterator[Any]:
    """A door at work; it is closed at the end, where it has something to close."""
    task = asyncio.create_task(door.run())
    try:
        yield door
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        if hasattr(door, "close"):
            await door.close()
