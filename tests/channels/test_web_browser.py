"""The chat page in a real headless Chromium, as an old person's phone shows it."""

import asyncio
import shutil
import struct
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass

import pytest
import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, Page, async_playwright, expect

from tests.channels.web_house import LABELS, SUMMARY, Site, open_site

CHROMIUM = shutil.which("chromium")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP village.test 127.0.0.1",
]
SMALL, COMMON = (320, 568), (390, 844)

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="the chat page is tried in Chromium, and there is none"),
    pytest.mark.asyncio(loop_scope="module"),
]


@dataclass
class Phone:
    """A browser on a small screen, and what its console complained about."""

    context: BrowserContext
    page: Page
    complaints: list[str]

    async def says(self, text: str) -> None:
        await self.page.fill("#text", text)
        await self.page.click("#send")

    async def texts(self) -> list[str]:
        """What the page shows of the conversation, unsent lines at the end."""
        return await self.page.locator("#log .text").all_text_contents()

    async def shows(self, *texts: str) -> None:
        await expect(self.page.locator("#log .text")).to_have_text(list(texts))


OpenPhone = Callable[..., Awaitable[Phone]]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def chromium() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        await browser.close()


@pytest_asyncio.fixture(loop_scope="module")
async def site() -> AsyncIterator[Site]:
    async with open_site() as opened:
        yield opened


@pytest_asyncio.fixture(loop_scope="module")
async def open_phone(chromium: Browser, site: Site) -> AsyncIterator[OpenPhone]:
    contexts: list[BrowserContext] = []

    async def opened(
        language: str = "zh", screen: tuple[int, int] = COMMON, scheme: str = "light", **options: bool
    ) -> Phone:
        width, height = screen
        context = await chromium.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if scheme == "dark" else "light",
            **options,  # type: ignore[arg-type]
        )
        contexts.append(context)
        cookie = site.house.sign_in("李阿公" if language == "zh" else "Mary Chen", language)
        await context.add_cookies([{"name": "tongxin_chat", "value": cookie, "url": site.address}])
        page = await context.new_page()
        complaints: list[str] = []
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        await page.goto(f"{site.address}/chat")
        return Phone(context, page, complaints)

    yield opened
    for context in contexts:
        await context.close()


def picture(width: int = 64, height: int = 48) -> bytes:
    """A small green PNG."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        checksum = struct.pack(">I", zlib.crc32(kind + content))
        return struct.pack(">I", len(content)) + kind + content + checksum

    rows = (b"\0" + b"\x1f\x62\x48" * width) * height
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


async def test_from_the_link_to_a_confirmed_order(chromium: Browser, site: Site) -> None:
    context = await chromium.new_context()
    page = await context.new_page()
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text))
    await page.goto(site.address + site.house.link("李阿公"))
    await page.get_by_role("button", name="进入聊天", exact=True).click()
    await page.wait_for_url("**/chat")
    (cookie,) = await context.cookies()
    assert (cookie["name"], cookie["httpOnly"], cookie["sameSite"]) == ("tongxin_chat", True, "Lax")
    await page.fill("#text", "猪肉2斤 豆腐一块")
    await page.keyboard.press("Enter")
    await page.get_by_role("button", name="确认", exact=True).click()
    await expect(page.get_by_text("收到：确认")).to_be_visible()
    assert site.house.texts() == ["猪肉2斤 豆腐一块", SUMMARY, "确认", "收到：确认"]
    assert complaints == []
    await context.close()


async def test_a_phone_in_the_village_network_without_https_comes_in_as_well(
    chromium: Browser, site: Site
) -> None:
    context = await chromium.new_context()
    page = await context.new_page()
    await page.goto(f"http://village.test:{site.port}{site.house.link()}")
    assert await page.evaluate("isSecureContext") is False
    await page.get_by_role("button", name="进入聊天").click()
    await page.fill("#text", "豆腐一块")
    await page.click("#send")
    await expect(page.locator("#lines .text")).to_have_text(["豆腐一块", "收到：豆腐一块"])
    await context.close()


async def test_a_plain_page_without_script_does_the_same(open_phone: OpenPhone, site: Site) -> None:
    phone = await open_phone(java_script_enabled=False)
    await phone.says("猪肉2斤")
    await phone.page.get_by_role("button", name="确认", exact=True).click()
    await phone.page.get_by_role("button", name="菜单", exact=True).click()
    await phone.page.set_input_files("#photo", {"name": "a.png", "mimeType": "image/png", "buffer": picture()})
    await phone.page.locator("noscript button, .upload button").click()
    assert [len(update.files) for update in site.house.updates] == [0, 0, 0, 1]
    assert site.house.texts()[:4] == ["猪肉2斤", SUMMARY, "确认", "收到：确认"]


async def test_a_reload_neither_loses_nor_doubles_a_line(open_phone: OpenPhone, site: Site) -> None:
    phone = await open_phone()
    for number in range(3):
        await phone.says(f"第{number}句")
    await phone.page.reload()
    expected = [text for number in range(3) for text in (f"第{number}句", f"收到：第{number}句")]
    await expect(phone.page.locator("#log .text")).to_have_count(6)
    assert sorted(await phone.texts()) == sorted(expected)
    assert [update.text for update in site.house.updates] == ["第0句", "第1句", "第2句"]


async def test_what_was_typed_while_the_server_was_away_arrives_once_and_in_order(
    open_phone: OpenPhone, site: Site
) -> None:
    phone = await open_phone()
    await phone.says("早上好")
    await phone.shows("早上好", "收到：早上好")
    await site.stop()
    await expect(phone.page.locator("#state")).to_have_text("网络断了，正在重连…")
    for text in ("鸡蛋一板", "豆腐两块"):
        await phone.says(text)
    await expect(phone.page.locator("#unsent button.status").first).to_have_text("没发出去，点这里再试")
    await site.start()
    await phone.shows("早上好", "收到：早上好", "鸡蛋一板", "收到：鸡蛋一板", "豆腐两块", "收到：豆腐两块")
    await expect(phone.page.locator("#state")).to_be_hidden()
    assert [update.text for update in site.house.updates] == ["早上好", "鸡蛋一板", "豆腐两块"]


async def test_a_line_whose_acknowledgement_was_lost_is_there_once(open_phone: OpenPhone, site: Site) -> None:
    phone = await open_phone()
    await expect(phone.page.locator("#empty")).to_be_visible()
    site.house.slowness = 0.4
    await phone.says("猪肉2斤")
    while not site.house.updates:
        await asyncio.sleep(0.01)
    await phone.page.reload()
    site.house.slowness = 0.0
    await phone.shows("猪肉2斤", SUMMARY)
    await phone.page.wait_for_timeout(700)
    await phone.shows("猪肉2斤", SUMMARY)
    assert len(site.house.updates) == 1


async def test_an_unsent_line_survives_closing_the_page(open_phone: OpenPhone, site: Site) -> None:
    phone = await open_phone()
    site.house.refusals = 10_000
    await phone.says("米一袋")
    await expect(phone.page.locator("#unsent")).to_contain_text("没发出去，点这里再试")
    await phone.page.close()
    site.house.refusals = 0
    page = await phone.context.new_page()
    await page.goto(f"{site.address}/chat")
    await expect(page.locator("#log .text")).to_have_text(["米一袋", "收到：米一袋"])
    assert await page.evaluate("Object.keys(localStorage).filter((name) => name.includes('unsent'))") == []


async def test_a_tap_on_an_unsent_line_tries_again_at_once(open_phone: OpenPhone, site: Site) -> None:
    phone = await open_phone()
    site.house.refusals = 1
    await phone.says("米一袋")
    await phone.page.locator("#unsent button.status").click()
    await expect(phone.page.locator("#lines .text")).to_have_text(["米一袋", "收到：米一袋"], timeout=1_500)


async def test_offline_is_said_plainly_and_mends_itself(open_phone: OpenPhone, site: Site) -> None:
    phone = await open_phone()
    await phone.context.set_offline(True)
    await expect(phone.page.locator("#state")).to_have_text("网络断了，正在重连…")
    await phone.says("鸡蛋一板")
    await phone.context.set_offline(False)
    await phone.shows("鸡蛋一板", "收到：鸡蛋一板")
    await expect(phone.page.locator("#state")).to_be_hidden()
    assert len(site.house.updates) == 1


async def test_two_tabs_show_the_same_conversation(open_phone: OpenPhone, site: Site) -> None:
    phone = await open_phone()
    other = await phone.context.new_page()
    await other.goto(f"{site.address}/chat")
    await phone.says("豆腐")
    await expect(other.locator("#log .text")).to_have_text(["豆腐", "收到：豆腐"])
    await other.fill("#text", "鸡蛋")
    await other.keyboard.press("Enter")
    await phone.shows("豆腐", "收到：豆腐", "鸡蛋", "收到：鸡蛋")
    await expect(other.locator("#log .text")).to_have_count(4)


async def test_a_pressed_row_rests_until_its_answer_comes_and_shows_what_was_chosen(
    open_phone: OpenPhone, site: Site
) -> None:
    phone = await open_phone()
    await phone.says("猪肉2斤")
    row = phone.page.locator(".choice")
    await expect(row).to_have_count(3)
    site.house.refusals = 1
    await row.nth(1).click()
    await expect(row.nth(0)).to_be_disabled()
    await expect(row.nth(1)).to_have_attribute("aria-pressed", "true")
    await expect(phone.page.get_by_text("收到：修改")).to_be_visible()
    await expect(row.nth(0)).to_be_enabled()
    await expect(row.nth(1)).to_have_attribute("aria-pressed", "true")
    assert len(site.house.updates) == 2


async def test_every_choice_is_a_large_button_named_by_its_label(open_phone: OpenPhone, site: Site) -> None:
    phone = await open_phone(screen=SMALL)
    await phone.says("猪肉2斤")
    for label in LABELS:
        box = await phone.page.get_by_role("button", name=label, exact=True).bounding_box()
        assert box is not None
        assert box["height"] >= 48
        assert box["width"] >= 200


async def test_delivered_means_that_the_page_has_shown_it(open_phone: OpenPhone, site: Site) -> None:
    first = await site.house.says("今晚八点截止")
    assert site.house.shown == set()
    await open_phone()
    second = await site.house.says("文化礼堂拿")
    async with asyncio.timeout(5):
        while site.house.shown != {first, second}:  # noqa: ASYNC110 (the browser reports by itself)
            await asyncio.sleep(0.02)


async def test_a_photo_goes_out_and_appears_in_the_conversation(open_phone: OpenPhone, site: Site) -> None:
    phone = await open_phone()
    upload = {"name": "a.png", "mimeType": "image/png", "buffer": picture()}
    await phone.page.set_input_files("#photo", upload)
    shown = phone.page.locator("#lines .picture img")
    await expect(shown).to_be_visible()
    assert await shown.evaluate("(picture) => picture.decode().then(() => picture.naturalWidth)") == 64
    await expect(phone.page.locator("#unsent > *")).to_have_count(0)
    assert phone.complaints == []


async def test_a_large_photo_is_made_smaller_before_it_goes_out(open_phone: OpenPhone, site: Site) -> None:
    phone = await open_phone()
    make = """async () => {
        const canvas = document.createElement("canvas");
        [canvas.width, canvas.height] = [3200, 2400];
        const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg"));
        return [...new Uint8Array(await blob.arrayBuffer())];
    }"""
    content = bytes(await phone.page.evaluate(make))
    upload = {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": content}
    await phone.page.set_input_files("#photo", upload)
    shown = phone.page.locator("#lines .picture img")
    await expect(shown).to_be_visible()
    assert await shown.evaluate("(picture) => picture.decode().then(() => picture.naturalWidth)") == 1600


async def test_a_file_that_is_no_photo_is_refused_in_its_place(open_phone: OpenPhone, site: Site) -> None:
    phone = await open_phone()
    upload = {"name": "a.png", "mimeType": "image/png", "buffer": b"nothing of the kind"}
    await phone.page.set_input_files("#photo", upload)
    refused = phone.page.locator("#unsent button.status")
    await expect(refused).to_contain_text("请发照片")
    await refused.click()
    await expect(phone.page.locator("#unsent > *")).to_have_count(0)


async def test_a_recording_goes_out_as_a_voice_message(open_phone: OpenPhone, site: Site) -> None:
    phone = await open_phone()
    upload = {"name": "a.ogg", "mimeType": "audio/ogg", "buffer": b"OggS" + b"\0" * 100}
    await phone.page.set_input_files("#voice", upload)
    await expect(phone.page.locator("#lines audio")).to_be_visible()
    assert [file.kind for file in site.house.updates[0].files] == ["voice"]


async def test_five_thousand_characters_go_through_and_do_not_break_the_page(
    open_phone: OpenPhone, site: Site
) -> None:
    phone = await open_phone(screen=SMALL)
    await phone.says("肉" * 2_500 + "a" * 2_500)
    await expect(phone.page.locator("#lines .text")).to_have_count(2)
    assert len(site.house.updates[0].text) == 5_000
    assert await phone.page.evaluate("document.documentElement.scrollWidth") == SMALL[0]


async def test_markup_in_a_text_is_shown_as_text(open_phone: OpenPhone, site: Site) -> None:
    evil = "<img src=x onerror=\"document.title='gone'\"><b>粗</b>"
    await site.house.says(evil, labels=(evil,))
    phone = await open_phone()
    await phone.says(evil)
    await site.house.says(evil)
    await expect(phone.page.locator("#lines .text")).to_have_count(4)
    assert (await phone.texts())[0] == evil
    assert await phone.page.locator("#log b, #log img").count() == 0
    assert await phone.page.title() == "同心"
    assert phone.complaints == []


async def test_earlier_lines_come_above_without_moving_what_is_read(open_phone: OpenPhone, site: Site) -> None:
    for number in range(120):
        await site.house.says(f"第{number}句")
    phone = await open_phone()
    await expect(phone.page.locator("#lines .text")).to_have_count(50)
    button = phone.page.locator("#earlier")
    await button.click()
    await expect(phone.page.locator("#lines .text")).to_have_count(100)
    await button.click()
    await expect(button).to_be_hidden()
    assert await phone.texts() == [f"第{number}句" for number in range(120)]


async def test_a_corrected_line_changes_in_its_place_and_a_withdrawn_one_goes(
    open_phone: OpenPhone, site: Site
) -> None:
    kept, other = await site.house.says("明天到货"), await site.house.says("写错了")
    phone = await open_phone()
    await phone.shows("明天到货", "写错了")
    await site.house.corrects(kept, "后天到货")
    await site.house.withdraws(other)
    await phone.shows("后天到货")


async def test_a_long_answer_is_shown_from_its_beginning(open_phone: OpenPhone, site: Site) -> None:
    phone = await open_phone(screen=SMALL)
    await phone.says("猪肉2斤")
    await expect(phone.page.get_by_text("李阿公，您要的是")).to_be_in_viewport()
    more = phone.page.get_by_role("button", name="往下还有 ↓")
    await more.click()
    await expect(phone.page.get_by_role("button", name="取消", exact=True)).to_be_in_viewport()
    await expect(more).to_be_hidden()


async def test_what_takes_room_away_does_not_hide_the_last_line(open_phone: OpenPhone, site: Site) -> None:
    for number in range(30):
        await site.house.says(f"第{number}句")
    phone = await open_phone(screen=SMALL)
    last = phone.page.get_by_text("第29句")
    await expect(last).to_be_in_viewport()
    await phone.page.fill("#text", "一\n二\n三\n四")
    await phone.page.set_viewport_size({"width": 320, "height": 420})
    await expect(last).to_be_in_viewport()


async def test_larger_letters_stay_after_a_reload(open_phone: OpenPhone, site: Site) -> None:
    await site.house.says("今晚八点截止")
    phone = await open_phone(screen=SMALL)
    size = "parseFloat(getComputedStyle(document.querySelector('.text')).fontSize)"
    before = await phone.page.evaluate(size)
    await phone.page.get_by_role("button", name="换大一点的字").click()
    await phone.page.get_by_role("button", name="换大一点的字").click()
    await phone.page.reload()
    await expect(phone.page.locator("html")).to_have_attribute("data-size", "2")
    assert await phone.page.evaluate(size) > before * 1.4
    assert await phone.page.evaluate("document.documentElement.scrollWidth") == SMALL[0]


async def test_leaving_signs_this_phone_out(open_phone: OpenPhone, site: Site) -> None:
    phone = await open_phone()
    await phone.page.get_by_label("更多").click()
    await phone.page.get_by_role("button", name="在这部手机上退出").click()
    await expect(phone.page.get_by_text("请向您的网格员要一个专属链接")).to_be_visible()
    assert site.house.sessions == {}


async def test_a_session_that_has_ended_is_said_and_keeps_what_was_not_sent(
    open_phone: OpenPhone, site: Site
) -> None:
    phone = await open_phone()
    site.house.sessions.clear()
    await phone.says("米一袋")
    await expect(phone.page.locator("#state")).to_contain_text("请向网格员要一个新链接")
    await phone.page.goto(site.address + site.house.link())
    await phone.page.get_by_role("button", name="进入聊天").click()
    await phone.shows("米一袋", "收到：米一袋")


MEASURE = """() => {
    const colour = (text) => text.match(/[\\d.]+/g).map(Number);
    const light = ([red, green, blue]) => [red, green, blue]
        .map((part) => part / 255)
        .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
        .reduce((sum, part, at) => sum + part * [0.2126, 0.7152, 0.0722][at], 0);
    const paper = (element) => {
        for (let each = element; each; each = each.parentElement) {
            const [red, green, blue, alpha = 1] = colour(getComputedStyle(each).backgroundColor);
            if (alpha === 1) return [red, green, blue];
        }
        return [255, 255, 255];
    };
    const shown = (element) => element.checkVisibility() && !element.closest(".unseen, noscript");
    const found = { small: [], faint: [], little: [], tight: [], wide: document.documentElement.scrollWidth };
    for (const element of document.querySelectorAll("body *")) {
        if (!shown(element)) continue;
        const style = getComputedStyle(element);
        const words = [...element.childNodes].filter((node) => node.nodeType === 3 && node.data.trim());
        if (words.length || element.matches("textarea")) {
            const [one, other] = [light(colour(style.color)), light(paper(element))].sort((a, b) => b - a);
            const contrast = (one + 0.05) / (other + 0.05);
            const name = `${element.tagName}.${element.className} ${element.textContent.trim().slice(0, 12)}`;
            if (parseFloat(style.fontSize) < 18) found.small.push(`${name} ${style.fontSize}`);
            if (contrast < 4.5) found.faint.push(`${name} ${contrast.toFixed(2)}`);
            if (parseFloat(style.lineHeight) < 1.4 * parseFloat(style.fontSize) - 0.1) found.tight.push(name);
        }
        if (element.matches("button, summary, textarea, label.tool, a.main")) {
            const box = element.getBoundingClientRect();
            if (box.width < 44 || box.height < 44) {
                found.little.push(`${element.textContent.trim()} ${box.width}x${box.height}`);
            }
        }
    }
    return found;
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("screen", [SMALL, COMMON])
@pytest.mark.parametrize("language", ["zh", "en"])
async def test_type_targets_and_contrast_suit_old_eyes_and_fingers(
    open_phone: OpenPhone, site: Site, language: str, screen: tuple[int, int], scheme: str
) -> None:
    phone = await open_phone(language, screen, scheme)
    await phone.says("猪肉2斤 豆腐一块")
    await phone.page.locator(".choice").nth(0).click()
    await expect(phone.page.locator("#lines .line")).to_have_count(4)
    site.house.refusals = 10_000
    await phone.says("米一袋")
    await expect(phone.page.locator("#unsent button.status")).to_be_visible()
    await phone.page.evaluate("document.getElementById('log').scrollTop = 0")
    for name in ("state", "newest", "earlier", "toast"):
        await phone.page.evaluate("(name) => (document.getElementById(name).hidden = false)", name)
    found = await phone.page.evaluate(MEASURE)
    assert found == {"small": [], "faint": [], "little": [], "tight": [], "wide": screen[0]}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["/", "/chat/enter/token-1", "/chat/enter/unknown"])
async def test_the_pages_before_the_chat_suit_them_as_well(
    chromium: Browser, site: Site, scheme: str, path: str
) -> None:
    site.house.link()
    context = await chromium.new_context(
        viewport={"width": SMALL[0], "height": SMALL[1]}, color_scheme="dark" if scheme == "dark" else "light"
    )
    page = await context.new_page()
    await page.goto(site.address + path)
    found = await page.evaluate(MEASURE)
    await context.close()
    assert found == {"small": [], "faint": [], "little": [], "tight": [], "wide": SMALL[0]}
