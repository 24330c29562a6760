"""What suppliers report and what donors offer."""

import pytest

from nlu.catalog import Catalog, CatalogItem
from nlu.gifts import Gift, read_gift
from nlu.supplies import AMOUNT_UNCLEAR, UNREAD, WHICH, Short, Supply, read_supply

CATALOG = Catalog.build(
    [
        CatalogItem("猪肉", "斤", 3500, None), CatalogItem("鲫鱼", "斤", 2000, None, ("鱼",)),
        CatalogItem("豆腐", "块", 300, None), CatalogItem("鸡蛋", "盒", 2000, None),
    ]
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "supply"),
    [
        ("鱼只有80斤，3点到", Supply([Short("鲫鱼", 80000)], arrives="3点")),
        ("猪肉没货", Supply([Short("猪肉", 0)])),
        ("已经装车，4点半到", Supply(arrives="4点半")),
        ("下午4点半到", Supply(arrives="下午4点半", minutes=990)),
        ("15:30送到", Supply(arrives="15:30", minutes=930)),
        ("3点到5点到", Supply(arrives="3点到5点")),
        ("到了", Supply(arrived=True)),
        ("货到村口了", Supply(arrived=True)),
        ("都有，没问题", Supply(confirmed=True)),
        ("鱼没有，其他都有", Supply([Short("鲫鱼", 0)], confirmed=True)),
        ("猪肉只到60斤,鸡蛋缺10盒", Supply([Short("猪肉", 60000), Short("鸡蛋", 10000, lacking=True)])),
        ("豆腐只有30块 明天早上8点到", Supply([Short("豆腐", 30000)], arrives="明天早上8点", minutes=480)),
        ("除了鱼都有", Supply(trouble=WHICH)),
        ("没货", Supply(trouble=WHICH)),
        ("鱼80斤", Supply(trouble=AMOUNT_UNCLEAR)),
        ("鱼只有七八十斤", Supply(trouble=AMOUNT_UNCLEAR)),
        ("豆腐只有30斤", Supply(trouble=AMOUNT_UNCLEAR)),
        ("鱼只有80斤行吗", Supply(trouble=UNREAD)),
        ("你们要多少", Supply(trouble=UNREAD)),
        ("收到", Supply(trouble=UNREAD)),
    ],
)
def test_a_supplier_is_taken_at_their_word_and_asked_about_the_rest(text: str, supply: Supply) -> None:
    assert read_supply(text, CATALOG) == supply


@pytest.mark.parametrize(
    ("text", "gift"),
    [
        ("明早送豆腐80块", Gift("豆腐", 80000, "块", "明早", False)),
        ("捐50斤青菜给大家", Gift("青菜", 50000, "斤", "", False)),
        ("我家橘子多，送30斤，不用写名字", Gift("橘子", 30000, "斤", "", True)),
        ("免费送大家白菜100斤，不留名", Gift("白菜", 100000, "斤", "", True)),
        ("捐30箱矿泉水给卡口值班的人，明天上午送到", Gift("矿泉水", 30000, "箱", "明天上午", False)),
        ("我想捐20箱牛奶", Gift("牛奶", 20000, "箱", "", False)),
    ],
)
def test_a_gift_is_read_with_its_time_and_whether_it_is_unnamed(text: str, gift: Gift) -> None:
    assert read_gift(text) == gift


@pytest.mark.parametrize(
    "text",
    [
        "送到家吗", "送豆腐吗", "什么时候送", "帮我送2斤豆腐", "明早送豆腐2块", "豆腐2块送上门", "送2斤猪肉",
        "豆腐80块", "我要捐款500元", "捐青菜50斤萝卜30斤", "捐点青菜", "给我送2斤猪肉",
    ],
)  # fmt: skip
def test_an_order_or_a_question_is_no_gift(text: str) -> None:
    assert read_gift(text) is None
