"""«菜单»: what is on offer by number, and how much of it, for those who would rather press or type a number."""

from domain.permissions import Action, scope
from domain.replies import DAY, Ask, Option, Reply
from handlers.asking import amount_of, ask_back
from handlers.baskets import look
from handlers.flow import Flow, Outcome, Turn, finish, load_offer, say
from storage import windows

flow = Flow("menus")

LONGEST_MENU = 24

@flow.command("order", "menu")
def menu(turn: Turn) -> Outcome:
    """Everything on offer with its number, price and what is left."""
    if turn.person is None:
        return say("shared/not_understood")
    if turn.text == "开团" and scope(turn.person, Action.OPEN_WINDOW):
        return Outcome(then="/window")
    offer = load_offer(turn)
    if not offer.windows:
        return say("orders/nothing_on_offer")
    taken = windows.taken(turn.tx, [window.id for window in offer.windows])
    left = {item.id: None if item.quota is None else item.quota - taken[item.id] for item in offer.items.values()}
    sold_out = [item for item in offer.items.values() if left[item.id] == 0]
    items = [item for item in offer.items.values() if left[item.id] != 0][:LONGEST_MENU]
    options = tuple(Option(str(item.id), item.name) for item in items)
    ask = Ask(flow.name, "pick", options, "menu_title", lasts=DAY) if options else None
    values = {"windows": offer.windows, "items": items, "left": left, "sold_out": sold_out}
    return finish(Reply("orders/menu", values, ask))


@flow.step("pick", again=True)
def pick(turn: Turn) -> Outcome:
    """An item was chosen: how much of it? One menu serves for several."""
    offer = load_offer(turn)
    item = offer.items.get(int(turn.answer))
    if item is None:
        return say("orders/closed")
    shelf = look(turn, offer)
    return ask_back(turn, shelf, shelf.basket, amount_of(shelf, item))
