"""Ordering in villagers' own words: a priced summary, 确认, and later more, less, none, and what is mine."""

import pytest

from tests.town import Town

PORK, FISH, TOFU, GREENS, EGGS = "土猪肉", "带鱼", "豆腐", "青菜", "鸡蛋"


async def test_a_text_gets_a_priced_summary_and_records_nothing(town: Town) -> None:
    window = await town.opens_window()
    await town.says("李阿公", "猪肉2斤 豆腐一块")
    summary = await town.last("李阿公")
    assert "土猪肉 2斤　约70元" in summary
    assert "豆腐 1块　免费（李大哥送）" in summary
    assert "合计约70元，称重后多退少补" in summary
    assert "还没有下单" in summary
    assert await town.choices("李阿公") == ["确认", "修改", "取消"]
    assert await town.ordered("李阿公", window) == {}
    assert await town.taken(window) == {}


async def test_a_press_on_confirm_makes_the_order(town: Town) -> None:
    window = await town.opens_window()
    await town.says("李阿公", "猪肉2斤 豆腐一块")
    assert (await town.presses("李阿公", "确认")).toast == "订好了"
    assert await town.ordered("李阿公", window) == {PORK: 2_000, TOFU: 1_000}
    assert await town.taken(window) == {PORK: 2_000, TOFU: 1_000}
    answer = await town.last("李阿公")
    assert "订好了" in answer
    assert "到货：明天下午" in answer
    assert "领取：文化礼堂" in answer


async def test_a_plain_yes_to_the_one_open_question_orders(town: Town) -> None:
    window = await town.opens_window()
    for count, yes in enumerate(("好", "嗯", "要的", "👌", "OK", "确认", "1"), 1):
        await town.says("李阿公", "再加1斤青菜" if count > 1 else "青菜1斤")
        await town.says("李阿公", yes)
        assert await town.ordered("李阿公", window) == {GREENS: count * 1_000}


async def test_a_yes_to_no_question_records_nothing_and_says_so(town: Town) -> None:
    window = await town.opens_window()
    await town.says("李阿公", "好")
    assert "没有等您确认的" in await town.last("李阿公")
    assert await town.ordered("李阿公", window) == {}


async def test_a_no_under_the_summary_orders_nothing(town: Town) -> None:
    window = await town.opens_window()
    await town.says("李阿公", "青菜3斤")
    await town.says("李阿公", "不要了")
    assert "没有下单" in await town.last("李阿公")
    await town.says("李阿公", "好")
    assert await town.ordered("李阿公", window) == {}


async def test_edit_asks_for_the_change_and_the_basket_is_kept(town: Town) -> None:
    window = await town.opens_window()
    await town.says("李阿公", "青菜3斤")
    await town.presses("李阿公", "修改")
    assert "直接说" in await town.last("李阿公")
    await town.says("李阿公", "青菜改成5斤")
    await town.presses("李阿公", "确认")
    assert await town.ordered("李阿公", window) == {GREENS: 5_000}


async def test_two_texts_before_the_confirmation_make_one_basket(town: Town) -> None:
    window = await town.opens_window()
    await town.says("李阿公", "猪肉2斤")
    await town.says("李阿公", "豆腐一块")
    assert "土猪肉 2斤" in await town.last("李阿公")
    await town.presses("李阿公", "确认")
    assert await town.ordered("李阿公", window) == {PORK: 2_000, TOFU: 1_000}


async def test_what_is_unclear_is_asked_beside_what_is_clear(town: Town) -> None:
    window = await town.opens_window()
    await town.says("李阿公", "猪肉2斤，红烧茄子三斤")
    summary = await town.last("李阿公")
    assert "土猪肉 2斤" in summary
    assert "茄子" in summary
    await town.presses("李阿公", "确认")
    assert await town.ordered("李阿公", window) == {PORK: 2_000}


async def test_what_is_unclear_is_asked_while_a_basket_waits(town: Town) -> None:
    window = await town.opens_window()
    await town.says("李阿公", "猪肉2斤")
    await town.says("李阿公", "豆腐9块")
    assert "每户限2块" in await town.last("李阿公")
    assert "土猪肉 2斤" in await town.last("李阿公")
    await town.presses("李阿公", "2块")
    await town.says("李阿公", "好")
    assert await town.ordered("李阿公", window) == {PORK: 2_000, "豆腐": 2_000}


async def test_the_same_goods_again_are_asked_about_and_never_guessed(town: Town) -> None:
    window = await town.opens_window()
    await town.says("李阿公", "猪肉2斤")
    await town.presses("李阿公", "确认")
    await town.says("李阿公", "猪肉1斤")
    assert await town.choices("李阿公") == ["改成1斤", "再加1斤"]
    assert await town.ordered("李阿公", window) == {PORK: 2_000}
    await town.presses("李阿公", "再加1斤")
    await town.presses("李阿公", "确认")
    assert await town.ordered("李阿公", window) == {PORK: 3_000}


@pytest.mark.parametrize(
    ("words", "after"),
    [
        ("再加半斤猪肉", {PORK: 2_500, TOFU: 1_000}),
        ("猪肉改成1斤", {PORK: 1_000, TOFU: 1_000}),
        ("不要豆腐了", {PORK: 2_000}),
        ("再加2斤青菜", {PORK: 2_000, TOFU: 1_000, GREENS: 2_000}),
    ],
)
async def test_an_order_is_changed_only_after_another_confirmation(
    town: Town, words: str, after: dict[str, int]
) -> None:
    window = await town.opens_window()
    before = {PORK: 2_000, TOFU: 1_000}
    await town.says("李阿公", "猪肉2斤 豆腐一块")
    await town.presses("李阿公", "确认")
    await town.says("李阿公", words)
    assert "还没有改" in await town.last("李阿公")
    assert await town.ordered("李阿公", window) == before
    await town.presses("李阿公", "确认")
    assert await town.ordered("李阿公", window) == after
    assert await town.taken(window) == after


async def test_a_no_under_a_change_leaves_the_order_and_shows_it(town: Town) -> None:
    window = await town.opens_window()
    await town.says("李阿公", "猪肉2斤")
    await town.presses("李阿公", "确认")
    await town.says("李阿公", "猪肉改成1斤")
    await town.presses("李阿公", "取消")
    assert "订单还是" in await town.last("李阿公")
    assert "土猪肉 2斤" in await town.last("李阿公")
    assert await town.ordered("李阿公", window) == {PORK: 2_000}


async def test_an_order_is_cancelled_after_one_more_confirmation(town: Town) -> None:
    window = await town.opens_window()
    for words in ("取消订单", "都不要了", "/cancel"):
        await town.says("李阿公", "猪肉2斤")
        await town.presses("李阿公", "确认")
        await town.says("李阿公", words)
        assert await town.choices("李阿公") == ["确认取消", "不取消"]
        assert await town.ordered("李阿公", window) == {PORK: 2_000}
        await town.presses("李阿公", "确认取消")
        assert "全部取消" in await town.last("李阿公")
        assert await town.taken(window) == await town.ordered("李阿公", window) == {}


async def test_words_that_may_mean_either_do_not_settle_whether_to_cancel(town: Town) -> None:
    window = await town.opens_window()
    await town.says("李阿公", "猪肉2斤")
    await town.presses("李阿公", "确认")
    await town.says("李阿公", "取消订单")
    for words in ("取消", "都不要了", "算了"):
        await town.says("李阿公", words)
        assert await town.choices("李阿公") == ["确认取消", "不取消"]
        assert await town.ordered("李阿公", window) == {PORK: 2_000}


async def test_an_order_that_is_to_be_kept_is_kept(town: Town) -> None:
    window = await town.opens_window()
    await town.says("李阿公", "猪肉2斤")
    await town.presses("李阿公", "确认")
    await town.says("李阿公", "取消订单")
    await town.says("李阿公", "不取消")
    assert "订单还是" in await town.last("李阿公")
    assert await town.ordered("李阿公", window) == {PORK: 2_000}


async def test_who_has_no_order_has_nothing_to_cancel(town: Town) -> None:
    await town.opens_window()
    for words in ("取消订单", "都不要了", "不要豆腐"):
        await town.says("李阿公", words)
        assert "没有可以取消的订单" in await town.last("李阿公")


async def test_a_cancelled_order_can_be_placed_anew(town: Town) -> None:
    window = await town.opens_window()
    for words in ("猪肉2斤", "好", "取消订单", "好", "猪肉3斤", "好"):
        await town.says("李阿公", words)
    assert await town.ordered("李阿公", window) == {PORK: 3_000}


async def test_my_order_is_shown(town: Town) -> None:
    await town.opens_window()
    await town.says("李阿公", "猪肉2斤")
    await town.presses("李阿公", "确认")
    for words in ("我的订单", "我订了什么", "/orders", "my order"):
        await town.says("李阿公", words)
        assert (await town.last("李阿公")).startswith("您订的是：\n· 土猪肉 2斤")


async def test_my_order_tells_what_still_waits_for_confirmation(town: Town) -> None:
    await town.opens_window()
    await town.says("李阿公", "猪肉2斤")
    await town.says("李阿公", "我的订单")
    assert "还没有订单" in await town.last("李阿公")
    assert "没有确认" in await town.last("李阿公")


async def test_after_closing_my_order_shows_the_last_one(town: Town) -> None:
    await town.opens_window()
    await town.says("李阿公", "猪肉2斤")
    await town.presses("李阿公", "确认")
    await town.later(9)
    await town.says("李阿公", "我的订单")
    assert "上一次" in await town.last("李阿公")
    assert "土猪肉 2斤" in await town.last("李阿公")


async def test_prices_and_what_is_left_are_told(town: Town) -> None:
    window = await town.opens_window()
    await town.says("王阿婆", "猪肉2斤")
    await town.presses("王阿婆", "确认")
    for words in ("有什么菜", "菜单"):
        await town.says("李阿公", words)
        menu = await town.last("李阿公")
        assert "土猪肉　35元/斤\n　市场价45元 每户限4斤 剩198斤" in menu
        assert "豆腐　免费（李大哥送）" in menu
    assert await town.ordered("李阿公", window) == {}


async def test_a_question_about_one_thing_is_answered_about_that_thing(town: Town) -> None:
    await town.opens_window()
    await town.says("李阿公", "猪肉多少钱")
    assert "土猪肉　35元/斤" in await town.last("李阿公")
    assert "豆腐" not in await town.last("李阿公")
    await town.says("李阿公", "有盐吗")
    assert "这次没有盐" in await town.last("李阿公")


async def test_the_sum_of_what_waits_is_told_with_its_summary(town: Town) -> None:
    await town.opens_window()
    await town.says("李阿公", "猪肉2斤")
    await town.says("李阿公", "一共多少钱")
    assert "合计约70元" in await town.last("李阿公")
    assert await town.choices("李阿公") == ["确认", "修改", "取消"]


async def test_what_was_only_begun_is_dropped_when_it_is_not_wanted(town: Town) -> None:
    window = await town.opens_window()
    await town.says("李阿公", "猪肉3斤")
    await town.says("李阿公", "猪肉不要了")
    assert "没有下单" in await town.last("李阿公")
    await town.says("李阿公", "好")
    assert await town.ordered("李阿公", window) == {}


@pytest.mark.parametrize("words", ["不", "不取消", "不改了", "留着"])
async def test_an_order_that_is_not_to_be_cancelled_after_all_stays(town: Town, words: str) -> None:
    window = await town.opens_window()
    await town.says("李阿公", "猪肉2斤")
    await town.says("李阿公", "好")
    await town.says("李阿公", "取消订单")
    await town.says("李阿公", words)
    assert "您的订单还是" in await town.last("李阿公")
    await town.says("李阿公", "豆腐一块")
    await town.says("李阿公", "好")
    assert await town.ordered("李阿公", window) == {PORK: 2_000, "豆腐": 1_000}


async def test_the_first_questions_of_villagers_are_answered(town: Town) -> None:
    await town.opens_window()
    for words in ("几点截止", "去哪里拿", "怎么付钱", "什么时候到货"):
        await town.says("李阿公", words)
        answer = await town.last("李阿公")
        for fact in ("20:00截止", "明天下午", "文化礼堂", "微信或现金", "13800000021"):
            assert fact in answer


async def test_a_position_is_nothing_to_eat(town: Town) -> None:
    await town.opens_window()
    await town.says("李阿公", "猪肉2斤")
    await town.says("李阿公", "📍 28.10000, 121.10000 文化礼堂")
    assert "文化礼堂" not in await town.last("李阿公")
    await town.says("李阿公", "好")
    assert "订好了" in await town.last("李阿公")
