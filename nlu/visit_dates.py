"""On which day something happened, as grid workers write it: 1月20日, 1.30, 22号, 昨天, 上周五, 初三, 大年三十."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from nlu.numerals import read_count

_NEW_YEARS = {
    2020: (date(2020, 1, 25), 30, 29), 2021: (date(2021, 2, 12), 30, 29), 2022: (date(2022, 2, 1), 29, 30),
    2023: (date(2023, 1, 22), 30, 29), 2024: (date(2024, 2, 10), 30, 29), 2025: (date(2025, 1, 29), 29, 30),
    2026: (date(2026, 2, 17), 29, 30), 2027: (date(2027, 2, 6), 29, 30),
}  # fmt: skip
"""正月初一 of each year, the days of the 腊月 before it and of the 正月 that it begins."""

_LONGEST_PLAN = 90
"""A day of this year that is farther ahead than so many days is last year's: 12月30日, written in January."""

_DIGITS = "一二三四五六七八九"
_DAY = rf"(?:3[01]|[12]\d|0?[1-9]|三十一?|[二廿]?十[{_DIGITS}]?|廿[{_DIGITS}]?|[{_DIGITS}])"
_MONTH = rf"(?:1[0-2]|0?[1-9]|元|十[一二]?|[{_DIGITS}])"
_LUNAR_DAY = rf"(?:初(?:十|[{_DIGITS}]|1?0|[1-9])|[二廿]?十[{_DIGITS}]?|廿[{_DIGITS}]?|三十|半|[12]?\d(?![\d.])|30)"
_WEEKDAYS = "一二三四五六日天"
_NOT_MORE = r"(?![\d.])(?!\s?[斤米元块度天个人口年月只户])"
_WORDS = (
    ("ahead", r"大?后[天日]|明[天日早晚年后]|下个?(?:周|星期|礼拜)(?:[一二三四五六日天末])?"
              r"|下个?月(?:\d{1,2}[号日])?"),
    ("three_back", r"大前[天日]"),
    ("two_back", r"前[天日晚儿](?![之以])"),
    ("yesterday", r"昨[天日晚夜儿个](?:晚上|夜里|下午|上午|早上|凌晨)?|昨(?=[从由自回到返])"),
    ("today", r"今[天日早晚晨儿个](?:晚上|下午|上午|早上|凌晨|早)?|当[天日]"),
    ("days_back", rf"(?P<ago>\d{{1,2}}|[{_DIGITS}两十]{{1,3}})(?P<ago_unit>天|日|周|个?星期|个?礼拜)(?:之|以)?前"),
    ("new_year", r"元旦"),
    ("eve",
        "(?P<before_eve>(?:除夕|大?年三十)前[一1]天)|(?:大?年|腊月)(?:三十|30|卅)(?:晚上?|夜)?|除夕(?:夜|晚上?)?"
        r"|(?<![\d一二])三十(?:晚上?|夜)"),
    ("lunar", ""
              "(?P<lunar_month>正月|腊月|农历|大年(?=[初廿二三卅])"
                  rf"|(?<![今去前明后每半\d])年(?=[初廿二三卅])|二月(?=初))(?P<lunar_day>{_LUNAR_DAY})(?![号日\d]"
                  ")"
              rf"|(?<![\d月])(?P<bare_lunar>初(?:十|[{_DIGITS}])|廿[{_DIGITS}](?![号日]))(?!\d)"
                  "|(?P<lantern>元宵节?)"),
    ("week_day", rf"(?P<week>上上?个?|这个?|本)?(?:周|星期|礼拜)(?P<weekday>[{_WEEKDAYS}])(?![\u4e00-\u9fff]*岁)"),
    ("month_day", rf"(?:(?P<year>20\d\d)年)?(?<![\d.])(?P<month>{_MONTH})月(?:份)?(?P<day>{_DAY})[号日]?(?![\d.])"),
    ("last_month", rf"上个?月(?P<last_day>{_DAY})[号日]?(?!\d)"),
    ("day_only", rf"(?<![\d.月{_DIGITS}十廿\-])(?:(?P<this>本月|这个?月|当月))?(?P<only>{_DAY})[号日](?![楼\d])"),
    ("dotted", r"(?<![\d.:/G℃-])(?:(?P<dotted_year>20\d\d)[./-])?(?P<dotted_month>1[0-2]|0?[1-9])(?P<dot>[./-])"
               rf"(?P<dotted_day>3[01]|[12]\d|0?[1-9])[号日]?{_NOT_MORE}(?![-/]\d)"),
    ("vague", r"前几天|前两天|前些天|前阵子?|上个?月底|月[初底]|年前|年底|上个?(?:周|星期|礼拜)|上个?月"),
)  # fmt: skip
_DATE = re.compile("|".join(f"(?P<{name}>{words})" for name, words in _WORDS))


@dataclass(frozen=True, slots=True)
class DateSaid:
    """A day and where it stands in the text; no day where only 年前 or 前几天 was said."""

    day: date | None
    start: int
    end: int
    planned: bool = False  #: it lies ahead of the day on which it was written
    same: bool = False  #: 当天: the day that was spoken of before, if one was


def find_dates(cleaned: str, sent: date) -> list[DateSaid]:
    """All days that a text names, in its order. Those that lie ahead are marked as planned."""
    found = []
    for match in _DATE.finditer(cleaned):
        if match.lastgroup is None:
            continue
        day = _day_of(match, sent)
        ahead = match["ahead"] is not None or (day is not None and day > sent)
        found.append(DateSaid(day, match.start(), match.end(), ahead, match[0].startswith("当")))
    return found


def read_day(text: str, sent: date) -> date | None:
    """The one day that a text names, which may lie ahead; None for none, a vague one or two different ones."""
    days = {found.day for found in find_dates(text, sent)}
    return days.pop() if len(days) == 1 else None


def _day_of(match: re.Match[str], sent: date) -> date | None:
    back = {"three_back": 3, "two_back": 2, "yesterday": 1, "today": 0}
    for name, days in back.items():
        if match[name]:
            return sent - timedelta(days=days)
    if match["ahead"]:
        return _day_ahead(match["ahead"], sent)
    if match["ago"]:
        count = read_count(match["ago"])
        return sent - timedelta(days=count[0] * (1 if match["ago_unit"] in "天日" else 7)) if count else None
    if match["weekday"]:
        return _weekday(match, sent)
    if match["lunar"] or match["eve"]:
        return _lunar(match, sent)
    return _calendar(match, sent)


def _day_ahead(words: str, sent: date) -> date | None:
    days = {"大后": 3, "后天": 2, "后日": 2, "明天": 1, "明日": 1, "明早": 1, "明晚": 1}.get(words[:2])
    return sent + timedelta(days=days) if days else None


def _weekday(match: re.Match[str], sent: date) -> date | None:
    """上周五 is last week's, counted from Monday; 周五 alone is the last one that there was."""
    wanted = min(_WEEKDAYS.index(match["weekday"]), 6)
    week = match["week"] or ""
    if week.startswith("上"):
        return sent + timedelta(days=wanted - sent.weekday() - 7 * (2 if week.startswith("上上") else 1))
    if week:
        return sent + timedelta(days=wanted - sent.weekday())
    return sent - timedelta(days=(sent.weekday() - wanted) % 7)


def _calendar(match: re.Match[str], sent: date) -> date | None:
    if match["new_year"]:
        return date(sent.year, 1, 1)
    if match["last_month"]:
        last = sent.replace(day=1) - timedelta(days=1)
        return _date(last.year, last.month, _number(match["last_day"]))
    if match["day_only"]:
        day = _number(match["only"])
        last = sent.replace(day=1) - timedelta(days=1)
        return _date(sent.year, sent.month, day) if day <= sent.day else _date(last.year, last.month, day)
    if match["month_day"]:
        month = 1 if match["month"] == "元" else _number(match["month"])
        return _nearest(match["year"], month, _number(match["day"]), sent)
    if match["dotted"]:
        return _nearest(match["dotted_year"], int(match["dotted_month"]), int(match["dotted_day"]), sent)
    return None


def _nearest(year: str | None, month: int, day: int, sent: date) -> date | None:
    """A day and month of the year that is meant: last year's when this year's is far ahead."""
    if year:
        return _date(int(year), month, day)
    here = _date(sent.year, month, day)
    if here is None or (here - sent).days > _LONGEST_PLAN:
        return _date(sent.year - 1, month, day)
    return here


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _number(text: str) -> int:
    if text.isdigit():
        return int(text)
    found = read_count(text)
    return found[0] if found else 0


def _lunar(match: re.Match[str], sent: date) -> date | None:
    """A day of the old calendar around the last New Year; 初三 without a month only while it can be one alone."""
    year = next((year for year in (sent.year, sent.year - 1) if _began(year, sent)), None)
    ahead = _NEW_YEARS.get(sent.year)
    if match["eve"] or match["lunar_month"] == "腊月" or _late(match):
        return _end_of_year(match, year, ahead, sent)
    if year is None:
        return None
    first, _, length = _NEW_YEARS[year]
    if match["lantern"]:
        return first + timedelta(days=14)
    day = _lunar_day(match["lunar_day"] or match["bare_lunar"])
    if match["lunar_month"] == "二月":
        return first + timedelta(days=length + day - 1)
    if match["bare_lunar"] and (sent - first).days >= length:
        return None
    return first + timedelta(days=day - 1) if 1 <= day <= length else None


def _late(match: re.Match[str]) -> bool:
    """廿八 and 年二十九 are days before the New Year."""
    if match["bare_lunar"]:
        return match["bare_lunar"].startswith("廿")
    return match["lunar_month"] in ("年", "大年") and _lunar_day(match["lunar_day"]) >= 20


def _began(year: int, sent: date) -> bool:
    return year in _NEW_YEARS and _NEW_YEARS[year][0] <= sent


def _end_of_year(
    match: re.Match[str], year: int | None, ahead: tuple[date, int, int] | None, sent: date
) -> date | None:
    """The days of the twelfth month: of the one that is running, else of the last that ended."""
    if ahead and 0 < (ahead[0] - sent).days <= ahead[1]:
        first, length, _ = ahead
    elif year is not None:
        first, length, _ = _NEW_YEARS[year]
    else:
        return None
    if match["eve"]:
        return first - timedelta(days=2 if match["before_eve"] else 1)
    day = _lunar_day(match["lunar_day"] or match["bare_lunar"])
    return first - timedelta(days=length + 1 - day) if 1 <= day <= length else None


def _lunar_day(words: str) -> int:
    return 15 if words == "半" else _number(words.removeprefix("初"))
