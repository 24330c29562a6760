"""How records leave: read in slices beside a running bot, written as json, csv or xlsx, to a file or the terminal."""

import asyncio
import io
import os
import sys
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, TypeVar
from zoneinfo import ZoneInfo

from commands.house import PAUSE, House, Refused
from sheets.writing import Cell, Format, JsonWriter, TooManyRows, open_sheet
from storage.database import Transaction

T = TypeVar("T")
SLICE = 1_000


async def write_entries(
    house: House,
    look: Callable[[Transaction, None, int, int], list[T]],
    record: Callable[[T, ZoneInfo], dict[str, Any]],
    heading: Sequence[str],
    rows: Callable[[dict[str, Any]], Sequence[Sequence[Cell]]],
    format: Format,
    out: Path | None,
) -> None:
    """Entries that are read a slice at a time, each a record of its own."""

    async def slices() -> AsyncIterator[list[dict[str, Any]]]:
        async for entries in read_slices(house, look, None):
            yield [record(entry, house.settings.zone) for entry in entries]

    await write_records(slices(), heading, rows, format, out)


async def read_slices(
    house: House, look: Callable[[Transaction, Any, int, int], list[T]], of: Any
) -> AsyncIterator[list[T]]:
    """Slices in order of id, with a pause between them."""
    after = 0
    while entries := await house.database.read(lambda tx, after=after: look(tx, of, after, SLICE)):  # type: ignore[misc]
        yield entries
        after = entries[-1].id  # type: ignore[attr-defined]
        if len(entries) == SLICE:
            await asyncio.sleep(PAUSE)


async def write_records(
    slices: AsyncIterator[list[dict[str, Any]]],
    heading: Sequence[str],
    rows: Callable[[dict[str, Any]], Sequence[Sequence[Cell]]],
    format: Format,
    out: Path | None,
) -> None:
    """Writes records as they are, or as rows under the heading."""
    with _target(format, out) as target:
        if format is Format.JSON:
            records = JsonWriter(target)
            async for entries in slices:
                for record in entries:
                    records.write(record)
            records.close()
            return
        sheet = open_sheet(format, target, heading)
        try:
            async for entries in slices:
                for record in entries:
                    for row in rows(record):
                        sheet.write(row)
        except TooManyRows as error:
            raise Refused(str(error)) from None
        sheet.close()


@contextmanager
def _target(format: Format, out: Path | None) -> Iterator[IO[bytes]]:
    """The file, which appears only when it is whole, or standard output."""
    if out is None:
        if format is Format.XLSX and sys.stdout.isatty():
            raise Refused("xlsx is no text to read in a terminal: name a file with --out FILE.xlsx")
        output = sys.stdout.buffer
        try:
            if format is Format.XLSX:
                whole = io.BytesIO()
                yield whole
                output.write(whole.getvalue())
            else:
                yield output
            output.flush()
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return
    part = out.with_name(f".{out.name}.part")
    try:
        with part.open("wb") as target:
            yield target
        part.replace(out)
    except OSError as error:
        raise Refused(f"{out} cannot be written: {error.strerror}") from None
    finally:
        part.unlink(missing_ok=True)
