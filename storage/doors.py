"""Doors: at which of them a notice is still to be told in person, who goes there, and what was done.

The list is computed from the ledger whenever it is asked for, so that an answer that came a minute ago takes its door
off; the table keeps what people did.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any

from domain.doors import by_door
from domain.knocking import Door, Untold, Visit, Visited
from domain.spans import DAY
from storage.database import Transaction
from storage.ids import first_at
from storage.json_text import write_json
from storage.people import BEYOND

LOOKED_BACK = 60 * DAY
"""Milliseconds: an older broadcast is on no list, however long its words hold."""


def in_area(tx: Transaction, path: str, now: int, broadcast: int = 0) -> list[Door]:
    """The doors of an area at which something is still to be told, or of these one broadcast, in the order in which
    people count them. From its first 5,000 households: larger areas look at one village after another."""
    since = first_at(now - LOOKED_BACK)
    homes, silent = tx.sql.doors.homes(
        tx.connection, tenant=tx.tenant, path_low=path, path_high=path + BEYOND, since=since
    )
    return _still_to_tell(tx, homes, homes if silent else "[]", now, broadcast)


def at_homes(tx: Transaction, homes: Iterable[int], now: int, broadcast: int = 0) -> list[Door]:
    """Which of some households are still to be told of something, and of what."""
    keys = write_json(sorted(set(homes)))
    return _still_to_tell(tx, keys, keys, now, broadcast)


def _still_to_tell(tx: Transaction, keys: str, handed: str, now: int, broadcast: int) -> list[Door]:
    """The same of households listed as JSON: an area's list comes from the database and goes back as it is. `handed`:
    those of whose area the silent may have been handed over."""
    rows = list(tx.sql.doors.to_tell(
        tx.connection, tenant=tx.tenant, keys=keys, handed=handed, since=first_at(now - LOOKED_BACK),
        broadcast=broadcast,
    ))  # fmt: skip
    told_of = _told(tx, {row[5] for row in rows}, keys, now)
    still = [row for row in rows if (telling := told_of.get(row[5])) and row[0] not in telling.spared]
    if not still:
        return []
    visited: dict[int, list[Any]] = {}
    wanted = write_json(sorted({row[0] for row in still}))
    for household, *visit in tx.sql.doors.visits(tx.connection, tenant=tx.tenant, keys=wanted):
        visited.setdefault(household, []).append(visit)
    found = [
        _door(list(rows), told_of, visited.get(home, [])) for home, rows in groupby(still, key=itemgetter(0))
    ]  # fmt: skip
    return sorted((door for door in found if door.untold), key=_place)


def claim(tx: Transaction, door: Door, worker: int, now: int) -> bool:
    """A worker goes to a door; False when another does, whatever was known of it before."""
    for broadcast in door.broadcasts:
        _add(tx, broadcast, "knock", door.area, worker, worker, now, household=door.household)
        if not tx.sql.doors.claim(
            tx.connection, tenant=tx.tenant, broadcast=broadcast, household=door.household, worker=worker, now=now
        ):
            give_back(tx, door.household, worker)
            return False
    return True


def give_back(tx: Transaction, household: int, worker: int) -> bool:
    """They do not go there after all; False when they were not to."""
    return bool(tx.sql.doors.give_back(tx.connection, tenant=tx.tenant, household=household, worker=worker))


def visited(
    tx: Transaction, broadcast: int, household: int, area: int, outcome: Visit, worker: int, now: int
) -> None:
    """Keeps that a worker was at a door about a broadcast; whoever was to go there need not any more."""
    values = {"broadcast": broadcast, "household": household, "outcome": outcome.value, "by": worker, "now": now}
    if not tx.sql.doors.visited(tx.connection, tenant=tx.tenant, **values):
        tx.sql.doors.add_visit(tx.connection, tenant=tx.tenant, id=tx.ids.next(), area=area, **values)


def visits(tx: Transaction, household: int, since: int, about: Iterable[int] = ()) -> list[Visited]:
    """Who was at a door since a time, about any broadcast or about some, the oldest first."""
    wanted = set(about)
    rows = tx.sql.doors.visits(tx.connection, tenant=tx.tenant, keys=write_json([household]))
    return [
        Visited(by, name, at, Visit(outcome)) for _, broadcast, _, _, at, by, name, outcome in rows
        if at is not None and at >= since and (not wanted or broadcast in wanted)
    ]  # fmt: skip


def taker(tx: Transaction, household: int) -> str:
    """The name of who goes to a door, "" when nobody does."""
    rows = tx.sql.doors.visits(tx.connection, tenant=tx.tenant, keys=write_json([household]))
    return next((str(name) for _, _, given_to, name, at, *_ in rows if given_to and at is None), "")


def _add(
    tx: Transaction, broadcast: int, kind: str, area: int, to: int, by: int, now: int, *, household: int = 0,
    place: str = "",
) -> bool:  # fmt: skip
    return bool(
        tx.sql.doors.add(
            tx.connection, tenant=tx.tenant, id=tx.ids.next(), broadcast=broadcast, kind=kind, household=household,
            place=place, area=area, given_to=to, given_at=now if to else None, by=by, now=now,
        )
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Telling:
    """A broadcast that is still told: what it is about, and the households that one answer spares."""

    title: str
    spared: frozenset[int]


def _told(tx: Transaction, sendings: Iterable[int], keys: str, now: int) -> dict[int, _Telling]:
    """Which of some broadcasts are still told."""
    wanted = write_json(sorted(sendings))
    rows = list(tx.sql.doors.telling(tx.connection, tenant=tx.tenant, keys=wanted, now=now)) if sendings else []
    return {
        broadcast: _Telling(title, _spared(tx, broadcast, keys) if counted == "household" else frozenset())
        for broadcast, title, counted in rows
    }


def _spared(tx: Transaction, broadcast: int, keys: str) -> frozenset[int]:
    spared = tx.sql.doors.spared(tx.connection, tenant=tx.tenant, broadcast=broadcast, keys=keys)
    return frozenset(household for (household,) in spared)


def _door(rows: list[Any], told_of: Mapping[int, _Telling], visits: list[Any]) -> Door:
    """Without what need not be told there any more, since nobody lives there."""
    moved = {broadcast for broadcast, *_, outcome in visits if outcome == Visit.MOVED}
    untold = tuple(
        Untold(broadcast, told_of[broadcast].title, person, name, phone, way, bool(shut))
        for *_, broadcast, person, name, phone, way, shut in rows if broadcast not in moved
    )  # fmt: skip
    about = {each.broadcast for each in untold}
    open_now = [(to, name) for broadcast, to, name, at, *_ in visits if broadcast in about and to and at is None]
    seen = [
        Visited(by, name, at, Visit(outcome)) for broadcast, _, _, at, by, name, outcome in visits
        if broadcast in about and at is not None
    ]  # fmt: skip
    household, village, area, door, part = rows[0][:5]
    return Door(household, village, area, door, part, untold, *(open_now or [(0, "")])[0], tuple(dict.fromkeys(seen)))


def _place(door: Door) -> tuple[Any, ...]:
    return door.village, door.area, by_door(door.door), door.part, door.household
