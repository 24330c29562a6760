"""A notice on paper and over the loudspeaker: the same words, with neutral ones where a copy names its reader."""

from dataclasses import dataclass

from domain.doors import by_door
from domain.notice_words import ALL, LATER, Texts, Values, by_building, chosen, for_building
from domain.placeholders import READERS, SHOWN, fill, used

_NEUTRAL = {
    "zh": {
        "name": "各位村民", "door": "您家", "building": "各楼", "village": "本村", "grid": "各网格",
        "microgrid": "各组",
    },
    "en": {
        "name": "neighbours", "door": "your home", "building": "all buildings", "village": "our village",
        "grid": "all grids", "microgrid": "all groups",
    },
}  # fmt: skip
_IN_THE_TABLE = {"zh": "见下表", "en": "see the table"}
_BUILDING = {"zh": "{}号楼", "en": "Building {}"}


@dataclass(frozen=True, slots=True)
class Paper:
    """What stands on a sheet. `rows`: a building and what holds for it, in the order of `columns`."""

    language: str
    title: str
    text: str
    columns: tuple[str, ...] = ()  #: "time", "place": placeholders that differ by building
    rows: tuple[tuple[str, ...], ...] = ()

    @property
    def lines(self) -> list[str]:
        return [line for line in self.text.split("\n") if line.strip()]


def on_paper(title: str, texts: Texts, values: Values, language: str, village: str, building: str) -> Paper:
    """A sheet for everybody, with a table of what differs by building; or for one building, with what holds there."""
    name = chosen(texts, language)
    read_in, text = name.partition(":")[0], texts[name]
    neutral = _NEUTRAL[read_in] | ({"village": village} if village else {})
    differing = _in_order(used(text) & by_building(values))
    if building:
        said = {"building": _called(building, read_in)} | for_building(values, building)
        later = dict.fromkeys(differing, LATER[read_in])
        return Paper(read_in, title, fill(text, neutral | later | said))
    told = {**for_building(values, ALL), **dict.fromkeys(differing, _IN_THE_TABLE[read_in])}
    rows = [
        (_in_table(each, read_in), *(for_building(values, each).get(key, LATER[read_in]) for key in differing))
        for each in sorted((each for each in values if each != ALL), key=by_door)
    ]
    return Paper(read_in, title, fill(text, neutral | told), differing, tuple(rows) if differing else ())


def names_reader(texts: Texts) -> bool:
    """Whether a copy says something of its reader, which on paper becomes a neutral word."""
    return any(used(text) & READERS for text in texts.values())


def languages(texts: Texts) -> list[str]:
    """The languages in which there are words for everybody."""
    return [each for each in _NEUTRAL if each in texts]


def _in_order(keys: frozenset[str]) -> tuple[str, ...]:
    """Time before place, as the placeholders are listed."""
    return tuple(key for key in SHOWN if key in keys)


def _in_table(building: str, language: str) -> str:
    """Under the heading that says Building the number is enough in English."""
    return building if language == "en" else _called(building, language)


def _called(building: str, language: str) -> str:
    """3号楼; a house without a building keeps its own name."""
    return _BUILDING[language].format(building) if building[-1:].isalnum() and len(building) <= 3 else building
