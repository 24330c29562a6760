"""A report of temperatures and symptoms becomes rows, one for each person and time; what is alarming alarms.

Nothing is overwritten: a correction is a row of its own that names what it replaces, a second reading stands beside
the first. Only rows are written; whoever must be told comes back as replies.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from zoneinfo import ZoneInfo

from broadcasts import families, health
from domain.check_ins import Said
from domain.observation import Observation, part_slot, slot_of
from domain.people import Person
from domain.replies import Reply
from domain.schedules import local_day, moment
from domain.spans import DAY, HOUR
from storage import check_ins, health_alarms, observations
from storage.addresses import Address
from storage.check_ins import CheckIn
from storage.database import Transaction

ONE_DAY = timedelta(days=1)
SAID_ON = 12 * HOUR
"""Milliseconds for which whoever has an alarm hears what is measured next."""

CORRECTED = 2 * DAY
"""Milliseconds after which a report is not corrected by words that name none."""


@dataclass(frozen=True, slots=True)
class Reporter:
    """Who says it, where and in which words. `address`: the chat in which they hear who comes."""

    person: Person
    words: str
    saying: int
    address: Address
    worker: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """What is said of one person. `ill`: to alarm whatever the symptoms. `alarm`: one that was raised for it before
    it was known whose it is."""

    case: Observation
    slot: int
    temperature: int | None = None
    symptoms: tuple[str, ...] = ()
    worse: bool = False
    ill: bool = False
    replaces: int = 0
    alarm: int = 0


@dataclass(frozen=True, slots=True)
class Entry:
    """A row as it is read back; `before`: what it replaces."""

    name: str
    case: int
    slot: int
    temperature: int | None
    symptoms: tuple[str, ...]
    before: CheckIn | None = None


@dataclass(frozen=True, slots=True)
class Recorded:
    """`answers`: what whoever reported is told about alarms, before all else."""

    entries: tuple[Entry, ...] = ()
    told: tuple[Reply, ...] = ()
    answers: tuple[Reply, ...] = ()


def record(tx: Transaction, by: Reporter, told: Sequence[Told], now: int) -> Recorded:
    """Keeps what was said, each for its person and time."""
    entries: list[Entry] = []
    replies: list[Reply] = []
    answers: list[Reply] = []
    for each in told:
        key, raised = tx.ids.next(), None
        path, before = families.home_path(tx, each.case), check_ins.get(tx, each.replaces) if each.replaces else None
        alarming = each.ill or health.is_alarming(
            tx, each.case.person, path, each.temperature, each.symptoms, each.worse, now
        )
        if not each.alarm and (alarming or _is_red(tx, each.case, now)):
            raised = health.raise_alarm(tx, _about(by, each, key, path), now)
            replies += raised.replies
            answers += [raised.answer] if alarming else []
        check_ins.add(tx, CheckIn(
            each.case.id, each.slot, each.temperature, each.symptoms, "abnormal" if alarming else "ok",
            _source(by, each.case), by.person.id, now, by.saying, each.replaces,
            raised.alarm.id if raised is not None and alarming else each.alarm, key,
        ))  # fmt: skip
        if each.temperature is not None:
            observations.note_report(tx, each.case.id, each.slot)
        entries.append(Entry(each.case.name, each.case.id, each.slot, each.temperature, each.symptoms, before))
    return Recorded(tuple(entries), tuple(replies), tuple(answers[:1]))


def alarm_unnamed(
    tx: Transaction, by: Reporter, case: Observation, temperature: int | None, symptoms: tuple[str, ...], now: int
) -> tuple[int, Recorded]:
    """Somebody of a household is ill, and it is still asked who: that waits for no answer. The alarm's id."""
    path = families.home_path(tx, case)
    unnamed = Told(replace(case, id=0, person=0), 0, temperature, symptoms)
    raised = health.raise_alarm(tx, _about(by, unnamed, by.saying, path), now)
    return raised.alarm.id, Recorded((), raised.replies, (raised.answer,))


def note_away(tx: Transaction, worker: Person, missed: Mapping[int, int], saying: int, now: int) -> None:
    """Nobody was there when the worker looked in: noted of each case for its time, and no report."""
    for case, slot in missed.items():
        check_ins.add(tx, CheckIn(case, slot, None, (), "away", "worker", worker.id, now, saying))


def slot_for(case: Observation, said: Said, zone: ZoneInfo, now: int) -> int:
    """For which time a reading counts: the one whose turn it is, unless a part of the day or yesterday was said."""
    at = moment(local_day(now, zone), 0, zone) - 1 if said.day < 0 else now
    return part_slot(case, zone, at, said.part or "evening") if said.part or said.day < 0 else slot_of(case, zone, at)


def newest(tx: Transaction, case: Observation, now: int) -> CheckIn | None:
    """What a correction is about that names no time: the report of a person that was made last."""
    return max(_lately(tx, case, now), key=_by_id, default=None)


def with_temperature(tx: Transaction, case: Observation, wrong: Sequence[int], now: int) -> CheckIn | None:
    """What a correction is about that names the number: the last report of a person with it."""
    return max((row for row in _lately(tx, case, now) if row.temperature in wrong), key=_by_id, default=None)


def at_slot(tx: Transaction, case: Observation, slot: int) -> CheckIn | None:
    """The last report for one time."""
    rows = [row for row in check_ins.of_case(tx, case.id, slot) if row.slot == slot and row.result != "away"]
    return rows[-1] if rows else None


def _lately(tx: Transaction, case: Observation, now: int) -> list[CheckIn]:
    rows = check_ins.of_case(tx, case.id, now - CORRECTED - DAY)
    return [row for row in rows if row.result != "away" and row.at > now - CORRECTED]


def _by_id(row: CheckIn) -> int:
    return row.id


def _is_red(tx: Transaction, case: Observation, now: int) -> bool:
    alarm = health_alarms.open_of(tx, case.person, case.household)
    return alarm is not None and alarm.at > now - SAID_ON


def _source(by: Reporter, case: Observation) -> str:
    return "worker" if by.worker else "self" if by.person.id == case.person else "family"


def _about(by: Reporter, told: Told, record: int, path: str) -> health.Report:
    return health.Report(
        told.case.household, told.case.person, path, "check_in", record, told.temperature, told.symptoms, by.words,
        by.person.id, told.case.id, by.saying, None if by.worker else by.address,
    )  # fmt: skip
