"""What neighbours, volunteers, parties and former workers learn of grid work: nothing that is not theirs."""

import json

import pytest

from domain.people import Role
from storage import errands, health_alarms, matters
from storage.database import Transaction
from tests.errands import kept_in, volunteers
from tests.observed import observe
from tests.town import Town

SAME_WORDS = "去驿站拿个包裹"


async def loses_post(town: Town, name: str, role: Role, area: int) -> None:
    def work(tx: Transaction) -> None:
        tx.connection.execute(
            f"delete from roles where person = {town.people[name]} and role = '{role}' and area = {area}"  # noqa: S608
        )

    await town.database.write(work)


@pytest.mark.parametrize("words", ["扔垃圾", "收一下垃圾"])
async def test_a_neighbour_who_enters_an_errand_does_not_learn_that_the_home_is_observed(
    town: Town, words: str
) -> None:
    await town.says("王阿婆", f"帮3幢201代办：{words}")
    before = (await town.last("王阿婆"), await town.choices("王阿婆"))
    await town.presses("王阿婆", "不用办了")
    await kept_in(town)
    await town.says("王阿婆", f"帮3幢201代办：{words}")
    after = (await town.last("王阿婆"), await town.choices("王阿婆"))
    assert after == (before[0].replace("代办1", "代办2"), before[1])


async def test_a_neighbour_does_not_learn_that_an_errand_was_wanted_already(town: Town) -> None:
    await kept_in(town)
    await town.says("李阿公", f"代办：{SAME_WORDS}")
    await town.presses("小陈", "我来办")
    await town.says("王阿婆", f"帮3幢201代办：{SAME_WORDS}")
    assert "已经记着" not in await town.last("王阿婆")
    assert "小陈在办" not in await town.last("王阿婆")


async def test_a_neighbour_who_asks_for_medicine_hears_nothing_of_the_household_s_health(town: Town) -> None:
    await observe(town, "李阿公")
    await town.says("李阿公", "37.8 有点咳")
    await town.database.write(lambda tx: tx.connection.execute(
        "delete from addresses where chat in ('李阿公', '李阿婆')"
    ))  # fmt: skip
    await town.says("王阿婆", "帮3幢201代办：买盒感冒药")
    said = "\n".join(await town.heard("王阿婆"))
    for choice in await town.choices("王阿婆"):
        if "李阿公" in choice:
            await town.presses("王阿婆", choice)
    said = "\n".join(await town.heard("王阿婆"))
    assert "37.8" not in said
    assert "咳" not in said
    await town.presses("小陈", "我来处理")
    await town.presses("小陈", "已送医院")
    said = "\n".join(await town.heard("王阿婆"))
    assert "不舒服的事" not in said


async def test_volunteers_do_not_read_what_is_said_of_health_when_an_errand_was_not_done(town: Town) -> None:
    await volunteers(town, "小志")
    await town.says("李阿公", f"代办：{SAME_WORDS}")
    await town.presses("小志", "我来办")
    await town.says("小志", "办好了")
    await town.says("李阿公", "没办好，我发烧39度没敢开门")
    assert "发烧" not in "\n".join(await town.heard("小志"))
    assert "发烧" in "\n".join(await town.heard("小陈"))


async def test_why_it_was_not_done_is_kept_from_volunteers_where_it_speaks_of_health(town: Town) -> None:
    await volunteers(town, "小志")
    await town.says("李阿公", f"代办：{SAME_WORDS}")
    await town.presses("小志", "我来办")
    await town.says("小志", "办好了")
    await town.presses("李阿公", "没办好")
    await town.says("李阿公", "我发烧39度没敢开门")
    assert "发烧" not in "\n".join(await town.heard("小志"))


async def test_words_that_say_somebody_is_observed_are_no_volunteer_s(town: Town) -> None:
    await volunteers(town, "小志")
    await kept_in(town)
    await town.says("李阿公", "代办：我们家在居家隔离，去驿站拿个包裹")
    assert "隔离" not in "\n".join(await town.heard("小志"))


async def test_a_party_knows_of_a_dispute_when_its_mediator_says_so_and_not_before(town: Town) -> None:
    await town.says("李阿公", "申请调解，我和王阿婆因为漏水吵架")
    await town.presses("李阿公", "提交")
    await town.says("王阿婆", "我反映的事怎么样了")
    assert "#1" not in await town.last("王阿婆")
    await town.says("王阿婆", "#1")
    assert "当事人" not in await town.last("王阿婆")
    await town.says("王阿婆", "/matter")
    assert "#1" not in await town.last("王阿婆")


async def test_a_former_cadre_reads_no_word_of_a_file_any_more(town: Town) -> None:
    await town.says("李阿公", "我要反映楼上半夜装修，太吵")
    await town.presses("李阿公", "提交")
    await town.presses("陈主任", "我来办 #1")
    await town.says("陈主任", "#1 答复：说好了，晚上8点以后不施工")
    await loses_post(town, "陈主任", Role.CADRE, town.village.id)
    before = len(await town.heard("陈主任"))
    await town.presses("李阿公", "不满意")
    await town.says("李阿公", "昨晚十点又在敲墙")
    await town.later(24 * 10)
    said = "\n".join((await town.heard("陈主任"))[before:])
    assert "敲墙" not in said
    assert "装修" not in said


async def test_private_errands_of_others_of_the_household_are_in_nobody_else_s_copy(town: Town) -> None:
    await town.says("李阿婆", "代办：买盒感冒药")
    await town.says("李阿公", "要一份我的资料")
    sent = (await town.said_to("李阿公"))[-1]
    assert sent.file is not None
    content = town.house.files.open(sent.file.reference)
    assert content is not None
    assert "感冒药" not in content.decode()
    assert json.loads(content)["errands"]


async def test_a_household_that_reports_again_and_again_alarms_nobody_more_than_a_few_times(town: Town) -> None:
    await observe(town, "李阿公")
    for tenth in range(30):
        town.now += 60_000
        await town.says("李阿公", f"38.{tenth % 10}")
    alarms = [said for said in await town.heard("陈主任") if "38." in said]
    assert len(alarms) <= 12


async def test_somebody_cannot_flood_the_cadres_with_complaints(town: Town) -> None:
    for turn in range(7):
        await town.says("李阿公", f"我要反映楼上半夜装修，太吵，第{turn}次")
        if "提交" in await town.choices("李阿公"):
            await town.presses("李阿公", "提交")
    assert len(await town.heard("陈主任")) == 5


async def test_somebody_cannot_flood_workers_with_errands(town: Town) -> None:
    await kept_in(town)
    for turn in range(30):
        await town.says("李阿公", f"代办：去驿站拿第{turn}个包裹")
    found = await town.database.read(lambda tx: errands.every(tx, 0, 100))
    assert len(found) <= 20


async def test_an_anonymous_complaint_is_counted_in_no_micro_grid(town: Town) -> None:
    await town.says("李阿公", "我要反映网格员半夜装修，太吵")
    await town.presses("李阿公", "匿名提交")
    found = await town.database.read(lambda tx: matters.numbered(tx, town.village.id, 1))
    assert found is not None
    assert found.area == town.village.id


async def test_what_was_done_about_an_illness_is_not_told_to_whoever_has_the_chat_now(town: Town) -> None:
    await observe(town, "李阿公")
    await town.says("李阿公", "38.2")
    await town.presses("小陈", "我来处理")
    await town.database.write(lambda tx: tx.connection.execute(
        f"update addresses set person = {town.people['王阿婆']} where chat = '李阿公'"  # noqa: S608
    ))  # fmt: skip
    before = len(await town.heard("李阿公"))
    await town.presses("小陈", "已送医院")
    assert len(await town.heard("李阿公")) == before
    alarm = await town.database.read(lambda tx: health_alarms.of_person(tx, town.people["李阿公"]))
    assert alarm[0].closed_at is not None



async def test_whoever_only_says_that_they_live_there_reads_and_changes_nothing_of_its_people(town: Town) -> None:
    await observe(town, "李阿公")
    await town.says("李阿公", "36.7")
    await town.says("李阿公", "代办：去邮局寄挂号信")
    await town.says("骗子", "/start")
    await town.says("骗子", "我叫张三，住3幢201")
    for words in (
        "要一份我的资料", "第几天了", "体温记录", "/checkin", "36.5", "我的资料", "谁看过我的资料", "我的代办",
        "#1 不用办了", "办好了", "代办：垃圾怎么扔", "代办：扔垃圾", "帮我去买包盐", "我昨天从武汉回来了",
    ):  # fmt: skip
        await town.says("骗子", words)
    said = "\n".join(await town.heard("骗子")) + str([content.choices for content in await town.said_to("骗子")])
    for secret in ("李阿公", "李阿婆", "36.7", "挂号信", "观察期间", "第6天"):
        assert secret not in said, secret
    kept = await town.database.read(lambda tx: errands.numbered(tx, town.village.id, 1))
    assert kept is not None
    assert kept.state == "open"
    sent = next(said for said in reversed(await town.said_to("骗子")) if said.file)
    content = town.house.files.open(sent.file.reference) if sent.file else None
    assert content is not None
    assert not any(secret in content.decode() for secret in ("李阿公", "李阿婆", "挂号信", "36.7"))


async def test_a_fever_of_whoever_only_says_that_they_live_there_still_reaches_a_human(town: Town) -> None:
    await observe(town, "李阿公")
    await town.says("骗子", "/start")
    await town.says("骗子", "我叫张三，住3幢201")
    await town.says("骗子", "39.1，咳嗽")
    assert "39.1" in await town.last("小陈")
