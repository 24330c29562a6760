"""The record of who looked at whom, and of what staff did."""

from storage.database import Transaction


def note(tx: Transaction, actor: int, action: str, subject: int, now: int) -> int:
    """Notes that `actor` (a person) looked at or changed `subject` (a person or another record); the entry's id."""
    entry = tx.ids.next()
    tx.sql.audit.note(
        tx.connection, tenant=tx.tenant, id=entry, actor=actor, action=action, subject=subject, now=now
    )
    return entry


def about(tx: Transaction, subject: int, count: int = 50) -> list[tuple[int, str, str, int]]:
    """(actor, the actor's name, action, epoch ms), the newest first."""
    rows = tx.sql.audit.about(tx.connection, tenant=tx.tenant, subject=subject, count=count)
    return [(actor, name or "", action, at) for actor, name, action, at in rows]
