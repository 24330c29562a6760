"""What would go out: to whom, in which way, how long it takes, who must confirm it, and what looks strange.

In chat and on the console alike. For a whole district it takes some seconds, so beside the turns.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from broadcasts.approving import approvers
from broadcasts.reach import leads, needs, often, reached
from broadcasts.spoken import Spoken, spoken
from domain.audiences import from_json
from domain.doors import building_key
from domain.notice_words import Found, building_called, buildings_without, by_building, problems
from domain.notices import Notice
from domain.people import Person
from domain.reach import Reach
from storage import areas, audiences, ledgers, people, reach, register, settings
from storage.database import Transaction
from storage.members import People
from templates.render import LANGUAGES

MOST_DOORS = 20_000
"""People up to whom it is looked for buildings of which nothing was said."""


@dataclass(frozen=True, slots=True)
class Preview:
    """`needs`: why a second person must confirm, "" when nobody need; `confirm`: who may be that person."""

    audience: Spoken
    reach: Reach  #: names only those whose records the author may see
    needs: str
    confirm: tuple[str, ...]
    odd: tuple[Found, ...]  #: what may be sent and looks strange
    lacks: str  #: the language in which there is no text, "" when there is one in both
    unread: int  #: people who would rather read that language
    without: tuple[str, ...]  #: buildings of which nothing was said, though the words are not the same for all
    seconds: int  #: at the pace of the channels
    quiet: int  #: when the hours end in which only emergencies go out, and it would begin; 0 outside them
    read_by: str  #: a door of whose building something was said, where the words are not the same for all


def preview_of(
    tx: Transaction, author: Person, notice: Notice, starts_at: int, zone: ZoneInfo, paces: Mapping[str, float],
    now: int, counts: bool,
) -> Preview:  # fmt: skip
    """Only reads. `paces` are deliveries a second, by account or by kind of channel; `starts_at` is epoch
    milliseconds; `counts`: it is one of those of which nobody sends too many a day."""
    audience, base = from_json(notice.audience), leads(author)
    whom = audiences.people(tx, audience, base, now)
    told, why = reached(tx, author, whom, now), needs(tx, author, audience, whom, now)
    why = why or (often(tx, author, notice, now) if counts else "")
    asked = approvers(tx, author, notice.audience) if why else []
    lacks = next((language for language in LANGUAGES if language not in notice.texts), "")
    area = areas.get(tx, notice.area)
    quiet = settings.quiet_ends(tx, area.path, zone, starts_at) if area and not notice.emergency else 0
    without, read_by = _by_door(tx, author, notice, whom)
    return Preview(
        spoken(tx, audience, base), told, why,
        tuple(person.name for key in asked if (person := people.get(tx, key))),
        tuple(each for each in problems(notice.texts, notice.values) if not each.problem.refused),
        lacks, _unread(tx, lacks, whom), without,
        max(told.seconds(paces).values(), default=0), quiet, read_by,
    )  # fmt: skip


def note_look(tx: Transaction, author: Person, preview: Preview, now: int) -> None:
    """That the author saw the names is in the record of each of those people."""
    for named in preview.reach.names:
        register.look(tx, author.id, named.person, now)


def _unread(tx: Transaction, lacks: str, whom: People) -> int:
    if not lacks:
        return 0
    english = reach.reading(tx, whom, "en")
    return english if lacks == "en" else len(whom) - english


def _by_door(tx: Transaction, author: Person, notice: Notice, whom: People) -> tuple[tuple[str, ...], str]:
    """The buildings of which nothing was said, as one says them, and a door of which something was."""
    if not by_building(notice.values) or len(whom) > MOST_DOORS:
        return (), ""
    doors = ledgers.doors(tx, sorted({household for _, household in whom if household}))
    names = {building_key(door): building_called(door, author.language[:2]) or door for door in doors}
    lacking = buildings_without(notice.texts, notice.values, doors)
    read_by = next((door for door in doors if building_key(door) in notice.values), "")
    return tuple(names[key] for key in lacking if key), read_by
