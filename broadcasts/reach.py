"""Before a notice is sent: whom it reaches and how, and whether a second person must confirm it."""

from dataclasses import dataclass, replace

from domain.areas import contains, ids_of
from domain.audiences import AllOf, AnyOf, Audience, InArea, Not
from domain.notices import Notice
from domain.people import Person
from domain.permissions import Action, allowed, scope
from domain.reach import OFTEN, Reach, second_person
from domain.settings import Setting
from domain.spans import DAY
from storage import audiences, broadcasts, people, reach, settings
from storage.database import Transaction
from storage.members import People


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
    return Weighed(reached(tx, author, found, now), needs(tx, author, audience, found, now))


def reached(tx: Transaction, author: Person, found: People, now: int) -> Reach:
    """How people can be told, with the names only of those whose records the author may see."""
    weighed = reach.of(tx, found, now)
    known = [(named, people.get(tx, named.person)) for named in weighed.names]
    return replace(weighed, names=tuple(named for named, person in known if person and sees(author, person)))


def sees(author: Person, person: Person) -> bool:
    return allowed(author, Action.SEE_PERSON, person.area_path or person.village_path)


def needs(tx: Transaction, author: Person, audience: Audience, found: People, now: int) -> str:
    """Why a second person must confirm: the audience lies partly outside the author's area, or is large."""
    base = leads(author)
    above = settings.value(tx, Setting.NOTICE_SECOND_PERSON_ABOVE, base, now)
    return second_person(_outside(tx, author, audience, found, now), len(found), above)


def often(tx: Transaction, author: Person, notice: Notice, now: int) -> str:
    """The same for who has sent as many within a day as one person may; an emergency waits for nobody."""
    most = settings.value(tx, Setting.NOTICES_A_DAY, leads(author), now)
    return OFTEN if not notice.emergency and broadcasts.sent_since(tx, author.id, now - DAY) >= most else ""


def leads(author: Person) -> str:
    """Where somebody sends notices; nowhere for who leads nothing. What they say without a place is about it."""
    paths = scope(author, Action.SEND_NOTICE)
    own = [path for path in paths if contains(path, author.village_path)]
    return [*own, *paths, audiences.NOWHERE][0]


def led_by(author: Person) -> int:
    """The area in which somebody's notices are numbered, 0 for who leads none."""
    return ids_of(leads(author))[-1]


def _outside(tx: Transaction, author: Person, audience: Audience, found: People, now: int) -> bool:
    paths = scope(author, Action.SEND_NOTICE)
    if all(any(contains(path, village) for path in paths) for village in found.villages):
        return False
    own = AnyOf(tuple(InArea(ids_of(path)[-1]) for path in paths))
    return len(audiences.people(tx, AllOf((audience, Not(own))), leads(author), now)) > 0
