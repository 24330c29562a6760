"""Who is told of an errand: whoever may take it, more of them when it is late, and who speaks for a household."""

from broadcasts import audience
from domain.areas import ids_of
from domain.errands import Errand, Kind
from domain.people import Person, Role
from domain.permissions import may_take_errand
from storage import addresses, households, people
from storage.database import Transaction

_ASKED: dict[Kind, tuple[Role, ...]] = {
    Kind.ERRAND: (Role.GRID_WORKER, Role.VOLUNTEER),
    Kind.PRIVATE: (Role.GRID_WORKER,),
    Kind.MEDICINE: (Role.GRID_WORKER,),
    Kind.RUBBISH: (Role.GRID_WORKER, Role.PROPERTY),
}


def near(tx: Transaction, errand: Errand) -> list[int]:
    """Who is told at first: the nearest of each sort (all of the village's where the micro-grid is not known), or
    else the cadres."""
    found = [
        each for role in _ASKED[errand.kind]
        for each in audience.responsible(tx, errand.path, role) or people.holders(tx, errand.path, role)
    ]  # fmt: skip
    return _fit(tx, errand, found) or _fit(tx, errand, audience.cadres(tx, errand.path))


def wide(tx: Transaction, errand: Errand) -> list[int]:
    """All who may take it, from the micro-grid's up."""
    areas = [f"{area}/" for area in reversed(ids_of(errand.path))]
    found = [each for role in _ASKED[errand.kind] for area in areas for each in people.with_role(tx, area, role)]
    return _fit(tx, errand, found)


def cadres(tx: Transaction, errand: Errand) -> list[int]:
    return audience.cadres(tx, errand.path)


def named(tx: Transaction, told: list[int]) -> list[str]:
    """A few names of those who were told."""
    found = (people.get(tx, each) for each in told[: audience.CONTACTS])
    return [person.name for person in found if person]


def workers_there(tx: Transaction, errand: Errand) -> list[str]:
    """The grid workers' names, whatever sort of errand it is."""
    return named(tx, _fit(tx, errand, audience.helpers(tx, errand.path)))


def asker_for(tx: Transaction, whom: Person, writer: Person) -> int:
    """Who is asked about what is done for somebody: they themselves, their household, family elsewhere, or else
    whoever entered it."""
    household = whom.orders_for
    there = [each for each in households.reachable(tx, household) if _lives_in(tx, each, household)]
    others = [*there, *people.relatives(tx, household)] if household else []
    for each in (whom.id, *others):
        if addresses.of_person(tx, each):
            return each
    return writer.id


def _fit(tx: Transaction, errand: Errand, found: list[int]) -> list[int]:
    return [
        each for each in dict.fromkeys(found)
        if addresses.of_person(tx, each) and may_take_errand(people.get(tx, each), errand)
    ][: audience.MOST]  # fmt: skip


def _lives_in(tx: Transaction, person: int, household: int) -> bool:
    found = people.get(tx, person)
    return found is not None and found.lives_in(household)
