"""How often a chat may be written to, where its vendor lets us speak only for a while after a person's own word."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import structlog

from storage import addresses, outbox
from storage.addresses import Address
from storage.database import Database, DatabaseUnavailable, Transaction
from storage.outbox import Claimed

log = structlog.get_logger()

SLICE = 500


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

        waited = await self.database.write(work)
        if waited is not None:
            self.woken(chat, waited)

    async def spend(self, chat: str, /) -> bool:
        spent = partial(addresses.spend, address=Address(self.account, chat), now=self.clock())
        return await self.database.write(spent)

    async def shut(self, chat: str, /) -> None:
        await self.database.write(partial(addresses.shut, address=Address(self.account, chat)))


@dataclass(frozen=True, slots=True)
class Closing:
    """Closes the doors whose time is over, so that who reads there is told elsewhere."""

    database: Database
    clock: Callable[[], int]

    async def close(self) -> None:
        try:
            while await self.database.write(partial(addresses.close, now=self.clock(), count=SLICE)) == SLICE:
                pass
        except DatabaseUnavailable as error:
            log.warning("closing of doors put off", reason=str(error))
