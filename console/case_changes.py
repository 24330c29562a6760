"""A case of observation is changed on its page: longer or shorter, at a site or at home, ended, resumed; always why.

The rules are the chat's: who may, what the policy asks, whom it is told.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from broadcasts import observation_acts as acts
from broadcasts.observed import may, path_of
from console.house import House, Visitor, number
from console.roster import read_day
from domain.grades import Grade
from domain.observation import Observation, State
from domain.permissions import Action
from domain.schedules import local_day
from storage import observations, sites
from storage.database import Transaction
from storage.sites import Site

LONGEST_WHY, LONGEST_SITE = 200, 30
NEW_SITE = "new"
REFUSED = frozenset(("unsaid", "below_policy", "cadre", "course", "closed", "open", "same", "no_reason"))
DONE = frozenset(("lasts", "move", "end", "resume"))
HERE = (Grade.HOME, Grade.HOME_MONITORING, Grade.MONITORING, Grade.SELF_MONITORING)
"""Grades that somebody can be moved to without going to a site."""


@dataclass(frozen=True, slots=True)
class Offered:
    """What this visitor may change of a case. `now`: where they are today, as the form says it."""

    open: bool
    ends: bool
    now: str
    today: date
    places: tuple[Site, ...]
    grades: tuple[Grade, ...] = HERE


def offered(tx: Transaction, house: House, visitor: Visitor, case: Observation) -> Offered | None:
    """None for whoever only reads it."""
    if not may(tx, visitor.person, Action.OBSERVE, case):
        return None
    today = local_day(house.clock(), house.zone)
    stage = case.stage_on(today)
    here = f"site:{stage.site}" if stage.site else stage.grade.value
    return Offered(
        case.state is State.OPEN, may(tx, visitor.person, Action.RELEASE, case), here, today,
        tuple(sites.in_reach(tx, path_of(tx, case))),
    )  # fmt: skip


async def change(house: House, request: Request, visitor: Visitor, form: FormData) -> Response | None:
    """One change, and back to the page, which says what was done or why not."""
    wanted, now = number(request.path_params["case"]), house.clock()
    why = " ".join(str(form.get("why", "")).split())[:LONGEST_WHY]

    def work(tx: Transaction) -> str:
        case = observations.get(tx, wanted)
        if case is None or not may(tx, visitor.person, Action.OBSERVE, case):
            return ""
        data = _read(tx, case, form)
        if data is None:
            return "refused=unsaid"
        refused = acts.refusal(tx, visitor.person, case, data["act"])
        if refused is None:
            done = acts.carry_out(tx, visitor.person, case, data, why, house.zone, now)
            refused = done.refusal
            house.writer.tell(tx, done.told, now)
        return f"refused={refused.value}" if refused else f"done={data['act']}"

    done = await house.database.write(work)
    if not done:
        return None
    seen = await house.database.read(
        lambda tx: (case := observations.get(tx, wanted)) is not None
        and may(tx, visitor.person, Action.SEE_HEALTH, case)
    )
    return RedirectResponse(f"/console/observed{f'/{wanted}' if seen else ''}?{done}", 303)


def said(request: Request) -> tuple[str, bool]:
    """The word for what became of a form that led here, and whether nothing was changed; "" for none."""
    refused, done = (request.query_params.get(name, "") for name in ("refused", "done"))
    if refused in REFUSED:
        return f"refused_{refused}", True
    return (f"done_{done}", False) if done in DONE else ("", False)


def _read(tx: Transaction, case: Observation, form: FormData) -> dict[str, Any] | None:
    """What the form wants, as a chat would have said it; None when it does not say."""
    act, to = str(form.get("act", "")), str(form.get("to", ""))
    match act:
        case "lasts":
            until = read_day(str(form.get("until", "")))
            return {"act": act, "until": until.isoformat()} if until else None
        case "move" if to == NEW_SITE:
            name = " ".join(str(form.get("site", "")).split())[:LONGEST_SITE]
            return acts.named(tx, case, {"act": act, "grade": Grade.CENTRAL, "site_name": name}) if name else None
        case "move" if to.startswith("site:"):
            site = number(to.removeprefix("site:"))
            near = {each.id for each in sites.in_reach(tx, path_of(tx, case))}
            return {"act": act, "grade": Grade.CENTRAL, "site": site} if site in near else None
        case "move" if to in HERE:
            return {"act": act, "grade": to}
        case "end" | "resume":
            return {"act": act}
    return None
