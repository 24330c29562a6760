"""The ledger of a notice: the silent of one micro-grid by name, and everybody as a spreadsheet."""

import asyncio
import time
from collections.abc import AsyncIterator
from datetime import datetime
from functools import partial
from tempfile import TemporaryFile
from typing import IO

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from console.house import House, Visitor, number
from console.names import failure_of
from console.notices import Sending, sending_of
from console.rendering import page
from console.windows import MEDIA_TYPES
from console.words import in_english, words
from domain.notices import Standing
from sheets.writing import Cell, Format, SheetWriter, open_sheet
from storage import areas, audit, ledgers, people
from storage.database import Transaction

_HEADING = (
    "microgrid", "door", "name", "phone", "state", "answer", "answered_at", "sent_at", "failure", "told_by",
)  # fmt: skip
_CHUNK = 1 << 16

BREATH = 25
"""Rows after which the interpreter is let go of for a moment: a turn that waits for it is not held up for long."""

AT_ONCE = 20
"""Micro-grids read in one look, and written before the next: other work has its turn in between."""


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
        await _write(house, visitor, sending, Format(kind), target)
    except BaseException:
        target.close()
        raise
    name = f"tongxin-notice-{sending.notice.number}.{kind}"
    size = target.tell() if target.seek(0, 2) else 0
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Content-Length": str(size)}
    return StreamingResponse(_pieces(target), media_type=MEDIA_TYPES[Format(kind)], headers=headers)


async def _write(house: House, visitor: Visitor, sending: Sending, kind: Format, target: IO[bytes]) -> None:
    w = words(visitor.person.language)
    sheet = await asyncio.to_thread(open_sheet, kind, target, [w[name] for name in _HEADING])
    writing = _Rows(house, visitor, sending, sheet)
    broadcast = sending.broadcast
    assert broadcast is not None
    parts = await house.database.read(lambda tx: ledgers.by_area(tx, broadcast.id, "person"))
    places = [part.area for part in parts if part.area]
    for first in range(0, len(places), AT_ONCE):
        await house.database.read(partial(writing.areas, places=places[first : first + AT_ONCE]))
    after: int | None = 0
    while after is not None:
        after = await house.database.read(partial(writing.without_door, after=after))
    await asyncio.to_thread(sheet.close)


class _Rows:
    """Writes rows into a sheet while they are read. Who told somebody is looked up once."""

    def __init__(self, house: House, visitor: Visitor, sending: Sending, sheet: SheetWriter) -> None:
        self._zone, self._sheet, self._sending = house.zone, sheet, sending
        self._language = visitor.person.language
        self._words = words(self._language)
        self._labels = {choice.value: choice.label(self._language[:2]) for choice in sending.notice.choices}
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
        for place, each in enumerate(found):
            self._sheet.write(self._row(tx, each))
            if place % BREATH == 0:
                time.sleep(0.0001)

    @property
    def _broadcast(self) -> int:
        return self._sending.broadcast.id if self._sending.broadcast else 0

    def _row(self, tx: Transaction, each: Standing) -> tuple[Cell, ...]:
        if each.told_by not in self._names:
            worker = people.get(tx, each.told_by)
            self._names[each.told_by] = worker.name if worker else ""
        why = failure_of(each.failure)[0][in_english(self._language)] if each.state == "failed" else ""
        return (
            each.area_name, each.door, each.name, each.phone, self._words[f"ledger_{each.state}"],
            self._labels.get(each.answer, each.answer), self._time(each.answered_at), self._time(each.sent_at), why,
            self._names[each.told_by],
        )  # fmt: skip

    def _time(self, at: int | None) -> str:
        if at is None:
            return ""
        return datetime.fromtimestamp(at / 1000, self._zone).isoformat(" ", timespec="seconds")[:19]


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
