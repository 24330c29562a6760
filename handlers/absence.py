"""«我们回老家了 到2月10号», «回来了»: while a household is away nothing is put together for it."""

from datetime import datetime, time, timedelta

from domain.people import Status
from handlers.flow import Flow, Outcome, Turn, say
from nlu.absences import absence, returned
from storage import households

flow = Flow("absence")


@flow.hears
def hear(turn: Turn) -> Outcome | None:
    """What the household itself says of it; a later word ends an earlier one."""
    person = turn.known()
    if not person.household:
        return None
    today = datetime.fromtimestamp(turn.now / 1000, turn.house.zone)
    away = absence(turn.text, today.date())
    if away is None:
        was_away = returned(turn.text) and households.end_status(turn.tx, person.household, Status.AWAY, turn.now)
        return say("absence/back") if was_away else None
    households.end_status(turn.tx, person.household, Status.AWAY, turn.now)
    until = None
    if away.until is not None:
        night = datetime.combine(away.until + timedelta(days=1), time(), turn.house.zone)
        until = int(night.timestamp() * 1000)
    households.note_status(turn.tx, person.household, Status.AWAY, turn.now, until, person.id, turn.now)
    return say("absence/away", back=f"{away.until.month}月{away.until.day}日" if away.until else "")
