"""Two processes on one PostgreSQL behind the same WeCom: both are called, one has the connection, either may die."""

import asyncio
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.acceptance.house import House, standing
from tests.acceptance.wecom import COLLEAGUE, WORKER, Clock, Corp, settings_of
from tests.fakes.wecom_callbacks import Vendor
from tests.fakes.wecom_server import WeComServer
from tests.fakes.wecom_stream import WeComStream
from wiring.wecom import LEASE

pytestmark = [pytest.mark.soak, pytest.mark.timeout(300)]

SETTLES = 15.0
"""Seconds in which a second connection would have been made."""


class OnPostgres(House):
    def rows(self, query: str, *values: Any) -> list[Any]:
        with psycopg.connect(self.settings["TONGXIN_DATABASE"]) as connection:
            return connection.execute(query.replace("?", "%s").encode(), values).fetchall()


@pytest.fixture
async def both(postgres_url: str, tmp_path: Path) -> AsyncIterator[tuple[Corp, House]]:
    """The village at work in two processes, of which the first is the corp's; somebody talks with the robot."""
    clock = Clock()
    async with WeComServer(clock) as server, WeComStream() as stream:
        houses = []
        for name in ("first", "second"):
            (tmp_path / name).mkdir()
            house = OnPostgres(tmp_path / name, **settings_of(server, stream), TONGXIN_DATABASE=postgres_url)
            house.settings["TONGXIN_PUBLIC_URL"] = house.url
            houses.append(house)
        first, second = houses
        await first.does("sample")
        corp = Corp(first, server, stream, clock)
        async with standing(first), standing(second):
            await asyncio.gather(first.start(), second.start())
            await corp.until(lambda: stream.connected)
            assert "已经是您的了" in await corp.colleague.says(await corp.code(corp.person(COLLEAGUE)))
            yield corp, second
    assert corp.secrets_in_log() == []


async def test_one_of_two_has_the_connection_and_says_what_the_other_answers(both: tuple[Corp, House]) -> None:
    corp, second = both
    worker = await corp.member(WORKER)
    await asyncio.sleep(SETTLES)
    assert (corp.stream.subscriptions, corp.stream.kicks) == (1, 0)
    await corp.colleague.says("找人")
    await worker.presses("我来处理")
    for called in (corp.house, second):
        corp.callback = Vendor(f"{called.url}/wecom/callback", corp.clock)
        await worker.presses("给他/她回话")
        assert f"转给{COLLEAGUE}了" in await worker.says(f"我在{called.port}")
        await corp.colleague.hears(f"网格员{WORKER}：我在{called.port}")


async def test_what_comes_to_both_has_one_effect(both: tuple[Corp, House]) -> None:
    corp, second = both
    buyer = await corp.member("李阿公")
    callbacks = [Vendor(f"{house.url}/wecom/callback", corp.clock) for house in (corp.house, second)]
    for _ in range(5):
        for text in ("再加土豆1斤", "确认"):
            corp.clock.goes_on()
            fields = corp.app.says(buyer.chat, text)
            calls = await asyncio.gather(*(each.posts(fields) for each in callbacks))
            assert [statuses[-1] for statuses in calls] == [200, 200]
            await corp.quiet()
    ordered = "select sum(l.qty) from order_lines l join orders o on o.id = l.order_id where o.person = ?"
    assert corp.rows(ordered, corp.person("李阿公")) == [(5_000,)]
    assert sum("订好了" in text for text in await buyer.heard()) == 5


async def test_when_the_one_with_the_connection_is_killed_the_other_goes_on(both: tuple[Corp, House]) -> None:
    corp, second = both
    assert "合计约6元" in await corp.colleague.says("土豆2斤")
    connections, killed = corp.stream.subscriptions, corp.house
    corp.house.kill()
    await asyncio.sleep(1)
    if corp.stream.connected:
        await corp.house.start()
        killed = second
        second.kill()
    began = time.monotonic()
    await corp.until(lambda: corp.stream.subscriptions > connections and corp.stream.connected, LEASE / 1000 + 30)
    print(f"the other has the connection after {time.monotonic() - began:.0f} s")
    assert "订好了" in await corp.colleague.says("确认")
    await killed.start()
    await asyncio.sleep(SETTLES)
    assert corp.stream.kicks == 0
