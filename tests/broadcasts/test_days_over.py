"""Whose days are over: a cadre reads it once a day, one alone with the check, several as a short list."""

import pytest

from broadcasts import days_over
from domain.observation import State
from domain.people import Role
from storage import health_alarms, observations, people
from storage.database import Transaction
from tests.town import Town

NAMES = ("李阿公", "李阿婆", "王阿婆")


async def about_ends(town: Town, who: str = "陈主任") -> list[str]:
    return [text for text in await town.heard(who) if "满" in text and "第" not in text]


async def state(town: Town, name: str) -> State:
    return await town.database.read(lambda tx: observations.of_person(tx, town.people[name])[0].state)


async def test_several_are_one_message_that_opens_the_list(town: Town) -> None:
    await town.observes("李阿公", "李阿婆", begun=13)
    await town.observes("王阿婆", begun=13)

    def alarmed(tx: Transaction) -> None:
        case = observations.of_person(tx, town.people["王阿婆"])[0]
        health_alarms.add(
            tx, area=town.microgrid.id, village=town.village.id, household=case.household, person=case.person,
            observation=case.id, source="check_in", record=1, temperature=3810, symptoms=[], words="", handover=1,
            now=town.now,
        )  # fmt: skip

    await town.database.write(alarmed)
    await town.later(13)
    assert await about_ends(town) == []
    await town.later(6)
    assert await about_ends(town) == [
        "观察满期3人。\n可以解除2人：李阿公 3幢201、李阿婆 3幢201。\n还不能解除1人：\n王阿婆 3幢202，有警报没处理完\n"
        "一个个核对、一起批准，请按“看解除名单”，或者回“解除名单”。"
    ]
    assert await town.choices("陈主任") == ["看解除名单"]
    await town.presses("陈主任", "看解除名单")
    assert "可以解除2人：\n#1 李阿公 3幢201，14天满" in await town.last("陈主任")
    await town.presses("陈主任", "批准解除这2人")
    await town.later(24)
    assert len(await about_ends(town)) == 2
    assert [await state(town, name) for name in NAMES] == [State.RELEASED, State.RELEASED, State.OPEN]
    await town.says("陈主任", "今天要做什么")
    assert "王阿婆" in await town.last("陈主任")


async def test_one_alone_comes_as_the_check(town: Town) -> None:
    await town.observes("李阿公", begun=13)
    await town.observes("王阿婆", begun=12)
    await town.later(13)
    await town.later(6)
    assert await town.choices("陈主任") == ["批准解除", "先不解除"]
    await town.later(18)
    await town.later(6)
    assert "王阿婆 3幢202" in await town.last("陈主任")
    assert await town.choices("陈主任") == ["批准解除", "先不解除"]


async def test_after_a_standstill_it_is_one_message_too_and_the_other_cadre_reads_who_decided(town: Town) -> None:
    await town.observes("李阿公", "李阿婆", "王阿婆", begun=13)
    await town.database.write(lambda tx: people.give_role(tx, town.people["小林"], Role.CADRE, town.village.id))
    await town.later(26)
    await town.later(0)
    for cadre in ("陈主任", "小林"):
        assert len(await about_ends(town, cadre)) == 1
        assert await town.choices(cadre) == ["看解除名单"]
    await town.presses("小林", "看解除名单")
    await town.presses("小林", "批准解除这3人")
    assert "小林批准解除了" in await town.last("陈主任")
    await town.presses("陈主任", "看解除名单")
    assert "没有期满" in await town.last("陈主任")


async def test_ten_are_named_and_the_rest_counted(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(days_over, "NAMED", 2)
    await town.observes("李阿公", "李阿婆", begun=13)
    await town.observes("王阿婆", begun=13)
    await town.later(13)
    await town.later(6)
    assert "可以解除3人：李阿公 3幢201、李阿婆 3幢201等。" in await town.last("陈主任")
