"""«观察 #12», «王芳延长3天 因为核酸未出», «王芳转到新城宾馆»: a case of observation, what becomes of it, and why.

Also «收到» under its notice: from the person, or from whoever reports for them.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from broadcasts import observation_acts as acts
from broadcasts import observing, releasing
from broadcasts.observed import FLOW, card, may
from broadcasts.observing import Refusal
from domain.names import may_be_called
from domain.observation import Observation, State
from domain.permissions import Action, scope
from domain.replies import NO, Ask, Option, Reply
from domain.schedules import local_day
from domain.spans import DAY
from handlers.flow import Flow, Outcome, Turn, finish, say, wait_for
from handlers.observing_people import living
from nlu import phrases
from nlu.hours_said import read_hours
from nlu.numerals import read_count
from nlu.observed import CaseSaid, as_mornings_and_evenings, read_case_words, read_reason
from nlu.observing import read_days
from nlu.visit_dates import find_dates
from storage import audit, households, observations, people, questions
from storage.conversations import Conversation

flow = Flow(FLOW)

LONGEST_REASON = 200
LONGEST_NAME = 30
MOST = 8
CLOSED_TOO = ("resume", "show", "lasts", "end", "release")
"""What can only be meant of a case, so that one that is closed is answered as well."""


@flow.hears
def hear(turn: Turn) -> Outcome | None:
    """A case by its number, or by the name of somebody who has one; all else goes on to other flows."""
    if turn.person is None or not scope(turn.person, Action.SEE_HEALTH):
        return None
    said = read_case_words(turn.text, _today(turn))
    if said is None:
        return None
    found = _cases(turn, said)
    if not found:
        return say("observations/no_case", number=said.number, name="") if said.number else None
    if len(found) > 1:
        options = tuple(Option(f"show:{case.id}", f"#{case.number} {case.name} {case.door}") for case in found[:MOST])
        ask = Ask(flow.name, "act", (*options, Option(NO, "neither")), "observation_title", {"name": said.who})
        return finish(Reply("observations/which_case", {"name": said.who}, ask))
    if said.act == "show":
        return _show(turn, found[0])
    return _carry(turn, found[0], _wanted(said), said.why)


@flow.step("acknowledge")
def acknowledge(turn: Turn) -> Outcome:
    """«收到»"""
    done = [observing.acknowledge(turn.tx, case, turn.known(), turn.now) for case in turn.data["cases"]]
    if all(each.refusal is Refusal.NOT_YOURS for each in done):
        return say("observations/not_yours")
    return replace(finish(Reply("observations/acknowledged")), toast="noted")


@flow.step("act", again=True)
def act(turn: Turn) -> Outcome:
    """A button of a case: nothing is changed before it is said why."""
    if turn.answer == NO:
        return _leave(turn)
    what, _, value = turn.answer.partition(":")
    case = observations.get(turn.tx, int(value) if what == "show" else turn.subject)
    if case is None or not may(turn.tx, turn.known(), Action.SEE_HEALTH, case):
        return say("observations/not_yours")
    if what == "show":
        return _show(turn, case)
    if what == "signed":
        done = observing.acknowledge(turn.tx, case.id, turn.known(), turn.now)
        return _show(turn, done.case or case)
    return _carry(turn, case, {"act": what, "grade": value}, "")


@flow.step("fill")
def fill(turn: Turn) -> Outcome:
    """What was asked about a change: how long, where, who, when."""
    data = dict(turn.data)
    case = observations.get(turn.tx, data["case"])
    if case is None or turn.answer == NO or phrases.is_no(turn.text):
        return _leave(turn)
    wanted = _chosen(data, turn.answer) if turn.answer else _said(turn, case, data)
    if wanted is None and (data.get("asked_again") or read_case_words(turn.text, _today(turn))):
        return Outcome(conversation=Conversation(), then=turn.text)
    if wanted is None:
        return replace(_ask(turn, case, data | {"asked_again": True}, again=True), understood=False)
    return _carry(turn, case, wanted, data.get("why", ""))


@flow.step("why", verbatim=True)
def why(turn: Turn) -> Outcome:
    """Why something is changed; nothing that is said here is taken for anything else."""
    data = dict(turn.data)
    case = observations.get(turn.tx, data["case"])
    if case is None or phrases.is_no(turn.text) or not turn.text.strip():
        return _leave(turn)
    return _carry(turn, case, data, read_reason(turn.update.text)[:LONGEST_REASON])


def _show(turn: Turn, case: Observation) -> Outcome:
    """Everything about a case, with what can be done; a look at somebody's record."""
    worker = turn.known()
    audit.note(turn.tx, worker.id, "see_observation", case.person, turn.now)
    values = acts.shown(turn.tx, case, turn.house.zone, turn.now)
    options = acts.options(turn.tx, worker, case, turn.house.zone, turn.now)
    ask = Ask(flow.name, "act", options, "observation_title", {"name": case.name}, case.id, lasts=DAY)
    return finish(Reply("observations/case", values, ask if options else None))


def _carry(turn: Turn, case: Observation, wanted: Mapping[str, Any], reason: str) -> Outcome:
    """What is missing is asked, why last; then it is done."""
    worker = turn.known()
    if wanted["act"] == "release":
        return _release(turn, case)
    if not may(turn.tx, worker, Action.OBSERVE, case):
        return finish(Reply("observations/not_yours"))
    refusal = acts.refusal(turn.tx, worker, case, wanted["act"])
    if refusal is not None:
        return _refused(turn, case, refusal)
    data = acts.named(turn.tx, case, wanted) | {"case": case.id, "why": reason}
    if acts.missing(data):
        return _ask(turn, case, data, again=False)
    _close(turn)
    if not reason:
        return wait_for(flow.name, "why", Reply("observations/ask_why", {"observation": case, "act": data}), **data)
    done = acts.carry_out(turn.tx, worker, case, data, reason, turn.house.zone, turn.now)
    if done.refusal is not None or done.case is None:
        return _refused(turn, done.case or case, done.refusal or Refusal.NOT_YOURS)
    values = {"card": card(turn.tx, done.case, turn.house.zone, turn.now), "act": data, "why": reason}
    return replace(finish(Reply("observations/change_done", values), *done.told), toast="noted")


def _release(turn: Turn, case: Observation) -> Outcome:
    """The check, which has its buttons when the days are over and nothing is in the way."""
    if case.state is not State.OPEN:
        return _refused(turn, case, Refusal.CLOSED)
    if not may(turn.tx, turn.known(), Action.OBSERVE, case):
        return finish(Reply("observations/not_yours"))
    audit.note(turn.tx, turn.known().id, "see_observation", case.person, turn.now)
    shown = releasing.question(turn.tx, case, turn.house.zone, turn.now)
    if not may(turn.tx, turn.known(), Action.RELEASE, case):
        return finish(replace(shown, ask=None), Reply("observations/cadre_releases"))
    return finish(shown)


def _refused(turn: Turn, case: Observation, refusal: Refusal) -> Outcome:
    values = {"card": card(turn.tx, case, turn.house.zone, turn.now), "refusal": refusal.value}
    return finish(Reply("observations/change_refused", values))


def _ask(turn: Turn, case: Observation, data: dict[str, Any], *, again: bool) -> Outcome:
    return wait_for(flow.name, "fill", acts.question(turn.tx, turn.known(), case, data, again), **data)


def _close(turn: Turn) -> None:
    """What was asked about a change is asked no more, once it was said in words."""
    for asked in turn.waiting:
        if (asked.flow, asked.step) == (flow.name, "fill"):
            questions.supersede_one(turn.tx, asked.nonce)


def _leave(turn: Turn) -> Outcome:
    _close(turn)
    return finish(Reply("observations/kept", {"name": "", "why": ""}))


def _wanted(said: CaseSaid) -> dict[str, Any]:
    """What words want, as the conversation remembers it."""
    until = said.until.isoformat() if said.until else None
    found = {
        "more": said.more, "until": until, "grade": said.grade or None, "site_name": said.site or None,
        "reporter_name": said.reporter or None, "times": said.times or None,
    }  # fmt: skip
    return {"act": said.act} | {name: value for name, value in found.items() if value is not None}


def _chosen(data: dict[str, Any], answer: str) -> dict[str, Any]:
    what, _, value = answer.partition(":")
    return data | {what: int(value)}


def _said(turn: Turn, case: Observation, data: dict[str, Any]) -> dict[str, Any] | None:
    """The answer in words."""
    match acts.missing(data):
        case "days":
            days, alone = read_days(turn.text), read_count(turn.text)
            if days or (alone and alone[1] == len(turn.text)):
                return data | {"more": days[0] if days else alone[0] if alone else 0}
            found = [each.day for each in find_dates(turn.text, _today(turn)) if each.day]
            return data | {"until": found[0].isoformat()} if found else None
        case "site":
            return data | {"site_name": turn.text} if 2 <= len(turn.text) <= LONGEST_NAME else None
        case "reporter":
            name = turn.text.removesuffix("报").removesuffix("来")
            if name in ("我", "我自己"):
                return data | {"reporter": turn.known().id}
            found_by_name = acts.named(turn.tx, case, data | {"reporter_name": name})
            return found_by_name if "reporter" in found_by_name else None
        case "times":
            hours = read_hours(turn.text)
            times = as_mornings_and_evenings(tuple(sorted((*hours.times, *hours.doubtful))))
            return data | {"times": times} if times else None
    return None


def _today(turn: Turn) -> date:
    return local_day(turn.now, turn.house.zone)


def _cases(turn: Turn, said: CaseSaid) -> list[Observation]:
    """The cases that are meant, of those that this worker may see; for «恢复» the newest that is closed."""
    worker, found = turn.known(), []
    if said.number:
        found = [observations.by_number(turn.tx, worker.village, said.number)]
    elif said.who:
        persons = [key for key, _, _ in people.named(turn.tx, said.who)]
        if said.door:
            homes = households.at_door(turn.tx, worker.village, said.door)
            there = [person for home in homes for person in living(turn.tx, home.id)]
            persons = [person.id for person in there if may_be_called(person.name, said.who)]
        closed = said.act in CLOSED_TOO
        for person in persons:
            open_now = observations.open_of(turn.tx, person)
            before = observations.of_person(turn.tx, person)[:1] if closed else []
            found += [open_now] if open_now else before
    return [case for case in found if case is not None and may(turn.tx, worker, Action.SEE_HEALTH, case)]
