"""«猪肉2斤 豆腐一块»: the priced summary, 确认, and then it is an order; later more, less, none, and what is mine."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from domain.orders import OrderLine, Placed
from domain.people import Person
from domain.permissions import Action, concerns
from domain.replies import NO, YES, Ask, Option, Reply
from handlers.baskets import Shelf, basket_of, fit, last_time, look, order_values, place, wished
from handlers.flow import Flow, Outcome, Turn, finish, load_offer, say, wait_for
from nlu import phrases
from nlu.answers import Question as Unclear
from nlu.courtesies import is_courtesy
from nlu.health import looks_like_health
from nlu.offers import Offer
from nlu.orders import Context, Understood, understand
from nlu.settle import LARGEST_UNLIMITED as LARGEST
from storage import audit, orders, people, questions, windows
from storage.conversations import Conversation

flow = Flow("orders")

ANSWERS = (Option(YES, "confirm"), Option("edit", "edit"), Option(NO, "cancel"))
CANCELLING = (Option(YES, "cancel_all"), Option("keep", "keep_order"))
"""Under «全部取消吗？» a plain 不要了 or 取消 may mean either, so neither answer is a plain no."""

MENUS = "menus"
"""The flow whose open questions an order in words answers, so that a plain 好 then has one question only."""

LAST_TIME = ("一样", "上次", "上回", "上周", "上期", "老样子", "照旧", "same")
"""Words that may refer to an earlier window; only then is it looked up."""


@flow.hears
def hear(turn: Turn) -> Outcome | None:
    """Free words of somebody known: mostly an order, or a question about one."""
    person = turn.known()
    if phrases.is_yes(turn.text):
        return say("shared/nothing_open")
    offer = load_offer(turn)
    if not offer.windows:
        return None if looks_like_health(turn.text) else replace(say("orders/nothing_on_offer"), understood=False)
    shelf = look(turn, offer)
    if shelf.basket and not shelf.view and phrases.is_no(turn.text):
        return ask_to_confirm(shelf, shelf.basket, (), ())
    last = last_time(turn, person, offer) if any(word in turn.text for word in LAST_TIME) else {}
    context = Context({offer.items[item].name: amount for item, amount in shelf.view.items()}, last)
    understood = understand(turn.text, offer.catalog, context)
    match understood.intent:
        case "order" | "add" | "change" | "cancel":
            if not person.orders_for:
                return say("orders/no_household")
            if understood.intent == "cancel" and not (shelf.ordered or shelf.basket):
                return say("orders/nothing_to_cancel")
            if last and {asked.words: asked.quantity for asked in understood.questions} == last:
                again = {offer.by_name[name].id: amount for name, amount in last.items()}
                return summarise(turn, shelf, shelf.basket | again, replace(understood, questions=()))
            return summarise(turn, shelf, wished(shelf, understood), understood)
        case "ask_price" | "list":
            return Outcome(then="/order")
        case "ask_status":
            return mine(turn)
        case "help":
            return say("orders/about", windows=offer.windows)
    if is_courtesy(turn.text):
        return say("orders/welcome", windows=offer.windows)
    return None


@flow.command("orders")
def mine(turn: Turn) -> Outcome:
    """«我的订单»"""
    if turn.person is None:
        return say("shared/not_understood")
    shelf = look(turn, load_offer(turn))
    if shelf.ordered or shelf.basket:
        return say("orders/mine", **order_values(shelf.offer, shelf.ordered), basket=bool(shelf.basket))
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
        return ask_to_confirm(shelf, nothing, (), ())
    questions.supersede(turn.tx, turn.address, flow.name)
    return finish(Reply("orders/dropped" if shelf.basket else "orders/nothing_to_cancel"))


@flow.step("confirm")
def confirm(turn: Turn) -> Outcome:
    """«确认», «修改» or «取消» under a summary."""
    whom = people.get(turn.tx, turn.data["whom"]) if "whom" in turn.data else None
    if whom is not None:
        return _confirm_for(turn, whom)
    return _settle(turn, turn.known())


@flow.step("enter")
def enter(turn: Turn) -> Outcome:
    """What a worker writes for somebody who said it by voice or telephone: the same words, the same summary."""
    whom = people.get(turn.tx, turn.data["whom"])
    if whom is None or not concerns(turn.person, Action.TAKE_HANDOVER, whom.area_path or whom.village_path):
        return finish(Reply("handovers/not_yours"))
    outcome = hear(replace(turn, person=whom, waiting=())) or say("shared/not_understood")
    replies = tuple(
        replace(reply, ask=replace(reply.ask, data={**reply.ask.data, "whom": whom.id}, beside=True))
        if reply.ask and reply.ask.flow == flow.name else reply
        for reply in outcome.replies
    )  # fmt: skip
    asked = any(reply.ask for reply in replies)
    return replace(outcome, replies=replies, conversation=Conversation() if asked else None, then="")


def _confirm_for(turn: Turn, whom: Person) -> Outcome:
    """A worker confirms what they entered; the order is the person's own, and the person is told."""
    worker = turn.known()
    if not concerns(worker, Action.TAKE_HANDOVER, whom.area_path or whom.village_path):
        return say("handovers/not_yours")
    if turn.answer == "edit":
        step = wait_for(flow.name, "enter", Reply("orders/enter_for", {"person": whom}), whom=whom.id)
        return replace(step, answered=False)
    outcome = _settle(replace(turn, person=whom), worker)
    if turn.answer == YES:
        audit.note(turn.tx, worker.id, "enter_order", whom.id, turn.now)
        told = tuple(Reply("orders/entered_for_you", {"worker": worker}, to=whom.id) for _ in outcome.replies[:1])
        return outcome.also(*told, *(replace(reply, to=whom.id) for reply in outcome.replies))
    return outcome


def _settle(turn: Turn, entered_by: Person) -> Outcome:
    if turn.answer == "edit":
        return replace(say("orders/how_to_change"), answered=False)
    offer = load_offer(turn)
    if turn.answer in (NO, "keep"):
        kept = look(turn, offer).ordered
        reply = Reply("orders/kept", order_values(offer, kept)) if kept else Reply("orders/dropped")
        return replace(finish(reply), toast="kept" if kept else "dropped")
    wish = basket_of(turn.question)
    placed = place(turn, offer, wish, entered_by)
    return report(turn, offer, wish, placed)


def summarise(turn: Turn, shelf: Shelf, wish: dict[int, int], understood: Understood) -> Outcome:
    """The priced summary with 确认, what cannot be had left out and said, what is unclear asked."""
    fitting, short = fit(turn, shelf, wish)
    changed = {item: amount for item, amount in fitting.items() if amount != shelf.ordered.get(item, 0)}
    others = tuple(line for line in understood.lines if line.whom)
    asked = asking(shelf, understood.questions)
    if not changed or (wish == shelf.basket and (asked or others) and not short):
        if not (short or asked or others):
            return say("orders/unchanged", **order_values(shelf.offer, shelf.ordered))
        return say("orders/asked_back", short=short, questions=asked, others=others, basket=bool(shelf.basket))
    if any(question.flow == MENUS for question in turn.waiting):
        questions.supersede(turn.tx, turn.address, MENUS)
    return ask_to_confirm(shelf, changed, short, asked, others)


def asking(shelf: Shelf, asked: tuple[Unclear, ...]) -> tuple[dict[str, Any], ...]:
    """Questions as templates put them: with the one item that each is about, if it is one, and what stands of it."""
    found = [
        (question, shelf.offer.by_name.get(question.candidates[0]) if len(question.candidates) == 1 else None)
        for question in asked
    ]
    return tuple(
        {"kind": question.kind, "words": question.words, "names": question.candidates, "item": item,
         "quantity": question.quantity if item and 0 < (question.quantity or 0) <= (item.limit or LARGEST) else 0,
         "had": shelf.view.get(item.id, 0) if item else 0}
        for question, item in found
    )  # fmt: skip


def ask_to_confirm(
    shelf: Shelf,
    changed: Mapping[int, int],
    short: tuple[Any, ...],
    asked: tuple[Any, ...],
    others: tuple[Any, ...] = (),
) -> Outcome:
    """The summary as a question; what it would come to is carried by the question, not recorded."""
    lines = [
        {"item": shelf.offer.items[item], "line": OrderLine(shelf.offer.items[item], amount),
         "before": shelf.ordered.get(item, 0)}
        for item, amount in changed.items()
    ]  # fmt: skip
    after = {item: amount for item, amount in {**shelf.ordered, **changed}.items() if amount > 0}
    values = order_values(shelf.offer, after) | {
        "changed": lines, "short": short, "questions": asked, "others": others, "first": not shelf.ordered,
    }  # fmt: skip
    items = [shelf.offer.items[item] for item in changed]
    concerned = [window.id for window in shelf.offer.windows if any(item.window == window.id for item in items)]
    titles = {"total": values["total_yuan"]}
    answers, title = (ANSWERS, "order_title") if after else (CANCELLING, "cancelling_title")
    carried = {"wished": dict(changed), "windows": concerned[1:]}
    ask = Ask(flow.name, "confirm", answers, title, titles, concerned[0], carried)
    return finish(Reply("orders/summary", values, ask))


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
