"""Results of nucleic tests: one line, each a row of the case; a positive one alarms; the policy asks for some."""

from dataclasses import replace
from datetime import date

import pytest

from domain.nucleic import Result, Test, holding
from domain.observation import State
from domain.people import Role
from nlu.nucleic import TestSaid, read_test
from storage import areas, health_alarms, nucleic, observations
from storage.database import Transaction
from tests.town import Town

TODAY = date(2026, 11, 30)


async def kept(town: Town, name: str = "李阿公") -> list[Test]:
    def find(tx: Transaction) -> list[Test]:
        return nucleic.of_case(tx, observations.of_person(tx, town.people[name])[0].id)

    return await town.database.read(find)


async def red(town: Town, name: str = "李阿公") -> bool:
    return await town.database.read(lambda tx: bool(health_alarms.of_person(tx, town.people[name])))


async def test_a_line_is_a_row_of_the_case_and_twice_is_once(town: Town) -> None:
    await town.observes("李阿公", begun=5)
    await town.says("小陈", "3-201 李阿公 核酸阴性 11月29日")
    assert "记下了：#1 李阿公 11月29日核酸阴性" in await town.last("小陈")
    await town.says("小陈", "李阿公核酸阴性 昨天")
    assert "已经记过" in await town.last("小陈")
    assert [(test.day, test.result) for test in await kept(town)] == [(date(2026, 11, 29), Result.NEGATIVE)]
    await town.says("小陈", "观察 #1")
    assert "核酸：11月29日阴性" in await town.last("小陈")


async def test_another_result_of_the_same_day_corrects_it_and_both_are_kept(town: Town) -> None:
    await town.observes("李阿公", begun=5)
    await town.says("小陈", "李阿公 核酸阳性 11月29日")
    assert await red(town)
    assert any(text.startswith("【核酸阳性】李阿公") for text in await town.heard("刘医生"))
    assert "我来处理" in await town.choices("陈主任")
    await town.says("小陈", "#1 核酸阴性 11月29日")
    assert "改成了" in await town.last("小陈")
    tests = await kept(town)
    assert [test.result for test in tests] == [Result.POSITIVE, Result.NEGATIVE]
    assert [test.result for test in holding(tests)] == [Result.NEGATIVE]
    assert await red(town)


async def test_a_positive_one_says_what_it_is_as_it_climbs_and_speaks_of_no_fever(town: Town) -> None:
    await town.observes("李阿公", begun=5)
    await town.says("小陈", "李阿公 核酸阳性 11月29日")
    advice = await town.last("小陈")
    assert "留在原处" in advice
    assert "再量一次" not in advice
    await town.later(0.2)
    assert "核酸阳性" in (await town.last("陈主任")).split("\n")[1]


async def test_without_a_day_it_is_asked_and_nothing_kept_until_then(town: Town) -> None:
    await town.observes("李阿公", begun=5)
    await town.says("小陈", "李阿公核酸阴性")
    assert "哪天做的" in await town.last("小陈")
    assert await kept(town) == []
    await town.presses("小陈", "昨天")
    assert [test.day for test in await kept(town)] == [date(2026, 11, 29)]
    await town.says("小陈", "#1 核酸阴性")
    await town.says("小陈", "11月28日")
    assert [test.day for test in await kept(town)] == [date(2026, 11, 29), date(2026, 11, 28)]


async def test_several_by_one_line_and_several_days(town: Town) -> None:
    await town.observes("李阿公", "李阿婆", begun=5)
    await town.says("小陈", "李阿公、李阿婆核酸都是阴性 11月26日 11月29日")
    assert len(await kept(town)) == len(await kept(town, "李阿婆")) == 2


@pytest.mark.parametrize(
    ("words", "answer"),
    [("李阿公 核酸阴性 12月5日", "还没到"), ("李阿公 核酸阴性 10月1日", "早太多"),
     ("3-201 核酸阴性 昨天", "带上编号"),
     ("李阿公、张小三核酸阴性 昨天", "没有找到正在观察的张小三")],
)  # fmt: skip
async def test_what_cannot_be_is_said_and_not_kept(town: Town, words: str, answer: str) -> None:
    await town.observes("李阿公", "李阿婆", begun=5)
    await town.says("小陈", words)
    assert answer in await town.last("小陈")
    assert await kept(town) == []


async def test_it_is_on_record_who_wrote_a_result_down(town: Town) -> None:
    await town.observes("李阿公", begun=5)
    await town.says("小陈", "李阿公 核酸阴性 11月29日")

    def deeds(tx: Transaction) -> list[tuple[int, str]]:
        rows = tx.connection.execute(
            f"select actor, action from audit where subject = {town.people['李阿公']}"  # noqa: S608
        ).fetchall()
        return [(row[0], row[1]) for row in rows]

    assert (town.people["小陈"], "record_test") in await town.database.read(deeds)
    await town.says("李阿公", "谁看过我的资料")
    assert "小陈：记了您的核酸结果" in await town.last("李阿公")


async def test_a_day_that_is_said_when_the_case_is_over_is_kept_no_more(town: Town) -> None:
    await town.observes("李阿公", begun=5)
    await town.says("小陈", "李阿公核酸阳性")
    await town.says("陈主任", "李阿公提前结束 因为转院")
    await town.presses("小陈", "昨天")
    assert "观察已经结束" in await town.last("小陈")
    assert await kept(town) == []
    assert not await red(town)


async def test_whoever_lost_the_post_writes_nothing_down_by_a_button(town: Town) -> None:
    await town.observes("李阿公", begun=5)
    await town.says("小陈", "李阿公核酸阴性")
    await town.database.write(
        lambda tx: tx.connection.execute(f"delete from roles where person = {town.people['小陈']}")  # noqa: S608
    )
    await town.presses("小陈", "昨天")
    assert await kept(town) == []


async def test_a_worker_of_other_homes_learns_nothing_of_who_is_observed_at_a_door(town: Town) -> None:
    def settle(tx: Transaction) -> None:
        grid = areas.ensure(tx, town.village, "grid", "二网格")
        there = areas.ensure(tx, grid, "microgrid", "二网格1组")
        town._settle(tx, "小何", "9幢101", "13800000041", Role.GRID_WORKER, there)

    await town.database.write(settle)
    await town.observes("李阿公", "李阿婆", begun=5)
    await town.says("小何", "3-201 核酸阴性 昨天")
    await town.says("小何", "#1 核酸阴性 昨天")
    assert "李阿" not in "".join(await town.heard("小何"))
    assert await kept(town) == []


@pytest.mark.parametrize("result", ["阳性", ""])
async def test_a_release_that_was_asked_for_is_refused_when_its_tests_say_otherwise_since(
    town: Town, result: str
) -> None:
    """«» : a test is missing, since the one there was is corrected."""
    await town.says("小陈", "居家观察 3幢202 王阿婆 次密接 11月29日接触")
    await town.presses("小陈", "确认")
    await town.later(24 * 7 + 2)
    await town.says("小陈", "王阿婆 核酸阴性 11月30日 12月3日 12月6日")
    await town.says("陈主任", "解除名单")
    case = (await town.database.read(lambda tx: observations.of_person(tx, town.people["王阿婆"])))[0]
    day = date(2026, 12, 7) if result else date(2026, 12, 3)
    positive = Test(case.id, day, Result.POSITIVE, 0, town.now)

    def change(tx: Transaction) -> None:
        before = next((test for test in nucleic.of_case(tx, case.id) if test.day == day), None)
        nucleic.add(tx, replace(positive, replaces=before.id if before else 0))

    await town.database.write(change)
    await town.presses("陈主任", "批准解除这1人")
    assert "王阿婆（核酸没齐）" in await town.last("陈主任")
    assert (await town.database.read(lambda tx: observations.get(tx, case.id))).state is State.OPEN  # type: ignore[union-attr]
    await town.says("陈主任", "解除名单")
    assert ("最近一次核酸是阳性" if result else "缺第4天的核酸阴性结果") in await town.last("陈主任")


@pytest.mark.parametrize("who", ["李阿公", "刘医生", "王阿婆"])
async def test_nobody_else_writes_results_down(town: Town, who: str) -> None:
    await town.observes("李阿公", begun=5)
    await town.says(who, "李阿公 核酸阴性 11月29日")
    assert await kept(town) == []


async def test_what_the_policy_asks_for_must_be_there_before_a_release(town: Town) -> None:
    await town.says("小陈", "居家观察 3幢202 王阿婆 次密接 11月29日接触")
    await town.presses("小陈", "确认")
    case = await town.database.read(lambda tx: observations.open_of(tx, town.people["王阿婆"]))
    assert case is not None
    assert (case.policy, case.days) == ("second_contact_20220628", 7)
    await town.later(24 * 7 + 2)
    await town.says("陈主任", "王阿婆解除")
    assert "还缺第1天、第4天、第7天的阴性结果" in await town.last("陈主任")
    assert await town.choices("陈主任") == []
    await town.says("陈主任", "解除名单")
    assert "缺第1天、第4天、第7天的核酸阴性结果" in await town.last("陈主任")
    await town.says("小陈", "王阿婆 核酸阴性 11月30日 12月3日 12月6日")
    await town.says("陈主任", "王阿婆解除")
    assert "核酸：11月30日阴性、12月3日阴性、12月6日阴性" in await town.last("陈主任")
    await town.presses("陈主任", "批准解除")
    after = await town.database.read(lambda tx: observations.get(tx, case.id))
    assert after is not None
    assert after.state is State.RELEASED


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("3-2-501 王芳 核酸阴性 11月8日", TestSaid(("王芳",), "3-2-501", (date(2026, 11, 8),), False)),
        ("王芳核酸检测结果阳性，昨天做的", TestSaid(("王芳",), "", (date(2026, 11, 29),), True)),
        ("#12 核酸阴", TestSaid(("#12",), "", (), False)),
        ("11月8日 王芳和李强 核酸都是阴性", TestSaid(("王芳", "李强"), "", (date(2026, 11, 8),), False)),
        ("王芳 PCR negative 11月8日", TestSaid(("王芳",), "", (date(2026, 11, 8),), False)),
        ("王芳核酸阴性了吗", None), ("王芳核酸还没出", None), ("核酸阴性", None), ("王芳核酸不是阳性", None),
        ("王芳核酸阴性 李强核酸阳性", None), ("3幢201王家4口人从武汉回来核酸阴性", None), ("王芳体温36.5", None),
    ],
)  # fmt: skip
def test_what_is_read(words: str, said: TestSaid | None) -> None:
    assert read_test(words, TODAY) == said
