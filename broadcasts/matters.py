"""Files of complaints and disputes: what each reads of one and can press, and who is told.

Nobody but those with a hand in a file is told a word of it.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from broadcasts import audience
from domain.matters import UNTOLD, WORKS, Hand, Kind, Matter, Part, Whole, cannot_mediate
from domain.people import Person
from domain.permissions import Action, concerns, sees_matter
from domain.replies import AMOUNTS, Ask, Option, Reply
from domain.spans import DAY
from storage import areas, audit, matters, people
from storage.database import Transaction

FLOW = "matters"
LASTS = 30 * DAY
MEDIATORS = 4
SATISFIED = (Option("satisfied", "matter_satisfied"), Option("unsatisfied", "matter_unsatisfied"))


@dataclass(frozen=True, slots=True)
class Opened:
    """A file as somebody may read it: see domain.permissions.sees_matter."""

    whole: Whole
    sees: str
    parts: frozenset[Part]

    @property
    def matter(self) -> Matter:
        return self.whole.matter


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


def called(tx: Transaction, matter: Matter, person: int, why: str) -> Reply:
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
    return Reply("matters/view", values, _ask(matter, options) if options else None, to=to)


def satisfied(matter: Matter) -> Ask:
    """Under an answer."""
    return _ask(matter, SATISFIED)


def _ask(matter: Matter, options: tuple[Option, ...]) -> Ask:
    """#12 is a file and no choice."""
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
            return SATISFIED
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
        if hand.part in wanted and hand.person != besides and has_post(tx, whole.matter, hand)
    ]  # fmt: skip
    said = {"matter": whole.matter, "whole": whole, **values}
    return [Reply(template, said, to=person) for person in dict.fromkeys(told)]


def has_post(tx: Transaction, matter: Matter, hand: Hand) -> bool:
    """Whoever worked on a file reads no word of it any more once they hold no post."""
    return hand.part not in WORKS or concerns(people.get(tx, hand.person), Action.MEDIATE, matter.path)
