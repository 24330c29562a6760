"""Visits: a line from a worker is read back, kept once, and never changed; what was not said is asked."""

import asyncio

from broadcasts import forwarding
from domain.areas import Area
from domain.messages import FileReference
from domain.people import Role
from domain.settings import Setting
from domain.visits import FORGOTTEN
from storage import areas, dues, health_alarms, households, people, settings, visits
from storage.database import Transaction
from storage.visits import Visit
from tests.town import Town

PHOTO = FileReference("photo", "p" * 20, "image/jpeg", 5_000)


async def seen(town: Town, door: str) -> list[Visit]:
    """The visits of a household, the newest first."""

    def work(tx: Transaction) -> list[Visit]:
        key = door.replace("幢", "-")
        (home,) = households.at_door(tx, town.village.id, key)
        return visits.of_household(tx, home.id, 10)

    return await town.database.read(work)


async def row(town: Town, visit: Visit, column: str) -> object:
    def work(tx: Transaction) -> object:
        text = f"select {column} from visits where id = {visit.id}"  # noqa: S608
        return tx.connection.execute(text).fetchone()[0]

    return await town.database.read(work)


async def photos(town: Town, visit: Visit) -> list[str]:
    def work(tx: Transaction) -> list[str]:
        text = f"select photo from visit_photos where visit = {visit.id}"  # noqa: S608
        return [photo for (photo,) in tx.connection.execute(text).fetchall()]

    return await town.database.read(work)


async def second_microgrid(town: Town) -> None:
    """老赵 sees to another micro-grid of the same village, where 周大爷 lives at 10幢301."""

    def work(tx: Transaction) -> None:
        grid = areas.ensure(tx, town.village, "grid", "一网格")
        other: Area = areas.ensure(tx, grid, "microgrid", "一网格2组")
        town._settle(tx, "老赵", "10幢302", "13800000052", Role.GRID_WORKER, other)
        for door, key in (("10幢301", "10-301"), ("10幢302", "10-302")):
            tx.connection.execute(f"update households set area = {other.id} where door_key = '{key}'")  # noqa: S608
            households.ensure(tx, town.village.id, other.id, door, key, town.now)

    await town.database.write(work)


async def test_a_line_is_shown_back_in_fields_and_kept_when_confirmed(town: Town) -> None:
    await town.says("小陈", "3幢201 王家 4口人 体温都正常")
    assert (await town.last("小陈")).startswith("走访 3幢201：正常，王家，4口人。")
    assert await town.choices("小陈") == ["确认", "改", "取消"]
    assert await seen(town, "3幢201") == []
    await town.presses("小陈", "确认")
    (visit,) = await seen(town, "3幢201")
    assert (visit.result, visit.persons, visit.name, visit.day) == ("ok", 4, "小陈", "2026-11-30")
    assert "今天还有5户" in await town.last("小陈")


async def test_four_people_said_and_two_registered_is_said_and_changes_no_register(town: Town) -> None:
    await town.says("小陈", "3幢201 4口人 都正常")
    assert "登记的是2人，您说4口人" in await town.last("小陈")
    await town.presses("小陈", "确认")
    home = (await seen(town, "3幢201"))[0]
    assert home.persons == 4
    assert await town.database.read(lambda tx: len(people.in_village(tx, town.village.id))) == 7


async def test_a_villager_reports_no_visits(town: Town) -> None:
    await town.says("李阿公", "3幢202 4口人 都正常")
    assert "走访" not in await town.last("李阿公")
    await town.says("李阿公", "/visit 3幢202 都正常")
    assert "网格员" in await town.last("李阿公")
    assert await seen(town, "3幢202") == []


async def test_many_doors_in_one_line_are_confirmed_once_and_what_is_not_theirs_is_named(town: Town) -> None:
    await second_microgrid(town)
    await town.says("小陈", "3幢201到203都正常，202没人")
    said = await town.last("小陈")
    assert "走访2户" in said
    assert "3幢203：没有这个门，相近的有3幢202、3幢201" in said
    await town.says("小陈", "10幢301 都好")
    assert "归一网格2组（老赵），不是您的网格" in await town.last("小陈")
    await town.presses("小陈", "确认")
    assert [(await seen(town, door))[0].result for door in ("3幢201", "3幢202")] == ["ok", "no_answer"]


async def test_a_cadre_may_report_any_door_of_the_village(town: Town) -> None:
    await second_microgrid(town)
    await town.says("陈主任", "10幢301 都好")
    await town.presses("陈主任", "确认")
    assert (await seen(town, "10幢301"))[0].name == "陈主任"


async def test_a_door_that_does_not_exist_is_offered_its_nearest_ones(town: Town) -> None:
    await town.says("小陈", "3幢210 都好")
    assert "3幢210：没有这个门" in await town.last("小陈")
    assert await town.choices("小陈") == ["3幢201", "3幢202"]
    await town.presses("小陈", "3幢201")
    assert await town.last("小陈") == "3幢201，怎么样？"


async def test_a_range_over_two_streets_or_floors_is_asked_about_and_nothing_is_kept(town: Town) -> None:
    await town.says("小陈", "桥头路1号到文化路2号")
    assert "桥头路1号到文化路2号：跨了两条路，请一条一条说" in await town.last("小陈")
    await town.says("小陈", "桥头路1号到文化路2号都正常")
    assert "跨了两条路" in await town.last("小陈")
    await town.says("小陈", "3幢101到302都正常")
    assert "3幢101到302：跨了楼层" in await town.last("小陈")
    await town.says("小陈", "桥头路1号到文化路2号停水")
    assert "跨了" not in await town.last("小陈")


async def test_lines_that_come_one_by_one_wait_together_and_none_is_lost(town: Town) -> None:
    for line in ("3幢201 都正常", "3幢202 没人", "1幢101 2口人 36.5"):
        await town.says("小陈", line)
    assert "走访3户" in await town.last("小陈")
    await town.says("小陈", "3幢202 刚才开门了 1口人 都好")
    assert "3幢202　正常，1口人" in await town.last("小陈")
    await town.presses("小陈", "确认")
    assert [len(await seen(town, door)) for door in ("3幢201", "3幢202", "1幢101")] == [1, 1, 1]


async def test_more_about_the_one_door_that_waits_is_added_to_it(town: Town) -> None:
    await town.says("小陈", "3幢201 都正常")
    await town.says("小陈", "4口人")
    assert "3幢201：正常，4口人" in await town.last("小陈")
    await town.says("小陈", "老人37.8 咳嗽")
    assert "有人不舒服，4口人，体温37.8，咳嗽" in await town.last("小陈")


async def test_step_by_step_from_the_door_to_what_is_unusual(town: Town) -> None:
    await town.says("小陈", "走访")
    assert "哪一户？" in await town.last("小陈")
    await town.says("小陈", "3幢202")
    assert await town.choices("小陈") == ["都在家，都好", "没人应门", "不让登记", "有人不舒服", "有别的情况"]
    await town.presses("小陈", "都在家，都好")
    assert "还有别的要记吗" in await town.last("小陈")
    await town.says("小陈", "1口人，36.4")
    assert "3幢202：正常，1口人，体温36.4" in await town.last("小陈")
    await town.presses("小陈", "确认")
    assert (await seen(town, "3幢202"))[0].persons == 1


async def test_nobody_at_the_door_and_a_refusal_are_results_and_the_cadre_hears_of_the_refusal(town: Town) -> None:
    await town.says("小陈", "/visit")
    await town.presses("小陈", "3幢202")
    await town.presses("小陈", "没人应门")
    await town.presses("小陈", "确认")
    await town.says("小陈", "3幢201不让进，不肯登记")
    await town.presses("小陈", "确认")
    assert [(await seen(town, door))[0].result for door in ("3幢201", "3幢202")] == ["refused", "no_answer"]
    assert "小陈走访3幢201，对方不让登记" in await town.last("陈主任")
    assert not [text for text in await town.heard("小林") if "登记" in text]


async def test_a_cadre_who_was_refused_is_not_told_of_it_by_the_bot(town: Town) -> None:
    await town.says("陈主任", "3幢201不让进，不肯登记")
    await town.presses("陈主任", "确认")
    assert (await seen(town, "3幢201"))[0].result == "refused"
    assert not [text for text in await town.heard("陈主任") if "对方不让登记" in text]


async def test_todays_visit_by_another_is_noticed_and_asked_and_a_correction_is_a_new_row(town: Town) -> None:
    await town.says("小陈", "3幢201 没人")
    await town.presses("小陈", "确认")
    await town.says("小林", "3幢201 都正常 2口人")
    assert "今天12:00小陈已经报过（没人应门）" in await town.last("小林")
    assert "确认" not in await town.choices("小林")
    await town.says("小林", "好")
    assert len(await seen(town, "3幢201")) == 1
    await town.presses("小林", "上次报错了，改成这次")
    newest, oldest = await seen(town, "3幢201")
    assert (newest.replaces, newest.result, oldest.result) == (oldest.id, "ok", "no_answer")


async def test_a_repeat_of_todays_visit_is_not_kept(town: Town) -> None:
    for who in ("小陈", "小林"):
        await town.says(who, "3幢201 都正常")
        await town.presses(who, "确认" if who == "小陈" else "重复了，不记")
    assert len(await seen(town, "3幢201")) == 1


async def test_two_workers_who_confirm_the_same_door_at_once_do_not_both_count(town: Town) -> None:
    for who in ("小陈", "小林"):
        await town.says(who, "3幢201 都正常")
    await asyncio.gather(*(town.presses(who, "确认") for who in ("小陈", "小林")))
    assert len(await seen(town, "3幢201")) == 1
    last = {who: await town.last(who) for who in ("小陈", "小林")}
    late = next(who for who, said in last.items() if "已经报过" in said)
    await town.presses(late, "是补充")
    assert len(await seen(town, "3幢201")) == 2


async def test_the_same_press_again_keeps_nothing_more(town: Town) -> None:
    await town.says("小陈", "3幢201 都正常")
    button = await town.button("小陈", "确认")
    for _ in range(2):
        await town.does(town.update("小陈", press=button))
    assert len(await seen(town, "3幢201")) == 1


async def test_forty_four_people_are_asked_back(town: Town) -> None:
    await town.says("小陈", "3幢201 44口人 都正常")
    assert "真的是44口人吗" in await town.last("小陈")
    await town.says("小陈", "好")
    assert await seen(town, "3幢201") == []
    await town.says("小陈", "4口人")
    await town.presses("小陈", "确认")
    assert (await seen(town, "3幢201"))[0].persons == 4


async def test_somebody_ill_raises_the_alarm_when_the_visit_is_confirmed(town: Town) -> None:
    await town.says("小陈", "3幢202 老人一个 37.8 咳嗽")
    home = (await town.database.read(lambda tx: households.at_door(tx, town.village.id, "3-202")))[0]
    assert await town.database.read(lambda tx: health_alarms.open_of(tx, 0, home.id)) is None
    await town.presses("小陈", "确认")
    assert await town.database.read(lambda tx: health_alarms.open_of(tx, 0, home.id)) is not None
    assert "【体温异常】3幢202" in await town.last("刘医生")
    assert await town.choices("小陈") == ["我来处理"]


async def test_a_picture_and_a_position_are_kept_with_the_visit(town: Town) -> None:
    await town.says("小陈", "3幢201 都正常")
    await town.does(town.update("小陈", files=(PHOTO,)))
    await town.says("小陈", "📍 30.12345, 120.54321")
    assert "照片1张，有位置" in await town.last("小陈")
    await town.presses("小陈", "确认")
    (visit,) = await seen(town, "3幢201")
    assert await row(town, visit, "place") == "30.12345, 120.54321"
    (photo,) = await photos(town, visit)
    assert photo.startswith("saying:")
    kept = FileReference("photo", "a" * 64, "image/jpeg", kept=True)
    await town.database.write(lambda tx: forwarding.forward(tx, int(photo[7:]), kept, town.now, town.writer))
    assert await photos(town, visit) == ["a" * 64]


async def test_a_picture_with_such_words_under_it_is_a_visit(town: Town) -> None:
    await town.does(town.update("小陈", text="3幢201 都正常", files=(PHOTO,)))
    assert "3幢201：正常，照片1张" in await town.last("小陈")


async def test_a_picture_answers_what_else_is_to_be_noted(town: Town) -> None:
    await town.says("小陈", "/visit")
    await town.says("小陈", "3幢201")
    await town.presses("小陈", "都在家，都好")
    await town.does(town.update("小陈", files=(PHOTO,)))
    assert "3幢201：正常，照片1张" in await town.last("小陈")


async def test_a_picture_without_a_draft_goes_where_pictures_go(town: Town) -> None:
    await town.does(town.update("小陈", files=(PHOTO,)))
    assert "走访" not in await town.last("小陈")


async def test_todays_list_puts_reasons_first_and_gets_shorter(town: Town) -> None:
    await town.says("小陈", "3幢202 没人")
    await town.presses("小陈", "确认")
    await town.later(24)
    await town.says("小陈", "走访名单")
    said = await town.last("小陈")
    assert said.startswith("今天还有6户")
    assert "1. 3幢202　上次没人　上次11月30日" in said
    await town.says("小陈", "3幢202 都好")
    await town.presses("小陈", "确认")
    await town.says("小林", "走访名单")
    assert (await town.last("小林")).startswith("今天还有5户")
    assert "3幢202" not in await town.last("小林")


async def test_the_day_is_as_long_as_the_village_sets_it(town: Town) -> None:
    def shorten(tx: Transaction) -> None:
        settings.put(tx, Setting.VISIT_ROUND, town.village.id, "2", town.now, 0, town.now)

    await town.database.write(shorten)
    await town.says("小陈", "走访名单")
    assert (await town.last("小陈")).startswith("今天还有2户")
    await town.says("小陈", "1幢101和1幢102都正常")
    await town.presses("小陈", "确认")
    assert "今天的都走完了" in await town.last("小陈")


async def test_an_empty_home_is_in_no_round(town: Town) -> None:
    await town.says("小陈", "3幢202搬走了，房子空的")
    await town.presses("小陈", "确认")
    await town.later(24)
    await town.says("小陈", "走访名单")
    assert "3幢202" not in await town.last("小陈")


async def test_forgotten_doors_with_a_reason_are_named_in_the_evening(town: Town) -> None:
    await town.says("小陈", "3幢202 没人，3幢201 不让登记")
    await town.presses("小陈", "确认")
    await town.later(24)
    await town.database.write(lambda tx: _evenings(tx, town))
    await town.says("小林", "3幢201 都好")
    await town.presses("小林", "确认")
    await town.later(8.1)
    for worker in ("小陈", "小林"):
        assert (await town.last(worker)).startswith("今天有1户该看的还没去：\n1. 3幢202　上次没人")
    await town.later(24)
    assert (await town.last("小陈")).startswith("今天有1户该看的还没去")


def _evenings(tx: Transaction, town: Town) -> None:
    dues.set_due(tx, FORGOTTEN, town.village.id, town.now)


async def test_nothing_is_said_in_the_evening_when_nothing_was_forgotten(town: Town) -> None:
    await town.database.write(lambda tx: _evenings(tx, town))
    await town.later(9)
    assert await town.heard("小陈") == []


async def test_doors_due_stand_on_the_list_of_the_day_and_done_asks_how_it_was(town: Town) -> None:
    await town.says("小陈", "3幢202 没人")
    await town.presses("小陈", "确认")
    await town.later(24)
    await town.says("小陈", "今天要做什么")
    assert "走访 3幢202：上次没人应门" in await town.last("小陈")
    await town.presses("小陈", "3幢202 去过了")
    assert "3幢202，怎么样？" in (await town.heard("小陈"))[-2:]
    await town.presses("小陈", "没人应门")
    await town.presses("小陈", "确认")
    assert [visit.result for visit in await seen(town, "3幢202")] == ["no_answer", "no_answer"]


async def test_coverage_is_told_in_chat(town: Town) -> None:
    await town.says("小陈", "3幢201、3幢202 都正常")
    await town.presses("小陈", "确认")
    await town.says("陈主任", "走访情况")
    assert "一网格1组　2/6户，33%，今天2户，从没去过4户" in await town.last("陈主任")
    await town.says("王阿婆", "/coverage")
    assert "网格员" in await town.last("王阿婆")


async def test_a_draft_that_waits_outlasts_the_list_the_evening_and_a_door_told_step_by_step(town: Town) -> None:
    await town.says("小陈", "3幢201 都正常")
    await town.says("小陈", "走访名单")
    await town.presses("小陈", "3幢202")
    await town.presses("小陈", "没人应门")
    assert "走访2户" in await town.last("小陈")
    await town.database.write(lambda tx: _evenings(tx, town))
    await town.later(9)
    await town.says("小陈", "好")
    assert "记下了2户" in await town.last("小陈")


async def test_another_door_named_while_one_is_told_is_a_report_of_its_own(town: Town) -> None:
    await town.says("小陈", "3幢202 没人")
    await town.says("小陈", "/visit")
    await town.says("小陈", "3幢201")
    await town.presses("小陈", "有人不舒服")
    await town.says("小陈", "1幢101 2口人都好")
    said = await town.last("小陈")
    assert "1幢101　正常，2口人" in said
    assert "3幢202　没人应门" in said
    assert "3幢201" not in said


async def test_nothing_else_can_be_said_in_words_and_an_illness_taken_back(town: Town) -> None:
    for pressed, answered in (("都在家，都好", "走访 3幢201：正常"), ("有人不舒服", "好的，没有记")):
        await town.says("小陈", "/visit")
        await town.says("小陈", "3幢201")
        await town.presses("小陈", pressed)
        await town.says("小陈", "没有了")
        assert (await town.last("小陈")).startswith(answered)
        await town.says("小陈", "取消")


async def test_a_door_is_taken_out_of_a_draft_and_lines_that_are_no_visit_are_named(town: Town) -> None:
    await town.says("小陈", "3幢201 2口人 都好\n3幢202 没人\n猪肉2斤")
    assert "猪肉2斤：没看懂" in await town.last("小陈")
    await town.says("小陈", "去掉3幢202")
    assert (await town.last("小陈")).startswith("走访 3幢201：正常，2口人。")
    await town.says("小陈", "去掉3-201")
    assert "没有记" in await town.last("小陈")
    await town.says("小陈", "好")
    assert await seen(town, "3幢201") == []


async def test_a_whole_building_in_one_line_and_one_door_of_it_otherwise(town: Town) -> None:
    await town.says("小陈", "3幢全部走完，都正常，202没人")
    await town.presses("小陈", "确认")
    assert [(await seen(town, door))[0].result for door in ("3幢201", "3幢202")] == ["ok", "no_answer"]


async def test_a_door_of_a_list_that_was_not_read_is_named(town: Town) -> None:
    await town.settles("周大爷", "中塘1号")
    await town.says("小陈", "3幢201、中塘1号都正常")
    said = await town.last("小陈")
    assert "走访2户" in said or "中塘1号：没看懂" in said


async def test_a_door_alone_asks_how_it_was(town: Town) -> None:
    await town.says("小陈", "3幢202")
    assert await town.last("小陈") == "3幢202，怎么样？"
    await town.says("李阿公", "3幢202")
    assert "怎么样" not in await town.last("李阿公")


async def test_who_is_still_to_come_is_planned_by_a_visit(town: Town) -> None:
    await town.says("小陈", "3幢202 1口人 都好 儿子明天从无锡回")
    assert "儿子要从无锡回来，12月1日到" in await town.last("小陈")
    await town.presses("小陈", "确认")
    await town.later(22)
    assert "儿子（3幢202）说好今天从无锡回来，到了吗？" in await town.last("小陈")


async def test_words_on_the_list_of_the_day_are_read_back_before_they_are_kept(town: Town) -> None:
    await town.says("小陈", "3幢202 没人")
    await town.presses("小陈", "确认")
    await town.later(24)
    await town.says("小陈", "今天要做什么")
    await town.says("小陈", "1 不在家")
    assert "走访 3幢202：没人应门" in "\n".join((await town.heard("小陈"))[-2:])
    assert len(await seen(town, "3幢202")) == 1
    await town.presses("小陈", "确认")
    assert len(await seen(town, "3幢202")) == 2


async def test_an_order_that_a_worker_enters_for_somebody_is_no_visit(town: Town) -> None:
    await town.opens_window()
    await town.says("小陈", "3幢201李阿公 猪肉2斤")
    assert "走访" not in await town.last("小陈")
    await town.says("李阿公", "猪肉2斤 带鱼1斤")
    assert "走访" not in await town.last("李阿公")


async def test_a_press_of_somebody_who_may_no_longer_changes_nothing(town: Town) -> None:
    await town.says("小陈", "3幢201 都正常")

    def leave(tx: Transaction) -> None:
        tx.connection.execute(f"delete from roles where person = {town.people['小陈']}")  # noqa: S608

    await town.database.write(leave)
    await town.presses("小陈", "确认")
    assert await seen(town, "3幢201") == []


async def test_a_range_that_cannot_be_read_is_named_and_says_how_to_write_it(town: Town) -> None:
    await town.says("小陈", "3幢101到202都正常，202没人")
    said = await town.last("小陈")
    assert "3幢101到202：跨了楼层，请一层一层说" in said
    assert "· 3幢202　没人应门" in said or "3幢202" in said


async def test_a_range_with_its_street_said_twice_is_read(town: Town) -> None:
    for number in (1, 2, 3):
        await town.settles(f"张{number}", f"桥头路{number}号")
    await town.says("小陈", "桥头路1号到桥头路3号都正常，桥头路2号没人")
    assert "走访3户" in await town.last("小陈")


async def test_being_kept_out_is_a_refusal_told_once(town: Town) -> None:
    await town.says("小陈", "3幢202不让我进")
    assert "不让登记" in await town.last("小陈")
    await town.says("小陈", "拒绝开门 3幢201")
    await town.presses("小陈", "确认")
    assert "拒绝开门 " not in next(text for text in reversed(await town.heard("陈主任")) if "3幢201" in text)


async def test_words_about_other_rooms_do_not_change_the_door_in_hand(town: Town) -> None:
    await town.says("小陈", "3幢202没人")
    await town.says("小陈", "三组201、203都好，203有个从上海回来的")
    assert "3幢202：正常" not in await town.last("小陈")
    await town.says("小陈", "4口人")
    await town.presses("小陈", "确认")
    assert (await seen(town, "3幢202"))[0].result == "no_answer"


async def test_what_is_found_may_be_written_instead_of_pressed(town: Town) -> None:
    await town.says("小陈", "3幢202")
    await town.says("小陈", "老人咳嗽，没发烧")
    draft = await town.last("小陈")
    assert "3幢202" in draft
    assert "咳嗽" in draft
    assert await seen(town, "3幢202") == []
    await town.presses("小陈", "确认")
    assert (await seen(town, "3幢202"))[0].result == "ill"


async def test_other_words_under_how_it_is_are_heard_as_always(town: Town) -> None:
    await town.opens_window()
    await town.says("小陈", "3幢202")
    await town.says("小陈", "猪肉2斤")
    assert "您要的是" in await town.last("小陈")
    assert await seen(town, "3幢202") == []
