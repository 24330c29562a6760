"""What is so plainly an order that nobody else need listen to it."""

import pytest

from domain.orders import Item, Window
from nlu.offers import Offer
from tests.town import GOODS, NOON

ITEMS = tuple(
    Item(number, 1, item.name, item.unit, item.price, aliases=item.aliases) for number, item in enumerate(GOODS, 1)
)
OFFER = Offer.build([Window(1, 1, 1, "周六鲜菜团", "open", 1, NOON, NOON + 1, items=ITEMS)])


@pytest.mark.parametrize("text", ["猪肉2斤 豆腐一块", "要土猪肉1.5斤，带鱼2斤半", "2斤带鱼 3盒鸡蛋", "青菜3"])
def test_goods_and_amounts_alone_are_plain(text: str) -> None:
    assert OFFER.is_plain(text)


@pytest.mark.parametrize(
    "text",
    ["", "猪肉", "12 猪肉 2.15", "帮3幢202带鱼1斤", "猪肉2斤 37.8咳嗽", "明早送豆腐80块", "每次都要猪肉2斤",
     "猪肉2斤吗", "猪肉不要肥的", "带鱼到了8斤", "排队带鱼1斤", "1号2份 3号1斤", "猪肉2斤" * 60],
)  # fmt: skip
def test_with_any_other_word_it_is_not(text: str) -> None:
    assert not OFFER.is_plain(text)


def test_nothing_on_offer_is_ordered_plainly() -> None:
    assert not Offer.build([]).is_plain("猪肉2斤")
