"""«小芳订了什么», «3幢203的订单»: what a worker asks about a household's order; others read only their own."""

from dataclasses import replace

from domain.permissions import Action, concerns
from domain.replies import Reply
from handlers.baskets import look, order_values
from handlers.flow import Flow, Outcome, Turn, finish, load_offer, say
from handlers.homes import homes_meant
from nlu.spoken_for import asked_about
from storage import audit

flow = Flow("whose_order")


@flow.hears
def hear(turn: Turn) -> Outcome | None:
    """Each look of a worker is on record; to everybody else nothing of it is said, not even whether there is one."""
    about = asked_about(turn.text) if turn.person else None
    homes = homes_meant(turn, about) if about else []
    offer = load_offer(turn) if homes else None
    if about is None or offer is None or not offer.windows or len(homes) != 1:
        return None
    reader, home = turn.known(), homes[0]
    if home.household.id in (reader.household, reader.orders_for):
        return None
    first = home.people[0]
    if not concerns(reader, Action.SEE_ORDERS, first.area_path or first.village_path):
        return say("entering/not_shown", who=about.door + about.name)
    replies = []
    for whom in home.people:
        audit.note(turn.tx, reader.id, "see_order", whom.id, turn.now)
        theirs = look(replace(turn, person=whom, waiting=()), offer)
        if theirs.ordered:
            values = order_values(offer, theirs.ordered, theirs.agreed, theirs.notes)
            replies.append(Reply("orders/of_household", values | {"person": whom}))
    return finish(*replies) if replies else say("entering/none_of", who=about.door + about.name)
