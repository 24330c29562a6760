"""Work that goes through many people: a slice of them a tick, so that the writer is never held for long."""

from collections.abc import Iterable

from storage import dues
from storage.database import Transaction

SIZE = 60
"""People of one slice: some tens of milliseconds, in which nobody's turn can run."""


def take(
    tx: Transaction, kind: str, subject: int, everybody: Iterable[int], now: int, size: int = SIZE
) -> tuple[list[int], bool]:
    """The next of `everybody` in order of their ids, and whether that was all; else the kind is due again. A crash
    between two slices loses nobody and tells nobody twice: how far it came is committed with what was written."""
    after = int(tx.sql.slices.after(tx.connection, tenant=tx.tenant, kind=kind, subject=subject) or 0)
    waiting = sorted({each for each in everybody if each > after})
    some = waiting[:size]
    if len(waiting) > size:
        tx.sql.slices.keep(tx.connection, tenant=tx.tenant, kind=kind, subject=subject, after=some[-1])
        dues.set_due(tx, kind, subject, now)
        return some, False
    tx.sql.slices.forget(tx.connection, tenant=tx.tenant, kind=kind, subject=subject)
    return some, True
