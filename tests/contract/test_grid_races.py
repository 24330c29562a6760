"""What two do at the same moment about somebody's health, on both engines."""

import asyncio
import time
from datetime import timedelta
from functools import partial
from zoneinfo import ZoneInfo

from broadcasts import health, releasing
from broadcasts.health import Raised, Report
from broadcasts.observing import Done, Refusal
from domain.grades import Grade
from domain.observation import Observation, Stage
from domain.people import Role
from domain.policies import Counting
from domain.schedules import local_day
from storage import areas, households, observations, people
from storage.database import Database, Transaction

ZONE = ZoneInfo("Asia/Shanghai")
NOW = 1_796_011_200_000
DAY = 24 * 3_600_000


def settle(tx: Transaction, name: str) -> tuple[int, int]:
    """Somebody whose days are over since yesterday, and their cadre."""
    village = areas.ensure(tx, None, "village", "王家村")
    grid = areas.ensure(tx, village, "microgrid", "1组")
    home = households.ensure(tx, village.id, grid.id, f"{name}号", name, NOW)
    person = people.add(tx, f"李{name}", village.id, NOW, terms=(), household=home.id, phone="")
    cadre = people.add(tx, f"主任{name}", village.id, NOW, terms=(), phone="")
    people.give_role(tx, cadre, Role.CADRE, village.id)
    first = local_day(NOW, ZONE) - timedelta(days=15)
    case = Observation(
        0, person, home.id, village.id, grid.id, "contact", "", None, Counting.FROM_START, "14",
        (Stage(Grade.HOME, first, 14, 0),), person, cadre, NOW - 15 * DAY,
    )  # fmt: skip
    made = observations.add(tx, case, ZONE)
    assert made is not None
    return made.id, cadre


def release(tx: Transaction, case: int, cadre: int) -> Done:
    found = people.get(tx, cadre)
    assert found is not None
    return releasing.release(tx, found, case, ZONE, NOW)


def fever(tx: Transaction, case: int, named: bool = True) -> Raised:
    found = observations.get(tx, case)
    assert found is not None
    path = households.path(tx, found.household)
    report = Report(
        found.household, found.person if named else 0, path, "check_in", 1, 3_850, (), "38.5", found.person
    )
    return health.raise_alarm(tx, report, NOW)


async def test_nobody_is_released_while_an_alarm_about_them_is_being_written(database: Database) -> None:
    case, cadre = await database.write(partial(settle, name="0"))

    def slow(tx: Transaction) -> None:
        fever(tx, case)
        time.sleep(0.3)

    alarming = asyncio.create_task(database.write(slow))
    await asyncio.sleep(0.1)
    done = await database.write(partial(release, case=case, cadre=cadre))
    await alarming
    assert done.refusal is Refusal.ALARM


async def test_two_reports_of_one_fever_at_once_are_one_alarm(database: Database) -> None:
    for turn in range(12):
        case, _ = await database.write(partial(settle, name=str(turn)))
        raised = await asyncio.gather(*(database.write(partial(fever, case=case)) for _ in range(4)))
        assert len({each.alarm.id for each in raised}) == 1


async def test_somebody_of_the_household_who_is_ill_stands_in_the_way_of_a_release(database: Database) -> None:
    case, cadre = await database.write(partial(settle, name="7"))
    await database.write(partial(fever, case=case, named=False))
    done = await database.write(partial(release, case=case, cadre=cadre))
    assert done.refusal is Refusal.ALARM
