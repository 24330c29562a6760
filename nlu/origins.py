"""Where people come back from: 武汉, 安徽六安, 杭州萧山, 意大利. 南京路 and 兰州拉面 are no places."""

import re
from dataclasses import dataclass
from functools import cache

from nlu.place_names import ABROAD, BY_PROVINCE, EVERYDAY

UNNAMED = ("外地", "外省", "省外", "国外", "境外", "海外", "外市", "老家")
"""Where somebody came from when it is not said where it is."""

_SHORT = {
    "沪": "上海", "京": "北京", "津": "天津", "渝": "重庆", "杭": "杭州", "甬": "宁波", "汉": "武汉", "鄂": "湖北",
    "粤": "广东", "皖": "安徽", "赣": "江西", "湘": "湖南", "豫": "河南", "川": "四川", "闽": "福建", "穗": "广州",
    "深": "深圳", "宁": "南京", "苏": "苏州", "黔": "贵州",
}  # fmt: skip
_SHORT_FROM = re.compile(rf"(?:(?<=[从自由离])|(?<=^))([{''.join(_SHORT)}])(?=[返回来抵归]|$|[\s,，])")

_SUFFIX = re.compile(r"(?:特别行政区|自治[区州县]|地区|[省市县](?!场|委|民)|区(?!别)|州(?!府))")
_NO_PLACE_AFTER = re.compile(
    "(?:[东西南北中]?[路街巷弄](?![过经])|大道|银行|饭店|小吃|拉面|面馆|酒家|菜馆|商会|话|口音|牌照?|车牌"
    "|号段|啤酒|烤鸭)"
)
_LONGEST = 5


@dataclass(frozen=True, slots=True)
class Place:
    """A place that was named. `name`: as written, without the province before it and without 市 or 县."""

    name: str
    province: str  #: the province; for abroad and for 外地 empty
    abroad: bool = False


@dataclass(frozen=True, slots=True)
class PlaceFound:
    """A place and where it stands in the text."""

    place: Place
    start: int
    end: int


def read_place(text: str) -> Place | None:
    """The first place that a text names."""
    found = find_places(text)
    return found[0].place if found else None


def find_places(cleaned: str) -> list[PlaceFound]:
    """All places that a text names; those that stand together are one: 湖北黄冈麻城, 杭州萧山."""
    names, found, position = _names(), [], 0
    short = {match.start(1): _SHORT[match[1]] for match in _SHORT_FROM.finditer(cleaned)}
    while position < len(cleaned):
        if position in short:
            found.append(PlaceFound(_place([(short[position], "")]), position, position + 1))
            position += 1
            continue
        parts, end = _parts(cleaned, position, names)
        if (
            parts
            and _is_one(parts, cleaned[max(0, position - 1) : position])
            and not _NO_PLACE_AFTER.match(cleaned, end)
        ):
            found.append(PlaceFound(_place(parts), position, end))
            position = end
        else:
            position += 1
    return found


def _parts(text: str, position: int, names: dict[str, str]) -> tuple[list[tuple[str, str]], int]:
    """The names that stand right behind one another, each with its suffix, and the position after them."""
    parts: list[tuple[str, str]] = []
    while len(parts) < 3:
        longest = min(_LONGEST, len(text) - position)
        length = next((size for size in range(longest, 1, -1) if text[position : position + size] in names), 0)
        if not length:
            break
        name = text[position : position + length]
        suffix = _SUFFIX.match(text, position + length)
        parts.append((name, suffix[0] if suffix else ""))
        position = suffix.end() if suffix else position + length
    return parts, position


def _is_one(parts: list[tuple[str, str]], before: str) -> bool:
    """今天长 and 天全 are no places in 今天长时间 and 今天全部."""
    if parts[0][0][0] == "天" and before and before in "今昨明前后每几半两三四五六七八九十0123456789":
        return False
    return parts[0][0] not in _everyday() or bool(parts[0][1])


def _place(parts: list[tuple[str, str]]) -> Place:
    names = [name for name, _ in parts]
    while len(names) > 1 and names[0] in UNNAMED:
        names = names[1:]
    if names[0] in UNNAMED:
        return Place(names[0], "")
    province = _names()[names[0]]
    is_abroad = not province
    smaller = [name for name in names if name not in _provinces() or province in _CITIES]
    return Place("".join(smaller or names[:1]), "" if is_abroad else province, is_abroad)


_CITIES = ("北京", "天津", "上海", "重庆", "香港", "澳门")
"""Provinces that are cities: 上海浦东 keeps its 上海."""


@cache
def _everyday() -> frozenset[str]:
    return frozenset(EVERYDAY.split())


@cache
def _provinces() -> frozenset[str]:
    return frozenset(BY_PROVINCE)


@cache
def _names() -> dict[str, str]:
    """Every name and its province; a province's own name wins over a county's."""
    names = dict.fromkeys((*ABROAD.split(), *UNNAMED), "")
    for province, places in BY_PROVINCE.items():
        for place in places.split():
            names.setdefault(place, province)
    return names | {province: province for province in BY_PROVINCE}
