"""A worker's buttons do nothing once the post is lost, nor in another's hand; grid work never begins in a group."""

from collections.abc import Awaitable, Callable

import pytest

from storage.database import Transaction
from tests.observed import observe
from tests.town import Town

RECORDS = (
    "observations", "observation_changes", "check_ins", "chronic_symptoms", "health_alarms", "errands",
    "errand_events", "advances", "visits", "returnees", "matters", "matter_hands", "matter_entries", "agreements",
    "shop_checks", "shops", "persons", "sites", "observation_policies",
)  # fmt: skip


async def kept(town: Town) -> dict[str, list[object]]:
    """All that is on record about grid work."""

    def look(tx: Transaction) -> dict[str, list[object]]:
        return {
            table: sorted(map(repr, tx.connection.execute(f"select * from {table}").fetchall()))  # noqa: S608
            for table in RECORDS
        }

    return await town.database.read(look)


async def loses_posts(town: Town, name: str) -> None:
    person = town.people[name]
    await town.database.write(
        lambda tx: tx.connection.execute(f"delete from roles where person = {person}")  # noqa: S608
    )


async def enrolling(town: Town) -> tuple[str, str]:
    await town.says("小陈", "3幢201 李阿公 密接 武汉 最后接触11月29日")
    for _ in range(3):
        if "确认" not in await town.choices("小陈"):
            await town.presses("小陈", (await town.choices("小陈"))[0])
    return "小陈", "确认"


async def changing(town: Town) -> tuple[str, str]:
    await observe(town, "李阿公")
    await town.says("陈主任", "李阿公提前结束 因为转院")
    await town.says("陈主任", "观察 #1")
    return "陈主任", (await town.choices("陈主任"))[-1]


async def chronic(town: Town) -> tuple[str, str]:
    await town.says("刘医生", "李阿公 老慢支，长期咳嗽")
    return "刘医生", (await town.choices("刘医生"))[0]


async def visiting(town: Town) -> tuple[str, str]:
    await town.says("小陈", "3幢201 王家 4口人 有一人从武汉回来 11月22日到 体温都正常")
    return "小陈", "确认"


async def alarm(town: Town) -> tuple[str, str]:
    await observe(town, "李阿公")
    await town.says("李阿公", "38.2")
    await town.presses("小陈", "我来处理")
    return "小陈", "已送医院"


async def alarm_taken(town: Town) -> tuple[str, str]:
    await observe(town, "李阿公")
    await town.says("李阿公", "38.2")
    return "小陈", "我来处理"


async def errand(town: Town) -> tuple[str, str]:
    await town.says("李阿公", "代办：去驿站拿个包裹")
    return "小陈", "我来办"


async def complaint(town: Town) -> tuple[str, str]:
    await town.says("李阿公", "我要反映楼上半夜装修，太吵")
    await town.presses("李阿公", "提交")
    return "陈主任", "我来办 #1"


async def shop(town: Town) -> tuple[str, str]:
    await town.says("小陈", "加店 老王修车铺 东街")
    return "小陈", (await town.choices("小陈"))[0]


async def returnee(town: Town) -> tuple[str, str]:
    await town.says("小陈", "3幢201 王家 4口人 有一人从武汉回来 11月22日到 体温都正常")
    await town.presses("小陈", "确认")
    for label in ("不用观察", "登记观察"):
        for content in reversed(await town.said_to("小林")):
            if label in [choice.label for choice in content.choices]:
                return "小林", label
    return "小陈", "登记观察"


async def releasing(town: Town) -> tuple[str, str]:
    await observe(town, "李阿公", since=15)
    await town.says("陈主任", "解除 #1")
    return "陈主任", (await town.choices("陈主任"))[0]


IN_PRIVATE = {"请私下给我发消息", "请私聊我一下"}
"""What every command, and all words about anybody's health, are answered with in a group."""

SCENES = (
    enrolling, changing, chronic, visiting, alarm, alarm_taken, errand, complaint, shop, returnee, releasing,
)  # fmt: skip
Scene = Callable[[Town], Awaitable[tuple[str, str]]]


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.__name__)
async def test_a_button_of_a_former_worker_changes_nothing(town: Town, scene: Scene) -> None:
    who, label = await scene(town)
    press = await town.button(who, label)
    await loses_posts(town, who)
    before = await kept(town)
    await town.does(town.update(who, press=press))
    assert await kept(town) == before


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.__name__)
async def test_a_button_in_another_s_hand_changes_nothing(town: Town, scene: Scene) -> None:
    who, label = await scene(town)
    press = await town.button(who, label)
    before = await kept(town)
    for other in ("王阿婆", "小林" if who != "小林" else "小陈", "-100"):
        details = {"group": True, "sender": who} if other == "-100" else {}
        await town.does(town.update(other, press=press, **details))
    assert await kept(town) == before


@pytest.mark.parametrize(
    "words",
    [
        "我要反映楼上半夜装修，太吵", "申请调解，我和王阿婆因为漏水", "代办：去驿站拿个包裹", "/errand 拿快递",
        "/complain 太吵", "/dispute 我和王阿婆", "/visit 3幢201 都好", "3幢201 王家 4口人 体温都正常",
        "/observe 3幢201", "/tally", "/mydata", "我的资料", "/matter 1", "/checkin 38.5", "今天的数字", "观察 #1",
        "走访名单", "/back 武汉", "我昨天从武汉回来了", "#1", "#1 答复：好", "代办1 办好了", "我的代办", "查店",
        "李阿公 老慢支，长期咳嗽", "第几天了", "观察政策",
    ],
)  # fmt: skip
@pytest.mark.parametrize("who", ["李阿公", "小陈", "陈主任"])
async def test_words_in_a_group_begin_no_grid_work_there_and_are_not_answered_there(
    town: Town, words: str, who: str
) -> None:
    await observe(town, "李阿公")
    await town.opens_window()
    await town.says("-100", "/post", group=True, sender="陈主任")
    before, said = await kept(town), await town.heard("-100")
    await town.says("-100", words, group=True, sender=who)
    assert await kept(town) == before
    assert {line.partition("，")[0] for line in (await town.heard("-100"))[len(said) :]} <= IN_PRIVATE
