"""What arrived: entered per item; too little is divided by a rule, and shown before it counts."""

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from broadcasts import bills
from console.acting import act, window_for
from console.house import House, Visitor, number
from console.rendering import page
from console.standing import Standing, load, look
from domain.amounts import parse_quantity
from domain.orders import Window
from storage import arrivals, audit, windows
from storage.arrivals import IN_ORDER, RULES, Share
from storage.database import Transaction

TAIL = "/arrived"


async def show(house: House, request: Request, visitor: Visitor) -> Response | None:
    standing = await look(house, request, visitor, "see_arrived")
    if standing is None:
        return None
    done = request.query_params.get("done", "")
    return page(house, visitor, "arrived.html.j2", standing=standing, here=TAIL, done=done)


async def enter(house: House, request: Request, visitor: Visitor, form: FormData) -> Response | None:
    """An amount; less than ordered leads to the shares, of which one of the rules is then confirmed."""
    item_id, rule = number(request.path_params["item"]), str(form.get("rule", ""))
    arrived = _amount(str(form.get("arrived", "")))
    if arrived is not None and rule not in RULES:
        shown = await _shares(house, request, visitor, item_id, arrived)
        if shown is not None:
            return shown

    def work(tx: Transaction, window: Window, now: int) -> str:
        item = windows.item(tx, item_id)
        if item is None or item.window != window.id:
            return ""
        if not window.being_settled:
            return "not_closed"
        if arrived is None or (arrived < item.taken and rule not in RULES):
            return "wrong"
        chosen = rule if rule in RULES else IN_ORDER
        if rule and arrivals.stamp(arrivals.shares(tx, item, arrived, rule)) != form.get("shown"):
            return "changed"
        less = arrivals.arrive(tx, item.id, arrived, chosen, visitor.person.id, now)
        house.writer.tell(tx, bills.short(tx, item, less), now)
        return "arrived"

    return await act(house, request, visitor, "enter_arrival", TAIL, work)


async def _shares(house: House, request: Request, visitor: Visitor, item_id: int, arrived: int) -> Response | None:
    """Who would get how much by each rule; None when there is enough, or nothing of it to be seen."""
    window, now = number(request.path_params["window"]), house.clock()

    def find(tx: Transaction) -> tuple[Standing, dict[str, list[Share]]] | None:
        item = windows.item(tx, item_id)
        if window_for(tx, visitor, window) is None or item is None or item.window != window or arrived >= item.taken:
            return None
        standing = load(tx, window)
        return (standing, {rule: arrivals.shares(tx, item, arrived, rule) for rule in RULES}) if standing else None

    found = await house.database.read(find)
    if found is None:
        return None
    standing, shares = found
    await house.database.write(lambda tx: audit.note(tx, visitor.person.id, "see_arrived", window, now))
    ways = [
        (rule, arrivals.stamp(each), [share for share in each if share.after < share.line.quantity])
        for rule, each in shares.items()
    ]
    return page(
        house, visitor, "shares.html.j2", standing=standing, here=TAIL, item=standing.items[item_id],
        arrived=arrived, ways=ways, homes={each.bag.household: each for each in standing.packed},
    )  # fmt: skip


def _amount(typed: str) -> int | None:
    typed = typed.strip()
    return 0 if typed == "0" else parse_quantity(typed)
