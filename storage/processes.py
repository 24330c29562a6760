"""Process numbers: the lease of the middle bits of this process's ids."""

from storage.database import Transaction
from storage.opening import LEASE_MILLISECONDS


def renew(tx: Transaction, now: int) -> None:
    """Keeps this process's number for another minute."""
    tx.sql.processes.renew(tx.connection, number=tx.ids.process, lease_until=now + LEASE_MILLISECONDS)
