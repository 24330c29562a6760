"""Posts, their shifts, and each person's part in them: what is handed on or noted is guarded in its statement."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from domain.settings import Setting
from domain.shifts import Duty, Post, Shift
from domain.spans import DAY, HOUR, MINUTE
from storage import areas, dues, settings
from storage.database import Transaction

REMINDER = "shift_reminder"
"""The kind of due that reminds those of a shift."""

MISSING = "shift_missing"
"""The kind of due that looks who has not come to a shift."""

NEW = "shift_new"
"""The kind of due that tells a person which shifts they were given."""

_LONGEST = DAY + HOUR
LED = 31 * DAY
"""Milliseconds for which whoever led a shift at a post still sees the post, and those who stood there."""


@dataclass(frozen=True, slots=True)
class Swap:
    """That somebody asked another to take a duty, for one in return or for nothing (other 0)."""

    id: int
    duty: int
    other: int
    asker: int
    asked: int
    state: str


def ensure_post(tx: Transaction, area: int, name: str, by: int, now: int) -> Post:
    """The post of that name in an area, made if it is not there yet."""
    found = post_named(tx, area, name)
    if found is None:
        tx.sql.shifts.add_post(
            tx.connection, tenant=tx.tenant, id=tx.ids.next(), area=area, name=name, made_by=by, now=now
        )
        found = post_named(tx, area, name)
    assert found is not None
    return found


def post_named(tx: Transaction, area: int, name: str) -> Post | None:
    row = tx.sql.shifts.post_named(tx.connection, tenant=tx.tenant, area=area, name=name)
    return Post(*row) if row else None


def posts_of(tx: Transaction, area: int) -> list[Post]:
    return [Post(*row) for row in tx.sql.shifts.posts_of(tx.connection, tenant=tx.tenant, area=area)]


def ensure(tx: Transaction, post: Post, starts_at: int, ends_at: int, leader: int, by: int, now: int) -> Shift:
    """The shift of those times at a post; one that is there keeps its leader."""
    tx.sql.shifts.add_shift(
        tx.connection, tenant=tx.tenant, id=tx.ids.next(), area=post.area, post=post.id, starts_at=starts_at,
        ends_at=ends_at, leader=leader, made_by=by, now=now,
    )  # fmt: skip
    found = same(tx, post.id, starts_at, ends_at)
    assert found is not None
    return found


def same(tx: Transaction, post: int, starts_at: int, ends_at: int) -> Shift | None:
    row = tx.sql.shifts.same_shift(tx.connection, tenant=tx.tenant, post=post, starts_at=starts_at, ends_at=ends_at)
    return Shift(*row) if row else None


def get(tx: Transaction, shift: int) -> Shift | None:
    row = tx.sql.shifts.shift(tx.connection, tenant=tx.tenant, shift=shift)
    return Shift(*row) if row else None


def lead(tx: Transaction, shift: Shift, leader: int) -> bool:
    """Somebody else leads a shift from now on; False when that was changed meanwhile."""
    return bool(
        tx.sql.shifts.lead(tx.connection, tenant=tx.tenant, shift=shift.id, was=shift.leader, leader=leader)
    )


def posts_led(tx: Transaction, person: int, now: int) -> dict[int, int]:
    """Posts of which somebody leads shifts, or did lately, and their areas."""
    rows = tx.sql.shifts.posts_led(tx.connection, tenant=tx.tenant, person=person, since=now - LED)
    return dict(rows)


def hold(tx: Transaction, people: Iterable[int]) -> None:
    """Nobody else gives these people shifts while this transaction lasts; always in order of their ids."""
    for person in sorted(set(people)):
        tx.sql.shifts.hold_person(tx.connection, tenant=tx.tenant, person=person)


def clash(tx: Transaction, person: int, starts_at: int, ends_at: int, without: Iterable[int] = ()) -> Duty | None:
    """A duty of theirs that lies in the same time; `without` names duties that do not count. Hold them before."""
    passed_over = set(without)
    found = of_person(tx, person, starts_at, ends_at)
    return next((duty for duty in found if duty.id not in passed_over), None)


def add(tx: Transaction, shift: Shift, person: int, by: int, now: int) -> bool:
    """Puts somebody into a shift; False when they are in it. They are told, reminded, and looked for."""
    added = tx.sql.shifts.add_duty(
        tx.connection, tenant=tx.tenant, id=tx.ids.next(), shift=shift.id, person=person, starts_at=shift.starts_at,
        made_by=by, now=now,
    )  # fmt: skip
    if added:
        dues.set_due(tx, NEW, person, now)
        _watch(tx, shift, now)
    return bool(added)


def _watch(tx: Transaction, shift: Shift, now: int) -> None:
    """Sets when those of a shift are reminded, and when it is looked who has come."""
    area = areas.get(tx, shift.area)
    path = area.path if area else ""
    reminded = shift.starts_at - settings.value(tx, Setting.SHIFT_REMINDED_BEFORE, path, now) * MINUTE
    if reminded > now:
        dues.set_due(tx, REMINDER, shift.id, reminded)
    if shift.ends_at > now:
        grace = settings.value(tx, Setting.SHIFT_GRACE, path, now) * MINUTE
        dues.set_due(tx, MISSING, shift.id, max(shift.starts_at, now) + grace)


def planned_before(tx: Transaction, shift: int, person: int) -> tuple[int, bool] | None:
    """Who stands in a shift for whom it once named, and whether that still holds; None when it never named them."""
    row = tx.sql.shifts.planned_before(tx.connection, tenant=tx.tenant, shift=shift, person=person)
    return (row[1], row[2] == "on") if row else None


def duty(tx: Transaction, number: int) -> Duty | None:
    row = tx.sql.shifts.duty(tx.connection, tenant=tx.tenant, duty=number)
    return _duty(row) if row else None


def of_shift(tx: Transaction, shift: int) -> list[Duty]:
    return [_duty(row) for row in tx.sql.shifts.of_shift(tx.connection, tenant=tx.tenant, shift=shift)]


def of_person(tx: Transaction, person: int, since: int, until: int) -> list[Duty]:
    """Their duties of which some part lies in a time, in order."""
    rows = tx.sql.shifts.of_person(
        tx.connection, tenant=tx.tenant, person=person, earliest=since - _LONGEST, since=since, until=until
    )
    return [_duty(row) for row in rows]


def in_area(tx: Transaction, area: int, since: int, until: int) -> list[Duty]:
    """The roster of an area: duties of which some part lies in a time, in order."""
    rows = tx.sql.shifts.in_area(
        tx.connection, tenant=tx.tenant, area=area, earliest=since - _LONGEST, since=since, until=until
    )
    return [_duty(row) for row in rows]


def take_untold(tx: Transaction, person: int, now: int) -> list[Duty]:
    """The coming duties of which somebody has not been told, who is told with this."""
    rows = tx.sql.shifts.untold(tx.connection, tenant=tx.tenant, person=person, since=now - _LONGEST)
    found = [duty for duty in (_duty(row) for row in rows) if duty.shift.ends_at > now]
    for each in found:
        tx.sql.shifts.told(tx.connection, tenant=tx.tenant, duty=each.id, now=now)
    return found


def hand(tx: Transaction, duty: Duty, person: int) -> bool:
    """Somebody else stands in a shift; False when it is no longer theirs who gave it."""
    return bool(
        tx.sql.shifts.hand(tx.connection, tenant=tx.tenant, duty=duty.id, was=duty.person, person=person)
    )


def call_off(tx: Transaction, duty: Duty, by: int, now: int) -> bool:
    """A duty is no more; False when it was handed on, called off or begun meanwhile."""
    return bool(
        tx.sql.shifts.call_off(
            tx.connection, tenant=tx.tenant, duty=duty.id, person=duty.person, ended_by=by, now=now
        )
    )


def come(tx: Transaction, duty: Duty, by: int, now: int) -> bool:
    """Somebody is there; False when that is noted, or the duty is another's."""
    return bool(
        tx.sql.shifts.come(tx.connection, tenant=tx.tenant, duty=duty.id, person=duty.person, noted_by=by, now=now)
    )


def leave(tx: Transaction, duty: Duty, by: int, now: int) -> bool:
    """Somebody who came goes; False when that is noted."""
    return bool(
        tx.sql.shifts.leave(tx.connection, tenant=tx.tenant, duty=duty.id, person=duty.person, noted_by=by, now=now)
    )


def miss(tx: Transaction, duty: Duty, now: int) -> bool:
    """Nobody has come by now; False when that is noted, or somebody came."""
    return bool(tx.sql.shifts.miss(tx.connection, tenant=tx.tenant, duty=duty.id, now=now))


def ask_swap(tx: Transaction, duty: Duty, other: int, asked: int, now: int) -> int:
    """Notes that the holder of a duty asked somebody to take it, for the duty `other` or for nothing (0)."""
    new = tx.ids.next()
    tx.sql.shifts.ask_swap(
        tx.connection, tenant=tx.tenant, id=new, duty=duty.id, other=other, asker=duty.person, asked=asked, now=now
    )
    return new


def swap(tx: Transaction, number: int) -> Swap | None:
    row = tx.sql.shifts.swap(tx.connection, tenant=tx.tenant, swap=number)
    return Swap(*row) if row else None


def decide_swap(tx: Transaction, number: int, outcome: str, now: int) -> bool:
    """agreed, declined or void; False when it was decided before."""
    return bool(
        tx.sql.shifts.decide_swap(tx.connection, tenant=tx.tenant, swap=number, outcome=outcome, now=now)
    )


def _duty(row: Any) -> Duty:
    number, person, name, phone, planned, state, came_at, left_at, missing_at, *shift = row
    return Duty(number, Shift(*shift), person, name, phone, planned, state == "on", came_at, left_at, missing_at)
