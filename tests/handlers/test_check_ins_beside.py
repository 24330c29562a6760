"""A report beside other things: orders, errands, questions, notices; none is taken for the other."""

import pytest

from broadcasts import checking_in
from storage import check_ins, observations
from tests.observed import family, measured, observe, red
from tests.town import HOUR, Town


async def test_a_report_is_never_an_amount_of_an_order(town: Town) -> None:
    window = await town.opens_window()
    await observe(town, "李阿公")
    await town.later(6.1)
    await town.says("李阿公", "猪肉")
    await town.says("李阿公", "36.5")
    assert await measured(town, "李阿公") == [3_650]
    assert await town.ordered("李阿公", window) == {}


@pytest.mark.parametrize("word", ["好", "1"])
async def test_with_an_order_and_a_prompt_open_a_yes_names_both(town: Town, word: str) -> None:
    await town.opens_window()
    await observe(town, "李阿公")
    await town.says("李阿公", "猪肉2斤")
    await town.later(6.1)
    await town.says("李阿公", word)
    text = await town.last("李阿公")
    assert "订单" in text
    assert "报体温" in text
    assert await measured(town, "李阿公") == []


async def test_after_the_report_the_order_is_confirmed_by_a_plain_yes(town: Town) -> None:
    window = await town.opens_window()
    await observe(town, "李阿公")
    await town.says("李阿公", "猪肉2斤")
    await town.later(6.1)
    await town.says("李阿公", "36.5")
    await town.says("李阿公", "好")
    assert await town.ordered("李阿公", window) == {"土猪肉": 2_000}


async def test_a_plain_yes_to_the_prompt_asks_for_the_number(town: Town) -> None:
    await observe(town, "李阿公")
    await town.later(6.1)
    await town.says("李阿公", "好的")
    assert "请报晚上的体温" in await town.last("李阿公")


@pytest.mark.parametrize(("text", "said"), [
    ("第几天了", "今天第6天，共14天"), ("哪天解除", "12月8日"), ("什么时候可以出门？", "12月8日"),
    ("我的体温记录", "36.5"),
])  # fmt: skip
async def test_questions_about_ones_days_are_answered_from_the_case(town: Town, text: str, said: str) -> None:
    await observe(town, "李阿公")
    await town.says("李阿公", "36.5")
    await town.says("李阿公", text)
    assert said in await town.last("李阿公")


async def test_an_errand_beside_the_number_is_an_errand(town: Town) -> None:
    await observe(town, "李阿公")
    await town.says("李阿公", "36.6，帮忙带瓶酱油")
    assert await measured(town, "李阿公") == [3_660]
    assert any("已记：李阿公 36.6" in text for text in await town.heard("李阿公"))
    assert "酱油" in await town.last("李阿公")


async def test_medicine_beside_the_numbers_is_asked_for_and_who_is_ill(town: Town) -> None:
    await family(town)
    await town.says("李阿公", "36.5 36.6 感冒药一盒")
    assert await measured(town, "李阿公") == [3_650]
    assert "谁不舒服" in await town.last("李阿公")
    assert "感冒药一盒" in "".join(await town.heard("小陈"))


async def test_goods_beside_the_number_are_an_order_while_a_window_is_open(town: Town) -> None:
    window = await town.opens_window()
    await observe(town, "李阿公")
    await town.says("李阿公", "36.6，要2斤猪肉")
    await town.says("李阿公", "好")
    assert await measured(town, "李阿公") == [3_660]
    assert await town.ordered("李阿公", window) == {"土猪肉": 2_000}


async def test_a_question_beside_the_number_is_answered_too(town: Town) -> None:
    await observe(town, "李阿公")
    await town.says("李阿公", "36.5，哪天能解除？")
    assert await measured(town, "李阿公") == [3_650]
    assert "12月8日" in await town.last("李阿公")


async def test_who_asks_for_a_person_beside_the_number_gets_one(town: Town) -> None:
    await observe(town, "李阿公")
    await town.says("李阿公", "36.5，找网格员")
    assert await measured(town, "李阿公") == [3_650]
    assert "找网格员" in await town.last("小陈")


async def test_a_notice_that_somebody_writes_is_not_their_report(town: Town) -> None:
    """A cadre whose family is observed drafts a notice about temperatures."""
    await town.observes("陈主任", by="小陈")
    await town.says("陈主任", "发通知：体温37.5以上的请马上打电话给网格员，不要出门，等村医上门。")
    assert await measured(town, "陈主任") == []


@pytest.mark.parametrize("text", ["猪肉2斤", "豆腐2块", "鸡蛋1盒", "五花肉36.5", "猪肉36.5元太贵了"])
async def test_somebody_observed_orders_as_before(town: Town, text: str) -> None:
    await town.opens_window()
    await observe(town, "李阿公")
    await town.says("李阿公", text)
    assert await measured(town, "李阿公") == []


async def test_a_step_that_waits_for_words_gets_them(town: Town) -> None:
    """A worker whose family is observed says what was done about an alarm."""
    await observe(town, "李阿公")
    await observe(town, "小陈")
    await town.says("李阿公", "38.5")
    await town.presses("小陈", "我来处理")
    await town.presses("小陈", "其他，我写一句")
    await town.says("小陈", "李阿公发烧咳嗽，已经吃了药，36.8了")
    assert await measured(town, "小陈") == []
    assert await red(town) == 0


async def test_what_a_cadre_opens_a_round_with_is_not_their_familys_report(town: Town) -> None:
    await town.observes("陈主任", by="小陈")
    await town.says("陈主任", "明天到货：五花肉36.5，带鱼38.5，今晚8点截止，文化礼堂拿")
    assert await measured(town, "陈主任") == []


async def test_a_number_with_now_before_it_is_a_report_while_goods_are_on_offer(town: Town) -> None:
    await town.opens_window()
    await observe(town, "李阿公")
    await town.says("李阿公", "现在36.7了")
    assert await measured(town, "李阿公") == [3_670]


async def test_what_is_said_without_a_number_is_no_report_of_a_temperature(town: Town) -> None:
    (case,) = await town.observes("李阿公")
    await town.says("李阿公", "有点咳嗽，喉咙痛")
    after = await town.database.read(lambda tx: (observations.get(tx, case.id), check_ins.of_case(tx, case.id)))
    assert after[0] is not None
    assert after[0].last_slot == case.last_slot
    assert [(row.temperature, row.result) for row in after[1]] == [(None, "abnormal")]


@pytest.mark.parametrize(("hours", "found"), [(47, True), (49, False)])
async def test_a_report_of_days_ago_is_corrected_by_no_words_that_name_none(
    town: Town, hours: float, found: bool
) -> None:
    (case,) = await town.observes("李阿公")
    await town.says("李阿公", "36.5")
    now = town.now + int(hours * HOUR)
    newest = await town.database.read(lambda tx: checking_in.newest(tx, case, now))
    assert (newest is not None) is found
