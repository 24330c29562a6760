"""«称重» and lines such as «12 猪肉 2.15»: read back, with what is in doubt apart, and recorded after one press."""

import re
from collections.abc import Iterable
from typing import Any

from broadcasts import bills
from domain.orders import Window
from domain.replies import NO, YES, Ask, Option, Reply
from handlers import which_round as rounds
from handlers.flow import Flow, Outcome, Turn, finish, say, wait_for
from nlu.offers import Offer
from nlu.settlements import named_round, read_payment
from nlu.weigh_ups import Entry, Review, review
from nlu.weights import read_weights
from storage import accounts, audit, bags, weights
from storage.conversations import Conversation

flow = Flow("weighing")

WORD = re.compile(
    "(?:怎么|开始|我要|录入?|登记)?(?:称重|过秤|称菜)(?:登记|录入)?|weigh(?:-?up|ing)?(?![a-z])", re.IGNORECASE
)
DONE = frozenset(("称好了", "称完了", "好了", "完了", "结束", "done"))
MOST_SHOWN = 12
_NUMBERED = re.compile(r"\s*(?:no\.?|第|#|袋)?\s?\d", re.IGNORECASE)
"""How a line of a weigh-up begins; what begins otherwise is about something else, and ends it."""


@flow.hears
def hear(turn: Turn) -> Outcome | None:
    """«称重», alone or with the lines behind it."""
    _, said = named_round(turn.text)
    word = WORD.match(said)
    if word is None or not rounds.settles(turn):
        return None
    found = rounds.find(turn)
    if isinstance(found, Outcome):
        return found
    if not found.window.being_settled:
        return say("accounts/no_round")
    lines = said[word.end() :].strip(" :：\n")
    if lines:
        return _read(turn, found.window, lines)
    return wait_for(flow.name, "lines", Reply("accounts/weigh", {"window": found.window}), window=found.window.id)


@flow.step("lines")
def lines(turn: Turn) -> Outcome:
    """What is written or pasted while a weigh-up is open."""
    found = rounds.again(turn, turn.data["window"])
    if found is None or not found.window.being_settled:
        return finish(Reply("accounts/no_round"))
    if turn.text.lower() in DONE:
        return finish(Reply("accounts/weigh_done"))
    if not _NUMBERED.match(turn.text) or read_payment(turn.text) is not None:
        return Outcome(conversation=Conversation(), then=turn.text)
    return _read(turn, found.window, turn.text)


@flow.step("confirm")
def confirm(turn: Turn) -> Outcome:
    """«记下», «都记下» (what was asked about too) or «取消»."""
    found = rounds.asked(turn)
    if found is None or not found.window.being_settled:
        return finish(Reply("accounts/no_round"))
    window = found.window.id
    if turn.answer == NO:
        return wait_for(flow.name, "lines", Reply("accounts/weigh_dropped"), window=window)
    wanted = [*turn.data["sure"], *(turn.data["doubtful"] if turn.answer == "all" else ())]
    recorded = [
        household for household, item, quantity, fen in wanted
        if weights.record_bag(turn.tx, window, household, item, quantity, fen, turn.known().id, turn.now)
    ]  # fmt: skip
    audit.note(turn.tx, turn.known().id, "enter_weights", window, turn.now)
    told = bills.weighed(turn.tx, window, recorded)
    said = Reply("accounts/weigh_recorded", {"count": len(recorded), "lost": len(wanted) - len(recorded)})
    return wait_for(flow.name, "lines", said, *told, window=window)


def _read(turn: Turn, window: Window, text: str) -> Outcome:
    """The lines read back: nothing is recorded yet."""
    homes = {each.id: each for each in accounts.load(turn.tx, window).households}
    numbered = {bag.number: homes[bag.household] for bag in bags.of_window(turn.tx, window.id) if bag.number}
    items = {item.id: item for item in window.items}
    text = "\n".join(line for line in text.split("\n") if line.strip() not in DONE)
    found = review(read_weights(text), numbered, items, Offer.build([window]).catalog)
    said = Reply("accounts/weigh_read", _values(found), _ask(window, found))
    return wait_for(flow.name, "lines", said, window=window.id)


def _values(found: Review) -> dict[str, Any]:
    return {
        "sure": found.sure[:MOST_SHOWN], "more": len(found.sure[MOST_SHOWN:]), "count": len(found.sure),
        "doubtful": found.doubtful, "unreadable": found.unread,
    }  # fmt: skip


def _ask(window: Window, found: Review) -> Ask | None:
    if not found.entries:
        return None
    options = []
    if found.sure:
        options.append(Option(YES, "record_sure", {"count": len(found.sure)}))
    if found.doubtful:
        options.append(Option("all", "record_all", {"count": len(found.entries)}))
    options.append(Option(NO, "cancel"))
    data = {"sure": _rows(found.sure), "doubtful": _rows(found.doubtful)}
    return Ask(flow.name, "confirm", tuple(options), "weigh_title", {}, window.id, data)


def _rows(entries: Iterable[Entry]) -> list[tuple[int, int, int, int | None]]:
    return [(entry.household, entry.item.id, entry.quantity, entry.fen) for entry in entries]
