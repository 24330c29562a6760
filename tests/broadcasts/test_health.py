"""A fever alarms at once, somebody takes it or it climbs, and it is red until it is said what was done."""

from dataclasses import replace

import pytest

from broadcasts import health
from broadcasts.health import Raised, Report
from broadcasts.outstanding import Outstanding
from domain.people import Role
from storage import check_ins, households, people
from storage.addresses import Address
from storage.database import Transaction
from tests.town import ACCOUNT, Town

MINUTE = 1 / 60


async def falls_ill(town: Town, name: str = "李阿公", **details: object) -> Raised:
    """Somebody reports a fever in their own chat, as a check-in does."""

    def work(tx: Transaction) -> Raised:
        person = people.get(tx, town.people[name])
        assert person is not None
        report = Report(
            person.household, person.id, person.area_path, "check_in", 1, 3_780, ("cough",), "37.8 有点咳", person.id,
            address=Address(ACCOUNT, name),
        )  # fmt: skip
        raised = health.raise_alarm(tx, replace(report, **details), town.now)
        town.writer.tell(tx, raised.replies, town.now)
        return raised

    return await town.database.write(work)


async def red(town: Town, name: str) -> list[str]:
    def work(tx: Transaction) -> list[str]:
        worker = people.get(tx, town.people[name])
        assert worker is not None
        found = Outstanding(tx, town.now).of(worker, "health")
        return [f"{item.name} {item.words} {item.taker}".strip() for item in found]

    return await town.database.read(work)


async def test_workers_doctor_and_cadre_are_alarmed_at_once_and_neighbours_are_not(town: Town) -> None:
    await falls_ill(town)
    for name in ("小陈", "小林", "刘医生", "陈主任"):
        assert "体温 37.8℃，咳嗽" in await town.last(name)
    assert not await town.heard("王阿婆")


async def test_the_first_who_presses_has_it_and_the_person_sees_who(town: Town) -> None:
    await falls_ill(town)
    await town.presses("小陈", "我来处理")
    assert "小陈接手了" in await town.last("李阿公")
    assert "小陈已经接手李阿公的事" in await town.last("刘医生")
    assert await red(town, "小林") == ["李阿公 37.8℃ 小陈"]


async def test_it_is_red_until_somebody_records_what_was_done(town: Town) -> None:
    await falls_ill(town)
    await town.presses("小陈", "我来处理")
    await town.presses("小陈", "已送医院")
    assert await town.last("小陈") == "记下了：李阿公，已送医院。不再标红。"
    assert "小陈记下了：已送医院" in await town.last("李阿公")
    assert await red(town, "小陈") == []


async def test_something_else_is_recorded_in_the_worker_s_own_words(town: Town) -> None:
    await falls_ill(town)
    await town.presses("小陈", "我来处理")
    await town.presses("小陈", "其他，我写一句")
    await town.says("小陈", "陪他去卫生院看了，是普通感冒")
    assert "陪他去卫生院看了，是普通感冒" in await town.last("小陈")
    assert await red(town, "小陈") == []


async def test_words_that_were_called_off_leave_it_red(town: Town) -> None:
    await falls_ill(town)
    await town.presses("小陈", "我来处理")
    await town.presses("小陈", "其他，我写一句")
    await town.presses("小陈", "取消")
    assert len(await red(town, "小陈")) == 1


async def test_whoever_goes_for_one_of_a_household_sees_to_all_who_are_ill_there(town: Town) -> None:
    await falls_ill(town)
    await falls_ill(town, "李阿婆")
    await town.presses("小陈", "我来处理")
    assert await red(town, "小林") == ["李阿公 37.8℃ 小陈", "李阿婆 37.8℃ 小陈"]
    asked = [text for text in await town.heard("小陈") if "是怎么处理的" in text]
    assert len(asked) == 2


async def test_nobody_takes_it_and_it_climbs_with_telephone_numbers(town: Town) -> None:
    await town.settles("街道老周", "1幢201", "13800000041")
    await town.database.write(lambda tx: people.give_role(tx, town.people["街道老周"], Role.STREET, town.village.id))
    await falls_ill(town)
    assert not await town.heard("街道老周")
    await town.later(10 * MINUTE)
    told = await town.last("街道老周")
    assert "10分钟了，没有人接手" in told
    assert "小陈 13800000011" in told
    assert "还没人接，请打电话" in await town.last("李阿公")


async def test_who_has_been_taken_up_does_not_climb(town: Town) -> None:
    await falls_ill(town)
    await town.presses("小陈", "我来处理")
    heard = len(await town.heard("陈主任"))
    await town.later(1)
    assert len(await town.heard("陈主任")) == heard


async def test_it_climbs_only_so_often(town: Town) -> None:
    await falls_ill(town)
    for _ in range(20):
        await town.later(10 * MINUTE)
    told = [text for text in await town.heard("陈主任") if "没有人接手" in text]
    assert len(told) == health.MOST_LEVELS


async def test_what_is_said_on_reaches_whoever_has_it_and_makes_no_second_alarm(town: Town) -> None:
    await falls_ill(town)
    await town.presses("小陈", "我来处理")
    again = await falls_ill(town, temperature=3_900)
    assert again.again
    assert "又报了：体温 39.0℃" in await town.last("小陈")
    assert "又报了" not in await town.last("刘医生")
    assert len(await red(town, "刘医生")) == 1


async def test_of_what_is_said_again_and_again_so_much_an_hour_is_passed_on(town: Town) -> None:
    await falls_ill(town)
    await town.presses("小陈", "我来处理")

    async def passed_on() -> int:
        before = len(await town.heard("小陈"))
        for _ in range(health.MOST_AN_HOUR + 2):
            await falls_ill(town, temperature=3_900)
        return len(await town.heard("小陈")) - before

    assert await passed_on() == health.MOST_AN_HOUR
    await town.later(0.5)
    assert await passed_on() == 0
    await town.later(0.6)
    assert await passed_on() == health.MOST_AN_HOUR


async def test_somebody_ill_whom_nobody_named_is_an_alarm_of_the_household(town: Town) -> None:
    await falls_ill(town, person=0, reporter=town.people["小陈"], address=None)
    assert "3幢201有人" in await town.last("刘医生")
    assert not await town.heard("小陈")


async def test_a_fever_and_a_new_symptom_alarm_and_a_chronic_one_only_when_it_is_worse(town: Town) -> None:
    person = town.people["李阿公"]

    def alarms(tx: Transaction, temperature: int | None, symptoms: tuple[str, ...], worse: bool = False) -> bool:
        path = households.path(tx, people.get(tx, person).household)  # type: ignore[union-attr]
        return health.is_alarming(tx, person, path, temperature, symptoms, worse, town.now)

    def work(tx: Transaction) -> None:
        check_ins.note_chronic(tx, person, "cough", "老慢支", town.people["刘医生"], town.now)
        assert alarms(tx, 3_730, ())
        assert not alarms(tx, 3_729, ())
        assert not alarms(tx, 3_650, ("cough",))
        assert alarms(tx, 3_650, ("cough",), worse=True)
        assert alarms(tx, 3_650, ("cough", "headache"))
        assert not alarms(tx, 3_650, ("other",))

    await town.database.write(work)


@pytest.mark.parametrize("name", ["王阿婆", "李阿公"])
async def test_who_has_no_post_closes_no_alarm(town: Town, name: str) -> None:
    raised = await falls_ill(town)

    def work(tx: Transaction) -> str:
        person = people.get(tx, town.people[name])
        assert person is not None
        return health.close(tx, person, raised.alarm.id, "hospital", "", town.now)[0]

    assert await town.database.write(work) == "not_yours"


async def test_done_on_the_list_of_the_day_asks_what_was_done(town: Town) -> None:
    await falls_ill(town)
    await town.says("小陈", "今天要做什么")
    await town.presses("小陈", "✓ 李阿公")
    await town.presses("小陈", "村医看过了")
    assert await red(town, "小陈") == []


async def test_whoever_waits_at_night_hears_who_comes_instead_of_what_is_on_offer(town: Town) -> None:
    await town.opens_window()
    await town.says("李阿公", "有人来吗")
    assert "小陈 13800000011" in await town.last("李阿公")
    assert "猪肉" not in await town.last("李阿公")
    await town.observes("李阿公", "李阿婆")
    await falls_ill(town, "李阿公")
    for asked in ("有人来吗", "怎么办啊"):
        await town.says("李阿公", asked)
        assert "还没有人接手" in await town.last("李阿公")
        assert "小陈 13800000011" in await town.last("李阿公")
    await town.says("王阿婆", "怎么办啊")
    assert "李阿公" not in await town.last("王阿婆")
    await town.presses("小陈", "我来处理")
    await town.says("李阿公", "人呢")
    assert "小陈在处理，会跟您联系，也可以直接打 13800000011" in await town.last("李阿公")


async def test_one_word_takes_an_alarm_that_was_told_twice(town: Town) -> None:
    await falls_ill(town)
    await falls_ill(town, temperature=3_830)
    await town.says("小陈", "我来处理")
    assert "小陈接手了" in await town.last("李阿公")


async def test_what_was_done_can_be_said_in_words_by_whoever_has_it(town: Town) -> None:
    await falls_ill(town)
    await town.presses("刘医生", "我来处理")
    await town.says("刘医生", "重新量过，不烧了")
    assert "不再标红" in await town.last("刘医生")
    assert await red(town, "小陈") == []
    await town.says("小林", "不烧了")
    assert "不再标红" not in await town.last("小林")


async def test_nobody_closes_the_alarm_about_themselves(town: Town) -> None:
    raised = await falls_ill(town, "小陈")

    def work(tx: Transaction) -> list[str]:
        workers = [people.get(tx, town.people[name]) for name in ("小陈", "小林")]
        return [
            health.close(tx, worker, raised.alarm.id, "hospital", "", town.now)[0] for worker in workers if worker
        ]

    assert await town.database.write(work) == ["not_yours", "closed"]
