"""Where a line of a grid worker names doors, also several at once: 3幢101到106, 202、203, 新屋1到8号, 5幢3单元."""

import re
from collections.abc import Iterator

from nlu.door_marks import LEAD, NOT_STREET, NUMBER, Context, Mention, at_boundary, is_date, is_room, whole_door
from nlu.door_ranges import find_between_streets, find_range, find_whole
from nlu.doors import Door, find_door, with_figures
from nlu.names import begins_with_surname
from nlu.origins import find_places

_BARE_ROOM = re.compile(
    rf"(?:(?P<unit>{NUMBER})\s?单元\s?)?(?P<room>\d{{3,4}})(?:室"
    r"|房(?![东子]))?(?![\d.:：年月日元块斤米岁个只人口度℃-])"
)
_DOES = re.compile("^房东|[着了要不把给跟说来去在]")
_TENANT = re.compile("租[户客金期约]|[房地田店出合整]租")
_TOWER = re.compile(rf"{NUMBER}\s?(?:号楼|[幢栋])$")
_UNIT = re.compile(rf"{NUMBER}单元\s?\d{{3,4}}室?(?![\d.])|\d{{3,4}}室(?!内|外)")
_AMBULANCE = re.compile(
    r"1(?:10|19|20)(?=\s?(?:[接来救送车急拉抬已到出]|处理))|(?<=[叫打拨报喊][了过])1(?:10|19|20)(?!\d)"
)
_FIXTURE = re.compile(r"\s?的?(?:路?灯|电梯|井|垃圾|卡[点口]|岗|桥|公交|变压器|杆|仓库|通道|[出入窗]口|公?厕|车位)")
_DASHED = re.compile(r"(?P<street>[\u4e00-\u9fff]{2,6})(?P<number>\d{1,3}-\d{1,2})号(?!楼)")
_BARE_NUMBER = re.compile(rf"(?P<number>{NUMBER})号(?!楼)")


def find_mentions(line: str, heading: str) -> Iterator[Mention]:
    """What a line names, in its order. `heading`: the building or street above it, "" for none."""
    context = Context()
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


def _remember(context: Context, written: str) -> None:
    """Keeps what the next bare room or number belongs to."""
    if re.search(r"\d{3,4}|[幢栋座#-]|号楼", written):
        context.building, context.street = re.sub(r"\d{3,4}\D*$", "", with_figures(written)), None
    else:
        context.building, context.street = "", written


def _next(line: str, position: int, context: Context, first: bool) -> Mention | None:
    best: Mention | None = None
    for mention in (
        find_range(line, position, context),
        find_between_streets(line, position),
        _bare(line, position, context),
        _full(line, position, context, first),
        find_whole(line, position, first),
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


def _context_of(context: Context, door: Door) -> None:
    text = door.text
    if re.search(r"[幢栋座#]|号楼|^[A-Z\d]{1,2}-", text):
        context.building, context.street = re.sub(r"[A-Z]?\d{2,5}[A-Z]?(?:室|房|号)?$", "", text), None
    else:
        context.building, context.street = "", re.sub(r"\d+号.*$", "", text)


def _bare(line: str, position: int, context: Context) -> Mention | None:
    if context.building:
        for match in _BARE_ROOM.finditer(line, position):
            number = match["room"]
            if (
                not at_boundary(line, match.start(), position)
                or not is_room(number)
                or _AMBULANCE.match(line, match.start())
            ):
                continue
            building = context.building
            if match["unit"]:
                building = re.sub(r"\d+单元$|(?<=-)\d+-$", "", building) + with_figures(match["unit"]) + "单元"
            door = whole_door(building + match["room"])
            if door:
                return Mention(match.start(), match.end(), [door], written=match[0])
    if context.street is not None:
        for match in _BARE_NUMBER.finditer(line, position):
            if at_boundary(line, match.start(), position) and not is_date(line, match.end()):
                door = whole_door(context.street + match[0])
                if door:
                    return Mention(match.start(), match.end(), [door], written=match[0])
    return None


def _full(line: str, position: int, context: Context, first: bool) -> Mention | None:
    for match in _DASHED.finditer(line, position):
        street = LEAD.sub("", match["street"])
        if street and not NOT_STREET.search(street) and not find_places(street):
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
        fits = first or at_boundary(line, begin, position)
        if is_street:
            place = re.sub(r"\d.*$", "", door.text)
            at_head = begin == 0 and line[end : end + 1] == " "
            alone = (
                not context.building and (at_head or not is_date(line, end)) and at_boundary(line, begin, position)
            )
            fits = fits and not NOT_STREET.search(place) and (bool(place) or alone)
            fits = fits and (first or not (context.building or is_date(line, end)))
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
    if not place or LEAD.fullmatch(run[0]) or not at_boundary(line, begin - len(run[0]), position):
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
    lead = LEAD.match(place[0]) if place else None
    if lead is None:
        return begin, door
    return begin + lead.end(), Door(door.text[lead.end() :], door.key[lead.end() :], door.landlord)
