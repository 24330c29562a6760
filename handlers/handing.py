"""«12», «取12 13», «12没取»: whoever hands out ticks bags by their short numbers."""

from broadcasts.handing import Ticked, tick, untick
from domain.orders import Window
from domain.permissions import Action, scope
from domain.replies import NO, Ask, Option, Reply
from handlers.fetching import handed_out_now
from handlers.flow import Flow, Outcome, Turn, finish, say
from nlu.pickup_words import asks_waiting, ticked, unticked
from storage import audit, bags, windows

flow = Flow("handing")

MOST_LISTED = 40


@flow.hears
def hear(turn: Turn) -> Outcome | None:
    """Numbers of somebody who hands out, while bags are handed out; everybody else's go on to the other flows."""
    if turn.person is None or not scope(turn.person, Action.HAND_OUT):
        return None
    if asks_waiting(turn.text):
        return _left(turn)
    undone = unticked(turn.text)
    numbers = undone or ticked(turn.text)
    found = handed_out_now(turn, Action.HAND_OUT) if numbers else []
    if not found:
        return None
    fitting = _fitting(turn, found, numbers, undone=bool(undone))
    if len(fitting) == 1:
        return _settle(turn, fitting[0], numbers, undone=bool(undone))
    options = (*(Option(str(window.id), window.title) for window in fitting), Option(NO, "neither"))
    data = {"numbers": numbers, "undone": bool(undone)}
    ask = Ask(flow.name, "window", options, "handing_title", {"number": numbers[0]}, data=data)
    return Outcome((Reply("handing/which_window", {"windows": fitting, "number": numbers[0]}, ask),))


@flow.step("window")
def choose(turn: Turn) -> Outcome:
    """Of which of several windows the bag is."""
    window = windows.get(turn.tx, int(turn.answer)) if turn.answer != NO else None
    if window is None:
        return finish(Reply("handing/nothing"))
    return _settle(turn, window, turn.data["numbers"], undone=turn.data["undone"])


def _left(turn: Turn) -> Outcome | None:
    """«谁还没取»: the bags that nobody has yet, by number and door."""
    found = handed_out_now(turn, Action.HAND_OUT)[:1]
    waiting = [bag for window in found for bag in bags.of_window(turn.tx, window.id) if not bag.handed_at]
    if not found:
        return None
    audit.note(turn.tx, turn.known().id, "see_waiting", found[0].id, turn.now)
    return say("handing/waiting", window=found[0], bags=waiting[:MOST_LISTED], more=len(waiting[MOST_LISTED:]))


def _fitting(turn: Turn, found: list[Window], numbers: tuple[int, ...], *, undone: bool) -> list[Window]:
    """The windows that the numbers can be meant of: those that have them all, waiting (or, to undo, ticked)."""
    counted = []
    for window in found:
        listed = [bag for number in numbers if (bag := bags.numbered(turn.tx, window.id, number))]
        meant = sum(bool(bag.handed_at) == undone for bag in listed)
        counted.append((meant, len(listed), window))
    best = max((meant, known) for meant, known, _ in counted)
    return [window for meant, known, window in counted if (meant, known) == best]


def _settle(turn: Turn, window: Window, numbers: tuple[int, ...], *, undone: bool) -> Outcome:
    results: list[Ticked] = []
    told: list[Reply] = []
    for number in numbers:
        if undone:
            results.append(untick(turn.tx, turn.known(), window, number, turn.now))
            continue
        result, replies = tick(turn.tx, turn.known(), window, number, turn.now)
        results.append(result)
        told += replies
    waiting = 0 if undone else sum(not bag.handed_at for bag in bags.of_window(turn.tx, window.id))
    return finish(Reply("handing/ticked", {"window": window, "results": results, "waiting": waiting}), *told)
