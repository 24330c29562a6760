"""Many people at once: looked up and written a slice at a time, in a few statements whatever the slice's size."""

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from domain.areas import Area
from domain.people import Household, Role
from storage.database import Transaction


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody who is there already, as far as an import must know to recognise them."""

    id: int
    name: str
    phone: str
    language: str
    village: str  #: its name
    household: int  #: where they live, 0 for staff and family who live elsewhere
    door: str
    door_key: str
    bound: bool = False  #: has an address in the account; looked up only for those without a household


@dataclass(frozen=True, slots=True)
class NewPerson:
    """Somebody to be written, with an id of `tx.ids`; staff as in the table (0 plain, 1 staff, 2 acting)."""

    id: int
    name: str
    phone: str
    language: str
    village: int
    household: int
    staff: int
    terms: Iterable[str]


@dataclass(frozen=True, slots=True)
class Doorway:
    """A household by where it is: unique within the tenant."""

    village: int
    door_key: str
    part: str = ""


def areas_named(tx: Transaction, names: Iterable[str]) -> list[Area]:
    """Areas of those names, of whatever kind."""
    rows = tx.sql.bulk.areas_by_name(tx.connection, tenant=tx.tenant, keys=_keys(names))
    return [Area(*row) for row in rows]


def by_chat(tx: Transaction, account: str, chats: Iterable[str]) -> dict[str, Known]:
    """Who is bound to those chats of an account."""
    rows = tx.sql.bulk.people_by_chat(tx.connection, tenant=tx.tenant, account=account, keys=_keys(chats))
    return {chat: _known(row) for chat, *row in rows}


def by_phone(tx: Transaction, phones: Iterable[str]) -> dict[str, list[Known]]:
    return _grouped(tx.sql.bulk.people_by_phone(tx.connection, tenant=tx.tenant, keys=_keys(phones)))


def by_household(tx: Transaction, households: Iterable[int]) -> dict[int, list[Known]]:
    """Who lives in those households, or acts for them from elsewhere."""
    return _grouped(tx.sql.bulk.people_by_household(tx.connection, tenant=tx.tenant, keys=_keys(households)))


def without_household(tx: Transaction, account: str, names: Iterable[str]) -> dict[str, list[Known]]:
    """Staff and family elsewhere of those names, with whether they have an address in an account."""
    rows = tx.sql.bulk.people_without_household(tx.connection, tenant=tx.tenant, account=account, keys=_keys(names))
    return _grouped(rows)


def households_at(tx: Transaction, doorways: Iterable[Doorway]) -> dict[Doorway, tuple[int, str]]:
    """(id, path of the area) of the households behind those doors, in all rooms; "" when no area is known."""
    keys = _keys((doorway.village, doorway.door_key) for doorway in doorways)
    rows = tx.sql.bulk.households_at(tx.connection, tenant=tx.tenant, keys=keys)
    return {Doorway(village, door_key, part): (key, path or "") for key, village, door_key, part, path in rows}


def add_households(tx: Transaction, wanted: Sequence[tuple[Household, str]], now: int) -> None:
    """Makes households, each with its door's key; those that are there already stay as they are."""
    rows = [
        (home.id, home.area, home.village, home.door, door_key, home.part, home.landlord) for home, door_key in wanted
    ]
    if rows:
        tx.sql.bulk.add_households(tx.connection, tenant=tx.tenant, rows=_json(rows), now=now)


def refine_area(tx: Transaction, household: int, area: int) -> None:
    """A household of which only the village (or grid) was known is in this smaller area."""
    tx.sql.bulk.refine_area(tx.connection, tenant=tx.tenant, household=household, area=area)


def add_people(tx: Transaction, people: Sequence[NewPerson], now: int) -> None:
    """Writes confirmed people with their search terms."""
    if not people:
        return
    rows = [
        (person.id, person.household, person.village, person.name, person.phone, person.language, person.staff)
        for person in people
    ]
    tx.sql.bulk.add_people(tx.connection, tenant=tx.tenant, rows=_json(rows), now=now)
    terms = [(person.id, list(person.terms)) for person in people]
    tx.sql.bulk.add_terms(tx.connection, tenant=tx.tenant, rows=_json(terms))


def add_roles(tx: Transaction, roles: Iterable[tuple[int, Role, int]]) -> None:
    """Gives roles: (person, role, area). Whoever is not new must be marked as staff by people.give_role instead."""
    rows = [{"tenant": tx.tenant, "person": person, "role": role.value, "area": area} for person, role, area in roles]
    if rows:
        tx.sql.bulk.add_roles(tx.connection, rows)


def prepare(tx: Transaction) -> None:
    """Gets the transaction ready for what follows in this file; the first thing in it."""
    tx.sql.bulk.prepare(tx.connection)


def _keys(values: Iterable[Any]) -> str:
    return _json(sorted(set(values)))


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _known(row: Sequence[Any]) -> Known:
    person, name, phone, language, village, household, door, key, *bound = row
    return Known(person, name, phone, language, village, household, door or "", key or "", bool(bound and bound[0]))


def _grouped(rows: Iterable[Sequence[Any]]) -> dict[Any, list[Known]]:
    found: dict[Any, list[Known]] = defaultdict(list)
    for key, *row in rows:
        found[key].append(_known(row))
    return found
