"""Requests about a chat itself, and what an introduction asks besides."""

import pytest

from nlu.introductions import read_introduction
from nlu.requests import bare_code, besides, binding, link_for


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("绑定 12345678", "12345678"), ("绑定12345678", "12345678"), ("绑定：1234 5678", "12345678"),
        ("bind 1234 5678", "12345678"), ("换手机", ""), ("我要换手机", ""), ("换手机了", ""), ("加设备", ""),
        ("new phone", ""), ("绑定 1234567", None), ("手机壳2个", None), ("换成豆腐", None), ("12345678", None),
    ],
)  # fmt: skip
def test_a_request_to_bind_a_chat_is_told_from_other_words(text: str, code: str | None) -> None:
    assert binding(text) == code


@pytest.mark.parametrize(
    ("text", "code"), [("12345678", "12345678"), ("1234 5678", "12345678"), ("13800000001", None)]
)
def test_eight_digits_alone_are_a_code(text: str, code: str | None) -> None:
    assert bare_code(text) == code


@pytest.mark.parametrize(
    ("text", "whom"),
    [
        ("登录链接 李阿公", "李阿公"), ("登陆链接李阿公", "李阿公"), ("给李阿公做个登录链接", "李阿公"),
        ("登录链接", ""),
        ("邀请 3幢201", "3幢201"), ("link for Tom", "Tom"), ("邀请大家来吃饭", None), ("猪肉2斤", None),
    ],
)  # fmt: skip
def test_a_request_for_a_link_names_whom(text: str, whom: str | None) -> None:
    assert link_for(text) == whom


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("我是3幢201李建国，要猪肉2斤", "要猪肉2斤"), ("李建国3幢201猪肉两斤豆腐一块", "猪肉两斤豆腐一块"),
        ("李建国 3幢201", ""), ("小刘 12号陈老板家三楼 13800000000", ""), ("我家4口人 李建国 3幢201", ""),
    ],
)  # fmt: skip
def test_what_an_introduction_asks_besides_is_an_amount_of_something(text: str, rest: str) -> None:
    assert besides(text, read_introduction(text)) == rest
