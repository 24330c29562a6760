"""A notice's words as a reader gets them: the text of their language and variant with the placeholders filled.

`texts` go by language and variant ("zh", "en:home"), `values` by building (as domain/doors.building_key has it), then
by placeholder; "" stands for all buildings. Both are as they stand in the notice's row.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from domain.doors import building_key
from domain.odd_characters import without_odd
from domain.placeholders import LONGEST_OF_READER, READERS, Problem, check, fill, used

Texts = Mapping[str, str]
Values = Mapping[str, Mapping[str, str]]

ALL = ""
"""The values that hold where a building has none of its own."""

HOME = "home"
"""The variant for households that must not or cannot come out: under observation, bedridden."""

NEUTRAL = {
    "zh": {
        "name": "乡亲", "door": "您家", "building": "您的楼", "village": "本村", "grid": "本网格",
        "microgrid": "本组", "time": "另行通知的时间", "place": "另行通知的地点",
    },
    "en": {
        "name": "neighbour", "door": "your home", "building": "your building", "village": "our village",
        "grid": "your grid", "microgrid": "your group", "time": "a time that we will tell you",
        "place": "a place that we will tell you",
    },
}  # fmt: skip
"""What stands where a fact is not known of a reader, or nothing was said for their building."""

LATER = {"zh": "另行通知", "en": "to be told"}
_BUILDING = {"zh": "{}号楼", "en": "Building {}"}


@dataclass(frozen=True, slots=True)
class Reader:
    """What is known of whoever reads a copy."""

    language: str
    name: str = ""
    door: str = ""
    village: str = ""
    grid: str = ""
    microgrid: str = ""
    at_home: bool = False  #: their household is under observation, or somebody in it is bedridden


@dataclass(frozen=True, slots=True)
class Found:
    """A problem of one of the texts ("zh:home"), and for which building, "" where it is the same for all."""

    text: str
    building: str
    problem: Problem


def words_for(texts: Texts, values: Values, reader: Reader) -> str:
    """What a reader is told. The texts have been checked: an unknown placeholder is a bug here."""
    text = chosen(texts, reader.language, HOME if reader.at_home else "")
    language = text.partition(":")[0]
    facts = {
        "name": reader.name, "door": reader.door, "building": building_called(reader.door, language),
        "village": reader.village, "grid": reader.grid, "microgrid": reader.microgrid,
    }  # fmt: skip
    known = {key: without_odd(fact)[:LONGEST_OF_READER] for key, fact in facts.items() if fact}
    later = dict.fromkeys(by_building(values), LATER[language])
    said = for_building(values, building_key(reader.door))
    return fill(texts[text], later | NEUTRAL[language] | said | known)


def chosen(texts: Texts, language: str, variant: str = "") -> str:
    """The text that is read in a language: where it is missing, the other language. Whoever must stay at home is told
    so in any language rather than told to come in their own."""
    wished = "en" if language.startswith("en") else "zh"
    languages = (wished, *(each for each in NEUTRAL if each != wished))
    of_variant = [f"{each}:{variant}" for each in languages if variant]
    return next(each for each in (*of_variant, *languages) if each in texts)


def is_shared(text: str, values: Values) -> bool:
    """Whether everybody who reads this text reads the same, so that it is stored once."""
    return not used(text) & (READERS | by_building(values))


def by_building(values: Values) -> frozenset[str]:
    """The placeholders whose value is not the same for all buildings."""
    return frozenset(key for building, own in values.items() if building != ALL for key in own)


def for_building(values: Values, building: str) -> dict[str, str]:
    """The values that hold for a building."""
    return {**values.get(ALL, {}), **values.get(building, {})}


def buildings_without(texts: Texts, values: Values, doors: Iterable[str]) -> list[str]:
    """The buildings among doors for which a text needs values and nothing was said: shown before sending."""
    needed = frozenset[str]().union(*map(used, texts.values())) & by_building(values)
    lacking = needed - values.get(ALL, {}).keys()
    if not lacking:
        return []
    return sorted({key for door in doors if not lacking <= values.get(key := building_key(door), {}).keys()})


def missing_languages(texts: Texts, languages: Collection[str]) -> list[str]:
    """The texts that are wanted and not there ("en", "en:home"): who reads that language gets the other one."""
    wanted = {"en" if language.startswith("en") else "zh" for language in languages}
    variants = {text.partition(":")[2] for text in texts}
    names = [f"{language}:{variant}" if variant else language for language in wanted for variant in variants]
    return sorted(name for name in names if name not in texts)


def problems(texts: Texts, values: Values) -> list[Found]:
    """What stands against sending, and what is merely odd: of every text, for every building that has own values."""
    found: dict[tuple[str, Problem], Found] = {}
    own = sorted(building for building in values if building != ALL)
    for name, text in sorted(texts.items()):
        needs_own = bool(used(text) & by_building(values))
        for building in own if needs_own else (ALL,):
            for problem in check(text, for_building(values, building)):
                told = building if problem.kind in ("no_value", "too_long") else ALL
                found.setdefault((name, problem), Found(name, told, problem))
    for_everybody = any(language in texts for language in NEUTRAL)
    return list(found.values()) if for_everybody else [Found("zh", ALL, Problem("empty"))]


def building_called(door: str, language: str) -> str:
    """The building as it is said to a reader: 3号楼, Building 3; "" where the door names none."""
    key = building_key(door)
    return _BUILDING[language].format(key) if key and key != door.strip().upper() else ""
