"""Reminders: the tick over rules. Each of their times makes one broadcast, or is skipped with a record, never two.

A slice of rules is one transaction: the rules that are due, a row for each time with its unique key, the broadcasts,
and when each is looked at next, guarded by when it was to be looked at. So any number of processes may tick, and a
restart or a clock that jumps finds what stood still and judges it by each rule's policy.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from zoneinfo import ZoneInfo

import structlog

from broadcasts import launch
from broadcasts.composing import Composer
from domain import rules as judging
from domain.messages import Content
from domain.people import Person
from domain.rules import Fire, Rule
from domain.schedules import MINUTES, SHOWN_TIMES, Anchor, Calendar, Relative, coming, local_day, next_times
from domain.spans import MINUTE
from storage import broadcasts, people, recipients, rules
from storage.database import Database, DatabaseUnavailable, Transaction
from storage.outbox import Claimed
from storage.rules import Due, Sending

log = structlog.get_logger()

COMPOSER = "reminder"

Source = Callable[[Transaction, Person, int], Sequence[object]]
"""A kind of outstanding work: (transaction, person, now) -> what of it they still have to do."""

SLICE = 500
LOOK = 60_000
"""Milliseconds between two looks for what a relative rule waits for."""

MOST_TIMES = 100
"""Times of one rule that are dealt with in one slice, when the program stood still for long."""

PAUSE = 60_000
"""Milliseconds until a rule that could not be dealt with is tried again."""

COMING = 31 * MINUTES * MINUTE
"""How far ahead what a relative rule waits for is looked for, to be shown."""


@dataclass(frozen=True, slots=True)
class Planned:
    """What a rule that is due comes to. `looked_at`: all its times up to then are dealt with by it."""

    due: Due
    fires: tuple[Fire, ...]
    looked_at: int
    next_at: int | None


@dataclass(slots=True)
class Reminders:
    """Ticks beside the clock."""

    database: Database
    zone: ZoneInfo
    clock: Callable[[], int]

    async def tick(self) -> None:
        """Deals with all rules that are due."""
        now = self.clock()
        try:
            while found := await self.database.read(partial(rules.due, now=now, count=SLICE)):
                await self._deal_with(found, now)
                if len(found) < SLICE:
                    return
        except DatabaseUnavailable as error:
            log.warning("reminders put off", reason=str(error))

    async def _deal_with(self, found: Sequence[Due], now: int) -> None:
        """One that fails stands in nobody's way: the others of its slice are dealt with one by one."""
        try:
            await self.database.write(lambda tx: fire(tx, found, self.zone, now))
        except DatabaseUnavailable:
            raise
        except Exception:
            if len(found) > 1:
                for due in found:
                    await self._deal_with([due], now)
                return
            log.exception("rule failed", rule=found[0].rule.id)
            await self.database.write(lambda tx: rules.put_off(tx, found[0].rule, now + PAUSE))


def fire(tx: Transaction, found: Sequence[Due], zone: ZoneInfo, now: int) -> None:
    """Deals with rules that were due, as far as no other process has."""
    planned = [plan(tx, due, zone, now) for due in found]
    taken = rules.advance(tx, [(each.due.rule, each.looked_at, each.next_at) for each in planned])
    fires = [(each.due, fire) for each in planned if each.due.rule.id in taken for fire in each.fires]
    if not fires:
        return
    ids = tx.ids.reserve(len(fires))
    noted = [
        (due.rule.id, fire, broadcast if fire.goes_out else 0)
        for (due, fire), broadcast in zip(fires, ids, strict=True)
    ]
    new = rules.note(tx, noted, now)
    sendings = [
        _sending(due, fire, broadcast, now)
        for (due, fire), broadcast in zip(fires, ids, strict=True)
        if fire.goes_out and (due.rule.id, fire.subject, fire.at) in new
    ]
    rules.send(tx, sendings, now)
    for sending in sendings:
        if sending.fire.subject and isinstance(sending.rule.schedule, Relative):
            _narrow(tx, sending, sending.rule.schedule.anchor, now)


def composers(sources: Mapping[str, Source]) -> dict[str, Composer]:
    """What lets reminders of rules with a condition go out, by the names of the sources that conditions name."""

    def compose(tx: Transaction, claimed: Sequence[Claimed], rule: int, now: int) -> list[Content | None]:
        return [
            each.delivery.content if has_outstanding(tx, sources, rule, each.person, now) else None
            for each in claimed
        ]

    return {COMPOSER: compose}


def has_outstanding(tx: Transaction, sources: Mapping[str, Source], rule: int, person: int, now: int) -> bool:
    """Whether somebody still has to do what a rule reminds of; of a rule without a condition everybody has."""
    found, someone = rules.get(tx, rule), people.get(tx, person)
    source = sources.get(found.condition) if found else None
    return source is None or someone is None or bool(source(tx, someone, now))


def plan(tx: Transaction, due: Due, zone: ZoneInfo, now: int) -> Planned:
    """What of a rule's times has come, and when it is looked at next."""
    rule, schedule = due.rule, due.rule.schedule
    if isinstance(schedule, Calendar):
        come, following = _calendar_times(schedule, rule.looked_at, now, zone)
    else:
        times = _relative_times(tx, due.path, schedule, zone, rule.looked_at, now + LOOK)
        come = tuple(time for time in times if time.at <= now)[:MOST_TIMES]
        following = times[len(come)].at if len(times) > len(come) else _next_look(schedule, zone, now)
    held_up = following is not None and following <= now
    looked_at = come[-1].at if held_up else max(now, rule.looked_at)
    late = judging.Late.SKIP if held_up else rule.late  # newer ones come in the next slice
    return Planned(due, tuple(judging.judged(come, now, late, due.lasts)), looked_at, following)


@lru_cache(maxsize=4_096)
def _calendar_times(
    schedule: Calendar, looked_at: int, now: int, zone: ZoneInfo
) -> tuple[tuple[Fire, ...], int | None]:
    """The times above `looked_at` that have come, and the next; rules that were dealt with together share them."""
    come: list[Fire] = []
    for at in coming(schedule, looked_at, zone):
        if at > now or len(come) == MOST_TIMES:
            return tuple(come), at
        come.append(Fire(0, at))
    return tuple(come), None


def next_fires(tx: Transaction, rule: Rule, path: str, zone: ZoneInfo, now: int) -> list[int]:
    """When a rule reminds next, as it is shown before it is kept; for a relative one, of what is known by now."""
    if isinstance(rule.schedule, Calendar):
        return next_times(rule.schedule, now, zone, SHOWN_TIMES)
    times = _relative_times(tx, path, rule.schedule, zone, now, now + COMING)
    return [time.at for time in times[:SHOWN_TIMES]]


def first_look(rule: Rule, zone: ZoneInfo, now: int) -> int | None:
    """When a rule that is kept, switched on or waits until `now` is looked at first; None when nothing comes."""
    if isinstance(rule.schedule, Calendar):
        return next(iter(next_times(rule.schedule, now, zone, 1)), None)
    return _next_look(rule.schedule, zone, now)


def _next_look(schedule: Relative, zone: ZoneInfo, now: int) -> int | None:
    over = schedule.ends is not None and local_day(now, zone) > schedule.ends
    return None if over else now + LOOK


def _relative_times(
    tx: Transaction, path: str, schedule: Relative, zone: ZoneInfo, low: int, high: int
) -> list[Fire]:
    """The times above `low` up to `high` of what happens in the area of a path."""
    # Hours of the day are no fixed way from their anchor: a day of leeway on both sides, summer time and all.
    leeway = 0 if schedule.at is None else 2 * MINUTES * MINUTE
    shift = schedule.minutes * MINUTE if schedule.at is None else schedule.days * MINUTES * MINUTE
    found = rules.anchors(tx, schedule.anchor, path, low - shift - leeway, high - shift + leeway)
    times = [Fire(record, schedule.moment(at, zone)) for record, at in found]
    ends = schedule.ends
    return sorted(
        (time for time in times
         if low < time.at <= high and (ends is None or local_day(time.at, zone) <= ends)),
        key=lambda time: (time.at, time.subject),
    )  # fmt: skip


def _sending(due: Due, fire: Fire, broadcast: int, now: int) -> Sending:
    """What is punctual counts from its own time, so that what follows comes at its minute; what is late from now."""
    starts = fire.at if fire.outcome is judging.Outcome.SENT else now
    return Sending(due.rule, fire, broadcast, starts, fire.at + due.lasts)


def _narrow(tx: Transaction, sending: Sending, anchor: Anchor, now: int) -> None:
    """When one household's observation ends, nobody else of the audience is told."""
    if anchor is not Anchor.OBSERVATION:
        return
    broadcast = broadcasts.get(tx, sending.broadcast)
    if broadcast is None:
        return
    people = [entry for entry in launch.people_of(tx, broadcast, now) if entry[1] == sending.fire.subject]
    recipients.freeze(tx, broadcast.id, people)
    broadcasts.frozen(tx, broadcast.id, len(people), now)
