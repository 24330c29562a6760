"""The day's figures of an area: new on that day and in all until its end, out of the records and nowhere else."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from domain.areas import Area
from domain.grades import Grade
from domain.shifts import day_bounds
from storage.database import Transaction
from storage.ids import first_at
from storage.observations import read_stages
from storage.observed import villages
from storage.people import BEYOND

FIGURES = (
    "households", "persons", "returnees", "observed", "alarms", "errands", "visits", "doors", "checks",
    "disputes",
)  # fmt: skip
"""In the order in which they are read."""

NOT_OVER = ("returnees", "observed", "alarms", "errands", "disputes")
"""Of which something can go on."""

FIRST_DAY = "0001-01-01"
LARGE = ("district", "town", "village")
"""Areas made of whole villages: their people are counted without looking at a household."""


@dataclass(frozen=True, slots=True)
class Figure:
    """`open`: of all of them, what is not over; None where nothing of the kind can be open."""

    name: str
    new: int
    all: int
    open: int | None = None


@dataclass(frozen=True, slots=True)
class Tally:
    """An area's figures of a day. `grades`: who is observed at its end, or now when it is today, by grade."""

    area: Area
    day: date
    figures: tuple[Figure, ...]
    grades: dict[Grade, int]


@dataclass(frozen=True, slots=True)
class Line:
    """One record of those that a figure counts."""

    id: int
    at: int
    name: str
    door: str
    words: str


def tally(tx: Transaction, area: Area, day: date, zone: ZoneInfo) -> Tally:
    since, until = day_bounds(day, zone)
    bounds = {"tenant": tx.tenant, "path_low": area.path, "path_high": area.path + BEYOND}
    then = tx.sql.tallies.observed_then(tx.connection, until=until, **bounds)
    grades = dict.fromkeys(Grade, 0)
    for kept, count in then:
        stages = read_stages(kept)
        grades[next((stage for stage in stages if day <= stage.last), stages[-1]).grade] += count
    figures = [_figure(tx, name, area, bounds, day, since, until) for name in FIGURES]
    here = sum(grades.values())
    counted = tuple(replace(figure, open=here) if figure.name == "observed" else figure for figure in figures)
    return Tally(area, day, counted, {grade: count for grade, count in grades.items() if count})


def lines(
    tx: Transaction, name: str, area: Area, first: date | None, last: date, zone: ZoneInfo, skip: int, count: int,
    going: bool = False,
) -> list[Line]:
    """What a figure counts, the newest first: of the days from the first to the last, None for all until then,
    and of those what is not over if `going`."""
    since, until = day_bounds(first, zone)[0] if first else 0, day_bounds(last, zone)[1]
    bounds: dict[str, Any] = {
        "tenant": tx.tenant, "path_low": area.path, "path_high": area.path + BEYOND, "skip": skip, "count": count,
    }  # fmt: skip
    if name in ("households", "persons"):
        bounds |= {"after": first_at(since) if first else 0, "before": first_at(until)}
    elif name in ("visits", "doors"):
        bounds |= {"first_day": first.isoformat() if first else FIRST_DAY, "last_day": last.isoformat()}
    else:
        bounds |= {"since": since, "until": until} | ({"going": int(going)} if name in NOT_OVER else {})
    if name == "disputes":
        return _disputes(tx, area, bounds)
    return [Line(*row) for row in getattr(tx.sql.tallies, f"list_{name}")(tx.connection, **bounds)]


def _disputes(tx: Transaction, area: Area, bounds: dict[str, Any]) -> list[Line]:
    """Village by village, since their numbers are a village's."""
    first, count = bounds["skip"], bounds["count"]
    rows = [
        Line(*row) for village in villages(tx, area.path)
        for row in tx.sql.tallies.list_disputes(
            tx.connection, village=village, **(bounds | {"skip": 0, "count": first + count})
        )
    ]  # fmt: skip
    return sorted(rows, key=lambda line: (-line.at, line.id))[first : first + count]


def _figure(
    tx: Transaction, name: str, area: Area, bounds: dict[str, Any], day: date, since: int, until: int
) -> Figure:
    match name:
        case "households":
            whole = int(tx.sql.tallies.households(tx.connection, **bounds))
            later = [int(_after(tx, "households_after", bounds, at)) for at in (since, until)]
            return Figure(name, later[0] - later[1], whole - later[1])
        case "persons":
            here = [_persons(tx, area, bounds, after) for after in (0, first_at(since), first_at(until))]
            return Figure(name, here[1] - here[2], here[0] - here[2])
        case "visits":
            days = [_visits(tx, bounds, first, day) for first in (day.isoformat(), FIRST_DAY)]
            return Figure(name, *days)
        case "doors":
            found = [_on_days(tx, "doors", bounds, first, day) for first in (day.isoformat(), FIRST_DAY)]
            return Figure(name, *found)
        case "disputes":
            counts = [
                tx.sql.tallies.disputes(tx.connection, village=village, since=since, until=until, **bounds)
                for village in villages(tx, area.path)
            ]
            return Figure(name, *(sum(int(row[place]) for row in counts) for place in range(3)))
    return Figure(name, *_ever(tx, name, bounds, since, until))


def _ever(tx: Transaction, name: str, bounds: dict[str, Any], since: int, until: int) -> tuple[int, ...]:
    row = getattr(tx.sql.tallies, name)(tx.connection, since=since, until=until, **bounds)
    return tuple(int(value) for value in row)


def _after(tx: Transaction, query: str, bounds: dict[str, Any], at: int) -> int:
    return int(getattr(tx.sql.tallies, query)(tx.connection, after=first_at(at), **bounds))


def _persons(tx: Transaction, area: Area, bounds: dict[str, Any], after: int) -> int:
    """Who was registered after an id was made, and is not gone."""
    if area.kind not in LARGE:
        return int(tx.sql.tallies.persons_of_part(tx.connection, after=after, **bounds))
    every = int(tx.sql.tallies.persons_of_villages(tx.connection, after=after, **bounds))
    return every - int(tx.sql.tallies.gone_of_villages(tx.connection, after=after, **bounds))


def _visits(tx: Transaction, bounds: dict[str, Any], first: str, last: date) -> int:
    return _on_days(tx, "visits", bounds, first, last) - _on_days(tx, "corrections", bounds, first, last)


def _on_days(tx: Transaction, query: str, bounds: dict[str, Any], first: str, last: date) -> int:
    found = getattr(tx.sql.tallies, query)(
        tx.connection, first_day=first, last_day=last.isoformat(), **bounds
    )
    return int(found)
