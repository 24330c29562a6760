"""Suppliers have a voice: asked for quotes, sent the sheet, they confirm, report short and late, and buyers hear."""

import pytest

from domain.orders import Item, Window
from domain.people import Role
from storage import people, supplies, windows
from storage.addresses import Address, bind
from storage.database import Transaction
from tests.town import ACCOUNT, Town

CADRE, SUPPLIER = "陈主任", "老张"
GOODS = (
    Item(0, 0, "猪肉", "斤", 3_500, weighed=True), Item(0, 0, "鲫鱼", "斤", 2_000, weighed=True, aliases=("鱼",)),
    Item(0, 0, "鸡蛋", "盒", 2_000, case_size=12_000),
)  # fmt: skip


@pytest.fixture
async def market(town: Town) -> Town:
    """The town with a supplier who lives elsewhere."""

    def work(tx: Transaction) -> None:
        zhang = people.add(
            tx, SUPPLIER, town.village.id, town.now, terms=(), phone="13800000099", confirmed=True
        )
        people.give_role(tx, zhang, Role.SUPPLIER, town.village.id)
        bind(tx, Address(ACCOUNT, SUPPLIER), zhang, "zh", town.now)
        town.people[SUPPLIER] = zhang

    await town.database.write(work)
    return town


async def closed(town: Town) -> int:
    """A window with orders that has closed, and whose sheet the supplier has."""
    window = await town.opens_window(*GOODS, hours=1)
    for who, text in (("李阿公", "猪肉2斤 鱼3斤 鸡蛋1盒"), ("王阿婆", "鱼2斤")):
        await town.says(who, text)
        await town.says(who, "好")
    await town.later(2)
    await town.presses(CADRE, "发给供应商")
    return window


async def kinds(town: Town, window: int) -> list[str]:
    found = await town.database.read(lambda tx: supplies.of_window(tx, window))
    return [one.kind for one in found]


async def look(town: Town, window: int) -> Window:
    found = await town.database.read(lambda tx: windows.get(tx, window))
    assert found
    return found


async def test_a_quote_is_asked_for_answered_and_made_the_draft(market: Town) -> None:
    await market.says(CADRE, "询价 猪肉 鱼 给老张")
    assert "问了老张：猪肉、鱼" in await market.last(CADRE)
    assert "陈主任（王家村）想问价：猪肉、鱼" in await market.last(SUPPLIER)
    await market.says(SUPPLIER, "猪肉28 鱼15")
    assert "转给村里了" in await market.last(SUPPLIER)
    assert "老张报价：“猪肉28 鱼15”" in await market.last(CADRE)
    await market.presses(CADRE, "按这个价开团")
    draft = await market.last(CADRE)
    assert "1 猪肉　28元/斤" in draft
    assert "2 鱼　15元/斤" in draft


async def test_a_quote_that_cannot_be_read_is_passed_on_as_it_is(market: Town) -> None:
    await market.says(CADRE, "询价 猪肉")
    await market.says(SUPPLIER, "猪肉这两天拿不到")
    assert "“猪肉这两天拿不到”" in await market.last(CADRE)
    assert await market.choices(CADRE) == []


async def test_without_a_supplier_the_cadre_is_told(town: Town) -> None:
    await town.says(CADRE, "询价 猪肉")
    assert "没有找到供应商" in await town.last(CADRE)


async def test_a_villager_asks_no_supplier(market: Town) -> None:
    await market.says("李阿公", "询价 猪肉 给老张")
    assert await market.heard(SUPPLIER) == []


async def test_the_sheet_has_totals_and_whole_cases_and_nobody_s_name(market: Town) -> None:
    window = await closed(market)
    sheet = await market.last(SUPPLIER)
    for line in ("猪肉 2斤", "鲫鱼 5斤", "鸡蛋 12盒（1箱）", "陈主任 13800000021"):
        assert line in sheet
    for private in ("李阿公", "王阿婆", "幢"):
        assert private not in sheet
    assert await market.choices(SUPPLIER) == ["确认", "有缺货"]
    await market.presses(SUPPLIER, "确认")
    assert "单子确认了" in await market.last(CADRE)
    assert await kinds(market, window) == ["ordered", "confirmed"]


async def test_short_and_late_goes_to_the_cadre_and_after_their_ok_to_the_buyers(market: Town) -> None:
    window = await closed(market)
    await market.says(SUPPLIER, "鱼只有4斤，下午3点到")
    report = await market.last(CADRE)
    assert "鲫鱼只有4斤（要5）" in report
    assert f"/console/windows/{window}/arrived" in report
    assert not any("下午3点到" in text for text in await market.heard("李阿公"))
    await market.presses(CADRE, "把到货时间告诉大家")
    assert "的货下午3点到" in await market.last("李阿公")
    assert (await look(market, window)).arrives == "下午3点"
    assert await kinds(market, window) == ["ordered", "short", "arriving"]


async def test_arrival_is_told_once_the_cadre_says_so(market: Town) -> None:
    window = await closed(market)
    await market.says(SUPPLIER, "到了")
    assert "货到了" in await market.last(CADRE)
    await market.presses(CADRE, "告诉大家货到了")
    assert "请到文化礼堂来取" in await market.last("王阿婆")
    assert "告诉了2位" in await market.last(CADRE)
    before = len(await market.heard("王阿婆"))
    await market.presses(CADRE, "告诉大家货到了")
    assert len(await market.heard("王阿婆")) == before
    assert await kinds(market, window) == ["ordered", "arrived"]


async def test_what_is_unclear_is_asked_back(market: Town) -> None:
    window = await closed(market)
    await market.says(SUPPLIER, "没货")
    assert "没看清" in await market.last(SUPPLIER)
    assert await kinds(market, window) == ["ordered"]
    await market.presses(SUPPLIER, "有缺货")
    assert "哪样缺" in await market.last(SUPPLIER)


async def test_somebody_else_sends_no_sheet(market: Town) -> None:
    await market.opens_window(*GOODS, hours=1)
    await market.says("李阿公", "猪肉2斤")
    await market.says("李阿公", "好")
    await market.later(2)
    press = await market.button(CADRE, "发给供应商")
    await market.does(market.update("小陈", press=press))
    assert await market.heard(SUPPLIER) == []
