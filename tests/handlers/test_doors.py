"""Doors: the worker's list is what the ledger says now; doors are claimed and ticked off by word and by button."""

from domain.areas import Area
from storage import addresses, areas, recipients
from storage.addresses import Address
from storage.database import Transaction
from tests.town import ACCOUNT, HOUR, Town


async def unreachable(town: Town, *names: str) -> None:
    def leave(tx: Transaction) -> None:
        for name in names:
            addresses.mark(tx, Address(ACCOUNT, name), reachable=False)

    await town.database.write(leave)


async def reachable(town: Town, name: str) -> None:
    await town.database.write(lambda tx: addresses.mark(tx, Address(ACCOUNT, name), reachable=True))


async def counts(town: Town, broadcast: int) -> dict[str, int]:
    return await town.database.read(lambda tx: recipients.counts(tx, broadcast))


async def told(town: Town) -> int:
    """A notice that the 李 of 3幢201 and 王阿婆 of 3幢202 can only be told in person."""
    await unreachable(town, "李阿公", "李阿婆", "王阿婆")
    return await town.notifies(town.notice())


async def test_the_list_names_doors_people_telephones_and_what_to_say(town: Town) -> None:
    await told(town)
    await town.says("小陈", "敲门名单")
    said = await town.last("小陈")
    assert "3幢201" in said
    assert "李阿公 13800000001，李阿婆" in said
    assert "请提前接水" in said
    assert await town.choices("小陈") == ["3幢201说了", "3幢202说了"]


async def test_an_answer_that_came_a_minute_ago_takes_the_door_off(town: Town) -> None:
    broadcast = await told(town)
    await reachable(town, "王阿婆")
    granny = town.people["王阿婆"]
    await town.database.write(lambda tx: recipients.answer(tx, broadcast, granny, "received", town.now))
    await town.says("小陈", "还有哪些门没敲")
    assert "3幢202" not in await town.last("小陈")


async def test_a_button_ticks_a_door_off_for_all_behind_it_and_a_repeat_says_so(town: Town) -> None:
    broadcast = await told(town)
    await town.says("小陈", "敲门名单")
    button = await town.button("小陈", "3幢201说了")
    await town.does(town.update("小陈", press=button))
    assert "还有1户" in await town.last("小陈")
    assert (await counts(town, broadcast))["told"] == 2
    await town.does(town.update("小陈", press=button))
    assert "小陈" in await town.last("小陈")
    assert "已经说过了" in await town.last("小陈")


async def test_words_tick_doors_off_too(town: Town) -> None:
    broadcast = await told(town)
    await town.says("小陈", "3-201、3-202 说了")
    assert "都办完了" in await town.last("小陈")
    assert (await counts(town, broadcast))["told"] == 3


async def test_nobody_in_is_noted_and_the_door_stays(town: Town) -> None:
    await told(town)
    await town.says("小林", "3幢202不在家")
    await town.says("小陈", "敲门名单")
    assert "小林11月30日（周一）12:00去过，不在家" in await town.last("小陈")


async def test_nobody_is_recorded_as_away_by_words_about_a_door_that_is_on_no_list(town: Town) -> None:
    await town.says("小林", "3幢202不在家")
    assert "留在名单上" not in await town.last("小林")


async def test_who_moved_away_is_listed_no_more(town: Town) -> None:
    broadcast = await told(town)
    await town.says("小林", "3幢202搬走了")
    await town.says("小陈", "敲门名单")
    assert "3幢202" not in await town.last("小陈")
    assert "told" not in await counts(town, broadcast)


async def test_the_first_who_goes_has_the_door_and_the_others_see_who(town: Town) -> None:
    await told(town)
    await town.says("小陈", "我去3幢202")
    await town.says("小林", "我来3幢202")
    assert "小陈说去了" in await town.last("小林")
    await town.says("小林", "敲门名单")
    assert "【小陈去】" in await town.last("小林")
    await town.says("小陈", "3幢202不去了")
    await town.says("小林", "我来3幢202")
    assert "您去" in await town.last("小林")


async def test_a_door_that_is_on_no_list_is_said(town: Town) -> None:
    await told(town)
    await town.says("小陈", "9幢909 说了")
    assert "不在敲门名单上" in await town.last("小陈")
    await town.says("小陈", "1幢101说了")
    assert "不在敲门名单上" in await town.last("小陈")


async def test_a_door_elsewhere_is_not_ticked_off(town: Town) -> None:
    broadcast = await told(town)

    def elsewhere(tx: Transaction) -> None:
        grid = areas.ensure(tx, town.village, "grid", "二网格")
        other: Area = areas.ensure(tx, grid, "microgrid", "二网格1组")
        held = town.people["小林"]
        tx.connection.execute(f"update roles set area = {other.id} where person = {held}")  # noqa: S608

    await town.database.write(elsewhere)
    await town.says("小林", "3幢202说了")
    assert "不归您这边" in await town.last("小林")
    assert "told" not in await counts(town, broadcast)
    await town.says("小林", "敲门名单")
    assert "没有要上门通知的" in await town.last("小林")


async def test_a_villager_sees_no_list(town: Town) -> None:
    await told(town)
    await reachable(town, "李阿公")
    await town.says("李阿公", "/doors")
    assert "3幢202" not in await town.last("李阿公")


async def test_with_two_notices_it_is_asked_which_was_told(town: Town) -> None:
    first = await told(town)
    second = await town.notifies(town.notice("明天封路。", title="封路"))
    await town.says("小陈", "3幢202说了")
    assert await town.choices("小陈") == ["3幢202 通知1", "3幢202 通知2", "都是"]
    await town.presses("小陈", "3幢202 通知2")
    assert "told" not in await counts(town, first)
    assert (await counts(town, second))["told"] == 1
    await town.says("小陈", "通知1 3幢202说了")
    assert (await counts(town, first))["told"] == 1


async def test_words_that_have_expired_are_on_no_list(town: Town) -> None:
    await told(town)
    town.now += 80 * HOUR
    await town.says("小陈", "敲门名单")
    assert "没有要上门通知的" in await town.last("小陈")


async def test_a_worker_who_reads_english_is_answered_in_it(town: Town) -> None:
    await town.says("小陈", "/language en")
    await told(town)
    await town.says("小陈", "doors to knock")
    assert "still to be told" in await town.last("小陈")
