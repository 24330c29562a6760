"""The closing account of a window: what it comes to, what the round cost the village, and its posting."""

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from console.acting import act
from console.house import House, Visitor
from console.rendering import page
from console.standing import Standing, look
from console.tables import figures
from domain.amounts import parse_fen
from domain.orders import Window
from storage import accounts, payments
from storage.database import Transaction

LONGEST_LABEL = 40


async def show(house: House, request: Request, visitor: Visitor) -> Response | None:
    standing = await look(house, request, visitor, "see_account")
    if standing is None:
        return None
    spent = await house.database.read(lambda tx: payments.expenses(tx, standing.window.id))
    return page(
        house, visitor, "account.html.j2", standing=standing, here="/account", sheet="account", now=house.clock(),
        figures=figures(standing.account), expenses=spent, public=public_text(house, visitor, standing),
        done=request.query_params.get("done", ""),
        missing=sum(bool(each.owing.unweighed(standing.items)) for each in standing.weighed),
    )  # fmt: skip


async def spend(house: House, request: Request, visitor: Visitor, form: FormData) -> Response | None:
    """An expense; a sum below 0 takes a mistake back."""
    label = " ".join(str(form.get("label", "")).split())
    typed = str(form.get("fen", "")).strip().replace("−", "-")
    fen = parse_fen(typed.removeprefix("-"))
    good = 0 < len(label) <= LONGEST_LABEL and fen

    def work(tx: Transaction, window: Window, now: int) -> str:
        if not good or fen is None:
            return "wrong"
        payments.spend(tx, window.id, label, -fen if typed.startswith("-") else fen, visitor.person.id, now)
        return "spent"

    return await act(house, request, visitor, "enter_expense", "/account", work)


async def post(house: House, request: Request, visitor: Visitor, form: FormData) -> Response | None:
    """«发布»: the buyers hear the short public version, the donors what became of their gifts; once."""

    def work(tx: Transaction, window: Window, now: int) -> str:
        return "posted" if accounts.post(tx, window.id, now) else "not_posted"

    return await act(house, request, visitor, "post_account", "/account", work)


def public_text(house: House, visitor: Visitor, standing: Standing) -> str:
    """What everybody may read, to be copied into any group: no names, no doors, no debts."""
    values = {"window": standing.window, "account": standing.account, "village": standing.village.name}
    return house.writer.templates.render(visitor.person.language, "accounts/public", values)
