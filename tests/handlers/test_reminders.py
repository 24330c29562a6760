"""A cadre sets, reads, changes and stops reminders in their own words, and reads the next times before saving."""

import pytest

from domain.rules import Do, Follow, Rule, State
from domain.schedules import Relative
from domain.spans import HOUR
from storage import rules
from tests.town import Town

CADRE = "陈主任"


async def kept(town: Town, number: int = 1) -> Rule | None:
    return await town.database.read(lambda tx: rules.numbered(tx, town.village.id, number))


async def test_one_line_makes_a_rule_with_its_next_times_shown_before(town: Town) -> None:
    await town.says(CADRE, "提醒全村的网格员每天7:30和16:30，到20号为止：请交日报")
    said = await town.last(CADRE)
    assert "什么时候：每天7:30、16:30，到12月20日为止" in said
    assert "接下来：今天（周一）16:30；明天（周二）7:30；明天（周二）16:30" in said
    assert "网格员" in said
    assert "（现在2人）" in said
    assert await kept(town) is None
    await town.presses(CADRE, "保存")
    assert "保存了，是提醒1。下一次：今天（周一）16:30。" in await town.last(CADRE)
    for _ in range(10):
        await town.later(0.5)
    assert "请交日报" in await town.last("小陈")
    assert "请交日报" not in "".join(await town.heard("李阿公"))


@pytest.mark.parametrize("said", [
    "每天7:30和16:30提醒全村的网格员交日报，2小时没回再提醒，4小时告诉上级",
    "每天7:30和16:30提醒全村的网格员请交日报，2小时没回再提醒一次，4小时还没回就告诉上一级。",
])  # fmt: skip
async def test_one_sentence_that_begins_with_the_time_makes_a_rule(town: Town, said: str) -> None:
    await town.says(CADRE, said)
    read_back = await town.last(CADRE)
    assert "什么时候：每天7:30、16:30" in read_back
    assert "网格员（现在2人）" in read_back
    assert "说什么：请交日报" in read_back
    await town.presses(CADRE, "保存")
    rule = await kept(town)
    assert rule is not None
    assert rule.follow == (Follow(2 * HOUR, Do.AGAIN), Follow(4 * HOUR, Do.NEXT))


async def test_such_a_sentence_is_heard_also_where_it_was_asked_for_whom(town: Town) -> None:
    await town.says(CADRE, "提醒")
    await town.says(CADRE, "每天8:30提醒3号楼量体温")
    assert "说什么：请量体温" in await town.last(CADRE)


async def test_to_whom_and_what_are_told_apart_without_a_colon(town: Town) -> None:
    await town.says(CADRE, "提醒3号楼每天8:30量体温")
    assert "说什么：请量体温" in await town.last(CADRE)


async def test_what_is_missing_is_asked_one_after_the_other(town: Town) -> None:
    await town.says(CADRE, "提醒")
    assert "提醒谁？" in await town.last(CADRE)
    await town.says(CADRE, "3号楼")
    assert "什么时候提醒？" in await town.last(CADRE)
    await town.says(CADRE, "每三天早上8点")
    assert "说什么？" in await town.last(CADRE)
    await town.says(CADRE, "明天来打疫苗：\n请带身份证")
    assert "从11月30日起每3天一次，8:00" in await town.last(CADRE)
    assert "说什么：明天来打疫苗：\n请带身份证" in await town.last(CADRE)
    await town.says(CADRE, "保存")
    rule = await kept(town)
    assert rule is not None


async def test_an_hour_that_may_be_of_the_evening_is_asked_back(town: Town) -> None:
    await town.says(CADRE, "提醒3号楼每天7点：请量体温")
    assert "7:00是早上还是晚上？" in await town.last(CADRE)
    await town.presses(CADRE, "晚上（下午）")
    assert "每天19:00" in await town.last(CADRE)
    await town.says(CADRE, "提醒3号楼每天7点：请量体温")
    await town.says(CADRE, "早上")
    assert "每天7:00" in await town.last(CADRE)


@pytest.mark.parametrize(("said", "told"), [
    ("提醒3号楼4月31号9:00：打针", "没有这一天"),
    ("提醒3号楼今天9:00：打针", "这个时间已经过了"),
    ("提醒3号楼每天9:00到昨天：打针", "结束的日子在开始之前"),
    ("提醒9号楼每天9:00：打针", "没有9号楼"),
    ("提醒全村的志愿者每天9:00：打针", "这样一个人也没有"),
    ("提醒3号楼每天：打针", "几点提醒？"),
    ("提醒3号楼9:30：打针", "是每天还是哪一天？"),
    ("提醒3号楼每天9:30：{姓明}您好", "内容里有填不上的地方"),
])  # fmt: skip
async def test_what_cannot_be_kept_is_said(town: Town, said: str, told: str) -> None:
    await town.says(CADRE, said)
    assert told in await town.last(CADRE)
    assert "保存" not in await town.choices(CADRE)


async def test_a_draft_is_corrected_in_words(town: Town) -> None:
    await town.says(CADRE, "提醒3号楼每天9:00：打针")
    await town.says(CADRE, "改成每天8:30")
    assert "每天8:30" in await town.last(CADRE)
    await town.says(CADRE, "给全村的网格员")
    assert "网格员" in await town.last(CADRE)
    await town.says(CADRE, "内容：请交日报")
    assert "请交日报" in await town.last(CADRE)
    await town.says(CADRE, "2小时后再提醒，4小时后告诉上级")
    assert "没回复：2小时后再提醒一次，4小时后告诉上一级" in await town.last(CADRE)
    await town.presses(CADRE, "保存")
    rule = await kept(town)
    assert rule is not None
    assert rule.follow == (Follow(2 * HOUR, Do.AGAIN), Follow(4 * HOUR, Do.NEXT))


async def test_a_button_adds_what_follows_silence_and_takes_it_away(town: Town) -> None:
    await town.says(CADRE, "提醒3号楼每天9:00：打针")
    await town.presses(CADRE, "没人回就再催")
    assert "6小时后告诉上一级" in await town.last(CADRE)
    await town.presses(CADRE, "不再催")
    assert "没回复：不再催" in await town.last(CADRE)


async def test_the_same_press_saves_one_rule(town: Town) -> None:
    await town.says(CADRE, "提醒3号楼每天9:00：打针")
    button = await town.button(CADRE, "保存")
    for _ in range(2):
        await town.does(town.update(CADRE, press=button))
    assert await kept(town, 2) is None


async def test_the_list_and_one_of_it(town: Town) -> None:
    await town.says(CADRE, "提醒列表")
    assert "还没有提醒" in await town.last(CADRE)
    await town.says(CADRE, "提醒3号楼每周一三五上午9点：打针")
    await town.presses(CADRE, "保存")
    await town.says(CADRE, "提醒列表")
    assert "1. 每周一、三、五9:00：打针　下一次后天（周三）9:00" in await town.last(CADRE)
    await town.says(CADRE, "提醒1")
    assert await town.choices(CADRE) == ["关掉", "修改"]


async def test_off_on_and_snoozed(town: Town) -> None:
    await town.says(CADRE, "提醒3号楼每天9:00：打针")
    await town.presses(CADRE, "保存")
    await town.says(CADRE, "关掉提醒1")
    assert "提醒1（关着）" in await town.last(CADRE)
    await town.later(24)
    assert "打针" not in "".join(await town.heard("李阿公"))
    await town.says(CADRE, "打开提醒1")
    assert "接下来：明天（周三）9:00" in await town.last(CADRE)
    await town.says(CADRE, "提醒1停到周五")
    assert "接下来：12月4日（周五）09:00" in await town.last(CADRE)
    for _ in range(68):
        await town.later(1)
    assert "打针" not in "".join(await town.heard("李阿公"))
    await town.later(1)
    assert "打针" in await town.last("李阿公")
    await town.says(CADRE, "提醒1停到随便")
    assert "停到哪天" in await town.last(CADRE)
    await town.says(CADRE, "关掉提醒7")
    assert "没有提醒7" in await town.last(CADRE)


async def test_a_change_is_a_new_rule_under_the_same_number(town: Town) -> None:
    await town.says(CADRE, "提醒3号楼每天9:00：打针")
    await town.presses(CADRE, "保存")
    before = await kept(town)
    assert before is not None
    await town.says(CADRE, "提醒1改成截止前两小时")
    assert "每次团购截止前2小时" in await town.last(CADRE)
    assert "提醒1要改成" in await town.last(CADRE)
    await town.presses(CADRE, "保存")
    assert "改好了，是提醒1" in await town.last(CADRE)
    after = await kept(town)
    old = await town.database.read(lambda tx: rules.get(tx, before.id))
    assert after is not None
    assert old is not None
    assert isinstance(after.schedule, Relative)
    assert (after.replaces, old.state) == (before.id, State.ENDED)


async def test_villagers_set_no_reminders(town: Town) -> None:
    await town.says("李阿公", "/remind")
    assert "村干部" in await town.last("李阿公")
    await town.says("李阿公", "提醒3号楼每天9:00：打针")
    assert await kept(town) is None
    await town.says(CADRE, "提醒")
    await town.says(CADRE, "取消")
    assert "没有保存" in await town.last(CADRE)


async def test_a_reminder_that_is_to_be_sent_once_and_now_is_no_rule(town: Town) -> None:
    await town.says(CADRE, "提醒欠款")
    await town.says(CADRE, "提醒没回的")
    assert not any("什么时候提醒" in text or "提醒谁" in text for text in await town.heard(CADRE))
    await town.says(CADRE, "设提醒 3号楼")
    assert "什么时候提醒" in await town.last(CADRE)


async def test_in_english(town: Town) -> None:
    await town.says(CADRE, "英文")
    await town.says(CADRE, "remind all grid workers every third day at 8am: hand in the list")
    assert "every 3 days from 30 Nov at 8:00" in await town.last(CADRE)
    assert "Next: Thu 3 Dec 08:00" in await town.last(CADRE)
    await town.presses(CADRE, "Save")
    await town.says(CADRE, "snooze reminder 1 until Friday")
    assert "Next: Sun 6 Dec 08:00" in await town.last(CADRE)
