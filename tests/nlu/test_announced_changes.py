"""Corrections of a draft: each changes what it says and nothing else."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu.announced_changes import Correction, read_correction
from nlu.announced_items import AnnouncedItem
from nlu.announcements import read_announcement

NOW = datetime(2026, 11, 28, 18, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
MANY = read_announcement("土猪肉35元/斤 限4斤，带鱼25，豆腐2元/块，鸡蛋28元/板 限2板，今晚8点截止", NOW).items
ONE = read_announcement("五花肉 35元/斤 限4斤 共200斤 市场价42，今晚8点截止", NOW).items
PIECES = [
    "带鱼", "猪肉", "鸡蛋", "加", "改成", "删掉", "不要", "了", "36", "元/斤", "限2斤", "市价", "截止", "今晚8点",
    "，", " ", "\n", "和", "：",
]  # fmt: skip


def corrected(words: str, items: tuple[AnnouncedItem, ...] = MANY) -> Correction:
    return read_correction(words, items, NOW)


def kinds(correction: Correction) -> list[str]:
    return [asked.kind for asked in correction.announcement.questions]


@pytest.mark.parametrize(
    ("words", "removed"),
    [
        ("删掉带鱼", ("带鱼",)),
        ("带鱼没有了", ("带鱼",)),
        ("删掉带鱼、豆腐", ("带鱼", "豆腐")),
        ("带鱼和豆腐不要了", ("带鱼", "豆腐")),
        ("猪肉不卖了", ("土猪肉",)),
        ("删掉第2样", ("带鱼",)),
        ("删掉带鱼 加黄鱼45/斤", ("带鱼",)),
        ("删掉羊肉", ()),
        ("删掉带鱼和羊肉", ()),
        ("带鱼不要头", ()),
        ("全部删掉", ()),
    ],
)
def test_only_goods_of_the_draft_are_taken_off(words: str, removed: tuple[str, ...]) -> None:
    correction = corrected(words)
    assert correction.removed == removed
    left = {item.name for item in correction.announcement.items}
    assert {item.name for item in MANY} - left == set(removed)
    assert removed or kinds(correction) == ["not_understood"]


@pytest.mark.parametrize(
    ("words", "changed"),
    [
        ("五花肉 36元/斤", {"price": 3_600}),
        ("36元/斤", {"price": 3_600}),
        ("改成36", {"price": 3_600}),
        ("五花肉35改成36", {"price": 3_600}),
        ("市价42.5", {"market_price": 4_250}),
        ("限5斤", {"limit": 5_000}),
        ("五花肉限购改成3斤", {"limit": 3_000}),
        ("共300斤", {"quota": 300_000}),
        ("五花肉 36元/斤，限3斤", {"price": 3_600, "limit": 3_000}),
    ],
)
def test_a_correction_of_one_part_leaves_the_others(words: str, changed: dict[str, int]) -> None:
    correction = corrected(words, ONE)
    assert kinds(correction) == []
    (item,) = correction.announcement.items
    parts = ("name", "unit", "price", "limit", "quota", "market_price", "weighed")
    assert {part: getattr(item, part) for part in parts if getattr(item, part) != getattr(ONE[0], part)} == changed


def test_a_price_by_another_unit_takes_along_what_can_be_turned_and_asks_the_rest() -> None:
    kilo = corrected("五花肉改成70元/公斤", ONE)
    (item,) = kilo.announcement.items
    assert (item.unit, item.limit, item.quota, item.market_price) == ("公斤", 2_000, 100_000, None)
    assert kinds(kilo) == ["market_unclear"]
    portion = corrected("五花肉 30元/份", ONE)
    (item,) = portion.announcement.items
    assert (item.unit, item.limit, item.quota, item.market_price, item.weighed) == ("份", None, None, None, False)
    assert kinds(portion) == ["limit_unclear", "quota_unclear", "market_unclear"]


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("猪肉36元/斤", "change_or_new"),
        ("市价42", "which_item"),
        ("限2斤", "which_item"),
        ("羊肉改成60", "not_understood"),
        ("带鱼换成黄鱼", "not_understood"),
        ("鸡蛋改成盒", "not_understood"),
        ("带鱼26左右", "price_unclear"),
        ("加青菜", "no_price"),
    ],
)
def test_what_is_not_sure_is_asked_and_changes_nothing(words: str, kind: str) -> None:
    correction = corrected(words)
    assert correction.announcement.items == MANY
    assert kinds(correction) == [kind]


def test_the_verbs_are_no_part_of_a_name() -> None:
    correction = corrected("加青菜3元/斤 菠菜4元/斤，把猪肉改成36，降压药20元/盒")
    names = [item.name for item in correction.announcement.items]
    assert names == ["土猪肉", "带鱼", "豆腐", "鸡蛋", "青菜", "菠菜", "降压药"]
    assert correction.announcement.items[0].price == 3_600


@pytest.mark.parametrize("words", ["鸡蛋按盒卖", "按盒卖", "盒", "一盒", "鸡蛋28元/盒", "鸡蛋28元一盒"])
def test_what_an_item_is_sold_by_may_be_answered_in_a_word(words: str) -> None:
    items = read_announcement("猪肉35元/斤，鸡蛋28，今晚8点截止", NOW).items
    correction = corrected(words, items)
    assert [item.unit for item in correction.announcement.items] == ["斤", "盒"]
    assert kinds(correction) == []


def test_a_word_for_a_unit_is_no_answer_when_two_items_lack_one() -> None:
    items = read_announcement("大米70，鸡蛋28，今晚8点截止", NOW).items
    correction = corrected("盒", items)
    assert correction.announcement.items == items
    assert kinds(correction) == ["not_understood"]


@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_no_correction_fails_or_touches_goods_that_it_does_not_name(words: str) -> None:
    correction = corrected(words)
    tofu = next(item for item in MANY if item.name == "豆腐")
    assert tofu in correction.announcement.items
    names = [item.name for item in correction.announcement.items]
    assert len(set(names)) == len(names)
