"""Sends what the outbox holds: committed replies at once from memory, everything else by claiming the table.

The table is the truth. What fails for now goes back into it, with everything behind it in the same chat, so that
the order within a chat holds.
"""

import asyncio
from collections.abc import Callable, Coroutine, Mapping, Sequence
from functools import partial
from typing import Any

import structlog

from broadcasts.composing import Composer, composed
from broadcasts.lane import Lane
from broadcasts.receipts import Verdict, note
from domain.messages import Channel, Delivery
from storage import outbox
from storage.database import Database, DatabaseUnavailable
from storage.outbox import Claimed

log = structlog.get_logger()

POLL = 0.5
"""Seconds between looks into the table."""

SWEEP = 10.0
SWEEP_SLICE = 500
NOTE_PAUSE = 0.01
"""Seconds for which marks are gathered into one batch."""

NOTE_SLICE = 500


class Sender:
    """One a process. `hand` is called right after a commit; `run` does the rest until it is cancelled."""

    def __init__(
        self,
        database: Database,
        channels: Mapping[str, Channel],
        clock: Callable[[], int],
        repeated_mark: str,
        observe: Callable[[str, str], None],
        composers: Mapping[str, Composer],
    ) -> None:
        self._database = database
        self._clock = clock
        self._observe = observe
        self._composers = composers
        self._verdicts: list[Verdict] = []
        self._wake = asyncio.Event()
        self._lanes = {
            account: Lane(channel, clock, self._noted, repeated_mark) for account, channel in channels.items()
        }

    def hand(self, deliveries: Sequence[Delivery]) -> None:
        """Takes deliveries that were just committed as claimed by this process."""
        now = self._clock()
        for delivery in deliveries:
            lane = self._lanes.get(delivery.account)
            claimed = Claimed(delivery, 0, 0, False, None, now, now)
            if lane is not None:
                lane.push(claimed, fresh=True)
            else:
                self._noted(Verdict(claimed, "queued", (), "no such channel here", now))

    def woken(self, account: str, chat: str, waited: Sequence[Claimed]) -> None:
        """A chat may be written to again: takes what waited for that, before whatever is said next."""
        lane = self._lanes[account]
        lane.resume(chat)
        for claimed in waited:
            lane.push(claimed, fresh=False)

    async def run(self) -> None:
        """Serves the table until cancelled, then finishes what is under way."""
        tasks = [
            asyncio.create_task(self._note_verdicts(), name="outbox notes"),
            asyncio.create_task(self._sweep(), name="outbox sweep"),
            *(asyncio.create_task(self._claim(lane), name=f"outbox {lane.account}") for lane in self._lanes.values()),
        ]
        try:
            await asyncio.gather(*tasks)
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            await asyncio.gather(*(lane.drain() for lane in self._lanes.values()))
            await self._write_verdicts()

    def _noted(self, verdict: Verdict) -> None:
        self._verdicts.append(verdict)
        self._observe(verdict.claimed.delivery.account, verdict.state)
        self._wake.set()

    async def _note_verdicts(self) -> None:
        while True:
            await self._wake.wait()
            self._wake.clear()
            await asyncio.sleep(NOTE_PAUSE)
            try:
                await self._write_verdicts()
            except DatabaseUnavailable as error:
                log.warning("marks wait", waiting=len(self._verdicts), reason=str(error))
                await asyncio.sleep(POLL)
                self._wake.set()

    async def _write_verdicts(self) -> None:
        while self._verdicts:
            batch = self._verdicts[:NOTE_SLICE]
            now = self._clock()
            await self._database.write(partial(note, verdicts=batch, now=now))
            del self._verdicts[: len(batch)]

    async def _remember(self, lane: Lane) -> None:
        """A restart is no reason to say more than the vendor takes."""
        while lane.pacing.longest:
            said = partial(outbox.out_since, account=lane.account, since=self._clock() - lane.pacing.longest)
            try:
                lane.pacing.remember(await self._database.read(said))
                return
            except DatabaseUnavailable as error:
                log.warning("outbox not readable", account=lane.account, reason=str(error))
                await asyncio.sleep(POLL)

    async def _claim(self, lane: Lane) -> None:
        await self._remember(lane)
        while True:
            try:
                await _to_its_end(self._claim_due(lane))
            except DatabaseUnavailable as error:
                log.warning("outbox not readable", account=lane.account, reason=str(error))
            await lane.eased(POLL)

    async def _claim_due(self, lane: Lane) -> None:
        """One round over the lanes of priority."""
        now = self._clock()
        if lane.paused(now):
            return
        for priority in await self._database.read(partial(outbox.lanes_due, account=lane.account, now=now)):
            room = lane.room(priority)
            rows: list[Claimed] = []
            if room > 0:
                claim = partial(outbox.claim, account=lane.account, priority=priority, now=now, count=room)
                rows = await self._database.write(claim)
            for claimed in await composed(self._database, self._composers, rows, self._clock):
                lane.push(claimed, fresh=False)
            if rows and len(rows) == room:
                lane.filled(priority)

    async def _sweep(self) -> None:
        while True:
            now = self._clock()
            try:
                found = await self._database.write(partial(outbox.sweep, now=now, count=SWEEP_SLICE))
            except DatabaseUnavailable as error:
                log.warning("outbox not swept", reason=str(error))
                found = 0
            if found < SWEEP_SLICE:
                await asyncio.sleep(SWEEP)


async def _to_its_end(work: Coroutine[Any, Any, None]) -> None:
    """Does it whole though we are cancelled: what a claim that is being committed takes must come to its lane, which
    sends it or gives it back. Else nobody would know whether it went out."""
    task, stopped = asyncio.create_task(work), False
    while not task.done():
        try:
            await asyncio.wait((task,))
        except asyncio.CancelledError:
            stopped = True
    if stopped:
        raise asyncio.CancelledError from task.exception()
    task.result()
