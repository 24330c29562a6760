"""Pick-up slots as a cadre writes them: 取货 文化礼堂 15:00-17:00 每半小时20户; 取货 3幢楼下 15:00-15:30 限15户."""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime

from nlu.announced_times import find_times
from nlu.clean import clean
from nlu.doors import with_figures
from nlu.numerals import read_count

MOST_SLOTS = 48
NOON = 12 * 60
DAY = 24 * 60

_COUNT = r"(?:\d{1,4}|[零一二两三四五六七八九十百]{1,4})"
_PART = r"(?:凌晨|早上|上午|中午|下午|傍晚|晚上|早|晚)"
_MINUTES = "(?:半|[一三]刻|\\d{1,2}分?|[零一二三四五]?十?[零一二三四五六七八九]?分|[二三四五]?十五?)"
_CLOCK = rf"(?:\d{{1,2}}[:：]\d\d|{_COUNT}(?:点钟?|时){_MINUTES}?)"
_RANGE = re.compile(
    rf"(?P<part>{_PART})?\s*(?P<start>{_CLOCK}|\d{{1,2}}(?=\s*[-~—到至]))\s*[-~—到至]+\s*(?P<part_end>{_PART})?\s*"
    rf"(?P<end>{_CLOCK}|\d{{1,2}}(?=点))"
)
_EVERY = re.compile(
    rf"(?:每隔?|一?批?)\s*(?P<every>半个?小时|半个?钟头?|{_COUNT}\s*(?:分钟?|个?小时|刻钟)|小时|刻钟)(?:一[批拨档])?"
)
_CAPACITY = re.compile(
    rf"(?:每一?[批拨档场]\s*)?(?:限|最多|不超过|放|各)?\s*(?P<count>{_COUNT})\s*(?:户|家|户人家)(?:人|为限|以内)?"
)
_BEGINS = re.compile(
    r"\s*(?:取货|取菜|自提|提货|领货|拿货|领菜)(?:时间|安排|时段|地点)?(?:分成?|一共)?(?:[\d一二两三四五六七八九十]{1,2}(?:个时段|批))?"
    r"[\s:：,，]*"
)
_BUILDINGS = re.compile(rf"(?P<first>{_COUNT})(?:[-~到至](?P<last>{_COUNT}))?\s*(?P<word>幢|栋|座|号楼)")
_NO_PLACE = re.compile(rf"大?后天|[今明]天|\d{{1,2}}月\d{{1,2}}[日号]|周[一二三四五六日天]|{_PART}|分批|时间|地点")
_SEPARATORS = " ,，、;；:：。\n"
_AFTERNOON_UNTIL = 6
_DATE = re.compile(r"(\d{1,2})月(\d{1,2})日")
_NAMES_A_DAY = re.compile(
    r"大?后天|[明今][天日晚早]|(?:\d|[一二三四五六七八九十])[月日号](?!楼)|周[一二三四五六日天]|星期|礼拜"
)


@dataclass(frozen=True, slots=True)
class SlotSaid:
    """Slots of one place one after the other. Times are minutes of the day; 0 where something was not said."""

    place: str
    buildings: tuple[str, ...]
    start: int
    end: int
    every: int  #: minutes of one slot
    capacity: int

    def times(self) -> list[tuple[int, int]]:
        """Start and end of each slot; a rest shorter than a slot is one, too."""
        return [(at, min(at + self.every, self.end)) for at in range(self.start, self.end, self.every)]


def read_slots(text: str) -> list[SlotSaid]:
    """The slots in a cadre's line, or lines; none where it does not begin with 取货 or names no time from and to."""
    cleaned = clean(text)
    begins = _BEGINS.match(cleaned)
    if begins is None or len(cleaned) > 600:
        return []
    lines = [line for line in re.split(r"[\n;；]", cleaned[begins.end() :]) if line.strip()]
    found: list[SlotSaid] = []
    for line in lines:
        again = _BEGINS.match(line)
        said = _line(line[again.end() :] if again else line)
        if said is None:
            return []
        before = found[-1] if found else said
        found.append(replace(said, place=said.place or before.place, capacity=said.capacity or before.capacity))
    return found if sum(len(said.times()) for said in found) <= MOST_SLOTS else []


def day_of(text: str, now: datetime) -> date | None:
    """The day that words name (明天下午, 12月1日), None when they name none."""
    cleaned = _RANGE.sub(" ", clean(text))
    for time in find_times(cleaned, now) if _NAMES_A_DAY.search(cleaned) else ():
        written = _DATE.search(time.spoken)
        if written:
            day = date(now.year, int(written[1]), int(written[2]))
            return day.replace(year=day.year + 1) if (now.date() - day).days > 180 else day
    return None


def read_clock(text: str) -> int | None:
    """Minutes of the day of 15:30, 3点半 and 下午三点; 1 to 6 o'clock without more are of the afternoon."""
    match = re.fullmatch(rf"(?P<part>{_PART})?\s*(?P<clock>{_CLOCK}|\d{{1,2}})", text.strip())
    return _minutes(match["clock"], match["part"] or "") if match else None


def _line(line: str) -> SlotSaid | None:
    range_said = _RANGE.search(line)
    if range_said is None:
        return None
    start = _minutes(range_said["start"], range_said["part"] or "")
    end = _minutes(range_said["end"], range_said["part_end"] or range_said["part"] or "")
    rest = f"{line[: range_said.start()]} {line[range_said.end() :]}"
    every = _EVERY.search(rest)
    rest = rest.replace(every[0], " ", 1) if every else rest
    capacity = _CAPACITY.search(rest)
    rest = rest.replace(capacity[0], " ", 1) if capacity else rest
    if start is None or end is None or not start < end < DAY:
        return None
    place = _place(rest)
    length = _length(every["every"]) if every else end - start
    if length < 5:
        return None
    return SlotSaid(place, buildings_of(place), start, end, length, _number(capacity["count"]) if capacity else 0)


def buildings_of(place: str) -> tuple[str, ...]:
    """3幢楼下 is for 3幢, 1-3幢南门 for 1幢, 2幢 and 3幢; 文化礼堂 is for all."""
    found: list[str] = []
    for match in _BUILDINGS.finditer(with_figures(place)):
        first, last = _number(match["first"]), _number(match["last"] or match["first"])
        if 0 < first <= last < first + 20:
            found += [f"{number}{match['word']}" for number in range(first, last + 1)]
    return tuple(dict.fromkeys(found))


def _place(rest: str) -> str:
    words = re.sub(
        rf"(?:大?后天|[今明]天|\d{{1,2}}月\d{{1,2}}[日号]|周[一二三四五六日天]|{_PART}|分批|时间|地点)", " ", rest
    )
    return " ".join(re.sub(rf"[{_SEPARATORS}]+", " ", words).split()).strip("在到")


def _minutes(clock: str, part: str) -> int | None:
    digits = re.fullmatch(r"(\d{1,2})[:：](\d\d)", clock)
    if digits:
        hour, minute, sure = int(digits[1]), int(digits[2]), len(digits[1]) == 2
    else:
        hour_said, _, rest = re.sub("点钟?|时", "|", clock, count=1).partition("|")
        hour, sure = _number(hour_said), False
        quarters = {"半": 30, "一刻": 15, "三刻": 45, "": 0}
        minute = quarters[rest] if rest in quarters else _number(rest.removesuffix("分"))
    late = part in ("下午", "傍晚", "晚上", "晚") or (part == "中午" and hour < 3)
    if (late and hour < 12) or (not part and not sure and 1 <= hour <= _AFTERNOON_UNTIL):
        hour += 12
    return hour * 60 + minute if hour < 24 and minute < 60 else None


def _length(every: str) -> int:
    number = _number(re.sub(r"[^\d零一二两三四五六七八九十百]", "", every)) or 1
    if every.startswith("半"):
        return 30
    return number * (15 if "刻" in every else 60 if "小时" in every else 1)


def _number(text: str) -> int:
    if text.isdecimal():
        return int(text)
    found = read_count(text)
    return found[0] if found else 0
