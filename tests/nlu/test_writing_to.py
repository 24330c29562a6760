"""Where somebody wants to be written to is told from an order, a payment and a notice."""

import pytest

from nlu.writing_to import WHEREVER, wanted_door


@pytest.mark.parametrize(
    ("text", "door"),
    [
        ("以后发微信", "wecom-kf"), ("以后都发到微信上吧", "wecom-kf"), ("请以后通知发企业微信", "wecom"),
        ("以后消息都发到Telegram", "telegram"), ("今后发到网页上", "web"), ("以后有事微信找我", "wecom-kf"),
        ("以后我在哪里说就发哪里", WHEREVER), ("以后我在哪里说话就发到哪里", WHEREVER),
        ("write to me on WeChat", "wecom-kf"), ("from now on, send it to telegram", "telegram"),
        ("微信发了", None), ("发微信", None), ("以后再说", None), ("以后发两箱", None), ("钱微信发你了", None),
        ("以后微信付款", None), ("猪肉2斤", None), ("以后发货发微信群", None),
    ],
)  # fmt: skip
def test_where_somebody_wants_to_be_written_to(text: str, door: str | None) -> None:
    assert wanted_door(text) == door
