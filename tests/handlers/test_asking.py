"""What is asked back: one thing at a time, answered by a press, a number or a word, and nothing else is recorded."""

import pytest

from tests.town import Town

PORK, TOFU, GREENS, EGGS = "土猪肉", "豆腐", "青菜", "鸡蛋"


@pytest.mark.parametrize("amount", ["5", "5斤", "五斤"])
async def test_an_amount_that_is_typed_is_of_what_was_asked_about(town: Town, amount: str) -> None:
    window = await town.opens_window()
    for words in ("豆腐一块", "青菜", amount, "好"):
        await town.says("李阿公", words)
    assert await town.ordered("李阿公", window) == {TOFU: 1_000, GREENS: 5_000}


async def test_an_amount_within_the_limit_is_pressed(town: Town) -> None:
    await town.opens_window()
    await town.says("李阿公", "鸡蛋")
    assert await town.choices("李阿公") == ["1盒", "2盒", "3盒", "不要这样"]


async def test_a_number_never_confirms_a_basket_while_an_amount_is_asked(town: Town) -> None:
    window = await town.opens_window()
    for words in ("豆腐一块", "青菜", "1"):
        await town.says("李阿公", words)
    assert await town.ordered("李阿公", window) == {}
    assert "青菜 1斤" in await town.last("李阿公")


async def test_a_yes_to_a_suggestion_takes_it_and_confirms_nothing(town: Town) -> None:
    window = await town.opens_window()
    for words in ("豆腐一块", "来点菜", "是的"):
        await town.says("李阿公", words)
    assert "青菜，4.5元/斤。要几斤？" in await town.last("李阿公")
    assert await town.ordered("李阿公", window) == {}


async def test_a_yes_that_is_no_amount_shows_the_summary_again(town: Town) -> None:
    window = await town.opens_window()
    for words in ("豆腐一块", "青菜", "好"):
        await town.says("李阿公", words)
    assert "青菜还没有记" in await town.last("李阿公")
    assert await town.choices("李阿公") == ["确认", "修改", "取消"]
    assert await town.ordered("李阿公", window) == {}


async def test_what_is_not_wanted_after_all_is_left_out_and_the_rest_stays(town: Town) -> None:
    window = await town.opens_window()
    await town.says("李阿公", "豆腐一块 青菜")
    await town.presses("李阿公", "不要这样")
    await town.says("李阿公", "好")
    assert await town.ordered("李阿公", window) == {TOFU: 1_000}


async def test_several_things_are_asked_about_one_after_another(town: Town) -> None:
    window = await town.opens_window()
    for words in ("猪肉1斤 青菜 带鱼", "2", "3", "好"):
        await town.says("李阿公", words)
    assert await town.ordered("李阿公", window) == {PORK: 1_000, GREENS: 2_000, "带鱼": 3_000}


async def test_what_is_left_of_too_much_is_taken_by_a_press(town: Town) -> None:
    window = await town.opens_window()
    await town.says("李阿婆", "猪肉3斤")
    await town.presses("李阿婆", "确认")
    await town.says("李阿公", "猪肉2斤")
    await town.presses("李阿公", "要1斤")
    await town.presses("李阿公", "确认")
    assert await town.ordered("李阿公", window) == {PORK: 1_000}


async def test_a_question_answered_twice_in_vain_goes_to_a_worker(town: Town) -> None:
    await town.opens_window()
    for words in ("青菜", "很多", "很多很多"):
        await town.says("李阿公", words)
    assert "转给小陈" in await town.last("李阿公")


async def test_something_else_may_be_said_instead_and_the_basket_waits(town: Town) -> None:
    window = await town.opens_window()
    for words in ("豆腐一块", "青菜", "我的订单", "鸡蛋2盒", "好"):
        await town.says("李阿公", words)
    assert await town.ordered("李阿公", window) == {TOFU: 1_000, EGGS: 2_000}


async def test_one_menu_serves_for_several_things(town: Town) -> None:
    window = await town.opens_window()
    await town.says("李阿公", "菜单")
    for label in ("青菜", "2斤", TOFU, "1块", "确认"):
        await town.presses("李阿公", label)
    assert await town.ordered("李阿公", window) == {GREENS: 2_000, TOFU: 1_000}


async def test_what_is_sold_out_has_no_button(town: Town) -> None:
    await town.opens_window()
    sold = "update items set taken = quota where name = '鸡蛋'"
    await town.database.write(lambda tx: tx.connection.execute(sold))
    await town.says("陈主任", "菜单")
    assert "鸡蛋　订完了" in await town.last("陈主任")
    assert EGGS not in await town.choices("陈主任")


async def test_another_thing_that_is_changed_meanwhile_is_no_answer_about_this_one(town: Town) -> None:
    await town.opens_window()
    for words in ("猪肉2斤 豆腐一块", "豆腐两块"):
        await town.says("李阿公", words)
    assert "豆腐现在是1块" in await town.last("李阿公")
    await town.says("李阿公", "肉改成一斤半")
    assert "土猪肉 1.5斤" in await town.last("李阿公")


async def test_somebody_who_is_ill_and_asks_what_to_do_is_not_shown_the_window(town: Town) -> None:
    await town.opens_window()
    await town.says("李阿公", "两个人都发烧了怎么办")
    assert "120" in await town.last("李阿公")
    assert any("发烧" in said for said in await town.heard("小陈"))


@pytest.mark.parametrize("words", ["明天能去医院吗", "什么时候解封", "几点做核酸"])
async def test_what_no_group_buy_is_about_is_not_answered_with_it(town: Town, words: str) -> None:
    await town.opens_window()
    await town.says("李阿公", words)
    assert "截止" not in await town.last("李阿公")
