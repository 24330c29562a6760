"""What staff say of money and arrivals after closing, and what sounds like it and is something else."""

import pytest

from nlu.catalog import Catalog, CatalogItem
from nlu.settlements import (
    Came,
    Paid,
    Spent,
    asks_bill,
    asks_how_to_pay,
    named_round,
    read_arrival,
    read_expense,
    read_payment,
)

CATALOG = Catalog.build(
    [
        CatalogItem("带鱼", "斤", 2_500, None),
        CatalogItem("土猪肉", "斤", 3_500, None, ("猪肉",)),
        CatalogItem("鸡蛋", "盒", 2_000, None),
    ]
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12号付了70 现金", Paid(12, 7_000, "cash")),
        ("12号付了70元，现金。", Paid(12, 7_000, "cash")),
        ("12号现金付了70", Paid(12, 7_000, "cash")),
        ("12号袋转了35.5", Paid(12, 3_550, "transfer")),
        ("12号转账35块", Paid(12, 3_500, "transfer")),
        ("第12号付70 微信", Paid(12, 7_000, "transfer")),
        ("12号付了70", Paid(12, 7_000, "")),
        ("12号付清了 现金", Paid(12, None, "cash")),
        ("退12号5元", Paid(12, -500, "")),
        ("退给12号5元 现金", Paid(12, -500, "cash")),
        ("12号退了5元 转账", Paid(12, -500, "transfer")),
        ("12号付了0", None),
        ("12号付了", None),
        ("12号来2斤", None),
        ("12号取了", None),
        ("12号付了没", None),
        ("12号没付70", None),
        ("已转账70", None),
        ("3幢201付了70", None),
        ("12号付了70斤", None),
        ("12号付了1.234 现金", None),
    ],
)
def test_a_payment_is_read_whole_or_not_at_all(text: str, expected: Paid | None) -> None:
    assert read_payment(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("付供应商15000", Spent("供应商", 1_500_000)),
        ("付了供应商15000元", Spent("供应商", 1_500_000)),
        ("支付运费200.5元", Spent("运费", 20_050)),
        ("付了70", None),
        ("付款码", None),
        ("付12号70", None),
        ("付给我70块钱的猪肉", None),
        ("付运费", None),
    ],
)
def test_an_expense_names_what_it_is_for(text: str, expected: Spent | None) -> None:
    assert read_expense(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("鱼到了80斤", Came("带鱼", 80_000)),
        ("猪肉只到了60.5斤", Came("土猪肉", 60_500)),
        ("鸡蛋到货20盒", Came("鸡蛋", 20_000)),
        ("带鱼到了40公斤", Came("带鱼", 80_000)),
        ("带鱼到了0斤", None),
        ("猪肉来2斤", None),
        ("猪肉到了", None),
        ("猪肉到了吗", None),
        ("猪肉和带鱼到了80斤", None),
        ("羊肉到了80斤", None),
        ("到了80斤", None),
        ("猪肉大概到了80斤左右", None),
        ("3点到80斤", None),
    ],
)
def test_an_arrival_is_one_item_and_one_exact_amount(text: str, expected: Came | None) -> None:
    assert read_arrival(text, CATALOG) == expected


@pytest.mark.parametrize("text", ["怎么付", "怎么付钱？", "付款码", "收款码发我", "请问怎么付款呀", "how do i pay"])
def test_who_asks_how_to_pay_is_understood(text: str) -> None:
    assert asks_how_to_pay(text)
    assert not asks_bill(text)


@pytest.mark.parametrize("text", ["我的账单", "账单", "看看我家的账单", "my bill"])
def test_who_asks_for_the_bill_is_understood(text: str) -> None:
    assert asks_bill(text)


@pytest.mark.parametrize("text", ["猪肉怎么卖", "怎么付了两次", "账单错了少算了2斤猪肉", "码好了", "付了"])
def test_what_only_sounds_like_it_is_left_to_others(text: str) -> None:
    assert not asks_how_to_pay(text)
    assert not asks_bill(text)


def test_a_round_may_be_named_in_front() -> None:
    assert named_round("第3期 12号付了70") == (3, "12号付了70")
    assert named_round("第3期：称重") == (3, "称重")
    assert named_round("12号付了70") == (0, "12号付了70")
