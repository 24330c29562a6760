"""«要» or «不要了» under an offer of what became free, and which place is given up; words go through the orders."""

from dataclasses import replace

from broadcasts import offering
from domain.replies import NO, Reply
from handlers.flow import Flow, Outcome, Turn, finish, say
from handlers.queueing import Wanted, join, leave, taken
from storage import waits, windows
from storage.waits import OFFERED, Wait

flow = Flow(offering.FLOW)


@flow.step("offer", again=True)
def answer(turn: Turn) -> Outcome:
    """Whoever presses late, or twice, hears what became of it."""
    place = waits.get(turn.tx, turn.subject)
    if place is None:
        return say("shared/press_unknown")
    lasts = place.state == OFFERED and place.offered_at == turn.data["offered_at"]
    if lasts and turn.answer == NO:
        return replace(leave(turn, [place]), toast="no_place_now")
    if lasts and offering.accept(turn.tx, place, place.offered_at, turn.now):
        return replace(finish(taken(turn, place)), toast="ordered")
    return _afterwards(turn, place)


@flow.step("leave")
def which(turn: Turn) -> Outcome:
    """Which of several places is given up?"""
    places = waits.places(turn.tx, turn.known().id)
    if turn.answer == NO:
        return finish(Reply("waitlist/kept"))
    chosen = [place for place in places if turn.answer in ("all", str(place.id))]
    return leave(turn, chosen) if chosen else finish(Reply("waitlist/kept"))


def _afterwards(turn: Turn, place: Wait) -> Outcome:
    """An offer that stands no longer: taken, given up, or gone to the next because its time was over."""
    gone = offering.lapse(turn.tx, place.id, turn.now)
    after = waits.get(turn.tx, place.id) or place
    item = windows.item(turn.tx, place.item)
    if item is None or after.state not in ("lapsed", "left"):
        return say("waitlist/taken_before", item=item)
    if after.state == "left" or turn.answer == NO:
        return say("waitlist/left_before", item=item).also(*_others(gone, place))
    again = join(turn, [Wanted(item, place.quantity)], given=False)
    late = Reply("waitlist/too_late", {"item": item, "again": bool(again.then)})
    return replace(again, replies=(late, *_others(gone, place), *again.replies))


def _others(gone: list[Reply], place: Wait) -> list[Reply]:
    """What lapsing tells others; whoever pressed late hears it in this turn's own words."""
    return [reply for reply in gone if reply.to != place.person]
