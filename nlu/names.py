"""Finding people: the terms under which somebody stands in the look-up table, and what a cadre typed as one of them.

A search is one prefix range over the terms (`term >= query and term < query + U+10FFFF`), so whatever may be typed
first must be the beginning of a term. Phones (`r`, backwards) and the numbers of doors (`a`) bear a letter in front.
A room or house stands among the phones too: 201 is what a phone ends with, or the last of 1幢201. A street stands
among the names, since 桥头 may be either.
"""

import re
from functools import lru_cache
from itertools import islice, product

from nlu.clean import clean
from nlu.doors import read_door, with_figures
from nlu.pinyin import readings, without_tone_marks
from nlu.surnames import COMPOUND, COMPOUND_READINGS, GIVEN_READINGS, READINGS, SINGLE

LONGEST_NAME = 64
MOST_SPELLINGS = 4
MOST_WORDS = 4
"""Words of a query that are looked for each by itself."""

_TOKEN = re.compile(r"[a-z]+|[^\W\d_]")
_PHONE_QUERY = re.compile(r"\+?[\d\s-]{2,20}")
_HALF_DOOR = re.compile(r"[a-z\d]{1,3}-[\d-]{0,8}")
_BUILDING = re.compile(r"(?:号楼|单元|[幢栋座#])-?")
_LAST_NUMBER = re.compile(r"\d{2,}(?!\d*(?:[幢栋座#弄楼层]|号楼|单元))")
_PLACE = re.compile(r"[\u4e00-\u9fff][^\d]*")
_NAMES_A_DOOR = re.compile(r"[幢栋弄室#]|\d|..家$|房东")


def begins_with_surname(word: str) -> bool:
    """Whether a simplified Chinese word may be a full name: it begins with a surname and goes on."""
    return (word[:2] in COMPOUND and len(word) > 2) or (word[:1] in SINGLE and len(word) > 1)


def search_terms(name: str, phone: str = "", door: str = "") -> frozenset[str]:
    """Everything under which a person is to be found.

    李建国, 13800005678, 3幢201 gives each ending of the name (李建国, 建国, 国), its pinyin (lijianguo) and
    initials (ljg), `r87650000831`, the door in its canonical form (`a3-201`) and its room (`r102`). The door
    桥头路12号 gives itself, its number (`a12号`) and `r21`.
    """
    tokens = _TOKEN.findall(without_tone_marks(clean(name[:LONGEST_NAME]).lower()))
    terms = {"".join(tokens[start:]) for start in range(len(tokens))}
    for way in islice(product(*_ways(tokens)), MOST_SPELLINGS):
        terms.add("".join(way))
        terms.add("".join(syllable[0] for syllable in way))
    if digits := "".join(filter(str.isdecimal, phone)):
        terms.add("r" + _national(digits)[::-1])
    if door:
        terms |= _door_terms(door)
    terms.discard("")
    return frozenset(terms)


def query_term(query: str) -> str:
    """The prefix to look for: 李建 and ljg as they are, 5678 (the end of a phone) as r8765, 3幢201 as a3-201.

    "" when nothing is left to look for.
    """
    typed = without_tone_marks(clean(query[:LONGEST_NAME]).lower()).replace(" ", "")
    if _HALF_DOOR.fullmatch(typed) and typed.count("-") <= 2:
        return "a" + typed
    if _PHONE_QUERY.fullmatch(typed):
        digits = "".join(filter(str.isdecimal, typed))
        return "r" + _national(digits)[::-1] if digits else ""
    if found := read_door(typed):
        text = _tight(found.text)
        # As written, a house number ends where it ends: 1号 is not the beginning of 10号, as 1 is.
        return _door_term(text if text.endswith("号") else found.key.lower())
    if _NAMES_A_DOOR.search(typed):
        return _door_term(_BUILDING.sub("-", with_figures(typed)))
    return "".join(_TOKEN.findall(typed))


def query_ways(query: str) -> list[tuple[str, ...]]:
    """What to look for, one way after another until somebody is found: the query as a whole (3幢 201 is a door), then
    its words, of which each must fit the person (李阿公 桥头路); the longest first."""
    whole = query_term(query)
    words = clean(query[:LONGEST_NAME]).split()
    ways: list[tuple[str, ...]] = [(whole,)]
    if 1 < len(words) <= MOST_WORDS:
        terms = {term for word in words if (term := query_term(word))}
        ways.append(tuple(sorted(terms, key=lambda term: (-len(term.encode()), term))))
    return [way for way in ways if any(way)]


def _ways(tokens: list[str]) -> list[tuple[str, ...]]:
    """The readings of each character of a name, those of the surname first."""
    compound = COMPOUND_READINGS.get("".join(tokens[:2]))
    if compound:
        return [(syllable,) for syllable in compound] + [_given(token) for token in tokens[2:]]
    return [_surname(token) if place == 0 else _given(token) for place, token in enumerate(tokens)]


def _surname(token: str) -> tuple[str, ...]:
    return READINGS.get(token) or (_first_reading(token),)


def _given(token: str) -> tuple[str, ...]:
    return GIVEN_READINGS.get(token) or (_first_reading(token),)


def _first_reading(token: str) -> str:
    return token if token.isascii() else readings(token)[0]


def _national(digits: str) -> str:
    """A phone without the country: 8613800000000 is 13800000000."""
    return digits[2:] if len(digits) == 13 and digits.startswith("86") else digits


@lru_cache(maxsize=1024)
def _door_terms(door: str) -> frozenset[str]:
    found = read_door(door[:LONGEST_NAME])
    text = _tight(found.text if found else clean(door[:LONGEST_NAME]))
    written = _ways_to_write(text, found.key.lower()) if found else [text]
    if place := _PLACE.match(text):
        written.append(written[0][place.end() :])
    if found and found.landlord:
        written += [each[each.index(found.landlord.lower()) :] for each in written[:2]]
    terms = {_door_term(each) for each in written if each}
    ends = {"r" + number[::-1] for number in _LAST_NUMBER.findall(text)}
    return frozenset(_longest(terms) | ends)


def _ways_to_write(text: str, key: str) -> list[str]:
    """A door as queries put it: by its canonical form alone where that is all that they make of it, as of 3幢201."""
    parted = _BUILDING.sub("-", text)
    if parted != text and parted.startswith(key):
        return [key]
    return [text, f"{key}号" if key.isdecimal() else key]


def _longest(terms: set[str]) -> set[str]:
    """Without what another term begins with: whoever finds that finds this."""
    return {term for term in terms if not any(other != term and other.startswith(term) for other in terms)}


def _door_term(door: str) -> str:
    """A door that begins with a street or a name is looked for as one; else a letter tells it from a phone."""
    return door if _PLACE.match(door) else "a" + door


def _tight(door: str) -> str:
    return door.lower().replace(" ", "")
