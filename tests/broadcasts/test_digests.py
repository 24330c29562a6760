"""The list of the day: real outstanding work, looked up when it is sent; one message a worker, once."""

from broadcasts.digests import SHOWN
from domain.errands import Kind
from domain.schedules import local_day
from domain.settings import Setting
from storage import addresses, errands, handovers, notices, outbox, people, recipients, rules, settings
from storage.addresses import Address
from storage.database import Transaction
from tests.broadcasts.mornings import (
    claim,
    go_out,
    half_past_seven,
    has_mornings,
    morning,
    settles_in_second_microgrid,
)
from tests.town import ACCOUNT, HOUR, ZONE, Town

NOTHING = "今天没有要办的"


async def unreachable(town: Town, *names: str) -> None:
    def leave(tx: Transaction) -> None:
        for name in names:
            addresses.mark(tx, Address(ACCOUNT, name), reachable=False)

    await town.database.write(leave)


async def test_grid_workers_and_cadres_get_one_message_with_all_that_is_outstanding(town: Town) -> None:
    await town.says("阿芳", "王芳 3幢202 13900000001")
    await town.says("李阿公", "找网格员")
    await unreachable(town, "王阿婆", "李阿婆", "李阿公")
    await town.notifies(town.notice())
    assert await morning(town) == ["小林", "小陈", "陈主任"]
    looks = "select count(*) from audit where action = 'see_digest'"
    assert await town.database.read(lambda tx: tx.connection.execute(looks).fetchone()[0]) == 3
    said = await town.last("小陈")
    assert said.startswith("今日清单，要办4件：转来的话1条，新邻居1位，打电话1户，敲门1户。")
    assert "1. 转来的话 李阿公 3幢201：“找网格员” 13800000001" in said
    assert "2. 新邻居 王芳 3幢202 13900000001" in said
    assert "3. 打电话 3幢202 王阿婆：停水 13800000002" in said
    assert "4. 敲门 3幢201 李阿公：停水 13800000001" in said
    assert await town.choices("小陈") == ["我来：李阿公", "确认 王芳", "3幢202 打过了", "3幢201 说了"]


async def test_a_report_that_came_in_a_minute_ago_is_not_on_it(town: Town) -> None:
    await unreachable(town, "王阿婆", "李阿婆", "李阿公")
    broadcast = await town.notifies(town.notice())
    await has_mornings(town)
    await half_past_seven(town)
    await town.says("小林", "3-202 说了")
    assert len(await go_out(town)) == 3
    assert "3幢202" not in await town.last("小陈")
    assert "3幢201" in await town.last("小陈")
    assert (await town.database.read(lambda tx: recipients.counts(tx, broadcast)))["told"] == 1


async def test_what_another_worker_sees_to_is_marked_and_comes_last(town: Town) -> None:
    await unreachable(town, "王阿婆", "李阿婆", "李阿公")
    await town.notifies(town.notice())
    await town.says("小林", "我去3-201")
    await morning(town)
    assert "2. 敲门 3幢201 李阿公：停水 13800000001【小林在办】" in await town.last("小陈")
    assert await town.choices("小陈") == ["3幢202 打过了"]
    assert "2. 打电话" in await town.last("小林") or "1. 打电话" in await town.last("小林")
    assert "【您在办】" in await town.last("小林")


async def test_who_has_nothing_to_do_is_told_so(town: Town) -> None:
    assert await morning(town) == ["小林", "小陈", "陈主任"]
    assert NOTHING in await town.last("小陈")


async def test_a_village_may_leave_an_empty_list_out(town: Town) -> None:
    author = town.people["陈主任"]
    await town.database.write(
        lambda tx: settings.put(tx, Setting.DIGEST_WHEN_NOTHING, town.village.id, "no", town.now, author, town.now)
    )
    assert await morning(town) == []
    assert NOTHING not in "".join(await town.heard("小陈"))
    [rule] = await town.database.read(lambda tx: rules.of_area(tx, town.village.id))
    [(_, broadcast)] = await town.database.read(lambda tx: rules.fired(tx, rule.id))
    assert await town.database.read(lambda tx: recipients.counts(tx, broadcast)) == {"cancelled": 3}


async def test_a_worker_of_another_micro_grid_sees_nothing_of_it(town: Town) -> None:
    await settles_in_second_microgrid(town)
    await town.says("阿芳", "王芳 3幢202 13900000001")
    await town.says("李阿公", "找网格员")
    await unreachable(town, "王阿婆", "李阿婆", "李阿公")
    await town.notifies(town.notice())
    assert "小黄" in await morning(town)
    assert NOTHING in await town.last("小黄")


async def test_what_somebody_asks_for_themselves_is_for_others(town: Town) -> None:
    await town.says("小陈", "找网格员")
    await morning(town)
    assert NOTHING in await town.last("小陈")
    assert "小陈 1幢101" in await town.last("小林")


async def test_what_differs_below_the_lines_shown_is_counted_for_each(town: Town) -> None:
    def ask(tx: Transaction) -> None:
        for _ in range(SHOWN):
            handovers.add(tx, "asked", town.people["李阿公"], Address(ACCOUNT, "李阿公"), 0, town.now)
        handovers.add(tx, "asked", town.people["小陈"], Address(ACCOUNT, "小陈"), 0, town.now + HOUR)
        lin = people.get(tx, town.people["小林"])
        assert lin is not None
        parcel = errands.New(lin.village, lin.area, lin.household, *[lin.id] * 3, Kind.ERRAND, "拿个包裹")
        errands.add(tx, parcel, town.now)

    await town.database.write(ask)
    await morning(town)
    assert (await town.last("小林")).startswith("今日清单，要办16件：转来的话16条。")
    assert (await town.last("小陈")).startswith("今日清单，要办16件：转来的话15条，代办1件。")


async def test_a_restarted_program_sends_it_once(town: Town) -> None:
    await has_mornings(town)
    await has_mornings(town)
    await half_past_seven(town)
    await town.later(0)
    rows = await town.database.write(lambda tx: claim(tx, town.now))
    assert len(rows) == 3

    def die(tx: Transaction) -> int:
        outbox.strand_all(tx, town.now)
        return outbox.sweep(tx, town.now + 120_000, 100)

    assert await town.database.write(die) == 3
    await town.later(0.1)
    assert await go_out(town) == []
    assert len(await town.database.read(lambda tx: rules.of_area(tx, town.village.id))) == 1


async def test_after_a_standstill_of_an_hour_it_comes_late_and_after_noon_not_at_all(town: Town) -> None:
    await has_mornings(town)
    await half_past_seven(town)
    assert len(await go_out(town)) == 3
    town.now += 25 * HOUR
    await town.later(0)
    assert len(await go_out(town)) == 3
    town.now += 29 * HOUR
    await town.later(0)
    assert await go_out(town) == []


async def test_a_cadre_switches_the_list_off_and_it_stays_off(town: Town) -> None:
    await has_mornings(town)
    await town.says("陈主任", "提醒列表")
    assert "今日清单" in await town.last("陈主任")
    await town.says("陈主任", "关掉提醒1")
    assert await morning(town) == []


async def test_a_cadre_sets_another_time_for_it_and_there_is_one_list_still(town: Town) -> None:
    await has_mornings(town)
    await town.says("陈主任", "提醒：每天8:15给网格员发今日清单")
    assert "今日清单" in await town.last("陈主任")
    await town.presses("陈主任", "保存")
    [rule] = await town.database.read(lambda tx: rules.of_area(tx, town.village.id))
    notice = await town.database.read(lambda tx: notices.get(tx, rule.notice))
    assert notice is not None
    assert notice.template == "digest"
    await half_past_seven(town)
    assert await go_out(town) == []
    await town.later(1)
    assert len(await go_out(town)) == 2
    assert NOTHING in await town.last("小陈")
    assert local_day(town.now, ZONE)


async def test_nobody_knocks_at_a_workers_door_for_their_own_list(town: Town) -> None:
    await unreachable(town, "小林")
    assert await morning(town) == ["小陈", "陈主任"]
    await unreachable(town, "陈主任")
    await town.says("小陈", "敲门名单")
    assert "今日清单" not in await town.last("小陈")
