"""One whole round, from the announcement to the posted account, as it is played in a village (docs/tour.md)."""

import pytest

from domain.orders import Window
from storage import accounts, orders, waits, windows
from storage.database import Transaction
from tests.town import Town

NEIGHBOURS = (
    ("张大伯", "5幢101"), ("孙阿姨", "5幢102"), ("周师傅", "5幢201"), ("吴小妹", "5幢202"), ("郑老师", "6幢101"),
    ("钱大妈", "6幢102"), ("冯阿婆", "6幢201"), ("褚大哥", "6幢202"), ("卫阿姨", "7幢101"), ("蒋师傅", "7幢102"),
    ("沈小妹", "7幢201"), ("韩大爷", "7幢202"), ("杨阿婆", "8幢101"), ("朱大妈", "8幢102"),
)  # fmt: skip
ANNOUNCED = (
    "明天到货🐷土猪肉35（市场价45）每户限4斤，带鱼25（市场价32）共12斤，豆腐免费送(李大哥捐)共20块按户平分，"
    "酸奶 6元/袋 12袋一箱整箱起订，鸡蛋28元/盒，橙子5元/斤 满20斤才送，今晚8点截止，文化礼堂拿"
)
BY_TEXT = (
    ("李阿公", "猪肉2斤 豆腐2块"), ("张大伯", "猪肉3斤 带鱼4斤"), ("孙阿姨", "酸奶4袋 豆腐3块"),
    ("周师傅", "猪肉1斤半 鸡蛋1盒"), ("吴小妹", "酸奶5袋"), ("郑老师", "带鱼5斤 鸡蛋两盒"),
    ("钱大妈", "猪肉4斤不要肥的 豆腐2块"), ("冯阿婆", "豆腐5块"), ("褚大哥", "橙子6斤 猪肉2斤"),
    ("卫阿姨", "鸡蛋1盒 豆腐3块"), ("蒋师傅", "带鱼3斤"), ("沈小妹", "猪肉两斤 鸡蛋一盒"),
)  # fmt: skip


async def ordered(town: Town, who: str) -> dict[str, float]:
    """What somebody has in the newest window, by name, in the items' units."""
    return {name: amount / 1000 for name, amount in (await town.ordered(who, await newest(town))).items()}


async def newest(town: Town) -> int:
    return (await window_of(town)).id


async def window_of(town: Town) -> Window:
    return await town.database.read(lambda tx: windows.latest(tx, town.village.id, 1)[0])


async def conserved(town: Town) -> None:
    """Goods and money add up: what is taken is what orders and offers hold, what is owed is what was weighed."""

    def work(tx: Transaction) -> None:
        window = windows.latest(tx, town.village.id, 1)[0].id
        held: dict[int, int] = {}
        for order in orders.in_window(tx, window):
            for item, quantity in order.lines:
                held[item] = held.get(item, 0) + quantity
        for item in windows.items(tx, window):
            offered = sum(place.offered for place in waits.in_line(tx, item.id))
            assert item.taken == held.get(item.id, 0) + offered, item.name
        found = windows.get(tx, window)
        assert found is not None
        account = accounts.load(tx, found)
        assert account.owed == sum(home.owed for home in account.households)
        assert account.owed == account.received + account.carried + account.outstanding - account.to_pay_back

    await town.database.read(work)


async def opened(town: Town) -> None:
    for name, door in NEIGHBOURS:
        await town.settles(name, door)
    await town.says("陈主任", ANNOUNCED)
    await town.presses("陈主任", "开团")
    await town.says("陈主任", "取货 文化礼堂 15:00-16:30 每半小时6户")
    await town.presses("陈主任", "确认")


async def taken_in(town: Town) -> None:
    """Twelve by text, one from the queue, one by a chain post, one by a neighbour."""
    for who, text in BY_TEXT:
        await town.says(who, text)
        await town.presses(who, "确认")
    await town.presses("孙阿姨", "最多6袋")
    await town.says("吴小妹", "8")
    await town.says("韩大爷", "带鱼2斤")
    await town.presses("韩大爷", "排队")
    await town.says("蒋师傅", "带鱼改成1斤")
    await town.presses("蒋师傅", "确认")
    await town.later(0.01)
    await town.says("韩大爷", "要")
    await town.says("陈主任", "#接龙\n1. 杨阿婆 8幢101 猪肉2斤 豆腐2块")
    await town.presses("陈主任", "确认记下")
    await town.says("王阿婆", "帮8幢102朱大妈也来猪肉1斤 鸡蛋1盒")
    await town.presses("朱大妈", "同意，这次")
    await conserved(town)


async def divided(town: Town) -> None:
    """Closed; three 斤 of fish are missing."""
    await town.later(8)
    await town.says("陈主任", "带鱼到了9斤")
    await town.presses("陈主任", "按下单先后")
    await town.presses("陈主任", "确认")
    await conserved(town)


async def weighed_and_paid(town: Town) -> None:
    await town.says("陈主任", "称重")
    await town.says("陈主任", "1 猪肉 2.1\n2 猪肉 2.9\n2 带鱼 4.1\n4 猪肉 15")
    await town.presses("陈主任", "记下3条")
    await town.says("陈主任", "4 猪肉 1.52")
    await town.presses("陈主任", "记下1条")
    await town.says("陈主任", "称好了")
    await town.says("陈主任", "1号付了73.5 现金")
    await town.says("陈主任", "2号转了210")
    await town.presses("陈主任", "就是这么多")
    await town.says("陈主任", "退2号6元 现金")
    await conserved(town)


@pytest.fixture
async def round_(town: Town) -> Town:
    """A round that is open, with everybody's orders."""
    await opened(town)
    await taken_in(town)
    return town


async def test_everybody_orders_in_the_way_that_they_can(round_: Town) -> None:
    assert await ordered(round_, "韩大爷") == {"带鱼": 2}
    assert await ordered(round_, "杨阿婆") == {"土猪肉": 2, "豆腐": 2}
    assert await ordered(round_, "朱大妈") == {"土猪肉": 1, "鸡蛋": 1}
    assert "同意了" in await round_.last("王阿婆")


async def test_at_closing_the_case_is_full_and_what_missed_its_minimum_is_off(round_: Town) -> None:
    await round_.later(8)
    assert await ordered(round_, "孙阿姨") == {"酸奶": 6, "豆腐": 3}
    assert await ordered(round_, "吴小妹") == {"酸奶": 6}
    assert await ordered(round_, "褚大哥") == {"土猪肉": 2}
    assert any("橙子没凑够20斤" in text for text in await round_.heard("褚大哥"))
    await conserved(round_)


async def test_of_a_short_delivery_the_last_go_without_and_hear_it(round_: Town) -> None:
    await divided(round_)
    assert await ordered(round_, "郑老师") == {"带鱼": 5, "鸡蛋": 2}
    assert await ordered(round_, "蒋师傅") == {}
    assert any("带鱼没到齐" in text for text in await round_.heard("韩大爷"))


async def test_the_account_adds_up_to_the_fen_and_is_posted(round_: Town) -> None:
    await divided(round_)
    await weighed_and_paid(round_)
    await round_.says("陈主任", "谁没付钱")
    assert "一共803.2元" in await round_.last("陈主任")
    await round_.presses("陈主任", "提醒这些人")
    await round_.later(0.01)
    assert any("还有181元没付" in text for text in await round_.heard("郑老师"))
    await round_.says("陈主任", "付供应商700")
    await round_.says("陈主任", "结账")
    public = await round_.last("陈主任")
    assert "货款1080.7元" in public
    assert "豆腐：送出17块（李大哥送）" in public
    assert not any(name in public for name, _ in NEIGHBOURS)
    await round_.presses("陈主任", "发布")
    await round_.later(0.01)
    assert any("结账公布" in text for text in await round_.heard("李阿公"))
    assert (await window_of(round_)).settled_at
    await conserved(round_)


async def test_pressing_twice_and_late_changes_nothing(round_: Town) -> None:
    await divided(round_)
    await weighed_and_paid(round_)
    before = await round_.taken(await newest(round_))
    for who, label in (("陈主任", "记下1条"), ("陈主任", "就是这么多"), ("韩大爷", "要"), ("朱大妈", "同意，这次")):
        await round_.presses(who, label)
    assert await round_.taken(await newest(round_)) == before
    await conserved(round_)
