"""The tick: APScheduler is only the clock; what is due stands in the database and fires once, whoever ticks."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from functools import partial

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from broadcasts import alarms
from broadcasts.outbox import Writer
from domain.spans import DAY
from storage import chains, conversations, dues, links, outbox, processes, questions, sayings, words
from storage.database import Database, DatabaseUnavailable, Transaction
from storage.dues import Due
from storage.ids import first_at

log = structlog.get_logger()

TICK_SECONDS = 1
WATCH_SECONDS = 5
HOUSEKEEPING_SECONDS = 20
SLICE = 500
PURGE_SLICE = 2_000
PAUSE = 60_000
"""Milliseconds until what failed is tried again: at every tick, 500 such things would leave no room for others."""

UPDATE_KEYS_LAST = 8 * DAY
"""Milliseconds for which an update's key is remembered: far longer than any vendor repeats one."""

WORDS_LAST = 30 * DAY
"""Milliseconds for which the words of either side are kept; that something was said, and when, stays."""

Firing = Callable[[Transaction, int, int], None]
"""What a kind of due does, in the transaction that takes it: (transaction, subject, now)."""


class Clock:
    """Ticks while the program runs; a restart catches up on what became due meanwhile. `beside`: what else goes on
    with every tick, in transactions of its own."""

    def __init__(
        self,
        database: Database,
        firings: Mapping[str, Firing],
        writer: Writer,
        clock: Callable[[], int],
        beside: Sequence[Callable[[], Awaitable[None]]] = (),
    ) -> None:
        self._database = database
        self._firings = firings
        self._writer = writer
        self._clock = clock
        self._beside = beside
        self._scheduler = AsyncIOScheduler(timezone="UTC")

    def start(self) -> None:
        self._every(self.tick, TICK_SECONDS)
        for job in self._beside:
            self._every(job, TICK_SECONDS)
        self._every(self.watch, WATCH_SECONDS)
        self._every(self.keep_house, HOUSEKEEPING_SECONDS)
        self._scheduler.start()

    def stop(self) -> None:
        self._scheduler.shutdown(wait=False)

    async def tick(self) -> None:
        """Fires what is due, each in a transaction of its own so that one error stops no other."""
        now = self._clock()
        try:
            entries = await self._database.read(partial(dues.due, now=now, count=SLICE))
            for entry in entries:
                await self._fire(entry, now)
        except DatabaseUnavailable as error:
            log.warning("tick put off", reason=str(error))

    async def _fire(self, entry: Due, now: int) -> None:
        firing = self._firings.get(entry.kind)
        if firing is None:
            return

        def work(tx: Transaction) -> None:
            if dues.fire(tx, entry, now):
                firing(tx, entry.subject, now)

        try:
            await self._database.write(work)
        except DatabaseUnavailable:
            raise
        except Exception:
            log.exception("due failed", kind=entry.kind, subject=entry.subject)
            await self._database.write(lambda tx: dues.put_off(tx, entry, now + PAUSE))

    async def watch(self) -> None:
        """Sees to it that somebody comes when there is danger."""
        now = self._clock()
        try:
            if await self._database.read(lambda tx: alarms.open_calls(tx, now)):
                await self._database.write(lambda tx: alarms.call_on(tx, self._writer, now))
        except DatabaseUnavailable as error:
            log.warning("watch put off", reason=str(error))

    async def keep_house(self) -> None:
        """Renews this process's number and forgets a slice of what has had its time."""
        now = self._clock()

        def work(tx: Transaction) -> None:
            processes.renew(tx, now)
            conversations.purge_updates(tx, now - UPDATE_KEYS_LAST, PURGE_SLICE)
            sayings.purge(tx, first_at(now - WORDS_LAST), PURGE_SLICE, now)
            outbox.purge(tx, first_at(now - WORDS_LAST), PURGE_SLICE)
            questions.purge(tx, now - WORDS_LAST, PURGE_SLICE)
            chains.purge(tx, first_at(now - WORDS_LAST))
            words.purge(tx, now - WORDS_LAST, PURGE_SLICE)
            links.purge(tx, now)

        try:
            await self._database.write(work)
        except DatabaseUnavailable as error:
            log.warning("housekeeping put off", reason=str(error))

    def _every(self, job: Callable[[], Awaitable[None]], seconds: int) -> None:
        self._scheduler.add_job(
            job, "interval", seconds=seconds, coalesce=True, misfire_grace_time=None, max_instances=1
        )
