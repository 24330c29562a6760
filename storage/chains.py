"""Chain posts under review: what was pasted, what was corrected since, and whether it was taken down."""

from dataclasses import dataclass, field
from typing import Any

from storage.database import Transaction
from storage.json_text import read_json, write_json


@dataclass(frozen=True, slots=True)
class Review:
    """`corrections`: by an entry's name and door, what was said about it since. `offer`: the ids and versions of the
    windows that the post was shown against."""

    id: int
    person: int
    village: int
    posts: tuple[str, ...]
    corrections: dict[str, dict[str, Any]] = field(default_factory=dict)
    offer: str = ""
    state: str = "open"  #: open, placed or dropped
    settled_at: int | None = None


def add(tx: Transaction, person: int, village: int, posts: tuple[str, ...], offer: str, now: int) -> Review:
    review = Review(tx.ids.next(), person, village, posts, {}, offer)
    tx.sql.chains.add(
        tx.connection, tenant=tx.tenant, id=review.id, person=person, village=village, content=_content(review),
        now=now,
    )  # fmt: skip
    return review


def get(tx: Transaction, review: int) -> Review | None:
    row = tx.sql.chains.by_id(tx.connection, tenant=tx.tenant, id=review)
    if row is None:
        return None
    number, person, village, content, state, settled_at = row
    kept = read_json(content)
    return Review(
        number, person, village, tuple(kept["posts"]), kept["corrections"], kept["offer"], state, settled_at
    )


def save(tx: Transaction, review: Review) -> None:
    """Keeps what was pasted or corrected since; one that is settled stays as it was."""
    tx.sql.chains.save(tx.connection, tenant=tx.tenant, id=review.id, content=_content(review))


def settle(tx: Transaction, review: int, state: str, now: int) -> bool:
    """Takes a review down or drops it; False when that was done before."""
    return bool(tx.sql.chains.settle(tx.connection, tenant=tx.tenant, id=review, state=state, now=now))


def purge(tx: Transaction, before: int) -> None:
    """Forgets reviews with ids below `before` (storage.ids.first_at of a time)."""
    tx.sql.chains.purge(tx.connection, tenant=tx.tenant, before=before)


def _content(review: Review) -> str:
    return write_json({"posts": review.posts, "corrections": review.corrections, "offer": review.offer})
