"""Whole conversations through the self-built app: the house behind it, its outbox, its pace."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import pytest

from broadcasts import sender as sending
from broadcasts.pacing import UNDER_WAY
from broadcasts.sender import Sender
from domain.messages import Content, Delivery, Handled, Update
from domain.spans import MINUTE
from handlers import FLOWS
from handlers.dispatch import Dispatcher
from storage import outbox
from storage.database import Transaction
from tests.channels.wecom.app_house import Corp, corp
from tests.town import NOON, Town

MEMBER = "sun"


def ignore(*_: object) -> None:
    """Metrics and regrets are not what these tests look at."""


def waiting(tx: Transaction) -> int:
    """How much is on its way to the member."""
    rows = tx.connection.execute("select state from outbox where chat = 'sun' and state in ('queued', 'sending')")
    return len(rows.fetchall())


@dataclass
class Village:
    """The town, its app and what goes out through it."""

    town: Town
    wecom: Corp
    sender: Sender

    async def says(self, text: str) -> str:
        """Somebody writes; what they hear of it."""
        return await self._does(self.wecom.app.says(MEMBER, text))

    async def presses(self, label: str) -> str:
        return await self._does(self.wecom.app.presses(MEMBER, label))

    async def _does(self, fields: dict[str, Any]) -> str:
        app = self.wecom.app
        before = len(app.heard(MEMBER))
        await self.wecom.says(fields)
        for _ in range(1_000):
            if not await self.town.database.read(waiting):
                break
            await asyncio.sleep(0.01)
        return "\n".join(app.heard(MEMBER)[before:])


@pytest.fixture
async def village(town: Town, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Village]:
    monkeypatch.setattr(sending, "POLL", 0.01)

    async def receive(update: Update, /) -> Handled:
        return await dispatcher.receive(update)

    async with corp(receive=receive) as wecom:
        wecom.time.now = NOON
        doors = {wecom.door.account: wecom.door}
        sender = Sender(town.database, doors, wecom.time, "（这条可能您已经收到过）", ignore, {})
        dispatcher = Dispatcher(
            town.database, FLOWS, town.house, town.writer, sender.hand, wecom.time, ignore, ignore
        )
        running = asyncio.create_task(sender.run())
        try:
            yield Village(town, wecom, sender)
        finally:
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)


async def test_who_is_new_orders_by_a_card_that_says_what_was_chosen(village: Village) -> None:
    window = await village.town.opens_window()
    app = village.wecom.app
    assert "门牌" in await village.says("你好")
    assert "孙大姐" in await village.says("孙大姐 3幢201")
    summary = await village.says("猪肉2斤 豆腐一块")
    assert "合计约70元，称重后多退少补" in summary
    assert "还没有下单" in summary
    assert "订好了" in await village.presses("确认")
    assert await village.town.taken(window) == {"土猪肉": 2_000, "豆腐": 1_000}
    await village.wecom.server.until(lambda: any(shown.done for shown in app.chat(MEMBER)))
    assert [shown.done for shown in app.chat(MEMBER) if shown.done] == ["确认"]
    with pytest.raises(LookupError):
        app.presses(MEMBER, "取消")
    assert (app.dropped, app.faults) == ({}, [])


async def test_what_is_on_a_card_may_be_answered_by_its_number_too(village: Village) -> None:
    await village.town.opens_window()
    await village.says("孙大姐 3幢201")
    assert "3 豆腐" in await village.says("/order")
    assert "要几块" in await village.says("3")
    assert "豆腐 2块" in await village.presses("2块")


async def test_what_a_member_may_not_get_any_more_this_minute_waits_and_is_not_dropped(village: Village) -> None:
    chat, app = "lisi", village.wecom.app
    account = village.wecom.door.account
    deliveries = [Delivery(number, account, chat, Content(f"第{number}条")) for number in range(1, 41)]

    def add(tx: Transaction) -> None:
        for delivery in deliveries:
            outbox.add(tx, delivery, 0, NOON, sending=True)

    await village.town.database.write(add)
    village.sender.hand(deliveries)
    await village.wecom.server.until(lambda: len(app.heard(chat)) == 30)
    await asyncio.sleep(0.05)
    assert len(app.heard(chat)) == 30
    village.wecom.time.now += MINUTE + UNDER_WAY
    await village.wecom.server.until(lambda: len(app.heard(chat)) == 40)
    assert app.heard(chat) == [f"第{number}条" for number in range(1, 41)]
    assert app.dropped == {}
