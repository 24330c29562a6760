"""When a reminder comes, as a cadre says it: 每天7:30和16:30, 每三天早上8点, 每周一三五, 每月1号, 明天上午9点,
到20号为止, 截止前两小时, 观察结束前一天傍晚. What could mean two things is asked; a day that there is not is none."""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from domain.schedules import EVENING, MINUTES, ONE_DAY, Anchor, Calendar, Relative, Schedule, Trouble, day_said
from nlu.clean import clean
from nlu.hours_said import read_hours
from nlu.numerals import read_count
from nlu.schedules_english import in_chinese_words

LONGEST = 300
"""Code points of what can be a schedule, with what is said beside it."""

_N = "(?:\\d{1,4}|[零一二两三四五六七八九十廿]{1,4})"
_CLOSING = "(?:团购|这?团|接龙)?(?:截止|截单|关团|收团|封团)"
_ANCHOR = rf"(?P<anchor>{_CLOSING}|(?:居家|隔离)?(?:观察|隔离)?期?(?:结束|期满|解除))"
_SPAN = rf"(?P<count>半|\d{{1,2}}\.5|{_N})(?P<unit>个?半?小时|个?半?钟头|分钟|天|日)(?P<rest>{_N}分钟?)?"
_BEFORE = re.compile(
    rf"(?:每次)?{_ANCHOR}(?:时间)?之?以?(?P<way>[前后])的?(?:{_SPAN}|(?P<eve>[一1]?[天日晚]|当[天日晚]))"
)
_BEFORE_TURNED = re.compile(rf"(?:提前)?{_SPAN}(?P<way>[前后])?(?:在)?{_ANCHOR}(?:之?前)?")
_WORD_DAYS = {"今": 0, "明": 1, "后": 2, "大后": 3, "昨": -1, "前": -2}
_DATE = (
    rf"(?:(?P<word>大后|后|今|明|昨|前)(?:天|日|(?=[早晚]))|(?:(?P<year>20\d\d)[年./-])?(?P<month>{_N})[月./-](?P<day>{_N})[日号]?"
    rf"|(?P<lone>(?<![\d.]){_N})[日号](?!楼)|(?P<week>(?:[本这]个?|下下?个?)?(?:周|星期|礼拜))(?P<weekday>[一二三四五六日天])"
    r"|(?P<end>(?:这个?|本)?月底|年底))"
)
_UNTIL = re.compile(rf"(?:[,，]?\s?一?直?[到至])\s?{_DATE}(?:为?止|结束|截止)?")
_SINCE = re.compile(rf"[从自]\s?{_DATE}(?:起|开始)?")
_SINCE_THEN = re.compile(rf"{_DATE}(?:起|开始)")
_ON = re.compile(_DATE)
_WEEKDAY = "(?:周|星期|礼拜)?[一二三四五六日天]"
_WEEKLY = re.compile(rf"每个?(?:周|星期|礼拜)(?:(?P<end>末)|(?P<days>{_WEEKDAY}(?:[、,，和及至到-]?{_WEEKDAY})*))?")
_WORKING = re.compile(r"(?:每个?)?(?:(?P<working>工作日|上班日|平日)|(?P<weekend>周末))")
_MONTHLY = re.compile(
    rf"每个?月(?:的)?(?:(?P<last>底|最后一[天日]|末)|(?P<days>{_N}[号日](?:[、,，和及]\s?{_N}[号日])*))?"
)
_EVERY = re.compile(
    rf"每?隔(?P<apart>{_N})?[天日]|每(?P<every>{_N})[天日](?:一次)?|(?P<often>{_N})天一次|(?:每天|每日|天天)|每(?=[早晚])"
)
_WEEKDAYS = {character: number for number, character in enumerate("一二三四五六日")} | {"天": 6}
_LONG_PAST = timedelta(days=183)
_PART = re.compile("早上|上午|下午|晚上|傍晚|早|晚")


@dataclass(frozen=True, slots=True)
class ScheduleSaid:
    """What was understood. `doubt` says what must be asked first: "hour" (7点 of which part of the day), "no_day",
    "which_day" (每周 of which weekday) or a Trouble; `words` what it is about. `rest`: the text without the times."""

    schedule: Schedule | None
    doubt: str = ""
    words: str = ""
    rest: str = ""


@dataclass(frozen=True, slots=True)
class _Days:
    """Which days were named, before their hours are known."""

    rest: str
    every: int = 0
    weekdays: tuple[int, ...] = ()
    monthdays: tuple[int, ...] = ()
    once: date | None = None
    begins: date | None = None
    ends: date | None = None
    doubt: str = ""
    words: str = ""

    @property
    def named(self) -> bool:
        return bool(self.every or self.weekdays or self.monthdays or self.once)


def read_schedule(text: str, now: datetime, part: str = "") -> ScheduleSaid | None:
    """When a text says; None when it names no time at all. `now` is aware, in the village's time zone; `part` (早上,
    晚上) is what was answered about hours that may be of either."""
    if len(text) > LONGEST:
        return None
    said = in_chinese_words(clean(text).lower())
    days = _limits(_Days(said), now.date())
    relative = _relative(days.rest, days)
    if relative is not None:
        return relative
    days = _named(days, now.date())
    hours = read_hours(days.rest, part)
    rest = _tidy(hours.rest)
    if not days.named and not hours.times and not hours.doubtful and not days.doubt:
        return None
    if days.doubt:
        return ScheduleSaid(None, days.doubt, days.words, rest)
    if not days.named:
        return ScheduleSaid(None, "no_day", rest=rest)
    if hours.doubtful:
        return ScheduleSaid(None, "hour", "、".join(f"{each // 60}:{each % 60:02}" for each in hours.doubtful), rest)
    if not hours.times:
        return ScheduleSaid(None, Trouble.NO_TIME.value, rest=rest)
    begins = days.once or days.begins or now.date()
    schedule = Calendar(hours.times, begins, days.once or days.ends, days.every or 1, days.weekdays, days.monthdays)
    return ScheduleSaid(schedule, rest=rest)


def read_day(text: str, now: datetime) -> date | Trouble | None:
    """The day that a text names, from which on something is to be again: 周五, 12月5日, 三天 (in three days)."""
    said = in_chinese_words(clean(text[:LONGEST]).lower())
    span = re.search(rf"(?P<count>{_N})\s?(?:天|days?)", said)
    if span is not None:
        return now.date() + _number(span["count"]) * ONE_DAY
    found = _ON.search(said)
    return _day(found, now.date()) if found else None


def part_said(text: str) -> str:
    """The part of the day that answers whether 7点 is of the morning or of the evening, "" when none is said."""
    found = _PART.search(in_chinese_words(clean(text).lower()).replace("morning", "早上").replace("evening", "晚上"))
    return found[0] if found else ""


def _limits(days: _Days, today: date) -> _Days:
    """Takes «从明天起» and «到20号为止» out of a text."""
    for pattern, name in ((_UNTIL, "ends"), (_SINCE, "begins"), (_SINCE_THEN, "begins")):
        found = pattern.search(days.rest)
        if found is None or (
            name == "ends" and re.match(r"\s?[早晚上下中]?[午上]?\s?\d*[点:]", days.rest[found.end() :])
        ):
            continue
        day = _day(found, today)
        rest = f"{days.rest[: found.start()]} {days.rest[found.end() :]}"
        if isinstance(day, Trouble):
            return replace(days, rest=rest, doubt=day.value, words=found[0].strip())
        days = replace(days, rest=rest, ends=day if name == "ends" else days.ends,
                       begins=day if name == "begins" else days.begins)  # fmt: skip
    return days


def _named(days: _Days, today: date) -> _Days:
    """Takes the days out of a text."""
    for pattern, read in ((_WEEKLY, _weekly), (_WORKING, _working), (_MONTHLY, _monthly), (_EVERY, _every)):
        found = pattern.search(days.rest)
        if found is not None:
            return read(replace(days, rest=_without(days.rest, found)), found)
    found = _ON.search(days.rest)
    if found is None:
        return days
    day, rest = _day(found, today), _without(days.rest, found)
    if isinstance(day, Trouble):
        return replace(days, rest=rest, doubt=day.value, words=found[0].strip())
    return replace(days, rest=rest, once=day)


def _weekly(days: _Days, found: re.Match[str]) -> _Days:
    if found["end"]:
        return replace(days, weekdays=(5, 6))
    if not found["days"]:
        return replace(days, doubt="which_day", words=found[0])
    named = [_WEEKDAYS[character] for character in found["days"] if character in _WEEKDAYS]
    if len(named) == 2 and re.search("[至到-]", found["days"]) and named[0] < named[1]:
        named = list(range(named[0], named[1] + 1))
    return replace(days, weekdays=tuple(sorted(set(named))))


def _working(days: _Days, found: re.Match[str]) -> _Days:
    return replace(days, weekdays=(0, 1, 2, 3, 4) if found["working"] else (5, 6))


def _monthly(days: _Days, found: re.Match[str]) -> _Days:
    if found["last"]:
        return replace(days, monthdays=(31,))
    if not found["days"]:
        return replace(days, doubt="which_day", words=found[0])
    named = sorted({_number(each) for each in re.findall(_N, found["days"])})
    if not 1 <= named[0] <= named[-1] <= 31:
        return replace(days, doubt=Trouble.IMPOSSIBLE_DATE.value, words=found[0])
    return replace(days, monthdays=tuple(named))


def _every(days: _Days, found: re.Match[str]) -> _Days:
    """每隔两天 leaves two days between, 每两天 is every second day; 隔天 and 每隔一天 are the same."""
    if "隔" in found[0]:
        return replace(days, every=(_number(found["apart"]) if found["apart"] else 1) + 1)
    said = found["every"] or found["often"]
    return replace(days, every=max(1, _number(said)) if said else 1)


def _relative(text: str, days: _Days) -> ScheduleSaid | None:
    found = _BEFORE.search(text) or _BEFORE_TURNED.search(text)
    if found is None:
        return None
    closing = re.search("截|团", found["anchor"]) is not None
    anchor = Anchor.CLOSING if closing else Anchor.OBSERVATION
    sign = 1 if found["way"] == "后" else -1
    eve = found.groupdict().get("eve")
    rest = _without(text, found)
    hours = read_hours(f"{'傍晚' if eve and eve.endswith('晚') else ''}{rest}")
    count = 1.0 if eve else _count(found["count"])
    if eve or found["unit"] in ("天", "日"):
        at = (hours.times or hours.doubtful or (None,))[0]
        if hours.doubtful:
            return ScheduleSaid(None, "hour", f"{hours.doubtful[0] // 60}:00", _tidy(hours.rest))
        if at is not None or anchor is Anchor.OBSERVATION:
            number = 0 if eve and eve.startswith("当") else sign * int(count)
            moment = EVENING if at is None else at
            return ScheduleSaid(Relative(anchor, 0, number, moment, days.ends), rest=_tidy(hours.rest))
        return ScheduleSaid(Relative(anchor, sign * int(count) * MINUTES, ends=days.ends), rest=_tidy(rest))
    half = 0.5 if found["unit"].startswith(("半", "个半")) else 0
    minutes = int((count + half) * (60 if "分" not in found["unit"] else 1))
    minutes += _number(found["rest"] or "")
    return ScheduleSaid(Relative(anchor, sign * minutes, ends=days.ends), rest=_tidy(rest))


def _day(found: re.Match[str], today: date) -> date | Trouble:
    """The day of a date; of 20号 the next one, and 5月1日 is next year's when it is long over."""
    if found["word"]:
        return today + timedelta(days=_WORD_DAYS[found["word"]])
    if found["end"]:
        last = date(today.year, 12, 31) if found["end"] == "年底" else today.replace(day=28) + 4 * ONE_DAY
        return last if found["end"] == "年底" else last - timedelta(days=last.day)
    if found["weekday"]:
        ahead = _WEEKDAYS[found["weekday"]] - today.weekday()
        weeks = found["week"].count("下")
        return today + timedelta(days=ahead + 7 * weeks if weeks or found["week"][0] in "本这" else ahead % 7)
    if found["lone"]:
        return _next_such_day(today, _number(found["lone"]))
    day = day_said(int(found["year"] or today.year), _number(found["month"]), _number(found["day"]))
    if isinstance(day, date) and not found["year"] and today - day > _LONG_PAST:
        return day_said(today.year + 1, day.month, day.day)
    return day


def _next_such_day(today: date, number: int) -> date | Trouble:
    for months in range(3):
        year, month = divmod(today.month - 1 + months, 12)
        day = day_said(today.year + year, month + 1, number)
        if isinstance(day, date) and day >= today:
            return day
    return Trouble.IMPOSSIBLE_DATE


def _without(text: str, found: re.Match[str]) -> str:
    return f"{text[: found.start()]} {text[found.end() :]}"


def _tidy(text: str) -> str:
    """What is left beside the times, without what stood between them."""
    return " ".join(
        re.sub(
            r"(?<![^\s,，、;；.])(?:和|、|还有|各|at|and|on|the|的时候|提醒|一次)(?![^\s,，、;；.])", " ", text
        ).split()
    ).strip(" ,，、;；。.和的")


def _count(text: str) -> float:
    return 0.5 if text == "半" else float(text) if "." in text else float(_number(text))


def _number(text: str) -> int:
    found = read_count(text)
    return found[0] if found else 0
