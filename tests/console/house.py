"""A village with two micro-grids and the console over it, for the console's tests."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import httpx
from starlette.applications import Starlette

from console.console import Console
from console.house import House
from domain.areas import Area
from domain.orders import Item
from domain.people import Role
from nlu.doors import read_door
from nlu.names import search_terms
from storage import areas, households, links, orders, people, windows
from storage.database import Database, Transaction
from storage.orders import Buyer
from storage.questions import Question, ask
from tests.town import HOUR, NOON, ZONE, Town

ADDRESS = "http://village.test"
_TOKEN = re.compile(r'name="token" value="([0-9a-f]{64})"')


@dataclass
class Office:
    """The town with a second micro-grid, and browsers in which staff are signed in to the console."""

    town: Town
    secure: bool = False
    notice: int = 0
    rule: int = 0
    answer: int = 0
    duty: int = 0
    case: int = 0
    alarm: int = 0
    shop: int = 0
    matter: int = 0
    other: Area = field(default_factory=lambda: Area(0, "", "", ""))
    numbers: Any = field(default_factory=lambda: count(1))

    @property
    def database(self) -> Database:
        return self.town.database

    @property
    def people(self) -> dict[str, int]:
        return self.town.people

    async def build(self) -> "Office":
        await self.database.write(self._build)
        return self

    def _build(self, tx: Transaction) -> None:
        grid = areas.ensure(tx, self.town.village, "grid", "一网格")
        self.other = areas.ensure(tx, grid, "microgrid", "一网格2组")
        self.settle(tx, "周大爷", "10幢301", "13800000051", self.other)
        self.settle(tx, "老赵", "10幢302", "13800000052", self.other, role=Role.GRID_WORKER)

    def settle(
        self,
        tx: Transaction,
        name: str,
        door: str,
        phone: str,
        microgrid: Area | None = None,
        *,
        role: Role | None = None,
        where: Area | None = None,
        confirmed: bool = True,
    ) -> int:
        """Somebody comes to live at a door of a micro-grid."""
        microgrid = microgrid or self.town.microgrid
        read = read_door(door)
        assert read is not None
        household = households.ensure(tx, self.town.village.id, microgrid.id, door, read.key, NOON)
        person = people.add(
            tx, name, self.town.village.id, NOON, terms=search_terms(name, phone, door), household=household.id,
            phone=phone, confirmed=confirmed,
        )  # fmt: skip
        if role is not None:
            people.give_role(tx, person, role, (where or microgrid).id)
        self.people[name] = person
        return person

    async def settles(self, name: str, door: str, phone: str = "", **details: Any) -> int:
        return await self.database.write(lambda tx: self.settle(tx, name, door, phone, **details))

    def routes(self) -> Starlette:
        def secret() -> str:
            return f"console-secret-{next(self.numbers):08}"

        console = Console(House(
            self.database, lambda: self.town.now, ZONE, ADDRESS, self.secure, "zh", secret, self.town.writer,
            self.town.house.bot_link, self.town.house.files, {"telegram": 30.0},
        ))  # fmt: skip
        return Starlette(routes=console.routes())

    async def link(self, who: str, purpose: str = "console") -> str:
        """A fresh one-time secret for somebody."""
        secret = f"link-{next(self.numbers):08}"
        person = self.people[who]
        await self.database.write(lambda tx: links.add(tx, secret, purpose, person, 0, self.town.now))
        return secret

    @asynccontextmanager
    async def browser(self) -> AsyncIterator[httpx.AsyncClient]:
        """A browser that is not signed in."""
        transport = httpx.ASGITransport(app=self.routes())
        base = ADDRESS.replace("http:", "https:") if self.secure else ADDRESS
        async with httpx.AsyncClient(transport=transport, base_url=base) as client:
            yield client

    @asynccontextmanager
    async def signed_in(self, who: str) -> AsyncIterator[httpx.AsyncClient]:
        """A browser in which somebody is signed in."""
        async with self.browser() as client:
            answer = await client.post(f"/console/enter/{await self.link(who)}")
            assert answer.status_code == 303, answer.text
            yield client

    async def orders(self, who: str, window: int, **amounts: int) -> None:
        """Somebody confirms amounts in thousandths, by the items' names."""
        person_id = self.people[who]

        def work(tx: Transaction) -> None:
            found, person = windows.get(tx, window), people.get(tx, person_id)
            assert found
            assert person
            items = {item.name: item for item in found.items}
            wished = {items[name].id: amount for name, amount in amounts.items()}
            limits = {item.id: item.limit for item in found.items if item.limit is not None}
            placed = orders.place(
                tx, window, Buyer(person_id, person.orders_for, person_id), wished, limits, self.town.now
            )
            assert set(placed.taken) == set(wished)

        await self.database.write(work)

    async def puts_together(self, who: str, window: int, **amounts: int) -> None:
        """Somebody has a summary in front of them and has not confirmed it."""
        person = self.people[who]

        def work(tx: Transaction) -> None:
            items = {item.name: item.id for item in windows.items(tx, window)}
            wished = {str(items[name]): amount for name, amount in amounts.items()}
            asked = Question(
                f"nonce-{next(self.numbers)}", "web", who, person, "orders", "confirm", window, "订单",
                (("yes", "确认"),), {"wished": wished}, expires_at=self.town.now + 72 * HOUR,
            )  # fmt: skip
            ask(tx, asked, self.town.now)

        await self.database.write(work)

    async def opens(self, *items: Item, **details: Any) -> int:
        return await self.town.opens_window(*items, **details)

    async def deeds(self, subject: int) -> list[tuple[int, str]]:
        """Who did what about a record, the oldest first."""

        def work(tx: Transaction) -> list[tuple[int, str]]:
            query = "select actor, action from audit where subject = {} order by id".format(int(subject))  # noqa: S608, UP032
            return [(actor, action) for actor, action in tx.connection.execute(query).fetchall()]

        return await self.database.read(work)


def token(answer: httpx.Response) -> str:
    """What the forms of a page carry."""
    found = _TOKEN.search(answer.text)
    assert found, answer.text[:2000]
    return found[1]


async def post(client: httpx.AsyncClient, page: str, target: str, **fields: str) -> httpx.Response:
    """Posts a form as it stands on a page."""
    answer = await client.get(page)
    return await client.post(target, data={"token": token(answer)} | fields)
