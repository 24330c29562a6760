"""Who is enrolled for observation, with the course of their days and whoever reports; the notice that they get.

Only rows are written. Whoever must be told comes back as replies. How a case is changed: observation_changes.py.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from zoneinfo import ZoneInfo

from broadcasts.observed import follow, may, told
from domain import observation
from domain.observation import Observation, Times, Trouble
from domain.people import Person
from domain.permissions import Action, allowed, concerns
from domain.policies import Counting, Ground, Policy, Span, in_force
from domain.replies import Reply
from domain.returnees import State as Stands
from domain.schedules import local_day
from storage import addresses, audit, households, observations, people, policies, returnees
from storage.database import Transaction


class Refusal(StrEnum):
    """Why something was not done; nothing is changed then."""

    NOT_YOURS = "not_yours"  #: another's micro-grid, or themselves
    NO_HOUSEHOLD = "no_household"
    ALREADY = "already"  #: has an open case
    COURSE = "course"  #: its days cannot be so
    BELOW_POLICY = "below_policy"  #: fewer days than the policy asks: a cadre must say so
    CADRE = "cadre"  #: only a cadre may
    NO_REASON = "no_reason"
    CLOSED = "closed"  #: somebody has closed the case
    OPEN = "open"  #: or opened it, or another one of the same person
    SAME = "same"  #: it is so already
    PERSON = "person"  #: there is no such person, or they cannot report
    TIMES = "times"  #: none, or too many
    EARLY = "early"  #: its days are not over
    ALARM = "alarm"  #: something about their health is open
    TESTS = "tests"  #: a negative test is missing that the policy asks for, or the last one is positive


@dataclass(frozen=True, slots=True)
class Wanted:
    """Somebody to be enrolled. `times`: minutes of the day, () as the grade has them; `reporter` 0: whoever can."""

    person: int
    ground: Ground
    spans: tuple[Span, ...]
    counting: Counting
    start: date
    exposed: date | None = None
    came_from: str = ""
    policy: str = ""
    times: tuple[int, ...] = ()
    reporter: int = 0
    site: int = 0
    returnee: int = 0


@dataclass(frozen=True, slots=True)
class Refused:
    """`case`: the one they have already."""

    person: int
    name: str
    refusal: Refusal
    trouble: Trouble | None = None
    case: Observation | None = None


@dataclass(frozen=True, slots=True)
class Enrolled:
    cases: tuple[Observation, ...] = ()
    refused: tuple[Refused, ...] = ()
    told: tuple[Reply, ...] = ()


@dataclass(frozen=True, slots=True)
class Done:
    """What a change came to: the case as it stands now, and what others are told."""

    case: Observation | None
    refusal: Refusal | None = None
    told: tuple[Reply, ...] = ()


def enrol(
    tx: Transaction, worker: Person, wanted: Sequence[Wanted], zone: ZoneInfo, now: int, why: str = ""
) -> Enrolled:
    """Opens a case for each who can have one; the others come back with what is in the way."""
    cases, refused = [], []
    for each in wanted:
        made = _enrol(tx, worker, each, zone, now, why)
        if isinstance(made, Refused):
            refused.append(made)
        else:
            cases.append(made)
    notices = told(tx, cases, "observations/notice", zone, now, worker.id, acknowledge=True)
    return Enrolled(tuple(cases), tuple(refused), notices)


def refusal_of(
    tx: Transaction, worker: Person, wanted: Wanted, zone: ZoneInfo, now: int
) -> Refused | None:
    """What is in the way of enrolling somebody."""
    person = people.get(tx, wanted.person)
    if person is None or person.state == "gone":
        return Refused(wanted.person, "", Refusal.PERSON)
    if not person.household:
        return Refused(person.id, person.name, Refusal.NO_HOUSEHOLD)
    path = person.area_path or person.village_path
    if worker.id == person.id or not concerns(worker, Action.OBSERVE, path):
        return Refused(person.id, person.name, Refusal.NOT_YOURS)
    open_now = observations.open_of(tx, person.id)
    if open_now is not None:
        return Refused(person.id, person.name, Refusal.ALREADY, case=open_now)
    if not wanted.spans:
        return Refused(person.id, person.name, Refusal.COURSE, Trouble.DAYS)
    wrong = observation.trouble(wanted.spans, _course(wanted), wanted.exposed, local_day(now, zone))
    if wrong is not None:
        return Refused(person.id, person.name, Refusal.COURSE, wrong)
    asked = in_force(policies.in_area(tx, path), wanted.ground, _course(wanted)[0].first)
    fewer = asked is not None and wanted.ground is not Ground.OTHER and sum(s.days for s in wanted.spans) < asked.days
    if fewer and not allowed(worker, Action.RELEASE, path):
        return Refused(person.id, person.name, Refusal.BELOW_POLICY)
    return None


def reporter_for(tx: Transaction, persons: Sequence[int], household: int, worker: int) -> int:
    """Who is proposed to report for a family: the first of them who has a chat, else somebody else of the household,
    else the worker themselves."""
    for person in (*persons, *households.reachable(tx, household)):
        if addresses.of_person(tx, person):
            return person
    return worker


def acknowledge(tx: Transaction, observation_id: int, who: Person, now: int) -> Done:
    """The notice was read by the person or whoever reports, or signed on paper before a worker."""
    case = observations.get(tx, observation_id)
    if case is None or (who.id not in (case.person, case.reporter) and not may(tx, who, Action.OBSERVE, case)):
        return Done(None, Refusal.NOT_YOURS)
    if not observations.acknowledge(tx, case.id, who.id, now):
        return Done(case, Refusal.SAME)
    if who.id not in (case.person, case.reporter):
        audit.note(tx, who.id, "acknowledge_observation", case.person, now)
    return Done(observations.get(tx, case.id))


def policy_for(tx: Transaction, path: str, ground: Ground, on: date) -> Policy | None:
    """What holds in the area of a path for a ground on a day."""
    return in_force(policies.in_area(tx, path), ground, on)


def _enrol(
    tx: Transaction, worker: Person, wanted: Wanted, zone: ZoneInfo, now: int, why: str
) -> Observation | Refused:
    wrong = refusal_of(tx, worker, wanted, zone, now)
    person = people.get(tx, wanted.person)
    if wrong is not None or person is None:
        return wrong or Refused(wanted.person, "", Refusal.PERSON)
    course, today = _course(wanted), local_day(now, zone)
    times = (Times(min(course[0].first, today), tuple(sorted(set(wanted.times)))),) if wanted.times else ()
    made = observations.add(tx, Observation(
        0, person.id, person.household, person.village, person.area or person.village, wanted.ground.value,
        wanted.came_from, wanted.exposed, wanted.counting, wanted.policy, course,
        wanted.reporter or reporter_for(tx, [person.id], person.household, worker.id), worker.id, now, times=times,
        returnee=wanted.returnee,
    ), zone, why)  # fmt: skip
    if made is None:
        return Refused(person.id, person.name, Refusal.ALREADY, case=observations.open_of(tx, person.id))
    if wanted.returnee:
        returnees.decide(tx, wanted.returnee, Stands.OPEN, Stands.OBSERVED, worker.id, now)
    audit.note(tx, worker.id, "enrol_observation", person.id, now)
    return follow(tx, made, worker.id, zone, now)


def _course(wanted: Wanted) -> tuple[observation.Stage, ...]:
    return observation.course(wanted.spans, wanted.counting, wanted.start, wanted.exposed, wanted.site)
