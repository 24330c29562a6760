"""What would go out: the words as somebody gets them, to whom, in which way, how long it takes, who confirms."""

from dataclasses import dataclass

from broadcasts import reach
from broadcasts.approving import approvers
from broadcasts.spoken import spoken
from console.house import House, Visitor
from domain.areas import Area
from domain.audiences import Audience
from domain.doors import building_key
from domain.notice_words import (
    HOME,
    Reader,
    buildings_without,
    by_building,
    chosen,
    missing_languages,
    problems,
    words_for,
)
from domain.notices import Broadcast, Notice
from domain.reach import Named, Reach
from storage import areas, audiences, ledgers, notices, people, settings
from storage import reach as kept
from storage.audiences import People
from storage.database import Transaction

LANGUAGES = ("zh", "en")

MOST_DOORS = 20_000
"""People up to whom it is looked for buildings of which nothing was said."""


@dataclass(frozen=True, slots=True)
class Ready:
    """A notice that can be sent, and when; `corrects` is the broadcast in whose place it goes."""

    notice: Notice
    audience: Audience
    area: Area
    starts_at: int
    corrects: Broadcast | None


@dataclass(frozen=True, slots=True)
class Read:
    """What somebody reads: `text` names language and variant."""

    text: str
    words: str


@dataclass(frozen=True, slots=True)
class Preview:
    """`odd` are sentences about what may be sent and looks strange; `missing` the texts that are not written, so that
    the other language is read; `confirm` who may be the second person."""

    to: str
    reach: Reach
    needs: str
    confirm: tuple[str, ...]
    example: str
    copies: tuple[Read, ...]
    odd: tuple[str, ...]
    missing: tuple[str, ...]
    english: int  #: people who would rather read an English that is not written
    buildings: tuple[str, ...]
    seconds: int
    quiet: bool


def preview_of(tx: Transaction, house: House, visitor: Visitor, ready: Ready) -> Preview:
    """Only reads; for a whole district it takes some seconds, so beside the turns."""
    now, notice = house.clock(), ready.notice
    base = reach.leads(visitor.person)
    whom = audiences.people(tx, ready.audience, base, now)
    found, needs = kept.of(tx, whom, now), reach.needs(tx, visitor.person, ready.audience, whom, now)
    example = _example(found.names, notice)
    said = spoken(tx, ready.audience, base)
    render, language = house.writer.templates.render, visitor.person.language
    odd = [each for each in problems(notice.texts, notice.values) if not each.problem.refused]
    strange = render(language, "notices/problems", {"text_problems": odd}).splitlines()[1:] if odd else []
    asked = approvers(tx, visitor.person, notice.audience) if needs else []
    confirm = [person.name for key in asked if (person := people.get(tx, key))]
    local = settings.is_quiet(tx, ready.area.path, house.zone, ready.starts_at)
    strange = [line.removeprefix("·").strip() for line in strange]
    return Preview(
        render(language, "notices/audience", {"audience": said}), found, needs, tuple(confirm),
        example.name if example else "", _copies(tx, house, ready, example.person if example else 0), tuple(strange),
        tuple(missing_languages(notice.texts, LANGUAGES)), _english(tx, notice, whom), _lacking(tx, notice, whom),
        max(found.seconds(house.paces).values(), default=0), local and not notice.emergency,
    )  # fmt: skip


def _example(names: tuple[Named, ...], notice: Notice) -> Named | None:
    """Somebody by name; of words that differ from building to building, one for whose building something was said."""
    known = [each for each in names if building_key(each.door) in notice.values]
    return next(iter([*known, *names]), None)


def _copies(tx: Transaction, house: House, ready: Ready, person: int) -> tuple[Read, ...]:
    """The words in each language and variant, as the example would get them."""
    notice = ready.notice
    latest = notices.latest(tx, ready.area.id, 1)
    variants = ("", HOME) if any(":" in text for text in notice.texts) else ("",)
    copies: dict[str, str] = {}
    for variant in variants:
        for language in LANGUAGES:
            reader = _reader(tx, person, language, bool(variant))
            values = {
                "text": words_for(notice.texts, notice.values, reader), "village": ready.area.name,
                "number": latest[0].number + 1 if latest else 1, "emergency": notice.emergency,
                "correction": ready.corrects is not None, "again": False,
            }  # fmt: skip
            name = chosen(notice.texts, language, variant)
            if name.startswith(language):
                copies[name] = house.writer.templates.render(language, "notices/copy", values)
    return tuple(Read(name, said) for name, said in copies.items())


def _reader(tx: Transaction, key: int, language: str, at_home: bool) -> Reader:
    person = people.get(tx, key) if key else None
    if person is None:
        return Reader(language, at_home=at_home)
    names = {area.kind: area.name for area in areas.on_path(tx, person.area_path or person.village_path)}
    return Reader(
        language, person.name, person.door, names.get("village", ""), names.get("grid", ""),
        names.get("microgrid", ""), at_home,
    )  # fmt: skip


def _english(tx: Transaction, notice: Notice, found: People) -> int:
    """How many would rather read the English that is not written."""
    return 0 if "en" in notice.texts else kept.reading(tx, found, "en")


def _lacking(tx: Transaction, notice: Notice, found: People) -> tuple[str, ...]:
    """Buildings of the audience of which nothing was said, though the words differ from building to building."""
    if not by_building(notice.values) or len(found) > MOST_DOORS:
        return ()
    doors = ledgers.doors(tx, sorted({household for _, household in found if household}))
    return tuple(each for each in buildings_without(notice.texts, notice.values, doors) if each)
