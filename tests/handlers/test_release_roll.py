"""Many whose days are over: one list with the check of each, some left out, the rest released by one press."""

import pytest

from broadcasts import release_roll
from domain.observation import State
from nlu.releases import LeftOut, asks_release_roll, read_left_out
from storage import audit, health_alarms, observations
from storage.database import Transaction
from tests.town import Town


async def states(town: Town, *names: str) -> list[State]:
    def find(tx: Transaction) -> list[State]:
        return [observations.of_person(tx, town.people[name])[0].state for name in names]

    return await town.database.read(find)


NAMES = ("李阿公", "李阿婆", "王阿婆")


async def over(town: Town) -> None:
    await town.observes("李阿公", "李阿婆", begun=13)
    await town.observes("王阿婆", begun=13)
    await town.later(26)


async def test_all_whose_days_are_over_are_released_by_one_press_each_with_rows_of_its_own(town: Town) -> None:
    await over(town)
    await town.says("陈主任", "解除名单")
    shown = await town.last("陈主任")
    assert "可以解除3人" in shown
    assert all(name in shown for name in NAMES)
    await town.presses("陈主任", "批准解除这3人")
    assert await states(town, *NAMES) == [State.RELEASED] * 3
    assert "/console/observed/released?day=2026-12-01" in await town.last("陈主任")
    assert "李阿公、李阿婆、王阿婆" in await town.last("陈主任")
    told = [text for text in await town.heard("李阿公") if text.startswith("解除通知")]
    assert len(told) == 1
    assert "李阿婆" in told[0]
    assert len([text for text in await town.heard("小陈") if "批准解除了" in text]) == 1

    def deeds(tx: Transaction) -> list[str]:
        return [
            change.kind for name in NAMES
            for change in observations.changes(tx, observations.of_person(tx, town.people[name])[0].id)
            if change.kind == "released"
        ]  # fmt: skip

    assert len(await town.database.read(deeds)) == 3


async def test_whoever_is_left_out_stays_and_can_be_taken_in_again(town: Town) -> None:
    await over(town)
    await town.says("陈主任", "解除名单")
    await town.says("陈主任", "去掉 #1 和王阿婆")
    shown = await town.last("陈主任")
    assert "可以解除1人" in shown
    assert "这次先不解除2人" in shown
    await town.says("陈主任", "加回 #1")
    assert "可以解除2人" in await town.last("陈主任")
    await town.says("陈主任", "去掉 #99")
    assert "没找到#99" in await town.last("陈主任")
    await town.says("陈主任", "1")
    assert await states(town, *NAMES) == [State.RELEASED, State.RELEASED, State.OPEN]


async def test_several_are_left_out_by_one_door_and_none_is_taken_in_by_it(town: Town) -> None:
    await over(town)
    await town.says("陈主任", "解除名单")
    await town.says("陈主任", "去掉 3幢201")
    assert "这次先不解除2人" in await town.last("陈主任")
    await town.says("陈主任", "加回 3幢201")
    assert "没找到3幢201" in await town.last("陈主任")
    await town.presses("陈主任", "批准解除这1人")
    assert await states(town, *NAMES) == [State.OPEN, State.OPEN, State.RELEASED]


async def test_a_long_list_says_how_many_more_there_are(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(release_roll, "MOST", 2)
    await over(town)
    await town.says("陈主任", "解除名单")
    assert "期满待解除3人，这里先列2人" in await town.last("陈主任")
    await town.presses("陈主任", "批准解除这2人")
    assert sorted(await states(town, *NAMES)) == [State.OPEN, State.RELEASED, State.RELEASED]


async def test_whose_alarm_is_open_is_named_with_why_and_an_alarm_after_the_list_holds_too(town: Town) -> None:
    await over(town)

    async def alarmed(name: str) -> int:
        def work(tx: Transaction) -> int:
            case = observations.of_person(tx, town.people[name])[0]
            return health_alarms.add(
                tx, area=town.microgrid.id, village=town.village.id, household=case.household, person=case.person,
                observation=case.id, source="check_in", record=1, temperature=3810, symptoms=[], words="", handover=1,
                now=town.now,
            )  # fmt: skip

        return await town.database.write(work)

    await alarmed("李阿婆")
    await town.says("陈主任", "待解除名单")
    shown = await town.last("陈主任")
    assert "还不能解除1人" in shown
    assert "有警报没处理完" in shown
    await alarmed("王阿婆")
    await town.presses("陈主任", "批准解除这2人")
    assert await states(town, *NAMES) == [State.RELEASED, State.OPEN, State.OPEN]
    assert "没有解除的1人：#3 王阿婆（有警报没处理完）" in await town.last("陈主任")


async def test_only_a_cadre_gets_the_list(town: Town) -> None:
    await over(town)
    await town.says("小陈", "/releases")
    assert "村干部" in await town.last("小陈")
    await town.says("小陈", "解除名单")
    assert "李阿婆" not in await town.last("小陈")
    await town.says("陈主任", "解除名单")

    def looks(tx: Transaction) -> list[object]:
        return [entry for entry in audit.about(tx, town.people["王阿婆"]) if "see_observation" in entry]

    assert await town.database.read(looks)


async def test_nobody_is_on_it_before_their_time(town: Town) -> None:
    await town.observes("李阿公", begun=12)
    await town.says("陈主任", "今天谁可以解除")
    assert "没有期满" in await town.last("陈主任")


@pytest.mark.parametrize(
    "words",
    ["解除名单", "待解除的名单", "期满名单", "今天可以解除的名单", "批量解除", "今天谁期满", "哪些人可以解除了？"],
)
def test_words_for_the_list(words: str) -> None:
    assert asks_release_roll(words)


@pytest.mark.parametrize("words", ["王芳解除", "解除", "名单", "解除了吗", "王芳什么时候解除"])
def test_words_that_ask_for_no_list(words: str) -> None:
    assert not asks_release_roll(words)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("去掉 #2 #5", LeftOut(("#2", "#5"))), ("去掉2、5", LeftOut(("#2", "#5"))),
        ("除了王芳都解除", LeftOut(("王芳",))),
        ("除了12号和13号", LeftOut(("#12", "#13"))), ("王芳先不解除", LeftOut(("王芳",))),
        ("去掉3幢201", LeftOut(("3幢201",))), ("加回5", LeftOut(("#5",), back=True)), ("王芳解除", None),
        ("今天天气不错", None),
    ],
)  # fmt: skip
def test_who_is_left_out(words: str, said: LeftOut | None) -> None:
    assert read_left_out(words) == said
