"""Broadcasts: one sending of a notice each, with its state; every move is guarded by the state before it."""

from typing import Any

from domain.messages import Operation
from domain.notices import MOVES, Broadcast, State
from storage import dues
from storage.database import Transaction
from storage.ids import first_at

START = "broadcast"
"""The kind of due at which a scheduled broadcast begins."""


def add(tx: Transaction, broadcast: Broadcast, once: str) -> Broadcast | None:
    """Keeps a broadcast, due at its time unless it waits for somebody; None when `once` (the press, or the rule and
    its time) has made one already."""
    added = tx.sql.broadcasts.add(
        tx.connection, tenant=tx.tenant, id=broadcast.id, notice=broadcast.notice, rule=broadcast.rule,
        operation=broadcast.operation.value, of_broadcast=broadcast.of, state=broadcast.state.value,
        needs=broadcast.needs, once=once, made_by=broadcast.made_by, made_at=broadcast.made_at,
        starts_at=broadcast.starts_at, expires_at=broadcast.expires_at,
    )  # fmt: skip
    if not added:
        return None
    if broadcast.state is State.SCHEDULED:
        dues.set_due(tx, START, broadcast.id, broadcast.starts_at)
    return broadcast


def get(tx: Transaction, broadcast: int) -> Broadcast | None:
    row = tx.sql.broadcasts.by_id(tx.connection, tenant=tx.tenant, id=broadcast)
    return _broadcast(row) if row else None


def made_once(tx: Transaction, once: str) -> Broadcast | None:
    """What a press (or a rule and its time) has made already."""
    row = tx.sql.broadcasts.made_once(tx.connection, tenant=tx.tenant, once=once)
    return _broadcast(row) if row else None


def sent_since(tx: Transaction, person: int, since: int) -> int:
    """How many notices somebody has sent since a time, emergencies and what rules send left out."""
    after = first_at(since)
    return int(tx.sql.broadcasts.sent_since(tx.connection, tenant=tx.tenant, person=person, after=after))


def of_notice(tx: Transaction, notice: int, count: int = 50) -> list[Broadcast]:
    """The sendings of a notice, the newest first."""
    rows = tx.sql.broadcasts.of_notice(tx.connection, tenant=tx.tenant, notice=notice, count=count)
    return [_broadcast(row) for row in rows]


def words_of(tx: Transaction, broadcast: Broadcast) -> int:
    """The notice whose words a broadcast has by now: its own, or those of its newest correction."""
    found = tx.sql.broadcasts.newest_words(tx.connection, tenant=tx.tenant, broadcast=broadcast.id)
    return int(found) if found else broadcast.notice


def newest_of(tx: Transaction, broadcast: Broadcast) -> Broadcast:
    """The newest correction of a broadcast that went out, or itself: there stands who has answered by now."""
    key = tx.sql.broadcasts.correction(tx.connection, tenant=tx.tenant, broadcast=broadcast.id)
    newer = get(tx, key) if key else None
    return newest_of(tx, newer) if newer else broadcast


def is_withdrawn(tx: Transaction, broadcast: int) -> bool:
    return bool(tx.sql.broadcasts.withdrawn(tx.connection, tenant=tx.tenant, broadcast=broadcast))


def in_state(tx: Transaction, state: State, count: int = 200) -> list[Broadcast]:
    """Those that wait, are scheduled, run or are paused; the oldest first."""
    rows = tx.sql.broadcasts.in_state(tx.connection, tenant=tx.tenant, state=state.value, count=count)
    return [_broadcast(row) for row in rows]


def unfrozen(tx: Transaction, count: int = 200) -> list[Broadcast]:
    """Those that run without their ledger being complete, the oldest first."""
    return [_broadcast(row) for row in tx.sql.broadcasts.unfrozen(tx.connection, tenant=tx.tenant, count=count)]


def running(tx: Transaction, after: int, count: int) -> list[Broadcast]:
    """Those whose copies are to be fed: emergencies first, then the others in turn from above an id."""
    rows = tx.sql.broadcasts.running(tx.connection, tenant=tx.tenant, after=after, count=count)
    return [_broadcast(row) for row in rows]


def move(tx: Transaction, broadcast: int, action: str, now: int, *, why: str = "") -> bool:
    """Does one of domain.notices.MOVES; False when the state does not allow it (any more)."""
    before, after = MOVES[action]
    ended = after in (State.FINISHED, State.CANCELLED)
    moved = any(
        tx.sql.broadcasts.move(
            tx.connection, tenant=tx.tenant, id=broadcast, state_before=state.value, state_after=after.value, why=why,
            ended_at=now if ended else None,
        )
        for state in State if state in before  # in their order: what goes on to the next one meanwhile is met there
    )  # fmt: skip
    if moved and action == "resume":  # what stopped it was seen to: else it would stop it again at once
        tx.sql.broadcasts.count_anew(tx.connection, tenant=tx.tenant, id=broadcast, counts_from=tx.ids.next())
    return moved


def approve(tx: Transaction, broadcast: int, person: int, now: int) -> bool:
    """A second person lets it go; False when nobody waits for that any more."""
    if not move(tx, broadcast, "approve", now):
        return False
    tx.sql.broadcasts.approved(tx.connection, tenant=tx.tenant, id=broadcast, person=person, now=now)
    found = get(tx, broadcast)
    if found is not None:
        dues.set_due(tx, START, broadcast, max(now, found.starts_at))
    return True


def frozen(tx: Transaction, broadcast: int, people: int, now: int) -> None:
    """Its ledger is complete: so many people."""
    tx.sql.broadcasts.frozen(tx.connection, tenant=tx.tenant, id=broadcast, people=people, now=now)


def set_level(tx: Transaction, broadcast: int, level: int) -> bool:
    """It goes up to a level; False when it was there before."""
    return bool(tx.sql.broadcasts.set_level(tx.connection, tenant=tx.tenant, id=broadcast, level=level))


def _broadcast(row: Any) -> Broadcast:
    (key, notice, rule, operation, of, state, needs, people, made_by, made_at, approved_by, approved_at, starts_at,
     frozen_at, expires_at, ended_at, paused_why, level) = row  # fmt: skip
    return Broadcast(
        key, notice, State(state), starts_at, expires_at, made_by, made_at, rule, Operation(operation), of, needs,
        people, approved_by, approved_at, frozen_at, ended_at, paused_why, level,
    )  # fmt: skip
