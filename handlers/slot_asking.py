"""The question for a pick-up slot, put by whoever takes an order, and what a household is told of its own."""

from collections.abc import Iterable
from datetime import datetime

from domain.orders import Window
from domain.people import Household, Person
from domain.permissions import Action, concerns
from domain.pickups import AT_HOME, DELIVERY, Bag, Slot
from domain.replies import DAY, Ask, Option, Reply
from handlers.flow import Turn
from storage import areas, bags, households, slots, windows

FLOW = "pickups"
MOST = 10
"""Slots that are offered in one question."""

LATELY = 7 * DAY
"""So long after its closing a window's bags are handed out."""


def after_order(turn: Turn, ordered: Iterable[Window]) -> tuple[Reply, ...]:
    """What follows an order: the question for a slot, or that it will be brought; nothing where the household has
    chosen already, and where a window has one place and time for all."""
    household = households.get(turn.tx, turn.known().orders_for)
    for window in ordered if household else ():
        if household is None or not slots.any_in(turn.tx, window.id):
            continue
        bag = bags.get(turn.tx, window.id, household.id)
        if bag is not None and (bag.chosen or bag.way == DELIVERY):
            continue
        if stays_at_home(turn, household):
            bring(turn, window, household, chosen=False)
            return (Reply("pickups/brought", {"window": window, "bag": None}),)
        return (ask_slot(turn, window, household),)
    return ()


def ask_slot(turn: Turn, window: Window, household: Household) -> Reply:
    """The slots that serve a household and have room, as a question; without any, that there is none."""
    offered = slots.of_window(turn.tx, window.id)
    bag = bags.get(turn.tx, window.id, household.id)
    current = next((slot for slot in offered if bag and slot.id == bag.slot), None)
    free = [slot for slot in offered if fits(slot, household, turn.now)][:MOST]
    several = len({slot.place for slot in free}) > 1
    options = [
        Option(
            str(slot.id), "slot_at" if several else "slot",
            {"time": span(turn, slot), "place": slot.place, "left": slot.left},
        )
        for slot in free if slot != current
    ]  # fmt: skip
    values = {"window": window, "slots": free, "slot": current, "bag": bag}
    ask = Ask(
        FLOW, "choose", (*options, Option(DELIVERY, "to_my_door")), "slot_title", {"title": window.title}, window.id,
        {"household": household.id}, LATELY,
    )  # fmt: skip
    return Reply("pickups/choose", values, ask)


def fits(slot: Slot, household: Household, now: int) -> bool:
    return slot.left > 0 and slot.ends_at > now and slot.serves(household.door)


def bring(turn: Turn, window: Window, household: Household, *, chosen: bool) -> bool:
    """It is brought to the door; False when the bag is handed out already."""
    secret = turn.house.make_secret()
    return bags.settle(turn.tx, window.id, household.id, DELIVERY, 0, secret, chosen=chosen)


def stays_at_home(turn: Turn, household: Household) -> bool:
    """Whether it is brought without being asked for."""
    return not set(AT_HOME).isdisjoint(households.statuses(turn.tx, household.id, turn.now))


def fetched_now(turn: Turn, household: int) -> list[tuple[Window, Bag | None]]:
    """The windows in which a household has something ordered that is not handed out, the newest first."""
    home = households.get(turn.tx, household) if household else None
    found = []
    for window in windows.latest(turn.tx, home.village, 5) if home else []:
        lately = window.state != "cancelled" and turn.now < window.closes_at + LATELY
        if not lately or not bags.orderers(turn.tx, window.id, household):
            continue
        bag = bags.get(turn.tx, window.id, household)
        if bag is None or not bag.handed_at:
            found.append((window, bag))
    return found


def may_speak_for(turn: Turn, person: Person, household: Household) -> bool:
    """One's own household, that of one's family, and for a worker those that they see to."""
    if household.id in (person.orders_for, *person.households):
        return True
    return concerns(person, Action.TAKE_HANDOVER, path_of(turn, household))


def path_of(turn: Turn, household: Household) -> str:
    """The path of the area in which a household lies."""
    area = areas.get(turn.tx, household.area) or areas.get(turn.tx, household.village)
    return area.path if area else ""


def span(turn: Turn, slot: Slot) -> str:
    """15:00–15:30"""
    start, end = (datetime.fromtimestamp(at / 1000, turn.house.zone) for at in (slot.starts_at, slot.ends_at))
    return f"{start:%H:%M}–{end:%H:%M}"
