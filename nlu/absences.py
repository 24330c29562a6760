"""Whether a household is away, and until when: 我们回老家了 到2月10号, 这几天不在家, 回来了."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from nlu.clean import clean
from nlu.numerals import read_count

LONGEST = 40

_WHO = (
    r"(?:我们?家?人?|咱们?家?|全家|一家人?|家里人?|都|也|要|现在|已经|最近|今天|明天|刚|下个?(?:周|星期|礼拜|月)(?!\d)|这[几些两]天|这段时间|这次"
    r"|[ ,，])*"
)
_GONE = (
    r"(?:(?:都)?(?:不在家|不在村里|没在家|不在(?=[ ,，。了]|$)|出远门|出门了?|外出|出?去旅游|出差)"
    r"|(?:回|去)(?:了)?(?:老家|娘家|外地|城里|市里|儿子家|女儿家)"
    r"|家里(?:没|没有)人|家里(?:都)?不住人|搬出去住)"
)
_COUNT = r"[\d一二两三四五六七八九十半]{1,3}"
_UNTIL = (
    rf"(?:(?:到|要到|等到|住到|去到|(?=(?:{_COUNT}月)?{_COUNT}[号日](?:才|再)?回))"
    rf"(?:(?P<month>{_COUNT})月)?(?P<day>{_COUNT})[号日]?(?:才)?"
    r"(?:回来?|以后|左右|为止|再回)?"
    rf"|(?:去|要|待|大概|差不多)*(?P<days>{_COUNT})(?P<span>天|个?星期|周|个?礼拜|个月)(?:左右|后|以后)?(?:才|再)?(?:回来?)?)"
)
_SOME_DAY = r"(?:下个?(?:周|星期|礼拜|月)|过几天|过段时间|过阵子|过年|年后|年底)(?:才|再)?回来?"
_AWAY = re.compile(
    rf"{_WHO}{_GONE}(?:住|了|的|呢|啊|啦)*[ ,，。]*(?:{_WHO}(?:{_UNTIL}|{_SOME_DAY}))?(?:了|的)?[。.!！~]*(?:谢谢)?"
)
_SPELL = re.compile(rf"{_WHO}{_UNTIL}[ ,，]*{_WHO}{_GONE}(?:了|的)?[。.!！~]*")
_BACK = re.compile(
    r"(?:我们?家?|咱们?家?|全家|一家人?|都|已经|今天|刚刚?|现在|[ ,，])*"
    r"(?:(?:从.{1,6})?回(?:来|家|到家)(?:里)?|到家|在家)(?:了|啦|喽)[。.!！~]*(?:谢谢)?"
)
_LONG = re.compile(
    r"下个?(?:周|星期|礼拜|月)|旅游|出差|这[几些两]天|这段时间|最近|老家|外地|娘家|儿子家|女儿家|远门|搬出去|不住人"
)
"""Without one of these, and without a day, somebody may just be out for an hour."""

_NEXT = re.compile(r"下个?(?P<span>周|星期|礼拜|月)(?:才|再)?(?P<back>回)?")

_SPANS = {"天": 1, "周": 7, "星期": 7, "礼拜": 7, "月": 30}


@dataclass(frozen=True, slots=True)
class Absence:
    """`until`: the last day away, None when nobody said."""

    until: date | None = None


def absence(text: str, today: date) -> Absence | None:
    """Whether the whole message says that the writer's household is away. A day that has passed this year is next
    year's; a date that there is none is no day."""
    if len(text) > LONGEST:
        return None
    cleaned = clean(text)
    found = _AWAY.fullmatch(cleaned) or _SPELL.fullmatch(cleaned)
    until = (_until(found, today) or _until_next(cleaned, today)) if found else None
    return Absence(until) if found and (until or _LONG.search(cleaned)) else None


def returned(text: str) -> bool:
    """Whether the whole message says that the writer's household is back: 回来了, 我们到家了."""
    return len(text) <= LONGEST and _BACK.fullmatch(clean(text)) is not None


def _until_next(text: str, today: date) -> date | None:
    """The last day away of 下周不在 (next Sunday) and of 下周回来, 下个月回来."""
    found = _NEXT.search(text)
    if found is None or (found["span"] == "月" and not found["back"]):
        return None
    if found["span"] == "月":
        return (today.replace(day=1) + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    return today + timedelta(days=6 - today.weekday() + (0 if found["back"] else 7))


def _until(found: re.Match[str], today: date) -> date | None:
    if found["days"]:
        span = next(days for unit, days in _SPANS.items() if found["span"].endswith(unit))
        count = _number(found["days"])
        return today + timedelta(days=count * span) if count else None
    day = _number(found["day"]) if found["day"] else None
    if day is None:
        return None
    month = _number(found["month"]) if found["month"] else today.month
    for months_on in range(13):
        year, index = divmod(today.month - 1 + months_on, 12)
        if found["month"] and index + 1 != month:
            continue
        try:
            last = date(today.year + year, index + 1, day)
        except ValueError:
            continue
        if last >= today:
            return last
    return None


def _number(words: str) -> int | None:
    read = read_count(words)
    return read[0] if read is not None and read[1] == len(words) else None
