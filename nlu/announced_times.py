"""The days and hours of an announcement: 今晚8点, 1月22日晚8点, 后天下午3点, 周六中午12点, 20:00."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from nlu.numerals import read_count

_CHINESE_NUMBER = "[零〇一二两三四五六七八九十廿]{1,3}"
_NUMBER = rf"(?:\d{{1,2}}|{_CHINESE_NUMBER})"
_PART = "凌晨|清晨|早晨|早上|上午|中午|正午|下午|午后|傍晚|晚上|晚间|夜里|夜间|今晚|明晚|今早|明早|今夜|早|晚"
_TIME = re.compile(
    rf"(?:(?P<word>大后天|后天|昨天|昨日|前天|昨(?=晚)|明天|明日|今天|今日|今(?=[晚早夜])|明(?=[晚早])|后(?=晚))"
    rf"|(?P<year>20\d\d)[年./-](?P<full_month>\d{{1,2}})[月./-](?P<full_day>\d{{1,2}})[日号]?"
    rf"|(?P<month>{_NUMBER})月(?P<day>{_NUMBER})[日号]?|(?P<lone_day>(?<![\d.]){_NUMBER})[日号](?![楼线])"
    rf"|(?P<week>本周|这周|下周|下下周|周|本?星期|下星期|这?礼拜|下礼拜)(?P<weekday>[一二三四五六日天]))?"
    rf"(?:\s?[(（][^)）]{{0,4}}[)）])?\s?(?P<part>凌晨|清晨|早晨|早上|上午|中午|正午|下午|午后|傍晚|晚上|晚间|夜里|夜间|早|晚|夜)?\s?"
    rf"(?:(?P<hour>(?<![\d.]){_NUMBER})(?:(?:点钟?|时)(?P<minute>半|[一三]刻|{_NUMBER}(?=分)|\d\d(?![\d斤元块])|十五|三十|四十五)?分?|[:：](?P<digits>\d\d)(?!\d))"
    rf"(?:\s?[-~到至]\s?{_NUMBER}(?:点半?|[:：]\d\d))?)?"
)
_PART_OF = {"凌晨": "night", "夜里": "evening", "夜间": "evening", "夜": "evening", "中午": "noon", "正午": "noon"}
_PART_OF |= dict.fromkeys(("清晨", "早晨", "早上", "上午", "早"), "morning")
_PART_OF |= dict.fromkeys(("下午", "午后", "傍晚"), "afternoon") | dict.fromkeys(("晚上", "晚间", "晚"), "evening")
_AHEAD = {"今天": 0, "今日": 0, "今": 0, "明天": 1, "明日": 1, "明": 1, "后天": 2, "后": 2, "大后天": 3}
_AHEAD |= {"昨天": -1, "昨日": -1, "昨": -1, "前天": -2}
_WEEKDAYS = {character: number for number, character in enumerate("一二三四五六日")} | {"天": 6}
_QUARTERS = {"半": 30, "一刻": 15, "三刻": 45, "十五": 15, "三十": 30, "四十五": 45}
_LONG_PAST = timedelta(days=183)


@dataclass(frozen=True, slots=True)
class AnnouncedTime:
    """A time as written, and when that is."""

    start: int
    end: int
    at: datetime | None  #: None when the hour is missing, or could be of the morning as well as of the evening
    passed: bool  #: it was clear, and is over
    spoken: str  #: with the date in place of 明天 and 周六: "11月25日下午3点"


def find_times(text: str, now: datetime) -> list[AnnouncedTime]:
    """The times named in a cleaned text, in order. `now` is aware, in the village's time zone.

    A part of the day alone (早, 晚) is not a time; a day alone is one without an hour.
    """
    times = []
    for match in _TIME.finditer(text):
        names_a_day = match["word"] or match["month"] or match["full_month"] or match["lone_day"] or match["weekday"]
        if not names_a_day and not match["hour"] and match["part"] not in ("中午", "正午"):
            continue
        day = _day(match, now)
        if names_a_day and day is None:
            continue
        times.append(_resolved(match, day, now))
    return times


def _resolved(match: re.Match[str], day: date | None, now: datetime) -> AnnouncedTime:
    clock = _clock(match)
    chosen = day or now.date()
    at = _at(chosen, clock, match["part"], now)
    spoken = match[0].strip()
    if (day or at) and not match["month"] and not match["full_month"]:
        spoken = f"{chosen.month}月{chosen.day}日{_after_day(match)}"
    end = match.start() + len(match[0].rstrip())
    passed = at <= now if at else chosen < now.date()
    return AnnouncedTime(match.start(), end, None if passed else at, passed, spoken)


def _after_day(match: re.Match[str]) -> str:
    """The part of the day and the hour as written."""
    starts = [match.start(name) for name in ("part", "hour") if match[name]]
    return match.string[min(starts) : match.end()].strip() if starts else ""


def _day(match: re.Match[str], now: datetime) -> date | None:
    """The day that is named; None when none is, or none such exists."""
    today = now.date()
    if match["word"]:
        return today + timedelta(days=_AHEAD[match["word"]])
    if match["weekday"]:
        return _weekday(today, match["week"], _WEEKDAYS[match["weekday"]])
    try:
        if match["full_month"]:
            return date(int(match["year"]), int(match["full_month"]), int(match["full_day"]))
        if match["month"]:
            day = date(today.year, _number(match["month"]), _number(match["day"]))
            return day.replace(year=day.year + 1) if today - day > _LONG_PAST else day
        if match["lone_day"]:
            return _day_of_month(today, _number(match["lone_day"]))
    except ValueError:
        return None
    return None


def _weekday(today: date, week: str, weekday: int) -> date:
    """周六 is the coming Saturday, today included; 下周六 is next week's, weeks beginning on Monday."""
    if week.startswith("下"):
        weeks = 2 if week.startswith("下下") else 1
        return today + timedelta(days=weekday - today.weekday() + 7 * weeks)
    return today + timedelta(days=(weekday - today.weekday()) % 7)


def _day_of_month(today: date, number: int) -> date:
    if number >= today.day:
        return today.replace(day=number)
    following = today.replace(day=28) + timedelta(days=4)
    return following.replace(day=number)


def _clock(match: re.Match[str]) -> tuple[int, int] | None:
    if match["hour"] is None:
        return (12, 0) if match["part"] in ("中午", "正午") else None
    minute = match["digits"] or match["minute"] or "0"
    return _number(match["hour"]), _QUARTERS[minute] if minute in _QUARTERS else _number(minute)


def _at(day: date, clock: tuple[int, int] | None, part: str | None, now: datetime) -> datetime | None:
    """The moment; without morning or evening said, only the one of both that is still to come today."""
    if clock is None or clock[0] > 24 or clock[1] > 59:
        return None
    hour, minute = clock
    known = _PART_OF.get(part or "")
    hours = [_hour_of(known, hour)] if known or hour >= 12 or hour == 0 else [hour, hour + 12]
    midnight = datetime(day.year, day.month, day.day, tzinfo=now.tzinfo)
    moments = [midnight + timedelta(hours=each, minutes=minute) for each in hours]
    if len(moments) == 1:
        return moments[0]
    coming = [moment for moment in moments if moment > now]
    return coming[0] if len(coming) == 1 else (moments[-1] if not coming else None)


def _hour_of(part: str | None, hour: int) -> int:
    """The hour of the day: 下午3点 is 15, 晚12点 is 24, 中午1点 is 13."""
    if (part == "afternoon" and hour < 12) or (part == "noon" and hour < 3):
        return hour + 12
    if part == "evening":
        return hour + 12 if 5 <= hour <= 12 else hour + 24 if hour < 5 else hour
    return 0 if part == "night" and hour == 12 else hour


def _number(text: str) -> int:
    found = read_count(text)
    return found[0] if found else 0
