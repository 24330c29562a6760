"""A window that comes again: its draft is sent when its day has come, changed in words, and never opens by itself."""

from domain.orders import Item, Window
from storage import rounds, windows
from storage.database import Transaction
from tests.town import HOUR, NOON, Town

CADRE = "陈主任"
PASTED = "土猪肉35元/斤 限4斤，带鱼25元/斤，今晚8点截止，文化礼堂拿"
DAY = 24 * HOUR


async def every(town: Town) -> list[Window]:
    def work(tx: Transaction) -> list[Window]:
        return [found for window in windows.every(tx) if (found := windows.get(tx, window.id)) is not None]

    return await town.database.read(work)


async def opened(town: Town) -> Window:
    await town.says(CADRE, PASTED)
    await town.presses(CADRE, "开团")
    return (await every(town))[0]


async def test_a_press_under_a_window_that_was_opened_makes_it_a_series(town: Town) -> None:
    await opened(town)
    await town.presses(CADRE, "每3天开一期")
    assert "12月3日（周四）12:00把下一期的草稿发给您" in await town.last(CADRE)
    assert (await every(town))[0].every_days == 3


async def test_the_next_round_is_proposed_on_its_day_and_opens_only_when_confirmed(town: Town) -> None:
    first = await opened(town)
    await town.says(CADRE, "每3天开一次")
    await town.presses(CADRE, "改")
    await town.later(9)
    await town.later(62)
    assert "该开下一期了" not in await town.last(CADRE)
    await town.later(1.5)
    draft = await town.last(CADRE)
    assert "和上次一样的团购要开吗" in draft
    assert "1 土猪肉　35元/斤　每户限4斤" in draft
    assert "截止：12月3日（周四）20:00" in draft
    assert await town.choices(CADRE) == ["开团", "修改", "这次不开"]
    assert len(await every(town)) == 1
    await town.says(CADRE, "猪肉38")
    assert "1 土猪肉　38元/斤" in await town.last(CADRE)
    await town.presses(CADRE, "开团")
    second = (await every(town))[0]
    assert (second.previous, second.every_days, second.items[0].price) == (first.id, 3, 3_800)
    await town.later(9)
    await town.later(64)
    assert sum("该开下一期了" in text for text in await town.heard(CADRE)) == 2


async def test_who_declines_is_asked_again_a_round_later(town: Town) -> None:
    await opened(town)
    await town.presses(CADRE, "每3天开一期")
    await town.later(9)
    await town.later(64)
    await town.presses(CADRE, "这次不开")
    assert len(await every(town)) == 1
    await town.later(72)
    assert sum("该开下一期了" in text for text in await town.heard(CADRE)) == 2


async def test_a_series_is_ended_in_words(town: Town) -> None:
    await opened(town)
    await town.presses(CADRE, "每3天开一期")
    await town.later(9)
    await town.says(CADRE, "不再续开")
    assert "不再续开" in await town.last(CADRE)
    await town.later(72)
    assert not any("该开下一期了" in text for text in await town.heard(CADRE))


async def test_a_villager_makes_no_series(town: Town) -> None:
    await opened(town)
    await town.later(9)
    await town.says("李阿公", "每3天开一次")
    assert (await every(town))[0].every_days == 0


async def test_what_sold_and_what_was_left_is_kept_by_round(town: Town) -> None:
    await town.opens_window(Item(0, 0, "鸡蛋", "盒", 2_000, quota=20_000), Item(0, 0, "青菜", "斤", 450), hours=1)
    await town.says("李阿公", "鸡蛋3盒")
    await town.says("李阿公", "好")
    await town.later(2)
    assert town.now > NOON
    ((window, goods),) = await town.database.read(lambda tx: rounds.lately(tx, town.village.id))
    assert window.state == "closed"
    assert [(each.name, each.sold, each.left) for each in goods] == [("鸡蛋", 3_000, 17_000), ("青菜", 0, None)]
