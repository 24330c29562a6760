"""Payments: ticked per household, the whole rest by one press or in parts, undone by a row of the opposite sign."""

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from console.acting import act
from console.house import House, Visitor, number
from console.rendering import page
from console.standing import look
from domain.accounts import WAYS
from domain.amounts import parse_fen
from domain.orders import Window
from storage import accounts, payments
from storage.database import Transaction

SHOWN = 100
TAIL = "/payments"


async def show(house: House, request: Request, visitor: Visitor) -> Response | None:
    """Who still has something to pay or to get, or the one bag whose number is asked for."""
    standing = await look(house, request, visitor, "see_payments")
    if standing is None:
        return None
    bag = number(request.query_params.get("bag", ""))
    shown = [each for each in standing.packed if (each.bag.number == bag if bag else each.owing.rest)]

    def find(tx: Transaction) -> tuple[list[payments.Payment], Window | None]:
        last = accounts.last_settled(tx, standing.window.village)
        return payments.of_window(tx, standing.window.id), last

    paid, last = await house.database.read(find)
    carries = last is not None and last.number < standing.window.number and not standing.window.settled_at
    undone = {payment.undoes for payment in paid}
    homes = {each.bag.household: each for each in standing.packed}
    latest = [each for each in reversed(paid) if not bag or homes[each.household].bag.number == bag][:SHOWN]
    return page(
        house, visitor, "payments.html.j2", standing=standing, here=TAIL, shown=shown[:SHOWN], bag=bag,
        more=len(shown[SHOWN:]), latest=latest, undone=undone, homes=homes, last=last if carries else None,
        done=request.query_params.get("done", ""),
    )  # fmt: skip


async def pay(house: House, request: Request, visitor: Visitor, form: FormData) -> Response | None:
    """«现金» or «转账»: an amount, or without one the whole rest as it was shown."""
    household, way = number(request.path_params["household"]), str(form.get("way", ""))
    typed = str(form.get("fen", "")).strip().replace("−", "-")
    shown = str(form.get("shown", ""))
    rest = int(shown) if shown.removeprefix("-").isdecimal() and len(shown) < 14 else 0
    fen = parse_fen(typed.removeprefix("-"))

    def work(tx: Transaction, window: Window, now: int) -> str:
        if way not in WAYS or (typed and not fen):
            return "wrong"
        if household not in accounts.bags(tx, window.id):
            return ""
        if fen:
            signed = -fen if typed.startswith("-") else fen
            payments.pay(tx, window.id, household, signed, way, visitor.person.id, now)
            return "paid"
        done = payments.pay_rest(tx, window.id, household, rest, way, visitor.person.id, now)
        return "paid" if done else "changed"

    return await act(house, request, visitor, "enter_payment", TAIL, work)


async def undo(house: House, request: Request, visitor: Visitor, form: FormData) -> Response | None:
    """«撤销»"""
    payment = number(request.path_params["payment"])

    def work(tx: Transaction, window: Window, now: int) -> str:
        return "undone" if payments.undo(tx, window.id, payment, visitor.person.id, now) else "changed"

    return await act(house, request, visitor, "undo_payment", TAIL, work)


async def remind(house: House, request: Request, visitor: Visitor, form: FormData) -> Response | None:
    """«提醒这些人»: in private, once a day at most."""

    def work(tx: Transaction, window: Window, now: int) -> str:
        accounts.remind(tx, window.id, now)
        return "reminded"

    return await act(house, request, visitor, "remind_payment", TAIL, work)


async def carry(house: House, request: Request, visitor: Visitor, form: FormData) -> Response | None:
    """«上期没结清的转过来»"""

    def work(tx: Transaction, window: Window, now: int) -> str:
        last = accounts.last_settled(tx, window.village)
        if last is None or window.settled_at or last.number >= window.number:
            return "nothing"
        return "carried" if payments.carry(tx, last.id, window.id, visitor.person.id, now) else "nothing"

    return await act(house, request, visitor, "carry_balances", TAIL, work)
