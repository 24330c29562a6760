"""A shop is looked at: begun by one, answered item by item in one message that changes, ended with what follows.

Only rows are written; what is to be said comes back as replies.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from domain.checklists import chosen
from domain.people import Person
from domain.permissions import Action, allowed, scope
from domain.replies import AMOUNTS, Ask, Option, Reply
from domain.settings import Setting
from domain.shops import GONE, HELD, OPEN, Check, Ending, Result, Shop, route
from domain.spans import DAY, HOUR
from storage import audit, checks, settings, shops
from storage.database import Transaction

FLOW = "shop_checks"
"""The flow that takes the answers about a list's items."""

AFTER = "shops"
"""The flow that takes what is pressed once a look has ended."""

EARLY = DAY // 2
"""Milliseconds before the same hour from which a shop is due: on the list of that day's morning already."""

NOT_TODAY = 18 * HOUR
LOOKED_BACK = 10


@dataclass(frozen=True, slots=True)
class Begun:
    """yours (with the check), another (who is at it), not_yours, gone, no_list."""

    state: str
    check: Check | None = None


def begin(tx: Transaction, worker: Person, shop: Shop, now: int, note: str = "") -> Begun:
    """A worker begins to look at a shop, or goes on; what failed the last time is asked alone."""
    if not allowed(worker, Action.CHECK_SHOP, shop.path):
        return Begun("not_yours")
    if shop.state in GONE:
        return Begun("gone")
    going = checks.open_of(tx, shop.id)
    if going is not None and going.worker == worker.id:
        return Begun("yours", going)
    if going is not None and now - going.started_at < HELD:
        return Begun("another", going)
    if going is not None:
        checks.drop(tx, going.id)
    before = unsettled(tx, shop)
    listed = chosen(shops.checklists(tx, shop.path, now), shop.checklist)
    if listed is None and not (before and before.failings):
        return Begun("no_list")
    if before and before.failings:
        begun = checks.begin(
            tx, shop, before.list_name, tuple(before.failings), worker.id, now, second_of=before.id, note=note
        )
    else:
        assert listed is not None
        begun = checks.begin(
            tx, shop, listed.name, listed.items, worker.id, now, second_of=before.id if before else 0, note=note
        )
    return Begun("yours", begun) if begun else Begun("another", checks.open_of(tx, shop.id))


def unsettled(tx: Transaction, shop: Shop) -> Check | None:
    """The last look at which something was to be put right, if nobody has seen it right since."""
    for check in checks.of_shop(tx, shop.id, LOOKED_BACK):
        if check.ending in OPEN:
            return check
        if check.ending == Ending.PASSED:
            return None
    return None


def ask(shop: Shop, check: Check, changes: int = 0, by: date | None = None) -> Reply:
    """What is asked next: an item, a picture of what is wrong, or by when it is put right, unless that was said."""
    stage = check.stage
    number = check.unanswered[0] if stage == "item" else check.without_photo[0] if stage == "photo" else 0
    options = {
        "item": (
            Option("ok", "check_ok"), Option("bad", "check_bad"), Option("na", "check_na"),
            Option("all", "check_rest" if check.results else "check_all"), Option("drop", "check_drop"),
        ),
        "photo": (Option("skip", "check_no_photo"),),
        "right_by": (
            Option("0", "check_today"), Option("1", "check_tomorrow"), Option("3", "check_three_days"),
            Option("stop", "check_stop"),
        ),
    }[stage]  # fmt: skip
    asked = Ask(
        FLOW, stage, options, "check_title", {"name": shop.name}, check.id,
        {AMOUNTS: True, "item": number, "by": by.isoformat() if by else ""}, lasts=DAY, changing=True,
    )  # fmt: skip
    values = {"shop": shop, "check": check, "item_number": number, "said_by": by}
    return Reply("shops/check", values, asked, changes=changes)


def note(tx: Transaction, worker: Person, check: Check, results: Mapping[int, Result], now: int) -> Check:
    """What a worker says of items; said again it counts anew."""
    for number, result in sorted(results.items()):
        checks.find(tx, check.id, number, result, worker.id, now)
    return checks.get(tx, check.id) or check


def conclude(
    tx: Transaction,
    worker: Person,
    shop: Shop,
    check: Check,
    ending: Ending,
    now: int,
    right_by: int | None = None,
    changes: int = 0,
) -> Reply:
    """Ends a look, once: when the shop is due next, and the shop that comes next on the way."""
    if not checks.finish(tx, check.id, ending.value, right_by, now):
        return Reply("shops/ended_before", {"shop": shop})
    audit.note(tx, worker.id, "check_shop", shop.id, now)
    due_at = _due(tx, shop, check, ending, now, right_by)
    if ending is Ending.SHUT and due_at is not None:
        shops.put_off(tx, shop.id, due_at)
    else:
        shops.looked(tx, shop.id, _state(shop, ending), due_at, now)
    following = next_on_the_way(tx, worker, shop, now)
    ended = checks.get(tx, check.id) or check
    values: dict[str, Any] = {
        "shop": shops.get(tx, shop.id) or shop, "check": ended, "next_shop": following,
        "list_changed": _list_changed(tx, shop, ended, now),
    }  # fmt: skip
    return Reply("shops/done", values, after(ended, following), changes=changes)


def after(check: Check, following: Shop | None) -> Ask | None:
    """What can be pressed under a look that has ended."""
    options = [Option(f"start:{following.id}", "shop_next", {"name": following.name})] if following else []
    if check.ending in OPEN and check.reported_at is None:
        options.append(Option(f"report:{check.id}", "shop_reported"))
    if check.ending == Ending.FAILED:
        options.append(Option(f"stop:{check.id}", "check_stop"))
    asked = Ask(AFTER, "pick", tuple(options), "shops_title", lasts=DAY, changing=True)
    return replace(asked, data={AMOUNTS: True}) if options else None


def next_on_the_way(tx: Transaction, worker: Person, shop: Shop, now: int) -> Shop | None:
    """The next one that is due, first along the same street."""
    due = [
        each for path in scope(worker, Action.CHECK_SHOP)
        for each in shops.due_in(tx, path, now) if each.id != shop.id
    ]  # fmt: skip
    return next(iter(route(due, now, shop.street)), None)


def _due(tx: Transaction, shop: Shop, check: Check, ending: Ending, now: int, right_by: int | None) -> int | None:
    match ending:
        case Ending.MOVED | Ending.CLOSED:
            return None
        case Ending.SHUT:
            return now + NOT_TODAY
        case Ending.FAILED if right_by is not None:
            return right_by
    listed = chosen(shops.checklists(tx, shop.path, now), shop.checklist)
    days = listed.every_days if listed else 0
    return now + (days or settings.value(tx, Setting.SHOP_CHECK_DAYS, shop.path, now)) * DAY - EARLY


def _state(shop: Shop, ending: Ending) -> str:
    match ending:
        case Ending.MOVED | Ending.CLOSED | Ending.STOPPED:
            return ending.value
        case Ending.PASSED:
            return "open"
    return shop.state


def _list_changed(tx: Transaction, shop: Shop, check: Check, now: int) -> bool:
    """Whether somebody changed the list while it was gone through; the answers are those to what was asked."""
    if check.second_of or not check.results:
        return False
    listed = chosen(shops.checklists(tx, shop.path, now), shop.checklist)
    return listed is None or listed.items != check.items
