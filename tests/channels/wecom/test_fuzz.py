"""Whatever comes in, it is taken or refused by name: for two seconds each time, for five minutes in the soak."""

import time
from contextlib import suppress
from random import Random
from typing import Any
from urllib.parse import urlencode
from xml.etree.ElementTree import Element, tostring

import pytest
from structlog.testing import capture_logs

from channels.wecom import kf_updates
from channels.wecom.api import Api
from channels.wecom.app import App
from channels.wecom.callback import Callback
from channels.wecom.envelope import Envelope, Forged
from channels.wecom.stream_updates import mentions
from channels.wecom.stream_updates import read as read_frame
from channels.wecom.xml import Unreadable, read
from domain.messages import LONGEST_TEXT
from tests.channels.wecom.fuzz import FRAMES, HAPPENED, ROWS, bytes_changed, cases, fields_changed
from tests.channels.wecom.house import House, Kept
from tests.fakes.wecom_callbacks import AES_KEY, TOKEN, Vendor, xml
from tests.fakes.wecom_tokens import CORP

NOW = 1_700_000_000_000
SHORT, LONG = 2.0, 300.0
VENDOR = Vendor("", lambda: NOW)
OURS = Envelope(TOKEN, AES_KEY, CORP)


async def respond_to(callback: Callback, method: str, query: bytes, body: bytes) -> int:
    """The status that one call is answered with, without a wire."""
    statuses: list[int] = []

    async def read_body() -> dict[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    async def respond(event: Any) -> None:
        if event["type"] == "http.response.start":
            statuses.append(event["status"])

    await callback({"type": "http", "method": method, "query_string": query}, read_body, respond)
    return statuses[0]


def written(happened: Any) -> bytes:
    return xml({"xml": happened if isinstance(happened, dict) else str(happened)}).encode("utf-8", "replace")


async def call(dice: Random) -> None:
    """One call with something wrong in what it says, rightly sealed; in its envelope; or in its address."""
    taken: list[Element] = []
    house = House()
    app = App(Api("", CORP, VENDOR.clock), CORP, "1000002", "", house.receive, Kept(house), VENDOR.clock, {})

    async def take(content: Element) -> None:
        taken.append(content)
        await app.take(content)

    callback = Callback("wecom:test", OURS, take, VENDOR.clock, 600_000)
    happened, wrong = dice.choice(HAPPENED), dice.choice(("fields", "content", "body", "query"))
    content = written(fields_changed(dice, happened) if wrong == "fields" else happened)
    if wrong == "content":
        content = bytes_changed(dice, content)
    seal, body = VENDOR.sealed(content)
    query = urlencode(seal).encode()
    if wrong == "body":
        body = bytes_changed(dice, body)
    if wrong == "query":
        query = bytes_changed(dice, query)
    status = await respond_to(callback, dice.choice(("POST", "POST", "POST", "GET", "HEAD")), query, body)
    assert status in (200, 400, 403)
    assert len(taken) == 1 or status != 200
    for each in taken:
        assert tostring(each) == tostring(read(content))
    for update in house.committed:
        assert update.chat
        assert update.key
        assert len(update.text) <= LONGEST_TEXT


async def envelope(dice: Random) -> None:
    """An envelope that somebody sealed who has the token, with anything in it."""
    _, body = VENDOR.sealed(dice.randbytes(dice.randrange(100)))
    encrypted = bytes_changed(dice, body[body.index(b"CDATA[") + 6 :]).decode("utf-8", "surrogateescape")
    with suppress(Forged):
        OURS.open(OURS.signature("1", "2", encrypted), "1", "2", encrypted)


async def document(dice: Random) -> None:
    """A body that reaches the reader of XML as it is."""
    with suppress(Unreadable):
        read(bytes_changed(dice, written(dice.choice(HAPPENED))))


async def row(dice: Random) -> None:
    """A row of 微信客服, as the vendor hands it over."""
    changed = fields_changed(dice, dice.choice(ROWS))
    if not isinstance(changed, dict):
        return
    kf_updates.chat(changed)
    for reads in (kf_updates.event, kf_updates.at, kf_updates.key):
        with suppress(kf_updates.Unreadable):
            reads(changed)
    with suppress(kf_updates.Unreadable):
        assert len(kf_updates.entered(changed, "wecom-kf:wk1").text) <= LONGEST_TEXT
    with suppress(kf_updates.Unreadable):
        assert len(kf_updates.said(changed, "wecom-kf:wk1", "").text) <= LONGEST_TEXT


async def frame(dice: Random) -> None:
    """A frame of the long connection."""
    changed = fields_changed(dice, dice.choice(FRAMES))
    if not isinstance(changed, dict):
        return
    mentions(changed)
    with suppress(ValueError):
        taken = read_frame(changed, "wecom-bot:b", NOW, "@同心")
        assert taken is None or (taken.update.chat and len(taken.update.text) <= LONGEST_TEXT)


TARGETS = (call, call, envelope, document, row, frame)


@pytest.mark.parametrize(
    ("seconds", "first"),
    [
        pytest.param(SHORT, 0, id="short"),
        pytest.param(LONG, time.time_ns() // 1_000, id="soak", marks=[pytest.mark.soak, pytest.mark.timeout(900)]),
    ],
)
async def test_whatever_comes_in_is_taken_or_refused_by_name(seconds: float, first: int) -> None:
    for number, dice in cases(seconds, first):
        with capture_logs():
            try:
                await dice.choice(TARGETS)(dice)
            except Exception as error:
                error.add_note(f"case {number}")
                raise
