"""Which errand somebody speaks of, by its number or without one: 12 办好了, 办好了."""

from broadcasts import errand_money as money
from broadcasts import errands as acts
from broadcasts.errand_asks import WORKING, option
from domain.areas import ids_of
from domain.errands import OVER, REMEMBERED, Errand, State
from domain.permissions import Action, owns_errand, scope
from domain.replies import NO, Ask, Option, Reply
from handlers.flow import Outcome, Turn, say
from nlu.errand_words import Deed, DeedSaid
from storage import advances, errands

IN_LIST = (Deed.DONE, Deed.MINE, Deed.BACK)
"""What can also be said of a line of the list of the day."""

MOST = 8


def errand_meant(turn: Turn, said: DeedSaid) -> Errand | Outcome | None:
    """The errand that somebody speaks of; what is asked or answered instead; None when it is another matter."""
    if not said.number:
        return _one_of(turn, said, _fitting(turn, said))
    held = numbered(turn, said.number)
    fits = held is not None and _applies(turn, held, said.deed)
    if not said.sure and said.deed in IN_LIST and (line := _listed(turn, said.number)):
        if not fits or held is None:
            return None
        return held if line == f"errands/{held.id}" else say("errands/both", errand=held)
    if fits or (held is not None and said.sure):
        return held
    if said.sure:
        return say("errands/not_yours")
    return held if held is not None and scope(turn.person, Action.TAKE_ERRAND) else None


def numbered(turn: Turn, number: int) -> Errand | None:
    """The errand of that number in the speaker's village, or in one they hold a post in, if they may see it."""
    person = turn.known()
    villages = dict.fromkeys((person.village, *(area for held in person.roles for area in ids_of(held.path))))
    found = (errands.numbered(turn.tx, village, number) for village in villages)
    return next((
        each for each in found
        if each and (acts.sees(turn.tx, person, each) or money.owed(turn.tx, person, each).owed > 0)
    ), None)  # fmt: skip


def _applies(turn: Turn, held: Errand, deed: Deed) -> bool:
    """Whether that can be said of an errand, as it stands, by this person."""
    me, own = turn.known().id, owns_errand(turn.known(), held)
    has = held.taken_by == me and held.state is State.TAKEN
    match deed:
        case Deed.MINE:
            return held.state is State.OPEN or (held.state is State.TAKEN and (held.passed_to == me or held.late > 0))
        case Deed.DONE:
            return has or (own and held.state in (State.DONE, State.UNANSWERED))
        case Deed.LEFT | Deed.BACK:
            return has or (deed is Deed.BACK and held.passed_to == me)
        case Deed.PASS:
            return has or held.state in (State.OPEN, State.TAKEN)
        case Deed.ADVANCED:
            return held.taken_by == me
        case Deed.REPAID:
            return money.owed(turn.tx, turn.known(), held).owed > 0
        case Deed.NOT_DONE:
            return own and held.state in OVER
    return own and held.state in (State.OPEN, State.TAKEN)


def _fitting(turn: Turn, said: DeedSaid) -> list[Errand]:
    """Those of which that can be said without a number: what one has in hand first, then what one waits for."""
    person, since = turn.known(), turn.now - REMEMBERED
    if said.deed in (Deed.NOT_DONE, Deed.CANCEL):
        pool = errands.of_household(turn.tx, person.orders_for, since) if person.orders_for else []
        return [each for each in pool if _applies(turn, each, said.deed)]
    mine = errands.of_taker(turn.tx, person.id, since)
    if said.deed is Deed.REPAID:
        owed = advances.owed_to(turn.tx, person.id)
        return [found for each in owed if (found := errands.get(turn.tx, each))]
    going = [each for each in mine if each.state is State.TAKEN]
    if said.deed is Deed.ADVANCED:
        return going or mine
    if going or said.deed is not Deed.DONE or not person.orders_for:
        return going
    of_home = errands.of_household(turn.tx, person.orders_for, since)
    waits = [each for each in of_home if owns_errand(person, each)]
    return [each for each in waits if each.state is State.DONE]


def _one_of(turn: Turn, said: DeedSaid, fitting: list[Errand]) -> Errand | Outcome | None:
    if len(fitting) == 1:
        return fitting[0]
    if not fitting:
        return say("errands/not_yours") if said.sure else None
    options = (*(option(each) for each in fitting[:MOST]), Option(NO, "neither"))
    ask = Ask(WORKING, "meant", options, "errand_which_title", data={"text": turn.text}, beside=True)
    return Outcome((Reply("errands/which", {"errand_list": fitting[:MOST]}, ask),))


def _listed(turn: Turn, number: int) -> str:
    """The line of that number in the list of the day that was read last, "" for none."""
    asked = [each for each in turn.waiting if each.flow == "digest"]
    lines = asked[-1].data["lines"] if asked else {}
    return next((line for line, (shown, *_) in lines.items() if shown == number), "")
