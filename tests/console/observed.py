"""People under observation for the console's tests: enrolled, reporting, with an alarm."""

from datetime import date, timedelta

from broadcasts import health
from domain.grades import Grade
from domain.observation import Observation, Stage
from domain.policies import Counting
from domain.schedules import local_day
from storage import check_ins, observations, people
from storage.check_ins import CheckIn
from storage.database import Transaction
from tests.console.house import Office
from tests.town import HOUR, ZONE


async def observe(
    office: Office, name: str, day: int = 1, days: int = 14, grade: Grade = Grade.HOME, reporter: str = ""
) -> int:
    """Somebody's case, today its day of that number, enrolled in the first hour of its first day; the id."""
    now = office.town.now

    def work(tx: Transaction) -> int:
        person = people.get(tx, office.people[name])
        assert person is not None
        first: date = local_day(now, ZONE) - timedelta(days=day - 1)
        case = Observation(
            0, person.id, person.household, person.village, person.area or person.village, "contact", "武汉", None,
            Counting.FROM_START, "", (Stage(grade, first, days),), office.people[reporter or name],
            office.people["小陈"], now - (day - 1) * 24 * HOUR - 6 * HOUR,
        )  # fmt: skip
        opened = observations.add(tx, case, ZONE, "从武汉回来")
        assert opened is not None
        return opened.id

    return await office.database.write(work)


async def reports(
    office: Office, case: int, slot: int, temperature: int | None = 3650, result: str = "ok",
    symptoms: tuple[str, ...] = (),
) -> CheckIn:  # fmt: skip
    """A report for a time."""

    def work(tx: Transaction) -> CheckIn:
        found = observations.get(tx, case)
        assert found is not None
        said = CheckIn(
            case, slot, temperature, symptoms, result, "self", found.reporter, min(slot + 600_000, office.town.now)
        )
        observations.note_report(tx, case, slot)
        return check_ins.add(tx, said)

    return await office.database.write(work)


async def alarm(office: Office, name: str, case: int = 0, temperature: int = 3820) -> int:
    """A fever of somebody, of which nobody has said yet what was done; the alarm's id."""

    def work(tx: Transaction) -> int:
        person = people.get(tx, office.people[name])
        assert person is not None
        report = health.Report(
            person.household, person.id, person.area_path, "check_in", 1, temperature, ("cough",), "有点咳",
            person.id, case,
        )  # fmt: skip
        return health.raise_alarm(tx, report, office.town.now).alarm.id

    return await office.database.write(work)
