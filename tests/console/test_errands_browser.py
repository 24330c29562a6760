"""The pages of errands in a real browser: on a phone they fit, on paper nothing of the screen is left."""

import pytest

from domain.errands import Kind
from storage import errands
from storage.database import Transaction
from tests.console.errands import ask_errand, works
from tests.console.test_browser import Desk, desk
from tests.town import HOUR, NOON

__all__ = ["desk"]

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

FITS = "document.documentElement.scrollWidth <= window.innerWidth"


async def busy(desk: Desk) -> int:
    """Errands in every state, one of them late; the id of the one with the longest history."""
    office = desk.office
    await ask_errand(office, "王阿婆", "买一瓶酱油、一包盐，还有两节五号电池，顺便看看有没有创可贴")
    late = await ask_errand(office, "李阿公", "一盒退烧药", kind=Kind.MEDICINE)
    await works(office, "小陈", await ask_errand(office, "李阿公"), promised=NOON + 3 * HOUR, fen=2_350)
    await works(office, "小陈", await ask_errand(office, "王阿婆", "换灯泡，螺口的"), done=True, fen=900)
    await ask_errand(office, "李阿公", "收垃圾", kind=Kind.RUBBISH)
    over = await ask_errand(office, "王阿婆", "寄快递")
    await works(office, "小陈", over, promised=NOON + HOUR, done=True)

    def work(tx: Transaction) -> None:
        found = errands.get(tx, late)
        assert found is not None
        errands.climb(tx, found, NOON)
        errands.note_ill(tx, late, office.people["李阿婆"], True, office.people["李阿公"], NOON)
        errands.reopen(tx, over, office.people["王阿婆"], NOON)
        errands.note(tx, over, office.people["王阿婆"], "why", NOON, words="送错门了")
        errands.take(tx, over, office.people["小陈"], NOON)
        errands.done(tx, over, office.people["小陈"], "hand", NOON)
        errands.confirm(tx, over, office.people["王阿婆"], NOON)

    await office.database.write(work)
    return over


async def test_the_list_fits_a_phone_and_paper(desk: Desk) -> None:
    await busy(desk)
    await desk.opens("/console/errands")
    assert await desk.page.evaluate(FITS)
    small = await desk.page.evaluate(
        """[...document.querySelectorAll("main a.whom, main .filters a, main button")]
        .filter((each) => each.offsetParent && each.getBoundingClientRect().height < 24).length"""
    )
    assert small == 0
    await desk.page.emulate_media(media="print")
    assert not await desk.page.locator(".filters").is_visible()
    assert not await desk.page.locator("header.top").is_visible()
    assert await desk.page.get_by_text("11月30日 12:00").first.is_visible()
    assert await desk.page.get_by_text("一盒退烧药").is_visible()
    assert desk.complaints == []


async def test_one_errand_fits_a_phone(desk: Desk) -> None:
    errand = await busy(desk)
    await desk.opens(f"/console/errands/{errand}")
    assert await desk.page.evaluate(FITS)
    assert await desk.page.get_by_text("送错门了").is_visible()
    assert desk.complaints == []
