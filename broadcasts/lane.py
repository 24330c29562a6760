"""One account's sends: chats in parallel, each chat in order, alarms first, bulk at the channel's pace."""

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

import structlog

from broadcasts.receipts import Verdict, judge
from domain.messages import Channel, FailureKind, Priority, Receipt, SendFailure
from storage.outbox import LEASE, UNCERTAIN, Claimed, marked_as_repeated

log = structlog.get_logger()

STALE = LEASE * 2 // 3
"""Milliseconds after which a claim is given back instead of being sent: its lease is about to end."""

BATCH = 100
DRAIN = 1.5
"""Seconds that sends under way are given at the end."""

FORGOTTEN = 60_000
"""Milliseconds after its end for which a chat's hold is remembered, should another process send what waits there."""

_BULK = (Priority.REMINDER, Priority.NOTICE)


@dataclass(slots=True)
class _Hold:
    """A chat whose deliveries wait in the table: nothing newer may go out before them."""

    until: int
    waiting: int = 0  #: given back to the table and not claimed again


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
        self._stopping = False
        self._held: dict[str, _Hold] = {}
        self._allowance = 0.0
        self._allowed_at = clock()

    def push(self, claimed: Claimed, *, fresh: bool) -> None:
        """Takes a claimed delivery; what may not go out now is given back to the table at once. `fresh` comes from
        a turn and not from the table, and so stands behind all that waits there."""
        now = self._clock()
        chat = claimed.delivery.chat
        if self._must_wait(chat, now, fresh):
            self._give_back(claimed, now)
            return
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

    def _must_wait(self, chat: str, now: int, fresh: bool) -> bool:
        hold = self._held.get(chat)
        if hold is None:
            return self._stopping or self.paused(now)
        if not fresh:
            hold.waiting -= 1
        if hold.until <= now and (hold.waiting <= 0 or now >= hold.until + FORGOTTEN):
            del self._held[chat]
        return self._stopping or self.paused(now) or hold.until > now or (fresh and chat in self._held)

    def _give_back(self, claimed: Claimed, now: int) -> None:
        """Puts a delivery back into the table until its chat and its account may be sent to again."""
        hold = self._held.setdefault(claimed.delivery.chat, _Hold(now))
        hold.waiting += 1
        due = max(now, hold.until, 0 if self._stopping else self._paused_until)
        failure = UNCERTAIN if claimed.repeated else "waits"
        self._noted(Verdict(claimed, "queued", claimed.delivery.parts, failure, due, counted=False))

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
        self._stopping = True
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
        """Sends one chat's deliveries, one after another; behind one that could not go out the rest waits."""
        queue = self._chats[chat]
        waits = False
        while queue:
            claimed = queue.popleft()
            now = self._clock()
            waits = waits or self._stopping or self.paused(now) or now - claimed.taken_at > STALE
            if waits:
                self._give_back(claimed, now)
                continue
            verdict = await self._send(claimed)
            if verdict.state == "queued":
                hold = self._held.setdefault(chat, _Hold(verdict.due))
                hold.until, hold.waiting, waits = verdict.due, hold.waiting + 1, True
            self._noted(verdict)
        del self._chats[chat]

    async def _send(self, claimed: Claimed) -> Verdict:
        delivery = claimed.delivery
        if claimed.expires_at is not None and claimed.expires_at <= self._clock():
            return Verdict(claimed, "expired", delivery.parts, "expired")
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
