"""The pages of the grid's work in a real browser on a phone: nothing is cut off, marks differ without colour."""

import pytest
from playwright.async_api import expect

from tests.console.observed import alarm, observe, reports
from tests.console.test_browser import Desk, desk
from tests.console.test_today import records
from tests.town import HOUR, NOON

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

__all__ = ["desk"]


async def test_every_page_fits_a_phone_and_an_alarm_is_closed_on_it(desk: Desk) -> None:
    office = desk.office
    case = await observe(office, "李阿公", day=3)
    await reports(office, case, NOON - 4 * HOUR, 3650)
    await reports(office, case, NOON - 28 * HOUR, 3780, "abnormal", ("cough",))
    await alarm(office, "李阿公", case)
    await office.database.write(lambda tx: records(tx, office))
    for path in ("/console/observed", f"/console/observed/{case}", "/console/today", "/console/today/visits?all=1",
                 "/console/urgent", "/console/settings"):  # fmt: skip
        await desk.opens(path)
        assert not await desk.page.evaluate("document.documentElement.scrollWidth > innerWidth"), path
    await desk.opens("/console/observed")
    marks = await desk.page.locator(".strip i").all_inner_texts()
    assert {"●", "▲", "✕", "·"} <= set(marks)
    await desk.opens("/console/urgent")
    await desk.page.click("text=怎么处理的")
    await desk.page.select_option("select[name=outcome]", "doctor")
    await desk.page.fill("input[name=note]", "开了药")
    await desk.page.click("text=记下")
    await expect(desk.page.locator("[role=status]")).to_have_text("记下了。")
    await expect(desk.page.locator(".alarms .red")).to_have_count(0)
    assert desk.complaints == []


async def test_what_is_urgent_stands_first_and_the_open_tab_is_in_sight(desk: Desk) -> None:
    await desk.opens("/console/shops")
    tabs = desk.page.locator(".top nav a")
    assert (await tabs.first.inner_text()).startswith("急事")
    await expect(desk.page.locator(".top nav [aria-current]")).to_be_in_viewport(ratio=1)


async def test_a_setting_is_unfolded_to_be_changed(desk: Desk) -> None:
    await desk.opens("/console/settings")
    row = desk.page.locator("form", has_text="体温到多少度算发烧")
    await expect(row.locator("input[name=value]")).to_be_hidden()
    await row.locator("summary", has_text="改").click()
    await row.locator("input[name=value]").fill("37.5")
    await row.locator("button").click()
    await expect(desk.page.locator("[role=status]")).to_be_visible()
    await expect(desk.page.locator("form", has_text="体温到多少度算发烧")).to_contain_text("37.5")
    assert await desk.page.evaluate("document.documentElement.scrollHeight") < 9000
