"""A cadre writes a notice in chat, reads it back, changes it in words and by buttons, and sends it once."""

from functools import partial

import pytest

from broadcasts import reading_back
from broadcasts.reading_back import Previewer
from domain.messages import FileReference
from domain.notices import Notice
from domain.people import Role
from domain.settings import Setting
from storage import addresses, areas, audit, notices, people, settings, windows
from storage.addresses import Address
from storage.database import Transaction
from tests.town import ACCOUNT, HOUR, Town

CADRE = "陈主任"
CUT = "发通知：明天8点到12点停水，请提前接水。"


async def sent(town: Town) -> int:
    """How many broadcasts there are."""
    return await town.database.read(lambda tx: tx.connection.execute("select count(*) from broadcasts").fetchone()[0])


async def newest(town: Town) -> Notice:
    found = await town.database.read(lambda tx: notices.latest(tx, town.village.id, 1))
    return found[0]


async def test_one_sentence_and_one_press_send_it_to_the_village(town: Town) -> None:
    await town.says(CADRE, CUT)
    shown = await town.last(CADRE)
    assert "明天8点到12点停水，请提前接水。" in shown
    assert "发给：王家村，7人" in shown
    assert "李阿公" in shown
    assert "聊天里7人（Telegram 7）" in shown
    assert "发送" in await town.choices(CADRE)
    await town.presses(CADRE, "发送")
    assert "通知1发出去了" in await town.last(CADRE)
    await town.later(0)
    assert "停水" in await town.last("李阿公")
    assert await town.choices("李阿公") == ["收到"]


async def test_a_double_press_sends_it_once_and_says_what_was_done(town: Town) -> None:
    await town.says(CADRE, CUT)
    button = await town.button(CADRE, "发送")
    for _ in range(2):
        await town.does(town.update(CADRE, press=button))
    assert await sent(town) == 1
    assert "发送" in await town.last(CADRE)


async def test_the_command_asks_for_the_words(town: Town) -> None:
    await town.says(CADRE, "/notice")
    assert "内容" in await town.last(CADRE)
    await town.says(CADRE, "后天下午2点开会，有问题打电话给我13800000021。")
    assert "后天下午2点开会，有问题打电话给我13800000021。" in await town.last(CADRE)


async def test_words_for_others_call_no_help(town: Town) -> None:
    await town.says(CADRE, "发通知：5幢着火了，有人受伤，请绕行。")
    assert "5幢着火了" in await town.last(CADRE)
    assert await town.heard("小陈") == []


async def test_a_cry_for_help_is_none_of_the_words(town: Town) -> None:
    await town.says(CADRE, "/notice")
    await town.says(CADRE, "着火了！")
    assert await town.heard("小陈") != []


async def test_whom_it_is_for_is_said_first_or_changed(town: Town) -> None:
    await town.says(CADRE, "给3号楼发通知 明天停水")
    assert "3人" in await town.last(CADRE)
    await town.says(CADRE, "给一网格")
    assert "发给：一网格，7人" in await town.last(CADRE)
    await town.presses(CADRE, "发给谁")
    await town.says(CADRE, "1号楼")
    assert "4人" in await town.last(CADRE)


async def test_a_place_that_there_is_not_is_named_with_what_there_is(town: Town) -> None:
    await town.says(CADRE, "给9号楼发通知 明天停水")
    assert "没有9号楼" in await town.last(CADRE)
    await town.says(CADRE, "3号楼")
    assert "3人" in await town.last(CADRE)


async def test_an_audience_of_nobody_is_said_and_cannot_be_sent(town: Town) -> None:
    await town.says(CADRE, "给3号楼卧床的发通知 明天停水")
    assert "一个人也没有" in await town.last(CADRE)
    assert "发送" not in await town.choices(CADRE)


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("8点改成9点", "明天9点到12点停水"), ("按钮：能来、不能来", "能来、不能来（按人算）"),
        ("不要按钮", "按钮：没有"), ("按户统计", "按户算"), ("紧急", "【紧急】"),
        ("24小时内有效", "12月1日（周二）12:00以后不再送"), ("明天早上7点发", "12月1日（周二）07:00发"),
        ("今晚8点发", "11月30日（周一）20:00发"), ("内容：后天停电。", "后天停电。"),
    ],
)  # fmt: skip
async def test_a_draft_is_changed_in_words(town: Town, said: str, shown: str) -> None:
    await town.says(CADRE, CUT)
    await town.says(CADRE, said)
    assert shown in await town.last(CADRE)
    assert await sent(town) == 0


async def test_a_new_time_alone_takes_the_place_of_the_only_one(town: Town) -> None:
    await town.says(CADRE, "发通知：明天早上7点开会。")
    await town.says(CADRE, "改成8点")
    assert "明天早上8点开会" in await town.last(CADRE)
    await town.says(CADRE, "内容：8点到12点停水。")
    await town.says(CADRE, "改成9点")
    assert "没有改" in await town.last(CADRE)


async def test_buttons_change_a_draft_too(town: Town) -> None:
    await town.says(CADRE, CUT)
    await town.presses(CADRE, "改成按户算")
    await town.presses(CADRE, "标成紧急")
    shown = await town.last(CADRE)
    assert "按户算" in shown
    assert "【紧急】" in shown
    await town.presses(CADRE, "换按钮")
    await town.says(CADRE, "参加、不参加")
    assert "参加、不参加" in await town.last(CADRE)
    await town.presses(CADRE, "改内容")
    await town.says(CADRE, "后天停水。")
    assert "后天停水。" in await town.last(CADRE)
    await town.presses(CADRE, "发送")
    made = await newest(town)
    assert (made.texts, made.counted, made.emergency) == ({"zh": "后天停水。"}, "household", True)
    assert [choice.value for choice in made.choices] == ["yes", "no"]


async def test_a_draft_is_still_there_after_something_else(town: Town) -> None:
    await town.says(CADRE, CUT)
    await town.says(CADRE, "我的订单")
    await town.says(CADRE, "给3号楼")
    assert "3人" in await town.last(CADRE)
    await town.says(CADRE, "发送")
    assert await sent(town) == 1


async def test_sent_by_words_as_by_the_button(town: Town) -> None:
    await town.says(CADRE, CUT)
    await town.says(CADRE, "发吧")
    assert await sent(town) == 1


async def test_a_draft_is_dropped(town: Town) -> None:
    await town.says(CADRE, CUT)
    await town.presses(CADRE, "不发了")
    assert await sent(town) == 0
    assert "不发了" in await town.last(CADRE)


async def test_readers_of_english_are_named_before_sending(town: Town) -> None:
    await town.says("李阿公", "/language en")
    await town.says(CADRE, CUT)
    assert "有1人看英文" in await town.last(CADRE)
    await town.says(CADRE, "英文：No water tomorrow from 8 to 12. Please call me.")
    assert "看英文" not in await town.last(CADRE)
    await town.presses(CADRE, "发送")
    await town.later(0)
    assert "No water tomorrow" in await town.last("李阿公")
    assert "停水" in await town.last("王阿婆")


async def test_an_english_text_that_says_the_old_time_is_taken_off(town: Town) -> None:
    await town.says("李阿公", "/language en")
    await town.says(CADRE, CUT)
    await town.says(CADRE, "英文：No water from eight.")
    await town.says(CADRE, "8点改成9点")
    assert "有1人看英文" in await town.last(CADRE)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("发通知：{姓明}您好，明天停水。", "{姓名}"), ("发通知：{时间}停水。", "{时间}"),
        ("发通知：" + "停水" * 3_000, "太长了"),
        ("发通知：停水\u202e了。", "看不见"), ("发通知：{姓名停水。", "括号"),
    ],
)  # fmt: skip
async def test_what_cannot_be_sent_is_refused_with_its_place(town: Town, text: str, named: str) -> None:
    await town.says(CADRE, text)
    assert named in await town.last(CADRE)
    assert "发送" not in await town.choices(CADRE)
    await town.says(CADRE, "明天停水。")
    assert "发送" in await town.choices(CADRE)


async def test_markup_goes_out_as_it_is_written_and_is_pointed_out(town: Town) -> None:
    await town.says(CADRE, "发通知：<b>明天</b>停水。")
    assert "照原样" in await town.last(CADRE)
    await town.presses(CADRE, "发送")
    await town.later(0)
    assert "<b>明天</b>停水。" in await town.last("李阿公")


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("4月31日早上8点发", "没有“4月31日”这一天"), ("昨天早上8点发", "已经过了"),
        ("11月29日早上8点发", "已经过了"), ("早上8点发", "已经过了"),
    ],
)  # fmt: skip
async def test_a_time_that_cannot_be_is_said(town: Town, said: str, answer: str) -> None:
    await town.says(CADRE, CUT)
    await town.says(CADRE, said)
    assert answer in await town.last(CADRE)
    await town.says(CADRE, "现在发")
    assert "发送" in await town.choices(CADRE)


async def test_which_seven_is_asked(town: Town) -> None:
    await town.says(CADRE, CUT)
    await town.says(CADRE, "明天7点发")
    assert "早上还是晚上" in await town.last(CADRE)
    await town.presses(CADRE, "晚上")
    assert "12月1日（周二）19:00发" in await town.last(CADRE)
    await town.presses(CADRE, "定好，到时发")
    assert "定在12月1日（周二）19:00" in await town.last(CADRE)
    await town.later(30)
    assert "停水" not in await town.last(CADRE) or await town.heard("李阿公") == []
    await town.later(2)
    assert "停水" in await town.last("李阿公")


async def test_a_time_that_passed_while_it_waited_is_not_sent(town: Town) -> None:
    await town.says(CADRE, CUT)
    await town.says(CADRE, "今晚8点发")
    town.now += 9 * HOUR
    await town.presses(CADRE, "定好，到时发")
    assert "已经过了" in await town.last(CADRE)
    assert await sent(town) == 0


async def test_a_picture_goes_with_it(town: Town) -> None:
    photo = FileReference("photo", "a" * 64, "image/jpeg", kept=True)
    await town.does(town.update(CADRE, text="发通知：请看图。", files=(photo,)))
    await town.presses(CADRE, "发送")
    await town.later(0)
    copy = (await town.said_to("李阿公"))[-1]
    assert copy.file is not None
    assert copy.file.reference == "a" * 64


async def test_a_picture_may_follow_and_is_waited_for(town: Town) -> None:
    await town.says(CADRE, CUT)
    await town.sends(CADRE, FileReference("photo", "vendor", "image/jpeg"))
    await town.presses(CADRE, "发送")
    assert "还没存好" in await town.last(CADRE)
    assert await sent(town) == 0


async def test_a_shipped_notice_asks_for_its_values_one_by_one(town: Town) -> None:
    await town.says(CADRE, "发通知 模板")
    assert "停水、停电、停气" in await town.last(CADRE)
    await town.says(CADRE, "模板 停水")
    for said in ("3号楼到6号楼", "明天上午8点", "下午5点", "抢修水管"):
        await town.says(CADRE, said)
    await town.presses(CADRE, "跳过")
    shown = await town.last(CADRE)
    assert "3号楼到6号楼" in shown
    assert "抢修水管" in shown
    await town.presses(CADRE, "发送")
    assert (await newest(town)).template == "cut"


async def test_a_shipped_notice_is_chosen_by_its_number(town: Town) -> None:
    await town.says(CADRE, "/notice")
    await town.says(CADRE, "模板")
    await town.says(CADRE, "7")
    assert "传什么" in await town.last(CADRE)


async def test_a_round_of_tests_is_said_building_by_building(town: Town) -> None:
    await town.says(CADRE, "发通知 模板 检测")
    await town.says(CADRE, "3号楼 8:00-8:30 小广场\n1号楼 25:00 小广场")
    assert "第2行" in await town.last(CADRE)
    await town.says(CADRE, "3号楼 8:00-8:30 小广场\n1号楼 9:00-9:30 小广场")
    for _ in range(3):
        await town.says(CADRE, "跳过")
    assert "没有写" not in await town.last(CADRE)
    await town.presses(CADRE, "发送")
    await town.later(0)
    assert "8:00-8:30" in await town.last("李阿公")
    assert "9:00-9:30" in await town.last("小陈")


async def test_who_may_send_none_is_told_whom_to_ask(town: Town) -> None:
    for who in ("李阿公", "小陈"):
        await town.says(who, CUT)
        assert "陈主任" in await town.last(who)
        await town.says(who, "/notice")
        assert "陈主任" in await town.last(who)
    assert await sent(town) == 0


async def test_a_group_buy_is_no_notice_and_a_notice_no_group_buy(town: Town) -> None:
    await town.says(CADRE, "通知：明天到货土猪肉35一斤，带鱼25一斤，今晚8点截止，文化礼堂拿")
    assert "开团" in await town.choices(CADRE)
    await town.presses(CADRE, "取消")
    await town.says(CADRE, "通知：各位村民，明天停水。")
    assert "发送" in await town.choices(CADRE)
    await town.says(CADRE, "发通知：开团了，土猪肉35一斤，带鱼25一斤，今晚8点截止")
    assert "发送" in await town.choices(CADRE)
    assert await town.database.read(lambda tx: windows.latest(tx, town.village.id, 1)) == []


async def above(town: Town) -> None:
    """Another village, and a leader of both."""

    def work(tx: Transaction) -> None:
        other = areas.ensure(tx, None, "village", "李家村")
        person = people.add(tx, "周大姐", other.id, town.now, terms=(), confirmed=True)
        addresses.bind(tx, Address(ACCOUNT, "周大姐"), person, "zh", town.now)
        leader = people.add(tx, "赵书记", other.id, town.now, terms=(), confirmed=True)
        people.give_role(tx, leader, Role.STREET, other.id)
        people.give_role(tx, leader, Role.STREET, town.village.id)
        addresses.bind(tx, Address(ACCOUNT, "赵书记"), leader, "zh", town.now)
        town.people |= {"周大姐": person, "赵书记": leader}

    await town.database.write(work)


async def test_outside_ones_area_a_second_person_confirms(town: Town) -> None:
    await above(town)
    await town.says(CADRE, "给李家村发通知：明天停水")
    assert "要等一个人确认：赵书记" in await town.last(CADRE)
    await town.presses(CADRE, "发送")
    assert "在等人确认：赵书记" in await town.last(CADRE)
    await town.later(0)
    assert await town.heard("周大姐") == []
    assert "明天停水" in await town.last("赵书记")
    await town.presses("赵书记", "同意发")
    assert "赵书记同意了" in await town.last(CADRE)
    await town.later(0)
    assert "明天停水" in await town.last("周大姐")


async def test_a_second_person_says_why_not(town: Town) -> None:
    await above(town)
    await town.says(CADRE, "给李家村发通知：明天停水")
    await town.presses(CADRE, "发送")
    await town.presses("赵书记", "不同意")
    await town.says("赵书记", "他们村的水不停。")
    assert "他们村的水不停。" in await town.last(CADRE)
    await town.later(0)
    assert await town.heard("周大姐") == []


async def test_a_number_that_another_question_waits_for_lets_no_notice_go_out(town: Town) -> None:
    await above(town)
    await town.says(CADRE, "给李家村发通知：明天停水")
    await town.presses(CADRE, "发送")
    await town.says("赵书记", "/remind")
    await town.says("赵书记", "1")
    states = await town.database.read(lambda tx: tx.connection.execute("select state from broadcasts").fetchall())
    assert states == [("waiting",)]
    await town.says("赵书记", "同意发")
    states = await town.database.read(lambda tx: tx.connection.execute("select state from broadcasts").fetchall())
    assert states == [("scheduled",)]


async def a_day(town: Town, most: int) -> None:
    """So many notices one person may send within a day here."""
    setting, village = Setting.NOTICES_A_DAY, town.village.id
    await town.database.write(lambda tx: settings.put(tx, setting, village, str(most), 0, 0, town.now))


async def test_beyond_so_many_a_day_a_second_person_confirms_and_an_emergency_waits_for_nobody(town: Town) -> None:
    await above(town)
    await a_day(town, 1)
    for words in (CUT, "发通知：后天停电。"):
        await town.says(CADRE, words)
        await town.presses(CADRE, "发送")
    assert "在等人确认：赵书记" in await town.last(CADRE)
    assert "一天里已经发了不少" in await town.last("赵书记")
    await town.says(CADRE, "发通知：水管爆了，马上关水。")
    await town.presses(CADRE, "标成紧急")
    assert "够多了" not in await town.last(CADRE)
    await town.presses(CADRE, "发送")
    assert "发出去了" in await town.last(CADRE)


async def test_where_nobody_can_confirm_it_is_said_what_to_do_until_the_day_is_over(town: Town) -> None:
    await a_day(town, 1)
    await town.says(CADRE, CUT)
    await town.presses(CADRE, "发送")
    await town.says(CADRE, "发通知：后天停电。")
    assert "请并成一条、过些时候再发；真急的说“紧急”" in await town.last(CADRE)
    assert "发送" not in await town.choices(CADRE)
    town.now += 25 * HOUR
    await town.says(CADRE, "发通知：后天停电。")
    await town.presses(CADRE, "发送")
    assert "发出去了" in await town.last(CADRE)


async def test_a_correction_is_none_of_the_notices_of_a_day(town: Town) -> None:
    await a_day(town, 1)
    await town.says(CADRE, CUT)
    await town.presses(CADRE, "发送")
    await town.later(0)
    await town.says(CADRE, "更正通知1：明天9点停水。")
    assert "够多了" not in await town.last(CADRE)
    assert "发送" in await town.choices(CADRE)


async def test_with_nobody_to_confirm_it_cannot_be_sent(town: Town) -> None:
    await above(town)
    await town.database.write(lambda tx: tx.connection.execute("delete from roles where role = 'street'") and None)
    await town.says(CADRE, "给李家村发通知：明天停水")
    assert "没有能确认的人" in await town.last(CADRE)
    assert "发送" not in await town.choices(CADRE)


async def test_that_names_were_looked_at_is_in_the_record(town: Town) -> None:
    await town.says(CADRE, CUT)
    for name in ("小林", "李阿公"):
        record = await town.database.read(partial(audit.about, subject=town.people[name]))
        assert [(actor, action) for actor, _, action, _ in record] == [(town.people[CADRE], "see_person")]




async def test_it_is_sent_every_morning_until_a_day(town: Town) -> None:
    await town.says(CADRE, "发通知：请量体温。")
    await town.says(CADRE, "每天早上7:30发到20号")
    assert "重复发：每天7:30，到12月20日为止。头几次：12月1日（周二）07:30、12月2日" in await town.last(CADRE)
    await town.presses(CADRE, "定好，到时发")
    assert "提醒1" in await town.last(CADRE)
    await town.later(19.5)
    assert len(await town.heard("李阿公")) == 1
    await town.later(24)
    assert len(await town.heard("李阿公")) == 2
    assert await sent(town) == 2


async def test_what_a_second_person_must_confirm_is_not_repeated(town: Town) -> None:
    await above(town)
    await town.says(CADRE, "给李家村发通知：明天停水")
    await town.says(CADRE, "每天早上7:30发")
    await town.presses(CADRE, "定好，到时发")
    assert "只能发给您自己管的人" in await town.last(CADRE)
    assert await sent(town) == 0


async def test_a_large_audience_is_counted_beside_the_turns(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading_back, "LARGE", 6)
    await town.says(CADRE, CUT)
    assert "正在数" in await town.last(CADRE)
    assert await town.choices(CADRE) == ["不发了"]
    previewer = Previewer(town.database, town.writer, {"telegram": 30.0}, lambda: town.now)
    await previewer.show()
    await previewer.show()
    heard = await town.heard(CADRE)
    assert "7人" in heard[-1]
    assert len([each for each in heard if "还没有发，请看一遍" in each]) == 1
    await town.presses(CADRE, "发送")
    assert await sent(town) == 1
    await town.says(CADRE, "给3号楼发通知：明天停水")
    assert "3人" in await town.last(CADRE)


async def test_a_draft_that_was_dropped_is_not_shown_when_it_is_counted(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading_back, "LARGE", 6)
    await town.says(CADRE, CUT)
    await town.presses(CADRE, "不发了")
    await Previewer(town.database, town.writer, {}, lambda: town.now).show()
    assert "谁也没收到" in await town.last(CADRE)


async def test_at_night_it_is_said_when_it_goes_out(town: Town) -> None:
    town.now += 11 * HOUR  # 23:00
    await town.says(CADRE, CUT)
    assert "12月1日（周二）06:30才开始送" in await town.last(CADRE)
    await town.presses(CADRE, "发送")
    assert "12月1日（周二）06:30开始送" in await town.last(CADRE)
    await town.later(0)
    await town.says(CADRE, "通知1怎么样了")
    assert "早上再送" in await town.last(CADRE)
    await town.later(8)
    await town.says(CADRE, "通知1怎么样了")
    assert "早上再送" not in await town.last(CADRE)


async def test_words_by_building_are_shown_as_somebody_reads_them_of_whose_building_something_was_said(
    town: Town,
) -> None:
    await town.says(CADRE, "发通知 模板 检测")
    await town.says(CADRE, "3号楼 8:00-8:30 小广场")
    for _ in range(3):
        await town.says(CADRE, "跳过")
    said = await town.last(CADRE)
    assert "时间：8:00-8:30" in said
    assert "（这是3幢" in said


async def test_buildings_of_which_nothing_was_said_are_named(town: Town) -> None:
    await town.says(CADRE, "发通知 模板 检测")
    await town.says(CADRE, "3号楼 8:00-8:30 小广场")
    for _ in range(3):
        await town.says(CADRE, "跳过")
    assert "这些楼没有写：1号楼" in await town.last(CADRE)


async def test_a_picture_with_other_words_is_none_of_the_draft(town: Town) -> None:
    await town.says(CADRE, CUT)
    photo = FileReference("photo", "b" * 64, "image/jpeg", kept=True)
    await town.does(town.update(CADRE, text="收款码", files=(photo,)))
    assert "请看一遍" not in await town.last(CADRE)


async def test_a_question_about_orders_is_no_word_of_a_notice(town: Town) -> None:
    await town.says(CADRE, "/notice")
    await town.says(CADRE, "我的订单")
    assert "请看一遍" not in await town.last(CADRE)


async def test_a_notice_in_english_lacks_the_chinese(town: Town) -> None:
    await town.says("李阿公", "/language en")
    await town.says(CADRE, "send a notice: No water tomorrow.")
    assert "有6人看中文" in await town.last(CADRE)
    await town.says(CADRE, "中文：明天停水。")
    assert "看中文" not in await town.last(CADRE)
    await town.presses(CADRE, "发送")
    await town.later(0)
    assert "No water" in await town.last("李阿公")
    assert "明天停水" in await town.last("王阿婆")


async def test_a_place_alone_says_whom_the_draft_is_for(town: Town) -> None:
    await town.says(CADRE, "给一网格的志愿者发通知：明天开会")
    assert "一个人也没有" in await town.last(CADRE)
    await town.says(CADRE, "全村")
    assert "7人" in await town.last(CADRE)
