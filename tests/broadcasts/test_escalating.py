"""Who does not answer is reminded once more, and then those responsible are told, one level up at a time."""

from typing import Any

from broadcasts.escalating import follow
from domain.people import Role
from domain.rules import Do, Follow
from domain.schedules import Calendar
from domain.spans import HOUR
from storage import broadcasts, escalations, people, rules
from storage.database import Transaction
from tests.broadcasts.test_reminders import TODAY, heard, reminds
from tests.town import Town

AT_TWO = Calendar((14 * 60,), TODAY, TODAY)
FOLLOW = (
    Follow(2 * HOUR, Do.AGAIN), Follow(4 * HOUR, Do.NEXT), Follow(5 * HOUR, Do.NEXT), Follow(6 * HOUR, Do.NEXT)
)  # fmt: skip


async def asks(town: Town, *who: str, **details: Any) -> int:
    """At two some people are reminded; the broadcast."""
    audience = {"any": [{"person": town.people[name]} for name in who]}
    rule = await reminds(town, AT_TWO, follow=FOLLOW, audience=audience, **details)
    await town.later(2)
    [(_, broadcast)] = await town.database.read(lambda tx: rules.fired(tx, rule.id))
    return broadcast


async def told(town: Town, who: str) -> list[str]:
    return [text for text in await town.heard(who) if "没有回复" in text]


async def levels(town: Town, broadcast: int) -> list[tuple[str, int, int]]:
    """(who, level, how many were told) of what was passed on."""
    names = {person: name for name, person in town.people.items()}
    found = await town.database.read(lambda tx: escalations.of_broadcast(tx, broadcast))
    return [(names[each.person], each.level, len(each.told)) for each in found]


async def street(town: Town) -> None:
    await town.settles("街道张姐", "1幢105")
    await town.database.write(lambda tx: people.give_role(tx, town.people["街道张姐"], Role.STREET, town.village.id))


async def test_each_level_is_told_at_its_time_and_what_was_tried(town: Town) -> None:
    await street(town)
    broadcast = await asks(town, "李阿公")
    assert await heard(town) == 1
    await town.later(2)
    assert await heard(town) == 2
    assert await told(town, "小陈") == []
    await town.later(2)
    [first] = await told(town, "小陈")
    assert "李阿公，3幢201，13800000001" in first
    assert "14:00、16:00提醒过本人" in first
    assert len(await told(town, "小林")) == 1
    assert await told(town, "陈主任") == []
    await town.later(1)
    assert "18:00告诉了小陈、小林。" in (await told(town, "陈主任"))[0]
    await town.later(1)
    assert "19:00告诉了陈主任。" in (await told(town, "街道张姐"))[0]
    assert await levels(town, broadcast) == [("李阿公", 1, 2), ("李阿公", 2, 1), ("李阿公", 3, 1)]
    await town.later(24)
    assert [len(await told(town, who)) for who in ("小陈", "小林", "陈主任", "街道张姐")] == [1, 1, 1, 1]
    assert await heard(town) == 2


async def test_an_answer_ends_it_at_whatever_level(town: Town) -> None:
    broadcast = await asks(town, "李阿公", "王阿婆")
    await town.says("王阿婆", "收到")
    await town.later(2)
    assert await heard(town, "王阿婆") == 1
    await town.later(2)
    assert "王阿婆" not in (await told(town, "小陈"))[0]
    await town.says("李阿公", "收到")
    await town.later(2)
    assert await told(town, "陈主任") == []
    assert await levels(town, broadcast) == [("李阿公", 1, 2)]


async def test_a_worker_who_reached_somebody_ends_it_too(town: Town) -> None:
    await asks(town, "李阿公", "王阿婆")
    await town.later(4)
    assert await town.choices("小陈") == ["已联系 李阿公", "已联系 王阿婆", "都联系到了"]
    await town.presses("小陈", "已联系 李阿公")
    assert "记下了，已联系李阿公" in await town.last("小陈")
    assert "王阿婆，3幢202" in await town.last("小陈")
    await town.later(1)
    [passed] = await told(town, "陈主任")
    assert "王阿婆" in passed
    assert "李阿公" not in passed
    await town.presses("陈主任", "已联系 王阿婆")
    assert "这份名单都联系到了" in await town.last("陈主任")
    await town.presses("小林", "都联系到了")
    assert "已经记过了" in await town.last("小林")


async def test_of_a_workers_own_silence_the_cadre_hears(town: Town) -> None:
    await street(town)
    broadcast = await asks(town, "小陈")
    await town.later(4)
    assert await told(town, "小林") == []
    assert "小陈，1幢101" in (await told(town, "陈主任"))[0]
    await town.later(1)
    assert len(await told(town, "街道张姐")) == 1
    await town.later(1)
    assert await levels(town, broadcast) == [("小陈", 1, 1), ("小陈", 2, 1), ("小陈", 3, 0)]


async def test_where_nobody_of_a_level_can_be_reached_the_next_is_told_and_nobody_twice(town: Town) -> None:
    await town.database.write(
        lambda tx: tx.connection.execute("delete from roles where role = 'grid_worker'") and None
    )
    broadcast = await asks(town, "李阿公")
    await town.later(4)
    assert len(await told(town, "陈主任")) == 1
    await town.later(2)
    assert len(await told(town, "陈主任")) == 1
    assert await levels(town, broadcast) == [("李阿公", 1, 1), ("李阿公", 2, 0), ("李阿公", 3, 0)]


async def test_one_answer_spares_the_household_where_households_count(town: Town) -> None:
    broadcast = await asks(town, "李阿公", "李阿婆")
    await town.says("李阿婆", "收到")
    await town.later(4)
    assert await levels(town, broadcast) == [("李阿公", 1, 2)]


async def test_after_a_restart_of_hours_every_step_is_done_once(town: Town) -> None:
    broadcast = await asks(town, "李阿公")
    await town.later(30)
    assert [len(await told(town, who)) for who in ("小陈", "陈主任")] == [1, 1]
    assert await levels(town, broadcast) == [("李阿公", 1, 2), ("李阿公", 2, 1), ("李阿公", 3, 0)]


async def test_a_step_that_is_due_during_a_pause_comes_when_it_goes_on(town: Town) -> None:
    broadcast = await asks(town, "李阿公")
    await town.database.write(lambda tx: broadcasts.move(tx, broadcast, "pause", town.now))
    await town.later(2)
    assert await heard(town) == 1
    await town.database.write(lambda tx: broadcasts.move(tx, broadcast, "resume", town.now))
    await town.later(0.1)
    assert await heard(town) == 2


async def test_whoever_has_done_the_work_is_not_escalated(town: Town) -> None:
    broadcast = await asks(town, "李阿公", "王阿婆", condition="doors")

    def work(tx: Transaction) -> None:
        done = {"doors": lambda tx, person, now: [1] if person.name == "王阿婆" else []}
        follow(tx, town.writer, done, broadcast, 1, town.now)

    await town.database.write(work)
    assert await levels(town, broadcast) == [("王阿婆", 1, 2)]


async def test_who_answers_while_quiet_hours_hold_the_second_reminder_back_gets_none(town: Town) -> None:
    audience = {"any": [{"person": town.people[name]} for name in ("李阿公", "王阿婆")]}
    late = Calendar((20 * 60,), TODAY, TODAY)
    await reminds(town, late, follow=(Follow(3 * HOUR, Do.AGAIN),), audience=audience)
    await town.later(8)
    await town.later(3)
    await town.says("李阿公", "收到")
    await town.later(8)
    assert [await heard(town, who) for who in ("李阿公", "王阿婆")] == [1, 2]
