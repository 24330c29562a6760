"""«豆腐2块排队», «有了就给我», «排到几了», «不等了»: what is said of a queue, by whoever it is for."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from broadcasts import offering
from domain.amounts import format_quantity
from domain.orders import Item, Window
from domain.replies import NO, Ask, Option, Reply
from handlers.asking import STEP, Doubt, amount_of, ask_back, ask_to_confirm, late_for
from handlers.baskets import REMEMBERED, Shelf, look, own_lines
from handlers.flow import Outcome, Turn, finish, load_offer, offer_of, say
from nlu.inquiries import inquire
from nlu.offers import Offer
from nlu.orders import understand
from nlu.queues import asks_place, goods_of, speaks_of_queue
from nlu.wishes import gives_up_place, wants_when_there
from storage import audit, people, questions, waits, windows
from storage.orders import Buyer
from storage.waits import OFFERED, Wait

WHEN_THERE = "有了就给我"
QUEUE = "排队"
"""What the buttons stand for, taken up as if it had been said."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Goods of which somebody would queue for so much more (thousandths, 0: not said)."""

    item: Item
    quantity: int


def queue(turn: Turn) -> Outcome | None:
    """What a text says of a queue; None when it says nothing of one."""
    if not speaks_of_queue(turn.text):
        return None
    places = waits.places(turn.tx, turn.known().id)
    if gives_up_place(turn.text):
        return _give_up(turn, places) if places else say("waitlist/no_place")
    if asks_place(turn.text):
        return say("waitlist/places", places=listed(turn)) if places else None
    given = wants_when_there(turn.text)
    found = _goods(turn, goods_of(turn.text))
    if found is None:
        return _without_goods(turn, places, given)
    if not turn.known().orders_for:
        return say("orders/no_household")
    shelf, wanted = found
    unclear = next((entry for entry in wanted if not entry.quantity), None)
    if unclear is not None:
        return _how_much(turn, shelf, unclear.item, WHEN_THERE if given else QUEUE)
    return join(turn, wanted, given)


def join(turn: Turn, wanted: Sequence[Wanted], given: bool) -> Outcome:
    """Places at the end of the line; what can simply be ordered is taken up as an order."""
    person, writer = turn.known(), people.at_address(turn.tx, turn.address.account, turn.address.chat)
    buyer = Buyer(person.id, person.orders_for, writer.id if writer else person.id)
    replies: list[Reply] = []
    plain = []
    joined = []
    for entry in wanted:
        item = windows.item(turn.tx, entry.item.id) or entry.item
        room = waits.room(turn.tx, item, buyer.household)
        if not room:
            replies.append(Reply("waitlist/no_room", {"item": item}))
            continue
        closed = not _open(turn, item.window)
        quantity = min(entry.quantity, room)
        place = waits.join(turn.tx, item, buyer, quantity, given, closed, turn.now)
        if place is None:
            plain.append(f"{entry.item.name}{format_quantity(quantity)}{item.unit}")
            continue
        replies += offering.offer(turn.tx, item.id, turn.now)
        joined.append(place.id)
    if buyer.entered_by != person.id and joined:
        audit.note(turn.tx, buyer.entered_by, "enter_wait", person.id, turn.now)
    standing = [entry for entry in listed(turn) if entry["id"] in joined and not entry["offered"]]
    if standing:
        replies.insert(0, Reply("waitlist/joined", {"places": standing}))
    return replace(finish(*replies, *_basket_again(turn)), then=" ".join(plain))


def _basket_again(turn: Turn) -> tuple[Reply, ...]:
    """What was asked is answered by the place; what else was put together is still to be confirmed."""
    asked = [question for question in turn.waiting if question.step == STEP]
    offer = load_offer(turn)
    shelf = look(turn, offer) if asked and offer.windows else None
    if shelf is not None and shelf.basket:
        return ask_to_confirm(shelf, shelf.basket).replies
    for question in asked:
        questions.supersede_one(turn.tx, question.nonce)
    return ()


def listed(turn: Turn) -> list[dict[str, Any]]:
    """The open places of a person as texts show them."""
    return [
        {"id": place.id, "item": item, "quantity": place.quantity, "offered": place.offered, "given": place.given,
         "until": place.expires_at, "ahead": waits.ahead(turn.tx, item.id, place.household, place.id)}
        for place in waits.places(turn.tx, turn.known().id)
        if (item := windows.item(turn.tx, place.item)) is not None
    ]  # fmt: skip


def late_order(turn: Turn) -> Outcome | None:
    """«豆腐2块» for what closed lately: shall it be a place in the queue for what may be over?"""
    person = turn.known()
    offer = _closed_offer(turn)
    if not offer.windows or not person.orders_for:
        return None
    own, _ = own_lines(person, understand(turn.text, offer.catalog).lines)
    line = next((line for line in own if line.item != "*" and line.quantity > 0), None)
    if line is None:
        return None
    item = windows.item(turn.tx, offer.by_name[line.item].id)
    assert item is not None
    over = 0 if item.waiting else item.free(closed=True)
    ahead = waits.ahead(turn.tx, item.id, person.orders_for)
    entry = {"item": item, "reason": "closed", "left": over, "more": line.quantity, "ahead": ahead}
    return ask_back(turn, Shelf(offer, {}, {}), {}, late_for(entry))


def leave(turn: Turn, places: Sequence[Wait]) -> Outcome:
    """Places are given up, and what was held back for them goes to the next."""
    replies = [reply for place in places for reply in offering.leave(turn.tx, place, turn.now)]
    items = [item for place in places if (item := windows.item(turn.tx, place.item)) is not None]
    return finish(Reply("waitlist/left", {"items": items}), *replies)


def _give_up(turn: Turn, places: list[Wait]) -> Outcome:
    """«不等了»: the one place, the one that is named, or which of several?"""
    items = {place.id: windows.item(turn.tx, place.item) for place in places}
    names = {place.id: item.name for place in places if (item := items[place.id]) is not None}
    named = [place for place in places if names.get(place.id, "?") in turn.text]
    if named or len(places) == 1:
        return leave(turn, named or places)
    options = (
        *(Option(str(place.id), names[place.id]) for place in places[:8]), Option("all", "leave_all"),
        Option(NO, "keep_waiting"),
    )  # fmt: skip
    ask = Ask(offering.FLOW, "leave", options, "leave_title")
    return finish(Reply("waitlist/which_to_leave", {"places": listed(turn)}, ask))


def _without_goods(turn: Turn, places: list[Wait], given: bool) -> Outcome | None:
    """«有了就给我» or «排队» alone: about the places that there are, or which goods?"""
    if len(goods_of(turn.text)) > 4:
        return None
    if given and places:
        replies = []
        for place in places:
            waits.trust(turn.tx, place.id)
            if place.state == OFFERED and offering.accept(turn.tx, place, place.offered_at, turn.now):
                replies.append(taken(turn, place))
        standing = listed(turn)
        return finish(*replies, *([Reply("waitlist/joined", {"places": standing})] if standing else []))
    if places:
        return say("waitlist/places", places=listed(turn))
    offer = load_offer(turn)
    left = windows.taken(turn.tx, [window.id for window in offer.windows])
    gone = [item for item in offer.items.values() if item.quota is not None and left[item.id] >= item.quota]
    if not gone:
        return say("waitlist/nothing_sold_out")
    words = WHEN_THERE if given else QUEUE
    if len(gone) == 1:
        return _how_much(turn, Shelf(offer, {}, {}), gone[0], words)
    texts = {str(number): f"{item.name}{words}" for number, item in enumerate(gone[:6], 1)}
    options = tuple(Option(value, item.name) for value, item in zip(texts, gone, strict=False))
    asked = {"kind": "which_to_queue", "item": None, "words": QUEUE, "names": tuple(item.name for item in gone[:6]),
             "quantity": 0, "had": 0}  # fmt: skip
    return ask_back(turn, Shelf(offer, {}, {}), {}, Doubt(asked, texts, options))


def _how_much(turn: Turn, shelf: Shelf, item: Item, words: str) -> Outcome:
    """Goods without an amount: for how much is the place?"""
    doubt = amount_of(shelf, item)
    texts = {value: f"{text}{words}" for value, text in doubt.texts.items()}
    return ask_back(turn, shelf, shelf.basket, replace(doubt, texts=texts))


def taken(turn: Turn, place: Wait) -> Reply:
    """What was offered is an order now."""
    values = {"item": windows.item(turn.tx, place.item), "quantity": place.offered,
              "lacking": place.quantity - place.offered}  # fmt: skip
    return Reply("waitlist/given", values)


def _goods(turn: Turn, text: str) -> tuple[Shelf, list[Wanted]] | None:
    """The goods that a text names, on offer now or in a window that closed lately."""
    for load in (load_offer, _closed_offer) if text else ():
        offer = load(turn)
        if not offer.windows:
            continue
        own, _ = own_lines(turn.known(), understand(text, offer.catalog).lines)
        wanted = [
            Wanted(offer.by_name[line.item], line.quantity) for line in own if line.item != "*" and line.quantity > 0
        ]
        named = [] if wanted else inquire(text, offer.catalog).named
        wanted += [Wanted(offer.by_name[name], 0) for name in named[:1]]
        if wanted:
            return Shelf(offer, {}, {}), wanted
    return None


def _closed_offer(turn: Turn) -> Offer:
    """What closed lately and is not settled: something of it may be over."""
    newest = windows.latest(turn.tx, turn.known().village, 5)
    since = turn.now - REMEMBERED
    closed = [window for window in newest if since < window.closes_at <= turn.now and _may_be_over(window)]
    return offer_of(turn, closed)


def _may_be_over(window: Window) -> bool:
    return window.state in ("open", "closed") and not window.settled_at


def _open(turn: Turn, window: int) -> bool:
    found = windows.get(turn.tx, window)
    return found is not None and found.taking_orders(turn.now)


