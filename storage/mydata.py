"""What is kept about somebody, who looked at it, and taking their name off it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from domain.areas import ids_of
from domain.nucleic import holding
from domain.observation import Observation
from domain.people import Person
from domain.schedules import local_day
from storage import (
    addresses,
    areas,
    check_ins,
    conversations,
    health_alarms,
    households,
    left_files,
    nucleic,
    observations,
    people,
    sayings,
)
from storage.database import Transaction
from storage.ids import first_at

LISTS = ("see_observed", "see_urgent", "list_observed", "list_alarms", "export_observations")
"""Looks at lists on which somebody stood while they were observed, noted with the area of the list."""


@dataclass(frozen=True, slots=True)
class Look:
    """`post`: as what they may have looked, "" for whoever holds none any more."""

    actor: int
    name: str
    post: str
    action: str
    at: int


def known(tx: Transaction, person: Person, zone: ZoneInfo, now: int) -> dict[str, Any]:
    """Everything that is kept about a person and their household, as it can be handed to them. What is known of the
    health of others is in it only where they report for them."""

    def day(at: int) -> str:
        return local_day(at, zone).isoformat()

    home = person.household if person.lives_in(person.household) else 0
    members = [each.name for key in people.in_household(tx, home) if (each := people.get(tx, key))] if home else []
    chats = addresses.every_of(tx, person.id)
    own = observations.of_person(tx, person.id)
    told_of = [case for case in observations.of_reporter(tx, person.id) if case.person != person.id]
    return {
        "name": person.name, "phone": person.phone, "door": person.door, "state": person.state,
        "areas": [area.name for area in areas.on_path(tx, person.area_path or person.village_path)],
        "registered": day(int(tx.sql.mydata.registered(tx.connection, tenant=tx.tenant, person=person.id))),
        "household": members,
        "posts": [role for (role,) in tx.sql.mydata.posts(tx.connection, tenant=tx.tenant, person=person.id)],
        "chats": [chat.kind for chat in chats],
        "messages": sum(
            int(tx.sql.mydata.said(tx.connection, tenant=tx.tenant, account=chat.account, chat=chat.chat))
            for chat in chats
        ),
        "statuses": sorted(households.holding(tx, home, now)) if home else [],
        "orders": int(
            tx.sql.mydata.orders(tx.connection, tenant=tx.tenant, village=person.village, person=person.id)
        ),
        "observations": [_case(tx, case, zone) for case in (*own, *told_of)],
        "chronic": sorted(check_ins.chronic(tx, person.id)),
        "alarms": [
            {"at": day(alarm.at), "temperature": _degrees(alarm.temperature), "symptoms": list(alarm.symptoms),
             "outcome": alarm.outcome}
            for alarm in health_alarms.of_person(tx, person.id)
        ],
        "matters": [
            {"number": number, "kind": kind, "state": state, "words": words, "at": day(at)}
            for number, kind, state, words, at in tx.sql.mydata.matters(
                tx.connection, tenant=tx.tenant, person=person.id
            )
        ],
        **_of_home(tx, person, day),
    }  # fmt: skip


def _of_home(tx: Transaction, person: Person, day: Any) -> dict[str, Any]:
    """Visits without anybody's temperature, errands, and whence this person came back; of a household of which nobody
    has said yet that it is theirs only what is their own."""
    home, theirs = person.household, person.lives_in(person.household)
    if not home:
        return {"visits": [], "errands": [], "returns": []}
    of = {"tenant": tx.tenant, "household": home}
    return {
        "visits": [{"day": at, "result": result} for at, result in tx.sql.mydata.visits(tx.connection, **of)
                   if theirs],
        "errands": [
            {"number": number, "words": words, "state": state, "at": day(at)}
            for number, words, state, at in tx.sql.mydata.errands(
                tx.connection, person=person.id, whole=int(theirs), **of
            )
        ],
        "returns": [
            {"origin": origin, "arrived": arrived, "told": day(at)}
            for origin, arrived, at in tx.sql.mydata.returns(tx.connection, person=person.id, **of)
        ],
    }


def _case(tx: Transaction, case: Observation, zone: ZoneInfo) -> dict[str, Any]:
    reports, tests = check_ins.of_case(tx, case.id), holding(nucleic.of_case(tx, case.id))
    return {
        "name": case.name, "number": case.number, "state": case.state.value, "ground": case.ground,
        "came_from": case.came_from, "first": case.first.isoformat(), "last": case.last.isoformat(),
        "reports": [
            {"day": local_day(report.slot, zone).isoformat(), "temperature": _degrees(report.temperature),
             "symptoms": list(report.symptoms), "result": report.result}
            for report in reports
        ],
        "tests": [{"day": test.day.isoformat(), "result": test.result.value} for test in tests],
    }  # fmt: skip


def _degrees(temperature: int | None) -> float | None:
    return None if temperature is None else temperature / 100


def looks(tx: Transaction, person: Person, count: int) -> list[Look]:
    """Who of the others looked at a person, their household, their case, or a list on which they stood; the newest
    first."""
    cases = observations.of_person(tx, person.id)
    home = [person.household] if person.lives_in(person.household) else []
    subjects = [person.id, *home, *(case.id for case in cases)]
    found = [row for subject in subjects for row in _noted(tx, subject, person.id)]
    for area in ids_of(person.area_path or person.village_path) if cases else ():
        found += [
            row for row in _noted(tx, area, person.id)
            if row[2] in LISTS and any(case.enrolled_at <= row[3] <= (case.ended_at or row[3]) for case in cases)
        ]  # fmt: skip
    newest = sorted(set(found), key=lambda row: -row[3])[:count]
    posts = {actor: _post(tx, actor) for actor in {row[0] for row in newest}}
    return [Look(actor, name, posts[actor], action, at) for actor, name, action, at in newest]


def _noted(tx: Transaction, subject: int, person: int) -> list[tuple[int, str, str, int]]:
    rows = tx.sql.mydata.looks(tx.connection, tenant=tx.tenant, subject=subject, actor=person)
    return [(actor, name, action, at) for actor, name, action, at in rows]


def _post(tx: Transaction, actor: int) -> str:
    order = ("street", "cadre", "doctor", "grid_worker")
    held = {role for (role,) in tx.sql.mydata.posts(tx.connection, tenant=tx.tenant, person=actor)}
    return next((role for role in order if role in held), next(iter(sorted(held)), ""))


def is_ordering(tx: Transaction, person: Person) -> bool:
    """Whether goods that they ordered are still to come."""
    return bool(tx.sql.mydata.ordering(tx.connection, tenant=tx.tenant, village=person.village, person=person.id))


def forget(tx: Transaction, person: Person, name: str, now: int) -> None:
    """Takes whose they are off somebody's records: name, telephone, chats, words. What is counted stays."""
    of = {"tenant": tx.tenant, "person": person.id}
    for chat in addresses.every_of(tx, person.id):
        where = {"tenant": tx.tenant, "account": chat.account, "chat": chat.chat}
        for (files,) in list(tx.sql.mydata.files_said(tx.connection, **where)):
            left_files.note(tx, left_files.kept(sayings.files_in(files)), now)
        tx.sql.mydata.forget_said(tx.connection, **where)
        tx.sql.mydata.forget_written(tx.connection, before=tx.ids.next(), **where)
        tx.sql.mydata.forget_questions(tx.connection, **where)
        tx.sql.mydata.forget_conversation(tx.connection, **where)
    together = conversations.of_all_chats(person.id)
    tx.sql.mydata.forget_conversation(
        tx.connection, tenant=tx.tenant, account=together.account, chat=together.chat
    )
    for query in (
        "addresses", "sessions", "roles", "agreements", "chronic", "alarm_words", "matters", "entries", "complaints",
    ):
        getattr(tx.sql.mydata, f"forget_{query}")(tx.connection, **of)
    if person.household:
        _forget_at_home(tx, person)
    tx.sql.mydata.forget_person(tx.connection, name=name, **of)
    people.index(tx, person.id, ())


def _forget_at_home(tx: Transaction, person: Person) -> None:
    """What is kept of their household: their own words, and their name in the words of others."""
    home = {"tenant": tx.tenant, "household": person.household}
    for query in ("returns", "errands", "events"):
        getattr(tx.sql.mydata, f"forget_{query}")(tx.connection, person=person.id, **home)
    for word in filter(None, (person.name, person.phone)):
        for query in ("in_visits", "in_returns", "in_errands", "in_alarms"):
            getattr(tx.sql.mydata, f"forget_{query}")(tx.connection, word=word, **home)


def note_copy(tx: Transaction, person: int, sha256: str, now: int) -> None:
    """A copy was made, to be removed after some days."""
    tx.sql.mydata.note_copy(
        tx.connection, tenant=tx.tenant, id=tx.ids.next(), person=person, sha256=sha256, now=now
    )


def old_copies(tx: Transaction, until: int) -> list[tuple[int, str]]:
    """Copies that were made before a time (epoch ms): id and SHA-256."""
    return list(tx.sql.mydata.old_copies(tx.connection, tenant=tx.tenant, before=first_at(until)))


def drop_copies(tx: Transaction, copies: Iterable[int]) -> None:
    for key in copies:
        tx.sql.mydata.drop_copy(tx.connection, tenant=tx.tenant, id=key)
