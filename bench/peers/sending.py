"""What both peers of a broadcast do: so many messages, each to another chat, a fixed number of them side by side."""

import argparse
import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Sends:
    """Keeps nothing: neither what was sent nor what failed outlives the process."""

    given: argparse.Namespace

    async def all(self, send: Callable[[int], Awaitable[Any]]) -> None:
        """Calls `send` for each chat."""
        chats = iter(range(self.given.first_chat, self.given.first_chat + self.given.messages))

        async def some() -> None:
            for chat in chats:
                await send(chat)

        await asyncio.gather(*(some() for _ in range(self.given.parallel)))


def options(description: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--api", required=True, help="base URL of the Bot API, without /bot")
    parser.add_argument("--token", required=True)
    parser.add_argument("--messages", type=int, required=True)
    parser.add_argument("--first-chat", type=int, required=True)
    parser.add_argument("--parallel", type=int, default=100)
    parser.add_argument("--text", required=True)
    return parser.parse_args()
