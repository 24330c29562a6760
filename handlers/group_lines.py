"""What a line in a group comes to beside the goods: an order, a correction of an earlier line, or talk about them."""

from dataclasses import replace

from domain.amounts import format_quantity
from handlers.baskets import Shelf, fit, own_lines, wished
from handlers.flow import Turn
from handlers.taking import ORDERING
from nlu.inquiries import inquire
from nlu.offers import Offer
from nlu.orders import Understood, understand
from storage import windows


def is_order(understood: Understood, shelf: Shelf | None) -> bool:
    """Whether a line asks for goods on offer, or changes what its writer has; all else is talk among neighbours."""
    if understood.intent not in ORDERING:
        return False
    if understood.intent == "cancel" and not (shelf and shelf.view):
        return False
    return bool(understood.lines) or any(question.candidates for question in understood.questions)


def is_question(understood: Understood, shelf: Shelf, text: str) -> bool:
    """Whether somebody asks what something on offer costs, or about what they have ordered."""
    if understood.intent == "ask_status":
        return bool(shelf.view)
    return understood.intent == "ask_price" and bool(inquire(text, shelf.offer.catalog).named)


def is_certain(turn: Turn, understood: Understood, shelf: Shelf) -> bool:
    """Whether a line can be had just as it stands."""
    own, others = own_lines(turn.known(), understood.lines)
    if not own or others or understood.questions or not turn.known().orders_for:
        return False
    wish = wished(shelf, understood, own)
    fitting, short = fit(turn, shelf, wish)
    return not short and any(amount != shelf.ordered.get(item, 0) for item, amount in fitting.items())


def names_goods(text: str, offer: Offer) -> bool:
    """Whether a line asks for something of an offer."""
    return bool(offer.windows) and is_order(understand(text, offer.catalog), None)


def closed_since(turn: Turn, village: int, since: int) -> Offer:
    """What windows offered that took orders at a time and do no more."""
    found = [
        window for window in windows.latest(turn.tx, village, 5)
        if window.opened_at <= since < window.closes_at or since <= window.opened_at
        if not window.taking_orders(turn.now)
    ]  # fmt: skip
    return Offer.build([replace(window, items=windows.items(turn.tx, window.id)) for window in found])


def edited(shelf: Shelf, was: str, now: str) -> str | None:
    """What an edit of a line changes, as somebody would say it; "" when nothing, None when that is not plain.

    What the line asked for before must be what its writer has, so that the new amount can only mean that instead.
    """
    before, after = _amounts(was, shelf.offer), _amounts(now, shelf.offer)
    if before is None or after is None or not (after or before == after):
        return None if after is None or before is None else ""
    said = []
    for item in dict.fromkeys((*before, *after)):
        asked, wanted, has = before.get(item, 0), after.get(item, 0), shelf.view.get(item, 0)
        if asked == wanted or has == wanted:
            continue
        if has not in (0, asked):
            return None
        name, unit = shelf.offer.items[item].name, shelf.offer.items[item].unit
        amount = f"{format_quantity(wanted)}{unit}"
        said.append(f"不要{name}" if not wanted else f"{name}改成{amount}" if has else f"{name}{amount}")
    return "，".join(said)


def _amounts(text: str, offer: Offer) -> dict[int, int] | None:
    """The amounts for which a line asks by itself; empty for talk, None where it must be asked about."""
    understood = understand(text, offer.catalog)
    if not understood.lines and not any(question.candidates for question in understood.questions):
        return {}
    plain = understood.intent in ("order", "add") and not understood.questions
    if not plain or any(line.whom for line in understood.lines):
        return None
    return {offer.by_name[line.item].id: line.quantity for line in understood.lines}
