"""Doors: the order in which people count them, and whether one lies in a building."""

import re

_DIGITS = re.compile(r"(\d+)")
_BUILDING = re.compile(r"\s*(?:幢|栋|座|号楼|#|-)\s*")
_ENGLISH_BUILDING = re.compile(r"\s*(?:building|bldg|block|blk)\.?\s*([A-Z]?\d{1,3}|[A-Z])\b", re.IGNORECASE)


def by_door(door: str) -> list[tuple[int, str]]:
    """A key that sorts doors as people count them: 3幢201 before 10幢101; no door comes last."""
    if not door:
        return [(2**62, "")]
    return [(int(piece), "") if piece.isdecimal() else (2**61, piece) for piece in _DIGITS.split(door) if piece]


def building(door: str) -> str:
    """The building of a door as it is written (3幢 of 3幢201); the whole door where it names none."""
    found = _BUILDING.search(door)
    return door[: found.end()].strip(" -") if found else door


def building_key(door: str) -> str:
    """What a building goes by, however it is written: 3 of 3幢201, 3号楼 and 3-201; the whole door without one."""
    english = _ENGLISH_BUILDING.match(door)
    found = _BUILDING.search(door)
    named = english[1] if english else door[: found.start()] if found else door
    return named.strip().upper()


def lies_in(door: str, beginning: str) -> bool:
    """Whether a door begins so: 3幢201 and 3-201 lie in 3幢, and neither 13幢201 nor 3号 does."""
    whole, start = (_BUILDING.sub("-", text.strip()) for text in (door, beginning))
    if not start or not whole.startswith(start):
        return False
    following = whole[len(start) : len(start) + 1]
    return not (start[-1].isdecimal() and following.isdecimal())
