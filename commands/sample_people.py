"""Households and people of a sample, gathered and written a slice at a time."""

from dataclasses import dataclass, field
from functools import lru_cache

from domain.people import STAFF, Household, Role
from nlu.doors import Door, read_door
from nlu.names import search_terms
from storage import bulk, people
from storage.bulk import NewPerson
from storage.database import Transaction
from storage.ids import Ids

MOST_KEPT = 20_000
"""Doors and names of which what was read is kept: a sample has few, and each many times."""


@dataclass(slots=True)
class Gathered:
    """What is to be written in one transaction."""

    ids: Ids
    households: list[tuple[Household, str]] = field(default_factory=list)
    people: list[NewPerson] = field(default_factory=list)
    roles: list[tuple[int, Role, int]] = field(default_factory=list)
    relatives: list[tuple[int, int]] = field(default_factory=list)

    def home(self, village: int, area: int, door: str) -> Household:
        """A household at a door."""
        read = _read(door)
        household = Household(self.ids.next(), village, area, read.text, "", read.landlord)
        self.households.append((household, read.key))
        return household

    def lives(self, home: Household, name: str, phone: str = "", role: Role | None = None, area: int = 0) -> int:
        """Somebody who lives there, with a role in an area or none; the id."""
        person = self.ids.next()
        staff = int(role in STAFF)
        # The terms of the whole are those of its parts, and names and doors come back again and again.
        terms = [*_terms_of_name(name), *([f"r{phone[::-1]}"] if phone else []), *_terms_of_door(home.door)]
        self.people.append(NewPerson(person, name, phone, "zh", home.village, home.id, staff, terms))
        if role is not None:
            self.roles.append((person, role, area))
        return person

    def acts_for(self, home: Household, name: str, phone: str) -> int:
        """Family elsewhere who acts for a household; the id."""
        person = self.ids.next()
        self.people.append(NewPerson(person, name, phone, "zh", home.village, 0, 0, search_terms(name, phone)))
        self.relatives.append((person, home.id))
        return person

    def write(self, tx: Transaction, now: int) -> None:
        bulk.add_households(tx, self.households, now)
        bulk.add_people(tx, self.people, now)
        bulk.add_roles(tx, self.roles)
        for person, household in self.relatives:
            people.let_act_for(tx, person, household, agreed_by=0, now=now)


@lru_cache(maxsize=MOST_KEPT)
def _read(door: str) -> Door:
    found = read_door(door)
    if found is None:
        raise ValueError(f"{door} is no door")
    return found


@lru_cache(maxsize=MOST_KEPT)
def _terms_of_name(name: str) -> frozenset[str]:
    return search_terms(name)


@lru_cache(maxsize=MOST_KEPT)
def _terms_of_door(door: str) -> frozenset[str]:
    return search_terms("", "", door)
