"""A case of observation as people read it, whom it is told to, and what it makes of its household.

Only rows are written. Whoever must be told comes back as replies.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from broadcasts import audience, reporting
from domain import observation
from domain.areas import contains
from domain.grades import TERMS
from domain.observation import Observation, Stage, State
from domain.people import Person, Status
from domain.permissions import Action, allowed, concerns
from domain.policies import Policy
from domain.replies import Ask, Option, Reply
from domain.schedules import local_day
from domain.settings import Setting
from domain.spans import DAY
from storage import addresses, areas, dues, health_alarms, households, observations, people, policies, settings, sites
from storage.database import Transaction
from storage.sites import Site

FLOW = "observed"
"""The flow that takes 收到 under a notice."""

TURN = "observation_turn"
"""The kind of due at the midnight at which a stage begins or the last day is over."""

NOTICE_LASTS = 30 * DAY


@dataclass(frozen=True, slots=True)
class Card:
    """A case with the names that belong to it, on a day. `number`: which day of its course, 0 before it begins."""

    case: Observation
    today: date
    reporter: str
    policy: Policy | None
    sites: dict[int, Site] = field(default_factory=dict)

    @property
    def number(self) -> int:
        return max(self.case.day_number(self.today), 0)

    @property
    def stage(self) -> Stage:
        """Where they are now; before the beginning and after the end the nearest."""
        return self.case.stage_on(self.today)

    @property
    def over(self) -> bool:
        return self.today > self.case.last

    @property
    def stays_in(self) -> bool:
        return TERMS[self.stage.grade].stays_in

    @property
    def minutes(self) -> tuple[int, ...]:
        """When reports are due from now on."""
        return self.case.minutes_on(max(self.today, self.case.first))


def path_of(tx: Transaction, case: Observation) -> str:
    """The path of the area that a case belongs to."""
    area = areas.get(tx, case.area) or areas.get(tx, case.village)
    return area.path if area else ""


def may(tx: Transaction, worker: Person | None, action: Action, case: Observation) -> bool:
    """Whether somebody may do a thing about a case; nobody about their own. A micro-grid's worker sees to people of
    whom only the village is known."""
    if worker is None or worker.id == case.person:
        return False
    if action is Action.RELEASE:
        return may_release(tx, worker, case)
    return concerns(worker, action, path_of(tx, case))


def may_release(tx: Transaction, worker: Person, case: Observation) -> bool:
    return worker.id != case.person and allowed(worker, Action.RELEASE, path_of(tx, case))


def card(tx: Transaction, case: Observation, zone: ZoneInfo, now: int) -> Card:
    return cards(tx, [case], zone, now)[0]


def cards(tx: Transaction, cases: Iterable[Observation], zone: ZoneInfo, now: int) -> list[Card]:
    """Cases as they are shown."""
    today, names, found, rows = local_day(now, zone), {}, {}, {}
    shown = []
    for case in cases:
        if case.reporter not in names:
            who = people.get(tx, case.reporter)
            names[case.reporter] = who.name if who else ""
        for stage in case.stages:
            if stage.site and stage.site not in found:
                found[stage.site] = sites.get(tx, stage.site)
        path = path_of(tx, case)
        if path not in rows:
            rows[path] = {policy.key: policy for policy in policies.in_area(tx, path)}
        here = {key: site for key, site in found.items() if site is not None}
        shown.append(Card(case, today, names[case.reporter], rows[path].get(case.policy), here))
    return shown


def readers(tx: Transaction, case: Observation, *besides: int) -> list[int]:
    """Who hears what becomes of a case: the person, and whoever reports for them."""
    return [
        person for person in dict.fromkeys((case.person, case.reporter))
        if person not in besides and addresses.of_person(tx, person)
    ]  # fmt: skip


def told(
    tx: Transaction, cases: Sequence[Observation], template: str, zone: ZoneInfo, now: int, besides: int,
    values: dict[str, Any] | None = None, *, acknowledge: bool = False,
) -> tuple[Reply, ...]:  # fmt: skip
    """A text about cases, once for each reader with all of theirs, and for those who acknowledge it with a button."""
    theirs: dict[int, list[Observation]] = {}
    for case in cases:
        for reader in readers(tx, case, besides):
            theirs.setdefault(reader, []).append(case)
    said = []
    for reader, own in theirs.items():
        path = path_of(tx, own[0])
        ask = Ask(
            FLOW, "acknowledge", (Option("yes", "received"),), "observation_notice_title", {"name": own[0].name},
            own[0].id, {"cases": [case.id for case in own]}, lasts=NOTICE_LASTS, beside=True,
        )  # fmt: skip
        known = {
            "observed": cards(tx, own, zone, now), "contacts": audience.contacts(tx, path), "reader": reader,
            "fever": settings.value(tx, Setting.FEVER_FROM, path, now), **(values or {}),
        }  # fmt: skip
        said.append(Reply(template, known, ask if acknowledge else None, to=reader))
    return tuple(said)


def follow(tx: Transaction, case: Observation, by: int, zone: ZoneInfo, now: int) -> Observation:
    """After any change of a case: it belongs to where the person is now, the status of its household is what its
    cases make of it, and the next midnight that changes anything is waited for."""
    case = settle(tx, case, by, zone, now)
    keep_in(tx, case.household, by, zone, now)
    reporting.schedule(tx, case, zone, now)
    turn = observation.next_turn(case, zone, now)
    if case.state is State.OPEN and turn:
        dues.set_due(tx, TURN, case.id, turn)
    return case


def settle(tx: Transaction, case: Observation, by: int, zone: ZoneInfo, now: int) -> Observation:
    """An open case belongs to where its person lives now; while they are at a site of another village, to that. Who
    sees and changes it follows, with the alarms about them that are open."""
    person = people.get(tx, case.person)
    if case.state is not State.OPEN or person is None or not person.household:
        return case
    area, path = person.area or person.village, person.area_path or person.village_path
    stage = case.stage_on(local_day(now, zone))
    site = sites.get(tx, stage.site) if stage.site else None
    there = areas.get(tx, site.area) if site else None
    if there is not None and not contains(there.path, path):
        area = there.id
    if (person.household, person.village, area) == (case.household, case.village, case.area):
        return case
    settled = observations.settle(tx, case, person.household, person.village, area, by, now)
    health_alarms.settle(tx, case.person, person.household, person.village, area)
    if settled.household != case.household:
        keep_in(tx, case.household, by, zone, now)
        keep_in(tx, settled.household, by, zone, now)
    return settled


def keep_in(tx: Transaction, household: int, by: int, zone: ZoneInfo, now: int) -> None:
    """A household is under observation while somebody of it has to stay in there."""
    today = local_day(now, zone)
    inside = any(_stays_at_home(case, today) for case in observations.of_household(tx, household))
    holds = Status.OBSERVATION in households.statuses(tx, household, now)
    if inside and not holds:
        households.note_status(tx, household, Status.OBSERVATION, now, None, by, now)
    elif holds and not inside:
        households.end_status(tx, household, Status.OBSERVATION, now)


def _stays_at_home(case: Observation, today: date) -> bool:
    stage = case.stage_on(today)
    terms = TERMS[stage.grade]
    return case.first <= today and terms.stays_in and not (terms.away or stage.site)
