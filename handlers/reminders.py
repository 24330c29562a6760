"""«提醒三组每天7:30：请量体温»: a cadre makes a rule that reminds, read back with its next times before it counts."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from broadcasts import addressing, mornings, rule_drafts
from broadcasts.rule_drafts import RuleDraft
from domain.areas import Area
from domain.permissions import Action, allowed
from domain.replies import NO, YES, Ask, Option, Reply
from domain.rules import USUAL, Late
from handlers.flow import Flow, Outcome, Turn, finish, managed_village, say, wait_for
from nlu.clean import clean
from nlu.digest_words import sends_digest
from nlu.rule_commands import RuleCommand, read_follow, read_rule_command, read_spoken_rule, split_text
from nlu.schedules import part_said, read_schedule
from storage import areas, rules
from storage.conversations import Conversation

flow = Flow("reminders")

CALLED_OFF = frozenset(("取消", "算了", "算了吧", "不设了", "cancel"))
MORNING, LATER = "早上", "下午"
HOURS = (Option(MORNING, "in_the_morning"), Option(LATER, "in_the_evening"))
LATE = {"补发": Late.ONCE, "补一次": Late.ONCE, "晚了也补": Late.ONCE, "不补": Late.SKIP, "不补发": Late.SKIP}
MOST_TEXT = 1_000
POLITE = ("请", "您", "大家", "记得", "别忘")
WORDS = frozenset(("内容", "内容改成", "说", "文字", "words", "Words", "text"))
"""Before a colon: what follows is what is to be said."""


@flow.hears
def hear(turn: Turn) -> Outcome | None:
    """Words about reminders of whoever may make them; everybody else's go on to the other flows."""
    if managed_village(turn, Action.SEND_NOTICE) is None:
        return None
    said = read_rule_command(turn.update.text)
    if said is not None and said.kind != "new":
        return None
    if said is None:
        spoken = _spoken(turn)
        return _heard(turn, RuleDraft(follow=read_follow(spoken[1]) or ()), spoken[0]) if spoken else None
    return _made(turn, said) if not said.head or _is_rule(turn, said) else None


def _spoken(turn: Turn) -> tuple[str, str] | None:
    """A rule in one sentence that begins with when: 每天7:30提醒三组量体温，2小时没回再提醒"""
    spoken = read_spoken_rule(turn.update.text)
    now = datetime.fromtimestamp(turn.now / 1000, turn.house.zone)
    return spoken if spoken and read_schedule(spoken[0], now) is not None else None


def _is_rule(turn: Turn, said: RuleCommand) -> bool:
    """提醒没回的 and 提醒欠款 ask for one reminder now, which is another flow's: a rule says when, or what."""
    now = datetime.fromtimestamp(turn.now / 1000, turn.house.zone)
    plain = turn.text.lower().startswith(("提醒", "remind"))
    return not plain or bool(said.text) or read_schedule(said.head, now) is not None


@flow.command("remind")
def begin(turn: Turn) -> Outcome:
    """«/remind», with or without to whom, when and what."""
    if managed_village(turn, Action.SEND_NOTICE) is None:
        return say("reminders/not_allowed")
    head, text = split_text(turn.argument)
    return _made(turn, RuleCommand("new", 0, clean(head), text))


def _made(turn: Turn, said: RuleCommand) -> Outcome:
    return _heard(turn, RuleDraft(text=said.text), said.head) if said.head else _next(turn, RuleDraft(text=said.text))


@flow.step("fill")
def fill(turn: Turn) -> Outcome:
    """What was asked for, or a correction of what was read back."""
    if turn.text.lower() in CALLED_OFF:
        return finish(Reply("reminders/dropped"))
    if read_rule_command(turn.update.text) or _spoken(turn):
        return Outcome(conversation=Conversation(), then=turn.update.text)
    draft = rule_drafts.from_json(turn.conversation.data)
    head, text = split_text(turn.update.text)
    return _heard(turn, replace(draft, text=text or draft.text), "" if head in WORDS else clean(head))


@flow.step("words", verbatim=True)
def words(turn: Turn) -> Outcome:
    """What is to be said, as it is written."""
    if turn.text.lower() in CALLED_OFF:
        return finish(Reply("reminders/dropped"))
    draft = rule_drafts.from_json(turn.conversation.data)
    return _next(turn, replace(draft, text=turn.update.text.strip()[:MOST_TEXT]))


@flow.step("part")
def part(turn: Turn) -> Outcome:
    """Whether 7点 is of the morning or of the evening."""
    chosen = turn.answer or part_said(turn.text)
    draft = rule_drafts.from_json(turn.data)
    if not chosen:
        return Outcome(conversation=Conversation(), then=turn.update.text)
    return _heard(turn, draft, str(turn.data["head"]), chosen)


@flow.step("confirm")
def confirm(turn: Turn) -> Outcome:
    """«保存», «没人回就再催», «不催», or «取消» under the rule as it was read back."""
    draft = rule_drafts.from_json(turn.data)
    if turn.answer == NO:
        return replace(finish(Reply("reminders/dropped")), toast="dropped")
    if turn.answer == "follow":
        return _next(turn, replace(draft, follow=() if draft.follow else USUAL))
    area = _area(turn, draft)
    if area is None:
        return finish(Reply("reminders/not_allowed"))
    seen = rule_drafts.preview(turn.tx, turn.house.zone, turn.known(), area, draft, turn.language, turn.now)
    if seen.fault:
        return _next(turn, draft)
    rule = rule_drafts.keep(turn.tx, turn.house.zone, turn.known(), area, draft, turn.language, turn.now)
    if rule is None:
        return finish(Reply("reminders/changed_before"))
    values = {"number": rule.number, "times": seen.times, "now": turn.now, "changed": bool(draft.replaces)}
    return replace(finish(Reply("reminders/kept", values)), toast="noted")


def _heard(turn: Turn, draft: RuleDraft, head: str, part: str = "") -> Outcome:
    """Takes when, what follows and to whom out of words; what is not clear is asked."""
    rest = head
    follow = read_follow(head)
    if follow is not None:
        draft, rest = replace(draft, follow=follow), ""
    elif head in LATE:
        draft, rest = replace(draft, late=LATE[head]), ""
    else:
        when = read_schedule(head, datetime.fromtimestamp(turn.now / 1000, turn.house.zone), part)
        if when is not None and when.doubt:
            return _doubt(turn, draft, head, when.doubt, when.words)
        if when is not None:
            draft, rest = replace(draft, schedule=when.schedule), when.rest
    before = sends_digest(rest)
    if before is not None:
        draft, rest = replace(draft, text=mornings.TEXTS.get(turn.language, mornings.TEXTS["zh"])), before
    for word in ("改成", "改为", "改到", "给"):
        rest = rest.removeprefix(word).strip()
    if rest:
        found = addressing.address(turn.tx, turn.known(), rest)
        if found.audience is None and not draft.text:
            found, text = addressing.address_before(turn.tx, turn.known(), rest, found)
            draft = replace(draft, text=text if text.startswith(POLITE) or not text else f"请{text}")
        if found.audience is None:
            kept = rule_drafts.as_json(draft)
            return wait_for(flow.name, "fill", Reply("reminders/to_whom", {"unsettled": found.gaps}), **kept)
        draft = replace(draft, audience=found.audience)
    return _next(turn, draft)


def _doubt(turn: Turn, draft: RuleDraft, head: str, doubt: str, said: str) -> Outcome:
    kept = rule_drafts.as_json(draft)
    if doubt == "hour":
        ask = Ask(flow.name, "part", HOURS, "hour_title", {"hour": said}, data=kept | {"head": head})
        reply = Reply("reminders/when", {"doubt": doubt, "words": said}, ask)
        return wait_for(flow.name, "part", reply, **kept, head=head)
    return wait_for(flow.name, "fill", Reply("reminders/when", {"doubt": doubt, "words": head}), **kept)


def _next(turn: Turn, draft: RuleDraft) -> Outcome:
    """Asks for what is missing, or reads the whole back."""
    kept = rule_drafts.as_json(draft)
    if draft.audience is None:
        return wait_for(flow.name, "fill", Reply("reminders/to_whom", {"unsettled": ()}), **kept)
    if draft.schedule is None:
        return wait_for(flow.name, "fill", Reply("reminders/when", {"doubt": "", "words": ""}), **kept)
    if not draft.text:
        return wait_for(flow.name, "words", Reply("reminders/what"), **kept)
    area = _area(turn, draft)
    if area is None:
        return finish(Reply("reminders/not_allowed"))
    draft = rule_drafts.instead_of(turn.tx, area, draft)
    kept = rule_drafts.as_json(draft)
    seen = rule_drafts.preview(turn.tx, turn.house.zone, turn.known(), area, draft, turn.language, turn.now)
    before = rules.get(turn.tx, draft.replaces) if draft.replaces else None
    values: dict[str, Any] = {
        "rule_draft": draft, "preview": seen, "now": turn.now, "number": before.number if before else 0,
    }  # fmt: skip
    follow = Option("follow", "no_follow" if draft.follow else "usual_follow")
    options = (Option(NO, "cancel"),) if seen.fault else (Option(YES, "save"), follow, Option(NO, "cancel"))
    ask = Ask(flow.name, "confirm", options, "rule_title", {}, data=kept)
    return wait_for(flow.name, "fill", Reply("reminders/draft", values, ask), **kept)


def _area(turn: Turn, draft: RuleDraft) -> Area | None:
    """Where the rule belongs: that of the rule that is changed, else where its author leads."""
    before = rules.get(turn.tx, draft.replaces) if draft.replaces else None
    area = areas.get(turn.tx, before.area) if before else managed_village(turn, Action.SEND_NOTICE)
    return area if area and allowed(turn.person, Action.SEND_NOTICE, area.path) else None
