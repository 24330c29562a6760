"""`purge`: removes the records whose time is over, or says how many there are."""

from pathlib import Path
from typing import Annotated

import typer

from commands.house import Access, House, now, run


def purge(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be removed.")] = False,
) -> None:
    """Remove what has been kept as long as the settings say; a running bot does it every hour."""
    run(lambda house: _purge(house, dry_run), Access.READ if dry_run else Access.CHANGE)


async def _purge(house: House, dry_run: bool) -> None:
    from broadcasts import purging
    from storage.files import FileStore

    zone, moment = house.settings.zone, now()
    if dry_run:
        found = await house.database.read(lambda tx: purging.due(tx, zone, moment))
    else:
        found = await purging.purge(house.database, zone, moment)
        found["files"] = await purging.forget_files(house.database, FileStore(Path(house.settings.files)), moment)
    for kind, count in found.items():
        typer.echo(f"{kind:<10}{count:>10,}")
    typer.echo("Nothing was removed: that is what would be." if dry_run else "That is removed.")
