"""«取货 文化礼堂 15:00-17:00 每半小时20户»: a cadre sets the pick-up slots; «叫15点»: their households are called."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

from broadcasts.handing import call_slot
from domain.orders import Window
from domain.permissions import Action, scope
from domain.pickups import Slot
from domain.replies import NO, YES, Ask, Option, Reply
from handlers import which_round
from handlers.fetching import not_over
from handlers.flow import Flow, Outcome, Turn, finish, say, wait_for
from nlu.clean import clean
from nlu.numerals import read_count
from nlu.pickup_words import called_at
from nlu.slots_said import SlotSaid, day_of, read_slots
from storage import audit, slots
from storage.conversations import Conversation

flow = Flow("slots")


@flow.hears
def hear(turn: Turn) -> Outcome | None:
    """Words of whoever settles windows; everybody else's go on to the other flows."""
    if turn.person is None or not scope(turn.person, Action.SETTLE_WINDOW):
        return None
    minutes = called_at(turn.text)
    if minutes is not None:
        return _call_at(turn, minutes)
    said = read_slots(turn.text)
    return _begin(turn, said) if said else None


@flow.step("window")
def choose(turn: Turn) -> Outcome:
    """For which of several windows."""
    if turn.answer == NO:
        return finish(Reply("slots/dropped"))
    return _draft(turn, int(turn.answer), turn.data["said"], turn.data["day"])


@flow.step("amend")
def amend(turn: Turn) -> Outcome:
    """The day, or how many households, that was asked for; anything else is no answer."""
    data = dict(turn.conversation.data)
    read = clean(turn.text)
    day = day_of(read, _now(turn)) if data["asked"] == "day" else None
    count = read_count(read.lstrip("每限户 ")) if data["asked"] == "capacity" else None
    if day is not None:
        return _draft(turn, data["window"], data["said"], day.isoformat())
    if count is not None and 0 < count[0] < 10_000:
        filled = [{**said, "capacity": said["capacity"] or count[0]} for said in data["said"]]
        return _draft(turn, data["window"], filled, data["day"])
    return Outcome(conversation=Conversation(), then=turn.text)


@flow.step("confirm")
def confirm(turn: Turn) -> Outcome:
    """«确认» or «取消» under the slots as they were read."""
    found = which_round.asked(turn)
    if found is None:
        return finish(Reply("slots/not_allowed"))
    window = found.window
    if turn.answer == NO:
        return replace(finish(Reply("slots/dropped")), toast="dropped")
    for slot in turn.data["slots"]:
        slots.add(turn.tx, Slot(0, window.id, **{**slot, "buildings": tuple(slot["buildings"])}))
    slots.announce(turn.tx, window.id, turn.now)
    audit.note(turn.tx, turn.known().id, "set_slots", window.id, turn.now)
    page = f"{turn.house.address}/console/windows/{window.id}/pickup"
    return finish(Reply("slots/set", {"window": window, "count": len(turn.data["slots"]), "link": page}))


@flow.step("call", again=True)
def call(turn: Turn) -> Outcome:
    """«叫号» under the reminder before a slot begins."""
    slot = slots.get(turn.tx, turn.subject)
    found = which_round.again(turn, slot.window) if slot else None
    if slot is None or found is None:
        return say("slots/not_allowed")
    return _called(turn, [(found.window, slot)])


def _begin(turn: Turn, said: list[SlotSaid]) -> Outcome:
    found = _settled_by(turn)[:4]
    named = day_of(turn.text, _now(turn))
    lines = [_as_data(each) for each in said]
    day = named.isoformat() if named else ""
    if not found:
        return say("slots/no_window")
    if len(found) == 1:
        return _draft(turn, found[0].id, lines, day)
    options = (*(Option(str(window.id), window.title) for window in found), Option(NO, "cancel"))
    ask = Ask(flow.name, "window", options, "slots_title", data={"said": lines, "day": day})
    return Outcome((Reply("slots/which_window", {"windows": found}, ask),))


def _draft(turn: Turn, window_id: int, said: list[dict[str, Any]], day: str) -> Outcome:
    """The slots read back; what is missing is asked first."""
    found = which_round.again(turn, window_id)
    if found is None:
        return finish(Reply("slots/not_allowed"))
    window = found.window
    opened = datetime.fromtimestamp(window.opened_at / 1000, turn.house.zone)
    named = date.fromisoformat(day) if day else day_of(window.arrives, opened)
    kept = {"window": window_id, "said": said, "day": named.isoformat() if named else ""}
    if named is None:
        return wait_for(flow.name, "amend", Reply("slots/which_day", {"window": window}), **kept, asked="day")
    if not all(each["capacity"] for each in said):
        return wait_for(flow.name, "amend", Reply("slots/how_many"), **kept, asked="capacity")
    drafted = [slot for each in said for slot in _slots_of(turn, window, each, named)]
    if any(slot.ends_at <= turn.now for slot in drafted):
        return wait_for(flow.name, "amend", Reply("slots/passed", {"window": window}), **kept, asked="day")
    data = [
        {"place": slot.place, "starts_at": slot.starts_at, "ends_at": slot.ends_at, "capacity": slot.capacity,
         "buildings": slot.buildings} for slot in drafted
    ]  # fmt: skip
    options = (Option(YES, "confirm"), Option(NO, "cancel"))
    ask = Ask(flow.name, "confirm", options, "slots_title", {}, window.id, {"slots": data})
    return finish(Reply("slots/draft", {"window": window, "slots": drafted}, ask))


def _slots_of(turn: Turn, window: Window, said: dict[str, Any], day: date) -> list[Slot]:
    midnight = datetime.combine(day, time(), turn.house.zone)
    read = SlotSaid(**{**said, "buildings": tuple(said["buildings"])})
    return [
        Slot(
            0, window.id, read.place or window.place, int((midnight + timedelta(minutes=start)).timestamp() * 1000),
            int((midnight + timedelta(minutes=end)).timestamp() * 1000), read.capacity, buildings=read.buildings,
        )
        for start, end in read.times()
    ]  # fmt: skip


def _call_at(turn: Turn, minutes: int) -> Outcome:
    """Today's slots that begin then, in every window whose bags are handed out."""
    found = [
        (window, slot)
        for window in _settled_by(turn)
        for slot in slots.of_window(turn.tx, window.id)
        if _begins(turn, slot) == (_now(turn).date(), minutes)
    ]
    if not found:
        return say("slots/nothing_then")
    return _called(turn, found)


def _called(turn: Turn, found: list[tuple[Window, Slot]]) -> Outcome:
    """Calls those of the slots who have not got their bags; once more is no harm, and only to them."""
    told, replies = [], []
    for window, slot in found:
        count, called = call_slot(turn.tx, turn.known(), window, slot, turn.now)
        replies.append(Reply("slots/called", {"window": window, "given": slot, "count": count}))
        told += called
    return replace(finish(*replies, *told), answered=False)


def _settled_by(turn: Turn) -> list[Window]:
    """The windows of villages that are somebody's as a whole; slots are not set for a part of one."""
    lately = not_over(turn, Action.SETTLE_WINDOW)
    return [found.window for window in lately if (found := which_round.again(turn, window.id))]


def _begins(turn: Turn, slot: Slot) -> tuple[date, int]:
    at = datetime.fromtimestamp(slot.starts_at / 1000, turn.house.zone)
    return at.date(), at.hour * 60 + at.minute


def _now(turn: Turn) -> datetime:
    return datetime.fromtimestamp(turn.now / 1000, turn.house.zone)


def _as_data(said: SlotSaid) -> dict[str, Any]:
    return {
        "place": said.place, "buildings": said.buildings, "start": said.start, "end": said.end, "every": said.every,
        "capacity": said.capacity,
    }  # fmt: skip
