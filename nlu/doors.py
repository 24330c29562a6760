"""Where a household lives, as people write it: 3幢201, 五幢二零三, 新屋10号, 陈老板家三楼, Building 3 Room 201."""

import re
from dataclasses import dataclass

from nlu.clean import clean
from nlu.numerals import DIGITS, read_count

_CHINESE = r"\u4e00-\u9fff"
_CHINESE_NUMBER = "零〇一二三四五六七八九十百"
_NUMBER = rf"(?:\d{{1,4}}|[{_CHINESE_NUMBER}]{{1,5}})"
_BUILDING_WORD = r"(?:号楼|[幢栋座橦撞]|#楼?)"
_NOT_A_ROOM = r"(?![\d.年月日点时斤元块个盒袋箱包份条只口人公千克度]|两(?!口子|夫妻|老))"
_ROOM = (
    rf"(?:[A-Z]?\d{{2,5}}[A-Z]?(?:-\d{{1,2}}(?!\d))?|[A-Z]?\d(?=[号室房])|[{_CHINESE_NUMBER}]{{1,5}}){_NOT_A_ROOM}"
)
_FLOOR = (
    rf"(?:(?:\d{{1,2}}|[{_CHINESE_NUMBER}]{{1,3}})[楼层](?![上下])(?:[东西南北左右前后里外中]边?间?)?|[前后]屋"
    "|阁楼|顶楼|地下室|车库)"
)
_NOT_A_DATE = r"(?!上午|下午|中午|晚|早|凌晨|前|之前|结束|截止|到货|开团|线)"


def _street(suffix: str) -> str:
    """桥头路8弄3号, 北村2组15号, 12号: lane or village group and the number; group names end in `suffix`."""
    return rf"(?:(?P<lane{suffix}>{_NUMBER})(?P<of{suffix}>[弄组队社])\s?)?(?P<number{suffix}>{_NUMBER})号(?!楼)"


_BUILDING = (
    rf"(?:(?P<building>(?:[A-Z]\d?|{_NUMBER}))\s?{_BUILDING_WORD}[\s-]?"
    rf"(?:(?P<unit>{_NUMBER})(?:\s?单元[\s-]?|-(?=\d{{3}})))?(?P<room>{_ROOM})"
    rf"|(?<![\d.-])(?P<dashed>(?:[A-Z]|\d{{1,2}})-(?:\d{{1,2}}-)?\d{{3,4}}[A-Z]?)(?![\d.-]))(?:\s?(?:号房?|室|房(?![东子])))?"
)
_TAIL = (
    rf"(?P<tail>-?\d{{3,4}}(?=[室房])|{_FLOOR}|[东西南北左右老新](?:[面边首侧]?[屋间楼])?(?=$"
    r"|[\s,，。、]))?(?:\s?(?:室|房(?![东子])))?"
)
_DOOR = re.compile(rf"(?:{_street('_before')}\s?)?{_BUILDING}|{_street('')}{_NOT_A_DATE}{_TAIL}")
_ENGLISH = re.compile(
    r"\b(?:building|bldg|block|blk)\.?\s?(?P<building>[A-Z]?\d{1,3}|[A-Z])[\s,]+"
    r"(?:(?:unit|entrance)\s?(?P<unit>\d)[\s,]+)?(?:(?:room|rm|flat|apt|apartment)\b\.?\s?"
    r"|#)?(?P<room>\d{2,5}[A-Z]?)\b|\b(?:room|rm|flat|apt|apartment)\.?\s?(?P<room_first>\d{2,5}[A-Z]?)[\s,]+"
    r"(?:building|bldg|block|blk)\.?\s?(?P<building_last>[A-Z]?\d{1,3}|[A-Z])\b"
    r"|\b(?:house\s(?:no\.?\s?|number\s)?|no\.\s?)(?P<number>\d{1,4})\b",
    re.IGNORECASE,
)
_TITLE = (
    "(?:老板娘?|房东|阿姨|阿公|阿婆|大[伯叔爷妈哥姐]|叔叔|[叔伯婶嫂]|师傅|老师|主任|书记|医生|嬷嬷|奶奶|爷爷|先生"
    "|女士|太太)"
)
_LANDLORD = re.compile(
    rf"(?P<titled>[{_CHINESE}]{_TITLE})家?(?:的|里)?\s?(?P<titled_floor>{_FLOOR})"
    rf"|(?P<named>[{_CHINESE}]{{2,16}})家(?:的|里)?\s?(?P<named_floor>{_FLOOR})"
    rf"|(?P<rented>租住?在?|房东(?:是|叫|姓)?[:：]?)\s?(?P<owner>[{_CHINESE}]{{2,5}}?)(?:家|(?=$|[\s,，。;；]))"
    rf"(?:[\s,，的里]*(?P<owner_floor>{_FLOOR}))?"
)
_RUN_BEFORE = re.compile(rf"[{_CHINESE}]{{1,16}}$")
_LEAD = re.compile(
    r".*(?:住在|住|家在|地址是?|门牌号?|搬到|租在|我是|我家|我们|咱们"
    r"|[是在到给帮替来从去跟叫租的我号室]|和(?![平睦顺谐兴安]))",
    re.DOTALL,
)
_KNOWN_PLACE = re.compile(r"(?:[新老旧前后上下东西南北中][屋街村宅门桥塘岸]|桥头|村口|村头|井头|祠堂)[边里]?$")
_PLACE_END = re.compile(
    r"(?:小区|花园|家园|公寓|新村|[新嘉佳雅名]苑|广场|大院|宿舍|[路街巷村弄寓]|(?<=..)[园里苑城庭府坊湾墅院区])$"
)
_DAY_WORD = re.compile(
    r"(?:[年月]|周[一二三四五六日天末]|星期.|[今明昨前后大][天晚早]|[选第]|电话|编号|型号|截止"
    r"|[团期])$"
)
_ELSEWHERE = re.compile(r"[\s的]*(?:斜?对面|隔壁|旁边|边上|附近)")
_NOBODY = re.compile(r"(?:[我你他她咱自己人大全老]|我们|你们|他们|自己|大家|人家|别人|亲戚|朋友)$")


@dataclass(frozen=True, slots=True)
class Door:
    """One front door."""

    text: str  #: as written, tidied: figures for Chinese digits, no blanks
    key: str  #: for comparing: 幢, 栋 and 号楼 are one, 室 is dropped, so that 三栋201室 and 3幢201 are both "3-201"
    landlord: str = ""  #: whose house it is, when rooms in it are rented out: 陈老板


@dataclass(frozen=True, slots=True)
class DoorFound:
    """A door and where it stands in the cleaned text."""

    door: Door
    start: int
    end: int


def read_door(text: str) -> Door | None:
    """The first front door named in a text, or None when none is named for certain.

    A building without a room (3幢), the neighbour of a door (12号隔壁) and a date (1月22号) are not doors.
    """
    found = find_door(clean(text))
    return found.door if found else None


def find_door(cleaned: str) -> DoorFound | None:
    """The first front door in a cleaned text and its place there."""
    upper = cleaned.upper()
    landlord = _find_landlord(upper)
    for match in _DOOR.finditer(upper):
        found = _from_match(upper, match)
        if found is None:
            continue
        if landlord and 0 <= landlord.start - found.end <= 2:
            return _joined(found, landlord)
        return landlord if landlord and landlord.start <= found.start < landlord.end else found
    return landlord or _find_english(cleaned)


def _from_match(text: str, match: re.Match[str]) -> DoorFound | None:
    if _ELSEWHERE.match(text, match.end()):
        return None
    run = _RUN_BEFORE.search(text, max(0, match.start() - 16), match.start())
    before = run[0] if run else ""
    place = before[_lead_length(before) :]
    if match["number"]:
        if _DAY_WORD.search(before):
            return None
        place = _street_place(place)
    else:
        place = place if _PLACE_END.search(place) and len(place) > 1 else ""
    start = match.start() - len(place)
    return DoorFound(Door(place + with_figures(match[0]), place + _key(match)), start, match.end())


def _lead_length(run: str) -> int:
    lead = _LEAD.match(run)
    return lead.end() if lead else 0


def _street_place(run: str) -> str:
    """The street or hamlet before a number: 李阿公新屋 is 新屋, 大樟树脚 is itself."""
    known = _KNOWN_PLACE.search(run)
    return known[0] if known and known.start() >= 2 and not _PLACE_END.search(run) else run


def _key(match: re.Match[str]) -> str:
    lane = match["lane"] or match["lane_before"]
    number = match["number"] or match["number_before"]
    dashed = match["dashed"].split("-") if match["dashed"] else []
    parts = [_figures(part) for part in (number, match["building"], match["unit"], *dashed, match["room"]) if part]
    parts[:-1] = [part.lstrip("0") or part for part in parts[:-1]]
    tail = with_figures(match["tail"] or "").removeprefix("-")
    tail = f"-{tail}" if tail[:1].isdigit() else tail
    head = f"{_figures(lane)}{match['of'] or match['of_before']}" if lane else ""
    return head + "-".join(parts) + tail.replace("层", "楼")


def _find_landlord(text: str) -> DoorFound | None:
    for match in _LANDLORD.finditer(text):
        written = match["titled"] or match["named"] or match["owner"]
        name = written[_lead_length(written) :]
        if match["titled"] is None and (not 2 <= len(name) <= 4 or _NOBODY.search(name)):
            continue
        if _NOBODY.search(name) or _ELSEWHERE.match(text, match.end()):
            continue
        floor = with_figures(match["titled_floor"] or match["named_floor"] or match["owner_floor"] or "")
        door = Door(f"{name}家{floor}", name + floor.replace("层", "楼"), name)
        return DoorFound(door, match.end() - len(match[0]) + _before_name(match, name), match.end())
    return None


def _before_name(match: re.Match[str], name: str) -> int:
    """How much of a match stands before the landlord's name and is no part of the door; 租在 and 房东 are."""
    return 0 if match["rented"] else match[0].index(name)


def _joined(house: DoorFound, landlord: DoorFound) -> DoorFound:
    """12号陈老板家三楼: the house and the rented floor in it."""
    door = Door(house.door.text + landlord.door.text, f"{house.door.key}-{landlord.door.key}", landlord.door.landlord)
    return DoorFound(door, house.start, landlord.end)


def _find_english(text: str) -> DoorFound | None:
    match = _ENGLISH.search(text)
    if match is None:
        return None
    building = match["building"] or match["building_last"]
    parts = (building, match["unit"], match["room"] or match["room_first"], match["number"])
    key = "-".join(part.upper() for part in parts if part)
    return DoorFound(Door(" ".join(match[0].split()), key), match.start(), match.end())


def with_figures(text: str) -> str:
    """Without blanks, and with figures for Chinese digits: 五幢 二零三 is 5幢203."""
    return re.sub(f"[{_CHINESE_NUMBER}]+", lambda digits: _figures(digits[0]), text.replace(" ", ""))


def _figures(number: str) -> str:
    """Chinese digits as figures, one by one (零三 is 03) or by their scales (十二 is 12); others unchanged."""
    if not any(character in DIGITS or character in "十百" for character in number):
        return number
    if "十" in number or "百" in number:
        found = read_count(number)
        return str(found[0]) if found else number
    return "".join(str(DIGITS.get(character, character)) for character in number)
