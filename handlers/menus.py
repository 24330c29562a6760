"""«菜单»: what is on offer by number, and how much of it, for those who would rather press or type a number."""

from domain.amounts import THOUSANDTHS, format_quantity
from domain.permissions import Action, scope
from domain.replies import DAY, Ask, Option, Reply
from handlers.flow import Flow, Outcome, Turn, finish, load_offer, say, wait_for
from storage import windows
from storage.conversations import Conversation

flow = Flow("menus")

LONGEST_MENU = 24
AMOUNTS = 4
LONGEST_AMOUNT = 8
"""Code points of a text that is read as an amount of the chosen item, such as 两斤半."""


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
    items = list(offer.items.values())[:LONGEST_MENU]
    left = {item.id: None if item.quota is None else item.quota - taken[item.id] for item in items}
    options = tuple(Option(str(item.id), item.name) for item in items)
    ask = Ask(flow.name, "pick", options, "menu_title", lasts=DAY)
    values = {"windows": offer.windows, "items": items, "left": left}
    return finish(Reply("orders/menu", values, ask))


@flow.step("pick")
def pick(turn: Turn) -> Outcome:
    """An item was chosen: how much of it?"""
    item = load_offer(turn).items.get(int(turn.answer))
    if item is None:
        return say("orders/closed")
    step = THOUSANDTHS
    options = tuple(
        Option(format_quantity(number * step), "amount", {"quantity": number, "unit": item.unit})
        for number in range(1, AMOUNTS + 1)
    )
    ask = Ask(flow.name, "amount", options, "amount_title", {"item": item.name}, data={"item": item.id}, lasts=DAY)
    return wait_for(flow.name, "amount", Reply("orders/how_much", {"item": item}, ask), item=item.id)


@flow.step("amount")
def amount(turn: Turn) -> Outcome:
    """The amount, pressed or typed, is taken up as if it had been said with the item's name."""
    item = load_offer(turn).items.get(turn.data["item"])
    if item is None:
        return finish(Reply("orders/closed"))
    said = turn.answer or turn.text
    named = any(name in said for name in load_offer(turn).by_name)
    alone = turn.answer or (len(said) <= LONGEST_AMOUNT and not named)
    return Outcome(conversation=Conversation(), then=f"{item.name}{said}" if alone else said)
