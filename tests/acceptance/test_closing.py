"""A window closes by itself at its time: later orders are refused, who did not confirm is told and listed."""

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta

import pytest

from tests.acceptance.house import House, standing
from tests.acceptance.village import CADRE_CHAT, PEOPLE, write_window
from tests.fakes.telegram_server import TelegramServer

BUYER, WAVERER, LATECOMER = PEOPLE[0], PEOPLE[2], PEOPLE[4]
ORDER = "猪肉2斤 豆腐一块"


@pytest.fixture
async def house(make_house: Callable[..., House], server: TelegramServer) -> AsyncIterator[House]:
    """A running house without a window."""
    async with standing(make_house(window=False)) as running:
        await running.start()
        await server.until(lambda: server.updates.webhook["url"])
        yield running


async def test_a_window_closes_at_its_time_and_what_was_not_confirmed_is_listed(
    house: House, server: TelegramServer
) -> None:
    await _opens_window(house, 5)
    server.says(BUYER.chat, ORDER)
    server.says(BUYER.chat, "确认")
    server.says(WAVERER.chat, ORDER)
    await server.until(lambda: len(server.heard(BUYER.chat)) == 2 and server.heard(WAVERER.chat))
    await server.until(lambda: server.heard(CADRE_CHAT), 15)
    await server.until(lambda: len(server.heard(BUYER.chat)) == 3 and len(server.heard(WAVERER.chat)) == 2)
    server.says(LATECOMER.chat, ORDER)
    server.presses(WAVERER.chat, "确认")
    await server.until(lambda: server.heard(LATECOMER.chat) and len(server.heard(WAVERER.chat)) == 3)
    orders = await house.exported_orders()
    assert "您的订单算数" in server.heard(BUYER.chat)[2]
    assert "没有算订单" in server.heard(WAVERER.chat)[1]
    (summary,) = server.heard(CADRE_CHAT)
    assert "共1份订单" in summary
    assert f"{WAVERER.door} {WAVERER.name} {WAVERER.phone}" in summary
    assert BUYER.name not in summary
    assert "猪肉已经截止了" in server.heard(LATECOMER.chat)[0]
    assert [order["person"] for order in orders] == [BUYER.name]


async def test_a_window_whose_time_passed_while_nobody_served_closes_at_the_next_start(
    house: House, server: TelegramServer
) -> None:
    at = await _opens_window(house, 4)
    server.says(WAVERER.chat, ORDER)
    await server.until(lambda: server.heard(WAVERER.chat))
    house.kill()
    await asyncio.sleep((at - datetime.now(UTC)).total_seconds())
    await house.start()
    await server.until(lambda: server.heard(CADRE_CHAT))
    await server.until(lambda: any("没有算订单" in text for text in server.heard(WAVERER.chat)))
    assert WAVERER.name in server.heard(CADRE_CHAT)[0]
    assert await house.exported_orders() == []


async def _opens_window(house: House, seconds: float) -> datetime:
    """Opens a window that closes in some seconds; its time."""
    at = datetime.now(UTC) + timedelta(seconds=seconds)
    await house.does("import", "windows", str(write_window(house.folder / "windows.json", at)))
    return at
