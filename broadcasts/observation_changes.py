"""How a case of observation is changed: longer or shorter, elsewhere, reported by somebody else, ended, resumed.

Only rows are written, each change with who made it and why. Whoever must be told comes back as replies.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

from broadcasts.observed import follow, may, path_of, told
from broadcasts.observing import Done, Refusal, reporter_for
from domain import observation
from domain.grades import Grade
from domain.observation import MOST_TIMES, ONE_DAY, Observation, State, Times, lasting, moved, relocated
from domain.people import Person
from domain.permissions import Action
from domain.policies import MOST_DAYS, SHIPPED
from domain.replies import Reply
from domain.schedules import local_day
from storage import addresses, areas, audit, observations, people, policies, sites
from storage.database import Transaction


def last(tx: Transaction, worker: Person, case: int, day: date, why: str, zone: ZoneInfo, now: int) -> Done:
    """Its last day is another one, later or earlier. Below what the policy asks only a cadre shortens it."""

    def alter(before: Observation) -> Observation | Refusal:
        course = lasting(before.stages, day)
        after = replace(before, stages=course, pauses=_waited(before, zone, now))
        if after.last == before.last:
            return Refusal.SAME
        if day < before.first or after.days > MOST_DAYS:
            return Refusal.COURSE
        shorter = after.last < before.last and after.days < days_asked(tx, before)
        return Refusal.BELOW_POLICY if shorter and not may(tx, worker, Action.RELEASE, before) else after

    return _change(tx, worker, case, "lasts", alter, why, zone, now)


def move(
    tx: Transaction, worker: Person, case: int, grade: Grade, why: str, zone: ZoneInfo, now: int, site: int = 0
) -> Done:  # fmt: skip
    """From today on in another grade, or at a site; its last day stays. At a site its keeper reports, if it has one;
    back home the family does."""
    today = local_day(now, zone)

    def alter(before: Observation) -> Observation | Refusal:
        stage = before.stage_on(max(today, before.first))
        if (stage.grade, stage.site) == (grade, site):
            return Refusal.SAME
        on = min(max(today, before.first), before.last)
        same = stage.grade is grade
        course = relocated(before.stages, on, site) if same else moved(before.stages, on, grade, site)
        after = replace(before, stages=course, reporter=_reporter_at(tx, before, site, worker.id))
        if today < before.first or after.minutes_on(on) == before.minutes_on(on):
            return after
        # What is due today is due as it was: nobody misses a report of which they could not know.
        own = [times.minutes for times in before.times]
        kept = (Times(on, before.minutes_on(on)), Times(on + ONE_DAY, own[-1] if own else ()))
        return replace(after, times=(*before.times, *kept))

    return _change(tx, worker, case, "moved", alter, why, zone, now)


def set_reporter(
    tx: Transaction, worker: Person, case: int, reporter: int, why: str, zone: ZoneInfo, now: int
) -> Done:
    """Somebody else reports, for all of the household for whom the one until now did."""
    who = people.get(tx, reporter)

    def alter(before: Observation) -> Observation | Refusal:
        if who is None or who.state == "gone" or not addresses.of_person(tx, reporter):
            return Refusal.PERSON
        return Refusal.SAME if before.reporter == reporter else replace(before, reporter=reporter)

    return _change_family(tx, worker, case, "reporter", alter, why, zone, now)


def set_times(
    tx: Transaction, worker: Person, case: int, minutes: Sequence[int], why: str, zone: ZoneInfo, now: int
) -> Done:
    """Other times of the day, from tomorrow on, for all of the household for whom the same person reports; ():
    as the grade has them."""
    wanted = tuple(sorted(set(minutes)))

    def alter(before: Observation) -> Observation | Refusal:
        day = max(local_day(now, zone) + ONE_DAY, before.first)
        if len(wanted) > MOST_TIMES or not all(0 <= minute < 24 * 60 for minute in wanted):
            return Refusal.TIMES
        earlier = tuple(times for times in before.times if times.since < day)
        after = replace(before, times=(*earlier, Times(day, wanted)))
        return Refusal.SAME if after.minutes_on(day) == before.minutes_on(day) else after

    return _change_family(tx, worker, case, "times", alter, why, zone, now)


def end(tx: Transaction, worker: Person, case: int, why: str, zone: ZoneInfo, now: int) -> Done:
    """Before its time: a wrong entry, a hospital, another decision. Only a cadre may."""

    def alter(before: Observation) -> Observation | Refusal:
        if not may(tx, worker, Action.RELEASE, before):
            return Refusal.CADRE
        return replace(before, state=State.ENDED, ended_by=worker.id, ended_at=now)

    return _change(tx, worker, case, "ended", alter, why, zone, now)


def resume(tx: Transaction, worker: Person, case: int, why: str, zone: ZoneInfo, now: int) -> Done:
    """A case that was closed goes on where its course is now; what was due meanwhile is not missing."""

    def alter(before: Observation) -> Observation | Refusal:
        if before.state is State.OPEN or observations.open_of(tx, before.person) is not None:
            return Refusal.OPEN
        if before.last < local_day(now, zone):
            return Refusal.COURSE
        pauses = (*before.pauses, (before.ended_at or now, now))
        return replace(before, state=State.OPEN, ended_by=0, ended_at=None, pauses=pauses)

    return _change(tx, worker, case, "resumed", alter, why, zone, now, opens=True)


def days_asked(tx: Transaction, case: Observation) -> int:
    """How many days the policy asks under which somebody was enrolled, else how many they were enrolled for."""
    for policy in (*policies.in_area(tx, path_of(tx, case)), *SHIPPED):
        if policy.key == case.policy:
            return policy.days
    first = next((change for change in observations.changes(tx, case.id) if "stages" in change.before), None)
    return sum(days for _, _, days, _ in first.before["stages"]) if first else case.days


def _change(
    tx: Transaction, worker: Person, case: int, kind: str, alter: Callable[[Observation], Observation | Refusal],
    why: str, zone: ZoneInfo, now: int, *, opens: bool = False,
) -> Done:  # fmt: skip
    """One guarded change of one case. The village's row is held, so that it is made of what stands now."""
    found = observations.get(tx, case)
    if found is None or not may(tx, worker, Action.OBSERVE, found):
        return Done(None, Refusal.NOT_YOURS)
    areas.hold(tx, found.village)
    before = observations.get(tx, case)
    if before is None or (before.state is not State.OPEN and not opens):
        return Done(before, Refusal.CLOSED)
    after = alter(before)
    if isinstance(after, Refusal):
        return Done(before, after)
    if not why.strip():
        return Done(before, Refusal.NO_REASON)
    if not observations.change(tx, before, after, kind, worker.id, why, zone, now):
        return Done(before, Refusal.CLOSED)
    audit.note(tx, worker.id, f"observation_{kind}", before.person, now)
    follow(tx, after, worker.id, zone, now)
    stands = observations.get(tx, case) or after
    values = {"change_kind": kind, "why": why, "who": worker.name, "earlier_case": before}
    news = told(tx, [stands], "observations/changed", zone, now, worker.id, values)
    if before.reporter not in (stands.reporter, stands.person, worker.id):
        news += (Reply("observations/reports_no_more", {"name": stands.name}, to=before.reporter),)
    return Done(stands, None, news)


def _change_family(
    tx: Transaction, worker: Person, case: int, kind: str, alter: Callable[[Observation], Observation | Refusal],
    why: str, zone: ZoneInfo, now: int,
) -> Done:  # fmt: skip
    """The same change for all of a household for whom the same person reports."""
    found = observations.get(tx, case)
    done = _change(tx, worker, case, kind, alter, why, zone, now)
    if found is None or done.refusal is not None:
        return done
    others = [each for each in observations.of_household(tx, found.household)
              if each.id != case and each.reporter == found.reporter]  # fmt: skip
    cases = [done.case] if done.case else []
    for other in others:
        also = _change(tx, worker, other.id, kind, alter, why, zone, now)
        cases += [also.case] if also.case and also.refusal is None else []
    if len(cases) < 2:
        return done
    values = {"change_kind": kind, "why": why, "who": worker.name, "earlier_case": found}
    news = told(tx, cases, "observations/changed", zone, now, worker.id, values)
    return Done(done.case, None, news + tuple(reply for reply in done.told if "observed" not in reply.values))


def _waited(case: Observation, zone: ZoneInfo, now: int) -> tuple[tuple[int, int], ...]:
    """The pauses of a case, with the one between its last day and being extended."""
    over = observation.over_at(case, zone)
    return (*case.pauses, (over, now)) if now > over else case.pauses


def _reporter_at(tx: Transaction, case: Observation, site: int, worker: int) -> int:
    place = sites.get(tx, site) if site else None
    if place is not None and place.keeper:
        return place.keeper
    away = {found.keeper for stage in case.stages if stage.site and (found := sites.get(tx, stage.site))}
    return reporter_for(tx, [case.person], case.household, worker) if case.reporter in away else case.reporter
