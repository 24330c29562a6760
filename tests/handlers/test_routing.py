"""Who answers what is said: presses, plain words with one or two open questions, nonsense and bad input."""

from domain.messages import Press
from storage import handovers
from tests.town import HOUR, Town

PORK, GREENS = "土猪肉", "青菜"
ANNOUNCED = "五花肉35元/斤，明晚8点截止"


async def two_questions(town: Town) -> int:
    """An order of the cadre's own and a draft of a window both wait for an answer."""
    window = await town.opens_window()
    await town.says("陈主任", "青菜3斤")
    town.now += 1_000
    await town.says("陈主任", ANNOUNCED)
    town.now += 1_000
    return window


async def test_with_two_questions_open_a_yes_names_both_and_decides_nothing(town: Town) -> None:
    window = await two_questions(town)
    await town.says("陈主任", "好")
    asked = await town.last("陈主任")
    assert "1 订单（13.5元）" in asked
    assert "2 开团的草稿" in asked
    assert await town.ordered("陈主任", window) == {}


async def test_a_choice_settles_which_question_was_meant(town: Town) -> None:
    window = await two_questions(town)
    await town.says("陈主任", "好")
    await town.presses("陈主任", "订单（13.5元）：确认")
    assert await town.ordered("陈主任", window) == {GREENS: 3_000}
    town.now += 1_000
    await town.says("陈主任", "好")
    assert "开团了" in (await town.heard("陈主任"))[-2]


async def test_the_number_of_a_choice_settles_it_too(town: Town) -> None:
    window = await two_questions(town)
    await town.says("陈主任", "👌")
    await town.says("陈主任", "2")
    assert "开团了" in (await town.heard("陈主任"))[-2]
    assert await town.ordered("陈主任", window) == {}


async def test_the_words_of_one_button_need_no_asking(town: Town) -> None:
    window = await two_questions(town)
    await town.says("陈主任", "开团")
    assert "开团了" in (await town.heard("陈主任"))[-2]
    assert await town.ordered("陈主任", window) == {}


async def test_a_question_answered_by_its_button_leaves_one_for_the_next_yes(town: Town) -> None:
    window = await two_questions(town)
    await town.says("陈主任", "好")
    town.now += 1_000
    await town.presses("陈主任", "开团")
    await town.says("陈主任", "好")
    assert await town.ordered("陈主任", window) == {GREENS: 3_000}


async def test_a_yes_beside_a_menu_names_both(town: Town) -> None:
    window = await town.opens_window()
    await town.says("李阿公", "青菜3斤")
    town.now += 1_000
    await town.says("李阿公", "菜单")
    await town.says("李阿公", "好")
    assert "订单（13.5元）" in await town.last("李阿公")
    assert "菜单" in await town.last("李阿公")
    assert await town.ordered("李阿公", window) == {}
    await town.says("李阿公", "1")
    assert await town.ordered("李阿公", window) == {GREENS: 3_000}


async def test_an_overtaken_which_one_catches_no_numbers(town: Town) -> None:
    window = await two_questions(town)
    await town.says("陈主任", "好")
    town.now += 1_000
    await town.presses("陈主任", "取消")
    await town.presses("陈主任", "订单（13.5元）：确认")
    await town.says("陈主任", "再加1斤青菜")
    town.now += 1_000
    await town.says("陈主任", "1")
    assert await town.ordered("陈主任", window) == {GREENS: 4_000}


async def test_a_press_twice_counts_once_and_says_what_was_done(town: Town) -> None:
    window = await town.opens_window()
    await town.says("李阿公", "猪肉2斤")
    await town.presses("李阿公", "确认")
    again = await town.presses("李阿公", "确认")
    assert again.toast == "这个已经选过了"
    assert "“确认”" in await town.last("李阿公")
    await town.presses("李阿公", "取消")
    assert await town.ordered("李阿公", window) == {PORK: 2_000}


async def test_a_button_of_last_week_does_nothing_and_says_so(town: Town) -> None:
    window = await town.opens_window(hours=24 * 5)
    await town.says("李阿公", "猪肉2斤")
    town.now += 7 * 24 * HOUR
    assert (await town.presses("李阿公", "确认")).toast == "这个按钮过期了"
    assert "过期" in await town.last("李阿公")
    await town.says("李阿公", "好")
    assert await town.ordered("李阿公", window) == {}


async def test_the_button_of_an_older_summary_points_to_the_newest(town: Town) -> None:
    window = await town.opens_window()
    await town.says("李阿公", "猪肉2斤")
    old = await town.button("李阿公", "确认")
    await town.says("李阿公", "猪肉改成1斤")
    await town.does(town.update("李阿公", press=old))
    assert "请看下面最新的一条" in await town.last("李阿公")
    assert await town.ordered("李阿公", window) == {}


async def test_somebody_else_s_button_does_nothing(town: Town) -> None:
    window = await town.opens_window()
    await town.says("李阿公", "猪肉2斤")
    press = await town.button("李阿公", "确认")
    for who in ("李阿婆", "王阿婆", "陌生人"):
        handled = await town.does(town.update(who, press=press))
        assert handled.toast in ("这个按钮用不了了", "This button no longer works")
    assert await town.taken(window) == {}
    await town.presses("李阿公", "确认")
    assert await town.ordered("李阿公", window) == {PORK: 2_000}


async def test_a_press_that_never_was_offered_does_nothing(town: Town) -> None:
    window = await town.opens_window()
    await town.says("李阿公", "猪肉2斤")
    real = await town.button("李阿公", "确认")
    for press in (Press("no-such-nonce", 1), Press(real.nonce, 9), Press("", 1)):
        await town.does(town.update("李阿公", press=press))
        assert "用不了" in await town.last("李阿公")
    assert await town.ordered("李阿公", window) == {}


async def test_an_edited_message_changes_nothing_and_says_how_to_change(town: Town) -> None:
    window = await town.opens_window()
    await town.says("李阿公", "猪肉2斤")
    await town.says("李阿公", "猪肉4斤", edited=True)
    assert "您改了前面的话" in await town.last("李阿公")
    await town.says("李阿公", "好")
    assert await town.ordered("李阿公", window) == {PORK: 2_000}


async def test_five_thousand_characters_are_too_long_and_change_nothing(town: Town) -> None:
    window = await town.opens_window()
    await town.says("李阿公", "猪肉2斤" * 1_250)
    assert "太长了" in await town.last("李阿公")
    assert len(await town.last("李阿公")) < 100
    await town.says("李阿公", "好")
    assert await town.ordered("李阿公", window) == {}


async def test_only_emoji_gets_a_useful_answer(town: Town) -> None:
    await town.opens_window()
    await town.says("李阿公", "😀😀🌹🎉")
    assert "可以这样说" in await town.last("李阿公")
    await town.says("李阿公", "🐷🐷")
    assert "土猪肉，35元/斤，每户限4斤。要几斤？" in await town.last("李阿公")
    assert "确认" not in await town.choices("李阿公")


async def test_impossible_amounts_are_not_recorded(town: Town) -> None:
    window = await town.opens_window()
    for words in ("猪肉-2斤", "猪肉0斤", "青菜99999999999999999999斤", "青菜1e9斤", "青菜0.0000001斤", "青菜 NaN 斤"):
        await town.says("李阿公", words)
        assert "确认" not in await town.choices("李阿公"), words
        await town.says("李阿公", "好")
    assert await town.ordered("李阿公", window) == {}


async def test_nonsense_twice_goes_to_a_worker_and_the_person_is_told(town: Town) -> None:
    await town.opens_window()
    await town.says("李阿公", "咕噜咕噜")
    assert "找人" in await town.last("李阿公")
    await town.says("李阿公", "嘎嘎嘎")
    assert "小陈" in await town.last("李阿公")
    (waiting,) = await town.database.read(handovers.waiting)
    assert waiting.person == town.people["李阿公"]
    assert any("李阿公" in text for text in await town.heard("小陈"))


async def test_something_understood_in_between_starts_the_count_anew(town: Town) -> None:
    await town.opens_window()
    for words in ("咕噜咕噜", "菜单", "嘎嘎嘎"):
        await town.says("李阿公", words)
    assert await town.database.read(handovers.waiting) == []


async def test_an_unknown_command_is_answered(town: Town) -> None:
    await town.says("李阿公", "/nosuch thing")
    assert "没有这个命令" in await town.last("李阿公")


async def test_a_command_in_the_middle_of_an_order_leaves_the_basket_waiting(town: Town) -> None:
    window = await town.opens_window()
    await town.says("李阿公", "猪肉2斤")
    await town.says("李阿公", "/orders")
    await town.says("李阿公", "好")
    assert await town.ordered("李阿公", window) == {PORK: 2_000}


async def test_a_command_may_bear_the_bot_s_name(town: Town) -> None:
    await town.opens_window()
    await town.says("李阿公", "/order@tongxin_bot")
    assert "回数字选一样" in await town.last("李阿公")


async def test_danger_is_heard_in_the_middle_of_an_order_which_waits(town: Town) -> None:
    window = await town.opens_window()
    await town.says("李阿公", "猪肉2斤")
    await town.says("李阿公", "胸口痛得厉害")
    assert "120" in await town.last("李阿公")
    assert any("李阿公" in text for text in await town.heard("刘医生"))
    await town.says("李阿公", "确认")
    assert await town.ordered("李阿公", window) == {PORK: 2_000}


async def test_an_empty_message_is_answered(town: Town) -> None:
    await town.opens_window()
    await town.says("李阿公", "   ")
    assert await town.last("李阿公")
