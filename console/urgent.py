"""The red list: open health alarms with who took them, reports that did not come, and everything else overdue."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from broadcasts import health, passing_on
from broadcasts.outbox import Reader
from broadcasts.outstanding import Outstanding
from console.house import House, Visitor, number
from console.observed import degrees
from console.observed_words import SYMPTOMS
from console.rendering import page
from console.words import chosen
from domain.areas import ids_of
from domain.outstanding import Item, Kind
from domain.permissions import Action
from domain.replies import Reply
from storage import audit, health_alarms, people, register
from storage.addresses import Address
from storage.database import Transaction
from storage.health_alarms import HealthAlarm

KINDS = (
    Kind.ALARM, Kind.CHECK_IN, Kind.RELEASE, Kind.ERRAND, Kind.RETURNEE, Kind.SHOP, Kind.DISPUTE, Kind.HANDOVER,
)  # fmt: skip
"""What stands below the alarms, in this order."""

SOURCES = ("handovers", "check_ins", "releases", "errands", "returnees", "shops", "matters")
"""Where it comes from. Doors to visit are no matter of urgency, and a district has very many of them."""

HEALTH_SOURCES = ("check_ins",)
"""What a doctor reads of it."""

LINKS = {
    Kind.ALARM: "/console/handovers", Kind.CHECK_IN: "/console/observed?show=missing",
    Kind.RELEASE: "/console/observed/{}", Kind.ERRAND: "/console/errands/{}", Kind.RETURNEE: "/console/returnees",
    Kind.SHOP: "/console/shops/{}", Kind.HANDOVER: "/console/handovers",
}  # fmt: skip
"""Where a line of a kind is looked at, by its key."""

MOST = 50
"""Lines of a kind; the rest is counted."""

LONGEST = 200


@dataclass(frozen=True, slots=True)
class Lane:
    kind: Kind
    items: list[Item]
    more: int


async def show(house: House, request: Request, visitor: Visitor) -> Response | None:
    """For whoever sees to health. Opening it is a look at the people who are red, which is written down."""
    now, paths = house.clock(), visitor.scope(Action.SEE_HEALTH)
    if not paths:
        return None

    def find(tx: Transaction) -> tuple[list[HealthAlarm], list[Lane]]:
        alarms = {alarm.id: alarm for path in paths for alarm in health_alarms.open_in(tx, path)}
        outstanding = Outstanding(tx, now)
        sources = SOURCES if visitor.uses_console else HEALTH_SOURCES
        items = [item for source in sources for item in outstanding.of(visitor.person, source)]
        return [alarms[key] for key in sorted(alarms)], _lanes(items)

    def look(tx: Transaction) -> None:
        for person in sorted({alarm.person for alarm in alarms} - {0}):
            register.look(tx, visitor.person.id, person, now)
        for path in paths:
            audit.note(tx, visitor.person.id, "see_urgent", ids_of(path)[-1], now)

    alarms, lanes = await house.database.read(find)
    if alarms or lanes:
        await house.database.write(look)
    done = request.query_params.get("done", "")
    return page(
        house, visitor, "urgent.html.j2", alarms=alarms, lanes=lanes, outcomes=health.OUTCOMES, degrees=degrees,
        links=LINKS, symptoms=chosen(SYMPTOMS, visitor.person.language), longest=LONGEST,
        done=done if done in ("closed_now", "closed_before", "taken_now", "taken_before") else "",
    )  # fmt: skip


async def take(house: House, request: Request, visitor: Visitor, form: FormData) -> Response | None:
    """«我来处理»: the first has it; the person and the others are told, as from a chat."""
    wanted, now = number(request.path_params["alarm"]), house.clock()

    def work(tx: Transaction) -> str:
        alarm = health_alarms.get(tx, wanted)
        if alarm is None or not health.may_see(tx, visitor.person, alarm):
            return ""
        taken = passing_on.take(tx, visitor.person, alarm.handover, now)
        _tell(tx, house, taken.told, visitor.person.id, now)
        return {"yours": "taken_now", "taken": "taken_before"}.get(taken.state, "")

    done = await house.database.write(work)
    return RedirectResponse(f"/console/urgent?done={done}", 303) if done else None


async def record(house: House, request: Request, visitor: Visitor, form: FormData) -> Response | None:
    """What was done about an alarm: it is red no longer."""
    wanted, now = number(request.path_params["alarm"]), house.clock()
    outcome, note = str(form.get("outcome", "")), str(form.get("note", "")).strip()[:LONGEST]
    if outcome not in health.OUTCOMES:
        return None

    def work(tx: Transaction) -> str:
        if health_alarms.get(tx, wanted) is None:
            return ""
        state, alarm = health.close(tx, visitor.person, wanted, outcome, note, now)
        if state == "closed":
            _tell(tx, house, health.after_closing(tx, alarm, now), visitor.person.id, now)
        return {"closed": "closed_now", "before": "closed_before"}.get(state, "")

    done = await house.database.write(work)
    return RedirectResponse(f"/console/urgent?done={done}", 303) if done else None


def _lanes(items: list[Item]) -> list[Lane]:
    lanes = []
    for kind in KINDS:
        found = [item for item in items if item.kind is kind]
        if found:
            lanes.append(Lane(kind, found[:MOST], max(0, len(found) - MOST)))
    return lanes


def _tell(tx: Transaction, house: House, replies: Iterable[Reply], visitor: int, now: int) -> None:
    """What a chat would have been answered with goes where it belongs; what names nobody, to the visitor's chat."""
    for reply in replies:
        if reply.chat is None:
            house.writer.write_to(tx, replace(reply, to=reply.to or visitor), reply.to or visitor, now)
            continue
        address = Address(*reply.chat)
        person = people.at_address(tx, address.account, address.chat)
        reader = Reader(address, person.id if person else 0, person.language if person else house.language)
        house.writer.write(tx, replace(reply, chat=None), reader, now, sending=False)
