"""What a cadre would change of an open window, told from an order of their own."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from nlu.announced_items import AnnouncedItem
from nlu.window_changes import read_every, read_window_change

ZONE = ZoneInfo("Asia/Shanghai")
NOW, CLOSES = datetime(2026, 11, 30, 12, tzinfo=ZONE), datetime(2026, 11, 30, 20, tzinfo=ZONE)
ITEMS = [
    AnnouncedItem("土猪肉", "斤", 3500, quota=200_000, limit=4_000, weighed=True, aliases=("猪肉",)),
    AnnouncedItem("带鱼", "斤", 2500), AnnouncedItem("豆腐", "块", 0, quota=30_000),
    AnnouncedItem("鸡蛋", "盒", 2000),
]  # fmt: skip


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11 if day == 30 else 12, day, hour, minute, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("猪肉改38", {"prices": {"土猪肉": 3800}}),
        ("猪肉改成38元", {"prices": {"土猪肉": 3800}}),
        ("猪肉38元/斤", {"prices": {"土猪肉": 3800}}),
        ("猪肉涨到三十八", {"prices": {"土猪肉": 3800}}),
        ("猪肉的价格降到33.5", {"prices": {"土猪肉": 3350}}),
        ("猪肉改38，带鱼改26", {"prices": {"土猪肉": 3800, "带鱼": 2600}}),
        ("豆腐改成2元", {"prices": {"豆腐": 200}}),
        ("猪肉加50斤", {"amounts": {"土猪肉": ("more", 50_000)}}),
        ("豆腐只有60块了", {"amounts": {"豆腐": ("total", 60_000)}}),
        ("猪肉共250斤", {"amounts": {"土猪肉": ("total", 250_000)}}),
        ("豆腐只剩20块", {"amounts": {"豆腐": ("left", 20_000)}}),
        ("猪肉每户限3斤", {"limits": {"土猪肉": 3_000}}),
        ("带鱼下架", {"gone": ["带鱼"]}),
        ("带鱼不卖了", {"gone": ["带鱼"]}),
        ("删掉带鱼", {"gone": ["带鱼"]}),
        ("延长到明天10点", {"closes_at": at(1, 10)}),
        ("延长2小时", {"closes_at": at(30, 22)}),
        ("延长半小时", {"closes_at": at(30, 20, 30)}),
        ("延长一天", {"closes_at": at(1, 20)}),
        ("截止改到明晚9点", {"closes_at": at(1, 21)}),
        ("提前到6点截止", {"closes_at": at(30, 18)}),
        ("明晚8点截止", {"closes_at": at(1, 20)}),
        ("现在截止", {"closes_at": NOW}),
        ("停止接单", {"closes_at": NOW}),
        ("取消这次团购", {"cancelled": True}),
        ("到货改到明天下午3点", {"arrives": "明天下午3点"}),
        ("领取改到老祠堂", {"place": "老祠堂"}),
        ("每3天开一次", {"every_days": 3}),
        ("以后每周开", {"every_days": 7}),
    ],
)
def test_a_change_is_read(text: str, said: dict[str, Any]) -> None:
    wanted = read_window_change(text, ITEMS, CLOSES, NOW)
    assert wanted is not None
    nothing = ({}, [], None, "", False)
    assert {name: getattr(wanted, name) for name in wanted.__slots__ if getattr(wanted, name) not in nothing} == said


def test_a_further_item_is_read_like_an_announced_one() -> None:
    wanted = read_window_change("加一样：橙子6.8 共100斤", ITEMS, CLOSES, NOW)
    assert wanted is not None
    (orange,) = wanted.added
    assert (orange.name, orange.unit, orange.price, orange.quota) == ("橙子", "斤", 680, 100_000)


@pytest.mark.parametrize(
    "text",
    [
        "猪肉2斤", "猪肉改2斤", "猪肉加2斤", "不要豆腐", "豆腐不要了", "豆腐改2块", "鸡蛋改2盒", "豆腐80块", "取消",
        "取消订单", "猪肉多少钱", "猪肉还有吗", "给我留10斤猪肉", "我要加50斤猪肉",
        "今天的猪肉不错，改天再买", "鸡蛋没有了", "好", "牛肉改38",
    ],
)  # fmt: skip
def test_what_may_be_an_order_or_talk_changes_nothing(text: str) -> None:
    assert read_window_change(text, ITEMS, CLOSES, NOW) is None


def test_what_is_not_understood_beside_a_change_is_said() -> None:
    wanted = read_window_change("猪肉改38，带鱼便宜点", ITEMS, CLOSES, NOW)
    assert wanted is not None
    assert (wanted.prices, wanted.unclear) == ({"土猪肉": 3800}, ["带鱼便宜点"])


@pytest.mark.parametrize(
    ("text", "days"),
    [("每3天开一次", 3), ("每隔三天开一次团购", 3), ("天天开", 1), ("每两周开一次", 14), ("不再续开", 0),
     ("以后不用开了", 0), ("每天都有菜吗", None), ("每3天", None), ("每99天开一次", None)],
)  # fmt: skip
def test_how_often_a_window_is_opened_anew(text: str, days: int | None) -> None:
    assert read_every(text) == days
