"""Bags are ticked by number, deliveries go by routes, and nobody reads why somebody stays at home."""

import pytest

from domain.people import Role, Status
from storage import bags, households, people
from storage.database import Transaction
from tests.handlers.test_pickups import add_slots, bag_of, holds, home, orders
from tests.town import Town


async def closed(town: Town, *who: str) -> int:
    """A window in which these have ordered, closed and numbered by door."""
    window = await town.opens_window()
    for name in who:
        await orders(town, name, "鸡蛋1盒")
    await town.later(8)
    await town.later(0.01)
    return window


async def gives_role(town: Town, who: str, role: Role) -> None:
    await town.database.write(lambda tx: people.give_role(tx, town.people[who], role, town.village.id))


async def test_a_number_ticks_the_bag_and_says_what_is_to_be_paid(town: Town) -> None:
    window = await closed(town, "李阿公", "王阿婆")
    await town.says("小陈", "1")
    assert "✓ 1号 3幢201 取走了。还要付20元" in await town.last("小陈")
    assert "还有1袋" in await town.last("小陈")
    assert (await bag_of(town, window, "李阿公")).handed_by == town.people["小陈"]


async def test_a_repeat_says_who_handed_it_out_and_when(town: Town) -> None:
    await closed(town, "李阿公")
    await town.says("小陈", "1")
    await town.says("陈主任", "取1")
    assert "1号 3幢201 之前已经取走了：小陈，11月30日（周一）20:00" in await town.last("陈主任")


async def test_several_numbers_are_ticked_at_once_and_a_tick_is_undone(town: Town) -> None:
    window = await closed(town, "李阿公", "王阿婆")
    await town.says("小陈", "取1 2 7")
    for words in ("✓ 1号 3幢201", "✓ 2号 3幢202", "没有7号"):
        assert words in await town.last("小陈")
    await town.says("小陈", "1没取")
    assert "1号 3幢201 改回没取" in await town.last("小陈")
    assert (await bag_of(town, window, "李阿公")).handed_at == 0
    await town.says("小陈", "1没取")
    assert "本来就没有记" in await town.last("小陈")


async def test_a_villager_ticks_nothing(town: Town) -> None:
    window = await closed(town, "李阿公", "王阿婆")
    for words in ("1", "取1", "1没取", "2送到了"):
        await town.says("王阿婆", words)
    assert (await bag_of(town, window, "李阿公")).handed_at == 0
    assert (await bag_of(town, window, "王阿婆")).handed_at == 0


async def test_before_closing_a_number_ticks_nothing(town: Town) -> None:
    await town.opens_window()
    await orders(town, "李阿公")
    await town.says("小陈", "1")
    assert "取走" not in await town.last("小陈")


async def test_with_two_windows_the_number_is_asked_about(town: Town) -> None:
    first, second = await closed(town, "李阿公"), await closed(town, "王阿婆")
    await town.says("小陈", "1")
    assert "1号是哪一个团的" in await town.last("小陈")
    assert (await town.choices("小陈"))[-1] == "都不是"
    await town.says("小陈", "2")
    assert (await bag_of(town, first, "李阿公")).handed_at
    await town.says("小陈", "1")
    assert (await bag_of(town, second, "王阿婆")).handed_at


async def test_a_volunteer_ticks_and_somebody_whose_role_ended_does_not(town: Town) -> None:
    window = await closed(town, "李阿公")
    await gives_role(town, "王阿婆", Role.VOLUNTEER)
    await town.says("王阿婆", "1")
    assert (await bag_of(town, window, "李阿公")).handed_by == town.people["王阿婆"]


async def test_a_handed_bag_keeps_its_slot(town: Town) -> None:
    window = await town.opens_window()
    await add_slots(town, window, 5, 5)
    await orders(town, "李阿公")
    await town.says("李阿公", "1")
    await town.later(8)
    await town.says("小陈", "1")
    await town.says("李阿公", "换个时间")
    assert "余" not in "".join(await town.choices("李阿公"))


# Deliveries


async def with_deliveries(town: Town) -> int:
    window = await town.opens_window()
    await holds(town, "李阿公", Status.OBSERVATION)
    await holds(town, "王阿婆", Status.ELDER)
    for who in ("李阿公", "王阿婆", "刘医生"):
        await orders(town, who)
    await town.says("刘医生", "送上门")
    await town.later(8)
    await town.later(0.01)
    return window


async def test_deliveries_are_divided_when_confirmed_and_each_gets_a_route(town: Town) -> None:
    window = await with_deliveries(town)
    await town.says("陈主任", "送货 小陈 小林")
    assert "小陈2户，小林1户" in await town.last("陈主任")
    assert not any("送货单" in text for text in await town.heard("小陈"))
    await town.says("陈主任", "好")
    assert "分好了" in await town.last("陈主任")
    route = await town.last("小陈")
    assert "1. 1幢104　1号袋\n2. 3幢201　2号袋" in route
    assert "1. 3幢202　3号袋" in await town.last("小林")
    for told in (route, await town.last("小林")):
        assert not any(word in told for word in ("观察", "隔离", "老人", "阿公", "阿婆", "刘医生", "138"))
    assert (await bag_of(town, window, "王阿婆")).volunteer == town.people["小林"]


async def test_a_press_under_the_route_tells_the_household(town: Town) -> None:
    window = await with_deliveries(town)
    await town.says("陈主任", "送货 小陈")
    await town.presses("陈主任", "确认")
    assert await town.choices("小陈") == ["1送到了", "2送到了", "3送到了"]
    await town.presses("小陈", "2送到了")
    assert "✓ 2号 3幢201 放门口了" in await town.last("小陈")
    assert "放在门口了，袋号2" in await town.last("李阿公")
    await town.says("小陈", "3送到了")
    assert "放在门口了，袋号3" in await town.last("王阿婆")
    await town.presses("小陈", "2送到了")
    assert "之前已经送到了：小陈" in await town.last("小陈")
    await town.says("小陈", "送货单")
    assert "1户，按这个顺序走" in await town.last("小陈")
    assert (await bag_of(town, window, "刘医生")).handed_at == 0


async def test_more_bags_than_buttons_follow_when_the_first_are_brought(town: Town) -> None:
    window = await with_deliveries(town)

    def more(tx: Transaction) -> None:
        for number in range(20, 32):
            made = households.ensure(tx, town.village.id, town.microgrid.id, f"{number}号", f"{number}", town.now)
            row = {"household": made.id, "window": window}
            tx.sql.bags.add(tx.connection, tenant=tx.tenant, secret=f"s{number}", **row)
            tx.sql.bags.settle(tx.connection, tenant=tx.tenant, way="delivery", slot=0, chosen=1, **row)
            tx.sql.bags.number(tx.connection, [{"tenant": tx.tenant, "number": number, **row}])
            tx.connection.execute(
                f"insert into orders select tenant, {made.id}, window_id, {made.id}, {made.id}, 'confirmed', 0, 0 "  # noqa: S608
                f"from orders where household = {home(tx, town, '李阿公')}"
            )

    await town.database.write(more)
    await town.says("陈主任", "送货 小陈")
    await town.presses("陈主任", "确认")
    assert len(await town.choices("小陈")) == 8
    for number in (1, 2, 3, 20, 21, 22, 23, 24):
        await town.presses("小陈", f"{number}送到了")
    assert "7户，按这个顺序走" in await town.last("小陈")
    assert (await town.choices("小陈"))[0] == "25送到了"


async def test_who_is_taken_off_the_route_hears_it(town: Town) -> None:
    await with_deliveries(town)
    await town.says("陈主任", "送货 小陈")
    await town.presses("陈主任", "确认")
    await town.says("陈主任", "送货 小林")
    await town.presses("陈主任", "确认")
    assert "不用送了" in await town.last("小陈")
    assert "3户，按这个顺序走" in await town.last("小林")
    await town.says("小陈", "送货单")
    assert await town.last("小陈") == "您现在没有要送的。"


async def test_who_is_not_known_as_a_carrier_is_named(town: Town) -> None:
    await with_deliveries(town)
    await town.says("陈主任", "送货 小陈 王阿婆")
    assert "找不到能送货的王阿婆" in await town.last("陈主任")


async def test_a_villager_divides_nothing(town: Town) -> None:
    await with_deliveries(town)
    await town.says("王阿婆", "送货 小陈 小林")
    assert not any("送货单" in text for text in await town.heard("小陈"))


# Why somebody stays at home


@pytest.mark.parametrize(("words", "status"), [("3幢202 腿脚不便", "bedridden"), ("3幢202 独居老人", "elder")])
async def test_a_worker_notes_that_a_household_cannot_come(town: Town, words: str, status: str) -> None:
    await town.says("小陈", words)
    assert "3幢202记为" in await town.last("小陈")

    def statuses(tx: Transaction) -> list[str]:
        return households.statuses(tx, home(tx, town, "王阿婆"), town.now)

    assert await town.database.read(statuses) == []
    await town.says("小陈", "对")
    assert await town.database.read(statuses) == [status]
    await town.opens_window()
    await orders(town, "王阿婆")
    await town.later(8)
    await town.later(0.01)
    assert "送到您家门口" in await town.last("王阿婆")
    await town.says("小陈", "3幢202 不用送上门了")
    await town.presses("小陈", "对")
    town.now += 1
    assert await town.database.read(statuses) == []


async def test_a_villager_notes_nothing_of_a_neighbour(town: Town) -> None:
    await town.says("李阿公", "3幢202 腿脚不便")
    assert "记为" not in await town.last("李阿公")


async def test_a_door_that_is_not_there_is_not_noted(town: Town) -> None:
    await town.says("小陈", "9幢999 卧床")
    assert "没有登记" in await town.last("小陈")


async def test_no_audit_is_missing(town: Town) -> None:
    window = await closed(town, "李阿公")
    await town.says("小陈", "1")
    household = (await bag_of(town, window, "李阿公")).household

    def deeds(tx: Transaction) -> list[str]:
        rows = tx.sql.audit.about(tx.connection, tenant=tx.tenant, subject=household, count=9)
        return [row[2] for row in rows]

    assert await town.database.read(deeds) == ["hand_out"]
    assert await town.database.read(lambda tx: bags.in_slot(tx, window, 0)) == []


async def test_who_hands_out_asks_what_is_left(town: Town) -> None:
    await town.opens_window()
    for who in ("李阿公", "王阿婆"):
        await town.says(who, "青菜1斤")
        await town.says(who, "好")
    await town.later(10)
    await town.says("小陈", "还有几袋没取")
    assert "还有2袋没取：\n1号 3幢201\n2号 3幢202" in await town.last("小陈")
    await town.says("小陈", "一号取了")
    await town.says("小陈", "谁还没取")
    assert "还有1袋没取：\n2号 3幢202" in await town.last("小陈")
    await town.says("小陈", "一号没取 记错了")
    assert "改回没取" in await town.last("小陈")
    await town.says("小陈", "1号 2号取了")
    await town.says("小陈", "还没取的")
    assert "都取走了" in await town.last("小陈")
    await town.says("王阿婆", "谁还没取")
    assert "3幢" not in await town.last("王阿婆")
