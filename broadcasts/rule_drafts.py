"""A rule while it is made, in chat or on the console: what it would come to, and how it is kept and switched."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from zoneinfo import ZoneInfo

from broadcasts import mornings, reach, reminders
from broadcasts.spoken import Spoken, spoken
from domain import schedules
from domain.areas import Area
from domain.audiences import Audience, to_json
from domain.audiences import from_json as audience_from
from domain.notice_words import Found, problems
from domain.notices import DIGEST, Notice
from domain.people import Person
from domain.rules import Do, Follow, Late, Rule, State
from domain.schedules import Anchor, Calendar, Relative, Schedule
from domain.spans import HOUR
from nlu.digest_words import is_digest
from storage import audiences, audit, notices, rules
from storage.database import Transaction
from templates.render import LANGUAGES

LASTS = 12 * HOUR
"""Milliseconds for which the words of a reminder hold; longer when it is repeated later than that."""

TITLE = 12


@dataclass(frozen=True, slots=True)
class RuleDraft:
    """What is known of a rule so far. `replaces`: the rule that it changes, 0 for none."""

    audience: Audience | None = None
    schedule: Schedule | None = None
    text: str = ""
    condition: str = ""
    follow: tuple[Follow, ...] = ()
    late: Late = Late.SKIP
    replaces: int = 0


@dataclass(frozen=True, slots=True)
class Preview:
    """What a draft would come to. `fault`: why it cannot be kept ("" when it can): a Trouble, nobody, area, size or
    text, whose problems stand beside."""

    spoken: Spoken
    people: int
    times: tuple[int, ...]
    fault: str = ""
    text_problems: tuple[Found, ...] = field(default=())


def as_json(draft: RuleDraft) -> dict[str, Any]:
    """A draft as a conversation keeps it."""
    return {
        "audience": to_json(draft.audience) if draft.audience else None,
        "schedule": schedules.to_json(draft.schedule) if draft.schedule else None,
        "text": draft.text, "condition": draft.condition, "late": draft.late.value, "replaces": draft.replaces,
        "follow": [[step.after, step.do.value] for step in draft.follow],
    }  # fmt: skip


def from_json(kept: Mapping[str, Any]) -> RuleDraft:
    return RuleDraft(
        audience_from(kept["audience"]) if kept.get("audience") else None,
        schedules.from_json(kept["schedule"]) if kept.get("schedule") else None,
        kept.get("text", ""), kept.get("condition", ""),
        tuple(Follow(after, Do(do)) for after, do in kept.get("follow", ())), Late(kept.get("late", "skip")),
        kept.get("replaces", 0),
    )  # fmt: skip


def of_rule(tx: Transaction, rule: Rule) -> RuleDraft:
    """A rule that is there, to be changed."""
    notice = notices.get(tx, rule.notice)
    text = next(iter(notice.texts.values()), "") if notice else ""
    audience = audience_from(dict(notice.audience)) if notice else None
    return RuleDraft(audience, rule.schedule, text, rule.condition, rule.follow, rule.late, rule.id)


def preview(
    tx: Transaction, zone: ZoneInfo, author: Person, area: Area, draft: RuleDraft, language: str, now: int
) -> Preview:
    """Whom a complete draft reminds and when, and what speaks against it."""
    assert draft.audience is not None
    assert draft.schedule is not None
    base = reach.leads(author)
    found = audiences.people(tx, draft.audience, base, now)
    wrong = tuple(each for each in problems(_texts(draft, language), {}) if each.problem.refused)
    trouble = schedules.trouble(draft.schedule, now, zone)
    fault = trouble.value if trouble else "text" if wrong else ""
    # Who is under observation changes from day to day: nobody today is no fault.
    waits_for_somebody = isinstance(draft.schedule, Relative) and draft.schedule.anchor is Anchor.OBSERVATION
    if not fault and not found and not waits_for_somebody:
        fault = "nobody"
    fault = fault or reach.needs(tx, author, draft.audience, found, now)
    times = reminders.next_fires(tx, _rule(draft, area, author, 0), area.path, zone, now)
    return Preview(spoken(tx, draft.audience, base), len(found), tuple(times), fault, wrong)


def keep(
    tx: Transaction, zone: ZoneInfo, author: Person, area: Area, draft: RuleDraft, language: str, now: int
) -> Rule | None:
    """Keeps a draft whose preview has no fault; None when the rule that it changes has been changed meanwhile."""
    assert draft.audience is not None
    draft = replace(draft, late=Late.ONCE) if is_digest(draft.text) else draft
    notice = _notice(author, area, draft, language)
    before = rules.get(tx, draft.replaces) if draft.replaces else None
    if draft.replaces and (before is None or before.state.value == "ended"):
        return None
    kept = notices.add(tx, notice, now)
    rule = _rule(draft, area, author, kept.id)
    rule = replace(rule, next_at=reminders.first_look(rule, zone, now))
    made = rules.change(tx, before, rule, now) if before else rules.add(tx, rule, now)
    if made is not None:
        audit.note(tx, author.id, "change_rule" if before else "make_rule", made.id, now)
    return made


def repeat(tx: Transaction, zone: ZoneInfo, notice: Notice, schedule: Schedule, now: int) -> Rule:
    """A notice that was composed goes out again and again from now on."""
    kept = notices.add(tx, notice, now)
    rule = Rule(0, kept.area, 0, kept.id, schedule, kept.author)
    made = rules.add(tx, replace(rule, next_at=reminders.first_look(rule, zone, now)), now)
    audit.note(tx, kept.author, "make_rule", made.id, now)
    return made


def instead_of(tx: Transaction, area: Area, draft: RuleDraft) -> RuleDraft:
    """An area has one list of the day: another one takes its place."""
    before = rules.digest_of(tx, area.id) if is_digest(draft.text) and not draft.replaces else None
    return replace(draft, replaces=before.id) if before and before.state is not State.ENDED else draft


def switch(tx: Transaction, zone: ZoneInfo, rule: Rule, on: bool, person: int, now: int, until: int = 0) -> bool:
    """Switches a rule off or on; `until` puts it off: its times up to then are let go. False when nothing changes, or
    nothing comes any more."""
    if not on:
        done = rules.switch_off(tx, rule.id)
    else:
        since = max(now, until)
        looked = reminders.first_look(rule, zone, since)
        done = looked is not None and rules.wake(tx, rule.id, since, looked)
    if done:
        audit.note(tx, person, "snooze_rule" if until else "rule_on" if on else "rule_off", rule.id, now)
    return done


def _notice(author: Person, area: Area, draft: RuleDraft, language: str) -> Notice:
    audience = to_json(draft.audience) if draft.audience else {}
    title = draft.text.strip().splitlines()[0][:TITLE]
    if is_digest(draft.text):
        return Notice(
            0, area.id, 0, author.id, title, _texts(draft, language), audience, mornings.LASTS, DIGEST, choices=()
        )
    lasts = max([LASTS, *(step.after + 2 * HOUR for step in draft.follow)])
    return Notice(0, area.id, 0, author.id, title, _texts(draft, language), audience, lasts)


def _texts(draft: RuleDraft, language: str) -> dict[str, str]:
    return {language if language in LANGUAGES else "zh": draft.text}


def _rule(draft: RuleDraft, area: Area, author: Person, notice: int) -> Rule:
    schedule = draft.schedule
    assert isinstance(schedule, Calendar | Relative)
    return Rule(0, area.id, 0, notice, schedule, author.id, draft.condition, draft.follow, draft.late)
