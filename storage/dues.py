"""What is to happen at a time: the table behind the tick. Each due fires once, whoever ticks."""

from dataclasses import dataclass

from storage.database import Transaction

OFFERS = "offers"
"""The kind of due that offers what is free of an item to those who wait for it."""


@dataclass(frozen=True, slots=True)
class Due:
    kind: str
    subject: int  #: the record it is about
    at: int


def set_due(tx: Transaction, kind: str, subject: int, at: int) -> None:
    """Sets (or moves) the time at which something is due about a record."""
    tx.sql.dues.set_due(tx.connection, tenant=tx.tenant, kind=kind, subject=subject, at=at)


def bring_forward(tx: Transaction, kind: str, subject: int, at: int) -> None:
    """Something is due about a record at a time, unless that is due earlier already."""
    tx.sql.dues.bring_forward(tx.connection, tenant=tx.tenant, kind=kind, subject=subject, at=at)


def due(tx: Transaction, now: int, count: int) -> list[Due]:
    return [Due(*row) for row in tx.sql.dues.due(tx.connection, tenant=tx.tenant, now=now, count=count)]


def fire(tx: Transaction, entry: Due, now: int) -> bool:
    """Takes a due for this transaction; False when another process did."""
    return bool(
        tx.sql.dues.fire(
            tx.connection, tenant=tx.tenant, kind=entry.kind, subject=entry.subject, at=entry.at, now=now
        )
    )


def put_off(tx: Transaction, entry: Due, until: int) -> None:
    """Whatever could not be done is due again later, and stands in the way of nothing meanwhile."""
    tx.sql.dues.put_off(
        tx.connection, tenant=tx.tenant, kind=entry.kind, subject=entry.subject, at=entry.at, until=until
    )
