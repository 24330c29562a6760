"""`import people|windows FILE`: what is good is taken, what is not is named with its place and why."""

import asyncio
from itertools import islice
from pathlib import Path
from typing import Annotated

import typer

from commands.house import PAUSE, House, complain, now, progress, run
from config import Settings
from sheets.refusals import Refusal
from sheets.table import Table, read_table
from storage import bulk

app = typer.Typer(name="import", no_args_is_help=True, help="Bring people or group-buy windows in from a file.")

SLICE = 500
"""Rows in one transaction: with their search terms and households about 2,000 rows of the database."""

MOST_SHOWN = 1_000
"""Refusals printed; beyond that only their number is said."""

File = Annotated[Path, typer.Argument(metavar="FILE", help="The file to read.", exists=True, dir_okay=False)]


@app.command()
def people(file: File) -> None:
    """Import people from csv or xlsx: name, phone, village, grid, microgrid, door, roles, telegram_id, language.

    Only name and village are required of staff; a villager needs a door too. Roles are separated by a semicolon.
    Importing the same file twice changes nothing.
    """
    run(lambda house: _import_people(house, file))


@app.command()
def windows(file: File) -> None:
    """Import group-buy windows from json (a list of windows) or from csv or xlsx (a row an item).

    Importing the same file twice changes nothing.
    """
    run(lambda house: _import_windows(house, file))


async def _import_people(house: House, file: Path) -> None:
    from commands.people_import import Circumstances, Outcome, take_in
    from commands.people_matching import draft
    from sheets.people import COLUMNS, REQUIRED, PersonRow, read_person

    table = read_table(file, COLUMNS, REQUIRED)
    _say_ignored(table)
    given = Circumstances(_account(house.settings), house.settings.language, now())
    whole = Outcome()
    refusals = _Refusals()
    committing: asyncio.Task[Outcome] | None = None
    done = 0
    await house.database.write(bulk.prepare)

    async def finish() -> None:
        if committing is not None:
            outcome = await committing
            whole.added += outcome.added
            whole.known += outcome.known
            whole.unbound += outcome.unbound
            refusals.add(outcome.refused)

    with progress("importing people", table.estimate) as show:
        while rows := list(islice(table.rows, SLICE)):
            # The next slice is read while the last one is committed.
            read = [read_person(row) for row in rows]
            drafts = [draft(row) for row in read if isinstance(row, PersonRow)]
            await finish()
            refusals.add([row for row in read if isinstance(row, Refusal)])
            if committing is not None:
                await asyncio.sleep(PAUSE)
            committing = asyncio.create_task(
                house.database.write(lambda tx, drafts=drafts: take_in(tx, drafts, given))  # type: ignore[misc]
            )
            await asyncio.sleep(0)
            done += len(rows)
            show(done)
        await finish()
    if whole.unbound:
        complain(
            f"{whole.unbound} telegram_ids could not be bound: set TONGXIN_TELEGRAM_TOKEN and import the file again."
        )
    typer.echo(f"{whole.added} people imported, {whole.known} were here already, {refusals.count} rows refused.")
    refusals.end()


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
