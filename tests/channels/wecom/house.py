"""What WeCom's doors are handed beside what every door is, and their callbacks over real HTTP."""

import asyncio
import socket
from collections import Counter
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.routing import Route
from starlette.types import ASGIApp

from domain.messages import Choice, Content, Delivery, Press
from tests.channels.house import House, Kept, running

__all__ = ["Allowances", "Clock", "House", "Kept", "Lease", "Returns", "running", "say", "standing"]

BUDGET = 5


@dataclass
class Clock:
    """Epoch milliseconds that a test moves on."""

    now: int

    def __call__(self) -> int:
        return self.now


class Allowances:
    """The port Allowance: five messages after each word of a person."""

    def __init__(self) -> None:
        self.heard: list[tuple[str, int, str]] = []
        self.left: Counter[str] = Counter()

    async def hear(self, chat: str, at: int, language: str, /) -> None:
        self.heard.append((chat, at, language))
        self.left[chat] = BUDGET

    async def spend(self, chat: str, /) -> bool:
        if self.left[chat] <= 0:
            return False
        self.left[chat] -= 1
        return True

    async def shut(self, chat: str, /) -> None:
        self.left[chat] = 0


class Returns:
    """The port Returned: what a vendor says afterwards did not arrive, with its code."""

    def __init__(self) -> None:
        self.all: list[tuple[int, str]] = []

    async def __call__(self, delivery: int, code: str, /) -> None:
        self.all.append((delivery, code))


class Lease:
    """The port Lease. A test takes it away by `free = False`."""

    def __init__(self) -> None:
        self.free = True
        self.held = False

    async def hold(self) -> bool:
        self.held = self.free
        return self.held

    async def release(self) -> None:
        self.held = False


@asynccontextmanager
async def standing(callbacks: Mapping[str, ASGIApp]) -> AsyncIterator[str]:
    """Callbacks by their path, served by uvicorn; yields the address before the paths."""
    app = Starlette(routes=[Route(path, end, methods=["GET", "POST"]) for path, end in callbacks.items()])
    listening = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(app, log_level="warning", lifespan="off")
    config.load()
    web = uvicorn.Server(config)
    web.lifespan = config.lifespan_class(config)
    # As its serve() does, which stops a fifth of a second after it was told to.
    await web.startup([listening])
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        for server in web.servers:
            server.close()
        for connection in list(web.server_state.connections):
            connection.shutdown()
        await asyncio.gather(*web.server_state.tasks, return_exceptions=True)


def say(text: str, chat: str, number: int = 1, labels: tuple[str, ...] = (), **facts: Any) -> Delivery:
    """A delivery as the lane hands it over; `account` among the facts, or the self-built app's."""
    choices = tuple(Choice(label, Press("nonce", at)) for at, label in enumerate(labels, start=1))
    content = Content(text, choices, facts.pop("file", None), link=facts.pop("link", None))
    return Delivery(number, facts.pop("account", "wecom:ww1234567890abcdef:1000002"), chat, content, **facts)
