"""What the forms of settling share: who may settle the window of an address, and the trace that they did."""

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from console.house import House, Visitor, number
from domain.orders import Window
from domain.permissions import Action
from storage import areas, audit, windows
from storage.database import Transaction

NOT_DONE = frozenset(("", "wrong", "changed", "not_posted", "nothing", "not_closed"))
"""Answers of a form that changed nothing."""

Work = Callable[[Transaction, Window, int], str]
"""What a form does: (transaction, window, now), and what is said of it; "" when there is no such thing."""


async def act(
    house: House, request: Request, visitor: Visitor, deed: str, tail: str, work: Work
) -> Response | None:
    """Does something about a window for whoever settles it, and shows the page it came from."""
    window, now = number(request.path_params["window"]), house.clock()

    def run(tx: Transaction) -> str:
        found = window_for(tx, visitor, window)
        done = work(tx, found, now) if found else ""
        if done not in NOT_DONE:
            audit.note(tx, visitor.person.id, deed, window, now)
        return done

    done = await house.database.write(run)
    return RedirectResponse(f"/console/windows/{window}{tail}?done={done}", 303) if done else None


def window_for(
    tx: Transaction, visitor: Visitor, window: int, action: Action = Action.SETTLE_WINDOW
) -> Window | None:
    """A window, if the visitor settles it (or may do another thing in its village)."""
    found = windows.get(tx, window)
    village = areas.get(tx, found.village) if found else None
    if found is None or village is None or not visitor.may(action, village.path):
        return None
    return found
