"""A Telegram door before a small house of its own: it remembers what came in, and can be told to fail."""

import asyncio
import hashlib
import socket
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import uvicorn
from starlette.applications import Starlette

from channels.telegram import Pace, Telegram
from domain.messages import Choice, Content, Delivery, FileReference, Handled, NotCommitted, Press, Update
from tests.fakes.telegram_server import TelegramServer

QUICK = Pace(answer=0.6, poll=1, poll_grace=0.4, pause=0.02, longest_pause=0.1)
COMMANDS = {"zh": [("order", "订菜"), ("help", "帮助")], "en": [("order", "Order groceries"), ("help", "Help")]}


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
        return Handled(duplicate=duplicate, toast=self.toast)

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


def door(house: House, server: TelegramServer, public_url: str | None = None, **facts: Any) -> Telegram:
    facts = {"token": server.token, "api": server.url, "pace": QUICK, "commands": COMMANDS} | facts
    return Telegram(public_url=public_url, receive=house.receive, cursor=house, files=Kept(house), **facts)


@asynccontextmanager
async def running(telegram: Telegram) -> AsyncIterator[Telegram]:
    task = asyncio.create_task(telegram.run())
    try:
        yield telegram
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        await telegram.close()


@asynccontextmanager
async def standing(make: Callable[[str], Telegram]) -> AsyncIterator[tuple[Telegram, str]]:
    """A door with its webhook served over real HTTP; yields it with its public address."""
    app = Starlette()
    listening = socket.create_server(("127.0.0.1", 0))
    web = uvicorn.Server(uvicorn.Config(app, log_level="warning", lifespan="off"))
    serving = asyncio.create_task(web.serve([listening]))
    address = f"http://127.0.0.1:{listening.getsockname()[1]}"
    telegram = make(address)
    app.router.routes.extend(telegram.routes())
    try:
        yield telegram, address
    finally:
        await telegram.close()
        web.should_exit = True
        await serving


def say(text: str, chat: int | str = 5, number: int = 1, labels: tuple[str, ...] = (), **facts: Any) -> Delivery:
    choices = tuple(Choice(label, Press("nonce", at)) for at, label in enumerate(labels, start=1))
    content = Content(text, choices, facts.pop("file", None))
    return Delivery(number, facts.pop("account", "telegram:110201543"), str(chat), content, **facts)
