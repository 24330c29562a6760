"""Many cases of observation at once, as a board counts, filters and lists them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from domain.areas import ids_of
from domain.grades import TERMS, Grade
from domain.nucleic import Test, holding
from domain.observation import Observation, State, latest_slot
from domain.schedules import local_day, moment
from domain.strips import first_shown
from storage import check_ins, nucleic, observations, register
from storage.check_ins import CheckIn
from storage.database import Transaction
from storage.json_text import write_json
from storage.people import BEYOND

AHEAD = 2**53
"""Epoch milliseconds after everything."""


class Entry(NamedTuple):
    """One open case, as far as a board counts it, of ten thousand at once. `over`: its last day has passed, and
    nobody has released it."""

    id: int
    area: int
    person: int
    grade: Grade
    missing: bool  #: the newest report that was due has not come
    over: bool
    red: bool  #: an alarm about its person is open


@dataclass(frozen=True, slots=True)
class Row:
    """A case with its reports and who makes them."""

    case: Observation
    reports: list[CheckIn]
    reporter: str
    red: bool = False

    @property
    def results(self) -> dict[int, str]:
        """What holds for each time; of several reports the last."""
        return {report.slot: report.result for report in self.reports}

    @property
    def newest(self) -> CheckIn | None:
        """The last report with a temperature."""
        return next((report for report in reversed(self.reports) if report.temperature is not None), None)


def entries(tx: Transaction, path: str, zone: ZoneInfo, now: int) -> list[Entry]:
    """The open cases of an area, micro-grid by micro-grid and household by household."""
    bounds = {"tenant": tx.tenant, "path_low": path, "path_high": path + BEYOND}
    rows = [row[2:] for row in sorted(tx.sql.observed.open_in(tx.connection, **bounds))]
    red = {person for (person,) in tx.sql.observed.red(tx.connection, **bounds)}
    courses = _courses(tx, rows, zone, now)
    found = []
    for case, area, person, stages, times, pauses, last_slot, enrolled_at, ends_at in rows:
        grade, slot = courses[stages, times, pauses]
        missing = TERMS[grade].followed and slot > last_slot and slot >= enrolled_at
        found.append(Entry(case, area, person, grade, missing, now >= ends_at, person in red))
    return found


def _courses(
    tx: Transaction, rows: Iterable[Any], zone: ZoneInfo, now: int
) -> dict[tuple[str, str, str], tuple[Grade, int]]:
    """Today's grade and the newest time of each course. Those who were enrolled together have the same one."""
    alike = {(row[3], row[4], row[5]): row[0] for row in rows}
    cases = {case.id: case for case in observations.some(tx, alike.values())}
    today = local_day(now, zone)
    return {
        course: (cases[key].stage_on(today).grade, latest_slot(replace(cases[key], enrolled_at=0), zone, now))
        for course, key in alike.items()
    }


def rows(tx: Transaction, cases: Iterable[int], zone: ZoneInfo, now: int, red: Iterable[int] = ()) -> list[Row]:
    """Cases in the order that was given, with what was reported on the days that their strips show."""
    wanted, marked = list(cases), frozenset(red)
    found = {case.id: case for case in observations.some(tx, wanted)}
    first = min((first_shown(case, zone, now) for case in found.values()), default=None)
    reports = check_ins.of_cases(tx, wanted, moment(first, 0, zone)) if first else {}
    called = names(tx, {case.reporter for case in found.values()})
    return [
        Row(case, reports.get(case.id, []), called.get(case.reporter, ("", ""))[0], case.person in marked)
        for key in wanted if (case := found.get(key)) is not None
    ]  # fmt: skip


def over(tx: Transaction, path: str, since: int, until: int = AHEAD) -> list[int]:
    """Cases of an area that ended between two times (epoch ms), the last first."""
    bounds = {"tenant": tx.tenant, "path_low": path, "path_high": path + BEYOND, "since": since, "until": until}
    return [key for (key,) in tx.sql.observed.over_in(tx.connection, **bounds)]


def released(tx: Transaction, paths: Iterable[str], day: date, zone: ZoneInfo) -> list[Observation]:
    """Who was released on a day in these areas, in the order of their numbers."""
    begins, ends = moment(day, 0, zone), moment(day + timedelta(days=1), 0, zone)
    keys = [key for path in paths for key in over(tx, path, begins, ends)]
    found = [case for case in observations.some(tx, keys) if case.state is State.RELEASED]
    return sorted(found, key=lambda case: (case.village, case.number))


def villages(tx: Transaction, path: str) -> list[int]:
    """The villages of an area; of a part of a village the one in which it lies."""
    below = [village.id for village in register.below(tx, path, "village")]
    return below or ids_of(path)


def names(tx: Transaction, people: Iterable[int]) -> dict[int, tuple[str, str]]:
    """Name and telephone of people."""
    keys = write_json(sorted(set(people)))
    rows = tx.sql.observed.names(tx.connection, tenant=tx.tenant, keys=keys)
    return {person: (name, phone) for person, name, phone in rows}


def reports(tx: Transaction, observation: int) -> list[tuple[CheckIn, str]]:
    """Everything that was reported of a case, what was corrected later too, each with who reported it."""
    rows = tx.sql.observed.reports(tx.connection, tenant=tx.tenant, observation=observation)
    return [(check_ins.read(row[:-1]), row[-1]) for row in rows]


@dataclass(frozen=True, slots=True)
class Exported:
    """A case with the names that belong to it, and how many reports there are."""

    case: Observation
    village: str
    area: str
    reporter: str
    enrolled_by: str
    ended_by: str
    reports: int
    abnormal: int
    tests: tuple[Test, ...] = ()

    @property
    def id(self) -> int:
        return self.case.id


def exported(tx: Transaction, _: object, after: int, count: int) -> list[Exported]:
    """Cases with ids above `after`, the oldest first."""
    rows = list(tx.sql.observed.exported(tx.connection, tenant=tx.tenant, after=after, count=count))
    cases = {case.id: case for case in observations.some(tx, [row[0] for row in rows])}
    tests = nucleic.of_cases(tx, cases)
    return [
        replace(Exported(cases[row[0]], *row[1:]), tests=tuple(holding(tests.get(row[0], ()))))
        for row in rows if row[0] in cases
    ]
