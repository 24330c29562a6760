"""The sample village's roster: its gate by day and by night, for the three days to come."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from broadcasts import rostering
from domain.shifts import Wanted, moment
from domain.spans import DAY, HOUR
from storage import areas, shifts
from storage.database import Transaction

POSTS = (
    ("村口卡口", 8, 16, ("陈晓东", "林小红"), "陈晓东"),
    ("村口卡口", 16, 24, ("黄振宇", "郑海燕"), "郑海燕"),
    ("村口卡口", 24, 32, ("陈金水",), ""),
    ("文化礼堂采样点", 9, 11, ("刘慧敏", "王国华"), "刘慧敏"),
)
"""Post, from and to (hours of the day; above 24 of the next), who, and who leads."""

DAYS = 3


def make_shifts(tx: Transaction, village: int, now: int, zone: ZoneInfo) -> None:
    """Some shifts, where there are none to come."""
    area = areas.get(tx, village)
    if area is None or shifts.in_area(tx, village, now, now + DAYS * DAY):
        return
    today = datetime.fromtimestamp(now / 1000, zone).date()
    wanted = [
        Wanted("", place, moment(day, start * 60, zone), moment(day, end * 60, zone), names, leader)
        for day in (today + timedelta(days=ahead) for ahead in range(DAYS))
        for place, start, end, names, leader in POSTS
    ]  # fmt: skip
    ahead = [each for each in wanted if each.starts_at > now + HOUR]
    rostering.save(tx, area, rostering.settle(tx, area, ahead, now).plans, 0, now)
