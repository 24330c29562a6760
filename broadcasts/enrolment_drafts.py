"""A draft of an enrolment as it is asked about and read back: what is missing, which policy is proposed, the card.

Nothing is recorded here; broadcasts/observing.py does that when the card is confirmed.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from broadcasts.observed import Card, cards, readers
from broadcasts.observing import Enrolled, Wanted, refusal_of, reporter_for
from domain import observation
from domain.enrolments import UNKNOWN, Draft
from domain.grades import Grade
from domain.observation import Observation, Times
from domain.people import Person
from domain.policies import Ground, Policy, in_force
from domain.replies import NO, YES, Ask, Option, Reply
from domain.returnees import worst
from domain.schedules import local_day
from domain.spans import DAY
from storage import addresses, households, observations, people, policies, returnees, sites
from storage.database import Transaction

FLOW = "observing"
MOST_PEOPLE = 8
MOST_POLICIES = 5
PARTS = ("who", "ground", "when", "days", "site", "reporter", "times")
"""What can be asked about, in the order in which it is missed."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a draft comes to. `policy`: chosen or in force, None when nothing holds; `others`: that could hold."""

    draft: Draft
    people: tuple[Person, ...]
    policy: Policy | None
    others: tuple[Policy, ...]
    wanted: tuple[Wanted, ...]
    reporter: int
    missing: str = ""


def propose(tx: Transaction, worker: Person, draft: Draft, zone: ZoneInfo, now: int) -> Proposal:
    """Everything that follows from what was said so far."""
    path = households.path(tx, draft.household) if draft.household else ""
    today = local_day(now, zone)
    table = policies.in_area(tx, path)
    policy, others = _policies(table, draft, today)
    found = tuple(person for each in draft.persons if (person := people.get(tx, each)) is not None)
    reporter = draft.reporter or reporter_for(tx, draft.persons, draft.household, worker.id)
    start, _ = draft.begins(policy)
    spans = draft.spans(policy)
    missing = _missing(draft, policy, start, bool(spans and spans[0].grade is Grade.CENTRAL))
    wanted = () if missing else _wanted(draft, policy, reporter)
    return Proposal(draft, found, policy, others, wanted, reporter, missing)


def _wanted(draft: Draft, policy: Policy | None, reporter: int) -> tuple[Wanted, ...]:
    """Each of them as they would be enrolled; those who are new have no id yet."""
    start, exposed = draft.begins(policy)
    if start is None:
        return ()
    return tuple(
        Wanted(
            person, Ground(draft.ground), draft.spans(policy), draft.counting(policy), start, exposed, draft.origin,
            policy.key if policy and not draft.days else "", draft.times, reporter, max(draft.site, 0),
            draft.returnee,
        )
        for person in (*draft.persons, *(0 for _ in draft.new))
    )  # fmt: skip


def _already(tx: Transaction, draft: Draft) -> list[Observation]:
    """The open cases of all who are to be enrolled, if each of them has one."""
    found = [observations.open_of(tx, person) for person in draft.persons]
    return [] if draft.new else [case for case in found if case is not None] if all(found) else []


def question(
    tx: Transaction, worker: Person, draft: Draft, zone: ZoneInfo, now: int, **said: Any
) -> tuple[Reply, Draft]:
    """The next thing to ask, or the card; and the draft, which remembers what is asked. `said`: is told first."""
    proposal = propose(tx, worker, draft, zone, now)
    already = _already(tx, draft)
    if already:
        looks = tuple(Option(f"look:{case.number}", "observation_look", {"name": case.name}) for case in already)
        shown = {"observed": cards(tx, already, zone, now)}
        return Reply("observations/already", shown, _ask((*looks, Option(NO, "cancel")), draft)), draft
    if proposal.missing == "site" and not draft.asking and not said.get("told_first"):
        early = _trouble(_wanted(draft, proposal.policy, proposal.reporter)[0], zone, now)
        draft = replace(draft, asking="when") if early else draft
        said |= {"told_first": early or ""}
    if proposal.missing or draft.asking:
        part = draft.asking or proposal.missing
        asked = replace(draft, asking=part)
        return _ask_part(tx, worker, replace(proposal, draft=asked), part, zone, now, said), asked
    refused = tuple(
        wrong for wanted in proposal.wanted
        if wanted.person and (wrong := refusal_of(tx, worker, wanted, zone, now)) is not None
    )  # fmt: skip
    wrong_course = _trouble(proposal.wanted[0], zone, now)
    values = _values(tx, proposal, zone, now) | {
        "refused": refused, "trouble": wrong_course, "hint": _known_at_home(tx, draft), **said,
    }  # fmt: skip
    can = wrong_course is None and len(refused) < len(proposal.wanted)
    blocked = any(each.refusal != "already" for each in refused)
    options = (Option(YES, "confirm"),) if can and not blocked else ()
    looks = tuple(Option(f"look:{each.case.number}", "observation_look", {"name": each.name})
                  for each in refused if each.case is not None)  # fmt: skip
    ask = _ask((*options, Option("edit", "observe_edit"), *looks, Option(NO, "cancel")), draft)
    return Reply("observations/card", values, ask), draft


def ground_of(tx: Transaction, origin: str, province: str, arrived: str) -> str:
    """Why somebody is observed who came from a place at risk, as the list of these places has it; else ""."""
    place = worst(returnees.risks(tx, arrived), origin, arrived, province) if origin and arrived else None
    return f"returnee_{place.level}" if place is not None and place.level in ("high", "medium", "low") else ""


def enrolled_values(tx: Transaction, enrolled: Enrolled, zone: ZoneInfo, now: int, worker: int) -> dict[str, Any]:
    """What the worker reads after it: the cases, who could not be enrolled, and who has nobody to read the notice."""
    unread = [case.name for case in enrolled.cases if not [each for each in readers(tx, case) if each != worker]]
    return {"observed": cards(tx, enrolled.cases, zone, now), "refused": enrolled.refused, "unread": unread}


def _ask_part(
    tx: Transaction, worker: Person, proposal: Proposal, part: str, zone: ZoneInfo, now: int, said: dict[str, Any]
) -> Reply:
    draft = proposal.draft
    home = [person for each in people.in_household(tx, draft.household) if (person := people.get(tx, each))]
    home = [person for person in home if person.state != "gone"] if draft.household else []
    values = _values(tx, proposal, zone, now) | {"home": home, "part": part} | {"told_first": "", **said}
    options = _options(tx, worker, proposal, part, home, zone, now)
    return Reply("observations/ask_part", values, _ask((*options, Option(NO, "cancel")), draft))


def _options(
    tx: Transaction, worker: Person, proposal: Proposal, part: str, home: Sequence[Person], zone: ZoneInfo, now: int
) -> tuple[Option, ...]:
    draft = proposal.draft
    match part:
        case "who" if home:
            whole = (Option("whole", "whole_family"),) if len(home) > 1 else ()
            return (*whole, *(Option(f"person:{each.id}", each.name) for each in home[:MOST_PEOPLE]))
        case "ground":
            return tuple(Option(f"ground:{ground}", f"ground_{ground}") for ground in Ground)
        case "when":
            today = local_day(now, zone)
            named = ("today", "yesterday", "day_before")
            return tuple(Option(f"day:{today - back * observation.ONE_DAY}", f"observe_{name}")
                         for back, name in enumerate(named))  # fmt: skip
        case "days":
            offered = tuple(
                Option(f"policy:{each.key}", "observe_policy", {"days": each.shown, "source": each.source})
                for each in _offered(proposal)[:MOST_POLICIES]
            )
            return (*offered, Option("own", "observe_own_days"))
        case "site":
            path = households.path(tx, draft.household)
            near = sites.in_reach(tx, path)
            return (*(Option(f"site:{site.id}", site.name) for site in near[:MOST_PEOPLE]),
                    Option(f"site:{UNKNOWN}", "observe_no_site"))  # fmt: skip
        case "reporter":
            able = [each for each in home if addresses.of_person(tx, each.id) and each.id != worker.id]
            return (*(Option(f"reporter:{each.id}", each.name) for each in able[:MOST_PEOPLE]),
                    Option(f"reporter:{worker.id}", "observe_i_report"))  # fmt: skip
        case "edit":
            central = any(span.grade is Grade.CENTRAL for wanted in proposal.wanted for span in wanted.spans)
            return tuple(Option(f"edit:{each}", f"observe_edit_{each}")
                         for each in PARTS if each != "site" or central)  # fmt: skip
    return ()


def _values(tx: Transaction, proposal: Proposal, zone: ZoneInfo, now: int) -> dict[str, Any]:
    draft, today = proposal.draft, local_day(now, zone)
    who = people.get(tx, proposal.reporter)
    place = sites.get(tx, draft.site) if draft.site > 0 else None
    return {
        "draft": draft, "names": [person.name for person in proposal.people], "new_names": [n for n, _ in draft.new],
        "policy": proposal.policy if not draft.days else None, "site": place,
        "reporter": who.name if who else "", "card": _card(proposal, place, today) if proposal.wanted else None,
        "reporter_reads": bool(addresses.of_person(tx, proposal.reporter)),
    }  # fmt: skip


def _card(proposal: Proposal, place: sites.Site | None, today: date) -> Card:
    """The case as it would be."""
    wanted = proposal.wanted[0]
    course = observation.course(wanted.spans, wanted.counting, wanted.start, wanted.exposed, wanted.site)
    times = (Times(course[0].first, wanted.times),) if wanted.times else ()
    case = Observation(
        0, 0, 0, 0, 0, wanted.ground.value, wanted.came_from, wanted.exposed, wanted.counting, wanted.policy, course,
        wanted.reporter, 0, 0, times=times,
    )  # fmt: skip
    return Card(case, today, "", proposal.policy, {place.id: place} if place else {})


def _trouble(wanted: Wanted, zone: ZoneInfo, now: int) -> str | None:
    if not wanted.spans or any(span.days <= 0 for span in wanted.spans):
        return observation.Trouble.DAYS
    course = observation.course(wanted.spans, wanted.counting, wanted.start, wanted.exposed)
    return observation.trouble(wanted.spans, course, wanted.exposed, local_day(now, zone))


def _policies(
    table: Sequence[Policy], draft: Draft, today: date
) -> tuple[Policy | None, tuple[Policy, ...]]:
    if not draft.ground:
        return None, ()
    ground = Ground(draft.ground)
    others = tuple(policy for policy in reversed(table) if policy.ground is ground)
    chosen = next((policy for policy in table if policy.key == draft.policy), None)
    said = draft.start or draft.exposed or draft.arrived
    on = min(date.fromisoformat(said), today) if said else today
    return chosen or in_force(table, ground, on) or in_force(table, ground, today), others


def _offered(proposal: Proposal) -> list[Policy]:
    return [policy for policy in proposal.others if policy != proposal.policy or proposal.draft.days]


def _missing(draft: Draft, policy: Policy | None, start: date | None, central: bool) -> str:
    if not (draft.persons or draft.new):
        return "who"
    if not draft.ground:
        return "ground"
    if start is None:
        return "when"
    if policy is None and not draft.days:
        return "own"
    return "site" if central and not draft.site else ""


def _known_at_home(tx: Transaction, draft: Draft) -> list[str]:
    """Who is on the register behind that door, where somebody is new: the name may be written otherwise."""
    if not draft.new or not draft.household:
        return []
    found = [people.get(tx, each) for each in people.in_household(tx, draft.household)]
    return [person.name for person in found if person is not None and person.state != "gone"]


def _ask(options: tuple[Option, ...], draft: Draft) -> Ask:
    return Ask(FLOW, "chosen", options, "observe_title", data=draft.to_json(), lasts=DAY)
