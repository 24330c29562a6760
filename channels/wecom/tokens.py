"""Access tokens of one corp, by secret: fetched once for all who wait, kept until shortly before their end.

https://developer.work.weixin.qq.com/document/path/91039: a token lasts 7,200 s, belongs to one app, and may be taken
back earlier; until its end the same one is given again, and asking too often is answered by 45009.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

EARLY = 300_000
"""Milliseconds before its end from which a token is asked for anew."""

Fetch = Callable[[str], Awaitable[tuple[str, int]]]
"""(token, milliseconds that it lasts) for a secret."""


@dataclass(frozen=True, slots=True)
class Token:
    value: str = field(repr=False)
    until: int  #: epoch milliseconds, from which it is asked for anew


class Tokens:
    def __init__(self, fetch: Fetch, clock: Callable[[], int]) -> None:
        self._fetch = fetch
        self._clock = clock
        self._kept: dict[str, Token] = {}
        self._fetching: dict[str, asyncio.Task[Token]] = {}

    async def get(self, secret: str, refused: str = "") -> str:
        """The token of an app. `refused`: the one that the vendor has just refused, which is not given again. Raises
        whatever fetching raises."""
        kept = self._kept.get(secret)
        if kept and kept.value != refused and self._clock() < kept.until:
            return kept.value
        task = self._fetching.get(secret)
        if task is None:
            task = asyncio.create_task(self._renew(secret))
            self._fetching[secret] = task
            task.add_done_callback(lambda done: self._finish(secret, done))
        # Whoever stops waiting takes the token from nobody else.
        return (await asyncio.shield(task)).value

    async def _renew(self, secret: str) -> Token:
        value, lasts = await self._fetch(secret)
        # One that was given again near its end is used to its end, rather than asked for before each call.
        token = Token(value, self._clock() + (lasts - EARLY if lasts > EARLY else lasts))
        self._kept[secret] = token
        return token

    def _finish(self, secret: str, done: asyncio.Task[Token]) -> None:
        self._fetching.pop(secret, None)
        if not done.cancelled():
            done.exception()  # may be of a fetch for which nobody waits any more
