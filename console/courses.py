"""One person's case of observation: its course, every report, alarms, and each change with who made it and why."""

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from broadcasts.observed import may
from console import case_changes
from console.case_changes import Offered
from console.house import House, Visitor, number
from console.observed import SHAPES, degrees
from console.observed_words import SYMPTOMS
from console.rendering import page
from console.roster import day_label
from console.words import chosen
from domain.nucleic import Test
from domain.observation import Observation
from domain.permissions import Action
from domain.strips import Day, strip
from storage import audit, check_ins, health_alarms, nucleic, observations, observed, register, sites
from storage.check_ins import CheckIn
from storage.database import Transaction
from storage.health_alarms import HealthAlarm
from storage.observations import Change


@dataclass(frozen=True, slots=True)
class Course:
    """All that is on record of a case. `reports`: by their time, each with who made it, corrected ones too."""

    case: Observation
    reporter: tuple[str, str]  #: name and telephone
    reports: list[tuple[CheckIn, str]]
    alarms: list[HealthAlarm]
    changes: list[Change]
    chronic: list[str]
    places: dict[int, str]  #: names of sites
    tests: list[Test]  #: corrected ones too

    @property
    def corrected(self) -> set[int]:
        return {report.replaces for report, _ in self.reports}

    @property
    def tests_corrected(self) -> set[int]:
        return {test.replaces for test in self.tests}

    @property
    def results(self) -> dict[int, str]:
        """What holds for each time."""
        return {report.slot: report.result for report, _ in self.reports if report.id not in self.corrected}

    def at(self, slot: int) -> list[tuple[CheckIn, str]]:
        return [entry for entry in self.reports if entry[0].slot == slot]


async def show(house: House, request: Request, visitor: Visitor) -> Response | None:
    """For whoever sees to health there. Opening it is a look at the person, which is written down."""
    wanted, now = number(request.path_params["case"]), house.clock()

    def look(tx: Transaction) -> tuple[Course, Offered | None] | None:
        case = observations.get(tx, wanted)
        if case is None or not may(tx, visitor.person, Action.SEE_HEALTH, case):
            return None
        register.look(tx, visitor.person.id, case.person, now)
        audit.note(tx, visitor.person.id, "see_case", case.person, now)
        return _course(tx, case), case_changes.offered(tx, house, visitor, case)

    found = await house.database.write(look)
    if found is None:
        return None
    course, offered = found
    said, refused = case_changes.said(request)
    days = strip(course.case, course.results, house.zone, now, course.case.days)
    return page(
        house, visitor, "course.html.j2", course=course, case=course.case, days=_begun(days), shapes=SHAPES,
        offered=offered, said=said, refused=refused, degrees=degrees,
        symptoms=chosen(SYMPTOMS, visitor.person.language),
        dayed=lambda day: day_label(visitor.person.language, day),
    )  # fmt: skip


def _begun(days: tuple[Day, ...]) -> list[Day]:
    """The days on which something was or is due, the last first."""
    return [day for day in reversed(days) if any(due.mark != "ahead" for due in day.dues)]


def _course(tx: Transaction, case: Observation) -> Course:
    places = {stage.site: site.name for stage in case.stages if (site := sites.get(tx, stage.site)) is not None}
    return Course(
        case, observed.names(tx, [case.reporter]).get(case.reporter, ("", "")), observed.reports(tx, case.id),
        [alarm for alarm in health_alarms.of_person(tx, case.person) if alarm.at >= case.enrolled_at],
        observations.changes(tx, case.id), sorted(check_ins.chronic(tx, case.person)), places,
        sorted(nucleic.of_case(tx, case.id), key=lambda test: (test.day, test.id)),
    )  # fmt: skip
