"""Notes for whoever packs (不要肥的), on an order or an item of it; the newest counts, an empty one takes it back."""

from collections.abc import Iterable

from storage.database import Transaction

WHOLE_ORDER = 0
"""In place of an item: the note is about the whole order."""


def note(tx: Transaction, order: int, item: int, words: str, noted_by: int, now: int) -> None:
    """Notes a wish about an item of an order; "" takes it back. Earlier rows stay as they are."""
    tx.sql.notes.add(
        tx.connection, tenant=tx.tenant, id=tx.ids.next(), order=order, item=item, note=words, noted_by=noted_by,
        now=now,
    )  # fmt: skip
    tx.sql.notes.touch(tx.connection, tenant=tx.tenant, order=order, now=now)


def of_person(tx: Transaction, window: int, person: int) -> dict[int, str]:
    """What stands of somebody's order in a window, by item."""
    rows = tx.sql.notes.of_person(tx.connection, tenant=tx.tenant, window=window, person=person)
    return {item: words for (_, item), words in _newest(rows).items()}


def of_window(tx: Transaction, window: int) -> dict[tuple[int, int], str]:
    """What stands in a window, by order and item (0: of the whole order)."""
    return _newest(tx.sql.notes.of_window(tx.connection, tenant=tx.tenant, window=window))


def _newest(rows: Iterable[tuple[int, int, int, str]]) -> dict[tuple[int, int], str]:
    """The row of the highest id for each order and item, unless it took the note back."""
    newest = {(order, item): words for _, order, item, words in sorted(rows)}
    return {about: words for about, words in newest.items() if words}
