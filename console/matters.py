"""Complaints and disputes on the console: only for those with a hand in them, each look recorded; and papers."""

from collections.abc import Sequence
from datetime import datetime

from starlette.requests import Request
from starlette.responses import Response

from broadcasts import matters as files
from broadcasts.matters import Opened
from console.house import House, Visitor, number
from console.rendering import page
from domain.areas import Area
from domain.matters import Kind, Matter
from domain.people import Person
from storage import areas, audit, matters, people
from storage.database import Transaction

PAPERS = ("intake", "rights", "record", "agreement")


async def listing(house: House, request: Request, visitor: Visitor) -> Response | None:
    """The visitor's own files, what is late first; no word of any of them."""
    now = house.clock()

    def find(tx: Transaction) -> list[Matter]:
        found = [
            matter for matter in matters.of_person(tx, visitor.person.id, 200)
            if files.seen_by(tx, visitor.person, matter)[0] not in ("", "own")
        ]  # fmt: skip
        return sorted(found, key=lambda matter: (matter.over, matter.due_at or now, -matter.id))

    found = await house.database.read(find)
    return page(house, visitor, "matters.html.j2", found=found, now=now)


async def one(house: House, request: Request, visitor: Visitor) -> Response | None:
    """A file with all that happened."""
    seen = await _open(house, request, visitor, "see_matter")
    if seen is None:
        return None
    opened, opener, _ = seen
    papers: Sequence[str] = PAPERS if opened.matter.kind == Kind.DISPUTE else ()
    return page(
        house, visitor, "matter.html.j2", opened=opened, matter=opened.matter, whole=opened.whole, opener=opener,
        papers=papers, now=house.clock(),
    )  # fmt: skip


async def paper(house: House, request: Request, visitor: Visitor) -> Response | None:
    """The application, the notice of rights, the record or the agreement, to be printed and signed."""
    kind = request.path_params["dossier"]
    seen = await _open(house, request, visitor, "print_matter") if kind in PAPERS else None
    if seen is None or seen[0].matter.kind != Kind.DISPUTE:
        return None
    opened, opener, village = seen
    return page(
        house, visitor, "matter_paper.html.j2", kind=kind, matter=opened.matter, whole=opened.whole, opener=opener,
        village=village.name if village else "", today=_day(house, house.clock()),
        received=_day(house, opened.matter.opened_at),
    )  # fmt: skip


async def _open(
    house: House, request: Request, visitor: Visitor, deed: str
) -> tuple[Opened, Person | None, Area | None] | None:
    """The file, and whose it is as far as the visitor may know."""
    wanted, now = number(request.path_params["matter"]), house.clock()

    def work(tx: Transaction) -> tuple[Opened, Person | None, Area | None] | None:
        opened = files.open_file(tx, visitor.person, matters.get(tx, wanted), now)
        if opened is None or opened.sees == "own":
            return None
        matter = opened.matter
        if deed != "see_matter":
            audit.note(tx, visitor.person.id, deed, matter.id, now)
        named = opened.sees == "name" or not matter.anonymous
        opener = people.get(tx, matter.opener or matter.entered_by) if named else None
        return opened, opener, areas.get(tx, matter.village)

    return await house.database.write(work)


def _day(house: House, at: int) -> str:
    return datetime.fromtimestamp(at / 1000, house.zone).date().isoformat()
