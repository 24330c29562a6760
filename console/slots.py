"""Pick-up slots of a window as a cadre adds, resizes and removes them."""

import re
from datetime import datetime, timedelta

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from console.house import House, Visitor, number
from console.pickup import act
from domain.orders import Window
from domain.permissions import Action
from domain.pickups import Slot
from nlu.slots_said import MOST_SLOTS, SlotSaid, buildings_of
from storage import audit, slots
from storage.database import Transaction

LONGEST_PLACE = 40
_CLOCK = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")


async def add(house: House, request: Request, visitor: Visitor, form: FormData) -> Response | None:
    """A stretch of time at a place, cut into slots."""
    drafted = _read(house, form)

    def work(tx: Transaction, window: Window, now: int) -> str:
        if not drafted or any(slot.ends_at <= now for slot in drafted):
            return "?done=slots_wrong"
        for slot in drafted:
            slots.add(tx, Slot(
                0, window.id, slot.place or window.place, slot.starts_at, slot.ends_at, slot.capacity,
                buildings=slot.buildings,
            ))  # fmt: skip
        slots.announce(tx, window.id, now)
        audit.note(tx, visitor.person.id, "set_slots", window.id, now)
        return "?done=slots_added"

    return await act(house, request, visitor, Action.SETTLE_WINDOW, work)


async def change(house: House, request: Request, visitor: Visitor, form: FormData) -> Response | None:
    """More or fewer households, or none: never fewer than have chosen it."""
    wanted, capacity = number(form.get("slot", "")), number(form.get("households", ""))
    removed = form.get("act") == "remove"

    def work(tx: Transaction, window: Window, now: int) -> str:
        slot = slots.get(tx, wanted)
        if slot is None or slot.window != window.id:
            return ""
        done = slots.remove(tx, slot.id) if removed else slots.resize(tx, slot.id, min(capacity, 9999))
        if not done:
            return "?done=slot_kept"
        audit.note(tx, visitor.person.id, "set_slots", window.id, now)
        if not removed and capacity > slot.capacity:
            slots.announce(tx, window.id, now)
        return "?"

    return await act(house, request, visitor, Action.SETTLE_WINDOW, work)


def _read(house: House, form: FormData) -> list[Slot]:
    """The slots of a form; none where something is missing or impossible."""
    times = [_CLOCK.fullmatch(str(form.get(name, "")).strip()) for name in ("from", "to")]
    start, end = (int(each[1]) * 60 + int(each[2]) if each else -1 for each in times)
    place, capacity = " ".join(str(form.get("place", "")).split())[:LONGEST_PLACE], number(form.get("households", ""))
    every = number(form.get("every", "")) or end - start
    try:
        midnight = datetime.strptime(str(form.get("day", "")), "%Y-%m-%d").replace(tzinfo=house.zone)
    except ValueError:
        return []
    if not (place and 0 <= start < end and 0 < capacity < 10_000 and every >= 5):
        return []
    said = SlotSaid(place, buildings_of(str(form.get("buildings", ""))), start, end, every, capacity)
    drafted = [
        Slot(0, 0, place, _at(midnight, begins), _at(midnight, ends), capacity, buildings=said.buildings)
        for begins, ends in said.times()
    ]
    return drafted if len(drafted) <= MOST_SLOTS else []


def _at(midnight: datetime, minutes: int) -> int:
    return int((midnight + timedelta(minutes=minutes)).timestamp() * 1000)
