"""Shifts at gates and posts: who stands where and when, what counts as late, and what a person stood in a period."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from domain.spans import DAY, HOUR, MINUTE

EARLY = HOUR
"""Milliseconds before a shift from which somebody may check in: whoever relieves another comes before the time."""

BEFORE_END = 10 * MINUTE
"""Milliseconds before the end from which leaving is no leaving early: a hand-over at a gate takes some minutes."""

SHORTEST, LONGEST = 15 * MINUTE, DAY
FARTHEST = 400 * DAY
"""A roster is made for weeks; a date more than a year ahead is a slip of the pen."""


@dataclass(frozen=True, slots=True)
class Post:
    id: int
    area: int
    name: str


@dataclass(frozen=True, slots=True)
class Shift:
    """A stretch of time at a post."""

    id: int
    area: int
    post: int
    place: str  #: the post's name
    starts_at: int
    ends_at: int
    leader: int = 0


@dataclass(frozen=True, slots=True)
class Duty:
    """One person's part in a shift."""

    id: int
    shift: Shift
    person: int
    name: str
    phone: str
    planned: int  #: whom the roster named first
    on: bool = True
    came_at: int | None = None
    left_at: int | None = None
    missing_at: int | None = None  #: when the leader was told that nobody came

    @property
    def leads(self) -> bool:
        return self.shift.leader == self.person

    @property
    def late(self) -> bool:
        """Whether they came after they had been missed."""
        return self.came_at is not None and self.missing_at is not None

    @property
    def swapped(self) -> bool:
        return self.planned != self.person

    def missed(self, now: int) -> bool:
        """Whether nobody came, by now."""
        return self.on and self.came_at is None and (self.missing_at is not None or now >= self.shift.ends_at)

    def may_come(self, now: int) -> bool:
        """Whether this is the time to check in."""
        return self.on and self.came_at is None and self.shift.starts_at - EARLY <= now < self.shift.ends_at


@dataclass(frozen=True, slots=True)
class Tally:
    """What somebody stood, or was stood at a post, in a period. Milliseconds are those of the shifts, not of the
    check-ins: who came five minutes late stood the shift."""

    key: int
    name: str
    stood: int = 0
    time: int = 0
    late: int = 0
    missed: int = 0
    ahead: int = 0  #: shifts that have not begun

    @property
    def hours(self) -> str:
        """Hours with at most one decimal: 8, 7.5."""
        tenths = (self.time * 10 + HOUR // 2) // HOUR
        return f"{tenths // 10}.{tenths % 10}" if tenths % 10 else str(tenths // 10)


def moment(day: date, minutes: int, zone: ZoneInfo) -> int:
    """Epoch milliseconds of the clock's time on a day; 1,440 and more minutes are of the next one. An hour that a
    change of the clock leaves out is the one after it, and one that comes twice is the first."""
    wall = datetime.combine(day + timedelta(days=minutes // 1440), time(minutes % 1440 // 60, minutes % 60), zone)
    return int(wall.timestamp()) * 1000


def day_bounds(day: date, zone: ZoneInfo) -> tuple[int, int]:
    """Midnight and the next midnight."""
    return moment(day, 0, zone), moment(day, 1440, zone)


def wrong_time(starts_at: int, ends_at: int, now: int) -> str:
    """Why there can be no such shift (backwards, short, long, past, far), or ""."""
    if ends_at <= starts_at:
        return "backwards"
    if ends_at - starts_at < SHORTEST:
        return "short"
    # An hour more, on the day in autumn that has 25.
    if ends_at - starts_at > LONGEST + HOUR:
        return "long"
    if ends_at <= now:
        return "past"
    return "far" if starts_at > now + FARTHEST else ""


def overlap(one: Shift, other: Shift) -> bool:
    """Whether nobody can stand in both; one may begin when the other ends."""
    return one.starts_at < other.ends_at and other.starts_at < one.ends_at


def tallies(duties: Iterable[Duty], now: int, by_post: bool = False) -> list[Tally]:
    """By person, or by post: those with most hours first."""
    found: dict[int, Tally] = {}
    for duty in duties:
        key, name = (duty.shift.post, duty.shift.place) if by_post else (duty.person, duty.name)
        before = found.get(key, Tally(key, name))
        if duty.came_at is not None:
            length = duty.shift.ends_at - duty.shift.starts_at
            found[key] = replace(
                before, stood=before.stood + 1, time=before.time + length, late=before.late + duty.late
            )
        elif duty.missed(now):
            found[key] = replace(before, missed=before.missed + 1)
        else:
            found[key] = replace(before, ahead=before.ahead + 1)
    return sorted(found.values(), key=lambda tally: (-tally.time, -tally.stood, tally.name, tally.key))


@dataclass(frozen=True, slots=True)
class Wanted:
    """A line of a roster as it was written: names are not people yet. `trouble` says why it could not be read."""

    line: str
    place: str = ""
    starts_at: int = 0
    ends_at: int = 0
    names: tuple[str, ...] = ()
    leader: str = ""
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a line of a roster is not taken: what is wrong, with whom, and the shift that stands in its way."""

    line: str
    kind: str
    name: str = ""
    doors: tuple[str, ...] = ()  #: of several people of that name
    other: Shift | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """A shift as it would be saved: people by id and name. `was`: who leads it as yet, if somebody else."""

    place: str
    starts_at: int
    ends_at: int
    people: tuple[tuple[int, str], ...]
    leader: int = 0
    leader_name: str = ""
    was: str = ""
    line: str = ""

    @property
    def shift(self) -> Shift:
        return Shift(0, 0, 0, self.place, self.starts_at, self.ends_at, self.leader)
