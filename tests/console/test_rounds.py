"""What sold and was left over the rounds as a chart and in numbers; what passed with suppliers, donors and wishes."""

import re

from domain.orders import Item
from storage import people, supplies, windows
from storage.database import Transaction
from storage.supplies import Supply
from tests.console.house import Office
from tests.town import Town


async def sold(town: Town, title: str, amount: int) -> int:
    """A round that has closed."""
    window = await town.opens_window(
        Item(0, 0, "鸡蛋", "盒", 2_000, quota=20_000), Item(0, 0, "青菜", "斤", 450), title=title, hours=1
    )
    await town.says("李阿公", f"鸡蛋{amount}盒 青菜1斤")
    await town.says("李阿公", "好")
    await town.later(2)
    return window


async def test_the_rounds_are_drawn_and_stand_in_numbers(office: Office) -> None:
    for number, amount in enumerate((3, 20, 8), 1):
        await sold(office.town, f"第{number}团", amount)
    async with office.signed_in("陈主任") as client:
        text = (await client.get("/console/rounds")).text
        assert "/console/rounds" in (await client.get("/console")).text
    assert text.count('<rect class="sold"') == 6
    heights = [float(height) for height in re.findall(r'class="sold"[^>]*height="([\d.]+)"', text)]
    assert heights[3:] == [10.8, 72.0, 28.8]
    assert 'role="img"' in text
    assert "剩 17" in text
    assert text.index("鸡蛋（盒）") > text.index("<table>")


async def test_only_whoever_opens_windows_sees_the_rounds_and_supplies(office: Office) -> None:
    window = await sold(office.town, "第一团", 3)
    async with office.signed_in("小陈") as client:
        for path in ("/console/rounds", f"/console/windows/{window}/supplies"):
            assert (await client.get(path)).status_code == 404


async def test_before_the_first_round_the_page_says_so(office: Office) -> None:
    async with office.signed_in("陈主任") as client:
        assert "还没有结束的团购" in (await client.get("/console/rounds")).text


async def test_gifts_and_wishes_stand_beside_the_window(office: Office) -> None:
    town = office.town
    window = await office.opens()
    await town.says("王阿婆", "有盐吗")
    await town.says("李阿公", "明早送橘子80斤")
    await town.presses("李阿公", "不留名")
    await town.presses("陈主任", "收下")
    await town.presses("陈主任", "放进周六鲜菜团（先订先得）")
    async with office.signed_in("陈主任") as client:
        text = (await client.get(f"/console/windows/{window}/supplies")).text
        assert f"/console/windows/{window}/supplies" in (await client.get(f"/console/windows/{window}")).text
    assert "爱心人士: 橘子 80斤" in text
    assert "盐 · 1 户" in text
    assert "李阿公" not in text


async def test_what_passed_with_a_supplier_stands_beside_the_window(office: Office) -> None:
    window = await office.opens()
    goods = (await office.database.read(lambda tx: windows.items(tx, window)))[0]

    def passed(tx: Transaction) -> None:
        village = office.town.village.id
        zhang = people.add(tx, "老张", village, office.town.now, terms=(), confirmed=True)
        for kind, content in (
            ("asked", {"goods": ["猪肉"]}), ("ordered", {"items": {str(goods.id): 80_000}}), ("confirmed", {}),
            ("short", {"short": {str(goods.id): 50_000}}), ("arriving", {"arrives": "3点"}), ("arrived", {}),
        ):  # fmt: skip
            about = 0 if kind == "asked" else window
            supplies.note(tx, Supply(0, about, village, zhang, kind, content, 0, 1), office.town.now)

    await office.database.write(passed)
    async with office.signed_in("陈主任") as client:
        answer = await client.get(f"/console/windows/{window}/supplies")
    assert answer.status_code == 200
    assert "老张" in answer.text
    assert "土猪肉 80斤" in answer.text
    assert "3点" in answer.text
