"""«菜单»: an item by its number, then how much of it, pressed or typed."""

from domain.orders import Item
from tests.town import Town

PORK, TOFU, EGGS = "土猪肉", "豆腐", "鸡蛋"


async def test_the_menu_has_a_button_for_each_item(town: Town) -> None:
    await town.opens_window()
    await town.says("李阿公", "菜单")
    assert await town.choices("李阿公") == [PORK, "带鱼", TOFU, "青菜", EGGS]


async def test_an_item_and_an_amount_are_pressed_and_come_to_a_summary(town: Town) -> None:
    window = await town.opens_window()
    await town.says("李阿公", "菜单")
    await town.presses("李阿公", EGGS)
    assert "鸡蛋，20元/盒，每户限3盒。要几盒？" in await town.last("李阿公")
    await town.presses("李阿公", "2盒")
    assert "鸡蛋 2盒　40元" in await town.last("李阿公")
    assert await town.ordered("李阿公", window) == {}
    await town.presses("李阿公", "确认")
    assert await town.ordered("李阿公", window) == {EGGS: 2_000}


async def test_numbers_are_enough_from_the_menu_to_the_order(town: Town) -> None:
    window = await town.opens_window()
    for words in ("/order", "3", "2", "1"):
        await town.says("李阿公", words)
    assert await town.ordered("李阿公", window) == {TOFU: 2_000}


async def test_an_amount_is_typed_as_people_write_it(town: Town) -> None:
    window = await town.opens_window()
    for amount, thousandths in (("两斤半", 2_500), ("半斤", 500), ("3", 3_000), ("一公斤", 2_000)):
        for words in ("菜单", "4", amount):
            await town.says("李阿公", words)
        await town.presses("李阿公", "确认")
        assert await town.ordered("李阿公", window) == {"青菜": thousandths}
        await town.says("李阿公", "取消订单")
        await town.presses("李阿公", "确认取消")


async def test_instead_of_an_amount_another_order_may_be_said(town: Town) -> None:
    window = await town.opens_window()
    for words in ("菜单", "1", "豆腐一块", "好"):
        await town.says("李阿公", words)
    assert await town.ordered("李阿公", window) == {TOFU: 1_000}


async def test_an_amount_that_makes_no_sense_is_asked_about_and_not_recorded(town: Town) -> None:
    window = await town.opens_window()
    for words in ("很多", "-3", "两盒半", "99999999999"):
        await town.says("李阿公", "菜单")
        await town.says("李阿公", "5")
        await town.says("李阿公", words)
        assert await town.choices("李阿公") == []
    await town.says("李阿公", "好")
    assert await town.ordered("李阿公", window) == {}


async def test_an_order_in_words_after_the_menu_needs_one_plain_yes(town: Town) -> None:
    window = await town.opens_window()
    for words in ("菜单", "青菜2斤", "好"):
        await town.says("李阿公", words)
    assert await town.ordered("李阿公", window) == {"青菜": 2_000}


async def test_a_command_in_the_middle_is_answered_and_the_amount_may_still_be_said(town: Town) -> None:
    window = await town.opens_window()
    for words in ("菜单", "5", "我的订单"):
        await town.says("李阿公", words)
    assert "没有订单" in await town.last("李阿公")
    await town.says("李阿公", "2盒")
    await town.presses("李阿公", "确认")
    assert await town.ordered("李阿公", window) == {EGGS: 2_000}


async def test_a_menu_of_a_window_that_has_closed_orders_nothing(town: Town) -> None:
    await town.opens_window()
    await town.says("李阿公", "菜单")
    await town.later(9)
    await town.presses("李阿公", PORK)
    assert "已经截止" in await town.last("李阿公")


async def test_without_a_window_there_is_no_menu(town: Town) -> None:
    await town.says("李阿公", "菜单")
    assert "现在没有开团" in await town.last("李阿公")
    assert await town.choices("李阿公") == []


async def test_a_long_menu_has_further_pages(town: Town) -> None:
    window = await town.opens_window(*(Item(0, 0, f"菜{number:02}号", "斤", 100) for number in range(60)))
    await town.says("李阿公", "菜单")
    assert len(await town.choices("李阿公")) == 25
    await town.presses("李阿公", "还有36样")
    await town.presses("李阿公", "还有12样")
    assert "还有" not in await town.last("李阿公")
    for label in ("菜59号", "2斤", "确认"):
        await town.presses("李阿公", label)
    assert await town.ordered("李阿公", window) == {"菜59号": 2_000}
