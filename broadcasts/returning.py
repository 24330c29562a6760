"""What follows when somebody came back or will: a row, a question to those who decide, and one on the day itself.

Nothing is decided here: observation is proposed by the policies where the place was at risk, and a human says what
follows; likewise whether two reports are of one person.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from broadcasts import audience
from broadcasts.clock import Firing
from broadcasts.outbox import Writer
from domain.enrolments import Draft
from domain.messages import Priority
from domain.people import Person, Role
from domain.permissions import Action, allowed
from domain.policies import Policy, proposed
from domain.replies import NO, YES, Ask, Option, Reply
from domain.returnees import ARRIVAL, Level, Returnee, RiskArea, State, state_at, worst
from domain.schedules import local_day, moment
from domain.spans import DAY
from domain.visits import Report
from nlu.origins import read_place
from storage import dues, households, people, policies, returnees
from storage.database import Transaction

FLOW = "returnees"
ASKED_AT = 9 * 60
"""Minutes of the day at which is asked whether somebody who was to come has come."""

LASTS = 30 * DAY


@dataclass(frozen=True, slots=True)
class Kept:
    """A report that was kept, and who is told or asked; `told` also holds what its writer is asked."""

    returnee: Returnee
    told: tuple[Reply, ...]


def from_visit(report: Report, said: Mapping[str, Any], visit: int, worker: int) -> Returnee:
    """Somebody who came back, as a line about a door has them."""
    told = ("origin", "arrived", "transport", "vehicle", "seat", "code", "test")
    return Returnee(
        0, report.household, 0, name=said["who"], number=said["count"], words=report.words, visit=visit,
        said_by=worker, **{name: said[name] for name in told},
    )  # fmt: skip


def keep(tx: Transaction, said: Returnee, writer: Person, zone: ZoneInfo, now: int) -> Kept:
    """Keeps a report. Who is still to come is asked about on the day; of who has come those are told who decide."""
    today = local_day(now, zone)
    place = place_at_risk(tx, said)
    state = state_at(said.arrived, today.isoformat())
    kept = returnees.add(tx, replace(said, risk=place.level if place else "", state=state), now)
    if state is State.PLANNED:
        dues.set_due(tx, ARRIVAL, kept.id, moment(date.fromisoformat(kept.arrived), ASKED_AT, zone))
        return Kept(kept, ())
    other = returnees.like(tx, kept)
    path, deciders = households.path(tx, kept.household), deciding(tx, kept, place)
    here = allowed(writer, Action.REPORT_VISIT, path)
    asked = decide_reply(tx, kept, writer, now)
    told = [replace(asked, to=each) for each in deciders if each != writer.id]
    told += [asked] if here else []
    if other is not None:
        told += [replace(same_reply(kept, other), to=each) for each in ([0] if here else deciders[:1])]
    return Kept(kept, tuple(told))


def place_at_risk(tx: Transaction, said: Returnee) -> RiskArea | None:
    """What the place that somebody came from was at that time; None for a place at no risk, or of unknown day."""
    if not said.arrived:
        return None
    named = read_place(said.origin)
    province = named.province if named else ""
    return worst(returnees.risks(tx, said.arrived), said.origin, said.arrived, province)


def deciding(tx: Transaction, returnee: Returnee, place: RiskArea | None) -> list[int]:
    """The workers of the micro-grid; the cadres too where the place was at risk, or where there are no workers."""
    path = households.path(tx, returnee.household)
    workers = audience.responsible(tx, path, Role.GRID_WORKER)
    at_risk = place is not None and place.level is not Level.LOW
    return list(dict.fromkeys([*workers, *(audience.cadres(tx, path) if at_risk or not workers else [])]))


def decide_reply(tx: Transaction, returnee: Returnee, writer: Person | None, now: int) -> Reply:
    """«登记观察» or «不用观察», with what the place was at that time and what the policies propose."""
    place, policy = place_at_risk(tx, returnee), policy_for(tx, returnee, now)
    options = (Option("observe", "observe_them"), Option(NO, "no_observation"), Option("more", "complete_them"))
    title = {"name": returnee.shown}
    ask = Ask(FLOW, "decide", options, "returnee_title", title, returnee.id, lasts=LASTS, beside=True)
    values = {"returnee": returnee, "at_risk": place, "said_by": writer, "policy": policy}
    return Reply("returnees/decide", values, ask)


def policy_for(tx: Transaction, returnee: Returnee, now: int) -> Policy | None:
    """What the policies propose for the place somebody came from; None while it, or the day, is not known."""
    if not returnee.origin or not returnee.arrived:
        return None
    place, named = place_at_risk(tx, returnee), read_place(returnee.origin)
    level = place.level if place else "abroad" if named and named.abroad else Level.LOW
    known = policies.in_area(tx, households.path(tx, returnee.household))
    return proposed(known, level, datetime.fromtimestamp(now / 1000, UTC).date())


def draft_of(tx: Transaction, returnee: Returnee, now: int) -> Draft:
    """Somebody as an enrolment that is still to be read back. Who is on no record is named there."""
    policy = policy_for(tx, returnee, now)
    return Draft(
        returnee.door, returnee.household, (returnee.person,) if returnee.person else (),
        ground=policy.ground if policy else "", origin=returnee.origin, arrived=returnee.arrived,
        returnee=returnee.id,
    )  # fmt: skip


def same_reply(returnee: Returnee, other: Returnee) -> Reply:
    """«同一个人» or «两个人»: two reports that may be of one person."""
    options = (Option(YES, "one_person"), Option(NO, "two_people"))
    ask = Ask(
        FLOW, "same", options, "same_title", {"name": returnee.shown}, returnee.id, {"other": other.id}, lasts=LASTS,
        beside=True,
    )  # fmt: skip
    return Reply("returnees/same", {"returnee": returnee, "other": other}, ask)


def arrived_reply(returnee: Returnee) -> Reply:
    """«到了», «还没到», «不回来了», on the day that was named."""
    options = (Option(YES, "has_come"), Option("later", "not_yet"), Option(NO, "not_coming"))
    title = {"name": returnee.shown}
    ask = Ask(FLOW, "come", options, "coming_title", title, returnee.id, lasts=3 * DAY, beside=True)
    return Reply("returnees/come", {"returnee": returnee}, ask, priority=Priority.REMINDER)


def put_off(tx: Transaction, returnee: Returnee, zone: ZoneInfo, now: int) -> None:
    """They have not come yet: asked again tomorrow."""
    dues.set_due(tx, ARRIVAL, returnee.id, moment(local_day(now, zone) + timedelta(days=1), ASKED_AT, zone))


def firings(writer: Writer) -> dict[str, Firing]:
    return {ARRIVAL: lambda tx, returnee, now: ask_whether_here(tx, writer, returnee, now)}


def ask_whether_here(tx: Transaction, writer: Writer, returnee_id: int, now: int) -> None:
    """Whoever said that they would come is asked; where that person has gone, the workers are."""
    returnee = returnees.get(tx, returnee_id)
    if returnee is None or returnee.state != State.PLANNED:
        return
    asked = people.get(tx, returnee.said_by)
    gone = asked is None or asked.state == "gone"
    for reader in deciding(tx, returnee, None) if gone else [returnee.said_by]:
        writer.write_to(tx, arrived_reply(returnee), reader, now)
