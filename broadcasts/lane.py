"""One account's sends: chats in parallel, each chat in order, alarms first, bulk at the channel's pace and behind the
rest."""

import asyncio
import math
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

import structlog

from broadcasts.holds import Holds
from broadcasts.pacing import Pacing
from broadcasts.receipts import Verdict, judge
from domain.messages import Channel, FailureKind, Priority, Receipt, SendFailure
from storage.outbox import LEASE, UNCERTAIN, Claimed, marked_as_repeated

log = structlog.get_logger()

STALE = LEASE * 2 // 3
"""Milliseconds after which a claim is given back instead of being sent: its lease is about to end."""

BATCH = 100
AHEAD = 0.1
"""Seconds of the pace that are claimed in advance: what is claimed when the process dies is of unknown fate."""

TOGETHER = 20
"""Milliseconds for which bulk is gathered at a high pace: less than its pacing makes good, so that none is lost."""

PATIENCE = 1_500
"""Milliseconds that a claimed delivery may wait here for its pace; for longer it is given back to the table."""

SILENCE = 1_000
"""Milliseconds without anything taken after which a call that finds nobody means an outage."""

DRAIN = 1.5
"""Seconds that sends under way are given at the end."""


@dataclass(slots=True)
class _Track:
    """One of the two ways through a lane: bulk, or what somebody waits for."""

    parallel: int  #: sends under way at once
    ahead: int  #: deliveries that are claimed beyond these
    ready: deque[str] = field(default_factory=deque)
    held: int = 0  #: deliveries in the lane, under way or not
    running: int = 0
    full: bool = False  #: more could have been claimed

    @property
    def free(self) -> int:
        return max(0, self.ahead - self.held + self.running)


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
        limits = channel.limits
        self._pacing = Pacing(limits)
        ahead = math.ceil(limits.per_second * AHEAD) if limits.per_second else limits.parallel_bulk
        self._bulk = _Track(min(limits.parallel_bulk, limits.parallel), ahead)
        self._urgent = _Track(limits.parallel, 2 * BATCH)
        self._chats: dict[str, deque[Claimed]] = {}
        self._lined_up: dict[str, _Track] = {}
        self._later: dict[str, asyncio.TimerHandle] = {}
        self._next_start: asyncio.TimerHandle | None = None
        self._running: set[asyncio.Task[None]] = set()
        self._eased = asyncio.Event()
        self._paused_until = 0
        self._answered_at = 0  #: when the vendor last took something, 0: not since the account last paused
        self._stopping = False
        self._holds = Holds()

    def push(self, claimed: Claimed, *, fresh: bool) -> None:
        """Takes a claimed delivery; what may not go out now is given back to the table at once. `fresh` comes from
        a turn and not from the table."""
        now = self._clock()
        chat = claimed.delivery.chat
        if self._holds.keep_back(chat, now, fresh) or self._stopping or self.paused(now):
            self._give_back(claimed, now)
            return
        track = self._track(claimed)
        track.held += 1
        queue = self._chats.get(chat)
        if queue is None:
            self._chats[chat] = deque((claimed,))
            self._line_up(chat)
            return
        queue.append(claimed)
        if track is self._urgent and self._lined_up.get(chat) is self._bulk:
            self._stand(chat, track, Priority.REPLY)
            self._start()

    def room(self, priority: Priority) -> int:
        """How many more deliveries of a priority may be claimed now."""
        track = self._bulk if priority.bulk else self._urgent
        rests = priority.bulk and self._pacing.bulk_wait(self._clock()) > PATIENCE
        return 0 if rests else track.free

    def filled(self, priority: Priority) -> None:
        """As much as there was room for was claimed, and more waits in the table."""
        track = self._bulk if priority.bulk else self._urgent
        track.full = True
        self._ease(track)

    async def eased(self, seconds: float) -> None:
        """Waits until what was full is half empty again, at most so long."""
        try:
            async with asyncio.timeout(seconds):
                await self._eased.wait()
        except TimeoutError:
            return
        self._eased.clear()

    def paused(self, now: int) -> bool:
        return self._paused_until > now

    async def drain(self) -> None:
        """Waits for the sends under way; what has not begun is given back."""
        self._stopping = True
        for chat, timer in list(self._later.items()):
            timer.cancel()
            self._line_up(chat)
        self._start()
        if self._running:
            await asyncio.wait(self._running, timeout=DRAIN)

    def _track(self, claimed: Claimed) -> _Track:
        return self._bulk if claimed.delivery.priority.bulk else self._urgent

    def _give_back(self, claimed: Claimed, now: int, due: float = 0) -> None:
        """Puts a delivery back into the table until its chat and its account may be sent to again."""
        until = self._holds.given_back(claimed.delivery.chat, now)
        due = max(now, until, due, 0 if self._stopping else self._paused_until)
        failure = UNCERTAIN if claimed.repeated else "waits"
        self._noted(Verdict(claimed, "queued", claimed.delivery.parts, failure, int(due), counted=False))

    def _give_back_all(self, chat: str, now: int, due: float = 0) -> None:
        for claimed in self._chats.pop(chat):
            track = self._track(claimed)
            track.held -= 1
            self._give_back(claimed, now, due)
            self._ease(track)

    def _ease(self, track: _Track) -> None:
        if track.full and track.free >= track.ahead / 2:
            track.full = False
            self._eased.set()

    def _line_up(self, chat: str) -> None:
        """Has a chat wait its turn, once its own pace lets it have more."""
        self._later.pop(chat, None)
        urgent = any(self._track(claimed) is self._urgent for claimed in self._chats[chat])
        first = self._chats[chat][0].delivery.priority
        now = self._clock()
        wait = 0.0 if self._stopping else self._pacing.chat_wait(chat, first.bulk, now)
        if wait > PATIENCE:
            self._holds.begin(chat, math.ceil(now + wait))
            self._give_back_all(chat, now)
        elif wait:
            self._later[chat] = asyncio.get_running_loop().call_later(wait / 1000, self._line_up, chat)
        else:
            self._stand(chat, self._urgent if urgent else self._bulk, first)
            self._start()

    def _stand(self, chat: str, track: _Track, priority: Priority) -> None:
        self._lined_up[chat] = track
        if priority is Priority.ALARM:
            track.ready.appendleft(chat)
        else:
            track.ready.append(chat)

    def _start(self) -> None:
        while len(self._running) < self._channel.limits.parallel and (chat := self._next()) is not None:
            self._begin(chat, self._lined_up.pop(chat))

    def _next(self) -> str | None:
        """The chat to be served next, if one may be."""
        for track in (self._urgent, self._bulk):
            while track.ready and track.running < track.parallel:
                if self._lined_up.get(track.ready[0]) is not track:
                    track.ready.popleft()  # it went over to the other track
                elif track is self._bulk and not self._bulk_may_go():
                    break
                else:
                    return track.ready.popleft()
        return None

    def _bulk_may_go(self) -> bool:
        """Whether the pace has room for more bulk; if not, it is asked again in time."""
        wait = 0.0 if self._stopping else self._pacing.bulk_wait(self._clock())
        if not 0 < wait <= PATIENCE:
            return True
        if self._next_start is None:
            self._next_start = asyncio.get_running_loop().call_later(max(wait, TOGETHER) / 1000, self._start_again)
        return False

    def _start_again(self) -> None:
        self._next_start = None
        self._start()

    def _begin(self, chat: str, track: _Track) -> None:
        now = self._clock()
        rests = self._pacing.bulk_wait(now) if track is self._bulk else 0.0
        stale = now - self._chats[chat][0].taken_at > STALE
        if self._stopping or self.paused(now) or stale or rests > PATIENCE:
            self._give_back_all(chat, now, now + rests)
            return
        self._pacing.goes(chat, now)
        track.running += 1
        self._ease(track)
        task = asyncio.create_task(self._serve(chat))
        self._running.add(task)
        task.add_done_callback(self._bulk_ended if track is self._bulk else self._urgent_ended)

    def _bulk_ended(self, task: asyncio.Task[None]) -> None:
        self._ended(task, self._bulk)

    def _urgent_ended(self, task: asyncio.Task[None]) -> None:
        self._ended(task, self._urgent)

    def _ended(self, task: asyncio.Task[None], track: _Track) -> None:
        track.running -= 1
        self._running.discard(task)
        self._start()

    async def _serve(self, chat: str) -> None:
        """Sends the first of a chat's deliveries; behind one that could not go out the rest waits."""
        claimed = self._chats[chat].popleft()
        verdict = await self._send(claimed)
        self._track(claimed).held -= 1
        if verdict.state == "queued":
            self._holds.begin(chat, verdict.due)
            self._holds.given_back(chat, verdict.due)
        self._noted(verdict)
        if verdict.state == "queued":
            self._give_back_all(chat, self._clock())
        elif self._chats[chat]:
            self._line_up(chat)
        else:
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
        if receipt.failure is None:
            self._answered_at = self._clock()
        else:
            self._heed(verdict, receipt.failure)
        return verdict

    def _heed(self, verdict: Verdict, failure: SendFailure) -> None:
        """What a failure means beyond its own delivery."""
        delivery = verdict.claimed.delivery
        log.info(
            "not sent", account=self.account, delivery=delivery.id, kind=failure.kind.value, code=failure.code,
            state=verdict.state,
        )  # fmt: skip
        if verdict.state != "queued":
            return
        if failure.whole_account:
            self._pause(verdict, failure.kind)
        elif failure.kind is FailureKind.THROTTLED:
            self._pacing.told_to_wait(delivery.chat, verdict.due, self._clock())

    def _pause(self, verdict: Verdict, kind: FailureKind) -> None:
        """Nothing goes out for a while. An outage is tried by somebody else before this delivery's own time; what
        fails just after others were taken, or again although some were in between, is this chat's trouble alone."""
        now = self._clock()
        outage = kind is FailureKind.UNREACHABLE
        if self._answered_at and (verdict.claimed.attempts or (outage and now - self._answered_at < SILENCE)):
            return
        rest = verdict.due - now
        self._paused_until = now + (rest // 2 if outage else rest)
        self._answered_at = 0
