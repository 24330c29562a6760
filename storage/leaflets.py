"""Rounds of paper in the table of doors: given to somebody, ticked off one by one."""

from collections.abc import Iterable

from domain.leaflets import Paper, Share
from storage.database import Transaction


def homes_of_building(tx: Transaction, village: int, building: str) -> list[tuple[int, str, int]]:
    """(household, door, micro-grid) of each door of a building: the first household where it holds several."""
    beginning = f"{building}-"
    rows = tx.sql.leaflets.homes_of_building(
        tx.connection, tenant=tx.tenant, village=village, beginning=beginning, length=len(beginning)
    )
    found: dict[str, tuple[int, str, int]] = {}
    for household, key, door, area in rows:
        if key[len(beginning) : len(beginning) + 1].isascii():  # the house 3号 whose rooms are let (3-陈老板) is none
            found.setdefault(key, (household, door, area))
    return list(found.values())


def give(
    tx: Transaction, broadcast: int, kind: str, where: Iterable[tuple[int, str, int]], to: int, by: int, now: int
) -> int:
    """Gives paper for doors (household) or places (0 and its words), each with its area, to somebody; how many. What
    was brought already is left, and what somebody else had is theirs no longer."""
    given = 0
    for household, place, area in where:
        spot = {"broadcast": broadcast, "kind": kind, "household": household, "place": place}
        if tx.sql.leaflets.was_done(tx.connection, tenant=tx.tenant, **spot):
            continue
        tx.sql.doors.add(
            tx.connection, tenant=tx.tenant, id=tx.ids.next(), area=area, given_to=to, given_at=now, by=by, now=now,
            **spot,
        )  # fmt: skip
        tx.sql.leaflets.give(tx.connection, tenant=tx.tenant, worker=to, now=now, **spot)
        given += 1
    return given


def of_person(tx: Transaction, person: int) -> list[Paper]:
    """What somebody has still to bring, round by round."""
    rows = tx.sql.leaflets.of_person(tx.connection, tenant=tx.tenant, person=person)
    return sorted((Paper(*row) for row in rows), key=lambda paper: (paper.broadcast, paper.kind, paper.id))


def get(tx: Transaction, paper: int) -> Paper | None:
    row = tx.sql.leaflets.by_id(tx.connection, tenant=tx.tenant, id=paper)
    return Paper(*row) if row else None


def done(tx: Transaction, paper: int, by: int, now: int) -> bool:
    """It was brought; False when it was before, or is not theirs to bring."""
    return bool(tx.sql.leaflets.done(tx.connection, tenant=tx.tenant, id=paper, by=by, now=now))


def tally(tx: Transaction, broadcast: int) -> list[Share]:
    """How far everybody is with the paper of a broadcast."""
    return [Share(*row) for row in tx.sql.leaflets.tally(tx.connection, tenant=tx.tenant, broadcast=broadcast)]


def undone(tx: Transaction, broadcast: int, count: int = 200) -> list[Paper]:
    """What is left of all of it."""
    rows = tx.sql.leaflets.undone(tx.connection, tenant=tx.tenant, broadcast=broadcast, count=count)
    return [Paper(*row) for row in rows]
