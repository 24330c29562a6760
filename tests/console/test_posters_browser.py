"""Posters and leaflets in a real browser: what is reckoned to fit on a sheet does, and no button is printed."""

import pypdfium2
import pytest
from playwright.async_api import expect

from domain.notice_templates import SHIPPED
from tests.console.test_browser import Desk, desk
from tests.console.test_posters import keeps, shipped

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

__all__ = ["desk"]

VALUES = {
    "gate": "村东大门", "from": "今晚8点", "until": "12月3日 20:00", "reason": "大门要修（换门轴）", "place": "西门",
    "scope": "3号楼到6号楼", "phone": "13800000021", "goods": "猪肉、青菜、鸡蛋", "time": "明天15:00-17:00",
    "link": "https://tongxin.example/chat", "rumour": "明天要封村，菜买不到了", "fact": "村里不封，菜每天都送到",
    "shelter": "村小学", "bring": "身份证和码", "date": "12月1日（周二）",
}  # fmt: skip


async def printed(desk: Desk, path: str) -> list[tuple[int, int, str]]:
    """Width, height and words of each page that comes out of the printer."""
    await desk.opens(path)
    content = await desk.page.pdf(prefer_css_page_size=True)
    document = pypdfium2.PdfDocument(content)
    found = []
    for page in document:
        text = page.get_textpage()
        found.append((round(page.get_width()), round(page.get_height()), text.get_text_bounded()))
        text.close()
        page.close()
    document.close()
    return found


async def test_a_shipped_notice_is_one_sheet_in_both_languages(desk: Desk) -> None:
    for key in ("cut", "group_buy", "typhoon"):
        template = SHIPPED[key]
        values = {each.key: VALUES[each.key] for each in template.asks}
        notice = await shipped(desk.office, key, {"": values}, template.cases[0] if template.cases else "")
        for language in ("zh", "en"):
            for kind, size in (("poster", (595, 842)), ("leaflet", (842, 595))):
                path = f"/console/notices/{notice}/{kind}?language={language}"
                [(width, height, text)] = await printed(desk, path)
                assert (width, height) == size, path
                assert "打印" not in text
                if kind == "leaflet":
                    [foot, words] = [await _bottom(desk, part) for part in (".half .foot", ".half .words")]
                    assert words["bottom"] <= foot["top"], path
    assert desk.complaints == []


async def test_thirty_buildings_and_a_long_text_take_the_sheets_that_they_need(desk: Desk) -> None:
    by_building = {
        str(n): {"time": f"{8 + n // 2}:00-{8 + n // 2}:30", "place": "文化礼堂东门"} for n in range(1, 31)
    }
    notice = await shipped(desk.office, "testing", {"": {"date": "12月1日"}} | by_building)
    assert len(await printed(desk, f"/console/notices/{notice}/poster")) <= 2
    long = await keeps(desk.office, texts={"zh": "\n".join(["请大家出门戴好口罩，少聚会，有事找网格员。"] * 60)})
    pages = await printed(desk, f"/console/notices/{long}/leaflet")
    assert len(pages) == 3
    assert "扫一扫" in pages[-1][2]


async def test_the_page_of_papers_suits_a_phone(desk: Desk) -> None:
    values = {each.key: VALUES[each.key] for each in SHIPPED["cut"].asks}
    spoken = desk.office.town.house.files.keep(b"OggS voice", "audio/ogg", "voice")
    await shipped(desk.office, "cut", {"": values}, "water")
    notice = await keeps(desk.office, file=spoken)
    for tail in ("papers", "poster", "leaflet"):
        await desk.opens(f"/console/notices/{notice}/{tail}")
        assert await desk.page.evaluate("document.documentElement.scrollWidth") <= 360, tail
    await desk.opens(f"/console/notices/{notice}/papers")
    await desk.page.get_by_role("button", name="复制文字").click()
    await expect(desk.page.get_by_role("button", name="已复制")).to_be_visible()
    assert [each for each in desk.complaints if "voice" not in each] == []


async def _bottom(desk: Desk, selector: str) -> dict[str, float]:
    measured = "(e) => ({top: e.getBoundingClientRect().top, bottom: e.getBoundingClientRect().bottom})"
    await desk.page.emulate_media(media="print")
    found: dict[str, float] = await desk.page.locator(selector).first.evaluate(measured)
    await desk.page.emulate_media(media="null")
    return found
