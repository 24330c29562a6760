"""What a board counts of many cases at once is what the rules say of each."""

from datetime import timedelta
from random import Random

from domain.grades import TERMS, Grade
from domain.observation import Observation, Stage, Times, is_complete, is_missing, slot_of
from domain.policies import Counting
from domain.schedules import local_day
from domain.spans import DAY, HOUR
from storage import areas, observations, observed
from storage.database import Database, Transaction
from tests.town import NOON, ZONE

CASES = 60


def enrol(tx: Transaction, random: Random, village: int, area: int) -> None:
    """Cases of all grades, begun at any hour of the last three weeks, some with times of their own, some reported."""
    for person in range(1, CASES + 1):
        enrolled = NOON - random.randrange(20 * DAY // HOUR) * HOUR
        first, days = local_day(enrolled, ZONE), random.randrange(1, 15)
        stages = [Stage(random.choice(list(Grade)), first, days)]
        if random.random() < 0.3:
            stages.append(Stage(random.choice(list(Grade)), first + timedelta(days=days), 3))
        times = (Times(first, (7 * 60, 20 * 60)),) if random.random() < 0.3 else ()
        case = Observation(
            0, person, 0, village, area, "other", "", None, Counting.FROM_START, "", tuple(stages), person, 1,
            enrolled, times=times,
        )  # fmt: skip
        opened = observations.add(tx, case, ZONE)
        assert opened is not None
        if random.random() < 0.6:
            at = min(NOON, enrolled + random.randrange(20 * DAY // HOUR) * HOUR)
            observations.note_report(tx, opened.id, slot_of(opened, ZONE, at))


async def test_missing_over_and_grade_are_those_of_each_case(database: Database) -> None:
    def work(tx: Transaction) -> None:
        village = areas.ensure(tx, None, "village", "王家村")
        area = areas.ensure(tx, village, "microgrid", "1组")
        enrol(tx, Random(20200203), village.id, area.id)
        for hours in range(0, 24 * 20, 7):
            now = NOON + hours * HOUR
            entries = observed.entries(tx, village.path, ZONE, now)
            assert len(entries) == CASES
            for entry in entries:
                case = observations.get(tx, entry.id)
                assert case is not None
                grade = case.stage_on(local_day(now, ZONE)).grade
                missing = TERMS[grade].followed and is_missing(case, ZONE, now)
                assert (entry.grade, entry.missing, entry.over) == (grade, missing, is_complete(case, ZONE, now))

    await database.write(work)
