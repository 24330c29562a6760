"""`sample`: an invented village or district, to try everything on."""

from __future__ import annotations

import asyncio
import gc
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from commands.house import House, Refused, now, progress, run
from storage import people

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from commands.sample_people import Gathered
    from storage.database import Transaction


class Size(StrEnum):
    VILLAGE = "village"
    DISTRICT = "district"


def sample(size: Annotated[Size, typer.Option("--size", help="How large.")] = Size.VILLAGE) -> None:
    """Fill an empty database with an invented village (45 households) or district (420,000 people)."""
    run(lambda house: _sample(house, size))


async def _sample(house: House, size: Size) -> None:
    present = await house.database.read(people.count)
    if present:
        typer.echo(
            f"Nothing was done: {house.settings.shown_database} has {present:,} people already. "
            "For a fresh sample name an empty database in TONGXIN_DATABASE."
        )
        return
    await (_village(house) if size is Size.VILLAGE else _district(house))


async def _village(house: House) -> None:
    from commands.sample_village import VILLAGE, make_village

    made = await make_village(house.database, now(), house.settings.zone)
    if made is None:
        raise Refused("Somebody else is filling this database; nothing was done.")
    count = await house.database.read(people.count)
    typer.echo(f"{VILLAGE} is there: 45 households, {count} people, one open window ({made.window}).")


def _write(tx: Transaction, gathered: Gathered, now: int, zone: ZoneInfo) -> None:
    from commands.sample_observed import observe_each

    gathered.write(tx, now)
    observe_each(tx, gathered, now, zone)


async def _district(house: House) -> None:
    from commands.sample_district import DISTRICT, HOUSEHOLDS, PEOPLE, gather, make_areas, open_windows

    # Millions of short-lived objects and no cycle among them: looking for some costs a tenth of the whole.
    gc.disable()
    begun, zone = now(), house.settings.zone
    microgrids = await house.database.write(make_areas)
    written: asyncio.Task[None] | None = None
    done = 0
    with progress("people", PEOPLE) as show:
        for gathered in gather(house.database.ids, microgrids):
            # The next slice is invented while the last one is committed.
            if written is not None:
                await written
            done += len(gathered.people)
            show(done)
            written = asyncio.create_task(
                house.database.write(lambda tx, gathered=gathered: _write(tx, gathered, begun, zone))  # type: ignore[misc]
            )
            await asyncio.sleep(0)
        if written is not None:
            await written
    villages = await house.database.write(lambda tx: open_windows(tx, microgrids, now(), house.settings.zone))
    seconds = (now() - begun) / 1000
    typer.echo(
        f"{DISTRICT} is there: {villages} villages, {len(microgrids):,} micro-grids, {HOUSEHOLDS:,} households, "
        f"{done:,} people, a window in each village. It took {seconds:.0f} seconds."
    )
