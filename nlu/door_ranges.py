"""Where a line names several doors at once: 3幢101到106, 新屋1到8号, 3幢都走完了."""

import re

from nlu.door_marks import (
    BUILDING,
    IS_DATE,
    LEAD,
    NOT_STREET,
    NUMBER,
    Context,
    Mention,
    at_boundary,
    is_room,
    whole_door,
)
from nlu.doors import read_door, with_figures
from nlu.numerals import read_count
from nlu.origins import find_places

_TO = r"\s?(?:到|至|[-~—–]+)\s?"
MOST_DOORS = 80
"""Of one street, in one range: 1到500号 is no morning's round."""

_RANGE = re.compile(
    rf"(?P<building>{BUILDING})(?P<first>\d{{3,4}})室?{_TO}(?:(?:{BUILDING}))?(?P<last>\d{{3,4}})室?(?![\d.])"
    rf"|(?P<street>(?:[\u4e00-\u9fff]{{1,8}}?)?(?:{NUMBER}[弄组队社])?)(?<!第)(?P<from>{NUMBER})号?{_TO}(?:(?P=street))?(?P<till>{NUMBER}"
    ")号(?P<step>[单双]号)?(?!楼)"
)
_TWO_STREETS = re.compile(
    rf"(?P<street>[\u4e00-\u9fff]{{1,8}}?){NUMBER}号{_TO}(?P<other>[\u4e00-\u9fff]{{2,6}}?){NUMBER}号(?!楼)"
)
"""From a door of one street to one of another: how many there are in between, nobody can tell."""

_BARE_RANGE = re.compile(rf"(?P<first>\d{{3,4}})室?{_TO}(?P<last>\d{{3,4}})室?(?![\d.])")
_WHOLE = re.compile(
    rf"(?P<building>(?:[A-Za-z]|{NUMBER})\s?(?:号楼|[幢栋座]|#楼?)\s?(?:{NUMBER}\s?单元)?)\s?(?:(?P<floor>{NUMBER})[楼层])?"
    r"(?=\s?(?:今天|昨天|上午|下午|已经?)?(?:的?(?:全部|所有|整[幢栋个]|住户)|都|全|各户"
    r"|[一二两三四五六七八九十\d]+户|走完|走访完|走了|查完|排查完|每户|户户))"
)


def find_range(line: str, position: int, context: Context) -> Mention | None:
    """3幢101到106, 新屋1到8号 (单号, 双号), and 101到106 after a building."""
    for match in _RANGE.finditer(line, position):
        if match["first"]:
            return _rooms(match, re.sub(r"\s", "", with_figures(match["building"])), match["first"], match["last"])
        street = LEAD.sub("", match["street"] or "")
        if not match["street"] and context.street and at_boundary(line, match.start(), position):
            street = context.street
        first, last = _number(match["from"]), _number(match["till"])
        if (
            (match["street"] and NOT_STREET.search(street))
            or IS_DATE.match(line, match.end())
            or not first < last <= first + MOST_DOORS
        ):
            continue
        if find_places(street) or (not street and line[match.start() - 1 : match.start()] in tuple(".-月/幢栋")):
            continue
        odd = {"单号": 1, "双号": 0}.get(match["step"] or "")
        numbers = [number for number in range(first, last + 1) if odd is None or number % 2 == odd]
        start = match.start("street") + len(match["street"] or "") - len(street) if match["street"] else match.start()
        doors = [door for number in numbers if (door := whole_door(f"{street}{number}号"))]
        return Mention(start, match.end(), doors, written=line[start : match.end()])
    if context.building:
        for match in _BARE_RANGE.finditer(line, position):
            if at_boundary(line, match.start(), position) and is_room(match["first"]) and is_room(match["last"]):
                return _rooms(match, context.building, match["first"], match["last"])
    return None


def find_between_streets(line: str, position: int) -> Mention | None:
    """桥头路1号到文化路2号 is asked about; 新屋3号到家 and 1号到文化路开会 are none."""
    for match in _TWO_STREETS.finditer(line, position):
        street, other = LEAD.sub("", match["street"]), match["other"]
        if not street or street == other or IS_DATE.match(line, match.end()):
            continue
        if any(NOT_STREET.search(each) or find_places(each) for each in (street, other)):
            continue
        start = match.end("street") - len(street)
        return Mention(start, match.end(), [], written=line[start : match.end()], unclear=True)
    return None


def _rooms(match: re.Match[str], building: str, first: str, last: str) -> Mention:
    """101到106 on one floor; over several floors it says too little to name the doors."""
    low, high = int(first), int(last)
    same_floor = first[:-2] == last[:-2] and low < high
    if not same_floor:
        return Mention(match.start(), match.end(), [], written=match[0], unclear=True)
    doors = [door for room in range(low, high + 1) if (door := whole_door(f"{building}{room}"))]
    return Mention(match.start(), match.end(), doors, written=match[0])


def find_whole(line: str, position: int, first: bool) -> Mention | None:
    """3幢都, 5幢3单元12户: a whole building or staircase; of one floor the doors are not certain."""
    for match in _WHOLE.finditer(line, position):
        if not (first or at_boundary(line, match.start(), position)):
            continue
        written = re.sub(r"\s", "", with_figures(match["building"]))
        sample = read_door(written + "101")
        if sample is None:
            continue
        key = "" if match["floor"] else sample.key.removesuffix("101")
        return Mention(match.start(), match.end(), [], key, written, unclear=not key)
    return None


def _number(text: str) -> int:
    if text.isdigit():
        return int(text)
    found = read_count(text)
    return found[0] if found else 0
