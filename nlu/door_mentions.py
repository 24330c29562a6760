"""Where a line of a grid worker names doors, also several at once: 3幢101到106, 202、203, 新屋1到8号, 5幢3单元."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from nlu.doors import Door, find_door, read_door, with_figures
from nlu.names import begins_with_surname
from nlu.numerals import read_count
from nlu.origins import find_places
from nlu.visit_people import KIN

MOST_DOORS = 80

STOP = r"[\s，。；,;！!?？、()\n:：]"
_CN = "零〇一二三四五六七八九十百"
_N = rf"(?:\d{{1,3}}|[{_CN}]{{1,4}})"
_TO = r"\s?(?:到|至|[-~—–]+)\s?"
BUILDING = (
    rf"(?:[A-Za-z]|{_N})\s?(?:号楼|[幢栋座]|#楼?)\s?(?:{_N}\s?单元\s?|\d-(?=\d{{3}}))?"
    rf"|(?<![\d.-])\d{{1,2}}-(?:\d{{1,2}}-)?(?=\d{{3}})"
)
_RANGE = re.compile(
    rf"(?P<building>{BUILDING})(?P<first>\d{{3,4}})室?{_TO}(?:(?:{BUILDING}))?(?P<last>\d{{3,4}})室?(?![\d.])"
    rf"|(?P<street>(?:[\u4e00-\u9fff]{{1,8}}?)?(?:{_N}[弄组队社])?)(?<!第)(?P<from>{_N})号?{_TO}(?:(?P=street))?(?P<till>{_N}"
    ")号(?P<step>[单双]号)?(?!楼)"
)
_BARE_RANGE = re.compile(rf"(?P<first>\d{{3,4}})室?{_TO}(?P<last>\d{{3,4}})室?(?![\d.])")
_BARE_ROOM = re.compile(
    rf"(?:(?P<unit>{_N})\s?单元\s?)?(?P<room>\d{{3,4}})(?:室"
    r"|房(?![东子]))?(?![\d.:：年月日元块斤米岁个只人口度℃-])"
)
_DOES = re.compile("^房东|[着了要不把给跟说来去在]")
_TENANT = re.compile("租[户客金期约]|[房地田店出合整]租")
_TOWER = re.compile(rf"{_N}\s?(?:号楼|[幢栋])$")
_UNIT = re.compile(rf"{_N}单元\s?\d{{3,4}}室?(?![\d.])|\d{{3,4}}室(?!内|外)")
_AMBULANCE = re.compile(
    r"1(?:10|19|20)(?=\s?(?:[接来救送车急拉抬已到出]|处理))|(?<=[叫打拨报喊][了过])1(?:10|19|20)(?!\d)"
)
_FIXTURE = re.compile(r"\s?的?(?:路?灯|电梯|井|垃圾|卡[点口]|岗|桥|公交|变压器|杆|仓库|通道|[出入窗]口|公?厕|车位)")
_DASHED = re.compile(r"(?P<street>[\u4e00-\u9fff]{2,6})(?P<number>\d{1,3}-\d{1,2})号(?!楼)")
_BARE_NUMBER = re.compile(rf"(?P<number>{_N})号(?!楼)")
ROOM_IN_WORDS = re.compile("[一二三四五六七八九][零〇一二三四五六七八九]{2,3}")
_WHOLE = re.compile(
    rf"(?P<building>(?:[A-Za-z]|{_N})\s?(?:号楼|[幢栋座]|#楼?)\s?(?:{_N}\s?单元)?)\s?(?:(?P<floor>{_N})[楼层])?"
    r"(?=\s?(?:今天|昨天|上午|下午|已经?)?(?:的?(?:全部|所有|整[幢栋个]|住户)|都|全|各户"
    r"|[一二两三四五六七八九十\d]+户|走完|走访完|走了|查完|排查完|每户|户户))"
)
_IS_DATE = re.compile(r"(?:\s?从|由|在|上午|下午|晚|早|凌晨|中午|回|到(?!\d)|来|坐|返|抵|开始|起|去|出|才|就|刚)")
_NOT_STREET = re.compile(rf"{KIN}|[月年天晚早午]|第|家$|电话|说|是|[个人]$")
_LEAD = re.compile(
    "(?:除了?|还有|和(?![平睦顺谐美兴安乐])|今天|今日|昨天|上午|下午|晚上|刚才?|已经?|走访|排查|入户|上门|去|到|了|查|看|我|给|帮|替"
    "|对|在|送)+"
)


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
class _Context:
    """What a bare 202 or 8号 belongs to: 3幢, 新屋."""

    building: str = ""
    street: str | None = None


def find_mentions(line: str, heading: str) -> Iterator[Mention]:
    context = _Context()
    if heading:
        _remember(context, heading)
    position = 0
    first = True
    while position < len(line):
        mention = _next(line, position, context, first)
        if mention is None:
            return
        yield mention
        position, first = mention.end, False


def _remember(context: _Context, written: str) -> None:
    """Keeps what the next bare room or number belongs to."""
    if re.search(r"\d{3,4}|[幢栋座#-]|号楼", written):
        context.building, context.street = re.sub(r"\d{3,4}\D*$", "", with_figures(written)), None
    else:
        context.building, context.street = "", written


def _next(line: str, position: int, context: _Context, first: bool) -> Mention | None:
    best: Mention | None = None
    for mention in (
        _range(line, position, context),
        _bare(line, position, context),
        _full(line, position, context, first),
        _whole(line, position, first),
    ):
        if mention and (
            best is None or mention.start < best.start or (mention.start == best.start and mention.end > best.end)
        ):
            best = mention
    if best is None:
        return None
    if best.whole or not best.doors:
        context.building, context.street = re.sub(r"\d{3,4}.*$", "", best.written), None
    else:
        _context_of(context, best.doors[-1])
    return best


def _context_of(context: _Context, door: Door) -> None:
    text = door.text
    if re.search(r"[幢栋座#]|号楼|^[A-Z\d]{1,2}-", text):
        context.building, context.street = re.sub(r"[A-Z]?\d{2,5}[A-Z]?(?:室|房|号)?$", "", text), None
    else:
        context.building, context.street = "", re.sub(r"\d+号.*$", "", text)


def _at_boundary(line: str, start: int, position: int) -> bool:
    return start == position or start == 0 or re.match(rf"{STOP}|[/和及与了除]", line[start - 1]) is not None


def _range(line: str, position: int, context: _Context) -> Mention | None:
    for match in _RANGE.finditer(line, position):
        if match["first"]:
            return _rooms(match, re.sub(r"\s", "", with_figures(match["building"])), match["first"], match["last"])
        street = _LEAD.sub("", match["street"] or "")
        if not match["street"] and context.street and _at_boundary(line, match.start(), position):
            street = context.street
        first, last = _number(match["from"]), _number(match["till"])
        if (
            (match["street"] and _NOT_STREET.search(street))
            or _IS_DATE.match(line, match.end())
            or not first < last <= first + MOST_DOORS
        ):
            continue
        if find_places(street) or (not street and line[match.start() - 1 : match.start()] in tuple(".-月/幢栋")):
            continue
        odd = {"单号": 1, "双号": 0}.get(match["step"] or "")
        numbers = [number for number in range(first, last + 1) if odd is None or number % 2 == odd]
        start = match.start("street") + len(match["street"] or "") - len(street) if match["street"] else match.start()
        doors = [door for number in numbers if (door := _door(f"{street}{number}号"))]
        return Mention(start, match.end(), doors, written=line[start : match.end()])
    if context.building:
        for match in _BARE_RANGE.finditer(line, position):
            if _at_boundary(line, match.start(), position) and _is_room(match["first"]) and _is_room(match["last"]):
                return _rooms(match, context.building, match["first"], match["last"])
    return None


def _rooms(match: re.Match[str], building: str, first: str, last: str) -> Mention:
    """101到106 on one floor; over several floors it says too little to name the doors."""
    low, high = int(first), int(last)
    same_floor = first[:-2] == last[:-2] and low < high
    if not same_floor:
        return Mention(match.start(), match.end(), [], written=match[0], unclear=True)
    doors = [door for room in range(low, high + 1) if (door := _door(f"{building}{room}"))]
    return Mention(match.start(), match.end(), doors, written=match[0])


def _bare(line: str, position: int, context: _Context) -> Mention | None:
    if context.building:
        for match in _BARE_ROOM.finditer(line, position):
            number = match["room"]
            if (
                not _at_boundary(line, match.start(), position)
                or not _is_room(number)
                or _AMBULANCE.match(line, match.start())
            ):
                continue
            building = context.building
            if match["unit"]:
                building = re.sub(r"\d+单元$|(?<=-)\d+-$", "", building) + with_figures(match["unit"]) + "单元"
            door = _door(building + match["room"])
            if door:
                return Mention(match.start(), match.end(), [door], written=match[0])
    if context.street is not None:
        for match in _BARE_NUMBER.finditer(line, position):
            if _at_boundary(line, match.start(), position) and not _is_date(line, match.end()):
                door = _door(context.street + match[0])
                if door:
                    return Mention(match.start(), match.end(), [door], written=match[0])
    return None


def _full(line: str, position: int, context: _Context, first: bool) -> Mention | None:
    for match in _DASHED.finditer(line, position):
        street = _LEAD.sub("", match["street"])
        if street and not _NOT_STREET.search(street) and not find_places(street):
            text = f"{street}{match['number']}号"
            return Mention(match.end() - len(text), match.end(), [Door(text, text.removesuffix("号"))], written=text)
    start = position
    spoken = _TENANT.sub("__", line)
    while (found := find_door(spoken[start:])) is not None:
        begin, end, door = start + found.start, start + found.end, found.door
        begin, door = _whole_street(line, begin, position, door)
        begin, door = _without_lead(line, begin, door)
        begin, door = _in_tower(line, begin, door)
        if door.landlord and (_DOES.search(door.landlord) or not begins_with_surname(door.landlord)):
            start = end
            continue
        is_street = re.search(r"[幢栋座#]|号楼|^[A-Z\d]{1,2}-", door.text) is None and not door.landlord
        fits = first or _at_boundary(line, begin, position)
        if is_street:
            place = re.sub(r"\d.*$", "", door.text)
            at_head = begin == 0 and line[end : end + 1] == " "
            alone = (
                not context.building and (at_head or not _is_date(line, end)) and _at_boundary(line, begin, position)
            )
            fits = fits and not _NOT_STREET.search(place) and (bool(place) or alone)
            fits = fits and (first or not (context.building or _is_date(line, end)))
            fits = fits and not _FIXTURE.match(line, end)  # 3号路灯 is nobody's home
        elif re.search(r"[^\d]\d$", door.text) and line[end : end + 1] in ("楼", "层"):
            fits = False
        if fits:
            return Mention(begin, end, [door], written=line[begin:end])
        start = end
    unit = _UNIT.match(line) if first else None
    if unit is None or context.building:
        return None
    written = re.sub(r"\s", "", with_figures(unit[0]))
    return Mention(0, unit.end(), [Door(written, written)], written=written)


def _whole_street(line: str, begin: int, position: int, door: Door) -> tuple[int, Door]:
    """顺和里12弄3号 is not 里12弄3号: a street's name from the head of its clause."""
    place = re.match(r"[\u4e00-\u9fff]+", door.text)
    run = re.search(r"[\u4e00-\u9fff]{1,6}$", line[position:begin])
    if (
        run is None
        or (place and len(place[0]) > 1)
        or not re.match(r"\d", door.key.lstrip("".join(place[0]) if place else ""))
    ):
        return begin, door
    if not place or _LEAD.fullmatch(run[0]) or not _at_boundary(line, begin - len(run[0]), position):
        return begin, door
    return begin - len(run[0]), Door(run[0] + door.text, run[0] + door.key, door.landlord)


def _in_tower(line: str, begin: int, door: Door) -> tuple[int, Door]:
    """7栋B座302: a tower of a building."""
    tower = _TOWER.search(line[:begin]) if re.match(r"[A-Z]座", door.text) else None
    if tower is None:
        return begin, door
    written = with_figures(tower[0])
    return tower.start(), Door(written + door.text, f"{re.sub(r'[^0-9]', '', written)}-{door.key}")


def _without_lead(line: str, begin: int, door: Door) -> tuple[int, Door]:
    """除5号 and 走访新屋6号: the words before the door are no part of its street."""
    place = re.match(r"[\u4e00-\u9fff]+(?=\d)", door.text)
    lead = _LEAD.match(place[0]) if place else None
    if lead is None:
        return begin, door
    return begin + lead.end(), Door(door.text[lead.end() :], door.key[lead.end() :], door.landlord)


def _whole(line: str, position: int, first: bool) -> Mention | None:
    for match in _WHOLE.finditer(line, position):
        if not (first or _at_boundary(line, match.start(), position)):
            continue
        written = re.sub(r"\s", "", with_figures(match["building"]))
        sample = read_door(written + "101")
        if sample is None:
            continue
        key = "" if match["floor"] else sample.key.removesuffix("101")
        return Mention(match.start(), match.end(), [], key, written, unclear=not key)
    return None


def _is_date(line: str, end: int) -> bool:
    places = find_places(line[end : end + 6])
    return _IS_DATE.match(line, end) is not None or (bool(places) and places[0].start == 0)


def _is_room(room: str) -> bool:
    """Rooms end in a small number; 365 and 2020 are a temperature and a year."""
    return 1 <= int(room[-2:]) <= 40 and (len(room) == 3 or not room.startswith("20"))


def _number(text: str) -> int:
    if text.isdigit():
        return int(text)
    found = read_count(text)
    return found[0] if found else 0


def _door(written: str) -> Door | None:
    found = find_door(written)
    return found.door if found and found.end == len(written) else None
