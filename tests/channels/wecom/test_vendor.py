"""The vendor that plays in these tests refuses what WeCom refuses."""

import io
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from tests.fakes.wecom_server import CORP, SECRET, Asked, Refusal, WeComServer

JPEG = b"\xff\xd8\xff" + b"\0" * 20
NOW = 1_700_000_000_000


class Caller:
    def __init__(self, server: WeComServer, session: aiohttp.ClientSession) -> None:
        self.server, self._session = server, session

    async def __call__(self, method: str, path: str, data: Any = None, **query: str) -> dict[str, Any]:
        url = f"{self.server.url}/cgi-bin/{path}"
        async with self._session.request(method, url, params=query, data=data) as response:
            return dict(await response.json()) | {"http": response.status}

    async def token(self) -> str:
        return str((await self("GET", "gettoken", corpid=CORP, corpsecret=SECRET))["access_token"])


@pytest.fixture
async def call() -> AsyncIterator[Caller]:
    async with WeComServer(clock=lambda: NOW) as server, aiohttp.ClientSession() as session:
        yield Caller(server, session)


async def test_a_token_is_given_for_the_right_corp_and_secret_only(call: Caller) -> None:
    assert (await call("GET", "gettoken", corpid="other", corpsecret=SECRET))["errcode"] == 40013
    assert (await call("GET", "gettoken", corpid=CORP, corpsecret="other"))["errcode"] == 40001
    assert await call.token() == await call.token()
    call.server.tokens.most = 4
    assert (await call("GET", "gettoken", corpid=CORP, corpsecret=SECRET))["errcode"] == 45009


async def test_a_call_needs_a_token_that_still_holds(call: Caller) -> None:
    token = await call.token()
    for given, code in (("", 41001), ("made-up", 40014)):
        assert (await call("GET", "media/get", media_id="m", access_token=given))["errcode"] == code
    call.server.tokens.expire()
    assert (await call("GET", "media/get", media_id="m", access_token=token))["errcode"] == 42001
    renewed = await call.token()
    call.server.trusted = False
    assert (await call("GET", "media/get", media_id="m", access_token=renewed))["errcode"] == 60020


async def test_unknown_paths_wrong_methods_and_wrong_bodies_are_refused(call: Caller) -> None:
    def answer(asked: Asked) -> dict[str, Any]:
        if asked.body == {"no": 1}:
            raise Refusal(40035)
        return {"heard": asked.body}

    call.server.add("POST", "message/send", answer)
    token = await call.token()
    async with aiohttp.request("POST", f"{call.server.url}/cgi-bin/message/sent") as response:
        assert response.status == 404
    assert (await call("GET", "message/send", access_token=token))["errcode"] == 43002
    for body, code in ((b"", 44002), (b"{", 47001), (b"[]", 47001), (b'{"no":1}', 40035)):
        assert (await call("POST", "message/send", body, access_token=token))["errcode"] == code
    assert (await call("POST", "message/send", b"{}", access_token=token, debug="1"))["errcode"] == 40035
    said = await call("POST", "message/send", b'{"a":1}', access_token=token)
    assert said == {"errcode": 0, "errmsg": "ok", "heard": {"a": 1}, "http": 200}
    assert call.server.called("message/send")[-1].secret == SECRET


async def test_a_file_is_kept_for_three_days_if_it_fits(call: Caller) -> None:
    token = await call.token()

    def form(content: bytes, field: str = "media") -> aiohttp.FormData:
        built = aiohttp.FormData()
        built.add_field(field, io.BytesIO(content), filename="菜.jpg", content_type="image/jpeg")
        return built

    for kind, built, code in (
        ("photo", form(JPEG), 40004),
        ("image", form(b"GIF89a" + JPEG), 40005),
        ("image", form(JPEG[:5]), 40006),
        ("voice", form(b"#!AMR" + b"\0" * 2 * 1024 * 1024), 40006),
        ("image", form(JPEG, "file"), 41005),
    ):
        assert (await call("POST", "media/upload", built, type=kind, access_token=token))["errcode"] == code
    kept = await call("POST", "media/upload", form(JPEG), type="image", access_token=token)
    query = {"access_token": token, "media_id": kept["media_id"]}
    async with aiohttp.request("GET", f"{call.server.url}/cgi-bin/media/get", params=query) as response:
        assert (response.content_type, await response.read()) == ("image/jpeg", JPEG)
    call.server.media.clock = lambda: NOW + 3 * 86_400_000
    assert (await call("GET", "media/get", **query))["errcode"] == 40007
