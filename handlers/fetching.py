"""What the conversations about fetching share: the question for a slot, whose bags wait, who speaks for whom."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from domain.orders import Window
from domain.people import Household, Person
from domain.permissions import Action, concerns, scope
from domain.pickups import AT_HOME, DELIVERY, Bag
from domain.replies import Reply
from domain.slot_questions import FLOW, slot_question
from domain.spans import DAY
from handlers.flow import Turn
from storage import areas, bags, households, slots, windows

LATELY = 7 * DAY
"""So long after its closing a window's bags are handed out."""


def after_order(turn: Turn, ordered: Iterable[Window]) -> tuple[Reply, ...]:
    """What follows an order: the question for a slot, or that it will be brought; nothing where the household has
    chosen already or is still asked, and where a window has one place and time for all."""
    slotted = [window for window in ordered if slots.any_in(turn.tx, window.id)]
    household = households.get(turn.tx, turn.known().orders_for) if slotted else None
    for window in slotted if household else ():
        asked = any(each.flow == FLOW and each.subject == window.id for each in turn.waiting)
        if household is None or asked:
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
    return slot_question(
        window, household.id, household.door, offered, bags.get(turn.tx, window.id, household.id), turn.now,
        lambda at: f"{datetime.fromtimestamp(at / 1000, turn.house.zone):%H:%M}",
    )  # fmt: skip


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
    return concerns(person, Action.TAKE_HANDOVER, households.path(turn.tx, household.id))


def handed_out_now(turn: Turn, action: Action) -> list[Window]:
    """The closed windows whose bags somebody may see to, the newest first."""
    return [window for window in _lately(turn, action) if window.state == "closed"]


def not_over(turn: Turn, action: Action) -> list[Window]:
    """The windows that are open, or closed lately, where somebody may do a thing; the newest first."""
    return list(_lately(turn, action))


def _lately(turn: Turn, action: Action) -> Iterator[Window]:
    for village in _villages(turn, action):
        for window in windows.latest(turn.tx, village, 8):
            if window.state != "cancelled" and turn.now < window.closes_at + LATELY:
                yield window


def _villages(turn: Turn, action: Action) -> list[int]:
    """The villages in which somebody may do a thing, or of which a part is theirs; not those of a whole street."""
    person = turn.known()
    found = [person.village] if concerns(person, action, person.village_path) else []
    for path in scope(person, action):
        found += [area.id for area in areas.on_path(turn.tx, path) if area.kind == "village"]
    return list(dict.fromkeys(found))
