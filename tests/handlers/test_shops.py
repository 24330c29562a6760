"""A worker's round of shops in chat: six taps or one line, what is put right by when, and the next shop."""

from datetime import date

import pytest

from domain.checklists import Checklist
from domain.messages import FileReference
from domain.shops import Check, Result, Shop
from storage import areas, checks, shops
from storage.database import Transaction
from tests.errands import in_hand
from tests.town import NOON, Town

DAY = 24


@pytest.fixture
async def street(town: Town) -> Town:
    """Three shops of the workers' micro-grid, one of another."""

    def work(tx: Transaction) -> None:
        grid = areas.ensure(tx, town.village, "grid", "一网格")
        other = areas.ensure(tx, grid, "microgrid", "一网格2组")
        for name, where, place in (("李记面馆", "东街", 1), ("奶茶店", "东街", 2), ("桥头超市", "北街", 1)):
            shops.add(tx, town.microgrid, town.village.id, name, where, 0, town.now, place=place)
        shops.add(tx, other, town.village.id, "远山理发店", "西街", 0, town.now)

    await town.database.write(work)
    return town


async def shop(town: Town, name: str) -> Shop:
    found = await town.database.read(lambda tx: shops.in_area(tx, town.village.path))
    return next(each for each in found if each.name == name)


async def history(town: Town, number: int) -> list[Check]:
    return await town.database.read(lambda tx: checks.of_shop(tx, number))


async def six(town: Town, *failed: int) -> None:
    for number in range(1, 7):
        await town.presses("小陈", "不合格" if number in failed else "合格")


async def test_six_taps_in_one_message_that_changes_and_the_next_shop_is_offered(street: Town) -> None:
    await street.says("小陈", "查店")
    assert "要查3家" in await street.last("小陈")
    assert await street.choices("小陈") == ["李记面馆", "奶茶店", "桥头超市", "加一家店"]
    await street.presses("小陈", "李记面馆")
    assert "▶ 1. 门口贴了戴口罩的提示" in await street.last("小陈")
    await six(street)
    assert "九小行业六项6项查完，合格。下次12月" in await street.last("小陈")
    assert "下一家：奶茶店" in await street.choices("小陈")
    one = await shop(street, "李记面馆")
    (check,) = await history(street, one.id)
    assert check.ending == "passed"
    assert set(check.results.values()) == {Result.OK}
    await street.presses("小陈", "下一家：奶茶店")
    await street.presses("小陈", "全部合格")
    assert "下一家：桥头超市" in await street.choices("小陈")
    await street.later(6 * DAY)
    await street.says("小陈", "查店")
    assert "要查1家" in await street.last("小陈")
    await street.later(DAY)
    await street.says("小陈", "查店")
    assert "要查3家" in await street.last("小陈")


async def test_a_failed_item_wants_a_photo_and_a_day_and_is_seen_again(street: Town) -> None:
    await street.says("小陈", "查李记面馆")
    await six(street, 3, 5)
    assert "第3项不合格，请拍一张照片" in await street.last("小陈")
    await street.sends("小陈", FileReference("photo", "a" * 64, "image/jpeg", kept=True))
    assert "第5项不合格，请拍一张照片" in await street.last("小陈")
    await street.presses("小陈", "不拍了")
    assert "什么时候整改好" in await street.last("小陈")
    await street.says("小陈", "昨天")
    assert "已经过去了" in await street.last("小陈")
    await street.presses("小陈", "明天")
    said = await street.last("小陈")
    assert "2项不合格，记下了" in said
    assert "✗ 5. 有废弃口罩专用桶（没有照片）" in said
    assert "12月1日（周二）前整改好" in said
    await street.presses("小陈", "已上报")
    assert "李记面馆：已上报" in await street.last("小陈")
    await street.presses("小陈", "已上报")
    assert "已经记过了" in await street.last("小陈")
    await street.later(DAY)
    assert not (await shop(street, "李记面馆")).due(street.now)
    await street.later(DAY)
    await street.says("小陈", "李记面馆 都合格")
    assert "上次不合格的（三本台账：员工、顾客、消毒；有废弃口罩专用桶）都整改好了" in await street.last("小陈")
    await street.presses("小陈", "确认")
    assert "整改好了" in await street.last("小陈")
    one = await shop(street, "李记面馆")
    second, first = await history(street, one.id)
    assert second.second_of == first.id
    assert len(second.items) == 2
    assert first.photos == {3: "a" * 64, 5: ""}
    assert first.reported_at is not None


async def test_the_photo_that_a_check_asks_for_is_not_taken_for_an_errands(street: Town) -> None:
    await in_hand(street)
    await street.says("小陈", "查李记面馆")
    await six(street, 3)
    await street.sends("小陈", FileReference("photo", "a" * 64, "image/jpeg", kept=True))
    assert "照片收到，记在李记面馆第3项" in "".join((await street.heard("小陈"))[-2:])


async def test_a_day_said_while_the_photo_is_asked_for_is_kept_for_afterwards(street: Town) -> None:
    await street.says("小陈", "查李记面馆")
    await six(street, 3)
    await street.says("小陈", "昨天")
    assert "已经过去了" in await street.last("小陈")
    await street.says("小陈", "后天")
    assert "12月2日前整改好，记着了。第3项不合格，请拍一张照片" in (await street.last("小陈")).replace("\n", "")
    await street.presses("小陈", "不拍了")
    assert "12月2日（周三）前整改好" in await street.last("小陈")


async def test_items_are_said_in_words_and_what_was_said_before_stays_on_record(street: Town) -> None:
    await street.says("小陈", "查李记面馆")
    await street.says("小陈", "1 3 不合格，2不适用")
    said = await street.last("小陈")
    assert "✗ 1." in said
    assert "▶ 4." in said
    await street.says("小陈", "3合格")
    await street.says("小陈", "9 不合格")
    assert "这张表只有6项，没有第9项" in await street.last("小陈")
    await street.says("小陈", "其余合格")
    assert "第1项不合格，请拍一张照片" in await street.last("小陈")
    await street.says("小陈", "不拍了")
    await street.says("小陈", "周五前")
    assert "12月4日（周五）前整改好" in await street.last("小陈")

    def findings(tx: Transaction) -> list[str]:
        rows = tx.connection.execute("select result from shop_findings where item = 3 order by id")
        return [row[0] for row in rows.fetchall()]

    assert await street.database.read(findings) == ["bad", "ok"]


async def test_one_line_is_read_back_and_closes_a_shop_until_it_is_put_right(street: Town) -> None:
    await street.says("小陈", "奶茶店没登记，通知停业")
    assert "通知停业，原因“没登记”，对吗" in await street.last("小陈")
    assert not await history(street, (await shop(street, "奶茶店")).id)
    await street.presses("小陈", "确认")
    assert "奶茶店（东街）：通知停业，记下了。原因：没登记" in await street.last("小陈")
    assert (await shop(street, "奶茶店")).state == "stopped"
    await street.later(8 * DAY)
    await street.says("小陈", "查店")
    assert "奶茶店　停业中" in await street.last("小陈")
    await street.says("小陈", "奶茶店 都合格")
    await street.presses("小陈", "确认")
    assert (await shop(street, "奶茶店")).state == "open"


async def test_a_line_that_says_what_failed_asks_the_rest(street: Town) -> None:
    await street.says("小陈", "李记面馆没有台账")
    said = await street.last("小陈")
    assert "✗ 3. 三本台账" in said
    assert "▶ 1." in said
    await street.says("小陈", "李记面馆 不合格")
    assert "▶ 1." in await street.last("小陈")


async def test_a_shop_that_is_shut_comes_again_tomorrow_and_one_that_is_gone_never(street: Town) -> None:
    await street.says("小陈", "李记面馆今天没开门")
    await street.presses("小陈", "确认")
    assert "今天没开门，记下了，明天再查" in await street.last("小陈")
    assert not (await shop(street, "李记面馆")).due(street.now)
    await street.later(DAY)
    assert (await shop(street, "李记面馆")).due(street.now)
    await street.says("小陈", "李记面馆搬走了")
    await street.presses("小陈", "确认")
    await street.says("小陈", "查店")
    assert "李记面馆" not in await street.last("小陈")


async def test_an_unknown_shop_is_not_guessed_and_can_be_added_on_the_way(street: Town) -> None:
    await street.says("小陈", "李家面馆 都合格")
    assert "没有登记“李家面馆”" in await street.last("小陈")
    assert await street.choices("小陈") == ["李记面馆", "加上“李家面馆”"]
    await street.says("小陈", "老王修车铺 全部合格")
    await street.presses("小陈", "加上“老王修车铺”")
    assert "在哪条街上" in await street.last("小陈")
    await street.says("小陈", "东街")
    assert "老王修车铺（东街）加上了" in await street.last("小陈")
    assert (await shop(street, "老王修车铺")).place == 3
    await street.says("小陈", "加店 老王修车铺 东街")
    assert "早就在名单上了" in await street.last("小陈")
    await street.presses("小陈", "开始查")
    assert "老王修车铺（东街）" in await street.last("小陈")


async def test_a_shop_of_another_area_is_not_theirs(street: Town) -> None:
    await street.says("小陈", "/check 远山理发店")
    assert "在别人的网格里" in await street.last("小陈")
    await street.says("小陈", "远山理发店 都合格")
    assert "在别人的网格里" in await street.last("小陈")
    await street.says("李阿公", "/check 李记面馆")
    assert "不归您查" in await street.last("李阿公")


async def test_two_workers_cannot_look_at_the_same_shop_at_once(street: Town) -> None:
    await street.says("小陈", "查李记面馆")
    await street.presses("小陈", "合格")
    await street.later(2.9)
    await street.says("小林", "查李记面馆")
    assert "小陈12:00开始查李记面馆了" in await street.last("小林")
    await street.says("小陈", "查李记面馆")
    assert "▶ 2." in await street.last("小陈")
    await street.later(0.2)
    await street.says("小林", "查李记面馆")
    assert "▶ 1." in await street.last("小林")
    await street.presses("小陈", "合格")
    assert "已经结束了，没有再改" in await street.last("小陈")


async def test_a_list_that_changes_meanwhile_leaves_the_look_as_it_began(street: Town) -> None:
    await street.says("小陈", "查李记面馆")
    await street.presses("小陈", "合格")
    new = Checklist("村里的表", date(2026, 11, 30), ("大门开着", "有人"), NOON, 3)
    await street.database.write(lambda tx: shops.add_checklist(tx, street.village.id, new, 0, street.now))
    await street.presses("小陈", "其余都合格")
    assert "检查表刚才改过" in await street.last("小陈")
    await street.says("小陈", "查奶茶店")
    assert "村里的表" in await street.last("小陈")
    await street.presses("小陈", "全部合格")
    assert "下次12月3日" in await street.last("小陈")


async def test_a_photo_without_a_check_is_a_photo_like_any_other(street: Town) -> None:
    await street.sends("小陈", FileReference("photo", "b" * 64, "image/jpeg", kept=True))
    assert "面馆" not in await street.last("小陈")
    await street.says("小陈", "查李记面馆")
    await street.says("小陈", "2不合格，其余合格")
    await street.presses("小陈", "不拍了")
    await street.presses("小陈", "今天")
    await street.sends("小陈", FileReference("photo", "c" * 64, "image/jpeg", kept=True))
    assert "记在李记面馆第2项" in await street.last("小陈")


async def test_the_list_of_the_day_begins_a_look_and_records_nothing_by_itself(street: Town) -> None:
    await street.says("小陈", "今日清单")
    assert "店铺检查 李记面馆 东街" in await street.last("小陈")
    await street.presses("小陈", "查 李记面馆")
    assert any("▶ 1." in text for text in (await street.heard("小陈"))[-2:])
    assert not await history(street, (await shop(street, "李记面馆")).id)
    await street.says("小林", "今日清单")
    await street.says("小林", "1 办好了")
    assert "小陈在办" in "".join((await street.heard("小林"))[-2:])
    await street.says("小林", "3 不在家")
    assert "没找到人" in "".join((await street.heard("小林"))[-2:])


async def test_who_lost_the_role_cannot_press_what_was_asked(street: Town) -> None:
    await street.says("小陈", "查李记面馆")

    def dismiss(tx: Transaction) -> None:
        tx.connection.execute("delete from roles")

    await street.database.write(dismiss)
    await street.presses("小陈", "合格")
    assert "不归您查" in await street.last("小陈")


async def test_a_cadre_adds_shops_to_the_village_and_their_orders_stay_orders(street: Town) -> None:
    await street.opens_window()
    await street.says("陈主任", "豆腐2块")
    assert "豆腐" in await street.last("陈主任")
    await street.says("陈主任", "加店 村口小卖部 村口")
    assert "加上了" in await street.last("陈主任")
    assert (await shop(street, "村口小卖部")).area == street.village.id


