"""Deliveries that counted as sent and did not arrive after all, as their vendor said later."""

from domain.messages import Priority
from storage.database import Transaction
from storage.outbox import NEVER


def in_the_same_message(tx: Transaction, account: str, delivery: int) -> list[tuple[int, Priority]]:
    """A delivery that counts as sent, and what went out to its chat in the same message."""
    rows = tx.sql.outbox.in_the_same_message(tx.connection, tenant=tx.tenant, account=account, id=delivery)
    return [(found, Priority(priority)) for found, priority in rows]


def came_back(tx: Transaction, delivery: int, failure: str, *, waits: bool) -> None:
    """A delivery that counted as sent did not arrive: it waits for its reader's next word, or has failed."""
    state = "queued" if waits else "failed"
    tx.sql.outbox.came_back(
        tx.connection, tenant=tx.tenant, id=delivery, state=state, due=NEVER, failure=failure
    )
