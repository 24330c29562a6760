"""A complaint or a quarrel becomes a file: who may take it up is asked, and nobody whom it is about.

Only rows are written; who must be told comes back as replies.
"""

from collections.abc import Iterable

from broadcasts import audience
from broadcasts.matters import called
from domain.matters import Kind, Matter, Part
from domain.people import Person, Role
from domain.permissions import Action, concerns
from domain.replies import Reply
from domain.settings import Setting
from domain.spans import DAY
from nlu.matter_words import is_about_cadres, names_of_titles, topic
from storage import matters, people, settings
from storage.database import Transaction

MOST_A_DAY = 5
_STAFF = (
    Role.GRID_WORKER, Role.CADRE, Role.DOCTOR, Role.VOLUNTEER, Role.GROUP_LEADER, Role.PROPERTY, Role.GUARD,
    Role.STREET,
)  # fmt: skip


def is_too_many(tx: Transaction, person: Person, now: int) -> bool:
    """Whether somebody who does not mediate has opened as many files in a day as are read."""
    lately = [
        each for each in matters.of_person(tx, person.id)
        if person.id in (each.opener, each.entered_by) and each.opened_at > now - DAY
    ]  # fmt: skip
    return len(lately) >= MOST_A_DAY and not concerns(person, Action.MEDIATE, person.village_path)


def complain(
    tx: Transaction, person: Person, words: str, anonymous: bool, now: int
) -> tuple[Matter | None, list[Reply]]:
    """A complaint becomes a file; None where nobody is left who could take it, since it is about all of them."""
    about = concerned(tx, person.village_path, words)
    asked = takers(tx, person, words, about)
    if not asked:
        return None, []
    days = settings.value(tx, Setting.COMPLAINT_DAYS, person.village_path, now)
    matter = matters.add(
        # The figures of a micro-grid would tell whose an anonymous one is.
        tx, Kind.COMPLAINT, person.village, person.village if anonymous else person.area, topic(words), words,
        person.id, person.id, now, now + days * DAY, anonymous=anonymous, shut_out=about,
    )  # fmt: skip
    return matter, _hand_out(tx, matter, asked, now)


def dispute(
    tx: Transaction, person: Person, words: str, parties: Iterable[tuple[int, str]], mine: bool, now: int
) -> tuple[Matter | None, list[Reply]]:
    """A quarrel becomes a file of its village; cadres who are in it themselves do not get it."""
    named = list(parties)
    about = [party for party, _ in named if party]
    asked = takers(tx, person, "", about)
    if not asked:
        return None, []
    matter = matters.add(
        tx, Kind.DISPUTE, person.village, person.area, "quarrel", words, person.id if mine else 0, person.id, now,
        now + settings.value(tx, Setting.COMPLAINT_DAYS, person.village_path, now) * DAY, shut_out=about,
    )  # fmt: skip
    for party, name in named:
        matters.add_party(tx, matter.id, party, name)
    matters.give(tx, matter.id, [person.id], Part.OPENER, now)
    matters.give(tx, matter.id, (party for party in about if party != person.id), Part.PARTY, now)
    return matter, _hand_out(tx, matter, asked, now)


def concerned(tx: Transaction, path: str, words: str) -> list[int]:
    """Staff of a village whom words name, by name or by surname and title."""
    surnames = names_of_titles(words)
    holders = {person for role in _STAFF for person in people.holders(tx, path, role)}
    holders |= {person for role in (Role.STREET, Role.CADRE) for person in people.with_role(tx, path, role)}
    found = (people.get(tx, person) for person in sorted(holders))
    return [
        person.id for person in found
        if person and (person.name in words or any(person.name.startswith(surname) for surname in surnames))
    ]  # fmt: skip


def takers(tx: Transaction, person: Person, words: str, about: Iterable[int]) -> list[int]:
    """Who may take a file up: the cadres of the village, those above them where it is about cadres or about all of
    them; never somebody whom it is about, nor whoever opened it. Where nobody of them has a chat, it waits for them
    on their console."""
    out, path = {*about, person.id}, person.village_path
    reached, above = audience.cadres(tx, path), audience.responsible(tx, path, Role.STREET)
    cadres = [each for each in reached or people.with_role(tx, path, Role.CADRE) if each not in out]
    above = [each for each in above or people.with_role(tx, path, Role.STREET) if each not in out]
    return above or cadres if words and is_about_cadres(words) else cadres or above


def _hand_out(tx: Transaction, matter: Matter, asked: list[int], now: int) -> list[Reply]:
    matters.give(tx, matter.id, [matter.opener or matter.entered_by], Part.OPENER, now)
    matters.give(tx, matter.id, asked, Part.ASKED, now)
    return [called(tx, matter, person, "new") for person in asked]
