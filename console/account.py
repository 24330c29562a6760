"""The closing account of a window: what it comes to, what the round cost the village, and its posting."""

from collections.abc import Callable

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from console.house import House, Visitor, number
from console.rendering import page
from console.standing import Standing, look
from console.tables import figures
from domain.amounts import parse_fen
from domain.permissions import Action
from storage import accounts, areas, audit, payments, windows
from storage.database import Transaction

LONGEST_LABEL = 40

Work = Callable[[Transaction, int, int], str]
"""What a form does: (transaction, window, now), and what is said of it."""


async def show(house: House, request: Request, visitor: Visitor) -> Response | None:
    standing = await look(house, request, visitor, "see_account")
    if standing is None:
        return None
    spent = await house.database.read(lambda tx: payments.expenses(tx, standing.window.id))
    return page(
        house, visitor, "account.html.j2", standing=standing, here="/account", sheet="account", now=house.clock(),
        figures=figures(standing.account), expenses=spent, public=public_text(house, visitor, standing),
        done=request.query_params.get("done", ""),
    )  # fmt: skip


async def spend(house: House, request: Request, visitor: Visitor, form: FormData) -> Response | None:
    """An expense; a sum below 0 takes a mistake back."""
    label = " ".join(str(form.get("label", "")).split())
    typed = str(form.get("fen", "")).strip().replace("−", "-")
    fen = parse_fen(typed.removeprefix("-"))
    good = 0 < len(label) <= LONGEST_LABEL and fen

    def work(tx: Transaction, window: int, now: int) -> str:
        if not good or fen is None:
            return "wrong"
        payments.spend(tx, window, label, -fen if typed.startswith("-") else fen, visitor.person.id, now)
        return "spent"

    return await _act(house, request, visitor, "enter_expense", work)


async def post(house: House, request: Request, visitor: Visitor, form: FormData) -> Response | None:
    """«发布»: the buyers hear the short public version, the donors what became of their gifts; once."""

    def work(tx: Transaction, window: int, now: int) -> str:
        return "posted" if accounts.post(tx, window, now) else "not_posted"

    return await _act(house, request, visitor, "post_account", work)


def public_text(house: House, visitor: Visitor, standing: Standing) -> str:
    """What everybody may read, to be copied into any group: no names, no doors, no debts."""
    values = {"window": standing.window, "account": standing.account, "village": standing.village.name}
    return house.writer.templates.render(visitor.person.language, "accounts/public", values)


async def _act(house: House, request: Request, visitor: Visitor, deed: str, work: Work) -> Response | None:
    """Does something about a window for whoever settles it, writes down that they did, and shows the account."""
    window, now = number(request.path_params["window"]), house.clock()

    def act(tx: Transaction) -> str:
        found = windows.get(tx, window)
        village = areas.get(tx, found.village) if found else None
        if found is None or village is None or not visitor.may(Action.SETTLE_WINDOW, village.path):
            return ""
        done = work(tx, window, now)
        if done not in ("wrong", "not_posted"):
            audit.note(tx, visitor.person.id, deed, window, now)
        return done

    done = await house.database.write(act)
    return RedirectResponse(f"/console/windows/{window}/account?done={done}", 303) if done else None
