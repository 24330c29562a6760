"""Complaints and disputes: who is told of a file, what each reads of it and can press, and what is late.

Only rows are written; who must be told comes back as replies. Nobody but those with a hand in a file is told a word.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from broadcasts import audience
from broadcasts.clock import Firing
from broadcasts.outbox import Writer
from domain.matters import MONTH, OVER, UNTOLD, WORKS, Hand, Kind, Matter, Part, Whole, cannot_mediate
from domain.messages import Priority
from domain.people import Person, Role
from domain.permissions import Action, concerns, sees_matter
from domain.replies import AMOUNTS, Ask, Option, Reply
from domain.settings import Setting
from domain.spans import DAY
from nlu.matter_words import is_about_cadres, names_of_titles, topic
from storage import areas, audit, dues, matters, people, settings
from storage.database import Transaction

FLOW = "matters"
LASTS = 30 * DAY
MEDIATORS = 4
MOST_A_DAY = 5
_STAFF = (
    Role.GRID_WORKER, Role.CADRE, Role.DOCTOR, Role.VOLUNTEER, Role.GROUP_LEADER, Role.PROPERTY, Role.GUARD,
    Role.STREET,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Opened:
    """A file as somebody may read it: see domain.permissions.sees_matter."""

    whole: Whole
    sees: str
    parts: frozenset[Part]

    @property
    def matter(self) -> Matter:
        return self.whole.matter


def firings(writer: Writer) -> dict[str, Firing]:
    return {
        matters.DUE: lambda tx, matter, now: look_after(tx, writer, matter, now),
        matters.MEETING: lambda tx, meeting, now: remind(tx, writer, meeting, now),
    }


def open_file(tx: Transaction, person: Person, matter: Matter | None, now: int) -> Opened | None:
    """The file for whoever may read it, and that it was opened stands in the audit; None for everybody else."""
    if matter is None:
        return None
    sees, parts = seen_by(tx, person, matter)
    if not sees:
        return None
    if sees != "own":
        audit.note(tx, person.id, "see_matter", matter.id, now)
    return Opened(matters.whole(tx, matter), sees, parts)


def seen_by(tx: Transaction, person: Person, matter: Matter) -> tuple[str, frozenset[Part]]:
    """What somebody may read of a file now, and as what; of a dispute its other parties nothing until its mediator
    tells them."""
    parts = frozenset(hand.part for hand in matters.hands(tx, matter.id) if hand.person == person.id)
    if matter.state in UNTOLD:
        parts -= {Part.PARTY}
    return sees_matter(person, matter.path, parts), parts


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
    return [_called(tx, matter, person, "new") for person in asked]


def _called(tx: Transaction, matter: Matter, person: int, why: str) -> Reply:
    """A file for somebody of the staff, with what they can press."""
    whole = matters.whole(tx, matter)
    reader = people.get(tx, person)
    sees = sees_matter(reader, matter.path, whole.parts_of(person)) if reader else ""
    return view(tx, Opened(whole, sees, whole.parts_of(person)), why, to=person)


def view(tx: Transaction, opened: Opened, why: str = "", to: int = 0, link: str = "") -> Reply:
    """A file as one reads it. `why` it comes: new, late, due, "" since they asked."""
    whole, matter = opened.whole, opened.matter
    opener = people.get(tx, matter.opener) if matter.opener else people.get(tx, matter.entered_by)
    named = opened.sees == "name" or (opened.sees == "all" and not matter.anonymous)
    values = {
        "whole": whole, "matter": matter, "sees": opened.sees, "opener_known": opener if named else None, "why": why,
        "link": link if opened.sees != "own" else "",
        "party_only": opened.sees == "own" and Part.OPENER not in opened.parts,
    }  # fmt: skip
    options = choices(tx, opened)
    ask = Ask(
        FLOW, "act", options, "matter_title", {"number": matter.number}, matter.id, {AMOUNTS: True}, lasts=LASTS,
        beside=True,
    ) if options else None  # fmt: skip
    return Reply("matters/view", values, ask, to=to)


def satisfied(matter: Matter) -> Ask:
    """Under an answer; #12 is a file and no choice."""
    options = (Option("satisfied", "matter_satisfied"), Option("unsatisfied", "matter_unsatisfied"))
    number = {"number": matter.number}
    return Ask(FLOW, "act", options, "matter_title", number, matter.id, {AMOUNTS: True}, lasts=LASTS, beside=True)


def choices(tx: Transaction, opened: Opened) -> tuple[Option, ...]:
    """What somebody can press under a file, by their part and its state."""
    matter, parts = opened.matter, opened.parts
    number = {"number": matter.number}
    if matter.kind == Kind.COMPLAINT:
        if Part.CADRE in parts and matter.state in ("taken", "reopened"):
            return (Option("answer", "matter_answer", number),)
        if Part.HELPER in parts and matter.state in ("taken", "reopened"):
            return (Option("report", "matter_report", number),)
        if Part.OPENER in parts and matter.state == "answered":
            return (Option("satisfied", "matter_satisfied"), Option("unsatisfied", "matter_unsatisfied"))
    if Part.MEDIATOR in parts and matter.state == "named":
        return (Option("accept", "matter_accept", number), Option("decline", "matter_decline"))
    if Part.MEDIATOR in parts and matter.state == "mediating":
        return (
            Option("fact", "matter_fact"), Option("meet", "matter_meet"), Option("agree", "matter_agree"),
            Option("failed", "matter_failed"), Option("court", "matter_court"),
        )  # fmt: skip
    if Part.MEDIATOR in parts and matter.state == "agreed":
        return (
            Option("kept", "matter_kept", number), Option("partly", "matter_partly"),
            Option("unkept", "matter_unkept"),
        )  # fmt: skip
    if Part.CADRE in parts and matter.kind == Kind.DISPUTE and matter.state == "taken":
        return tuple(
            Option(f"name:{person.id}", "matter_name", {"name": person.name})
            for person in mediators(tx, opened.whole)
        )
    return (Option("take", "matter_take", number),) if Part.ASKED in parts else ()


def mediators(tx: Transaction, whole: Whole) -> list[Person]:
    """Whom a cadre may name: workers of where it happened, then other cadres; no party to it."""
    matter = whole.matter
    area = areas.get(tx, matter.area) if matter.area else None
    near = audience.helpers(tx, area.path if area else matter.path)
    found = (people.get(tx, each) for each in dict.fromkeys([*near, *audience.cadres(tx, matter.path)]))
    return [each for each in found if each and may_mediate(whole, each)][:MEDIATORS]


def may_mediate(whole: Whole, person: Person) -> bool:
    return concerns(person, Action.MEDIATE, whole.matter.path) and not cannot_mediate(whole, person.id, person.name)


def tell(
    tx: Transaction, whole: Whole, template: str, parts: Iterable[Part], besides: int = 0, **values: object
) -> list[Reply]:
    """The same words to all who have one of these parts."""
    wanted = set(parts)
    told = [
        hand.person for hand in whole.hands
        if hand.part in wanted and hand.person != besides and _has_post(tx, whole.matter, hand)
    ]  # fmt: skip
    said = {"matter": whole.matter, "whole": whole, **values}
    return [Reply(template, said, to=person) for person in dict.fromkeys(told)]


def look_after(tx: Transaction, writer: Writer, number: int, now: int) -> None:
    """The next thing about a file was due: whoever has it is asked, and once it is late those above are too."""
    matter = matters.get(tx, number)
    if matter is None or matter.due_at is None or matter.state in OVER:
        return
    if matter.due_at > now:
        dues.set_due(tx, matters.DUE, matter.id, matter.due_at)
        return
    why = "due" if matter.state == "agreed" else "late"
    hands = matters.hands(tx, matter.id)
    has_it = _has_it(tuple(hand for hand in hands if _has_post(tx, matter, hand)))
    for person in has_it:
        writer.write_to(tx, _reminder(_called(tx, matter, person, why)), person, now)
    if why == "late" or not has_it:
        above = audience.responsible(tx, matter.path, Role.STREET)
        above += [] if has_it else audience.cadres(tx, matter.path)
        new = [each for each in above if each not in {hand.person for hand in hands} | {*matter.shut_out}]
        matters.give(tx, matter.id, new, Part.ASKED, now)
        for person in new:
            writer.write_to(tx, _reminder(_called(tx, matter, person, why)), person, now)
    dues.set_due(tx, matters.DUE, matter.id, now + DAY)


def remind(tx: Transaction, writer: Writer, number: int, now: int) -> None:
    """Hours before a meeting: everybody who comes."""
    meeting = matters.meeting(tx, number)
    matter = matters.get(tx, meeting.matter) if meeting else None
    if meeting is None or matter is None or matter.state != "mediating" or now >= meeting.at:
        return
    whole = matters.whole(tx, matter)
    for reply in tell(
        tx, whole, "matters/meeting_soon", (Part.MEDIATOR, Part.OPENER, Part.PARTY), meeting=meeting
    ):
        writer.write_to(tx, _reminder(reply), reply.to, now, expires_at=meeting.at)


def _has_post(tx: Transaction, matter: Matter, hand: Hand) -> bool:
    """Whoever worked on a file reads no word of it any more once they hold no post."""
    return hand.part not in WORKS or concerns(people.get(tx, hand.person), Action.MEDIATE, matter.path)


def _has_it(hands: tuple[Hand, ...]) -> list[int]:
    """Who must do the next thing: the mediator, else the cadre, else all who may take it."""
    for part in (Part.MEDIATOR, Part.CADRE, Part.ASKED):
        found = [hand.person for hand in hands if hand.part is part]
        if found:
            return found
    return []


def _reminder(reply: Reply) -> Reply:
    return Reply(reply.template, reply.values, reply.ask, reply.to, priority=Priority.REMINDER)


def month_from(now: int) -> int:
    """By when a mediation is normally over."""
    return now + MONTH
