"""`export orders|people|windows|checks|disputes|checkins|visits|returnees|errands`: as json, csv or xlsx."""

from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from commands.house import Access, House, Refused, run
from commands.written_out import read_slices, write_entries, write_records
from sheets.writing import Format
from storage import areas, exports, windows

app = typer.Typer(name="export", no_args_is_help=True, help="Write orders, people or windows to a file.")

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
        async for entries in read_slices(house, exports.orders, found.id):
            yield [order_record(order, found.id, items, house.settings.zone) for order in entries]

    await write_records(slices(), ORDER_HEADING, order_rows, format, out)


async def _export_people(house: House, format: Format, out: Path | None) -> None:
    from commands.exported import PEOPLE_HEADING, people_records

    bot = house.settings.telegram_token.partition(":")[0]
    named = await house.database.read(
        lambda tx: {area.id: area for kind in ("district", "town", "village", "grid", "microgrid")
                    for area in areas.of_kind(tx, kind)}
    )  # fmt: skip

    async def slices() -> AsyncIterator[list[dict[str, Any]]]:
        async for entries in read_slices(house, exports.people, f"telegram:{bot}"):
            yield [record for resident in entries for record in people_records(resident, named)]

    await write_records(slices(), PEOPLE_HEADING, lambda record: [list(record.values())], format, out)


async def _export_windows(house: House, format: Format, out: Path | None) -> None:
    from commands.exported import WINDOW_HEADING, window_record, window_rows

    every = await house.database.read(windows.every)
    villages = await house.database.read(lambda tx: {area.id: area.name for area in areas.of_kind(tx, "village")})

    async def slices() -> AsyncIterator[list[dict[str, Any]]]:
        for window in reversed(every):
            whole = await house.database.read(lambda tx, window=window: windows.get(tx, window.id))  # type: ignore[misc]
            if whole is not None:
                yield [window_record(whole, villages.get(whole.village, ""), house.settings.zone)]

    await write_records(slices(), WINDOW_HEADING, window_rows, format, out)


async def _export_observations(house: House, format: Format, out: Path | None) -> None:
    from commands import observations_exported as exported
    from storage import observed

    await write_entries(house, observed.exported, exported.record, exported.HEADING, exported.rows, format, out)


async def _export_checks(house: House, format: Format, out: Path | None) -> None:
    from commands import checks_exported as exported
    from storage import checks

    await write_entries(house, checks.exported, exported.record, exported.HEADING, exported.rows, format, out)


async def _export_visits(house: House, format: Format, out: Path | None) -> None:
    from commands import visits_exported as exported
    from storage import visits

    await write_entries(
        house, visits.exported, exported.visit_record, exported.VISIT_HEADING, exported.rows, format, out
    )


async def _export_returnees(house: House, format: Format, out: Path | None) -> None:
    from commands import visits_exported as exported
    from storage import returnees

    await write_entries(
        house, returnees.exported, exported.returnee_record, exported.RETURNEE_HEADING, exported.rows, format, out
    )


async def _export_check_ins(house: House, format: Format, out: Path | None) -> None:
    from commands import check_ins_exported as exported
    from storage import check_ins

    await write_entries(house, check_ins.exported, exported.record, exported.HEADING, exported.rows, format, out)


async def _export_errands(house: House, format: Format, out: Path | None) -> None:
    from commands import errands_exported as exported
    from storage import errands

    await write_entries(house, errands.exported, exported.record, exported.HEADING, exported.rows, format, out)


async def _export_disputes(house: House, format: Format, out: Path | None) -> None:
    from commands import disputes_exported as exported
    from storage import matters

    await write_entries(house, matters.exported, exported.record, exported.HEADING, exported.rows, format, out)


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
