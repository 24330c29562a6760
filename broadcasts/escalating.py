"""What follows a reminder that nobody answers: once more, and then whoever is responsible, one level up at a time.

Nothing is called off when an answer comes: who is silent is read from the ledger when a step is due.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from broadcasts import audience
from broadcasts.clock import Firing
from broadcasts.outbox import Writer
from broadcasts.reminders import Source, has_outstanding
from domain.escalations import level_of, roles_from
from domain.messages import Priority
from domain.notices import Broadcast, Notice, Standing, State
from domain.people import Role
from domain.replies import Ask, Option, Reply
from domain.rules import MOST_STEPS, Do, Rule
from domain.spans import DAY, MINUTE
from storage import areas, broadcasts, dues, escalations, notices, people, recipients, rules
from storage.database import Transaction
from storage.escalations import Escalation

FLOW = "silent"
"""The flow that takes «已联系»."""

BUTTONS = 6
"""Silent people whom a message has a button for; the others follow once these are done."""

LISTED = 30
MOST = 50_000
"""Silent people of one reminder who are dealt with: more than the largest village has."""
EVERYBODY = "all"


@dataclass(frozen=True, slots=True)
class Tried:
    """What was done before: when people were reminded, and who was told of it when."""

    reminded: tuple[int, ...]
    told: tuple[tuple[int, tuple[str, ...]], ...] = ()


@dataclass(slots=True)
class _Ladder:
    """Looks up who is responsible, each area once."""

    tx: Transaction
    notice: Notice
    posts: dict[int, list[tuple[Role, str]]]
    _paths: dict[int, str] = field(default_factory=dict)
    _holders: dict[tuple[str, Role], list[int]] = field(default_factory=dict)

    def workers(self, person: Standing, level: int, told: set[int]) -> list[int]:
        """Who is told now; nobody twice of the same person's silence."""
        held = self.posts.get(person.person, [])
        path = held[0][1] if held else self._path(person.area or self.notice.area)
        for role in roles_from([role for role, _ in held], level):
            found = [each for each in self._reachable(path, role) if each not in told and each != person.person]
            if found:
                return found
        return []

    def _path(self, area: int) -> str:
        if area not in self._paths:
            found = areas.get(self.tx, area)
            self._paths[area] = found.path if found else ""
        return self._paths[area]

    def _reachable(self, path: str, role: Role) -> list[int]:
        if (path, role) not in self._holders:
            self._holders[path, role] = audience.responsible(self.tx, path, role)
        return self._holders[path, role]


def firings(writer: Writer, sources: Mapping[str, Source]) -> dict[str, Firing]:
    """Each step that can follow a reminder has a kind of due of its own; `sources` of outstanding work by name."""

    def step(place: int) -> Firing:
        return lambda tx, broadcast, now: follow(tx, writer, sources, broadcast, place, now)

    return {rules.follow_kind(place): step(place) for place in range(MOST_STEPS)}


def follow(
    tx: Transaction, writer: Writer, sources: Mapping[str, Source], broadcast_id: int, place: int, now: int
) -> None:
    """A step is due: those who have not answered until now are reminded again, or somebody is told of them.
    While their broadcast is paused it waits."""
    broadcast = broadcasts.get(tx, broadcast_id)
    rule = rules.get(tx, broadcast.rule) if broadcast else None
    notice = notices.get(tx, broadcast.notice) if broadcast else None
    if broadcast is None or rule is None or notice is None or place >= len(rule.follow):
        return
    if broadcast.state is State.CANCELLED or broadcasts.is_withdrawn(tx, broadcast.id):
        return
    if broadcast.state is State.PAUSED:
        dues.set_due(tx, rules.follow_kind(place), broadcast.id, now + MINUTE)
        return
    silent = [
        each
        for each in recipients.silent(tx, broadcast.id, notice.counted, count=MOST)
        if not rule.condition or has_outstanding(tx, sources, rule.id, each.person, now)
    ]
    if not silent:
        return
    if rule.follow[place].do is Do.AGAIN:
        recipients.wait_again(tx, broadcast.id, [each.person for each in silent])
        broadcasts.move(tx, broadcast.id, "again", now)
        return
    _tell(tx, writer, broadcast, notice, rule, silent, place, now)


def tried(tx: Transaction, broadcast: Broadcast, rule: Rule, now: int) -> Tried:
    """What was done about a broadcast's silent people before now."""
    again = [broadcast.starts_at + step.after for step in rule.follow if step.do is Do.AGAIN]
    told: dict[int, set[int]] = defaultdict(set)
    for each in escalations.of_broadcast(tx, broadcast.id):
        told[each.at] |= set(each.told)
    names = {at: tuple(_name(tx, worker) for worker in sorted(workers)) for at, workers in sorted(told.items())}
    return Tried(
        (broadcast.starts_at, *(at for at in again if at <= now)),
        tuple((at, who) for at, who in names.items() if who),
    )


def report(
    broadcast: Broadcast, notice: Notice, silent: list[Standing], before: Tried
) -> tuple[dict[str, object], Ask | None]:
    """The values of a message about silent people, and the question under it."""
    options = tuple(Option(str(each.person), "contacted", {"name": each.name}) for each in silent[:BUTTONS])
    everybody = (Option(EVERYBODY, "contacted_all"),) if len(silent) > 1 else ()
    ask = Ask(
        FLOW, "contacted", (*options, *everybody), "silent_title", {"title": notice.title}, broadcast.id,
        {"people": [each.person for each in silent]}, lasts=7 * DAY, beside=True,
    )  # fmt: skip
    values = {"notice": notice, "silent": silent[:LISTED], "more": max(0, len(silent) - LISTED), "tried": before}
    return values, ask if silent else None


def _tell(
    tx: Transaction, writer: Writer, broadcast: Broadcast, notice: Notice, rule: Rule, silent: list[Standing],
    place: int, now: int,
) -> None:  # fmt: skip
    """One message a worker, with all their silent people."""
    level = level_of(rule.follow, place)
    told_before: dict[int, set[int]] = defaultdict(set)
    for each in escalations.of_broadcast(tx, broadcast.id):
        told_before[each.person] |= set(each.told)
    before = tried(tx, broadcast, rule, now)
    ladder = _Ladder(tx, notice, escalations.posts(tx, broadcast.id))
    by_worker: dict[int, list[Standing]] = defaultdict(list)
    passed = []
    for person in silent:
        workers = ladder.workers(person, level, told_before[person.person])
        for worker in workers:
            by_worker[worker].append(person)
        passed.append(Escalation(person.person, level, now, tuple(workers)))
    escalations.note(tx, broadcast.id, passed)
    broadcasts.set_level(tx, broadcast.id, level)
    for worker, concerned in by_worker.items():
        values, ask = report(broadcast, notice, concerned, before)
        writer.write_to(tx, Reply("reminders/silent", values, ask, priority=Priority.REMINDER), worker, now)


def _name(tx: Transaction, person: int) -> str:
    found = people.get(tx, person)
    return found.name if found else ""
