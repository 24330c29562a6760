"""What can be done about a case of observation: its buttons, what must be asked first, and the change that follows.

`data` is what is wanted, as a conversation remembers it: act, and as the act needs it more or until, grade and site,
reporter, times.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from broadcasts import observation_changes as changes
from broadcasts.observed import FLOW, card, may, path_of
from broadcasts.observing import Done, Refusal
from broadcasts.releasing import look
from domain.enrolments import UNKNOWN
from domain.grades import TERMS, Grade
from domain.names import may_be_called
from domain.observation import Observation, State
from domain.people import Person
from domain.permissions import Action
from domain.replies import NO, Ask, Option, Reply
from domain.spans import DAY
from storage import addresses, check_ins, observations, people, sites
from storage.database import Transaction

MOST = 8


def shown(tx: Transaction, case: Observation, zone: ZoneInfo, now: int) -> dict[str, Any]:
    """What a worker reads of a case."""
    all_changes = observations.changes(tx, case.id)
    read_by = next((each for each in all_changes if each.kind == "acknowledged"), None)
    return {
        "card": card(tx, case, zone, now), "check": look(tx, case, zone, now), "read_by": read_by,
        "changes": [each for each in all_changes if each.kind not in ("enrolled", "acknowledged")],
        "chronic": sorted(check_ins.chronic(tx, case.person)),
    }  # fmt: skip


def options(tx: Transaction, worker: Person, case: Observation, zone: ZoneInfo, now: int) -> tuple[Option, ...]:
    """What this worker can do about it; a doctor sees it."""
    if not may(tx, worker, Action.OBSERVE, case):
        return ()
    if case.state is not State.OPEN:
        return (Option("resume", "case_resume"),)
    now_shown = card(tx, case, zone, now)
    away = TERMS[now_shown.stage.grade].away or bool(now_shown.stage.site)
    found = [Option("lasts", "case_longer")]
    if may(tx, worker, Action.RELEASE, case):
        found.append(Option("end", "case_end"))
    found.append(Option("move:home", "case_home") if away else Option("move:central", "case_site"))
    found += [Option("reporter", "case_reporter"), Option("times", "case_times")]
    if case.acknowledged_at is None:
        found.append(Option("signed", "case_signed"))
    if may(tx, worker, Action.RELEASE, case):
        found.append(Option("release", "case_release"))
    return tuple(found)


def refusal(tx: Transaction, worker: Person, case: Observation, act: str) -> Refusal | None:
    """What can be said before anything is asked."""
    if act == "resume":
        return Refusal.OPEN if case.state is State.OPEN else None
    if case.state is not State.OPEN:
        return Refusal.CLOSED
    return Refusal.CADRE if act == "end" and not may(tx, worker, Action.RELEASE, case) else None


def named(tx: Transaction, case: Observation, data: Mapping[str, Any]) -> dict[str, Any]:
    """With the site and the person that were named, where they are known; else they are asked for."""
    found = dict(data)
    if name := found.pop("site_name", ""):
        fitting = [site for site in sites.in_reach(tx, path_of(tx, case)) if site.name == name or name in site.name]
        found |= {"site": fitting[0].id} if len(fitting) == 1 else {"new_site": name}
    if name := found.pop("reporter_name", ""):
        at_home = [person for each in people.in_household(tx, case.household) if (person := people.get(tx, each))]
        meant = [person.id for person in at_home if may_be_called(person.name, name)]
        others = [key for key, _, _ in people.named(tx, name) if _reads_here(tx, key, case.village)]
        several = meant or others
        found |= {"reporter": several[0]} if len(several) == 1 else {}
    return found


def missing(data: Mapping[str, Any]) -> str:
    """What must be asked before it is asked why."""
    match data["act"]:
        case "lasts":
            return "" if "more" in data or "until" in data else "days"
        case "move":
            central = data.get("grade") == Grade.CENTRAL
            return "site" if central and "site" not in data and "new_site" not in data else ""
        case "reporter":
            return "" if "reporter" in data else "reporter"
        case "times":
            return "" if data.get("times") else "times"
    return ""


def question(tx: Transaction, worker: Person, case: Observation, data: Mapping[str, Any], again: bool) -> Reply:
    part = missing(data)
    choices: tuple[Option, ...] = ()
    if part == "days":
        choices = tuple(Option(f"more:{days}", "case_days_more", {"days": days}) for days in (1, 3, 7))
    elif part == "site":
        near = sites.in_reach(tx, path_of(tx, case))
        choices = (*(Option(f"site:{site.id}", site.name) for site in near[:MOST]),
                   Option(f"site:{UNKNOWN}", "observe_no_site"))  # fmt: skip
    elif part == "reporter":
        at_home = [person for each in people.in_household(tx, case.household) if (person := people.get(tx, each))]
        able = [each for each in at_home if addresses.of_person(tx, each.id) and each.id != case.reporter]
        choices = (*(Option(f"reporter:{each.id}", each.name) for each in able[:MOST]),
                   Option(f"reporter:{worker.id}", "observe_i_report"))  # fmt: skip
    ask = Ask(
        FLOW, "fill", (*choices, Option(NO, "cancel")), "observation_title", {"name": case.name}, case.id, dict(data),
        lasts=DAY,
    )  # fmt: skip
    return Reply("observations/ask_change", {"observation": case, "part": part, "again": again}, ask)


def carry_out(
    tx: Transaction, worker: Person, case: Observation, data: Mapping[str, Any], why: str, zone: ZoneInfo, now: int
) -> Done:
    match data["act"]:
        case "lasts":
            until = data.get("until")
            day = date.fromisoformat(until) if until else case.last + timedelta(days=int(data["more"]))
            return changes.last(tx, worker, case.id, day, why, zone, now)
        case "move":
            site = int(data.get("site", 0))
            if data.get("new_site"):
                site = sites.ensure(tx, case.village, data["new_site"], worker.id, now).id
            return changes.move(tx, worker, case.id, Grade(data["grade"]), why, zone, now, max(site, 0))
        case "reporter":
            return changes.set_reporter(tx, worker, case.id, int(data["reporter"]), why, zone, now)
        case "times":
            return changes.set_times(tx, worker, case.id, data["times"], why, zone, now)
        case "end":
            return changes.end(tx, worker, case.id, why, zone, now)
    return changes.resume(tx, worker, case.id, why, zone, now)


def _reads_here(tx: Transaction, person: int, village: int) -> bool:
    found = people.get(tx, person)
    return found is not None and found.village == village and bool(addresses.of_person(tx, person))
