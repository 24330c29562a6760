"""«送货 小陈 小林»: the deliveries are divided among those who carry; each gets a route of doors and numbers."""

from dataclasses import replace

from broadcasts.handing import route_of, route_reply, share, tick, to_bring
from domain.areas import Area
from domain.people import Person
from domain.permissions import Action, concerns, scope
from domain.pickups import divide
from domain.replies import NO, YES, Ask, Option, Reply
from handlers import which_round
from handlers.fetching import handed_out_now
from handlers.flow import Flow, Outcome, Turn, finish, say
from nlu.pickup_words import asks_route, carriers
from storage import areas, people, windows

flow = Flow("carrying")


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
        if (route := route_of(turn.tx, window.id, turn.person.id))
    ]
    if not routes:
        return None if scope(turn.person, Action.SETTLE_WINDOW) else say("carrying/nothing")
    return finish(*(route_reply(window, route) for window, route in routes))


@flow.step("divide")
def confirm(turn: Turn) -> Outcome:
    """«确认» under the routes as they would be."""
    if turn.answer == NO:
        return finish(Reply("carrying/dropped"))
    found = which_round.again(turn, turn.subject if turn.answer == YES else int(turn.answer))
    if found is None:
        return say("slots/not_allowed")
    window = found.window
    named = [person for number in turn.data["volunteers"] if (person := people.get(turn.tx, number))]
    helpers = [person for person in named if _carries(person, found.village)]
    if not helpers:
        return finish(Reply("carrying/dropped"))
    routes, told = share(turn.tx, turn.known(), window, helpers, turn.now)
    shares = [{"name": person.name, "count": len(routes[person.id])} for person in helpers]
    return finish(Reply("carrying/divided", {"window": window, "shares": shares}), *told)


@flow.step("brought")
def brought(turn: Turn) -> Outcome:
    """«12送到了» under a route; its buttons stay, since each bag is a press of its own."""
    window = windows.get(turn.tx, turn.subject)
    if window is None:
        return say("carrying/nothing")
    result, told = tick(turn.tx, turn.known(), window, int(turn.answer), turn.now)
    left = route_of(turn.tx, window.id, turn.known().id)
    asked = {value for value, _ in turn.question.options} if turn.question else set()
    values = {"window": window, "results": [result], "waiting": len(left)}
    outcome = Outcome((Reply("handing/ticked", values), *told), answered=False)
    if result.state == "done" and left and not asked & {str(bag.number) for bag in left}:
        return replace(outcome.also(route_reply(window, left)), answered=True)
    return outcome


def _propose(turn: Turn, names: tuple[str, ...]) -> Outcome:
    """The names read back with how many doors each would have."""
    found = [window for window in handed_out_now(turn, Action.SETTLE_WINDOW) if to_bring(turn.tx, window.id)]
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
    shared = [(window, divide(to_bring(turn.tx, window.id), [person.id for person in helpers])) for window in found]
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
