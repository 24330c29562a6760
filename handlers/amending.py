"""Half of the composing of notices: a shipped one with what it asks, and what changes a draft that is shown."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from broadcasts import notice_drafts, rule_drafts
from broadcasts.reading_back import FLOW, TO_COUNT, ask, is_large, look, read_back
from domain.drafts import LONGEST_LASTS, Draft, answers
from domain.notice_templates import SHIPPED, Asked, Shipped
from domain.notice_words import ALL, by_building, problems
from domain.notices import LONGEST_CHOICE, MOST_CHOICES, Notice
from domain.replies import NO, Ask, Option, Reply
from domain.schedules import SHOWN_TIMES, Calendar, next_times, to_json, trouble
from domain.schedules import from_json as schedule_of
from domain.spans import HOUR
from handlers.flow import Outcome, Turn, finish, say, wait_for
from nlu.by_building import read_by_building
from nlu.notice_changes import Change, clocks, part_of
from nlu.notices import language_of, title_of
from nlu.schedules import ScheduleSaid, read_schedule
from templates import shipped as words
from templates.render import LANGUAGES

SKIPS = ("跳过", "没有", "不写", "不用", "无", "skip", "none")
PARTS = ("早上", "晚上")
LONGEST_REPEATED = 12 * HOUR
"""Milliseconds for which the words of a notice hold that comes again anyway."""


def choose(turn: Turn, draft: Draft, name: str) -> Draft | Outcome:
    """A shipped notice by its name, its number or its key; the list where none is meant."""
    key, _, case = (_meant(turn, name) or "").partition(":")
    if key not in SHIPPED:
        options = tuple(Option(each, words.name(turn.language, each)) for each in SHIPPED)
        asked = Ask(FLOW, "template", options, "notice_templates", data=draft.to_json())
        named = [words.name(turn.language, each) for each in SHIPPED]
        return wait_for(FLOW, "words", Reply("notices/templates", {"named": named}, asked), **draft.to_json())
    chosen = SHIPPED[key]
    if chosen.cases and case not in chosen.cases:
        options = tuple(Option(f"{key}:{each}", words.case_label(turn.language, each)) for each in chosen.cases)
        asked = Ask(FLOW, "template", options, "notice_templates", data=draft.to_json())
        return wait_for(FLOW, "words", Reply("notices/which_case", {}, asked), **draft.to_json())
    labels = [(each, {spoken: words.choice_label(spoken, each) for spoken in LANGUAGES}) for each in chosen.choices]
    return _ask_next(turn, replace(
        draft, template=key, case=case, values={ALL: {}}, choices=labels, lasts=chosen.lasts,
        emergency=draft.emergency or chosen.emergency,
    ))  # fmt: skip


def answered(turn: Turn, draft: Draft, key: str) -> Draft | Outcome:
    """One of the values; time and place may be said for each building, a line each."""
    asked = next(each for each in SHIPPED[draft.template].asks if each.key == key)
    said = turn.update.text.strip()
    if turn.answer == NO or said.lower() in SKIPS:
        said = ""
        if asked.needed:
            return _ask(turn, draft, asked)
    lines = read_by_building(said) if asked.by_building and said else None
    if lines is not None and lines.values and not lines.doubts:
        return _ask_next(turn, replace(draft, values={**draft.values, **lines.values}))
    if lines is not None and lines.doubts and (lines.values or "\n" in said):
        return _value(turn, Reply("notices/line_doubts", {"unread": lines.doubts}), draft, key)
    return _ask_next(turn, replace(draft, values={**draft.values, ALL: {**draft.values[ALL], key: said}}))


def with_words(draft: Draft, text: str) -> Draft:
    """Other words in the place of all that there were, in every language."""
    title = draft.title if draft.of else title_of(text)
    return replace(draft, texts={language_of(text): text}, title=title, template="", case="", values={})


def changed(turn: Turn, draft: Draft, change: Change) -> Draft | Outcome:
    """What a change makes of a draft, or what must be asked first."""
    match change.what:
        case "words":
            return with_words(draft, change.words)
        case "english" | "chinese":
            return replace(draft, texts={**draft.texts, change.what[:2].replace("ch", "zh"): change.words})
        case "title":
            return replace(draft, title=change.words)
        case "buttons":
            return _with_buttons(draft, change)
        case "counted":
            return replace(draft, counted=change.words)
        case "emergency":
            return replace(draft, emergency=bool(change.words))
        case "no_file":
            return replace(draft, saying=0, file=())
        case "now":
            return replace(draft, starts_at=0, schedule={})
        case "lasts" if 0 < change.lasts <= LONGEST_LASTS:
            return replace(draft, lasts=change.lasts)
        case "at":
            return scheduled(turn, draft, change.words)
        case "replace":
            return _replaced(draft, change)
    return say("notices/lasts_how")


def scheduled(turn: Turn, draft: Draft, said: str, part: str = "") -> Draft | Outcome:
    """«明天7点发», «每天早上7:30发到20号»; what is past or no day at all is said."""
    zone, now = turn.house.zone, turn.now
    local = datetime.fromtimestamp(now / 1000, zone)
    read = read_schedule(said, local, part)
    if read is not None and read.doubt == "no_day":
        read = read_schedule(f"今天{said}", local, part)
    if read is not None and read.doubt == "hour":
        options = tuple(Option(each, each) for each in PARTS)
        kept = draft.to_json()
        asked = Ask(FLOW, "hour", options, "notice_title", {"title": draft.title}, data=kept | {"said": said})
        return wait_for(FLOW, "amend", Reply("notices/when", {"why": "hour", "words": read.words}, asked), **kept)
    wrong = _wrong(read, now, zone)
    if wrong or read is None or not isinstance(read.schedule, Calendar):
        return say("notices/when", why=wrong or "not_read", words=read.words if read else "")
    if read.schedule.once and len(read.schedule.times) == 1:
        return replace(draft, starts_at=next_times(read.schedule, now, zone, 1)[0], schedule={})
    if draft.of:
        return say("notices/when", why="not_read", words="")
    lasts = min(draft.lasts, LONGEST_REPEATED)
    return replace(draft, starts_at=0, schedule=to_json(read.schedule), lasts=lasts)


def shown(turn: Turn, made: Draft | Outcome) -> Outcome:
    return show(turn, made) if isinstance(made, Draft) else made


def show(turn: Turn, draft: Draft) -> Outcome:
    """Reads a draft back; what stands against sending it is said instead, with its place."""
    person = turn.known()
    refused = [each for each in problems(draft.texts, draft.values) if each.problem.refused]
    if refused:
        return wait(turn, "words", "notices/problems", draft, text_problems=refused)
    kept = draft.to_json()
    if is_large(turn.tx, person, draft):
        asked = replace(ask(draft, kept, stuck=True, subject=TO_COUNT), step="counting")
        asked = replace(asked, options=asked.options[-1:])
        return wait_for(FLOW, "amend", Reply("notices/counting", {}, asked), **kept)
    zone = turn.house.zone
    found = look(turn.tx, person, draft, zone, turn.house.paces, turn.now)
    return wait_for(FLOW, "amend", read_back(turn.tx, person, draft, found, zone, turn.now), **kept)


def repeat(turn: Turn, draft: Draft, notice: Notice, needs: str) -> Outcome:
    """It becomes a rule, of people for whom nobody else need confirm it each time."""
    if needs:
        return replace(wait_for(FLOW, "amend", Reply("notices/no_repeat"), **draft.to_json()), answered=False)
    zone, schedule = turn.house.zone, schedule_of(dict(draft.schedule))
    if trouble(schedule, turn.now, zone) is not None:
        return replace(wait_for(FLOW, "amend", Reply("notices/past"), **draft.to_json()), answered=False)
    rule = rule_drafts.repeat(turn.tx, zone, notice, schedule, turn.now)
    values = {"number": rule.number, "times": next_times(schedule, turn.now, zone, SHOWN_TIMES)}
    return replace(finish(Reply("notices/repeating", values)), toast="noted")


def wait(turn: Turn, step: str, template: str, draft: Draft, **values: Any) -> Outcome:
    """Says something; the next words go to a step of the draft."""
    return wait_for(FLOW, step, Reply(template, values), **draft.to_json())


def _wrong(read: ScheduleSaid | None, now: int, zone: Any) -> str:
    if read is None or read.schedule is None:
        return read.doubt if read else "not_read"
    found = trouble(read.schedule, now, zone)
    return found.value if found else ""


def _with_buttons(draft: Draft, change: Change) -> Draft | Outcome:
    if len(change.choices) > MOST_CHOICES or any(len(each) > LONGEST_CHOICE for each in change.choices):
        return say("notices/too_many_buttons", most=MOST_CHOICES, longest=LONGEST_CHOICE)
    return replace(draft, choices=answers(change.choices))


def _replaced(draft: Draft, change: Change) -> Draft | Outcome:
    """«8点改成9点»; «改成9点» where only one time stands in it. A text in which it does not stand (an English
    one) says what does not hold any more, and is taken off."""
    said = [*draft.texts.values(), *(value for own in draft.values.values() for value in own.values())]
    new, old = change.words, change.old
    if not old:
        there = {clock for text in said for clock in clocks(text)}
        if len(there) != 1 or not clocks(new):
            return say("notices/which_words")
        old = there.pop()
        new = new if part_of(new) else f"{part_of(old)}{new}"
    if not any(old in text for text in said):
        return say("notices/which_words")
    texts = {name: text.replace(old, new) for name, text in draft.texts.items()}
    holds = {name: text for name, text in texts.items() if text != draft.texts[name]} or texts
    values = {
        building: {key: value.replace(old, new) for key, value in own.items()}
        for building, own in draft.values.items()
    }
    return replace(draft, texts=holds, values=values)


def _ask_next(turn: Turn, draft: Draft) -> Draft | Outcome:
    """The next value, or the draft with its words when all are said."""
    chosen = SHIPPED[draft.template]
    said = draft.values[ALL].keys() | by_building(draft.values)
    missing = next((each for each in chosen.asks if each.key not in said), None)
    return _ask(turn, draft, missing) if missing else _drafted(turn, chosen, draft)


def _drafted(turn: Turn, chosen: Shipped, draft: Draft) -> Draft:
    made = notice_drafts.draft(turn.house.templates, chosen, draft.values, draft.case, turn.language)
    return replace(draft, title=made.title, texts=made.texts, values=made.values)


def _ask(turn: Turn, draft: Draft, asked: Asked) -> Outcome:
    question = words.question(turn.language, draft.template, asked.key)
    skip = None
    if not asked.needed:
        kept: Mapping[str, Any] = draft.to_json() | {"asked": asked.key}
        skip = Ask(FLOW, "value", (Option(NO, "notice_skip"),), "notice_templates", data=kept)
    return _value(turn, Reply("notices/ask_value", {"question": question}, skip), draft, asked.key)


def _value(turn: Turn, reply: Reply, draft: Draft, key: str) -> Outcome:
    return wait_for(FLOW, "value", reply, **draft.to_json(), asked=key)


def _meant(turn: Turn, name: str) -> str:
    """The key (and case) of the shipped notice of a name or number, "" where none or several may be meant."""
    if name.partition(":")[0] in SHIPPED:
        return name
    if name.isdecimal() and 0 < int(name) <= len(SHIPPED):
        return list(SHIPPED)[int(name) - 1]
    if not name:
        return ""
    cased = [f"{key}:{case}" for key, chosen in SHIPPED.items() for case in chosen.cases
             if name in (words.case_label(turn.language, case), words.title(turn.language, key, case))]  # fmt: skip
    named = [key for key in SHIPPED if name.lower() in words.name(turn.language, key).lower()]
    found = cased or named
    return found[0] if len(found) == 1 else ""
