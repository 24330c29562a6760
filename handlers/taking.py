"""What a text makes of an order, whoever's it is: the priced summary, or what is asked first; and what 确认 does."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from domain.orders import Placed
from domain.people import Person
from domain.replies import KEEP, NO, Reply
from handlers.asking import (
    as_asked,
    as_before,
    ask_anew,
    ask_back,
    ask_to_confirm,
    first_doubt,
    is_doubt,
    is_outdated,
    short_of,
)
from handlers.baskets import (
    MENUS,
    Shelf,
    basket_of,
    drop_basket,
    fit,
    is_about_closed,
    last_time,
    look,
    order_values,
    own_lines,
    place,
    wished,
)
from handlers.flow import Outcome, Turn, finish, load_offer, say
from handlers.slot_asking import after_order
from nlu.offers import Offer
from nlu.orders import Context, Understood, understand
from storage import questions

LAST_TIME = ("一样", "上次", "上回", "上周", "上期", "老样子", "照旧", "same")
"""Words that may refer to an earlier window; only then is it looked up."""

ORDERING = frozenset(("order", "add", "change", "cancel"))
"""What a text may ask for that makes or changes an order."""


def read(turn: Turn, shelf: Shelf) -> Understood:
    """A text against what is on offer and what the person has."""
    last = last_time(turn, turn.known(), shelf.offer) if any(word in turn.text for word in LAST_TIME) else {}
    context = Context({shelf.offer.items[item].name: amount for item, amount in shelf.view.items()}, last)
    understood = understand(turn.text, shelf.offer.catalog, context)
    if last and {asked.words: asked.quantity for asked in understood.questions} == last:
        return replace(understood, intent="again", questions=())
    return understood


def take(turn: Turn, shelf: Shelf, understood: Understood) -> Outcome | None:
    """What a text asks for as a summary or a question; None when it asks for nothing."""
    if understood.intent not in ORDERING and understood.intent != "again":
        return None
    person = turn.known()
    if not person.orders_for:
        return say("orders/no_household")
    if understood.intent == "again":
        last = last_time(turn, person, shelf.offer)
        again = {shelf.offer.by_name[name].id: amount for name, amount in last.items()}
        return summarise(turn, shelf, shelf.basket | again, understood)
    if not understood.lines and is_about_closed(turn):
        return say("orders/too_late")
    if understood.intent == "cancel" and not (shelf.ordered or shelf.basket):
        return say("orders/nothing_to_cancel")
    own, _ = own_lines(person, understood.lines)
    return summarise(turn, shelf, wished(shelf, understood, own), understood)


def settle(turn: Turn, entered_by: Person) -> Outcome:
    """«确认», «修改» or «取消» under a summary."""
    if turn.answer == "edit":
        return replace(say("orders/how_to_change"), answered=False)
    offer = load_offer(turn)
    if turn.answer in (NO, KEEP):
        shelf = look(turn, offer)
        return replace(finish(as_before(shelf)), toast="kept" if shelf.ordered else "dropped")
    wish = basket_of(turn.question)
    placed = [] if is_outdated(turn, offer) else place(turn, offer, wish, entered_by)
    if not placed or any(result.outdated for result in placed):
        return ask_anew(look(turn, load_offer(turn)), wish)
    return report(turn, offer, wish, placed)


def summarise(turn: Turn, shelf: Shelf, wish: dict[int, int], understood: Understood) -> Outcome:
    """The priced summary with 确认; what is unclear is asked first, what cannot be had is said."""
    fitting, short = fit(turn, shelf, wish)
    changed = {item: amount for item, amount in fitting.items() if shelf.would_change(item, amount)}
    asked = as_asked(shelf, understood.questions)
    doubt, later = first_doubt(shelf, asked)
    _, others = own_lines(turn.known(), understood.lines)
    words_only = [entry for entry in asked if not is_doubt(shelf, entry)]
    said: dict[str, Any] = {"short": short, "others": others, "questions": words_only}
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
        drop_basket(turn)
        return finish(as_before(shelf))
    return say("orders/unchanged", **order_values(shelf.offer, shelf.ordered, shelf.agreed))


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
    shelf = look(turn, offer)
    after = shelf.ordered
    values = order_values(offer, after, shelf.agreed)
    values |= {"short": short, "closed": any(result.closed for result in placed)}
    if not any(result.taken for result in placed):
        return replace(finish(Reply("orders/not_placed", values)), toast="not_placed")
    if not after:
        return replace(finish(Reply("orders/cancelled")), toast="cancelled")
    then = after_order(turn, values["windows"])
    return replace(finish(Reply("orders/confirmed", values), *then), toast="ordered")
