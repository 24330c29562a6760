"""What is asked back about an order, one thing at a time: with buttons, while what is certain waits in the question.

An answer stands for a text, which is taken up as if it had been said in full: 青菜3斤 for a press on 3斤, or for a
typed 3. So nothing is understood in two places, and of the basket's and this question only one is ever open.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from domain.amounts import THOUSANDTHS, format_quantity
from domain.baskets import ENTERING, FLOW, confirmation
from domain.orders import Item
from domain.replies import AMOUNTS, NO, YES, Ask, Option, Reply
from handlers.baskets import MENUS, Shelf, order_values
from handlers.flow import Outcome, Turn, finish, say, wait_for
from nlu.answers import Question as Unclear
from nlu.offers import Offer
from nlu.settle import LARGEST_UNLIMITED as LARGEST
from storage import questions as asked_before
from storage import windows

STEP = "fill"
MOST_AMOUNTS = 4
MOST_CHOICES = 6
LONGEST_AMOUNT = 8
"""Code points of a text that is read as an amount of the chosen item, such as 两斤半."""

_CHANGES = re.compile(r".+(?:改|换|变)(?:成|为|到)")
"""肉改成一斤半, of whatever 肉 may be: no amount of the item asked about."""

LEAVE_OUT = Option(NO, "leave_out")


@dataclass(frozen=True, slots=True)
class Doubt:
    """The one thing that is asked: `texts` by the value of an option; `item` stands before a typed amount."""

    asked: Mapping[str, Any]
    texts: Mapping[str, str]
    options: tuple[Option, ...]
    item: str = ""
    amounts: bool = True  #: a number that is typed is an amount of the item


def first_doubt(shelf: Shelf, asked: Sequence[Mapping[str, Any]]) -> tuple[Doubt | None, str]:
    """The first question that a press can answer, and in words what is to be asked after it."""
    doubts = [(entry, doubt) for entry in asked if (doubt := _doubt(shelf, entry)) is not None]
    if not doubts:
        return None, ""
    (first, doubt), rest = doubts[0], doubts[1:]
    later = " ".join(dict.fromkeys(str(entry["words"]) for entry, _ in rest if entry["words"] != first["words"]))
    return doubt, later


def is_doubt(shelf: Shelf, entry: Mapping[str, Any]) -> bool:
    """Whether a press can answer a question; if not, it is put in words only."""
    return _doubt(shelf, entry) is not None


def amount_of(shelf: Shelf, item: Item) -> Doubt:
    """How much of an item?"""
    amounts = _amounts(item, shelf.view.get(item.id, 0))
    texts = {value: f"{item.name}{value}{item.unit}" for value in amounts}
    options = (*(_amount(value, item) for value in amounts), LEAVE_OUT)
    asked = {"kind": "missing_qty", "item": item, "words": item.name, "names": (item.name,)}
    return Doubt(asked, texts, options, item.name)


def short_of(entry: Mapping[str, Any]) -> Doubt | None:
    """Less is left than was wished: shall it be that much?"""
    item, left = entry["item"], entry["left"]
    if entry["reason"] == "sold_out" and not left:
        return late_for(entry)
    if not left:
        return None
    amount = f"{format_quantity(left)}{item.unit}"
    texts, options = {YES: f"{item.name}{amount}"}, [Option(YES, "take_what_is_left", {"amount": amount})]
    if entry["reason"] == "sold_out":
        all_of_it = f"{format_quantity(entry['more'])}{item.unit}"
        texts["queue"] = f"{item.name}{all_of_it}排队"
        options.append(Option("queue", "queue_for_all", {"amount": all_of_it}))
    return Doubt({**entry, "kind": "short"}, texts, (*options, LEAVE_OUT), item.name)


def late_for(entry: Mapping[str, Any]) -> Doubt:
    """Nothing is left: shall it be a place in the queue? A typed number is the place of a button, and no amount."""
    item = entry["item"]
    amount = f"{item.name}{format_quantity(entry['more'])}{item.unit}"
    texts = {YES: f"{amount}排队", "given": f"{amount}有了就给我"}
    options = (Option(YES, "join_queue"), Option("given", "when_there"), Option(NO, "no_need"))
    return Doubt({**entry, "kind": "short"}, texts, options, item.name, amounts=False)


def ask_back(
    turn: Turn, shelf: Shelf, wish: Mapping[int, int], doubt: Doubt, later: str = "", **said: Any
) -> Outcome:
    """Asks the one thing; `wish` is what is certain already, `later` what is to be asked next."""
    asked_before.supersede(turn.tx, turn.address, MENUS)
    windows = list(dict.fromkeys(shelf.offer.items[item].window for item in wish)) or [shelf.offer.windows[0].id]
    texts = {value: f"{text} {later}".strip() for value, text in doubt.texts.items()}
    amounts = bool(doubt.item) and doubt.amounts
    kept = {"texts": texts | {NO: later}, "item": doubt.item, "later": later, AMOUNTS: amounts}
    title = {"item": doubt.item or doubt.asked.get("words", "")}
    data = kept | {"wished": dict(wish), "windows": windows[1:], "notes": dict(shelf.notes), "errands": shelf.errands}
    ask = Ask(FLOW, STEP, doubt.options, "doubt_title", title, windows[0], data)
    certain = {item: amount for item, amount in wish.items() if amount > 0}
    nothing_else = {"short": (), "others": (), "questions": ()}
    values = order_values(shelf.offer, certain, {}) | nothing_else | said | {"asked": doubt.asked}
    about = f"{doubt.asked['kind']} {title['item']}"
    before = turn.conversation
    # The answer to this very question was none: after another such a human takes over.
    in_vain = before.flow in (FLOW, ENTERING) and before.data.get("about") == about
    outcome = wait_for(FLOW, STEP, Reply("orders/asked_one", values, ask), about=about, **kept)
    return replace(outcome, understood=not in_vain)


def said_in_full(text: str, data: Mapping[str, Any], names: Mapping[str, Any]) -> str:
    """What a typed answer stands for: an amount alone is one of the item asked about, as its button has it."""
    item = data.get("item", "")
    named = any(name in text for name in names) or _CHANGES.match(text)
    alone = item and len(text) <= LONGEST_AMOUNT and not named
    for offered in data.get("texts", {}).values() if alone and text.isdecimal() else ():
        if offered.startswith(f"{item}{text}") and not offered.removeprefix(f"{item}{text}")[:1].isdecimal():
            return str(offered)
    return f"{item}{text} {data.get('later', '')}".strip() if alone else text


def _doubt(shelf: Shelf, entry: Mapping[str, Any]) -> Doubt | None:
    item, names = entry["item"], entry["names"]
    amount = format_quantity(entry["quantity"]) if entry["quantity"] else ""
    match entry["kind"]:
        case "needs_confirm" if item and entry["had"] and entry["had"] == entry["quantity"]:
            more = Option(YES, "add_so_much", {"amount": f"{amount}{item.unit}"})
            texts = {YES: f"再加{amount}{item.unit}{item.name}"}
            return Doubt(entry, texts, (more, Option(NO, "no_need")), item.name)
        case "needs_confirm" if item and entry["had"] and amount:
            texts = {"set": f"{item.name}改成{amount}{item.unit}", "more": f"再加{amount}{item.unit}{item.name}"}
            values = {"amount": f"{amount}{item.unit}"}
            either = (Option("set", "set_to", values), Option("more", "add_so_much", values))
            return Doubt(entry, texts, either, item.name)
        case "missing_qty" if item and entry.get("instead_of"):
            return replace(_in_the_place_of(amount_of(shelf, item), entry["instead_of"]), asked=entry)
        case "missing_qty" | "needs_confirm" | "over_limit" if item:
            return replace(amount_of(shelf, item), asked=entry)
        case "unknown_item" | "ambiguous_item" if 0 < len(names) <= MOST_CHOICES:
            several = [str(number) for number in range(1, len(names) + 1)]
            texts = dict(zip([YES] if len(names) == 1 else several, names, strict=True))
            options = (*(Option(value, name) for value, name in texts.items()), LEAVE_OUT)
            return Doubt(entry, texts, options)
    return None


def _in_the_place_of(doubt: Doubt, old: str) -> Doubt:
    """How much of it, for what was ordered before: whatever is answered, that goes."""
    texts = {value: f"{old}换成{text}" for value, text in doubt.texts.items()}
    return replace(doubt, texts=texts, item=f"{old}换成{doubt.item}")


def _amounts(item: Item, had: int) -> list[str]:
    most = (item.limit - had) // THOUSANDTHS if item.limit is not None else MOST_AMOUNTS
    return [str(number) for number in range(1, min(MOST_AMOUNTS, most) + 1)]


def _amount(value: str, item: Item) -> Option:
    return Option(value, "amount", {"quantity": value, "unit": item.unit})


def as_asked(shelf: Shelf, asked: tuple[Unclear, ...]) -> tuple[dict[str, Any], ...]:
    """Questions as templates put them: with the one item that each is about, if it is one, and what stands of it."""
    found = [
        (question, shelf.offer.by_name.get(question.candidates[0]) if len(question.candidates) == 1 else None)
        for question in asked
    ]
    return tuple(
        {"kind": question.kind, "words": question.words, "names": question.candidates, "item": item,
         "quantity": question.quantity if item and 0 < (question.quantity or 0) <= (item.limit or LARGEST) else 0,
         "had": shelf.view.get(item.id, 0) if item else 0, "instead_of": question.instead_of}
        for question, item in found
    )  # fmt: skip


def ask_to_confirm(shelf: Shelf, changed: Mapping[int, int], **said: Any) -> Outcome:
    """The summary as a question; what it would come to, and at which prices, is carried by the question, not
    recorded."""
    offer = shelf.offer
    return finish(
        confirmation(
            offer.windows, offer.items, shelf.ordered, shelf.agreed, changed, shelf.notes, shelf.errands,
            for_home=shelf.for_home, **said,
        )
    )  # fmt: skip


def is_outdated(turn: Turn, offer: Offer) -> bool:
    """Whether what a summary showed costs something else by now, or has been taken off the window."""
    shown = {int(item): price for item, price in turn.data.get("prices", {}).items()}
    return any(
        offer.items[item].price != price if item in offer.items else windows.is_off(turn.tx, item)
        for item, price in shown.items()
    )


def ask_anew(shelf: Shelf, wish: Mapping[int, int]) -> Outcome:
    """The summary again, as it is now: nobody's 确认 is taken for a price that they have not read."""
    changed = {i: amount for i, amount in wish.items() if i in shelf.offer.items and shelf.would_change(i, amount)}
    if not changed:
        return say("orders/taken_off")
    outcome = ask_to_confirm(shelf, changed, outdated=True)
    return replace(outcome, answered=False, toast="price_changed")


def as_before(shelf: Shelf) -> Reply:
    """What stands after a summary was called off."""
    if not shelf.ordered:
        return Reply("orders/dropped")
    return Reply("orders/kept", order_values(shelf.offer, shelf.ordered, shelf.agreed))
