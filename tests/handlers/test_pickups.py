"""When and how a household gets its bag: asked after the order, changed by words, dealt out at closing."""

import pytest

from domain.orders import Item
from domain.people import Status
from domain.pickups import Bag, Slot
from storage import bags, dues, households, people, slots, windows
from storage.database import Transaction
from tests.town import HOUR, NOON, Town

THREE = NOON + 27 * HOUR
"""15:00 on the day after."""


async def add_slots(town: Town, window: int, *capacities: int, buildings: tuple[str, ...] = ()) -> list[int]:
    """Half hours from 15:00 on."""

    def work(tx: Transaction) -> list[int]:
        start = THREE
        made = []
        for capacity in capacities:
            half = HOUR // 2
            slot = Slot(0, window, "文化礼堂", start, start + half, capacity, buildings=buildings)
            made.append(slots.add(tx, slot))
            start += half
        return made

    return await town.database.write(work)


def home(tx: Transaction, town: Town, who: str) -> int:
    person = people.get(tx, town.people[who])
    assert person is not None
    return person.household


async def bag_of(town: Town, window: int, who: str) -> Bag:
    found = await town.database.read(lambda tx: bags.get(tx, window, home(tx, town, who)))
    assert found is not None
    return found


async def filled(town: Town, window: int) -> list[int]:
    return [slot.taken for slot in await town.database.read(lambda tx: slots.of_window(tx, window))]


async def holds(town: Town, who: str, status: Status) -> None:
    def work(tx: Transaction) -> None:
        households.note_status(tx, home(tx, town, who), status, town.now, None, 0, town.now)

    await town.database.write(work)


async def orders(town: Town, who: str, text: str = "青菜1斤") -> None:
    await town.says(who, text)
    await town.presses(who, "确认")


async def test_without_slots_nothing_is_asked(town: Town) -> None:
    await town.opens_window()
    await orders(town, "李阿公")
    assert "几点" not in await town.last("李阿公")
    await town.says("李阿公", "换个时间")
    assert "空档" not in await town.last("李阿公")


async def test_after_the_order_the_slots_with_room_are_asked(town: Town) -> None:
    window = await town.opens_window()
    await add_slots(town, window, 5, 2)
    await orders(town, "李阿公")
    assert await town.choices("李阿公") == ["15:00–15:30 余5", "15:30–16:00 余2", "送到门口"]
    await town.presses("李阿公", "15:30–16:00 余2")
    assert "12月1日（周二）15:30–16:00，文化礼堂" in await town.last("李阿公")
    assert await filled(town, window) == [0, 1]


async def test_the_slot_can_be_chosen_by_its_number(town: Town) -> None:
    window = await town.opens_window()
    await add_slots(town, window, 5, 2)
    await orders(town, "李阿公")
    await town.says("李阿公", "2")
    assert await filled(town, window) == [0, 1]


@pytest.mark.parametrize("words", ["我要15点半", "15:40", "3点半来取", "改到15:30"])
async def test_the_slot_can_be_chosen_by_its_time(town: Town, words: str) -> None:
    window = await town.opens_window()
    await add_slots(town, window, 5, 2)
    await orders(town, "李阿公")
    await town.says("李阿公", words)
    assert await filled(town, window) == [0, 1]


async def test_another_time_gives_the_first_one_back(town: Town) -> None:
    window = await town.opens_window()
    await add_slots(town, window, 5, 2)
    await orders(town, "李阿公")
    await town.says("李阿公", "1")
    await town.says("李阿公", "换个时间")
    assert "现在的取货时间：12月1日（周二）15:00" in await town.last("李阿公")
    assert await town.choices("李阿公") == ["15:30–16:00 余2", "送到门口"]
    await town.presses("李阿公", "15:30–16:00 余2")
    assert await filled(town, window) == [0, 1]


async def test_the_second_of_a_household_shares_the_bag_and_is_told_of_the_slot(town: Town) -> None:
    window = await town.opens_window()
    await add_slots(town, window, 5, 2)
    await orders(town, "李阿公")
    await orders(town, "李阿婆")
    await town.presses("李阿公", "15:00–15:30 余5")
    assert "取货时间记下了" in await town.last("李阿婆")
    await orders(town, "李阿婆", "鸡蛋1盒")
    assert "订好了" in await town.last("李阿婆")
    assert await filled(town, window) == [1, 0]


async def test_who_comes_too_late_for_a_slot_is_asked_for_another(town: Town) -> None:
    window = await town.opens_window()
    await add_slots(town, window, 1, 2)
    await orders(town, "李阿公")
    await orders(town, "王阿婆")
    await town.presses("李阿公", "15:00–15:30 余1")
    await town.presses("王阿婆", "15:00–15:30 余1")
    assert "刚刚满了" in (await town.heard("王阿婆"))[-2]
    assert await town.choices("王阿婆") == ["15:30–16:00 余2", "送到门口"]
    await town.says("王阿婆", "我要15点")
    assert "刚刚满了" in (await town.heard("王阿婆"))[-2]
    assert await filled(town, window) == [1, 0]


async def test_slots_of_other_buildings_are_not_offered(town: Town) -> None:
    window = await town.opens_window()
    await add_slots(town, window, 5, buildings=("1幢",))
    await orders(town, "李阿公")
    assert await town.choices("李阿公") == ["送到门口"]
    assert "没有别的空档" in await town.last("李阿公")


async def test_a_strangers_press_on_the_question_changes_nothing(town: Town) -> None:
    window = await town.opens_window()
    await add_slots(town, window, 5)
    await orders(town, "李阿公")
    press = await town.button("李阿公", "15:00–15:30 余5")
    await town.does(town.update("王阿婆", press=press))
    assert await filled(town, window) == [0]


async def test_who_chose_none_is_dealt_out_at_closing_and_told_by_the_ticket(town: Town) -> None:
    window = await town.opens_window()
    await add_slots(town, window, 1, 2)
    await orders(town, "李阿公")
    await town.says("李阿公", "2")
    await orders(town, "王阿婆")
    await orders(town, "小陈")
    await town.later(8)
    assert await filled(town, window) == [1, 2]
    assert "15:00–15:30 文化礼堂：1/1户" in "\n".join(await town.heard("陈主任"))
    await town.later(0.01)
    ticket = (await town.said_to("李阿公"))[-1]
    assert "您的取货号：【" in ticket.text
    assert "15:30–16:00，文化礼堂" in ticket.text
    assert ticket.file is not None
    picture = town.house.files.open(ticket.file.reference)
    assert picture is not None
    assert picture.startswith(b"\x89PNG")
    assert sorted([(await bag_of(town, window, who)).number for who in ("李阿公", "王阿婆", "小陈")]) == [1, 2, 3]


async def test_who_has_no_place_is_named_to_the_cadre(town: Town) -> None:
    window = await town.opens_window()
    await add_slots(town, window, 1)
    await orders(town, "李阿公")
    await orders(town, "王阿婆")
    await town.later(8)
    assert "没有排上的1户：3幢202" in "\n".join(await town.heard("陈主任"))


async def test_without_slots_there_is_a_number_and_the_place_of_the_window(town: Town) -> None:
    await town.opens_window()
    await orders(town, "李阿公")
    await town.later(8)
    await town.later(0.01)
    assert "您的取货号：【1】" in await town.last("李阿公")
    assert "文化礼堂" in await town.last("李阿公")
    await town.says("李阿公", "我的取货号")
    assert "取货号1，文化礼堂" in await town.last("李阿公")


async def test_tickets_of_many_are_written_in_slices_and_each_once(town: Town) -> None:
    await town.opens_window()
    everybody = ["李阿公", "李阿婆", "王阿婆", "小陈", "小林", "陈主任", "刘医生"]
    for who in everybody:
        await orders(town, who)
    await town.later(8)
    for _ in range(4):
        await town.later(0.01)
    for who in everybody:
        assert sum("取货号" in text for text in await town.heard(who)) == 1


@pytest.mark.parametrize("status", [Status.ELDER, Status.BEDRIDDEN, Status.INFANT, Status.OBSERVATION])
async def test_who_cannot_come_is_delivered_to_without_being_asked_and_no_reason_is_said(
    town: Town, status: Status
) -> None:
    window = await town.opens_window()
    await add_slots(town, window, 5)
    await holds(town, "王阿婆", status)
    await orders(town, "王阿婆")
    assert await town.last("王阿婆") == "周六鲜菜团送到您家门口，不用出来取。到了会告诉您。"
    await town.later(8)
    await town.later(0.01)
    bag = await bag_of(town, window, "王阿婆")
    assert (bag.way, bag.slot) == ("delivery", 0)
    ticket = (await town.said_to("王阿婆"))[-1]
    assert "送到您家门口" in ticket.text
    assert ticket.file is None


async def test_an_elder_may_come_and_somebody_under_observation_may_not(town: Town) -> None:
    window = await town.opens_window()
    await add_slots(town, window, 5)
    for who, status in (("王阿婆", Status.ELDER), ("李阿公", Status.OBSERVATION)):
        await holds(town, who, status)
        await orders(town, who)
        await town.says(who, "我自己来取")
    assert await town.choices("王阿婆") == ["15:00–15:30 余5", "送到门口"]
    await town.says("王阿婆", "1")
    assert "送到您家门口" in await town.last("李阿公")
    await town.later(8)
    ways = [(await bag_of(town, window, who)).way for who in ("王阿婆", "李阿公")]
    assert ways == ["pickup", "delivery"]


async def test_who_asks_is_delivered_to_and_gives_the_place_back(town: Town) -> None:
    window = await town.opens_window()
    await add_slots(town, window, 5)
    await orders(town, "李阿公")
    await town.says("李阿公", "1")
    await town.says("李阿公", "腿脚不便，帮我送上门")
    assert "送到您家门口" in await town.last("李阿公")
    assert await filled(town, window) == [0]
    await town.later(8)
    assert (await bag_of(town, window, "李阿公")).way == "delivery"


async def test_an_order_that_also_wants_delivery_is_an_order_first(town: Town) -> None:
    await town.opens_window()
    await town.says("李阿公", "青菜1斤，送上门")
    assert "青菜" in await town.last("李阿公")
    assert "确认" in await town.choices("李阿公")


async def test_a_household_that_cancels_frees_its_place_at_closing(town: Town) -> None:
    window = await town.opens_window()
    await add_slots(town, window, 1)
    await orders(town, "李阿公")
    await town.says("李阿公", "1")
    await town.says("李阿公", "取消订单")
    await town.presses("李阿公", "确认取消")
    await orders(town, "王阿婆")
    await town.later(8)
    assert (await bag_of(town, window, "王阿婆")).slot


async def test_a_worker_chooses_for_whom_they_entered(town: Town) -> None:
    window = await town.opens_window()
    await add_slots(town, window, 5)
    await orders(town, "李阿公")
    await town.says("李阿公", "找人")
    await town.presses("小陈", "我来处理")
    await town.presses("小陈", "替他/她下单")
    await town.says("小陈", "豆腐1块")
    await town.presses("小陈", "确认")
    assert await town.choices("小陈") == ["15:00–15:30 余5", "送到门口"]
    await town.presses("小陈", "15:00–15:30 余5")
    assert await filled(town, window) == [1]
    assert "取货时间记下了" in await town.last("李阿公")


async def test_who_gets_something_after_the_closing_has_the_next_number_and_a_place(town: Town) -> None:
    window = await town.opens_window(Item(0, 0, "豆腐", "块", 0, quota=1_000))
    await add_slots(town, window, 5)
    await orders(town, "李阿公", "豆腐1块")
    await town.later(9)
    await town.says("王阿婆", "豆腐1块")
    await town.presses("王阿婆", "有了就给我")

    def buys_more(tx: Transaction) -> None:
        (tofu,) = windows.items(tx, window)
        windows.set_bought(tx, tofu.id, 3_000, town.now)

    await town.database.write(buys_more)
    for _ in range(4):
        await town.later(0.01)
    assert (await bag_of(town, window, "李阿公")).number == 1
    bag = await bag_of(town, window, "王阿婆")
    assert (bag.number, bool(bag.slot)) == (2, True)
    assert "您的取货号：【2】" in await town.last("王阿婆")


async def test_who_can_no_longer_come_after_the_closing_is_told_anew(town: Town) -> None:
    window = await town.opens_window()
    await orders(town, "李阿公")
    await town.later(8)
    await town.later(0.01)
    await holds(town, "李阿公", Status.BEDRIDDEN)
    await town.database.write(lambda tx: bags.expect(tx, window, town.now))
    await town.later(0.01)
    await town.later(0.01)
    assert "送到您家门口，袋号1" in await town.last("李阿公")


async def test_who_is_asked_already_is_not_asked_again(town: Town) -> None:
    window = await town.opens_window()
    await orders(town, "王阿婆")
    await add_slots(town, window, 2, 2)
    await town.database.write(lambda tx: dues.set_due(tx, slots.SET, window, town.now))
    await orders(town, "李阿公")
    await orders(town, "李阿公", "青菜改2斤")
    await town.later(0.01)
    for who in ("王阿婆", "李阿公"):
        assert len([text for text in await town.heard(who) if "分批取货" in text]) == 1


@pytest.mark.parametrize(
    "words", ["我走不动，能不能送上门", "我坐月子 下不了楼", "家里有小宝宝走不开", "可以送到家吗"]
)
async def test_who_cannot_come_is_asked_whether_it_shall_be_brought_and_never_why(town: Town, words: str) -> None:
    window = await town.opens_window()
    await town.says("王阿婆", words)
    assert "订好以后说一声“送上门”" in await town.last("王阿婆")
    await orders(town, "王阿婆")
    await town.says("王阿婆", words)
    assert "要送到您家门口吗" in await town.last("王阿婆")
    await town.says("王阿婆", "好的")
    assert (await bag_of(town, window, "王阿婆")).way == "delivery"
    assert "不用出来取" in await town.last("王阿婆")


async def test_who_then_comes_after_all_fetches_it(town: Town) -> None:
    await town.opens_window()
    await orders(town, "王阿婆")
    await town.says("王阿婆", "能送上门吗")
    await town.presses("王阿婆", "我自己来取")
    assert "您自己来取" in await town.last("王阿婆")


async def test_not_brought_but_fetched_cancels_nothing(town: Town) -> None:
    window = await town.opens_window()
    await orders(town, "王阿婆")
    await town.says("王阿婆", "不用送了 我自己来拿")
    assert "您自己来取" in await town.last("王阿婆")
    await town.says("王阿婆", "好")
    assert await town.ordered("王阿婆", window) == {"青菜": 1_000}


async def test_any_time_leaves_it_to_be_dealt_out(town: Town) -> None:
    window = await town.opens_window()
    await add_slots(town, window, 2, 2)
    await orders(town, "王阿婆")
    await town.says("王阿婆", "都行")
    assert "截止后给您安排一个时间" in await town.last("王阿婆")
    await town.later(9)
    assert (await bag_of(town, window, "王阿婆")).slot


@pytest.mark.parametrize("words", ["三点半以后", "我3点半去", "取货时间改到三点半"])
async def test_a_time_is_said_in_many_ways(town: Town, words: str) -> None:
    window = await town.opens_window()
    await add_slots(town, window, 2, 2)
    await orders(town, "王阿婆")
    await town.says("王阿婆", words)
    assert "15:30" in await town.last("王阿婆")
    assert await filled(town, window) == [0, 1]


async def test_somebody_else_may_fetch_it(town: Town) -> None:
    await town.opens_window()
    await orders(town, "王阿婆")
    await town.says("王阿婆", "我没空 让女儿去拿")
    assert "谁来拿都行" in await town.last("王阿婆")
    await town.later(10)
    await town.says("王阿婆", "让女儿去拿")
    assert "取货号1" in await town.last("王阿婆")


async def test_when_to_fetch_says_when_it_arrives(town: Town) -> None:
    await town.opens_window()
    await orders(town, "王阿婆")
    await town.later(10)
    await town.says("王阿婆", "我什么时候去拿")
    assert "取货号1，文化礼堂。到货：明天下午" in await town.last("王阿婆")
