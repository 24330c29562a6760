"""The web chat's addresses as a browser calls them, over real HTTP."""

import re
from collections.abc import AsyncIterator

import httpx
import pytest

from channels.web_files import media_type
from channels.web_guard import Pace
from domain.messages import LONGEST_TEXT, Press
from tests.channels.web_house import Site, open_site

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 32
OGG = b"OggS" + bytes(range(100))


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    async with open_site() as opened:
        yield opened


@pytest.fixture
async def stranger(site: Site) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=site.address, headers={"Origin": site.address}) as client:
        yield client


@pytest.fixture
async def phone(site: Site) -> AsyncIterator[httpx.AsyncClient]:
    """A signed-in browser whose page runs its script."""
    async with httpx.AsyncClient(
        base_url=site.address,
        headers={"Sec-Fetch-Site": "same-origin", "X-Tongxin": "chat"},
        cookies={"tongxin_chat": site.house.sign_in()},
    ) as client:
        yield client


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
    assert entered.headers["location"] == "/chat"
    cookie = entered.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "Max-Age=7776000" in cookie
    assert "SameSite=lax" in cookie
    assert "Path=/" in cookie
    assert (await stranger.get("/chat")).status_code == 200


async def test_a_link_works_once_and_then_its_page_says_whom_to_ask(
    site: Site, stranger: httpx.AsyncClient
) -> None:
    link = site.house.link()
    await stranger.post(link)
    stranger.cookies.clear()
    second = await stranger.post(link)
    assert second.status_code == 410
    assert "请网格员再给您发一个新的" in second.text
    assert "Ask your grid worker for a new one" in second.text


async def test_whoever_is_signed_in_comes_to_the_chat_by_the_old_link(
    site: Site, stranger: httpx.AsyncClient
) -> None:
    link = site.house.link()
    await stranger.post(link)
    assert (await stranger.get(link)).headers["location"] == "/chat"
    assert (await stranger.post(link)).headers["location"] == "/chat"


async def test_without_a_session_there_is_a_friendly_page_and_no_chat(stranger: httpx.AsyncClient) -> None:
    assert (await stranger.get("/chat")).headers["location"] == "/"
    page = await stranger.get("/")
    assert "请向您的网格员要一个专属链接" in page.text
    for path in ("/chat/history", "/chat/stream"):
        assert (await stranger.get(path)).status_code == 401


async def test_every_response_carries_the_strict_headers(
    site: Site, phone: httpx.AsyncClient, stranger: httpx.AsyncClient
) -> None:
    answers = [await phone.get("/chat"), await stranger.get(site.house.link()), await stranger.get("/")]
    answers += [await phone.get("/chat/history"), await phone.post("/chat/say", data={})]
    for answer in answers:
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "script-src 'self';" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["cache-control"] == "no-store"


async def test_a_page_has_no_inline_script_or_style(phone: httpx.AsyncClient) -> None:
    page = (await phone.get("/chat")).text
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
    cookies = {"tongxin_chat": site.house.sign_in()}
    async with httpx.AsyncClient(base_url=site.address, headers=headers, cookies=cookies) as elsewhere:
        said = await elsewhere.post("/chat/say", data={"key": "k" * 12, "text": "猪肉2斤"})
        left = await elsewhere.post("/chat/leave")
        entered = await elsewhere.post(link)
    assert (said.status_code, left.status_code, entered.status_code) == (403, 403, 403)
    assert site.house.updates == []
    assert len(site.house.sessions) == 1
    assert len(site.house.links) == 1


async def test_what_is_sent_twice_with_one_key_is_one_update(site: Site, phone: httpx.AsyncClient) -> None:
    for _ in range(3):
        assert (await phone.post("/chat/say", data={"key": "k" * 12, "text": "豆腐\r\n一块"})).status_code == 200
    (update,) = site.house.updates
    assert update.key == "web:chat-1:" + "k" * 12
    assert update.text == "豆腐\n一块"
    assert (update.account, update.chat, update.sender, update.cut) == ("web", "chat-1", "chat-1", False)


async def test_a_turn_that_is_not_committed_is_not_acknowledged(site: Site, phone: httpx.AsyncClient) -> None:
    site.house.refusals = 1
    refused = await phone.post("/chat/say", data={"key": "k" * 12, "text": "豆腐"})
    assert refused.status_code == 503
    assert refused.json() == {"say": "刚才没存上，请再试一次。", "retry": 2}
    assert (await phone.post("/chat/say", data={"key": "k" * 12, "text": "豆腐"})).status_code == 200
    assert len(site.house.updates) == 1


async def test_a_text_over_the_limit_is_cut_and_marked(site: Site, phone: httpx.AsyncClient) -> None:
    await phone.post("/chat/say", data={"key": "exactly-it", "text": "肉" * LONGEST_TEXT})
    await phone.post("/chat/say", data={"key": "one-more-1", "text": "肉" * (LONGEST_TEXT + 1)})
    whole, cut = site.house.updates
    assert (len(whole.text), whole.cut) == (LONGEST_TEXT, False)
    assert (len(cut.text), cut.cut) == (LONGEST_TEXT, True)


@pytest.mark.parametrize(
    ("path", "data", "status"),
    [
        ("/chat/say", {"key": "k" * 12, "text": " \n"}, 400),
        ("/chat/say", {"key": "short", "text": "豆腐"}, 400),
        ("/chat/say", {"key": "a:b" * 6, "text": "豆腐"}, 400),
        ("/chat/say", {"key": "k" * 12, "text": "肉" * 60_000}, 413),
        ("/chat/press", {"key": "k" * 12, "press": "nonsense"}, 400),
        ("/chat/press", {"key": "k" * 12, "press": "n1:0"}, 400),
        ("/chat/photo", {"key": "k" * 12}, 400),
    ],
)
async def test_a_bad_post_is_refused_with_a_sentence(
    site: Site, phone: httpx.AsyncClient, path: str, data: dict[str, str], status: int
) -> None:
    refused = await phone.post(path, data=data)
    assert refused.status_code == status
    assert len(refused.json()["say"]) > 5
    assert site.house.updates == []


async def test_a_press_becomes_an_update_and_its_toast_comes_back(site: Site, phone: httpx.AsyncClient) -> None:
    answer = await phone.post("/chat/press", data={"key": "k" * 12, "press": "n7:2"})
    assert answer.json() == {"toast": "好的"}
    assert site.house.updates[0].press == Press("n7", 2)


async def test_a_browser_without_script_writes_and_presses_by_plain_forms(
    site: Site, stranger: httpx.AsyncClient
) -> None:
    await stranger.post(site.house.link())
    await site.house.says("几点来拿？", labels=("上午", "下午"))
    page = (await stranger.get("/chat")).text
    key = re.findall(r'name="key" value="([^"]+)"', page)[0]
    (page_key,) = re.findall(r'name="page" value="([^"]+)"', page)
    (press,) = re.findall(r'name="press" value="([^"]+)" aria-label="下午"', page)
    said = await stranger.post("/chat/say", data={"key": key, "text": "谢谢"})
    pressed = await stranger.post("/chat/press", data={"page": page_key, "press": press})
    quick = await stranger.post("/chat/say", data={"key": key + "q", "quick": "菜单", "text": ""})
    assert {answer.headers["location"] for answer in (said, pressed, quick)} == {"/chat"}
    assert [update.text for update in site.house.updates] == ["谢谢", "", "菜单"]
    assert site.house.updates[1].press == Press.read(press)
    refused = await stranger.post("/chat/say", data={"key": key, "text": " "})
    assert (refused.status_code, "还没写字呢" in refused.text) == (400, True)


async def test_a_photo_is_kept_and_only_its_own_chat_can_open_it(site: Site, phone: httpx.AsyncClient) -> None:
    sent = await phone.post("/chat/photo", data={"key": "k" * 12}, files={"file": ("x.exe", PNG, "text/html")})
    assert sent.status_code == 200
    (reference,) = site.house.updates[0].files
    assert (reference.kind, reference.media_type, reference.kept) == ("photo", "image/png", True)
    shown = await phone.get(f"/chat/file/{reference.reference}")
    assert (shown.content, shown.headers["content-type"]) == (PNG, "image/png")
    assert "sandbox" in shown.headers["content-security-policy"]
    other = {"tongxin_chat": site.house.sign_in("王婶", chat="chat-2")}
    async with httpx.AsyncClient(base_url=site.address, cookies=other) as neighbour:
        assert (await neighbour.get(f"/chat/file/{reference.reference}")).status_code == 404
    async with httpx.AsyncClient(base_url=site.address) as nobody:
        assert (await nobody.get(f"/chat/file/{reference.reference}")).status_code == 404


async def test_a_recording_plays_in_pieces(site: Site, phone: httpx.AsyncClient) -> None:
    await phone.post("/chat/photo", data={"key": "k" * 12}, files={"file": ("a.ogg", OGG, "audio/ogg")})
    (reference,) = site.house.updates[0].files
    assert reference.kind == "voice"
    piece = await phone.get(f"/chat/file/{reference.reference}", headers={"Range": "bytes=4-7"})
    assert (piece.status_code, piece.content) == (206, OGG[4:8])
    assert piece.headers["content-range"] == "bytes 4-7/104"
    beyond = await phone.get(f"/chat/file/{reference.reference}", headers={"Range": "bytes=500-"})
    assert beyond.status_code == 416


@pytest.mark.parametrize(
    ("content", "status"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", 415),
        (b"%PDF-1.7", 415),
        (b"\0\0\0\x18ftypheic" + b"\0" * 20, 415),
        (b"", 400),
        (PNG + b"\0" * (10 * 1024 * 1024), 413),
        (PNG + b"\0" * (11 * 1024 * 1024), 413),
    ],
)
async def test_what_is_neither_photo_nor_recording_or_too_large_is_refused(
    site: Site, phone: httpx.AsyncClient, content: bytes, status: int
) -> None:
    refused = await phone.post(
        "/chat/photo", data={"key": "k" * 12}, files={"file": ("photo.png", content, "image/png")}
    )
    assert refused.status_code == status
    assert (site.house.kept, site.house.updates) == ({}, [])


async def test_an_upload_that_does_not_say_its_length_is_stopped_at_the_limit(
    site: Site, phone: httpx.AsyncClient
) -> None:
    async def endless() -> AsyncIterator[bytes]:
        yield b'--b\r\nContent-Disposition: form-data; name="file"; filename="x"\r\n\r\n'
        for _ in range(12):
            yield b"\0" * 1024 * 1024

    headers = {"Content-Type": "multipart/form-data; boundary=b"}
    refused = await phone.post("/chat/photo", content=endless(), headers=headers)
    assert refused.status_code == 413
    assert site.house.kept == {}


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        (b"\xff\xd8\xff\xe0", "image/jpeg"),
        (b"GIF89a", "image/gif"),
        (b"RIFF\0\0\0\0WEBP", "image/webp"),
        (b"RIFF\0\0\0\0WAVE", "audio/wav"),
        (b"RIFF\0\0\0\0AVI ", None),
        (b"\0\0\0\x1cftypM4A ", "audio/mp4"),
        (b"\0\0\0\x1cftypavif", None),
        (b"#!AMR\n", "audio/amr"),
        (b"\x1aE\xdf\xa3", "audio/webm"),
        (b"ID3\x04", "audio/mpeg"),
        (b"\xff\xfb\x90", "audio/mpeg"),
        (b"\xff\xf1\x50", "audio/aac"),
        (b"MZ\x90\0", None),
        (b"\xff", None),
    ],
)
def test_a_file_is_known_by_its_first_bytes(start: bytes, expected: str | None) -> None:
    assert media_type(start) == expected


async def test_the_twenty_first_message_within_ten_seconds_is_asked_to_wait(
    site: Site, phone: httpx.AsyncClient
) -> None:
    for number in range(20):
        answer = await phone.post("/chat/say", data={"key": f"message-{number}", "text": "好"})
        assert answer.status_code == 200
    slowed = await phone.post("/chat/say", data={"key": "message-20", "text": "好"})
    assert slowed.status_code == 429
    assert 0 < slowed.json()["retry"] <= 10
    assert slowed.json()["say"] == "您发得有点快，稍等几秒就好。"
    assert len(site.house.updates) == 20


def test_a_pace_lets_the_next_one_through_when_its_window_has_passed() -> None:
    pace = Pace(2, 1_000)
    assert [pace.wait("a", at) for at in (0, 100, 400, 999, 1_000, 1_050)] == [0, 0, 600, 1, 0, 50]
    assert pace.wait("b", 400) == 0


def test_a_pace_that_has_forgotten_the_oldest_stays_small() -> None:
    pace = Pace(1, 1_000, remembered=2)
    assert [pace.wait(who, 0) for who in ("a", "b", "c", "a")] == [0, 0, 0, 0]
    assert pace.wait("c", 1) == 999


async def test_history_goes_back_in_pages_without_gap_or_repeat(site: Site, phone: httpx.AsyncClient) -> None:
    ids = [await site.house.says(f"第{number}句") for number in range(120)]
    page = (await phone.get("/chat/history", params={"before": ids[-1] + 1})).json()
    seen = [line["id"] for line in page["lines"]]
    while page["more"]:
        page = (await phone.get("/chat/history", params={"before": seen[0]})).json()
        seen = [line["id"] for line in page["lines"]] + seen
    assert seen == ids
    later = (await phone.get("/chat/history", params={"after": ids[100]})).json()
    assert [line["id"] for line in later["lines"]] == ids[101:]


async def test_what_the_browser_has_shown_is_delivered(site: Site, phone: httpx.AsyncClient) -> None:
    number = await site.house.says("今晚八点截止")
    assert site.house.shown == set()
    await phone.post("/chat/seen", data={"ids": f"{number},x,-1,99999999999999999999"})
    assert site.house.shown == {number}


async def test_text_of_anybody_is_only_ever_text(site: Site, phone: httpx.AsyncClient) -> None:
    evil = """<script>alert(1)</script>"><img src=x onerror=alert(1)>"""
    await site.house.says(evil, labels=(evil,))
    page = (await phone.get("/chat")).text
    assert "<img src=x" not in page
    assert "<script>alert" not in page
    assert page.count("&lt;script&gt;") == 3


async def test_a_phone_number_that_we_say_can_be_called_with_one_press(
    site: Site, phone: httpx.AsyncClient
) -> None:
    await site.house.says("急事打 120，找小陈打 138 0013 8000。订单 20261201138001380001，共120元")
    page = (await phone.get("/chat")).text
    assert re.findall(r'href="tel:(\d+)"', page) == ["120", "13800138000"]


async def test_leaving_ends_the_session_and_clears_the_cookie(site: Site, phone: httpx.AsyncClient) -> None:
    left = await phone.post("/chat/leave")
    assert left.headers["location"] == "/"
    assert "Max-Age=0" in left.headers["set-cookie"]
    assert site.house.sessions == {}


async def test_pages_speak_the_language_of_the_session(site: Site) -> None:
    cookies = {"tongxin_chat": site.house.sign_in("Mary", "en")}
    async with httpx.AsyncClient(base_url=site.address, cookies=cookies) as phone:
        page = (await phone.get("/chat")).text
    assert '<html lang="en">' in page
    assert not re.search(r"[\u4e00-\u9fff]", page)


async def test_static_files_are_kept_for_ever_under_their_own_version_only(phone: httpx.AsyncClient) -> None:
    (path,) = set(re.findall(r'src="(/chat/static/\w+/chat\.js)"', (await phone.get("/chat")).text))
    script = await phone.get(path)
    assert script.headers["content-type"] == "text/javascript; charset=utf-8"
    assert "immutable" in script.headers["cache-control"]
    old = await phone.get("/chat/static/old/chat.js")
    assert old.headers["cache-control"] == "no-cache"
    assert (await phone.get("/chat/static/old/web.py")).status_code == 404
