"""«#接龙 1. 王芳 3幢201 猪肉2斤 …» pasted from another group: read back by household, put right, taken down."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from domain.orders import OrderLine, Placed
from domain.permissions import Action, scope
from domain.replies import NO, YES, Ask, Option, Reply
from handlers.baskets import Shelf, place, standing_values
from handlers.flow import Flow, Outcome, Turn, load_offer, say
from handlers.matching import Matched, identity, match, numbered
from handlers.taking import attach_notes, keep_notes
from nlu.chain_corrections import DROP, REWRITE, ChainCorrection, read_corrections
from nlu.chain_signs import goes_on, looks_like_chain
from nlu.chains import ChainEntry, read_chain
from nlu.offers import Offer
from storage import audit, chains, orders
from storage.chains import Review

flow = Flow("chains")

TAKE_DOWN = (Option(YES, "chain_take_down"), Option(NO, "cancel"))
ONLY_DROP = (Option(NO, "cancel"),)
MOST_AT_ONCE = 100
"""Households that one press takes down, so that nobody else's turn waits long; the rest is shown again."""

MOST_SHOWN = 40
"""Households, and doubts, that one message lists; of further ones it tells how many there are."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A review as it stands now."""

    review: Review
    offer: Offer
    matched: list[Matched]

    @property
    def counting(self) -> list[Matched]:
        return [found for found in self.matched if found.counts]


@flow.hears
def hear(turn: Turn) -> Outcome | None:
    """A chain post, the next part of one, or corrections by number while one is under review."""
    if not scope(turn.person, Action.ENTER_CHAIN):
        return None
    review = _under_review(turn)
    if looks_like_chain(turn.update.text):
        return _paste(turn, review)
    if review is None:
        return None
    return _correct(turn, review) or (_paste(turn, review) if goes_on(turn.update.text) else None)


@flow.step("confirm")
def confirm(turn: Turn) -> Outcome:
    """«确认记下» or «取消» under what was read."""
    review = chains.get(turn.tx, turn.data["review"])
    if review is None or review.person != turn.known().id or not scope(turn.person, Action.ENTER_CHAIN):
        return say("chains/not_allowed")
    if turn.answer == NO:
        chains.settle(turn.tx, review.id, "dropped", turn.now)
        return replace(say("chains/dropped"), toast="dropped")
    offer = load_offer(turn)
    if not offer.windows:
        return say("chains/no_window")
    if _version(offer) != review.offer:
        return _show(turn, _read(turn, replace(review, offer=_version(offer)), offer), anew=True)
    reading = _read(turn, review, offer)
    if not reading.counting:
        return replace(_show(turn, reading), answered=False)
    if len(reading.counting) > MOST_AT_ONCE:
        begun = _take_down(turn, reading)
        return begun.also(*_show(turn, _read(turn, review, offer)).replies)
    if not chains.settle(turn.tx, review.id, "placed", turn.now):
        return say("chains/taken_down_before")
    return _take_down(turn, reading)


def _under_review(turn: Turn) -> Review | None:
    """The review whose question is open in this chat."""
    asked = [question for question in turn.waiting if question.flow == flow.name]
    review = chains.get(turn.tx, asked[-1].data["review"]) if asked else None
    return review if review is not None and review.state == "open" else None


def _paste(turn: Turn, review: Review | None) -> Outcome | None:
    """A post, or the next part of the one under review; the same part twice counts once."""
    if turn.update.cut:
        return say("chains/cut", count=len(turn.update.text))
    offer = load_offer(turn)
    if not offer.windows:
        return say("chains/no_window") if "接龙" in turn.update.text else None
    me, version = turn.known(), _version(offer)
    before = review.posts if review else ()
    posts = before if turn.update.text in before else (*before, turn.update.text)
    post = read_chain("\n".join(posts), offer.catalog)
    if post.too_long:
        return say("chains/too_long", begun=bool(before))
    if not any(entry.lines for entry in post.entries):
        return None
    if review is None:
        review = chains.add(turn.tx, me.id, me.village, posts, version, turn.now)
    else:
        review = replace(review, posts=posts, offer=version)
    return _show(turn, _match(turn, review, offer, post.entries))


def _correct(turn: Turn, review: Review) -> Outcome | None:
    offer = load_offer(turn)
    entries = numbered(read_chain("\n".join(review.posts), offer.catalog).entries)
    said = read_corrections(turn.text, entries, offer.catalog)
    if not said:
        return None
    corrections = dict(review.corrections)
    for correction in said:
        key = identity(entries[correction.number])
        corrections[key] = _merged(corrections.get(key, {}), correction)
    review = replace(review, corrections=corrections)
    return _show(turn, Reading(review, offer, match(turn, offer, entries, corrections)))


def _merged(before: Mapping[str, Any], correction: ChainCorrection) -> dict[str, Any]:
    """A later correction of an entry beside an earlier one: 5 猪肉1斤 keeps whose it was said to be."""
    if correction.way == DROP:
        return {"way": DROP}
    kept = {name: value for name, value in before.items() if name != "way"}
    if correction.way != REWRITE:
        return kept | {"way": correction.way}
    if correction.who or correction.key:
        kept |= {"who": correction.who, "house": correction.house, "key": correction.key}
    return kept | ({"goods": correction.goods} if correction.goods else {})


def _read(turn: Turn, review: Review, offer: Offer) -> Reading:
    return _match(turn, review, offer, read_chain("\n".join(review.posts), offer.catalog).entries)


def _match(turn: Turn, review: Review, offer: Offer, entries: Sequence[ChainEntry]) -> Reading:
    return Reading(review, offer, match(turn, offer, numbered(entries), review.corrections))


def _show(turn: Turn, reading: Reading, anew: bool = False) -> Outcome:
    """What was read, for the reader to look over; nothing counts yet."""
    chains.save(turn.tx, reading.review)
    counting = reading.counting
    doubts = [found for found in reading.matched if found.unclear]
    shown = (*counting[:MOST_SHOWN], *doubts[:MOST_SHOWN])
    for person in {person.id for found in shown for person in found.names_told}:
        audit.note(turn.tx, turn.known().id, "read_chain", person, turn.now)
    values = {
        "anew": anew,
        "households": len({found.person.orders_for for found in counting if found.person}),
        "kinds": sum(len(found.entry.lines) for found in counting),
        "entries": [_shown(found, reading.offer) for found in counting[:MOST_SHOWN]],
        "more": max(0, len(counting) - MOST_SHOWN),
        "doubts": [_shown(found, reading.offer) for found in doubts[:MOST_SHOWN]],
        "more_doubts": max(0, len(doubts) - MOST_SHOWN),
        "done": sum(found.done for found in reading.matched),
    }
    options = TAKE_DOWN if counting else ONLY_DROP
    title = {"count": values["households"]}
    ask = Ask(flow.name, "confirm", options, "chain_title", title, data={"review": reading.review.id})
    return Outcome((Reply("chains/review", values, ask),))


def _shown(found: Matched, offer: Offer) -> dict[str, Any]:
    """An entry as templates show it; whose name is registered is told only where another one was written."""
    entry = found.entry
    names = [person.name for person in found.names_told]
    return {
        "number": found.number, "who": entry.who, "house": entry.house or (found.person.door if found.person else ""),
        "names": names, "doubt": found.doubt, "notes": list(_notes(found, offer).values()),
        "lines": [OrderLine(offer.by_name[line.item], line.quantity) for line in entry.lines],
        "ordered": found.ordered,
        "questions": [
            {"kind": question.kind, "words": question.words, "names": question.candidates}
            for question in entry.questions
        ],
    }  # fmt: skip


def _notes(found: Matched, offer: Offer) -> dict[int, str]:
    """Wishes for whoever packs (要瘦一点的), by item."""
    return attach_notes(Shelf(offer, {}, {}), found.wish or {}, found.entry.words, "")


def _take_down(turn: Turn, reading: Reading) -> Outcome:
    """Each household's order is placed as one of its own person's; who can be reached is told."""
    me, offer = turn.known(), reading.offer
    told: list[Reply] = []
    short: list[dict[str, Any]] = []
    households: set[int] = set()
    rest = len(reading.counting) - MOST_AT_ONCE
    for found in reading.counting[:MOST_AT_ONCE]:
        assert found.person is not None
        acting = replace(turn, person=found.person)
        placed = place(acting, offer, found.wish or {}, me)
        missed = _missed(found, placed, offer)
        short += missed
        if not any(result.taken for result in placed):
            continue
        keep_notes(acting, offer, _notes(found, offer), me)
        households.add(found.person.orders_for)
        audit.note(turn.tx, me.id, "enter_order", found.person.id, turn.now)
        values = standing_values(offer, _stands(turn, offer, found.person.id))
        told.append(Reply("chains/entered_for_you", values | {"worker": me, "short": missed}, to=found.person.id))
    left = [_shown(found, offer) for found in reading.matched if found.unclear and rest <= 0]
    values = {
        "households": len(households), "rest": max(0, rest),
        "missed": short[:MOST_SHOWN], "more": max(0, len(short) - MOST_SHOWN),
        "doubts": left[:MOST_SHOWN], "more_doubts": max(0, len(left) - MOST_SHOWN),
        "done": sum(found.done for found in reading.matched),
    }  # fmt: skip
    return replace(Outcome((Reply("chains/taken_down", values), *told)), toast="chain_taken_down")


def _missed(found: Matched, placed: list[Placed], offer: Offer) -> list[dict[str, Any]]:
    """What of an entry could not be had."""
    reasons = [
        (entry.item, reason, entry.left)
        for result in placed
        for reason, entries in (("limit", result.over_limit), ("sold_out", result.sold_out))
        for entry in entries
    ]
    for result in placed:
        reasons += [(item, "closed", 0) for item in result.closed]
        reasons += [(item, "outdated", 0) for item in result.outdated]
    return [
        {"number": found.number, "who": found.entry.who or found.entry.house, "item": offer.items[item],
         "reason": reason, "left": left}
        for item, reason, left in reasons
        if item in offer.items
    ]  # fmt: skip


def _stands(turn: Turn, offer: Offer, person: int) -> dict[int, tuple[int, int]]:
    """What somebody has ordered, with the prices that were agreed to."""
    return {
        item: had for window in offer.windows for item, had in orders.standing(turn.tx, window.id, person).items()
    }


def _version(offer: Offer) -> str:
    """Changes whenever what is on offer does."""
    return " ".join(f"{window.id}:{window.version}" for window in offer.windows)
