"""Who has a page of the web chat open: a notice to a closed one goes at once to telephone or knocking."""

import asyncio
from collections.abc import Iterable
from contextlib import suppress

from domain.messages import NotCommitted
from domain.web_chat import WebDoor

EVERY = 60.0
"""Seconds: one write notes all pages that stay open; who opens one between is noted by a write of their own."""


class Presence:
    def __init__(self) -> None:
        self._noted: set[str] = set()
        self._since = -EVERY

    async def note(self, chat: str, open_now: Iterable[str], door: WebDoor) -> None:
        """A page of this chat is open; `open_now` are all the chats that have one."""
        now = asyncio.get_running_loop().time()
        if now - self._since >= EVERY:
            self._since, self._noted = now, set(open_now) | {chat}
            await self._write(door, self._noted)
        elif chat not in self._noted:
            self._noted.add(chat)
            await self._write(door, {chat})

    async def _write(self, door: WebDoor, chats: set[str]) -> None:
        # The page itself goes on; who is not noted within minutes is telephoned, which is no harm.
        with suppress(NotCommitted):
            await door.present(sorted(chats))
