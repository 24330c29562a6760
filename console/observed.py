"""The observation board: who is observed where, how their reports of fourteen days look, and who reports."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from console.house import House, Visitor, number
from console.rendering import page
from console.words import words
from domain.areas import Area, contains, ids_of
from domain.grades import Grade
from domain.permissions import Action
from domain.schedules import local_day
from domain.spans import DAY
from domain.strips import Day, Mark, counted, strip
from storage import areas, audit, observed
from storage.database import Transaction
from storage.observed import Entry, Row

PAGE = 200
ENDED_SINCE = 30 * DAY
"""Milliseconds for which whoever was released still stands on a list of their own."""

SHAPES = {
    Mark.OK: "●", Mark.ABNORMAL: "▲", Mark.MISSED: "✕", Mark.AWAY: "○", Mark.WAITING: "◔", Mark.AHEAD: "·",
}  # fmt: skip
"""Each mark has a shape of its own beside its colour: paper has none, and not everybody sees it."""

_DRAWN = {mark: f'<i class="{mark}">{shape}</i>' for mark, shape in SHAPES.items()}

FILTERS = ("red", "missing", "over", *Grade, "ended")


@dataclass(frozen=True, slots=True)
class Shown:
    """A line of the board."""

    row: Row
    day: int
    over: bool  #: its last day has passed
    grade: Grade
    strip: Markup
    counts: dict[Mark, int]


@dataclass(frozen=True, slots=True)
class Board:
    """`within`: the areas that can be chosen below the chosen one, each with its open cases. `area` None: all of a
    visitor's."""

    area: Area | None
    above: list[Area]
    within: list[tuple[Area, int]]
    counts: Counter[str]
    lines: list[Shown]
    found: int
    names: dict[int, str]  #: of the areas


async def show(house: House, request: Request, visitor: Visitor) -> Response | None:
    """For whoever sees to health there. Opening it is a look at everybody on it, which is written down."""
    asked, now = request.query_params, house.clock()
    paths = visitor.scope(Action.SEE_HEALTH)
    wanted, turned = number(asked.get("area", "")), min(number(asked.get("page", "")), 10_000)
    chosen = asked.get("show", "") if asked.get("show", "") in FILTERS else ""

    def find(tx: Transaction) -> Board | None:
        area = areas.get(tx, wanted) if wanted else None
        if wanted and (area is None or not visitor.may(Action.SEE_HEALTH, area.path)):
            return None
        if area is None and len(paths) == 1:
            area = areas.get(tx, ids_of(paths[0])[-1])
        return _board(tx, house, visitor, area, (area.path,) if area else paths, chosen, turned)

    board = await house.database.read(find) if paths else None
    if board is None:
        return None
    seen = [board.area.id] if board.area else [ids_of(path)[-1] for path in paths]
    await house.database.write(lambda tx: _note(tx, visitor, seen, now))
    base = {"area": board.area.id} if board.area else {}
    return page(
        house, visitor, "observed.html.j2", board=board, chosen=chosen, turned=turned, size=PAGE, shapes=SHAPES,
        filters=FILTERS, degrees=degrees,
        to=lambda **values: "/console/observed?" + urlencode(base | {k: v for k, v in values.items() if v}),
    )  # fmt: skip


def degrees(temperature: int | None) -> str:
    """37.3 ℃ of 3730; "" of none."""
    return "" if temperature is None else f"{temperature / 100:.1f}℃"


def drawn(days: tuple[Day, ...], counts: Mapping[Mark, int], table: Mapping[str, str]) -> Markup:
    """A column a day, its times from the top. What it says in words stands beside it."""
    inner = "".join(f"<span>{''.join([_DRAWN[due.mark] for due in day.dues])}</span>" for day in days)
    said = "，".join(f"{table[f'mark_{mark}']} {count}" for mark, count in counts.items())
    return Markup('<span class="strip" role="img" aria-label="{}">{}</span>').format(said, Markup(inner))


def _note(tx: Transaction, visitor: Visitor, seen: list[int], now: int) -> None:
    for area in seen:
        audit.note(tx, visitor.person.id, "see_observed", area, now)


def _board(
    tx: Transaction, house: House, visitor: Visitor, area: Area | None, paths: tuple[str, ...], chosen: str,
    turned: int,
) -> Board:  # fmt: skip
    now = house.clock()
    entries = [entry for path in paths for entry in observed.entries(tx, path, house.zone, now)]
    if chosen == "ended":
        keys = [key for path in paths for key in observed.over(tx, path, now - ENDED_SINCE)]
    else:
        keys = [entry.id for entry in entries if _stands(entry, chosen)]
    red = {entry.person for entry in entries if entry.red}
    listed = observed.rows(tx, keys[turned * PAGE : (turned + 1) * PAGE], house.zone, now, red)
    known = {each.id: each for path in paths for each in areas.within(tx, path)}
    above = areas.on_path(tx, area.path)[:-1] if area else []
    scope, table = visitor.scope(Action.SEE_HEALTH), words(visitor.person.language)
    return Board(
        area, [each for each in above if any(contains(path, each.path) for path in scope)],
        _below(area, known, entries), _counts(entries),
        [_shown(row, house, table, now) for row in listed], len(keys),
        {key: each.name for key, each in known.items()},
    )  # fmt: skip


def _stands(entry: Entry, chosen: str) -> bool:
    match chosen:
        case "":
            return True
        case "red" | "missing" | "over":
            return bool(getattr(entry, chosen))
        case _:
            return entry.grade == chosen


def _counts(entries: list[Entry]) -> Counter[str]:
    counts: Counter[str] = Counter(entry.grade.value for entry in entries)
    for name in ("red", "missing", "over"):
        counts[name] = sum(getattr(entry, name) for entry in entries)
    counts[""] = len(entries)
    return counts


def _below(area: Area | None, known: dict[int, Area], entries: list[Entry]) -> list[tuple[Area, int]]:
    """The villages of a district; the micro-grids of a village, or of everything that a visitor has."""
    kind = "village" if area and area.kind in ("district", "town") else "microgrid"
    counts: Counter[int] = Counter()
    for held, count in Counter(entry.area for entry in entries).items():
        for key in ids_of(known[held].path) if held in known else ():
            counts[key] += count
    below = [(each, counts[each.id]) for each in known.values() if each.kind == kind and counts[each.id]]
    return below if area is None or area.kind != "microgrid" else []


def _shown(row: Row, house: House, table: Mapping[str, str], now: int) -> Shown:
    case = row.case
    days = strip(case, row.results, house.zone, now)
    counts = counted(days)
    today = local_day(min(now, case.ended_at or now), house.zone)
    grade = case.stage_on(today).grade
    number = case.day_number(min(today, case.last))
    return Shown(row, number, today > case.last, grade, drawn(days, counts, table), counts)
