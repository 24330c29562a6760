"""Who reports temperatures for whom: one for a family, whoever lives with them besides, and the keeper of a site."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from domain.check_ins import Member
from domain.observation import Observation, slot_of
from domain.people import Person
from domain.permissions import Action, concerns, speaks_for
from domain.schedules import local_day
from storage import areas, households, observations, people, sites
from storage.database import Transaction


@dataclass(frozen=True, slots=True)
class Family:
    """Open cases, in the order in which they are named. `own`: those for which somebody was chosen to report."""

    own: tuple[Observation, ...] = ()
    cases: tuple[Observation, ...] = ()


def of(tx: Transaction, person: Person, zone: ZoneInfo, now: int) -> Family:
    """For whom somebody may report who is no worker."""
    if not person.households and not observations.any_for(tx, person.id, person.household):
        return Family()
    today = local_day(now, zone)
    chosen = [case for case in observations.of_reporter(tx, person.id) if reporter_of(tx, case, today) == person.id]
    chosen += [case for case in _kept_by(tx, person.id, today) if case not in chosen]
    found = {case.id: case for case in chosen}
    for household in dict.fromkeys(home for home in (person.household, *person.households) if home):
        family = household != person.household and person.id in people.relatives(tx, household)
        for case in observations.of_household(tx, household):
            if speaks_for(person, reporter=case.reporter, household=household, family=family):
                found[case.id] = case
    return Family(in_order(chosen), in_order(found.values()))


def reporter_of(tx: Transaction, case: Observation, on: date) -> int:
    """Who is asked for the report of a day: at a site its keeper, for everybody there."""
    stage = case.stage_on(on)
    site = sites.get(tx, stage.site) if stage.site else None
    return site.keeper if site is not None and site.keeper and site.closed_at is None else case.reporter


def may_enter(tx: Transaction, worker: Person, case: Observation) -> bool:
    """Whether somebody may report for a family as the worker there; nobody does so for themselves."""
    return worker.id != case.person and concerns(worker, Action.OBSERVE, home_path(tx, case))


def home_path(tx: Transaction, case: Observation) -> str:
    """Where somebody is to be found, as it counts for who is told and what is set there."""
    area = areas.get(tx, case.area)
    return area.path if area else households.path(tx, case.household)


def is_wanted(case: Observation, zone: ZoneInfo, now: int) -> bool:
    """Whether the report whose turn it is has not come yet."""
    slot = slot_of(case, zone, now)
    return case.first <= local_day(slot, zone) <= case.last and case.expects(slot) and case.last_slot < slot


def lacking(cases: Iterable[Observation], zone: ZoneInfo, now: int) -> list[Observation]:
    """Those of whom the report whose turn it is has not come yet."""
    return [case for case in cases if is_wanted(case, zone, now)]


def members(cases: Sequence[Observation]) -> list[Member]:
    return [Member(case.id, case.person, case.name) for case in cases]


def in_order(cases: Iterable[Observation]) -> tuple[Observation, ...]:
    """As a prompt names them: in the order in which they were enrolled."""
    return tuple(sorted(cases, key=lambda case: case.id))


def _kept_by(tx: Transaction, keeper: int, today: date) -> list[Observation]:
    """Everybody who is at a site that somebody keeps."""
    found = []
    for site in sites.kept_by(tx, keeper):
        area = areas.get(tx, site.area)
        here = observations.in_area(tx, area.path) if area else []
        found += [case for case in here if case.stage_on(today).site == site.id]
    return found
