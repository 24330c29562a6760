"""«每次都给我来猪肉2斤»: asked back, asked again each round, an order only once confirmed; never while away."""

import pytest

from broadcasts.standing import SLICE
from domain.orders import Item
from storage import addresses, households, people, standing
from storage.addresses import Address
from storage.database import Transaction
from tests.town import ACCOUNT, Town

PORK, TOFU, GREENS, EGGS = "土猪肉", "豆腐", "青菜", "鸡蛋"


async def wishes(town: Town, who: str) -> dict[str, int]:
    found = await town.database.read(lambda tx: standing.of_person(tx, town.people[who]))
    return {wish.item: wish.quantity for wish in found}


async def wants(town: Town, who: str, words: str) -> None:
    """Somebody's wish for every round, said and confirmed between two windows."""
    await town.opens_window(hours=1)
    await town.later(0)
    await town.later(2)
    await town.says(who, words)
    await town.presses(who, "好")


async def test_a_wish_for_every_round_is_asked_back_before_it_is_kept(town: Town) -> None:
    await town.opens_window()
    await town.says("李阿公", "每次都给我来猪肉2斤")
    assert "以后每次开团都先给您备好这些" in await town.last("李阿公")
    assert await town.choices("李阿公") == ["好", "不用"]
    assert await wishes(town, "李阿公") == {}
    await town.presses("李阿公", "不用")
    assert await wishes(town, "李阿公") == {}
    await town.says("李阿公", "每次都给我来猪肉2斤")
    await town.says("李阿公", "好")
    assert await wishes(town, "李阿公") == {PORK: 2_000}


async def test_a_wish_said_while_a_window_is_open_is_put_together_for_it_at_once(town: Town) -> None:
    window = await town.opens_window()
    await town.says("李阿公", "以后每次都要豆腐一块")
    await town.says("李阿公", "好")
    assert "豆腐 1块" in await town.last("李阿公")
    assert await town.ordered("李阿公", window) == {}
    await town.says("李阿公", "好")
    assert await town.ordered("李阿公", window) == {TOFU: 1_000}


async def test_a_wish_that_is_not_clear_is_not_kept(town: Town) -> None:
    await town.opens_window()
    await town.says("李阿公", "每次都给我来茄子2斤")
    assert "没看清" in await town.last("李阿公")
    assert await wishes(town, "李阿公") == {}


async def test_when_a_window_opens_the_wish_is_asked_and_is_an_order_only_after_a_confirmation(town: Town) -> None:
    await wants(town, "李阿公", "每次都给我来猪肉2斤，带鱼一斤")
    window = await town.opens_window(Item(0, 0, PORK, "斤", 3_800, weighed=True), title="周日团")
    await town.later(0)
    asked = await town.last("李阿公")
    assert "您的长期订单，这次先给您备好了" in asked
    assert "土猪肉 2斤　约76元" in asked
    assert "这次没有带鱼" in asked
    assert await town.choices("李阿公") == ["确认", "修改", "取消"]
    assert await town.ordered("李阿公", window) == {}
    count = len(await town.heard("李阿公"))
    await town.later(0.1)
    assert len(await town.heard("李阿公")) == count
    await town.says("李阿公", "好")
    assert await town.ordered("李阿公", window) == {PORK: 2_000}


async def test_what_is_asked_can_be_changed_like_any_basket(town: Town) -> None:
    await wants(town, "李阿公", "每次都给我来猪肉2斤")
    window = await town.opens_window(title="周日团")
    await town.later(0)
    await town.says("李阿公", "再加豆腐一块")
    await town.says("李阿公", "好")
    assert await town.ordered("李阿公", window) == {PORK: 2_000, TOFU: 1_000}


async def test_a_price_that_has_changed_since_the_last_order_is_shown(town: Town) -> None:
    await town.opens_window(hours=1)
    for words in ("每次都要青菜1斤", "好", "好"):
        await town.says("李阿公", words)
    await town.later(2)
    await town.opens_window(Item(0, 0, GREENS, "斤", 600), title="周日团")
    await town.later(0)
    assert "青菜上次4.5元，这次6元" in await town.last("李阿公")


async def test_of_what_is_not_on_offer_at_all_it_is_only_said_so(town: Town) -> None:
    await wants(town, "李阿公", "每次都给我来猪肉2斤")
    await town.opens_window(Item(0, 0, EGGS, "盒", 2_000), title="周日团")
    await town.later(0)
    assert "您每次要的土猪肉，这次没有" in await town.last("李阿公")
    assert await town.choices("李阿公") == []


@pytest.mark.parametrize("words", ["这几天不在家", "我们回老家了 到12月10号"])
async def test_a_household_that_is_away_is_not_asked_until_it_is_back(town: Town, words: str) -> None:
    await wants(town, "李阿公", "每次都给我来猪肉2斤")
    await town.says("李阿婆", words)
    await town.opens_window(hours=1, title="周日团")
    heard = await town.heard("李阿公")
    await town.later(0)
    assert await town.heard("李阿公") == heard
    await town.later(2)
    await town.says("李阿婆", "回来了")
    assert "欢迎回来" in await town.last("李阿婆")
    await town.opens_window(title="下一团")
    await town.later(0)
    assert "您的长期订单" in await town.last("李阿公")


async def test_an_absence_ends_by_itself_after_its_last_day(town: Town) -> None:
    await wants(town, "李阿公", "每次都给我来猪肉2斤")
    await town.says("李阿公", "我们回老家了 到12月2号")
    assert "到12月2日" in await town.last("李阿公")
    await town.later(24 * 3)
    await town.opens_window(title="周日团")
    await town.later(0)
    assert "您的长期订单" in await town.last("李阿公")


async def test_who_has_ordered_already_is_not_asked(town: Town) -> None:
    await wants(town, "李阿公", "每次都给我来猪肉2斤")
    await town.opens_window(title="周日团")
    for words in ("青菜1斤", "好"):
        await town.says("李阿公", words)
    heard = await town.heard("李阿公")
    await town.later(0)
    assert await town.heard("李阿公") == heard


async def test_standing_orders_are_listed_and_ended_in_words(town: Town) -> None:
    await wants(town, "李阿公", "每次都给我来猪肉2斤，豆腐一块")
    await town.says("李阿公", "我的长期订单")
    assert "土猪肉 2斤" in await town.last("李阿公")
    await town.says("李阿公", "豆腐以后不用了")
    assert await wishes(town, "李阿公") == {PORK: 2_000}
    await town.says("李阿公", "不用每次都订了")
    assert await wishes(town, "李阿公") == {}
    await town.says("李阿公", "我的长期订单")
    assert "没有长期订单" in await town.last("李阿公")


async def test_the_same_goods_wished_anew_take_the_place_of_the_earlier_wish(town: Town) -> None:
    await town.opens_window()
    for words in ("每次都要猪肉2斤", "好", "不要了", "每次都要猪肉1斤", "好"):
        await town.says("李阿公", words)
    assert await wishes(town, "李阿公") == {PORK: 1_000}


async def test_a_wish_for_a_piece_each_time_is_no_payment_of_a_yuan(town: Town) -> None:
    await town.opens_window()
    for words in ("猪肉1斤", "好", "每次都给我来豆腐一块"):
        await town.says("李阿公", words)
    assert "以后每次开团都先给您备好这些" in await town.last("李阿公")
    assert await town.heard("陈主任") == []


async def test_many_are_asked_in_slices_and_each_once(town: Town) -> None:
    names = [f"住户{number}" for number in range(SLICE + 5)]

    def settle(tx: Transaction) -> None:
        for number, name in enumerate(names):
            home = households.ensure(
                tx, town.village.id, town.microgrid.id, f"{number}号", str(100 + number), town.now
            )
            person = people.add(tx, name, town.village.id, town.now, terms=(), household=home.id)
            addresses.bind(tx, Address(ACCOUNT, name), person, "zh", town.now)
            entry = standing.Wish(0, person, home.id, TOFU, 1_000, "块")
            standing.wish(tx, entry, town.village.id, person, town.now)

    await town.database.write(settle)
    await town.opens_window()
    await town.later(0)
    asked = [len(await town.heard(name)) for name in names]
    assert sum(asked) == SLICE
    for _ in range(3):
        await town.later(0.001)
    assert [len(await town.heard(name)) for name in names] == [1] * len(names)


async def test_every_week_is_asked_about_as_every_round(town: Town) -> None:
    window = await town.opens_window()
    await town.says("李阿公", "每周都给我来猪肉2斤")
    assert "以后每次开团" in await town.last("李阿公")
    assert await town.ordered("李阿公", window) == {}
