"""Those who are silent on a notice: reminded, or their doors handed to the workers. Chat and console use it.

A small notice is done with at once, a large one in slices beside the turns, so that nobody waits for it.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

import structlog

from broadcasts import audience, knocking
from broadcasts.outbox import Writer
from domain.knocking import Door
from domain.messages import Operation, Priority
from domain.notices import Broadcast, Notice, State
from domain.people import Person
from domain.permissions import Action, allowed
from domain.replies import Reply
from domain.settings import Setting
from domain.spans import HOUR
from storage import areas, audit, broadcasts, doors, notices, nudges, people, reach, recipients, settings
from storage.database import Database, DatabaseUnavailable, Transaction
from storage.nudges import HAND, REMIND, Nudge, Silent

log = structlog.get_logger()

AT_ONCE = 1_000
"""People of a ledger who are looked at in the turn itself."""

SLICE = 400
"""People who are looked at in one transaction beside the turns: some milliseconds."""

AREAS_AT_ONCE, AREAS = 12, 2
"""Areas whose workers are told in the turn, and in one transaction beside."""

SENT = (State.RUNNING, State.FINISHED)


@dataclass(frozen=True, slots=True)
class Nudged:
    """What came of the wish. refused: "" when it was done, not_yours, not_out (not sent yet, paused), over (expired,
    cancelled, withdrawn), lately (at `before.at`; again after `hours`). `workers` are the names of who got a list.
    With nudge.done_at None the rest follows within minutes, and the author is told then."""

    refused: str = ""
    nudge: Nudge | None = None
    before: Nudge | None = None
    hours: int = 0
    workers: tuple[str, ...] = ()
    without_worker: tuple[str, ...] = ()


@dataclass(slots=True)
class Nudger:
    """Goes on beside the turns with what is large."""

    database: Database
    writer: Writer
    clock: Callable[[], int]

    async def go_on(self) -> None:
        """All that is unfinished, a slice a transaction."""
        try:
            for nudge in await self.database.read(nudges.unfinished):
                work = partial(next_slice, writer=self.writer, key=nudge.id)
                while not await self.database.write(partial(work, now=self.clock())):
                    pass
        except DatabaseUnavailable as error:
            log.warning("nudging put off", reason=str(error))


def remind(tx: Transaction, person: Person, broadcast: Broadcast, now: int) -> tuple[Nudged, tuple[Reply, ...]]:
    """Sends a further copy to whoever is silent: by another channel if they have one, else by the same. Whoever had
    one within some hours gets none."""
    return _begin(tx, person, broadcast, REMIND, now)


def hand_over(tx: Transaction, person: Person, broadcast: Broadcast, now: int) -> tuple[Nudged, tuple[Reply, ...]]:
    """Puts the doors of whoever is silent or not reachable on the workers' lists; with the list that each worker
    gets at once."""
    return _begin(tx, person, broadcast, HAND, now)


def _begin(
    tx: Transaction, person: Person, broadcast: Broadcast, kind: str, now: int
) -> tuple[Nudged, tuple[Reply, ...]]:  # fmt: skip
    notice = notices.get(tx, broadcast.notice)
    area = areas.get(tx, notice.area) if notice else None
    if notice is None or area is None or not allowed(person, Action.SEND_NOTICE, area.path):
        return Nudged("not_yours"), ()
    broadcast = broadcasts.newest_of(tx, broadcast)
    if why := refused(tx, broadcast, now):
        return Nudged(why), ()
    hours = settings.value(tx, Setting.NUDGE_HOURS, area.path, now)
    before = nudges.newest(tx, broadcast.id, kind)
    if before is not None and before.at > now - hours * HOUR and (before.people or before.done_at is None):
        return Nudged("lately", before=before, hours=hours), ()
    nudge = nudges.add(tx, broadcast.id, kind, person.id, now)
    audit.note(tx, person.id, f"nudge_{kind}", broadcast.id, now)
    if kind == REMIND:
        broadcasts.move(tx, broadcast.id, "again", now)
    lists = _slice(tx, nudge, notice, now, AT_ONCE, AREAS_AT_ONCE)
    done = nudges.get(tx, nudge.id) or nudge
    lonely = nudges.without_worker(tx, done) if kind == HAND else []
    names = [worker.name for reply in lists if (worker := people.get(tx, reply.to))]
    return Nudged("", done, before, hours, tuple(names), tuple(lonely)), lists


def refused(tx: Transaction, broadcast: Broadcast, now: int) -> str:
    """Why nobody can be reminded of it now: over or not_out; "" when they can."""
    if broadcast.state is State.CANCELLED or now >= broadcast.expires_at or broadcasts.is_withdrawn(tx, broadcast.id):
        return "over"
    if broadcast.frozen_at is None or broadcast.state not in SENT or broadcast.operation is Operation.WITHDRAW:
        return "not_out"
    return ""


def next_slice(tx: Transaction, writer: Writer, key: int, now: int) -> bool:
    """Deals with the next slice of a nudge; whether it was the last, which its author is told."""
    nudge = nudges.get(tx, key)
    broadcast = broadcasts.get(tx, nudge.broadcast) if nudge else None
    notice = notices.get(tx, broadcast.notice) if broadcast else None
    if nudge is None or nudge.done_at is not None or broadcast is None or notice is None:
        return True
    if refused(tx, broadcast, now):
        nudges.end(tx, nudge.id, now)
        return True
    writer.tell(tx, _slice(tx, nudge, notice, now, SLICE, AREAS), now)
    done = nudges.get(tx, nudge.id) or nudge
    if done.done_at is None:
        return False
    lonely = tuple(nudges.without_worker(tx, done)) if done.kind == HAND else ()
    writer.write_to(tx, told(notice, Nudged("", done, without_worker=lonely), done.kind), nudge.made_by, now)
    return True


def told(notice: Notice, nudged: Nudged, kind: str) -> Reply:
    """What the author reads of it."""
    return Reply("nudging/nudged", {"notice": notice, "nudged": nudged, "nudge_kind": kind})


def _slice(
    tx: Transaction, nudge: Nudge, notice: Notice, now: int, most: int, most_areas: int
) -> tuple[Reply, ...]:  # fmt: skip
    """One slice of the ledger; when that is through, of the areas. The lists of their workers."""
    found = nudges.silent(tx, nudge.broadcast, notice.counted, nudge.after, most)
    if nudge.kind == REMIND:
        _remind(tx, nudge, found, notice, now)
    else:
        _hand(tx, nudge, found)
    if len(found) == most:
        return ()
    lists, more = _lists(tx, nudge, notice, now, most_areas) if nudge.kind == HAND else ((), False)
    if not more:
        nudges.end(tx, nudge.id, now)
    return lists


def _remind(tx: Transaction, nudge: Nudge, found: list[Silent], notice: Notice, now: int) -> None:
    if not found:
        return
    area = areas.get(tx, notice.area)
    since = nudge.at - settings.value(tx, Setting.NUDGE_HOURS, area.path if area else "", now) * HOUR
    lately = {
        each.person for each in found
        if each.way == "waiting" or each.copy in ("queued", "sending") or each.copied_at > since
    }  # fmt: skip
    others = {each.person for each in found} - lately
    again = recipients.wait_again(tx, nudge.broadcast, reach.in_chat(tx, others, now))
    nudges.advance(
        tx, nudge, found[-1].person, people=again, lately=len(lately), unreachable=len(others) - again
    )  # fmt: skip


def _hand(tx: Transaction, nudge: Nudge, found: list[Silent]) -> None:
    if not found:
        return
    for area in sorted({each.area for each in found if each.area}):
        nudges.hand(tx, nudge, area)
    homes = {each.household for each in found if each.area}
    homeless = sum(not each.area for each in found)
    nudges.advance(tx, nudge, found[-1].person, people=len(found), doors=len(homes), homeless=homeless)


def _lists(
    tx: Transaction, nudge: Nudge, notice: Notice, now: int, most: int
) -> tuple[tuple[Reply, ...], bool]:  # fmt: skip
    """Each worker of the next areas gets one list; whether there are more areas."""
    places = nudges.unsent(tx, nudge, most)
    todo: dict[int, list[Door]] = {}
    for place in places:
        nudges.sent(tx, nudge, place.id, now)
        here = [door for door in doors.in_area(tx, place.path, now, nudge.broadcast)
                if (door.area or door.village) == place.id]  # fmt: skip
        for person in audience.helpers(tx, place.path) if here else ():
            todo.setdefault(person, []).extend(here)
    known = [(worker, todo[person]) for person in sorted(todo) if (worker := people.get(tx, person))]
    found = [(worker, others) for worker, here in known if (others := knocking.others(worker, here))]
    lists = [knocking.list_reply(tx, worker, here, "doors/handed", now, notice=notice) for worker, here in found]
    return tuple(replace(reply, priority=Priority.REMINDER) for reply in lists), len(places) == most
