"""The settings say which village's group a robot speaks in."""

import asyncio
from types import SimpleNamespace
from typing import Any

import pytest

from broadcasts import sender as sending
from broadcasts.sender import Sender
from channels.wecom.api import Api
from channels.wecom.robot import ACCOUNT, Robot, chat_of
from storage import addresses, areas, groups
from storage.addresses import Address
from storage.database import DatabaseUnavailable, Transaction
from tests.channels.house import House, Kept
from tests.fakes.wecom_robot import WeComRobots
from tests.fakes.wecom_server import WeComServer
from tests.town import Town
from wiring.wecom_robots import bind, robot

KEY, OTHER, THIRD = "693a91f6-7e0c-4f2d-9c43", "e7f2aa10-0000-4bbb-8ccc", "11111111-2222-4333"


async def bound(town: Town, keys: dict[str, str]) -> list[str]:
    return await town.database.write(lambda tx: bind(tx, keys, "zh", town.now))


async def village_of(town: Town, key: str) -> int:
    return await town.database.read(lambda tx: groups.village_of(tx, Address(ACCOUNT, chat_of(key))))


async def test_a_key_is_the_group_of_its_village_and_a_new_one_takes_its_place(town: Town) -> None:
    assert await bound(town, {"王家村": KEY}) == []
    assert await village_of(town, KEY) == town.village.id
    assert await bound(town, {str(town.village.id): OTHER}) == []
    assert (await village_of(town, KEY), await village_of(town, OTHER)) == (0, town.village.id)
    assert await bound(town, {}) == []
    assert await village_of(town, OTHER) == 0


async def test_a_group_that_is_given_to_another_village_is_that_villages(town: Town) -> None:
    def there(tx: Transaction) -> int:
        return areas.ensure(tx, areas.ensure(tx, None, "town", "上街道"), "village", "李家村").id

    other = await town.database.write(there)
    await bound(town, {"王家村": KEY})
    await bound(town, {"上街道/李家村": KEY})
    assert await village_of(town, KEY) == other


async def test_what_is_no_village_or_several_or_has_anothers_key_comes_back(town: Town) -> None:
    def build(tx: Transaction) -> None:
        for street in ("上街道", "下街道"):
            areas.ensure(tx, areas.ensure(tx, None, "town", street), "village", "李家村")

    await town.database.write(build)
    keys = {"张家村": KEY, "李家村": OTHER, "一网格": THIRD, "王家村": "k" * 20, str(town.village.id): "k" * 20}
    assert await bound(town, keys) == ["张家村", "李家村", "一网格", str(town.village.id)]
    assert await village_of(town, "k" * 20) == town.village.id


async def test_groups_of_other_doors_are_left_alone(town: Town) -> None:
    there = Address("telegram:1", "-100")
    await town.database.write(lambda tx: groups.bind(tx, there, town.village.id, 0, town.now))
    await bound(town, {"王家村": KEY})
    await bound(town, {})
    assert await town.database.read(lambda tx: groups.of_village(tx, town.village.id)) == [there]


async def test_at_the_start_the_groups_speak_the_houses_language_and_an_unknown_village_is_named_in_the_log(
    town: Town, capsys: pytest.CaptureFixture[str]
) -> None:
    settings: Any = SimpleNamespace(wecom_robots={"王家村": KEY, "张家村": OTHER}, language="en")
    ports: Any = SimpleNamespace(database=town.database, files=None)
    await robot(settings, ports, Api("http://127.0.0.1:9", "", lambda: 0)).run()
    language = await town.database.read(lambda tx: addresses.language(tx, Address(ACCOUNT, chat_of(KEY))))
    logged = capsys.readouterr().out
    assert language == "en"
    assert "张家村" in logged
    assert "WECOM_ROBOT_KEYS" in logged
    assert KEY not in logged
    assert OTHER not in logged


async def test_while_the_database_is_away_it_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("channels.wecom.robot.PAUSE", 0.0)
    tried = []

    class Away:
        async def write(self, work: Any) -> list[str]:
            tried.append(work)
            if len(tried) == 1:
                raise DatabaseUnavailable("away")
            return []

    settings: Any = SimpleNamespace(wecom_robots={"王家村": KEY}, language="zh")
    ports: Any = SimpleNamespace(database=Away(), files=None)
    await robot(settings, ports, Api("http://127.0.0.1:9", "", lambda: 0)).run()
    assert len(tried) == 2


async def test_what_a_cadre_posts_stands_in_the_group_and_where_the_robot_is_gone_it_is_over_at_once(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "POLL", 0.01)
    await bound(town, {"王家村": KEY})
    await town.opens_window()
    async with WeComServer() as server:
        robots, api = WeComRobots(server, KEY), Api(server.url, "", server.clock)
        door = Robot(api, (KEY,), Kept(House()), _begun)
        sender = Sender(town.database, {ACCOUNT: door}, lambda: town.now, "", lambda *_: None, {})
        running = asyncio.create_task(sender.run())
        await town.says("陈主任", "发到群里")
        sender.hand(tuple(each for each in town.handed if each.account == ACCOUNT))
        await server.until(lambda: robots.groups[KEY])
        assert robots.texts(KEY)[0].startswith("【周六鲜菜团】11月30日（周一）20:00截止\n1. 土猪肉　35元/斤")
        del robots.groups[KEY]
        await town.says("李阿公", "猪肉2斤")
        await town.presses("李阿公", "确认")
        await town.later(0.1)
        assert await ended(town) == ["sent", "failed 93000"]
        await api.close()
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
    assert len(server.called("webhook/send")) == 2


async def _begun() -> None:
    """The groups are bound already."""


async def ended(town: Town) -> list[str]:
    """What became of everything for the robot's groups, once nothing of it is under way any more."""

    def look(tx: Transaction) -> list[str]:
        query = "select state, failure from outbox where account = 'wecom-robot' order by id"
        return [" ".join(filter(None, row)) for row in tx.connection.execute(query).fetchall()]

    async with asyncio.timeout(5):
        while any(row.startswith(("queued", "sending")) for row in await town.database.read(look)):  # noqa: ASYNC110
            await asyncio.sleep(0.01)
    return await town.database.read(look)
