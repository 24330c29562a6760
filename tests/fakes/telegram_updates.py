"""How the local Bot API server hands updates on: to who polls, or to a webhook with the public server's patience."""

import asyncio
import itertools
from collections import deque
from typing import Any

import aiohttp

from tests.fakes.telegram_rules import Refusal, bad, check_webhook

DEFAULT_KINDS = ("message", "edited_message", "callback_query", "channel_post", "my_chat_member")
LONGEST_POLL = 50
PATIENCE = (0.0, 2.0, 4.0, 8.0, 16.0, 32.0, 60.0)
"""Seconds between the tries of one update."""


class Updates:
    """Updates not yet acknowledged. `second` is how long a second of the server's patience lasts in a test."""

    def __init__(self, second: float) -> None:
        self.second = second
        self.all: dict[int, tuple[str, dict[str, Any]]] = {}
        self.waiting: dict[int, dict[str, Any]] = {}
        self.kinds: tuple[str, ...] = DEFAULT_KINDS
        self.webhook: dict[str, Any] = {"url": "", "secret_token": "", "max_connections": 40}
        self.attempts: list[tuple[int, int]] = []  #: (update, HTTP status, 0 for none) of every webhook call
        self._ids = itertools.count(700_001)
        self._lanes: dict[str, deque[int]] = {}
        self._pumps: dict[str, asyncio.Task[None]] = {}
        self._arrived = asyncio.Event()
        self._poller: asyncio.Event | None = None
        self._session: aiohttp.ClientSession | None = None
        self._room = asyncio.Semaphore(40)

    def add(self, kind: str, body: dict[str, Any], lane: str) -> int:
        """A new update; a kind that was not asked for is thrown away, as the vendor does."""
        number = next(self._ids)
        if kind in self.kinds:
            self.all[number] = lane, {"update_id": number, kind: body}
            self.again(number)
        return number

    def again(self, number: int) -> None:
        """Hands out an update, also one that was already acknowledged."""
        lane, update = self.all[number]
        self.waiting[number] = update
        self._lanes.setdefault(lane, deque()).append(number)
        self._arrived.set()
        self._pump(lane)

    def allow(self, kinds: list[Any] | None) -> None:
        if kinds is None:
            return
        if not all(isinstance(kind, str) for kind in kinds):
            raise bad("expected an Array of String as allowed_updates")
        self.kinds = tuple(kinds) or DEFAULT_KINDS

    async def get(self, parameters: dict[str, Any]) -> list[dict[str, Any]]:
        """getUpdates: an offset acknowledges everything below it; one poller at a time."""
        if self.webhook["url"]:
            raise Refusal(409, "Conflict: can't use getUpdates method while webhook is active")
        limit, offset = parameters.get("limit", 100), parameters.get("offset", 0)
        if not 1 <= limit <= 100:
            limit = 100
        self.allow(parameters.get("allowed_updates"))
        if self._poller:
            self._poller.set()
        me = self._poller = asyncio.Event()
        for number in [number for number in self.waiting if number < offset]:
            del self.waiting[number]
        await self._wait(me, min(parameters.get("timeout", 0), LONGEST_POLL))
        if me.is_set():
            raise Refusal(409, "Conflict: terminated by other getUpdates request")
        self._poller = None
        return [self.waiting[number] for number in sorted(self.waiting)[:limit]]

    async def _wait(self, me: asyncio.Event, seconds: float) -> None:
        if self.waiting or not seconds:
            return
        self._arrived.clear()
        waits = {asyncio.create_task(event.wait()) for event in (me, self._arrived)}
        _, late = await asyncio.wait(waits, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        for task in late:
            task.cancel()

    def set_webhook(self, parameters: dict[str, Any]) -> None:
        url, secret = parameters.get("url", ""), parameters.get("secret_token", "")
        connections = parameters.get("max_connections", 40)
        check_webhook(url, secret, connections)
        self.allow(parameters.get("allowed_updates"))
        if parameters.get("drop_pending_updates"):
            self.waiting.clear()
        self.webhook = {"url": url, "secret_token": secret, "max_connections": connections}
        self._room = asyncio.Semaphore(connections)
        if url and self._poller:
            self._poller.set()
        for lane in self._lanes:
            self._pump(lane)

    def _pump(self, lane: str) -> None:
        if self.webhook["url"] and (lane not in self._pumps or self._pumps[lane].done()):
            self._pumps[lane] = asyncio.create_task(self._deliver(lane))

    async def _deliver(self, lane: str) -> None:
        """One update of a lane in flight at a time, again and again until it is taken."""
        numbers = self._lanes[lane]
        while numbers and self.webhook["url"]:
            number, failures = numbers[0], 0
            while number in self.waiting and self.webhook["url"]:
                async with self._room:
                    status, wished = await self._post(self.waiting[number])
                self.attempts.append((number, status))
                if 200 <= status < 300:
                    self.waiting.pop(number, None)
                    break
                pause = wished or PATIENCE[min(failures, len(PATIENCE) - 1)]
                failures += 1
                await asyncio.sleep(pause * self.second)
            if numbers and number not in self.waiting:
                numbers.popleft()

    async def _post(self, update: dict[str, Any]) -> tuple[int, float]:
        if self._session is None:
            connector = aiohttp.TCPConnector(limit=0)
            self._session = aiohttp.ClientSession(connector=connector, timeout=aiohttp.ClientTimeout(total=60))
        secret = self.webhook["secret_token"]
        headers = {"X-Telegram-Bot-Api-Secret-Token": secret} if secret else {}
        try:
            async with self._session.post(self.webhook["url"], json=update, headers=headers) as response:
                await response.read()
                return response.status, float(response.headers.get("Retry-After", 0))
        except (aiohttp.ClientError, TimeoutError, OSError):
            return 0, 0.0

    async def close(self) -> None:
        for pump in self._pumps.values():
            pump.cancel()
        await asyncio.gather(*self._pumps.values(), return_exceptions=True)
        if self._session:
            await self._session.close()
