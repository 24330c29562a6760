"""Danger that nobody has taken on yet: told to whoever can be reached by now, and after some minutes to the cadres.

A worker may have blocked the bot, or have signed in a minute too late; the first to be told are chosen in the turn
itself (handlers/help.py).
"""

from typing import Any

from broadcasts import audience
from broadcasts.outbox import Writer
from domain.messages import Priority
from domain.people import Person
from domain.replies import Ask, Option, Reply
from domain.spans import DAY
from storage import handovers, people, questions, sayings
from storage.database import Transaction
from storage.handovers import Handover

PATIENCE = 3 * 60_000
"""Milliseconds after which the cadres are told as well."""

LOOKED_BACK = DAY
MOST = 100
LASTS = 30 * DAY


def take(handover: int, name: str, title: str = "handover_title") -> Ask:
    """«我来处理», to all who are told of a call; the first press has it."""
    return Ask(
        "handovers", "take", (Option("take", "take"),), title, {"name": name}, handover, lasts=LASTS, beside=True,
    )  # fmt: skip


def open_calls(tx: Transaction, now: int) -> list[Handover]:
    """The dangers of the last day that nobody has taken."""
    return handovers.open_dangers(tx, now - LOOKED_BACK, MOST)


def call_on(tx: Transaction, writer: Writer, now: int) -> None:
    """Tells those who have not been told of an open danger, and the person who is coming besides."""
    for call in open_calls(tx, now):
        person = people.get(tx, call.person) if call.person else None
        told = {asked.person for asked in questions.open_about(tx, "handovers", call.id)}
        wanted = [each for each in _wanted(tx, call, person, now) if each not in told and each != call.person]
        words, _ = sayings.get(tx, call.saying) or ("", ())
        name = person.name if person else ""
        values: dict[str, Any] = {"person": person, "name": name, "group": False, "words": words, "kind": call.kind}
        for worker in wanted:
            alarm = Reply("help/alarm", values, take(call.id, name), priority=Priority.ALARM)
            writer.write_to(tx, alarm, worker, now)
        if wanted and told:
            _say_who_else(tx, writer, call, wanted, now)


def _wanted(tx: Transaction, call: Handover, person: Person | None, now: int) -> list[int]:
    path = (person.area_path or person.village_path) if person else ""
    late = now - call.at > PATIENCE
    return [*audience.responders(tx, path), *(audience.cadres(tx, path) if late and path else ())]


def _say_who_else(tx: Transaction, writer: Writer, call: Handover, wanted: list[int], now: int) -> None:
    workers = [found for found in (people.get(tx, each) for each in wanted[: audience.CONTACTS]) if found]
    reply = Reply("help/also_told", {"workers": [worker.name for worker in workers]}, priority=Priority.ALARM)
    writer.write_to(tx, reply, call.person, now)
