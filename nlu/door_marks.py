"""By what a door is known in a line, and what only looks like one: a date, a temperature, a verb before a street."""

import re
from dataclasses import dataclass

from nlu.doors import Door, find_door
from nlu.origins import find_places
from nlu.visit_people import KIN

STOP = r"[\s，。；,;！!?？、()\n:：]"
_CN = "零〇一二三四五六七八九十百"
NUMBER = rf"(?:\d{{1,3}}|[{_CN}]{{1,4}})"
BUILDING = (
    rf"(?:[A-Za-z]|{NUMBER})\s?(?:号楼|[幢栋座]|#楼?)\s?(?:{NUMBER}\s?单元\s?|\d-(?=\d{{3}}))?"
    rf"|(?<![\d.-])\d{{1,2}}-(?:\d{{1,2}}-)?(?=\d{{3}})"
)
ROOM_IN_WORDS = re.compile("[一二三四五六七八九][零〇一二三四五六七八九]{2,3}")
LEAD = re.compile(
    "(?:除了?|还有|和(?![平睦顺谐美兴安乐])|今天|今日|昨天|上午|下午|晚上|刚才?|已经?|走访|排查|入户|上门|去|到|了|查|看|我|给|帮|替"
    "|对|在|送)+"
)
NOT_STREET = re.compile(rf"{KIN}|[月年天晚早午]|第|家$|电话|说|是|[个人]$")
IS_DATE = re.compile(r"(?:\s?从|由|在|上午|下午|晚|早|凌晨|中午|回|到(?!\d)|来|坐|返|抵|开始|起|去|出|才|就|刚)")


@dataclass(slots=True)
class Mention:
    """Doors that are named together, and where. `unclear`: a range that names none for certain."""

    start: int
    end: int
    doors: list[Door]
    whole: str = ""
    written: str = ""
    unclear: bool = False


@dataclass(slots=True)
class Context:
    """What a bare 202 or 8号 belongs to: 3幢, 新屋."""

    building: str = ""
    street: str | None = None


def at_boundary(line: str, start: int, position: int) -> bool:
    """Whether something begins where a clause, an item of a list, or what is still to be read begins."""
    return start == position or start == 0 or re.match(rf"{STOP}|[/和及与了除]", line[start - 1]) is not None


def is_date(line: str, end: int) -> bool:
    """Whether a number that ends here is a day, by what follows: 22号从武汉回来."""
    places = find_places(line[end : end + 6])
    return IS_DATE.match(line, end) is not None or (bool(places) and places[0].start == 0)


def is_room(room: str) -> bool:
    """Rooms end in a small number; 365 and 2020 are a temperature and a year."""
    return 1 <= int(room[-2:]) <= 40 and (len(room) == 3 or not room.startswith("20"))


def whole_door(written: str) -> Door | None:
    """The door that a text is, and nothing besides."""
    found = find_door(written)
    return found.door if found and found.end == len(written) else None
