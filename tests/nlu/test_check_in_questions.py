"""What is asked about one's days; what may be a report; which numbers a correction takes back."""

import pytest

from nlu.check_in_questions import (
    DAY,
    END,
    RECORD,
    asked_about_days,
    has_decimal,
    is_numbers_only,
    is_unreadable,
    is_worth_reading,
    says_fine,
    wrong_ones,
)


@pytest.mark.parametrize(("text", "kind"), [
    ("第几天了", DAY), ("今天第几天？", DAY), ("还有几天", DAY), ("隔离几天了", DAY), ("how many days left?", DAY),
    ("which day is it?", DAY), ("哪天解除", END), ("什么时候可以出门", END), ("我几号解封啊", END),
    ("请问什么时候能出去", END), ("when can I go out?", END), ("我的体温记录", RECORD), ("my temperatures", RECORD),
    ("看看我家的体温记录", RECORD),
])  # fmt: skip
def test_a_question_about_ones_days_is_known(text: str, kind: str) -> None:
    assert asked_about_days(text) == kind


@pytest.mark.parametrize("text", ["什么时候到货", "几号截止", "第几单", "我的订单", "什么时候好", "哪天有鱼卖"])
def test_other_questions_are_left_to_others(text: str) -> None:
    assert asked_about_days(text) == ""


@pytest.mark.parametrize("text", ["36.5", "三十六度五", "有点咳", "都好", "体温正常", "fever", "不舒服", "36"])
def test_what_may_be_a_report_is_read(text: str) -> None:
    assert is_worth_reading(text)


@pytest.mark.parametrize("text", ["猪肉2斤", "豆腐一块", "菜单", "谢谢", "我的订单", "带鱼1斤 鸡蛋1盒"])
def test_an_order_is_not_even_read(text: str) -> None:
    assert not is_worth_reading(text)


def test_numbers_alone() -> None:
    assert is_numbers_only("36.5 36.8、36，2和36.4")
    assert not is_numbers_only("36.5 都好")
    assert not is_numbers_only("。")


@pytest.mark.parametrize("text", ["36.5", "36度5", "36，5", "98.6F", "99F"])
def test_a_number_with_its_point_is_no_amount(text: str) -> None:
    assert has_decimal(text)


@pytest.mark.parametrize("text", ["36", "36斤", "3605", "136.5", "2.5斤"])
def test_a_whole_number_may_be_one(text: str) -> None:
    assert not has_decimal(text)


def test_a_correction_names_what_was_wrong() -> None:
    assert wrong_ones("不是38.5，是36.8", [3680]) == [3850]
    assert wrong_ones("刚才打错了，是36.8", [3680]) == []
    assert wrong_ones("36.5 36.5", [3650, 3650]) == []


@pytest.mark.parametrize("text", ["all fine", "We're fine", "everybody is well", "no symptoms thanks"])
def test_fine_is_no_number(text: str) -> None:
    assert says_fine(text)


def test_a_few_letters_with_a_number_may_be_meant_as_a_temperature() -> None:
    assert is_unreadable("36点多")
    assert not is_unreadable("要2斤")


@pytest.mark.parametrize("text", ["还要关几天啊", "还剩几天", "还要待几天才能出去", "再过几天解除", "还得熬多少天"])
def test_how_long_it_still_lasts_is_asked_in_many_words(text: str) -> None:
    assert asked_about_days(text) == DAY


@pytest.mark.parametrize("text", ["关到什么时候", "什么时候是个头啊", "什么时候放我们出去", "哪天能出去"])
def test_when_it_ends_is_asked_in_many_words(text: str) -> None:
    assert asked_about_days(text) == END


@pytest.mark.parametrize("text", ["我爸妈今天报体温了吗", "爸妈体温报了没", "家里量体温了吗"])
def test_family_elsewhere_asks_whether_it_was_reported(text: str) -> None:
    assert asked_about_days(text) == DAY
