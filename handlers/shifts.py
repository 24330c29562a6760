"""«明天8点到16点东门：王强、李敏，王强带班»: a cadre makes shifts, read back before they count; and calls off."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from broadcasts import rostering
from domain.areas import Area
from domain.permissions import Action, allowed, scope
from domain.replies import NO, YES, Ask, Option, Reply
from domain.shifts import FARTHEST, Duty, Plan, Wanted, day_bounds, moment
from domain.spans import DAY
from handlers.flow import Flow, Outcome, Turn, finish, managed_village, say, wait_for
from nlu.shift_words import calls_off, hour_in, replaces, without_times
from nlu.shifts import ShiftSaid, days_in, looks_like_roster, read_roster, resolve_day
from storage import areas, audit, people, shifts
from storage.conversations import Conversation

flow = Flow("shifts")

MOST_BUTTONS = 8
AHEAD = 60 * DAY
"""Milliseconds for which the shifts are looked through that are to be called off without a day."""


@flow.hears
def hear(turn: Turn) -> Outcome | None:
    """Words of whoever makes shifts; everybody else's go on to the other flows."""
    if turn.person is None or not scope(turn.person, Action.MAKE_SHIFTS):
        return None
    words = calls_off(turn.text)
    if words is not None:
        return _ask_to_call_off(turn, words)
    replaced = _ask_to_replace(turn)
    if replaced is not None:
        return replaced
    if turn.text in ("排班", "排值班"):
        return wait_for(flow.name, "lines", Reply("shifts/how"))
    return _draft(turn) if looks_like_roster(turn.update.text) else None


@flow.command("roster")
def begin(turn: Turn) -> Outcome:
    """«/roster», with or without the lines behind it."""
    if not scope(turn.person, Action.MAKE_SHIFTS):
        return say("shifts/not_allowed")
    if turn.argument:
        return _draft(turn, turn.argument)
    return wait_for(flow.name, "lines", Reply("shifts/how"))


@flow.step("lines")
def lines(turn: Turn) -> Outcome:
    """The lines that were asked for; what has no time in it is no roster."""
    timed = any(said.trouble != "not_read" for said in _read(turn, turn.update.text))
    if timed and scope(turn.person, Action.MAKE_SHIFTS):
        return _draft(turn)
    return Outcome(conversation=Conversation(), then=turn.update.text)


@flow.step("confirm")
def confirm(turn: Turn) -> Outcome:
    """«确认» or «取消» under the shifts as they were read."""
    if turn.answer == NO:
        return replace(finish(Reply("shifts/dropped")), toast="dropped_shifts")
    area = areas.get(turn.tx, turn.subject)
    if area is None or not allowed(turn.person, Action.MAKE_SHIFTS, area.path):
        return finish(Reply("shifts/not_allowed"))
    plans = [plan for plan in map(_plan, turn.data["plans"]) if plan.ends_at > turn.now]
    saved = rostering.save(turn.tx, area, plans, turn.known().id, turn.now)
    page = f"{turn.house.address}/console/roster?area={area.id}"
    values = {"duties_made": saved.duties, "shifts_made": saved.shifts, "troubles": saved.troubles, "link": page}
    return replace(finish(Reply("shifts/made", values)), toast="shifts_made")


@flow.step("off")
def call_off(turn: Turn) -> Outcome:
    """One of the duties that were found, or all of them."""
    chosen = turn.data["duties"] if turn.answer == YES else [int(turn.answer)] if turn.answer != NO else []
    if not chosen:
        return replace(finish(Reply("shifts/kept")), toast="kept")
    ended: list[Duty] = []
    for number in chosen:
        duty, _ = _of_cadre(turn, number)
        if duty is None:
            return finish(Reply("shifts/not_allowed"))
        if shifts.call_off(turn.tx, duty, turn.known().id, turn.now):
            audit.note(turn.tx, turn.known().id, "call_off_shift", duty.person, turn.now)
            ended.append(duty)
    told = [
        Reply("shifts/called_off", {"duties": [duty]}, to=duty.person)
        for duty in ended if duty.person != turn.known().id
    ]  # fmt: skip
    return finish(Reply("shifts/ended", {"duties": ended}), *told)


@flow.step("replace")
def replace_one(turn: Turn) -> Outcome:
    """Somebody else stands in a shift, because a cadre says so: both are told."""
    duty, area = _of_cadre(turn, turn.subject)
    other = people.get(turn.tx, turn.data["person"])
    if turn.answer == NO or duty is None or area is None or other is None:
        return replace(finish(Reply("shifts/kept")), toast="kept")
    shifts.hold(turn.tx, (duty.person, other.id))
    clash = shifts.clash(turn.tx, other.id, duty.shift.starts_at, duty.shift.ends_at)
    if clash is not None:
        return finish(Reply("shifts/would_clash", {"clash": clash, "own": False}))
    if not shifts.hand(turn.tx, duty, other.id):
        return finish(Reply("shifts/ended", {"duties": []}))
    if duty.leads:
        shifts.lead(turn.tx, duty.shift, other.id)
    audit.note(turn.tx, turn.known().id, "call_off_shift", duty.person, turn.now)
    now_theirs = shifts.duty(turn.tx, duty.id) or duty
    return finish(
        Reply("shifts/replaced", {"duty": duty, "name": other.name}),
        Reply("shifts/called_off", {"duties": [duty]}, to=duty.person),
        Reply("shifts/given", {"duties": [now_theirs]}, to=other.id),
    )


def _ask_to_replace(turn: Turn) -> Outcome | None:
    """«明天东门王强换成李敏»; None where the words name nobody who has a shift to come."""
    area = managed_village(turn, Action.MAKE_SHIFTS)
    if area is None:
        return None
    for words, old, new in replaces(turn.text):
        found = [duty for duty in _meant(turn, area, f"{words} {old}") or () if duty.name == old]
        if not found:
            continue
        others = rostering.find_people(turn.tx, area, new)
        if len(found) > 1:
            return say("shifts/which_to_replace", duties=found, name=new)
        if len(others) != 1:
            return say("shifts/which_colleague", name=new, several=bool(others))
        ask = Ask(
            flow.name, "replace", (Option(YES, "confirm"), Option(NO, "cancel")), "roster_title", {}, found[0].id,
            {"person": others[0].id},
        )  # fmt: skip
        return finish(Reply("shifts/replace", {"duty": found[0], "name": others[0].name}, ask))
    return None


def _of_cadre(turn: Turn, number: int) -> tuple[Duty | None, Area | None]:
    """A duty, if the writer makes the shifts of its area."""
    duty = shifts.duty(turn.tx, number)
    area = areas.get(turn.tx, duty.shift.area) if duty else None
    may = area is not None and allowed(turn.person, Action.MAKE_SHIFTS, area.path)
    return (duty, area) if may else (None, None)


def _draft(turn: Turn, text: str = "") -> Outcome:
    """The shifts as they were read, with what is not taken and why; saved when this is confirmed."""
    area = managed_village(turn, Action.MAKE_SHIFTS)
    if area is None:
        return say("shifts/not_allowed")
    said = _read(turn, text or turn.update.text)
    roster = rostering.settle(turn.tx, area, [_wanted(turn, each) for each in said], turn.now)
    values: dict[str, Any] = {"plans": roster.plans, "troubles": roster.troubles, "known_duties": roster.known}
    if not roster.plans:
        return wait_for(flow.name, "lines", Reply("shifts/draft", values))
    data = {"plans": [asdict(plan) for plan in roster.plans]}
    ask = Ask(flow.name, "confirm", (Option(YES, "confirm"), Option(NO, "cancel")), "roster_title", {}, area.id, data)
    return wait_for(flow.name, "lines", Reply("shifts/draft", values, ask))


def _read(turn: Turn, text: str) -> list[ShiftSaid]:
    return read_roster(text, datetime.fromtimestamp(turn.now / 1000, turn.house.zone))


def _wanted(turn: Turn, said: ShiftSaid) -> Wanted:
    if said.trouble or said.day is None:
        return Wanted(said.line, trouble=said.trouble or "no_day")
    starts_at, ends_at = (moment(said.day, minutes, turn.house.zone) for minutes in (said.start, said.end))
    return Wanted(said.line, said.post, starts_at, ends_at, said.names, said.leader)


def _plan(kept: Mapping[str, Any]) -> Plan:
    return Plan(**{**kept, "people": tuple((person, name) for person, name in kept["people"])})


def _ask_to_call_off(turn: Turn, words: str) -> Outcome | None:
    """The duties that the words mean; None where they speak of nothing that is known here."""
    area = managed_village(turn, Action.MAKE_SHIFTS)
    found = _meant(turn, area, words) if area else None
    if found is None:
        return None
    if not found:
        return say("shifts/nothing_to_call_off")
    options: tuple[Option, ...] = (Option(YES, "call_off_all" if found[1:] else "call_off"), Option(NO, "leave_it"))
    if len(found) > 1:
        single = (Option(str(duty.id), f"{duty.shift.place} {duty.name}") for duty in found[:MOST_BUTTONS])
        options = (*single, *options)
    data = {"duties": [duty.id for duty in found]}
    ask = Ask(flow.name, "off", options, "call_off_title", {}, found[0].id, data)
    return finish(Reply("shifts/call_off", {"duties": found}, ask))


def _meant(turn: Turn, area: Area, words: str) -> list[Duty] | None:
    """Coming duties by day, hour, post and name; None when neither a post nor a person is named."""
    now = datetime.fromtimestamp(turn.now / 1000, turn.house.zone)
    day_said = next(iter(days_in(words)), "")
    day = resolve_day(day_said, now) if day_said else None
    since, until = day_bounds(day, turn.house.zone) if day else (turn.now, turn.now + min(AHEAD, FARTHEST))
    hour, rest = hour_in(words), without_times(words)
    coming = [
        duty for duty in shifts.in_area(turn.tx, area.id, max(since, turn.now), until)
        if duty.came_at is None and duty.shift.starts_at >= since
        and (hour is None or day is None or duty.shift.starts_at == moment(day, hour, turn.house.zone))
    ]  # fmt: skip
    posts = {post.name for post in shifts.posts_of(turn.tx, area.id)}
    post = next((name for name in sorted(posts, key=len, reverse=True) if name in rest), "")
    name = (rest.replace(post, " ") if post else rest).strip()
    if not post and not any(duty.name == name for duty in coming):
        return None if not day else []
    return [duty for duty in coming if (not post or duty.shift.place == post) and (not name or duty.name == name)]
