"""Visits: one row a look at a household, how each household stands, and how much of an area has been seen."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from domain.messages import FileReference
from domain.returnees import WATCHED_DAYS
from domain.schedules import moment
from domain.visits import MET, Home, Reason, Report, Result
from storage import households, sayings
from storage.database import Transaction
from storage.json_text import read_json, write_json
from storage.people import BEYOND

UNMET = frozenset({Result.NO_ANSWER.value, Result.REFUSED.value})
ALONE = 1
"""People of a household of which an old person who lives alone is the only one."""


@dataclass(frozen=True, slots=True)
class Visit:
    """A visit as it is shown to whoever asks about its household."""

    id: int
    day: str
    at: int
    nth: int
    visitor: int
    name: str
    result: str
    persons: int | None
    words: str
    replaces: int


@dataclass(frozen=True, slots=True)
class Worker:
    """What somebody did in an area over some days."""

    person: int
    name: str
    homes: int
    last_at: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of an area was seen. unmet: did not open, or would not; never: nobody was ever there."""

    area: int
    homes: int
    covered: int
    today: int
    unmet: int
    never: int
    workers: list[Worker] = field(default_factory=list)

    @property
    def share(self) -> int:
        """Per cent, rounded down: a hundred means all."""
        return self.covered * 100 // self.homes if self.homes else 100


@dataclass(frozen=True, slots=True)
class Exported:
    """A visit as it leaves the house."""

    id: int
    village: str
    area: str
    door: str
    day: str
    at: int
    worker: str
    result: str
    persons: int | None
    who: str
    temperatures: tuple[int, ...]  #: hundredths of a degree
    symptoms: tuple[str, ...]
    words: str
    photos: tuple[str, ...]  #: their SHA-256
    place: str
    replaces: int


def standing(tx: Transaction, household: int) -> tuple[int, int]:
    """How many visits of a household are known, and until when (epoch ms) nobody need look in again."""
    row = tx.sql.visits.standing(tx.connection, tenant=tx.tenant, household=household)
    return (int(row[0]), int(row[1])) if row else (0, 0)


def record(tx: Transaction, report: Report, day: date, zone: ZoneInfo, worker: int, now: int) -> int:
    """Keeps a report as the household's next visit; 0 when somebody reported one that `report.seen` knows nothing
    of. Until the next midnight of `zone` nobody need look in again."""
    home = households.get(tx, report.household)
    if home is None:
        return 0
    visit = tx.ids.next()
    tx.sql.visits.add_home(tx.connection, tenant=tx.tenant, household=home.id)
    nth = tx.sql.visits.take_turn(
        tx.connection, tenant=tx.tenant, household=home.id, seen=report.seen, at=now,
        day=day.isoformat(), rests_until=moment(day + timedelta(days=1), 0, zone), result=report.result,
        met_day=day.isoformat() if report.result in MET else "",
    )  # fmt: skip
    if nth is None:
        return 0
    tx.sql.visits.add(
        tx.connection, tenant=tx.tenant, id=visit, household=home.id, area=home.area or home.village,
        day=day.isoformat(), at=now,
        nth=nth, visitor=worker, result=report.result, persons=report.persons, who=report.who,
        temperatures=write_json(report.temperatures), symptoms=write_json(report.symptoms), words=report.words,
        place=report.place, replaces=report.replaces,
    )  # fmt: skip
    for number, saying in enumerate(report.photos, 1):
        name = _photo(tx, saying)
        tx.sql.visits.add_photo(tx.connection, tenant=tx.tenant, visit=visit, number=number, photo=name)
    return visit


def fetched(tx: Transaction, saying: int, photo: FileReference) -> None:
    """The picture that came with a saying is there."""
    tx.sql.visits.fetched(tx.connection, tenant=tx.tenant, awaited=f"saying:{saying}", photo=photo.reference)


def _photo(tx: Transaction, saying: int) -> str:
    """A picture by its content, or by the saying with which it came while its vendor still has it."""
    said = sayings.get(tx, saying)
    return next((file.reference for file in said[1] if file.kept) if said else iter(()), f"saying:{saying}")


def of_household(tx: Transaction, household: int, count: int = 1) -> list[Visit]:
    """The newest visits of a household, the newest first."""
    rows = tx.sql.visits.of_household(tx.connection, tenant=tx.tenant, household=household, count=count)
    return [Visit(*row) for row in rows]


def registered(tx: Transaction, household: int) -> int:
    """How many people the register has in a household."""
    return int(tx.sql.visits.persons_of(tx.connection, tenant=tx.tenant, household=household))


def homes(tx: Transaction, path: str, today: str, now: int) -> list[Home]:
    """The households of an area as a day's round sees them."""
    watched = (date.fromisoformat(today) - timedelta(days=WATCHED_DAYS)).isoformat()
    rows = tx.sql.visits.homes(
        tx.connection, tenant=tx.tenant, path_low=path, path_high=path + BEYOND, now=now, watched=watched
    )
    return [_home(row) for row in rows]


def pressing(tx: Transaction, path: str, now: int) -> list[Home]:
    """The households of an area that have a reason to be looked in on and have not been today."""
    watched = (datetime.fromtimestamp(now / 1000, UTC).date() - timedelta(days=WATCHED_DAYS)).isoformat()
    rows = tx.sql.visits.pressing(
        tx.connection, tenant=tx.tenant, path_low=path, path_high=path + BEYOND, now=now, watched=watched
    )
    return [_home(row) for row in rows]


def in_building(tx: Transaction, village: int, beginning: str) -> list[tuple[str, str]]:
    """(key, door) of the doors of a village whose key begins so."""
    rows = tx.sql.visits.in_building(
        tx.connection, tenant=tx.tenant, village=village, low=beginning, high=beginning + BEYOND
    )
    return [(key, door) for key, door in rows]


def coverage(tx: Transaction, path: str, since: str, today: str) -> list[Coverage]:
    """How much of each part of an area was seen since a day, with who was there; parts without households are left
    out."""
    bounds = {"tenant": tx.tenant, "path_low": path, "path_high": path + BEYOND, "first_day": since}
    workers: dict[int, list[Worker]] = defaultdict(list)
    for area, *worker in tx.sql.visits.by_worker(tx.connection, **bounds):
        workers[area].append(Worker(*worker))
    rows = tx.sql.visits.coverage(tx.connection, today=today, **bounds)
    return [
        Coverage(area, int(homes), int(covered), int(seen), int(unmet), int(never), workers.get(area, []))
        for area, homes, covered, seen, unmet, never in rows
    ]


def exported(tx: Transaction, _: object, after: int, count: int) -> list[Exported]:
    """The next `count` visits above an id."""
    rows = list(tx.sql.visits.every(tx.connection, tenant=tx.tenant, after=after, count=count))
    photos: dict[int, list[str]] = defaultdict(list)
    for visit, photo in tx.sql.visits.photos(
        tx.connection, tenant=tx.tenant, after=after, last=rows[-1][0] if rows else after
    ):
        photos[visit].append(photo)
    return [
        Exported(
            key, village, area or "", door + part, day, at, name, result, persons, who,
            tuple(read_json(temperatures)), tuple(read_json(symptoms)), words, tuple(photos[key]), place,
            replaces,
        )
        for key, village, area, door, part, day, at, name, result, persons, who, temperatures, symptoms, words,
        place, replaces in rows
    ]  # fmt: skip


def _home(row: Any) -> Home:
    household, area, door, part, last_at, last_day, last_result, alarms, observed, returned, elders = row
    if not (alarms or observed or returned or elders == ALONE or last_result in UNMET):
        return Home(household, area, door, part, last_at, last_day, last_result)
    reasons = [
        reason for reason, holds in (
            (Reason.ALARM, alarms), (Reason.OBSERVED, observed), (Reason.RETURNEE, returned),
            (Reason.NO_ANSWER, last_result == Result.NO_ANSWER), (Reason.REFUSED, last_result == Result.REFUSED),
            (Reason.ELDER, elders == ALONE),
        ) if holds
    ]  # fmt: skip
    return Home(household, area, door, part, last_at, last_day, last_result, tuple(reasons))
