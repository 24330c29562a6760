"""A fever or a symptom: whoever must know is alarmed at once, somebody takes it, and it is red until it is said what
was done.

Alarmed are the grid workers, the village doctor and the cadres, day and night. «我来处理» is a hand-over as any call
for help: the first who presses has it, the others and the person see who. While nobody has, it climbs.
"""

from dataclasses import dataclass, replace
from typing import Any

from broadcasts import alarms, audience
from broadcasts.callers import to_caller
from broadcasts.clock import Firing
from broadcasts.outbox import Reader, Writer
from domain.areas import ids_of
from domain.messages import Priority
from domain.people import Person, Role
from domain.permissions import Action, concerns, speaks_for
from domain.replies import Ask, Option, Reply
from domain.settings import Setting
from domain.spans import DAY, HOUR, MINUTE
from storage import (
    areas,
    audit,
    check_ins,
    dues,
    handovers,
    health_alarms,
    households,
    observations,
    people,
    questions,
    settings,
)
from storage.addresses import Address
from storage.database import Transaction
from storage.handovers import Handover
from storage.health_alarms import HealthAlarm

FLOW = "health"
CALL = "health"
"""The kind of hand-over through which somebody takes an alarm."""

DUE = "health_alarm"
OUTCOMES = ("hospital", "doctor", "moved", "measured_again", "watched", "other")
"""What can have been done."""

HUMAN = "other"
"""A symptom that is a matter for a human, and no alarm: a toothache, a sprain, low spirits."""

MOST_LEVELS = 6
"""How often it is passed on, each time to more people, before the list of the day is all that is left."""

MOST_AN_HOUR = 10
"""How often more that is said while it is red is passed on; all of it is recorded."""

LASTS = 30 * DAY
WORDS = 200


@dataclass(frozen=True, slots=True)
class Report:
    """What somebody's health was said to be. `person` 0: somebody of the household, whom nobody named; household 0
    where no door is known. `source` and `record`: the check-in, visit, errand or return that said it.
    `reporter`: who said it, and `address` the chat in which they hear who comes, None for a worker's own report."""

    household: int
    person: int
    path: str
    source: str
    record: int
    temperature: int | None  #: hundredths of °C
    symptoms: tuple[str, ...]
    words: str
    reporter: int
    observation: int = 0
    saying: int = 0
    address: Address | None = None
    positive: bool = False  #: a nucleic test's, whose row names the alarm and is therefore written after it


@dataclass(frozen=True, slots=True)
class Raised:
    """The alarm, what others are told, and what whoever reported is told. `again`: it was red already."""

    alarm: HealthAlarm
    replies: tuple[Reply, ...]
    answer: Reply
    again: bool = False


def fever_from(tx: Transaction, path: str, now: int) -> int:
    """The temperature (hundredths of °C) from which on it is a fever in the area of a path."""
    return settings.value(tx, Setting.FEVER_FROM, path, now)


def is_alarming(
    tx: Transaction, person: int, path: str, temperature: int | None, symptoms: tuple[str, ...], worse: bool, now: int
) -> bool:
    """Whether what was said of somebody's health must alarm: a fever, a symptom, or one they always have that got
    worse."""
    if temperature is not None and temperature >= fever_from(tx, path, now):
        return True
    felt = {symptom for symptom in symptoms if symptom != HUMAN}
    return bool(felt if worse or not person else felt - check_ins.chronic(tx, person))


def raise_alarm(tx: Transaction, report: Report, now: int) -> Raised:
    """Makes it red and tells whoever must know. What is said on while it is red reaches whoever has taken it, or else
    everybody again."""
    area, village = _place(tx, report)
    if village:
        areas.hold(tx, village)  # as a release does: nobody is released while this is written, nor red twice
    before = health_alarms.open_of(tx, report.person, report.household)
    told = _told(tx, report.path, report)
    if before is not None:
        again = _said_on(before, report)
        told = [before.taken_by] if before.taken_by else told
        heard = told if health_alarms.say_more(tx, before.id, now, now - HOUR, MOST_AN_HOUR) else []
        return Raised(before, _to(heard, before, again, "health/more"), _answer(tx, report, again, told), again=True)
    handover = handovers.add(
        tx, CALL, report.person, report.address or Address("", ""), report.saying, now
    )
    key = health_alarms.add(
        tx, area=area, village=village, household=report.household, person=report.person,
        observation=report.observation, source=report.source, record=report.record, temperature=report.temperature,
        symptoms=report.symptoms, words=report.words[:WORDS], handover=handover, now=now,
    )  # fmt: skip
    alarm = health_alarms.get(tx, key)
    assert alarm is not None
    alarm = replace(alarm, positive=report.positive)
    dues.set_due(tx, DUE, key, now + _patience(tx, report.path, now))
    return Raised(alarm, _to(told, alarm, alarm, "health/alarm"), _answer(tx, report, alarm, told))


def firings(writer: Writer) -> dict[str, Firing]:
    return {DUE: lambda tx, alarm, now: climb(tx, writer, alarm, now)}


def climb(tx: Transaction, writer: Writer, key: int, now: int) -> None:
    """Nobody has taken it in time: those above are told too, with telephone numbers, and the person whom to call."""
    alarm = health_alarms.get(tx, key)
    if alarm is None or alarm.closed_at is not None or alarm.taken_by or alarm.level >= MOST_LEVELS:
        return
    health_alarms.climb(tx, alarm)
    path = _path(tx, alarm)
    before = _alarmed(tx, path, alarm.level)
    told = [each for each in _alarmed(tx, path, alarm.level + 1) if each != alarm.person]
    values = {"alarm": alarm, "minutes": (now - alarm.at) // MINUTE, "before": _with_phones(tx, before)}
    for each in told:
        untaken = Reply("health/untaken", values, _take(alarm), priority=Priority.ALARM)
        writer.write_to(tx, untaken, each, now)
    handover = handovers.get(tx, alarm.handover)
    if handover is not None and handover.chat:
        contacts = [each for each in _with_phones(tx, told) if each.id != alarm.person] or audience.contacts(tx, path)
        nobody = Reply("health/nobody_yet", {"contacts": contacts[: audience.CONTACTS]}, priority=Priority.ALARM)
        told_there = to_caller(tx, handover, nobody)
        if told_there.to:
            writer.write_to(tx, told_there, told_there.to, now)
        else:
            here = Reader(Address(handover.account, handover.chat), 0, "zh")
            writer.write(tx, told_there, here, now, sending=False)
    dues.set_due(tx, DUE, key, now + _patience(tx, path, now))


def asked_of_taker(tx: Transaction, handover: int) -> tuple[Reply, ...]:
    """Whoever takes an alarm is asked what was done about it; nothing for any other hand-over."""
    alarm = health_alarms.of_handover(tx, handover)
    return (asked_what_was_done(alarm),) if alarm is not None else ()


def others_at_home(tx: Transaction, handover: int) -> list[Handover]:
    """The hand-overs of the other alarms of the same household that nobody has taken; none for any other call."""
    alarm = health_alarms.of_handover(tx, handover)
    found = health_alarms.open_at_home(tx, alarm.household) if alarm is not None and alarm.household else []
    calls = [handovers.get(tx, each.handover) for each in found if not each.taken_by]
    return [call for call in calls if call is not None and call.id != handover]


def asked_what_was_done(alarm: HealthAlarm) -> Reply:
    options = tuple(Option(outcome, f"health_{outcome}") for outcome in OUTCOMES)
    ask = Ask(
        FLOW, "close", options, "health_title", {"name": alarm.name or alarm.door}, alarm.id, lasts=LASTS, beside=True
    )
    return Reply("health/what_was_done", {"alarm": alarm}, ask)


def close(tx: Transaction, worker: Person, key: int, outcome: str, note: str, now: int) -> tuple[str, HealthAlarm]:
    """Records what was done: ("closed", it), ("before", it) when somebody had, or ("not_yours", it). Raises
    LookupError for an alarm that is none."""
    alarm = health_alarms.get(tx, key)
    if alarm is None:
        raise LookupError(key)
    if not may_see(tx, worker, alarm) or worker.id == alarm.person:
        return "not_yours", alarm
    handovers.take(tx, alarm.handover, worker.id, now)
    if not health_alarms.close(tx, key, worker.id, outcome, note[:WORDS], now):
        return "before", health_alarms.get(tx, key) or alarm
    audit.note(tx, worker.id, "close_health_alarm", alarm.person or alarm.household, now)
    return "closed", health_alarms.get(tx, key) or alarm


def after_closing(tx: Transaction, alarm: HealthAlarm, now: int) -> tuple[Reply, ...]:
    """Nobody is asked about it any more, and whoever reported is told what was done."""
    questions.close_about(tx, FLOW, alarm.id, alarm.outcome, now)
    questions.close_about(tx, "handovers", alarm.handover, "take", now)
    call, by = handovers.get(tx, alarm.handover), people.get(tx, alarm.closed_by)
    if call is None or not call.chat or not _may_know(tx, alarm, people.at_address(tx, call.account, call.chat)):
        return ()
    values = {"alarm": alarm, "by": by.name if by else ""}
    return (to_caller(tx, call, Reply("health/closed_for_you", values)),)


def may_see(tx: Transaction, worker: Person, alarm: HealthAlarm) -> bool:
    return concerns(worker, Action.SEE_HEALTH, _path(tx, alarm))


def _may_know(tx: Transaction, alarm: HealthAlarm, reader: Person | None) -> bool:
    """Whether whoever reads a chat now may know what was done: of that household, its family, or its reporter. A
    neighbour who asked for medicine may not, nor whoever has the chat since."""
    case = observations.get(tx, alarm.observation) if alarm.observation else None
    return reader is not None and (reader.id == alarm.person or speaks_for(
        reader, reporter=case.reporter if case else 0, household=alarm.household,
        family=reader.id in people.relatives(tx, alarm.household),
    ))  # fmt: skip


def _said_on(before: HealthAlarm, report: Report) -> HealthAlarm:
    """What is said now of somebody who is red already."""
    return replace(
        before, temperature=report.temperature, symptoms=report.symptoms, words=report.words[:WORDS],
        positive=report.positive,
    )  # fmt: skip


def _to(told: list[int], alarm: HealthAlarm, said: HealthAlarm, template: str) -> tuple[Reply, ...]:
    ask = None if alarm.taken_by else _take(alarm)
    return tuple(Reply(template, {"alarm": said}, ask, each, priority=Priority.ALARM) for each in told)


def _take(alarm: HealthAlarm) -> Ask:
    return alarms.take(alarm.handover, alarm.name or alarm.door, "health_title")


def _answer(tx: Transaction, report: Report, alarm: HealthAlarm, told: list[int]) -> Reply:
    """What whoever reported is told: what to do now, who knows of it, whom to call."""
    workers = [worker for each in told[: audience.CONTACTS] if (worker := people.get(tx, each)) is not None]
    phones = [worker for worker in workers if worker.phone] or audience.contacts(tx, report.path)
    values: dict[str, Any] = {
        "alarm": alarm, "workers": [worker.name for worker in workers], "contacts": phones[: audience.CONTACTS],
        "taker": alarm.taker,
    }  # fmt: skip
    return Reply("health/advice", values, priority=Priority.ALARM)


def _told(tx: Transaction, path: str, report: Report) -> list[int]:
    return [each for each in _alarmed(tx, path, 0) if each not in (report.person, report.reporter)]


def _alarmed(tx: Transaction, path: str, level: int) -> list[int]:
    """Who is told at a level: workers, doctor and cadres; from the first level up the street too."""
    found = [*audience.responders(tx, path), *(audience.cadres(tx, path) if path else ())]
    if level > 0 and path:
        found += audience.responsible(tx, path, Role.STREET)
    return list(dict.fromkeys(found))[: audience.MOST]


def _with_phones(tx: Transaction, found: list[int]) -> list[Person]:
    return [each for person in found if (each := people.get(tx, person)) is not None and each.phone]


def _patience(tx: Transaction, path: str, now: int) -> int:
    return settings.value(tx, Setting.ALARM_MINUTES, path, now) * MINUTE


def _place(tx: Transaction, report: Report) -> tuple[int, int]:
    """(the micro-grid, or the village where none is known; the village)."""
    home = households.get(tx, report.household) if report.household else None
    if home is not None:
        return home.area or home.village, home.village
    found = ids_of(report.path)
    village = next((key for key in found if (area := areas.get(tx, key)) and area.kind == "village"), 0)
    return (found[-1] if found else 0), village


def _path(tx: Transaction, alarm: HealthAlarm) -> str:
    area = areas.get(tx, alarm.area)
    return area.path if area else ""
