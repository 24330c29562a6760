"""Who came back to an area and who is to come, with what was decided; and the places at risk."""

from collections import Counter
from datetime import timedelta

from starlette.requests import Request
from starlette.responses import Response

from console.house import House, Visitor, number
from console.rendering import page
from console.roster import day_label, read_day
from domain.areas import Area, ids_of
from domain.permissions import Action
from domain.returnees import Returnee, RiskArea, State
from domain.schedules import local_day
from storage import areas, audit, people, returnees
from storage.database import Transaction

LOOKED_BACK = timedelta(days=30)
FILTERS = ("", *(state.value for state in (State.PLANNED, State.OPEN, State.OBSERVED, State.NOT_NEEDED)))


async def show(house: House, request: Request, visitor: Visitor) -> Response | None:
    """For whoever decides about them. Opening it is a look at everybody on it, which is written down."""
    asked, now = request.query_params, house.clock()
    paths, wanted = visitor.scope(Action.OBSERVE), number(asked.get("area", ""))
    chosen = asked.get("show", "") if asked.get("show", "") in FILTERS else ""
    today = local_day(now, house.zone)
    since = (today - LOOKED_BACK).isoformat()

    def find(tx: Transaction) -> tuple[Area | None, list[Returnee], dict[int, str], list[RiskArea]] | None:
        area = areas.get(tx, wanted) if wanted else None
        if wanted and (area is None or not visitor.may(Action.OBSERVE, area.path)):
            return None
        if area is None and len(paths) == 1:
            area = areas.get(tx, ids_of(paths[0])[-1])
        looked = (area.path,) if area else paths
        found = [each for path in looked for each in returnees.in_area(tx, path, since)]
        names = {each.said_by: who.name for each in found if (who := people.get(tx, each.said_by))}
        audit.note(tx, visitor.person.id, "see_returnees", area.id if area else ids_of(paths[0])[-1], now)
        return area, found, names, returnees.risks(tx, today.isoformat())

    found = await house.database.write(find) if paths else None
    if found is None:
        return None
    area, every, names, places = found
    return page(
        house, visitor, "returnees.html.j2", area=area, chosen=chosen, filters=FILTERS, since=since, names=names,
        counts=Counter(each.state for each in every), every=every, places=places,
        listed=[each for each in every if chosen in ("", each.state)],
        dayed=lambda text: day_label(visitor.person.language, day) if (day := read_day(text)) else "",
    )  # fmt: skip
