"""Shifts by the clock: who was given one is told, who stands in one is reminded, and who does not come is missed.

What is said is computed from the records when it is due, so a shift that was swapped or called off reminds nobody
wrong. Whoever cannot be reached in chat stands on the leader's list to telephone.
"""

from broadcasts import audience
from broadcasts.clock import Firing
from broadcasts.outbox import Writer
from domain.messages import Priority
from domain.replies import Ask, Option, Reply
from domain.shifts import Duty, Shift
from domain.spans import HOUR
from storage import addresses, areas, shifts
from storage.database import Transaction

FLOW = "duties"
"""The flow that takes «到岗» and «下班»."""

_AFTER_END = 2 * HOUR
"""Milliseconds after a shift's end for which «下班» can be pressed: whoever is relieved late goes home first."""


def firings(writer: Writer) -> dict[str, Firing]:
    """What is due about shifts, by the kind of due."""
    return {
        shifts.NEW: lambda tx, person, now: tell_new(tx, writer, person, now),
        shifts.REMINDER: lambda tx, shift, now: remind(tx, writer, shift, now),
        shifts.MISSING: lambda tx, shift, now: look_who_came(tx, writer, shift, now),
    }


def tell_new(tx: Transaction, writer: Writer, person: int, now: int) -> None:
    """Somebody reads which shifts they were given, all in one message."""
    given = shifts.take_untold(tx, person, now)
    if given:
        writer.write_to(tx, Reply("shifts/given", {"duties": given}, priority=Priority.NOTICE), person, now)


def remind(tx: Transaction, writer: Writer, shift_id: int, now: int) -> None:
    """An hour before: everybody with a button to check in, and the leader with those who must be telephoned. After
    the beginning it is too late for that, whatever kept the program."""
    shift = shifts.get(tx, shift_id)
    if shift is None or now >= shift.starts_at:
        return
    coming = [duty for duty in shifts.of_shift(tx, shift_id) if duty.came_at is None]
    to_phone = [duty for duty in coming if not addresses.of_person(tx, duty.person)]
    for duty in coming:
        if duty not in to_phone:
            others = [each.name for each in coming if each.person != duty.person]
            reply = Reply(
                "shifts/reminder", {"duty": duty, "with_whom": others}, come(duty), priority=Priority.REMINDER
            )
            writer.write_to(tx, reply, duty.person, now, expires_at=shift.starts_at)
    if to_phone:
        values = {"shift": shift, "duties": to_phone}
        for leader in watchers(tx, shift, [duty.person for duty in to_phone]):
            reply = Reply("shifts/phone_them", values, priority=Priority.REMINDER)
            writer.write_to(tx, reply, leader, now, expires_at=shift.starts_at)


def look_who_came(tx: Transaction, writer: Writer, shift_id: int, now: int) -> None:
    """Some minutes after the beginning: whoever is not there is told to the leader, with their phone. When the shift
    is over nobody can be sent for any more, and the tallies say it."""
    shift = shifts.get(tx, shift_id)
    if shift is None or now >= shift.ends_at:
        return
    missing = [duty for duty in shifts.of_shift(tx, shift_id) if shifts.miss(tx, duty, now)]
    if missing:
        values = {"shift": shift, "duties": missing}
        for person in watchers(tx, shift, [duty.person for duty in missing]):
            writer.write_to(tx, Reply("shifts/missing", values), person, now, expires_at=shift.ends_at)
        for duty in missing:
            # The button stands under the reminder: a second one would make 到岗 ambiguous.
            reply = Reply("shifts/where_are_you", {"duty": duty})
            writer.write_to(tx, reply, duty.person, now, expires_at=shift.ends_at)


def come(duty: Duty) -> Ask:
    """«到岗», for as long as the shift lasts."""
    return Ask(
        FLOW, "came", (Option("came", "duty_came"),), "duty_title", {"place": duty.shift.place}, duty.id, lasts=0,
        until=duty.shift.ends_at, beside=True,
    )  # fmt: skip


def leave(duty: Duty) -> Ask:
    """«下班», until some time after the end."""
    return Ask(
        FLOW, "left", (Option("left", "duty_left"),), "duty_title", {"place": duty.shift.place}, duty.id, lasts=0,
        until=duty.shift.ends_at + _AFTER_END, beside=True,
    )  # fmt: skip


def watchers(tx: Transaction, shift: Shift, besides: list[int]) -> list[int]:
    """Who is told of what goes wrong in a shift: its leader; the cadres when there is none who can be reached, or
    when it is the leader's own doing."""
    if shift.leader and shift.leader not in besides and addresses.of_person(tx, shift.leader):
        return [shift.leader]
    area = areas.get(tx, shift.area)
    return [cadre for cadre in audience.cadres(tx, area.path) if cadre not in besides] if area else []
