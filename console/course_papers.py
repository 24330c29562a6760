"""The papers of an observation: the 告知书 to be signed, the 解除通知单; for the browser's printer and as PDF.

What the house does not keep (sex, identity number, employer) is a line to be filled in by hand.
"""

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from broadcasts.observed import Card, card, may, path_of
from console import rendering
from console.house import House, Visitor, number
from console.printing import NoPdf, offered, pdf
from console.roster import read_day
from console.words import in_english, words
from domain.areas import Area
from domain.observation import Observation, State
from domain.people import Person, Role
from domain.permissions import Action
from domain.schedules import local_day
from domain.settings import Setting
from storage import areas, audit, observations, observed, people, settings
from storage.database import Transaction
from templates.render import LANGUAGES

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
          "November", "December")  # fmt: skip
PAGE = "observation_paper.html.j2"
PAPERS = {"notice": "see_observation_notice", "release": "see_observation_release"}
"""Each with the name of its look in the record."""


@dataclass(frozen=True, slots=True)
class Paper:
    """What stands on it. `cadres` and `workers`: who is responsible, with their telephones."""

    case: Observation
    shown: Card
    village: Area
    language: str
    cadres: list[Person]
    workers: list[Person]
    approved_by: str
    fever: int
    lines: list[str]
    released: date | None


async def show(house: House, request: Request, visitor: Visitor) -> Response | None:
    """As a page; of a release only when there was one."""
    found = await _look(house, request, visitor)
    if not found:
        return None
    return rendering.page(house, visitor, PAGE, **_values(house, request, visitor, found, False))


async def as_pdf(house: House, request: Request, visitor: Visitor) -> Response | None:
    found = await _look(house, request, visitor)
    if not found:
        return None
    kind = request.path_params["paper"]
    name = f"{found[0].case.number}-{kind}"
    return await _file(house, visitor, _values(house, request, visitor, found, True), name)


async def of_day(house: House, request: Request, visitor: Visitor) -> Response | None:
    """All papers of release of a day as one print, a sheet each."""
    found = await _released(house, request, visitor)
    return rendering.page(house, visitor, PAGE, **_all(request, visitor, found, False)) if found else None


async def of_day_as_pdf(house: House, request: Request, visitor: Visitor) -> Response | None:
    found = await _released(house, request, visitor)
    if not found:
        return None
    return await _file(house, visitor, _all(request, visitor, found, True), "released")


async def _file(house: House, visitor: Visitor, values: dict[str, Any], name: str) -> Response:
    """As PDF; the page for the browser's own printer where none can be made."""
    html = rendering.text(house, visitor, PAGE, **values)
    try:
        made = await pdf(html, _style())
    except NoPdf:
        return rendering.page(house, visitor, PAGE, **values | {"as_file": False})
    shown = f'inline; filename="tongxin-{name}.pdf"'
    return Response(made, media_type="application/pdf", headers={"Content-Disposition": shown})


async def _released(house: House, request: Request, visitor: Visitor) -> list[Paper]:
    now, language = house.clock(), request.query_params.get("language", "")
    wanted = read_day(request.query_params.get("day", "")) or local_day(now, house.zone)

    def work(tx: Transaction) -> list[Paper]:
        found = [
            case for case in observed.released(tx, visitor.scope(Action.OBSERVE), wanted, house.zone)
            if may(tx, visitor.person, Action.OBSERVE, case)
        ]  # fmt: skip
        for case in found:
            audit.note(tx, visitor.person.id, PAPERS["release"], case.person, now)
        return [_paper(tx, house, case, "release", language, now) for case in found]

    return await house.database.write(work)


async def _look(house: House, request: Request, visitor: Visitor) -> list[Paper]:
    """The paper of a case; with ?family=1 the notices of all of its household, a sheet each. Printing somebody's
    paper is a look at them."""
    wanted, kind, now = number(request.path_params["case"]), request.path_params["paper"], house.clock()
    language = request.query_params.get("language", "")

    def work(tx: Transaction) -> list[Paper]:
        case = observations.get(tx, wanted) if kind in PAPERS else None
        family = case is not None and kind == "notice" and bool(request.query_params.get("family"))
        cases = observations.of_household(tx, case.household) if case and family else [case] if case else []
        found = [
            each for each in cases
            if may(tx, visitor.person, Action.OBSERVE, each) and (kind == "notice" or each.state is State.RELEASED)
        ]  # fmt: skip
        for each in found:
            audit.note(tx, visitor.person.id, PAPERS[kind], each.person, now)
        return [_paper(tx, house, each, kind, language, now) for each in found]

    return await house.database.write(work)


def _paper(tx: Transaction, house: House, case: Observation, kind: str, language: str, now: int) -> Paper:
    path, person = path_of(tx, case), people.get(tx, case.person)
    spoken = language if language in LANGUAGES else person.language if person else "zh"
    approver = people.get(tx, case.ended_by) if case.ended_by else None
    shown, fever = card(tx, case, house.zone, now), settings.value(tx, Setting.FEVER_FROM, path, now)
    released = local_day(case.ended_at, house.zone) if case.ended_at else None
    said = house.writer.templates.render(spoken, f"observations/paper_{kind}", {
        "card": shown, "grades": list(dict.fromkeys(stage.grade for stage in case.stages)), "fever": fever,
        "released_on": released,
    })  # fmt: skip
    return Paper(
        case, shown, areas.get(tx, case.village) or Area(0, "", "", ""), spoken,
        [*_holders(tx, path, Role.STREET)[:1], *_holders(tx, path, Role.CADRE)[:1]],
        _holders(tx, path, Role.GRID_WORKER)[:2], approver.name if approver else "",
        fever, said.split("\n"), released,
    )  # fmt: skip


def _holders(tx: Transaction, path: str, role: Role) -> list[Person]:
    found = [people.get(tx, person) for person in people.with_role(tx, path, role)]
    return [person for person in found if person is not None and person.state != "gone"]


def _values(house: House, request: Request, visitor: Visitor, papers: list[Paper], as_file: bool) -> dict[str, Any]:
    kind, back = request.path_params["paper"], f"/console/observed/{papers[0].case.id}"
    family = "?family=1" if len(papers) > 1 else ""
    return _shown(visitor, papers, as_file, kind, back, f"{back}/{kind}.pdf{family}")


def _all(request: Request, visitor: Visitor, papers: list[Paper], as_file: bool) -> dict[str, Any]:
    query = f"?{request.query_params}" if request.query_params else ""
    return _shown(
        visitor, papers, as_file, "release", "/console/observed/releases", f"/console/observed/released.pdf{query}"
    )


def _shown(
    visitor: Visitor, papers: list[Paper], as_file: bool, kind: str, back: str, file: str
) -> dict[str, Any]:  # fmt: skip
    return {
        "w": words(papers[0].language), "ui": words(visitor.person.language), "papers": papers, "as_file": as_file,
        "kind": kind, "offered": offered(), "day": _day, "back": back, "file": file, "spoken": words,
    }  # fmt: skip


def _day(day: date, language: str) -> str:
    if in_english(language):
        return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
    return f"{day.year}年{day.month}月{day.day}日"


@cache
def _style() -> str:
    return (Path(__file__).parent / "static" / "form.css").read_text("utf-8")
