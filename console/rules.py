"""Reminders on the console: listed with their next times, made and changed in words that are read back, switched."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from broadcasts import addressing, reach, reminders, rule_drafts
from broadcasts.addressing import Gap
from broadcasts.rule_drafts import Preview, RuleDraft
from broadcasts.spoken import spoken
from console.house import House, Visitor, number
from console.rendering import page
from console.roster import read_day
from domain.areas import Area, ids_of
from domain.permissions import Action
from domain.rules import USUAL, Late, Rule, State
from domain.schedules import moment
from nlu.schedules import read_schedule
from storage import areas, notices, rules
from storage.database import Transaction

LONGEST = 1_000
FIELDS = ("to", "when", "text", "follow", "late", "rule")


@dataclass(frozen=True, slots=True)
class Shown:
    """A rule as the page shows it."""

    rule: Rule
    on: bool
    text: str
    to: str
    when: str
    follows: str
    times: list[int]


@dataclass(frozen=True, slots=True)
class Read:
    """What was typed, as it was read. `doubt` and `words`: what is not clear of the time; `gaps`: of to whom."""

    draft: RuleDraft
    preview: Preview | None = None
    doubt: str = ""
    words: str = ""
    gaps: tuple[Gap, ...] = ()

    @property
    def good(self) -> bool:
        return self.preview is not None and not self.preview.fault


async def show(house: House, request: Request, visitor: Visitor) -> Response | None:
    """What reminds where the visitor leads, and a form for one more; or, with ?rule=, for changing one."""
    wanted, chosen = number(request.query_params.get("area", "")), number(request.query_params.get("rule", ""))

    def find(tx: Transaction) -> tuple[Area | None, list[Area], list[Shown]]:
        area, offered = _areas(tx, visitor, wanted)
        return (
            area,
            offered,
            [_shown(tx, house, visitor, area, rule) for rule in rules.of_area(tx, area.id)] if area else [],
        )

    area, offered, found = await house.database.read(find)
    if area is None:
        return None
    changed = next((each for each in found if each.rule.id == chosen), None)
    return page(
        house, visitor, "rules.html.j2", area=area, offered=offered, found=found, typed=_typed_of(changed),
        said=request.query_params.get("done", ""),
    )  # fmt: skip


async def read(house: House, request: Request, visitor: Visitor, form: FormData) -> Response | None:
    """The rule as it was read, with its next times; nothing is kept yet."""
    typed = _typed(form)

    def find(tx: Transaction) -> tuple[Area | None, Read]:
        area, _ = _areas(tx, visitor, number(str(form.get("area", ""))))
        return area, _read(tx, house, visitor, area, typed) if area else Read(RuleDraft())

    area, found = await house.database.read(find)
    return _draft(house, visitor, area, found, typed) if area else None


async def save(house: House, request: Request, visitor: Visitor, form: FormData) -> Response | None:
    """The same, confirmed: what is kept is what was shown, or it is shown anew. The same press keeps one rule."""
    typed, now = _typed(form), house.clock()

    def work(tx: Transaction) -> tuple[Area | None, Read, str]:
        area, _ = _areas(tx, visitor, number(str(form.get("area", ""))))
        if area is None:
            return None, Read(RuleDraft()), ""
        found = _read(tx, house, visitor, area, typed)
        if not found.good or _mark(found) != form.get("seen"):
            return area, found, ""
        if any(_same(tx, rule, found.draft) for rule in rules.of_area(tx, area.id)):
            return area, found, "rule_kept"
        language = visitor.person.language
        kept = rule_drafts.keep(tx, house.zone, visitor.person, area, found.draft, language, now)
        return area, found, "rule_kept" if kept else "rule_not_done"

    area, found, done = await house.database.write(work)
    if area is None:
        return None
    if not done:
        return _draft(house, visitor, area, found, typed)
    return RedirectResponse(f"/console/rules?area={area.id}&done={done}", 303)


async def act(house: House, request: Request, visitor: Visitor, form: FormData) -> Response | None:
    """«关掉», «打开», or «停到这天»."""
    wanted, deed, now = number(request.path_params["rule"]), form.get("act", ""), house.clock()
    day = read_day(str(form.get("day", "")))
    until = moment(day, 0, house.zone) - 1 if day and deed == "snooze" else 0

    def work(tx: Transaction) -> tuple[int, bool]:
        rule = rules.get(tx, wanted)
        area = areas.get(tx, rule.area) if rule else None
        if rule is None or area is None or not visitor.may(Action.SEND_NOTICE, area.path):
            return 0, False
        if rule.state is State.ENDED or (deed == "snooze" and until <= now):
            return area.id, False
        return area.id, rule_drafts.switch(tx, house.zone, rule, deed != "off", visitor.person.id, now, until)

    area, done = await house.database.write(work)
    said = "rule_noted" if done else "rule_not_done"
    return RedirectResponse(f"/console/rules?area={area}&done={said}", 303) if area else None


def _areas(tx: Transaction, visitor: Visitor, wanted: int) -> tuple[Area | None, list[Area]]:
    """Where the visitor leads: their own village if they do there, and the areas of their posts."""
    paths = visitor.scope(Action.SEND_NOTICE)
    own = [visitor.person.village] if any(visitor.person.village_path.startswith(path) for path in paths) else []
    ids = dict.fromkeys([*own, *(ids_of(path)[-1] for path in paths)])
    offered = [area for each in ids if (area := areas.get(tx, each)) is not None]
    return next((area for area in offered if area.id == wanted), offered[0] if offered else None), offered


def _shown(tx: Transaction, house: House, visitor: Visitor, area: Area, rule: Rule) -> Shown:
    language, render = visitor.person.language, house.writer.templates.render
    draft, on = rule_drafts.of_rule(tx, rule), rule.state is State.ON
    since = max(house.clock(), rule.looked_at)
    audience = spoken(tx, draft.audience, reach.leads(visitor.person)) if draft.audience else {"is": "nobody"}
    return Shown(
        rule, on, draft.text, render(language, "notices/audience", {"audience": audience}),
        render(language, "reminders/said", {"entry": rule}), render(language, "reminders/follows", {"entry": rule}),
        reminders.next_fires(tx, rule, area.path, house.zone, since) if on else [],
    )  # fmt: skip


def _typed_of(changed: Shown | None) -> dict[str, str]:
    if changed is None:
        return dict.fromkeys(FIELDS, "")
    return {
        "to": changed.to, "when": changed.when, "text": changed.text, "rule": str(changed.rule.id),
        "follow": "yes" if changed.rule.follow else "", "late": "yes" if changed.rule.late is Late.ONCE else "",
    }  # fmt: skip


def _typed(form: FormData) -> dict[str, str]:
    return {name: str(form.get(name, ""))[:LONGEST] for name in FIELDS}


def _read(tx: Transaction, house: House, visitor: Visitor, area: Area, typed: Mapping[str, str]) -> Read:
    """What was typed against the records; what of a rule that is changed was left as it stood stays so."""
    before = rules.get(tx, number(typed["rule"])) if typed["rule"] else None
    before = before if before and before.area == area.id and before.state is not State.ENDED else None
    stood = _shown(tx, house, visitor, area, before) if before else None
    draft = rule_drafts.of_rule(tx, before) if before else RuleDraft()
    follow = (before.follow if before and before.follow else USUAL) if typed["follow"] else ()
    late = Late.ONCE if typed["late"] else Late.SKIP
    draft = replace(draft, text=typed["text"].strip(), follow=follow, late=late)
    if stood is None or typed["to"].strip() != stood.to:
        found = addressing.address(tx, visitor.person, typed["to"])
        if found.audience is None:
            return Read(draft, gaps=found.gaps)
        draft = replace(draft, audience=found.audience)
    if stood is None or typed["when"].strip() != stood.when:
        said = read_schedule(typed["when"], datetime.fromtimestamp(house.clock() / 1000, house.zone))
        if said is None or said.schedule is None or said.rest:
            return Read(draft, doubt=(said.doubt if said else "") or "unread", words=said.words if said else "")
        draft = replace(draft, schedule=said.schedule)
    seen = rule_drafts.preview(tx, house.zone, visitor.person, area, draft, visitor.person.language, house.clock())
    return Read(draft, seen)


def _draft(house: House, visitor: Visitor, area: Area, found: Read, typed: dict[str, str]) -> Response:
    language, render = visitor.person.language, house.writer.templates.render
    said = {"to": "", "when": "", "follows": ""}
    if found.preview is not None:
        entry = {"entry": found.draft}
        said = {
            "to": render(language, "notices/audience", {"audience": found.preview.spoken}),
            "when": render(language, "reminders/said", entry),
            "follows": render(language, "reminders/follows", entry),
        }  # fmt: skip
    gaps = render(language, "notices/audience_gaps", {"unsettled": found.gaps}) if found.gaps else ""
    return page(
        house, visitor, "rule_draft.html.j2", area=area, found=found, typed=typed, shown=said, gaps=gaps,
        seen=_mark(found),
    )  # fmt: skip


def _same(tx: Transaction, rule: Rule, draft: RuleDraft) -> bool:
    notice = notices.get(tx, rule.notice)
    return notice is not None and replace(rule_drafts.of_rule(tx, rule), replaces=draft.replaces) == draft


def _mark(found: Read) -> str:
    """What a confirmation carries, to show that it is of this very rule."""
    return hashlib.sha256(repr(found.draft).encode()).hexdigest()
