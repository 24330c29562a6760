"""The seam: a whole function runs in one transaction, on SQLite or PostgreSQL, with the same text and result."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from storage.ids import Ids

T = TypeVar("T")


class DatabaseUnavailable(Exception):
    """The work could not be committed (disk full, database locked or away). Nothing of it was kept; try again."""


@dataclass(frozen=True, slots=True)
class Transaction:
    """What a storage function works on. Never kept beyond the function that was handed it."""

    connection: Any
    sql: Any  #: queries of every noun, as loaded by storage.queries
    tenant: int
    ids: Ids


class Database(Protocol):
    """An open database. Exceptions of the work pass through to the caller, and its transaction is rolled back."""

    engine: str
    url: str  #: as a setting names it: another process opens the same by it
    ids: Ids

    async def write(self, work: Callable[[Transaction], T], key: str = "") -> T:
        """Runs `work` in a transaction and returns when it is committed.

        Works with the same non-empty key run one after another in the order of the calls.
        Raises DatabaseUnavailable.
        """
        ...

    async def read(self, work: Callable[[Transaction], T]) -> T:
        """Runs `work`, which must only read, beside the writes. Raises DatabaseUnavailable."""
        ...

    async def close(self) -> None:
        """Finishes what was begun and lets go of the database."""
        ...
