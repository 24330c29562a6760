"""Fetching and bringing on one page: slots and their filling, bags by slot, deliveries by who brings them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from broadcasts.handing import Ticked, call_slot, named, share, tick, to_bring, untick
from console.house import House, Visitor, number
from console.rendering import page, span
from domain.areas import Area, contains
from domain.orders import Window
from domain.people import CARRYING, Person
from domain.permissions import Action, concerns
from domain.pickups import DELIVERY, PICKUP, Bag, Slot
from nlu.pickup_words import ticked
from storage import accounts, areas, audit, bags, people, slots, windows
from storage.database import Transaction

_STATES = frozenset(("done", "before", "undone", "not_yet", "missing", "not_yours"))
_SAID = frozenset(("slots_added", "slots_wrong", "slot_kept", "divided_now", "nobody_chosen", "way_changed"))

Work = Callable[[Transaction, Window, int], str]
"""What a form does: (transaction, window, now); what stands behind the page's address afterwards."""


@dataclass(frozen=True, slots=True)
class Lane:
    """The bags of one slot; None: those that are fetched without one."""

    slot: Slot | None
    bags: tuple[Bag, ...]


@dataclass(frozen=True, slots=True)
class Route:
    """The deliveries of one person in order; None: those that nobody has yet."""

    carrier: Person | None
    bags: tuple[Bag, ...]


@dataclass(frozen=True, slots=True)
class Pickup:
    window: Window
    village: Area
    whole: bool  #: its reader settles the window: sets slots, calls, divides
    lanes: tuple[Lane, ...]
    routes: tuple[Route, ...]
    carriers: tuple[Person, ...]  #: who can be asked to bring something
    givers: dict[int, str]  #: who handed bags out, by id

    @property
    def bags(self) -> list[Bag]:
        lanes = [bag for lane in self.lanes for bag in lane.bags]
        return lanes + [bag for route in self.routes for bag in route.bags]

    @property
    def brought(self) -> int:
        return sum(len(route.bags) for route in self.routes)

    @property
    def done(self) -> int:
        return sum(bool(bag.handed_at) for bag in self.bags)


async def show(house: House, request: Request, visitor: Visitor) -> Response | None:
    """The page; opening it is a look at the households' orders."""
    shown = await _look(house, request, visitor)
    if shown is None:
        return None
    query = request.query_params
    numbers, was = query.get("numbers", ""), query.get("was", "")
    results = await house.database.read(lambda tx: _results(tx, shown, numbers, was))
    return page(
        house, visitor, "pickup.html.j2", shown=shown, results=results, said=_said(query.get("done", "")),
        hailed=number(query.get("called", "")) if "called" in query else None, named=named,
        span=lambda slot: span(house.zone, slot.starts_at, slot.ends_at),
    )  # fmt: skip


async def routes(house: House, request: Request, visitor: Visitor) -> Response | None:
    """Each volunteer's route on a sheet of its own."""
    shown = await _look(house, request, visitor)
    return page(house, visitor, "routes.html.j2", shown=shown, now=house.clock(), named=named) if shown else None


async def hand_out(house: House, request: Request, visitor: Visitor, form: FormData) -> Response | None:
    """«12» and Enter: the bags are ticked, or with «改回没取» not."""
    numbers = ticked(str(form.get("numbers", "")))[:20]
    undone = form.get("act") == "undo"

    def work(tx: Transaction, window: Window, now: int) -> str:
        results = []
        for each in numbers:
            if undone:
                results.append(untick(tx, visitor.person, window, each, now))
                continue
            result, told = tick(tx, visitor.person, window, each, now)
            results.append(result)
            house.writer.tell(tx, told, now)
        listed = "+".join(str(result.number) for result in results)
        return f"?numbers={listed}&was={'+'.join(result.state for result in results)}" if results else "?"

    return await act(house, request, visitor, Action.HAND_OUT, work)


async def call(house: House, request: Request, visitor: Visitor, form: FormData) -> Response | None:
    """«叫号»: those of a slot who have not got their bags."""
    wanted = number(form.get("slot", ""))

    def work(tx: Transaction, window: Window, now: int) -> str:
        slot = slots.get(tx, wanted)
        if slot is None or slot.window != window.id:
            return ""
        count, told = call_slot(tx, visitor.person, window, slot, now)
        house.writer.tell(tx, told, now)
        return f"?called={count}"

    return await act(house, request, visitor, Action.SETTLE_WINDOW, work)


async def divide(house: House, request: Request, visitor: Visitor, form: FormData) -> Response | None:
    """«分好，发单子»: the deliveries that are left, among those who are chosen."""
    chosen = {number(value) for value in form.getlist("carrier")}

    def work(tx: Transaction, window: Window, now: int) -> str:
        village = areas.get(tx, window.village)
        helpers = [person for person in _carriers(tx, village) if person.id in chosen] if village else []
        if not helpers or not to_bring(tx, window.id):
            return "?done=nobody_chosen"
        _, told = share(tx, visitor.person, window, helpers, now)
        house.writer.tell(tx, told, now)
        return "?done=divided_now"

    return await act(house, request, visitor, Action.SETTLE_WINDOW, work)


async def move(house: House, request: Request, visitor: Visitor, form: FormData) -> Response | None:
    """«改送上门» or «改自己取» for one household, which is told by its new ticket."""
    wanted, way = number(form.get("number", "")), DELIVERY if form.get("way") == DELIVERY else PICKUP

    def work(tx: Transaction, window: Window, now: int) -> str:
        bag = bags.numbered(tx, window.id, wanted)
        if bag is None:
            return f"?numbers={wanted}&was=missing"
        if not bags.settle(tx, window.id, bag.household, way, 0, bag.secret, chosen=True):
            return f"?numbers={wanted}&was=before"
        audit.note(tx, visitor.person.id, "change_way", bag.household, now)
        bags.tell_again(tx, window.id, [bag.household], now)
        return "?done=way_changed"

    return await act(house, request, visitor, Action.SETTLE_WINDOW, work)


async def act(house: House, request: Request, visitor: Visitor, action: Action, work: Work) -> Response | None:
    """Does something about a window for whoever may there (or in a part of it), and shows the page again."""
    wanted, now = number(request.path_params["window"]), house.clock()

    def act(tx: Transaction) -> str:
        window = windows.get(tx, wanted)
        village = areas.get(tx, window.village) if window else None
        if window is None or village is None:
            return ""
        part = action is Action.HAND_OUT and concerns(visitor.person, action, village.path)
        return work(tx, window, now) if part or visitor.may(action, village.path) else ""

    after = await house.database.write(act)
    return RedirectResponse(f"/console/windows/{wanted}/pickup{after.rstrip('?')}", 303) if after else None


async def _look(house: House, request: Request, visitor: Visitor) -> Pickup | None:
    wanted, now = number(request.path_params["window"]), house.clock()
    shown = await house.database.read(lambda tx: _load(tx, visitor, wanted))
    if shown is not None:
        await house.database.write(lambda tx: audit.note(tx, visitor.person.id, "see_orders", wanted, now))
    return shown


def _load(tx: Transaction, visitor: Visitor, wanted: int) -> Pickup | None:
    window = windows.get(tx, wanted)
    village = areas.get(tx, window.village) if window else None
    if window is None or village is None or not concerns(visitor.person, Action.HAND_OUT, village.path):
        return None
    seen, paths = visitor.scope(Action.HAND_OUT), bags.paths(tx, window.id)
    listed = [bag for bag in bags.of_window(tx, window.id) if _within(paths.get(bag.household, ""), seen)]
    fetched = [bag for bag in listed if bag.way == PICKUP]
    offered = slots.of_window(tx, window.id)
    lanes = [Lane(slot, tuple(bag for bag in fetched if bag.slot == slot.id)) for slot in offered]
    without = tuple(bag for bag in fetched if not any(bag.slot == slot.id for slot in offered))
    brought = [bag for bag in listed if bag.way == DELIVERY]
    carrying = sorted({bag.volunteer for bag in brought}, key=lambda person: (person == 0, person))
    whole = visitor.may(Action.SETTLE_WINDOW, village.path)
    return Pickup(
        window, village, whole, (*lanes, *([Lane(None, without)] if without else [])),
        tuple(Route(people.get(tx, carrier), _in_order(brought, carrier)) for carrier in carrying),
        tuple(_carriers(tx, village)) if whole and brought else (), _givers(tx, listed),
    )  # fmt: skip


def _within(path: str, seen: tuple[str, ...]) -> bool:
    return any(contains(each, path) for each in seen)


def _in_order(brought: Iterable[Bag], carrier: int) -> tuple[Bag, ...]:
    mine = (bag for bag in brought if bag.volunteer == carrier)
    return tuple(sorted(mine, key=lambda bag: (bag.place_in_route, bag.order)))


def _carriers(tx: Transaction, village: Area) -> list[Person]:
    """Who can be asked to bring something, in order of their names."""
    found = {person for role in CARRYING for person in people.holders(tx, village.path, role)}
    present = [person for each in found if (person := people.get(tx, each)) and person.state != "gone"]
    return sorted(present, key=lambda person: (person.name, person.id))


def _givers(tx: Transaction, listed: Iterable[Bag]) -> dict[int, str]:
    found = {bag.handed_by for bag in listed if bag.handed_by}
    return {each: person.name for each in found if (person := people.get(tx, each))}


def _results(tx: Transaction, shown: Pickup, numbers: str, was: str) -> list[Ticked]:
    """What the last ticks came to, read anew: nothing of a household stands in an address."""
    bags_by_number = {bag.number: bag for bag in shown.bags}
    results = []
    for each, state in zip(numbers.split(), was.split(), strict=False):
        bag = bags_by_number.get(number(each))
        if state not in _STATES or (bag is None and state not in ("missing", "not_yours")):
            continue
        if bag is None:
            results.append(Ticked(number(each), state))
            continue
        account = accounts.of_household(tx, shown.window.id, bag.household)
        unweighed = bool(account.unweighed({item.id: item for item in shown.window.items}))
        by = shown.givers.get(bag.handed_by, "")
        delivered = bag.way == DELIVERY
        results.append(Ticked(bag.number, state, named(bag), delivered, by, bag.handed_at, account.rest, unweighed))
    return results


def _said(done: str) -> str:
    return done if done in _SAID else ""
