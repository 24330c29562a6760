"""Leases: what only one process may do at a time, until it says so no more."""

from storage.database import Transaction


def hold(tx: Transaction, name: str, milliseconds: int) -> int | None:
    """Takes a lease for this process, or keeps it, for so long from now on. Its fencing number, which grows with each
    new holder; None while another process has it."""
    fence = tx.sql.leases.hold(
        tx.connection, tenant=tx.tenant, name=name, holder=tx.ids.process, milliseconds=milliseconds
    )
    return int(fence) if fence is not None else None


def release(tx: Transaction, name: str) -> None:
    """Lets go of a lease, so that another process need not wait for its end."""
    tx.sql.leases.release(tx.connection, tenant=tx.tenant, name=name, holder=tx.ids.process)


def release_all(tx: Transaction) -> None:
    """At the start of the only process: whoever held one is gone."""
    tx.sql.leases.release_all(tx.connection, tenant=tx.tenant)
