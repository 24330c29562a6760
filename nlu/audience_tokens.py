"""A cadre's words of an audience one by one: places, what people are, and the signs between them."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from domain.audiences import WithRole, WithStatus
from nlu.audience_words import (
    AREAS,
    BUILDINGS,
    DOOR,
    EVERYBODY,
    ORDERED,
    QUALITIES,
    ROOM,
    SIGNS,
    SILENT,
    N,
)
from nlu.doors import find_door, read_door
from nlu.numerals import read_count

HOPELESS = 200
"""Code points that were not understood, after which nothing more is read."""

MOST_NUMBERS = 60
"""Of one list or stretch, such as 1-30号楼."""


@dataclass(frozen=True, slots=True)
class Everybody:
    """Where the author leads; `village`: they said 全村, which somebody who leads several has to name."""

    village: bool = False


@dataclass(frozen=True, slots=True)
class AreaSaid:
    """An area by kind and number (第三网格), or by its name. kind "": 2组, which may be of any kind."""

    kind: str
    number: int = 0
    name: str = ""


@dataclass(frozen=True, slots=True)
class BuildingSaid:
    building: str  #: as door keys begin: "3", "A", "3-2" for 3幢2单元


@dataclass(frozen=True, slots=True)
class DoorSaid:
    text: str
    key: str


@dataclass(frozen=True, slots=True)
class OrderedSaid:
    """Who ordered in a window by its number; 0: in "this" one."""

    window: int


@dataclass(frozen=True, slots=True)
class SilentSaid:
    """Who has not answered a notice by its number; 0: "the" notice."""

    notice: int


Word = Everybody | AreaSaid | BuildingSaid | DoorSaid | OrderedSaid | SilentSaid | WithRole | WithStatus


@dataclass(frozen=True, slots=True)
class Token:
    """kind: place, quality, everybody, rest (其他人), and, comma, blank, of, neg (the next is meant not), but (除了),
    outside (以外), excepted (除外), filler, unknown. negated: the quality is said not to hold."""

    kind: str
    text: str
    words: tuple[Word, ...] = ()
    negated: bool = False


_NUMBERED = re.compile(rf"(?:{N}号?(?:微?网格|微格|组)|(?:微?网格|微格){N})")
_PIECE = re.compile(r"[^\s,、;/+]{1,40}")
_LAST_ROOM = re.compile(r"\d{3,4}[室号房]?$")


def tokens(text: str, names: Collection[str]) -> Iterator[Token]:
    """A cleaned text as tokens; `names` are those of areas."""
    place, unread, missed = 0, "", 0
    known = sorted((name for name in names if len(name) > 1 and not _NUMBERED.search(name)), key=len, reverse=True)
    while place < len(text):
        found = None if unread and _in_a_word(text, place) else _token(text, place, known, not unread)
        if found is None:
            unread, place, missed = unread + text[place], place + 1, missed + 1
            if missed > HOPELESS:
                break
            continue
        if unread:
            yield Token("unknown", unread)
            unread = ""
        yield found
        place += len(found.text)
    if unread:
        yield Token("unknown", unread)


def _in_a_word(text: str, place: int) -> bool:
    """Whether a place is in the middle of an English word."""
    around = text[place - 1 : place + 1]
    return around.isascii() and around.isalpha() and len(around) == 2


def _token(text: str, place: int, known: list[str], fresh: bool) -> Token | None:
    named = next((name for name in known if text.startswith(name, place)), "")
    if named:
        return Token("place", named, (AreaSaid("", 0, named),))
    return (
        _doors(text, place) or _quality(text, place) or _area(text, place) or _everybody(text, place)
        or _sign(text, place) or (_other_door(text, place) if fresh else None)
    )  # fmt: skip


def _doors(text: str, place: int) -> Token | None:
    """3幢201, and 3幢201、202、305 of the same building."""
    match = DOOR.match(text, place)
    read = read_door(match[0]) if match else None
    if match is None or read is None:
        return None
    words, end = [DoorSaid(read.text, read.key)], match.end()
    while _LAST_ROOM.search(read.text) and (more := ROOM.match(text, end)):
        key = f"{read.key.rpartition('-')[0]}-{more['room']}"
        words.append(DoorSaid(_LAST_ROOM.sub(more["room"], read.text), key))
        end = more.end()
    return Token("place", text[place:end], tuple(words))


def _other_door(text: str, place: int) -> Token | None:
    piece = _PIECE.match(text, place)
    found = find_door(piece[0]) if piece else None
    if piece is None or found is None or found.start != 0:
        return None
    return Token("place", piece[0][: found.end], (DoorSaid(found.door.text, found.door.key),))


def _quality(text: str, place: int) -> Token | None:
    if silent := SILENT.match(text, place):
        return Token("quality", silent[0], (SilentSaid(_first(silent, "abcdef")),))
    if ordered := ORDERED.match(text, place):
        number = _first(ordered, ("n", "first", "n_en"))
        negated = any(ordered[name] for name in ("neg", "neg_first", "neg_en"))
        return Token("quality", ordered[0], (OrderedSaid(number),), negated)
    for word, pattern in QUALITIES:
        if found := pattern.match(text, place):
            negated = any(value for name, value in found.groupdict().items() if name.startswith("negated"))
            return Token("quality", found[0], (word,), negated)
    return None


def _area(text: str, place: int) -> Token | None:
    for kind, pattern in AREAS:
        if match := pattern.match(text, place):
            said = match["list"] or match["after"] or match["en"]
            return Token("place", match[0], tuple(AreaSaid(kind, number) for number in numbers(said)))
    match = BUILDINGS.match(text, place)
    if match is None:
        return None
    said = match["list"] or match["en"] or ""
    letter = match["letter"] or (said if said.isalpha() and said.isascii() else "")
    if letter:
        return Token("place", match[0], (BuildingSaid(letter.upper()),))
    unit = f"-{numbers(match['unit'])[0]}" if match["unit"] else ""
    return Token("place", match[0], tuple(BuildingSaid(f"{number}{unit}") for number in numbers(said)))


def _everybody(text: str, place: int) -> Token | None:
    match = EVERYBODY.match(text, place)
    if match is None:
        return None
    village = any(match[name] for name in ("village", "whole", "whole_en"))
    rest = any(match[name] for name in ("rest", "else", "rest_en"))
    return Token("rest" if rest else "everybody", match[0], (Everybody(village),))


def _sign(text: str, place: int) -> Token | None:
    for kind, pattern in SIGNS:
        if (match := pattern.match(text, place)) and match[0]:
            return Token(kind, match[0])
    return None


def numbers(text: str) -> list[int]:
    """3, 3、5, 1-3 and 三和五 as numbers; none where a stretch is too long to be meant."""
    found: list[int] = []
    joined = ""
    for piece, sign in re.findall(rf"({N})|(-|~|到|至|\bto\b)", text, re.IGNORECASE):
        if sign:
            joined = sign
            continue
        number = int(piece) if piece.isdecimal() else (read_count(piece) or (0, 0))[0]
        if joined and found and found[-1] < number:
            found += range(found[-1] + 1, number)
        found.append(number)
        joined = ""
    return list(dict.fromkeys(found)) if len(found) <= MOST_NUMBERS else []


def _first(match: re.Match[str], names: Collection[str]) -> int:
    said = next((match[name] for name in names if match[name]), "")
    return numbers(said)[0] if said else 0
