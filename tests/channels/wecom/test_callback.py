"""What WeCom calls: taken once it is known to be the vendor's, answered once it is committed."""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Callable, Mapping
from xml.etree.ElementTree import Element

import aiohttp
import pytest
from structlog.testing import capture_logs

import channels.wecom.callback
from channels.wecom.callback import Callback
from channels.wecom.envelope import Envelope
from channels.wecom.xml import LONGEST
from domain.messages import NotCommitted
from tests.channels.wecom.house import standing
from tests.channels.wecom.test_envelope import PUBLISHED
from tests.fakes.wecom_callbacks import AES_KEY, TOKEN, Vendor
from tests.fakes.wecom_tokens import CORP

NOW = 1_700_000_000_000
TOLERANCE = 600_000


class Door:
    """Takes what was in the envelopes."""

    def __init__(self) -> None:
        self.taken: list[Element] = []
        self.fails: list[Exception] = []
        self.slow: list[float] = []  #: seconds that the next ones take

    async def take(self, content: Element) -> None:
        if self.slow:
            await asyncio.sleep(self.slow.pop(0))
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


async def test_what_is_not_answered_in_time_is_called_again_and_yet_taken(vendor: Vendor, door: Door) -> None:
    vendor.patience, door.slow = 0.1, [0.3]
    statuses = await vendor.posts(Content="你好")
    assert (statuses[0], statuses[-1]) == (0, 200)
    await asyncio.sleep(0.3)
    assert door.texts == ["你好"] * len(statuses)


async def test_what_is_never_committed_is_called_four_times(vendor: Vendor, door: Door) -> None:
    door.fails = [NotCommitted()] * 9
    assert await vendor.posts(Content="你好") == [503] * 4
    assert not door.taken


async def test_tencents_own_check_is_answered(door: Door) -> None:
    sample = PUBLISHED[2]
    envelope = Envelope(sample["token"], sample["aes_key"], sample["receiver"])
    then = int(sample["timestamp"]) * 1000
    query = {"msg_signature": sample["signature"], "timestamp": sample["timestamp"], "nonce": sample["nonce"]}
    callback = Callback("wecom:test", envelope, door.take, lambda: then, TOLERANCE)
    async with standing({"/": callback}) as address:
        answer = await Vendor(address).get({**query, "echostr": sample["encrypted"]})
    assert answer == (200, b"1288432023552776189")


async def test_the_same_call_once_more_is_taken_once_more(vendor: Vendor, door: Door) -> None:
    """Whoever takes it knows what they have; the vendor repeats what it did not hear answered."""
    call = vendor.sealed(b"<xml><MsgId>1</MsgId></xml>")
    assert [await vendor.post(*call), await vendor.post(*call)] == [(200, b""), (200, b"")]
    assert len(door.taken) == 2


@pytest.mark.parametrize("seconds", [-601, 601, 10**9, -NOW // 1000])
async def test_a_call_of_another_time_is_refused(vendor: Vendor, door: Door, seconds: int) -> None:
    at = str(NOW // 1000 + seconds)
    assert await vendor.post(*vendor.sealed(b"<xml/>", timestamp=at)) == (403, b"")
    assert not door.taken


@pytest.mark.parametrize("seconds", [-600, 600])
async def test_clocks_may_differ_by_ten_minutes(vendor: Vendor, door: Door, seconds: int) -> None:
    await vendor.post(*vendor.sealed(b"<xml/>", timestamp=str(NOW // 1000 + seconds)))
    assert len(door.taken) == 1


@pytest.mark.parametrize(
    "at", ["soon", "-1700000000", "1700000000.0", "１７０００００００００", "9" * 200, " ", "0x10"]
)
async def test_a_time_that_is_none_is_refused(vendor: Vendor, door: Door, at: str) -> None:
    assert await vendor.post(*vendor.sealed(b"<xml/>", timestamp=at)) == (403, b"")
    assert not door.taken


async def test_what_was_caught_is_not_taken_when_its_nonce_has_become_the_time(door: Door) -> None:
    """The signature is over the parts sorted: it does not tell which is the time and which the nonce."""
    later = NOW + 9 * 86_400_000
    callback = Callback("wecom:test", Envelope(TOKEN, AES_KEY, CORP), door.take, lambda: later, TOLERANCE)
    async with standing({"/": callback}) as address:
        caught = Vendor(address, lambda: NOW)
        words = f"<xml><CreateTime>{NOW // 1000}</CreateTime><Content>好</Content></xml>".encode()
        query, body = caught.sealed(words, nonce=str(later // 1000))
        swapped = {**query, "timestamp": query["nonce"], "nonce": query["timestamp"]}
        assert await caught.post(swapped, body) == (403, b"")
        query, body = Vendor(address, lambda: later).sealed(words.replace(str(NOW // 1000).encode(), b"9" * 4_000))
        assert await caught.post(query, body) == (403, b"")
    assert not door.taken


Query = Mapping[str, str]


def wrapped(vendor: Vendor, encrypted: bytes) -> tuple[Query, bytes]:
    """A rightly signed call around what is given."""
    query, _ = vendor.sealed(b"<xml/>")
    signature = vendor.envelope.signature(query["timestamp"], query["nonce"], encrypted.decode("utf-8", "replace"))
    return {**query, "msg_signature": signature}, b"<xml><Encrypt>" + encrypted + b"</Encrypt></xml>"


LAUGHS = (
    b'<!DOCTYPE xml [<!ENTITY a "lol">'
    + b"".join(b'<!ENTITY %c "%s">' % (sign, (b"&%c;" % (sign - 1)) * 10) for sign in range(ord("b"), ord("k")))
    + b"]><xml><Encrypt>&j;</Encrypt></xml>"
)
BODIES = {
    "empty": b"",
    "not XML": b"hello",
    "JSON": json.dumps({"Encrypt": "abc"}).encode(),
    "cut off": b"<xml><Encrypt>abc",
    "another root": b"<html><Encrypt>abc</Encrypt></html>",
    "zero bytes": b"\0" * 1000,
    "not UTF-8": b"<xml><Encrypt>\xff\xfe</Encrypt></xml>",
    "an unknown encoding": b'<?xml version="1.0" encoding="gb18030"?><xml/>',
    "a DTD": b"<!DOCTYPE xml><xml><Encrypt>abc</Encrypt></xml>",
    "an entity": b'<!DOCTYPE xml [<!ENTITY a "b">]><xml><Encrypt>&a;</Encrypt></xml>',
    "an entity of this machine": b'<!DOCTYPE xml [<!ENTITY a SYSTEM "file:///etc/passwd">]><xml>&a;</xml>',
    "a billion laughs": LAUGHS,
    "an undeclared entity": b"<xml><Encrypt>&nbsp;</Encrypt></xml>",
    "nested": b"<xml>" + b"<a>" * 100_000 + b"</a>" * 100_000 + b"</xml>",
    "nested and never closed": b"<xml>" + b"<a>" * 300_000,
    "many elements": b"<xml>" + b"<a/>" * 200_000 + b"</xml>",
    "many attributes": b"<xml " + b" ".join(b'a%d=""' % number for number in range(90_000)) + b"></xml>",
    "more than 1 MB": b"<xml><Encrypt>" + b"a" * LONGEST + b"</Encrypt></xml>",
    "ten times too much": b"a" * 10 * LONGEST,
}
FIT = {name: body for name, body in BODIES.items() if len(body) < LONGEST * 7 // 10}


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
async def test_a_body_that_is_no_envelope_is_refused(vendor: Vendor, door: Door, body: bytes) -> None:
    query, _ = vendor.sealed(b"<xml/>")
    with capture_logs() as logs:
        assert await vendor.post(query, body) == (400, b"")
    assert not door.taken
    assert [(line["event"], line["status"]) for line in logs] == [("wecom_callback_refused", 400)]


async def test_of_a_body_without_a_length_no_more_than_a_megabyte_is_read(vendor: Vendor, door: Door) -> None:
    read = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal read
        while read < 100 * LONGEST:
            yield b"a" * 65_536
            read += 65_536

    query, _ = vendor.sealed(b"<xml/>")
    with contextlib.suppress(aiohttp.ClientError):  # hung up on while it was still talking
        assert (await vendor.post(query, endless()))[0] == 400
    assert read < 20 * LONGEST
    assert not door.taken


@pytest.mark.parametrize("body", FIT.values(), ids=FIT)
async def test_what_is_rightly_sealed_but_no_xml_is_refused(vendor: Vendor, door: Door, body: bytes) -> None:
    with capture_logs() as logs:
        assert await vendor.post(*vendor.sealed(body)) == (400, b"")
    assert not door.taken
    assert len(logs) == 1


async def test_changed_on_the_way_it_is_refused(vendor: Vendor, door: Door) -> None:
    query, body = vendor.sealed("<xml><Content>猪肉2斤</Content></xml>".encode())
    other: list[tuple[Query, bytes]] = [({**query, name: value + "0"}, body) for name, value in query.items()]
    other += [({**query, name: ""}, body) for name in query]
    other += [({key: value for key, value in query.items() if key != name}, body) for name in query]
    other += [({**query, "msg_signature": query["msg_signature"].upper()}, body)]
    other += [({**query, "msg_signature": "签名"}, body)]
    start = body.index(b"<Encrypt><![CDATA[") + 18
    for place in range(start, body.index(b"]]></Encrypt>"), 7):
        sign = b"A" if body[place : place + 1] != b"A" else b"B"
        other.append((query, body[:place] + sign + body[place + 1 :]))
    for call in other:
        assert await vendor.post(*call) == (403, b"")
    assert not door.taken


@pytest.mark.parametrize("encrypted", [b"", b"abc", b"====", "密".encode(), b"A" * 64, b"A" * 63 + b"="])
async def test_signed_but_not_encrypted_for_us_it_is_refused(vendor: Vendor, door: Door, encrypted: bytes) -> None:
    assert await vendor.post(*wrapped(vendor, encrypted)) == (403, b"")
    assert not door.taken


async def test_an_envelope_for_another_corp_is_refused(vendor: Vendor, door: Door) -> None:
    stranger = Vendor(vendor.address, lambda: NOW, corp="ww0000000000000000")
    assert await stranger.posts(Content="你好") == [403] * 4
    assert not await stranger.check()
    assert not door.taken


async def test_what_is_in_a_message_is_not_told_to_whoever_caught_it(vendor: Vendor) -> None:
    query, body = vendor.sealed("<xml><Content>体温38度</Content></xml>".encode())
    encrypted = body.decode().partition("<Encrypt><![CDATA[")[2].partition("]]>")[0]
    assert await vendor.get({**query, "echostr": encrypted}) == (403, b"")


async def test_a_check_without_its_parameters_is_refused(vendor: Vendor) -> None:
    assert await vendor.get({}) == (403, b"")
    query, _ = vendor.sealed(b"<xml/>")
    assert await vendor.get(query) == (403, b"")
    assert await vendor.get({**query, "echostr": "a" * 9_000}) == (400, b"")
    assert await vendor.get({f"a{number}": "" for number in range(30)}) == (400, b"")


async def test_the_log_says_why_and_never_what(vendor: Vendor, callback: Callback) -> None:
    with capture_logs() as logs:
        await vendor.post(*vendor.sealed("体温38度".encode()))
        await vendor.post({"msg_signature": "sign", "timestamp": "1", "nonce": "2"}, b"<xml>secret</xml>")
    assert logs == [
        {"event": "wecom_callback_refused", "log_level": "warning", "account": "wecom:test", "status": status,
         "reason": reason, "so_far": 1}
        for status, reason in ((400, "not XML"), (403, "signature"))
    ]  # fmt: skip
    assert callback.counts == {"not XML": 1, "signature": 1}


async def test_a_flood_fills_neither_the_log_nor_the_memory(
    vendor: Vendor, callback: Callback, door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(channels.wecom.callback, "MOST_HELD", 200_100)
    go = asyncio.Event()

    async def slow() -> AsyncIterator[bytes]:
        yield b"<xml>" + b"a" * 50_000
        await go.wait()
        yield b"</xml>"

    query, _ = vendor.sealed(b"<xml/>")
    with capture_logs() as logs:
        held = [asyncio.create_task(vendor.post(query, slow())) for _ in range(4)]
        await wait_for(lambda: callback._bodies._held > 200_000)
        for _ in range(20):
            assert await vendor.post(query, b"<xml>" + b"a" * 50_000 + b"</xml>") == (503, b"")
        assert await vendor.posts(Content="好" * 2_048) == [200]
        go.set()
        # Whoever gave way to others is heard once there is room.
        assert [status for status, _ in await asyncio.gather(*held)] == [403] * 4
        assert await vendor.posts(Content="长" * 15_000) == [200]
    assert len(door.taken) == 2
    assert [(line["reason"], line["so_far"]) for line in logs] == [("too much at once", 1), ("signature", 1)]


async def wait_for(seen: Callable[[], bool]) -> None:
    for _ in range(1_000):
        if seen():
            return
        await asyncio.sleep(0.005)
    raise TimeoutError


async def test_an_unexpected_error_is_answered_and_logged_without_its_words(vendor: Vendor, door: Door) -> None:
    door.fails = [KeyError("体温38度")]
    with capture_logs() as logs:
        assert await vendor.posts(Content="你好") == [500, 200]
    assert [(line["event"], line["reason"]) for line in logs] == [("wecom_callback_failed", "KeyError")]
    assert door.texts == ["你好"]


async def test_a_body_that_does_not_come_is_not_waited_for(
    vendor: Vendor, callback: Callback, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(channels.wecom.callback, "BODY_SECONDS", 0.05)

    async def stuck() -> AsyncIterator[bytes]:
        yield b"<xml>"
        await asyncio.sleep(1)

    query, _ = vendor.sealed(b"<xml/>")
    with contextlib.suppress(aiohttp.ClientError):
        assert (await vendor.post(query, stuck()))[0] == 400
    assert callback.counts == {"too slow": 1}


async def test_whoever_hangs_up_leaves_nothing_behind(vendor: Vendor, callback: Callback, door: Door) -> None:
    host, port = vendor.address.removeprefix("http://").removesuffix("/wecom/callback").split(":")
    _, writer = await asyncio.open_connection(host, int(port))
    writer.write(b"POST /wecom/callback HTTP/1.1\r\nHost: a\r\nContent-Length: 500\r\n\r\n<xml>")
    await writer.drain()
    writer.transport.abort()
    await wait_for(lambda: bool(callback.counts))
    assert callback.counts == {"broken off": 1}
    assert not door.taken
