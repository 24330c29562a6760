"""Lines about shops and about the items of a list are read; what is not plain is left to be asked."""

import pytest

from domain.checklists import SHIPPED
from domain.shops import Ending, Result
from nlu.shop_checks import ShopSaid, adds, all_meant, asks_route, begins, items_meant, nearest, read_items, read_shop

NAMES = ("李记面馆", "奶茶店", "菜鸟驿站", "麻将馆")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("李记面馆 都合格", ShopSaid("李记面馆", True, True)),
        ("李记面馆检查了，六项都合格", ShopSaid("李记面馆", True, True)),
        ("奶茶店没登记，通知停业", ShopSaid("奶茶店", True, failing="没登记", ending=Ending.STOPPED)),
        ("奶茶店照常开门，没有登记，通知停业", ShopSaid("奶茶店", True, failing="没有登记", ending=Ending.STOPPED)),
        ("麻将馆今天关了，没有人", ShopSaid("麻将馆", True, ending=Ending.SHUT)),
        ("老王修车铺 全部合格", ShopSaid("老王修车铺", False, True)),
        ("李记面馆 1 3 不合格", ShopSaid("李记面馆", True, numbers=((1, Result.BAD), (3, Result.BAD)))),
        ("李记面馆搬到北街了", ShopSaid("李记面馆", True, ending=Ending.MOVED)),
        ("李记面馆不开了", ShopSaid("李记面馆", True, ending=Ending.CLOSED)),
        ("李记面馆已上报", ShopSaid("李记面馆", True, reported=True)),
        ("李记面馆没人戴口罩", ShopSaid("李记面馆", True, failing="没人戴口罩")),
    ],
)
def test_a_line_says_of_a_shop(text: str, said: ShopSaid) -> None:
    assert read_shop(text, NAMES) == said


@pytest.mark.parametrize(
    "text", ["李记面馆 不合格", "李记面馆不都合格", "李记面馆没有一项合格", "李记面馆还没查，不知道合格不"]
)
def test_what_did_not_pass_is_never_read_as_passed(text: str) -> None:
    said = read_shop(text, NAMES)
    assert said is None or not said.all_ok


@pytest.mark.parametrize(
    "text",
    [
        "3幢101到106都正常，104没人", "3幢201合格", "猪肉2斤", "青菜没收到", "体温正常", "店里的鸡蛋没有了",
        "我家关门了",
    ],
)
def test_other_lines_are_about_no_shop(text: str) -> None:
    assert read_shop(text, NAMES) is None


@pytest.mark.parametrize(
    ("text", "results", "rest"),
    [
        ("1 3 不合格", {1: "bad", 3: "bad"}, None), ("1、3不合格，其余合格", {1: "bad", 3: "bad"}, "ok"),
        ("全部合格", {}, "ok"), ("都合格", {}, "ok"), ("第二项不合格", {2: "bad"}, None),
        ("2不适用", {2: "na"}, None),
        ("1和3不合格", {1: "bad", 3: "bad"}, None), ("1 ok 2 bad", {1: "ok", 2: "bad"}, None),
        ("一、三不合格，2不涉及，剩下都合格", {1: "bad", 2: "na", 3: "bad"}, "ok"),
    ],
)  # fmt: skip
def test_items_are_said_by_number(text: str, results: dict[int, str], rest: str | None) -> None:
    said = read_items(text)
    assert said is not None
    assert dict(said.results) == results
    assert said.rest == rest


@pytest.mark.parametrize("text", ["合格", "猪肉2斤", "1号2份", "3 办好了", "不合格的多", "13800000001", ""])
def test_other_words_say_nothing_of_items(text: str) -> None:
    assert read_items(text) is None


def test_the_round_a_beginning_and_a_new_shop_are_asked_for() -> None:
    assert asks_route("查店")
    assert asks_route("今天要查哪些店？")
    assert not asks_route("查一下我的订单")
    assert begins("查李记面馆") == "李记面馆"
    assert adds("加店 老王修车铺 东街") == ("老王修车铺", "东街")
    assert adds("加一家店") == ("", "")
    assert adds("加一斤猪肉") is None


def test_the_nearest_names_and_items_are_found() -> None:
    assert nearest("李家面馆", NAMES) == ["李记面馆"]
    assert nearest("面馆", NAMES)[0] == "李记面馆"
    assert items_meant("没登记", ("进出登记", "消毒")) == [1]
    assert items_meant("没有", ("有台账",)) == []
    shipped = SHIPPED[0].items
    assert items_meant("没戴口罩", shipped) == []
    assert items_meant("没有废弃口罩桶，没台账", shipped) == [3, 5]
    assert all_meant("没台账", shipped)
    assert not all_meant("灭火器过期，没台账", shipped)


def test_all_else_may_be_said_to_be_well() -> None:
    said = read_shop("李记面馆 没台账，别的合格", ["李记面馆"])
    assert said is not None
    assert (said.failing, said.rest_ok) == ("没台账", True)
    said = read_shop("李记面馆 灭火器过期 没戴口罩，别的合格", ["李记面馆"])
    assert said is not None
    assert "灭火器过期" in said.failing
