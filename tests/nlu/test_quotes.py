"""How a cadre asks suppliers for prices."""

import pytest

from nlu.quotes import QuoteRequest, read_quote_request


@pytest.mark.parametrize(
    ("text", "request_"),
    [
        ("询价 猪肉 鱼 给老张", QuoteRequest(("猪肉", "鱼"), "老张")),
        ("询价：猪肉、鱼", QuoteRequest(("猪肉", "鱼"), "")),
        ("向老张询价猪肉", QuoteRequest(("猪肉",), "老张")),
        ("询价 猪肉", QuoteRequest(("猪肉",), "")),
        ("猪肉多少钱", None),
        ("询价", None),
        ("猪肉2斤", None),
    ],
)
def test_goods_and_supplier_are_read(text: str, request_: QuoteRequest | None) -> None:
    assert read_quote_request(text) == request_
