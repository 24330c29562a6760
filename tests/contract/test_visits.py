"""Visits and returnees on both engines: one of many who report or decide at once does."""

import asyncio
from datetime import date

from domain.areas import Area
from domain.returnees import Level, Returnee, RiskArea, State
from domain.visits import Reason, Report
from storage import areas, households, people, returnees, visits
from storage.database import Database, Transaction
from tests.town import NOON, ZONE

DAY = date(2026, 11, 30)


def village(tx: Transaction, homes: int = 3) -> tuple[Area, list[int]]:
    """A micro-grid with so many households."""
    place = areas.ensure(tx, None, "village", "王家村")
    area = areas.ensure(tx, place, "microgrid", "1组")
    return area, [
        households.ensure(tx, place.id, area.id, f"1幢{number}", f"1-{number}", NOON).id
        for number in range(101, 101 + homes)
    ]


async def test_of_many_who_report_one_door_at_once_one_is_kept(database: Database) -> None:
    _, (home, *_) = await database.write(village)

    async def report(worker: int) -> int:
        said = Report(home, "1幢101", "都好")
        return await database.write(lambda tx: visits.record(tx, said, DAY, ZONE, worker, NOON))

    kept = [visit for visit in await asyncio.gather(*(report(worker) for worker in range(8))) if visit]
    assert len(kept) == 1
    assert [visit.id for visit in await database.read(lambda tx: visits.of_household(tx, home, 9))] == kept


async def test_of_many_who_decide_about_somebody_one_does(database: Database) -> None:
    _, (home, *_) = await database.write(village)
    said = await database.write(lambda tx: returnees.add(tx, Returnee(0, home, 0, name="王强"), NOON))

    async def decide(worker: int) -> bool:
        return await database.write(
            lambda tx: returnees.decide(tx, said.id, State.OPEN, State.NOT_NEEDED, worker, NOON, f"因为{worker}")
        )

    assert sum(await asyncio.gather(*(decide(worker) for worker in range(8)))) == 1


async def test_a_round_knows_why_and_since_when(database: Database) -> None:
    def build(tx: Transaction) -> tuple[Area, list[int]]:
        area, homes = village(tx, 4)
        place = int(area.path.split("/")[0])
        visits.record(tx, Report(homes[0], "", "", "refused"), date(2026, 11, 20), ZONE, 1, NOON)
        visits.record(tx, Report(homes[1], "", "", "ok"), DAY, ZONE, 1, NOON)
        returnees.add(tx, Returnee(0, homes[1], 0, arrived="2026-11-17"), NOON)
        returnees.add(tx, Returnee(0, homes[2], 0, arrived="2026-11-15"), NOON)
        people.add(tx, "王阿婆", place, NOON, terms=(), household=homes[3], confirmed=True)
        households.note_status(tx, homes[3], "elder", 0, None, 1, NOON)
        return area, homes

    area, (refused, returned, long_back, elder) = await database.write(build)
    found = {home.household: home for home in await database.read(
        lambda tx: visits.homes(tx, area.path, DAY.isoformat(), NOON)
    )}  # fmt: skip
    assert found[refused].reasons == (Reason.REFUSED,)
    assert found[refused].last_day == "2026-11-20"
    assert found[returned].reasons == (Reason.RETURNEE,)
    assert found[long_back].reasons == ()
    assert found[elder].reasons == (Reason.ELDER,)
    pressing = await database.read(lambda tx: visits.pressing(tx, area.path, NOON))
    assert {home.household for home in pressing} == {refused, elder}


async def test_coverage_counts_households_and_not_visits_and_leaves_empty_homes_out(database: Database) -> None:
    def build(tx: Transaction) -> Area:
        area, homes = village(tx, 4)
        for number, (home, result) in enumerate(zip(homes, ("ok", "no_answer", "moved_out"), strict=False)):
            visits.record(tx, Report(home, "", "", result), DAY, ZONE, 1 + number % 2, NOON)
        visits.record(tx, Report(homes[0], "", "", "ok", 1), DAY, ZONE, 1, NOON)
        return area

    area = await database.write(build)
    (seen,) = await database.read(lambda tx: visits.coverage(tx, area.path, "2026-11-24", DAY.isoformat()))
    assert (seen.homes, seen.covered, seen.today, seen.unmet, seen.never, seen.share) == (3, 1, 2, 1, 1, 33)
    assert {worker.person: worker.homes for worker in seen.workers} == {1: 2, 2: 1}


async def test_places_at_risk_are_found_by_day_and_kept_once(database: Database) -> None:
    place = RiskArea("武汉", Level.HIGH, "2026-11-01", "2026-11-20")
    assert await database.write(lambda tx: returnees.add_risk(tx, place, 1, NOON)) == "new"
    assert await database.write(lambda tx: returnees.add_risk(tx, place, 1, NOON)) == "known"
    assert await database.read(lambda tx: returnees.risks(tx, "2026-11-15")) == [place]
    assert await database.read(lambda tx: returnees.risks(tx, "2026-12-04")) == [place]
    assert await database.read(lambda tx: returnees.risks(tx, "2026-12-05")) == []
    assert await database.read(lambda tx: returnees.risks(tx, "2026-10-31")) == []
