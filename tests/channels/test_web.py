"""The web chat's pages and who may see them, over real HTTP."""

import re

import httpx
import pytest

from tests.channels.web_house import Site

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_opening_a_link_does_not_use_it_up(site: Site, stranger: httpx.AsyncClient) -> None:
    link = site.house.link("李阿公")
    for _ in range(3):
        page = await stranger.get(link)
        assert "您好，李阿公" in page.text
        assert "进入聊天" in page.text
    assert (await stranger.post(link)).status_code == 303


async def test_the_press_on_the_link_page_signs_this_browser_in_for_90_days(
    site: Site, stranger: httpx.AsyncClient
) -> None:
    entered = await stranger.post(site.house.link())
    assert entered.headers["location"] == "/chat/chat-1"
    cookie = entered.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "Max-Age=7776000" in cookie
    assert "SameSite=lax" in cookie
    assert "Path=/" in cookie
    assert (await stranger.get("/chat/chat-1")).status_code == 200


async def test_a_link_works_once_and_then_its_page_says_whom_to_ask(site: Site, stranger: httpx.AsyncClient) -> None:
    link = site.house.link()
    await stranger.post(link)
    stranger.cookies.clear()
    second = await stranger.post(link)
    assert second.status_code == 410
    assert "请网格员再给您发一个新的" in second.text
    assert "Ask your grid worker for a new one" in second.text


async def test_a_link_that_could_not_be_used_up_shows_its_button_again(
    site: Site, stranger: httpx.AsyncClient
) -> None:
    link = site.house.link()
    site.house.refusals = 1
    assert "进入聊天" in (await stranger.post(link)).text
    assert (await stranger.post(link)).headers["location"] == "/chat/chat-1"


async def test_a_line_that_is_no_longer_kept_says_so(site: Site, phone: httpx.AsyncClient) -> None:
    await site.house.says("")
    assert "（这句话过了保存期）" in (await phone.get("/chat/chat-1")).text


async def test_whoever_is_signed_in_finds_their_name_behind_the_old_link(
    site: Site, stranger: httpx.AsyncClient
) -> None:
    link = site.house.link()
    await stranger.post(link)
    for page in (await stranger.get(link), await stranger.post(link)):
        assert '<a class="main" href="/chat/chat-1">李阿公</a>' in page.text


async def test_without_a_session_there_is_a_friendly_page_and_no_chat(stranger: httpx.AsyncClient) -> None:
    for path in ("/", "/chat"):
        page = await stranger.get(path)
        assert "请向您的网格员要一个专属链接" in page.text
    closed = await stranger.get("/chat/chat-1")
    assert (closed.status_code, "您已经退出了" in closed.text) == (401, True)
    for path in ("/chat/chat-1/history", "/chat/chat-1/stream"):
        assert (await stranger.get(path)).status_code == 401


async def test_leaving_ends_the_session_and_clears_the_cookie(site: Site, phone: httpx.AsyncClient) -> None:
    left = await phone.post("/chat/chat-1/leave")
    assert left.headers["location"] == "/chat/chat-1"
    assert "Max-Age=0" in left.headers["set-cookie"]
    assert site.house.sessions == {}


async def test_every_response_carries_the_strict_headers(
    site: Site, phone: httpx.AsyncClient, stranger: httpx.AsyncClient
) -> None:
    answers = [await phone.get("/chat/chat-1"), await stranger.get(site.house.link()), await stranger.get("/")]
    answers += [await phone.get("/chat/chat-1/history"), await phone.post("/chat/chat-1/say", data={})]
    for answer in answers:
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "script-src 'self';" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["cache-control"] == "no-store"


async def test_a_page_has_no_inline_script_or_style(phone: httpx.AsyncClient) -> None:
    page = (await phone.get("/chat/chat-1")).text
    assert not re.search(r"<style|\sstyle=|\son\w+=", page)
    assert all("src=" in tag or "application/json" in tag for tag in re.findall(r"<script[^>]*>", page))


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site", "X-Tongxin": "chat"},
        {"Sec-Fetch-Site": "same-site", "X-Tongxin": "chat"},
        {"Origin": "https://elsewhere.example", "X-Tongxin": "chat"},
        {"Origin": "null", "X-Tongxin": "chat"},
        {},
    ],
)
async def test_a_post_from_another_site_has_no_effect(site: Site, headers: dict[str, str]) -> None:
    link = site.house.link()
    cookies = {"tongxin_chat_chat-1": site.house.sign_in()}
    async with httpx.AsyncClient(base_url=site.address, headers=headers, cookies=cookies) as elsewhere:
        said = await elsewhere.post("/chat/chat-1/say", data={"key": "k" * 12, "text": "猪肉2斤"})
        left = await elsewhere.post("/chat/chat-1/leave")
        entered = await elsewhere.post(link)
    assert (said.status_code, left.status_code, entered.status_code) == (403, 403, 403)
    assert site.house.updates == []
    assert len(site.house.sessions) == 1
    assert len(site.house.links) == 1


async def test_history_goes_back_in_pages_without_gap_or_repeat(site: Site, phone: httpx.AsyncClient) -> None:
    ids = [await site.house.says(f"第{number}句") for number in range(120)]
    page = (await phone.get("/chat/chat-1/history", params={"before": ids[-1] + 1})).json()
    seen = [line["id"] for line in page["lines"]]
    while page["more"]:
        page = (await phone.get("/chat/chat-1/history", params={"before": seen[0]})).json()
        seen = [line["id"] for line in page["lines"]] + seen
    assert seen == ids
    later = (await phone.get("/chat/chat-1/history", params={"after": ids[100]})).json()
    assert [line["id"] for line in later["lines"]] == ids[101:]


async def test_what_the_browser_has_shown_is_delivered(site: Site, phone: httpx.AsyncClient) -> None:
    number = await site.house.says("今晚八点截止")
    assert site.house.shown == set()
    seen = {"ids": f"{number},x,-1,99999999999999999999"}
    assert (await phone.post("/chat/chat-1/seen", data=seen)).status_code == 200
    assert site.house.shown == {number}


async def test_text_of_anybody_is_only_ever_text(site: Site, phone: httpx.AsyncClient) -> None:
    evil = """<script>alert(1)</script>"><img src=x onerror=alert(1)>"""
    await site.house.says(evil, labels=(evil,))
    page = (await phone.get("/chat/chat-1")).text
    assert "<img src=x" not in page
    assert "<script>alert" not in page
    assert page.count("&lt;script&gt;") == 3


async def test_a_phone_number_that_we_say_can_be_called_with_one_press(site: Site, phone: httpx.AsyncClient) -> None:
    await site.house.says("急事打 120，找小陈打 138 0013 8000。订单 20261201138001380001，共120元")
    page = (await phone.get("/chat/chat-1")).text.partition('id="empty"')[0]
    assert re.findall(r'href="tel:(\d+)"', page) == ["120", "13800138000"]


async def test_pages_speak_the_language_of_the_session(site: Site) -> None:
    cookies = {"tongxin_chat_chat-1": site.house.sign_in("Mary", "en")}
    async with httpx.AsyncClient(base_url=site.address, cookies=cookies) as phone:
        page = (await phone.get("/chat/chat-1")).text
    assert '<html lang="en">' in page
    assert not re.search(r"[\u4e00-\u9fff]", page)


async def test_static_files_are_kept_for_ever_under_their_own_version_only(phone: httpx.AsyncClient) -> None:
    (path,) = set(re.findall(r'src="(/chat/static/\w+/chat\.js)"', (await phone.get("/chat/chat-1")).text))
    script = await phone.get(path)
    assert script.headers["content-type"] == "text/javascript; charset=utf-8"
    assert "immutable" in script.headers["cache-control"]
    old = await phone.get("/chat/static/old/chat.js")
    assert old.headers["cache-control"] == "no-cache"
    assert (await phone.get("/chat/static/old/web.py")).status_code == 404
