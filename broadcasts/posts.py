"""What somebody may see of the rosters of posts: with phones where they make or lead shifts, else names only."""

from dataclasses import dataclass

from domain.people import Person
from domain.permissions import Action, scope, sees_post
from domain.shifts import Duty, Shift
from storage import areas, audit, shifts
from storage.database import Transaction


@dataclass(frozen=True, slots=True)
class Seen:
    """A duty as somebody may see it."""

    duty: Duty
    phones: bool


def seen(tx: Transaction, person: Person, since: int, until: int, now: int, area: int = 0) -> list[Seen]:
    """The roster of a time as somebody may see it: of `area`, else of wherever they make, lead or stand in shifts.
    To be shown telephone numbers is to look at records, which is noted."""
    own = shifts.of_person(tx, person.id, now - shifts.LED, now + shifts.LED)
    stood, led = {duty.shift.post for duty in own}, shifts.posts_led(tx, person.id, now)
    places = {area} if area else _places(person, own) | set(led.values())
    found = []
    for number in sorted(places):
        place = areas.get(tx, number)
        if place is None:
            continue
        here = []
        for duty in shifts.in_area(tx, number, since, until):
            leads, stands = duty.shift.post in led, duty.shift.post in stood
            right = sees_post(person, place.path, leads=leads, stands=stands)
            if right:
                here.append(Seen(duty, right == "phones"))
        if any(each.phones and each.duty.person != person.id for each in here):
            audit.note(tx, person.id, "see_roster", number, now)
        found += here
    return found


def by_shift(found: list[Seen]) -> list[tuple[Shift, list[Seen]]]:
    """The duties of each shift together, in order."""
    shown: dict[int, tuple[Shift, list[Seen]]] = {}
    for each in found:
        shown.setdefault(each.duty.shift.id, (each.duty.shift, []))[1].append(each)
    return list(shown.values())


def _places(person: Person, own: list[Duty]) -> set[int]:
    """The areas whose posts may be somebody's: their village's, their role's, and those of their own shifts."""
    wide = {held.area for held in person.roles} if scope(person, Action.MAKE_SHIFTS) else set()
    return {person.village} | wide | {duty.shift.area for duty in own}
