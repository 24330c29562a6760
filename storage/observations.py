"""Cases of observation: their course, who reports, and every change with who made it and why."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from domain.grades import Grade
from domain.observation import Observation, Stage, State, Times, over_at
from domain.policies import Counting
from storage import areas
from storage.database import Transaction
from storage.json_text import read_json, write_json
from storage.people import BEYOND

PAGE = 2_000


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that was changed; `before`: what held until then, as it was kept."""

    id: int
    kind: str
    who: int
    name: str
    at: int
    why: str
    before: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Over:
    """Somebody whose days are over since a time (epoch ms), and who is not released."""

    observation: int
    since: int
    person: int
    name: str
    door: str
    phone: str


@dataclass(frozen=True, slots=True)
class Behind:
    """Somebody of whom a worker was told that no report came for a time (epoch ms). `reporter`: who should have
    reported, with their telephone number; `taken_by`: the worker who sees to it, 0 for nobody."""

    observation: int
    household: int
    reporter: int
    slot: int
    name: str
    door: str
    reporter_name: str
    phone: str
    taken_by: int


def add(tx: Transaction, case: Observation, zone: ZoneInfo, why: str = "") -> Observation | None:
    """Opens a case, enrolled at its own time; None for somebody who has one. Until this transaction ends nobody else
    changes anything in that village."""
    areas.hold(tx, case.village)
    number = int(tx.sql.observations.last_number(tx.connection, tenant=tx.tenant, village=case.village)) + 1
    opened = replace(case, id=tx.ids.next(), number=number)
    added = tx.sql.observations.add(
        tx.connection, tenant=tx.tenant, id=opened.id, number=number, person=case.person, household=case.household,
        village=case.village, area=case.area, ground=case.ground, came_from=case.came_from,
        exposed=case.exposed.isoformat() if case.exposed else "", counting=case.counting.value, policy=case.policy,
        stages=_dump_stages(case.stages), times=_dump_times(case.times), reporter=case.reporter,
        ends_at=over_at(case, zone), returnee=case.returnee, enrolled_by=case.enrolled_by, now=case.enrolled_at,
    )  # fmt: skip
    if not added:
        return None
    note_change(tx, opened.id, "enrolled", case.enrolled_by, why, case.enrolled_at)
    return get(tx, opened.id)


def get(tx: Transaction, observation: int) -> Observation | None:
    row = tx.sql.observations.by_id(tx.connection, tenant=tx.tenant, id=observation)
    return _observation(row) if row else None


def by_number(tx: Transaction, village: int, number: int) -> Observation | None:
    found = tx.sql.observations.by_number(tx.connection, tenant=tx.tenant, village=village, number=number)
    return get(tx, found) if found else None


def open_of(tx: Transaction, person: int) -> Observation | None:
    """The case that somebody has now."""
    rows = tx.sql.observations.of_person(tx.connection, tenant=tx.tenant, person=person)
    return next((get(tx, key) for key, state in rows if state == State.OPEN), None)


def of_person(tx: Transaction, person: int) -> list[Observation]:
    """All cases of somebody, the newest first."""
    rows = tx.sql.observations.of_person(tx.connection, tenant=tx.tenant, person=person)
    return [case for key, _ in rows if (case := get(tx, key)) is not None]


def of_reporter(tx: Transaction, reporter: int) -> list[Observation]:
    """The open cases for which somebody reports, in the order in which they were enrolled."""
    rows = tx.sql.observations.of_reporter(tx.connection, tenant=tx.tenant, reporter=reporter)
    return [case for (key,) in rows if (case := get(tx, key)) is not None]


def any_for(tx: Transaction, person: int, household: int) -> bool:
    """Whether there is an open case for which somebody reports or who lives in a household, or a site that they
    keep."""
    return bool(tx.sql.observations.any_for(tx.connection, tenant=tx.tenant, person=person, household=household))


def of_household(tx: Transaction, household: int) -> list[Observation]:
    """The open cases of a household."""
    rows = tx.sql.observations.of_household(tx.connection, tenant=tx.tenant, household=household)
    return [case for (key,) in rows if (case := get(tx, key)) is not None]


def some(tx: Transaction, observations: Iterable[int]) -> list[Observation]:
    """Cases by their ids, household by household."""
    keys = write_json(sorted(set(observations)))
    return [_observation(row) for row in tx.sql.observations.some(tx.connection, tenant=tx.tenant, keys=keys)]


def in_area(tx: Transaction, path: str, after: int = 0, count: int = PAGE) -> list[Observation]:
    """The open cases of the area of a path, a page at a time: those above the id `after`."""
    rows = tx.sql.observations.in_area(
        tx.connection, tenant=tx.tenant, path_low=path, path_high=path + BEYOND, after=after, count=count
    )
    return [_observation(row) for row in rows]


def over_in(tx: Transaction, path: str, now: int) -> list[Over]:
    """Whose days are over in the area of a path, those who wait longest first."""
    rows = tx.sql.observations.over_in(
        tx.connection, tenant=tx.tenant, path_low=path, path_high=path + BEYOND, now=now
    )
    return [Over(key, since, person, name or "", door, phone or "") for key, since, person, name, door, phone in rows]


def in_village(tx: Transaction, village: int) -> list[Observation]:
    """The open cases of a village, household by household."""
    rows = tx.sql.observations.in_village(tx.connection, tenant=tx.tenant, village=village)
    return sorted(map(_observation, rows), key=lambda case: (case.household, case.id))


def villages(tx: Transaction) -> list[int]:
    """The villages in which somebody is observed."""
    return [village for (village,) in tx.sql.observations.villages(tx.connection, tenant=tx.tenant)]


def change(
    tx: Transaction, before: Observation, after: Observation, kind: str, who: int, why: str, zone: ZoneInfo, now: int
) -> bool:
    """Puts one state of a case in the place of another, and notes what held before. False when somebody has closed or
    opened it meanwhile: nothing is changed then."""
    changed = tx.sql.observations.change(
        tx.connection, tenant=tx.tenant, id=before.id, state_before=before.state.value, state_after=after.state.value,
        stages=_dump_stages(after.stages), times=_dump_times(after.times), pauses=write_json(after.pauses),
        reporter=after.reporter, ends_at=over_at(after, zone), ended_by=after.ended_by,
        ended_at=after.ended_at,
    )  # fmt: skip
    if changed:
        kept = {
            "stages": read_json(_dump_stages(before.stages)), "times": read_json(_dump_times(before.times)),
            "reporter": before.reporter, "state": before.state.value, "pauses": before.pauses,
        }  # fmt: skip
        note_change(tx, before.id, kind, who, why, now, kept)
    return bool(changed)


def settle(
    tx: Transaction, case: Observation, household: int, village: int, area: int, who: int, now: int
) -> Observation:
    """A case belongs to another household or area now. In another village it gets a number of its own there."""
    number = case.number
    if village != case.village:
        areas.hold(tx, village)
        number = int(tx.sql.observations.last_number(tx.connection, tenant=tx.tenant, village=village)) + 1
    tx.sql.observations.settle(
        tx.connection, tenant=tx.tenant, id=case.id, household=household, village=village, area=area, number=number
    )
    held = {"household": case.household, "village": case.village, "area": case.area, "number": case.number}
    note_change(tx, case.id, "moved", who, "", now, held)
    return get(tx, case.id) or case


def acknowledge(tx: Transaction, observation: int, who: int, now: int) -> bool:
    """The notice of a case was read; False when it was before."""
    done = tx.sql.observations.acknowledge(tx.connection, tenant=tx.tenant, id=observation, now=now)
    if done:
        note_change(tx, observation, "acknowledged", who, "", now)
    return bool(done)


def note_report(tx: Transaction, observation: int, slot: int) -> None:
    """There is a report for a time (epoch ms)."""
    tx.sql.observations.reported(tx.connection, tenant=tx.tenant, id=observation, slot=slot)


def fall_behind(tx: Transaction, observation: int, slot: int) -> None:
    """A worker is told that there is no report for a time (epoch ms)."""
    tx.sql.observations.fall_behind(tx.connection, tenant=tx.tenant, id=observation, slot=slot)


def behind(tx: Transaction, path: str) -> list[Behind]:
    """Of whom a worker was told in the area of a path and no report has come since, household by household."""
    rows = tx.sql.observations.behind(tx.connection, tenant=tx.tenant, path_low=path, path_high=path + BEYOND)
    return [
        Behind(case, household, reporter, slot, name, door, called, phone, next(iter(read_json(taken)), 0))
        for case, household, reporter, slot, name, door, called, phone, taken in rows
    ]


def called(tx: Transaction, observations: Iterable[int], speaker: int) -> dict[str, int]:
    """By what words somebody has spoken of people in reports: word to case."""
    return {word: case for case, who, word in _called(tx, observations) if who == speaker}


def call(tx: Transaction, observation: int, family: Iterable[int], speaker: int, word: str) -> None:
    """Somebody said of whom a word was meant; it is meant of nobody else of the family any more."""
    before = _called(tx, family)
    kept = [(case, who, said) for case, who, said in before if (who, said) != (speaker, word)]
    for changed in {observation, *(case for case, who, said in before if (who, said) == (speaker, word))}:
        words = [[who, said] for case, who, said in kept if case == changed]
        words += [[speaker, word]] if changed == observation else []
        tx.sql.observations.call(tx.connection, tenant=tx.tenant, id=changed, called=write_json(words))


def _called(tx: Transaction, observations: Iterable[int]) -> list[tuple[int, int, str]]:
    keys = write_json(sorted(set(observations)))
    rows = tx.sql.observations.called(tx.connection, tenant=tx.tenant, keys=keys)
    return [(case, who, word) for case, text in rows for who, word in read_json(text)]


def note_change(
    tx: Transaction, observation: int, kind: str, who: int, why: str, now: int, before: dict[str, Any] | None = None
) -> None:
    tx.sql.observations.note_change(
        tx.connection, tenant=tx.tenant, id=tx.ids.next(), observation=observation, kind=kind, who=who, why=why,
        held=write_json(before or {}), now=now,
    )  # fmt: skip


def changes(tx: Transaction, observation: int) -> list[Change]:
    """Everything that was done about a case, the earliest first."""
    rows = tx.sql.observations.changes(tx.connection, tenant=tx.tenant, observation=observation)
    return [Change(key, kind, who, name, at, why, read_json(kept)) for key, kind, who, name, at, why, kept in rows]


def _observation(row: Any) -> Observation:
    (key, number, person, household, village, area, ground, came_from, exposed, counting, policy, stages, times,
     pauses, reporter, state, last_slot, returnee, enrolled_by, enrolled_at, acknowledged_at, ended_by, ended_at,
     name, door, phone) = row  # fmt: skip
    return Observation(
        key, person, household, village, area, ground, came_from, date.fromisoformat(exposed) if exposed else None,
        Counting(counting), policy, read_stages(stages), reporter, enrolled_by, enrolled_at, State(state),
        _times(times), tuple((since, until) for since, until in read_json(pauses)), last_slot, acknowledged_at,
        ended_at, ended_by, returnee, number, name or "", door, phone or "",
    )  # fmt: skip


def read_stages(text: str) -> tuple[Stage, ...]:
    """A course as it is kept."""
    return tuple(
        Stage(Grade(grade), date.fromisoformat(first), days, site) for grade, first, days, site in read_json(text)
    )


def _times(text: str) -> tuple[Times, ...]:
    return tuple(Times(date.fromisoformat(since), tuple(minutes)) for since, minutes in read_json(text))


def _dump_stages(stages: Iterable[Stage]) -> str:
    return write_json([[stage.grade, stage.first.isoformat(), stage.days, stage.site] for stage in stages])


def _dump_times(times: Iterable[Times]) -> str:
    return write_json([[each.since.isoformat(), list(each.minutes)] for each in times])
