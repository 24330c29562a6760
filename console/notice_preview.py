"""The page before a notice goes out: what broadcasts/previewing finds, and the words as somebody gets them."""

from dataclasses import dataclass

from broadcasts.previewing import Preview, preview_of
from console.house import House, Visitor
from domain.areas import Area
from domain.audiences import Audience
from domain.doors import building_key
from domain.notice_words import HOME, Reader, chosen, missing_languages, words_for
from domain.notices import Broadcast, Notice
from domain.reach import Named
from storage import areas, notices, people
from storage.database import Transaction
from templates.render import LANGUAGES


@dataclass(frozen=True, slots=True)
class Ready:
    """A notice that can be sent, at an epoch millisecond; `corrects` is the broadcast in whose place it goes."""

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
class Shown:
    """`to` and `odd` are sentences; `missing` are the texts that are not written, so that the other language is read;
    `example` is the name of whoever reads the copies."""

    found: Preview
    to: str
    odd: tuple[str, ...]
    missing: tuple[str, ...]
    example: str
    copies: tuple[Read, ...]


def look(tx: Transaction, house: House, visitor: Visitor, ready: Ready) -> Shown:
    """Only reads; for a whole district it takes some seconds, so beside the turns."""
    notice = ready.notice
    found = preview_of(
        tx, visitor.person, notice, ready.starts_at, house.zone, house.paces, house.clock(), ready.corrects is None
    )
    render, language = house.writer.templates.render, visitor.person.language
    odd = render(language, "notices/problems", {"text_problems": found.odd}).splitlines()[1:] if found.odd else []
    example = _example(found.reach.names, notice)
    return Shown(
        found, render(language, "notices/audience", {"audience": found.audience}),
        tuple(line.removeprefix("·").strip() for line in odd), tuple(missing_languages(notice.texts, LANGUAGES)),
        example.name if example else "", _copies(tx, house, ready, example.person if example else 0),
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
