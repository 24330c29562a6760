"""The desk: calls for help that wait for somebody, and deliveries that did not arrive."""

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from console.house import House, Visitor, number
from console.names import failure
from console.rendering import page
from console.signing import desk_paths
from console.words import in_english
from domain.permissions import Action
from storage import audit, desk, register
from storage import handovers as kept
from storage.database import Transaction
from storage.desk import HeldUp, Troubled, Waiting

LATELY = 2 * 24 * 3600 * 1000
"""Milliseconds for which a call for help that was taken stays in sight."""


async def handovers(house: House, request: Request, visitor: Visitor) -> Response | None:
    """What waits in the visitor's areas, dangers first. To read somebody's words is to look at them."""
    now, paths = house.clock(), desk_paths(visitor.person, Action.TAKE_HANDOVER)
    if not paths:
        return None

    def find(tx: Transaction) -> tuple[list[Waiting], list[Waiting]]:
        waiting = [each for path in paths for each in desk.waiting(tx, path)]
        return waiting, [each for path in paths for each in desk.taken(tx, path, now - LATELY)]

    def look(tx: Transaction) -> None:
        for person in sorted({each.person for each in (*waiting, *taken) if each.person}):
            register.look(tx, visitor.person.id, person, now)

    waiting, taken = await house.database.read(find)
    if waiting or taken:
        await house.database.write(look)
    return page(
        house, visitor, "handovers.html.j2", waiting=sorted(waiting, key=lambda each: (not _danger(each), each.id)),
        taken=sorted(taken, key=lambda each: -each.id), done=request.query_params.get("done", ""),
    )  # fmt: skip


async def take(house: House, request: Request, visitor: Visitor, form: FormData) -> Response | None:
    """«我来处理»: the first to press has it."""
    subject, now = number(request.path_params["handover"]), house.clock()
    paths = desk_paths(visitor.person, Action.TAKE_HANDOVER)

    def work(tx: Transaction) -> str:
        place = desk.path_of(tx, subject)
        if place is None or not any(path == place[0] or (path and place[0].startswith(path)) for path in paths):
            return ""
        if not kept.take(tx, subject, visitor.person.id, now):
            return "before"
        audit.note(tx, visitor.person.id, "take_handover", place[1] or subject, now)
        return "taken"

    done = await house.database.write(work)
    return RedirectResponse(f"/console/handovers?done={done}", 303) if done else None


async def deliveries(house: House, request: Request, visitor: Visitor) -> Response | None:
    """What did not arrive, why, and what to do; None for those who do not see it."""
    if not visitor.scope(Action.SEE_DELIVERIES):
        return None
    paths = desk_paths(visitor.person, Action.SEE_DELIVERIES)

    def find(tx: Transaction) -> tuple[list[Troubled], list[HeldUp], list[HeldUp]]:
        return [each for path in paths for each in desk.troubled(tx, path)], desk.held_up(tx), desk.unheard(tx)

    troubled, held_up, unheard = await house.database.read(find)
    place = int(in_english(visitor.person.language))
    explained = [(each, *(pair[place] for pair in failure(each))) for each in sorted(troubled, key=lambda t: -t.id)]
    return page(house, visitor, "deliveries.html.j2", troubled=explained, held_up=held_up, unheard=unheard)


def _danger(waiting: Waiting) -> bool:
    return waiting.kind.startswith("danger")
