"""Calls go through the proxy that the environment names, and to a Bot API server on this machine directly."""

from collections.abc import AsyncIterator

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from channels.telegram_request import AiohttpRequest, NothingSent


class Recorder:
    """A server that answers everything and notes for which host it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    async def answer(self, request: web.Request) -> web.Response:
        self.asked.append(request.host)
        return web.json_response({"ok": True, "result": {}})


@pytest.fixture
async def recorder() -> AsyncIterator[tuple[Recorder, str]]:
    recorder = Recorder()
    application = web.Application()
    application.router.add_route("*", "/{path:.*}", recorder.answer)
    async with TestServer(application) as server:
        yield recorder, str(server.make_url("")).rstrip("/")


@pytest.fixture
async def request_() -> AsyncIterator[AiohttpRequest]:
    request = AiohttpRequest(1, answer_seconds=5)
    yield request
    await request.shutdown()


async def test_a_server_elsewhere_is_called_through_the_proxy(
    recorder: tuple[Recorder, str], request_: AiohttpRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    proxy, address = recorder
    monkeypatch.setenv("http_proxy", address)
    monkeypatch.delenv("no_proxy", raising=False)
    await request_.call("http://bots.proxied.example/bot1:x/getMe", {})
    assert proxy.asked == ["bots.proxied.example"]


async def test_no_proxy_is_heeded(
    recorder: tuple[Recorder, str], request_: AiohttpRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    proxy, address = recorder
    monkeypatch.setenv("http_proxy", address)
    monkeypatch.setenv("no_proxy", "direct.invalid")
    with pytest.raises(NothingSent):
        await request_.call("http://direct.invalid/bot1:x/getMe", {})
    assert proxy.asked == []


async def test_a_server_on_this_machine_is_called_directly(
    recorder: tuple[Recorder, str], request_: AiohttpRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    server, address = recorder
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    await request_.call(f"{address}/bot1:x/getMe", {})
    assert len(server.asked) == 1


async def test_a_proxy_that_is_down_has_taken_nothing(
    request_: AiohttpRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    monkeypatch.delenv("no_proxy", raising=False)
    with pytest.raises(NothingSent):
        await request_.call("http://bots.unreached.example/bot1:x/getMe", {})
