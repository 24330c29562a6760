"""«提醒列表», «关掉提醒3», «提醒3停到周五»: what reminds in a cadre's area, and switching it off and on."""

from datetime import datetime

from broadcasts import reminders, rule_drafts
from domain.areas import Area
from domain.permissions import Action
from domain.replies import Ask, Option, Reply
from domain.rules import Rule, State
from domain.schedules import moment
from handlers.flow import Flow, Outcome, Turn, finish, managed_village, say, wait_for
from nlu.rule_commands import RuleCommand, read_rule_command
from nlu.schedules import read_day
from storage import notices, rules

flow = Flow("rules")

MAKING = "reminders"
"""The flow in which a rule is made and changed."""

LISTED = 30


@flow.hears
def hear(turn: Turn) -> Outcome | None:
    """Commands about rules that are there, of whoever may make them."""
    area = managed_village(turn, Action.SEND_NOTICE)
    said = read_rule_command(turn.text) if area else None
    return _command(turn, area, said) if area and said and said.kind != "new" else None


@flow.step("act", again=True)
def act(turn: Turn) -> Outcome:
    """«关掉», «打开» or «修改» under a rule."""
    area = managed_village(turn, Action.SEND_NOTICE)
    rule = rules.get(turn.tx, turn.subject)
    if area is None or rule is None or rule.area != area.id or rule.state is State.ENDED:
        return say("reminders/no_such", number=rule.number if rule else 0)
    return _command(turn, area, RuleCommand(turn.answer, rule.number))


def _command(turn: Turn, area: Area, said: RuleCommand) -> Outcome:
    if said.kind == "list":
        entries = [_entry(turn, area, rule) for rule in rules.of_area(turn.tx, area.id)]
        return finish(Reply("reminders/list", {"rule_entries": entries[:LISTED], "now": turn.now}))
    rule = rules.numbered(turn.tx, area.id, said.number)
    if rule is None:
        return say("reminders/no_such", number=said.number)
    match said.kind:
        case "off" | "on":
            return _switched(turn, area, rule, said.kind == "on", 0)
        case "snooze":
            return _snoozed(turn, area, rule, said)
        case "change":
            return _change(turn, rule, said)
        case _:
            return finish(_shown(turn, area, rule))


def _snoozed(turn: Turn, area: Area, rule: Rule, said: RuleCommand) -> Outcome:
    day = read_day(said.head, datetime.fromtimestamp(turn.now / 1000, turn.house.zone))
    if day is None or isinstance(day, str) or moment(day, 0, turn.house.zone) <= turn.now:
        return say("reminders/until_when", number=rule.number)
    return _switched(turn, area, rule, True, moment(day, 0, turn.house.zone) - 1)


def _switched(turn: Turn, area: Area, rule: Rule, on: bool, until: int) -> Outcome:
    if (rule.state is State.ON) == on and not until:
        return finish(_shown(turn, area, rule))
    done = rule_drafts.switch(turn.tx, turn.house.zone, rule, on, turn.known().id, turn.now, until)
    after = rules.get(turn.tx, rule.id)
    if not done or after is None:
        return say("reminders/over", number=rule.number)
    return finish(_shown(turn, area, after))


def _change(turn: Turn, rule: Rule, said: RuleCommand) -> Outcome:
    """What is said behind it, or next, is read on top of the rule as it is."""
    kept = rule_drafts.as_json(rule_drafts.of_rule(turn.tx, rule))
    then = f"{said.head}：{said.text}" if said.text else said.head
    outcome = wait_for(MAKING, "fill", Reply("reminders/how_to_change", {"number": rule.number}), **kept)
    return Outcome(conversation=outcome.conversation, then=then) if then else outcome


def _shown(turn: Turn, area: Area, rule: Rule) -> Reply:
    switch = Option("off", "rule_off") if rule.state is State.ON else Option("on", "rule_on")
    ask = Ask(
        flow.name, "act", (switch, Option("change", "edit")), "rule_number", {"number": rule.number}, rule.id,
        beside=True,
    )  # fmt: skip
    return Reply("reminders/one", {"entry": _entry(turn, area, rule), "now": turn.now}, ask)


def _entry(turn: Turn, area: Area, rule: Rule) -> dict[str, object]:
    notice = notices.get(turn.tx, rule.notice)
    since = max(turn.now, rule.looked_at)
    times = reminders.next_fires(turn.tx, rule, area.path, turn.house.zone, since)
    return {
        "number": rule.number, "on": rule.state is State.ON, "schedule": rule.schedule, "follow": rule.follow,
        "times": times if rule.state is State.ON else [],
        "text": next(iter(notice.texts.values()), "") if notice else "",
    }  # fmt: skip
