"""The days and hours of an announcement: 今晚8点, 1月22日晚8点, 后天下午3点, 周六中午12点, 20:00."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from nlu.numerals import read_count

_CHINESE_NUMBER = "[零〇一二两三四五六七八九十廿]{1,3}"
_NUMBER = rf"(?:\d{{1,2}}|{_CHINESE_NUMBER})"
_PART = "凌晨|清晨|早晨|早上|上午|中午|正午|下午|午后|傍晚|晚上|晚间|夜里|夜间|早|晚"
_CLOCK = rf"(?:(?:点钟?|时)(?:半|[一三]刻|{_NUMBER}分?)?|[:：]\d\d(?!\d))"
_NUMERIC = (
    # 11/30, 12.1, 11.30号: a date when 号, an hour or a verb follows; glued to a word (猪肉12.1) it is a price.
    rf"(?:(?<![\d./\u4e00-\u9fff¥￥-])|(?<=[止货期间到至于为是单团取前]))(?P<numeric_month>\d{{1,2}})(?P<separator>[./-])"
    rf"(?P<numeric_day>\d{{1,2}})(?![\d./-])(?:(?P<marked>[日号])"
    rf"|(?=\s?(?:[(（]|周|星期|(?:{_PART})|{_NUMBER}{_CLOCK}|之?前|以前|截|结束|为止|封|收团|关团|到(?![付账店])|送|来货|发货|[自]提|领|取货)))"
)
_TIME = re.compile(
    rf"(?:(?P<word>大后天|后天|昨天|昨日|前天|昨(?=晚)|明天|明日|今天|今日|今(?=[晚早夜])|明(?=[晚早])|后(?=晚))"
    rf"|(?P<year>20\d\d)[年./-](?P<full_month>\d{{1,2}})[月./-](?P<full_day>\d{{1,2}})[日号]?"
    rf"|(?P<month>{_NUMBER})月(?P<day>{_NUMBER})[日号]?|{_NUMERIC}|(?P<lone_day>(?<![\d.]){_NUMBER})[日号](?![楼线])"
    rf"|(?P<week>(?:[本这]个?|下下?个?)?(?:周|星期|礼拜))(?P<weekday>[一二三四五六日天]))?"
    rf"(?:\s?[(（][^)）]{{0,4}}[)）])?\s?(?P<part>{_PART}|夜)?\s?"
    rf"(?:(?P<hour>(?<![\d.]){_NUMBER})(?:(?:点钟?|时)(?P<minute>半|[一三]刻|{_NUMBER}(?=分)|\d\d(?![\d斤元块])|十五|三十|四十五)?分?|[:：](?P<digits>\d\d)(?!\d))"
    rf"(?P<until>\s?[-~到至]\s?(?:{_PART})?\s?{_NUMBER}(?:点半?|[:：]\d\d))?)?"
)
_PART_OF = {"凌晨": "night", "夜里": "evening", "夜间": "evening", "夜": "evening", "中午": "noon", "正午": "noon"}
_PART_OF |= dict.fromkeys(("清晨", "早晨", "早上", "上午", "早"), "morning")
_PART_OF |= dict.fromkeys(("下午", "午后", "傍晚"), "afternoon") | dict.fromkeys(("晚上", "晚间", "晚"), "evening")
_AHEAD = {"今天": 0, "今日": 0, "今": 0, "明天": 1, "明日": 1, "明": 1, "后天": 2, "后": 2, "大后天": 3}
_AHEAD |= {"昨天": -1, "昨日": -1, "昨": -1, "前天": -2}
_WEEKDAYS = {character: number for number, character in enumerate("一二三四五六日")} | {"天": 6}
_QUARTERS = {"半": 30, "一刻": 15, "三刻": 45, "十五": 15, "三十": 30, "四十五": 45}
_LONG_PAST = timedelta(days=183)
_STANDS_APART = re.compile(r"(?:^|[,，。;；:：、(（止货期间到至于为是单团取前]\s?)$")
_NUMBER_BEFORE = re.compile(r"(?:^|[\s,，。;；:：、])[\d./-]*\d[./-]?$")


@dataclass(frozen=True, slots=True)
class AnnouncedTime:
    """A time as written, and when that is."""

    start: int
    end: int
    at: datetime | None  #: None when the hour is missing, or could be of the morning as well as of the evening
    passed: bool  #: it was clear, and is over
    spoken: str  #: with the date in place of 明天 and 周六: "11月25日下午3点"
    ranged: bool = False  #: 9:00-20:00, of which the first is `at`


def find_times(text: str, now: datetime) -> list[AnnouncedTime]:
    """The times named in a cleaned text, in order. `now` is aware, in the village's time zone.

    A part of the day alone (早, 晚) is not a time; a day alone is one without an hour.
    """
    times = []
    for match in _TIME.finditer(text):
        if not _names_a_day(match) and not match["hour"] and match["part"] not in ("中午", "正午"):
            continue
        day = _day(match, now)
        if _names_a_day(match) and day is None:
            continue
        times.append(_resolved(match, day, now))
    return times


def _names_a_day(match: re.Match[str]) -> bool:
    days = ("word", "month", "full_month", "numeric_month", "lone_day", "weekday")
    return any(match[name] for name in days)


def _resolved(match: re.Match[str], day: date | None, now: datetime) -> AnnouncedTime:
    clock = _clock(match)
    chosen = day or now.date()
    at = None if _is_doubtful(match) else _at(chosen, clock, match, now)
    spoken = match[0].strip()
    if (day or at) and not match["month"] and not match["full_month"]:
        spoken = f"{chosen.month}月{chosen.day}日{_after_day(match)}"
    end = match.start() + len(match[0].rstrip())
    passed = at <= now if at else chosen < now.date()
    start = match.start() + len(match[0]) - len(match[0].lstrip())
    return AnnouncedTime(start, end, None if passed else at, passed, spoken, match["until"] is not None)


def _is_doubtful(match: re.Match[str]) -> bool:
    """猪肉 12.5 晚上8点: 12.5 may be the price as well as the day; 30晚上8点: the 30 may be a day."""
    before = match.string[: match.start()]
    if match["numeric_month"]:
        apart = match.string[match.end("numeric_day")] == " " if not match["marked"] else False
        return apart and match["separator"] != "/" and not _STANDS_APART.search(before)
    return not _names_a_day(match) and match[0][:1] != " " and _NUMBER_BEFORE.search(before) is not None


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
        if match["month"] or match["numeric_month"]:
            month, number = match["month"] or match["numeric_month"], match["day"] or match["numeric_day"]
            day = date(today.year, _number(month), _number(number))
            return day.replace(year=day.year + 1) if today - day > _LONG_PAST else day
        if match["lone_day"]:
            return _day_of_month(today, _number(match["lone_day"]))
    except ValueError:
        return None
    return None


def _weekday(today: date, week: str, weekday: int) -> date:
    """周六 is the coming Saturday, today included; weeks begin on Monday, so 本周三 said on a Saturday is over."""
    this_week = today + timedelta(days=weekday - today.weekday())
    if week.startswith("下"):
        return this_week + timedelta(weeks=2 if week.startswith("下下") else 1)
    return this_week if week.startswith(("本", "这")) else today + timedelta(days=(weekday - today.weekday()) % 7)


def _day_of_month(today: date, number: int) -> date:
    """The nearest such day: 5号 said on the 24th is to come, 27号 said on the 28th is over."""
    this_month = today.replace(day=number)
    if number >= today.day:
        return this_month
    next_month = (today.replace(day=28) + timedelta(days=4)).replace(day=number)
    return next_month if next_month - today < today - this_month else this_month


def _clock(match: re.Match[str]) -> tuple[int, int] | None:
    if match["hour"] is None:
        return (12, 0) if match["part"] in ("中午", "正午") else None
    minute = match["digits"] or match["minute"] or "0"
    return _number(match["hour"]), _QUARTERS[minute] if minute in _QUARTERS else _number(minute)


def _at(day: date, clock: tuple[int, int] | None, match: re.Match[str], now: datetime) -> datetime | None:
    """The moment; without morning or evening said, only 8点 of today that can but be this evening's is known."""
    if clock is None or clock[0] > 24 or clock[1] > 59:
        return None
    hour, minute = clock
    known = _PART_OF.get(match["part"] or "")
    midnight = datetime(day.year, day.month, day.day, tzinfo=now.tzinfo)
    sure = known or hour >= 12 or hour == 0 or match["hour"].startswith("0")
    if sure:
        return midnight + timedelta(hours=_hour_of(known, hour), minutes=minute)
    moments = [midnight + timedelta(hours=each, minutes=minute) for each in (hour, hour + 12)]
    if moments[-1] <= now:
        return moments[-1]
    # 8:00 and the 28th at 8 may just as well be a morning that is over; only 8点 and 今天8点 are said of an evening.
    loose = match["digits"] is None and (match["word"] or not _names_a_day(match))
    return moments[-1] if moments[0] <= now and loose else None


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
