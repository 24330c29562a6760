"""«猪肉2斤 豆腐一块»: the priced summary, 确认, and then it is an order; later more, less, none, and what is mine."""

from dataclasses import replace

from domain.baskets import FLOW
from domain.messages import PLACE
from domain.replies import YES, Reply
from handlers.asking import STEP, ask_to_confirm, said_in_full
from handlers.baskets import (
    Shelf,
    ask_again,
    closed_lately,
    drop_basket,
    is_about_closed,
    look,
    note_wishes,
    order_values,
    standing_values,
    what_is_left,
)
from handlers.flow import Flow, Outcome, Turn, finish, load_offer, say
from handlers.queueing import late_order, listed, queue
from handlers.stretching import gaps
from handlers.taking import read, settle, take
from nlu import phrases
from nlu.courtesies import is_courtesy, is_thanks
from nlu.grievances import is_grievance
from nlu.health import looks_like_health
from nlu.inquiries import inquire
from nlu.notice_answers import is_of_other_things, may_be_of_a_round
from nlu.offers import Offer
from storage import households, orders, people, windows
from storage.conversations import Conversation

flow = Flow(FLOW)


@flow.hears_first
def hear_plain(turn: Turn) -> Outcome | None:
    """«猪肉2斤 豆腐一块», from somebody who holds no post and acts for one household, can only be an order."""
    if turn.person is None or turn.person.roles or turn.person.households:
        return None
    offer = load_offer(turn)
    return _hear(turn, offer) if offer.is_plain(turn.text) else None


@flow.hears
def hear(turn: Turn) -> Outcome | None:
    """Free words of somebody known: mostly an order, or a question about one."""
    return _hear(turn, load_offer(turn))


def _hear(turn: Turn, offer: Offer) -> Outcome | None:
    if turn.text.startswith(PLACE):
        return None
    if not offer.windows:
        return _without_window(turn)
    if is_grievance(turn.text) and closed_lately(turn):
        return None
    shelf = look(turn, offer)
    if phrases.is_yes(turn.text):
        return ask_to_confirm(shelf, shelf.basket) if shelf.basket else say("shared/nothing_open")
    if shelf.basket and not shelf.view and phrases.is_no(turn.text):
        return ask_to_confirm(shelf, shelf.basket)
    asked = read(turn, shelf)
    taken = take(turn, shelf, asked)
    if taken is not None:
        return taken
    match asked.understood.intent:
        case "ask_price" | "list":
            return _tell_prices(turn, shelf)
        case "ask_status":
            return mine(turn)
        case "help" if not (looks_like_health(turn.text) or is_of_other_things(turn.text)):
            about = say("orders/about", windows=offer.windows)
            return replace(about, sure=may_be_of_a_round(turn.text))
    if is_courtesy(turn.text):
        greeting = Reply("orders/welcome", ask=ask_again(turn, offer))
        return say("orders/thanks") if is_thanks(turn.text) else Outcome((greeting,))
    return None


def _tell_prices(turn: Turn, shelf: Shelf) -> Outcome:
    """«猪肉多少钱», «有盐吗», «一共多少钱»: what was asked for, and the whole menu when that was nothing certain."""
    inquiry = inquire(turn.text, shelf.offer.catalog)
    if inquiry.total and (shelf.ordered or shelf.basket):
        return ask_to_confirm(shelf, shelf.basket) if shelf.basket else mine(turn)
    if not (inquiry.named or inquiry.absent):
        return Outcome(then="/order")
    items = [shelf.offer.by_name[name] for name in inquiry.named]
    left = what_is_left(turn, shelf.offer)
    note_wishes(turn, shelf.offer, (inquiry.absent,))
    return say("orders/prices", items=items, left=left, absent=inquiry.absent, gaps=gaps(turn, shelf.offer))


def _without_window(turn: Turn) -> Outcome | None:
    """Between two windows nothing can be ordered; all else is heard as always."""
    if phrases.is_yes(turn.text):
        return say("shared/nothing_open")
    if is_courtesy(turn.text):
        return say("orders/thanks" if is_thanks(turn.text) else "orders/welcome")
    queued = queue(turn)
    if queued is not None:
        return queued
    if is_about_closed(turn) and not is_grievance(turn.text):
        return say("orders/too_late")
    if looks_like_health(turn.text) or is_grievance(turn.text):
        return None
    return late_order(turn)


@flow.command("orders")
def mine(turn: Turn) -> Outcome:
    """«我的订单»"""
    if turn.person is None:
        return say("shared/not_understood")
    shelf = look(turn, load_offer(turn))
    if shelf.ordered or shelf.basket:
        closed = [
            {"window": window, **standing_values(Offer.build([window]), had)} for window, had in closed_lately(turn)
        ]
        values = order_values(shelf.offer, shelf.ordered, shelf.agreed, shelf.notes)
        values |= {"basket": bool(shelf.basket), "closed_lately": closed, "places": listed(turn)}
        values |= {"for_home": shelf.for_home}
        return say("orders/mine", **values).also(*_of_households(turn, shelf))
    if theirs := _of_households(turn, shelf):
        return Outcome(theirs)
    if places := listed(turn):
        return say("waitlist/places", places=places)
    for window in windows.latest(turn.tx, turn.person.village, 3):
        past = orders.standing(turn.tx, window.id, turn.person.id)
        if past:
            offer = Offer.build([replace(window, items=windows.items(turn.tx, window.id))])
            return say("orders/past", **standing_values(offer, past), window=window)
    return say("orders/none", windows=shelf.offer.windows)


def _of_households(turn: Turn, shelf: Shelf) -> tuple[Reply, ...]:
    """What stands for the households for which somebody elsewhere acts, beside their own orders."""
    person = turn.known()
    found = []
    for household in () if person.household else person.households:
        for other in people.in_household(turn.tx, household):
            whom = people.get(turn.tx, other)
            theirs = look(replace(turn, person=whom, waiting=()), shelf.offer) if whom else None
            if theirs is not None and theirs.ordered:
                values = order_values(theirs.offer, theirs.ordered, theirs.agreed, theirs.notes)
                found.append(Reply("orders/of_household", values | {"person": whom}))
    return tuple(found)


@flow.command("cancel")
def cancel(turn: Turn) -> Outcome:
    """«取消订单»: the basket goes at once, an order after one more 确认."""
    if turn.person is None:
        return finish(Reply("orders/nothing_to_cancel"))
    shelf = look(turn, load_offer(turn))
    if shelf.ordered:
        nothing = dict.fromkeys(shelf.ordered, 0)
        return ask_to_confirm(shelf, nothing)
    drop_basket(turn)
    return finish(Reply("orders/dropped" if shelf.basket else "orders/nothing_to_cancel"))


@flow.step("confirm")
def confirm(turn: Turn) -> Outcome:
    """«确认», «修改» or «取消» under a summary. What family elsewhere has ordered for a household is told there."""
    person = turn.known()
    outcome = settle(turn, person)
    if person.household or turn.answer != YES or not outcome.answered:
        return outcome
    told = (
        reply
        for to in households.reachable(turn.tx, person.orders_for)
        for reply in (
            Reply("orders/entered_for_you", {"worker": person}, to=to),
            *(replace(said, to=to, ask=None) for said in outcome.replies[:1]),
        )
    )
    return outcome.also(*told)


@flow.step(STEP)
def fill(turn: Turn) -> Outcome:
    """«3斤», «不要这样» or a typed 3 under «要几斤？»: taken up as if it had been said in full."""
    data = turn.data
    offer = load_offer(turn)
    text = data["texts"].get(turn.answer, "") if turn.answer else said_in_full(turn.text, data, offer.by_name)
    if not turn.answer and phrases.is_yes(turn.text):
        open_still = any(question.flow == flow.name for question in turn.waiting)
        if open_still and not look(turn, offer).basket:
            return replace(say("orders/say_which", name=data.get("item", "")), understood=False)
        if open_still:
            shelf = look(turn, offer)
            about = data.get("item") or turn.conversation.data.get("about", "").partition(" ")[2]
            return ask_to_confirm(shelf, shelf.basket, unsaid=about)
        text = data.get("item", "")
    if text:
        about = turn.conversation.data.get("about", "") if turn.conversation.step == STEP else ""
        after = Conversation(flow.name, "filled", {"about": about}, turn.conversation.misunderstood)
        return Outcome(conversation=after, then=text, answered=False)
    shelf = look(turn, offer)
    if not shelf.basket:
        return finish(Reply("orders/left_out", {"name": data.get("item", "")}))
    return ask_to_confirm(shelf, shelf.basket)
