"""What has had its time is removed: so many days after the end of each, as a village sets it.

Every hour, in slices between which the bot works on; the copies of somebody's data that were handed out go as well.
"""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from zoneinfo import ZoneInfo

import structlog

from domain.areas import Area
from domain.settings import Setting
from domain.spans import DAY, HOUR
from storage import areas, left_files, mydata, purges, settings
from storage.database import Database, DatabaseUnavailable, Transaction
from storage.files import FileStore

log = structlog.get_logger()

EVERY = HOUR
SLICE = 2_000
PAUSE = 0.02
"""Seconds between two slices."""

COPIES_LAST = 7 * DAY
"""Milliseconds for which the copy of somebody's data that was handed to them can be fetched."""

PERIODS = {
    "reports": Setting.RETAIN_REPORTS, "tests": Setting.RETAIN_REPORTS,
    "cases": Setting.RETAIN_CASES, "alarms": Setting.RETAIN_ALARMS,
    "visits": Setting.RETAIN_VISITS, "returnees": Setting.RETAIN_VISITS, "errands": Setting.RETAIN_ERRANDS,
    "photos": Setting.RETAIN_VISITS, "matters": Setting.RETAIN_MATTERS, "looks": Setting.RETAIN_LOOKS,
    "calls": Setting.RETAIN_REPORTS,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Over:
    """Records of a kind that had ended before `until`; of all villages where they belong to none."""

    kind: str
    village: Area | None
    until: int


def over(tx: Transaction, now: int) -> Iterator[Over]:
    """What may be removed now. What belongs to no village stays as long as the longest of them wants."""
    villages = areas.of_kind(tx, "village")
    for kind in purges.KINDS:
        days = [(village, settings.value(tx, PERIODS[kind], village.path, now)) for village in villages]
        if kind in purges.WITHOUT_AREA:
            yield Over(kind, None, now - max((each for _, each in days), default=10_000) * DAY)
        else:
            yield from (Over(kind, village, now - each * DAY) for village, each in days)


def due(tx: Transaction, zone: ZoneInfo, now: int) -> dict[str, int]:
    """How many records of each kind would be removed."""
    found = dict.fromkeys(purges.KINDS, 0)
    for each in list(over(tx, now)):
        found[each.kind] += purges.count(tx, each.kind, each.village, each.until, zone)
    return found


async def purge(database: Database, zone: ZoneInfo, now: int) -> dict[str, int]:
    """Removes all of it, in slices; how many of each kind."""
    removed = dict.fromkeys(purges.KINDS, 0)
    for each in await database.read(lambda tx: list(over(tx, now))):
        removed[each.kind] += await _remove(database, each, zone, now)
    return removed


async def _remove(database: Database, each: Over, zone: ZoneInfo, now: int) -> int:
    if not await database.read(lambda tx: purges.count(tx, each.kind, each.village, each.until, zone)):
        return 0

    def work(tx: Transaction) -> int:
        gone = purges.remove(tx, each.kind, each.village, each.until, zone, SLICE)
        if gone:
            purges.note(tx, each.kind, gone, each.until, now)
        return gone

    removed = 0
    while gone := await database.write(work):
        removed += gone
        await asyncio.sleep(PAUSE)
    return removed


async def forget_files(database: Database, files: FileStore, now: int) -> int:
    """Removes copies that were handed out, and files that rows named which are gone, if none names them now."""
    removed = 0
    while copies := await database.read(lambda tx: _left(tx, now - COPIES_LAST)):
        for _, sha256, named in copies:
            if not named:
                files.forget(sha256)
                removed += 1
        keys = [key for key, _, _ in copies]
        await database.write(partial(_drop, keys=keys))
        await asyncio.sleep(PAUSE)
    return removed


def _left(tx: Transaction, until: int) -> list[tuple[int, str, bool]]:
    return [(key, sha256, left_files.is_named(tx, sha256)) for key, sha256 in mydata.old_copies(tx, until)]


def _drop(tx: Transaction, keys: list[int]) -> None:
    mydata.drop_copies(tx, keys)


class Purger:
    """Purges every hour while the program runs."""

    def __init__(self, database: Database, files: FileStore, zone: ZoneInfo, clock: Callable[[], int]) -> None:
        self._database = database
        self._files = files
        self._zone = zone
        self._clock = clock
        self._next = 0

    async def look(self) -> None:
        """Beside the tick: does nothing until an hour has passed."""
        now = self._clock()
        if now < self._next:
            return
        self._next = now + EVERY
        try:
            removed = await purge(self._database, self._zone, now)
            await forget_files(self._database, self._files, now)
        except DatabaseUnavailable as error:
            log.warning("purge put off", reason=str(error))
            return
        if any(removed.values()):
            log.info("purged", **{kind: count for kind, count in removed.items() if count})

