"""«菜单»: what is on offer by number, and how much of it, for those who would rather press or type a number."""

from domain.permissions import Action, scope
from domain.replies import DAY, Ask, Option, Reply
from handlers.asking import amount_of, ask_back
from handlers.baskets import again_button, look, what_is_left
from handlers.flow import Flow, Outcome, Turn, finish, load_offer, say
from nlu.offers import Offer

flow = Flow("menus")

LONGEST_MENU = 24
MORE = "from:"
AGAIN = "again"
SAME_AGAIN = "和上次一样"
"""What the button stands for: taken up as if it had been said."""

@flow.command("order", "menu")
def menu(turn: Turn) -> Outcome:
    """Everything on offer with its number, price and what is left."""
    if turn.person is None:
        return say("shared/not_understood")
    if turn.text == "开团" and scope(turn.person, Action.OPEN_WINDOW):
        return Outcome(then="/window")
    return _page(turn, load_offer(turn), 0)


@flow.step("pick", again=True)
def pick(turn: Turn) -> Outcome:
    """An item was chosen: how much of it? One menu serves for several."""
    offer = load_offer(turn)
    if turn.answer.startswith(MORE):
        return _page(turn, offer, int(turn.answer.removeprefix(MORE)))
    if turn.answer == AGAIN:
        return Outcome(then=SAME_AGAIN)
    item = offer.items.get(int(turn.answer))
    if item is None:
        return say("orders/closed")
    shelf = look(turn, offer)
    return ask_back(turn, shelf, shelf.basket, amount_of(shelf, item))


def _page(turn: Turn, offer: Offer, start: int) -> Outcome:
    """Some of what is on offer, from one on; what is sold out stands at the end and has no number."""
    if not offer.windows:
        return say("orders/nothing_on_offer")
    left = what_is_left(turn, offer)
    there = [item for item in offer.items.values() if left[item.id] != 0]
    items, more = there[start : start + LONGEST_MENU], len(there) - start - LONGEST_MENU
    options = [Option(str(item.id), item.name) for item in items]
    if more > 0:
        options.append(Option(f"{MORE}{start + LONGEST_MENU}", "more_items", {"count": more}))
    options += again_button(turn, offer)
    sold_out = [] if more > 0 else [item for item in offer.items.values() if left[item.id] == 0]
    ask = Ask(flow.name, "pick", tuple(options), "menu_title", lasts=DAY) if options else None
    values = {"windows": offer.windows, "items": items, "left": left, "sold_out": sold_out, "more": max(0, more)}
    return finish(Reply("orders/menu", values, ask))
