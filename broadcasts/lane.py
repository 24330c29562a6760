"""One account's sends: chats in parallel, each chat in order, alarms first, bulk at the channel's pace and behind the
rest."""

import asyncio
import math
from collections import deque
from collections.abc import Callable
from functools import partial

import structlog

from broadcasts.calls import may_go_together, send, taken
from broadcasts.holds import Holds
from broadcasts.pacing import Pacing
from broadcasts.receipts import Verdict
from broadcasts.rests import Rest
from broadcasts.track import Track
from domain.messages import Channel, FailureKind, Priority, SendFailure
from storage.outbox import LEASE, UNCERTAIN, Claimed

log = structlog.get_logger()

STALE = LEASE * 2 // 3
"""Milliseconds after which a claim is given back instead of being sent: its lease is about to end."""

BATCH = 100
AHEAD = 0.1
"""Seconds of the pace that are claimed in advance: what is claimed when the process dies is of unknown fate."""

TOGETHER = 20
"""Milliseconds for which bulk is gathered at a high pace: less than its pacing makes good, so that none is lost."""

GATHER = 250
"""Milliseconds for which a call that reaches many waits until they are all there."""

PATIENCE = 1_500
"""Milliseconds that a claimed delivery may wait here for its pace; for longer it is given back to the table."""

DRAIN = 1.5
"""Seconds that sends under way are given at the end."""


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
        self.pacing = Pacing(limits)
        ahead = math.ceil(limits.per_second * AHEAD) if limits.per_second else limits.parallel_bulk
        self._bulk = Track(min(limits.parallel_bulk, limits.parallel), max(ahead, limits.recipients))
        self._urgent = Track(limits.parallel, 2 * BATCH)
        self._chats: dict[str, deque[Claimed]] = {}
        self._lined_up: dict[str, Track] = {}
        self._later: dict[str, asyncio.TimerHandle] = {}
        self._next_start: asyncio.TimerHandle | None = None
        self._running: set[asyncio.Task[None]] = set()
        self._eased = asyncio.Event()
        self._rest = Rest()
        self._gathered_at = 0  #: until when a call that reaches many waits for them
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
            self._line_up(chat, gathers=self._channel.limits.joins)
            return
        queue.append(claimed)
        if track is self._urgent and self._lined_up.get(chat) is self._bulk:
            self._stand(chat, track, Priority.REPLY)
            self._start()

    def resume(self, chat: str) -> None:
        """What a chat was held back for is over."""
        self._holds.end(chat, self._clock())

    def room(self, priority: Priority) -> int:
        """How many more deliveries of a priority may be claimed now."""
        track = self._bulk if priority.bulk else self._urgent
        rests = priority.bulk and self.pacing.bulk_wait(self._clock()) > PATIENCE
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
        return self._rest.lasts(now) or not self._channel.open

    async def drain(self) -> None:
        """Waits for the sends under way; what has not begun is given back."""
        self._stopping = True
        for chat, timer in list(self._later.items()):
            timer.cancel()
            self._line_up(chat)
        self._start()
        if self._running:
            await asyncio.wait(self._running, timeout=DRAIN)

    def _weight(self, chat: str) -> int:
        """How many messages what a chat gets next counts for."""
        return self._channel.messages(self._chats[chat][0].delivery) if self._channel.limits.quotas else 1

    def _track(self, claimed: Claimed) -> Track:
        return self._bulk if claimed.delivery.priority.bulk else self._urgent

    def _give_back(self, claimed: Claimed, now: int, due: float = 0) -> None:
        """Puts a delivery back into the table until its chat and its account may be sent to again."""
        until = self._holds.given_back(claimed.delivery.chat, now)
        due = max(now, until, due, 0 if self._stopping else self._rest.until)
        failure = UNCERTAIN if claimed.repeated else "waits"
        self._noted(Verdict(claimed, "queued", claimed.delivery.parts, failure, int(due), counted=False))

    def _give_back_all(self, chat: str, now: int, due: float = 0) -> None:
        for claimed in self._chats.pop(chat):
            track = self._track(claimed)
            track.held -= 1
            self._give_back(claimed, now, due)
            self._ease(track)

    def _ease(self, track: Track) -> None:
        if track.full and track.free >= track.ahead / 2:
            track.full = False
            self._eased.set()

    def _line_up(self, chat: str, gathers: bool = False) -> None:
        """Has a chat wait its turn, once its own pace lets it have more, and what comes at the same time is there."""
        self._later.pop(chat, None)
        urgent = any(self._track(claimed) is self._urgent for claimed in self._chats[chat])
        first = self._chats[chat][0].delivery.priority
        now = self._clock()
        wait = 0.0 if self._stopping else self.pacing.chat_wait(chat, first.bulk, now, self._weight(chat))
        if wait > PATIENCE:
            self._holds.begin(chat, math.ceil(now + wait))
            self._give_back_all(chat, now)
        elif wait or gathers:
            self._later[chat] = asyncio.get_running_loop().call_later(wait / 1000, self._line_up, chat)
        else:
            self._stand(chat, self._urgent if urgent else self._bulk, first)
            self._start()

    def _stand(self, chat: str, track: Track, priority: Priority) -> None:
        self._lined_up[chat] = track
        if track is self._bulk and not track.ready and self._channel.limits.recipients > 1:
            self._gathered_at = self._clock() + GATHER
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
        """Whether the pace has room for more bulk, and a call is full; if not, it is asked again in time."""
        now = self._clock()
        gathering = self._gathered_at - now if len(self._bulk.ready) < self._channel.limits.recipients else 0
        wait = 0.0 if self._stopping else max(self.pacing.bulk_wait(now), gathering)
        if not 0 < wait <= PATIENCE:
            return True
        if self._next_start is None:
            self._next_start = asyncio.get_running_loop().call_later(max(wait, TOGETHER) / 1000, self._start_again)
        return False

    def _start_again(self) -> None:
        self._next_start = None
        self._start()

    def _begin(self, chat: str, track: Track) -> None:
        now = self._clock()
        rests = self.pacing.bulk_wait(now) if track is self._bulk else 0.0
        if wait := self.pacing.account_wait(now):
            self._rest.prolong(now + math.ceil(wait))
        stale = now - self._chats[chat][0].taken_at > STALE
        if self._stopping or self.paused(now) or stale or rests > PATIENCE:
            self._give_back_all(chat, now, now + rests)
            return
        chats = [chat, *self._alike(chat, track)]
        self.pacing.calls(len(chats), now)
        for each in chats:
            self.pacing.goes(each, now, self._weight(each))
        batch = [claimed for each in chats for claimed in taken(self._chats[each], self._channel.limits)]
        track.running += 1
        for claimed in batch:
            self._track(claimed).out += 1
        self._ease(track)
        task = asyncio.create_task(self._serve(batch))
        self._running.add(task)
        task.add_done_callback(partial(self._ended, track=track))

    def _alike(self, chat: str, track: Track) -> list[str]:
        """The chats that get the same words with the same call."""
        most = self._channel.limits.recipients - 1 if track is self._bulk else 0
        first = self._chats[chat][0]
        alike = track.near(
            most, lambda other: self._lined_up.get(other) is track,
            lambda other: may_go_together(first, self._chats[other][0]),
        )  # fmt: skip
        for other in alike:
            del self._lined_up[other]
        return alike

    def _ended(self, task: asyncio.Task[None], track: Track) -> None:
        track.running -= 1
        self._running.discard(task)
        self._start()

    async def _serve(self, batch: list[Claimed]) -> None:
        """Sends what goes out in one call; behind what could not go out the rest of its chat waits."""
        verdicts = []
        for verdict, failure in await send(self._channel, batch, self._repeated_mark, self._clock):
            track = self._track(verdict.claimed)
            track.held -= 1
            track.out -= 1
            if failure is not None:
                self._heed(verdict, failure)
            elif verdict.state == "sent":
                self._rest.answered(self._clock())
            verdicts.append(verdict)
            if verdict.state == "queued":
                self._holds.begin(verdict.claimed.delivery.chat, verdict.due)
                self._holds.given_back(verdict.claimed.delivery.chat, verdict.due)
            self._noted(verdict)
        waits = {verdict.claimed.delivery.chat for verdict in verdicts if verdict.state == "queued"}
        for chat in dict.fromkeys(claimed.delivery.chat for claimed in batch):
            if chat in waits:
                self._give_back_all(chat, self._clock())
            elif self._chats[chat]:
                self._line_up(chat)
            else:
                del self._chats[chat]

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
            self._rest.begin(verdict, failure.kind, self._clock())
        elif failure.kind is FailureKind.THROTTLED:
            self.pacing.told_to_wait(delivery.chat, verdict.due, self._clock())
