"""A cadre changes an open window in chat: read back, confirmed, and nobody's order changes without their yes."""

import pytest

from domain.orders import Item, Window
from storage import audit, orders, windows
from tests.town import HOUR, NOON, Town

CADRE = "陈主任"


async def ordered(town: Town, who: str, *texts: str) -> None:
    for text in texts:
        await town.says(who, text)
        await town.presses(who, "确认")


async def changed(town: Town, text: str) -> str:
    """A cadre says it and confirms; what they read then."""
    await town.says(CADRE, text)
    await town.presses(CADRE, "改")
    return await town.last(CADRE)


async def look(town: Town, window: int) -> Window:
    found = await town.database.read(lambda tx: windows.get(tx, window))
    assert found
    return found


async def item(town: Town, window: int, name: str) -> Item:
    return next(item for item in (await look(town, window)).items if item.name == name)


async def price_of(town: Town, who: str, window: int, name: str) -> int:
    pork = await item(town, window, name)
    stands = await town.database.read(lambda tx: orders.standing(tx, window, town.people[who]))
    return stands[pork.id][1]


async def test_a_change_is_read_back_and_nothing_is_changed_yet(town: Town) -> None:
    window = await town.opens_window()
    await town.says(CADRE, "猪肉改38")
    assert "土猪肉：35元改成38元/斤" in await town.last(CADRE)
    assert await town.choices(CADRE) == ["改", "不改"]
    assert (await item(town, window, "土猪肉")).price == 3_500
    await town.presses(CADRE, "不改")
    assert "没有改" in await town.last(CADRE)
    assert (await item(town, window, "土猪肉")).price == 3_500


async def test_who_changed_a_window_is_on_record(town: Town) -> None:
    window = await town.opens_window()
    await changed(town, "猪肉改38")
    noted = await town.database.read(lambda tx: audit.about(tx, window))
    assert [(actor, action) for actor, _, action, _ in noted] == [(town.people[CADRE], "change_window")]


async def test_a_villager_changes_nothing(town: Town) -> None:
    window = await town.opens_window()
    for text in ("猪肉改38", "现在截止", "取消这次团购"):
        await town.says("李阿公", text)
        await town.says("李阿公", "好")
    assert (await look(town, window)).version == 1


@pytest.mark.parametrize("text", ["猪肉2斤", "猪肉加2斤", "不要豆腐", "豆腐2块"])
async def test_a_cadre_still_orders_in_the_same_chat(town: Town, text: str) -> None:
    window = await town.opens_window()
    await ordered(town, CADRE, "猪肉1斤 豆腐1块")
    await town.says(CADRE, text)
    await town.says(CADRE, "好")
    assert (await look(town, window)).version == 1


async def test_a_lower_price_holds_for_all_at_once_and_they_are_told(town: Town) -> None:
    window = await town.opens_window()
    await ordered(town, "李阿公", "猪肉2斤")
    assert "1份订单已经按新价算" in await changed(town, "猪肉改33")
    assert "从35元降到33元" in await town.last("李阿公")
    assert await price_of(town, "李阿公", window, "土猪肉") == 3_300
    await town.says("李阿公", "我的订单")
    assert "约66元" in await town.last("李阿公")


async def test_a_higher_price_is_asked_and_a_yes_takes_it(town: Town) -> None:
    window = await town.opens_window()
    await ordered(town, "李阿公", "猪肉2斤")
    await town.says(CADRE, "猪肉改38")
    assert "涨价的有1份订单" in await town.last(CADRE)
    await town.presses(CADRE, "改")
    assert "从35元涨到38元/斤，还要2斤吗" in await town.last("李阿公")
    assert await town.choices("李阿公") == ["要", "不要了", "改数量"]
    await town.says("王阿婆", "猪肉1斤")
    assert "约38元" in await town.last("王阿婆")
    assert await price_of(town, "李阿公", window, "土猪肉") == 3_500
    await town.says("李阿公", "要")
    assert "约76元" in await town.last("李阿公")
    assert await price_of(town, "李阿公", window, "土猪肉") == 3_800
    assert (await town.taken(window))["土猪肉"] == 2_000


async def test_a_no_gives_it_back(town: Town) -> None:
    window = await town.opens_window()
    await ordered(town, "李阿公", "猪肉2斤 豆腐1块")
    await changed(town, "猪肉改38")
    await town.presses("李阿公", "不要了")
    assert await town.ordered("李阿公", window) == {"豆腐": 1_000}


async def test_another_amount_is_said_and_confirmed_at_the_new_price(town: Town) -> None:
    window = await town.opens_window()
    await ordered(town, "李阿公", "猪肉2斤")
    await changed(town, "猪肉改38")
    await town.presses("李阿公", "改数量")
    await town.says("李阿公", "猪肉改成1斤")
    assert "原来35元，现在38元" in await town.last("李阿公")
    await town.says("李阿公", "好")
    assert await town.ordered("李阿公", window) == {"土猪肉": 1_000}
    assert await price_of(town, "李阿公", window, "土猪肉") == 3_800


async def test_no_answer_by_closing_means_no_goods_and_no_charge(town: Town) -> None:
    window = await town.opens_window()
    await ordered(town, "李阿公", "猪肉2斤 豆腐1块")
    await changed(town, "猪肉改38")
    await town.later(6.5)
    assert any("您还没说要不要" in text for text in await town.heard("李阿公"))
    await town.later(2)
    assert any("没有算，不收钱" in text for text in await town.heard("李阿公"))
    assert await town.ordered("李阿公", window) == {"豆腐": 1_000}
    await town.presses("李阿公", "要")
    assert await town.ordered("李阿公", window) == {"豆腐": 1_000}


async def test_a_second_price_asks_anew_and_the_first_question_is_over(town: Town) -> None:
    window = await town.opens_window()
    await ordered(town, "李阿公", "猪肉2斤")
    await changed(town, "猪肉改38")
    first = await town.button("李阿公", "要")
    await changed(town, "猪肉改40")
    await town.does(town.update("李阿公", press=first))
    assert await price_of(town, "李阿公", window, "土猪肉") == 3_500
    await town.presses("李阿公", "要")
    assert await price_of(town, "李阿公", window, "土猪肉") == 4_000


async def test_a_price_that_comes_back_down_leaves_everything_as_it_was(town: Town) -> None:
    window = await town.opens_window()
    await ordered(town, "李阿公", "猪肉2斤")
    await changed(town, "猪肉改38")
    await changed(town, "猪肉改35")
    await town.later(9)
    assert await town.ordered("李阿公", window) == {"土猪肉": 2_000}


async def test_a_summary_from_before_the_change_is_shown_again(town: Town) -> None:
    window = await town.opens_window()
    await town.says("李阿公", "猪肉2斤")
    await changed(town, "猪肉改38")
    assert (await town.presses("李阿公", "确认")).toast == "价钱变了，请再看一遍"
    assert "刚才价钱有变" in await town.last("李阿公")
    assert "约76元" in await town.last("李阿公")
    assert await town.ordered("李阿公", window) == {}
    await town.presses("李阿公", "确认")
    assert await price_of(town, "李阿公", window, "土猪肉") == 3_800


async def test_more_goods_are_for_all_and_less_than_taken_is_refused_with_what_is_taken(town: Town) -> None:
    window = await town.opens_window()
    await changed(town, "猪肉加50斤")
    assert (await item(town, window, "土猪肉")).quota == 250_000
    await ordered(town, "李阿公", "豆腐2块")
    await town.says(CADRE, "豆腐只有1块了")
    assert "已经订出2块" in await town.last(CADRE)
    assert await town.choices(CADRE) == ["改成正好订出的数", "不改"]
    await town.presses(CADRE, "改成正好订出的数")
    assert (await item(town, window, "豆腐")).quota == 2_000
    await town.says("王阿婆", "豆腐1块")
    assert await town.ordered("王阿婆", window) == {}


async def test_orders_that_come_in_before_the_yes_are_counted(town: Town) -> None:
    window = await town.opens_window()
    await town.says(CADRE, "豆腐只有1块了")
    await ordered(town, "李阿公", "豆腐2块")
    await town.presses(CADRE, "改")
    assert "已经订出2块" in await town.last(CADRE)
    assert (await item(town, window, "豆腐")).quota == 30_000


async def test_goods_to_be_shared_may_become_fewer_than_are_wished_for(town: Town) -> None:
    window = await town.opens_window(Item(0, 0, "豆腐", "块", 0, sharing="equally", to_share=80_000, donor="李大哥"))
    await ordered(town, "李阿公", "豆腐3块")
    assert "要分的从80块改成2块" in await changed(town, "豆腐只有2块了")
    tofu = await item(town, window, "豆腐")
    assert (tofu.to_share, tofu.quota) == (2_000, None)
    assert await town.ordered("李阿公", window) == {"豆腐": 3_000}


async def queue(town: Town) -> int:
    """A window in which the last tofu is gone and somebody waits, to whom it goes without a press."""
    window = await town.opens_window(Item(0, 0, "豆腐", "块", 200, quota=2_000), Item(0, 0, "青菜", "斤", 450))
    await ordered(town, "李阿公", "豆腐2块")
    await town.says("王阿婆", "豆腐1块")
    await town.says("王阿婆", "有了就给我")
    return window


async def test_who_waits_is_given_nothing_at_a_price_that_they_have_not_read(town: Town) -> None:
    window = await queue(town)
    await changed(town, "豆腐改成3元")
    await town.presses("李阿公", "不要了")
    await town.later(0.01)
    assert await town.ordered("王阿婆", window) == {}
    assert "3元/块" in await town.last("王阿婆")
    await town.presses("王阿婆", "要")
    assert await town.ordered("王阿婆", window) == {"豆腐": 1_000}
    assert await price_of(town, "王阿婆", window, "豆腐") == 300


async def test_who_waits_for_goods_that_are_off_need_not_wait(town: Town) -> None:
    await queue(town)
    await town.says(CADRE, "豆腐不卖了")
    await town.presses(CADRE, "改")
    await town.presses(CADRE, "确定")
    assert "不用再等" in await town.last("王阿婆")


async def test_an_item_is_added(town: Town) -> None:
    window = await town.opens_window()
    await changed(town, "加一样：橙子6.8 共100斤")
    await ordered(town, "李阿公", "橙子3斤")
    assert await town.ordered("李阿公", window) == {"橙子": 3_000}


async def test_an_item_is_taken_off_after_a_second_yes_that_says_whom_it_concerns(town: Town) -> None:
    window = await town.opens_window()
    await ordered(town, "李阿公", "带鱼2斤 豆腐1块")
    await ordered(town, "王阿婆", "带鱼1斤")
    await town.says("陈主任", "带鱼不卖了")
    await town.presses(CADRE, "改")
    assert "有2户订了" in await town.last(CADRE)
    assert await town.ordered("王阿婆", window) == {"带鱼": 1_000}
    await town.presses(CADRE, "确定")
    assert "您订的1斤已经退掉" in await town.last("王阿婆")
    assert await town.ordered("李阿公", window) == {"豆腐": 1_000}
    await town.says("小林", "带鱼1斤")
    await town.says("小林", "好")
    assert await town.ordered("小林", window) == {}


async def test_a_summary_of_goods_that_are_off_says_so(town: Town) -> None:
    window = await town.opens_window()
    await town.says("李阿公", "带鱼2斤")
    await changed(town, "带鱼不卖了")
    await town.presses("李阿公", "确认")
    assert "已经不卖了" in await town.last("李阿公")
    assert await town.ordered("李阿公", window) == {}


async def test_a_window_is_prolonged_and_closes_then(town: Town) -> None:
    window = await town.opens_window()
    await changed(town, "延长到明天10点")
    await town.later(9)
    assert (await look(town, window)).state == "open"
    await ordered(town, "李阿公", "豆腐1块")
    await town.later(14)
    assert (await look(town, window)).state == "closed"
    assert "您的订单算数" in await town.last("李阿公")


async def test_a_window_is_closed_at_once(town: Town) -> None:
    window = await town.opens_window()
    await ordered(town, "李阿公", "豆腐1块")
    assert "现在就截止" in await changed(town, "现在截止")
    await town.later(0.001)
    assert (await look(town, window)).state == "closed"
    assert (await look(town, window)).closes_at + HOUR > NOON


async def test_a_window_is_called_off_and_nothing_is_charged(town: Town) -> None:
    window = await town.opens_window()
    await ordered(town, "李阿公", "猪肉2斤")
    await town.says(CADRE, "取消这次团购")
    await town.presses(CADRE, "改")
    assert "有1户订了" in await town.last(CADRE)
    await town.presses(CADRE, "确定")
    assert "您订的都不算" in await town.last("李阿公")
    assert await town.ordered("李阿公", window) == {}
    assert (await look(town, window)).state == "cancelled"
    await town.later(9)
    assert "取消了" in await town.last("李阿公")


async def test_of_two_open_windows_the_one_is_asked_for(town: Town) -> None:
    first, second = await town.opens_window(), await town.opens_window(title="水果团")
    await town.says(CADRE, "延长2小时")
    assert await town.choices(CADRE) == ["周六鲜菜团", "水果团"]
    await town.presses(CADRE, "水果团")
    await town.presses(CADRE, "改")
    assert (await look(town, first)).closes_at == NOON + 8 * HOUR
    assert (await look(town, second)).closes_at == NOON + 10 * HOUR


async def test_who_has_no_chat_is_to_be_phoned(town: Town) -> None:
    window = await town.opens_window()
    await ordered(town, "李阿公", "猪肉2斤")
    await town.database.write(
        lambda tx: tx.connection.execute("delete from addresses where chat = '李阿公'")
    )
    assert "3幢201 李阿公 13800000001" in await changed(town, "猪肉改38")
    assert await price_of(town, "李阿公", window, "土猪肉") == 3_500


async def test_where_and_when_reaches_those_who_ordered(town: Town) -> None:
    await town.opens_window()
    await ordered(town, "李阿公", "豆腐1块")
    await changed(town, "领取改到老祠堂")
    assert "领取：老祠堂" in await town.last("李阿公")


@pytest.mark.parametrize(
    ("words", "change"),
    [
        ("周日水果团现在截止", "现在就截止"), ("周日水果团不开了", "整个团购取消"),
        ("取消周日水果团", "整个团购取消"), ("周日水果团 猪肉改38", "35元改成38元"),
    ],
)  # fmt: skip
async def test_of_two_open_windows_the_one_that_is_named_is_meant(town: Town, words: str, change: str) -> None:
    await town.opens_window(title="周六鲜菜团")
    await town.opens_window(title="周日水果团")
    await town.says(CADRE, words)
    assert "周日水果团" in await town.last(CADRE)
    assert change in await town.last(CADRE)
