"""Whom an audience is: computed village by village with set operations, so that a whole district stays small."""

from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from collections.abc import Set as AbstractSet
from itertools import pairwise
from typing import Any

from domain.audiences import (
    AllOf,
    AnyOf,
    AtDoors,
    Audience,
    InArea,
    InBuilding,
    Not,
    OnePerson,
    OrderedIn,
    SilentOn,
    WithRole,
    WithStatus,
)
from domain.doors import building, by_door
from storage.database import Transaction
from storage.members import Member, People
from storage.people import BEYOND

SLICE = 2_000
"""Rows fetched and people sorted at a time: other threads have their turn in between."""

NOWHERE = "0/"
"""A path in which nothing lies."""

Homes = dict[int, int]
"""Households by person."""


def people(tx: Transaction, audience: Audience, base_path: str, now: int) -> People:
    """Who an audience is now, without those who are gone. Only reads.

    base_path is where its author leads ("" is everywhere): `not` leaves the rest of it, and roles and statuses that
    are combined with no place are those of it.
    """
    reading = _Reading(tx, now)
    runs = {}
    for village in sorted(reading.reach(audience, base_path)):
        members = reading.members(audience, base_path, village)
        if members:
            runs[reading.villages[village]] = _sorted(members.items())
    return _merged(runs)


def buildings(tx: Transaction, village: int) -> dict[str, str]:
    """The buildings of a village as people count them, by the beginning of their door keys: "3" is 3幢. A house whose
    rooms are let is none."""
    found: dict[str, str] = {}
    for key, door in tx.sql.audiences.doors_of(tx.connection, tenant=tx.tenant, village=village):
        beginning, dash, room = key.partition("-")
        if dash and room[:1].isascii() and room[:1].isalnum():
            found.setdefault(beginning, building(door))
    return dict(sorted(found.items(), key=lambda each: by_door(each[1])))


class _Reading:
    """One computation. A whole village is read when its turn comes; everything smaller once, for all villages."""

    def __init__(self, tx: Transaction, now: int) -> None:
        self.tx, self.now = tx, now
        self.villages: dict[int, str] = dict(tx.sql.audiences.villages(tx.connection, tenant=tx.tenant))
        self._listed: dict[Any, dict[int, Homes]] = {}
        self._whole: tuple[int, Homes] = (0, {})

    def reach(self, audience: Audience, base: str) -> set[int]:
        """Villages in which anybody of an audience can be."""
        match audience:
            case AllOf(parts):
                wanted, _, inner = _divided(parts, base)
                return set.intersection(*[self.reach(part, inner) for part in wanted] or [self._reach(base)])
            case AnyOf(parts):
                return set().union(*(self.reach(part, base) for part in parts))
            case Not(_):
                return self._reach(base)
            case InArea(area):
                return self._reach(self._path(area))
            case WithStatus(_):
                return self._reach(base)  # for whom it holds changes; where they can be does not
            case _:
                return set(self._list(audience, base))

    def members(self, audience: Audience, base: str, village: int) -> Homes:
        """Who of a village is in an audience. What comes back may be kept: nobody changes it."""
        match audience:
            case AllOf(parts):
                wanted, unwanted, inner = _divided(parts, base)
                first, *more = [self.members(part, inner, village) for part in wanted] or [self._in(base, village)]
                left: AbstractSet[int] = first.keys()
                for found in more:
                    left = left & found.keys()
                for part in unwanted:
                    left = left - self.members(part, inner, village).keys()
                return first if len(left) == len(first) else {person: first[person] for person in left}
            case AnyOf(parts):
                return {person: home for part in parts for person, home in self.members(part, base, village).items()}
            case Not(part):
                return self.members(AllOf((audience,)), base, village)
            case InArea(area):
                return self._in(self._path(area), village)
            case _:
                return self._list(audience, base).get(village, {})

    def _path(self, area: int) -> str:
        tx = self.tx
        return str(tx.sql.audiences.area_path(tx.connection, tenant=tx.tenant, area=area) or NOWHERE)

    def _lies_wide(self, path: str) -> bool:
        """Whether an area is a village or holds some, and is no part of one."""
        return any(lies.startswith(path) for lies in self.villages.values())

    def _reach(self, path: str) -> set[int]:
        if self._lies_wide(path):
            return {village for village, lies in self.villages.items() if lies.startswith(path)}
        return set(self._part(path))

    def _in(self, path: str, village: int) -> Homes:
        """Who of a village lives in an area."""
        if not self._lies_wide(path):
            return self._part(path).get(village, {})
        if not self.villages[village].startswith(path):
            return {}
        if self._whole[0] != village:
            rows = _sliced(self.tx.sql.audiences.in_village, self.tx, village=village)
            self._whole = village, {person: home for person, home, _ in rows}
        return self._whole[1]

    def _part(self, path: str) -> dict[int, Homes]:
        tx = self.tx
        return self._once(path, lambda: tx.sql.audiences.in_area(
            tx.connection, tenant=tx.tenant, path_low=path, path_high=path + BEYOND
        ))  # fmt: skip

    def _list(self, audience: Audience, base: str) -> dict[int, Homes]:
        return self._once((audience, base), lambda: self._rows(audience, base))

    def _once(self, key: Any, read: Callable[[], Iterable[Any]]) -> dict[int, Homes]:
        if key not in self._listed:
            found: dict[int, Homes] = {}
            for person, home, village, *_ in read():
                found.setdefault(village, {})[person] = home
            self._listed[key] = found
        return self._listed[key]

    def _rows(self, audience: Audience, base: str) -> Any:
        tx, sql = self.tx, self.tx.sql.audiences
        match audience:
            case InBuilding(village, name):
                return _in_building(tx, village, name)
            case WithRole(role, area):
                path = self._path(area) if area else base
                return sql.with_role(
                    tx.connection, tenant=tx.tenant, role=role.value, path_low=path, path_high=path + BEYOND
                )
            case WithStatus(status):
                return sql.with_status(
                    tx.connection, tenant=tx.tenant, status=status.value, at=self.now, path_low=base,
                    path_high=base + BEYOND,
                )  # fmt: skip
            case OrderedIn(window):
                return _sliced(sql.ordered, tx, key=3, window=window)
            case SilentOn(notice):
                return _silent(tx, notice)
            case AtDoors(households):
                return (row for each in dict.fromkeys(households)
                        for row in sql.at_household(tx.connection, tenant=tx.tenant, household=each))  # fmt: skip
            case OnePerson(person):
                return sql.one(tx.connection, tenant=tx.tenant, person=person)
            case _:
                raise AssertionError(audience)


def _divided(parts: tuple[Audience, ...], base: str) -> tuple[list[Audience], list[Audience], str]:
    """Parts that are wanted, parts that are taken away, and where those that name no place are looked for."""
    wanted: list[Audience] = [part for part in parts if not isinstance(part, Not)]
    unwanted = [part.part for part in parts if isinstance(part, Not)]
    return wanted, unwanted, "" if any(map(_is_bounded, wanted)) else base


def _is_bounded(audience: Audience) -> bool:
    """Whether an audience says by itself where: with one, statuses and roles are looked for there."""
    match audience:
        case AllOf(parts):
            return any(map(_is_bounded, parts))
        case AnyOf(parts):
            return all(map(_is_bounded, parts))
        case WithRole(_, area):
            return area != 0
        case WithStatus(_) | Not(_):
            return False
        case _:
            return True


def _in_building(tx: Transaction, village: int, name: str) -> Iterator[Any]:
    """A room follows the building: the house 3号 whose rooms are let (3-陈老板) is none."""
    beginning = f"{name}-"
    rows = tx.sql.audiences.in_building(
        tx.connection, tenant=tx.tenant, village=village, beginning=beginning, length=len(beginning)
    )
    return (row for row in rows if row[3][len(beginning) : len(beginning) + 1].isascii())


def _silent(tx: Transaction, notice: int) -> Iterator[Any]:
    sql = tx.sql.audiences
    told = list(sql.told(tx.connection, tenant=tx.tenant, notice=notice))
    by_household = any(counted == "household" for _, counted in told)
    persons: set[int] = set()
    households: set[int] = set()
    for broadcast, _ in told:
        for person, household in _sliced(sql.answered, tx, broadcast=broadcast):
            persons.add(person)
            if by_household and household:
                households.add(household)
    for broadcast, _ in told:
        for row in _sliced(sql.silent, tx, broadcast=broadcast):
            if row[0] not in persons and row[3] not in households:
                yield row


def _sliced(query: Any, tx: Transaction, key: int = 0, **values: int) -> Iterator[Any]:
    """The rows of a query in order of its key, some at a time."""
    after = 0
    while rows := list(query(tx.connection, tenant=tx.tenant, after=after, count=SLICE, **values)):
        yield from rows
        after = rows[-1][key]


def _sorted(members: Iterable[Member]) -> People:
    ordered = sorted(members)
    return People(array("q", [person for person, _ in ordered]), array("q", [home for _, home in ordered]))


def _merged(by_village: dict[str, People]) -> People:
    """Runs of different people as one, sorted a piece at a time."""
    runs = by_village.values()
    bounds = sorted(run.persons[place] for run in runs for place in range(0, len(run), SLICE))
    merged = People(array("q"), array("q"), tuple(by_village))
    for low, high in pairwise([*bounds, 2**63]):
        piece = _sorted(
            member for run in runs for member in run[bisect_left(run.persons, low) : bisect_left(run.persons, high)]
        )
        merged.persons.extend(piece.persons)
        merged.households.extend(piece.households)
    return merged


def reached(tx: Transaction, audience: Audience, base_path: str) -> list[str]:
    """The paths of the villages in which anybody of an audience can be, without computing who."""
    reading = _Reading(tx, 0)
    return [reading.villages[village] for village in reading.reach(audience, base_path)]
