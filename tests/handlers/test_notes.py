"""«不要肥的»: notes for whoever packs, confirmed with the order, changed and taken back in words."""

import pytest

from domain.orders import Item
from storage import notes, windows
from storage.database import Transaction
from tests.town import Town


async def noted(town: Town, window: int) -> dict[str, str]:
    """What stands in a window, by the name of the goods ("" for a whole order)."""

    def work(tx: Transaction) -> dict[str, str]:
        names = {item.id: item.name for item in windows.items(tx, window)}
        return {names.get(item, ""): words for (_, item), words in notes.of_window(tx, window).items()}

    return await town.database.read(work)


async def test_a_note_is_read_back_and_kept_with_the_order_that_is_confirmed(town: Town) -> None:
    window = await town.opens_window()
    await town.says("李阿公", "猪肉2斤不要肥的，豆腐一块")
    assert "备注：土猪肉　不要肥的" in await town.last("李阿公")
    assert await noted(town, window) == {}
    await town.says("李阿公", "好")
    assert "备注：土猪肉　不要肥的" in await town.last("李阿公")
    assert await noted(town, window) == {"土猪肉": "不要肥的"}


async def test_a_note_said_after_the_words_of_an_order_goes_with_the_basket(town: Town) -> None:
    window = await town.opens_window()
    await town.says("李阿公", "猪肉2斤")
    await town.says("李阿公", "皮去掉")
    assert "备注：土猪肉　皮去掉" in await town.last("李阿公")
    await town.says("李阿公", "再加豆腐一块")
    assert "备注：土猪肉　皮去掉" in await town.last("李阿公")
    await town.presses("李阿公", "确认")
    assert await noted(town, window) == {"土猪肉": "皮去掉"}


async def test_a_note_of_a_basket_that_is_dropped_is_kept_nowhere(town: Town) -> None:
    window = await town.opens_window()
    for words in ("猪肉2斤", "皮去掉", "不要了"):
        await town.says("李阿公", words)
    assert await noted(town, window) == {}


@pytest.mark.parametrize(
    ("words", "after"),
    [
        ("豆腐要嫩一点的", {"豆腐": "要嫩一点的"}),
        ("不要肥的", {"": "不要肥的"}),
        ("猪肉的备注改成要瘦的", {"土猪肉": "要瘦的"}),
    ],
)
async def test_a_note_after_the_confirmation_is_written_down_with_what_it_names(
    town: Town, words: str, after: dict[str, str]
) -> None:
    window = await town.opens_window()
    await town.says("李阿公", "猪肉2斤 豆腐一块")
    await town.says("李阿公", "好")
    await town.says("李阿公", words)
    assert "记下了" in await town.last("李阿公")
    assert await noted(town, window) == after


async def test_a_note_is_changed_and_taken_back(town: Town) -> None:
    window = await town.opens_window()
    for words in ("猪肉2斤不要肥的", "好", "备注改成要瘦的"):
        await town.says("李阿公", words)
    assert await noted(town, window) == {"土猪肉": "要瘦的"}
    await town.says("李阿公", "不用备注")
    assert await noted(town, window) == {}
    await town.says("李阿公", "我的订单")
    assert "备注" not in await town.last("李阿公")


async def test_of_several_notes_the_one_to_change_is_asked_for(town: Town) -> None:
    window = await town.opens_window()
    for words in ("猪肉2斤 豆腐一块", "好", "猪肉不要肥的", "豆腐要嫩一点的"):
        await town.says("李阿公", words)
    before = await noted(town, window)
    await town.says("李阿公", "备注改成要老的")
    assert "您要改哪一样的" in await town.last("李阿公")
    assert await noted(town, window) == before


async def test_a_note_without_an_order_is_none(town: Town) -> None:
    window = await town.opens_window()
    await town.says("李阿公", "备注改成不要肥的")
    assert "没有订单" in await town.last("李阿公")
    assert await noted(town, window) == {}


async def test_what_a_worker_enters_has_its_note_too(town: Town) -> None:
    window = await town.opens_window()
    await town.says("小陈", "3幢202王阿婆 猪肉2斤，不要肥的")
    await town.presses("小陈", "确认")
    assert await noted(town, window) == {"土猪肉": "不要肥的"}
    assert "不要肥的" in await town.last("王阿婆")


async def test_each_note_belongs_to_the_goods_before_it(town: Town) -> None:
    window = await town.opens_window()
    await town.says("李阿公", "猪肉两斤要瘦一点的，带鱼一斤切段，豆腐一块")
    await town.says("李阿公", "好")
    assert await noted(town, window) == {"土猪肉": "要瘦一点的", "带鱼": "切段"}


async def test_a_wish_at_the_end_of_a_list_is_of_the_whole_order(town: Town) -> None:
    await town.opens_window()
    await town.says("李阿公", "猪肉2斤 豆腐2块 不要肥的")
    assert "备注：不要肥的" in await town.last("李阿公")


async def test_a_wish_right_behind_a_thing_is_of_that_thing(town: Town) -> None:
    await town.opens_window()
    await town.says("李阿公", "猪肉2斤不要肥的 豆腐2块")
    assert "备注：土猪肉　不要肥的" in await town.last("李阿公")


async def test_a_thing_may_be_called_by_a_part_of_its_name(town: Town) -> None:
    await town.opens_window(Item(0, 0, "土猪肉", "斤", 3500), Item(0, 0, "带鱼", "斤", 2500))
    await town.says("李阿公", "猪肉2斤 带鱼1斤")
    await town.presses("李阿公", "确认")
    await town.says("李阿公", "猪肉不要肥的")
    assert "备注：土猪肉　不要肥的" in await town.last("李阿公")


async def test_what_is_not_on_offer_and_not_wanted_is_told_to_the_packer(town: Town) -> None:
    await town.opens_window()
    await town.says("李阿公", "豆腐1块 不要葱")
    assert "备注：豆腐　不要葱" in await town.last("李阿公")
