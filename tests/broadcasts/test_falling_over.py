"""Notices, reminders and alarms go to the door where somebody was last, and on to the next when it is shut."""

from domain.messages import FailureKind
from storage import addresses, people, recipients
from storage.addresses import Address
from storage.database import Transaction
from tests.doors import APP, EVERY, KF, TELEGRAM, WEB, Doors
from tests.handlers.test_pickups import add_slots
from tests.town import ACCOUNT, Town

KF2 = "wecom-kf:wk2"


async def open_page(person: Doors) -> None:
    await person.town.database.write(
        lambda tx: addresses.seen(tx, WEB, [person.chat(WEB)], person.town.now)
    )


async def heard(person: Doors, words: str) -> list[str]:
    """At which doors something was said."""
    return [account for account in (*EVERY, KF2) if any(words in each.text for each in await person.got(account))]


async def state(town: Town, broadcast: int, who: str) -> str:
    found = await town.database.read(lambda tx: recipients.standing(tx, broadcast, town.people[who]))
    assert found is not None
    return found.state


async def test_a_notice_goes_where_somebody_was_last_and_on_to_the_next_door(town: Town) -> None:
    person = await Doors(town, "李阿公").opens(KF)
    await person.says(TELEGRAM, "你好")
    await person.says(KF, "你好")
    await town.notifies(town.notice())
    assert await heard(person, "停水") == [KF]
    assert await person.refuses(KF)
    await town.later(0)
    assert await heard(person, "停水") == [KF, TELEGRAM]


async def test_who_can_only_be_told_after_their_word_is_knocked_for_at_once(town: Town) -> None:
    person = await Doors(town, "李阿婆").only(KF)
    await person.shuts(KF)
    broadcast = await town.notifies(town.notice())
    assert await heard(person, "停水") == []
    assert await state(town, broadcast, "李阿婆") == "knock"
    await town.says("小陈", "敲门名单")
    assert "李阿婆（微信上要等对方先说话）" in await town.last("小陈")


async def test_whose_messages_are_spent_as_it_goes_out_is_knocked_for_at_once(town: Town) -> None:
    person = await Doors(town, "李阿婆").only(KF)
    broadcast = await town.notifies(town.notice())
    assert await person.refuses(KF)
    assert await state(town, broadcast, "李阿婆") == "knock"


async def test_with_two_shops_of_the_customer_service_the_other_one_is_tried(town: Town) -> None:
    person = await Doors(town, "王阿婆").only(KF2, KF)
    broadcast = await town.notifies(town.notice())
    assert await person.refuses(KF)
    await town.later(0)
    assert await heard(person, "停水") == [KF, KF2]
    assert await person.refuses(KF2)
    assert await state(town, broadcast, "王阿婆") == "phone"


async def test_a_reminder_for_a_report_goes_to_the_next_door_with_its_question(town: Town) -> None:
    await town.observes("李阿公")
    person = await Doors(town, "李阿公").opens(KF)
    await town.later(20)
    assert await heard(person, "体温") == [KF]
    await person.refuses(KF)
    assert await heard(person, "体温") == [TELEGRAM]
    assert await person.presses(TELEGRAM, "没有体温计")
    assert await person.waiting(KF) == []


async def test_a_worker_is_told_at_once_of_whom_no_door_can_be_asked(town: Town) -> None:
    await town.observes("王阿婆")
    person = await Doors(town, "王阿婆").only(KF)
    await town.later(20)
    before = len(await town.heard("小陈"))
    assert await person.refuses(KF)
    await town.later(0)
    assert any("王阿婆" in text for text in (await town.heard("小陈"))[before:])
    assert "体温" in (await person.waiting(KF))[0]


async def test_who_was_asked_and_may_be_written_to_no_more_is_not_reported(town: Town) -> None:
    await town.observes("王阿婆")
    person = await Doors(town, "王阿婆").only(KF)
    await town.later(20)
    before = len(await town.heard("小陈"))
    await person.shuts(KF)
    await town.later(0.1)
    assert len(await town.heard("小陈")) == before


async def daughter(town: Town, of: str = "王阿婆") -> Doors:
    """Family elsewhere, who may act for a household."""

    def work(tx: Transaction) -> None:
        elder = people.get(tx, town.people[of])
        assert elder is not None
        found = people.add(tx, "女儿", town.village.id, town.now, terms=(), confirmed=True)
        people.let_act_for(tx, found, elder.household, elder.id, town.now)
        addresses.bind(tx, Address(ACCOUNT, "女儿"), found, "zh", town.now)
        town.people["女儿"] = found

    await town.database.write(work)
    return Doors(town, "女儿")


async def test_family_elsewhere_is_asked_in_the_stead_of_whom_no_door_reaches(town: Town) -> None:
    await town.observes("王阿婆")
    family, person = await daughter(town), await Doors(town, "王阿婆").only(KF)
    await person.shuts(KF)
    await town.later(20)
    assert "体温" in await family.last(TELEGRAM)
    assert "36.5" in await family.says(TELEGRAM, "36.5")
    assert await heard(person, "体温") == []


async def test_family_elsewhere_hears_a_reminder_that_waits_at_a_shut_door(town: Town) -> None:
    window = await town.opens_window(hours=2)
    family, person = await daughter(town), await Doors(town, "王阿婆").only(KF)
    await person.says(KF, "猪肉2斤")
    await person.says(KF, "确认")
    await person.shuts(KF)
    await town.later(2.5)
    assert window
    waits = await person.waiting(KF)
    assert any("截止" in text for text in waits)
    told = await family.last(TELEGRAM)
    assert "王阿婆" in told
    assert "转告" in told


async def test_family_elsewhere_hears_a_notice_for_whom_no_door_reaches_once_for_all_of_a_home(town: Town) -> None:
    family = await daughter(town, "李阿公")
    for name in ("李阿公", "李阿婆"):
        await (await Doors(town, name).only(KF)).shuts(KF)
    broadcast = await town.notifies(town.notice())
    told = [each.text for each in await family.got(TELEGRAM) if "转告" in each.text]
    assert len(told) == 1
    assert "停水" in told[0]
    assert await state(town, broadcast, "李阿婆") == "knock"


async def test_a_closed_page_is_written_to_last(town: Town) -> None:
    person = await Doors(town, "李阿公").opens(WEB)
    await open_page(person)
    await town.says("李阿公", "找人")
    await person.says(WEB, "你好")

    async def first() -> str:
        found = await town.database.read(lambda tx: addresses.to_write_to(tx, town.people["李阿公"], town.now))
        return found[0].account

    assert await first() == WEB
    town.now += addresses.PRESENT
    assert await first() == TELEGRAM


async def test_danger_reaches_a_worker_at_every_door(town: Town) -> None:
    worker = await Doors(town, "小陈").only(APP, WEB)
    await town.says("王阿婆", "胸口痛")
    assert await heard(worker, "胸口痛") == [APP, WEB]
    await worker.refuses(APP, FailureKind.BLOCKED)
    await worker.presses(WEB, "我来处理")
    assert "小陈" in await town.last("王阿婆")


async def test_an_answer_waits_for_the_next_word_where_there_is_no_other_door(town: Town) -> None:
    person = await Doors(town, "王阿婆").only(KF)
    await person.says(KF, "找人")
    await person.shuts(KF)
    await town.presses("小陈", "我来处理")
    await town.presses("小陈", "给他/她回话")
    await town.says("小陈", "马上到")
    assert any("马上到" in text for text in await person.waiting(KF))


async def test_an_answer_goes_to_the_other_door_where_there_is_one(town: Town) -> None:
    person = await Doors(town, "王阿婆").opens(KF)
    await person.says(KF, "找人")
    await person.shuts(KF)
    await town.presses("小陈", "我来处理")
    await town.presses("小陈", "给他/她回话")
    await town.says("小陈", "马上到")
    assert await heard(person, "马上到") == [TELEGRAM]


async def test_a_ticket_for_the_bag_goes_to_the_next_door_with_its_picture(town: Town) -> None:
    window = await town.opens_window(hours=2)
    await add_slots(town, window, 5)
    person = await Doors(town, "李阿公").opens(KF)
    await person.says(KF, "青菜1斤")
    await person.says(KF, "确认")
    await town.later(2.1)
    await town.later(26)
    ticket = [each for each in await person.got(KF) if each.file is not None]
    assert ticket
    while await person.refuses(KF):
        pass
    assert ticket[0] in await person.got(TELEGRAM)


async def test_what_was_fallen_over_is_answered_at_the_new_door_and_nothing_is_said_twice(town: Town) -> None:
    await town.observes("李阿公")
    person = await Doors(town, "李阿公").opens(KF, APP)
    await town.later(20)
    await person.refuses(APP)
    await person.refuses(KF, FailureKind.BLOCKED)
    assert await heard(person, "体温") == [TELEGRAM]
    assert "36.5" in await person.says(APP, "36.5")
