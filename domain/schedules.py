"""When a reminder comes: at hours of certain days, or so long before or after something that happens.

Days and hours are local. An hour that a summer-time gap skips comes at the first moment after the gap, and one that a
night in autumn has twice comes the first time only. The 29th to 31st fall on the last day of a month that has none.
"""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from functools import lru_cache
from itertools import islice
from typing import Any

from domain.spans import MINUTE

MINUTES = 24 * 60
"""Minutes of a day."""

ONE_DAY = timedelta(days=1)
EVENING = 18 * 60
MOST_TIMES = 12
"""Times a day: more would be read by nobody."""

SHOWN_TIMES = 3
"""Coming times that are read back before a schedule is kept."""

MOST_DAYS = 366
"""Days between two times, or between a time and what it is before."""


class Anchor(StrEnum):
    """What a time can be relative to."""

    CLOSING = "closing"  #: a window closes
    OBSERVATION = "observation"  #: a household's observation ends


class Trouble(StrEnum):
    """Why a schedule cannot be kept."""

    IMPOSSIBLE_DATE = "impossible_date"  #: 31 April
    PAST = "past"  #: all its times are over
    BACKWARDS = "backwards"  #: it ends before it begins
    NO_TIME = "no_time"  #: no hour was said
    TOO_OFTEN = "too_often"
    TOO_FAR = "too_far"


@dataclass(frozen=True, slots=True)
class Calendar:
    """At `times` (minutes of the day) of certain days from `begins` to `ends` (both included): of every so many days,
    or of some weekdays (0 is Monday), or of some days of the month. One day alone is where both are the same."""

    times: tuple[int, ...]
    begins: date
    ends: date | None = None
    every: int = 1
    weekdays: tuple[int, ...] = ()
    monthdays: tuple[int, ...] = ()

    @property
    def once(self) -> bool:
        return self.begins == self.ends


@dataclass(frozen=True, slots=True)
class Relative:
    """So many minutes before (below 0) or after something; or, with a time of the day, so many days from its day."""

    anchor: Anchor
    minutes: int = 0
    days: int = 0
    at: int | None = None
    ends: date | None = None

    def moment(self, anchored: int, zone: tzinfo) -> int:
        """When that is (epoch ms) for what happens at `anchored`."""
        if self.at is None:
            return anchored + self.minutes * MINUTE
        return moment(local_day(anchored, zone) + timedelta(days=self.days), self.at, zone)


Schedule = Calendar | Relative


def next_times(schedule: Schedule, after: int, zone: tzinfo, count: int) -> list[int]:
    """The next `count` times (epoch ms) later than `after`, fewer when it ends before; none of a relative one."""
    return list(islice(coming(schedule, after, zone), count)) if isinstance(schedule, Calendar) else []


def coming(schedule: Calendar, after: int, zone: tzinfo) -> Iterator[int]:
    """The times (epoch ms) later than `after`, one after the other."""
    last = after
    # A gap at midnight moves what stands before it into the next day.
    for day in _days(schedule, local_day(after, zone) - ONE_DAY):
        for minute in sorted(schedule.times):
            at = moment(day, minute, zone)
            if at > last:
                last = at
                yield at


def trouble(schedule: Schedule, now: int, zone: tzinfo) -> Trouble | None:
    """What speaks against keeping a schedule from now on."""
    if isinstance(schedule, Relative):
        far = abs(schedule.minutes) > MOST_DAYS * MINUTES or abs(schedule.days) > MOST_DAYS
        over = schedule.ends is not None and schedule.ends < local_day(now, zone)
        return Trouble.TOO_FAR if far else Trouble.PAST if over else None
    if not schedule.times:
        return Trouble.NO_TIME
    if len(schedule.times) > MOST_TIMES:
        return Trouble.TOO_OFTEN
    if schedule.every > MOST_DAYS:
        return Trouble.TOO_FAR
    if schedule.ends is not None and schedule.ends < schedule.begins:
        return Trouble.BACKWARDS
    return None if next_times(schedule, now, zone, 1) else Trouble.PAST


def day_said(year: int, month: int, day: int) -> date | Trouble:
    """The day that was named; that there is none of 31 April is said and not mended."""
    try:
        return date(year, month, day)
    except ValueError:
        return Trouble.IMPOSSIBLE_DATE


@lru_cache(maxsize=16_384)
def moment(day: date, minute: int, zone: tzinfo) -> int:
    """When (epoch ms) a minute of a local day comes."""
    wanted = datetime.combine(day, time(*divmod(minute, 60)), zone)
    at = wanted.astimezone(UTC)
    if at.astimezone(zone).replace(tzinfo=None) == wanted.replace(tzinfo=None):
        return _epoch(at)
    # Skipped: read with the offset from after the gap it lies before it, and with the one from before it after it.
    low, high = _epoch(wanted.replace(fold=1).astimezone(UTC)), _epoch(at)
    offset = _offset(low, zone)
    while high - low > 1_000:
        middle = (low + high) // 2_000 * 1_000
        low, high = (middle, high) if _offset(middle, zone) == offset else (low, middle)
    return high


def local_day(at: int, zone: tzinfo) -> date:
    """The local day of a time (epoch ms)."""
    return datetime.fromtimestamp(at / 1000, zone).date()


def to_json(schedule: Schedule) -> dict[str, Any]:
    """A schedule as it is kept."""
    ends = {"ends": schedule.ends.isoformat()} if schedule.ends else {}
    if isinstance(schedule, Relative):
        when = {"minutes": schedule.minutes} if schedule.at is None else {"days": schedule.days, "at": schedule.at}
        return {"anchor": schedule.anchor.value, **when, **ends}
    days: dict[str, Any] = {"every": schedule.every}
    if schedule.weekdays or schedule.monthdays:
        days = {"weekdays": schedule.weekdays} if schedule.weekdays else {"monthdays": schedule.monthdays}
    return {"times": schedule.times, "begins": schedule.begins.isoformat(), **days, **ends}


def from_json(kept: dict[str, Any]) -> Schedule:
    """What `to_json` made."""
    ends = date.fromisoformat(kept["ends"]) if "ends" in kept else None
    if "anchor" in kept:
        anchor = Anchor(kept["anchor"])
        return Relative(anchor, kept.get("minutes", 0), kept.get("days", 0), kept.get("at"), ends)
    return Calendar(
        tuple(kept["times"]), date.fromisoformat(kept["begins"]), ends, kept.get("every", 1),
        tuple(kept.get("weekdays", ())), tuple(kept.get("monthdays", ())),
    )  # fmt: skip


def _days(schedule: Calendar, first: date) -> Iterator[date]:
    """The days of a schedule from `first` on, ascending."""
    day = max(schedule.begins, first)
    last = schedule.ends or date.max
    if schedule.monthdays:
        yield from (each for each in _of_months(schedule.monthdays, day, last) if day <= each <= last)
        return
    step = 1 if schedule.weekdays else schedule.every
    day += timedelta(days=-(day - schedule.begins).days % step)
    while day <= last:
        if not schedule.weekdays or day.weekday() in schedule.weekdays:
            yield day
        if date.max - day < timedelta(days=step):
            return
        day += timedelta(days=step)


def _of_months(monthdays: tuple[int, ...], first: date, last: date) -> Iterator[date]:
    month = first.replace(day=1)
    while month <= last and month.year < date.max.year:
        length = monthrange(month.year, month.month)[1]
        yield from sorted({month.replace(day=min(day, length)) for day in monthdays})
        month = (month + timedelta(days=31)).replace(day=1)


def _epoch(at: datetime) -> int:
    return int(at.timestamp()) * 1000


def _offset(at: int, zone: tzinfo) -> timedelta | None:
    return datetime.fromtimestamp(at / 1000, zone).utcoffset()
