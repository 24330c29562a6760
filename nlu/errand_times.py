"""By when somebody promises to have an errand done: 下午三点, 一小时内, 明天上午, 今晚8点前送到."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from domain.schedules import moment
from domain.spans import HOUR, MINUTE
from nlu.clean import clean
from nlu.hours_said import read_hours
from nlu.numerals import read_count

_DAYS = {"今": 0, "今天": 0, "今日": 0, "当天": 0, "明": 1, "明天": 1, "明日": 1, "后天": 2, "大后天": 3}
_DAY = re.compile(r"大后天|后天|明天|明日|今天|今日|当天|[今明](?=[早晚])")
_PARTS = {
    "早上": 9, "上午": 12, "早": 9, "中午": 13, "下午": 18, "傍晚": 19, "晚上": 21, "晚": 21, "晚饭前": 18,
    "午饭前": 12, "天黑前": 18,
}  # fmt: skip
"""The hour by which a part of the day is over for whoever waits."""

_PART = re.compile("|".join(sorted(_PARTS, key=len, reverse=True)))
_SPAN = re.compile(
    r"(?:(?P<half>半)个?(?:小时|钟头)|(?P<hours>\d{1,2}|[一两二三四五六七八九十]{1,2})个?半?(?:小时|钟头)"
    r"|(?P<minutes>\d{1,3}|[一二三四五六七八九十]{1,3})分钟?|(?P<now>马上|现在|这就|立刻|立马|right away|now))"
    r"(?:之?内|以内|后|之后|左右|就)*",
    re.IGNORECASE,
)
_AROUND = re.compile(
    r"(?:我|大概|大约|差不多|争取|尽量|最晚|最迟|应该|可以|能|就|在|到|会|保证|答应|前|之前|以前|左右|送到|送来"
    r"|送去|送|过去|去|来|办好|办|完成|吧|给[您你]|的|了|好|[\s,，。.!！~])+"
)
_EARLIEST, _LATEST = 7, 20
"""Hours between which an hour without a part of the day is meant, where both would do."""


@dataclass(frozen=True, slots=True)
class PromiseSaid:
    """When (epoch ms); 0 for a time that is over."""

    at: int


def read_promise(text: str, now: datetime) -> PromiseSaid | None:
    """The time that a whole message names; `now` is local. None when it says anything else."""
    said = clean(text).strip()
    zone, at = now.tzinfo, int(now.timestamp() * 1000)
    assert zone is not None
    if not said or len(said) > 30:
        return None
    span = _SPAN.search(said)
    if span is not None and not _AROUND.sub("", _SPAN.sub("", said)):
        return PromiseSaid(at + _length(span))
    day_said = _DAY.search(said)
    days = _DAYS[day_said[0]] if day_said else 0
    rest = _DAY.sub("", said, count=1)
    hours = read_hours(rest)
    day = now.date() + timedelta(days=days)
    if len(hours.times) + len(hours.doubtful) == 1:
        left = _PART.sub("", hours.rest)
        if _AROUND.sub("", left):
            return None
        return _at(moment(day, _minute(hours.times, hours.doubtful, day, now), zone), at)
    part = _PART.search(rest)
    if hours.times or hours.doubtful or not (part or day_said) or _AROUND.sub("", _PART.sub("", rest)):
        return None
    return _at(moment(day, (_PARTS[part[0]] if part else 18) * 60, zone), at)


def _at(at: int, now: int) -> PromiseSaid:
    return PromiseSaid(at if at > now else 0)


def _minute(sure: tuple[int, ...], doubtful: tuple[int, ...], day: date, now: datetime) -> int:
    """Of an hour that may be of the morning or the evening, the one that still comes and at which people are up."""
    if sure:
        return sure[0]
    both = (doubtful[0], doubtful[0] + 12 * 60)
    passed = now.hour * 60 + now.minute if day == now.date() else -1
    coming = [each for each in both if each > passed]
    awake = [each for each in coming if _EARLIEST * 60 <= each <= _LATEST * 60]
    return (awake or coming or [doubtful[0]])[0]


def _length(span: re.Match[str]) -> int:
    if span["now"]:
        return HOUR
    if span["half"]:
        return HOUR // 2
    number = read_count(span["hours"] or span["minutes"])
    extra = HOUR // 2 if span["hours"] and "半" in span[0] else 0
    return (number[0] if number else 1) * (HOUR if span["hours"] else MINUTE) + extra
