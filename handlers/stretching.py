"""What is said while people order of goods that come in whole cases or only from a minimum on."""

import re
from collections.abc import Iterable
from typing import Any

from broadcasts import rounding
from domain import cases
from domain.amounts import format_quantity
from domain.orders import Item
from domain.replies import AMOUNTS, Ask, Option, Reply
from domain.sharing import step_of
from handlers.flow import Turn
from nlu import phrases
from nlu.menu_numbers import menu_numbers
from nlu.offers import Offer
from nlu.orders import understand
from storage import orders, stretches, waits, windows

_AT_MOST = re.compile(
    r"(?:要是|如果)?(?:能)?凑?满(?:一|1)?箱(?:的话)?|最多|顶多|至多|可以|愿意|那就|就|要|再|我|吧|[,，]|at most",
    re.IGNORECASE,
)
_SAYS_AT_MOST = re.compile(r"(?:最多|顶多|至多)[^吗?？]{0,4}[\d一二两三四五六七八九十]|at most \d", re.IGNORECASE)
LONGEST = 40


def gaps(turn: Turn, offer: Offer) -> dict[int, dict[str, Any]]:
    """How far items are from a full case or from their minimum, by item; those that lack nothing are not in it."""
    concerned = {item.id: item for item in offer.items.values() if item.case_size or item.minimum}
    if not concerned:
        return {}
    taken = windows.taken(turn.tx, list(dict.fromkeys(item.window for item in concerned.values())))
    found = {
        item.id: {"item": item, "case": _to_full_case(item, taken[item.id]),
                  "minimum": cases.lacking(item, taken[item.id])}
        for item in concerned.values()
    }  # fmt: skip
    return {item: gap for item, gap in found.items() if gap["case"] or gap["minimum"]}


def ask_stretch(turn: Turn, offer: Offer, ordered: Iterable[int]) -> Reply | None:
    """«凑满一箱的话，您最多要几袋？», once for an item, to who has just ordered it and may have more."""
    person = turn.known()
    for number in ordered:
        known = offer.items.get(number)
        if known is None or not known.case_size or stretches.stretch(turn.tx, number, person.id) is not None:
            continue
        item = windows.item(turn.tx, number) or known
        missing = cases.missing(item, item.taken)
        room = min(missing, waits.room(turn.tx, item, person.orders_for))
        had = orders.of_person(turn.tx, item.window, person.id).get(number, 0)
        if had and missing and room >= step_of(item):
            return _question(item, had, missing, room)
    return None


def says_at_most(text: str) -> bool:
    """Whether a short message names an upper bound: 最多8袋."""
    return len(text) <= LONGEST and _SAYS_AT_MOST.search(text) is not None


def at_most(text: str, item: Item, had: int, offer: Offer) -> int | None:
    """The amount (thousandths) that an answer in words comes to: 5, 最多五袋, 不用; None when it is none."""
    if phrases.is_no(text) or phrases.is_keep(text):
        return had
    if menu_numbers(text):
        return None
    said = _AT_MOST.sub("", text)
    understood = understand(said if item.name in said else f"{item.name}{said}", offer.catalog)
    read = [(line.item, line.quantity) for line in understood.lines]
    doubts = [doubt for doubt in understood.questions if len(doubt.candidates) == 1]
    read += [(doubt.candidates[0], doubt.quantity or 0) for doubt in doubts]
    return read[0][1] or None if len(read) == 1 and offer.by_name[read[0][0]].id == item.id else None


def _to_full_case(item: Item, taken: int) -> int:
    """Before anybody has ordered, a whole case is missing."""
    return cases.missing(item, taken) if taken else item.case_size or 0


def _question(item: Item, had: int, missing: int, room: int) -> Reply:
    step = step_of(item)
    amounts = sorted({had, *(had + more for more in (step, 2 * step, missing) if more <= room)})
    options = tuple(
        Option(str(amount), "at_most" if amount > had else "no_more_than",
               {"amount": f"{format_quantity(amount)}{item.unit}"})
        for amount in amounts
    )  # fmt: skip
    data = {"item": item.id, AMOUNTS: True}
    ask = Ask(rounding.FLOW, "stretch", options, "stretch_title", {"item": item.name}, item.id, data)
    return Reply("cases/stretch", {"item": item}, ask)
