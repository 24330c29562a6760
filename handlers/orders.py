"""«猪肉2斤 豆腐一块»: the priced summary, 确认, and then it is an order; later more, less, none, and what is mine."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from domain.amounts import format_yuan
from domain.orders import OrderLine, Placed, total
from domain.people import Person
from domain.replies import NO, YES, Ask, Option, Reply
from handlers.flow import Flow, Outcome, Turn, finish, load_offer, say
from nlu import phrases
from nlu.courtesies import is_courtesy
from nlu.offers import Offer
from nlu.orders import Context, Understood, understand
from storage import orders, questions, windows
from storage.questions import Question

flow = Flow("orders")

ANSWERS = (Option(YES, "confirm"), Option("edit", "edit"), Option(NO, "cancel"))
LAST_TIME = ("一样", "上次", "上回", "上周", "上期", "老样子", "照旧", "same")
"""Words that may refer to an earlier window; only then is it looked up."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """What a person can order, has ordered, and has put together but not confirmed (thousandths by item)."""

    offer: Offer
    ordered: dict[int, int]
    basket: dict[int, int]

    @property
    def view(self) -> dict[int, int]:
        return {item: amount for item, amount in {**self.ordered, **self.basket}.items() if amount > 0}


@flow.hears
def hear(turn: Turn) -> Outcome | None:
    """Free words of somebody known: mostly an order, or a question about one."""
    person = turn.known()
    if phrases.is_yes(turn.text):
        return say("shared/nothing_open")
    offer = load_offer(turn)
    if not offer.windows:
        return replace(say("orders/nothing_on_offer"), understood=False)
    shelf = look(turn, offer)
    last = last_time(turn, person, offer) if any(word in turn.text for word in LAST_TIME) else {}
    context = Context({offer.items[item].name: amount for item, amount in shelf.view.items()}, last)
    understood = understand(turn.text, offer.catalog, context)
    match understood.intent:
        case "order" | "add" | "change" | "cancel":
            if not person.orders_for:
                return say("orders/no_household")
            return summarise(turn, shelf, wished(shelf, understood, last), understood)
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
    person = turn.known()
    if turn.answer == "edit":
        return replace(say("orders/how_to_change"), answered=False)
    if turn.answer == NO:
        return replace(finish(Reply("orders/dropped")), toast="dropped")
    offer = load_offer(turn)
    wish = basket_of(turn.question)
    placed = place(turn, person, offer, wish)
    return report(turn, offer, wish, placed)


def look(turn: Turn, offer: Offer) -> Shelf:
    """What stands for this person now."""
    ordered: dict[int, int] = {}
    for window in offer.windows:
        ordered |= orders.of_person(turn.tx, window.id, turn.known().id)
    waiting = [question for question in turn.waiting if question.flow == flow.name]
    basket = basket_of(waiting[-1]) if waiting else {}
    return Shelf(offer, ordered, {item: amount for item, amount in basket.items() if item in offer.items})


def basket_of(question: Question | None) -> dict[int, int]:
    """The wished amounts that a summary's question carries."""
    data: Mapping[str, Any] = question.data if question else {}
    return {int(item): amount for item, amount in data.get("wished", {}).items()}


def last_time(turn: Turn, person: Person, offer: Offer) -> dict[str, int]:
    """What was ordered in the last window before these, as far as it is on offer again."""
    before = min(window.number for window in offer.windows)
    earlier = orders.last_time(turn.tx, person.village, person.id, before)
    if earlier is None:
        return {}
    names = {item.id: item.name for item in windows.items(turn.tx, earlier)}
    past = {names[item]: amount for item, amount in orders.of_person(turn.tx, earlier, person.id).items()}
    return {name: amount for name, amount in past.items() if name in offer.by_name}


def wished(shelf: Shelf, understood: Understood, last: dict[str, int]) -> dict[int, int]:
    """The amounts that an order would have: what is said now on top of the order, or in its place. Lines for
    another household are not taken here."""
    wish = dict(shelf.basket)
    lines = [line for line in understood.lines if not line.whom]
    if not lines and last and understood.questions and understood.intent == "order":
        return wish | {shelf.offer.by_name[name].id: amount for name, amount in last.items()}
    for line in lines:
        if line.item == "*":
            return dict.fromkeys(shelf.view, 0)
        item = shelf.offer.by_name[line.item].id
        match understood.intent:
            case "order":
                wish[item] = shelf.ordered.get(item, 0) + line.quantity
            case "add":
                wish[item] = shelf.view.get(item, 0) + line.quantity
            case _:
                wish[item] = line.quantity
    return wish


def summarise(turn: Turn, shelf: Shelf, wish: dict[int, int], understood: Understood) -> Outcome:
    """The priced summary with 确认, what cannot be had left out and said, what is unclear asked."""
    fitting, short = fit(turn, shelf, wish)
    changed = {item: amount for item, amount in fitting.items() if amount != shelf.ordered.get(item, 0)}
    others = tuple(line for line in understood.lines if line.whom)
    asked = () if changed and not understood.lines else understood.questions
    if not changed:
        if not (short or asked or others):
            return say("orders/unchanged", **order_values(shelf.offer, shelf.ordered))
        return say("orders/asked_back", short=short, questions=asked, others=others, basket=bool(shelf.basket))
    return ask_to_confirm(shelf, changed, short, asked, others)


def fit(turn: Turn, shelf: Shelf, wish: Mapping[int, int]) -> tuple[dict[int, int], tuple[dict[str, Any], ...]]:
    """The wishes that limit and stock allow now, and those that they do not, with what is left."""
    taken = windows.taken(turn.tx, [window.id for window in shelf.offer.windows])
    fitting, short = {}, []
    for number, amount in wish.items():
        item = shelf.offer.items[number]
        more = amount - shelf.ordered.get(number, 0)
        room = item.quota - taken[number] if item.quota is not None else None
        if more > 0 and item.limit is not None:
            had = orders.household_taken(turn.tx, number, turn.known().orders_for)
            if had + more > item.limit:
                short.append({"item": item, "reason": "limit", "left": max(0, item.limit - had)})
                continue
        if more > 0 and room is not None and more > room:
            short.append({"item": item, "reason": "sold_out", "left": room})
            continue
        fitting[number] = amount
    return fitting, tuple(short)


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
    subject = shelf.offer.items[next(iter(changed))].window
    titles = {"total": values["total_yuan"]}
    ask = Ask(flow.name, "confirm", ANSWERS, "order_title", titles, subject, {"wished": dict(changed)})
    return finish(Reply("orders/summary", values, ask))


def order_values(offer: Offer, amounts: Mapping[int, int]) -> dict[str, Any]:
    """What templates show of an order: lines, the total in fen, whether it is still to be weighed."""
    lines = [OrderLine(offer.items[item], amount) for item, amount in amounts.items() if item in offer.items]
    fen = total(lines)
    return {
        "lines": lines,
        "total": fen,
        "total_yuan": format_yuan(fen),
        "weighed": any(line.item.weighed for line in lines),
        "windows": [window for window in offer.windows if any(line.item.window == window.id for line in lines)],
    }


def place(turn: Turn, person: Person, offer: Offer, wish: Mapping[int, int]) -> list[Placed]:
    """Takes stock and limits, window by window in order of their ids."""
    buyer = orders.Buyer(person.id, person.orders_for, person.id)
    by_window: dict[int, dict[int, int]] = {}
    for item, amount in sorted(wish.items()):
        known = offer.items.get(item)
        by_window.setdefault(known.window if known else 0, {})[item] = amount
    limits = {item.id: item.limit for item in offer.items.values() if item.limit is not None}
    return [
        orders.place(turn.tx, window, buyer, wish_there, limits, turn.now)
        for window, wish_there in sorted(by_window.items())
    ]


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
