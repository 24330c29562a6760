"""Somebody goes on at another door, in the middle of a sentence: one conversation a person, wherever they speak."""

from itertools import cycle

import pytest

from storage import addresses, conversations, people
from storage.addresses import Address
from storage.database import Transaction
from tests.doors import APP, EVERY, KF, TELEGRAM, WEB, Doors
from tests.town import ACCOUNT, Town


async def li(town: Town, *accounts: str) -> Doors:
    return await Doors(town, "李阿公").opens(*(accounts or (KF, WEB)))


async def waits_for(town: Town, address: Address) -> str:
    """The step for which a row of a conversation stands."""

    def work(tx: Transaction) -> str:
        return conversations.touch(tx, address, town.now).step

    return await town.database.write(work)


async def test_what_was_asked_at_one_door_is_answered_at_another_in_words_and_by_number(town: Town) -> None:
    window, person = await town.opens_window(), await li(town)
    await person.says(KF, "猪肉2斤")
    assert "订好了" in await person.says(WEB, "确认")
    assert await town.ordered("李阿公", window) == {"土猪肉": 2_000}
    await person.says(TELEGRAM, "鸡蛋1盒")
    await person.says(KF, "1")
    assert await town.ordered("李阿公", window) == {"土猪肉": 2_000, "鸡蛋": 1_000}


async def test_a_press_at_the_old_door_says_what_was_done_at_the_new(town: Town) -> None:
    window, person = await town.opens_window(), await li(town)
    await person.says(KF, "猪肉2斤")
    await person.says(WEB, "确认")
    assert "确认" in await person.presses(KF, "确认")
    assert await town.taken(window) == {"土猪肉": 2_000}


async def test_a_press_at_the_old_door_still_counts_and_at_the_new_nothing_is_open_then(town: Town) -> None:
    window, person = await town.opens_window(), await li(town)
    await person.says(KF, "猪肉2斤")
    await person.says(WEB, "你好")
    assert "订好了" in await person.presses(KF, "确认")
    assert "现在没有等您确认的" in await person.says(WEB, "确认")
    assert await town.taken(window) == {"土猪肉": 2_000}


async def test_a_basket_that_grew_at_the_new_door_is_old_at_the_old_one(town: Town) -> None:
    window, person = await town.opens_window(), await li(town)
    await person.says(KF, "猪肉2斤")
    assert "土猪肉 2斤" in await person.says(WEB, "鸡蛋1盒")
    assert await person.presses(KF, "确认")
    assert await town.taken(window) == {}
    await person.presses(WEB, "确认")
    assert await town.taken(window) == {"土猪肉": 2_000, "鸡蛋": 1_000}


async def test_a_step_goes_along_from_door_to_door(town: Town) -> None:
    worker = await Doors(town, "小陈").opens(APP, WEB)
    await worker.says(APP, "/invite")
    assert "李阿公" in await worker.says(WEB, "李阿公")
    await worker.says(WEB, "/invite")
    await worker.says(TELEGRAM, "算了")
    assert await waits_for(town, conversations.of_all_chats(town.people["小陈"])) == ""


async def test_a_report_that_was_asked_for_at_one_door_is_given_at_another(town: Town) -> None:
    await town.observes("李阿公")
    person = await li(town, WEB, KF)
    await town.later(20)
    assert "体温" in await person.last(KF)
    assert "36.5" in await person.says(WEB, "36.5")
    assert "36.5" not in await person.presses(KF, "没有体温计"), "it is answered"


async def test_the_step_of_the_only_door_goes_along_when_there_is_a_second(town: Town) -> None:
    worker = Doors(town, "小陈")
    await worker.says(TELEGRAM, "/invite")
    await worker.opens(APP)
    assert "李阿公" in await worker.says(APP, "李阿公")
    assert await worker.says(TELEGRAM, "王阿婆") != await worker.says(APP, "李阿公"), "nothing waits any more"
    assert await waits_for(town, worker.at(TELEGRAM)) == ""


async def test_with_something_open_at_both_doors_it_is_asked_which(town: Town) -> None:
    await town.opens_window()
    person = Doors(town, "李阿公")
    await person.says(TELEGRAM, "猪肉2斤")
    await person.only(WEB)
    await person.says(WEB, "鸡蛋1盒")
    await person.opens(TELEGRAM)
    asked = await person.says(TELEGRAM, "好")
    assert asked == "现在有几件事等您答复。您说的是第一件吗？\n· 订单（20元）\n· 订单（70元）"


async def test_others_in_one_browser_answer_nothing_of_each_other(town: Town) -> None:
    window, one = await town.opens_window(), await li(town)
    other = await Doors(town, "李阿婆").opens(WEB)
    await one.says(KF, "猪肉2斤")
    await other.says(WEB, "确认")
    assert await town.taken(window) == {}
    await one.says(WEB, "确认")
    assert await town.ordered("李阿公", window) == {"土猪肉": 2_000}


async def test_family_that_orders_for_a_household_keeps_its_own_conversation(town: Town) -> None:
    window = await town.opens_window()

    def work(tx: Transaction) -> None:
        elder = people.get(tx, town.people["王阿婆"])
        assert elder is not None
        daughter = people.add(tx, "女儿", town.village.id, town.now, terms=(), confirmed=True)
        people.let_act_for(tx, daughter, elder.household, elder.id, town.now)
        addresses.bind(tx, Address(ACCOUNT, "女儿"), daughter, "zh", town.now)
        town.people["女儿"] = daughter

    await town.database.write(work)
    daughter, elder = await Doors(town, "女儿").opens(WEB), await Doors(town, "王阿婆").opens(KF)
    await daughter.says(TELEGRAM, "猪肉2斤")
    await elder.says(KF, "确认")
    assert await town.taken(window) == {}
    await daughter.says(WEB, "确认")
    assert await town.ordered("女儿", window) == {"土猪肉": 2_000}


async def test_a_stranger_has_no_part_in_it_until_their_code(town: Town) -> None:
    window, person = await town.opens_window(), Doors(town, "李阿公")
    await person.says(TELEGRAM, "猪肉2斤")
    await person.says(KF, "确认")
    assert await town.taken(window) == {}
    await person.is_given("12345678")
    assert "别处还有没答完的（订单（70元））" in await person.says(KF, "绑定 12345678")
    assert await town.taken(window) == {}, "what they said as a stranger confirms nothing"
    await person.says(KF, "确认")
    assert await town.ordered("李阿公", window) == {"土猪肉": 2_000}


async def test_what_a_stranger_said_is_taken_up_with_their_code(town: Town) -> None:
    window, person = await town.opens_window(), Doors(town, "李阿公")
    await person.says(KF, "猪肉2斤")
    await person.is_given("12345678")
    assert "土猪肉 2斤" in await person.says(KF, "绑定 12345678")
    await person.says(TELEGRAM, "好")
    assert await town.ordered("李阿公", window) == {"土猪肉": 2_000}


async def test_where_somebody_spoke_last_they_are_written_to(town: Town) -> None:
    person = await li(town)

    async def first() -> str:
        return (await town.database.read(lambda tx: addresses.of_person(tx, town.people["李阿公"])))[0].account

    assert await first() == WEB
    for account in (KF, TELEGRAM, WEB, KF):
        await person.says(account, "你好")
        assert await first() == account


async def test_in_a_group_nobody_answers_what_was_asked_in_private(town: Town) -> None:
    window, person = await town.opens_window(), await li(town)
    await person.says(KF, "猪肉2斤")
    await town.says("李阿公", "确认", chat="-100", sender="李阿公", group=True)
    assert await town.taken(window) == {}


async def test_an_alarm_at_two_doors_is_one_call_and_taken_once(town: Town) -> None:
    worker = await Doors(town, "小陈").opens(APP, WEB)
    await town.says("王阿婆", "胸口痛")
    for account in (APP, WEB, TELEGRAM):
        assert await worker.button(account, "我来处理")
    await worker.says(WEB, "我来处理")
    assert "您" in await worker.presses(APP, "我来处理")
    told = await town.heard("王阿婆")
    assert sum("小陈" in text and "处理" in text for text in told[-3:]) <= 1


async def test_an_answer_to_a_worker_may_come_from_another_door(town: Town) -> None:
    person = await li(town)
    await person.says(KF, "找人")
    await town.presses("小陈", "我来处理")
    await town.presses("小陈", "给他/她回话")
    await town.says("小陈", "您要什么？")
    await person.presses(KF, "给小陈回话")
    await person.says(WEB, "要两箱水")
    assert "要两箱水" in await town.last("小陈")


@pytest.mark.parametrize("turned", range(4))
async def test_the_whole_of_an_order_with_each_step_at_another_door(town: Town, turned: int) -> None:
    window, person = await town.opens_window(), await li(town, APP, KF, WEB)
    door = cycle((*EVERY[turned:], *EVERY[:turned]))
    for words in (
        "菜单", "猪肉2斤 青菜", "3斤", "确认", "猪肉改成1斤", "2", "再加鸡蛋1盒", "好", "我的订单", "取消鸡蛋",
        "确认",
    ):  # fmt: skip
        await person.says(next(door), words)
    assert await town.ordered("李阿公", window) == {"土猪肉": 1_000, "青菜": 3_000}


async def test_who_introduced_themselves_anew_goes_on_at_both_doors_once_a_worker_knows_them(town: Town) -> None:
    window, person = await town.opens_window(), Doors(town, "李阿公")
    await person.says(KF, "猪肉2斤")
    await person.says(KF, "李阿公 3幢201")
    await person.says(TELEGRAM, "你好")
    assert "现在没有等您确认的" in await person.says(TELEGRAM, "确认"), "nobody knows yet that it is one person"
    await town.presses("小陈", "是本人")
    await person.says(TELEGRAM, "确认")
    assert await town.ordered("李阿公", window) == {"土猪肉": 2_000}


async def test_with_one_door_left_somebody_goes_on_there(town: Town) -> None:
    window, person = await town.opens_window(), await li(town, WEB)
    await person.says(TELEGRAM, "你好")
    await person.only(WEB)
    await person.says(WEB, "猪肉2斤")
    await person.says(WEB, "确认")
    assert await town.ordered("李阿公", window) == {"土猪肉": 2_000}
