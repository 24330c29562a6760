"""The lists by which shops are looked at: those in force, and a new one from a day on."""

from datetime import date, datetime, timedelta

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from console.house import House, Visitor, number
from console.rendering import page
from console.shops import choose
from domain.areas import Area
from domain.checklists import Checklist, tidied, trouble
from domain.permissions import Action
from domain.schedules import moment
from storage import areas, shops
from storage.database import Transaction

FURTHEST = timedelta(days=366)
SAID = ("list_saved", "list_no_name", "list_long_name", "list_many", "list_long_item", "list_day_wrong")


async def show(house: House, request: Request, visitor: Visitor) -> Response | None:
    """What is in force in an area, and what begins later."""
    wanted, now = number(request.query_params.get("area", "")), house.clock()

    def find(tx: Transaction) -> tuple[Area | None, list[Area], list[Checklist], list[Checklist]]:
        area, offered = choose(tx, visitor, wanted)
        if area is None:
            return None, [], [], []
        later = [row for row in shops.checklists_of(tx, area.id) if row.begins_at > now]
        return area, offered, shops.checklists(tx, area.path, now), later

    area, offered, rows, later = await house.database.read(find)
    if area is None:
        return None
    said = request.query_params.get("done", "")
    return page(
        house, visitor, "checklists.html.j2", area=area, offered=offered, rows=rows, later=later,
        makes=visitor.may(Action.CHANGE_SETTINGS, area.path), said=said if said in SAID else "",
    )  # fmt: skip


async def make(house: House, request: Request, visitor: Visitor, form: FormData) -> Response | None:
    """A list as it is from a day on."""
    wanted, now = number(form.get("area", "")), house.clock()
    name = " ".join(str(form.get("name", "")).split())
    items = tidied(str(form.get("items", "")).splitlines())
    since = _since(house, str(form.get("since", "")), now)
    days = number(form.get("days", ""))
    wrong = trouble(name, items) or ("day_wrong" if since is None or days > FURTHEST.days else "")

    def work(tx: Transaction) -> str:
        area = areas.get(tx, wanted)
        if area is None or not visitor.may(Action.CHANGE_SETTINGS, area.path):
            return ""
        if wrong or since is None:
            return f"list_{wrong}"
        begins = moment(since, 0, house.zone)
        shops.add_checklist(tx, area.id, Checklist(name, since, items, begins, days), visitor.person.id, now)
        return "list_saved"

    done = await house.database.write(work)
    return RedirectResponse(f"/console/shops/lists?area={wanted}&done={done}", 303) if done else None


def _since(house: House, written: str, now: int) -> date | None:
    """A day from today on; None for one that has passed, is too far or is none."""
    today = datetime.fromtimestamp(now / 1000, house.zone).date()
    try:
        day = date.fromisoformat(written) if written else today
    except ValueError:
        return None
    return day if today <= day <= today + FURTHEST else None
