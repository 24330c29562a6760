"""Rounds of paper: 传单交给小林：3号楼、5号楼; 海报交给小林：东门、菜场; and 3幢201发了, 3号楼都发了, 东门贴了."""

import re
from dataclasses import dataclass

from nlu.doors import Door, find_door, with_figures

LEAFLET, POSTER = "leaflet", "poster"
LONGEST = 400
LONGEST_PLACE = 30
MOST = 100

_PAPER = r"(?P<leaflet>传单|宣传单|告知书|告知单|明白纸|单页|leaflets?)|(?P<poster>海报|布告|告示|posters?)"
_NUMBER = r"(?:(?:通知|notice)\s*(?P<number>\d{1,6})\s*号?的?\s*)?"
_GIVE = re.compile(
    rf"(?:把|请把|将)?{_NUMBER}(?:{_PAPER})(?:交|派|发|分|安排|转)?(?:给|由|让| to )\s*"
    r"(?P<name>[^\s:：,，、]{1,20})(?:去|来)?(?:发|贴|送)?\s*[:：,，\s]\s*(?P<places>.+)",
    re.IGNORECASE | re.DOTALL,
)
_BUILDING = re.compile(
    r"(?P<first>[A-Z]\d?|\d{1,3})\s*(?:号楼|[幢栋座]|#楼?)?(?:\s*[-~–—到至]\s*(?P<last>\d{1,3}))?\s*(?:号楼|[幢栋座]|#楼?)"
    r"|building\s*(?P<english>[A-Z]?\d{1,3}|[A-Z])",
    re.IGNORECASE,
)
_APART = re.compile(r"[,，、;；\n]+|\s+(?=\S)")
_MINE = re.compile(
    r"(?:看看?|我的|查看?)*(?:传单|海报|宣传单|贴海报|发传单)(?:的)?(?:名单|清单|单子|任务)?(?:还有|还剩|还差)?"
    r"(?:哪些|多少|几户|几家)?(?:没发|没贴|没送|要发|要贴)?(?:的)?[?？]?|my leaflets|my posters|leaflets left",
    re.IGNORECASE,
)
_STATE = re.compile(
    rf"{_NUMBER}(?:传单|海报|宣传单)(?:发|送|贴)?(?:得|的)?(?:怎么样|怎样|如何|进度|情况|到哪了?)(?:了)?[?？]?"
    r"|how (?:are|is) the (?:leaflets|posters)[?]?",
    re.IGNORECASE,
)
_DONE = re.compile(
    r"(?:传单|海报|的|都|全|全部|已经?|也|家|户)*(?:发|送|贴|塞|放)(?:了|好|完|到|过|掉|上)*(?:了)?[。.!！]*"
    r"|(?:is |are |all )*done|delivered|posted",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Giving:
    """Who gets which paper to bring where: buildings by their keys, single doors, or places in words; `unclear` are
    pieces that are neither a building nor a door, of a round of leaflets."""

    kind: str
    name: str
    number: int = 0  #: of the notice, 0 where none is named
    buildings: tuple[str, ...] = ()
    doors: tuple[Door, ...] = ()
    places: tuple[str, ...] = ()
    unclear: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Brought:
    """Where paper was brought: single doors, whole buildings, or a place."""

    doors: tuple[Door, ...] = ()
    building: str = ""
    place: str = ""


def read_giving(text: str) -> Giving | None:
    """Whom the cadre gives a round of paper, or None for other words."""
    found = _GIVE.fullmatch(text.strip()) if len(text) <= LONGEST else None
    if found is None:
        return None
    kind = LEAFLET if found["leaflet"] else POSTER
    pieces = [piece.strip(" 。.") for piece in _APART.split(found["places"]) if piece.strip(" 。.")][:MOST]
    number = int(found["number"] or 0)
    if kind == POSTER:
        places = tuple(dict.fromkeys(piece[:LONGEST_PLACE] for piece in pieces))
        return Giving(kind, found["name"], number, places=places)
    buildings: list[str] = []
    doors: list[Door] = []
    unclear: list[str] = []
    for piece in pieces:
        door, named = find_door(piece), _buildings(piece)
        if named:
            buildings += named
        elif door is not None:
            doors.append(door.door)
        else:
            unclear.append(piece[:LONGEST_PLACE])
    return Giving(kind, found["name"], number, tuple(dict.fromkeys(buildings)), tuple(doors), (), tuple(unclear))


def read_brought(text: str) -> Brought | None:
    """What whoever brings paper says is done, and nothing else at all; None otherwise."""
    if len(text) > LONGEST_PLACE * 3:
        return None
    rest, doors = text.strip(), []
    while (found := find_door(rest)) is not None:
        doors.append(found.door)
        rest = f"{rest[: found.start]}{rest[found.end :]}".strip(" ,，、和")
    if doors:
        return Brought(tuple(doors)) if _DONE.fullmatch(rest) else None
    building = _BUILDING.match(rest)
    if building is not None and _DONE.fullmatch(rest[building.end() :].strip()):
        named = _buildings(building[0])
        return Brought(building=named[0]) if len(named) == 1 else None
    for start in range(len(rest) - 1, 0, -1):
        if _DONE.fullmatch(rest[start:]) and "贴" in rest[start:]:
            return Brought(place=rest[:start].strip(" ,，的都已经"))
    return None


def asks_mine(text: str) -> bool:
    """传单名单, 还有哪些传单没发: whoever brings paper wants to see what is left."""
    return len(text) <= LONGEST_PLACE and _MINE.fullmatch(text.strip()) is not None


def asks_state(text: str) -> int | None:
    """传单发得怎么样了: the number of the notice, 0 where none is named; None for other words."""
    found = _STATE.fullmatch(text.strip()) if len(text) <= LONGEST_PLACE else None
    return int(found["number"] or 0) if found else None


def _buildings(piece: str) -> list[str]:
    """The keys of 3号楼, 3-5幢, A座; none for what is no building."""
    found = _BUILDING.fullmatch(with_figures(piece).upper())
    if found is None:
        return []
    first, last = found["first"] or found["english"], found["last"]
    if not last:
        return [first]
    if not first.isdecimal() or not 0 <= int(last) - int(first) < MOST:
        return []
    return [str(number) for number in range(int(first), int(last) + 1)]
