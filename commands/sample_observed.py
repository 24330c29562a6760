"""Who is under observation in the samples: in the village a family with five days of reports, one missed and one
fever that was seen to; in the district 3,000 people.
"""

from datetime import timedelta
from random import Random
from zoneinfo import ZoneInfo

from broadcasts import health, observing
from commands.sample_names import flat_door
from commands.sample_people import Gathered
from domain.areas import Area
from domain.grades import Grade
from domain.observation import Observation, Stage, slots
from domain.people import Person
from domain.policies import Counting, Ground, Span
from domain.schedules import local_day, moment
from domain.spans import HOUR, MINUTE
from nlu.doors import read_door
from storage import check_ins, households, observations, people
from storage.check_ins import CheckIn
from storage.database import Transaction

DAYS, SO_FAR = 14, 5
MISSED, FEVER = 3, 6
"""Which of the reports did not come, and which was a fever, counted from 0."""

ONE_OF, LATE = 140, 0.02
"""One of so many people of the district is observed: 3,000 in all; what share of their reports did not come."""


def make_observed(tx: Transaction, village: Area, worker: Person, flats: int, now: int, zone: ZoneInfo) -> None:
    """The first family of three and more in the flats has come back from elsewhere; nothing where there is none."""
    family = next((each for place in range(flats) if len(each := _family(tx, village, flat_door(place))) > 2), [])
    first = local_day(now, zone) - timedelta(days=SO_FAR)
    enrolled = moment(first, 7 * 60, zone)
    wanted = [
        observing.Wanted(
            person, Ground.RETURNEE_HIGH, (Span(Grade.HOME, DAYS),), Counting.FROM_START, first, came_from="武汉",
            reporter=family[0],
        )
        for person in family
    ]  # fmt: skip
    cases = observing.enrol(tx, worker, wanted, zone, enrolled).cases
    random = Random(20200203)
    for place, case in enumerate(cases):
        for number, slot in enumerate(slots(case, zone, now - HOUR)):
            if place == 1 and number == FEVER:
                _fever(tx, case, worker, slot)
            elif (place, number) != (2, MISSED):
                _report(tx, case, slot, random.randrange(3600, 3700, 10))


def _family(tx: Transaction, village: Area, door: str) -> list[int]:
    read = read_door(door)
    homes = households.at_door(tx, village.id, read.key) if read else []
    return people.in_household(tx, homes[0].id) if homes else []


def _report(tx: Transaction, case: Observation, slot: int, temperature: int, result: str = "ok") -> CheckIn:
    source = "self" if case.reporter == case.person else "family"
    observations.note_report(tx, case.id, slot)
    return check_ins.add(
        tx, CheckIn(case.id, slot, temperature, (), result, source, case.reporter, slot + 12 * MINUTE)
    )


def _fever(tx: Transaction, case: Observation, worker: Person, slot: int) -> None:
    """An alarm that a worker took and closed."""
    report, person = _report(tx, case, slot, 3740, "abnormal"), people.get(tx, case.person)
    assert person is not None
    said = health.Report(
        case.household, case.person, person.area_path, "check_in", report.id, 3740, (), "37.4", case.reporter, case.id
    )
    alarm = health.raise_alarm(tx, said, report.at).alarm
    health.close(tx, worker, alarm.id, "measured_again", "半小时后再量36.8", report.at + 30 * MINUTE)


def observe_each(tx: Transaction, gathered: Gathered, now: int, zone: ZoneInfo) -> int:
    """Every so many people of a slice of the district, on any day of their course, with their reports; how many."""
    random = Random(len(gathered.people))
    homes = {home.id: home for home, _ in gathered.households}
    found = gathered.people[ONE_OF // 2 :: ONE_OF]
    for each in found:
        home, first = homes[each.household], local_day(now, zone) - timedelta(days=random.randrange(DAYS))
        case = observations.add(tx, Observation(
            0, each.id, home.id, home.village, home.area, Ground.RETURNEE_HIGH, "武汉", None, Counting.FROM_START, "",
            (Stage(Grade.HOME, first, DAYS),), each.id, 0, moment(first, 7 * 60, zone),
        ), zone)  # fmt: skip
        for slot in slots(case, zone, now - HOUR) if case else ():
            if case and random.random() > LATE:
                _report(tx, case, slot, random.randrange(3600, 3700, 10))
    return len(found)
