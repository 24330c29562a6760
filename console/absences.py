"""Whether a household is away, as its workers note it on a person's page: nothing is put together for it then."""

from datetime import date, datetime, time, timedelta

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from console.house import House, Visitor, number
from domain.people import Status
from domain.permissions import Action
from storage import audit, households, people
from storage.database import Transaction


async def note(house: House, request: Request, visitor: Visitor, form: FormData) -> Response | None:
    """Away until a day (or nobody knows until when), or back again."""
    subject, now = number(request.path_params["person"]), house.clock()
    back, until = form.get("away") == "back", _end_of(str(form.get("until", "")), house)

    def work(tx: Transaction) -> bool:
        person = people.get(tx, subject)
        where = (person.area_path or person.village_path) if person else ""
        if person is None or not person.household or not visitor.may(Action.CONFIRM_PERSON, where):
            return False
        households.end_status(tx, person.household, Status.AWAY, now)
        if not back:
            households.note_status(tx, person.household, Status.AWAY, now, until, visitor.person.id, now)
        audit.note(tx, visitor.person.id, "note_back" if back else "note_away", subject, now)
        return True

    done = await house.database.write(work)
    return RedirectResponse(f"/console/people/{subject}", 303) if done else None


def _end_of(day: str, house: House) -> int | None:
    """The end of a day as a browser sends it; None for none, or for one that has passed."""
    try:
        last = date.fromisoformat(day)
    except ValueError:
        return None
    end = int(datetime.combine(last + timedelta(days=1), time(), house.zone).timestamp() * 1000)
    return end if end > house.clock() else None
