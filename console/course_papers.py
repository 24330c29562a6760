"""The papers of an observation: the 告知书 to be signed, the 解除通知单; for the browser's printer and as PDF.

What the house does not keep (sex, identity number, employer) is a line to be filled in by hand.
"""

from collections.abc import Mapping
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
from console.words import in_english, words
from domain.areas import Area
from domain.observation import Observation, State
from domain.people import Person, Role
from domain.permissions import Action
from domain.schedules import local_day
from domain.settings import Setting
from storage import areas, audit, observations, people, settings
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


async def show(house: House, request: Request, visitor: Visitor) -> Response | None:
    """As a page; of a release only when there was one."""
    found = await _look(house, request, visitor)
    if found is None:
        return None
    return rendering.page(house, visitor, PAGE, **_values(house, request, visitor, found, False))


async def as_pdf(house: House, request: Request, visitor: Visitor) -> Response | None:
    found = await _look(house, request, visitor)
    if found is None:
        return None
    html = rendering.text(house, visitor, PAGE, **_values(house, request, visitor, found, True))
    try:
        made = await pdf(html, _style())
    except NoPdf:
        return rendering.page(
            house, visitor, PAGE, **_values(house, request, visitor, found, False)
        )
    name = f"tongxin-{found.case.number}-{request.path_params['paper']}.pdf"
    return Response(made, media_type="application/pdf", headers={"Content-Disposition": f'inline; filename="{name}"'})


async def _look(house: House, request: Request, visitor: Visitor) -> Paper | None:
    """Printing somebody's paper is a look at them."""
    wanted, kind, now = number(request.path_params["case"]), request.path_params["paper"], house.clock()
    language = request.query_params.get("language", "")

    def work(tx: Transaction) -> Paper | None:
        case = observations.get(tx, wanted) if kind in PAPERS else None
        if case is None or not may(tx, visitor.person, Action.OBSERVE, case):
            return None
        if kind == "release" and case.state is not State.RELEASED:
            return None
        audit.note(tx, visitor.person.id, PAPERS[kind], case.person, now)
        return _paper(tx, house, case, language, now)

    return await house.database.write(work)


def _paper(tx: Transaction, house: House, case: Observation, language: str, now: int) -> Paper:
    path, person = path_of(tx, case), people.get(tx, case.person)
    spoken = language if language in LANGUAGES else person.language if person else "zh"
    approver = people.get(tx, case.ended_by) if case.ended_by else None
    return Paper(
        case, card(tx, case, house.zone, now), areas.get(tx, case.village) or Area(0, "", "", ""), spoken,
        [*_holders(tx, path, Role.STREET)[:1], *_holders(tx, path, Role.CADRE)[:1]],
        _holders(tx, path, Role.GRID_WORKER)[:2], approver.name if approver else "",
        settings.value(tx, Setting.FEVER_FROM, path, now),
    )  # fmt: skip


def _holders(tx: Transaction, path: str, role: Role) -> list[Person]:
    found = [people.get(tx, person) for person in people.with_role(tx, path, role)]
    return [person for person in found if person is not None and person.state != "gone"]


def _values(house: House, request: Request, visitor: Visitor, paper: Paper, as_file: bool) -> Mapping[str, Any]:
    kind = request.path_params["paper"]
    released = local_day(paper.case.ended_at, house.zone) if paper.case.ended_at else None
    said = house.writer.templates.render(paper.language, f"observations/paper_{kind}", {
        "card": paper.shown, "grades": list(dict.fromkeys(stage.grade for stage in paper.case.stages)),
        "fever": paper.fever, "released_on": released,
    })  # fmt: skip
    return {
        "w": words(paper.language), "ui": words(visitor.person.language), "paper": paper, "case": paper.case,
        "kind": kind, "lines": said.split("\n"), "as_file": as_file, "offered": offered(), "released": released,
        "day": lambda day: _day(day, paper.language), "back": f"/console/observed/{paper.case.id}",
    }  # fmt: skip


def _day(day: date, language: str) -> str:
    if in_english(language):
        return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
    return f"{day.year}年{day.month}月{day.day}日"


@cache
def _style() -> str:
    return (Path(__file__).parent / "static" / "form.css").read_text("utf-8")
