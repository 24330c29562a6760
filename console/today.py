"""The day's figures of an area, each with the list of what it counts; for a phone at half past ten, and for paper."""

from datetime import date
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from console.house import House, Visitor, number
from console.rendering import page
from console.roster import day_label, read_day, today
from domain.areas import Area, contains, ids_of
from domain.permissions import Action
from storage import areas, audit, tallies
from storage.database import Transaction

PAGE = 200
LINKS = {
    "persons": "/console/people/{}", "observed": "/console/observed/{}", "errands": "/console/errands/{}",
}  # fmt: skip
"""Where a line's own page is."""


async def show(house: House, request: Request, visitor: Visitor) -> Response | None:
    """For whoever answers for the figures of an area."""
    day = min(read_day(request.query_params.get("day", "")) or today(house), today(house))
    wanted = number(request.query_params.get("area", ""))

    def find(tx: Transaction) -> tuple[tallies.Tally, list[Area], list[Area]] | None:
        area = _area(tx, visitor, wanted)
        if area is None:
            return None
        scope = visitor.scope(Action.SEE_TALLIES)
        above = [each for each in areas.on_path(tx, area.path)[:-1] if any(contains(p, each.path) for p in scope)]
        return tallies.tally(tx, area, day, house.zone), above, areas.children(tx, area.id)

    found = await house.database.read(find)
    if found is None:
        return None
    tally, above, below = found
    return page(
        house, visitor, "today.html.j2", tally=tally, above=above, below=below, latest=today(house),
        dayed=day_label(visitor.person.language, tally.day),
    )  # fmt: skip


async def listing(house: House, request: Request, visitor: Visitor) -> Response | None:
    """What one figure counts: of the day alone, all until its end, or what of all is not over. Opening it is a look,
    which is written down."""
    asked, name, now = request.query_params, request.path_params["figure"], house.clock()
    day = min(read_day(asked.get("day", "")) or today(house), today(house))
    going = name in tallies.NOT_OVER and bool(asked.get("open"))
    first: date | None = None if asked.get("all") or going else day
    wanted, turned = number(asked.get("area", "")), min(number(asked.get("page", "")), 10_000)
    if name not in tallies.FIGURES:
        return None

    def find(tx: Transaction) -> tuple[Area, list[tallies.Line]] | None:
        area = _area(tx, visitor, wanted)
        if area is None or not visitor.may(Action.SEE_HEALTH, area.path):
            return None
        audit.note(tx, visitor.person.id, f"list_{name}", area.id, now)
        return area, tallies.lines(tx, name, area, first, day, house.zone, turned * PAGE, PAGE + 1, going)

    found = await house.database.write(find)
    if found is None:
        return None
    area, lines = found
    query = {"area": area.id, "day": day, **({"open": 1} if going else {"all": 1} if first is None else {})}
    return page(
        house, visitor, "listed.html.j2", area=area, name=name, day=day,
        dayed=day_label(visitor.person.language, day), lines=lines[:PAGE],
        heading="listed_open" if going else "listed_new" if first else "listed_all",
        turned=turned, more=len(lines) > PAGE, link=LINKS.get(name, ""),
        to=lambda turned: f"/console/today/{name}?" + urlencode(query | {"page": turned}),
    )  # fmt: skip


def _area(tx: Transaction, visitor: Visitor, wanted: int) -> Area | None:
    """The area that was asked for, or else the visitor's own; None for one that is not theirs."""
    paths = visitor.scope(Action.SEE_TALLIES)
    area = areas.get(tx, wanted or ids_of(paths[0])[-1]) if paths else None
    return area if area and visitor.may(Action.SEE_TALLIES, area.path) else None
