"""The house behind 微信客服, on a real outbox: a villager orders; what may not be said waits for the next word."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from functools import partial

import pytest

from broadcasts import sender as sending
from broadcasts.allowances import Allowances
from broadcasts.sender import Sender
from channels.wecom.api import Api
from channels.wecom.kf import CustomerService
from domain.replies import Reply
from domain.spans import HOUR
from handlers import FLOWS
from handlers.dispatch import Dispatcher
from storage import addresses
from storage.addresses import Address
from storage.database import Transaction
from tests.channels.wecom.house import running
from tests.channels.wecom.kf_house import bell, shown
from tests.fakes.wecom_kf import KFID, WeComKf
from tests.fakes.wecom_server import CORP, SECRET, WeComServer
from tests.town import Town
from wiring.vendors import CameBack, DatabaseCursor, KeptFiles

ACCOUNT = f"wecom-kf:{KFID}"


class Shop:
    """A town whose villagers write on WeChat."""

    def __init__(self, town: Town, server: WeComServer) -> None:
        self.town, self.server = town, server
        self.kf = WeComKf(server)
        self.api = Api(server.url, CORP, self.clock)
        allowance = Allowances(
            town.database, ACCOUNT, 5, 48 * HOUR, self.clock,
            lambda chat, waited: self.sender.woken(ACCOUNT, chat, waited),
        )  # fmt: skip
        cursor, files = DatabaseCursor(town.database, ACCOUNT), KeptFiles(town.house.files)
        self.door = CustomerService(
            self.api, SECRET, KFID, lambda update: self.dispatcher.receive(update), cursor, files, allowance,
            CameBack(town.database, ACCOUNT, self.clock), self.clock, first_pause=0.02,
        )  # fmt: skip
        self.sender = Sender(
            town.database, {ACCOUNT: self.door}, self.clock, "（这条可能您已经收到过）", lambda *seen: None, {}
        )
        nothing: Callable[..., None] = lambda *_: None  # noqa: E731
        self.dispatcher = Dispatcher(
            town.database, FLOWS, town.house, town.writer, self.sender.hand, self.clock, nothing, nothing
        )
        self.kf.on_bell = lambda token, open_kfid: asyncio.ensure_future(self.door.take(bell(token, open_kfid)))

    def clock(self) -> int:
        return self.town.now

    async def knows(self, name: str, chat: str) -> None:
        """Somebody of the village reads there since just now."""
        self.town.now += 1_000
        bound = partial(
            addresses.bind, address=Address(ACCOUNT, chat), person=self.town.people[name], language="zh",
            now=self.town.now,
        )  # fmt: skip
        await self.town.database.write(bound)

    async def says(self, chat: str, text: str) -> None:
        self.town.now += 1_000
        self.kf.says(chat, text)

    async def heard(self, chat: str, count: int) -> list[str]:
        """What somebody reads, once it is so many messages."""
        await self.server.until(lambda: len(self.kf.heard(chat)) >= count, seconds=10)
        return [shown(message) for message in self.kf.heard(chat)]

    async def settled(self) -> None:
        """Until nothing is on its way any more: it is out, or waits for the next word."""

        def under_way(tx: Transaction) -> int:
            return len(tx.connection.execute("select id from outbox where due < 9007199254740991 and state in "
                                             "('queued', 'sending')").fetchall())  # fmt: skip

        async with asyncio.timeout(10):
            while await self.town.database.read(under_way):  # noqa: ASYNC110 - what is waited for has no event
                await asyncio.sleep(0.01)

    async def waiting(self, count: int) -> None:
        """Until so many answers wait for somebody's next word."""

        def there(tx: Transaction) -> int:
            return len(tx.connection.execute("select id from outbox where due = 9007199254740991").fetchall())

        async with asyncio.timeout(10):
            while await self.town.database.read(there) != count:  # noqa: ASYNC110 - as above
                await asyncio.sleep(0.01)


@pytest.fixture
async def shop(town: Town, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Shop]:
    monkeypatch.setattr(sending, "POLL", 0.01)
    async with WeComServer(lambda: town.now) as server:
        shop = Shop(town, server)
        selling = asyncio.create_task(shop.sender.run())
        try:
            async with running(shop.door):
                yield shop
        finally:
            selling.cancel()
            await asyncio.gather(selling, return_exceptions=True)
            await shop.api.close()


async def test_a_villager_orders_by_words_and_a_press(shop: Shop) -> None:
    await shop.knows("李阿公", "wm1")
    window = await shop.town.opens_window()
    await shop.says("wm1", "猪肉2斤 豆腐1块")
    (summary,) = await shop.heard("wm1", 1)
    assert all(word in summary for word in ("土猪肉", "[确认]"))
    shop.town.now += 1_000
    shop.kf.presses("wm1", 1)
    await shop.heard("wm1", 2)
    assert await shop.town.ordered("李阿公", window) == {"土猪肉": 2_000, "豆腐": 1_000}


async def test_a_stranger_who_writes_first_is_answered_in_the_houses_language(shop: Shop) -> None:
    shop.dispatcher._house = replace(shop.town.house, language="en")
    await shop.says("wm9", "hello")
    assert (await shop.heard("wm9", 1))[0].startswith("Hello")


async def test_whoever_comes_by_the_posters_code_is_greeted_before_any_word(shop: Shop) -> None:
    shop.kf.enters("wm9", scene_param="area-17")
    assert (await shop.heard("wm9", 1))[0]
    assert shop.server.called("kf/send_msg") == []


async def test_what_may_not_be_said_any_more_is_said_first_with_the_next_word(shop: Shop) -> None:
    await shop.knows("李阿公", "wm1")
    await shop.says("wm1", "帮助")
    await shop.heard("wm1", 1)
    shop.kf.staff_takes_over("wm1")
    sorry = Reply("shared/sorry", to=shop.town.people["李阿公"])
    await shop.town.database.write(lambda tx: shop.town.writer.tell(tx, [sorry], shop.town.now))
    await shop.settled()
    assert len(shop.kf.heard("wm1")) == 1
    shop.kf.staff_ends("wm1")
    await shop.says("wm1", "帮助")
    words = "".join((await shop.heard("wm1", 2))[1:])
    assert words.startswith(shop.town.house.templates.render("zh", "shared/sorry", {}).strip())


async def test_what_did_not_arrive_is_said_with_the_next_word(shop: Shop) -> None:
    await shop.knows("李阿公", "wm1")
    await shop.town.opens_window()
    await shop.says("wm1", "猪肉2斤")
    (summary,) = await shop.heard("wm1", 1)
    shop.kf.fail(shop.kf.heard("wm1")[0]["msgid"], "wm1", 6)
    await shop.server.until(lambda: shop.door._came_back.get("msg:4ad900000002"))
    await shop.says("wm1", "谢谢")
    assert (await shop.heard("wm1", 2))[1].startswith(summary)


async def test_what_waited_for_the_next_word_is_said_in_one_message(shop: Shop) -> None:
    await shop.knows("李阿公", "wm1")
    shop.town.now += 1_000
    for number in range(9):
        shop.kf.says("wm1", f"咕噜{number}", ring=number == 8)
    await shop.waiting(4)
    await shop.says("wm1", "谢谢")
    *_, waited, new = await shop.heard("wm1", 7)
    assert (waited.count("没看懂"), waited.count("现在没有开团")) == (2, 2)
    assert "没看懂" not in new


async def test_all_that_one_word_brings_about_is_one_message(shop: Shop) -> None:
    await shop.town.opens_window()
    await shop.says("wm9", "猪肉2斤")
    await shop.heard("wm9", 1)
    await shop.says("wm9", "王芳 3幢202")
    _, answer = await shop.heard("wm9", 2)
    assert "王芳，记好了" in answer
    assert "[确认]" in answer
