"""The chat page in Chromium when something goes away: the network, the server, the page, the session."""

import asyncio

import pytest
from playwright.async_api import Dialog, expect

from tests.channels.web_house import SUMMARY, Site
from tests.channels.web_phone import OpenPhone

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


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
    while not site.house.updates:  # noqa: ASYNC110 (the browser sends by itself)
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
    await page.goto(f"{site.address}/chat/chat-1")
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
    await other.goto(f"{site.address}/chat/chat-1")
    await phone.says("豆腐")
    await expect(other.locator("#log .text")).to_have_text(["豆腐", "收到：豆腐"])
    await other.fill("#text", "鸡蛋")
    await other.keyboard.press("Enter")
    await phone.shows("豆腐", "收到：豆腐", "鸡蛋", "收到：鸡蛋")
    await expect(other.locator("#log .text")).to_have_count(4)


async def test_leaving_is_asked_once_more_and_then_signs_this_phone_out(open_phone: OpenPhone, site: Site) -> None:
    phone = await open_phone()
    asked: list[str] = []

    async def answer(dialog: Dialog) -> None:
        asked.append(dialog.message)
        await (dialog.accept() if len(asked) > 1 else dialog.dismiss())

    phone.page.on("dialog", answer)
    await phone.page.get_by_label("更多").click()
    for _ in range(2):
        await phone.page.get_by_role("button", name="在这部手机上退出").click()
    await expect(phone.page.get_by_text("您已经退出了")).to_be_visible()
    assert asked == ["真的要退出吗？要再进来，得请网格员给您一个新链接。"] * 2
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
