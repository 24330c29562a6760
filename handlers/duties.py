"""«到岗», «下班»: whoever stands in a shift checks in and out; its leader does it for those without a telephone."""

from dataclasses import replace

from broadcasts import shifts as watching
from domain.permissions import may_note_duty
from domain.replies import NO, YES, Ask, Option, Reply
from domain.shifts import BEFORE_END, EARLY, Duty
from domain.spans import DAY, HOUR
from handlers.flow import Flow, Outcome, Turn, finish, say
from nlu.shift_words import says_came, says_left
from storage import areas, audit, questions, shifts

flow = Flow(watching.FLOW)

LATELY = 12 * HOUR
"""Milliseconds after a shift's end for which a 下班 that was forgotten is still taken."""


@flow.hears
def hear(turn: Turn) -> Outcome | None:
    """Words of whoever stands in a shift now or soon, or who leads one; all else is not about shifts."""
    if turn.person is None:
        return None
    came, left = says_came(turn.text), says_left(turn.text)
    if came == "":
        return _come(turn)
    if left == "":
        return _leave(turn)
    return _for_another(turn, came or left or "", came is not None) if came or left else None


@flow.step("came")
def came(turn: Turn) -> Outcome:
    """«到岗» under the reminder. It is pressed too early by some, and stays."""
    duty = shifts.duty(turn.tx, turn.subject)
    if duty is None or not duty.on or duty.person != turn.known().id:
        holder = duty.name if duty and duty.on else ""
        return finish(Reply("shifts/not_yours_now", {"duty": duty, "name": holder}))
    return _note_coming(turn, duty)


@flow.step("left")
def left(turn: Turn) -> Outcome:
    """«下班» under what was said at check-in; early is asked once."""
    duty = shifts.duty(turn.tx, turn.subject)
    if duty is None or duty.person != turn.known().id:
        return finish(Reply("shifts/not_yours_now", {"duty": duty, "name": duty.name if duty else ""}))
    return _note_leaving(turn, duty)


@flow.step("early")
def early(turn: Turn) -> Outcome:
    """Whether somebody really goes before the end."""
    duty = shifts.duty(turn.tx, turn.subject)
    if turn.answer == NO or duty is None:
        return finish(Reply("shifts/still_there"))
    return _note_leaving(turn, duty, sure=True)


def _come(turn: Turn) -> Outcome | None:
    person = turn.known()
    near = shifts.of_person(turn.tx, person.id, turn.now, turn.now + DAY)
    for duty in near:
        if duty.may_come(turn.now):
            return _note_coming(turn, duty)
    standing = next((duty for duty in near if duty.came_at and duty.shift.starts_at <= turn.now + EARLY), None)
    if standing is not None:
        return say("shifts/came_before", duty=standing)
    return say("shifts/too_early", duty=near[0], opens=near[0].shift.starts_at - EARLY) if near else None


def _leave(turn: Turn) -> Outcome | None:
    person = turn.known()
    lately = [
        duty for duty in shifts.of_person(turn.tx, person.id, turn.now - LATELY, turn.now + EARLY)
        if duty.left_at is None
    ]  # fmt: skip
    there = [duty for duty in lately if duty.came_at is not None]
    if there:
        return _note_leaving(turn, there[0])
    begun = [duty for duty in lately if duty.shift.starts_at <= turn.now]
    return say("shifts/never_came", duty=begun[-1]) if begun else None


def _note_coming(turn: Turn, duty: Duty) -> Outcome:
    if duty.came_at is not None:
        return say("shifts/came_before", duty=duty)
    if turn.now < duty.shift.starts_at - EARLY:
        return replace(say("shifts/too_early", duty=duty, opens=duty.shift.starts_at - EARLY), answered=False)
    if turn.now >= duty.shift.ends_at:
        return finish(Reply("shifts/over", {"duty": duty}))
    if not shifts.come(turn.tx, duty, turn.known().id, turn.now):
        return say("shifts/came_before", duty=duty)
    questions.close_about(turn.tx, flow.name, duty.id, "came", turn.now)
    here = shifts.duty(turn.tx, duty.id) or duty
    told = () if duty.missing_at is None else tuple(
        Reply("shifts/came_after_all", {"duty": here}, to=leader)
        for leader in watching.watchers(turn.tx, duty.shift, [duty.person]) if leader != turn.known().id
    )  # fmt: skip
    own = duty.person == turn.known().id
    noted = Reply("shifts/came" if own else "shifts/noted_for", {"duty": here}, watching.leave(here) if own else None)
    return replace(finish(noted, *told), toast="duty_noted")


def _note_leaving(turn: Turn, duty: Duty, sure: bool = False) -> Outcome:
    if duty.came_at is None:
        return say("shifts/never_came", duty=duty)
    own, early_by = duty.person == turn.known().id, duty.shift.ends_at - turn.now
    if early_by > BEFORE_END and not sure and duty.left_at is None and own:
        options = (Option(YES, "leave_early"), Option(NO, "stay_on"))
        ask = Ask(flow.name, "early", options, "duty_title", {"place": duty.shift.place}, duty.id, beside=True)
        return replace(finish(Reply("shifts/leave_early", {"duty": duty}, ask)), answered=False)
    if not shifts.leave(turn.tx, duty, turn.known().id, turn.now):
        return say("shifts/left_before", duty=duty)
    questions.close_about(turn.tx, flow.name, duty.id, "left", turn.now)
    gone = shifts.duty(turn.tx, duty.id) or duty
    watchers = watching.watchers(turn.tx, duty.shift, [duty.person]) if early_by > BEFORE_END else []
    told = (Reply("shifts/left_early", {"duty": gone}, to=each) for each in watchers if each != turn.known().id)
    noted = Reply("shifts/left" if own else "shifts/noted_for", {"duty": gone})
    return replace(finish(noted, *told), toast="duty_noted")


def _for_another(turn: Turn, name: str, coming: bool) -> Outcome | None:
    """«王强到岗», from whoever leads his shift or makes it; None when there is no such shift of theirs now."""
    found = [duty for duty in _led_now(turn) if duty.name == name and (
        duty.may_come(turn.now) if coming else duty.came_at is not None and duty.left_at is None
    )]  # fmt: skip
    if len(found) != 1:
        return say("shifts/several_of_name", name=name) if found else None
    audit.note(turn.tx, turn.known().id, "note_duty", found[0].person, turn.now)
    return _note_coming(turn, found[0]) if coming else _note_leaving(turn, found[0], sure=True)


def _led_now(turn: Turn) -> list[Duty]:
    """Duties of now of which the writer may say that somebody came or went."""
    person = turn.known()
    places = {held.area for held in person.roles} | {person.village}
    places |= set(shifts.posts_led(turn.tx, person.id, turn.now).values())
    found = []
    for number in sorted(places):
        area = areas.get(turn.tx, number)
        for duty in shifts.in_area(turn.tx, number, turn.now - LATELY, turn.now + EARLY + 1) if area else ():
            leads = duty.shift.leader == person.id
            if area and may_note_duty(person, area.path, leads=leads, own=False):
                found.append(duty)
    return found

