"""A notice in a real browser on a phone: written, looked at, sent, and its board live while people answer."""

import pytest
from playwright.async_api import expect

from tests.console.test_browser import Desk, desk

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

__all__ = ["desk"]


async def test_a_notice_is_written_sent_and_its_board_counts_while_it_is_looked_at(desk: Desk) -> None:
    town = desk.office.town
    await desk.opens("/console/notices/new")
    await desk.page.fill("[name=zh]", "{姓名}您好，明天停水。")
    await desk.page.fill("[name=to_words]", "全村")
    await desk.page.set_input_files("[name=file]", {"name": "a.png", "mimeType": "image/png", "buffer": PNG})
    await desk.page.click("button[value=look]")
    await expect(desk.page.locator(".copy .said").first).to_contain_text("您好，明天停水。")
    await desk.page.click("button[value=send]")
    await expect(desk.page.locator("[role=status].done")).to_have_text("发出去了。")
    await town.later(0)
    await expect(desk.page.locator("#answered")).to_have_text("0 / 9", timeout=4000)
    await desk.page.evaluate("window.stayed = true")
    await town.does(town.update("李阿公", press=await town.button("李阿公", "收到")))
    await expect(desk.page.locator("#answered")).to_have_text("1 / 9", timeout=4000)
    assert await desk.page.evaluate("window.stayed")
    assert not await desk.page.evaluate("document.documentElement.scrollWidth > innerWidth")
    assert desk.complaints == []


PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 200
