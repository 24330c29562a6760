"""What somebody asks about the data that are kept of them."""

import pytest

from nlu.own_data import asked


@pytest.mark.parametrize(("text", "what"), [
    ("我的资料", "kept"), ("看看我的资料", "kept"), ("你们有我的信息有哪些？", "kept"), ("谁看过我的资料", "looks"),
    ("有哪些人查过我的信息？", "looks"), ("要一份我的资料", "copy"), ("导出我的数据", "copy"),
    ("我的资料有错", "wrong"),
    ("更正我的资料", "wrong"), ("删除我的资料", "delete"), ("请帮我注销我的信息。", "delete"), ("My data", "kept"),
    ("我的订单", ""), ("资料", ""), ("我的资料费多少钱", ""), ("猪肉2斤", ""), ("我的订单删掉", ""),
])  # fmt: skip
def test_only_plain_words_about_ones_own_data_are_taken(text: str, what: str) -> None:
    assert asked(text) == what
