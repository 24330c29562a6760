"""«36.5 36.8», «我36.4 老婆36.5 孙子37.6 有点咳», «刚才打错了，是36.8»: a family's report, once for all in it."""

from dataclasses import replace

from broadcasts import checking_in, families, reporting
from broadcasts.checking_in import Recorded, Reporter, Told
from broadcasts.families import Family
from domain.check_ins import Said
from domain.messages import Priority
from domain.observation import Observation, slot_of
from domain.people import Person
from domain.permissions import Action, scope
from domain.replies import AMOUNTS, NO, YES, Reply
from domain.schedules import local_day
from handlers.attributing import Desk, desk_of
from handlers.flow import Flow, Outcome, Turn, load_offer, say
from handlers.reporting import Pending, after, part_of, pass_on, pending_of, take
from handlers.taking import ORDERING
from nlu import phrases
from nlu.announcements import looks_like_announcement
from nlu.check_in_questions import (
    DAY,
    END,
    asked_about_days,
    asks_besides,
    asks_who_is_missing,
    has_decimal,
    is_numbers_only,
    is_unreadable,
    says_fine,
    wants_to_report,
)
from nlu.checkins import CHECK_IN, HUMAN, OTHER, CheckIn, read_check_in
from nlu.clean import clean
from nlu.doors import find_door
from nlu.errand_requests import medicine_in, names_cold_medicine
from nlu.errand_words import read_deed
from nlu.health import looks_like_health
from nlu.orders import understand
from storage import check_ins, observations

flow = Flow(reporting.FLOW)

LONGEST = 300
SHORT = 60
"""Code points of a report while another conversation waits for words, and of one without a number."""

SHOWN_DAYS = 14


@flow.reports
def report(turn: Turn) -> Outcome | None:
    """Numbers and symptoms of whoever is observed, from somebody who may report for them."""
    if not turn.text or len(turn.text) > LONGEST:
        return None
    family = families.of(turn.tx, turn.known(), turn.house.zone, turn.now)
    if not family.cases or ((deed := read_deed(turn.text)) and deed.fen):  # 垫了23.5 is money
        return None
    said = read_check_in(turn.text)
    if said.intent == OTHER and _only_asked(turn) and (says_fine(turn.text) or is_unreadable(turn.text)):
        return take(turn, said, desk_of(turn, family))
    if said.intent != CHECK_IN or not _is_meant(turn, said):
        return None
    if phrases.wants_human(turn.text):
        said = replace(said, flags=said.flags | {HUMAN})
    outcome = take(turn, said, desk_of(turn, family))
    if asks_besides(turn.text):
        outcome = outcome.also(Reply("check_ins/status", _status(turn, family)))
    medicine = medicine_in(turn.text)
    if medicine and not any(map(names_cold_medicine, said.errands)):
        said = replace(said, errands=(*said.errands, medicine))
    return replace(outcome, then=_wanted(turn, said)) if said.errands else outcome


@flow.hears
def hear(turn: Turn) -> Outcome | None:
    """«第几天了», «好的» to a prompt, and the temperature of somebody who is not observed."""
    if turn.person is None or len(turn.text) > LONGEST:
        return None
    about = asked_about_days(turn.text) or (DAY if asks_who_is_missing(turn.text) else "")
    asked = any(each.flow == flow.name for each in turn.waiting)
    agreed = asked and (phrases.is_yes(turn.text) or phrases.is_receipt(turn.text))
    if about or agreed or wants_to_report(turn.text):
        family = _family(turn)
        if family.cases:
            return _answer(turn, family, about) if about else _wait(turn, family)
    return _not_observed(turn)


@flow.command("checkin")
def check_in(turn: Turn) -> Outcome:
    """«/checkin»: which day it is, and whose numbers are still to come."""
    family = _family(turn)
    if turn.argument and family.cases:
        return take(turn, read_check_in(turn.argument[:LONGEST]), desk_of(turn, family))
    return _wait(turn, family) if family.cases else _nobody(turn)


@flow.step("who", again=True)
def who(turn: Turn) -> Outcome:
    """A name: the next number is theirs. «没有体温计»: a worker hears of it."""
    family = _family(turn)
    if not family.cases:
        return say("check_ins/not_observed")
    if turn.answer == reporting.NOBODY:
        return pass_on(turn, desk_of(turn, family), "no_thermometer")
    case = next((case for case in family.cases if str(case.id) == turn.answer), None)
    if case is None:
        return say("shared/press_unknown")
    values = {"check_names": [case.name], "check_example": reporting.example(1), "check_kind": "named"}
    return Outcome((Reply("check_ins/ask", values, reporting.ask_for(turn.known().id, [case])),))


@flow.step("whose")
def whose(turn: Turn) -> Outcome:
    """Whose a number is that was sent before; the next one is asked about then."""
    desk, pending, case = _asked(turn)
    if not desk.cases:
        return say("check_ins/not_observed")
    first, rest = pending.readings[0], replace(pending, readings=pending.readings[1:])
    if turn.answer == NO or case is None:
        return _with_first(after(turn, desk, Recorded(), rest), Reply("check_ins/left_out", {"check_who": first.who}))
    if first.who:
        observations.call(turn.tx, case.id, turn.data["family"], turn.known().id, first.who)
    felt = pending.symptoms if len(pending.readings) == 1 else ()  # 37.8，有点咳: one person's, asked once
    recorded = _keep(turn, desk, [(case, first)], pending, felt)
    return after(turn, desk, recorded, replace(rest, symptoms=()) if felt else rest)


@flow.step("lacking")
def lacking(turn: Turn) -> Outcome:
    """Who is missing: the numbers are the others', in their order."""
    desk, pending, missing = _asked(turn)
    if missing is None:
        return say("shared/press_unknown")
    others = [case for case in desk.cases if case.id != missing.id]
    pairs = list(zip(others, pending.readings, strict=False))
    return after(turn, desk, _keep(turn, desk, pairs, pending), replace(pending, readings=()))


@flow.step("ill")
def ill(turn: Turn) -> Outcome:
    """Who is ill: the alarm is raised already, and the symptom is put beside what was measured."""
    desk, pending, case = _asked(turn)
    rest = replace(pending, symptoms=())
    if turn.answer == NO or case is None:
        return _with_first(after(turn, desk, Recorded(), rest), Reply("check_ins/left_out", {"check_who": ""}))
    slot = slot_of(case, turn.house.zone, pending.at)
    before = checking_in.at_slot(turn.tx, case, slot)
    told = Told(case, slot, None, pending.symptoms, alarm=pending.alarm)
    if before is not None and before.saying == desk.by.saying:
        felt = tuple(dict.fromkeys((*before.symptoms, *pending.symptoms)))
        told = replace(told, temperature=before.temperature, symptoms=felt, replaces=before.id)
    return after(turn, desk, checking_in.record(turn.tx, desk.by, [told], turn.now), rest)


def _is_meant(turn: Turn, said: CheckIn) -> bool:
    """Whether words are a report though something else may be asked: a number with its point is; a bare 36 may be an
    amount, a symptom may be part of what another conversation waits for."""
    asked = any(each.flow == flow.name for each in turn.waiting)
    elsewhere = turn.conversation.step != ""
    labels = {clean(label) for each in turn.waiting for _, label in each.options}
    if turn.text in labels or (turn.update.files and not said.readings) or _is_price(turn, said):
        return False
    if said.readings and has_decimal(turn.text):
        return not elsewhere or len(turn.text) <= SHORT
    if elsewhere or (not said.readings and len(turn.text) > SHORT):
        return asked and is_numbers_only(turn.text)
    if is_numbers_only(turn.text) or phrases.choice_number(turn.text) is not None:
        return asked or not any(each.data.get(AMOUNTS) for each in turn.waiting)
    return bool(said.symptoms) or asked or not phrases.is_yes(turn.text)


def _is_price(turn: Turn, said: CheckIn) -> bool:
    """五花肉36.5 in the middle of a round of orders, or in what a cadre opens one with."""
    if not said.readings or is_numbers_only(turn.text) or looks_like_health(turn.text):
        return False
    if any(each.who for each in said.readings):
        return False
    return bool(load_offer(turn).windows) or looks_like_announcement(turn.text)


def _wanted(turn: Turn, said: CheckIn) -> str:
    """What is to be fetched besides, as if it were said now: goods on offer are ordered, all else is an errand."""
    words = "，".join(said.errands)
    offer = load_offer(turn)
    if offer.windows:
        goods = understand(words, offer.catalog)
        if goods.intent in ORDERING and goods.lines and not goods.questions:
            return words
    return f"/errand {words}"


def _only_asked(turn: Turn) -> bool:
    """Whether nothing but a report is asked for in this chat."""
    return bool(turn.waiting) and {each.flow for each in turn.waiting} == {flow.name} and not turn.conversation.step


def _family(turn: Turn) -> Family:
    return families.of(turn.tx, turn.known(), turn.house.zone, turn.now)


def _asked(turn: Turn) -> tuple[Desk, Pending, Observation | None]:
    """What a question was about, with the family as it was then, and whom the answer names."""
    data, pending = turn.data, pending_of(turn.data)
    family = _family(turn)
    cases = [case for key in data["family"] if (case := observations.get(turn.tx, key)) is not None]
    theirs = {case.id for case in family.cases}
    kept = tuple(case for case in cases if case.id in theirs or (data["worker"] and _enters(turn, case)))
    by = Reporter(turn.known(), data["words"], data["saying"], turn.address, data["worker"])
    desk = Desk(Family((), kept), by)
    if turn.answer == YES and len(kept) == 1:
        return desk, pending, kept[0]
    return desk, pending, desk.case(int(turn.answer)) if turn.answer.isdecimal() else None


def _enters(turn: Turn, case: Observation) -> bool:
    return families.may_enter(turn.tx, turn.known(), case)


def _keep(
    turn: Turn, desk: Desk, pairs: list[tuple[Observation, Said]], pending: Pending, felt: tuple[str, ...] = ()
) -> Recorded:
    """Numbers whose person is known now, for the time at which they were sent."""
    told = []
    for case, said in pairs:
        slot = checking_in.slot_for(case, said, turn.house.zone, pending.at)
        before = checking_in.newest(turn.tx, case, turn.now) if pending.corrects else None
        slot, replaces = (before.slot, before.id) if before is not None else (slot, 0)
        told.append(Told(case, slot, said.temperature, felt, replaces=replaces, alarm=pending.alarm))
    return checking_in.record(turn.tx, desk.by, told, turn.now)


def _with_first(outcome: Outcome, first: Reply) -> Outcome:
    return replace(outcome, replies=(first, *outcome.replies))


def _wait(turn: Turn, family: Family) -> Outcome:
    """The prompt again, or that all is there."""
    zone = turn.house.zone
    wanted = families.lacking(family.own or family.cases, zone, turn.now)
    if not wanted:
        return say("check_ins/status", **_status(turn, family))
    slot = slot_of(wanted[0], zone, turn.now)
    return Outcome((replace(reporting.prompt(turn.known().id, wanted, slot, zone), priority=Priority.REPLY),))


def _answer(turn: Turn, family: Family, about: str) -> Outcome:
    if about in (DAY, END):
        return say("check_ins/status", **_status(turn, family))
    since = turn.now - SHOWN_DAYS * 24 * 3600_000
    rows = check_ins.of_cases(turn.tx, [case.id for case in family.cases], since)
    shown = [
        {"name": case.name, "rows": [
            {"row": row, "on": local_day(row.slot, turn.house.zone), "part": part_of(turn, row.slot)}
            for row in rows.get(case.id, []) if row.result != "away"
        ]}
        for case in family.cases
    ]  # fmt: skip
    return say("check_ins/record", check_records=shown)


def _status(turn: Turn, family: Family) -> dict[str, object]:
    """The day of each, the last one, and what was reported last."""
    today = local_day(turn.now, turn.house.zone)
    return {
        "check_people": [
            {"name": case.name, "day": case.day_number(today), "days": case.days, "last": case.last,
             "over": today > case.last, "row": check_ins.latest(turn.tx, case.id)}
            for case in family.cases
        ],
        "check_lacking": [case.name for case in families.lacking(family.cases, turn.house.zone, turn.now)],
    }  # fmt: skip


def _not_observed(turn: Turn) -> Outcome | None:
    """A normal temperature of somebody who need not report, or a neighbour's; a fever goes to a human as any word
    about somebody's health."""
    spoken = not scope(turn.person, Action.OBSERVE) and find_door(turn.text) is None and looks_like_health(turn.text)
    if not spoken and not (has_decimal(turn.text) and is_numbers_only(turn.text)):
        return None
    said = read_check_in(turn.text)
    if said.intent != CHECK_IN or said.symptoms or not (said.readings or (said.well and "体温" in turn.text)):
        return None
    if said.readings and said.abnormal(_FEVER) is not False:
        return None
    return _nobody(turn, named=any(each.who for each in said.readings))


_FEVER = 3730
"""From here on somebody who is not observed is asked after, whatever a village has set for those who are."""


def _nobody(turn: Turn, named: bool = False) -> Outcome:
    person: Person = turn.known()
    worker = bool(scope(person, Action.OBSERVE))
    return say("check_ins/not_observed", worker=worker, named=named)
