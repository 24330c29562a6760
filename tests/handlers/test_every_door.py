"""The whole of an order and of a report, through each door, and with every step at another."""

from collections.abc import Iterator
from itertools import cycle

import pytest

from storage import people
from storage.database import Transaction
from tests.doors import APP, EVERY, KF, TELEGRAM, WEB, Doors
from tests.handlers.test_pickups import add_slots, bag_of
from tests.town import Town

WAYS = pytest.mark.parametrize(
    "way", [(KF,), (APP,), (TELEGRAM,), (WEB,), (KF, WEB), EVERY, EVERY[::-1]], ids=lambda way: "-".join(way)
)


async def comes(town: Town, who: str, way: tuple[str, ...]) -> tuple[Doors, Iterator[str]]:
    """Somebody with these doors and no other, and the door of each step in turn."""
    return await Doors(town, who).only(*way), cycle(way)


async def goes_through(person: Doors, door: Iterator[str], *steps: tuple[str, str]) -> None:
    """What they say in turn, and what each answer must hold."""
    for words, expected in steps:
        at = next(door)
        assert expected in await person.says(at, words), (at, words)


@WAYS
async def test_an_order_from_the_menu_to_the_bag(town: Town, way: tuple[str, ...]) -> None:
    window = await town.opens_window(hours=20)
    await add_slots(town, window, 5, 5)
    person, door = await comes(town, "李阿公", way)
    await goes_through(
        person, door,
        ("菜单", "土猪肉"), ("猪肉2斤 青菜", "要几斤"), ("3斤", "合计约83.5元"), ("确认", "几点方便"),
        ("2", "15:30"), ("猪肉改成1斤", "合计约48.5元"), ("2", "想怎么改"), ("再加鸡蛋1盒", "鸡蛋 1盒"),
        ("好", "您的订单"), ("我的订单", "合计约68.5元"), ("鸡蛋不要了", "合计约48.5元"), ("确认", "您的订单"),
    )  # fmt: skip
    assert await town.ordered("李阿公", window) == {"土猪肉": 1_000, "青菜": 3_000}
    await town.later(21)
    bag = await bag_of(town, window, "李阿公")
    told = [each.text for account in way for each in await person.got(account)]
    assert any("截止" in text for text in told)
    await goes_through(person, door, ("我的订单", "土猪肉"))
    assert bag.number


@WAYS
async def test_a_report_of_two_with_a_fever(town: Town, way: tuple[str, ...]) -> None:
    await town.observes("李阿公", "李阿婆", begun=5)
    person, door = await comes(town, "李阿公", way)
    await town.later(20)
    asked = [account for account in way if any("报早上的体温" in each.text for each in await person.got(account))]
    assert len(asked) == 1
    await goes_through(
        person, door,
        ("36.5", "是谁的"), ("李阿婆", "还差李阿公的"), ("36.8", "已记：李阿公 36.8"), ("都好", "已经记下"),
        ("改一下，阿婆是38.2", "已记：李阿婆 38.2"), ("有点咳", "是谁咳嗽"), ("李阿婆", "李阿婆"),
    )  # fmt: skip
    assert any("李阿婆" in text and "38.2" in text for text in await town.heard("小陈"))


@WAYS
async def test_a_worker_takes_an_alarm_and_says_what_was_done(town: Town, way: tuple[str, ...]) -> None:
    worker, door = await comes(town, "小陈", way)
    await town.says("王阿婆", "胸口痛")
    for account in way:
        assert await worker.button(account, "我来处理")
    at = next(door)
    await worker.says(at, "我来处理")
    assert any("小陈" in text for text in await town.heard("王阿婆"))
    await worker.presses(at, "给他/她回话")
    await worker.says(next(door), "我马上到")
    assert "我马上到" in await town.last("王阿婆")


@pytest.mark.parametrize("account", EVERY)
async def test_somebody_new_says_who_they_are_and_their_words_are_taken_up(town: Town, account: str) -> None:
    window = await town.opens_window()
    town.people["张三"] = 0
    newcomer = Doors(town, "张三")
    assert "您好" in await newcomer.says(account, "猪肉2斤")
    await newcomer.says(account, "张三 3幢203")
    await newcomer.says(account, "确认")

    def found(tx: Transaction) -> int:
        ((person, _, _),) = people.named(tx, "张三")
        return person

    town.people["张三"] = await town.database.read(found)
    assert await town.ordered("张三", window) == {"土猪肉": 2_000}
