"""Fevers and symptoms of which somebody must say what was done: red until then."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from storage.database import Transaction
from storage.json_text import read_json, write_json
from storage.people import BEYOND


@dataclass(frozen=True, slots=True)
class HealthAlarm:
    """`person` 0: somebody of the household whom nobody named. `temperature` in hundredths of °C, None for words
    alone. `source`: check_in, visit, errand or returnee, and its `record`. `level`: how far up it was told."""

    id: int
    area: int
    village: int
    household: int
    person: int
    observation: int
    source: str
    record: int
    temperature: int | None
    symptoms: tuple[str, ...]
    words: str
    handover: int
    level: int
    at: int
    closed_at: int | None
    closed_by: int
    outcome: str
    note: str
    name: str
    door: str
    phone: str
    taken_by: int
    taker: str
    taken_at: int | None
    closer: str  #: the name of whoever recorded what was done
    positive: bool = False  #: it is a nucleic test's


def add(
    tx: Transaction, *, area: int, village: int, household: int, person: int, observation: int, source: str,
    record: int, temperature: int | None, symptoms: Iterable[str], words: str, handover: int, now: int,
) -> int:  # fmt: skip
    alarm = tx.ids.next()
    tx.sql.health_alarms.add(
        tx.connection, tenant=tx.tenant, id=alarm, area=area, village=village, household=household, person=person,
        observation=observation, source=source, record=record, temperature=temperature,
        symptoms=write_json(list(symptoms)), words=words, handover=handover, now=now,
    )  # fmt: skip
    return alarm


def get(tx: Transaction, alarm: int) -> HealthAlarm | None:
    row = tx.sql.health_alarms.by_id(tx.connection, tenant=tx.tenant, id=alarm)
    return _alarm(row) if row else None


def open_of(tx: Transaction, person: int, household: int) -> HealthAlarm | None:
    """The open alarm about somebody; with person 0 about somebody of a household whom nobody named."""
    found = (
        tx.sql.health_alarms.open_of_person(tx.connection, tenant=tx.tenant, person=person)
        if person
        else tx.sql.health_alarms.open_of_household(tx.connection, tenant=tx.tenant, household=household)
    )
    return get(tx, found) if found else None


def open_at_home(tx: Transaction, household: int) -> list[HealthAlarm]:
    """Everything that is red of a household, the oldest first."""
    rows = tx.sql.health_alarms.open_at_home(tx.connection, tenant=tx.tenant, household=household)
    return [alarm for (key,) in rows if (alarm := get(tx, key)) is not None]


def in_the_way(tx: Transaction, person: int, household: int) -> HealthAlarm | None:
    """What is open about somebody, or about one of their household whom nobody named: it may be them."""
    return open_of(tx, person, household) or open_of(tx, 0, household)


def settle(tx: Transaction, person: int, household: int, village: int, area: int) -> None:
    """What is open about somebody goes with them to another household or area."""
    tx.sql.health_alarms.settle(
        tx.connection, tenant=tx.tenant, person=person, household=household, village=village, area=area
    )


def of_handover(tx: Transaction, handover: int) -> HealthAlarm | None:
    found = tx.sql.health_alarms.of_handover(tx.connection, tenant=tx.tenant, handover=handover)
    return get(tx, found) if found else None


def open_in(tx: Transaction, path: str) -> list[HealthAlarm]:
    """What is red in the area of a path, the oldest first."""
    rows = tx.sql.health_alarms.open_in(
        tx.connection, tenant=tx.tenant, path_low=path, path_high=path + BEYOND
    )
    return [_alarm(row) for row in rows]


def count_open(tx: Transaction, path: str) -> int:
    """How much is red in the area of a path."""
    return int(
        tx.sql.health_alarms.count_open(tx.connection, tenant=tx.tenant, path_low=path, path_high=path + BEYOND)
    )


def of_person(tx: Transaction, person: int) -> list[HealthAlarm]:
    """All alarms about somebody, the newest first."""
    rows = tx.sql.health_alarms.of_person(tx.connection, tenant=tx.tenant, person=person)
    return [alarm for (key,) in rows if (alarm := get(tx, key)) is not None]


def climb(tx: Transaction, alarm: HealthAlarm) -> bool:
    """It is told one level further up; False when it was, or is closed."""
    return bool(
        tx.sql.health_alarms.climb(
            tx.connection, tenant=tx.tenant, id=alarm.id, level_before=alarm.level, level_after=alarm.level + 1
        )
    )


def say_more(tx: Transaction, alarm: int, now: int, lately: int, most: int) -> bool:
    """Whether more that is said of an illness is passed on: so many times since a time (epoch ms)."""
    granted = tx.sql.health_alarms.say_more(
        tx.connection, tenant=tx.tenant, id=alarm, now=now, lately=lately, most=most
    )
    return bool(granted)


def close(tx: Transaction, alarm: int, by: int, outcome: str, note: str, now: int) -> bool:
    """What was done is recorded; False when somebody had recorded it."""
    return bool(
        tx.sql.health_alarms.close(
            tx.connection, tenant=tx.tenant, id=alarm, closed_by=by, outcome=outcome, note=note, now=now
        )
    )


def _alarm(row: Any) -> HealthAlarm:
    values = list(row)
    values[9], values[-1] = tuple(read_json(values[9])), bool(values[-1])
    return HealthAlarm(*values)
