"""What every command needs: the settings and the open database, and plain words when something is wrong."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum

import typer

import config
from config import Settings
from sheets.refusals import SheetRefused
from storage.database import Database, DatabaseUnavailable
from storage.migrate import MigrationRefused
from storage.opening import open_database, read_place
from storage.reading import open_for_reading

PAUSE = 0.02
"""Seconds between two slices, in which a bot that runs on the same database has its turn."""


@dataclass(frozen=True, slots=True)
class House:
    """The settings and the open database of one command."""

    settings: Settings
    database: Database


class Access(Enum):
    """What a command wants of the database."""

    READ = "read"  #: only looks: nothing is written, so it works on a full disk and beside everything
    CHANGE = "change"  #: writes to a village that must be there
    MAKE = "make"  #: makes the database where there is none


class Refused(Exception):
    """A command cannot do what it was asked; the message says why and what to do."""


def now() -> int:
    """Epoch milliseconds."""
    return int(time.time() * 1000)


def complain(text: str) -> None:
    """A line about what is wrong, on stderr."""
    typer.secho(text, err=True, fg="red")


def run(work: Callable[[House], Awaitable[None]], access: Access = Access.MAKE) -> None:
    """Does a command's work on the open database; what is wrong becomes a line on stderr and exit code 1."""
    try:
        asyncio.run(_run(work, access))
    except (
        Refused, SheetRefused, config.WrongSettings, DatabaseUnavailable, MigrationRefused,
    ) as error:  # fmt: skip
        complain(str(error))
        raise typer.Exit(1) from None
    except KeyboardInterrupt:
        complain("Stopped. What was committed before stays.")
        raise typer.Exit(130) from None


async def _run(work: Callable[[House], Awaitable[None]], access: Access) -> None:
    settings = config.load()
    if access is Access.READ:
        database = await open_for_reading(settings.database, now)
    else:
        database = await open_database(settings.database, now, must_be_there=access is Access.CHANGE)
    try:
        await work(House(settings, database))
    except DatabaseUnavailable as error:
        raise DatabaseUnavailable(read_place(settings.database).explain(error)) from error
    finally:
        await database.close()


@contextmanager
def progress(label: str, total: int) -> Iterator[Callable[[int], None]]:
    """Shows how far a command is, on stderr and only when somebody looks; takes the number done so far."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal, transient=True) as bar:
        task = bar.add_task(label, total=total)
        yield lambda done: bar.update(task, completed=done, total=max(total, done))
