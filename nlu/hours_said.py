"""The hours of a day as people say them: 7:30和16:30, 早上七点半, 中午; a bare 7点 may be of the evening as well."""

import re
from dataclasses import dataclass

from nlu.numerals import read_count

NOON = 12 * 60
EVENING = 18 * 60

_NUMBER = "(?:\\d{1,2}|[零〇一二两三四五六七八九十廿]{1,3})"
_PART = "凌晨|清晨|早晨|早上|上午|中午|正午|下午|午后|傍晚|晚上|晚间|夜里|早|晚"
_CLOCK = re.compile(
    rf"(?P<part>{_PART})?\s?(?:(?P<hour>(?<![\d.:]){_NUMBER})(?:"
    rf"[:：](?P<digits>\d\d)(?!\d)|(?:点钟?|时)(?P<minute>半|[一三]刻|{_NUMBER}分?)?整?))"
    rf"|(?P<alone>中午|正午|傍晚)"
)
_QUARTERS = {"半": 30, "一刻": 15, "三刻": 45}
_MORNING, _AFTERNOON, _EVENING = "morning", "afternoon", "evening"
_PARTS = {"凌晨": "night", "中午": "noon", "正午": "noon"}
_PARTS |= dict.fromkeys(("清晨", "早晨", "早上", "上午", "早"), _MORNING)
_PARTS |= dict.fromkeys(("下午", "午后", "傍晚"), _AFTERNOON) | dict.fromkeys(
    ("晚上", "晚间", "夜里", "晚"), _EVENING
)
_DOUBTFUL_UNTIL = 9
"""10点 and 11点 without more are of the morning: late at night nobody is reminded."""


@dataclass(frozen=True, slots=True)
class Hours:
    """Minutes of the day, ascending. `doubtful`: those that may be twelve hours later as well, as they were said."""

    times: tuple[int, ...] = ()
    doubtful: tuple[int, ...] = ()
    rest: str = ""  #: the text without them


def read_hours(text: str, part: str = "") -> Hours:
    """All hours in a cleaned text. `part`: the part of the day (早上, 晚上) of those that say none."""
    found: list[tuple[int, int, str, bool]] = []
    known = _PARTS.get(part, "")
    for match in _CLOCK.finditer(text):
        if match["alone"]:
            found.append((12 if match["alone"] in ("中午", "正午") else 18, 0, "noon", True))
            continue
        hour, minute = _number(match["hour"]), _minute(match)
        if hour > 24 or minute > 59:
            continue
        before = found[-1] if found else None
        # 早上7点、9点: the second is of the morning, too; 早上7点、5点 may not be.
        carried = before[2] if before and hour > before[0] else ""
        said = _PARTS.get(match["part"] or "", "") or carried or known
        found.append((hour, minute, said, match["digits"] is not None))
    by_the_clock = any(hour > 12 or digits for hour, _, part, digits in found if not part)
    sure, doubtful = set(), set()
    for hour, minute, said, _ in found:
        if said or hour > _DOUBTFUL_UNTIL or hour == 0 or by_the_clock:
            sure.add(_hour(said, hour) * 60 + minute)
        else:
            doubtful.add(hour * 60 + minute)
    return Hours(tuple(sorted(sure)), tuple(sorted(doubtful)), _CLOCK.sub(" ", text))


def _minute(match: re.Match[str]) -> int:
    if match["digits"]:
        return int(match["digits"])
    said = match["minute"] or ""
    return _QUARTERS.get(said) or (_number(said.removesuffix("分")) if said else 0)


def _hour(part: str, hour: int) -> int:
    """The hour of the day: 下午3点 is 15, 晚上8点 is 20, 中午1点 is 13; 24点 is midnight."""
    if (part == _AFTERNOON and hour < 12) or (part == "noon" and hour < 3) or (part == _EVENING and 5 <= hour < 12):
        return hour + 12
    return 0 if hour == 24 or (part in ("night", _EVENING) and hour == 12) else hour


def _number(text: str) -> int:
    found = read_count(text)
    return found[0] if found else 0
