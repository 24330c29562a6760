"""The end of an observation: never by the clock. At the end a cadre gets a check of its days, and approves or not.

Only rows are written. Whoever must be told comes back as replies.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from broadcasts import audience
from broadcasts.observed import Card, card, follow, may, may_release, path_of, told
from broadcasts.observing import Done, Refusal
from domain import observation
from domain.nucleic import Test, holding, is_positive, lacking
from domain.observation import Observation, State
from domain.people import Person
from domain.permissions import Action
from domain.replies import NO, YES, Ask, Option, Reply
from domain.schedules import local_day
from domain.spans import DAY
from storage import areas, audit, check_ins, health_alarms, nucleic, observations, policies, questions
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
    tests: tuple[Test, ...] = ()
    untested: tuple[int, ...] = ()  #: days of the course whose negative test the policy asks for, and there is none

    @property
    def positive(self) -> bool:
        return is_positive(self.tests)

    @property
    def ready(self) -> bool:
        return not (self.days_left or self.alarm or self.untested or self.positive)


def look(tx: Transaction, case: Observation, zone: ZoneInfo, now: int) -> Check:
    """The completeness of a case. Before its time the reports up to now count."""
    came, reports = check_ins.slots(tx, case.id), check_ins.of_case(tx, case.id)
    missed = observation.missed(case, zone, came, now)
    due = list(observation.slots(case, zone, now))
    measured = [report for report in reports if report.temperature is not None]
    left = 0 if observation.is_complete(case, zone, now) else (case.last - local_day(now, zone)).days + 1
    alarms = [alarm for alarm in health_alarms.of_person(tx, case.person) if alarm.at >= case.enrolled_at]
    tests = nucleic.of_case(tx, case.id)
    return Check(
        card(tx, case, zone, now), left, len(due), sum(slot in came for slot in due), tuple(missed),
        health_alarms.in_the_way(tx, case.person, case.household), tuple(measured[-LAST_REPORTS:]), len(alarms),
        tuple(holding(tests)), _untested(tx, case, tests, zone, now),
    )  # fmt: skip


def _untested(tx: Transaction, case: Observation, tests: Iterable[Test], zone: ZoneInfo, now: int) -> tuple[int, ...]:
    policy = policies.of_key(tx, case.policy)
    return lacking(case, policy.tests, tests, zone, local_day(now, zone)) if policy and policy.tests else ()


def question(tx: Transaction, case: Observation, zone: ZoneInfo, now: int, to: int = 0) -> Reply:
    """The check, with the buttons when nothing is in the way."""
    check = look(tx, case, zone, now)
    ask = Ask(
        FLOW, "decide", (Option(YES, "release_approve"), Option(NO, "release_not_yet")), "release_title",
        {"name": case.name}, case.id, lasts=ASKED_FOR, beside=True,
    )  # fmt: skip
    return Reply("observations/release", {"check": check}, ask if check.ready else None, to=to)


@dataclass(frozen=True, slots=True)
class Many:
    """What became of several at once: who is released, and why the others are not."""

    released: tuple[Observation, ...]
    refused: tuple[tuple[Observation, Refusal], ...]
    told: tuple[Reply, ...]


def release(tx: Transaction, cadre: Person, observation_id: int, zone: ZoneInfo, now: int) -> Done:
    """A human approves it: refused before its time and while something about their health is open."""
    done = _approve(tx, cadre, observation_id, zone, now)
    if done.refusal is not None or done.case is None:
        return done
    return replace(done, told=_news(tx, cadre, [done.case], zone, now))


def release_many(tx: Transaction, cadre: Person, wanted: Iterable[int], zone: ZoneInfo, now: int) -> Many:
    """Each with rows of its own, as if it had been the only one; whoever has several of them reads one message."""
    released: list[Observation] = []
    refused: list[tuple[Observation, Refusal]] = []
    for case in sorted(observations.some(tx, wanted), key=lambda each: (each.village, each.id)):
        done = _approve(tx, cadre, case.id, zone, now)
        if done.refusal is None and done.case is not None:
            released.append(done.case)
        elif done.refusal is not None and done.refusal is not Refusal.NOT_YOURS:
            refused.append((done.case or case, done.refusal))
    return Many(tuple(released), tuple(refused), _news(tx, cadre, released, zone, now))


def _approve(tx: Transaction, cadre: Person, observation_id: int, zone: ZoneInfo, now: int) -> Done:
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
    tests = nucleic.of_case(tx, case.id)
    if is_positive(tests) or _untested(tx, case, tests, zone, now):
        return Done(case, Refusal.TESTS)
    after = replace(case, state=State.RELEASED, ended_by=cadre.id, ended_at=now)
    if not observations.change(tx, case, after, "released", cadre.id, "", zone, now):
        return Done(case, Refusal.CLOSED)
    audit.note(tx, cadre.id, "observation_released", case.person, now)
    questions.close_about(tx, FLOW, case.id, YES, now)
    follow(tx, after, cadre.id, zone, now)
    return Done(observations.get(tx, case.id) or after)


def _news(
    tx: Transaction, cadre: Person, released: Sequence[Observation], zone: ZoneInfo, now: int
) -> tuple[Reply, ...]:  # fmt: skip
    """For the people themselves, and for everybody else who had to do with them or read that their days are over."""
    theirs: dict[int, list[Observation]] = {}
    for case in released:
        path = path_of(tx, case)
        for other in dict.fromkeys((*audience.cadres(tx, path), *audience.helpers(tx, path))):
            if other not in (cadre.id, case.person, case.reporter):
                theirs.setdefault(other, []).append(case)
    values = {"who": cadre.name}
    news = told(tx, released, "observations/released", zone, now, cadre.id, values)
    return (*news, *(
        Reply("observations/released_by", {"released": own, "who": cadre.name}, to=other)
        for other, own in theirs.items()
    ))  # fmt: skip


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
