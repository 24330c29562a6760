"""What a page of the web chat sends, over real HTTP."""

import re
from collections.abc import AsyncIterator

import httpx
import pytest

from domain.messages import LONGEST_TEXT, Press
from tests.channels.web_house import Site

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 32
OGG = b"OggS" + bytes(range(100))
AMR = b"#!AMR\n" + bytes(range(100))

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_what_is_sent_twice_with_one_key_is_one_update(site: Site, phone: httpx.AsyncClient) -> None:
    for _ in range(3):
        assert (
            await phone.post("/chat/chat-1/say", data={"key": "k" * 12, "text": "豆腐\r\n一块"})
        ).status_code == 200
    (update,) = site.house.updates
    assert update.key == "web:chat-1:" + "k" * 12
    assert update.text == "豆腐\n一块"
    assert (update.account, update.chat, update.sender, update.cut) == ("web", "chat-1", "chat-1", False)


async def test_a_turn_that_is_not_committed_is_not_acknowledged(site: Site, phone: httpx.AsyncClient) -> None:
    site.house.refusals = 1
    refused = await phone.post("/chat/chat-1/say", data={"key": "k" * 12, "text": "豆腐"})
    assert refused.status_code == 503
    assert refused.json() == {"say": "刚才没存上，请再试一次。", "retry": 2}
    assert refused.headers["retry-after"] == "2"
    assert (await phone.post("/chat/chat-1/say", data={"key": "k" * 12, "text": "豆腐"})).status_code == 200
    assert len(site.house.updates) == 1


async def test_a_text_over_the_limit_is_cut_and_marked(site: Site, phone: httpx.AsyncClient) -> None:
    await phone.post("/chat/chat-1/say", data={"key": "exactly-it", "text": "肉" * LONGEST_TEXT})
    await phone.post("/chat/chat-1/say", data={"key": "one-more-1", "text": "肉" * (LONGEST_TEXT + 1)})
    whole, cut = site.house.updates
    assert (len(whole.text), whole.cut) == (LONGEST_TEXT, False)
    assert (len(cut.text), cut.cut) == (LONGEST_TEXT, True)


@pytest.mark.parametrize(
    ("path", "data", "status"),
    [
        ("/chat/chat-1/say", {"key": "k" * 12, "text": " \n"}, 400),
        ("/chat/chat-1/say", {"key": "short", "text": "豆腐"}, 400),
        ("/chat/chat-1/say", {"key": "a:b" * 6, "text": "豆腐"}, 400),
        ("/chat/chat-1/say", {"key": "k" * 12, "text": "肉" * 60_000}, 413),
        ("/chat/chat-1/press", {"key": "k" * 12, "press": "nonsense"}, 400),
        ("/chat/chat-1/press", {"key": "k" * 12, "press": "n1:0"}, 400),
        ("/chat/chat-1/photo", {"key": "k" * 12}, 400),
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
    answer = await phone.post("/chat/chat-1/press", data={"key": "k" * 12, "press": "n7:2"})
    assert answer.json() == {"toast": "好的"}
    assert site.house.updates[0].press == Press("n7", 2)


async def test_a_browser_without_script_writes_and_presses_by_plain_forms(
    site: Site, stranger: httpx.AsyncClient
) -> None:
    await stranger.post(site.house.link())
    await site.house.says("几点来拿？", labels=("上午", "下午"))
    page = (await stranger.get("/chat/chat-1")).text
    key = re.findall(r'name="key" value="([^"]+)"', page)[0]
    (page_key,) = re.findall(r'name="page" value="([^"]+)"', page)
    (press,) = re.findall(r'name="press" value="([^"]+)" aria-label="下午"', page)
    said = await stranger.post("/chat/chat-1/say", data={"key": key, "text": "谢谢"})
    pressed = await stranger.post("/chat/chat-1/press", data={"page": page_key, "press": press})
    quick = await stranger.post("/chat/chat-1/say", data={"key": key + "q", "quick": "菜单", "text": ""})
    assert {answer.headers["location"] for answer in (said, pressed, quick)} == {"/chat/chat-1"}
    assert [update.text for update in site.house.updates] == ["谢谢", "", "菜单"]
    assert site.house.updates[1].press == Press.read(press)
    refused = await stranger.post("/chat/chat-1/say", data={"key": key, "text": " "})
    assert (refused.status_code, "还没写字呢" in refused.text) == (400, True)


async def test_a_photo_is_kept_and_only_its_own_chat_can_open_it(site: Site, phone: httpx.AsyncClient) -> None:
    sent = await phone.post("/chat/chat-1/photo", data={"key": "k" * 12}, files={"file": ("x.exe", PNG, "text/html")})
    assert sent.status_code == 200
    (reference,) = site.house.updates[0].files
    assert (reference.kind, reference.media_type, reference.kept) == ("photo", "image/png", True)
    shown = await phone.get(f"/chat/chat-1/file/{reference.reference}")
    assert (shown.content, shown.headers["content-type"]) == (PNG, "image/png")
    assert "sandbox" in shown.headers["content-security-policy"]
    other = {"tongxin_chat_chat-2": site.house.sign_in("王婶", chat="chat-2")}
    async with httpx.AsyncClient(base_url=site.address, cookies=other) as neighbour:
        assert (await neighbour.get(f"/chat/chat-1/file/{reference.reference}")).status_code == 401
        assert (await neighbour.get(f"/chat/chat-2/file/{reference.reference}")).status_code == 404


async def test_a_recording_plays_in_pieces(site: Site, phone: httpx.AsyncClient) -> None:
    await phone.post("/chat/chat-1/photo", data={"key": "k" * 12}, files={"file": ("a.ogg", OGG, "audio/ogg")})
    (reference,) = site.house.updates[0].files
    assert reference.kind == "voice"
    piece = await phone.get(f"/chat/chat-1/file/{reference.reference}", headers={"Range": "bytes=4-7"})
    assert (piece.status_code, piece.content) == (206, OGG[4:8])
    assert piece.headers["content-range"] == "bytes 4-7/104"
    beyond = await phone.get(f"/chat/chat-1/file/{reference.reference}", headers={"Range": "bytes=500-"})
    assert beyond.status_code == 416


async def test_a_recording_that_no_browser_plays_is_downloaded(site: Site, phone: httpx.AsyncClient) -> None:
    await phone.post("/chat/chat-1/photo", data={"key": "k" * 12}, files={"file": ("a", AMR, "audio/amr")})
    page = (await phone.get("/chat/chat-1")).text
    assert 'download="voice.amr"' in page
    assert "<audio" not in page


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
        "/chat/chat-1/photo", data={"key": "k" * 12}, files={"file": ("photo.png", content, "image/png")}
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
    refused = await phone.post("/chat/chat-1/photo", content=endless(), headers=headers)
    assert refused.status_code == 413
    assert site.house.kept == {}


async def test_the_twenty_first_message_within_ten_seconds_is_asked_to_wait(
    site: Site, phone: httpx.AsyncClient
) -> None:
    for number in range(20):
        answer = await phone.post("/chat/chat-1/say", data={"key": f"message-{number}", "text": "好"})
        assert answer.status_code == 200
    slowed = await phone.post("/chat/chat-1/say", data={"key": "message-20", "text": "好"})
    assert slowed.status_code == 429
    assert 0 < slowed.json()["retry"] <= 10
    assert slowed.json()["say"] == "您发得有点快，稍等几秒就好。"
    assert len(site.house.updates) == 20
