"""People under observation in the village of these tests."""

from datetime import timedelta

from broadcasts import reporting
from domain.grades import Grade
from domain.observation import Observation, Stage, slots
from domain.policies import Counting
from domain.schedules import local_day
from storage import check_ins, health_alarms, observations, people
from storage.check_ins import CheckIn
from storage.database import Transaction
from tests.town import HOUR, ZONE, Town


async def observe(
    town: Town, name: str, *, reporter: str = "", grade: Grade = Grade.HOME, days: int = 14, since: int = 5,
    site: int = 0,
) -> int:
    """Somebody is observed whose course began some days ago (enrolled then, at noon); the case's id."""

    def work(tx: Transaction) -> int:
        person = people.get(tx, town.people[name])
        assert person is not None
        first = local_day(town.now, ZONE) - timedelta(days=since)
        case = Observation(
            0, person.id, person.household, person.village, person.area or person.village, "contact", "", None,
            Counting.FROM_START, "14", (Stage(grade, first, days, site),), town.people[reporter or name],
            town.people["小陈"], town.now - since * 24 * 3_600_000,
        )  # fmt: skip
        made = observations.add(tx, case, ZONE)
        assert made is not None
        slot = max((at for at in slots(made, ZONE, town.now - 6 * HOUR)), default=0)
        if slot:
            # What was due before this morning has come.
            check_ins.add(tx, CheckIn(made.id, slot, 3_660, (), "ok", "self", person.id, slot))
            observations.note_report(tx, made.id, slot)
        reporting.schedule(tx, made, ZONE, town.now)
        return made.id

    return await town.database.write(work)


async def family(town: Town) -> None:
    """李阿公 reports for himself and 李阿婆."""
    await observe(town, "李阿公")
    await observe(town, "李阿婆", reporter="李阿公")


async def reported(town: Town, name: str) -> list[tuple[int | None, tuple[str, ...], str, str]]:
    """What holds of somebody since the test began: temperature, symptoms, result, who reported."""

    def work(tx: Transaction) -> list[tuple[int | None, tuple[str, ...], str, str]]:
        found = [
            row for case in observations.of_person(tx, town.people[name]) for row in check_ins.of_case(tx, case.id)
        ]
        return [
            (row.temperature, row.symptoms, row.result, row.source)
            for row in found if row.saying or row.result == "away"
        ]  # fmt: skip

    return await town.database.read(work)


async def measured(town: Town, name: str) -> list[int | None]:
    return [temperature for temperature, *_ in await reported(town, name)]


async def red(town: Town, name: str = "") -> int:
    def work(tx: Transaction) -> int:
        return len([a for a in health_alarms.open_in(tx, town.village.path) if not name or a.name == name])

    return await town.database.read(work)
