"""People: found by a few letters or by area, one person's page, confirming a newcomer, links and their QR codes."""

from dataclasses import dataclass

import segno
from markupsafe import Markup
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from console.house import House, Visitor, number
from console.rendering import page
from console.statuses import NOTED
from domain.areas import Area, contains
from domain.observation import State
from domain.people import Person, Status
from domain.permissions import Action, may_invite, scope
from domain.replies import Reply
from nlu.names import query_ways
from storage import areas, audit, boards, households, links, observations, people, questions, register
from storage.boards import PastLine
from storage.database import Transaction
from storage.people import Found
from storage.register import Neighbour, Reached

NEWCOMERS = "newcomers"
"""The flow whose open questions ask workers about somebody new."""

PAGE = 100
FOUND = 30
_LONGEST_QUERY = 64
_FURTHEST_PAGE = 10_000


@dataclass(frozen=True, slots=True)
class Place:
    """An area as the list of people opens it: what it lies in, what lies in it, and its people by door."""

    area: Area
    above: list[Area]
    below: list[Area]
    people: list[Neighbour]


@dataclass(frozen=True, slots=True)
class Profile:
    """One person with what staff need to know of them."""

    person: Person
    areas: list[Area]
    part: str
    reached: list[Reached]
    orders: list[PastLine]
    trail: list[tuple[int, str, str, int]]
    roles: list[tuple[str, str]]  #: role and the name of its area
    away: bool  #: the household is, now
    back: int  #: when it is back, 0 when nobody said
    case: int  #: of observation that is open, 0 for none or for whoever does not see to health there


async def listing(house: House, request: Request, visitor: Visitor) -> Response | None:
    """Search, or the people of an area; both within what the visitor sees."""
    query = request.query_params.get("q", "").strip()[:_LONGEST_QUERY]
    paths = visitor.scope(Action.SEE_PERSON)
    if query:
        found = await house.database.read(lambda tx: _search(tx, query, paths))
        return page(house, visitor, "found.html.j2", query=query, found=found[:FOUND], most=FOUND)
    wanted = number(request.query_params.get("area", ""))
    turned = min(number(request.query_params.get("page", "")), _FURTHEST_PAGE)
    if "area" not in request.query_params and len(paths) > 1:
        roots = await house.database.read(lambda tx: [root for path in paths if (root := _area(tx, path))])
        return page(house, visitor, "areas.html.j2", query="", roots=roots)
    place = await house.database.read(lambda tx: _place(tx, visitor, wanted or _last(paths[0]), turned))
    return page(house, visitor, "people.html.j2", query="", place=place, turned=turned, size=PAGE) if place else None


async def one(house: House, request: Request, visitor: Visitor) -> Response | None:
    """One person. Opening the page is a look, which is written down."""
    subject, now = number(request.path_params["person"]), house.clock()

    def look(tx: Transaction) -> Profile | None:
        person = _seen(tx, visitor, subject)
        if person is None:
            return None
        register.look(tx, visitor.person.id, subject, now)
        return _profile(tx, person, now, _may(visitor, Action.SEE_HEALTH, person))

    profile = await house.database.write(look)
    if profile is None:
        return None
    may_note = bool(profile.person.household) and _may(visitor, Action.NOTE_STATUS, profile.person)
    home = profile.person.household if may_note else 0
    held = await house.database.read(lambda tx: households.holding(tx, home, now))
    return page(
        house, visitor, "person.html.j2", profile=profile, may_note=may_note, noted=NOTED, held=held,
        done=request.query_params.get("done", ""),
        may_confirm=_may(visitor, Action.CONFIRM_PERSON, profile.person),
        may_chat=_may_link(visitor, profile.person, "chat"),
        may_console=_may_link(visitor, profile.person, "console"),
    )  # fmt: skip


async def confirm(house: House, request: Request, visitor: Visitor, form: FormData) -> Response | None:
    """A worker says that somebody lives there; whoever was asked in chat is asked no longer, and the person is told.

    Whether a newcomer is the same as somebody on record is decided in chat, where both records are shown.
    """
    subject, now = number(request.path_params["person"]), house.clock()

    def work(tx: Transaction) -> str:
        person = _seen(tx, visitor, subject)
        if person is None or not _may(visitor, Action.CONFIRM_PERSON, person):
            return ""
        if any(asked.data.get("same") for asked in questions.open_about(tx, NEWCOMERS, subject)):
            return "in_chat"
        if people.confirm(tx, subject):
            audit.note(tx, visitor.person.id, "confirm_person", subject, now)
            questions.close_about(tx, NEWCOMERS, subject, "right", now)
            values = {"person": person, "worker": visitor.person}
            house.writer.write_to(tx, Reply("newcomers/welcome", values), subject, now)
        return "confirmed"

    done = await house.database.write(work)
    return RedirectResponse(f"/console/people/{subject}?done={done}", 303) if done else None


async def make_link(house: House, request: Request, visitor: Visitor, form: FormData) -> Response | None:
    """A new one-time link, shown once as text and as a QR code."""
    subject, now, purpose = number(request.path_params["person"]), house.clock(), request.path_params["purpose"]
    secret = house.make_secret()

    def work(tx: Transaction) -> Person | None:
        person = _seen(tx, visitor, subject)
        if person is None or not _may_link(visitor, person, purpose):
            return None
        links.add(tx, secret, purpose, subject, visitor.person.id, now)
        audit.note(tx, visitor.person.id, f"make_{purpose}_link", subject, now)
        return person

    person = await house.database.write(work)
    if person is None:
        return None
    link = f"{house.address}/{purpose}/enter/{secret}"
    code = segno.make(link, error="m", micro=False)
    drawn = Markup(code.svg_inline(scale=6, border=4, light="#fff", dark="#000", omitsize=True))
    return page(house, visitor, "link.html.j2", person=person, purpose=purpose, link=link, code=drawn)


def _search(tx: Transaction, query: str, paths: tuple[str, ...]) -> list[Found]:
    """Whom the first way finds that finds anybody, within the areas that the visitor sees."""
    for terms in query_ways(query):
        found = {each.id: each for path in paths for each in people.search_all(tx, terms, path, FOUND)}
        present = [each for each in found.values() if each.state != "gone"]
        if present:
            return present
    return []


def _may_link(visitor: Visitor, person: Person, purpose: str) -> bool:
    if purpose not in ("chat", "console") or not may_invite(visitor.person, person):
        return False
    return purpose == "chat" or bool(scope(person, Action.ENTER_CONSOLE))


def _may(visitor: Visitor, action: Action, person: Person) -> bool:
    return visitor.may(action, person.area_path or person.village_path)


def _seen(tx: Transaction, visitor: Visitor, subject: int) -> Person | None:
    person = people.get(tx, subject)
    return person if person and _may(visitor, Action.SEE_PERSON, person) else None


def _profile(tx: Transaction, person: Person, now: int, sees_health: bool) -> Profile:
    path = person.area_path or person.village_path
    household = households.get(tx, person.household) if person.household else None
    posts = [(post.role.value, area.name if (area := areas.get(tx, post.area)) else "") for post in person.roles]
    held = households.holding(tx, person.household, now) if person.household else {}
    open_cases = (case.id for case in observations.of_person(tx, person.id) if case.state is State.OPEN)
    return Profile(
        person, areas.on_path(tx, path), household.part if household else "", register.addresses(tx, person.id),
        boards.of_person(tx, person.village, person.id), audit.about(tx, person.id, 20), posts,
        Status.AWAY in held, held.get(Status.AWAY) or 0, next(open_cases, 0) if sees_health else 0,
    )  # fmt: skip


def _place(tx: Transaction, visitor: Visitor, area_id: int, turned: int) -> Place | None:
    area = areas.get(tx, area_id)
    if area is None or not any(contains(path, area.path) for path in visitor.scope(Action.SEE_PERSON)):
        return None
    above = areas.on_path(tx, area.path)
    village = next((each.id for each in above if each.kind == "village"), 0)
    listed = register.in_area(tx, village, area.path, turned * PAGE, PAGE + 1) if village else []
    seen = visitor.scope(Action.SEE_PERSON)
    around = [each for each in above[:-1] if any(contains(path, each.path) for path in seen)]
    return Place(area, around, areas.children(tx, area.id), listed)


def _area(tx: Transaction, path: str) -> Area | None:
    return areas.get(tx, _last(path))


def _last(path: str) -> int:
    return int(path.rstrip("/").rpartition("/")[2])
