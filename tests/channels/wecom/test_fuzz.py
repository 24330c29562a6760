"""Whatever comes in, it is taken or refused by name: for two seconds each time, for five minutes in the soak."""

import time
from random import Random
from typing import Any
from urllib.parse import urlencode
from xml.etree.ElementTree import Element, tostring

import pytest
from structlog.testing import capture_logs

from channels.wecom.callback import Callback
from channels.wecom.envelope import Envelope, Forged
from channels.wecom.xml import Unreadable, read
from tests.channels.wecom.fuzz import HAPPENED, bytes_changed, cases, fields_changed
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

    async def take(content: Element) -> None:
        taken.append(content)

    callback = Callback("wecom:test", OURS, take, lambda: NOW, 600_000)
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


async def envelope(dice: Random) -> None:
    """An envelope that somebody sealed who has the token, with anything in it."""
    _, body = VENDOR.sealed(dice.randbytes(dice.randrange(100)))
    encrypted = bytes_changed(dice, body[body.index(b"CDATA[") + 6 :]).decode("utf-8", "surrogateescape")
    try:
        OURS.open(OURS.signature("1", "2", encrypted), "1", "2", encrypted)
    except Forged:
        return


async def document(dice: Random) -> None:
    """A body that reaches the reader of XML as it is."""
    try:
        read(bytes_changed(dice, written(dice.choice(HAPPENED))))
    except Unreadable:
        return


TARGETS = (call, call, envelope, document)


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
