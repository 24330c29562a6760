"""What the site says to an unknown address, after an error, and while the records cannot be reached."""

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tests.channels.web_house import House, Site

pytestmark = pytest.mark.asyncio(loop_scope="session")

BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


async def test_an_unknown_address_is_answered_by_a_kind_page_in_both_languages(
    stranger: httpx.AsyncClient,
) -> None:
    page = await stranger.get("/nothing/here", headers=BROWSER)
    assert page.status_code == 404
    assert "地址可能写错了" in page.text
    assert "There is nothing here" in page.text
    assert "default-src 'none'" in page.headers["content-security-policy"]


async def test_a_program_hears_the_same_as_json(stranger: httpx.AsyncClient) -> None:
    answer = await stranger.put("/chat/chat-1/say")
    assert (answer.status_code, answer.headers["allow"]) == (405, "POST")
    assert answer.json() == {"say": "这里什么也没有，地址可能写错了。"}


@pytest.mark.parametrize("headers", [BROWSER, {}])
async def test_an_error_of_ours_is_a_kind_sentence_without_a_trace(headers: dict[str, str]) -> None:
    async def broken(request: Request) -> Response:
        raise ValueError("李阿公 13800138000")

    site = Starlette(routes=[Route("/", broken)], exception_handlers=House().web.exception_handlers())
    transport = httpx.ASGITransport(site, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://village.test") as client:
        answer = await client.get("/", headers=headers)
    assert answer.status_code == 500
    assert "不是您的错" in answer.text
    assert "13800138000" not in answer.text
    assert "ValueError" not in answer.text


async def test_while_the_records_are_away_a_page_says_so_and_comes_back_by_itself(
    site: Site, phone: httpx.AsyncClient
) -> None:
    site.house.away = True
    del phone.headers["X-Tongxin"]
    page = await phone.get("/chat/chat-1")
    assert (page.status_code, page.headers["retry-after"]) == (503, "5")
    assert "现在有点忙" in page.text
    assert '<meta http-equiv="refresh" content="5; url=/chat/chat-1">' in page.text


@pytest.mark.parametrize("path", ["say", "press", "photo", "seen", "leave"])
async def test_while_the_records_are_away_a_post_is_asked_to_come_again(
    site: Site, phone: httpx.AsyncClient, path: str
) -> None:
    site.house.away = True
    answer = await phone.post(f"/chat/chat-1/{path}", data={"key": "k" * 12, "text": "豆腐"})
    assert (answer.status_code, answer.json()["retry"]) == (503, 5)


async def test_a_stream_whose_records_go_away_ends_so_that_its_page_comes_again(
    site: Site, phone: httpx.AsyncClient
) -> None:
    async with phone.stream("GET", "/chat/chat-1/stream") as response:
        read = response.aiter_text()
        await anext(read)
        site.house.away = True
        site.house.web._streams.wake("chat-1")
        async for _ in read:
            pass
    assert response.is_stream_consumed
