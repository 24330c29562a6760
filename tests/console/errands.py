"""Errands for the pages of the console."""

from typing import Any

from domain.errands import Kind
from storage import advances, errands, people
from storage.database import Transaction
from storage.errands import New
from tests.console.house import Office


async def ask_errand(office: Office, who: str, words: str = "去驿站拿个包裹", **details: Any) -> int:
    """Somebody's errand, offered to the workers; its id."""

    def work(tx: Transaction) -> int:
        person = people.get(tx, office.people[who])
        assert person is not None
        new = New(
            person.village, person.area, person.household, person.id, person.id, person.id,
            details.get("kind", Kind.ERRAND), words,
        )  # fmt: skip
        kept = errands.add(tx, new, office.town.now)
        errands.offered(tx, kept.id, office.town.now)
        return kept.id

    return await office.database.write(work)


async def works(
    office: Office, who: str, errand: int, *, promised: int = 0, done: bool = False, fen: int = 0
) -> None:  # fmt: skip
    """Somebody takes it, promises a time, lays out money, and has it done."""

    def work(tx: Transaction) -> None:
        worker, now = office.people[who], office.town.now
        assert errands.take(tx, errand, worker, now)
        if promised:
            errands.promise(tx, errand, worker, promised, now)
        if fen:
            advances.advance(tx, errand, worker, fen, worker, now)
        if done:
            errands.done(tx, errand, worker, "door", now)

    await office.database.write(work)
