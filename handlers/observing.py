"""«/observe», «居家观察», «3幢201 王芳 密接 武汉 最后接触11月20日»: a worker enrols a person or a family.

What is not said is asked, one thing after another; all of it is read back before anything is recorded.
"""

from dataclasses import replace
from datetime import date
from typing import Any

from broadcasts import enrolment_drafts, observing
from domain.enrolments import Draft
from domain.people import Person
from domain.permissions import Action, scope
from domain.policies import Ground
from domain.replies import Reply
from domain.schedules import local_day
from handlers.flow import Flow, Outcome, Turn, finish, say, wait_for
from handlers.observing_people import Said, at_home, living, may_observe, resolve
from nlu import phrases
from nlu.hours_said import read_hours
from nlu.names import begins_with_surname, search_terms
from nlu.numerals import read_count
from nlu.observed import as_mornings_and_evenings
from nlu.observing import EnrolmentSaid, looks_like_enrolment, read_days, read_enrolment, read_names, says_whole
from nlu.visit_dates import find_dates
from storage import audit, households, people, questions, sayings, sites
from storage.conversations import Conversation

flow = Flow(enrolment_drafts.FLOW)

LONGEST_SITE = 30


@flow.hears
def hear(turn: Turn) -> Outcome | None:
    """One line from a worker."""
    if turn.person is None or not looks_like_enrolment(turn.text) or not scope(turn.person, Action.OBSERVE):
        return None
    return begin(turn, turn.text)


@flow.command("observe")
def command(turn: Turn) -> Outcome:
    """«/observe», with or without the line."""
    if not scope(turn.person, Action.OBSERVE):
        return say("observations/not_allowed")
    return begin(turn, turn.argument)


def begin(turn: Turn, text: str) -> Outcome:
    return _merge(turn, Draft(), read_enrolment(text, _today(turn)))


@flow.step("fill")
def fill(turn: Turn) -> Outcome:
    """The answer to what was asked, or a word that corrects the card; other words are taken up as ever."""
    draft = Draft.from_json(turn.data)
    if phrases.is_no(turn.text):
        questions.supersede(turn.tx, turn.address, flow.name, turn.elsewhere)
        return finish(Reply("observations/dropped"))
    part, today = draft.asking, _today(turn)
    said = read_enrolment(turn.text, today)
    if said.asked or looks_like_enrolment(turn.text):
        return begin(turn, turn.text)
    open_now = replace(draft, asking="")
    match part:
        case "who" | "door":
            more = said.ground or said.origin or said.exposed or said.arrived or said.start or said.days
            if more and said.door and not draft.new:
                return _merge(turn, open_now, said)
            return _whom(turn, open_now, said, part)
        case "ground":
            ground = said.ground or (Ground.OTHER if len(turn.text) <= LONGEST_SITE and "其他" in turn.text else "")
            if not ground and said.origin:
                return _merge(turn, open_now, replace(said, door=None, names=(), whole=False))
            found = replace(open_now, ground=ground) if ground else None
        case "when":
            found = _with_days_of(open_now, said) if said.exposed or said.arrived or said.start else None
        case "days" | "own":
            days = read_days(turn.text) or _count(turn.text)
            found = replace(open_now, days=days, policy="") if days else None
        case "site":
            found = _with_site(turn, open_now, turn.text) if _is_site(turn.text, today) else None
        case "reporter":
            reporter = _reporter(turn, open_now, turn.text)
            found = replace(open_now, reporter=reporter.id) if reporter else None
        case "times":
            times = _times(turn.text)
            found = replace(open_now, times=times) if times else None
        case _:
            return _amend(turn, draft, said)
    if found is None and turn.data.get("asked_again"):
        return Outcome(conversation=Conversation(), then=turn.text)
    if found is None:
        wrong = "no_such_day" if "no_such_day" in said.doubts else "again"
        return _ask_again(turn, draft, wrong)
    return _ask(turn, found)


@flow.step("chosen")
def chosen(turn: Turn) -> Outcome:
    """A button of the card, or of what was asked."""
    draft = replace(Draft.from_json(turn.data), asking="")
    what, _, value = turn.answer.partition(":")
    match what:
        case "yes":
            return _confirm(turn, draft)
        case "no":
            return finish(Reply("observations/dropped"))
        case "edit":
            return replace(_ask(turn, replace(draft, asking=value or "edit")), answered=False)
        case "look":
            return Outcome(conversation=Conversation(), then=f"观察 #{value}", answered=False)
        case "home":
            data = turn.data
            said = Said(None, tuple(data.get("names", ())), data.get("phone", ""), data.get("whole", False))
            if not may_observe(turn.tx, turn.known(), int(value)):
                return say("observations/not_yours")
            return _ask(turn, at_home(turn, draft, int(value), said))
        case "own":
            return _ask(turn, replace(draft, asking="own"))
    return _ask(turn, _with_choice(turn, draft, what, value))


def _with_choice(turn: Turn, draft: Draft, what: str, value: str) -> Draft:
    match what:
        case "whole":
            return replace(draft, persons=tuple(person.id for person in living(turn.tx, draft.household)), new=())
        case "person":
            return replace(draft, persons=(int(value),), new=())
        case "ground":
            return replace(draft, ground=value, policy="", days=() if draft.ground else draft.days)
        case "day":
            contact = draft.ground in (Ground.CONTACT, Ground.SECOND_CONTACT)
            return replace(draft, start="", exposed=value if contact else "", arrived="" if contact else value)
        case "policy":
            return replace(draft, policy=value, days=(), grade="")
        case "site":
            return replace(draft, site=int(value))
    return replace(draft, reporter=int(value)) if what == "reporter" else draft


def _merge(turn: Turn, draft: Draft, said: EnrolmentSaid) -> Outcome:
    """What a line says, and then whatever it does not."""
    if "identity" in said.doubts:
        sayings.withhold(turn.tx, turn.saying)
    draft = _with_days_of(draft, said)
    draft = replace(
        draft, ground=said.ground or draft.ground, origin=said.origin or draft.origin, days=said.days or draft.days,
        grade="central" if said.central and len(said.days) == 1 else draft.grade,
    )  # fmt: skip
    if not draft.ground:
        found = enrolment_drafts.ground_of(turn.tx, draft.origin, said.province, draft.arrived or draft.start)
        draft = replace(draft, ground=found)
    draft, first = resolve(turn, draft, Said(said.door, said.names, said.phone, said.whole)) if _names(said) else (
        draft, None
    )  # fmt: skip
    if first is not None:
        return wait_for(flow.name, "fill", first, **draft.to_json())
    told = "identity" if "identity" in said.doubts else "no_such_day" if "no_such_day" in said.doubts else ""
    return _ask(turn, replace(draft, asking="when") if told == "no_such_day" else draft, told_first=told)


def _names(said: EnrolmentSaid) -> bool:
    return bool(said.door or said.names or said.whole)


def _whom(turn: Turn, draft: Draft, said: EnrolmentSaid, part: str) -> Outcome:
    names = said.names or read_names(turn.text)
    named = Said(said.door, names, said.phone, said.whole or says_whole(turn.text))
    if draft.new and said.door and not names:
        named = replace(named, names=tuple(name for name, _ in draft.new), phone=draft.new[0][1])
    if not named or not _may_mean(turn, draft, named):
        if turn.data.get("asked_again") or (named and not draft.new):
            return Outcome(conversation=Conversation(), then=turn.text)
        return _ask_again(turn, replace(draft, asking=part), "again")
    draft, first = resolve(turn, draft, named)
    return wait_for(flow.name, "fill", first, **draft.to_json()) if first else _ask(turn, draft)


def _may_mean(turn: Turn, draft: Draft, named: Said) -> bool:
    """Whether an answer to «谁？» names somebody: 今天的数字 is another matter, and nobody's name."""
    return bool(named.door or named.whole or draft.household or named.phone) or any(
        name.isascii() or begins_with_surname(name) or people.named(turn.tx, name) for name in named.names
    )


def _amend(turn: Turn, draft: Draft, said: EnrolmentSaid) -> Outcome:
    """A correction of the card that is shown: days, dates, why, times, who reports; other words are none."""
    changed = draft
    if not said.rest:
        changed = replace(
            _with_days_of(draft, said),
            ground=said.ground or draft.ground,
            days=said.days or draft.days,
            policy="" if said.days else draft.policy,
        )
    if "报" in turn.text:
        reporter, times = _reporter(turn, draft, turn.text), _times(turn.text)
        changed = replace(
            changed, reporter=reporter.id if reporter else changed.reporter, times=times or changed.times
        )
    if changed == draft:
        return Outcome(conversation=Conversation(), then=turn.text)
    return _ask(turn, changed)


def _with_days_of(draft: Draft, said: EnrolmentSaid) -> Draft:
    if not (said.exposed or said.arrived or said.start):
        return draft
    contact = (said.ground or draft.ground) in (Ground.CONTACT, Ground.SECOND_CONTACT)
    exposed = said.exposed or (said.arrived if contact and not said.start else None)
    return replace(draft, exposed=_text(exposed), arrived=_text(said.arrived), start=_text(said.start))


def _text(day: date | None) -> str:
    return day.isoformat() if day else ""


def _is_site(text: str, today: date) -> bool:
    return 2 <= len(text) <= LONGEST_SITE and not find_dates(text, today) and "\n" not in text


def _with_site(turn: Turn, draft: Draft, name: str) -> Draft:
    """The site of that name; one that is not there yet is made, for the village."""
    worker = turn.known()
    path = households.path(turn.tx, draft.household)
    found = [site for site in sites.in_reach(turn.tx, path) if site.name == name or name in site.name]
    site = found[0] if len(found) == 1 else sites.ensure(turn.tx, worker.village, name, worker.id, turn.now)
    return replace(draft, site=site.id)


def _reporter(turn: Turn, draft: Draft, text: str) -> Person | None:
    """«我来报», or somebody of the household who is named."""
    there = living(turn.tx, draft.household)
    named = [person for person in there if person.name in text]
    if named:
        return named[0]
    return turn.known() if text.strip("。.").removesuffix("报").removesuffix("来") in ("我", "我自己") else None


def _times(text: str) -> tuple[int, ...]:
    hours = read_hours(text)
    return as_mornings_and_evenings(tuple(sorted((*hours.times, *hours.doubtful))))


def _count(text: str) -> tuple[int, ...]:
    found = read_count(text)
    return (found[0],) if found and found[1] == len(text) else ()


def _confirm(turn: Turn, draft: Draft) -> Outcome:
    """«确认»: whoever is new is put on the register first; what stands in the way now is looked at now."""
    worker = turn.known()
    if not may_observe(turn.tx, worker, draft.household):
        return finish(Reply("observations/not_yours"))
    proposal = enrolment_drafts.propose(turn.tx, worker, draft, turn.house.zone, turn.now)
    if proposal.missing:
        return _ask(turn, draft)
    added = iter([_register(turn, draft, name, phone) for name, phone in draft.new])
    wanted = [each if each.person else replace(each, person=next(added)) for each in proposal.wanted]
    enrolled = observing.enrol(turn.tx, worker, wanted, turn.house.zone, turn.now)
    if not enrolled.cases:
        return _ask(turn, draft)
    values = enrolment_drafts.enrolled_values(turn.tx, enrolled, turn.house.zone, turn.now, worker.id)
    link = f"{turn.house.address}/console/observed/{enrolled.cases[0].id}/notice"
    link += "?family=1" if len(enrolled.cases) > 1 else ""
    shown = Reply("observations/enrolled", values | {"link": link})
    return replace(finish(shown, *enrolled.told), toast="noted")


def _register(turn: Turn, draft: Draft, name: str, phone: str) -> int:
    home = households.get(turn.tx, draft.household)
    assert home is not None
    person = people.add(
        turn.tx, name, home.village, turn.now, terms=search_terms(name, phone, home.door), household=home.id,
        phone=phone, confirmed=True,
    )  # fmt: skip
    audit.note(turn.tx, turn.known().id, "register_person", person, turn.now)
    return person


def _ask(turn: Turn, draft: Draft, **told: Any) -> Outcome:
    reply, kept = enrolment_drafts.question(turn.tx, turn.known(), draft, turn.house.zone, turn.now, **told)
    return wait_for(flow.name, "fill", reply, **kept.to_json())


def _ask_again(turn: Turn, draft: Draft, told: str) -> Outcome:
    """Once; after that the words are taken to be about something else."""
    asked = _ask(turn, draft, told_first=told)
    kept = asked.conversation or Conversation()
    return replace(asked, understood=False, conversation=replace(kept, data={**kept.data, "asked_again": True}))


def _today(turn: Turn) -> date:
    return local_day(turn.now, turn.house.zone)
