"""Launching: a broadcast's time has come, and its audience is frozen into the ledger, a slice at a time.

The people are found once, beside the writes; the writer is held for one slice only, and a crash between two slices
loses nobody, since the same people are written again.
"""

from collections.abc import Callable, Sequence
from functools import partial

from broadcasts import sending
from broadcasts.clock import Firing
from domain.audiences import from_json
from domain.messages import Operation
from domain.notices import Broadcast
from storage import areas, audiences, broadcasts, notices, recipients
from storage.broadcasts import START
from storage.database import Database, Transaction

SLICE = 1_000
"""People written in one transaction: some milliseconds, and turns that wait have theirs before the next."""


def firings() -> dict[str, Firing]:
    """At its time a scheduled broadcast begins to run; freezing and feeding follow."""
    return {START: begin, sending.REST: sending.call_off_rest}


def begin(tx: Transaction, broadcast: int, now: int) -> None:
    """What is corrected or taken back tells nobody else from now on."""
    found = broadcasts.get(tx, broadcast) if broadcasts.move(tx, broadcast, "launch", now) else None
    if found is not None and found.of:
        sending.stop(tx, found.of, now)


def people_of(tx: Transaction, broadcast: Broadcast, now: int) -> Sequence[tuple[int, int]]:
    """Whom a broadcast is for, (person, household) each; of a correction, whoever the earlier one was for, and of a
    withdrawal whoever has a copy of that."""
    if broadcast.operation is Operation.WITHDRAW:
        return recipients.with_copies(tx, broadcast.of)
    if broadcast.operation is Operation.EDIT:
        return recipients.everybody(tx, broadcast.of)
    notice = notices.get(tx, broadcast.notice)
    area = areas.get(tx, notice.area) if notice else None
    if notice is None or area is None:
        return []
    return audiences.people(tx, from_json(notice.audience), area.path, now)


async def freeze(database: Database, broadcast: Broadcast, clock: Callable[[], int]) -> int:
    """Freezes a broadcast of any size beside the turns of everybody else; how many people it is for."""
    people = await database.read(partial(people_of, broadcast=broadcast, now=clock()))
    for start in range(0, len(people), SLICE):
        await database.write(partial(recipients.freeze, broadcast=broadcast.id, people=people[start : start + SLICE]))
    await database.write(partial(broadcasts.frozen, broadcast=broadcast.id, people=len(people), now=clock()))
    return len(people)
