"""The page behind a ticket's QR code: for whoever hands out a bag with its button, for everybody else its number."""

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from broadcasts.handing import Ticked, may_hand_out, named, tick
from console import signing
from console.house import House, Visitor
from console.rendering import page
from domain.orders import Window
from domain.pickups import Bag
from storage import audit, bags, people, windows
from storage.database import Transaction

_LONGEST = 100


async def show(house: House, request: Request) -> Response:
    """Without a session, or for somebody who hands nothing out there, only the number: a ticket may be lost."""
    visitor, now = await signing.visitor(house, request), house.clock()
    secret = request.path_params["secret"][:_LONGEST]

    def look(tx: Transaction) -> tuple[Bag | None, Window | None, bool, str]:
        bag = bags.by_secret(tx, secret)
        may = bag is not None and visitor is not None and may_hand_out(tx, visitor.person, bag)
        if bag is None:
            return None, None, False, ""
        giver = people.get(tx, bag.handed_by) if bag.handed_by else None
        return bag, windows.get(tx, bag.window), may, giver.name if giver else ""

    bag, window, may, giver = await house.database.read(look)
    if bag is None or window is None or not bag.number:
        return page(house, visitor, "ticket.html.j2", 404, bag=None)
    if not may or visitor is None:
        return page(house, visitor, "ticket.html.j2", bag=bag, window=window, may=False)
    await house.database.write(lambda tx: audit.note(tx, visitor.person.id, "see_bag", bag.household, now))
    return page(
        house, visitor, "ticket.html.j2", bag=bag, window=window, may=True, giver=giver, door=named(bag),
        secret=secret,
    )  # fmt: skip


async def hand_out(house: House, request: Request, visitor: Visitor, form: FormData) -> Response | None:
    """«已取走»; then the window's page says what is still to be paid."""
    secret, now = request.path_params["secret"][:_LONGEST], house.clock()

    def work(tx: Transaction) -> tuple[int, Ticked] | None:
        bag = bags.by_secret(tx, secret)
        window = windows.get(tx, bag.window) if bag else None
        if bag is None or window is None:
            return None
        result, told = tick(tx, visitor.person, window, bag.number, now)
        house.writer.tell(tx, told, now)
        return window.id, result

    done = await house.database.write(work)
    if done is None:
        return None
    window, result = done
    return RedirectResponse(f"/console/windows/{window}/pickup?numbers={result.number}&was={result.state}", 303)
