"""Everybody whose days are over, each with the check of their case; one press releases those who stay ticked."""

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from broadcasts import release_roll, releasing
from broadcasts.release_roll import Roll
from broadcasts.releasing import Many
from console.house import House, Visitor, number
from console.observed import degrees
from console.rendering import page
from console.roster import day_label
from domain.permissions import Action
from domain.schedules import local_day
from storage import observed, register
from storage.database import Transaction


async def show(house: House, request: Request, visitor: Visitor) -> Response | None:
    """A look at everybody on it, which is written down."""
    return await _listed(house, visitor, None) if visitor.scope(Action.RELEASE) else None


async def approve(house: House, request: Request, visitor: Visitor, form: FormData) -> Response | None:
    """Whoever stayed ticked; whether something is in the way is looked at now, for each of them."""
    if not visitor.scope(Action.RELEASE):
        return None
    wanted, now = {number(case) for case in form.getlist("case")[: release_roll.MOST]}, house.clock()

    def work(tx: Transaction) -> Many:
        many = releasing.release_many(tx, visitor.person, wanted, house.zone, now)
        house.writer.tell(tx, many.told, now)
        return many

    return await _listed(house, visitor, await house.database.write(work))


async def _listed(house: House, visitor: Visitor, many: Many | None) -> Response:
    now = house.clock()

    def look(tx: Transaction) -> tuple[Roll, int]:
        found = release_roll.roll(tx, visitor.person, house.zone, now)
        for check in (*found.ready, *found.held):
            register.look(tx, visitor.person.id, check.card.case.person, now)
        return found, released_on(tx, house, visitor, now)

    found, today = await house.database.write(look)
    return page(
        house, visitor, "release_roll.html.j2", roll=found, many=many, today=today, degrees=degrees,
        dayed=lambda day: day_label(visitor.person.language, day),
        day=local_day(now, house.zone).isoformat(),
    )  # fmt: skip


def released_on(tx: Transaction, house: House, visitor: Visitor, now: int) -> int:
    """How many papers of release there are to print today."""
    paths = visitor.scope(Action.RELEASE)
    return len(observed.released(tx, paths, local_day(now, house.zone), house.zone))
