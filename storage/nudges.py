"""Nudges: what was done about those who are silent on a notice, each with who did it and how many it was about."""

from dataclasses import dataclass

from domain.areas import Area
from storage.database import Transaction

REMIND, HAND = "remind", "hand"


@dataclass(frozen=True, slots=True)
class Nudge:
    id: int
    broadcast: int
    kind: str
    made_by: int
    at: int
    after: int  #: the ledger is looked through up to this person
    people: int
    doors: int
    lately: int  #: not reminded, since they had a copy just now
    homeless: int  #: silent people of whom no door is known
    unreachable: int  #: not reminded, since they read in no chat
    done_at: int | None


@dataclass(frozen=True, slots=True)
class Silent:
    """Somebody who has neither answered nor been told. `area`: the micro-grid of their door, or its village where no
    micro-grid is known; 0 without a door."""

    person: int
    area: int
    household: int
    copy: str  #: the state of their newest copy, "" when there is none
    copied_at: int
    way: str


def add(tx: Transaction, broadcast: int, kind: str, by: int, now: int) -> Nudge:
    nudge = Nudge(tx.ids.next(), broadcast, kind, by, now, 0, 0, 0, 0, 0, 0, None)
    tx.sql.nudges.add(
        tx.connection, tenant=tx.tenant, id=nudge.id, broadcast=broadcast, kind=kind, by=by, now=now
    )
    return nudge


def get(tx: Transaction, nudge: int) -> Nudge | None:
    row = tx.sql.nudges.by_id(tx.connection, tenant=tx.tenant, id=nudge)
    return Nudge(*row) if row else None


def unfinished(tx: Transaction) -> list[Nudge]:
    """Those of whose ledger a part is still to be dealt with."""
    return [Nudge(*row) for row in tx.sql.nudges.open(tx.connection, tenant=tx.tenant)]


def newest(tx: Transaction, broadcast: int, kind: str) -> Nudge | None:
    row = tx.sql.nudges.newest(tx.connection, tenant=tx.tenant, broadcast=broadcast, kind=kind)
    return Nudge(*row) if row else None


def advance(
    tx: Transaction, nudge: Nudge, after: int, *, people: int = 0, doors: int = 0, lately: int = 0, homeless: int = 0,
    unreachable: int = 0,
) -> None:  # fmt: skip
    """The ledger is looked through up to `after`; so many more."""
    tx.sql.nudges.advance(
        tx.connection, tenant=tx.tenant, id=nudge.id, after=after, people=people, doors=doors, lately=lately,
        homeless=homeless, unreachable=unreachable,
    )  # fmt: skip


def end(tx: Transaction, nudge: int, now: int) -> None:
    tx.sql.nudges.ended(tx.connection, tenant=tx.tenant, id=nudge, now=now)


def silent(tx: Transaction, broadcast: int, counted: str, after: int, count: int) -> list[Silent]:
    """The next people of a ledger in order of their ids who are silent."""
    rows = tx.sql.nudges.silent(
        tx.connection, tenant=tx.tenant, broadcast=broadcast, by_household=int(counted == "household"), after=after,
        count=count,
    )  # fmt: skip
    return [Silent(*row) for row in rows]


def hand(tx: Transaction, nudge: Nudge, area: int) -> None:
    """The workers of an area go to the silent of a broadcast from now on."""
    tx.sql.nudges.hand(tx.connection, tenant=tx.tenant, broadcast=nudge.broadcast, area=area, nudge=nudge.id)


def unsent(tx: Transaction, nudge: Nudge, count: int) -> list[Area]:
    """Areas whose workers have not been told of it yet, neighbours beside each other."""
    rows = tx.sql.nudges.unsent(
        tx.connection, tenant=tx.tenant, broadcast=nudge.broadcast, nudge=nudge.id, count=count
    )
    return [Area(*row) for row in rows if row[3] is not None]


def sent(tx: Transaction, nudge: Nudge, area: int, now: int) -> None:
    tx.sql.nudges.sent(tx.connection, tenant=tx.tenant, broadcast=nudge.broadcast, area=area, now=now)


def without_worker(tx: Transaction, nudge: Nudge) -> list[str]:
    """The names of areas whose doors went to the nearest worker up, since they have none of their own."""
    rows = tx.sql.nudges.without_worker(
        tx.connection, tenant=tx.tenant, broadcast=nudge.broadcast, nudge=nudge.id
    )
    return [name for (name,) in rows]


def handed(tx: Transaction, broadcast: int) -> set[int]:
    """The areas whose workers go to the silent of a broadcast."""
    rows = tx.sql.nudges.handed(tx.connection, tenant=tx.tenant, broadcast=broadcast)
    return {area for (area,) in rows}
