"""How the people of an audience can be told: in which chat, by telephone, or only at the door."""

from collections import Counter
from collections.abc import Iterable

from domain.areas import ids_of
from domain.audiences import AllOf, AnyOf, AtDoors, Audience, InBuilding, OnePerson, WithRole, WithStatus
from domain.reach import Named, Reach
from storage import audiences
from storage.addresses import PRESENT
from storage.audiences import SLICE
from storage.database import Transaction
from storage.json_text import write_json
from storage.members import People

EXAMPLES = 10


def of(tx: Transaction, found: People, now: int) -> Reach:
    """Counts and ten names, spread over the whole. Whoever shows them to somebody notes that in the audit."""
    chat: Counter[str] = Counter()
    homes: set[int] = set()
    doors: set[int] = set()
    phone = knock = 0
    for first in range(0, len(found), SLICE):
        homes.update(found.households[first : first + SLICE])
        where = {"keys": write_json(list(found.persons[first : first + SLICE])), "present": now - PRESENT}
        before = knock
        for account, telephone, count in tx.sql.reach.counted(tx.connection, tenant=tx.tenant, **where):
            if account:
                chat[account] += count
            elif telephone:
                phone += count
            else:
                knock += count
        if knock > before:
            rows = tx.sql.reach.without_either(tx.connection, tenant=tx.tenant, **where)
            doors.update(household for (household,) in rows)
    return Reach(len(found), len(homes - {0}), dict(chat), phone, knock, len(doors), _examples(tx, found))


def in_chat(tx: Transaction, persons: Iterable[int], now: int) -> set[int]:
    """Those of them who would read what is written to them now."""
    keys = write_json(sorted(persons))
    rows = tx.sql.reach.in_chat(tx.connection, tenant=tx.tenant, keys=keys, present=now - PRESENT)
    return {person for (person,) in rows}


def reading(tx: Transaction, found: People, language: str) -> int:
    """How many of them read a language rather than Chinese."""
    return sum(
        int(tx.sql.reach.reading(
            tx.connection, tenant=tx.tenant, keys=write_json(list(found.persons[first : first + SLICE])),
            language=f"{language}%",
        ))
        for first in range(0, len(found), SLICE)
    )  # fmt: skip


def _examples(tx: Transaction, found: People) -> tuple[Named, ...]:
    count = min(EXAMPLES, len(found))
    chosen = [found.persons[place * len(found) // count] for place in range(count)]
    rows = [tx.sql.reach.named(tx.connection, tenant=tx.tenant, person=person) for person in chosen]
    return tuple(Named(person, name, door or "") for person, name, door in rows)


def may_exceed(tx: Transaction, audience: Audience, base_path: str, most: int) -> bool:
    """Whether it may be more people than so many, without computing who: as many as live where anybody of it can be,
    unless it names houses, roles or circumstances, which are few."""
    if _is_narrow(audience):
        return False
    left = most
    for path in audiences.reached(tx, audience, base_path):
        village = ids_of(path)[-1]
        left -= int(tx.sql.reach.people_in(tx.connection, tenant=tx.tenant, village=village, most=left + 1))
        if left < 0:
            return True
    return False


def _is_narrow(audience: Audience) -> bool:
    match audience:
        case AllOf(parts):
            return any(map(_is_narrow, parts))
        case AnyOf(parts):
            return all(map(_is_narrow, parts))
        case InBuilding() | WithRole() | WithStatus() | AtDoors() | OnePerson():
            return True
        case _:
            return False
