"""Notices: the list, and the board of one with its figures live and the doors that are silent."""

import hashlib
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from broadcasts import deciding
from broadcasts.sending import may_decide
from broadcasts.spoken import spoken
from console.figures import STATES, Figures
from console.house import LARGEST_ID, House, Visitor, number
from console.rendering import page
from domain.areas import Area
from domain.audiences import from_json
from domain.messages import Operation
from domain.notices import Broadcast, Notice, Standing, State
from domain.permissions import Action
from storage import areas, audit, broadcasts, ledgers, notice_answers, notices, people, recipients, settings
from storage.database import Transaction
from storage.ledgers import Listed, Part
from storage.people import BEYOND

PAGE = 30

MOST_NAMED = 300
"""Silent people that stand by name on a board; of more the micro-grids are listed, each with a page of its own."""

MOST_PARTS = 60
"""Micro-grids on a board; of more the areas above them."""

MOST_COUNTED = 2_000
"""People of a notice up to whom the list says how many have answered."""


@dataclass(frozen=True, slots=True)
class Sending:
    """A notice, where it is at home, and the one of its sendings that is looked at; None while it has none."""

    notice: Notice
    area: Area
    sendings: tuple[Broadcast, ...]
    broadcast: Broadcast | None


@dataclass(frozen=True, slots=True)
class Group:
    """A line of a board: a micro-grid, or an area above many; `silent_people` by door where they are few."""

    area: int
    name: str
    everybody: int
    answered: int
    silent: int
    small: bool  #: a micro-grid, which has a page of names
    silent_people: tuple[Standing, ...] = ()


async def listing(house: House, request: Request, visitor: Visitor) -> Response | None:
    """Notices of the visitor's areas, the newest first; None for who sends none."""
    paths = visitor.scope(Action.SEND_NOTICE)
    if not paths:
        return None
    before = number(request.query_params.get("before", "")) or LARGEST_ID

    def find(tx: Transaction) -> list[Listed]:
        found = {each.id: each for path in paths for each in ledgers.listed(tx, path, before, PAGE + 1)}
        return sorted(found.values(), key=lambda each: -each.id)

    found = (await house.database.read(find))[: PAGE + 1]
    waiting, unread, answered = await house.database.read(lambda tx: (
        _waiting(tx, visitor), sum(notice_answers.unread(tx, path) for path in paths), _answered(tx, found)
    ))  # fmt: skip
    return page(
        house, visitor, "notices.html.j2", listed=found[:PAGE], more=len(found) > PAGE, waiting=waiting,
        unread=unread, answered=answered, areas=len({each.area for each in found}),
        done=request.query_params.get("done", ""),
    )  # fmt: skip


def _answered(tx: Transaction, found: list[Listed]) -> dict[int, tuple[int, int]]:
    """How many of each have answered, where that is soon counted."""
    few = [each for each in found if each.people <= MOST_COUNTED]
    return {each.id: ledgers.answered(tx, each.broadcast, each.counted) for each in few if each.operation == "send"}


def sending_of(tx: Transaction, visitor: Visitor, request: Request) -> Sending | None:
    """The notice of an address, if the visitor may see it: they lead its area, or it waits for their word."""
    notice = notices.get(tx, number(request.path_params["notice"]))
    area = areas.get(tx, notice.area) if notice else None
    if notice is None or area is None or not visitor.sends_notices:
        return None
    sendings = tuple(broadcasts.of_notice(tx, notice.id))
    if not visitor.may(Action.SEND_NOTICE, area.path) and not any(
        decides(tx, visitor, each, notice) for each in sendings
    ):
        return None
    wanted = number(request.query_params.get("of", ""))
    chosen = next((each for each in sendings if each.id == wanted), None)
    return Sending(notice, area, sendings, chosen or next(iter(_sent(sendings)), None))


def decides(tx: Transaction, visitor: Visitor, broadcast: Broadcast, notice: Notice) -> bool:
    """Whether a broadcast waits for the visitor's word."""
    return broadcast.state is State.WAITING and may_decide(tx, visitor.person, broadcast, notice)


def _waiting(tx: Transaction, visitor: Visitor) -> list[tuple[Broadcast, Notice]]:
    """What waits for the visitor's word, the oldest first."""
    found = [(each, notices.get(tx, each.notice)) for each in broadcasts.in_state(tx, State.WAITING)]
    return [(each, notice) for each, notice in found if notice and decides(tx, visitor, each, notice)]


def _sent(sendings: tuple[Broadcast, ...]) -> tuple[Broadcast, ...]:
    """Those that say something come before those that take it back."""
    return tuple(sorted(sendings, key=lambda each: (each.operation is Operation.WITHDRAW, -each.id)))


async def board(house: House, request: Request, visitor: Visitor) -> Response | None:
    """One notice. To see who is silent is a look at these people, and stands in the record."""
    sending = await house.database.read(lambda tx: sending_of(tx, visitor, request))
    if sending is None:
        return None
    now, broadcast = house.clock(), sending.broadcast
    if broadcast is not None:
        await house.database.write(lambda tx: audit.note(tx, visitor.person.id, "see_ledger", broadcast.id, now))
    shown = await shown_of(house, request, visitor, sending)

    def find(tx: Transaction) -> tuple[dict[int, str], bool, dict[str, object]]:
        asked = broadcast is not None and decides(tx, visitor, broadcast, sending.notice)
        return _names(tx, sending), asked, spoken(tx, from_json(sending.notice.audience), sending.area.path)

    names, asked, audience = await house.database.read(find)
    to = house.writer.templates.render(visitor.person.language, "notices/audience", {"audience": audience})
    return page(
        house, visitor, "notice_board.html.j2", 200, **shown, names=names, decides=asked, to=to,
        etag=_etag(visitor, shown), done=request.query_params.get("done", ""),
        n_done=number(request.query_params.get("n", "")),
    )  # fmt: skip


async def live(house: House, request: Request, visitor: Visitor) -> Response | None:
    """What an open board asks for every second or so: its changing part, or 304."""
    sending = await house.database.read(lambda tx: sending_of(tx, visitor, request))
    if sending is None:
        return None
    shown = await shown_of(house, request, visitor, sending)
    etag = _etag(visitor, shown)
    if request.headers.get("if-none-match", "").removeprefix("W/") == etag:
        return Response(status_code=304, headers={"ETag": etag})
    answer = page(house, visitor, "notice_live.html.j2", 200, **shown)
    answer.headers["ETag"] = etag
    return answer


async def shown_of(house: House, request: Request, visitor: Visitor, sending: Sending) -> dict[str, object]:
    """What the live part of a board shows."""
    broadcast = sending.broadcast
    if broadcast is None:
        return {"sending": sending, "figures": None, "groups": (), "undecided": (), "states": STATES, "within": None,
                "quiet": False}  # fmt: skip
    figures = await house.glances.of(house.database, sending.notice, broadcast, house.clock)
    inside = number(request.query_params.get("within", ""))

    def find(tx: Transaction) -> tuple[Area | None, tuple[Group, ...], tuple[Standing, ...], bool]:
        area = areas.get(tx, inside) if inside else None
        undecided = deciding.undecided(tx, broadcast.id) if figures.counts.get("unknown") else ()
        quiet = settings.is_quiet(tx, sending.area.path, house.zone, house.clock()) and not sending.notice.emergency
        return area, _groups(tx, sending, figures, area or sending.area), undecided, quiet

    within, groups, undecided, quiet = await house.database.read(find)
    return {
        "sending": sending, "figures": figures, "groups": groups, "undecided": undecided, "states": STATES,
        "within": within, "quiet": quiet,
    }  # fmt: skip


def _groups(tx: Transaction, sending: Sending, figures: Figures, area: Area) -> tuple[Group, ...]:
    """The micro-grids of an area, or the areas between where they are many; who lives elsewhere has a line too."""
    whole = area.id == sending.area.id
    parts = [part for part in figures.parts if whole or part.path.startswith(area.path)]
    if len(parts) > MOST_PARTS:
        return _rolled(tx, parts, area)
    broadcast, counted = sending.broadcast, sending.notice.counted
    silent: dict[int, list[Standing]] = {}
    if broadcast is not None and sum(part.silent for part in parts) <= MOST_NAMED:
        low, high = ("", BEYOND) if whole else (area.path, area.path + BEYOND)
        for each in recipients.silent(tx, broadcast.id, counted, low, high, MOST_NAMED * 4):
            silent.setdefault(each.area, []).append(each)
    return tuple(
        Group(
            part.area, f"{part.grid} {part.name}".strip() if part.grid not in part.name else part.name,
            part.everybody, part.answered, part.silent, True, tuple(silent.get(part.area, ())),
        )
        for part in parts
    )  # fmt: skip


def _rolled(tx: Transaction, parts: list[Part], area: Area) -> tuple[Group, ...]:
    """Added up for each area below one; those outside it stand together under their own names."""
    rolled: dict[int, list[Part]] = {}
    for part in parts:
        below = part.path.removeprefix(area.path) if part.path.startswith(area.path) else part.path
        rolled.setdefault(int(below.partition("/")[0] or part.area), []).append(part)
    found = [(key, areas.get(tx, key), inner) for key, inner in rolled.items()]
    return tuple(
        Group(
            key, place.name if place else "", sum(part.everybody for part in inner),
            sum(part.answered for part in inner), sum(part.silent for part in inner),
            [part.area for part in inner] == [key],
        )
        for key, place, inner in found
    )  # fmt: skip


def _names(tx: Transaction, sending: Sending) -> dict[int, str]:
    """Those who had a hand in it, by id."""
    wanted = {sending.notice.author}
    for each in sending.sendings:
        wanted |= {each.made_by, each.approved_by}
    found = {person: people.get(tx, person) for person in wanted if person}
    return {person: known.name for person, known in found.items() if known}


def _etag(visitor: Visitor, shown: dict[str, object]) -> str:
    sending = shown["sending"]
    assert isinstance(sending, Sending)
    seen = (sending.broadcast, shown["figures"], shown["groups"], shown["undecided"], visitor.person.language)
    return f'"{hashlib.sha256(repr(seen).encode()).hexdigest()[:24]}"'
