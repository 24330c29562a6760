"""A window closes by itself at its time: later orders are refused, who did not confirm is told and listed."""

import sqlite3
import time
from collections.abc import Callable
from contextlib import closing

from storage.windows import CLOSING
from tests.acceptance.house import House, standing
from tests.acceptance.village import CADRE_CHAT, PEOPLE, write_window
from tests.fakes.telegram_server import TelegramServer

BUYER, WAVERER, LATECOMER, NEXT_WAVERER = PEOPLE[:8:2]
ORDER = "猪肉2斤 豆腐一块"


async def test_a_window_closes_at_its_time_also_when_nobody_served_at_that_time(
    make_house: Callable[..., House], server: TelegramServer
) -> None:
    async with standing(make_house(window=False)) as house:
        await house.start()
        await _closes_at_its_time(house, server)
        await _closes_at_the_next_start(house, server)


async def _closes_at_its_time(house: House, server: TelegramServer) -> None:
    await _opens_window(house)
    server.says(BUYER.chat, ORDER)
    server.says(BUYER.chat, "确认")
    server.says(WAVERER.chat, ORDER)
    await server.until(lambda: len(server.heard(BUYER.chat)) == 2 and server.heard(WAVERER.chat))
    _closes_in(house, 1_000)
    await server.until(lambda: server.heard(CADRE_CHAT))
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


async def _closes_at_the_next_start(house: House, server: TelegramServer) -> None:
    await _opens_window(house)
    server.says(NEXT_WAVERER.chat, ORDER)
    await server.until(lambda: server.heard(NEXT_WAVERER.chat))
    house.kill()
    _closes_in(house, -1_000)
    await house.start()
    await server.until(lambda: len(server.heard(CADRE_CHAT)) == 2)
    await server.until(lambda: any("没有算订单" in text for text in server.heard(NEXT_WAVERER.chat)))
    assert NEXT_WAVERER.name in server.heard(CADRE_CHAT)[1]
    assert await house.exported_orders() == []


async def _opens_window(house: House) -> None:
    await house.does("import", "windows", str(write_window(house.folder / "windows.json")))


def _closes_in(house: House, milliseconds: int) -> None:
    """The time of the newest window is set, whatever it took until people had ordered."""
    at = time.time_ns() // 1_000_000 + milliseconds
    with closing(sqlite3.connect(house.database, timeout=30)) as database, database:
        (window,) = database.execute("select max(id) from windows").fetchone()
        database.execute("update windows set closes_at = ? where id = ?", (at, window))
        database.execute("update dues set at = ? where kind = ? and subject = ?", (at, CLOSING, window))
