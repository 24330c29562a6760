"""`export orders|people|windows|checks|disputes|checkins|visits|returnees|errands`: as json, csv or xlsx."""

import asyncio
import io
import os
import sys
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import IO, Annotated, Any, TypeVar
from zoneinfo import ZoneInfo

import typer

from commands.house import PAUSE, Access, House, Refused, run
from sheets.writing import Cell, Format, JsonWriter, TooManyRows, open_sheet
from storage import areas, exports, windows
from storage.database import Transaction

app = typer.Typer(name="export", no_args_is_help=True, help="Write orders, people or windows to a file.")

T = TypeVar("T")
SLICE = 1_000

FormatOption = Annotated[
    Format | None, typer.Option("--format", help="How to write them; without it, as the name of --out ends.")
]
OutOption = Annotated[Path | None, typer.Option("--out", help="The file to write; without it the terminal's output.")]
WindowOption = Annotated[int | None, typer.Option("--window", help="The id of the window.")]


@app.command()
def orders(window: WindowOption = None, format: FormatOption = None, out: OutOption = None) -> None:
    """Export the orders of a window; without one, list the windows."""
    chosen = _format(format, out, Format.JSON)
    run(lambda house: _export_orders(house, window, chosen, out), Access.READ)


@app.command()
def people(format: FormatOption = None, out: OutOption = None) -> None:
    """Export the people, with the columns that `import people` reads."""
    chosen = _format(format, out, Format.CSV)
    run(lambda house: _export_people(house, chosen, out), Access.READ)


@app.command("windows")
def windows_(format: FormatOption = None, out: OutOption = None) -> None:
    """Export the group-buy windows, in the shape that `import windows` reads."""
    chosen = _format(format, out, Format.JSON)
    run(lambda house: _export_windows(house, chosen, out), Access.READ)


@app.command("observations")
def observations_(format: FormatOption = None, out: OutOption = None) -> None:
    """Export the cases of observation, a row a case."""
    chosen = _format(format, out, Format.JSON)
    run(lambda house: _export_observations(house, chosen, out), Access.READ)


@app.command()
def checks(format: FormatOption = None, out: OutOption = None) -> None:
    """Export what was found in shops, a row a look."""
    chosen = _format(format, out, Format.JSON)
    run(lambda house: _export_checks(house, chosen, out), Access.READ)


@app.command()
def visits(format: FormatOption = None, out: OutOption = None) -> None:
    """Export the visits at doors, corrections among them, each with what it replaces."""
    chosen = _format(format, out, Format.CSV)
    run(lambda house: _export_visits(house, chosen, out), Access.READ)


@app.command()
def returnees(format: FormatOption = None, out: OutOption = None) -> None:
    """Export who came back or will, with what was decided."""
    chosen = _format(format, out, Format.CSV)
    run(lambda house: _export_returnees(house, chosen, out), Access.READ)


@app.command()
def checkins(format: FormatOption = None, out: OutOption = None) -> None:
    """Export the reports of temperatures and symptoms, a row a report; what was corrected is marked."""
    chosen = _format(format, out, Format.JSON)
    run(lambda house: _export_check_ins(house, chosen, out), Access.READ)


@app.command("errands")
def errands_(format: FormatOption = None, out: OutOption = None) -> None:
    """Export the errands, a row each; who was ill is not among it."""
    chosen = _format(format, out, Format.CSV)
    run(lambda house: _export_errands(house, chosen, out), Access.READ)


@app.command()
def disputes(format: FormatOption = None, out: OutOption = None) -> None:
    """Export complaints and disputes, a row each; whose an anonymous one is stays out of it."""
    chosen = _format(format, out, Format.JSON)
    run(lambda house: _export_disputes(house, chosen, out), Access.READ)


def _format(asked: Format | None, out: Path | None, usual: Format) -> Format:
    """The format asked for, else the one that the file's name ends with, else the usual one."""
    if asked is not None:
        return asked
    ending = out.suffix.lower().removeprefix(".") if out is not None else ""
    return next((format for format in Format if format.value == ending), usual)


async def _export_orders(house: House, window: int | None, format: Format, out: Path | None) -> None:
    from commands.exported import ORDER_HEADING, order_record, order_rows

    found = await house.database.read(lambda tx: windows.get(tx, window)) if window is not None else None
    if found is None:
        raise Refused(await _list_windows(house, window))
    items = {item.id: item for item in found.items}

    async def slices() -> AsyncIterator[list[dict[str, Any]]]:
        async for entries in _read(house, exports.orders, found.id):
            yield [order_record(order, found.id, items, house.settings.zone) for order in entries]

    await _write(slices(), ORDER_HEADING, order_rows, format, out)


async def _export_people(house: House, format: Format, out: Path | None) -> None:
    from commands.exported import PEOPLE_HEADING, people_records

    bot = house.settings.telegram_token.partition(":")[0]
    named = await house.database.read(
        lambda tx: {area.id: area for kind in ("district", "town", "village", "grid", "microgrid")
                    for area in areas.of_kind(tx, kind)}
    )  # fmt: skip

    async def slices() -> AsyncIterator[list[dict[str, Any]]]:
        async for entries in _read(house, exports.people, f"telegram:{bot}"):
            yield [record for resident in entries for record in people_records(resident, named)]

    await _write(slices(), PEOPLE_HEADING, lambda record: [list(record.values())], format, out)


async def _export_windows(house: House, format: Format, out: Path | None) -> None:
    from commands.exported import WINDOW_HEADING, window_record, window_rows

    every = await house.database.read(windows.every)
    villages = await house.database.read(lambda tx: {area.id: area.name for area in areas.of_kind(tx, "village")})

    async def slices() -> AsyncIterator[list[dict[str, Any]]]:
        for window in reversed(every):
            whole = await house.database.read(lambda tx, window=window: windows.get(tx, window.id))  # type: ignore[misc]
            if whole is not None:
                yield [window_record(whole, villages.get(whole.village, ""), house.settings.zone)]

    await _write(slices(), WINDOW_HEADING, window_rows, format, out)


async def _export_observations(house: House, format: Format, out: Path | None) -> None:
    from commands import observations_exported as exported
    from storage import observed

    async def slices() -> AsyncIterator[list[dict[str, Any]]]:
        async for entries in _read(house, observed.exported, None):
            yield [exported.record(entry, house.settings.zone) for entry in entries]

    await _write(slices(), exported.HEADING, exported.rows, format, out)


async def _export_checks(house: House, format: Format, out: Path | None) -> None:
    from commands import checks_exported as exported
    from storage import checks

    await _export_entries(house, checks.exported, exported.record, exported.HEADING, exported.rows, format, out)


async def _export_visits(house: House, format: Format, out: Path | None) -> None:
    from commands import visits_exported as exported
    from storage import visits

    await _export_entries(
        house, visits.exported, exported.visit_record, exported.VISIT_HEADING, exported.rows, format, out
    )


async def _export_returnees(house: House, format: Format, out: Path | None) -> None:
    from commands import visits_exported as exported
    from storage import returnees

    await _export_entries(
        house, returnees.exported, exported.returnee_record, exported.RETURNEE_HEADING, exported.rows, format, out
    )


async def _export_check_ins(house: House, format: Format, out: Path | None) -> None:
    from commands import check_ins_exported as exported
    from storage import check_ins

    await _export_entries(house, check_ins.exported, exported.record, exported.HEADING, exported.rows, format, out)


async def _export_errands(house: House, format: Format, out: Path | None) -> None:
    from commands import errands_exported as exported
    from storage import errands

    await _export_entries(house, errands.exported, exported.record, exported.HEADING, exported.rows, format, out)


async def _export_disputes(house: House, format: Format, out: Path | None) -> None:
    from commands import disputes_exported as exported
    from storage import matters

    await _export_entries(house, matters.exported, exported.record, exported.HEADING, exported.rows, format, out)


async def _export_entries(
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
        async for entries in _read(house, look, None):
            yield [record(entry, house.settings.zone) for entry in entries]

    await _write(slices(), heading, rows, format, out)


async def _read(
    house: House, look: Callable[[Transaction, Any, int, int], list[T]], of: Any
) -> AsyncIterator[list[T]]:
    """Slices in order of id, with a pause between them."""
    after = 0
    while entries := await house.database.read(lambda tx, after=after: look(tx, of, after, SLICE)):  # type: ignore[misc]
        yield entries
        after = entries[-1].id  # type: ignore[attr-defined]
        if len(entries) == SLICE:
            await asyncio.sleep(PAUSE)


async def _write(
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


async def _list_windows(house: House, wanted: int | None) -> str:
    every = await house.database.read(lambda tx: windows.every(tx, 30))
    villages = await house.database.read(lambda tx: {area.id: area.name for area in areas.of_kind(tx, "village")})
    zone = house.settings.zone
    lines = [
        f"  {window.id}  {villages.get(window.village, '')} {window.title}, {window.state}, closes "
        f"{datetime.fromtimestamp(window.closes_at // 1000, zone):%Y-%m-%d %H:%M}"
        for window in every
    ]
    asked = "Name the window with --window ID." if wanted is None else f"There is no window {wanted}."
    listed = "The newest windows are:\n" + "\n".join(lines) if lines else "There is no window at all yet."
    return f"{asked} {listed}"
