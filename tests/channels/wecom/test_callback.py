"""What WeCom calls: taken once it is known to be the vendor's, answered once it is committed."""

from collections.abc import AsyncIterator
from xml.etree.ElementTree import Element

import pytest

from channels.wecom.callback import Callback
from channels.wecom.envelope import Envelope
from domain.messages import NotCommitted
from tests.channels.wecom.house import standing
from tests.fakes.wecom_callbacks import AES_KEY, TOKEN, Vendor
from tests.fakes.wecom_tokens import CORP

NOW = 1_700_000_000_000
TOLERANCE = 600_000


class Door:
    """Takes what was in the envelopes."""

    def __init__(self) -> None:
        self.taken: list[Element] = []
        self.fails: list[Exception] = []

    async def take(self, content: Element) -> None:
        if self.fails:
            raise self.fails.pop(0)
        self.taken.append(content)

    @property
    def texts(self) -> list[str | None]:
        return [content.findtext("Content") for content in self.taken]


@pytest.fixture
def door() -> Door:
    return Door()


@pytest.fixture
def callback(door: Door) -> Callback:
    return Callback("wecom:test", Envelope(TOKEN, AES_KEY, CORP), door.take, lambda: NOW, TOLERANCE)


@pytest.fixture
async def vendor(callback: Callback) -> AsyncIterator[Vendor]:
    async with standing({"/wecom/callback": callback}) as address:
        yield Vendor(f"{address}/wecom/callback", lambda: NOW)


async def test_the_check_of_the_address_is_answered_by_the_bare_plaintext(vendor: Vendor) -> None:
    assert await vendor.check()


async def test_what_happened_is_taken_and_answered_with_an_empty_200(vendor: Vendor, door: Door) -> None:
    assert await vendor.posts(MsgType="text", Content="猪肉2斤 <&]]>", MsgId=1) == [200]
    assert door.texts == ["猪肉2斤 <&]]>"]


async def test_what_is_not_committed_is_called_again_until_it_is(vendor: Vendor, door: Door) -> None:
    door.fails = [NotCommitted(), NotCommitted()]
    assert await vendor.posts(Content="你好") == [503, 503, 200]
    assert door.texts == ["你好"]
