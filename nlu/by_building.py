"""What differs from building to building, a line each: 3号楼 8:00-8:30 小广场; 4、5幢 8点半到9点; 1-3栋 2点 村口."""

import re
from dataclasses import dataclass

from nlu.clean import clean
from nlu.doors import with_figures
from nlu.slots_said import read_clock

MOST_BUILDINGS = 200
LONGEST_PLACE = 60
MOST_DOUBTS = 20
"""Lines that are named as not read; beyond these nothing more is read."""

LONGEST_LINE = 500

_COUNT = "(?:\\d{1,3}|[零一二三四五六七八九十百]{1,4})"
_ONE = rf"(?:[A-Za-z]\d?|{_COUNT})"
_JOINS = r"\s*(?:[,，、和及与&]|and)\s*"
_WORD = r"(?:号?楼|[幢栋座]|#楼?)"
_MEMBER = rf"{_ONE}\s*{_WORD}?(?:\s*[-~–—到至]\s*{_ONE})?"
_BUILDINGS = re.compile(
    rf"\s*(?:(?P<place>(?-i:[\u4e00-\u9fff]){{2,8}}?)\s?)?(?P<list>{_MEMBER}(?:{_JOINS}{_MEMBER})*)\s*{_WORD}"
    rf"|\s*(?:buildings?|bldgs?\.?|blocks?)\s*(?P<english>{_MEMBER}(?:{_JOINS}{_MEMBER})*)(?![:\d])",
    re.IGNORECASE,
)
_SPAN = re.compile(rf"(?P<first>{_ONE})\s*{_WORD}?(?:\s*[-~–—到至]\s*(?P<last>{_ONE}))?", re.IGNORECASE)
_JOIN = re.compile(_JOINS, re.IGNORECASE)
_DAY = (
    r"(?:(?:大?后天|[今明]天|\d{1,2}月\d{1,2}[日号]|(?:[本下]?(?:周|星期)[一二三四五六日天]))\s*[(（]?"
    r"(?:周[一二三四五六日])?[)）]?\s*)?"
)
_PART = r"(?:(?:凌晨|清晨|早上|上午|中午|下午|傍晚|晚上|早|晚)\s*)?"
_HOUR = rf"(?:\d{{1,2}}[:：]\d{{1,2}}|{_COUNT}(?:点钟?|时)(?:半|[一三]刻|[零\d一二三四五十]{{1,3}}分?)?)"
_TIME = re.compile(
    rf"(?P<day>{_DAY})(?P<part>{_PART})(?P<start>{_HOUR}|\d{{1,2}}(?=\s*[-~–—到至]))(?:\s*(?:am|pm))?"
    rf"(?:\s*[-~–—到至]+\s*(?P<part_end>{_PART})(?P<end>{_HOUR}|\d{{1,2}}(?=点))(?:\s*(?:am|pm))?)?",
    re.IGNORECASE,
)
_APART = " ,，、;；:：。.\t"


@dataclass(frozen=True, slots=True)
class LineDoubt:
    """A line that was not read. kind: no_building, no_time, bad_time, no_place, twice, too_many, too_long."""

    line: int  #: counted from 1
    words: str
    kind: str


@dataclass(frozen=True, slots=True)
class ByBuilding:
    """Time and place by building (the key of domain/doors.building_key), and what was not understood."""

    values: dict[str, dict[str, str]]
    doubts: tuple[LineDoubt, ...]


def read_by_building(text: str) -> ByBuilding:
    """Each line's buildings with their time and place, as written; a line without a place has that of the line above.

    Nothing is taken of a line in which anything is in doubt.
    """
    found: dict[str, dict[str, str]] = {}
    doubts: list[LineDoubt] = []
    place = ""
    for number, line in enumerate(text.splitlines(), 1):
        cleaned = clean(line[:LONGEST_LINE])
        if not cleaned:
            continue
        if len(doubts) == MOST_DOUBTS:
            break
        buildings, time, said, doubt = _line(cleaned)
        place = said or place
        doubt = doubt or _against(buildings, place, found)
        if doubt:
            doubts.append(LineDoubt(number, cleaned[:60], doubt))
            continue
        found |= {building: {"time": time, "place": place} for building in buildings}
    return ByBuilding(found, tuple(doubts))


def _line(line: str) -> tuple[list[str], str, str, str]:
    """Buildings, time and place of a line; last, what is wrong with it."""
    match = _BUILDINGS.match(line)
    buildings = _numbers(match) if match else []
    if match is None or not buildings:
        return [], "", "", "no_building"
    rest = line[match.end() :]
    time = _TIME.search(rest)
    if time is None:
        return buildings, "", "", "no_time"
    place = " ".join(f"{rest[: time.start()]} {rest[time.end() :]}".split()).strip(_APART).removeprefix("在")
    if not _possible(time):
        return buildings, "", place, "bad_time"
    return buildings, time[0].strip(), place, "too_long" if len(place) > LONGEST_PLACE else ""


def _against(buildings: list[str], place: str, found: dict[str, dict[str, str]]) -> str:
    if not place:
        return "no_place"
    if len(set(buildings)) < len(buildings) or any(building in found for building in buildings):
        return "twice"
    return "too_many" if len(found) + len(buildings) > MOST_BUILDINGS else ""


def _numbers(match: re.Match[str]) -> list[str]:
    """The buildings of 3, 4和5号楼, 1-3幢, A座; with the place before it where it has one (嘉园3)."""
    before = match["place"] or ""
    named = []
    for member in _JOIN.split(match["list"] or match["english"]):
        span = _SPAN.match(member)
        if span is None:
            return []
        first, last = (with_figures(each or "").upper() for each in (span["first"], span["last"]))
        if not last:
            named.append(before + first)
        elif first.isdecimal() and last.isdecimal() and 0 <= int(last) - int(first) < MOST_BUILDINGS:
            named += [f"{before}{number}" for number in range(int(first), int(last) + 1)]
        else:
            return []
    return named


def _possible(time: re.Match[str]) -> bool:
    """Whether there is such a time, and it begins before it ends."""
    part = time["part"].strip()
    start = read_clock(part + time["start"])
    if time["end"] is None:
        return start is not None
    end = read_clock((time["part_end"].strip() or part) + time["end"])
    return start is not None and end is not None and start < end
