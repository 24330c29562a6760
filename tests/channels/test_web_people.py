"""Several people on one phone: each signed in, each themself."""

import httpx
import pytest
from playwright.async_api import Browser, Page, expect
from starlette.responses import Response

from channels.web_sessions import PEOPLE, Sessions
from domain.web_chat import Session
from tests.channels.web_house import House, Site

pytestmark = pytest.mark.asyncio(loop_scope="session")

SAID = {"key": "k" * 12, "text": "豆腐"}


async def enter(browser: httpx.AsyncClient, site: Site, name: str, chat: str) -> None:
    entered = await browser.post(site.house.link(name, chat=chat))
    assert entered.headers["location"] == f"/chat/{chat}"


async def test_each_of_two_people_on_one_phone_speaks_as_themself(site: Site, stranger: httpx.AsyncClient) -> None:
    await enter(stranger, site, "李阿公", "chat-1")
    await enter(stranger, site, "王阿婆", "chat-2")
    for chat in ("chat-1", "chat-2", "chat-1"):
        assert (await stranger.post(f"/chat/{chat}/say", data=SAID)).headers["location"] == f"/chat/{chat}"
    assert [update.sender for update in site.house.updates] == ["chat-1", "chat-2"]
    assert [update.name for update in site.house.updates] == ["李阿公", "王阿婆"]


async def test_one_who_signs_out_leaves_the_other_signed_in(site: Site, stranger: httpx.AsyncClient) -> None:
    await enter(stranger, site, "李阿公", "chat-1")
    await enter(stranger, site, "王阿婆", "chat-2")
    left = await stranger.post("/chat/chat-1/leave", follow_redirects=True)
    assert left.status_code == 401
    assert "您已经退出了" in left.text
    assert '<a class="main" href="/chat/chat-2">王阿婆</a>' in left.text
    assert (await stranger.get("/chat/chat-2")).status_code == 200


@pytest.mark.parametrize("path", ["", "/history", "/stream", "/file/" + "0" * 64])
async def test_the_cookie_of_one_opens_nothing_at_the_address_of_another(site: Site, path: str) -> None:
    mine = site.house.sign_in("李阿公", chat="chat-1")
    cookies = {"tongxin_chat_chat-1": mine, "tongxin_chat_chat-2": mine}
    async with httpx.AsyncClient(base_url=site.address, cookies=cookies) as phone:
        assert (await phone.get(f"/chat/chat-2{path}")).status_code == 401


@pytest.mark.parametrize("path", ["say", "press", "photo", "seen"])
async def test_the_cookie_of_one_says_nothing_at_the_address_of_another(site: Site, path: str) -> None:
    mine = site.house.sign_in("李阿公", chat="chat-1")
    cookies = {"tongxin_chat_chat-1": mine, "tongxin_chat_chat-2": mine}
    headers = {"Origin": site.address, "X-Tongxin": "chat"}
    async with httpx.AsyncClient(base_url=site.address, cookies=cookies, headers=headers) as phone:
        assert (await phone.post(f"/chat/chat-2/{path}", data=SAID)).status_code == 401
    assert site.house.updates == []


@pytest.mark.parametrize("path", ["/", "/chat"])
async def test_the_first_page_leads_the_only_one_to_their_chat_and_asks_several_who_they_are(
    site: Site, stranger: httpx.AsyncClient, path: str
) -> None:
    await enter(stranger, site, "李阿公", "chat-1")
    assert (await stranger.get(path)).headers["location"] == "/chat/chat-1"
    await enter(stranger, site, "王阿婆", "chat-2")
    page = await stranger.get(path)
    assert "您是哪一位？" in page.text
    for name, chat in (("李阿公", "chat-1"), ("王阿婆", "chat-2")):
        assert f'<a class="main" href="/chat/{chat}">{name}</a>' in page.text


async def test_with_https_each_cookie_is_bound_to_its_host() -> None:
    answer = Response()
    Sessions(House(), secure=True).begin(answer, Session("chat-1", "李阿公", "zh"), "secret")
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith("__Host-tongxin_chat_chat-1=secret;")
    assert "Secure" in cookie
    assert "Path=/;" in cookie
    assert "Domain" not in cookie


async def test_of_more_people_than_a_page_offers_the_latest_are_offered(
    site: Site, stranger: httpx.AsyncClient
) -> None:
    for number in range(PEOPLE + 2):
        await enter(stranger, site, f"村民{number}", f"chat-{number}")
    page = (await stranger.get("/")).text
    assert [number for number in range(PEOPLE + 2) if f"村民{number}<" in page] == list(range(2, PEOPLE + 2))
    assert (await stranger.get("/chat/chat-0")).status_code == 200


async def say(page: Page, text: str) -> None:
    await page.fill("#text", text)
    await page.click("#send")


@pytest.mark.browser
async def test_two_people_in_tabs_of_one_browser_each_see_and_say_their_own(chromium: Browser, site: Site) -> None:
    context = await chromium.new_context()
    pages: list[Page] = []
    for name, chat in (("李阿公", "chat-1"), ("王阿婆", "chat-2")):
        for _ in range(2):
            page = await context.new_page()
            if not pages or pages[-1].url.rpartition("/")[2] != chat:
                await page.goto(site.address + site.house.link(name, chat=chat))
                await page.get_by_role("button", name="进入聊天").click()
            await page.goto(f"{site.address}/chat/{chat}")
            pages.append(page)
    for number, page in enumerate(pages):
        await say(page, f"话{number}")
        await expect(page.get_by_text(f"收到：话{number}")).to_be_visible()
    for page, numbers in zip(pages, ((0, 1), (0, 1), (2, 3), (2, 3)), strict=True):
        texts = [text for number in numbers for text in (f"话{number}", f"收到：话{number}")]
        await expect(page.locator("#log .text")).to_have_text(texts)
    assert [update.sender for update in site.house.updates] == ["chat-1", "chat-1", "chat-2", "chat-2"]
    await context.close()


@pytest.mark.browser
async def test_what_one_could_not_send_never_goes_out_as_the_other(chromium: Browser, site: Site) -> None:
    context = await chromium.new_context()
    page = await context.new_page()
    await page.goto(site.address + site.house.link("李阿公", chat="chat-1"))
    await page.get_by_role("button", name="进入聊天").click()
    site.house.refusals = 10_000
    await say(page, "米一袋")
    await expect(page.locator("#unsent")).to_contain_text("没发出去")
    site.house.refusals = 0
    await page.goto(site.address + site.house.link("王阿婆", chat="chat-2"))
    await page.get_by_role("button", name="进入聊天").click()
    await say(page, "豆腐")
    await expect(page.locator("#log .text")).to_have_text(["豆腐", "收到：豆腐"])
    await page.goto(f"{site.address}/chat/chat-1")
    await expect(page.locator("#log .text")).to_have_text(["米一袋", "收到：米一袋"])
    assert [(update.sender, update.text) for update in site.house.updates] == [
        ("chat-2", "豆腐"),
        ("chat-1", "米一袋"),
    ]
    await context.close()


@pytest.mark.browser
async def test_a_double_tap_on_the_button_of_a_link_signs_in_once(chromium: Browser, site: Site) -> None:
    context = await chromium.new_context()
    page = await context.new_page()
    await page.goto(site.address + site.house.link("李阿公"))
    await page.get_by_role("button", name="进入聊天").dblclick()
    await page.wait_for_url("**/chat/chat-1")
    await expect(page.locator("#text")).to_be_visible()
    await context.close()
