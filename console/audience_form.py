"""To whom a notice goes, ticked or written in a form: what the form offers, and the audience that comes back.

The fields stand in audience_form.html.j2 (macro `fields`), which any form may hold.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from starlette.datastructures import FormData

from broadcasts.addressing import Addressed, Gap, address, settled
from broadcasts.reach import leads
from domain.areas import Area
from domain.audiences import (
    AllOf,
    AnyOf,
    AtDoors,
    Audience,
    InArea,
    InBuilding,
    Not,
    OrderedIn,
    SilentOn,
    WithRole,
    WithStatus,
)
from domain.notices import Notice
from domain.orders import Window
from domain.people import Person, Role, Status
from storage import areas, audiences, notices, windows
from storage.database import Transaction

MOST_AREAS = 300
"""Areas that can be ticked; of more only the villages."""

RECENT = 8
LONGEST = 10_000

ROLES = (Role.GRID_WORKER, Role.VOLUNTEER, Role.GROUP_LEADER, Role.CADRE, Role.DOCTOR, Role.PROPERTY, Role.GUARD)
STATUSES = tuple(Status)

NOTHING, TWICE = Gap("nothing", ""), Gap("twice", "")
"""What is said of a form in which nothing was chosen, and of one that was both written and ticked."""


@dataclass(frozen=True, slots=True)
class Choices:
    """What an author may tick. Each area with how deep it lies below where the author leads."""

    lead: Area | None
    areas: tuple[tuple[Area, int], ...]
    village: int
    buildings: Mapping[str, str]
    windows: tuple[Window, ...]
    notices: tuple[Notice, ...]
    many: bool  #: only villages are listed
    roles: tuple[Role, ...] = ROLES
    statuses: tuple[Status, ...] = STATUSES


@dataclass(frozen=True, slots=True)
class Filled:
    """A form as it was sent, to be shown again: the values of each field."""

    fields: Mapping[str, tuple[str, ...]]

    def has(self, name: str, value: object) -> bool:
        return str(value) in self.fields.get(name, ())

    def text(self, name: str) -> str:
        return next(iter(self.fields.get(name, ())), "").strip()

    def any_in(self, *names: str) -> bool:
        return any(value.strip() for name in names for value in self.fields.get(name, ()))


BLANK = Filled({})
_PLACES = ("to_everybody", "to_area", "to_building", "to_doors")
_WHO = ("to_role", "to_status", "to_window", "to_notice")
_EXCEPT = ("not_area", "not_building", "not_role", "not_status", "not_window")


def choices(tx: Transaction, author: Person) -> Choices:
    """What an author can choose from."""
    base = leads(author)
    lead = next(iter(areas.on_path(tx, base)[-1:]), None)
    inside = areas.within(tx, base) if lead else []
    village = next((area.id for area in areas.on_path(tx, base) if area.kind == "village"), 0)
    many = len(inside) > MOST_AREAS
    listed = [area for area in inside if not lead or area.id != lead.id]
    shown = [area for area in listed if not many or area.kind == "village"]
    numbered = [
        number for area in reversed(areas.on_path(tx, base)) for number in notices.latest(tx, area.id, RECENT)
    ]
    return Choices(
        lead, tuple((area, area.path.count("/") - base.count("/") - 1) for area in shown), village,
        audiences.buildings(tx, village) if village else {},
        tuple(windows.latest(tx, village, RECENT)) if village else (), tuple(numbered[:RECENT]), many,
    )  # fmt: skip


def filled(form: FormData) -> Filled:
    """The audience's fields of a form."""
    names = ("to_words", *_PLACES, *_WHO, *_EXCEPT)
    return Filled({name: tuple(str(value)[:LONGEST] for value in form.getlist(name)) for name in names})


def read(tx: Transaction, author: Person, sent: Filled) -> Addressed:
    """The audience of a form, or what is not settled. What the author was not offered is not taken."""
    ticked = sent.any_in(*_PLACES, *_WHO, *_EXCEPT)
    if sent.text("to_words"):
        return Addressed(None, (TWICE,)) if ticked else address(tx, author, sent.text("to_words"))
    if not ticked:
        return Addressed(None, (NOTHING,))
    offered = choices(tx, author)
    places: list[Audience] = [*_areas(sent, offered, "to_area"), *_buildings(sent, offered, "to_building")]
    if sent.text("to_doors"):
        doors = address(tx, author, sent.text("to_doors"))
        if doors.gaps or not isinstance(doors.audience, AtDoors):
            return Addressed(None, doors.gaps or (Gap("words", sent.text("to_doors")),))
        places.append(doors.audience)
    if sent.any_in("to_everybody") and offered.lead:
        places = [InArea(offered.lead.id)]
    unwanted = [
        *_areas(sent, offered, "not_area"), *_buildings(sent, offered, "not_building"),
        *_people(sent, offered, "not"),
    ]  # fmt: skip
    parts = [*_one_of(places), *_one_of(_people(sent, offered, "to")), *(Not(part) for part in _one_of(unwanted))]
    if not parts:
        return Addressed(None, (NOTHING,))
    return settled(tx, author, parts[0] if len(parts) == 1 else AllOf(tuple(parts)))


def _areas(sent: Filled, offered: Choices, name: str) -> list[Audience]:
    return [InArea(area.id) for area, _ in offered.areas if sent.has(name, area.id)]


def _buildings(sent: Filled, offered: Choices, name: str) -> list[Audience]:
    return [InBuilding(offered.village, building) for building in offered.buildings if sent.has(name, building)]


def _people(sent: Filled, offered: Choices, way: str) -> list[Audience]:
    """What people are: those who are meant ("to"), or who are not ("not")."""
    return [
        *(WithRole(role) for role in offered.roles if sent.has(f"{way}_role", role)),
        *(WithStatus(status) for status in offered.statuses if sent.has(f"{way}_status", status)),
        *(OrderedIn(window.id) for window in offered.windows if sent.has(f"{way}_window", window.id)),
        *(SilentOn(notice.id) for notice in offered.notices if sent.has(f"{way}_notice", notice.id)),
    ]


def _one_of(parts: list[Audience]) -> list[Audience]:
    return [AnyOf(tuple(parts))] if len(parts) > 1 else parts
