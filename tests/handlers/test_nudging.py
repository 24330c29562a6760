"""Those who are silent: reminded once in some hours, by another channel where there is one; or handed to workers."""

import pytest

from broadcasts import nudging
from domain.messages import Operation
from domain.notices import Way
from storage import addresses
from storage.addresses import Address
from storage.database import Transaction
from tests.broadcasts.test_knocking import changed
from tests.handlers.test_doors import counts, unreachable
from tests.town import ACCOUNT, HOUR, Town

EVERYBODY = 7


async def sent(town: Town, broadcast: int) -> None:
    """Every copy went out."""

    def work(tx: Transaction) -> None:
        tx.connection.execute(f"update outbox set state = 'sent', sent_at = {town.now}")  # noqa: S608

    await town.database.write(work)


async def answered(town: Town, *names: str) -> None:
    for name in names:
        await town.does(town.update(name, press=await town.button(name, "收到")))


async def copies(town: Town, who: str) -> int:
    return len([text for text in await town.heard(who) if "请提前接水" in text])


async def test_only_the_silent_are_reminded(town: Town) -> None:
    broadcast = await town.notifies(town.notice())
    await sent(town, broadcast)
    await answered(town, "李阿公")
    town.now += 5 * HOUR
    await town.says("陈主任", "提醒没回的")
    assert "又提醒了6个" in await town.last("陈主任")
    await town.later(0)
    assert await copies(town, "李阿公") == 1
    assert await copies(town, "王阿婆") == 2
    assert "再提醒" in await town.last("王阿婆")


async def test_the_buttons_of_both_copies_count(town: Town) -> None:
    broadcast = await town.notifies(town.notice())
    await sent(town, broadcast)
    first = await town.button("王阿婆", "收到")
    town.now += 5 * HOUR
    await town.says("陈主任", "提醒通知1没回的")
    await town.later(0)
    await town.does(town.update("王阿婆", press=first))
    assert "记下了" in await town.last("王阿婆")
    assert (await counts(town, broadcast))["answered"] == 1


async def test_nobody_is_reminded_twice_within_some_hours(town: Town) -> None:
    broadcast = await town.notifies(town.notice())
    await sent(town, broadcast)
    await town.says("陈主任", "提醒没回的")
    assert "刚收到过" in await town.last("陈主任")
    town.now += 5 * HOUR
    await town.says("陈主任", "通知1没回的再提醒一下")
    assert "一下" not in await town.last("陈主任")


async def test_a_second_wish_within_some_hours_says_what_was_done(town: Town) -> None:
    broadcast = await town.notifies(town.notice())
    await sent(town, broadcast)
    town.now += 5 * HOUR
    for _ in range(2):
        await town.says("陈主任", "提醒没回的")
        await town.later(0)
    assert "刚提醒过" in await town.last("陈主任")
    assert await copies(town, "王阿婆") == 2


async def test_a_reminder_takes_another_channel_where_there_is_one(town: Town) -> None:
    broadcast = await town.notifies(town.notice())
    await sent(town, broadcast)
    other = Address("telegram:2", "王阿婆")
    await town.database.write(lambda tx: addresses.bind(tx, other, town.people["王阿婆"], "zh", town.now - 10))
    town.now += 5 * HOUR
    await town.says("陈主任", "提醒没回的")
    await town.later(0)
    assert await copies(town, "王阿婆") == 1
    standing = await town.database.read(
        lambda tx: tx.connection.execute(
            "select account from outbox where broadcast <> 0 and chat = '王阿婆' order by id"
        ).fetchall()
    )
    assert [account for (account,) in standing] == [ACCOUNT, "telegram:2"]


async def test_where_households_count_one_answer_spares_the_door(town: Town) -> None:
    broadcast = await town.notifies(town.notice(counted="household"))
    await sent(town, broadcast)
    await answered(town, "李阿公")
    town.now += 5 * HOUR
    await town.says("陈主任", "提醒没回的")
    assert "又提醒了5个" in await town.last("陈主任")


async def test_the_silent_are_handed_to_the_workers_with_buttons(town: Town) -> None:
    broadcast = await town.notifies(town.notice())
    await sent(town, broadcast)
    await answered(town, "小陈", "小林", "陈主任", "刘医生", "李阿公")
    await town.says("陈主任", "把没回的交给网格员")
    assert "2户2人交给网格员了：小陈、小林" in await town.last("陈主任")
    assert "3幢202" in await town.last("小陈")
    assert "李阿婆" in await town.last("小林")
    await town.presses("小林", "3幢202说了")
    await town.says("小陈", "敲门名单")
    assert "3幢202" not in await town.last("小陈")
    assert (await counts(town, broadcast))["told"] == 1


async def test_nobody_is_sent_to_their_own_door(town: Town) -> None:
    broadcast = await town.notifies(town.notice())
    await sent(town, broadcast)
    await town.says("陈主任", "把没回的交给网格员")
    assert "1幢101" not in await town.last("小陈")
    assert "1幢102" in await town.last("小陈")


async def test_an_answer_after_the_handing_over_takes_the_door_off(town: Town) -> None:
    broadcast = await town.notifies(town.notice())
    await sent(town, broadcast)
    await town.says("陈主任", "把没回的交给网格员")
    button = await town.button("小陈", "3幢202说了")
    await answered(town, "王阿婆")
    await town.does(town.update("小陈", press=button))
    assert "自己回了" in await town.last("小陈")


async def test_handed_over_twice_says_what_was_done(town: Town) -> None:
    broadcast = await town.notifies(town.notice())
    await sent(town, broadcast)
    await town.says("陈主任", "把没回的交给网格员")
    heard = len(await town.heard("小林"))
    await town.says("陈主任", "把没回的交给网格员")
    assert "刚交给网格员" in await town.last("陈主任")
    assert len(await town.heard("小林")) == heard


async def test_doors_without_a_worker_go_up_and_the_author_is_told(town: Town) -> None:
    def no_workers(tx: Transaction) -> None:
        for name in ("小陈", "小林"):
            tx.connection.execute(f"delete from roles where person = {town.people[name]}")  # noqa: S608

    await town.database.write(no_workers)
    broadcast = await town.notifies(town.notice())
    await sent(town, broadcast)
    await town.says("陈主任", "把没回的交给网格员")
    heard = "\n".join(await town.heard("陈主任"))
    assert "一网格1组没有自己的网格员" in heard
    assert "3幢202" in heard


async def test_whoever_has_expired_words_is_not_reminded(town: Town) -> None:
    await town.notifies(town.notice())
    town.now += 80 * HOUR
    await town.says("陈主任", "提醒通知1没回的")
    assert "已经过期" in await town.last("陈主任")
    await town.says("陈主任", "提醒没回的")
    assert "没有还等着回" in await town.last("陈主任")


async def test_a_notice_that_there_is_not_is_said(town: Town) -> None:
    await town.says("陈主任", "提醒通知99没回的")
    assert "没有通知99" in await town.last("陈主任")


async def test_whoever_is_in_no_chat_is_not_said_to_be_reminded(town: Town) -> None:
    await unreachable(town, "王阿婆")
    await sent(town, await town.notifies(town.notice()))
    await town.says("陈主任", "提醒没回的")
    said = await town.last("陈主任")
    assert "刚收到过" in said
    assert "还有1人没回，聊天里找不到他们" in said
    town.now += HOUR
    await town.says("陈主任", "提醒没回的")
    assert "小时才能再来" not in await town.last("陈主任"), "nobody was reminded by the first"


async def test_with_two_notices_open_it_is_asked_which(town: Town) -> None:
    await town.notifies(town.notice())
    await town.notifies(town.notice("明天封路。", title="封路"))
    await town.says("陈主任", "把没回的交给网格员")
    assert await town.choices("陈主任") == ["通知2「封路」", "通知1「停水」"]
    await town.presses("陈主任", "通知2「封路」")
    assert "封路" in (await town.heard("小林"))[-1]


async def test_a_villager_reminds_nobody(town: Town) -> None:
    await town.notifies(town.notice())
    await town.says("李阿公", "提醒没回的")
    assert "又提醒了" not in await town.last("李阿公")


async def test_who_could_not_be_reached_is_tried_again_by_a_reminder(town: Town) -> None:
    await unreachable(town, "王阿婆")
    broadcast = await town.notifies(town.notice())
    await sent(town, broadcast)
    assert (await counts(town, broadcast))[Way.PHONE] == 1
    await town.database.write(lambda tx: addresses.mark(tx, Address(ACCOUNT, "王阿婆"), reachable=True))
    town.now += 5 * HOUR
    await town.says("陈主任", "提醒没回的")
    await town.later(0)
    assert await copies(town, "王阿婆") == 1
    assert "再提醒" not in await town.last("王阿婆")


async def test_who_is_silent_on_a_correction_is_reminded_of_that(town: Town) -> None:
    broadcast = await town.notifies(town.notice())
    await sent(town, broadcast)
    await changed(town, broadcast, Operation.EDIT, "改到后天停水。")
    await sent(town, broadcast)
    await answered(town, "李阿公")
    town.now += 5 * HOUR
    heard = len(await town.heard("王阿婆"))
    await town.says("陈主任", "提醒通知1没回的")
    assert "又提醒了6个" in await town.last("陈主任")
    await town.later(0)
    assert len(await town.heard("王阿婆")) == heard + 1
    assert "【更正】改到后天停水" in await town.last("王阿婆")


async def test_many_silent_people_are_done_with_beside_the_turn_and_the_author_is_told(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("AT_ONCE", "SLICE", "AREAS_AT_ONCE", "AREAS"):
        monkeypatch.setattr(nudging, name, 2)
    broadcast = await town.notifies(town.notice())
    await sent(town, broadcast)
    await town.says("陈主任", "把没回的交给网格员")
    assert "正在一批一批" in await town.last("陈主任")
    await town.later(0)
    assert "没回的6户7人交给网格员了" in await town.last("陈主任")
    assert "3幢202" in await town.last("小林")


async def test_doors_that_were_handed_over_stay_on_the_list_when_the_notice_is_corrected(town: Town) -> None:
    broadcast = await town.notifies(town.notice())
    await sent(town, broadcast)
    await town.says("陈主任", "把没回的交给网格员")
    await changed(town, broadcast, Operation.EDIT, "改到后天停水。")
    await sent(town, broadcast)
    await answered(town, "李阿公", "李阿婆")
    await town.says("小陈", "敲门名单")
    said = await town.last("小陈")
    assert "3幢202" in said
    assert "改到后天停水" in said
    assert "3幢201" not in said.replace("“3幢201说了”", "")


async def test_both_stand_under_how_a_notice_does(town: Town) -> None:
    broadcast = await town.notifies(town.notice())
    await sent(town, broadcast)
    town.now += 5 * HOUR
    await town.says("陈主任", "通知1怎么样了")
    await town.presses("陈主任", "提醒没回的")
    assert "又提醒了7个" in await town.last("陈主任")
    await town.presses("陈主任", "没回的交给网格员")
    assert "6户7人交给网格员了" in "".join(await town.heard("陈主任"))
    town.now += 80 * HOUR
    await town.says("陈主任", "通知1怎么样了")
    assert "提醒没回的" not in await town.choices("陈主任"), "its words have expired"
