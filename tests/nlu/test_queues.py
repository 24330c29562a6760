"""A place in a queue is asked for, asked about or given up; pick-up queues, tests and questions are none of these."""

import pytest

from nlu.queues import asks_place, goods_of, speaks_of_queue, wants_place


@pytest.mark.parametrize(
    ("text", "goods"),
    [
        ("排队豆腐2块", "豆腐2块"), ("豆腐2块排队", "豆腐2块"), ("帮我排个队，豆腐两块", "豆腐两块"),
        ("候补鸡蛋1盒", "鸡蛋1盒"),        ("那我排队吧", ""), ("我要排队等豆腐1块", "豆腐1块"), ("给我排个号", ""),
    ],
)  # fmt: skip
def test_a_place_is_asked_for(text: str, goods: str) -> None:
    assert wants_place(text)
    assert goods_of(text) == goods


@pytest.mark.parametrize(
    "text",
    ["明天几点排队领菜", "要排队吗", "不用排队了", "做核酸排队人多", "排骨2斤", "猪肉2斤", "排队领菜的人多不多",
     "不想排队", "等下再说", "我等你们通知"],
)  # fmt: skip
def test_no_place_is_asked_for(text: str) -> None:
    assert not wants_place(text)


@pytest.mark.parametrize(
    "text", ["排到几了", "前面还有几户", "轮到我了吗", "我排第几", "还要等多久", "排上了吗", "前面几个人"]
)
def test_where_somebody_stands_is_asked(text: str) -> None:
    assert asks_place(text)
    assert speaks_of_queue(text)


@pytest.mark.parametrize("text", ["豆腐2块有了就给我", "有豆腐了给我2块"])
def test_goods_are_named_beside_the_wish(text: str) -> None:
    assert speaks_of_queue(text)
    assert "2块" in goods_of(text)


@pytest.mark.parametrize("text", ["排骨2斤", "青菜3斤", "有盐吗", "等一下", "我的订单"])
def test_most_messages_are_about_no_queue(text: str) -> None:
    assert not speaks_of_queue(text)
