"""People's own words beside the sayings: wishes for the packer, offers of gifts, who wrote in a group unknown."""

from storage.database import Transaction
from storage.ids import first_at


def purge(tx: Transaction, before: int, count: int) -> None:
    """Forgets at most `count` of each kind from before a time (epoch ms); what was given and ordered stays."""
    bounds = {"tenant": tx.tenant, "before": first_at(before), "count": count}
    tx.sql.words.purge_notes(tx.connection, **bounds)
    tx.sql.words.purge_gifts(tx.connection, **bounds)
    tx.sql.words.purge_strangers(tx.connection, tenant=tx.tenant, told_before=before)
