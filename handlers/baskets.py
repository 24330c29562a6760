"""What orders are put together from: what is on offer, what stands, what is wished, and whether it can be had."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any, TypeVar

from domain import baskets
from domain.baskets import ENTERING, FLOW, Again, again
from domain.orders import Item, Placed, Window
from domain.people import Person
from domain.replies import Ask, Option
from domain.spans import DAY
from handlers.flow import Turn
from nlu import phrases
from nlu.answers import Line
from nlu.groceries import grocery_in
from nlu.offers import Offer
from nlu.orders import Understood
from storage import households, notes, orders, questions, waits, windows, wishes
from storage.questions import Question

T = TypeVar("T")

MENUS = "menus"
"""The flow whose open questions an order in words answers, so that a plain 好 then has one question only."""


REMEMBERED = 3 * DAY
"""Milliseconds after its closing for which an order is shown beside those of newer windows."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """What a person can order, has ordered, and has put together but not confirmed (thousandths by item)."""

    offer: Offer
    ordered: dict[int, int]
    basket: dict[int, int]
    agreed: dict[int, int] = field(default_factory=dict)
    """The price of what is ordered, by item: that to which the buyer said yes, whatever it costs others by now."""

    notes: dict[int, str] = field(default_factory=dict)  #: for the packer, by item; with those not confirmed yet
    errands: str = ""  #: what else was said, for other households, to be taken up when the basket is settled

    for_home: str = ""  #: the door of the household that it is for, where the buyer lives elsewhere

    def would_change(self, item: int, amount: int) -> bool:
        """Whether an order with so much of an item would be another one, if only in its price."""
        if amount != self.ordered.get(item, 0):
            return True
        return amount > 0 and self.agreed.get(item) not in (None, self.offer.items[item].price)

    @property
    def view(self) -> dict[int, int]:
        return {item: amount for item, amount in {**self.ordered, **self.basket}.items() if amount > 0}


def look(turn: Turn, offer: Offer) -> Shelf:
    """What stands for this person now."""
    stands: dict[int, tuple[int, int]] = {}
    noted: dict[int, str] = {}
    for window in offer.windows:
        had = orders.standing(turn.tx, window.id, turn.known().id)
        stands |= had
        noted |= notes.of_person(turn.tx, window.id, turn.known().id) if had else {}
    asked = _asked(turn)
    newest = asked[-1] if asked else None
    wished = {item: amount for item, amount in basket_of(newest).items() if item in offer.items}
    ordered = {item: amount for item, (amount, _) in stands.items()}
    agreed = {item: price for item, (_, price) in stands.items()}
    errands = newest.data.get("errands", "") if newest else ""
    return Shelf(offer, ordered, wished, agreed, noted | notes_of(newest), errands, _home_elsewhere(turn))


def _home_elsewhere(turn: Turn) -> str:
    person = turn.known()
    home = households.get(turn.tx, person.orders_for) if person.orders_for and not person.household else None
    return home.door if home else ""


def note_wishes(turn: Turn, offer: Offer, words: Iterable[str]) -> None:
    """Counts goods that were asked for and are not on offer, for whoever opens the next window."""
    person = turn.known()
    for name in sorted({grocery_in(asked) for asked in words} - {""}) if person.orders_for else ():
        wishes.note(turn.tx, person.village, offer.windows[0].id, person.orders_for, name, turn.now)


def drop_basket(turn: Turn) -> None:
    """What this person has put together is wished no longer."""
    for question in _asked(turn):
        questions.supersede_one(turn.tx, question.nonce)


def _asked(turn: Turn) -> list[Question]:
    """The open questions of this chat that carry this person's wishes, oldest first."""
    me = turn.known().id
    return [asked for asked in turn.waiting if asked.flow in (FLOW, ENTERING) and _whose(asked, me) == me]


def _whose(question: Question, me: int) -> int:
    """Whose wishes a question carries: a worker may be entering somebody else's order in their own chat."""
    return int(question.data.get("whom", me))


def basket_of(question: Question | None) -> dict[int, int]:
    """The wished amounts that a summary's question carries."""
    return by_item(question.data.get("wished", {})) if question else {}


def notes_of(question: Question | None) -> dict[int, str]:
    """The notes that a summary's question carries."""
    return by_item(question.data.get("notes", {})) if question else {}


def by_item(kept: Mapping[str, T]) -> dict[int, T]:
    """What a question's data keeps by item: its keys have become text."""
    return {int(item): value for item, value in kept.items()}


def closed_lately(turn: Turn) -> list[tuple[Window, dict[int, tuple[int, int]]]]:
    """Windows that closed in the last days with what this person ordered there (and at which price), the newest
    first."""
    since = turn.now - REMEMBERED
    newest = windows.latest(turn.tx, turn.known().village, 5)
    found = [window for window in newest if since < window.closes_at <= turn.now]
    ordered = [(window, orders.standing(turn.tx, window.id, turn.known().id)) for window in found]
    return [(replace(window, items=windows.items(turn.tx, window.id)), had) for window, had in ordered if had]


def is_about_closed(turn: Turn) -> bool:
    """Whether somebody would change what they ordered in a window that has closed."""
    if not phrases.would_change(turn.text):
        return False
    names = {
        name for window, had in closed_lately(turn) for item in window.items if item.id in had
        for name in (item.name, *item.aliases)
    }  # fmt: skip
    return any(name in turn.text for name in names)


def last_time(turn: Turn, person: Person, offer: Offer) -> Again | None:
    """What was ordered in the last window before these, against what is on offer now; None without a last time."""
    before = min((window.number for window in offer.windows), default=0)
    earlier = orders.last_time(turn.tx, person.village, person.id, before)
    if earlier is None:
        return None
    goods = {item.id: item for item in windows.items(turn.tx, earlier)}
    had = orders.standing(turn.tx, earlier, person.id)
    past = [(goods[item].name, goods[item].unit, amount, price) for item, (amount, price) in had.items()]
    return again(past, offer.items.values()) if past else None


def again_button(turn: Turn, offer: Offer) -> tuple[Option, ...]:
    """«和上次一样», where there is something to order again that is not ordered yet."""
    last = last_time(turn, turn.known(), offer) if offer.windows else None
    fresh = last is not None and last.wish and not look(turn, offer).view
    return (Option("again", "same_as_last"),) if fresh else ()


def ask_again(turn: Turn, offer: Offer) -> Ask | None:
    """The same beside a greeting."""
    options = again_button(turn, offer)
    return Ask(MENUS, "pick", options, "menu_title", lasts=DAY) if options else None


def own_lines(person: Person, lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """Those for the person's own household, and those for another's. Whoever acts for one household only, from
    elsewhere, means it by 阿公."""
    own = [line for line in lines if not line.whom or (not person.household and len(person.households) == 1)]
    return own, [line for line in lines if line not in own]


def wished(shelf: Shelf, understood: Understood, lines: Sequence[Line]) -> dict[int, int]:
    """The amounts that an order would have: what is said now on top of the order, or in its place."""
    wish = dict(shelf.basket)
    for line in lines:
        if line.item == "*":
            return dict.fromkeys(shelf.view, 0)
        item = shelf.offer.by_name[line.item].id
        match understood.intent:
            case "order" | "add":
                wish[item] = shelf.view.get(item, 0) + line.quantity
            case _:
                wish[item] = line.quantity
    return wish


def fit(turn: Turn, shelf: Shelf, wish: Mapping[int, int]) -> tuple[dict[int, int], tuple[dict[str, Any], ...]]:
    """The wishes that limit and stock allow now, and those that they do not, with what is left."""
    stands = windows.room(turn.tx, wish, turn.known().orders_for)
    fitting, short = {}, []
    for number, amount in wish.items():
        item = shelf.offer.items[number]
        taken, had = stands[number]
        more = amount - shelf.ordered.get(number, 0)
        room = item.quota - taken if item.quota is not None else None
        if more > 0 and item.limit is not None and had + more > item.limit:
            short.append(short_entry(turn, item, "limit", max(0, item.limit - had), more))
            continue
        if more > 0 and room is not None and more > room:
            short.append(short_entry(turn, item, "sold_out", room, more))
            continue
        fitting[number] = amount
    return fitting, tuple(short)


def short_entry(turn: Turn, item: Item, reason: str, left: int, more: int) -> dict[str, Any]:
    """What cannot be had as wished: how much is left, how much more was wished, and who waits for it already."""
    ahead = waits.ahead(turn.tx, item.id, turn.known().orders_for) if reason == "sold_out" else 0
    return {"item": item, "reason": reason, "left": left, "more": more, "ahead": ahead}


def what_is_left(turn: Turn, offer: Offer) -> dict[int, int | None]:
    """What can still be ordered of each item, by its id; None without a quota."""
    taken = windows.taken(turn.tx, [window.id for window in offer.windows])
    return {item.id: None if item.quota is None else item.quota - taken[item.id] for item in offer.items.values()}


def order_values(
    offer: Offer,
    amounts: Mapping[int, int],
    agreed: Mapping[int, int],
    notes: Mapping[int, str] = MappingProxyType({}),
) -> dict[str, Any]:
    """What templates show of an order. `agreed`: the prices of what is ordered already; all else is at the price of
    this moment."""
    return baskets.order_values(offer.windows, offer.items, amounts, agreed, notes)


def standing_values(offer: Offer, stands: Mapping[int, tuple[int, int]]) -> dict[str, Any]:
    """The same of what stands on record: amounts with the price that was agreed to."""
    amounts = {item: amount for item, (amount, _) in stands.items()}
    return order_values(offer, amounts, {item: price for item, (_, price) in stands.items()})


def place(turn: Turn, offer: Offer, wish: Mapping[int, int], entered_by: Person) -> list[Placed]:
    """Takes stock and limits, window by window in order of their ids."""
    person = turn.known()
    buyer = orders.Buyer(person.id, person.orders_for, entered_by.id)
    by_window: dict[int, dict[int, int]] = {}
    for item, amount in sorted(wish.items()):
        known = offer.items.get(item)
        by_window.setdefault(known.window if known else 0, {})[item] = amount
    limits = {item.id: item.limit for item in offer.items.values() if item.limit is not None}
    versions = {window.id: window.version for window in offer.windows}
    return [
        orders.place(turn.tx, window, buyer, wish_there, limits, turn.now, versions.get(window, 0))
        for window, wish_there in sorted(by_window.items())
    ]
