"""What a worker asks of the round: 走访 (to report), 走访名单 (today's doors), 走访情况 (how much has been seen)."""

import re

from nlu.clean import clean
from nlu.doors import Door, find_door

LONGEST = 24
LONGEST_DROP = 120

_ASK = r"(?:看看?|查看?|我的|发一?下?|给我|一下|我要|我想|我)*"
_END = r"(?:呢|啊|吗|了|一下)?[?？。.!！]*"
_WORDS = {
    "report": (
        rf"{_ASK}(?:登记|报|填|记|录入?)?(?:一?[下户条个])?(?:入户)?走访(?:登记|记录|上报|填报)?|report a visit|visit"
    ),
    "round": (
        rf"{_ASK}(?:今[天日])?(?:要)?的?(?:走访|入户)(?:的)?(?:名单|清单|任务|列表|单子|哪些|哪几户|谁)"
        rf"|{_ASK}今[天日](?:的)?走访(?:任务)?|{_ASK}今[天日]还[有剩](?:几|多少)户(?:没?[走去跑]访?|要走访?)?"
        r"|还[有剩](?:几|哪些|多少|哪几)户(?:没走|没走访|没跑|没去|要走访?|要跑)(?:访)?(?:的)?"
        r"|(?:today'?s )?(?:round|visits)(?: list| today)?"
    ),
    "coverage": (
        rf"{_ASK}走访(?:情况|覆盖|覆盖率|进度|统计|了多少)|{_ASK}(?:各|每个)?(?:微网格|网格)(?:的)?走访(?:情况|覆盖率?|进度)?"
        r"|(?:visit )?coverage"
    ),
}
_READ = [(name, re.compile(f"(?:{words}){_END}", re.IGNORECASE)) for name, words in _WORDS.items()]
_DROP = re.compile(r"(?:去掉|删掉|删除|拿掉|不要|不报|先不报|除了|drop|without)[\s:：]*(?P<rest>.+)", re.IGNORECASE)
_JOINS = re.compile(r"[\s,，、;；和跟与及]*(?:这户|那户|的|吧|了)*[。.!！]*")

_ROOMS = re.compile(r"(?<![\d.:：])\d{3,4}室?(?=[\s、,，和到至都没不有的]|$)(?!\s?(?:元|块|斤|年))")


def asks_of_round(text: str) -> str:
    """report, round or coverage; "" for all other words."""
    if len(text) > LONGEST:
        return ""
    return next((name for name, words in _READ if words.fullmatch(text.strip())), "")


def dropped_doors(text: str) -> tuple[Door, ...]:
    """去掉3幢104: doors to be taken out of a draft, and nothing else said."""
    found = _DROP.fullmatch(text.strip()) if len(text) <= LONGEST_DROP else None
    rest, doors = found["rest"] if found else "", []
    while (door := find_door(rest)) is not None:
        doors.append(door.door)
        rest = f"{rest[: door.start]} {rest[door.end :]}"
    return tuple(doors) if doors and _JOINS.fullmatch(rest) else ()


def names_rooms(text: str) -> bool:
    """Whether numbers of rooms stand in words without a building: they are about other doors than the one in hand."""
    return _ROOMS.search(clean(text)) is not None
