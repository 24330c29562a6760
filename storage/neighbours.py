"""Households as their neighbours speak of them: behind a door, or of somebody of a name."""

from dataclasses import dataclass

from domain.names import may_be_called
from domain.people import Household, Person
from storage import addresses, households, people
from storage.database import Transaction


@dataclass(frozen=True, slots=True)
class Home:
    """A household with those who live there, in order of their ids."""

    household: Household
    people: tuple[Person, ...]

    def meant(self, tx: Transaction, called: str) -> Person | None:
        """For whom an order is: the one who is called so, else the first who is confirmed and reads somewhere, else
        the first; None when nobody there can be called so."""
        if called and not any(may_be_called(person.name, called) for person in self.people):
            return None
        named = [person for person in self.people if person.name == called]
        fitting = [person for person in self.people if called and may_be_called(person.name, called)]
        if named or len(fitting) == 1:
            return (named or fitting)[0]
        among = fitting or list(self.people)
        reading = (p for p in among if p.state == "confirmed" and addresses.of_person(tx, p.id))
        return next(reading, among[0] if among else None)


def at_door(tx: Transaction, village: int, key: str) -> list[Home]:
    """The households behind a door in which somebody lives."""
    found = (_home(tx, household) for household in households.at_door(tx, village, key))
    return [home for home in found if home.people]


def called(tx: Transaction, village: int, name: str) -> list[Home]:
    """The households of a village in which somebody of just that name lives."""
    homes = dict.fromkeys(household for _, _, household in people.named(tx, name) if household)
    found = [households.get(tx, home) for home in homes]
    return [_home(tx, home) for home in found if home is not None and home.village == village]


def _home(tx: Transaction, household: Household) -> Home:
    ids = people.in_household(tx, household.id)
    return Home(household, tuple(person for number in ids if (person := people.get(tx, number)) is not None))
