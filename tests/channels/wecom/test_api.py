"""Calls of WeCom: what an error leaves behind is known, tokens renew themselves, nothing secret is said."""

import asyncio
import traceback
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from aiohttp import web

from channels.wecom.api import LONGEST_ANSWER, TRANSFERS, Api
from channels.wecom.failures import Refused, Unanswered, Unsent, failure
from channels.wecom.media import Media
from domain.messages import FailureKind, FileReference
from tests.fakes.wecom_server import CORP, SECRET, Asked, WeComServer

NOW = 1_700_000_000_000
JPEG = b"\xff\xd8\xff" + b"\0" * 3 * 1024 * 1024


@pytest.fixture
async def server() -> AsyncIterator[WeComServer]:
    async with WeComServer(clock=lambda: NOW) as server:
        server.add("POST", "message/send", lambda asked: {"msgid": "m", "heard": asked.body})
        server.add("GET", "agent/get", lambda asked: {"agent": asked.query["agentid"]}, query=("agentid",))
        server.add("POST", "webhook/send", lambda asked: {"key": asked.query["key"]}, query=("key",), token=False)
        yield server


@pytest.fixture
async def api(server: WeComServer) -> AsyncIterator[Api]:
    api = Api(server.url, CORP, lambda: NOW)
    yield api
    await api.close()


@contextmanager
def impatient(api: Api) -> Iterator[None]:
    """Meanwhile no call is waited for long; outside, a busy machine is."""
    patience, api.patience = api.patience, 0.15
    yield
    api.patience = patience


async def send(api: Api) -> dict[str, Any]:
    return await api.post("message/send", SECRET, {"touser": "李阿公"})


async def test_a_call_is_made_with_the_apps_token(api: Api, server: WeComServer) -> None:
    assert (await send(api))["heard"] == {"touser": "李阿公"}
    assert (await api.get("agent/get", SECRET, agentid="7"))["agent"] == "7"
    assert (await api.call_robot("webhook/send", "key-1", {"msgtype": "text"}))["key"] == "key-1"
    assert server.called("message/send")[0].secret == SECRET
    assert len(server.called("gettoken")) == 1


async def test_calls_side_by_side_wait_for_one_token(api: Api, server: WeComServer) -> None:
    await asyncio.gather(*(send(api) for _ in range(100)))
    assert len(server.called("gettoken")) == 1
    assert len(server.called("message/send")) == 100


@pytest.mark.parametrize("code", [40014, 42001])
async def test_a_token_that_ended_early_is_renewed_once_for_all(api: Api, server: WeComServer, code: int) -> None:
    await send(api)
    server.tokens.expire(code)
    await asyncio.gather(*(send(api) for _ in range(50)))
    assert len(server.called("gettoken")) == 2
    assert len(server.called("message/send")) == 51


@pytest.mark.parametrize("code", [40014, 42001])
async def test_a_token_refused_again_and_again_is_tried_twice(api: Api, server: WeComServer, code: int) -> None:
    server.fault("refuse", "message/send", code=code, times=float("inf"))
    with pytest.raises(Refused) as refused:
        await send(api)
    assert refused.value.code == code
    assert len(server.called("message/send")) == 2
    assert len(server.called("gettoken")) == 2


@pytest.mark.parametrize("code", [45009, 60020, 81013, -1])
async def test_another_refusal_is_told_and_not_repeated(api: Api, server: WeComServer, code: int) -> None:
    server.fault("refuse", "message/send", code=code)
    with pytest.raises(Refused) as refused:
        await send(api)
    assert refused.value.code == code
    assert len(server.called("message/send")) == 1


async def test_an_untrusted_machine_is_a_setting_to_mend(api: Api, server: WeComServer) -> None:
    server.trusted = False
    with pytest.raises(Refused) as refused:
        await send(api)
    said = failure(refused.value)
    assert (said.kind, said.code, said.whole_account) == (FailureKind.MISCONFIGURED, "60020", True)


async def test_a_wrong_secret_is_told_by_its_code(api: Api, server: WeComServer) -> None:
    with pytest.raises(Refused) as refused:
        await api.post("message/send", "another secret", {})
    assert failure(refused.value).kind is FailureKind.MISCONFIGURED
    assert not server.called("message/send")


async def test_tokens_asked_for_too_often_are_waited_for(api: Api, server: WeComServer) -> None:
    server.tokens.most = 0
    with pytest.raises(Refused) as refused:
        await send(api)
    said = failure(refused.value)
    assert (said.kind, said.retry_after, said.whole_account) == (FailureKind.THROTTLED, 60.0, True)


FAULTS: dict[str, tuple[dict[str, Any], type[Exception]]] = {
    "reset": ({}, Unanswered),
    "reset after": ({}, Unanswered),
    "hang": ({}, Unanswered),
    "hang after": ({}, Unanswered),
    "slow": ({"seconds": 5}, Unanswered),
    "garbage": ({}, Unanswered),
    "gateway": ({}, Unsent),
}


@pytest.mark.parametrize("kind", FAULTS)
async def test_what_may_have_been_taken_is_told_from_what_was_not(api: Api, server: WeComServer, kind: Any) -> None:
    facts, expected = FAULTS[kind]
    server.fault(kind, "message/send", **facts)
    with impatient(api), pytest.raises(expected):
        await send(api)
    assert (await send(api))["msgid"] == "m"


@pytest.mark.parametrize("kind", FAULTS)
async def test_whatever_becomes_of_a_token_nothing_was_sent_without_one(
    api: Api, server: WeComServer, kind: Any
) -> None:
    fault = server.fault(kind, "gettoken", times=float("inf"), **FAULTS[kind][0])
    with impatient(api), pytest.raises(Unsent):
        await send(api)
    fault.times = 0
    assert (await send(api))["msgid"] == "m"
    assert len(server.called("message/send")) == 1


@pytest.mark.parametrize(
    ("status", "expected"), [(503, Unsent), (500, Unanswered), (504, Unanswered), (404, Unanswered)]
)
async def test_a_status_says_whether_it_may_have_been_taken(
    api: Api, server: WeComServer, status: int, expected: type[Exception]
) -> None:
    server.fault("gateway", "message/send", status=status)
    with pytest.raises(expected):
        await send(api)


async def test_where_nobody_listens_nothing_was_sent(api: Api, server: WeComServer) -> None:
    await server.__aexit__()
    with pytest.raises(Unsent):
        await send(api)


async def test_where_nobody_speaks_tls_nothing_was_sent(server: WeComServer) -> None:
    api = Api(server.url.replace("http://", "https://"), CORP, lambda: NOW)
    with pytest.raises(Unsent):
        await send(api)
    await api.close()


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"null",
        b"[]",
        b'"ok"',
        b'{"errcode":0',
        b"\xff\xfe",
        b"[" * 200_000,
        b'{"errcode":0,"errmsg":"ok"}' + b" " * (25 * 1024 * 1024),
    ],
    ids=["empty", "null", "a list", "a word", "cut off", "not UTF-8", "nested", "25 MB"],
)
async def test_an_answer_that_cannot_be_read_may_follow_a_call_that_was_taken(
    api: Api, server: WeComServer, answer: bytes
) -> None:
    server.add("POST", "message/send", lambda asked: web.Response(body=answer, content_type="application/json"))
    with pytest.raises(Unanswered):
        await send(api)


async def test_a_token_without_its_fields_is_no_token(api: Api, server: WeComServer) -> None:
    tokens: list[Any] = [None, "", [], 7, "t" * 1_000_000]
    ends: list[Any] = ["soon", None, 0, -1, float("inf"), float("nan"), 1e400, [7200]]
    answers: list[Any] = [{}, {"access_token": "t"}, {"expires_in": 7200}]
    answers += [{"access_token": token, "expires_in": 7200} for token in tokens]
    answers += [{"access_token": "t", "expires_in": end} for end in ends]
    for said in answers:
        server.add("GET", "gettoken", lambda asked, said=said: said, query=("corpid", "corpsecret"), token=False)
        with pytest.raises(Unsent):
            await send(api)


async def test_a_redirect_is_not_followed(api: Api, server: WeComServer) -> None:
    def away(asked: Asked) -> web.Response:
        return web.Response(status=302, headers={"Location": f"{server.url}/cgi-bin/elsewhere"})

    server.add("POST", "message/send", away)
    with pytest.raises(Unanswered):
        await send(api)


async def test_a_file_goes_up_under_its_name_and_comes_down_again(api: Api, server: WeComServer) -> None:
    name = '买菜 "单".jpg'
    media = await api.upload(SECRET, "image", name, JPEG, "image/jpeg")
    assert server.media.find(media).name == name
    server.tokens.expire()
    assert await api.download(SECRET, media) == JPEG
    again = await api.upload(SECRET, "file", "a.txt", JPEG, "text/plain")
    assert server.media.find(again).media_type == "text/plain"


async def test_a_token_that_lasts_for_ages_is_one(api: Api, server: WeComServer) -> None:
    token = server.tokens.give(Asked("gettoken", {"corpid": CORP, "corpsecret": SECRET}, None, "", 0))
    server.add("GET", "gettoken", lambda asked: {**token, "expires_in": 10**30}, ("corpid", "corpsecret"), False)
    assert await send(api)


async def test_an_upload_without_an_id_is_none(api: Api, server: WeComServer) -> None:
    for said in ({}, {"media_id": ""}, {"media_id": ["m"]}):
        server.add("POST", "media/upload", lambda asked, said=said: said, query=("type",))
        with pytest.raises(Unanswered):
            await api.upload(SECRET, "image", "a.jpg", JPEG, "image/jpeg")


async def test_an_endless_answer_is_not_read_to_its_end(api: Api, server: WeComServer) -> None:
    answer = web.Response(body=b"[" * (LONGEST_ANSWER + 1), content_type="application/json")
    server.add("POST", "message/send", lambda asked: answer)
    with pytest.raises(Unanswered, match="ClientPayloadError"):
        await send(api)


async def test_many_files_are_not_held_in_memory_at_once(api: Api, server: WeComServer) -> None:
    class Shelf:
        held = most = 0

        async def keep(self, content: bytes, media_type: str, kind: str, /) -> FileReference:
            raise NotImplementedError

        async def open(self, sha256: str, /) -> bytes:
            Shelf.held += 1
            Shelf.most = max(Shelf.most, Shelf.held)
            return b"%PDF-1.7" + sha256.encode()

    def take(asked: Asked) -> Any:
        Shelf.held -= 1
        return server.media.take(asked)

    server.add("POST", "media/upload", take, query=("type",))
    media = Media(api, SECRET, Shelf(), lambda: NOW)
    files = [FileReference("file", f"{number:064}", "application/pdf", kept=True) for number in range(100)]

    async def say(body: dict[str, Any]) -> str:
        return str(body["file"]["media_id"])

    assert len(set(await asyncio.gather(*(media.show(file, say) for file in files)))) == 100
    assert 1 < Shelf.most <= TRANSFERS


@pytest.mark.parametrize("content", [b"just words", b'{"errcode":40007}', b"<html>"])
@pytest.mark.parametrize("kind", ["text/plain", "application/json", "text/html"])
async def test_a_file_of_words_is_a_file(api: Api, server: WeComServer, content: bytes, kind: str) -> None:
    assert await api.download(SECRET, server.media.keep(content, kind, "a.txt")) == content


async def test_a_file_that_is_gone_or_no_file_is_none(api: Api, server: WeComServer) -> None:
    with pytest.raises(Refused) as refused:
        await api.download(SECRET, "media-unknown")
    assert refused.value.code == 40007
    server.fault("garbage", "media/get")
    with pytest.raises(Unanswered):
        await api.download(SECRET, server.media.keep(JPEG))


Call = Callable[[Api], Awaitable[Any]]


@pytest.mark.parametrize("kind", ["reset", "garbage", "gateway", "refuse"])
@pytest.mark.parametrize("path", ["gettoken", "message/send", "media/get", "webhook/send"])
async def test_no_error_and_no_log_shows_a_secret(
    api: Api, server: WeComServer, kind: Any, path: str, caplog: pytest.LogCaptureFixture
) -> None:
    calls: dict[str, Call] = {
        "gettoken": send,
        "message/send": send,
        "media/get": lambda api: api.download(SECRET, "media-1"),
        "webhook/send": lambda api: api.call_robot("webhook/send", "robot-key", {}),
    }
    caplog.set_level(0)
    server.fault(kind, path, times=float("inf"), **FAULTS.get(kind, ({}, None))[0])
    with pytest.raises((Unsent, Unanswered, Refused)) as raised:
        await calls[path](api)
    told = "".join(traceback.format_exception(raised.value)) + caplog.text + repr(raised.value)
    secrets = [SECRET, "robot-key", *server.tokens.given]
    assert not [secret for secret in secrets if secret in told]


def test_each_kind_of_failure_is_told_to_the_lane() -> None:
    assert failure(Unsent("x")).kind is FailureKind.UNREACHABLE
    assert failure(Unanswered("x")).kind is FailureKind.UNKNOWN
    assert failure(Refused(95001)).kind is FailureKind.SPENT
    assert failure(Refused(60111)).kind is FailureKind.BLOCKED
    assert failure(Refused(40058)).kind is FailureKind.REFUSED
    assert failure(Refused(45009, 3_600)).retry_after == 3_600
