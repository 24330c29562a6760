"""Ordering by the numbers of the menu, and the menu as a photo."""

from functools import partial

from broadcasts.forwarding import forward
from domain.messages import FileReference
from domain.orders import Item
from tests.town import Town

PHOTO = FileReference("photo", "a" * 64, "image/jpeg", kept=True)


async def test_the_numbers_of_an_open_menu_order_by_it(town: Town) -> None:
    window = await town.opens_window()
    await town.says("李阿公", "菜单")
    await town.says("李阿公", "1号2份 3号1块")
    summary = await town.last("李阿公")
    assert "土猪肉 2斤" in summary
    assert "豆腐 1块" in summary
    assert await town.taken(window) == {}
    await town.says("李阿公", "好")
    assert await town.ordered("李阿公", window) == {"土猪肉": 2_000, "豆腐": 1_000}


async def test_without_a_menu_numbers_are_no_order(town: Town) -> None:
    window = await town.opens_window()
    await town.says("李阿公", "1号2份 3号1块")
    await town.says("李阿公", "好")
    assert await town.taken(window) == {}


async def test_a_number_that_is_not_on_the_menu_is_said_and_nothing_is_taken(town: Town) -> None:
    window = await town.opens_window()
    await town.says("李阿公", "菜单")
    await town.says("李阿公", "1号2份 12号1斤")
    assert "只有1到5号" in await town.last("李阿公")
    await town.says("李阿公", "好")
    assert await town.taken(window) == {}


async def test_a_unit_that_does_not_fit_is_asked_about(town: Town) -> None:
    window = await town.opens_window()
    await town.says("李阿公", "菜单")
    await town.says("李阿公", "5号2斤")
    assert "鸡蛋" in await town.last("李阿公")
    assert "几盒" in await town.last("李阿公")
    assert await town.taken(window) == {}


async def test_a_door_under_an_open_menu_is_still_a_door(town: Town) -> None:
    window = await town.opens_window()
    await town.says("小陈", "菜单")
    await town.says("小陈", "3幢202王阿婆 青菜1斤")
    await town.presses("小陈", "确认")
    assert await town.ordered("王阿婆", window) == {"青菜": 1_000}


async def test_a_cadre_s_picture_of_the_menu_stands_above_it(town: Town) -> None:
    await town.opens_window()
    await town.does(town.update("陈主任", files=(PHOTO,), text="菜单"))
    assert "菜单照片换好了" in await town.last("陈主任")
    await town.says("李阿公", "菜单")
    menu = (await town.said_to("李阿公"))[-1]
    assert menu.file == PHOTO
    assert "1 土猪肉" in menu.text
    await town.says("李阿公", "1号2斤")
    assert (await town.said_to("李阿公"))[-1].file is None


async def test_a_picture_that_is_still_fetched_is_shown_once_it_is_there(town: Town) -> None:
    await town.opens_window()
    await town.does(town.update("陈主任", files=(FileReference("photo", "vendor-1", "image/jpeg"),), text="菜单"))
    await town.says("李阿公", "菜单")
    assert (await town.said_to("李阿公"))[-1].file is None
    saying = await town.database.read(
        lambda tx: tx.connection.execute("select id from sayings where chat = '陈主任'").fetchone()[0]
    )
    await town.database.write(partial(forward, saying=saying, file=PHOTO, now=town.now, writer=town.writer))
    await town.says("李阿公", "菜单")
    assert (await town.said_to("李阿公"))[-1].file == PHOTO


async def test_a_villager_s_picture_of_a_menu_is_a_picture(town: Town) -> None:
    await town.opens_window()
    await town.does(town.update("李阿公", files=(PHOTO,), text="菜单"))
    await town.says("王阿婆", "菜单")
    assert (await town.said_to("王阿婆"))[-1].file is None


async def test_a_picture_without_a_window_is_sent_again_later(town: Town) -> None:
    await town.does(town.update("陈主任", files=(PHOTO,), text="菜单"))
    assert "开团以后再发" in await town.last("陈主任")


async def test_the_last_menu_counts_for_its_numbers(town: Town) -> None:
    window = await town.opens_window(Item(0, 0, "草莓", "盒", 2_500))
    await town.says("李阿公", "菜单")
    await town.says("李阿公", "1号一盒")
    await town.says("李阿公", "好")
    assert await town.ordered("李阿公", window) == {"草莓": 1_000}
