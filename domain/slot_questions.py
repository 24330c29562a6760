"""The question for a pick-up slot: after an order, by words, and of those who ordered before there were slots."""

from collections.abc import Callable, Sequence

from domain.orders import Window
from domain.pickups import DELIVERY, Bag, Slot
from domain.replies import Ask, Option, Reply
from domain.spans import DAY

FLOW = "pickups"
MOST = 10
"""Slots that are offered in one question."""

LASTS = 7 * DAY


def fits(slot: Slot, door: str, now: int) -> bool:
    """Whether a household can still choose a slot."""
    return slot.left > 0 and slot.ends_at > now and slot.serves(door)


def slot_question(
    window: Window, household: int, door: str, slots: Sequence[Slot], bag: Bag | None, now: int,
    clock: Callable[[int], str],
) -> Reply:  # fmt: skip
    """The slots that serve a household and have room, and the door; `clock` writes a time as 15:00."""
    current = next((slot for slot in slots if bag and slot.id == bag.slot), None)
    free = [slot for slot in slots if fits(slot, door, now) and slot != current][:MOST]
    several = len({slot.place for slot in free}) > 1
    options = [
        Option(
            str(slot.id), "slot_at" if several else "slot",
            {"time": f"{clock(slot.starts_at)}–{clock(slot.ends_at)}", "place": slot.place, "left": slot.left},
        )
        for slot in free
    ]  # fmt: skip
    ask = Ask(
        FLOW, "choose", (*options, Option(DELIVERY, "to_my_door")), "slot_title", {"title": window.title}, window.id,
        {"household": household}, LASTS,
    )  # fmt: skip
    return Reply("pickups/choose", {"window": window, "slots": free, "slot": current, "bag": bag}, ask)
