"""Deliveries that a door did not take, or lost: they wait for their reader's next word, or go to another door."""

from domain.messages import Content, Priority
from storage import contents
from storage.addresses import Address
from storage.database import Transaction
from storage.json_text import write_json
from storage.outbox import NEVER


def single(tx: Transaction, delivery: int) -> tuple[int, Content, Address] | None:
    """Whom a failed delivery was for, what it says and where it went, if it was written to them by itself and is no
    copy of a broadcast."""
    row = tx.sql.outbox.single(tx.connection, tenant=tx.tenant, id=delivery)
    return (row[0], contents.load(row[1]), Address(*row[2:])) if row else None


def move(tx: Transaction, delivery: int, address: Address, due: int, until: int = NEVER) -> None:
    """A failed delivery is tried at another door, or at `due`; not after `until` (epoch ms)."""
    tx.sql.outbox.move(
        tx.connection, tenant=tx.tenant, id=delivery, account=address.account, chat=address.chat, due=due,
        until=until,
    )  # fmt: skip


def await_word(tx: Transaction, delivery: int, parts: tuple[str, ...], failure: str, until: int) -> None:
    """A delivery waits for its reader's next word, at most until then (epoch ms)."""
    tx.sql.outbox.await_word(
        tx.connection, tenant=tx.tenant, id=delivery, parts=write_json(parts), failure=failure, due=NEVER, until=until
    )


def lapse(tx: Transaction, now: int, count: int) -> int:
    """Ends at most `count` deliveries that waited for a word in vain; how many."""
    return int(tx.sql.outbox.lapse(tx.connection, tenant=tx.tenant, now=now, count=count))


def in_the_same_message(tx: Transaction, account: str, delivery: int) -> list[tuple[int, Priority]]:
    """A delivery that counts as sent, and what went out to its chat in the same message."""
    rows = tx.sql.outbox.in_the_same_message(tx.connection, tenant=tx.tenant, account=account, id=delivery)
    return [(found, Priority(priority)) for found, priority in rows]


def lost(tx: Transaction, delivery: int, failure: str) -> None:
    """A delivery that counted as sent did not arrive, and is not said there again."""
    tx.sql.outbox.lost(tx.connection, tenant=tx.tenant, id=delivery, failure=failure)
