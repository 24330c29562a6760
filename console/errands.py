"""Errands by where they stand, and one with all that happened to it; money laid out and not paid back."""

import base64
from dataclasses import dataclass, field

from starlette.requests import Request
from starlette.responses import Response

from broadcasts import errands as acts
from console.house import House, Visitor, number
from console.rendering import page
from domain.areas import Area, ids_of
from domain.errands import GOING_ON, REMEMBERED, Errand, Kind, Money, State
from domain.permissions import Action
from storage import advances, areas, audit, errands, register, sayings
from storage.advances import Owed
from storage.database import Transaction
from storage.errands import Event, Ill

LARGEST_PHOTO = 1_000_000
"""Bytes of a photo that is shown on the page itself."""


@dataclass(slots=True)
class Board:
    """All that stands on the page. `area` None: all of a visitor's."""

    area: Area | None
    offered: list[Area]
    lanes: dict[State, list[Errand]]
    over: list[Errand]
    money: dict[int, Money]
    ills: dict[int, Ill | None]
    owed: list[Owed]
    names: dict[int, str] = field(default_factory=dict)  #: of areas


@dataclass(frozen=True, slots=True)
class Whole:
    """One errand with its history."""

    errand: Errand
    events: list[Event]
    money: dict[int, Money]
    ill: Ill | None
    photos: dict[int, str]  #: by saying, as an address that holds the picture itself


async def show(house: House, request: Request, visitor: Visitor) -> Response | None:
    """For whoever sends people out; a look at everybody on it, which is written down."""
    wanted, now = number(request.query_params.get("area", "")), house.clock()
    paths = visitor.scope(Action.DISPATCH_ERRAND)

    def look(tx: Transaction) -> Board | None:
        area = areas.get(tx, wanted) if wanted else None
        if wanted and (area is None or not visitor.may(Action.DISPATCH_ERRAND, area.path)):
            return None
        seen = (area.path,) if area else paths
        for path in seen:
            audit.note(tx, visitor.person.id, "see_errands", ids_of(path)[-1], now)
        return _board(tx, area, paths, seen, now)

    board = await house.database.write(look) if paths else None
    if board is None:
        return None
    return page(house, visitor, "errands.html.j2", board=board, states=GOING_ON, now=now, medicine=Kind.MEDICINE)


async def one(house: House, request: Request, visitor: Visitor) -> Response | None:
    """One errand, for whoever sends people out there."""
    wanted, now = number(request.path_params["errand"]), house.clock()

    def look(tx: Transaction) -> Whole | None:
        errand = errands.get(tx, wanted)
        if errand is None or acts.sees(tx, visitor.person, errand) != "all":
            return None
        register.look(tx, visitor.person.id, errand.person, now)
        audit.note(tx, visitor.person.id, "see_errand", errand.person, now)
        events = errands.events(tx, errand.id)
        brought = {event.saying for event in events} - {0}
        photos = {saying: shown for saying in brought if (shown := _photo(tx, house, saying))}
        return Whole(errand, events, advances.of_errand(tx, errand.id), errands.ill(tx, errand.id), photos)

    whole = await house.database.write(look)
    if whole is None:
        return None
    return page(house, visitor, "errand.html.j2", whole=whole, errand=whole.errand, medicine=Kind.MEDICINE)


def _board(tx: Transaction, area: Area | None, paths: tuple[str, ...], seen: tuple[str, ...], now: int) -> Board:
    going = [errand for path in seen for errand in errands.going_on_in(tx, path)]
    lanes = {state: [errand for errand in going if errand.state is state] for state in GOING_ON}
    for found in lanes.values():
        found.sort(key=lambda errand: (-errand.late, errand.state_at))
    over = [errand for path in seen for errand in errands.over_in(tx, path, now - REMEMBERED)]
    offered = [each for path in paths for each in areas.within(tx, path) if each.kind != "unit"]
    return Board(
        area, offered, lanes, over, advances.of_errands(tx, [errand.id for errand in (*going, *over)]),
        {errand.id: errands.ill(tx, errand.id) for errand in going if errand.kind is Kind.MEDICINE},
        _owed(tx, seen), {each.id: each.name for each in offered},
    )  # fmt: skip


def _owed(tx: Transaction, seen: tuple[str, ...]) -> list[Owed]:
    """One line a worker, whatever the areas."""
    sums: dict[int, Owed] = {}
    for each in (each for path in seen for each in advances.owed_in(tx, path)):
        before = sums.get(each.person)
        sums[each.person] = Owed(each.person, each.name, each.fen + (before.fen if before else 0))
    return list(sums.values())


def _photo(tx: Transaction, house: House, saying: int) -> str:
    """The picture that a message brought, once it is kept; "" for none and for a very large one."""
    _, files = sayings.get(tx, saying) or ("", ())
    kept = next((sent for sent in files if sent.kind == "photo" and sent.kept), None)
    content = house.files.open(kept.reference) if kept else None
    if kept is None or content is None or len(content) > LARGEST_PHOTO:
        return ""
    return f"data:{kept.media_type or 'image/jpeg'};base64,{base64.b64encode(content).decode()}"
