"""Rules, the times at which they fired, and what relative ones wait for: windows closing, observations ending."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from domain import schedules
from domain.rules import Do, Fire, Follow, Late, Outcome, Rule, State
from domain.schedules import Anchor, Schedule
from storage import areas
from storage.database import Transaction
from storage.json_text import read_json, write_json
from storage.people import BEYOND

MOST = 200
"""Rules of an area that are listed."""


@dataclass(frozen=True, slots=True)
class Due:
    """A rule whose time has come, with what must be known to send it."""

    rule: Rule
    path: str  #: of the rule's area
    lasts: int  #: milliseconds for which the words of its notice hold


@dataclass(frozen=True, slots=True)
class Sending:
    """A fire that goes out, as the broadcast that it makes."""

    rule: Rule
    fire: Fire
    broadcast: int
    starts_at: int
    expires_at: int


def add(tx: Transaction, rule: Rule, now: int) -> Rule:
    """Keeps a rule; it comes back with its id and, unless it has one, the next number of its area."""
    areas.hold(tx, rule.area)
    number = rule.number or int(tx.sql.rules.last_number(tx.connection, tenant=tx.tenant, area=rule.area) or 0) + 1
    made = replace(rule, id=tx.ids.next(), number=number, looked_at=now, made_at=now)
    tx.sql.rules.add(
        tx.connection, tenant=tx.tenant, id=made.id, area=made.area, number=number, notice=made.notice,
        schedule=write_json(schedules.to_json(made.schedule)), condition=made.condition, follow=_dump(made.follow),
        late=made.late.value, next_at=made.next_at, replaces=made.replaces, made_by=made.made_by, now=now,
    )  # fmt: skip
    return made


def change(tx: Transaction, old: Rule, new: Rule, now: int) -> Rule | None:
    """A rule takes another's place and number; None when somebody was faster."""
    if not tx.sql.rules.end(tx.connection, tenant=tx.tenant, id=old.id):
        return None
    return add(tx, replace(new, area=old.area, number=old.number, replaces=old.id), now)


def get(tx: Transaction, rule: int) -> Rule | None:
    row = tx.sql.rules.by_id(tx.connection, tenant=tx.tenant, id=rule)
    return _rule(row) if row else None


def numbered(tx: Transaction, area: int, number: int) -> Rule | None:
    """The rule of an area that people call by that number; those that have ended are called by none."""
    row = tx.sql.rules.by_number(tx.connection, tenant=tx.tenant, area=area, number=number)
    return _rule(row) if row else None


def of_area(tx: Transaction, area: int) -> list[Rule]:
    """What reminds in an area, by number, also what is switched off."""
    return [_rule(row) for row in tx.sql.rules.of_area(tx.connection, tenant=tx.tenant, area=area, count=MOST)]


def digest_of(tx: Transaction, area: int) -> Rule | None:
    """The newest rule of an area that sends its workers the list of the day, also one that is off or has ended."""
    row = tx.sql.rules.digest_of(tx.connection, tenant=tx.tenant, area=area)
    return _rule(row) if row else None


def switch_off(tx: Transaction, rule: int) -> bool:
    """False when it was off or has ended."""
    return bool(tx.sql.rules.switch_off(tx.connection, tenant=tx.tenant, id=rule))


def wake(tx: Transaction, rule: int, looked_at: int, next_at: int) -> bool:
    """It is on from a time on, and its times up to then are let go: switched on, or put off for some days. False when
    it has ended."""
    return bool(tx.sql.rules.wake(tx.connection, tenant=tx.tenant, id=rule, looked_at=looked_at, next_at=next_at))


def due(tx: Transaction, now: int, count: int) -> list[Due]:
    """The rules that are to be looked at, those that wait longest first."""
    rows = tx.sql.rules.due(tx.connection, tenant=tx.tenant, now=now, count=count)
    return [Due(_rule(row[:14]), row[14] or "", row[15] or 0) for row in rows]


def advance(tx: Transaction, looked: Iterable[tuple[Rule, int, int | None]]) -> set[int]:
    """Rules are dealt with up to a time and looked at again at another (None: never); those of which no other process
    took care meanwhile."""
    rows = [(rule.id, rule.next_at, looked_at, next_at) for rule, looked_at, next_at in looked]
    taken = {rule for (rule,) in tx.sql.rules.advance(tx.connection, tenant=tx.tenant, rows=write_json(rows))}
    for rule, _, _, next_at in rows:
        if next_at is None and rule in taken:
            tx.sql.rules.ran_out(tx.connection, tenant=tx.tenant, id=rule)
    return taken


def put_off(tx: Transaction, rule: Rule, until: int) -> None:
    """A rule that could not be dealt with is looked at again later; none of its times is lost."""
    tx.sql.rules.put_off(tx.connection, tenant=tx.tenant, id=rule.id, before=rule.next_at, until=until)


def note(tx: Transaction, fires: Iterable[tuple[int, Fire, int]], now: int) -> set[tuple[int, int, int]]:
    """Writes down (rule, time, broadcast); the (rule, subject, at) that had not been before."""
    rows = [(rule, fire.subject, fire.at, fire.outcome.value, broadcast) for rule, fire, broadcast in fires]
    new = tx.sql.rules.note(tx.connection, tenant=tx.tenant, rows=write_json(rows), now=now)
    return {(rule, subject, at) for rule, subject, at in new}


def send(tx: Transaction, sendings: Sequence[Sending], now: int) -> None:
    """Makes the broadcasts, which run from now on, and sets what follows each due."""
    rows = [
        (each.broadcast, each.rule.notice, each.rule.id, f"rule:{each.rule.id}:{each.fire.subject}:{each.fire.at}",
         each.rule.made_by, each.starts_at, each.expires_at)
        for each in sendings
    ]  # fmt: skip
    tx.sql.rules.send(tx.connection, tenant=tx.tenant, rows=write_json(rows), now=now)
    follows = [
        (follow_kind(place), each.broadcast, each.starts_at + step.after)
        for each in sendings for place, step in enumerate(each.rule.follow)
    ]  # fmt: skip
    if follows:
        tx.sql.rules.set_dues(tx.connection, tenant=tx.tenant, rows=write_json(follows))


def follow_kind(place: int) -> str:
    """The kind of due of what follows a reminder, by its place in the rule."""
    return f"reminder_follow_{place}"


def fired(tx: Transaction, rule: int, count: int = 20) -> list[tuple[Fire, int]]:
    """The newest times of a rule, each with the broadcast that it made."""
    rows = tx.sql.rules.fired(tx.connection, tenant=tx.tenant, rule=rule, count=count)
    return [(Fire(subject, at, Outcome(outcome)), broadcast) for subject, at, outcome, broadcast in rows]


def anchors(tx: Transaction, anchor: Anchor, path: str, above: int, until: int) -> list[tuple[int, int]]:
    """(record, when) of what happens in the area of a path above a time up to another, the earliest first."""
    query = tx.sql.rules.closings if anchor is Anchor.CLOSING else tx.sql.rules.observations
    rows = query(tx.connection, tenant=tx.tenant, above=above, until=until, path_low=path, path_high=path + BEYOND)
    return [(record, at) for record, at in rows]


@lru_cache(maxsize=4096)
def _schedule(text: str) -> Schedule:
    """Many rules are kept with the same words."""
    return schedules.from_json(read_json(text))


@lru_cache(maxsize=256)
def _follow(text: str) -> tuple[Follow, ...]:
    return tuple(Follow(entry["after"], Do(entry["do"])) for entry in read_json(text))


def _dump(follow: Iterable[Follow]) -> str:
    return write_json([{"after": step.after, "do": step.do.value} for step in follow])


def _rule(row: Any) -> Rule:
    (key, area, number, notice, schedule, condition, follow, late, state, next_at, looked_at, replaces, made_by,
     made_at) = row  # fmt: skip
    return Rule(
        key, area, number, notice, _schedule(schedule), made_by, condition, _follow(follow), Late(late), State(state),
        next_at, looked_at, replaces, made_at,
    )  # fmt: skip
