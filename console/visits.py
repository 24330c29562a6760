"""How much of each micro-grid was visited, and the households of one as the round sees them."""

from collections.abc import Callable
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from console.house import House, Visitor, number
from console.rendering import page
from console.roster import day_label, read_day
from domain.areas import Area, ids_of
from domain.permissions import Action
from domain.schedules import local_day
from domain.settings import Setting
from domain.visits import Home, Result, covered_since
from storage import areas, audit, settings, visits
from storage.database import Transaction
from storage.visits import Coverage

FILTERS: dict[str, Callable[[Home, str], bool]] = {
    "all": lambda home, today: True,
    "due": lambda home, today: home.last_day != today,
    "reason": lambda home, today: bool(home.reasons),
    "unmet": lambda home, today: home.last_result in (Result.NO_ANSWER, Result.REFUSED),
    "never": lambda home, today: not home.last_day,
}


@dataclass(frozen=True, slots=True)
class Seen:
    """An area of the page: its parts with how much of each was seen, or the households of a micro-grid."""

    area: Area | None
    names: dict[int, str]
    coverage: list[Coverage]
    homes: list[Home]
    days: int
    today: str

    @property
    def sums(self) -> Coverage:
        """All parts together."""
        rows = self.coverage
        return Coverage(
            0, *(sum(getattr(row, name) for row in rows) for name in ("homes", "covered", "today", "unmet", "never"))
        )


async def show(house: House, request: Request, visitor: Visitor) -> Response | None:
    """For whoever reports visits there. A micro-grid shows its households, which is a look at them."""
    asked, now = request.query_params, house.clock()
    paths, wanted = visitor.scope(Action.REPORT_VISIT), number(asked.get("area", ""))
    chosen = asked.get("show", "") if asked.get("show", "") in FILTERS else "all"

    def find(tx: Transaction) -> Seen | None:
        area = areas.get(tx, wanted) if wanted else None
        if wanted and (area is None or not visitor.may(Action.REPORT_VISIT, area.path)):
            return None
        if area is None and len(paths) == 1:
            area = areas.get(tx, ids_of(paths[0])[-1])
        seen = _seen(tx, house, area, (area.path,) if area else paths)
        audit.note(tx, visitor.person.id, "see_visits" if seen.homes else "see_coverage", _key(area, paths), now)
        return seen

    seen = await house.database.write(find) if paths else None
    if seen is None:
        return None
    homes = [home for home in seen.homes if FILTERS[chosen](home, seen.today)]
    return page(
        house, visitor, "visits.html.j2", seen=seen, homes=homes, chosen=chosen,
        counts={name: sum(fits(home, seen.today) for home in seen.homes) for name, fits in FILTERS.items()},
        dayed=lambda text: _dayed(visitor, text),
    )  # fmt: skip


def _key(area: Area | None, paths: tuple[str, ...]) -> int:
    return area.id if area else ids_of(paths[0])[-1]


def _seen(tx: Transaction, house: House, area: Area | None, paths: tuple[str, ...]) -> Seen:
    now = house.clock()
    today = local_day(now, house.zone).isoformat()
    days = settings.value(tx, Setting.VISIT_DAYS, paths[0], now)
    since = covered_since(today, days)
    known = {each.id: each.name for path in paths for each in areas.within(tx, path)}
    if area is not None and area.kind == "microgrid":
        homes = sorted(visits.homes(tx, area.path, today, now), key=lambda home: (not home.reasons, home.last_day))
        return Seen(area, known, visits.coverage(tx, area.path, since, today), homes, days, today)
    coverage = [each for path in paths for each in visits.coverage(tx, path, since, today)]
    coverage.sort(key=lambda each: (each.share, known.get(each.area, "")))
    return Seen(area, known, coverage, [], days, today)


def _dayed(visitor: Visitor, text: str) -> str:
    """A day as it is kept, as people say it."""
    day = read_day(text)
    return day_label(visitor.person.language, day) if day else ""
