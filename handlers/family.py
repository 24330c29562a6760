"""«猪肉2斤» from family elsewhere who acts for several households: which of them is it for?"""

from domain.baskets import ENTERING
from domain.replies import NO, Ask, Option, Reply
from handlers.flow import Flow, Outcome, Turn, finish, load_offer, say
from handlers.taking import ORDERING
from nlu.errands import errands
from nlu.orders import understand
from storage import households, people

flow = Flow("family")

MOST_HOMES = 8


@flow.hears
def hear(turn: Turn) -> Outcome | None:
    """Their words are taken up as if the door had been said; what is begun for one household goes on there."""
    person = turn.known()
    if person.household or len(person.households) < 2 or errands(turn.text):
        return None
    offer = load_offer(turn)
    if not offer.windows or understand(turn.text, offer.catalog).intent not in ORDERING:
        return None
    begun = {question.data.get("whom", 0) for question in turn.waiting if question.flow == ENTERING}
    whom = people.get(turn.tx, begun.pop()) if len(begun) == 1 else None
    if whom is not None and whom.household in person.households:
        return Outcome(then=_for_door(whom.door, turn.text))
    homes = [home for number in person.households[:MOST_HOMES] if (home := households.get(turn.tx, number))]
    options = (*(Option(str(home.id), home.door) for home in homes), Option(NO, "neither"))
    ask = Ask(flow.name, "home", options, "which_home_title", data={"text": turn.text})
    return finish(Reply("orders/which_home", {"words": turn.text}, ask))


@flow.step("home")
def home(turn: Turn) -> Outcome:
    """One of the doors was chosen."""
    chosen = households.get(turn.tx, int(turn.answer)) if turn.answer.isdecimal() else None
    if chosen is None or chosen.id not in turn.known().households:
        return say("orders/dropped")
    return Outcome(then=_for_door(chosen.door, turn.data["text"]))


def _for_door(door: str, words: str) -> str:
    return f"帮{door} {words}"
