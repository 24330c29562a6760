"""What is printed of a window: supplier's sheet, packing list, bag labels, who has not paid; as files too."""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from console import tables
from console.house import House, Visitor
from console.rendering import page, span
from console.standing import Standing, look
from console.windows import MEDIA_TYPES
from console.words import words
from domain.permissions import Action
from sheets.writing import Format
from storage import payments
from storage.payments import Expense

PACKERS = Action.SEE_ORDERS
"""Who packs sees the names and doors of the whole village, and nothing of its money."""


async def supplier(house: House, request: Request, visitor: Visitor) -> Response | None:
    return await _paper(house, request, visitor, "supplier", PACKERS)


async def packing(house: House, request: Request, visitor: Visitor) -> Response | None:
    return await _paper(house, request, visitor, "packing", PACKERS)


async def labels(house: House, request: Request, visitor: Visitor) -> Response | None:
    return await _paper(house, request, visitor, "labels", PACKERS)


async def unpaid(house: House, request: Request, visitor: Visitor) -> Response | None:
    return await _paper(house, request, visitor, "unpaid", Action.SETTLE_WINDOW)


async def sheet(house: House, request: Request, visitor: Visitor) -> Response | None:
    """The same as a file."""
    name, kind = request.path_params["paper"], request.path_params["kind"]
    if name not in _SHEETS or kind not in MEDIA_TYPES:
        return None
    standing = await look(house, request, visitor, f"export_{name}", _SHEETS[name])
    if standing is None:
        return None
    spent = await _expenses(house, standing) if name == "account" else []
    w = words(visitor.person.language)
    heading, rows = {
        "supplier": lambda: tables.supplier(w, standing),
        "packing": lambda: tables.packing(w, standing, house),
        "unpaid": lambda: tables.unpaid(w, standing),
        "account": lambda: tables.account(w, standing, spent),
    }[name]()
    content = tables.write(Format(kind), heading, rows)
    file = f'attachment; filename="tongxin-{standing.window.number}-{name}.{kind}"'
    return Response(content, media_type=MEDIA_TYPES[Format(kind)], headers={"Content-Disposition": file})


_SHEETS = {
    "supplier": PACKERS, "packing": PACKERS, "unpaid": Action.SETTLE_WINDOW, "account": Action.SETTLE_WINDOW
}  # fmt: skip


async def _paper(
    house: House, request: Request, visitor: Visitor, name: str, action: Action
) -> Response | None:
    standing = await look(house, request, visitor, f"see_{name}", action)
    if standing is None:
        return None
    about: dict[str, Any] = {"sheet": name} if name in _SHEETS else {}
    return page(
        house, visitor, f"{name}.html.j2", standing=standing, here=f"/{name}", now=house.clock(),
        numbered=all(each.bag.number for each in standing.packed if each.goods),
        span=lambda slot: span(house.zone, slot.starts_at, slot.ends_at), **about,
    )  # fmt: skip


async def _expenses(house: House, standing: Standing) -> list[Expense]:
    return await house.database.read(lambda tx: payments.expenses(tx, standing.window.id))
