"""Shifts by post and person over a period: stood, hours, late, missed; on a page and as a file."""

import io
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from starlette.requests import Request
from starlette.responses import Response

from broadcasts.posts import seen
from console.house import House, Visitor, number
from console.rendering import page
from console.roster import choose_area, day_label, hours, read_day, today
from console.windows import MEDIA_TYPES
from console.words import words
from domain.areas import Area
from domain.shifts import Duty, Tally, day_bounds, tallies
from domain.spans import HOUR
from sheets.writing import Format, open_sheet
from storage import audit
from storage.database import Transaction

_HEADING = ("post", "name", "shifts_stood", "shift_hours", "shifts_late", "shifts_missed", "shifts_ahead")


@dataclass(frozen=True, slots=True)
class Counted:
    """The duties of a period that the visitor may count."""

    area: Area
    offered: list[Area]
    first: date
    last: date
    duties: list[Duty]


async def show(house: House, request: Request, visitor: Visitor) -> Response | None:
    """The tallies, and each shift that was missed."""
    counted = await _count(house, request, visitor, "see_roster")
    if counted is None:
        return None
    now = house.clock()
    missed = [duty for duty in counted.duties if duty.missed(now)]

    def when_was(duty: Duty) -> str:
        return f"{day_label(visitor.person.language, _day(house, duty))} {hours(house, visitor, duty.shift)}"

    return page(
        house, visitor, "tallies.html.j2", counted=counted, by_person=tallies(counted.duties, now),
        by_post=tallies(counted.duties, now, by_post=True), missed=missed, when_was=when_was,
    )  # fmt: skip


async def sheet(house: House, request: Request, visitor: Visitor) -> Response | None:
    """A row for each person at each post."""
    kind = request.path_params["kind"]
    counted = await _count(house, request, visitor, "export_roster") if kind in MEDIA_TYPES else None
    if counted is None:
        return None
    table, target, now = words(visitor.person.language), io.BytesIO(), house.clock()
    rows = open_sheet(Format(kind), target, [table[name] for name in _HEADING])
    for post in tallies(counted.duties, now, by_post=True):
        for tally in tallies([duty for duty in counted.duties if duty.shift.post == post.key], now):
            rows.write((post.name, tally.name, *_numbers(tally)))
    rows.close()
    file = f'attachment; filename="tongxin-shifts-{counted.first}-{counted.last}.{kind}"'
    return Response(
        target.getvalue(), media_type=MEDIA_TYPES[Format(kind)], headers={"Content-Disposition": file}
    )


def _numbers(tally: Tally) -> tuple[Decimal, ...]:
    hours_stood = (Decimal(tally.time) / HOUR).quantize(Decimal("0.1")).normalize()
    counts = (Decimal(count) for count in (tally.late, tally.missed, tally.ahead))
    return (Decimal(tally.stood), Decimal(f"{hours_stood:f}"), *counts)


async def _count(house: House, request: Request, visitor: Visitor, deed: str) -> Counted | None:
    """A month so far, unless other days are asked for; None where the visitor leads and makes nothing."""
    last = read_day(request.query_params.get("last", "")) or today(house)
    first = read_day(request.query_params.get("first", "")) or last.replace(day=1)
    first, last = min(first, last), max(first, last)
    wanted, now = number(request.query_params.get("area", "")), house.clock()

    def find(tx: Transaction) -> Counted | None:
        area, offered = choose_area(tx, visitor, wanted)
        if area is None:
            return None
        since, until = day_bounds(first, house.zone)[0], day_bounds(last, house.zone)[1]
        found = [each for each in seen(tx, visitor.person, since, until, now, area.id) if each.phones]
        if not (found or offered):
            return None
        if deed != "see_roster":
            audit.note(tx, visitor.person.id, deed, area.id, now)
        duties = [each.duty for each in found if since <= each.duty.shift.starts_at]
        return Counted(area, offered, first, last, duties)

    return await house.database.write(find)


def _day(house: House, duty: Duty) -> date:
    return datetime.fromtimestamp(duty.shift.starts_at / 1000, house.zone).date()
