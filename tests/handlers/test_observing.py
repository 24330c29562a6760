"""A worker enrols people for observation: in a line, step by step, and what is in the way is said."""

import asyncio

import pytest

from domain.areas import Area
from domain.grades import Grade
from domain.observation import Observation
from domain.people import Role, Status
from domain.returnees import Level, RiskArea
from storage import areas, households, observations, people, returnees
from storage.database import Transaction
from tests.town import Town


async def cases(town: Town) -> list[Observation]:
    return await town.database.read(lambda tx: observations.in_village(tx, town.village.id))


async def test_one_line_is_read_back_and_confirmed(town: Town) -> None:
    await town.says("小陈", "3幢201 李阿公 密接 武汉 最后接触11月27日 14天")
    card = await town.last("小陈")
    assert "人：李阿公（3幢201）" in card
    assert "14天居家，从11月28日算起，到12月11日" in card
    assert "今天是第3天，共14天" in card
    assert await cases(town) == []
    await town.presses("小陈", "确认")
    (case,) = await cases(town)
    assert (case.name, case.came_from, case.days, case.enrolled_by) == ("李阿公", "武汉", 14, town.people["小陈"])
    assert "告知书" in await town.last("李阿公")


async def test_a_family_back_from_somewhere_follows_the_policy_and_one_of_them_reports(town: Town) -> None:
    await town.says("小陈", "登记观察 3幢201 全家 从武汉回来 11月28日到")
    assert "为什么" in await town.last("小陈")
    await town.presses("小陈", "高风险地区回来")
    assert "按优化防控工作二十条措施：7天居家，从11月29日算起，到12月5日" in await town.last("小陈")
    await town.says("小陈", "早上9点晚上8点报")
    assert "每天9:00和20:00，李阿公报" in await town.last("小陈")
    await town.says("小陈", "好")
    found = await cases(town)
    assert [case.name for case in found] == ["李阿公", "李阿婆"]
    assert {case.reporter for case in found} == {town.people["李阿公"]}
    assert {case.minutes_on(case.last) for case in found} == {(540, 1200)}
    home = await town.database.read(lambda tx: households.statuses(tx, found[0].household, town.now))
    assert Status.OBSERVATION in home


async def test_a_place_on_the_list_of_risks_says_why(town: Town) -> None:
    place = RiskArea("湖北武汉", Level.HIGH, "2026-11-20")
    await town.database.write(lambda tx: returnees.add_risk(tx, place, 1, town.now))
    await town.says("小陈", "登记观察 3幢201 全家 从武汉回来 11月28日到")
    assert "原因：从高风险地区回来，武汉" in await town.last("小陈")


async def test_step_by_step_with_somebody_who_is_not_on_the_register(town: Town) -> None:
    for said in ("/observe", "3幢202", "王小芳"):
        await town.says("小陈", said)
    await town.presses("小陈", "密接")
    await town.presses("小陈", "昨天")
    await town.says("小陈", "新城宾馆")
    card = await town.last("小陈")
    assert "王小芳册上没有，一起加到名册；这户在册的有王阿婆" in card
    assert "5天集中+3天居家监测，从11月30日算起，到12月7日" in card
    assert "地点：新城宾馆" in card
    await town.presses("小陈", "确认")
    (case,) = await cases(town)
    assert (case.name, case.door, case.reporter) == ("王小芳", "3幢202", town.people["王阿婆"])
    assert case.stages[0].site
    assert "王小芳（3幢202）" in await town.last("王阿婆")


async def test_other_policies_and_own_days_can_be_chosen(town: Town) -> None:
    await town.says("陈主任", "3幢201 李阿公 密接 最后接触11月27日 14天")
    await town.presses("陈主任", "改")
    await town.presses("陈主任", "天数")
    await town.presses("陈主任", "7+3天 新冠肺炎防控方案（第九版）")
    await town.presses("陈主任", "还不知道")
    assert "7天集中+3天居家监测" in await town.last("陈主任")
    await town.presses("陈主任", "改")
    await town.presses("陈主任", "天数")
    await town.presses("陈主任", "自己定天数")
    await town.says("陈主任", "10天")
    assert "您定的：10天居家" in await town.last("陈主任")
    await town.presses("陈主任", "确认")
    (case,) = await cases(town)
    assert [(stage.grade, stage.days) for stage in case.stages] == [(Grade.HOME, 10)]


@pytest.mark.parametrize("days", ["0天", "61天"])
async def test_no_days_and_too_many_are_refused(town: Town, days: str) -> None:
    await town.says("小陈", f"登记观察 3幢201 李阿公 其他原因 11月28日到 {days}")
    if "为什么" in await town.last("小陈"):
        await town.presses("小陈", "其他原因")
    assert "天数要在1到60之间" in await town.last("小陈")
    assert "确认" not in await town.choices("小陈")


async def test_fewer_days_than_the_policy_asks_need_a_cadre(town: Town) -> None:
    await town.says("小陈", "3幢201 李阿公 密接 最后接触11月29日 3天")
    assert "比规定的天数少，要村干部来登记" in await town.last("小陈")
    assert "确认" not in await town.choices("小陈")


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("登记观察 王阿婆 2月29日接触 密接", "没有这一天"),
        ("登记观察 王阿婆 12月20日接触 密接", "在今天以后"),
        ("登记观察 王阿婆 9月1日接触 密接", "早就满了"),
        ("登记观察 9幢999 王芳 密接 昨天接触", "没有9幢999这一户"),
        ("登记观察 张三丰 密接 昨天接触", "没有找到，住哪一户"),
    ],
)
async def test_what_cannot_be_is_said_and_asked(town: Town, line: str, answer: str) -> None:
    await town.says("小陈", line)
    assert answer in await town.last("小陈")
    assert await cases(town) == []


async def test_after_a_wrong_date_the_right_one_goes_on(town: Town) -> None:
    await town.says("小陈", "登记观察 王阿婆 2月29日接触 密接")
    await town.says("小陈", "11月29日")
    await town.presses("小陈", "还不知道")
    assert "最后接触：11月29日" in await town.last("小陈")


async def test_the_same_person_twice_is_told_since_when_and_offered_a_change(town: Town) -> None:
    await town.observes("李阿公", begun=5)
    await town.says("小林", "登记观察 3幢201 李阿公 密接 昨天接触")
    assert "李阿公从11月25日起已经在观察（#1，第6天，共14天，到12月8日）" in await town.last("小林")
    await town.presses("小林", "看李阿公的观察")
    assert "延长" in await town.choices("小林")


async def test_of_two_workers_who_enrol_somebody_at_once_one_does(town: Town) -> None:
    for worker in ("小陈", "小林"):
        await town.says(worker, "登记观察 王阿婆 其他原因 11月29日到")
        if "为什么" in await town.last(worker):
            await town.presses(worker, "其他原因")
    presses = [town.update(worker, press=await town.button(worker, "确认")) for worker in ("小陈", "小林")]
    await asyncio.gather(*(town.does(press) for press in presses))
    assert len(await cases(town)) == 1
    answers = [await town.last(worker) for worker in ("小陈", "小林")]
    assert sum("登记好了" in answer for answer in answers) == 1
    assert sum("已经在观察" in answer for answer in answers) == 1


async def test_who_has_no_right_to_it_enrols_nobody(town: Town) -> None:
    await town.says("李阿公", "/observe 3幢202 王阿婆 密接 昨天接触")
    assert "登记观察是网格员和村干部的事" in await town.last("李阿公")
    await town.says("李阿公", "登记观察 3幢202 王阿婆 密接 昨天接触")
    await town.says("刘医生", "/observe")
    assert "登记观察是网格员和村干部的事" in await town.last("刘医生")
    assert await cases(town) == []


async def test_a_worker_of_another_micro_grid_is_refused(town: Town) -> None:
    def work(tx: Transaction) -> None:
        parent = areas.get(tx, town.microgrid.parent) or Area(0, "", "", "")
        other = areas.ensure(tx, parent, "microgrid", "一网格2组")
        town._settle(tx, "小周", "9幢101", "13800000013", Role.GRID_WORKER, other)

    await town.database.write(work)
    await town.says("小周", "登记观察 3幢202 王阿婆 密接 昨天接触")
    assert "3幢202不归您的网格" in await town.last("小周")
    await town.says("小周", "登记观察 王阿婆 密接 昨天接触")
    assert "没有找到" in await town.last("小周")


async def test_somebody_without_a_household_is_not_enrolled(town: Town) -> None:
    def work(tx: Transaction) -> None:
        people.add(tx, "赵无家", town.village.id, town.now, terms=[], confirmed=True)

    await town.database.write(work)
    await town.says("小陈", "登记观察 赵无家 密接 昨天接触")
    assert "没有写住在哪一户" in await town.last("小陈")


async def test_an_identity_number_is_not_kept(town: Town) -> None:
    await town.says("小陈", "登记观察 3幢202 王阿婆 330302194001011234 密接 昨天接触")
    assert "身份证号不要发在这里" in await town.last("小陈")


async def test_words_about_something_else_are_no_correction_of_the_card(town: Town) -> None:
    await town.says("小陈", "3幢201 李阿公 密接 武汉 最后接触11月27日 14天")
    await town.says("小陈", "今天要做什么")
    assert "登记观察" not in await town.last("小陈")
    await town.presses("小陈", "确认")
    assert len(await cases(town)) == 1


async def test_villagers_words_about_isolation_are_theirs(town: Town) -> None:
    await town.opens_window()
    await town.says("王阿婆", "猪肉2斤")
    assert "土猪肉" in await town.last("王阿婆")
    await town.says("王阿婆", "我要居家观察几天？")
    assert await cases(town) == []


@pytest.mark.parametrize("words", ["3幢202 密接", "3幢202 居家隔离"])
async def test_a_door_said_to_be_in_isolation_is_enrolled_and_not_only_delivered_to(town: Town, words: str) -> None:
    await town.says("小陈", words)
    assert "登记3幢202的谁" in await town.last("小陈")
    await town.presses("小陈", "王阿婆")
    assert ("最后一次接触" if "密接" in words else "为什么要观察") in await town.last("小陈")


async def test_what_was_called_off_answers_no_later_word(town: Town) -> None:
    await town.observes("李阿公")
    await town.says("小陈", "观察 #1")
    await town.presses("小陈", "改时间")
    await town.says("小陈", "算了")
    await town.says("小陈", "登记观察 3幢202 王阿婆 密接 昨天接触")
    await town.says("小陈", "取消")
    assert await town.last("小陈") == "好，没有登记。"


async def test_words_that_are_nobodys_name_are_taken_for_what_they_say(town: Town) -> None:
    await town.says("陈主任", "居家观察")
    assert "登记哪一户的谁" in await town.last("陈主任")
    await town.says("陈主任", "今天的数字")
    assert "（新增 / 累计）" in await town.last("陈主任")
    await town.says("陈主任", "居家观察")
    await town.says("陈主任", "王小明")
    assert "王小明在您的网格里没有找到" in await town.last("陈主任")


async def test_whose_home_and_how_many_are_nobodys_names_and_where_from_is_kept(town: Town) -> None:
    await town.says("小陈", "居家观察")
    await town.says("小陈", "3幢201 李家 两个人 从武汉回来 昨天到的")
    assert "李家" not in await town.last("小陈")
    assert "两个人" not in await town.last("小陈")
    await town.says("小陈", "全家")
    assert "为什么要观察" in await town.last("小陈")
    await town.presses("小陈", "高风险地区回来")
    said = await town.last("小陈")
    assert "人：李阿公、李阿婆（3幢201）" in said
    assert "从高风险地区回来，武汉" in said
    assert "11月29日" in said


async def test_a_place_is_kept_when_it_is_asked_why(town: Town) -> None:
    await town.says("小陈", "居家观察 3幢201 全家")
    await town.says("小陈", "从武汉回来的，昨天到")
    assert "没看懂" not in await town.last("小陈")
    await town.presses("小陈", "高风险地区回来")
    assert "从高风险地区回来，武汉" in await town.last("小陈")
