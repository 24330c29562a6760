"""A Telegram door before a small house of its own: it remembers what came in, and can be told to fail."""

import asyncio
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import uvicorn
from starlette.applications import Starlette

from channels.telegram import Pace, Telegram
from domain.messages import Choice, Content, Delivery, Press
from tests.channels.house import House, Kept
from tests.fakes.telegram_server import TelegramServer

QUICK = Pace(answer=0.6, poll=1, poll_grace=0.4, pause=0.02, longest_pause=0.1)
COMMANDS = {"zh": [("order", "订菜"), ("help", "帮助")], "en": [("order", "Order groceries"), ("help", "Help")]}


def door(house: House, server: TelegramServer, public_url: str | None = None, **facts: Any) -> Telegram:
    facts = {"token": server.token, "api": server.url, "pace": QUICK, "commands": COMMANDS} | facts
    return Telegram(public_url=public_url, receive=house.receive, cursor=house, files=Kept(house), **facts)


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
