"""A small village on a real database with the real dispatcher: only the wire and the clock are played."""

import itertools
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from broadcasts import nudging, observing, reminders
from broadcasts.firings import firings
from broadcasts.group_posts import Doors
from broadcasts.observing import Wanted
from broadcasts.outbox import Writer
from domain.areas import Area
from domain.grades import Grade
from domain.messages import Content, Delivery, FileReference, Handled, Press, Update
from domain.notices import Broadcast, Notice, State
from domain.observation import ONE_DAY, Observation
from domain.orders import Item, Window
from domain.people import Role
from domain.policies import Counting, Ground, Span
from domain.schedules import local_day
from handlers import FLOWS
from handlers.dispatch import Dispatcher
from handlers.flow import House
from nlu.doors import read_door
from nlu.names import search_terms
from storage import (
    addresses,
    areas,
    broadcasts,
    contents,
    dues,
    households,
    notices,
    nudges,
    orders,
    people,
    rules,
    windows,
)
from storage.addresses import Address
from storage.database import Database, Transaction
from storage.files import FileStore
from templates.render import Templates
from tests.feeds import feed

ZONE = ZoneInfo("Asia/Shanghai")
NOON = 1_796_011_200_000
"""2026-11-30 12:00 in the village."""

HOUR = 3_600_000
ACCOUNT, ROBOT = "telegram:1", "wecom-robot"

GOODS = (
    Item(0, 0, "土猪肉", "斤", 3500, 4500, 200_000, 4_000, weighed=True, aliases=("猪肉",)),
    Item(0, 0, "带鱼", "斤", 2500, None, 100_000, None, weighed=True),
    Item(0, 0, "豆腐", "块", 0, None, 30_000, 2_000, donor="李大哥"),
    Item(0, 0, "青菜", "斤", 450, None, None, None, weighed=True),
    Item(0, 0, "鸡蛋", "盒", 2000, None, 20_000, 3_000, spec="30枚"),
)


@cache
def words() -> Templates:
    """What people read, compiled once for all towns."""
    return Templates(ZONE)


def bot_link(carried: str = "") -> str:
    return "https://t.me/TongxinTestBot" + (f"?start={carried}" if carried else "")


class Town:
    """`says` and `presses` act as somebody, `heard` is what reached them. People go by name; others are strangers."""

    def __init__(self, database: Database, files: Path) -> None:
        self.database = database
        self.now = NOON
        self.people: dict[str, int] = {}
        self.handed: list[Delivery] = []
        self.village = Area(0, "", "", "")
        self.microgrid = Area(0, "", "", "")
        self._numbers = itertools.count(1)
        self.house = House(
            ZONE, "zh", "http://village.test", bot_link, self._secret, self._code,
            FileStore(files), words(), unheard=(ROBOT,),
        )  # fmt: skip
        self.writer = Writer(words(), self._secret)
        self.doors = Doors((ROBOT,), (ROBOT,), f"{self.house.address}/chat", self.house.bot_link)
        self.dispatcher = Dispatcher(
            database, FLOWS, self.house, self.writer, self.handed.extend, lambda: self.now, _ignore, _ignore
        )

    async def build(self) -> "Town":
        await self.database.write(self._build)
        return self

    async def settles(self, name: str, door: str, phone: str = "") -> None:
        """Somebody moves in behind a door."""
        await self.database.write(lambda tx: self._settle(tx, name, door, phone))

    def _build(self, tx: Transaction) -> None:
        self.village = areas.ensure(tx, None, "village", "王家村")
        grid = areas.ensure(tx, self.village, "grid", "一网格")
        self.microgrid = areas.ensure(tx, grid, "microgrid", "一网格1组")
        self._settle(tx, "李阿公", "3幢201", "13800000001")
        self._settle(tx, "李阿婆", "3幢201", "")
        self._settle(tx, "王阿婆", "3幢202", "13800000002")
        self._settle(tx, "小陈", "1幢101", "13800000011", Role.GRID_WORKER, self.microgrid)
        self._settle(tx, "小林", "1幢102", "13800000012", Role.GRID_WORKER, self.microgrid)
        self._settle(tx, "陈主任", "1幢103", "13800000021", Role.CADRE, self.village)
        self._settle(tx, "刘医生", "1幢104", "13800000031", Role.DOCTOR, self.village)

    def _settle(
        self, tx: Transaction, name: str, door: str, phone: str, role: Role | None = None, area: Area | None = None
    ) -> None:
        read = read_door(door)
        assert read is not None
        household = households.ensure(tx, self.village.id, self.microgrid.id, door, read.key, self.now)
        terms = search_terms(name, phone, door)
        person = people.add(
            tx, name, self.village.id, self.now, terms=terms, household=household.id, phone=phone, confirmed=True
        )
        if role is not None and area is not None:
            people.give_role(tx, person, role, area.id)
        addresses.bind(tx, Address(ACCOUNT, name), person, "zh", self.now)
        self.people[name] = person

    async def observes(
        self, *names: str, days: int = 14, grade: Grade = Grade.HOME, begun: int = 0, by: str = "小陈",
        reporter: str = "", ground: Ground = Ground.OTHER, times: tuple[int, ...] = (), tell: bool = False,
    ) -> list[Observation]:  # fmt: skip
        """People are enrolled for observation, begun so many days ago; one of them who has a chat reports for all.
        They get their notice if `tell`."""

        def work(tx: Transaction) -> list[Observation]:
            worker = people.get(tx, self.people[by])
            assert worker is not None
            first = local_day(self.now, ZONE) - begun * ONE_DAY
            who = self.people[reporter or names[0]]
            wanted = [
                Wanted(self.people[name], ground, (Span(grade, days),), Counting.FROM_START, first, times=times,
                       reporter=who)
                for name in names
            ]  # fmt: skip
            enrolled = observing.enrol(tx, worker, wanted, ZONE, self.now)
            assert not enrolled.refused, enrolled.refused
            if tell:
                self.writer.tell(tx, enrolled.told, self.now)
            return list(enrolled.cases)

        return await self.database.write(work)

    async def opens_window(self, *items: Item, title: str = "周六鲜菜团", hours: float = 8) -> int:
        """Opens a window that closes after some hours; the id."""
        window = Window(
            0, 0, self.village.id, title, "open", 1, self.now, self.now + int(hours * HOUR), "明天下午", "文化礼堂",
            "微信或现金", "陈主任 13800000021", items or GOODS,
        )  # fmt: skip
        opened = await self.database.write(lambda tx: windows.open_window(tx, window, 0, self.now))
        assert opened is not None
        return opened

    async def says(self, who: str, text: str, **details: Any) -> Handled:
        """Somebody writes; returns when the turn is committed."""
        return await self.does(self.update(who, text=text, **details))

    async def presses(self, who: str, label: str) -> Handled:
        """Somebody presses the newest button of that label in their chat."""
        return await self.does(self.update(who, press=await self.button(who, label)))

    async def sends(self, who: str, *files: FileReference) -> Handled:
        return await self.does(self.update(who, files=files))

    async def does(self, update: Update) -> Handled:
        return await self.dispatcher.receive(update)

    def update(self, who: str, **details: Any) -> Update:
        values = {"account": ACCOUNT, "key": f"update:{next(self._numbers)}", "chat": who, "sender": who}
        return Update(**(values | {"at": self.now} | details))

    async def said_to(self, who: str) -> list[Content]:
        """Everything that was written to somebody, oldest first."""

        def work(tx: Transaction) -> list[Content]:
            rows = tx.connection.execute(
                """select o.account, o.chat, o.content, coalesce(b.content, '') from outbox o
                left join bodies b on b.tenant = o.tenant and b.id = o.body order by o.id"""
            ).fetchall()
            return [contents.load(content, shared) for account, chat, content, shared in rows
                    if (account, chat) == (ACCOUNT, who)]  # fmt: skip

        return await self.database.read(work)

    async def heard(self, who: str) -> list[str]:
        return [content.text for content in await self.said_to(who)]

    async def last(self, who: str) -> str:
        """The newest text that somebody got."""
        return (await self.heard(who))[-1]

    async def choices(self, who: str) -> list[str]:
        """The labels under the newest text."""
        return [choice.label for choice in (await self.said_to(who))[-1].choices]

    async def button(self, who: str, label: str) -> Press:
        """The newest button of that label in somebody's chat."""
        for content in reversed(await self.said_to(who)):
            for choice in content.choices:
                if choice.label == label:
                    return choice.press
        raise AssertionError(f"{who} has no button {label}: {await self.choices(who)}")

    async def ordered(self, who: str, window: int) -> dict[str, int]:
        """What somebody has ordered, by name, in thousandths."""

        def work(tx: Transaction) -> dict[str, int]:
            names = {item.id: item.name for item in windows.items(tx, window)}
            return {names[item]: amount for item, amount in orders.of_person(tx, window, self.people[who]).items()}

        return await self.database.read(work)

    async def taken(self, window: int) -> dict[str, int]:
        """How much of each item is ordered, in thousandths."""

        def work(tx: Transaction) -> dict[str, int]:
            return {item.name: item.taken for item in windows.items(tx, window) if item.taken}

        return await self.database.read(work)

    async def later(self, hours: float) -> None:
        """Time passes, and what became due happens."""
        self.now += int(hours * HOUR)

        def work(tx: Transaction) -> None:
            fires = firings(self.writer, self.house.files, self.house.address, self.doors)
            for entry in dues.due(tx, self.now, 500):
                if entry.kind in fires and dues.fire(tx, entry, self.now):
                    fires[entry.kind](tx, entry.subject, self.now)
            reminders.fire(tx, rules.due(tx, self.now, 500), ZONE, self.now)
            for nudge in nudges.unfinished(tx):
                while not nudging.next_slice(tx, self.writer, nudge.id, self.now):
                    pass
            feed(tx, self.writer, 10_000, self.now)

        await self.database.write(work)

    async def notifies(self, notice: Notice, hours: float = 0) -> int:
        """A cadre's notice goes out after some hours; the id of its broadcast."""

        def work(tx: Transaction) -> int:
            kept = notices.add(tx, notice, self.now)
            starts = self.now + int(hours * HOUR)
            broadcast = Broadcast(
                tx.ids.next(), kept.id, State.SCHEDULED, starts, starts + kept.lasts, kept.author, self.now
            )
            broadcasts.add(tx, broadcast, f"test:{broadcast.id}")
            return broadcast.id

        broadcast = await self.database.write(work)
        await self.later(hours)
        return broadcast

    def notice(self, text: str = "明天8点到12点停水，请提前接水。", **details: Any) -> Notice:
        """A notice to the whole village by its cadre."""
        values = {
            "id": 0, "area": self.village.id, "number": 0, "author": self.people["陈主任"], "title": "停水",
            "texts": {"zh": text}, "audience": {"area": self.village.id},
        }  # fmt: skip
        return Notice(**(values | details))

    def _secret(self) -> str:
        return f"secret{next(self._numbers):08}"

    def _code(self) -> str:
        return f"{next(self._numbers):08}"


def _ignore(*_: object) -> None:
    """Metrics and regrets are not what these tests look at."""


Clock = Callable[[], int]
