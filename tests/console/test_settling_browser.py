"""The pages of settling in a real browser: weighing by keyboard, on a phone and on paper."""

import pytest
from playwright.async_api import expect

from domain.orders import Item
from storage import accounts, bags
from storage.database import Transaction
from tests.console.round import closed_round
from tests.console.test_browser import Desk, desk

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

__all__ = ["desk"]

PAGES = ("", "/supplier", "/packing", "/labels", "/unpaid", "/account", "/payments", "/weigh", "/arrived")


async def test_a_hundred_bags_are_weighed_with_nothing_but_the_keyboard(desk: Desk) -> None:
    office = desk.office
    for n in range(100):
        await office.settles(f"人{n}", f"7幢{n + 101}")
    window = await office.opens(Item(0, 0, "土猪肉", "斤", 3_500, weighed=True))
    for n in range(100):
        await office.orders(f"人{n}", window, 土猪肉=2_000)
    await office.town.later(9)
    await desk.opens(f"/console/windows/{window}/weigh")
    await desk.page.locator("form[data-jump] input").focus()
    await desk.page.keyboard.type("1")
    await desk.page.keyboard.press("Enter")
    for n in range(100):
        await desk.page.keyboard.type(f"2.{n:02}")
        await desk.page.keyboard.press("Enter")
    await expect(desk.page.locator(".done")).to_have_text("记下 100 条。")

    def weighed(tx: Transaction) -> dict[int, int]:
        numbers = {bag.household: bag.number for bag in bags.of_window(tx, window)}
        return {numbers[line.household]: line.actual for line in accounts.lines(tx, window) if line.weight}

    assert await office.database.read(weighed) == {n + 1: 2_000 + 10 * n for n in range(100)}
    assert desk.complaints == []


async def test_no_page_is_wider_than_a_phone_and_the_current_step_is_in_sight(desk: Desk) -> None:
    window = await closed_round(desk.office)
    for tail in PAGES:
        await desk.opens(f"/console/windows/{window}{tail}")
        assert await desk.page.evaluate("document.documentElement.scrollWidth") <= 360, tail
        if tail != "/unpaid":
            await expect(desk.page.locator(".steps [aria-current]")).to_be_in_viewport()
    assert desk.complaints == []


async def test_on_paper_stands_the_sheet_and_nothing_of_the_console(desk: Desk) -> None:
    window = await closed_round(desk.office)
    for tail in PAGES[1:6]:
        await desk.opens(f"/console/windows/{window}{tail}")
        await desk.page.emulate_media(media="print")
        for hidden in (".top", ".steps", ".tools"):
            for part in await desk.page.locator(hidden).all():
                await expect(part).to_be_hidden()
        assert (await desk.page.pdf(prefer_css_page_size=True)).count(b"/Type /Page\n") == 1, tail
        await desk.page.emulate_media(media="screen")
