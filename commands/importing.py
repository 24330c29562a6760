"""`import people|windows|shifts|shops|... FILE`: what is good is taken, what is not is named with why."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from commands.house import PAUSE, House, complain, now, progress, run
from config import Settings
from sheets.refusals import Refusal
from sheets.table import Table

if TYPE_CHECKING:
    from commands.people_import import Circumstances, Outcome
    from commands.people_matching import Draft

app = typer.Typer(name="import", no_args_is_help=True, help="Bring people, group-buy windows, a roster or shops in.")

SLICE = 500
"""Rows in one transaction: with search terms and households about 4,500 rows of the database, some 100 ms."""

SHIFTS_SLICE = 100
"""Rows of a roster in one transaction: each looks up its people and their other shifts, about a millisecond a row."""

MOST_SHOWN = 1_000
"""Refusals printed; beyond that only their number is said."""

File = Annotated[Path, typer.Argument(metavar="FILE", help="The file to read.", exists=True, dir_okay=False)]


@app.command()
def people(
    file: File,
    moved: Annotated[bool, typer.Option("--moved", help="Another door than the recorded one is a new home.")] = False,
) -> None:
    """Import people from csv or xlsx: name, phone, village, grid, microgrid, door, roles, telegram_id, language.

    Only name and village are required of staff; a villager needs a door too. Roles are separated by a semicolon.
    Importing the same file twice changes nothing. With --moved people are moved to the doors of their rows.
    """
    run(lambda house: _import_people(house, file, moved))


@app.command()
def windows(file: File) -> None:
    """Import group-buy windows from json (a list of windows) or from csv or xlsx (a row an item).

    Importing the same file twice changes nothing.
    """
    run(lambda house: _import_windows(house, file))


@app.command()
def shifts(file: File) -> None:
    """Import a roster from csv or xlsx: day, hours (or from and to), post, who, leader, village; a row a shift.

    Importing the same file twice changes nothing.
    """
    run(lambda house: _import_shifts(house, file))


@app.command()
def shops(file: File) -> None:
    """Import shops from csv or xlsx: name, street, place, kind, keeper, phone, checklist, village, microgrid.

    Importing the same file twice changes nothing.
    """
    run(lambda house: _import_shops(house, file))


@app.command()
def checklists(file: File) -> None:
    """Import lists of what is looked at in shops from csv or xlsx: name, since, item, every, area; a row an item.

    A list of the same name takes the place of what was there, from its day on.
    """
    run(lambda house: _import_checklists(house, file))


@app.command("risk-areas")
def risk_areas(file: File) -> None:
    """Import places at risk from csv or xlsx: name, level (high, medium, low), since, until; a row a place.

    Importing the same file twice changes nothing; with a last day a place on record ends then.
    """
    run(lambda house: _import_risk_areas(house, file))


async def _import_people(house: House, file: Path, moved: bool) -> None:
    from commands.people_import import Circumstances
    from sheets.people import read_people

    table = read_people(file)
    _say_ignored(table)
    given = Circumstances(_account(house.settings), house.settings.language, now(), house.settings.zone, moved)
    refusals = _Refusals()
    added = known = unbound = 0
    filled_in: Counter[str] = Counter()
    with progress("importing people", table.estimate) as show:
        async for outcome in _take_in(house, table, given):
            added += outcome.added
            known += outcome.known
            unbound += outcome.unbound
            filled_in += outcome.filled_in
            for line in outcome.granted:
                typer.echo(line)
            refusals.add(outcome.refused)
            show(added + known + refusals.count)
    if unbound:
        complain(f"{unbound} telegram_ids could not be bound: set TONGXIN_TELEGRAM_TOKEN and import the file again.")
    typer.echo(f"{added} people imported, {known} were here already, {refusals.count} rows refused.")
    if filled_in:
        typer.echo(f"Filled in for people who were here already: {_counted(filled_in)}.")
    refusals.end()


def _counted(kinds: Counter[str]) -> str:
    """1 role, 2 phones."""
    return ", ".join(f"{count} {kind}{'s' if count > 1 else ''}" for kind, count in sorted(kinds.items()))


async def _take_in(house: House, table: Table, given: Circumstances) -> AsyncIterator[Outcome]:
    """What became of each slice; the next one is read while the last one is committed."""
    from commands.people_import import take_in
    from commands.people_matching import draft
    from sheets.people import PersonRow, read_person

    async def commit(drafts: list[Draft], refused: list[Refusal]) -> Outcome:
        outcome = await house.database.write(lambda tx: take_in(tx, drafts, given))
        outcome.refused = sorted(refused + outcome.refused, key=lambda refusal: refusal.row)
        await asyncio.sleep(PAUSE)
        return outcome

    committing: asyncio.Task[Outcome] | None = None
    try:
        while rows := list(islice(table.rows, SLICE)):
            read = [read_person(row) for row in rows]
            drafts = [draft(row) for row in read if isinstance(row, PersonRow)]
            refused = [row for row in read if isinstance(row, Refusal)]
            if committing is not None:
                yield await committing
            committing = asyncio.create_task(commit(drafts, refused))
            await asyncio.sleep(0)
    finally:
        if committing is not None:
            await asyncio.wait([committing])
    if committing is not None:
        yield await committing


async def _import_windows(house: House, file: Path) -> None:
    from commands.windows_import import open_all
    from sheets.windows import read_windows

    refusals = _Refusals()
    opened = known = refused = 0
    entries = read_windows(file)
    with progress("importing windows", 0) as show:
        while slice_ := list(islice(entries, 20)):
            outcome = await house.database.write(
                lambda tx, slice_=slice_: open_all(tx, slice_, house.settings.zone, now())  # type: ignore[misc]
            )
            opened += outcome.opened
            known += outcome.known
            refused += outcome.windows_refused
            refusals.add(outcome.refused)
            show(opened + known + refused)
            await asyncio.sleep(PAUSE)
    typer.echo(f"{opened} windows opened, {known} were here already, {refused} refused.")
    refusals.end()


async def _import_shifts(house: House, file: Path) -> None:
    from commands.shifts_import import take_in
    from sheets.shifts import read_shifts

    refusals = _Refusals()
    duties = known = refused = 0
    table = read_shifts(file)
    _say_ignored(table)
    with progress("importing shifts", table.estimate) as show:
        while rows := list(islice(table.rows, SHIFTS_SLICE)):
            outcome = await house.database.write(
                lambda tx, rows=rows: take_in(tx, rows, house.settings.zone, now())  # type: ignore[misc]
            )
            duties += outcome.duties
            known += outcome.known
            refused += outcome.rows_refused
            refusals.add(outcome.refused)
            show(duties + known + refused)
            await asyncio.sleep(PAUSE)
    typer.echo(f"{duties} duties imported, {known} were here already, {refused} rows refused.")
    refusals.end()


async def _import_shops(house: House, file: Path) -> None:
    from commands.shops_import import take_in
    from sheets.shops import read_shops

    refusals = _Refusals()
    added = known = 0
    table = read_shops(file)
    _say_ignored(table)
    with progress("importing shops", table.estimate) as show:
        while rows := list(islice(table.rows, SLICE)):
            outcome = await house.database.write(lambda tx, rows=rows: take_in(tx, rows, now()))  # type: ignore[misc]
            added += outcome.added
            known += outcome.known
            refusals.add(outcome.refused)
            show(added + known + refusals.count)
            await asyncio.sleep(PAUSE)
    typer.echo(f"{added} shops imported, {known} were here already, {refusals.count} rows refused.")
    refusals.end()


async def _import_checklists(house: House, file: Path) -> None:
    from commands.shops_import import take_lists
    from sheets.shops import read_checklists

    refusals = _Refusals()
    table = read_checklists(file)
    _say_ignored(table)
    rows = list(table.rows)
    outcome = await house.database.write(lambda tx: take_lists(tx, rows, house.settings.zone, now()))
    refusals.add(outcome.refused)
    typer.echo(f"{outcome.added} lists imported, {outcome.known} were here already, {refusals.count} refused.")
    refusals.end()


async def _import_risk_areas(house: House, file: Path) -> None:
    from commands.risk_areas_import import take_in
    from sheets.risk_areas import read_risk_areas

    refusals = _Refusals()
    added = known = ended = 0
    table = read_risk_areas(file)
    _say_ignored(table)
    while rows := list(islice(table.rows, SLICE)):
        outcome = await house.database.write(lambda tx, rows=rows: take_in(tx, rows, now()))  # type: ignore[misc]
        added, known, ended = added + outcome.added, known + outcome.known, ended + outcome.ended
        refusals.add(outcome.refused)
        await asyncio.sleep(PAUSE)
    typer.echo(
        f"{added} places imported, {known} were here already, {ended} got their last day, {refusals.count} refused."
    )
    refusals.end()


def _account(settings: Settings) -> str:
    """The channel account to which telegram_ids belong, "" without a bot."""
    bot = settings.telegram_token.partition(":")[0]
    return f"telegram:{bot}" if bot else ""


def _say_ignored(table: Table) -> None:
    if table.ignored:
        complain(f"Columns that are not read: {', '.join(table.ignored)}")


class _Refusals:
    """Refusals printed as they come, one a line on stderr."""

    def __init__(self) -> None:
        self.count = 0

    def add(self, refusals: list[Refusal]) -> None:
        for refusal in refusals:
            self.count += 1
            if self.count <= MOST_SHOWN:
                complain(str(refusal))

    def end(self) -> None:
        """Exit code 1 when anything was refused."""
        if self.count > MOST_SHOWN:
            complain(f"... and {self.count - MOST_SHOWN} more")
        if self.count:
            raise typer.Exit(1)
