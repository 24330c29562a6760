"""A case of observation is looked at and changed, by words and buttons, each change with its reason."""

import pytest

from domain.observation import Observation, State
from storage import audit, health_alarms, observations
from storage.database import Transaction
from tests.town import Town


async def case(town: Town, name: str = "李阿公") -> Observation:
    def work(tx: Transaction) -> Observation:
        return observations.of_person(tx, town.people[name])[0]

    return await town.database.read(work)


async def test_a_case_is_shown_with_what_can_be_done(town: Town) -> None:
    await town.observes("李阿公", begun=5)
    for words in ("观察 #1", "李阿公 观察"):
        await town.says("小陈", words)
        assert "第6天，共14天，到12月8日" in await town.last("小陈")
        assert "还没有人收到" in await town.last("小陈")
        assert await town.choices("小陈") == ["延长", "转集中", "换人报", "改时间", "告知书签好了"]
    seen = await town.database.read(lambda tx: audit.about(tx, town.people["李阿公"]))
    assert seen[0][2] == "see_observation"
    await town.says("陈主任", "观察 #1")
    assert await town.choices("陈主任") == ["延长", "提前结束", "转集中", "换人报", "改时间", "告知书签好了", "解除"]
    await town.says("刘医生", "观察 #1")
    assert await town.choices("刘医生") == []


async def test_why_is_always_asked_when_it_was_not_said(town: Town) -> None:
    await town.observes("李阿公")
    await town.says("小陈", "观察 #1")
    await town.presses("小陈", "延长")
    await town.presses("小陈", "3天")
    assert "为什么" in await town.last("小陈")
    assert (await case(town)).days == 14
    await town.says("小陈", "核酸未出，等结果")
    assert (await case(town)).days == 17
    assert "核酸未出，等结果" in await town.last("李阿公")


async def test_words_say_it_all(town: Town) -> None:
    await town.observes("李阿公", "李阿婆")
    await town.says("小陈", "李阿公延长3天 因为核酸未出")
    assert (await case(town)).days == 17
    await town.says("小陈", "李阿公转到新城宾馆 因为发热")
    moved = await case(town)
    assert moved.stages[-1].site
    assert "新城宾馆" in await town.last("李阿公")
    await town.says("小陈", "李阿公回家 因为退烧了")
    assert not (await case(town)).stages[-1].site
    await town.says("小陈", "李阿公以后由王阿婆报 因为不识字")
    assert (await case(town)).reporter == town.people["王阿婆"]
    assert (await case(town, "李阿婆")).reporter == town.people["王阿婆"]
    await town.says("小陈", "李阿公改成早上9点晚上8点报")
    await town.says("小陈", "上夜班")
    assert (await case(town)).times[-1].minutes == (540, 1200)


async def test_ending_early_is_a_cadres_and_can_be_taken_back(town: Town) -> None:
    await town.observes("李阿公")
    await town.says("小陈", "李阿公提前结束 登记错了")
    assert "提前结束要村干部来办" in await town.last("小陈")
    await town.says("陈主任", "李阿公提前结束")
    await town.says("陈主任", "登记错了")
    assert (await case(town)).state is State.ENDED
    assert "体温不用再报" in await town.last("李阿公")
    await town.says("小陈", "李阿公延长3天 因为核酸")
    assert "已经结束了" in await town.last("小陈")
    await town.says("小陈", "李阿公恢复观察 没有错")
    assert (await case(town)).state is State.OPEN


async def test_shortening_below_the_policy_is_a_cadres(town: Town) -> None:
    await town.observes("李阿公")
    await town.says("小陈", "李阿公缩短3天 因为方案改了")
    assert "要村干部来改" in await town.last("小陈")
    await town.says("陈主任", "李阿公缩短3天 因为方案改了")
    assert (await case(town)).days == 11


async def test_a_notice_signed_on_paper_is_ticked_by_the_worker(town: Town) -> None:
    await town.observes("李阿公")
    await town.says("小陈", "观察 #1")
    await town.presses("小陈", "告知书签好了")
    assert "小陈" in (await town.last("小陈")).split("告知书：")[1]
    assert "告知书签好了" not in await town.choices("小陈")


async def test_of_whom_nothing_was_reported_nobody_reads_that_they_were_well(town: Town) -> None:
    await town.observes("李阿公", begun=12)
    await town.later(37)
    await town.later(7)
    assert "一次都没报" in await town.last("陈主任")
    assert "没有发烧" not in await town.last("陈主任")


async def test_a_cadre_is_not_asked_to_release_themselves(town: Town) -> None:
    await town.observes("陈主任", "李阿公", begun=12)
    await town.later(37)
    await town.later(7)
    asked = [said for said in await town.heard("陈主任") if "可以解除就点" in said]
    assert [("李阿公" in said, "陈主任" in said) for said in asked] == [(True, False)]


async def test_a_worker_who_was_observed_reads_of_their_release_once(town: Town) -> None:
    await town.observes("小陈", begun=12, by="小林")
    await town.later(37)
    await town.later(7)
    before = len(await town.heard("小陈"))
    await town.presses("陈主任", "批准解除")
    assert len(await town.heard("小陈")) == before + 1


async def test_the_way_to_a_release(town: Town) -> None:
    await town.observes("李阿公", begun=12)
    await town.says("陈主任", "李阿公解除")
    assert "还有2天没满" in await town.last("陈主任")
    assert await town.choices("陈主任") == []
    await town.says("小陈", "李阿公解除")
    assert "解除要村干部批准" in await town.last("小陈")
    await town.later(37)
    await town.later(7)
    assert await town.choices("陈主任") == ["批准解除", "先不解除"]
    await town.presses("陈主任", "先不解除")
    await town.says("陈主任", "核酸还没出")
    assert "核酸还没出" in await town.last("陈主任")
    assert (await case(town)).state is State.OPEN
    await town.says("陈主任", "今天要做什么")
    assert "观察期满 李阿公 3幢201" in await town.last("陈主任")
    await town.presses("陈主任", "核对 李阿公")
    await town.presses("陈主任", "看核对情况")
    await town.presses("陈主任", "批准解除")
    assert (await case(town)).state is State.RELEASED
    assert "解除通知" in await town.last("李阿公")
    assert "陈主任批准解除了" in await town.last("小陈")
    await town.says("陈主任", "李阿公解除")
    assert "已经解除了" in await town.last("陈主任")


@pytest.mark.parametrize("who", ["王阿婆", "李阿公"])
async def test_nobody_else_sees_or_changes_a_case(town: Town, who: str) -> None:
    await town.observes("李阿公")
    for words in ("观察 #1", "李阿公延长3天 因为核酸未出", "李阿公解除"):
        await town.says(who, words)
    assert not any("共14天" in text for text in await town.heard(who))
    assert (await case(town)).days == 14


async def test_another_word_ends_what_is_asked(town: Town) -> None:
    await town.observes("李阿公", "李阿婆")
    await town.says("小陈", "李阿公换人报")
    await town.says("小陈", "观察 #1")
    await town.presses("小陈", "换人报")
    await town.says("小陈", "李阿婆延长3天 因为核酸未出")
    assert (await case(town, "李阿婆")).days == 17


async def test_nobody_is_released_while_something_about_their_health_is_open(town: Town) -> None:
    (observed,) = await town.observes("李阿公", begun=13)
    await town.later(24)

    def work(tx: Transaction) -> int:
        return health_alarms.add(
            tx, area=town.microgrid.id, village=town.village.id, household=observed.household, person=observed.person,
            observation=observed.id, source="check_in", record=1, temperature=3810, symptoms=[], words="", handover=1,
            now=town.now,
        )  # fmt: skip

    alarm = await town.database.write(work)
    await town.says("陈主任", "李阿公解除")
    assert "警报还没处理完" in await town.last("陈主任")
    assert await town.choices("陈主任") == []
    await town.database.write(lambda tx: health_alarms.close(tx, alarm, 1, "doctor", "", town.now))
    await town.says("陈主任", "李阿公解除")
    await town.presses("陈主任", "批准解除")
    assert (await case(town)).state is State.RELEASED
    assert "/console/observed/" in await town.last("陈主任")
