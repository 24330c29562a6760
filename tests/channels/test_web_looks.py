"""How the chat looks on a small phone to old eyes and fingers, measured in Chromium."""

from itertools import product
from typing import Literal

import pytest
from playwright.async_api import Browser, expect

from tests.channels.web_house import LABELS, Site
from tests.channels.web_phone import COMMON, SMALL, OpenPhone

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


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


SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
NOTHING: dict[str, list[str]] = {"small": [], "faint": [], "little": [], "tight": []}


@pytest.mark.parametrize("language", ["zh", "en"])
async def test_type_targets_and_contrast_suit_old_eyes_and_fingers(
    open_phone: OpenPhone, site: Site, language: str
) -> None:
    phone = await open_phone(language, SMALL)
    await phone.says("猪肉2斤 豆腐一块")
    await phone.page.locator(".choice").nth(0).click()
    await expect(phone.page.locator("#lines .line")).to_have_count(3)
    site.house.refusals = 10_000
    await phone.says("米一袋")
    await expect(phone.page.locator("#unsent button.status")).to_be_visible()
    await phone.page.evaluate("document.getElementById('log').scrollTop = 0")
    for name in ("state", "newest", "earlier", "toast"):
        await phone.page.evaluate("(name) => (document.getElementById(name).hidden = false)", name)
    for (width, height), scheme in product((SMALL, COMMON), SCHEMES):
        await phone.page.set_viewport_size({"width": width, "height": height})
        await phone.page.emulate_media(color_scheme=scheme)
        assert await phone.page.evaluate(MEASURE) == NOTHING | {"wide": width}, (width, scheme)


@pytest.mark.parametrize("path", ["/", "/chat/enter/token-1", "/chat/enter/unknown"])
async def test_the_pages_before_the_chat_suit_them_as_well(chromium: Browser, site: Site, path: str) -> None:
    site.house.link()
    context = await chromium.new_context(viewport={"width": SMALL[0], "height": SMALL[1]})
    page = await context.new_page()
    await page.goto(site.address + path)
    for scheme in SCHEMES:
        await page.emulate_media(color_scheme=scheme)
        assert await page.evaluate(MEASURE) == NOTHING | {"wide": SMALL[0]}, scheme
    await context.close()


async def test_every_choice_is_a_large_button_named_by_its_label(open_phone: OpenPhone, site: Site) -> None:
    phone = await open_phone(screen=SMALL)
    await phone.says("猪肉2斤")
    for label in LABELS:
        box = await phone.page.get_by_role("button", name=label, exact=True).bounding_box()
        assert box is not None
        assert box["height"] >= 48
        assert box["width"] >= 200


async def test_short_choices_stand_in_pairs_and_amounts_have_no_numbers_beside_them(
    open_phone: OpenPhone, site: Site
) -> None:
    await site.house.says("要几斤？", labels=("1斤", "2斤", "3斤", "自己写"))
    phone = await open_phone(screen=SMALL)
    row = phone.page.locator(".choice")
    boxes = [await row.nth(number).bounding_box() for number in range(4)]
    places = [(round(box["x"]), round(box["y"])) for box in boxes if box is not None]
    left, right = sorted({x for x, _ in places})
    upper, lower = sorted({y for _, y in places})
    assert places == [(left, upper), (right, upper), (left, lower), (right, lower)]
    assert [await row.nth(number).get_attribute("data-number") for number in range(4)] == [None] * 4


async def test_somebody_who_has_never_used_it_reads_what_to_write_and_whom_to_call(
    open_phone: OpenPhone, site: Site
) -> None:
    phone = await open_phone(screen=SMALL)
    for words in ("您好，李阿公", "猪肉2斤 豆腐一块", "按“找人”"):
        await expect(phone.page.locator("#empty").get_by_text(words)).to_be_in_viewport(ratio=1)
    await phone.says("豆腐")
    await expect(phone.page.locator("#empty")).to_be_hidden()


async def test_a_number_to_call_is_large_enough_for_a_finger(open_phone: OpenPhone, site: Site) -> None:
    await site.house.says("请马上打 120。\n也可以打 13800138000")
    phone = await open_phone(screen=SMALL)
    for number in ("120", "13800138000"):
        box = await phone.page.get_by_role("link", name=number).bounding_box()
        assert box is not None
        assert (box["width"] >= 36, box["height"] >= 44) == (True, True)


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


async def test_a_long_answer_is_shown_from_its_beginning(open_phone: OpenPhone, site: Site) -> None:
    phone = await open_phone(screen=SMALL)
    await phone.says("猪肉2斤")
    await expect(phone.page.get_by_text("李阿公，您要的是")).to_be_in_viewport()
    more = phone.page.get_by_role("button", name="往下还有 ↓")
    await more.click()
    await expect(phone.page.get_by_role("button", name="取消", exact=True)).to_be_in_viewport()
    await expect(more).to_be_hidden()


async def test_the_answer_to_a_press_comes_into_sight(open_phone: OpenPhone, site: Site) -> None:
    phone = await open_phone(screen=SMALL)
    await phone.says("猪肉2斤")
    await phone.page.get_by_role("button", name="确认", exact=True).click()
    await expect(phone.page.get_by_text("收到：确认")).to_be_in_viewport(ratio=1)


async def test_what_takes_room_away_does_not_hide_the_last_line(open_phone: OpenPhone, site: Site) -> None:
    for number in range(30):
        await site.house.says(f"第{number}句")
    phone = await open_phone(screen=SMALL)
    last = phone.page.get_by_text("第29句")
    await expect(last).to_be_in_viewport()
    await phone.page.fill("#text", "一\n二\n三\n四")
    await phone.page.set_viewport_size({"width": 320, "height": 420})
    await expect(last).to_be_in_viewport()


async def test_five_thousand_characters_go_through_and_do_not_break_the_page(
    open_phone: OpenPhone, site: Site
) -> None:
    phone = await open_phone(screen=SMALL)
    await phone.says("肉" * 2_500 + "a" * 2_500)
    await expect(phone.page.locator("#lines .text")).to_have_count(2)
    assert len(site.house.updates[0].text) == 5_000
    assert await phone.page.evaluate("document.documentElement.scrollWidth") == SMALL[0]
