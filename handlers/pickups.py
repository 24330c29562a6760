"""«几点取», «我要15点半», «送上门», «我自己来取»: when and how a household gets its bag."""

from dataclasses import replace
from datetime import datetime

from domain.orders import Window
from domain.people import Household, Status
from domain.pickups import DELIVERY, PICKUP, Bag, Slot
from domain.replies import NO, YES, Ask, Option, Reply
from domain.slot_questions import FLOW, LASTS, fits
from handlers.fetching import ask_slot, bring, fetched_now, may_speak_for
from handlers.flow import Flow, Outcome, Turn, finish, load_offer, say
from nlu.orders import understand
from nlu.pickup_words import Wish, pickup_wish
from nlu.pickups import may_want_delivery, wants_delivery
from storage import bags, households, questions, slots, windows

flow = Flow(FLOW)


@flow.hears
def hear(turn: Turn) -> Outcome | None:
    """What a household says about fetching; all else, and where there is nothing to fetch, goes on to the others."""
    wish = pickup_wish(turn.text)
    delivered = wish is None and wants_delivery(turn.text)
    perhaps = wish is None and not delivered and may_want_delivery(turn.text)
    if turn.person is None or not (wish or delivered or perhaps):
        return None
    household = households.get(turn.tx, turn.person.orders_for)
    found = fetched_now(turn, household.id) if household else []
    if household is None or ((delivered or perhaps) and understand(turn.text, load_offer(turn).catalog).lines):
        return None
    if delivered or perhaps:
        if not found:
            return say("pickups/once_ordered")
        return _bring(turn, household, found) if delivered else _ask_door(household, found)
    return _fetching(turn, wish, household, found) if wish and found else None


def _fetching(
    turn: Turn, wish: Wish, household: Household, found: list[tuple[Window, Bag | None]]
) -> Outcome | None:
    slotted = [(window, bag) for window, bag in found if slots.any_in(turn.tx, window.id)]
    asked = [each for each in turn.waiting if each.flow == FLOW]
    match wish.kind:
        case "at" if slotted:
            return _at(turn, slotted[0][0], household, wish.at)
        case "change" if slotted:
            return Outcome((ask_slot(turn, slotted[0][0], household),))
        case "myself" if any(bag and bag.way == DELIVERY for _, bag in found):
            return _fetch(turn, household, found)
        case "number" if any(bag and bag.number for _, bag in found):
            return Outcome(tuple(_own(turn, window, bag) for window, bag in found if bag and bag.number))
        case "any" if asked:
            for question in asked:
                questions.supersede_one(turn.tx, question.nonce)
            return finish(Reply("pickups/any_time"))
        case "other":
            return say("pickups/anybody", bag=next((bag for _, bag in found if bag and bag.number), None))
        case "at" | "change" | "myself":
            return _when(turn, household, found)
        case "when" if slotted or any(bag for _, bag in found):
            return _when(turn, household, found)
    return None


@flow.step("choose")
def choose(turn: Turn) -> Outcome:
    """«15:00–15:30» or «送到门口»"""
    window = windows.get(turn.tx, turn.subject)
    household = households.get(turn.tx, turn.data["household"])
    if window is None or household is None or not may_speak_for(turn, turn.known(), household):
        return say("pickups/not_yours")
    if turn.answer == NO:
        found = [each for each in fetched_now(turn, household.id) if each[0].id == window.id]
        return _when(turn, household, found) if found else finish(Reply("pickups/handed_already"))
    if turn.answer in (DELIVERY, YES):
        brought = bring(turn, window, household, chosen=True)
        return finish(_brought(turn, window, household) if brought else Reply("pickups/handed_already"))
    slot = slots.get(turn.tx, int(turn.answer))
    return _take(turn, window, household, slot)


def _take(turn: Turn, window: Window, household: Household, slot: Slot | None) -> Outcome:
    bag = bags.get(turn.tx, window.id, household.id)
    if bag is not None and bag.handed_at:
        return finish(Reply("pickups/handed_already"))
    if _kept_in(turn, household):
        return finish(_brought(turn, window, household))
    same = bag is not None and slot is not None and bag.slot == slot.id
    if slot is None or slot.window != window.id or not (same or fits(slot, household.door, turn.now)):
        return _full(turn, window, household)
    secret = turn.house.make_secret()
    if not bags.settle(turn.tx, window.id, household.id, PICKUP, slot.id, secret, chosen=True):
        return _full(turn, window, household)
    told = Reply("pickups/chosen", {"window": window, "given": slot, "bag": bag})
    others = set(bags.orderers(turn.tx, window.id, household.id)) - {turn.known().id}
    return replace(finish(told, *(replace(told, to=other) for other in sorted(others))), toast="slot_taken")


def _full(turn: Turn, window: Window, household: Household) -> Outcome:
    """Somebody was quicker: what is left is asked for."""
    return replace(finish(Reply("pickups/full"), ask_slot(turn, window, household)), toast="slot_full")


def _at(turn: Turn, window: Window, household: Household, minutes: int) -> Outcome:
    """A time in words: the slot that has it, if there is room, and otherwise those that are left."""
    named = [
        slot for slot in slots.of_window(turn.tx, window.id)
        if slot.serves(household.door) and _minutes(turn, slot.starts_at) <= minutes < _minutes(turn, slot.ends_at)
    ]  # fmt: skip
    free = [slot for slot in named if fits(slot, household.door, turn.now)]
    if len(free) == 1 or len({slot.place for slot in free}) == 1:
        return _take(turn, window, household, free[0])
    if named and not free:
        return _full(turn, window, household)
    return finish(ask_slot(turn, window, household))


def _minutes(turn: Turn, at: int) -> int:
    time = datetime.fromtimestamp(at / 1000, turn.house.zone)
    return time.hour * 60 + time.minute


def _ask_door(household: Household, found: list[tuple[Window, Bag | None]]) -> Outcome:
    """«我下不了楼», «能送上门吗»: nobody has to say why, and nothing is settled before they say so."""
    window = found[0][0]
    options = (Option(YES, "to_my_door"), Option(NO, "fetch_myself"))
    ask = Ask(FLOW, "choose", options, "door_title", {}, window.id, {"household": household.id}, LASTS)
    return finish(Reply("pickups/ask_door", {"window": window}, ask))


def _bring(turn: Turn, household: Household, found: list[tuple[Window, Bag | None]]) -> Outcome:
    """«送上门»"""
    for window, _ in found:
        bring(turn, window, household, chosen=True)
    return finish(*(_brought(turn, window, household) for window, _ in found))


def _fetch(turn: Turn, household: Household, found: list[tuple[Window, Bag | None]]) -> Outcome:
    """«我自己来取»: only not under observation."""
    if _kept_in(turn, household):
        return finish(_brought(turn, found[0][0], household))
    replies = []
    for window, bag in found:
        if bag is None or bag.way != DELIVERY:
            continue
        bags.settle(turn.tx, window.id, household.id, PICKUP, 0, bag.secret, chosen=True)
        if slots.any_in(turn.tx, window.id):
            replies.append(ask_slot(turn, window, household))
        else:
            replies.append(Reply("pickups/fetches", {"window": window, "bag": bag}))
    return finish(*replies)


def _when(turn: Turn, household: Household, found: list[tuple[Window, Bag | None]]) -> Outcome:
    replies = []
    for window, bag in found:
        if bag is not None and (bag.number or bag.slot or bag.way == DELIVERY):
            replies.append(_own(turn, window, bag))
        elif slots.any_in(turn.tx, window.id):
            replies.append(ask_slot(turn, window, household))
    return finish(*replies) if replies else say("pickups/fetches", window=found[0][0], bag=None)


def _own(turn: Turn, window: Window, bag: Bag) -> Reply:
    """A household's bag as it stands."""
    slot = slots.get(turn.tx, bag.slot) if bag.slot else None
    return Reply("pickups/own", {"window": window, "bag": bag, "slot": slot})


def _brought(turn: Turn, window: Window, household: Household) -> Reply:
    return Reply("pickups/brought", {"window": window, "bag": bags.get(turn.tx, window.id, household.id)})


def _kept_in(turn: Turn, household: Household) -> bool:
    return Status.OBSERVATION in households.statuses(turn.tx, household.id, turn.now)
