"""What is done about a notice on its board: pause, go on, call off, take back, confirm, remind, hand over, decide."""

from dataclasses import dataclass

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from broadcasts import deciding, nudging, sending
from broadcasts.nudging import Nudged
from console.house import House, Visitor
from console.notices import Sending, sending_of
from console.rendering import page
from domain.permissions import Action
from storage.database import Transaction
from storage.nudges import HAND, REMIND


@dataclass(frozen=True, slots=True)
class Done:
    """What is said of it, a word of the table (done_...); about how many people; or what came of a nudge."""

    said: str
    count: int = 0
    nudged: Nudged | None = None
    broadcast: int = 0  #: whose board is shown then, 0 for the same


async def act(house: House, request: Request, visitor: Visitor, form: FormData) -> Response | None:
    """One of the buttons. The state is looked at when it is pressed: a second press says that it was done."""
    now, wanted, reason = house.clock(), str(form.get("act", "")), str(form.get("reason", ""))

    def work(tx: Transaction) -> tuple[Sending, Done] | None:
        found = sending_of(tx, visitor, request)
        if found is None or found.broadcast is None:
            return None
        if wanted in ("approve", "decline"):
            return found, _decide(tx, house, visitor, found, wanted, reason, now)
        if not visitor.may(Action.SEND_NOTICE, found.area.path):
            return None
        done = _do(tx, house, visitor, found, wanted, now)
        return (found, done) if done else None

    done = await house.database.write(work)
    if done is None:
        return None
    found, what = done
    if what.nudged is not None:
        values = {"notice": found.notice, "nudged": what.nudged, "nudge_kind": what.said}
        text = house.writer.templates.render(visitor.person.language, "nudging/nudged", values)
        return page(house, visitor, "notice_done.html.j2", sending=found, text=text)
    broadcast = what.broadcast or (found.broadcast.id if found.broadcast else 0)
    counted = f"&n={what.count}" if what.count else ""
    if not visitor.may(Action.SEND_NOTICE, found.area.path):
        return RedirectResponse(f"/console/notices?done={what.said}", 303)
    return RedirectResponse(f"/console/notices/{found.notice.id}?of={broadcast}&done={what.said}{counted}", 303)


def _decide(
    tx: Transaction, house: House, visitor: Visitor, found: Sending, wanted: str, reason: str, now: int
) -> Done:
    assert found.broadcast is not None
    if wanted == "approve":
        decided = sending.approve(tx, found.broadcast.id, visitor.person, now)
    else:
        decided = sending.decline(tx, found.broadcast.id, visitor.person, reason, now)
    house.writer.tell(tx, decided.told, now)
    return Done(decided.outcome)


def _do(tx: Transaction, house: House, visitor: Visitor, found: Sending, wanted: str, now: int) -> Done | None:
    broadcast, person = found.broadcast, visitor.person
    assert broadcast is not None
    match wanted:
        case "pause":
            return Done("paused" if sending.pause(tx, broadcast.id, person.id, now) else "over")
        case "resume":
            return Done("resumed" if sending.resume(tx, broadcast.id, person.id, now) else "over")
        case "cancel":
            return Done("cancelled" if sending.cancel(tx, broadcast.id, person.id, now) else "over")
        case "withdraw":
            # One press or several, by one or by several people: a sending is taken back once.
            made = sending.withdraw(tx, person, broadcast, f"withdraw:{broadcast.id}", now)
            return Done("withdrawn", broadcast=made.broadcast.id) if made else None
        case "remind" | "hand":
            nudge = nudging.remind if wanted == REMIND else nudging.hand_over
            nudged, told = nudge(tx, person, broadcast, now)
            house.writer.tell(tx, told, now)
            return Done(REMIND if wanted == REMIND else HAND, nudged=nudged)
        case deciding.AGAIN | deciding.NOT_TOLD:
            decided = deciding.decide(tx, broadcast, wanted, person, now)
            return Done(decided.outcome, decided.count)
        case _:
            return None
