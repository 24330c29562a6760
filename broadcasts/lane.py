"""One account's sends: chats in parallel, each chat in order, alarms first, bulk at the channel's pace."""

import asyncio
from collections import deque
from collections.abc import Callable

import structlog

from broadcasts.receipts import Verdict, judge
from domain.messages import Channel, FailureKind, Priority, Receipt, SendFailure
from storage.outbox import LEASE, Claimed, marked_as_repeated

log = structlog.get_logger()

STALE = LEASE * 2 // 3
"""Milliseconds after which a claim is given back instead of being sent: its lease is about to end."""

BATCH = 100
DRAIN = 1.5
"""Seconds that sends under way are given at the end."""

_BULK = (Priority.REMINDER, Priority.NOTICE)


class Lane:
    """The sends of one account of one channel. Verdicts are handed to `noted`; nothing is stored here."""

    def __init__(
        self, channel: Channel, clock: Callable[[], int], noted: Callable[[Verdict], None], repeated_mark: str
    ) -> None:
        self.account = channel.account
        self._channel = channel
        self._clock = clock
        self._noted = noted
        self._repeated_mark = repeated_mark
        self._chats: dict[str, deque[Claimed]] = {}
        self._ready: deque[str] = deque()
        self._running: set[asyncio.Task[None]] = set()
        self._paused_until = 0
        self._held: dict[str, int] = {}
        self._allowance = 0.0
        self._allowed_at = clock()

    def push(self, claimed: Claimed) -> None:
        """Takes a claimed delivery; what may not go out now is given back to the table at once."""
        now = self._clock()
        chat = claimed.delivery.chat
        until = max(self._paused_until, self._held.get(chat, 0))
        if until > now:
            self._noted(Verdict(claimed, "queued", claimed.delivery.parts, "waits", until, counted=False))
            return
        self._held.pop(chat, None)
        queue = self._chats.get(chat)
        if queue is not None:
            queue.append(claimed)
            return
        self._chats[chat] = deque((claimed,))
        if claimed.delivery.priority is Priority.ALARM:
            self._ready.appendleft(chat)
        else:
            self._ready.append(chat)
        self._start()

    def paused(self, now: int) -> bool:
        return self._paused_until > now

    def room(self, priority: Priority) -> int:
        """How many more deliveries of a priority may be claimed now."""
        free = max(0, 2 * BATCH - len(self._chats))
        pace = self._channel.limits.per_second
        if priority not in _BULK or not pace:
            return free
        now = self._clock()
        self._allowance = min(pace, self._allowance + pace * (now - self._allowed_at) / 1000)
        self._allowed_at = now
        granted = min(free, int(self._allowance))
        self._allowance -= granted
        return granted

    async def drain(self) -> None:
        """Waits for the sends under way; what has not begun is given back."""
        self._paused_until = 2**53
        if self._running:
            await asyncio.wait(self._running, timeout=DRAIN)

    def _start(self) -> None:
        while self._ready and len(self._running) < self._channel.limits.parallel:
            task = asyncio.create_task(self._serve(self._ready.popleft()))
            self._running.add(task)
            task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._running.discard(task)
        self._start()

    async def _serve(self, chat: str) -> None:
        """Sends one chat's deliveries, one after another."""
        queue = self._chats[chat]
        while queue:
            verdict = await self._send(queue[0])
            queue.popleft()
            self._noted(verdict)
            if verdict.state == "queued":
                self._hold(chat, queue, verdict)
        del self._chats[chat]

    def _hold(self, chat: str, queue: deque[Claimed], verdict: Verdict) -> None:
        """The rest of the chat waits behind the delivery that could not go out."""
        self._held[chat] = verdict.due
        while queue:
            claimed = queue.popleft()
            self._noted(Verdict(claimed, "queued", claimed.delivery.parts, "waits", verdict.due, counted=False))

    async def _send(self, claimed: Claimed) -> Verdict:
        now = self._clock()
        delivery = claimed.delivery
        if claimed.expires_at is not None and claimed.expires_at <= now:
            return Verdict(claimed, "expired", delivery.parts, "expired")
        until = self._paused_until if self._paused_until > now else now if self._stale(claimed, now) else 0
        if until:
            return Verdict(claimed, "queued", delivery.parts, "waits", until, counted=False)
        if claimed.repeated:
            delivery = marked_as_repeated(claimed, self._repeated_mark)
        try:
            receipt = (await self._channel.send([delivery]))[0]
        except Exception:
            log.exception("channel failed", account=self.account, delivery=delivery.id)
            receipt = Receipt(delivery.id, delivery.parts, SendFailure(FailureKind.UNKNOWN, code="channel error"))
        verdict = judge(claimed, receipt, self._clock())
        if receipt.failure is not None:
            log.info(
                "not sent", account=self.account, delivery=delivery.id, kind=receipt.failure.kind.value,
                code=receipt.failure.code, state=verdict.state,
            )  # fmt: skip
            if receipt.failure.whole_account and verdict.state == "queued":
                self._paused_until = verdict.due
        return verdict

    def _stale(self, claimed: Claimed, now: int) -> bool:
        return now - claimed.taken_at > STALE
