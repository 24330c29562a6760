"""The figures of a notice's board: how many stand where, counted anew as often as the size of the ledger allows."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from domain.notices import Broadcast, Notice
from storage import ledgers, recipients
from storage.database import Database, Transaction
from storage.ledgers import Part

STATES = (
    "answered", "told", "read", "delivered", "sent", "queued", "waiting", "phone", "knock", "failed", "unknown",
    "expired", "cancelled",
)  # fmt: skip
"""Where people of a ledger stand, from the best to the worst."""

OFTEN = 50
"""Milliseconds of counting that nobody notices: such a board is counted at every glance."""

REST = 8
"""Else it is counted again after so many times as long as it took."""

MOST_KEPT = 50


@dataclass(frozen=True, slots=True)
class Figures:
    """`answered` of `everybody` and the parts are people or households, as the author chose; `counts` and `choices`
    are people. `lasting`: milliseconds for which they are shown."""

    counts: dict[str, int]
    choices: dict[str, int]
    everybody: int
    answered: int
    silent: int
    parts: tuple[Part, ...]
    lasting: int = 0

    @property
    def people(self) -> int:
        return sum(self.counts.values())


def count(tx: Transaction, notice: Notice, broadcast: Broadcast) -> Figures:
    """A broadcast's figures as they are now; for a whole district it takes seconds."""
    parts = tuple(ledgers.by_area(tx, broadcast.id, notice.counted))
    return Figures(
        recipients.counts(tx, broadcast.id), recipients.choices(tx, broadcast.id),
        sum(part.everybody for part in parts), sum(part.answered for part in parts),
        sum(part.silent for part in parts), parts,
    )  # fmt: skip


@dataclass(slots=True)
class Glances:
    """Many who look at one large board at once have it counted once. Nothing is lost with it: it is counted again."""

    _kept: dict[int, tuple[int, Figures]] = field(default_factory=dict)
    _counting: dict[int, asyncio.Task[Figures]] = field(default_factory=dict)

    async def of(
        self, database: Database, notice: Notice, broadcast: Broadcast, clock: Callable[[], int]
    ) -> Figures:
        until, figures = self._kept.get(broadcast.id, (0, None))
        if figures is not None and clock() < until:
            return figures
        counting = self._counting.get(broadcast.id)
        if counting is None:
            counting = asyncio.create_task(self._count(database, notice, broadcast, clock))
            self._counting[broadcast.id] = counting
            counting.add_done_callback(lambda _: self._counting.pop(broadcast.id, None))
        return await asyncio.shield(counting)

    async def _count(
        self, database: Database, notice: Notice, broadcast: Broadcast, clock: Callable[[], int]
    ) -> Figures:
        begun = clock()
        figures = await database.read(lambda tx: count(tx, notice, broadcast))
        took = clock() - begun
        if took >= OFTEN:
            figures = replace(figures, lasting=took * REST)
            kept = list(self._kept.items())[-MOST_KEPT + 1 :]
            self._kept = {key: each for key, each in kept if key != broadcast.id}
            self._kept[broadcast.id] = clock() + figures.lasting, figures
        return figures
