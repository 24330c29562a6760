"""«3幢201 王家 4口人 都正常», «3幢101到106都正常，104没人», «走访», «走访名单»: what a worker found at doors."""

from dataclasses import replace
from typing import Any

from broadcasts import door_reports, visiting
from broadcasts.visiting import LeftOut
from domain.areas import ids_of
from domain.messages import PLACE
from domain.permissions import Action, scope
from domain.replies import NO, Ask, Option, Reply
from domain.schedules import local_day
from domain.settings import Setting
from domain.spans import DAY
from domain.visits import Report, Result, covered_since
from handlers.flow import Flow, Outcome, Turn, finish, say, wait_for
from handlers.visit_drafts import (
    added,
    close_asides,
    draft_of,
    how,
    left_out_reply,
    lines_in,
    only_a_door,
    own,
    placed,
    reported,
    says_something,
    show,
    together,
    without_doors,
)  # fmt: skip
from nlu import phrases
from nlu.doors import find_door
from nlu.round_words import asks_of_round, dropped_doors, names_rooms
from storage import areas, audit, settings, visits
from storage.conversations import Conversation

flow = Flow(visiting.FLOW)


@flow.hears
def hear(turn: Turn) -> Outcome | None:
    """Lines about doors, a position or more words for a draft that is open, and words about the round."""
    if not scope(turn.person, Action.REPORT_VISIT):
        return None
    match asks_of_round(turn.text):
        case "report":
            return start(turn)
        case "round":
            return today(turn)
        case "coverage":
            return coverage(turn)
    draft = draft_of(turn)
    if turn.text.startswith(PLACE):
        return placed(turn, draft) if draft else None
    without = dropped_doors(turn.text) if draft else ()
    if without:
        return without_doors(turn, draft, without)
    lines = lines_in(turn, turn.text)
    if not lines and draft and len(draft) == 1 and not names_rooms(turn.text):
        more = lines_in(turn, f"{draft[0].door} {turn.text}")
        return show(turn, [added(draft[0], more[0], turn)], ()) if says_something(more) else None
    if lines:
        return reported(turn, lines, draft)
    home = only_a_door(turn)
    return how(turn, home) if home else None


@flow.sees
def see(turn: Turn) -> Outcome | None:
    """A picture with such words under it, or sent while one door's draft is open."""
    if not scope(turn.person, Action.REPORT_VISIT) or turn.update.files[0].kind != "photo":
        return None
    lines, draft = lines_in(turn, turn.text), draft_of(turn)
    if lines:
        return reported(turn, lines, draft)
    if (turn.conversation.flow, turn.conversation.step) == (flow.name, "tell"):
        report = own(turn, turn.conversation.data["home"], Result(turn.conversation.data["result"]))
        draft = (report,) if report else ()
    if len(draft) != 1 or turn.text:
        return None
    return together(turn, replace(draft[0], photos=(*draft[0].photos, turn.saying)))


@flow.command("visit")
def start(turn: Turn) -> Outcome:
    """«/visit», «走访»: a line behind it, or step by step."""
    if not scope(turn.person, Action.REPORT_VISIT):
        return say("visits/not_allowed")
    lines = lines_in(turn, turn.argument)
    if lines:
        return reported(turn, lines, draft_of(turn))
    close_asides(turn)
    listed = visiting.list_reply(turn.tx, turn.known(), turn.house.zone, turn.now)
    return wait_for(flow.name, "where", Reply("visits/where", {}, listed.ask))


@flow.command("round")
def today(turn: Turn) -> Outcome:
    """«走访名单»: «今天还有18户»"""
    if scope(turn.person, Action.WALK_ROUND):
        close_asides(turn)
        return finish(visiting.list_reply(turn.tx, turn.known(), turn.house.zone, turn.now))
    return coverage(turn) if scope(turn.person, Action.REPORT_VISIT) else say("visits/not_allowed")


@flow.command("coverage")
def coverage(turn: Turn) -> Outcome:
    """«走访情况»: how much of each micro-grid was seen."""
    paths = scope(turn.person, Action.REPORT_VISIT)
    if not paths:
        return say("visits/not_allowed")
    day = local_day(turn.now, turn.house.zone).isoformat()
    seen: list[dict[str, Any]] = []
    for path in paths:
        days = settings.value(turn.tx, Setting.VISIT_DAYS, path, turn.now)
        named = {area.id: area.name for area in areas.within(turn.tx, path)}
        found = visits.coverage(turn.tx, path, covered_since(day, days), day)
        seen += [{"area": named.get(each.area, ""), "seen": each, "days": days} for each in found]
    audit.note(turn.tx, turn.known().id, "see_coverage", ids_of(paths[0])[-1], turn.now)
    seen.sort(key=lambda each: (each["seen"].share, each["area"]))
    return say("visits/coverage", coverage=seen[:30], more=max(0, len(seen) - 30),
               link=f"{turn.house.address}/console/visits")  # fmt: skip


@flow.step("where")
def where(turn: Turn) -> Outcome:
    """The door, after «哪一户»; with a whole line there is nothing more to ask."""
    lines = lines_in(turn, turn.text)
    if says_something(lines):
        return replace(reported(turn, lines, draft_of(turn)), conversation=Conversation())
    found = find_door(turn.text)
    if found is None:
        return Outcome(conversation=Conversation(), then=turn.text)
    home = door_reports.find_home(
        turn.tx, turn.known(), door_reports.village_of(turn.tx, turn.known()), found.door, ""
    )
    if isinstance(home, LeftOut):
        return finish(left_out_reply(turn, [home]))
    report = own(turn, home.id, Result.OK)
    return how(turn, report) if report else finish(Reply("visits/not_yours"))


@flow.step("door", again=True)
def door(turn: Turn) -> Outcome:
    """A door of the list."""
    report = own(turn, int(turn.answer), Result.OK)
    return how(turn, report) if report else say("visits/not_yours")


@flow.step("result", again=True)
def result(turn: Turn) -> Outcome:
    """«都好», «没人», «不让登记», «有人不舒服», «别的»"""
    told = turn.answer in ("ill", "other")
    report = own(turn, turn.subject, Result.OK if told else Result(turn.answer))
    if report is None:
        return finish(Reply("visits/not_yours"))
    if told:
        return wait_for(
            flow.name, "tell", Reply("visits/tell", {"door": report.door, "ill": turn.answer == "ill"}),
            home=report.household, result=Result.ILL if turn.answer == "ill" else Result.OK,
        )  # fmt: skip
    if turn.answer == Result.OK:
        ask = Ask(flow.name, "nothing_else", (Option(NO, "nothing_else"),), "visit_title", {"door": report.door},
                  report.household, lasts=DAY, beside=True)  # fmt: skip
        return wait_for(flow.name, "tell", Reply("visits/unusual", {"door": report.door}, ask),
                        home=report.household, result=Result.OK)  # fmt: skip
    return together(turn, report)


@flow.step("how")
def in_words(turn: Turn) -> Outcome:
    """«老人咳嗽» in the place of a button; what says nothing about that door is heard as always."""
    report = own(turn, turn.data["home"], Result.OK)
    lines = lines_in(turn, f"{report.door} {turn.text}") if report and not find_door(turn.text) else []
    if report and says_something(lines):
        return together(turn, added(report, lines[0], turn))
    return Outcome(conversation=Conversation(), then=turn.text)


@flow.step("nothing_else", again=True)
def nothing_else(turn: Turn) -> Outcome:
    """«没有别的»"""
    report = own(turn, turn.subject, Result.OK)
    return together(turn, report) if report else finish(Reply("visits/not_yours"))


@flow.step("tell")
def tell(turn: Turn) -> Outcome:
    """What was found there, in words."""
    report = own(turn, turn.data["home"], Result(turn.data["result"]))
    if report is None:
        return finish(Reply("visits/not_yours"))
    if phrases.is_no(turn.text):
        dropped = finish(Reply("visits/dropped", {"again": False}))
        return together(turn, report) if report.result == Result.OK else dropped
    named = lines_in(turn, turn.text)
    if named:
        return replace(reported(turn, named, draft_of(turn)), conversation=Conversation())
    lines = lines_in(turn, f"{report.door} {turn.text}")
    if not says_something(lines) and report.result != Result.ILL:
        return Outcome(conversation=Conversation(), then=turn.text)
    said = added(report, lines[0], turn) if lines else replace(report, words=f"{report.door} {turn.text}")
    if report.result == Result.ILL and said.result == Result.OK:
        said = replace(said, result=Result.ILL)
    return together(turn, said)


@flow.step("confirm")
def confirm(turn: Turn) -> Outcome:
    """«确认», or what it is where something is odd; «改»; «取消»."""
    reports = [Report.from_kept(each) for each in turn.data["reports"]]
    match turn.answer:
        case "edit":
            return replace(say("visits/edit", door=reports[0].door, one=len(reports) == 1), answered=False)
        case "well" | "ill":
            how_they_are = Result.OK if turn.answer == "well" else Result.ILL
            reports = [replace(each, result=how_they_are) if each.unsaid else each for each in reports]
            if turn.answer == "ill" or visiting.is_odd(turn.tx, reports, turn.now):
                return show(turn, reports, ())
        case "sure":
            return show(turn, [replace(each, sure=True) for each in reports], ())
        case "repeat" | "no":
            return finish(Reply("visits/dropped", {"again": turn.answer == "repeat"}))
        case "correct":
            reports = [replace(each, replaces=_last(turn, each)) for each in reports]
        case "yes":
            reports = [each for each in reports if visits.standing(turn.tx, each.household)[1] <= turn.now
                       or each.seen != visits.standing(turn.tx, each.household)[0]]  # fmt: skip
    return _kept(turn, reports)


def _kept(turn: Turn, reports: list[Report]) -> Outcome:
    worker, zone = turn.known(), turn.house.zone
    kept = visiting.keep(turn.tx, worker, reports, zone, turn.now)
    walks = bool(scope(worker, Action.WALK_ROUND))
    left = len(visiting.todo(turn.tx, worker, zone, turn.now)) if walks else 0
    values = {"reports": kept.reports, "left_in_all": left, "walks": walks}
    replies = [Reply("visits/kept", values)] if kept.reports else []
    if kept.again:
        replies.append(visiting.draft_reply(turn.tx, kept.again, (), turn.now))
    elif not kept.reports:
        replies.append(Reply("visits/nothing_kept"))
    return finish(*replies, *kept.told)


def _last(turn: Turn, report: Report) -> int:
    last = visits.of_household(turn.tx, report.household)
    return last[0].id if last else 0
