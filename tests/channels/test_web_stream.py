"""The live events of the web chat, read as a browser reads them."""

import asyncio
import json
from typing import Any

import httpx
import pytest

from channels import web_elsewhere, web_presence, web_stream
from channels.web_stream import STREAMS_A_SESSION, WINDOW
from domain.messages import Update
from tests.channels.web_house import Site

pytestmark = pytest.mark.asyncio(loop_scope="session")

Event = tuple[str, Any]


class Page:
    """An open stream: its events one by one."""

    def __init__(self, response: httpx.Response) -> None:
        self._lines = response.aiter_lines()
        self.last_id = ""

    async def next(self) -> Event:
        name, data = "", ""
        async with asyncio.timeout(5):
            async for line in self._lines:
                if line.startswith("event: "):
                    name = line[7:]
                elif line.startswith("data: "):
                    data = line[6:]
                elif line.startswith("id: "):
                    self.last_id = line[4:]
                elif not line and name:
                    return name, json.loads(data) if data.startswith("{") else data
        return "end", ""

    async def numbers(self) -> list[int]:
        name, body = await self.next()
        assert name == "lines"
        return [line["id"] for line in body["lines"]]


async def test_a_stream_begins_with_the_newest_lines_and_goes_on_with_each_new_one(
    site: Site, phone: httpx.AsyncClient
) -> None:
    first = await site.house.says("第一句")
    async with phone.stream("GET", "/chat/chat-1/stream") as response:
        assert response.headers["content-type"] == "text/event-stream; charset=utf-8"
        page = Page(response)
        assert await page.numbers() == [first]
        second = await site.house.says("第二句")
        assert await page.numbers() == [second]
        assert page.last_id == str(second)


async def test_what_another_process_says_appears_within_a_look(
    site: Site, phone: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(web_elsewhere, "EVERY", 0.02)
    first = await site.house.says("第一句")
    listening = asyncio.create_task(site.house.web.run())
    try:
        async with phone.stream("GET", "/chat/chat-1/stream") as response:
            page = Page(response)
            assert await page.numbers() == [first]
            await asyncio.sleep(0.05)
            second = site.house.says_elsewhere("别处说的")
            assert await page.numbers() == [second]
    finally:
        listening.cancel()


async def test_a_page_is_made_anew_when_another_language_is_chosen(site: Site, phone: httpx.AsyncClient) -> None:
    async with phone.stream("GET", "/chat/chat-1/stream") as response:
        page = Page(response)
        await page.next()
        await phone.post("/chat/chat-1/say", data={"key": "e" * 12, "text": "English"})
        seen = [await page.next() for _ in range(2)]
        while seen[-1][0] == "lines":
            seen.append(await page.next())
        assert ("bye", "stale") in seen
    assert "Send" in (await phone.get("/chat/chat-1")).text


async def test_a_page_hears_within_a_sign_of_life_of_a_language_chosen_elsewhere(
    site: Site, phone: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(web_stream, "KEEP_ALIVE", 0.02)
    async with phone.stream("GET", "/chat/chat-1/stream") as response:
        page = Page(response)
        await page.next()
        await site.house.receive(Update("web", "e2", "chat-1", 0, text="English"))
        while (event := await page.next())[0] != "bye":
            pass
        assert event == ("bye", "stale")


async def test_what_is_typed_in_one_tab_appears_in_the_other(site: Site, phone: httpx.AsyncClient) -> None:
    async with phone.stream("GET", "/chat/chat-1/stream") as response:
        page = Page(response)
        await page.next()
        await phone.post("/chat/chat-1/say", data={"key": "k" * 12, "text": "豆腐"})
        shown = await page.numbers()
        while len(shown) < 2:
            shown += await page.numbers()
        assert shown == [line.id for line in site.house.lines["chat-1"]]


async def test_a_page_that_was_away_longer_than_the_window_gets_every_line_it_missed(
    site: Site, phone: httpx.AsyncClient
) -> None:
    ids = [await site.house.says(f"第{number}句") for number in range(WINDOW * 5)]
    async with phone.stream("GET", "/chat/chat-1/stream", headers={"Last-Event-ID": str(ids[9])}) as response:
        assert await Page(response).numbers() == ids[10:]


async def test_a_page_that_missed_more_than_is_sent_is_told_to_load_anew(
    site: Site, phone: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(web_stream, "_PAGES", 1)
    ids = [await site.house.says(f"第{number}句") for number in range(300)]
    async with phone.stream("GET", "/chat/chat-1/stream", headers={"Last-Event-ID": str(ids[0])}) as response:
        page = Page(response)
        assert await page.next() == ("bye", "stale")
        assert await page.next() == ("end", "")


async def test_a_corrected_line_is_sent_again_and_a_withdrawn_one_named(site: Site, phone: httpx.AsyncClient) -> None:
    kept, other = await site.house.says("明天到货"), await site.house.says("写错了")
    async with phone.stream("GET", "/chat/chat-1/stream") as response:
        page = Page(response)
        await page.next()
        await site.house.corrects(kept, "后天到货")
        _, corrected = await page.next()
        assert "后天到货" in corrected["lines"][0]["html"]
        await site.house.withdraws(other)
        assert await page.next() == ("lines", {"lines": [], "gone": [other]})


async def test_a_correction_of_a_line_from_long_ago_reaches_the_page(site: Site, phone: httpx.AsyncClient) -> None:
    ids = [await site.house.says(f"第{number}句") for number in range(WINDOW * 2)]
    async with phone.stream("GET", "/chat/chat-1/stream", headers={"Last-Event-ID": str(ids[-1])}) as response:
        page = Page(response)
        await page.next()
        await site.house.corrects(ids[0], "改过了")
        assert await page.numbers() == [ids[0]]
        await site.house.withdraws(ids[1])
        assert await page.next() == ("lines", {"lines": [], "gone": [ids[1]]})


async def test_a_line_that_another_process_wrote_appears_with_the_next_sign_of_life(
    site: Site, phone: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(web_stream, "KEEP_ALIVE", 0.1)
    async with phone.stream("GET", "/chat/chat-1/stream") as response:
        page = Page(response)
        await page.next()
        monkeypatch.setattr(site.house.web._streams, "wake", lambda *_: None)
        number = await site.house.says("别处写的")
        assert await page.next() == ("alive", "1")
        assert await page.numbers() == [number]


async def test_a_session_that_ended_elsewhere_ends_its_stream(
    site: Site, phone: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(web_stream, "KEEP_ALIVE", 0.1)
    async with phone.stream("GET", "/chat/chat-1/stream") as response:
        page = Page(response)
        await page.next()
        site.house.sessions.clear()
        assert [await page.next() for _ in range(3)] == [("alive", "1"), ("bye", "signed_out"), ("end", "")]


async def test_leaving_ends_the_streams_of_this_browser_only(site: Site, phone: httpx.AsyncClient) -> None:
    tablet = {"Cookie": f"tongxin_chat_chat-1={site.house.sign_in()}"}
    async with (
        httpx.AsyncClient(base_url=site.address, headers=tablet) as other,
        phone.stream("GET", "/chat/chat-1/stream") as mine,
        other.stream("GET", "/chat/chat-1/stream") as theirs,
    ):
        page, still_open = Page(mine), Page(theirs)
        await page.next()
        await still_open.next()
        await phone.post("/chat/chat-1/leave")
        assert await page.next() == ("bye", "signed_out")
        number = await site.house.says("还在吗")
        assert await still_open.numbers() == [number]


async def test_a_fifth_page_of_one_session_takes_the_place_of_the_first(site: Site, phone: httpx.AsyncClient) -> None:
    opened = []
    for _ in range(STREAMS_A_SESSION + 1):
        request = phone.build_request("GET", "/chat/chat-1/stream")
        opened.append(await phone.send(request, stream=True))
    first, second = Page(opened[0]), Page(opened[1])
    await first.next()
    await second.next()
    assert await first.next() == ("bye", "elsewhere")
    number = await site.house.says("还在")
    assert await second.numbers() == [number]
    for response in opened:
        await response.aclose()


async def test_with_too_many_streams_in_all_a_page_is_asked_to_come_back(
    site: Site, phone: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(web_stream, "STREAMS", 0)
    full = await phone.get("/chat/chat-1/stream")
    assert (full.status_code, full.json()["retry"]) == (503, 10)


async def test_a_browser_that_is_gone_leaves_nothing_behind(site: Site, phone: httpx.AsyncClient) -> None:
    async with phone.stream("GET", "/chat/chat-1/stream") as response:
        await Page(response).next()
    streams = site.house.web._streams
    async with asyncio.timeout(5):
        while streams._by_chat:  # noqa: ASYNC110 (the server notices by itself)
            await asyncio.sleep(0.01)
    assert streams._count == 0


async def test_nobody_hears_what_is_said_in_another_chat(site: Site, phone: httpx.AsyncClient) -> None:
    async with phone.stream("GET", "/chat/chat-1/stream") as response:
        page = Page(response)
        await page.next()
        await site.house.says("给王婶的", chat="chat-2")
        mine = await site.house.says("给您的")
        _, body = await page.next()
        assert [line["id"] for line in body["lines"]] == [mine]


async def test_a_stopping_server_does_not_wait_for_open_pages(site: Site, phone: httpx.AsyncClient) -> None:
    async with phone.stream("GET", "/chat/chat-1/stream") as response:
        page = Page(response)
        await page.next()
        stopping = asyncio.create_task(site.stop())
        assert await page.next() == ("end", "")
        async with asyncio.timeout(1):
            await stopping
        await site.start()


async def test_a_page_that_opens_is_noted_at_once_and_those_that_stay_open_together(
    site: Site, phone: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(web_stream, "KEEP_ALIVE", 0.05)
    site.house.noted.clear()
    path = "/chat/chat-1/stream"
    async with phone.stream("GET", path) as first, phone.stream("GET", path) as second:
        await Page(first).next()
        page = Page(second)
        await page.next()
        await page.next()
        assert len(site.house.noted) <= 1
        monkeypatch.setattr(web_presence, "EVERY", 0.01)
        await page.next()
        await page.next()
        assert ["chat-1"] in site.house.noted
