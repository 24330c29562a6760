"""«猪肉2斤 豆腐一块»: the priced summary, 确认, and then it is an order; later more, less, none, and what is mine."""

from collections.abc import Mapping
from dataclasses import replace

from domain.orders import Placed
from domain.people import Person
from domain.permissions import Action, concerns
from domain.replies import KEEP, NO, YES, Reply
from handlers.asking import (
    STEP,
    as_asked,
    ask_back,
    ask_to_confirm,
    first_doubt,
    is_doubt,
    said_in_full,
    short_of,
)
from handlers.baskets import (
    ENTERING,
    MENUS,
    Shelf,
    basket_of,
    closed_lately,
    fit,
    is_about_closed,
    last_time,
    look,
    order_values,
    own_lines,
    place,
    what_is_left,
    wished,
)
from handlers.flow import Flow, Outcome, Turn, finish, load_offer, say, wait_for
from nlu import phrases
from nlu.courtesies import is_courtesy, is_thanks
from nlu.health import looks_like_health
from nlu.inquiries import inquire
from nlu.offers import Offer
from nlu.orders import Context, Understood, understand
from storage import audit, orders, people, questions, windows
from storage.conversations import Conversation

flow = Flow("orders")
entering = Flow(ENTERING)
"""What a worker enters for somebody stands beside the worker's own order; neither replaces the other."""

LAST_TIME = ("一样", "上次", "上回", "上周", "上期", "老样子", "照旧", "same")
"""Words that may refer to an earlier window; only then is it looked up."""


@flow.hears
def hear(turn: Turn) -> Outcome | None:
    """Free words of somebody known: mostly an order, or a question about one."""
    person = turn.known()
    offer = load_offer(turn)
    if not offer.windows:
        return _without_window(turn)
    shelf = look(turn, offer)
    if phrases.is_yes(turn.text):
        return ask_to_confirm(shelf, shelf.basket) if shelf.basket else say("shared/nothing_open")
    if shelf.basket and not shelf.view and phrases.is_no(turn.text):
        return ask_to_confirm(shelf, shelf.basket)
    last = last_time(turn, person, offer) if any(word in turn.text for word in LAST_TIME) else {}
    context = Context({offer.items[item].name: amount for item, amount in shelf.view.items()}, last)
    understood = understand(turn.text, offer.catalog, context)
    match understood.intent:
        case "order" | "add" | "change" | "cancel":
            if not person.orders_for:
                return say("orders/no_household")
            if not understood.lines and is_about_closed(turn):
                return say("orders/too_late")
            if understood.intent == "cancel" and not (shelf.ordered or shelf.basket):
                return say("orders/nothing_to_cancel")
            if last and {asked.words: asked.quantity for asked in understood.questions} == last:
                again = {offer.by_name[name].id: amount for name, amount in last.items()}
                return summarise(turn, shelf, shelf.basket | again, replace(understood, questions=()))
            own, _ = own_lines(person, understood.lines)
            return summarise(turn, shelf, wished(shelf, understood, own), understood)
        case "ask_price" | "list":
            return _tell_prices(turn, shelf)
        case "ask_status":
            return mine(turn)
        case "help":
            return say("orders/about", windows=offer.windows)
    if is_courtesy(turn.text):
        return say("orders/thanks" if is_thanks(turn.text) else "orders/welcome")
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
    return say("orders/prices", items=items, left=left, absent=inquiry.absent)


def _without_window(turn: Turn) -> Outcome | None:
    """Between two windows nothing can be ordered; all else is heard as always."""
    if phrases.is_yes(turn.text):
        return say("shared/nothing_open")
    if is_courtesy(turn.text):
        return say("orders/thanks" if is_thanks(turn.text) else "orders/welcome")
    if is_about_closed(turn):
        return say("orders/too_late")
    return None if looks_like_health(turn.text) else replace(say("orders/nothing_on_offer"), understood=False)


@flow.command("orders")
def mine(turn: Turn) -> Outcome:
    """«我的订单»"""
    if turn.person is None:
        return say("shared/not_understood")
    shelf = look(turn, load_offer(turn))
    if shelf.ordered or shelf.basket:
        closed = [
            {"window": window, **order_values(Offer.build([window]), had)} for window, had in closed_lately(turn)
        ]
        values = order_values(shelf.offer, shelf.ordered)
        return say("orders/mine", **values, basket=bool(shelf.basket), closed_lately=closed)
    for window in windows.latest(turn.tx, turn.person.village, 3):
        past = orders.of_person(turn.tx, window.id, turn.person.id)
        if past:
            offer = Offer.build([replace(window, items=windows.items(turn.tx, window.id))])
            return say("orders/past", **order_values(offer, past), window=window)
    return say("orders/none", windows=shelf.offer.windows)


@flow.command("cancel")
def cancel(turn: Turn) -> Outcome:
    """«取消订单»: the basket goes at once, an order after one more 确认."""
    if turn.person is None:
        return finish(Reply("orders/nothing_to_cancel"))
    shelf = look(turn, load_offer(turn))
    if shelf.ordered:
        nothing = dict.fromkeys(shelf.ordered, 0)
        return ask_to_confirm(shelf, nothing)
    questions.supersede(turn.tx, turn.address, flow.name)
    return finish(Reply("orders/dropped" if shelf.basket else "orders/nothing_to_cancel"))


@flow.step("confirm")
@entering.step("confirm")
def confirm(turn: Turn) -> Outcome:
    """«确认», «修改» or «取消» under a summary."""
    whom = people.get(turn.tx, turn.data["whom"]) if "whom" in turn.data else None
    if whom is not None:
        return _confirm_for(turn, whom)
    return _settle(turn, turn.known())


@flow.step(STEP)
@entering.step(STEP)
def fill(turn: Turn) -> Outcome:
    """«3斤», «不要这样» or a typed 3 under «要几斤？»: taken up as if it had been said in full."""
    data = turn.data
    offer = load_offer(turn)
    text = data["texts"].get(turn.answer, "") if turn.answer else said_in_full(turn.text, data, offer.by_name)
    if not turn.answer and phrases.is_yes(turn.text):
        text = "" if any(question.flow == flow.name for question in turn.waiting) else data.get("item", "")
    about = turn.conversation.data.get("about", "") if turn.conversation.step == STEP else ""
    after = Conversation(flow.name, "filled", {"about": about}, turn.conversation.misunderstood)
    whom = people.get(turn.tx, data["whom"]) if "whom" in data else None
    if whom is not None:
        after = replace(after, step="enter", data={"about": about, "whom": whom.id})
    if text:
        return Outcome(conversation=after, then=text, answered=False)
    basket = look(_as(turn, whom) if whom else turn, offer)
    if not basket.basket:
        return finish(Reply("orders/left_out", {"name": data.get("item", "")}))
    outcome = ask_to_confirm(basket, basket.basket)
    return replace(outcome, replies=tuple(_for(reply, whom) for reply in outcome.replies)) if whom else outcome


@flow.step("enter")
def enter(turn: Turn) -> Outcome:
    """What a worker writes for somebody who said it by voice or telephone: the same words, the same summary."""
    whom = people.get(turn.tx, turn.data["whom"])
    if whom is None or not concerns(turn.person, Action.TAKE_HANDOVER, whom.area_path or whom.village_path):
        return finish(Reply("handovers/not_yours"))
    acting = _as(turn, whom)
    outcome = hear(acting) or say("shared/not_understood")
    if not outcome.replies:
        outcome = say("orders/enter_for", person=whom)
    replies = tuple(_for(reply, whom) for reply in outcome.replies)
    asked = [reply.ask for reply in replies if reply.ask]
    for question in acting.waiting if asked else ():
        questions.supersede_one(turn.tx, question.nonce)
    after = turn.conversation
    if asked:
        waits = outcome.conversation or Conversation()
        after = replace(waits, data={**waits.data, "whom": whom.id}) if waits.step == STEP else Conversation()
    return replace(outcome, replies=replies, conversation=after, then="")


def _as(turn: Turn, whom: Person) -> Turn:
    """The turn of a worker who writes for somebody: their order, and what was begun for them here."""
    begun = tuple(question for question in turn.waiting if question.data.get("whom") == whom.id)
    return replace(turn, person=whom, waiting=begun)


def _for(reply: Reply, whom: Person) -> Reply:
    """A reply about somebody else's order names them, and its question stands beside the worker's own."""
    named = replace(reply, values={**reply.values, "whom": whom})
    if reply.ask is None:
        return named
    data = {**reply.ask.data, "whom": whom.id}
    theirs = replace(reply.ask, title="order_for_title", title_values={"name": whom.name}, data=data)
    return replace(named, ask=replace(theirs, flow=entering.name, beside=True))


def _confirm_for(turn: Turn, whom: Person) -> Outcome:
    """A worker confirms what they entered; the order is the person's own, and the person is told."""
    worker = turn.known()
    if not concerns(worker, Action.TAKE_HANDOVER, whom.area_path or whom.village_path):
        return say("handovers/not_yours")
    if turn.answer == "edit":
        step = wait_for(flow.name, "enter", Reply("orders/enter_for", {"person": whom}), whom=whom.id)
        return replace(step, answered=False)
    outcome = _settle(replace(turn, person=whom), worker)
    here = replace(outcome, replies=tuple(_for(reply, whom) for reply in outcome.replies))
    if turn.answer == YES:
        audit.note(turn.tx, worker.id, "enter_order", whom.id, turn.now)
        told = tuple(Reply("orders/entered_for_you", {"worker": worker}, to=whom.id) for _ in outcome.replies[:1])
        return here.also(*told, *(replace(reply, to=whom.id) for reply in outcome.replies))
    return here


def _settle(turn: Turn, entered_by: Person) -> Outcome:
    if turn.answer == "edit":
        return replace(say("orders/how_to_change"), answered=False)
    offer = load_offer(turn)
    if turn.answer in (NO, KEEP):
        kept = look(turn, offer).ordered
        return replace(finish(_as_before(offer, kept)), toast="kept" if kept else "dropped")
    wish = basket_of(turn.question)
    placed = place(turn, offer, wish, entered_by)
    return report(turn, offer, wish, placed)


def summarise(turn: Turn, shelf: Shelf, wish: dict[int, int], understood: Understood) -> Outcome:
    """The priced summary with 确认; what is unclear is asked first, what cannot be had is said."""
    fitting, short = fit(turn, shelf, wish)
    changed = {item: amount for item, amount in fitting.items() if amount != shelf.ordered.get(item, 0)}
    asked = as_asked(shelf, understood.questions)
    doubt, later = first_doubt(shelf, asked)
    _, others = own_lines(turn.known(), understood.lines)
    said = {"short": short, "others": others, "questions": [entry for entry in asked if not is_doubt(shelf, entry)]}
    if doubt is not None:
        return ask_back(turn, shelf, changed, doubt, later, **said)
    if changed:
        if any(question.flow == MENUS for question in turn.waiting):
            questions.supersede(turn.tx, turn.address, MENUS)
        nothing_new = wish == shelf.basket and bool(asked) and not others
        return replace(ask_to_confirm(shelf, changed, **said), understood=not nothing_new)
    if len(short) == 1 and not (asked or others) and (doubt := short_of(short[0])):
        return ask_back(turn, shelf, changed, doubt)
    if short or asked or others:
        return replace(say("orders/asked_back", **said), understood=bool(short or others))
    if shelf.basket:
        questions.supersede(turn.tx, turn.address, flow.name)
        return finish(_as_before(shelf.offer, shelf.ordered))
    return say("orders/unchanged", **order_values(shelf.offer, shelf.ordered))


def _as_before(offer: Offer, ordered: Mapping[int, int]) -> Reply:
    """What stands after a summary was called off."""
    return Reply("orders/kept", order_values(offer, ordered)) if ordered else Reply("orders/dropped")


def report(turn: Turn, offer: Offer, wish: Mapping[int, int], placed: list[Placed]) -> Outcome:
    """What became of a confirmation."""
    if all(result.closed for result in placed):
        return replace(finish(Reply("orders/closed")), toast="closed")
    short = [
        {"item": offer.items[entry.item], "reason": reason, "left": entry.left}
        for result in placed
        for reason, entries in (("limit", result.over_limit), ("sold_out", result.sold_out))
        for entry in entries
    ]
    after = look(turn, offer).ordered
    values = order_values(offer, after) | {"short": short, "closed": any(result.closed for result in placed)}
    if not any(result.taken for result in placed):
        return replace(finish(Reply("orders/not_placed", values)), toast="not_placed")
    if not after:
        return replace(finish(Reply("orders/cancelled")), toast="cancelled")
    return replace(finish(Reply("orders/confirmed", values)), toast="ordered")
