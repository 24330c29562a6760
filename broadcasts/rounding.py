"""At closing what is ordered is brought to what there is: goods shared, minimums missed, cases filled.

Each change is a line of the order with its cause, and each buyer is told theirs.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from broadcasts import offering
from broadcasts.outbox import Writer
from domain import cases
from domain.orders import ENOUGH, Item, Window
from domain.people import Status
from domain.replies import Ask, Option, Reply
from domain.sharing import ELDERS, LOT, in_order, share, step_of
from storage import audit, households, orders, stretches, waits, windows
from storage.database import Transaction
from storage.orders import Change
from storage.stretches import Wish

FLOW = "cases"
"""The flow that takes what cadres choose about a case that is not full."""

CASE, MINIMUM, SHARED = "case", "minimum", "shared"


@dataclass
class Rounded:
    """What closing made of the orders: by person what changed of theirs, the items with a case not full, and those
    that stayed below their minimum, each with what was ordered of it."""

    told: dict[int, list[dict[str, Any]]] = field(default_factory=lambda: defaultdict(list))
    open_cases: list[dict[str, Any]] = field(default_factory=list)
    below_minimum: list[tuple[Item, int]] = field(default_factory=list)


def settle(tx: Transaction, writer: Writer, window: Window, now: int) -> Rounded:
    """Brings the orders of a window that has just closed to what there is; open offers lapse before."""
    for wait in stretches.offered(tx, window.id):
        writer.tell(tx, offering.end_offer(tx, wait, now), now)
    rounded = Rounded()
    for item in window.items:
        wishes = stretches.wishes(tx, window.id, item.id)
        total = sum(wish.quantity for wish in wishes)
        if item.sharing and item.to_share is not None:
            _share(tx, rounded, window, item, wishes, writer.make_nonce(), now)
        elif total and cases.lacking(item, total):
            gone = {wish.order: 0 for wish in wishes}
            _bring_to(tx, rounded, item, wishes, gone, MINIMUM, now)
            rounded.below_minimum.append((item, total))
        elif total and item.case_size:
            _fill_case(tx, rounded, item, wishes, now)
    return rounded


def changed(tx: Transaction, window: Window, person: int) -> list[dict[str, Any]]:
    """What closing made of somebody's order, read from its lines, as they are told."""
    found = stretches.at_closing(tx, window.id, person)
    said = []
    for item in window.items:
        before, after, cause = found.get(item.id, (0, 0, ""))
        shared = SHARED if item.sharing and item.to_share is not None and before else ""
        if cause or shared:
            said.append({"item": item, "cause": cause or shared, "before": before, "after": after})
    return said


def buy_more(tx: Transaction, item: Item, now: int) -> int:
    """«多买一箱»: whole cases are bought, and what is over is for those who come later; how much that is."""
    whole = item.taken + cases.missing(item, item.taken)
    windows.set_bought(tx, item.id, whole, now)
    return whole - item.taken


def drop_rest(tx: Transaction, item: Item, now: int) -> dict[int, list[dict[str, Any]]]:
    """«去掉零头»: what stands in a case that is not full is not bought; the latest orders go first. What changed, by
    person."""
    rounded = Rounded()
    wishes = stretches.wishes(tx, item.window, item.id)
    total = sum(wish.quantity for wish in wishes)
    less = cases.drop(cases.over(item, total), [(wish.order, wish.quantity) for wish in wishes])
    after = {wish.order: wish.quantity - less.get(wish.order, 0) for wish in wishes}
    _bring_to(tx, rounded, item, wishes, after, CASE, now)
    windows.set_bought(tx, item.id, total - cases.over(item, total), now)
    return rounded.told


def open_case(item: Item, total: int) -> dict[str, Any]:
    """An item with a case that is not full, as the cadre is told."""
    return {"item": item, "total": total, "over": cases.over(item, total), "lacks": cases.missing(item, total)}


def question(window: Window, entry: dict[str, Any], cadre: int) -> Reply:
    """What is done about a case that is not full? Whichever cadre answers first decides."""
    options = (Option("more", "buy_whole_case"), Option("less", "drop_rest"))
    ask = Ask(FLOW, "choose", options, "case_title", {"item": entry["item"].name}, entry["item"].id, beside=True)
    return Reply("cases/open", {"window": window, **entry}, ask, to=cadre)


def _share(
    tx: Transaction, rounded: Rounded, window: Window, item: Item, wishes: list[Wish], seed: str, now: int
) -> None:
    """By households; within one, in order of time."""
    assert item.to_share is not None
    wanted: dict[int, int] = {}
    for wish in wishes:
        wanted[wish.household] = wanted.get(wish.household, 0) + wish.quantity
    first = households.with_status(tx, window.village, Status.ELDER, now) if item.sharing == ELDERS else set()
    if item.sharing == LOT:
        audit.note(tx, 0, f"drew_lots:{seed}", item.id, now)
    step = step_of(item)
    shares = share(item.sharing, item.to_share, wanted, step, seed=seed, first=first)
    after: dict[int, int] = {}
    for household, amount in shares.items():
        own = {wish.order: wish.quantity for wish in wishes if wish.household == household}
        after |= in_order(amount, own, step)
    _bring_to(tx, rounded, item, wishes, after, SHARED, now)
    windows.set_quota(tx, item.id, item.to_share, now)


def _fill_case(tx: Transaction, rounded: Rounded, item: Item, wishes: list[Wish], now: int) -> None:
    total = sum(wish.quantity for wish in wishes)
    gap = cases.missing(item, total)
    more = cases.fill(gap, _room(tx, item, wishes), step_of(item))
    if more is None or total + gap > (ENOUGH if item.quota is None else item.quota):
        rounded.open_cases.append(open_case(item, total))
        return
    after = {wish.order: wish.quantity + more.get(wish.order, 0) for wish in wishes}
    _bring_to(tx, rounded, item, wishes, after, CASE, now)
    windows.set_bought(tx, item.id, total + gap, now)


def _room(tx: Transaction, item: Item, wishes: list[Wish]) -> dict[int, int]:
    """How much more each would take, within the limit of their household."""
    left: dict[int, int] = {}
    room = {}
    for wish in wishes:
        household = left.setdefault(wish.household, waits.room(tx, item, wish.household))
        room[wish.order] = max(0, min(wish.most - wish.quantity, household))
        left[wish.household] -= room[wish.order]
    return room


def _bring_to(
    tx: Transaction, rounded: Rounded, item: Item, wishes: list[Wish], after: dict[int, int], cause: str, now: int
) -> None:  # fmt: skip
    """Brings orders to the amounts `after` and notes it for those whom it concerns."""
    changes = [Change(wish.order, item.id, after[wish.order] - wish.quantity) for wish in wishes]
    orders.adjust(tx, item.window, [change for change in changes if change.quantity], cause, 0, now)
    for wish in wishes:
        if after[wish.order] != wish.quantity:
            rounded.told[wish.person].append(
                {"item": item, "cause": cause, "before": wish.quantity, "after": after[wish.order]}
            )
