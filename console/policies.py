"""The table of policies with their dates, and the isolation sites: shown and changed by whoever changes settings."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from console.house import House, Visitor, number
from console.rendering import page
from domain.areas import Area
from domain.grades import Grade
from domain.permissions import Action
from domain.policies import MOST_DAYS, Counting, Ground, Policy, Span, in_force
from domain.schedules import local_day
from storage import areas, audit, people, policies, register, sites
from storage.database import Transaction
from storage.policies import Row
from storage.sites import Site

PLACES = 3
"""Grades that a row may pass through, on the form."""

LONGEST = 60


@dataclass(frozen=True, slots=True)
class Table:
    """What an area goes by: for each ground the policy in force and whether it is its own; its rows; its sites."""

    now: list[tuple[Ground, Policy | None, bool]]
    rows: list[Row]
    sites: list[tuple[Site, str]]  #: each with the name of whoever reports for all there


async def show(house: House, request: Request, visitor: Visitor) -> Response | None:
    wanted, now = number(request.query_params.get("area", "")), house.clock()

    def find(tx: Transaction) -> tuple[list[Area], Area | None, Table | None]:
        led = _led(tx, visitor)
        chosen = next((area for area in led if area.id == wanted), led[0] if led and not wanted else None)
        return led, chosen, _table(tx, chosen, local_day(now, house.zone)) if chosen else None

    led, chosen, table = await house.database.read(find)
    if chosen is None or table is None:
        return None
    done = request.query_params.get("done", "")
    return page(
        house, visitor, "policies.html.j2", areas=led, chosen=chosen, table=table, grades=list(Grade),
        grounds=list(Ground), countings=list(Counting), places=PLACES, today=local_day(now, house.zone),
        done=done if done in ("saved", "wrong", "no_keeper") else "", most=MOST_DAYS,
    )  # fmt: skip


async def change(house: House, request: Request, visitor: Visitor, form: FormData) -> Response | None:
    """A row or a site more, or one less."""
    wanted, act, now = number(form.get("area", "")), str(form.get("act", "")), house.clock()

    def work(tx: Transaction) -> str:
        area = areas.get(tx, wanted)
        if area is None or not visitor.may(Action.CHANGE_SETTINGS, area.path):
            return ""
        match act:
            case "policy":
                return _add_policy(tx, area, form, visitor.person.id, now)
            case "end":
                policies.end(tx, area.id, number(form.get("row", "")), visitor.person.id, now)
                return "saved"
            case "site":
                return _add_site(tx, area, form, visitor.person.id, now)
            case "close":
                return _close_site(tx, area, number(form.get("site", "")), visitor.person.id, now)
        return ""

    done = await house.database.write(work)
    return RedirectResponse(f"/console/policies?area={wanted}&done={done}", 303) if done else None


def _add_policy(tx: Transaction, area: Area, form: FormData, by: int, now: int) -> str:
    policy = _read(form)
    if policy is None:
        return "wrong"
    policies.add(tx, area.id, policy, by, now)
    return "saved"


def _read(form: FormData) -> Policy | None:
    """A row as the form has it; None for what cannot be one."""
    fields: dict[str, Any] = {name: str(value).strip() for name, value in form.items()}
    try:
        spans = tuple(
            Span(Grade(fields[f"grade{place}"]), int(fields[f"days{place}"]))
            for place in range(PLACES) if fields.get(f"days{place}")
        )  # fmt: skip
        since = date.fromisoformat(fields["since"])
        until = date.fromisoformat(fields["until"]) if fields.get("until") else None
        policy = Policy(
            "", Ground(fields["ground"]), spans, Counting(fields["counting"]), since, until,
            fields.get("source", "")[:LONGEST], _days(fields.get("tests", "")),
        )  # fmt: skip
    except (KeyError, ValueError):
        return None
    possible = all(span.days > 0 for span in spans) and 0 < policy.days <= MOST_DAYS
    possible = possible and all(1 <= day <= policy.days for day in policy.tests)
    return policy if possible and (until is None or since <= until) else None


def _days(said: str) -> tuple[int, ...]:
    """1、4、7 as days of a course."""
    return tuple(sorted({int(day) for day in re.split(r"[\s,，、;；+]+", said) if day}))


def _add_site(tx: Transaction, area: Area, form: FormData, by: int, now: int) -> str:
    """A site of that name; one that is there gets these particulars, and is open again."""
    name, address, phone, keeper = (
        " ".join(str(form.get(field, "")).split())[:LONGEST] for field in ("name", "address", "phone", "keeper")
    )
    if not name:
        return "wrong"
    found = [person for person, _, _ in people.named(tx, keeper) if _is_of(tx, person, area)] if keeper else []
    if keeper and len(found) != 1:
        return "no_keeper"
    site = sites.ensure(tx, area.id, name, by, now)
    sites.reopen(tx, site.id, address, phone, found[0] if found else 0)
    audit.note(tx, by, "set_site", site.id, now)
    return "saved"


def _is_of(tx: Transaction, person: int, area: Area) -> bool:
    found = people.get(tx, person)
    return found is not None and found.state != "gone" and found.village_path.startswith(area.path)


def _close_site(tx: Transaction, area: Area, site: int, by: int, now: int) -> str:
    found = sites.get(tx, site)
    if found is None or found.area != area.id:
        return ""
    sites.close(tx, site, now)
    audit.note(tx, by, "close_site", site, now)
    return "saved"


def _led(tx: Transaction, visitor: Visitor) -> list[Area]:
    """The areas that the visitor leads, and the villages in them."""
    led = []
    for path in visitor.scope(Action.CHANGE_SETTINGS):
        led += [*areas.on_path(tx, path)[-1:], *register.below(tx, path, "village")]
    return list(dict.fromkeys(led))


def _table(tx: Transaction, area: Area, today: date) -> Table:
    every = policies.in_area(tx, area.path)
    own = {row.policy.key for row in policies.rows(tx, area.path) if row.area == area.id}
    found = [(ground, in_force(every, ground, today)) for ground in Ground]
    keepers = [(site, people.get(tx, site.keeper) if site.keeper else None) for site in sites.every(tx, area.id)]
    return Table(
        [(ground, policy, policy is not None and policy.key in own) for ground, policy in found],
        policies.history(tx, area.id), [(site, keeper.name if keeper else "") for site, keeper in keepers],
    )  # fmt: skip
