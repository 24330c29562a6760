"""What must hold of somebody who is observed, kept day by day: the model beside which the program is held."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from domain.schedules import local_day, moment
from domain.spans import HOUR

ONE_DAY = timedelta(days=1)


@dataclass
class Case:
    """What must hold of one person, kept day by day."""

    id: int
    person: int
    reporter: int
    first: date
    last: date
    enrolled_at: int
    grades: dict[date, tuple[int, ...]]  #: the hours of its grades, from a day on
    own: dict[date, tuple[int, ...]]  #: those that were agreed instead
    closed: list[tuple[int, int]] = field(default_factory=list)  #: from when until when nothing was due
    reported: set[int] = field(default_factory=set)
    state: str = "open"

    def due_on(self, day: date, zone: ZoneInfo) -> list[int]:
        """The times of a day as they were agreed for it, whether or not anything is expected then."""
        agreed = {since: minutes for since, minutes in self.own.items() if since <= day}
        begun = [since for since in self.grades if since <= day] or [min(self.grades)]
        minutes = agreed[max(agreed)] if agreed else self.grades[max(begun)]
        return [moment(day, minute, zone) for minute in minutes]

    def expected(self, zone: ZoneInfo, now: int) -> list[int]:
        """The times at which a report was due by now."""
        found, day = [], self.first
        while day <= self.last:
            found += [
                at for at in self.due_on(day, zone)
                if self.enrolled_at <= at <= now and not any(since <= at < until for since, until in self.closed)
            ]  # fmt: skip
            day += ONE_DAY
        return found

    def slot(self, zone: ZoneInfo, at: int) -> int:
        """For which time something counts that is said at a time: the last whose turn has begun."""
        today = local_day(at, zone)
        near = [at for away in (-1, 0, 1) for at in self.due_on(today + away * ONE_DAY, zone)]
        begun = [near[0]]
        for place in range(1, len(near)):
            early = min(3 * HOUR, (near[place] - near[place - 1]) // 2)
            begun += [near[place]] if at >= near[place] - early else []
        return begun[-1]

    def missed(self, zone: ZoneInfo, now: int) -> list[int]:
        """The times that are over without a report."""
        turn = self.slot(zone, now)
        return [at for at in self.expected(zone, now) if at not in self.reported and at != turn]
