"""The link that opens a private chat with the bot, and what it carries into it."""

import pytest

from wiring.telegram import _link as telegram_link
from wiring.wecom import _link as wecom_link


class Door:
    def __init__(self, link: str) -> None:
        self.link = link


@pytest.mark.parametrize(
    ("link", "carried", "whole"),
    [
        ("https://t.me/Bot", "group", "https://t.me/Bot?start=group"),
        ("https://t.me/Bot", "", "https://t.me/Bot"),
        ("", "group", ""),
    ],
)
def test_telegram_s_link_begins_the_chat_with_a_word(link: str, carried: str, whole: str) -> None:
    assert telegram_link(Door(link), carried) == whole  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("link", "carried", "whole"),
    [
        ("https://work.weixin.qq.com/kfid/kfc1", "group", "https://work.weixin.qq.com/kfid/kfc1?scene_param=group"),
        ("https://work.weixin.qq.com/kfid/kfc1?enc_scene=a", "", "https://work.weixin.qq.com/kfid/kfc1?enc_scene=a"),
        ("https://work.weixin.qq.com/kfid/kfc1?enc_scene=a", "a&b",
         "https://work.weixin.qq.com/kfid/kfc1?enc_scene=a&scene_param=a%26b"),
        ("", "group", ""),
    ],
)  # fmt: skip
def test_wechat_s_link_carries_a_word_as_its_scene(link: str, carried: str, whole: str) -> None:
    assert wecom_link([Door(link)], carried) == whole  # type: ignore[list-item]
