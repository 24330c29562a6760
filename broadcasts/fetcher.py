"""Fetches what vendors hold, after the commit of the turn that named it: pictures, voice messages, files."""

import asyncio
from collections.abc import Callable, Mapping
from functools import partial
from typing import Protocol

import structlog

from domain.messages import Channel, FailureKind, FileReference, Files, NotFetched
from storage import sayings
from storage.database import Database, DatabaseUnavailable, Transaction

log = structlog.get_logger()

POLL = 1.0
"""Seconds between looks for files that are wanted."""

BATCH = 16
ATTEMPTS = 8
FIRST_PAUSE = 5_000
"""Milliseconds before a failed fetch is tried again, doubled each time."""

HOPELESS = (FailureKind.REFUSED, FailureKind.BLOCKED)


class Arrived(Protocol):
    """What happens when a saying's file is there, in the same transaction."""

    def __call__(self, tx: Transaction, /, *, saying: int, file: FileReference, now: int) -> None: ...


class Fetcher:
    """One a process; the table of wanted files is the truth."""

    def __init__(
        self,
        database: Database,
        channels: Mapping[str, Channel],
        files: Files,
        arrived: Arrived,
        clock: Callable[[], int],
    ) -> None:
        self._database = database
        self._channels = channels
        self._files = files
        self._arrived = arrived
        self._clock = clock

    async def run(self) -> None:
        """Serves until cancelled."""
        while True:
            found = 0
            for account in self._channels:
                try:
                    found += await self._round(account)
                except DatabaseUnavailable as error:
                    log.warning("fetching put off", account=account, reason=str(error))
            if not found:
                await asyncio.sleep(POLL)

    async def _round(self, account: str) -> int:
        wanted = await self._database.read(
            partial(sayings.wanted_files, account=account, now=self._clock(), count=BATCH)
        )
        await asyncio.gather(*(self._fetch(account, *entry) for entry in wanted))
        return len(wanted)

    async def _fetch(self, account: str, fetch: int, wanted: FileReference, saying: int, attempts: int) -> None:
        now = self._clock()
        try:
            content = await self._channels[account].fetch(wanted)
            kept = await self._files.keep(content, wanted.media_type, wanted.kind)
        except Exception as error:
            log.info("file not fetched", account=account, fetch=fetch, reason=type(error).__name__)
            hopeless = isinstance(error, NotFetched) and error.failure.kind in HOPELESS
            again = None if hopeless or attempts + 1 >= ATTEMPTS else now + FIRST_PAUSE * 2**attempts
            await self._database.write(partial(sayings.file_failed, fetch=fetch, again_at=again))
            return

        def work(tx: Transaction) -> None:
            if sayings.file_kept(tx, fetch, saying, wanted, kept):
                self._arrived(tx, saying=saying, file=kept, now=now)

        await self._database.write(work)
