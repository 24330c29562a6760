"""«需要送上门»: what keeps a household at home, noted and ended by its workers, seen by nobody else."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from console.house import House, Visitor, number
from domain.people import Status
from domain.permissions import Action
from storage import audit, households, people
from storage.database import Transaction

NOTED = (Status.ELDER, Status.BEDRIDDEN, Status.INFANT)
"""What a worker notes here; an observation and being away are noted where they are followed."""


async def note(house: House, request: Request, visitor: Visitor, form: FormData) -> Response | None:
    """«记下» or «不用了» for the household of a person."""
    subject, now = number(request.path_params["person"]), house.clock()
    status = next((each for each in NOTED if each == form.get("status")), None)
    ended = form.get("act") == "end"
    since, until = (_day(house.zone, str(form.get(name, ""))) for name in ("since", "until"))

    def work(tx: Transaction) -> str:
        person = people.get(tx, subject)
        household = person.household if person else 0
        if status is None or not household or not visitor.may(Action.NOTE_STATUS, households.path(tx, household)):
            return ""
        if ended:
            households.end_status(tx, household, status, now)
        else:
            start = min(int(since.timestamp() * 1000), now) if since else now
            end = int((until + timedelta(days=1)).timestamp() * 1000) if until else None
            if end is not None and end <= now:
                return "status_wrong"
            households.note_status(tx, household, status, start, end, visitor.person.id, now)
        audit.note(tx, visitor.person.id, "end_status" if ended else "note_status", subject, now)
        return "status_noted"

    done = await house.database.write(work)
    return RedirectResponse(f"/console/people/{subject}?done={done}#statuses", 303) if done else None


def _day(zone: ZoneInfo, written: str) -> datetime | None:
    try:
        return datetime.combine(date.fromisoformat(written), time(), zone)
    except ValueError:
        return None
