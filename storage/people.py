"""People: found by address, made, looked up, given roles."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from domain.areas import ids_of
from domain.people import STAFF, Held, Person, Role
from storage.database import Transaction
from storage.json_text import write_json

BEYOND = "\U0010ffff"
"""Above every character: the upper end of a prefix range."""

_PLAIN, _STAFF, _ACTING = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Found:
    """A person as a list shows them."""

    id: int
    name: str
    phone: str
    state: str
    door: str
    staff: bool
    path: str  #: of the household's area, "" when there is none


def at_address(tx: Transaction, account: str, chat: str) -> Person | None:
    """Who is bound to a chat."""
    row = tx.sql.people.by_address(tx.connection, tenant=tx.tenant, account=account, chat=chat)
    if row is None:
        return None
    *found, others = row
    person = _person(tx, found)
    return replace(person, elsewhere=True, moved=others == 2) if others else person


def get(tx: Transaction, person: int) -> Person | None:
    row = tx.sql.people.by_id(tx.connection, tenant=tx.tenant, person=person)
    return _person(tx, row) if row else None


def _person(tx: Transaction, row: Any) -> Person:
    *fields, area, area_path, staff = row
    roles: tuple[Held, ...] = ()
    households: tuple[int, ...] = ()
    if staff != _PLAIN:
        held = tx.sql.people.roles(tx.connection, tenant=tx.tenant, person=row[0])
        roles = tuple(Held(Role(role), where, path) for role, where, path in held)
        acting = tx.sql.people.relative_of(tx.connection, tenant=tx.tenant, person=row[0])
        households = tuple(household for (household,) in acting)
    person, name, phone, language, state, village, village_path, household, door = fields
    return Person(
        person, name, phone, language, state, village, village_path, household, door or "",
        area or 0, area_path or "", roles, households,
    )  # fmt: skip


def add(
    tx: Transaction,
    name: str,
    village: int,
    now: int,
    *,
    terms: Iterable[str],
    household: int = 0,
    phone: str = "",
    language: str = "zh",
    confirmed: bool = False,
) -> int:
    """A new person with the search terms that nlu.names makes of them; the id."""
    person = tx.ids.next()
    tx.sql.people.add(
        tx.connection, tenant=tx.tenant, id=person, household=household, village=village, name=name,
        phone=phone, language=language, state="confirmed" if confirmed else "provisional", staff=_PLAIN, now=now,
    )  # fmt: skip
    index(tx, person, terms)
    return person


def index(tx: Transaction, person: int, terms: Iterable[str]) -> None:
    """Replaces a person's search terms."""
    tx.sql.people.drop_terms(tx.connection, tenant=tx.tenant, person=person)
    for term in sorted(terms):
        tx.sql.people.add_term(tx.connection, tenant=tx.tenant, term=term, person=person)


def give_role(tx: Transaction, person: int, role: Role, area: int) -> None:
    tx.sql.people.add_role(tx.connection, tenant=tx.tenant, person=person, role=role.value, area=area)
    if role in STAFF:
        tx.sql.people.mark_staff(tx.connection, tenant=tx.tenant, person=person)


def let_act_for(
    tx: Transaction, person: int, household: int, agreed_by: int, now: int, *, neighbour: bool = False
) -> None:
    """A household agreed that this person orders for it: family elsewhere, who is alarmed with it too, or a
    neighbour."""
    tx.sql.people.add_relative(
        tx.connection, tenant=tx.tenant, person=person, household=household, agreed_by=agreed_by,
        neighbour=int(neighbour), now=now,
    )  # fmt: skip
    tx.sql.people.mark_acting(tx.connection, tenant=tx.tenant, person=person)


def relatives(tx: Transaction, household: int) -> list[int]:
    """Family elsewhere of a household: who acts for it and is alarmed with it."""
    rows = tx.sql.people.relatives(tx.connection, tenant=tx.tenant, household=household)
    return [person for (person,) in rows]


def families_of_shut(tx: Transaction, persons: Iterable[int]) -> list[tuple[int, int]]:
    """(household, relative) of those of some people who may be written to only after their next word."""
    keys = write_json(sorted(persons))
    return list(tx.sql.people.families_of_shut(tx.connection, tenant=tx.tenant, keys=keys))


def acting(tx: Transaction, household: int) -> list[int]:
    """Everybody who may order for a household without asking: family elsewhere and neighbours."""
    rows = tx.sql.people.acting(tx.connection, tenant=tx.tenant, household=household)
    return [person for (person,) in rows]


def stop_acting(tx: Transaction, person: int, household: int) -> bool:
    """The household takes its agreement back; False when there was none."""
    return bool(
        tx.sql.people.drop_relative(tx.connection, tenant=tx.tenant, person=person, household=household)
    )


def confirm(tx: Transaction, person: int) -> bool:
    """A worker says that this person lives there; False when somebody said so before."""
    return bool(tx.sql.people.confirm(tx.connection, tenant=tx.tenant, person=person))


def move(tx: Transaction, person: int, household: int, village: int) -> None:
    tx.sql.people.move(tx.connection, tenant=tx.tenant, person=person, household=household, village=village)


def set_language(tx: Transaction, person: int, language: str) -> None:
    tx.sql.people.set_language(tx.connection, tenant=tx.tenant, person=person, language=language)


def set_name_phone(tx: Transaction, person: int, name: str, phone: str) -> None:
    """Corrects a name or a phone; `index` must follow with the new search terms."""
    tx.sql.people.set_name_phone(tx.connection, tenant=tx.tenant, person=person, name=name, phone=phone)


def with_role(tx: Transaction, path: str, role: Role) -> list[int]:
    """Who holds a role in the nearest area up from `path` in which anybody does: the workers of a micro-grid,
    or else of its grid, and so on up."""
    for area in reversed(ids_of(path)):
        rows = tx.sql.people.with_role(tx.connection, tenant=tx.tenant, area=area, role=role.value)
        people = [person for (person,) in rows]
        if people:
            return people
    return []


def holders(tx: Transaction, path: str, role: Role) -> list[int]:
    """Who holds a role anywhere in the area of `path` ("" is everywhere), 200 at most."""
    rows = tx.sql.people.holders(
        tx.connection, tenant=tx.tenant, role=role.value, path_low=path, path_high=path + BEYOND
    )
    return [person for (person,) in rows]


def in_household(tx: Transaction, household: int) -> list[int]:
    rows = tx.sql.people.in_household(tx.connection, tenant=tx.tenant, household=household)
    return [person for (person,) in rows]


def with_phone(tx: Transaction, phone: str) -> list[tuple[int, str, int]]:
    """(id, name, household) of those with a phone."""
    return list(tx.sql.people.by_phone(tx.connection, tenant=tx.tenant, phone=phone))


def named(tx: Transaction, name: str) -> list[tuple[int, str, int]]:
    """(id, name, household) of those with exactly that name."""
    return list(tx.sql.people.by_name(tx.connection, tenant=tx.tenant, name=name))


def search(tx: Transaction, term: str, path: str, count: int = 20) -> list[Found]:
    """People in the area of `path` with a search term that begins with `term` (made by nlu.names.query_term)."""
    if not term:
        return []
    rows = tx.sql.people.search(
        tx.connection, tenant=tx.tenant, low=term, high=term + BEYOND,
        path_low=path, path_high=path + BEYOND, count=count,
    )  # fmt: skip
    return [_found(row) for row in rows]


def search_all(tx: Transaction, terms: Sequence[str], path: str, count: int = 20) -> list[Found]:
    """People in the area of `path` of whom each of up to four terms (a way of nlu.names.query_ways) fits."""
    if len(terms) < 2:
        return search(tx, terms[0] if terms else "", path, count)
    ranges: dict[str, str] = {}
    for place in range(4):
        term = terms[place] if place < len(terms) else terms[0]
        ranges |= {f"low{place + 1}": term, f"high{place + 1}": term + BEYOND}
    rows = tx.sql.people.search_all(
        tx.connection, tenant=tx.tenant, path_low=path, path_high=path + BEYOND, count=count, **ranges
    )
    return [_found(row) for row in rows]


def in_village(tx: Transaction, village: int, after: int = 0, count: int = 200) -> list[Found]:
    """People of a village in order of id, from above `after`."""
    rows = tx.sql.people.in_village(
        tx.connection, tenant=tx.tenant, village=village, after=after, count=count
    )
    return [_found(row) for row in rows]


def _found(row: Any) -> Found:
    person, name, phone, state, door, staff, path = row
    return Found(person, name, phone, state, door or "", staff == _STAFF, path or "")


def count(tx: Transaction) -> int:
    return int(tx.sql.people.count(tx.connection, tenant=tx.tenant))


def every(tx: Transaction, slice_size: int = 2000) -> Iterator[tuple[Any, ...]]:
    """All people for an export, in slices: id, name, phone, language, state, door, part, landlord, village,
    micro-grid, grid, household."""
    after = 0
    while rows := list(tx.sql.people.every(tx.connection, tenant=tx.tenant, after=after, count=slice_size)):
        yield from rows
        after = rows[-1][0]
