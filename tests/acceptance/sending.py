"""A notice that a cadre sends while the real program runs, dies or stops, and what everybody has of it in the end."""

import asyncio
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

from broadcasts import sending
from domain.notices import Broadcast, Notice, State
from domain.people import Person
from domain.settings import Setting
from storage import areas, broadcasts, people, settings
from storage.database import Database, Transaction
from storage.opening import open_database
from tests.acceptance.house import House
from tests.acceptance.village import CADRE_CHAT, VILLAGE
from tests.fakes.telegram_server import TelegramServer

TEXT = "明天上午8点到12点检修水管，3到9幢停水，请提前储水。"
REACHED = ("sent", "delivered", "read", "answered")


def now() -> int:
    return time.time_ns() // 1_000_000


class Village:
    """The records of a house, looked at beside its process. Nothing is quiet there at night."""

    def __init__(self, database: Database, server: TelegramServer) -> None:
        self.database = database
        self.server = server
        self.chats: dict[int, int] = {}  #: person -> chat

    async def build(self) -> "Village":
        rows = await self.rows("select person, chat from addresses where person <> 0")
        self.chats = {person: int(chat) for person, chat in rows}
        for chat in self.chats.values():
            self.server.world.chat(chat)
        await self.database.write(self._never_quiet)
        return self

    async def send(self, text: str = TEXT, grid: str = "", **details: Any) -> "Sent":
        """The cadre presses «send»; to a grid, or to the whole village."""

        def work(tx: Transaction) -> int:
            author = self._cadre(tx)
            path = (VILLAGE, grid) if grid else (VILLAGE,)
            area = _area(tx, *path)
            values: dict[str, Any] = {"audience": {"area": area}, "title": text[:8], "texts": {"zh": text}}
            values |= {"id": 0, "area": _area(tx, VILLAGE), "number": 0, "author": author.id}
            made = sending.schedule(tx, author, Notice(**(values | details)), "", now(), f"test:{text}", now())
            return made.broadcast.id

        return Sent(self, await self.database.write(work), text)

    async def does(self, work: Callable[[Transaction, int, int, int], Any], sent: "Sent") -> Any:
        """What the cadre does with a notice: (transaction, broadcast, person, now)."""
        return await self.database.write(lambda tx: work(tx, sent.broadcast, self._cadre(tx).id, now()))

    async def until(self, seen: Callable[[Transaction], Any], seconds: float = 60.0, every: float = 0.02) -> Any:
        """Waits until something is so in the records; what it was. Raises TimeoutError."""
        async with asyncio.timeout(seconds):
            while not (found := await self.database.read(seen)):  # noqa: ASYNC110 - another process is waited for
                await asyncio.sleep(every)
        return found

    async def rows(self, query: str, *values: object) -> list[Any]:
        """Looks into the database, whichever it is; a value stands for each ?."""
        query = query.replace("?", "%s") if self.database.engine == "postgres" else query
        return await self.database.read(lambda tx: tx.connection.execute(query, values).fetchall())

    def _cadre(self, tx: Transaction) -> Person:
        person = people.get(tx, next(person for person, chat in self.chats.items() if chat == CADRE_CHAT))
        assert person is not None
        return person

    def _never_quiet(self, tx: Transaction) -> None:
        for setting in (Setting.QUIET_FROM, Setting.QUIET_UNTIL):
            settings.put(tx, setting, _area(tx, VILLAGE), "00:00", 0, self._cadre(tx).id, now())


class Sent:
    """One sending of it."""

    def __init__(self, village: Village, broadcast: int, text: str) -> None:
        self.village, self.broadcast, self.text = village, broadcast, text

    async def is_over(self, seconds: float) -> None:
        await self.village.until(lambda tx: self.now(tx).state is State.FINISHED, seconds)

    def now(self, tx: Transaction) -> Broadcast:
        found = broadcasts.get(tx, self.broadcast)
        assert found is not None
        return found

    async def states(self) -> dict[int, str]:
        """By person what the ledger says."""

        query = "select person, state from ledger where broadcast = ?"
        return dict(await self.village.rows(query, self.broadcast))

    def copies(self, person: int) -> int:
        """How often it stands in somebody's chat."""
        heard = self.village.server.heard(self.village.chats[person])
        return sum(self.text in said for said in heard)

    def out(self) -> int:
        """How many copies the vendor was asked to deliver."""
        return sum(self.text in call.parameters["text"] for call in self.village.server.called("sendMessage"))

    def wrongs(self, states: Mapping[int, str], audience: int) -> Iterator[str]:
        """Who has no copy, or two, or is missing: all but those of whom the ledger says that nothing is known."""
        if len(states) != audience:
            yield f"{len(states)} stand in the ledger instead of {audience}"
        for person in sorted(self.village.chats.keys() | states.keys()):
            state, copies = states.get(person, "none"), self.copies(person)
            known = copies == 1 and state in REACHED
            if not known and not (copies <= 1 and state == "unknown") and not (copies == 0 and state == "none"):
                yield f"person {person} is {state} and has {copies} copies"

    def told(self, states: Mapping[int, str]) -> Counter[tuple[str, int]]:
        """How many people stand how and have how many copies."""
        return Counter((state, self.copies(person)) for person, state in states.items())


@asynccontextmanager
async def looking_into(house: House, server: TelegramServer) -> AsyncIterator[Village]:
    database = await open_database(house.settings["TONGXIN_DATABASE"], now)
    try:
        yield await Village(database, server).build()
    finally:
        await database.close()


def _area(tx: Transaction, *names: str) -> int:
    parent = None
    for name, kind in zip(names, ("village", "grid"), strict=False):
        parent = areas.ensure(tx, parent, kind, name)
    assert parent is not None
    return parent.id
