"""Doors told in person: the list of a worker, and a door that is ticked off. Writes rows; chat and console use it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from broadcasts.feeding import AT_HOME
from domain.knocking import Door, Visit
from domain.notice_words import Reader, is_shared, words_for
from domain.notices import Notice
from domain.people import Person
from domain.permissions import Action, allowed, scope
from domain.replies import AMOUNTS, Ask, Option, Reply
from domain.spans import DAY
from storage import audit, broadcasts, doors, households, notices, recipients
from storage.database import Transaction

SHOWN = 12
"""Doors in one message; the others follow when these are done."""

BUTTONS = 8


@dataclass(frozen=True, slots=True)
class Ticked:
    """What became of one door: told, away or moved; before (by whom and when), answered (by themselves, or by chat
    meanwhile), missing (nothing was to be told there) or not_yours."""

    state: str
    door: str = ""
    by: str = ""
    at: int = 0
    outcome: str = ""


def todo(tx: Transaction, worker: Person, now: int) -> list[Door]:
    """The doors of a worker's areas at which something is still to be told."""
    found: dict[int, Door] = {}
    for path in scope(worker, Action.TELL_IN_PERSON):
        for door in doors.in_area(tx, path, now):
            found[door.household] = door
    return others(worker, found.values())


def others(worker: Person, found: Iterable[Door]) -> list[Door]:
    """Without the worker's own name: nobody goes to tell themselves."""
    about = (replace(door, untold=tuple(each for each in door.untold if each.person != worker.id)) for door in found)
    return [door for door in about if door.untold]


def at_door(tx: Transaction, village: int, door_key: str, now: int) -> list[Door]:
    """The households behind a door that are still to be told of something."""
    return doors.at_homes(tx, [home.id for home in households.at_door(tx, village, door_key)], now)


def tick(
    tx: Transaction, worker: Person, household: int, about: Iterable[int], outcome: Visit, now: int
) -> Ticked:  # fmt: skip
    """A worker was at a door about some broadcasts: whoever lives there was told of them, or nobody was there."""
    home, wanted = households.get(tx, household), sorted(set(about))
    if home is None:
        return Ticked("missing")
    named = f"{home.door} {home.part}".strip()
    if not allowed(worker, Action.TELL_IN_PERSON, households.path(tx, household)):
        return Ticked("not_yours", named)
    still = [each for door in doors.at_homes(tx, [household], now) for each in door.untold
             if each.broadcast in wanted]  # fmt: skip
    if not still:
        return _nothing_left(tx, household, wanted, named)
    for broadcast in sorted({each.broadcast for each in still}):
        doors.visited(tx, broadcast, household, home.area or home.village, outcome, worker.id, now)
    if outcome is Visit.TOLD:
        for each in sorted(still, key=lambda each: (each.broadcast, each.person)):
            recipients.told(tx, each.broadcast, each.person, worker.id, now)
    audit.note(tx, worker.id, f"door_{outcome.value}", household, now)
    return Ticked(outcome.value, named)


def _nothing_left(tx: Transaction, household: int, about: Sequence[int], named: str) -> Ticked:
    """Why nothing is to be told there any more: somebody was there, or they answered meanwhile."""
    visits = [each for each in doors.visits(tx, household, 0, about) if each.outcome is not Visit.AWAY]
    if visits:
        return Ticked("before", named, visits[-1].name, visits[-1].at, visits[-1].outcome.value)
    return Ticked("answered" if about else "missing", named)


@dataclass(frozen=True, slots=True)
class ToSay:
    """A notice on the list: its number and title, and its words where they are the same for everybody."""

    number: int
    title: str
    text: str = ""


def to_say(tx: Transaction, found: Sequence[Door], language: str) -> dict[int, ToSay]:
    """What is told at some doors, by its broadcast."""
    return {sent: _to_say(notice, language) for sent, notice in _notices(tx, found).items()}


def _to_say(notice: Notice, language: str) -> ToSay:
    text = words_for(notice.texts, notice.values, Reader(language)) if _alike(notice) else ""
    return ToSay(notice.number, notice.title, text)


def _notices(tx: Transaction, found: Sequence[Door]) -> dict[int, Notice]:
    """The notices that are told at some doors, by their broadcasts."""
    known = {}
    for broadcast in sorted({each.broadcast for door in found for each in door.untold}):
        sent = broadcasts.get(tx, broadcast)
        notice = notices.get(tx, sent.notice) if sent else None
        if notice is not None:
            known[broadcast] = notice
    return known


def _own_words(door: Door, told: Sequence[Notice], language: str, at_home: bool) -> list[str]:
    """What is told at this door alone: the words name it, differ from building to building, or are others for whoever
    must stay at home."""
    reader = Reader(language, door.untold[0].name, door.door, at_home=at_home)
    return [words_for(notice.texts, notice.values, reader) for notice in told if not _alike(notice)]


def list_reply(
    tx: Transaction, worker: Person, found: Sequence[Door], template: str, now: int, **more: Any
) -> Reply:
    """Doors with names, telephones and what is to be told there; «3幢201 说了» under it. The look is noted."""
    shown, mine = found[:SHOWN], {door.household for door in found if door.taken_by == worker.id}
    for area in sorted({door.area or door.village for door in shown}):
        audit.note(tx, worker.id, "see_doors", area, now)
    told = _notices(tx, shown)
    at_home = households.with_any_of(tx, {door.household for door in shown}, AT_HOME, now)
    listed = []
    for door in shown:
        here = [notice for sent, notice in told.items() if sent in door.broadcasts]
        own_words = _own_words(door, here, worker.language, door.household in at_home)
        numbers = [notice.number for notice in here]
        listed.append({"door": door, "mine": door.household in mine, "numbers": numbers, "own_words": own_words})
    said = [_to_say(notice, worker.language) for notice in told.values()]
    values = {"listed_doors": listed, "to_say": said, "more": len(found) - len(shown), **more}
    data = {"about": {str(door.household): door.broadcasts for door in shown}, AMOUNTS: True}
    options = tuple(Option(str(door.household), "door_told", {"door": door.named}) for door in shown[:BUTTONS])
    ask = Ask("doors", "told", options, "doors_title", {"count": len(found)}, 0, data, lasts=7 * DAY, beside=True)
    return Reply(template, values, ask if options else None, worker.id)


def _alike(notice: Notice) -> bool:
    return all(":" not in name and is_shared(text, notice.values) for name, text in notice.texts.items())
