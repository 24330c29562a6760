"""When goods come: 3点到, 下午4点半到, 15:30送到, with the minutes of the day when they are certain."""

import re
from dataclasses import dataclass

from nlu.numerals import read_count

NOON = 12 * 60

_N = r"(?:\d{1,2}|[零一二两三四五六七八九十]{1,3})"
_DAY = "(?:今天|明天|后天|今晚|今早|明早|明晚|今天晚上|明天早上|后天早上)"
_PART = "(?:凌晨|清晨|早上|早晨|上午|中午|下午|傍晚|晚上|夜里)"
_CLOCK = (
    rf"(?P<hour>{_N})(?:[点时](?P<half>半)?(?:(?P<quarter>[一三])刻|(?P<minute>{_N})分?)?(?:钟|整)?"
    rf"|[:：](?P<digits>\d\d))"
)
_ABOUT = "(?:左右|前后|之前|以前|前|多|不到|过后?|后)?"
_COMES = (
    r"(?:才|就|能|可以|准时|应该|大概|估计|会|要|[ ])*(?:送到|到货|到达|运到|送来|送达|到位|进村|来到|送|来"
    r"|到(?![0-9一二两三四五六七八九十]))(?:村口|门口|楼下|仓库|你们那|村里|家)?(?:了|的|吧|哈)*"
)
_ARRIVAL = re.compile(
    rf"(?P<words>(?P<day>{_DAY})?\s?(?P<part>{_PART})?\s?(?P<from>{_N}点?半?(?:[到至~-]))?{_CLOCK}(?P<about>{_ABOUT}))\s?{_COMES}"
)
_AFTER_NOON = frozenset(("下午", "傍晚", "晚上", "今晚", "明晚", "今天晚上", "夜里"))
_BEFORE_NOON = frozenset(("凌晨", "清晨", "早上", "早晨", "上午", "今早", "明早", "明天早上", "后天早上"))


@dataclass(frozen=True, slots=True)
class Arrival:
    """A time of arrival as written, in minutes of the day if only one can be meant, and its place in the text."""

    words: str
    minutes: int | None
    start: int
    end: int


def read_arrival(text: str) -> Arrival | None:
    """The arrival that a cleaned clause names; 3点 alone may be night or afternoon, so that its minutes are None."""
    found = _ARRIVAL.search(text)
    if found is None:
        return None
    return Arrival(found["words"].strip(), _minutes(found), found.start(), found.end())


def _minutes(found: re.Match[str]) -> int | None:
    hour, minute = _count(found["hour"]), _count(found["minute"] or found["digits"] or "0")
    if found["half"]:
        minute = 30
    if found["quarter"]:
        minute = 15 * _count(found["quarter"])
    if found["from"] or hour > 23 or minute > 59 or found["about"] in ("多", "不到", "过", "过后", "后"):
        return None
    half_day = {found["part"], found["day"]}
    if hour >= 13 or (found["digits"] and found["hour"].startswith("0")):
        return hour * 60 + minute
    if half_day & _AFTER_NOON:
        return (hour % 12) * 60 + minute + NOON if hour != 12 or found["part"] == "下午" else None
    if half_day & _BEFORE_NOON:
        return hour * 60 + minute if hour != 12 or found["part"] == "上午" else None
    if found["part"] == "中午":
        return (hour if hour >= 10 else hour + 12) * 60 + minute
    return None


def _count(written: str) -> int:
    if written.isdecimal():
        return int(written)
    counted = read_count(written)
    return counted[0] if counted else 0
