"""Weigh-up by keyboard or pasted: what is plausible is recorded, what is in doubt is asked about first."""

from collections.abc import Iterable

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from broadcasts import bills
from console.acting import window_for
from console.house import House, Visitor, number
from console.rendering import page
from console.standing import Standing, load, look
from domain.amounts import parse_quantity
from nlu.offers import Offer
from nlu.weigh_ups import Entry, Review, checked, review
from nlu.weights import Weighed, read_weights
from storage import audit, weights
from storage.database import Transaction

SHOWN = 100
FIELD = "w-"
Row = tuple[int, int, int, int | None]
"""Household, item, thousandths, fen (None: at the price agreed)."""


async def show(house: House, request: Request, visitor: Visitor) -> Response | None:
    """A hundred bags from the number that is asked for."""
    standing = await look(house, request, visitor, "see_weigh")
    if standing is None:
        return None
    first = number(request.query_params.get("from", ""))
    bags = [each for each in standing.weighed if each.bag.number >= first]
    done = number(request.query_params.get("done", ""))
    after = bags[SHOWN].bag.number if len(bags) > SHOWN else 0
    missing = sum(bool(each.owing.unweighed(standing.items)) for each in standing.weighed)
    return page(
        house, visitor, "weigh.html.j2", standing=standing, here="/weigh", bags=bags[:SHOWN], after=after,
        done=done if "done" in request.query_params else None, missing=missing, first=first,
    )  # fmt: skip


async def read(house: House, request: Request, visitor: Visitor, form: FormData) -> Response | None:
    """What was typed counts at once where it is plausible; what was pasted is read back first."""
    window, now = number(request.path_params["window"]), house.clock()
    pasted = str(form.get("pasted", "")).strip()

    def work(tx: Transaction) -> tuple[Standing, Review, int] | None:
        found = window_for(tx, visitor, window)
        standing = load(tx, window) if found and found.being_settled else None
        if standing is None:
            return None
        reviewed = _pasted(standing, pasted) if pasted else _typed(standing, form)
        rows = [] if pasted else [_row(entry) for entry in reviewed.sure]
        return standing, reviewed, _record(tx, house, visitor, window, rows, now)

    found = await house.database.write(work)
    if found is None:
        return None
    standing, reviewed, recorded = found
    if not pasted and not reviewed.doubtful and not reviewed.unread:
        return RedirectResponse(f"/console/windows/{window}/weigh?done={recorded}&from={_from(form)}", 303)
    return page(
        house, visitor, "weighed.html.j2", standing=standing, here="/weigh", review=reviewed, recorded=recorded,
        sure=reviewed.sure if pasted else (), row=lambda entry: _written(_row(entry)), first=_from(form),
    )  # fmt: skip


async def record(house: House, request: Request, visitor: Visitor, form: FormData) -> Response | None:
    """«记下» under what was read back: the plausible ones, and of those in doubt the ones that were ticked."""
    window, now = number(request.path_params["window"]), house.clock()
    rows = [row for written in form.getlist("row") if (row := _parsed(str(written))) is not None]

    def work(tx: Transaction) -> int | None:
        found = window_for(tx, visitor, window)
        if found is None or not found.being_settled:
            return None
        own = {item.id for item in found.items if item.weighed}
        return _record(tx, house, visitor, window, [row for row in rows if row[1] in own], now)

    recorded = await house.database.write(work)
    if recorded is None:
        return None
    return RedirectResponse(f"/console/windows/{window}/weigh?done={recorded}&from={_from(form)}", 303)


def _record(tx: Transaction, house: House, visitor: Visitor, window: int, rows: Iterable[Row], now: int) -> int:
    """Writes weights down and sends the bills that are complete by now; how many were written."""
    done = [
        household for household, item, quantity, fen in rows
        if weights.record_bag(tx, window, household, item, quantity, fen, visitor.person.id, now)
    ]  # fmt: skip
    if done:
        audit.note(tx, visitor.person.id, "enter_weights", window, now)
        house.writer.tell(tx, bills.weighed(tx, window, done), now)
    return len(done)


def _pasted(standing: Standing, text: str) -> Review:
    bags = {each.bag.number: each.owing for each in standing.packed if each.bag.number}
    return review(read_weights(text), bags, standing.items, Offer.build([standing.window]).catalog)


def _typed(standing: Standing, form: FormData) -> Review:
    """The fields of the table in which something else stands than before."""
    entries: list[Entry] = []
    unread: list[Weighed] = []
    for each in standing.weighed:
        for goods in each.goods:
            typed = str(form.get(f"{FIELD}{each.bag.household}-{goods.item.id}", "")).strip()
            lines = [line for line in each.owing.lines if line.item == goods.item.id]
            actual = sum(line.actual for line in lines)
            quantity = 0 if typed == "0" else parse_quantity(typed.rstrip("斤 "))
            if not typed or (quantity == actual and all(line.weight for line in lines)):
                continue
            entry: Entry | str = "unclear"
            if quantity is not None:
                entry = checked(each.bag.number, each.owing, goods.item, quantity, None)
            if isinstance(entry, Entry):
                entries.append(entry)
            else:
                said = f"{each.bag.number} {goods.item.name} {typed}"
                unread.append(Weighed(each.bag.number, goods.item.name, None, None, said, entry))
    return Review(tuple(entries), tuple(unread))


def _row(entry: Entry) -> Row:
    return entry.household, entry.item.id, entry.quantity, entry.fen


def _written(row: Row) -> str:
    return ":".join("" if part is None else str(part) for part in row)


def _parsed(written: str) -> Row | None:
    parts = written.split(":")
    if len(parts) != 4 or not all(part.isascii() and part.isdecimal() and len(part) < 17 for part in parts[:3]):
        return None
    fen = int(parts[3]) if parts[3].isascii() and parts[3].isdecimal() and len(parts[3]) < 13 else None
    return int(parts[0]), int(parts[1]), int(parts[2]), fen


def _from(form: FormData) -> int:
    return number(form.get("from", ""))
