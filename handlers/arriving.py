"""«鱼到了80斤»: what arrived. Too little is divided by the rule that the cadre picks, and shown before it counts."""

from typing import Any

from broadcasts import bills
from domain.orders import Item
from domain.replies import NO, YES, Ask, Option, Reply
from handlers import which_round as rounds
from handlers.flow import Flow, Outcome, Turn, finish, say
from nlu.offers import Offer
from nlu.settlements import named_round, read_arrival
from storage import accounts, arrivals, audit, windows
from storage.arrivals import EVENLY, IN_ORDER, Share

flow = Flow("arriving")

RULES = (Option(IN_ORDER, "by_time"), Option(EVENLY, "evenly"), Option(NO, "not_now"))
MOST_SHOWN = 60


@flow.hears
def hear(turn: Turn) -> Outcome | None:
    if not rounds.settles(turn) or not any(word in turn.text for word in ("到", "来了", "来齐")):
        return None
    found = rounds.find(turn)
    if isinstance(found, Outcome):
        return found if any(reply.ask for reply in found.replies) and _looks_like_one(turn) else None
    came = read_arrival(named_round(turn.text)[1], Offer.build([found.window]).catalog)
    if came is None or not found.window.being_settled:
        return None
    item = next(each for each in found.window.items if each.name == came.item)
    return _enter(turn, item, came.quantity)


@flow.step("rule")
def rule(turn: Turn) -> Outcome:
    """«按下单先后» or «平均减»: what it would come to."""
    item = _item(turn)
    if item is None:
        return say("accounts/not_yours")
    if turn.answer == NO:
        return finish(Reply("accounts/arrival_left"))
    return Outcome((_shown(turn, item, turn.data["arrived"], turn.answer),))


@flow.step("confirm")
def confirm(turn: Turn) -> Outcome:
    """«确认» under who gets how much."""
    item = _item(turn)
    if item is None:
        return say("accounts/not_yours")
    arrived, chosen = turn.data["arrived"], turn.data["rule"]
    if turn.answer == "other":
        return Outcome((_shown(turn, item, arrived, EVENLY if chosen == IN_ORDER else IN_ORDER),))
    if turn.answer == NO:
        return finish(Reply("accounts/arrival_left"))
    if arrivals.stamp(arrivals.shares(turn.tx, item, arrived, chosen)) != turn.data["shown"]:
        return Outcome((_shown(turn, item, arrived, chosen),))
    less = arrivals.arrive(turn.tx, item.id, arrived, chosen, turn.known().id, turn.now)
    audit.note(turn.tx, turn.known().id, "enter_arrival", item.window, turn.now)
    return finish(Reply("accounts/arrived", _values(item, arrived, less)), *bills.short(turn.tx, item, less))


def _enter(turn: Turn, item: Item, arrived: int) -> Outcome:
    if arrived < item.taken:
        ask = Ask(flow.name, "rule", RULES, "arrival_title", {"item": item.name}, item.id, {"arrived": arrived})
        return Outcome((Reply("accounts/arrived_short", _values(item, arrived, []), ask),))
    arrivals.arrive(turn.tx, item.id, arrived, IN_ORDER, turn.known().id, turn.now)
    audit.note(turn.tx, turn.known().id, "enter_arrival", item.window, turn.now)
    return finish(Reply("accounts/arrived", _values(item, arrived, [])))


def _shown(turn: Turn, item: Item, arrived: int, chosen: str) -> Reply:
    """Who would get how much, to be confirmed; nothing counts yet."""
    shares = arrivals.shares(turn.tx, item, arrived, chosen)
    doors = {household: bag.door for household, bag in accounts.bags(turn.tx, item.window).items()}
    names = {buyer.order: buyer.name for buyer in accounts.buyers(turn.tx, item.window)}
    rows = [
        {"door": doors.get(share.line.household, ""), "name": names.get(share.line.order, ""), "share": share}
        for share in shares if share.after < share.line.quantity
    ]  # fmt: skip
    other = "evenly" if chosen == IN_ORDER else "by_time"
    options = (Option(YES, "confirm"), Option("other", other), Option(NO, "not_now"))
    data = {"arrived": arrived, "rule": chosen, "shown": arrivals.stamp(shares)}
    ask = Ask(flow.name, "confirm", options, "arrival_title", {"item": item.name}, item.id, data)
    values = _values(item, arrived, shares) | {"rows": rows[:MOST_SHOWN], "more": len(rows[MOST_SHOWN:])}
    audit.note(turn.tx, turn.known().id, "see_arrived", item.window, turn.now)
    return Reply("accounts/shares", values | {"rule": chosen}, ask)


def _values(item: Item, arrived: int, shares: list[Share]) -> dict[str, Any]:
    return {"item": item, "arrived": arrived, "too_little": max(0, item.taken - arrived), "count": len(shares),
            "over": max(0, arrived - item.taken)}  # fmt: skip


def _item(turn: Turn) -> Item | None:
    """The item of the question, if whoever answers settles its round, and its account is not posted yet."""
    item = windows.item(turn.tx, turn.subject)
    found = rounds.again(turn, item.window) if item is not None else None
    return item if found is not None and found.window.being_settled else None


def _looks_like_one(turn: Turn) -> bool:
    """Whether the words read as an arrival in any of the rounds that wait."""
    person = turn.known()
    waiting = accounts.settling(turn.tx, person.village)
    return any(read_arrival(turn.text, Offer.build([each]).catalog) for each in waiting)
