"""The ledger of a notice as a sheet: written here, or for many people in a process of its own, which reads the same
database. Python runs one thing at a time: a district's sheet made beside the turns held each of them up.

Run as a process it is told on its input, in JSON, what to write, and writes the file to its output."""

import asyncio
import json
import os
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import IO
from zoneinfo import ZoneInfo

from console.names import CHANNELS, FAILURES, failure_of
from console.words import in_english, words
from domain.notices import Notice, Standing
from sheets.writing import Cell, Format, SheetWriter, open_sheet
from storage import broadcasts, ledgers, notices, people
from storage.database import Database, DatabaseUnavailable, Transaction
from storage.reading import open_for_reading

_HEADING = (
    "microgrid", "door", "name", "phone", "state", "answer", "answered_at", "sent_at", "through", "failure",
    "told_by",
)  # fmt: skip

_HOME = Path(__file__).parent.parent

_PROCESSES = asyncio.Semaphore(2)
"""So many at once, some 150 MB each; whoever presses meanwhile waits."""

LONGEST = 600.0
"""Seconds after which a process is given up: it would keep others waiting."""

NICE = 10
"""How far the process stands back behind the turns of this machine."""

AT_ONCE = 20
"""Micro-grids read in one look, and written before the next: other work has its turn in between."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which ledger, in whose language and time, and as what."""

    broadcast: int
    language: str
    zone: str
    kind: str


async def write(database: Database, wanted: Wanted, target: IO[bytes]) -> None:
    """Everybody of a ledger, by micro-grid and door, a piece at a time."""
    notice = await database.read(partial(_notice_of, broadcast=wanted.broadcast))
    table = words(wanted.language)
    sheet = await asyncio.to_thread(open_sheet, Format(wanted.kind), target, [table[name] for name in _HEADING])
    writing = _Rows(wanted, notice, sheet)
    parts = await database.read(lambda tx: ledgers.by_area(tx, wanted.broadcast, "person"))
    places = [part.area for part in parts if part.area]
    for first in range(0, len(places), AT_ONCE):
        await database.read(partial(writing.areas, places=places[first : first + AT_ONCE]))
    after: int | None = 0
    while after is not None:
        after = await database.read(partial(writing.without_door, after=after))
    await asyncio.to_thread(sheet.close)


async def write_alone(url: str, wanted: Wanted, target: IO[bytes]) -> None:
    """The same in a process of its own. Raises DatabaseUnavailable with what that process said."""
    async with _PROCESSES:
        await _told(url, wanted, target)


async def _told(url: str, wanted: Wanted, target: IO[bytes]) -> None:
    order = {"url": url, "broadcast": wanted.broadcast, "language": wanted.language, "zone": wanted.zone,
             "kind": wanted.kind}  # fmt: skip
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "console.ledger_sheet", cwd=_HOME, stdin=asyncio.subprocess.PIPE, stdout=target,
        stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    try:
        _, said = await asyncio.wait_for(process.communicate(json.dumps(order).encode()), LONGEST)
    except TimeoutError:
        raise DatabaseUnavailable("the sheet took too long") from None
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if process.returncode:
        raise DatabaseUnavailable(f"the sheet was not written: {said.decode('utf-8', 'replace')[-500:].strip()}")


class _Rows:
    """Writes rows into a sheet while they are read. Who told somebody is looked up once."""

    def __init__(self, wanted: Wanted, notice: Notice, sheet: SheetWriter) -> None:
        self._zone, self._sheet, self._broadcast = ZoneInfo(wanted.zone), sheet, wanted.broadcast
        self._language = wanted.language
        self._words = words(self._language)
        self._labels = {choice.value: choice.label(self._language[:2]) for choice in notice.choices}
        self._names: dict[int, str] = {0: ""}

    def areas(self, tx: Transaction, places: list[int]) -> None:
        for place in places:
            self._write(tx, ledgers.of_area(tx, self._broadcast, place))

    def without_door(self, tx: Transaction, after: int) -> int | None:
        """A slice of those behind no known door; after whom the next begins, None when that was all."""
        found = ledgers.without_door(tx, self._broadcast, after)
        self._write(tx, found)
        return found[-1].person if found else None

    def _write(self, tx: Transaction, found: list[Standing]) -> None:
        for each in found:
            self._sheet.write(self._row(tx, each))

    def _row(self, tx: Transaction, each: Standing) -> tuple[Cell, ...]:
        if each.told_by not in self._names:
            worker = people.get(tx, each.told_by)
            self._names[each.told_by] = worker.name if worker else ""
        english = in_english(self._language)
        through = CHANNELS.get(each.account.partition(":")[0], ("", ""))[english]
        return (
            each.area_name, each.door, each.name, each.phone, self._words[f"ledger_{each.state}"],
            self._labels.get(each.answer, each.answer), self._time(each.answered_at), self._time(each.sent_at),
            through, _why(each)[english], self._names[each.told_by],
        )  # fmt: skip

    def _time(self, at: int | None) -> str:
        if at is None:
            return ""
        return datetime.fromtimestamp(at / 1000, self._zone).isoformat(" ", timespec="seconds")[:19]


def _why(each: Standing) -> tuple[str, str]:
    """Why words did not come by chat."""
    if each.state in ("phone", "knock") and each.shut:
        return FAILURES["spent"][0]
    return failure_of(each.failure)[0] if each.state == "failed" else ("", "")


def _notice_of(tx: Transaction, broadcast: int) -> Notice:
    sending = broadcasts.get(tx, broadcast)
    notice = notices.get(tx, sending.notice) if sending else None
    if notice is None:
        raise LookupError("there is no such sending")
    return notice


async def _serve(order: dict[str, str | int]) -> None:
    database = await open_for_reading(str(order.pop("url")), lambda: time.time_ns() // 1_000_000)
    try:
        with open(sys.stdout.fileno(), "wb", closefd=False) as target:  # noqa: ASYNC230 - nothing else runs here
            await write(database, Wanted(**order), target)  # type: ignore[arg-type]
    finally:
        await database.close()


def main() -> int:
    """Writes what its input asks for; the exit code. Of an error only the kind is told, for its words may name
    somebody."""
    os.nice(NICE)
    try:
        asyncio.run(_serve(json.load(sys.stdin)))
    except Exception as error:
        print(type(error).__name__, *(_places(error)), file=sys.stderr)
        return 1
    return 0


def _places(error: Exception) -> Iterator[str]:
    """Where it happened: files and lines."""
    at = error.__traceback__
    while at is not None:
        yield f"{Path(at.tb_frame.f_code.co_filename).name}:{at.tb_lineno}"
        at = at.tb_next


if __name__ == "__main__":
    sys.exit(main())
