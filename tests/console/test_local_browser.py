"""The round of shops and the papers of a mediation in a real browser: on a phone, and on paper."""

import pytest
from playwright.async_api import expect

from storage import shops
from tests.console.test_browser import Desk, desk
from tests.console.test_matters import quarrel
from tests.console.test_shops import street

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

__all__ = ["desk"]


async def test_no_page_is_wider_than_a_phone_and_paper_has_nothing_of_the_console(desk: Desk) -> None:
    await street(desk.office)
    matter = await quarrel(desk.office)
    found = await desk.office.database.read(lambda tx: shops.in_area(tx, desk.office.town.village.path))
    pages = ["/console/shops", f"/console/shops/{found[0].id}", "/console/shops/lists", "/console/matters"]
    pages += [f"/console/matters/{matter.id}{tail}" for tail in ("", "/intake", "/rights", "/record", "/agreement")]
    for path in pages:
        await desk.opens(path)
        assert await desk.page.evaluate("document.documentElement.scrollWidth") <= 360, path
    for path in ("/console/shops", f"/console/matters/{matter.id}/agreement"):
        await desk.opens(path)
        await desk.page.emulate_media(media="print")
        for hidden in (".top", ".tools", "details.more"):
            for part in await desk.page.locator(hidden).all():
                await expect(part).to_be_hidden()
        await desk.page.emulate_media(media="screen")
    assert desk.complaints == []


async def test_a_shop_is_added_on_a_phone(desk: Desk) -> None:
    await desk.opens("/console/shops")
    await desk.page.fill('input[name="name"]', "老王修车铺")
    await desk.page.fill('input[name="street"]', "东街")
    await desk.page.click("form.fields button.main")
    await expect(desk.page.locator(".done")).to_have_text("加上了。")
    await expect(desk.page.locator(".shops .who")).to_have_text("老王修车铺")
