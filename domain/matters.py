"""Complaints and disputes: a file has a number, a course, and only those who have a hand in it know of it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.spans import DAY

LONGEST = 800
"""Code points of what is said in one entry."""

MONTH = 30 * DAY
"""Milliseconds in which a mediation is normally over."""

SHORTEST = 4


class Kind(StrEnum):
    COMPLAINT = "complaint"
    DISPUTE = "dispute"


class Part(StrEnum):
    """As what somebody has a hand in a file."""

    ASKED = "asked"  #: may take it up, and nobody has
    CADRE = "cadre"  #: answers for it
    HELPER = "helper"  #: was given it to see to
    MEDIATOR = "mediator"
    OPENER = "opener"
    PARTY = "party"


WORKS = frozenset({Part.ASKED, Part.CADRE, Part.HELPER, Part.MEDIATOR})
"""Who works on it; the others see only what is theirs."""

OVER = frozenset({"closed", "settled", "failed", "court", "withdrawn"})


UNTOLD = frozenset({"open", "taken", "named", "withdrawn"})
"""While a dispute stands so, its other parties are told nothing of it: they hear of it from the mediator."""


@dataclass(frozen=True, slots=True)
class Matter:
    id: int
    village: int
    path: str  #: of the village
    area: int
    number: int
    kind: str
    topic: str  #: noise, worker, price, quarrel, other
    words: str
    opener: int
    entered_by: int
    anonymous: int
    shut_out: tuple[int, ...]  #: staff whom it is about
    state: str
    opened_at: int
    answer_by: int
    due_at: int | None
    closed_at: int | None

    @property
    def over(self) -> bool:
        return self.state in OVER

    def late(self, now: int) -> bool:
        return self.due_at is not None and self.due_at <= now


@dataclass(frozen=True, slots=True)
class Hand:
    person: int
    part: Part
    name: str


@dataclass(frozen=True, slots=True)
class Entry:
    """What happened: opened, taken, passed, reported, answered, unsatisfied, fact, ... and the words of it."""

    kind: str
    words: str
    by: int
    name: str
    at: int


@dataclass(frozen=True, slots=True)
class Party:
    person: int  #: 0 for somebody who is not on record
    name: str
    phone: str = ""
    door: str = ""


@dataclass(frozen=True, slots=True)
class Meeting:
    id: int
    matter: int
    at: int
    place: str


@dataclass(frozen=True, slots=True)
class Agreement:
    terms: str
    perform_by: date
    how: str
    made_at: int = 0


@dataclass(frozen=True, slots=True)
class Whole:
    """A file with everything in it."""

    matter: Matter
    hands: tuple[Hand, ...]
    entries: tuple[Entry, ...] = ()
    parties: tuple[Party, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    agreement: Agreement | None = None

    def holders(self, *parts: Part) -> list[int]:
        return [hand.person for hand in self.hands if hand.part in parts]

    def parts_of(self, person: int) -> frozenset[Part]:
        return frozenset(hand.part for hand in self.hands if hand.person == person)

    def name_of(self, part: str) -> str:
        return "、".join(hand.name for hand in self.hands if hand.part == part)

    def said(self, *kinds: str) -> list[Entry]:
        return [entry for entry in self.entries if entry.kind in kinds]

    @property
    def answer(self) -> str:
        """The last answer, "" while there is none."""
        return next((entry.words for entry in reversed(self.entries) if entry.kind == "answered"), "")

    @property
    def reopened(self) -> bool:
        """Whether it was once not enough: a second time it is over all the same."""
        return any(entry.kind == "unsatisfied" for entry in self.entries)


def cannot_mediate(whole: Whole, person: int, name: str) -> str:
    """Why somebody is no mediator of a dispute: party, opener, about (it is about them); "" when they may be."""
    if person == whole.matter.opener:
        return "opener"
    if any(person == party.person or (not party.person and party.name == name) for party in whole.parties):
        return "party"
    return "about" if person in whole.matter.shut_out else ""


def lacks(terms: str, perform_by: date | None, how: str, today: date) -> str:
    """What an agreement still lacks (terms, perform_by, past, how), "" when it is whole."""
    if len(terms) < SHORTEST:
        return "terms"
    if perform_by is None:
        return "perform_by"
    if perform_by < today:
        return "past"
    return "" if how else "how"
