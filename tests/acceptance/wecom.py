"""The sample village behind every WeCom door at once: the real program before a corp with its app, 微信客服, a
group's robot and a connected robot, all of which this process plays. Who speaks there: wecom_people.py."""

import asyncio
import sqlite3
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing
from itertools import count
from pathlib import Path
from typing import Any

from domain.settings import Setting
from storage import areas, links, settings
from storage.database import Transaction
from storage.opening import open_database
from tests.acceptance.house import House, standing
from tests.acceptance.wecom_people import Colleague, Customer, Member
from tests.fakes import wecom_stream
from tests.fakes.wecom_app import AGENT, WeComApp
from tests.fakes.wecom_callbacks import AES_KEY, TOKEN, Vendor
from tests.fakes.wecom_kf import KFID, WeComKf
from tests.fakes.wecom_robot import WeComRobots
from tests.fakes.wecom_server import CORP, SECRET, WeComServer
from tests.fakes.wecom_stream import BOT_ID, WeComStream

VILLAGE = "前岸村"
CADRE, WORKER, COLLEAGUE = "王国华", "陈晓东", "林小红"
ROBOT_KEY = "693a91f6-7xxx-4bc4-97a0-0ec2sifa5aaa"
KF_TOKEN = "kfTokenOfItsOwn"
SECRETS = (SECRET, TOKEN, AES_KEY, KF_TOKEN, ROBOT_KEY, wecom_stream.SECRET, "体温", "停水", "猪肉", "土豆", "南瓜")
"""What must stand in no log, beside who lives in the village, and where."""

UNDER_WAY = "select count(*) from outbox where state = 'sending' or (state = 'queued' and due <= ?)"


def settings_of(server: WeComServer, stream: WeComStream) -> dict[str, str]:
    """Every door of WeCom that there is."""
    return {
        "TONGXIN_WECOM_CORP_ID": CORP, "TONGXIN_WECOM_AGENT_ID": str(AGENT), "TONGXIN_WECOM_SECRET": SECRET,
        "TONGXIN_WECOM_TOKEN": TOKEN, "TONGXIN_WECOM_AES_KEY": AES_KEY, "TONGXIN_WECOM_API": server.url,
        "TONGXIN_WECOM_KF_ID": KFID, "TONGXIN_WECOM_KF_TOKEN": KF_TOKEN, "TONGXIN_WECOM_KF_AES_KEY": AES_KEY,
        "TONGXIN_WECOM_ROBOT_KEYS": f"{VILLAGE}={ROBOT_KEY}", "TONGXIN_WECOM_BOT_ID": BOT_ID,
        "TONGXIN_WECOM_BOT_SECRET": wecom_stream.SECRET, "TONGXIN_WECOM_BOT_URL": stream.url,
    }  # fmt: skip


class Clock:
    """The vendor's. It writes down seconds, so what somebody says and presses lies at least one apart."""

    def __init__(self) -> None:
        self.ahead = 0

    def __call__(self) -> int:
        return time.time_ns() // 1_000_000 + self.ahead

    def goes_on(self) -> None:
        self.ahead += 1_000


class Corp:
    """The vendor's side of one village, whose program is `house`."""

    def __init__(self, house: House, server: WeComServer, stream: WeComStream, clock: Clock) -> None:
        self.house, self.server, self.stream, self.clock = house, server, stream, clock
        self.app, self.kf, self.robots = WeComApp(server, "WangJian"), WeComKf(server), WeComRobots(server, ROBOT_KEY)
        self.callback = Vendor(f"{house.url}/wecom/callback", clock)
        self.desk = Vendor(f"{house.url}/wecom/kf", clock, token=KF_TOKEN)
        self.kf.on_bell = self._ring
        self.bells: set[asyncio.Task[list[int]]] = set()
        self.colleague = Colleague(self, COLLEAGUE)
        self._devices = count(2)
        self._codes = count(31_415_926)

    async def starts(self) -> None:
        await self.house.start()
        await self.until(lambda: self.stream.connected)

    async def quiet(self) -> None:
        """Waits until all that may go out now is out."""
        await self.until(lambda: not self.rows(UNDER_WAY, time.time_ns() // 1_000_000)[0][0])

    async def until(self, seen: Callable[[], Any], seconds: float = 30) -> None:
        await self.server.until(seen, seconds)

    async def code(self, person: int) -> str:
        """A fresh one-time code for somebody of the village."""
        code = f"{next(self._codes):08}"
        await self._write(lambda tx, now: links.add(tx, code, "bind", person, 0, now))
        return code

    async def never_quiet(self) -> None:
        """Notices go out at night, too."""

        def work(tx: Transaction, now: int) -> None:
            (village,) = areas.named(tx, VILLAGE)
            for setting in (Setting.QUIET_FROM, Setting.QUIET_UNTIL):
                settings.put(tx, setting, village.id, "00:00", 0, 0, now)

        await self._write(work)

    async def customer(self, name: str) -> Customer:
        """Somebody of the village, who writes on WeChat."""
        customer = Customer(self, name)
        assert "已经是您的了" in await customer.says(await self.code(self.person(name)))
        return customer

    async def member(self, name: str) -> Member:
        """Somebody who has the app, in a chat of its own: a member is told thirty things a minute at most."""
        member = Member(self, name, str(next(self._devices)))
        assert "已经是您的了" in await member.says(f"绑定 {await self.code(self.person(name))}")
        return member

    def two_days_later(self, customer: Customer) -> None:
        """More than 48 hours ago somebody said their last word."""
        self.update("update addresses set open_until = 1 where chat = ?", customer.chat)
        self.kf.customer(customer.chat).left = 0

    def rows(self, query: str, *values: Any) -> list[Any]:
        return self.house.rows(query, *values)

    def update(self, query: str, *values: Any) -> None:
        """Changes the records beside the program, where only time would."""
        with closing(sqlite3.connect(self.house.database, timeout=10)) as connection, connection:
            connection.execute(query, values)

    def taken(self, account: str) -> int:
        """How many updates of an account are committed."""
        return int(self.rows("select count(*) from updates where account = ?", account)[0][0])

    def person(self, name: str) -> int:
        return int(self.rows("select id from persons where name = ? order by id", name)[0][0])

    def posted(self, words: str) -> list[str]:
        """What the village's group has read with these words in it."""
        return [text for text in self.robots.texts(ROBOT_KEY) if words in text]

    def secrets_in_log(self) -> list[str]:
        query = "select name from persons union select phone from persons union select door from households"
        secrets = {*SECRETS, *(words for (words,) in self.rows(query) if words)}
        return sorted(each for each in secrets if each in self.house.log or ascii(each)[1:-1] in self.house.log)

    async def _write(self, work: Callable[[Transaction, int], Any]) -> None:
        now = time.time_ns() // 1_000_000
        database = await open_database(self.house.settings["TONGXIN_DATABASE"], lambda: now)
        try:
            await database.write(lambda tx: work(tx, now))
        finally:
            await database.close()

    def _ring(self, token: str, open_kfid: str) -> None:
        bell = {"MsgType": "event", "Event": "kf_msg_or_event", "Token": token, "OpenKfId": open_kfid}
        ringing = asyncio.create_task(self.desk.posts(bell))
        self.bells.add(ringing)
        ringing.add_done_callback(self.bells.discard)


@asynccontextmanager
async def whole(folder: Path) -> AsyncIterator[Corp]:
    """The sample village at work, with all of its doors open."""
    clock = Clock()
    async with WeComServer(clock) as server, WeComStream() as stream:
        house = House(folder, **settings_of(server, stream))
        house.settings["TONGXIN_PUBLIC_URL"] = house.url
        await house.does("sample")
        corp = Corp(house, server, stream, clock)
        await corp.never_quiet()
        async with standing(house):
            await corp.starts()
            assert "已经是您的了" in await corp.colleague.says(await corp.code(corp.person(COLLEAGUE)))
            yield corp
