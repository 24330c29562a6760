"""The ledger of a notice: the silent of one micro-grid by name, and everybody as a spreadsheet."""

import asyncio
from collections.abc import AsyncIterator
from tempfile import TemporaryFile
from typing import IO

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from console.house import House, Visitor, number
from console.ledger_sheet import Wanted, write, write_alone
from console.notices import Sending, sending_of
from console.rendering import page
from console.windows import MEDIA_TYPES
from domain.notices import Broadcast, Standing
from sheets.writing import Format
from storage import areas, audit, ledgers
from storage.database import Transaction

_CHUNK = 1 << 16

FEW = 1_000
"""People whose sheet is written sooner than a process has started; it holds a turn up for no longer than that."""


async def silent(house: House, request: Request, visitor: Visitor) -> Response | None:
    """Who of a micro-grid has not answered, by door; area 0: those behind no known door."""
    sending = await _seen(house, request, visitor, "see_ledger")
    if sending is None or sending.broadcast is None:
        return None
    area, broadcast = number(request.path_params["area"]), sending.broadcast.id

    def find(tx: Transaction) -> tuple[str, list[Standing]]:
        found = areas.get(tx, area) if area else None
        if found is None:
            return "", ledgers.without_door(tx, broadcast)
        return found.name, ledgers.of_area(tx, broadcast, area)

    name, standing = await house.database.read(find)
    return page(
        house, visitor, "notice_silent.html.j2", sending=sending, area_name=name,
        silent=_silent(standing, sending.notice.counted),
    )  # fmt: skip


async def export(house: House, request: Request, visitor: Visitor) -> Response | None:
    """Everybody of the ledger, by micro-grid and door. It is written into a file on disk a piece at a time, so that
    a whole district needs little memory."""
    kind = request.path_params["kind"]
    sending = await _seen(house, request, visitor, "export_ledger") if kind in MEDIA_TYPES else None
    if sending is None or sending.broadcast is None:
        return None
    target: IO[bytes] = TemporaryFile()  # noqa: SIM115 - it lives until the response is sent
    try:
        await _write(house, visitor, sending.broadcast, Format(kind), target)
    except BaseException:
        target.close()
        raise
    name = f"tongxin-notice-{sending.notice.number}.{kind}"
    size = target.tell() if target.seek(0, 2) else 0
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Content-Length": str(size)}
    return StreamingResponse(_pieces(target), media_type=MEDIA_TYPES[Format(kind)], headers=headers)


async def _write(house: House, visitor: Visitor, broadcast: Broadcast, kind: Format, target: IO[bytes]) -> None:
    wanted = Wanted(broadcast.id, visitor.person.language, house.zone.key, kind.value)
    if broadcast.people > FEW:
        await write_alone(house.database.url, wanted, target)
    else:
        await write(house.database, wanted, target)


async def _pieces(target: IO[bytes]) -> AsyncIterator[bytes]:
    target.seek(0)
    try:
        while piece := await asyncio.to_thread(target.read, _CHUNK):
            yield piece
    finally:
        target.close()


def _silent(standing: list[Standing], counted: str) -> list[Standing]:
    """Who has neither answered nor been told; where households count, one answer spares the door."""
    done = ("answered", "told")
    heard = {each.household for each in standing if each.household and each.state in done}
    return [
        each for each in standing
        if each.state not in (*done, "cancelled", "expired")
        and not (counted == "household" and each.household in heard)
    ]  # fmt: skip


async def _seen(house: House, request: Request, visitor: Visitor, deed: str) -> Sending | None:
    """The sending, once the look at its people is written down."""
    now = house.clock()
    sending = await house.database.read(lambda tx: sending_of(tx, visitor, request))
    broadcast = sending.broadcast if sending else None
    if broadcast is not None:
        await house.database.write(lambda tx: audit.note(tx, visitor.person.id, deed, broadcast.id, now))
    return sending
