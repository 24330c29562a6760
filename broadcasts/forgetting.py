"""Somebody asks that what is kept about them be deleted: what stands in the way, and what is done.

Only rows are written. Accounts and the records of the work stay as long as the law wants them, without a name.
"""

from domain.people import STAFF, Person
from domain.permissions import Action, concerns
from storage import audit, health_alarms, mydata, observations
from storage.database import Transaction

NAMELESS = "（已删除）"
"""What stands where the name of somebody stood who is forgotten."""


def obstacle(tx: Transaction, person: Person) -> str:
    """Why somebody's records cannot be deleted now: observed, alarm, ordering, post; "" when they can."""
    if observations.open_of(tx, person.id) is not None:
        return "observed"
    if health_alarms.in_the_way(tx, person.id, person.household) is not None:
        return "alarm"
    if mydata.is_ordering(tx, person):
        return "ordering"
    return "post" if any(held.role in STAFF for held in person.roles) else ""


def may_forget(cadre: Person | None, person: Person) -> bool:
    """Nobody decides about themselves."""
    where = person.area_path or person.village_path
    return cadre is not None and cadre.id != person.id and concerns(cadre, Action.FORGET_PERSON, where)


def forget(tx: Transaction, cadre: Person, person: Person, now: int) -> int:
    """Takes their name off everything; the number of the entry in the record of what staff did certifies it."""
    mydata.forget(tx, person, NAMELESS, now)
    return audit.note(tx, cadre.id, "forget_person", person.id, now)
