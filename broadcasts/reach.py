"""Before a notice is sent: whom it reaches and how, and whether a second person must confirm it."""

from dataclasses import dataclass

from domain.areas import contains
from domain.audiences import AllOf, AnyOf, Audience, InArea, Not
from domain.people import Person
from domain.permissions import Action, scope
from domain.reach import Reach, second_person
from domain.settings import Setting
from storage import audiences, reach, settings
from storage.audiences import People
from storage.database import Transaction


@dataclass(frozen=True, slots=True)
class Weighed:
    """`needs`: why a second person must confirm, "" when nobody need."""

    reach: Reach
    needs: str


def weigh(tx: Transaction, author: Person, audience: Audience, now: int) -> Weighed:
    """Whom an author's audience reaches at present, and what sending to it takes. Only reads; for a whole district it
    takes more than a second, so beside the turns."""
    base = leads(author)
    found = audiences.people(tx, audience, base, now)
    return Weighed(reach.of(tx, found, now), needs(tx, author, audience, found, now))


def needs(tx: Transaction, author: Person, audience: Audience, found: People, now: int) -> str:
    """Why a second person must confirm: the audience lies partly outside the author's area, or is large."""
    base = leads(author)
    above = settings.value(tx, Setting.NOTICE_SECOND_PERSON_ABOVE, base, now)
    return second_person(_outside(tx, author, audience, found, now), len(found), above)


def leads(author: Person) -> str:
    """Where somebody sends notices; nowhere for who leads nothing. What they say without a place is about it."""
    paths = scope(author, Action.SEND_NOTICE)
    own = [path for path in paths if contains(path, author.village_path)]
    return [*own, *paths, audiences.NOWHERE][0]


def _outside(tx: Transaction, author: Person, audience: Audience, found: People, now: int) -> bool:
    paths = scope(author, Action.SEND_NOTICE)
    if all(any(contains(path, village) for path in paths) for village in found.villages):
        return False
    own = AnyOf(tuple(InArea(int(path.split("/")[-2])) for path in paths))
    return len(audiences.people(tx, AllOf((audience, Not(own))), leads(author), now)) > 0
