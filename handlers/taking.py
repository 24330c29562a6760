"""What a text makes of an order, whoever's it is: the priced summary, or what is asked first; and what 确认 does."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from domain.amounts import format_quantity
from domain.baskets import WHOLE_ORDER, Again
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
    note_wishes,
    notes_of,
    order_values,
    own_lines,
    place,
    short_entry,
    wished,
)
from handlers.fetching import after_order
from handlers.flow import Outcome, Turn, finish, load_offer, say, wait_for
from handlers.queueing import late_order, queue
from handlers.stretching import ask_stretch, gaps
from nlu.answers import Line
from nlu.errands import errands
from nlu.notes import notes_said
from nlu.offers import Offer
from nlu.orders import Context, Understood, understand
from storage import notes, orders, questions

LAST_TIME = ("一样", "上次", "上回", "上周", "上期", "老样子", "照旧", "same")
"""Words that may refer to an earlier window; only then is it looked up."""

_SEPARATORS = frozenset(" ,，。;；\n")

ORDERING = frozenset(("order", "add", "change", "cancel"))
"""What a text may ask for that makes or changes an order."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a text asks for; `again`: also what was ordered last time."""

    understood: Understood
    again: Again | None = None


def read(turn: Turn, shelf: Shelf) -> Asked:
    """A text against what is on offer and what the person has."""
    again = last_time(turn, turn.known(), shelf.offer) if any(word in turn.text for word in LAST_TIME) else None
    last = {shelf.offer.items[item].name: amount for item, amount in again.wish.items()} if again else {}
    context = Context({shelf.offer.items[item].name: amount for item, amount in shelf.view.items()}, last)
    understood = understand(turn.text, shelf.offer.catalog, context)
    doubts: dict[str, int | None] = {doubt.words: doubt.quantity for doubt in understood.questions}
    if again and (doubts == last if last else doubts == {"": None}):
        return Asked(replace(understood, questions=()), again)
    return Asked(understood)


def take(turn: Turn, shelf: Shelf, asked: Asked) -> Outcome | None:
    """What a text asks for as a summary or a question; None when it asks for nothing."""
    if (queued := queue(turn)) is not None:
        return queued
    person, understood = turn.known(), asked.understood
    if understood.intent not in ORDERING:
        return None
    if not person.orders_for:
        return say("orders/no_household")
    if asked.again is not None:
        if not asked.again.wish and not understood.lines:
            return say("orders/none_again", gone=asked.again.gone)
        shelf = replace(shelf, basket=shelf.basket | asked.again.wish)
    elif not understood.lines and is_about_closed(turn):
        return say("orders/too_late")
    elif understood.intent == "cancel" and not (shelf.ordered or shelf.basket):
        return say("orders/nothing_to_cancel")
    own, _ = own_lines(person, understood.lines)
    if not understood.lines and "unknown_item" in understood.flags and (late := late_order(turn)) is not None:
        return late
    wish = wished(shelf, understood, own)
    noted = attach_notes(shelf, {**shelf.view, **wish}, turn.text, understood.note)
    return summarise(turn, replace(shelf, notes=noted), wish, understood, asked.again)


def settle(turn: Turn, entered_by: Person) -> Outcome:
    """«确认», «修改» or «取消» under a summary; then comes what was said for other households."""
    if turn.answer == "edit":
        return replace(say("orders/how_to_change"), answered=False)
    offer = load_offer(turn)
    later = turn.data.get("errands", "")
    if turn.answer in (NO, KEEP):
        shelf = look(turn, offer)
        return replace(finish(as_before(shelf)), toast="kept" if shelf.ordered else "dropped", then=later)
    wish = basket_of(turn.question)
    placed = [] if is_outdated(turn, offer) else place(turn, offer, wish, entered_by)
    if not placed or any(result.outdated for result in placed):
        return ask_anew(look(turn, load_offer(turn)), wish)
    keep_notes(turn, offer, notes_of(turn.question), entered_by)
    return replace(report(turn, offer, wish, placed, asking=entered_by.id == turn.known().id), then=later)


def keep_notes(turn: Turn, offer: Offer, noted: Mapping[int, str], noted_by: Person) -> None:
    """Writes down what is new of the notes, each with the order of the window that the item is of."""
    person = turn.known()
    for window in offer.windows if noted else ():
        if not orders.of_person(turn.tx, window.id, person.id):
            continue
        before = notes.of_person(turn.tx, window.id, person.id)
        order = orders.hold(turn.tx, window.id, orders.Buyer(person.id, person.orders_for, noted_by.id), turn.now)
        for item, words in noted.items():
            about = offer.items.get(item)
            fits = about.window == window.id if about else item == WHOLE_ORDER
            if fits and words != before.get(item, ""):
                notes.note(turn.tx, order, item, words, noted_by.id, turn.now)


def attach_notes(shelf: Shelf, amounts: Mapping[int, int], text: str, words: str) -> dict[int, str]:
    """The notes of a basket after a text with wishes for the packer: each of the thing that it names or stands right
    behind, or of the only one before it or at all; a wish at the end of a list is of the whole order."""
    wanted = [item for item, amount in amounts.items() if amount > 0]
    names = {name: item for item in wanted for name in shelf.offer.called[item]}
    said = notes_said(text, names) if text else []
    if words:
        said.append((max(0, text.find(words.split("，")[0])), words.removeprefix("备注").strip(":： ")))
    noted = dict(shelf.notes)
    for place_of, wish in said:
        noted[_about(names, text, place_of, wish, wanted)] = wish
    return noted


def _about(names: Mapping[str, int], text: str, place_of: int, wish: str, wanted: Sequence[int]) -> int:
    """The item that a wish in a text is about, or the whole order."""
    named = {item for name, item in names.items() if name in wish}
    before = {item: text.rfind(name, 0, place_of) for name, item in names.items() if name in text[:place_of]}
    if len(named) == 1:
        return named.pop()
    if before and (len(before) == 1 or not _SEPARATORS & set(text[max(0, place_of - 1) : place_of + 1])):
        return max(before, key=lambda item: before[item])
    return wanted[0] if len(wanted) == 1 else WHOLE_ORDER


def summarise(
    turn: Turn, shelf: Shelf, wish: dict[int, int], understood: Understood, again: Again | None = None
) -> Outcome:
    """The priced summary with 确认; what is unclear is asked first, what cannot be had is said."""
    fitting, short = fit(turn, shelf, wish)
    changed = {item: amount for item, amount in fitting.items() if shelf.would_change(item, amount)}
    asked = as_asked(shelf, understood.questions)
    note_wishes(turn, shelf.offer, (entry["words"] for entry in asked if entry["kind"] == "unknown_item"))
    doubt, later = first_doubt(shelf, asked)
    shelf, others = _passed_on(turn, shelf, own_lines(turn.known(), understood.lines)[1])
    words_only = [entry for entry in asked if not is_doubt(shelf, entry)]
    said: dict[str, Any] = {"short": short, "others": others, "questions": words_only}
    if doubt is not None:
        return ask_back(turn, shelf, changed, doubt, later, **said)
    if changed:
        if any(question.flow == MENUS for question in turn.waiting):
            questions.supersede(turn.tx, turn.address, MENUS, turn.elsewhere)
        nothing_new = wish == shelf.basket and bool(asked) and not others
        said |= {"repriced": again.repriced, "gone": again.gone} if again else {}
        return replace(ask_to_confirm(shelf, changed, **said), understood=not nothing_new)
    if len(short) == 1 and not (asked or others) and (doubt := short_of(short[0])):
        return ask_back(turn, shelf, changed, doubt)
    if short or asked or others:
        later = "" if shelf.basket else shelf.errands
        return replace(say("orders/asked_back", **said), understood=bool(short or others), then=later)
    if shelf.errands and not shelf.basket:
        return Outcome(then=shelf.errands)
    if shelf.basket:
        drop_basket(turn)
        return finish(as_before(shelf))
    return say("orders/unchanged", **order_values(shelf.offer, shelf.ordered, shelf.agreed))


def _passed_on(turn: Turn, shelf: Shelf, others: Sequence[Line]) -> tuple[Shelf, list[Line]]:
    """What was said for another household in the same breath is taken up afterwards, as if it were said then; and
    what cannot be said so. A text that is for others only has come from there, and is not passed on again."""
    if shelf.offer.is_plain(turn.text) or errands(turn.text):
        return shelf, list(others)
    said = {line: f"帮{line.whom}订{line.item}{format_quantity(line.quantity)}{line.unit}" for line in others}
    later = [text for text in said.values() if errands(text)]
    waiting = "\n".join(filter(None, (shelf.errands, *later)))
    return replace(shelf, errands=waiting), [line for line, text in said.items() if text not in later]


def report(
    turn: Turn, offer: Offer, wish: Mapping[int, int], placed: list[Placed], asking: bool = False
) -> Outcome:
    """What became of a confirmation; what is sold out may be queued for."""
    if all(result.closed for result in placed):
        return replace(finish(Reply("orders/closed")), toast="closed")
    shelf = look(turn, offer)
    after = shelf.ordered
    short = [
        short_entry(turn, offer.items[entry.item], reason, entry.left, wish[entry.item] - after.get(entry.item, 0))
        for result in placed
        for reason, entries in (("limit", result.over_limit), ("sold_out", result.sold_out))
        for entry in entries
    ]
    values = order_values(offer, after, shelf.agreed, shelf.notes)
    values |= {"short": short, "closed": any(result.closed for result in placed), "for_home": shelf.for_home}
    if not any(result.taken for result in placed):
        doubt = short_of(short[0]) if asking and len(short) == 1 else None
        if doubt is not None:
            asked = ask_back(turn, shelf, {}, doubt)
            told = replace(asked.replies[0], template="orders/not_placed", values=values)
            return replace(asked, replies=(told,), toast="not_placed")
        return replace(finish(Reply("orders/not_placed", values)), toast="not_placed")
    if not after:
        return replace(finish(Reply("orders/cancelled")), toast="cancelled")
    confirmed = Reply("orders/confirmed", values | {"gaps": gaps(turn, offer)})
    taken = [item for result in placed for item in result.taken if wish[item]]
    stretch = ask_stretch(turn, offer, taken) if asking else None
    if stretch is not None and stretch.ask is not None:
        outcome = wait_for(stretch.ask.flow, stretch.ask.step, confirmed, stretch, item=stretch.ask.subject)
        return replace(outcome, toast="ordered")
    then = after_order(turn, values["windows"])
    return replace(finish(confirmed, *then), toast="ordered")
