"""«送货 小陈 小林»: the deliveries are divided among those who carry; each gets a route of doors and numbers."""

from dataclasses import replace

from domain.areas import Area
from domain.orders import Window
from domain.people import Person
from domain.permissions import Action, allowed, concerns, scope
from domain.pickups import DELIVERY, Bag, divide
from domain.replies import AMOUNTS, NO, YES, Ask, Option, Reply
from handlers.fetching import handed_out_now
from handlers.flow import Flow, Outcome, Turn, finish, say
from handlers.ticking import tick
from nlu.pickup_words import asks_route, carriers
from storage import areas, audit, bags, people, windows

flow = Flow("carrying")

BUTTONS = 8


@flow.hears
def hear(turn: Turn) -> Outcome | None:
    """The cadre names who carries; whoever carries asks for their route."""
    if turn.person is None:
        return None
    names = carriers(turn.text) if scope(turn.person, Action.SETTLE_WINDOW) else ()
    if names:
        return _propose(turn, names)
    if not asks_route(turn.text) or not scope(turn.person, Action.HAND_OUT):
        return None
    routes = [
        (window, route)
        for window in handed_out_now(turn, Action.HAND_OUT)
        if (route := _left_of(turn, window, turn.person.id))
    ]
    if not routes:
        return say("carrying/nothing")
    return finish(*(route_reply(window, route) for window, route in routes))


@flow.step("divide")
def share(turn: Turn) -> Outcome:
    """«确认» under the routes as they would be."""
    subject = turn.question.subject if turn.question else 0
    window = windows.get(turn.tx, subject if turn.answer == YES else int(turn.answer)) if turn.answer != NO else None
    if window is None:
        return finish(Reply("carrying/dropped"))
    village = areas.get(turn.tx, window.village)
    if village is None or not allowed(turn.known(), Action.SETTLE_WINDOW, village.path):
        return say("slots/not_allowed")
    found = [person for number in turn.data["volunteers"] if (person := people.get(turn.tx, number))]
    helpers = [person for person in found if _carries(person, village)]
    waiting = _waiting(turn, window)
    before = {bag.volunteer for bag in waiting if bag.volunteer}
    routes = divide(waiting, [person.id for person in helpers])
    bags.assign(turn.tx, window.id, routes)
    audit.note(turn.tx, turn.known().id, "divide_deliveries", window.id, turn.now)
    told = [replace(route_reply(window, route), to=helper) for helper, route in routes.items() if route]
    ended = [Reply("carrying/taken_off", {"window": window}, to=one) for one in sorted(before - routes.keys())]
    shares = [{"name": person.name, "count": len(routes[person.id])} for person in helpers]
    return finish(Reply("carrying/divided", {"window": window, "shares": shares}), *told, *ended)


@flow.step("brought")
def brought(turn: Turn) -> Outcome:
    """«12送到了» under a route; its buttons stay, since each bag is a press of its own."""
    window = windows.get(turn.tx, turn.question.subject) if turn.question else None
    if window is None:
        return say("carrying/nothing")
    result, told = tick(turn, window, int(turn.answer))
    left = _left_of(turn, window, turn.known().id)
    asked = {value for value, _ in turn.question.options} if turn.question else set()
    values = {"window": window, "results": [result], "waiting": len(left)}
    outcome = Outcome((Reply("handing/ticked", values), *told), answered=False)
    if result.state == "done" and left and not asked & {str(bag.number) for bag in left}:
        return replace(outcome.also(route_reply(window, left)), answered=True)
    return outcome


def route_reply(window: Window, route: list[Bag]) -> Reply:
    """Doors and numbers, and no reason; a typed number is a bag's and no option's place."""
    options = tuple(Option(str(bag.number), "brought", {"number": bag.number}) for bag in route[:BUTTONS])
    ask = Ask(
        "carrying", "brought", options, "route_title", {"title": window.title}, window.id, {AMOUNTS: True},
        beside=True,
    )  # fmt: skip
    return Reply("carrying/route", {"window": window, "bags": route}, ask)


def _propose(turn: Turn, names: tuple[str, ...]) -> Outcome:
    """The names read back with how many doors each would have."""
    found = [window for window in handed_out_now(turn, Action.SETTLE_WINDOW) if _waiting(turn, window)]
    if not found:
        return say("carrying/nothing_to_bring")
    village = areas.get(turn.tx, found[0].village)
    helpers, unknown = [], []
    for name in names:
        namesakes = [people.get(turn.tx, person) for person, _, _ in people.named(turn.tx, name)]
        fitting = [person for person in namesakes if person and village and _carries(person, village)]
        if len(fitting) == 1:
            helpers.append(fitting[0])
        else:
            unknown.append(name)
    if unknown:
        return say("carrying/who", names=unknown)
    shared = [(window, divide(_waiting(turn, window), [person.id for person in helpers])) for window in found]
    values = {
        "rounds": [
            {"window": window, "shares": [{"name": each.name, "count": len(routes[each.id])} for each in helpers]}
            for window, routes in shared
        ]
    }
    offered = [Option(str(window.id), window.title) for window in found] if found[1:] else [Option(YES, "confirm")]
    data = {"volunteers": [person.id for person in helpers]}
    ask = Ask(flow.name, "divide", (*offered, Option(NO, "cancel")), "divide_title", {}, found[0].id, data)
    return finish(Reply("carrying/proposed", values, ask))


def _carries(person: Person, village: Area) -> bool:
    return concerns(person, Action.HAND_OUT, village.path)


def _waiting(turn: Turn, window: Window) -> list[Bag]:
    """What is still to be brought."""
    return [bag for bag in bags.of_window(turn.tx, window.id) if bag.way == DELIVERY and not bag.handed_at]


def _left_of(turn: Turn, window: Window, person: int) -> list[Bag]:
    """What somebody has still to bring, in the order of their route."""
    mine = [bag for bag in _waiting(turn, window) if bag.volunteer == person]
    return sorted(mine, key=lambda bag: bag.place_in_route)
