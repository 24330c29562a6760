"""The ledger of a broadcast as pages and sheets show it: by micro-grid, and who stands somewhere in it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from domain.notices import Standing
from storage.database import Transaction
from storage.json_text import write_json
from storage.people import BEYOND

SLICE = 2_000


@dataclass(frozen=True, slots=True)
class Listed:
    """A notice in a list, with its newest sending."""

    id: int
    number: int
    area: int
    area_name: str
    title: str
    author: str
    emergency: int
    corrects: int
    made_at: int
    broadcast: int
    state: str
    rule: int
    operation: str
    people: int
    starts_at: int
    counted: str


@dataclass(frozen=True, slots=True)
class Part:
    """What a micro-grid contributes to a ledger, in people or in households; area 0: no door is known of them."""

    area: int
    path: str
    grid: str
    name: str
    everybody: int
    answered: int  #: or told in person
    silent: int


def listed(tx: Transaction, path: str, before: int, count: int) -> list[Listed]:
    """Notices of an area and of its parts with an id below `before`, the newest first."""
    rows = tx.sql.ledgers.listed(
        tx.connection, tenant=tx.tenant, path_low=path, path_high=path + BEYOND, before=before, count=count
    )
    return [Listed(*row) for row in rows]


def answered(tx: Transaction, broadcast: int, counted: str) -> tuple[int, int]:
    """(who has answered or was told, everybody), counted as the author chose."""
    done, everybody = tx.sql.ledgers.answered(
        tx.connection, tenant=tx.tenant, broadcast=broadcast, by_household=int(counted == "household")
    )
    return int(done), int(everybody)


def by_area(tx: Transaction, broadcast: int, counted: str) -> list[Part]:
    """Each micro-grid's part, counted as the author chose; it looks at every row, which takes a while for many."""
    query = tx.sql.ledgers.households_by_area if counted == "household" else tx.sql.ledgers.people_by_area
    return [Part(*row) for row in query(tx.connection, tenant=tx.tenant, broadcast=broadcast)]


def of_area(tx: Transaction, broadcast: int, area: int) -> list[Standing]:
    """Who of a micro-grid stands in the ledger, by door."""
    rows = tx.sql.ledgers.of_area(tx.connection, tenant=tx.tenant, broadcast=broadcast, area=area)
    return [Standing(*row) for row in rows]


def without_door(tx: Transaction, broadcast: int, after: int = 0, count: int = SLICE) -> list[Standing]:
    """Who lives behind no known door, from above `after`."""
    rows = tx.sql.ledgers.without_door(
        tx.connection, tenant=tx.tenant, broadcast=broadcast, after=after, count=count
    )
    return [Standing(*row) for row in rows]


def doors(tx: Transaction, households: Sequence[int]) -> list[str]:
    """The doors of these households."""
    found: list[str] = []
    for first in range(0, len(households), SLICE):
        keys = write_json(list(households[first : first + SLICE]))
        found += [door for (door,) in tx.sql.ledgers.doors(tx.connection, tenant=tx.tenant, keys=keys)]
    return found


def undecided(tx: Transaction, broadcast: int, count: int = 500) -> Iterator[Standing]:
    """Whose copy may or may not have arrived, and who has said nothing since: a human decides."""
    rows = tx.sql.ledgers.in_outbox(
        tx.connection, tenant=tx.tenant, broadcast=broadcast, state="unknown", count=count
    )
    return (Standing(*row) for row in rows)


def not_told(tx: Transaction, broadcast: int, people: Sequence[int]) -> int:
    """These count as not told by chat: they are telephoned or knocked for; how many."""
    return int(
        tx.sql.ledgers.not_told(
            tx.connection, tenant=tx.tenant, broadcast=broadcast, rows=write_json(sorted(people))
        )
    )
