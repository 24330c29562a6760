"""Windows: the list, one window live, its print sheet and its export."""

import hashlib

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from console import board as boarding
from console import copying
from console.board import Board
from console.export import sheet
from console.house import LARGEST_ID, House, Visitor, number
from console.rendering import page
from domain.permissions import Action
from sheets.writing import Format
from storage import audit, baskets, boards
from storage.boards import Listed
from storage.database import Transaction

PAGE = 30
MEDIA_TYPES = {
    Format.CSV: "text/csv; charset=utf-8",
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


async def listing(house: House, request: Request, visitor: Visitor) -> Response:
    """Open windows first, the next to close on top; then those that are over."""
    now = house.clock()
    before = number(request.query_params.get("before", "")) or LARGEST_ID
    paths = visitor.scope(Action.SEE_ORDERS)

    def find(tx: Transaction) -> tuple[list[Listed], list[Listed]]:
        opened = {window.id: window for path in paths for window in boards.taking_orders(tx, path, now)}
        past = {window.id: window for path in paths for window in boards.past(tx, path, now, before, PAGE + 1)}
        return (
            sorted(opened.values(), key=lambda window: (window.closes_at, window.id)),
            sorted(past.values(), key=lambda window: -window.id)[: PAGE + 1],
        )

    opened, past = await house.database.read(find)
    return page(
        house, visitor, "windows.html.j2", opened=opened, past=past[:PAGE], more=len(past) > PAGE,
        first_page=before == LARGEST_ID, villages=len({window.village for window in (*opened, *past)}),
        may_open=bool(visitor.scope(Action.OPEN_WINDOW)),
    )  # fmt: skip


async def board(house: House, request: Request, visitor: Visitor) -> Response | None:
    """One window, live. Opening it is a look at the households' orders."""
    window, now = number(request.path_params["window"]), house.clock()
    # The stamp first: what comes in between shows at the next glance, and is not taken for shown already.
    stamp = await house.database.read(lambda tx: boards.stamp(tx, window, now))
    shown = await _seen(house, request, visitor, "see_orders")
    if shown is None:
        return None
    before = request.query_params.get("done", "") == "before"
    opens = visitor.may(Action.OPEN_WINDOW, shown.village.path)
    copies = await house.database.read(lambda tx: copying.texts(tx, house, visitor, shown, now))
    return page(
        house, visitor, "board.html.j2", board=shown, etag=_etag(visitor, stamp), before=before,
        changeable=shown.taking and opens, opens_windows=opens, copies=copies,
    )  # fmt: skip


async def live(house: House, request: Request, visitor: Visitor) -> Response | None:
    """What the open page asks for every second or so: the board's changing part, or 304."""
    window, now = number(request.path_params["window"]), house.clock()
    etag = _etag(visitor, await house.database.read(lambda tx: boards.stamp(tx, window, now)))
    if request.headers.get("if-none-match", "").removeprefix("W/") == etag:
        return Response(status_code=304, headers={"ETag": etag})
    shown = await house.database.read(lambda tx: boarding.load(tx, visitor, window, now))
    if shown is None:
        return None
    copies = await house.database.read(lambda tx: copying.texts(tx, house, visitor, shown, now))
    answer = page(house, visitor, "live.html.j2", board=shown, copies=copies)
    answer.headers["ETag"] = etag
    return answer


async def phoned(house: House, request: Request, visitor: Visitor, form: FormData) -> Response | None:
    """«已打电话»: two cadres do not both phone about a basket; whoever sees it may say that they did."""
    window, person = number(request.path_params["window"]), number(request.path_params["person"])
    now = house.clock()

    def work(tx: Transaction) -> str:
        path = baskets.path_of(tx, window, person)
        if path is None or not visitor.may(Action.SEE_ORDERS, path):
            return ""
        if not baskets.phone(tx, window, person, visitor.person.id, now):
            return "before"
        audit.note(tx, visitor.person.id, "phone_basket", person, now)
        return "phoned"

    done = await house.database.write(work)
    return RedirectResponse(f"/console/windows/{window}?done={done}#basket-{person}", 303) if done else None


async def print_view(house: House, request: Request, visitor: Visitor) -> Response | None:
    """A sheet for the supplier and a list by door, for paper."""
    shown = await _seen(house, request, visitor, "see_orders")
    return page(house, visitor, "print.html.j2", board=shown, now=house.clock()) if shown else None


async def export(house: House, request: Request, visitor: Visitor) -> Response | None:
    """The orders as a spreadsheet, for those who see the whole village."""
    kind = Format(request.path_params["kind"]) if request.path_params["kind"] in MEDIA_TYPES else None
    shown = await _seen(house, request, visitor, "export_orders", whole=True) if kind else None
    if kind is None or shown is None:
        return None
    content = await house.database.read(lambda tx: sheet(tx, house, visitor, shown, kind))
    name = f"tongxin-{shown.window.number}.{kind}"
    return Response(
        content, media_type=MEDIA_TYPES[kind], headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


async def _seen(house: House, request: Request, visitor: Visitor, deed: str, *, whole: bool = False) -> Board | None:
    """The board, once the look at it is written down; `whole`: only for those who see every household.

    It is read beside the writes, which it would hold up.
    """
    window, now = number(request.path_params["window"]), house.clock()
    found = await house.database.read(lambda tx: boarding.load(tx, visitor, window, now))
    if found is None or (whole and not found.whole):
        return None
    await house.database.write(lambda tx: audit.note(tx, visitor.person.id, deed, window, now))
    return found


def _etag(visitor: Visitor, stamp: str) -> str:
    """Of what this visitor sees: another scope or language is another page."""
    seen = (stamp, visitor.person.language, *visitor.scope(Action.SEE_ORDERS))
    return f'"{hashlib.sha256(repr(seen).encode()).hexdigest()[:24]}"'
