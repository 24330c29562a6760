"""The end of an observation: never by the clock. At the end a cadre gets a check of its days, and approves or not.

Only rows are written. Whoever must be told comes back as replies.
"""

from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from broadcasts import audience
from broadcasts.observed import Card, card, follow, may, may_release, path_of, told
from broadcasts.observing import Done, Refusal
from domain import observation
from domain.observation import Observation, State
from domain.people import Person
from domain.permissions import Action
from domain.replies import NO, YES, Ask, Option, Reply
from domain.schedules import local_day
from domain.spans import DAY
from storage import areas, audit, check_ins, health_alarms, observations, questions
from storage.check_ins import CheckIn
from storage.database import Transaction
from storage.health_alarms import HealthAlarm

FLOW = "releasing"
"""The flow that takes 批准解除 and 先不解除."""

LAST_REPORTS = 6
ASKED_FOR = 60 * DAY


@dataclass(frozen=True, slots=True)
class Check:
    """What there is to know before a release. `expected` and `reported`: how many reports; `missed`: the times (epoch
    ms) for which none came; `last`: the newest reports with a temperature, the oldest first."""

    card: Card
    days_left: int  #: 0 when its last day is over
    expected: int
    reported: int
    missed: tuple[int, ...]
    alarm: HealthAlarm | None
    last: tuple[CheckIn, ...]
    alarms: int = 0  #: how many there were

    @property
    def ready(self) -> bool:
        return not self.days_left and self.alarm is None


def look(tx: Transaction, case: Observation, zone: ZoneInfo, now: int) -> Check:
    """The completeness of a case. Before its time the reports up to now count."""
    came, reports = check_ins.slots(tx, case.id), check_ins.of_case(tx, case.id)
    missed = observation.missed(case, zone, came, now)
    due = list(observation.slots(case, zone, now))
    measured = [report for report in reports if report.temperature is not None]
    left = 0 if observation.is_complete(case, zone, now) else (case.last - local_day(now, zone)).days + 1
    alarms = [alarm for alarm in health_alarms.of_person(tx, case.person) if alarm.at >= case.enrolled_at]
    return Check(
        card(tx, case, zone, now), left, len(due), sum(slot in came for slot in due), tuple(missed),
        health_alarms.in_the_way(tx, case.person, case.household), tuple(measured[-LAST_REPORTS:]), len(alarms),
    )  # fmt: skip


def question(tx: Transaction, case: Observation, zone: ZoneInfo, now: int, to: int = 0) -> Reply:
    """The check, with the buttons when nothing is in the way."""
    check = look(tx, case, zone, now)
    ask = Ask(
        FLOW, "decide", (Option(YES, "release_approve"), Option(NO, "release_not_yet")), "release_title",
        {"name": case.name}, case.id, lasts=ASKED_FOR, beside=True,
    )  # fmt: skip
    return Reply("observations/release", {"check": check}, ask if check.ready else None, to=to)


def ask_cadres(tx: Transaction, case: Observation, zone: ZoneInfo, now: int) -> tuple[Reply, ...]:
    """Whoever may release reads that the days of somebody are over."""
    told_to = [cadre for cadre in audience.cadres(tx, path_of(tx, case)) if cadre != case.person]
    return tuple(question(tx, case, zone, now, cadre) for cadre in told_to)


def release(tx: Transaction, cadre: Person, observation_id: int, zone: ZoneInfo, now: int) -> Done:
    """A human approves it: refused before its time and while something about their health is open."""
    found = observations.get(tx, observation_id)
    if found is None or not may(tx, cadre, Action.OBSERVE, found):
        return Done(None, Refusal.NOT_YOURS)
    if not may_release(tx, cadre, found):
        return Done(found, Refusal.CADRE)
    areas.hold(tx, found.village)
    case = observations.get(tx, observation_id)
    if case is None or case.state is not State.OPEN:
        return Done(case, Refusal.CLOSED)
    if not observation.is_complete(case, zone, now):
        return Done(case, Refusal.EARLY)
    if health_alarms.in_the_way(tx, case.person, case.household) is not None:
        return Done(case, Refusal.ALARM)
    after = replace(case, state=State.RELEASED, ended_by=cadre.id, ended_at=now)
    if not observations.change(tx, case, after, "released", cadre.id, "", zone, now):
        return Done(case, Refusal.CLOSED)
    audit.note(tx, cadre.id, "observation_released", case.person, now)
    asked = {question.person for question in questions.open_about(tx, FLOW, case.id)} - {cadre.id, 0}
    questions.close_about(tx, FLOW, case.id, YES, now)
    follow(tx, after, cadre.id, zone, now)
    released = observations.get(tx, case.id) or after
    values = {"who": cadre.name}
    news = told(tx, [released], "observations/released", zone, now, cadre.id, values)
    others = [other for other in dict.fromkeys((*sorted(asked), *audience.helpers(tx, path_of(tx, case))))
              if other not in (cadre.id, case.person, case.reporter)]  # fmt: skip
    shown = {"name": case.name, "door": case.door, "who": cadre.name}
    return Done(released, None, (*news, *(Reply("observations/released_by", shown, to=other) for other in others)))


def keep(tx: Transaction, cadre: Person, observation_id: int, why: str, now: int) -> Done:
    """Not yet, and why: it stays on the list of the day."""
    case = observations.get(tx, observation_id)
    if case is None or not may_release(tx, cadre, case):
        return Done(case, Refusal.NOT_YOURS if case is None else Refusal.CADRE)
    if case.state is not State.OPEN:
        return Done(case, Refusal.CLOSED)
    if not why.strip():
        return Done(case, Refusal.NO_REASON)
    observations.note_change(tx, case.id, "kept", cadre.id, why, now)
    audit.note(tx, cadre.id, "observation_kept", case.person, now)
    return Done(case)
