"""When the next round of a series is due: so many days after the last one opened, at the same time of day."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo


def later_by_days(at: int, days: int, zone: ZoneInfo) -> int:
    """The same time of the day so many days on (epoch milliseconds), by the calendar of the place: a night with a
    clock change makes it neither an hour earlier nor later. A time that the clock leaves out is the one after it."""
    local = datetime.fromtimestamp(at / 1000, zone)
    wall = (local.replace(tzinfo=None) + timedelta(days=days)).replace(tzinfo=zone, fold=local.fold)
    return int(wall.timestamp() * 1000)


def next_opening(opened_at: int, every_days: int, zone: ZoneInfo, now: int) -> int:
    """When to ask about the next round: the first due day that is not past."""
    at, days = later_by_days(opened_at, every_days, zone), every_days
    while at < now:
        days += every_days
        at = later_by_days(opened_at, days, zone)
    return at


def next_closing(opened_at: int, closes_at: int, opens_at: int, zone: ZoneInfo) -> int:
    """When a round that opens then closes: as many days later, at the same time of day, as the round before it."""
    before, after = (datetime.fromtimestamp(at / 1000, zone).date() for at in (opened_at, opens_at))
    return later_by_days(closes_at, (after - before).days, zone)
