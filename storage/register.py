"""The register: people by area as the console's pages list them, how each is reached, and who looked."""

from dataclasses import dataclass

from domain.areas import Area
from storage import audit
from storage.database import Transaction
from storage.people import BEYOND

SITTING = 10 * 60 * 1000
"""Milliseconds within which a page that is opened again is the same look."""


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A person as a list by door shows them."""

    id: int
    name: str
    phone: str
    state: str
    door: str
    staff: int
    path: str  #: of the household's area, "" when there is none
    part: str


@dataclass(frozen=True, slots=True)
class Reached:
    """A chat in which somebody can be reached, without its number."""

    account: str
    state: str  #: reachable or unreachable
    since: int


def in_area(tx: Transaction, village: int, path: str, skip: int, count: int) -> list[Neighbour]:
    """People of a village whose household lies in the area of `path`, by door; those who live elsewhere last."""
    rows = tx.sql.register.in_area(
        tx.connection,
        tenant=tx.tenant,
        village=village,
        path_low=path,
        path_high=path + BEYOND,
        skip=skip,
        count=count,
    )
    return [
        Neighbour(person, name, phone, state, door or "", staff, where or "", part or "")
        for person, name, phone, state, door, staff, where, part in rows
    ]


def addresses(tx: Transaction, person: int) -> list[Reached]:
    """Where a person is or was reachable, the newest first."""
    rows = tx.sql.register.addresses(tx.connection, tenant=tx.tenant, person=person)
    return [Reached(*row) for row in rows]


def below(tx: Transaction, path: str, kind: str) -> list[Area]:
    """The areas of a kind in the area of `path`, itself among them, by name."""
    rows = tx.sql.register.below(tx.connection, tenant=tx.tenant, path_low=path, path_high=path + BEYOND, kind=kind)
    return [Area(*row) for row in rows]


def look(tx: Transaction, actor: int, person: int, now: int) -> None:
    """Notes that `actor` looked at a person, once a sitting."""
    last = tx.sql.register.last_look(tx.connection, tenant=tx.tenant, subject=person)
    if last is None or last[0] != actor or now - last[1] > SITTING:
        audit.note(tx, actor, "see_person", person, now)
