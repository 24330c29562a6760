"""The outbox: one row for each recipient of each message; the truth about what still has to go out."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from domain.messages import Content, Delivery, Operation, Priority
from domain.spans import DAY
from storage import contents
from storage.addresses import Address
from storage.database import Transaction
from storage.ids import first_at
from storage.json_text import read_json, write_json

NEVER = 2**53 - 1
"""When what waits for somebody's next word is due."""

LEASE = 60_000
"""Milliseconds for which a claim is believed to be under way."""

UNCERTAIN = "unknown"
"""The failure noted on a row that may have gone out already and is repeated, marked as repeated."""

STRANDED = "stranded"
"""The failure of a row whose process was gone while it was sent: no fault of its channel."""

MOST_ALARMS = 8
MOST_STRANDINGS = 10
STRANDED_PAUSE = 500
LONGEST_STRANDED_PAUSE = 60_000
"""Milliseconds, doubled with each attempt: what was being sent in crash after crash waits until one life lasts."""


@dataclass(frozen=True, slots=True)
class Claimed:
    """A delivery taken for sending, with what the sender must know of its past."""

    delivery: Delivery
    person: int
    attempts: int
    repeated: bool  #: it may have been delivered before
    expires_at: int | None
    created_at: int
    taken_at: int  #: when the lease began
    compose: str = ""  #: what writes its words now, "" when they are written


@dataclass(frozen=True, slots=True)
class Troubled:
    """A delivery that failed, or whose fate is unknown, for the cadres' page."""

    id: int
    account: str
    priority: str
    state: str
    failure: str
    attempts: int
    created_at: int
    person: int
    name: str


def add(
    tx: Transaction,
    delivery: Delivery,
    person: int,
    now: int,
    *,
    sending: bool,
    expires_at: int | None = None,
    unique_key: str | None = None,
    replaces: int = 0,
    due: int = 0,
) -> bool:
    """Writes a delivery in the turn's transaction; False when its unique key is there already.

    `sending`: born claimed in this process's name, which sends it right after the commit. `replaces`: the delivery
    whose words an edit changes. `due`: not before, or NEVER for after the next word.
    """
    added = tx.sql.outbox.add(
        tx.connection, tenant=tx.tenant, id=delivery.id, account=delivery.account, chat=delivery.chat,
        person=person, priority=delivery.priority.value, state="sending" if sending else "queued",
        operation=delivery.operation.value, content=contents.dump(delivery.content), body=0,
        parts=write_json(delivery.parts), due=due or now, expires_at=expires_at, holder=tx.ids.process,
        lease_until=now + LEASE, unique_key=unique_key, replaces=replaces, now=now,
    )  # fmt: skip
    return bool(added)


def claim(tx: Transaction, account: str, priority: Priority, now: int, count: int) -> list[Claimed]:
    """Takes up to `count` due deliveries of a lane, oldest first."""
    return _taken(tx, list(tx.sql.outbox.claim(
        tx.connection, tenant=tx.tenant, account=account, priority=priority.value, now=now, count=count,
        holder=tx.ids.process, lease_until=now + LEASE,
    )), now)  # fmt: skip


def wake(tx: Transaction, account: str, chat: str, now: int) -> list[Claimed]:
    """Takes what waits in a chat for its next word, oldest first."""
    return _taken(tx, list(tx.sql.outbox.wake(
        tx.connection, tenant=tx.tenant, account=account, chat=chat, now=now, holder=tx.ids.process,
        lease_until=now + LEASE,
    )), now)  # fmt: skip


def _taken(tx: Transaction, rows: list[Any], now: int) -> list[Claimed]:
    # What many read alike is read once.
    alike: dict[tuple[str, int], Content] = {}
    for row in rows:
        content, body = row[6:8]
        if (content, body) not in alike:
            shared = tx.sql.outbox.body(tx.connection, tenant=tx.tenant, id=body) if body else ""
            alike[content, body] = contents.load(content, shared)
    claimed = [_claimed(row, alike[row[6], row[7]], now) for row in rows]
    return sorted(claimed, key=lambda each: each.delivery.id)


def composed(tx: Transaction, delivery: int, content: Content) -> None:
    """What a delivery says, now that it is about to go out."""
    tx.sql.outbox.composed(tx.connection, tenant=tx.tenant, id=delivery, content=contents.dump(content))


def lanes_due(tx: Transaction, account: str, now: int) -> list[Priority]:
    """The lanes of an account in which something is due, in the order in which they are served."""
    return [
        priority
        for priority in Priority
        if tx.sql.outbox.any_due(
            tx.connection, tenant=tx.tenant, account=account, priority=priority.value, now=now
        )
    ]


def sent(tx: Transaction, receipts: Sequence[tuple[int, tuple[str, ...]]], now: int) -> None:
    """Marks deliveries (id, the vendor's ids of their parts) as taken by the vendor."""
    together: dict[tuple[str, ...], list[int]] = {}
    for row, parts in receipts:
        together.setdefault(parts, []).append(row)
    alone = [(rows[0], parts) for parts, rows in together.items() if len(rows) == 1]
    tx.sql.outbox.sent(
        tx.connection,
        [{"tenant": tx.tenant, "id": row, "parts": write_json(parts), "now": now} for row, parts in alone],
    )
    for parts, rows in together.items():
        if len(rows) > 1:
            tx.sql.outbox.sent_together(
                tx.connection, tenant=tx.tenant, keys=write_json(rows), parts=write_json(parts), now=now
            )


def again(
    tx: Transaction, delivery: int, parts: tuple[str, ...], due: int, failure: str, *, counted: bool = True
) -> None:
    """Puts a claimed delivery back to be sent at `due`; `counted` when an attempt was made."""
    tx.sql.outbox.again(
        tx.connection, tenant=tx.tenant, id=delivery, parts=write_json(parts), due=due, failure=failure,
        counted=int(counted),
    )  # fmt: skip


def ended(tx: Transaction, delivery: int, state: str, parts: tuple[str, ...], failure: str) -> None:
    """Ends a delivery without success: failed, expired, cancelled or unknown."""
    tx.sql.outbox.ended(
        tx.connection, tenant=tx.tenant, id=delivery, state=state, parts=write_json(parts), failure=failure
    )


def lately(tx: Transaction, account: str, chat: str, since: int, count: int) -> list[tuple[int, str, int]]:
    """What a chat was sent since a time (epoch ms), the newest first: (broadcast, 0 for what is none; the vendor's
    ids as JSON; when it was written)."""
    rows = tx.sql.outbox.lately(
        tx.connection, tenant=tx.tenant, account=account, chat=chat, after=first_at(since), count=count
    )
    return [(broadcast, parts, at) for broadcast, parts, at in rows]


def out_since(tx: Transaction, account: str, since: int) -> list[tuple[str, int, int, bool]]:
    """What an account has said since a time (epoch ms), oldest first: (chat, when, in how many messages, whether it
    went out with the same call as the one before)."""
    said: list[tuple[str, int, int, bool]] = []
    before, messages = "", 1
    for chat, at, parts in tx.sql.outbox.out_since(
        tx.connection, tenant=tx.tenant, account=account, first=first_at(since - DAY), since=since
    ):
        same = parts == before and parts != "[]"
        messages = messages if same else max(len(read_json(parts)), 1)
        before = parts
        said.append((chat, at, messages, same))
    return said


def delivered(tx: Transaction, account: str, chat: str, deliveries: Sequence[int], now: int) -> None:
    """The other side says that it has these deliveries of its own chat."""
    for delivery in deliveries:
        tx.sql.outbox.delivered(
            tx.connection, tenant=tx.tenant, account=account, chat=chat, id=delivery, now=now
        )


def sweep(tx: Transaction, now: int, count: int) -> int:
    """Decides about claims that outlived their process. Replies and alarms go out again: at once after one crash,
    later and later if the process dies over them again, since perhaps none got out yet; all else is left to a
    human. Returns how many there were."""
    rows = list(tx.sql.outbox.stranded(tx.connection, tenant=tx.tenant, now=now, count=count))
    for delivery, priority, failure, attempts in rows:
        if not may_repeat(Priority(priority), attempts >= MOST_STRANDINGS, attempts):
            ended(tx, delivery, "unknown", (), STRANDED)
            continue
        pause = min(STRANDED_PAUSE * 2**attempts, LONGEST_STRANDED_PAUSE) if failure == UNCERTAIN else 0
        again(tx, delivery, (), now + pause, UNCERTAIN)
    return len(rows)


def strand_all(tx: Transaction, now: int) -> None:
    """At the start of the only process: every claim is from before."""
    tx.sql.outbox.strand_all(tx.connection, tenant=tx.tenant, now=now)


def may_repeat(priority: Priority, repeated: bool, attempts: int) -> bool:
    """Whether a delivery whose fate is unknown goes out once more: better twice than never for an answer, again and
    again for an alarm, and never twice for a notice."""
    match priority:
        case Priority.ALARM:
            return attempts < MOST_ALARMS
        case Priority.REPLY:
            return not repeated
    return False


def troubled(tx: Transaction, count: int = 200) -> list[Troubled]:
    rows = tx.sql.outbox.troubled(tx.connection, tenant=tx.tenant, count=count)
    return [Troubled(*row) for row in rows]


def waiting(tx: Transaction) -> dict[tuple[str, str], int]:
    """How many deliveries wait, by account and priority."""
    return {(row[0], row[1]): row[2] for row in tx.sql.outbox.waiting(tx.connection, tenant=tx.tenant)}


def purge(tx: Transaction, before: int, count: int) -> int:
    """Empties at most `count` deliveries with an id below `before` that are not on their way; how many."""
    return int(tx.sql.outbox.purge(tx.connection, tenant=tx.tenant, before=before, count=count))


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of a delivery, as far as an edit of it must know."""

    operation: Operation
    state: str
    parts: tuple[str, ...]
    address: Address

    @property
    def can_change(self) -> bool:
        """Whether it lies in its chat, where other words can take its place."""
        return self.operation is Operation.SEND and bool(self.parts) and self.state in ("sent", "delivered", "read")


def fate(tx: Transaction, delivery: int) -> Fate | None:
    row = tx.sql.outbox.fate(tx.connection, tenant=tx.tenant, id=delivery)
    return Fate(Operation(row[0]), row[1], tuple(read_json(row[2])), Address(*row[3:])) if row else None


def count_since(tx: Transaction, account: str, chat: str, first: int) -> int:
    """How many deliveries with ids from `first` on a chat was given."""
    counted = tx.sql.outbox.count_since(
        tx.connection, tenant=tx.tenant, account=account, chat=chat, first=first
    )
    return int(counted)


def _claimed(row: Any, content: Content, now: int) -> Claimed:
    key, account, chat, person, priority, operation, _, _, parts, attempts, failure, expires, at, compose = row
    delivery = Delivery(
        key, account, chat, content, Operation(operation), Priority(priority),
        tuple(read_json(parts)) if parts != "[]" else (),
    )  # fmt: skip
    return Claimed(delivery, person, attempts, failure == UNCERTAIN, expires, at, now, compose)


def marked_as_repeated(claimed: Claimed, mark: str) -> Delivery:
    """The delivery with a line before its text, if it has one, that says that it may have come before."""
    content = claimed.delivery.content
    if not content.text:
        return claimed.delivery
    return replace(claimed.delivery, content=replace(content, text=f"{mark}\n{content.text}"))
