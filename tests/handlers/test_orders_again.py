"""Orders beside others: the same as last time, two windows at once, other people's, and in another language."""

import pytest

from domain.orders import Item
from storage import addresses, households, people
from storage.addresses import Address
from storage.database import Transaction
from tests.town import ACCOUNT, Town

PORK, FISH, TOFU, GREENS, EGGS = "土猪肉", "带鱼", "豆腐", "青菜", "鸡蛋"


async def test_the_same_as_last_time_is_offered_as_a_summary(town: Town) -> None:
    await town.opens_window()
    await town.says("李阿公", "猪肉2斤 青菜1斤")
    await town.presses("李阿公", "确认")
    await town.later(9)
    window = await town.opens_window(title="周日鲜菜团")
    await town.says("李阿公", "和上次一样")
    assert "土猪肉 2斤" in await town.last("李阿公")
    assert "拿不准" not in await town.last("李阿公")
    assert await town.ordered("李阿公", window) == {}
    await town.says("李阿公", "好")
    assert await town.ordered("李阿公", window) == {PORK: 2_000, GREENS: 1_000}


async def test_the_same_as_last_time_without_a_last_time_is_asked_about(town: Town) -> None:
    window = await town.opens_window()
    await town.says("李阿公", "和上次一样")
    assert "拿不准" in await town.last("李阿公")
    assert "“”" not in await town.last("李阿公")
    await town.says("李阿公", "好")
    assert await town.ordered("李阿公", window) == {}


async def test_the_same_as_last_time_shows_new_prices_and_names_what_is_gone(town: Town) -> None:
    await town.opens_window()
    await town.says("李阿公", "青菜1斤 带鱼2斤")
    await town.says("李阿公", "好")
    await town.later(9)
    window = await town.opens_window(Item(0, 0, GREENS, "斤", 500), Item(0, 0, EGGS, "盒", 2_000), title="周日鲜菜团")
    await town.says("李阿公", "和上次一样，再加鸡蛋一盒")
    summary = await town.last("李阿公")
    assert "青菜上次4.5元，这次5元" in summary
    assert "这次没有带鱼" in summary
    assert "鸡蛋 1盒" in summary
    await town.says("李阿公", "好")
    assert await town.ordered("李阿公", window) == {GREENS: 1_000, EGGS: 1_000}


async def test_the_same_as_last_time_of_which_nothing_is_on_offer_orders_nothing(town: Town) -> None:
    await town.opens_window()
    await town.says("李阿公", "带鱼2斤")
    await town.says("李阿公", "好")
    await town.later(9)
    await town.opens_window(Item(0, 0, EGGS, "盒", 2_000), title="周日鲜菜团")
    await town.says("李阿公", "和上次一样")
    assert "上次订的带鱼，这次都没有" in await town.last("李阿公")


@pytest.mark.parametrize("words", ["菜单", "你好", "/start"])
async def test_the_same_as_last_time_stands_on_a_button(town: Town, words: str) -> None:
    await town.opens_window()
    await town.says("李阿公", "青菜1斤")
    await town.says("李阿公", "好")
    await town.says("李阿公", words)
    assert "和上次一样" not in await town.choices("李阿公")
    await town.later(9)
    window = await town.opens_window(title="周日鲜菜团")
    await town.says("王阿婆", words)
    assert "和上次一样" not in await town.choices("王阿婆")
    await town.says("李阿公", words)
    await town.presses("李阿公", "和上次一样")
    assert "青菜 1斤" in await town.last("李阿公")
    await town.presses("李阿公", "确认")
    assert await town.ordered("李阿公", window) == {GREENS: 1_000}


async def test_goods_that_two_windows_offer_are_asked_about_by_window(town: Town) -> None:
    first = await town.opens_window()
    second = await town.opens_window(Item(0, 0, GREENS, "斤", 400), title="老王的菜", hours=10)
    await town.says("李阿公", "青菜3斤")
    assert "周六鲜菜团" in await town.last("李阿公")
    assert "老王的菜" in await town.last("李阿公")
    await town.says("李阿公", "好")
    assert await town.ordered("李阿公", first) == await town.ordered("李阿公", second) == {}


async def test_one_order_may_take_from_two_windows(town: Town) -> None:
    first = await town.opens_window()
    second = await town.opens_window(Item(0, 0, "牛奶", "箱", 5_000), title="牛奶团", hours=10)
    await town.says("李阿公", "青菜3斤，牛奶一箱")
    await town.presses("李阿公", "确认")
    assert await town.ordered("李阿公", first) == {GREENS: 3_000}
    assert await town.ordered("李阿公", second) == {"牛奶": 1_000}


async def test_goods_for_another_household_are_not_recorded(town: Town) -> None:
    window = await town.opens_window()
    await town.says("李阿公", "帮隔壁老王订2斤猪肉")
    assert "找人" in await town.last("李阿公")
    await town.says("李阿公", "好")
    assert await town.taken(window) == {}


async def test_without_a_window_the_villager_is_told_so(town: Town) -> None:
    await town.says("李阿公", "猪肉2斤")
    assert "现在没有开团" in await town.last("李阿公")


async def test_english_is_answered_in_english(town: Town) -> None:
    window = await town.opens_window()
    await town.database.write(lambda tx: people.set_language(tx, town.people["王阿婆"], "en"))
    await town.says("王阿婆", "猪肉2斤")
    assert "This is not an order yet" in await town.last("王阿婆")
    assert await town.choices("王阿婆") == ["Confirm", "Change", "Cancel"]
    await town.says("王阿婆", "yes please")
    assert "Ordered" in await town.last("王阿婆")
    assert await town.ordered("王阿婆", window) == {PORK: 2_000}


async def test_somebody_not_yet_confirmed_by_a_worker_can_order(town: Town) -> None:
    window = await town.opens_window()

    def arrive(tx):  # type: ignore[no-untyped-def]
        home = households.ensure(tx, town.village.id, town.microgrid.id, "5幢101", "5-101", town.now)
        person = people.add(tx, "新来的", town.village.id, town.now, terms=(), household=home.id)
        addresses.bind(tx, Address(ACCOUNT, "新来的"), person, "zh", town.now)
        town.people["新来的"] = person
        return people.get(tx, person).state

    assert await town.database.write(arrive) == "provisional"
    await town.says("新来的", "青菜1斤")
    await town.says("新来的", "好")
    assert await town.ordered("新来的", window) == {GREENS: 1_000}


async def test_an_order_whose_window_has_closed_is_shown_beside_the_next_one(town: Town) -> None:
    await town.opens_window()
    await town.says("李阿公", "猪肉2斤")
    await town.says("李阿公", "好")
    await town.later(9)
    await town.opens_window(Item(0, 0, "草莓", "盒", 2500), title="周日水果团")
    await town.says("李阿公", "草莓1盒")
    await town.says("李阿公", "好")
    await town.says("李阿公", "我的订单")
    mine = await town.last("李阿公")
    assert mine.index("草莓 1盒") < mine.index("周六鲜菜团（已经截止）") < mine.index("土猪肉 2斤")
    await town.says("李阿公", "猪肉不要了")
    assert "已经截止，改不了了" in await town.last("李阿公")


async def test_thanks_are_answered_as_thanks(town: Town) -> None:
    await town.opens_window()
    await town.says("李阿公", "谢谢")
    assert await town.last("李阿公") == "不客气，有事随时说。"


async def test_family_elsewhere_means_the_household_they_act_for_by_its_name(town: Town) -> None:
    window = await town.opens_window()

    def work(tx: Transaction) -> None:
        son = people.add(tx, "李小明", town.village.id, town.now, terms=())
        home = people.get(tx, town.people["李阿公"])
        assert home is not None
        people.let_act_for(tx, son, home.household, home.id, town.now)
        addresses.bind(tx, Address(ACCOUNT, "李小明"), son, "zh", town.now)
        town.people["李小明"] = son

    await town.database.write(work)
    await town.says("李小明", "帮阿公订豆腐一块")
    await town.says("李小明", "好")
    assert await town.ordered("李小明", window) == {"豆腐": 1_000}


async def test_a_summary_can_be_confirmed_as_long_as_its_window_is_open(town: Town) -> None:
    window = await town.opens_window(hours=24 * 6)
    await town.says("李阿公", "猪肉2斤")
    await town.later(24 * 5)
    await town.presses("李阿公", "确认")
    assert await town.ordered("李阿公", window) == {"土猪肉": 2_000}
