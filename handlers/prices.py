"""«土猪肉从35涨到38，还要2斤吗？»: the answers of those who ordered at the old price."""

from dataclasses import replace

from broadcasts.repricing import FLOW
from domain.replies import NO
from handlers.baskets import look, order_values
from handlers.flow import Flow, Outcome, Turn, load_offer, say
from storage import orders, windows
from storage.orders import Buyer

flow = Flow(FLOW)


@flow.step("answer")
def answer(turn: Turn) -> Outcome:
    """«要» at the new price, «不要了», or first another amount."""
    person = turn.known()
    item = windows.item(turn.tx, turn.subject)
    if item is None:
        return say("orders/closed")
    state, closes_at = orders.hold_window(turn.tx, item.window)
    if state != "open" or turn.now >= closes_at:
        return replace(say("orders/too_late"), toast="closed")
    orders.hold(turn.tx, item.window, Buyer(person.id, person.orders_for, person.id), turn.now)
    amount, agreed = orders.standing(turn.tx, item.window, person.id).get(item.id, (0, 0))
    item = windows.item(turn.tx, item.id) or item
    if not amount or item.price != turn.data["price"] or agreed == item.price:
        return say("prices/no_longer", item=item, amount=amount)
    if turn.answer == "amount":
        return say("prices/how_much", item=item)
    if turn.answer == NO:
        buyer = Buyer(person.id, person.orders_for, person.id)
        orders.place(turn.tx, item.window, buyer, {item.id: 0}, {}, turn.now)
    else:
        orders.renew(turn.tx, turn.data["order"], [item.id], person.id, turn.now)
    shelf = look(turn, load_offer(turn))
    values = order_values(shelf.offer, shelf.ordered, shelf.agreed)
    template = "prices/given_back" if turn.answer == NO else "prices/kept"
    return replace(say(template, item=item, **values), toast="price_agreed" if turn.answer != NO else "dropped")
