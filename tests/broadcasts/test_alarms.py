"""Danger that nobody has taken on: whoever can be reached by now is told, and each of them once."""

from broadcasts.alarms import PATIENCE, call_on
from storage import addresses
from storage.addresses import Address
from tests.town import ACCOUNT, Town


async def watch(town: Town) -> None:
    await town.database.write(lambda tx: call_on(tx, town.writer, town.now))


async def cut_off(town: Town, *names: str) -> None:
    """Their chats take nothing any more."""

    def work(tx) -> None:  # type: ignore[no-untyped-def]
        for name in names:
            addresses.mark(tx, Address(ACCOUNT, name), reachable=False)

    await town.database.write(work)


async def urgent(town: Town, who: str) -> int:
    return sum("【紧急】" in text for text in await town.heard(who))


async def test_an_alarm_that_reached_nobody_goes_to_the_cadres_and_the_person_is_told(town: Town) -> None:
    await town.says("李阿公", "胸口痛")
    await cut_off(town, "小陈", "小林", "刘医生")
    await watch(town)
    assert "原话：“胸口痛”" in await town.last("陈主任")
    assert "我又告诉了陈主任" in await town.last("李阿公")


async def test_who_can_be_reached_only_later_hears_of_a_danger_that_nobody_has_taken(town: Town) -> None:
    await cut_off(town, "小林")
    await town.says("李阿公", "胸口痛")
    assert await urgent(town, "小林") == 0
    await town.database.write(lambda tx: addresses.mark(tx, Address(ACCOUNT, "小林"), reachable=True))
    await watch(town)
    assert await urgent(town, "小林") == 1


async def test_the_cadres_hear_of_it_when_nobody_has_taken_it_for_some_minutes(town: Town) -> None:
    await town.says("李阿公", "胸口痛")
    await watch(town)
    assert await urgent(town, "陈主任") == 0
    town.now += PATIENCE + 1
    await watch(town)
    assert await urgent(town, "陈主任") == 1


async def test_nobody_is_told_twice_and_nobody_once_it_is_taken(town: Town) -> None:
    await town.says("李阿公", "胸口痛")
    for _ in range(3):
        await watch(town)
    assert [await urgent(town, who) for who in ("小陈", "小林", "刘医生")] == [1, 1, 1]
    await town.presses("小陈", "我来处理")
    town.now += PATIENCE + 1
    await watch(town)
    assert await urgent(town, "陈主任") == 0


async def test_a_call_that_is_no_danger_waits_for_its_worker(town: Town) -> None:
    await town.says("李阿公", "找人")
    town.now += PATIENCE + 1
    await watch(town)
    assert "李阿公" not in "".join(await town.heard("陈主任"))
