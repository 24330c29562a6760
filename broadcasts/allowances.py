"""How often a chat may be written to, where its vendor lets us speak only for a while after a person's own word."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

import structlog

from domain.messages import NotCommitted
from storage import addresses, not_taken, outbox
from storage.addresses import Address
from storage.database import Database, DatabaseUnavailable, Transaction
from storage.outbox import Claimed

log = structlog.get_logger()

T = TypeVar("T")

SLICE = 500


async def committed(database: Database, work: Callable[[Transaction], T]) -> T:
    """What a port does for a channel, which knows no database. Raises NotCommitted."""
    try:
        return await database.write(work)
    except DatabaseUnavailable as error:
        raise NotCommitted(str(error)) from error


@dataclass(frozen=True, slots=True)
class Allowances:
    """Port `Allowance` of one account: with each word of theirs so many `messages` within so many `milliseconds`.
    `woken` is handed what waited for that word."""

    database: Database
    account: str
    messages: int
    milliseconds: int
    clock: Callable[[], int]
    woken: Callable[[str, list[Claimed]], None]

    async def hear(self, chat: str, at: int, language: str, /) -> None:
        address = Address(self.account, chat)

        def work(tx: Transaction) -> list[Claimed] | None:
            if not addresses.hear(tx, address, self.messages, at + self.milliseconds, at, language):
                return None
            return outbox.wake(tx, self.account, chat, self.clock())

        waited = await committed(self.database, work)
        if waited is not None:
            self.woken(chat, waited)

    async def spend(self, chat: str, /) -> bool:
        spent = partial(addresses.spend, address=Address(self.account, chat), now=self.clock())
        return await committed(self.database, spent)

    async def shut(self, chat: str, /) -> None:
        await committed(self.database, partial(addresses.shut, address=Address(self.account, chat)))


@dataclass(frozen=True, slots=True)
class Closing:
    """Closes the doors whose time is over, so that who reads there is told elsewhere; and ends what has waited long
    enough for a word there."""

    database: Database
    clock: Callable[[], int]

    async def close(self) -> None:
        try:
            for end in (addresses.close, not_taken.lapse):
                while await self.database.write(partial(end, now=self.clock(), count=SLICE)) == SLICE:
                    pass
        except DatabaseUnavailable as error:
            log.warning("closing of doors put off", reason=str(error))
