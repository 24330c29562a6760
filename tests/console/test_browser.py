"""The console in a real browser: a board that stays live, on a phone and on paper."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import pytest_asyncio
import uvicorn
from playwright.async_api import Browser, BrowserContext, Page, expect

from storage.opening import open_database
from tests.console.house import Office
from tests.town import NOON, Town

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

PHONE, LAPTOP = {"width": 360, "height": 780}, {"width": 1280, "height": 800}


@dataclass
class Desk:
    """The office behind a real server, and a browser in which the cadre is signed in."""

    office: Office
    server: uvicorn.Server
    address: str
    context: BrowserContext
    page: Page
    complaints: list[str]

    async def opens(self, path: str) -> None:
        await self.page.goto(self.address + path)


@pytest_asyncio.fixture(loop_scope="session")
async def desk(tmp_path: Path, migrated_file: Path, chromium: Browser) -> AsyncIterator[Desk]:
    copied = shutil.copy(migrated_file, tmp_path / "tongxin.db")
    database = await open_database(f"sqlite:///{copied}", lambda: NOON)
    office = await Office(await Town(database, tmp_path / "files").build()).build()
    server = uvicorn.Server(uvicorn.Config(office.routes(), port=0, log_level="warning", timeout_graceful_shutdown=1))
    serving = asyncio.create_task(server.serve())
    while not server.started:  # noqa: ASYNC110 - uvicorn offers nothing to wait for
        await asyncio.sleep(0.01)
    address = f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    context = await chromium.new_context(viewport=PHONE)  # type: ignore[arg-type]
    page = await context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    desk = Desk(office, server, address, context, page, complaints)
    await desk.opens(f"/console/enter/{await office.link('陈主任')}")
    await page.click("button.main")
    await page.wait_for_url("**/console")
    yield desk
    await context.close()
    server.should_exit = True
    await serving
    await database.close()


async def test_a_confirmed_order_is_on_the_board_at_once_without_a_reload(desk: Desk) -> None:
    window = await desk.office.opens()
    await desk.opens(f"/console/windows/{window}")
    await desk.page.evaluate("window.stayed = true")
    await desk.office.orders("李阿公", window, 土猪肉=2500)
    await expect(desk.page.locator("#total")).to_have_text("约87.5元")
    await expect(desk.page.locator(".doors")).to_contain_text("土猪肉 2.5斤")
    assert await desk.page.evaluate("window.stayed")
    assert desk.complaints == []


async def test_a_board_that_lost_its_server_says_so_and_comes_back(desk: Desk) -> None:
    window = await desk.office.opens()
    await desk.opens(f"/console/windows/{window}")
    await desk.context.set_offline(True)
    await expect(desk.page.locator("#connection")).to_have_text("断线了，正在重连…")
    await desk.office.orders("李阿公", window, 土猪肉=2500)
    await desk.context.set_offline(False)
    await expect(desk.page.locator("#total")).to_have_text("约87.5元")
    await expect(desk.page.locator("#connection")).to_be_hidden()


async def test_a_board_whose_session_ended_says_so(desk: Desk) -> None:
    window = await desk.office.opens()
    await desk.opens(f"/console/windows/{window}")
    await desk.context.clear_cookies()
    await expect(desk.page.locator("#connection")).to_have_text("已经退出，请重新进入")


async def test_names_run_no_script_on_a_board_that_is_drawn_anew(desk: Desk) -> None:
    name = '<img src=x onerror="window.broken=1">'
    await desk.office.settles(name, "6幢101")
    window = await desk.office.opens()
    await desk.opens(f"/console/windows/{window}")
    await desk.office.orders(name, window, 土猪肉=2500)
    await expect(desk.page.locator(".doors")).to_contain_text(name)
    assert await desk.page.evaluate("window.broken") is None
    assert desk.complaints == []


async def test_an_announcement_becomes_an_open_window_on_a_phone(desk: Desk) -> None:
    await desk.opens("/console/windows/new")
    await desk.page.fill("textarea", "明天到货🐷土猪肉35一斤，带鱼25，今晚8点截止，文化礼堂拿")
    await desk.page.click("button[value=read]")
    await desk.page.fill("[name=item-0-price]", "贵")
    await desk.page.click("button.main[value=open]")
    await expect(desk.page.locator("#wrong-item-0-price")).to_be_visible()
    await desk.page.fill("[name=item-0-price]", "36")
    await desk.page.press("[name=item-0-price]", "Enter")
    assert "/windows/open" in desk.page.url
    await desk.page.click("button.main[value=open]")
    await desk.page.wait_for_url("**/console/windows/*")
    await expect(desk.page.locator(".goods")).to_contain_text("36元/斤")


TOO_LITTLE = """() => [...document.querySelectorAll("button:not(.unseen), .button, nav a, .tel")]
    .filter((target) => target.checkVisibility({ visibilityProperty: true }))
    .filter((target) => target.getBoundingClientRect().height < 44)
    .map((target) => target.textContent)"""


@pytest.mark.parametrize("english", [False, True], ids=["zh", "en"])
async def test_no_page_is_wider_than_the_screen_and_every_target_is_large(desk: Desk, english: bool) -> None:
    window = await desk.office.opens()
    await desk.office.orders("李阿公", window, 土猪肉=2500, 豆腐=1000, 带鱼=3000, 鸡蛋=2000)
    await desk.office.puts_together("王阿婆", window, 土猪肉=2000)
    over = await desk.office.opens(title="旧团", hours=1)
    await desk.office.puts_together("李阿公", over, 土猪肉=2000, 鸡蛋=1000)
    await desk.office.town.says("陈主任", "今天14点到22点村口卡口：李阿公、小陈、小林、刘医生，小陈带班")
    await desk.office.town.says("陈主任", "确认")
    await desk.office.town.later(2)
    if english:
        await desk.page.click(".me summary")
        await desk.page.click(".me button >> nth=0")
    person = desk.office.people["小陈"]
    tails = ("", "/windows/new", f"/windows/{window}", f"/windows/{window}/print", f"/windows/{over}",
             f"/windows/{over}/print", "/people", f"/people/{person}", "/handovers",
             "/deliveries", "/roster", "/roster/tallies")  # fmt: skip
    for tail in tails:
        await desk.opens("/console" + tail)
        for size in (PHONE, LAPTOP):
            await desk.page.set_viewport_size(size)  # type: ignore[arg-type]
            assert await desk.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (tail, size)
            assert await desk.page.evaluate(TOO_LITTLE) == [], (tail, size)
    assert desk.complaints == []


async def test_on_paper_there_is_no_navigation_and_the_heading_repeats(desk: Desk) -> None:
    window = await desk.office.opens()
    for number in range(60):
        await desk.office.settles(f"住户{number}", f"{number + 20}幢101")
        await desk.office.orders(f"住户{number}", window, 青菜=1000)
    await desk.opens(f"/console/windows/{window}/print")
    await desk.page.emulate_media(media="print")
    assert await desk.page.locator(".tools:visible").count() == 0
    heads = desk.page.locator("thead")
    shown = [await heads.nth(n).evaluate("e => getComputedStyle(e).display") for n in range(await heads.count())]
    assert shown == ["table-header-group"] * 2
    await desk.opens(f"/console/windows/{window}")
    assert await desk.page.locator(".top:visible, .tools:visible").count() == 0


async def test_a_link_shows_a_code_and_is_copied(desk: Desk) -> None:
    await desk.opens(f"/console/people/{desk.office.people['李阿公']}")
    await desk.page.click("form[action$='/link/chat'] button")
    await expect(desk.page.locator(".code svg")).to_be_visible()
    await desk.page.click("[data-copy]")
    await expect(desk.page.locator("[data-copy]")).to_have_text("已复制")
