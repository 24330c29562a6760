"""The chat page in Chromium, as a villager uses it."""

import asyncio

import pytest
from playwright.async_api import Browser, expect

from tests.channels.web_house import SUMMARY, Site
from tests.channels.web_phone import OpenPhone, picture, upload

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def test_from_the_link_to_a_confirmed_order(chromium: Browser, site: Site) -> None:
    context = await chromium.new_context()
    page = await context.new_page()
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text))
    await page.goto(site.address + site.house.link("李阿公"))
    await page.get_by_role("button", name="进入聊天", exact=True).click()
    await page.wait_for_url("**/chat/chat-1")
    (cookie,) = await context.cookies()
    assert (cookie["name"], cookie["httpOnly"], cookie["sameSite"]) == ("tongxin_chat_chat-1", True, "Lax")
    await page.fill("#text", "猪肉2斤 豆腐一块")
    await page.keyboard.press("Enter")
    await page.get_by_role("button", name="确认", exact=True).click()
    await expect(page.get_by_text("收到：确认")).to_be_visible()
    assert site.house.texts() == ["猪肉2斤 豆腐一块", SUMMARY, "收到：确认"]
    assert complaints == []
    await context.close()


async def test_a_phone_in_the_village_network_without_https_comes_in_as_well(chromium: Browser, site: Site) -> None:
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
    await phone.page.set_input_files("#photo", upload(picture(), "image/png"))
    await phone.page.locator("noscript button, .upload button").click()
    assert [len(update.files) for update in site.house.updates] == [0, 0, 0, 1]
    assert site.house.texts()[:3] == ["猪肉2斤", SUMMARY, "收到：确认"]


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
    await expect(row.nth(0)).to_be_enabled(timeout=1_000)
    await expect(row.nth(1)).to_have_attribute("aria-pressed", "true")
    assert len(site.house.updates) == 2


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
    await phone.page.set_input_files("#photo", upload(picture(), "image/png"))
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
    await phone.page.set_input_files("#photo", upload(content, "image/jpeg"))
    shown = phone.page.locator("#lines .picture img")
    await expect(shown).to_be_visible()
    assert await shown.evaluate("(picture) => picture.decode().then(() => picture.naturalWidth)") == 1600


async def test_a_file_that_is_no_photo_is_refused_in_its_place(open_phone: OpenPhone, site: Site) -> None:
    phone = await open_phone()
    await phone.page.set_input_files("#photo", upload(b"nothing of the kind", "image/png"))
    refused = phone.page.locator("#unsent button.status")
    await expect(refused).to_contain_text("请发照片")
    await refused.click()
    await expect(phone.page.locator("#unsent > *")).to_have_count(0)


async def test_a_recording_goes_out_as_a_voice_message(open_phone: OpenPhone, site: Site) -> None:
    phone = await open_phone()
    await phone.page.set_input_files("#voice", upload(b"OggS" + b"\0" * 100, "audio/ogg"))
    await expect(phone.page.locator("#lines audio")).to_be_visible()
    assert [file.kind for file in site.house.updates[0].files] == ["voice"]


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
