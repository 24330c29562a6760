"""Reports of temperatures and symptoms, each for one person and one time; a correction is a row of its own."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from storage.database import Transaction
from storage.json_text import read_json, write_json


@dataclass(frozen=True, slots=True)
class CheckIn:
    """`temperature` in hundredths of °C, None when only words came. result: ok, abnormal, or away (nobody there when
    somebody looked in). source: self, family, worker."""

    observation: int
    slot: int  #: the time (epoch ms) for which it counts
    temperature: int | None
    symptoms: tuple[str, ...]
    result: str
    source: str
    reported_by: int
    at: int
    saying: int = 0
    replaces: int = 0
    alarm: int = 0
    id: int = 0


@dataclass(frozen=True, slots=True)
class Exported:
    """A report with the names that belong to it. `number`: its case's in the village; `replaced_by`: the report that
    corrected it, 0 for none."""

    id: int
    village: str
    area: str
    number: int
    door: str
    person: str
    slot: int
    temperature: int | None
    symptoms: tuple[str, ...]
    result: str
    source: str
    reporter: str
    at: int
    replaces: int
    alarm: int
    replaced_by: int


def add(tx: Transaction, report: CheckIn) -> CheckIn:
    """Keeps a report, under its own id where it has one already."""
    kept = replace(report, id=report.id or tx.ids.next())
    tx.sql.check_ins.add(
        tx.connection, tenant=tx.tenant, id=kept.id, observation=kept.observation, slot=kept.slot,
        temperature=kept.temperature, symptoms=write_json(kept.symptoms), result=kept.result, source=kept.source,
        reported_by=kept.reported_by, saying=kept.saying, replaces=kept.replaces, alarm=kept.alarm, now=kept.at,
    )  # fmt: skip
    return kept


def get(tx: Transaction, report: int) -> CheckIn | None:
    row = tx.sql.check_ins.by_id(tx.connection, tenant=tx.tenant, id=report)
    return read(row) if row else None


def latest(tx: Transaction, observation: int) -> CheckIn | None:
    """The report for the newest time; of several the last."""
    row = tx.sql.check_ins.latest(tx.connection, tenant=tx.tenant, observation=observation)
    return read(row) if row else None


def of_case(tx: Transaction, observation: int, since: int = 0) -> list[CheckIn]:
    """What holds of a case for the times from `since` (epoch ms) on, in their order."""
    rows = tx.sql.check_ins.of_case(tx.connection, tenant=tx.tenant, observation=observation, since=since)
    return [read(row) for row in rows]


def of_cases(tx: Transaction, observations: Iterable[int], since: int = 0) -> dict[int, list[CheckIn]]:
    """The same of many cases at once."""
    keys = write_json(sorted(set(observations)))
    found: dict[int, list[CheckIn]] = {}
    for row in tx.sql.check_ins.of_cases(tx.connection, tenant=tx.tenant, keys=keys, since=since):
        report = read(row)
        found.setdefault(report.observation, []).append(report)
    return found


def slots(tx: Transaction, observation: int) -> set[int]:
    """The times (epoch ms) for which a temperature was reported."""
    return {slot for (slot,) in tx.sql.check_ins.slots(tx.connection, tenant=tx.tenant, observation=observation)}


def exported(tx: Transaction, _of: None, after: int, count: int) -> list[Exported]:
    """The next `count` reports above an id, what was corrected too."""
    rows = tx.sql.check_ins.exported(tx.connection, tenant=tx.tenant, after=after, count=count)
    return [_exported(row) for row in rows]


def note_chronic(tx: Transaction, person: int, symptom: str, note: str, by: int, now: int) -> None:
    """Somebody always has a symptom: it alarms only when it gets worse."""
    tx.sql.check_ins.add_chronic(
        tx.connection, tenant=tx.tenant, id=tx.ids.next(), person=person, symptom=symptom, note=note, noted_by=by,
        now=now,
    )  # fmt: skip


def chronic(tx: Transaction, person: int) -> frozenset[str]:
    rows = tx.sql.check_ins.chronic(tx.connection, tenant=tx.tenant, person=person)
    return frozenset(symptom for (symptom,) in rows)


def end_chronic(tx: Transaction, person: int, symptom: str, now: int) -> bool:
    return bool(
        tx.sql.check_ins.end_chronic(tx.connection, tenant=tx.tenant, person=person, symptom=symptom, now=now)
    )


def note_call(tx: Transaction, reporter: int, slot: int, level: int, told: Iterable[int], now: int) -> bool:
    """A report that did not come was asked for or passed on; False when it was before."""
    return bool(
        tx.sql.check_ins.note_call(
            tx.connection, tenant=tx.tenant, reporter=reporter, slot=slot, level=level, told=write_json(list(told)),
            now=now,
        )
    )  # fmt: skip


def not_asked(tx: Transaction, reporter: int) -> None:
    """The newest request for somebody's report reached nobody: whatever is due about it is due again."""
    tx.sql.check_ins.not_asked(tx.connection, tenant=tx.tenant, reporter=reporter)


def calls(tx: Transaction, reporter: int, slot: int) -> dict[int, tuple[int, list[int]]]:
    """What was done about a missing report: level to (when, who was told)."""
    rows = tx.sql.check_ins.calls(tx.connection, tenant=tx.tenant, reporter=reporter, slot=slot)
    return {level: (at, read_json(told)) for level, at, told in rows}


def read(row: Any) -> CheckIn:
    """A report out of the columns that every query of them has, in their order."""
    (key, observation, slot, temperature, symptoms, result, source, reported_by, saying, at, replaces, alarm) = row
    return CheckIn(
        observation, slot, temperature, tuple(read_json(symptoms)), result, source, reported_by, at, saying, replaces,
        alarm, key,
    )  # fmt: skip


def _exported(row: Any) -> Exported:
    values = list(row)
    values[8] = tuple(read_json(values[8]))
    return Exported(*values)
