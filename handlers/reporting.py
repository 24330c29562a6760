"""What becomes of a report of temperatures: what is sure is recorded, what is alarming alarms, the rest is asked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from broadcasts import checking_in, families, health, reporting
from broadcasts.checking_in import Recorded, Told
from domain.check_ins import Matched, Said
from domain.observation import Observation, slot_of
from domain.people import Person
from domain.replies import NO, YES, Ask, Option, Reply
from domain.schedules import local_day
from handlers.attributing import Desk, replaced, whose, whose_symptoms
from handlers.flow import Outcome, Turn
from nlu.check_in_questions import wrong_ones
from nlu.checkins import HUMAN, ILL, CheckIn
from storage import observations, questions

NOTHING = CheckIn()
VAIN = 2
"""Tries in vain after which a human is told."""


@dataclass(frozen=True, slots=True)
class Pending:
    """What is still to be asked: numbers whose person is not sure, symptoms of nobody knows whom. `alarm`: what was
    raised for them already."""

    readings: tuple[Said, ...] = ()
    symptoms: tuple[str, ...] = ()
    alarm: int = 0
    at: int = 0
    corrects: bool = False


def take(turn: Turn, said: CheckIn, desk: Desk) -> Outcome:
    """A report, in words and numbers, of one or several people."""
    matched = whose(turn, said, desk)
    symptoms, somebodys = whose_symptoms(turn, said, desk, matched)
    told = _told(turn, said, desk, matched, symptoms)
    recorded = checking_in.record(turn.tx, desk.by, told, turn.now)
    alarm, alarmed = _alarm_unnamed(turn, said, desk, matched, somebodys, told)
    done = Recorded(recorded.entries, (*recorded.told, *alarmed.told), (*recorded.answers, *alarmed.answers)[:1])
    pending = Pending(matched.unsure, somebodys, alarm, turn.now, "corrects" in said.flags)
    return after(turn, desk, done, pending, said, bool(matched.own))


def after(
    turn: Turn, desk: Desk, done: Recorded, pending: Pending, said: CheckIn = NOTHING, own: bool = False
) -> Outcome:
    """What is read back and asked next."""
    fresh = [case for each in desk.cases if (case := observations.get(turn.tx, each.id)) is not None]
    lacking = families.lacking(fresh, turn.house.zone, turn.now)
    _close(turn, desk, fresh, lacking)
    replies: list[Reply] = [*done.answers]
    worker: tuple[Reply, ...] = ()
    question = _question(turn, desk, pending)
    measured = [entry for entry in done.entries if entry.temperature is not None]
    if done.entries:
        rest = lacking if measured and question is None and not desk.by.worker else None
        replies.append(_read_back(turn, desk, done, rest, said, own))
    if question is not None:
        replies.append(question)
    elif not measured and (lacking or said is not NOTHING):
        asked, worker = _ask_numbers(turn, desk, lacking, said, bool(done.answers), own)
        replies += asked
    if said.unclear and not desk.by.worker:
        replies.append(Reply("check_ins/unclear", {"check_unclear": said.unclear}))
    if HUMAN in said.flags and not done.answers and not worker and not desk.by.worker:
        workers, worker = _pass_on(turn, desk, "human")
        replies.append(Reply("check_ins/passed", {"workers": [each.name for each in workers], "check_why": "human"}))
    return Outcome((*replies, *done.told, *worker))


def pass_on(turn: Turn, desk: Desk, why: str) -> Outcome:
    """A human is told, and whoever reports who that is."""
    workers, told = _pass_on(turn, desk, why)
    answer = Reply("check_ins/passed", {"workers": [each.name for each in workers], "check_why": why})
    return Outcome((answer, *told))


def part_of(turn: Turn, at: int) -> str:
    return reporting.part_of(at, turn.house.zone)


def _told(
    turn: Turn, said: CheckIn, desk: Desk, matched: Matched, symptoms: Mapping[int, tuple[str, ...]]
) -> list[Told]:
    zone, told, ill = turn.house.zone, [], ILL in said.flags or bool(said.least)
    wrong = wrong_ones(turn.text, [each.temperature for each in said.readings])
    last = {key: at for at, (key, _) in enumerate(matched.sure)}
    for at, (key, each) in enumerate(matched.sure):
        case = desk.case(key)
        if case is None:
            continue
        slot = checking_in.slot_for(case, each, zone, turn.now)
        slot, replaces = replaced(turn, case, each, slot, wrong) if wrong or "corrects" in said.flags else (slot, 0)
        felt_here = symptoms.get(key, ()) if last[key] == at else ()
        told.append(Told(case, slot, each.temperature, felt_here, said.worse, ill and bool(felt_here), replaces))
    for key, names in symptoms.items():
        case = desk.case(key)
        if case is not None and key not in last:
            told.append(Told(case, slot_of(case, zone, turn.now), None, names, said.worse, ill))
    return told


def _alarm_unnamed(
    turn: Turn, said: CheckIn, desk: Desk, matched: Matched, somebodys: tuple[str, ...], told: Sequence[Told]
) -> tuple[int, Recorded]:
    """A fever or a symptom of which it is not sure yet whose it is, or of somebody who is not observed."""
    case = desk.cases[0]
    fever = health.fever_from(turn.tx, families.home_path(turn.tx, case), turn.now)
    hot = max((each.temperature for each in (*matched.unsure, *matched.own)), default=0)
    felt_badly = tuple(name for name in somebodys if name != health.HUMAN)
    ill = (ILL in said.flags and bool(somebodys)) or (said.least >= fever and not any(each.ill for each in told))
    if hot < fever and not felt_badly and not ill:
        return 0, Recorded()
    person = 0 if hot < fever or matched.unsure else desk.by.person.id
    whom = case if len(desk.cases) == 1 and not matched.own else replace(case, id=0, person=person)
    return checking_in.alarm_unnamed(turn.tx, desk.by, whom, hot or None, somebodys, turn.now)


def _close(turn: Turn, desk: Desk, fresh: Sequence[Observation], lacking: Sequence[Observation]) -> None:
    """A prompt that is answered is asked no longer, wherever it stands."""
    today, waiting = local_day(turn.now, turn.house.zone), {case.id for case in lacking}
    by_reporter: dict[int, list[int]] = {desk.by.person.id: []}
    for case in fresh:
        by_reporter.setdefault(families.reporter_of(turn.tx, case, today), []).append(case.id)
        by_reporter[desk.by.person.id].append(case.id)
    for reporter, cases in by_reporter.items():
        if not waiting.intersection(cases):
            questions.close_about(turn.tx, reporting.FLOW, reporter, "reported", turn.now)


def _question(turn: Turn, desk: Desk, pending: Pending) -> Reply | None:
    """The one thing that is asked next: whose a number is, who is missing, who is ill."""
    names = [case.name for case in desk.cases]
    options = tuple(Option(str(case.id), case.name) for case in desk.cases[:8])
    numbers = [each.temperature for each in pending.readings]
    values = {"check_numbers": numbers, "check_names": names, "check_symptoms": list(pending.symptoms)}
    first = pending.readings[0] if pending.readings else None
    bare = [each for each in pending.readings if not each.who]
    if first is not None and (first.who or len(bare) == 1) and len(desk.cases) > 1:
        felt = pending.symptoms if len(numbers) == 1 else ()  # whose the one number is, has them
        values |= {"check_who": first.who, "check_numbers": numbers[:1], "check_symptoms": felt}
        return Reply("check_ins/whose", values, _ask(desk, "whose", (*options, Option(NO, "neither")), pending))
    if bare and len(bare) == len(desk.cases) - 1:
        return Reply("check_ins/lacking", values, _ask(desk, "lacking", options, pending))
    if bare:
        return Reply("check_ins/count", values, reporting.ask_for(desk.by.person.id, desk.cases, desk.tries))
    if first is not None:
        theirs = (Option(YES, "is_theirs", {"name": names[0]}), Option(NO, "neither"))
        return Reply("check_ins/whose", values | {"check_who": first.who}, _ask(desk, "whose", theirs, pending))
    if pending.symptoms:
        return Reply("check_ins/who_is_ill", values, _ask(desk, "ill", (*options, Option(NO, "neither")), pending))
    return None


def _ask(desk: Desk, step: str, options: tuple[Option, ...], pending: Pending) -> Ask:
    data = {
        "readings": [[each.temperature, each.who, each.part, each.day] for each in pending.readings],
        "symptoms": list(pending.symptoms), "alarm": pending.alarm, "at": pending.at, "corrects": pending.corrects,
        "saying": desk.by.saying, "words": desk.by.words, "worker": desk.by.worker,
        "family": [case.id for case in desk.cases],
    }  # fmt: skip
    return Ask(
        reporting.FLOW, step, options, "check_in_title", {}, desk.by.person.id, data, lasts=reporting.LASTS
    )


def pending_of(data: Mapping[str, Any]) -> Pending:
    """What a question was about."""
    readings = tuple(Said(*each) for each in data["readings"])
    return Pending(readings, tuple(data["symptoms"]), data["alarm"], data["at"], data["corrects"])


def _read_back(
    turn: Turn, desk: Desk, done: Recorded, lacking: Sequence[Observation] | None, said: CheckIn, own: bool
) -> Reply:
    zone, today = turn.house.zone, local_day(turn.now, turn.house.zone)
    newest = max(entry.slot for entry in done.entries)
    cases = [case for entry in done.entries if (case := desk.case(entry.case)) is not None]
    several = len({entry.slot for entry in done.entries}) > 1
    entries = [
        {"entry": entry, "part": part_of(turn, entry.slot), "yesterday": local_day(entry.slot, zone) < today,
         "shown": several or local_day(entry.slot, zone) != today}
        for entry in done.entries
    ]  # fmt: skip
    values = {
        **reporting.days(cases, newest, zone), "check_entries": entries, "check_own": own,
        "check_lacking": [case.name for case in lacking or ()], "check_fahrenheit": "fahrenheit" in said.flags,
        "check_door": cases[0].door if desk.by.worker and cases else "",
    }  # fmt: skip
    ask = reporting.ask_for(desk.by.person.id, lacking) if lacking else None
    return Reply("check_ins/recorded", values, ask)


def _ask_numbers(
    turn: Turn, desk: Desk, lacking: Sequence[Observation], said: CheckIn, alarmed: bool, own: bool
) -> tuple[list[Reply], tuple[Reply, ...]]:
    """The number that is still to come; after two tries in vain somebody is told as well."""
    if own and not said.symptoms:
        return [Reply("check_ins/own")], ()
    if not lacking and said.well:
        return [Reply("check_ins/thanks")], ()
    wanted = lacking or desk.family.own or desk.cases
    tries = desk.tries + 1
    unread = any(character.isdigit() for character in turn.text)
    values = {
        "check_kind": "unread" if unread else "no_number", "check_names": [case.name for case in wanted],
        "check_example": reporting.example(len(wanted)),
    }  # fmt: skip
    asked = Reply("check_ins/ask", values, reporting.ask_for(desk.by.person.id, wanted, tries))
    if tries != VAIN or alarmed or desk.by.worker:
        return [asked], ()
    workers, told = _pass_on(turn, desk, "tries")
    passed = Reply("check_ins/passed", {"workers": [each.name for each in workers], "check_why": "tries"})
    return [asked, passed], told


def _pass_on(turn: Turn, desk: Desk, why: str) -> tuple[list[Person], tuple[Reply, ...]]:
    return reporting.pass_on(
        turn.tx, turn.known(), turn.address, desk.cases, why, turn.update.text, turn.saying, turn.now
    )
