"""Somebody under observation: the course of their days, when they report, which report is missing, when it is over.

Days are local and whole. A course is a row of stages without gaps; its last day is observed to its end, and nobody is
released by the clock. All of it is computed from the case and the time that is passed in.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta, tzinfo
from enum import StrEnum
from itertools import pairwise

from domain.grades import TERMS, Grade
from domain.policies import MOST_DAYS, Counting, Span
from domain.schedules import local_day, moment
from domain.spans import HOUR

ONE_DAY = timedelta(days=1)
LEAD = 3 * HOUR
"""Milliseconds before its time from which a report counts for it, unless the time before it is near."""

NOON = 12 * 60
MOST_TIMES = 4


class Trouble(StrEnum):
    """Why a course cannot be as it was said."""

    DAYS = "days"  #: none, or more than MOST_DAYS
    OVER = "over"  #: its last day lies in the past
    FUTURE = "future"  #: it begins later than tomorrow
    EXPOSED_LATER = "exposed_later"  #: the last exposure lies in the future, or after the first day


class State(StrEnum):
    OPEN = "open"
    RELEASED = "released"  #: its days were over and a human approved it
    ENDED = "ended"  #: before its time: a wrong entry, a hospital, another decision


@dataclass(frozen=True, slots=True)
class Stage:
    """Days in one grade. `site`: where, when that is not their home."""

    grade: Grade
    first: date
    days: int
    site: int = 0

    @property
    def last(self) -> date:
        return self.first + (self.days - 1) * ONE_DAY


@dataclass(frozen=True, slots=True)
class Times:
    """When reports are due (minutes of the day) from a day on; () : as the grade has it."""

    since: date
    minutes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Observation:
    """One person's case. `person` is told by the register; `reporter` reports for them (it may be themselves)."""

    id: int
    person: int
    household: int
    village: int
    area: int  #: the micro-grid, or the village where none is known
    ground: str
    came_from: str
    exposed: date | None
    counting: Counting
    policy: str
    stages: tuple[Stage, ...]
    reporter: int
    enrolled_by: int
    enrolled_at: int
    state: State = State.OPEN
    times: tuple[Times, ...] = ()
    pauses: tuple[tuple[int, int], ...] = ()
    """(from, to) in epoch ms, when nothing was expected: closed and opened again, or over and then extended."""

    last_slot: int = 0  #: the newest time (epoch ms) for which there is a report
    acknowledged_at: int | None = None  #: the notice (告知书) was read
    ended_at: int | None = None
    ended_by: int = 0
    returnee: int = 0
    number: int = 0  #: in its village
    name: str = field(default="", compare=False)
    door: str = field(default="", compare=False)
    phone: str = field(default="", compare=False)

    @property
    def first(self) -> date:
        return self.stages[0].first

    @property
    def last(self) -> date:
        return self.stages[-1].last

    @property
    def days(self) -> int:
        """All days of its course."""
        return (self.last - self.first).days + 1

    def day_number(self, on: date) -> int:
        """Which day of its course a day is; 0 and less before it begins, more than `days` after its end."""
        return (on - self.first).days + 1

    def stage_on(self, on: date) -> Stage:
        """The stage of a day; of a day outside the course the nearest."""
        for stage in self.stages:
            if on <= stage.last:
                return stage
        return self.stages[-1]

    def minutes_on(self, on: date) -> tuple[int, ...]:
        """When reports are due on a day."""
        own = [times.minutes for times in self.times if times.since <= on]
        return (own[-1] if own else ()) or TERMS[self.stage_on(on).grade].times

    def expects(self, at: int) -> bool:
        """Whether a report that is due at a time (epoch ms) is expected, as far as closing and pauses decide it."""
        return self.enrolled_at <= at and not any(since <= at < until for since, until in self.pauses)


def course(
    spans: Sequence[Span], counting: Counting, start: date, exposed: date | None, site: int = 0
) -> tuple[Stage, ...]:
    """The stages from the first day on. Counted from the last exposure, days that are over already count."""
    first = exposed + ONE_DAY if counting is Counting.AFTER_EXPOSURE and exposed is not None else start
    stages: list[Stage] = []
    for span in spans:
        stages.append(Stage(span.grade, first, span.days, site if span.grade is Grade.CENTRAL else 0))
        first = stages[-1].last + ONE_DAY
    return tuple(stages)


def trouble(spans: Sequence[Span], stages: Sequence[Stage], exposed: date | None, today: date) -> Trouble | None:
    """What speaks against a course. It may begin tomorrow: so does that of whoever was exposed today."""
    if not all(span.days > 0 for span in spans) or not 0 < sum(span.days for span in spans) <= MOST_DAYS:
        return Trouble.DAYS
    if exposed is not None and (exposed > today or exposed > stages[0].first):
        return Trouble.EXPOSED_LATER
    if stages[0].first > today + ONE_DAY:
        return Trouble.FUTURE
    return Trouble.OVER if stages[-1].last < today else None


def lasting(stages: Sequence[Stage], last: date) -> tuple[Stage, ...]:
    """The same course with another last day, later or earlier; at least its first day is left."""
    last = max(last, stages[0].first)
    kept = [stage for stage in stages if stage.first <= last]
    end = kept[-1]
    return (*kept[:-1], replace(end, days=(last - end.first).days + 1))


def moved(stages: Sequence[Stage], on: date, grade: Grade, site: int = 0) -> tuple[Stage, ...]:
    """From a day on the rest of the course is spent in another grade or place; its last day stays."""
    last = stages[-1].last
    on = min(max(on, stages[0].first), last)
    before = lasting(stages, on - ONE_DAY) if on > stages[0].first else ()
    return (*before, Stage(grade, on, (last - on).days + 1, site))


def relocated(stages: Sequence[Stage], on: date, site: int) -> tuple[Stage, ...]:
    """From a day on the stage of that day is spent at another place; the stages after it stay."""
    found: list[Stage] = []
    for stage in stages:
        if stage.first <= on <= stage.last and stage.site != site:
            before = (on - stage.first).days
            found += [replace(stage, days=before)] if before else []
            found.append(replace(stage, first=on, days=stage.days - before, site=site))
        else:
            found.append(stage)
    return tuple(found)


def next_turn(case: Observation, zone: tzinfo, now: int) -> int:
    """The next midnight (epoch ms) at which a stage begins or the last day is over; 0 when all that is past."""
    turns = [*(moment(stage.first, 0, zone) for stage in case.stages), over_at(case, zone)]
    return min((turn for turn in turns if turn > now), default=0)


def slots(case: Observation, zone: tzinfo, until: int) -> Iterator[int]:
    """The times (epoch ms) at which reports are due, from the enrolment up to `until` (included)."""
    over = case.ended_at if case.ended_at is not None else until
    day, last = max(case.first, local_day(case.enrolled_at, zone)), min(case.last, local_day(until, zone))
    while day <= last:
        for minute in case.minutes_on(day):
            at = moment(day, minute, zone)
            if at <= min(until, over) and case.expects(at):
                yield at
        day += ONE_DAY


def latest_slot(case: Observation, zone: tzinfo, now: int) -> int:
    """The newest time at which a report was due, 0 when none has been yet."""
    day = min(local_day(now, zone), case.last)
    earliest = max(case.first, local_day(case.enrolled_at, zone))
    while day >= earliest:
        for minute in reversed(case.minutes_on(day)):
            at = moment(day, minute, zone)
            if at <= now and case.expects(at):
                return at
        day -= ONE_DAY
    return 0


def slot_of(case: Observation, zone: tzinfo, at: int) -> int:
    """For which time (epoch ms) a report at `at` counts: the one whose turn it is, from some hours before it until
    those of the next begin. Before the first it counts for the first, after the last for the last."""
    day = local_day(at, zone)
    near = [*_times(case, day - ONE_DAY, zone), *_times(case, day, zone), *_times(case, day + ONE_DAY, zone)]
    begun = near[0]
    for earlier, later in pairwise(near):
        if at >= later - min(LEAD, (later - earlier) // 2):
            begun = later
    return begun


def part_slot(case: Observation, zone: tzinfo, at: int, part: str) -> int:
    """For which time a report counts that says morning or evening: that part of the day it is, or of the one before
    when its time lies far ahead. From noon on 下午 and 晚上 are today's."""
    day = local_day(at, zone)
    minutes = case.minutes_on(day)
    wanted = [minute for minute in minutes if (minute < NOON) == (part == "morning")]
    if not wanted:
        return slot_of(case, zone, at)
    slot = moment(day, wanted[0] if part == "morning" else wanted[-1], zone)
    begins = slot - LEAD if part == "morning" else min(slot - LEAD, moment(day, NOON, zone))
    return slot if at >= begins else moment(day - ONE_DAY, wanted[-1], zone)


def is_missing(case: Observation, zone: tzinfo, now: int) -> bool:
    """Whether the newest report that was due has not come."""
    return case.state is State.OPEN and latest_slot(case, zone, now) > case.last_slot


def missed(case: Observation, zone: tzinfo, reported: set[int], now: int) -> list[int]:
    """The times whose turn is over and for which no report came, the earliest first; `reported`: those that came."""
    return [slot for slot in slots(case, zone, now) if slot not in reported and slot_of(case, zone, now) != slot]


def is_complete(case: Observation, zone: tzinfo, now: int) -> bool:
    """Whether its last day is over: from the following midnight on, never earlier."""
    return now >= over_at(case, zone)


def over_at(case: Observation, zone: tzinfo) -> int:
    """The midnight (epoch ms) after its last day."""
    return moment(case.last + ONE_DAY, 0, zone)


def _times(case: Observation, day: date, zone: tzinfo) -> list[int]:
    return [moment(day, minute, zone) for minute in case.minutes_on(day)]
