"""Goods that people asked for and that were not on offer: for the next round."""

from storage.database import Transaction

MOST = 8
"""Names that count of one household in a window."""


def note(tx: Transaction, village: int, window: int, household: int, name: str, now: int) -> None:
    """Counts a wish, once a household and name."""
    tx.sql.wishes.note(
        tx.connection, tenant=tx.tenant, village=village, window=window, household=household, name=name, most=MOST,
        now=now,
    )  # fmt: skip


def counted(tx: Transaction, village: int, window: int, count: int = 10) -> list[tuple[str, int]]:
    """What was asked for in a window, with how many households did, the most wanted first."""
    rows = tx.sql.wishes.counted(tx.connection, tenant=tx.tenant, village=village, window=window, count=count)
    return [(name, int(households)) for name, households in rows]
