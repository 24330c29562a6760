"""A cadre sets the pick-up slots in chat and calls their households."""

import pytest

from domain.pickups import Slot
from storage import slots
from tests.handlers.test_pickups import add_slots, filled, orders
from tests.town import GOODS, HOUR, Town

SAID = "取货 文化礼堂 15:00-17:00 每半小时20户"


async def standing(town: Town, window: int) -> list[Slot]:
    return await town.database.read(lambda tx: slots.of_window(tx, window))


async def test_slots_are_read_back_and_set_when_confirmed(town: Town) -> None:
    window = await town.opens_window()
    await town.says("陈主任", SAID)
    assert "12月1日（周二）15:00–15:30　文化礼堂　20户" in await town.last("陈主任")
    assert await standing(town, window) == []
    await town.presses("陈主任", "确认")
    assert [(slot.place, slot.capacity) for slot in await standing(town, window)] == [("文化礼堂", 20)] * 4
    assert f"/console/windows/{window}/pickup" in await town.last("陈主任")


async def test_who_ordered_before_is_asked_then(town: Town) -> None:
    await town.opens_window()
    await orders(town, "李阿公")
    await town.says("陈主任", "取货 3幢楼下 15:00-15:30 限15户")
    await town.presses("陈主任", "确认")
    await town.later(0.01)
    assert await town.choices("李阿公") == ["15:00–15:30 余15", "送到门口"]


async def test_slots_set_after_closing_are_dealt_out_and_told(town: Town) -> None:
    window = await town.opens_window()
    await orders(town, "李阿公")
    await town.later(8)
    await town.later(0.01)
    assert "您的取货号：【1】" in await town.last("李阿公")
    await town.says("陈主任", SAID)
    await town.presses("陈主任", "确认")
    await town.later(0.01)
    await town.later(0.01)
    assert "您的取货号：【1】\n12月1日（周二）15:00–15:30，文化礼堂" in await town.last("李阿公")
    assert (await filled(town, window))[0] == 1


async def test_called_off_sets_nothing(town: Town) -> None:
    window = await town.opens_window()
    await town.says("陈主任", SAID)
    await town.presses("陈主任", "取消")
    assert await standing(town, window) == []


async def test_how_many_and_which_day_are_asked_back(town: Town) -> None:
    window = await town.opens_window(*GOODS)
    await town.database.write(lambda tx: tx.connection.execute("update windows set arrives = '到了通知'").rowcount)
    await town.says("陈主任", "取货 文化礼堂 15:00-16:00")
    assert "哪一天" in await town.last("陈主任")
    await town.says("陈主任", "明天")
    assert "多少户" in await town.last("陈主任")
    await town.says("陈主任", "30户")
    assert "15:00–16:00　文化礼堂　30户" in await town.last("陈主任")
    await town.says("陈主任", "好")
    assert [slot.capacity for slot in await standing(town, window)] == [30]


async def test_a_time_that_is_over_is_asked_for_again(town: Town) -> None:
    await town.opens_window()
    await town.says("陈主任", "取货 今天 文化礼堂 9:00-10:00 限20户")
    assert "已经过了" in await town.last("陈主任")


async def test_with_two_windows_the_cadre_is_asked_which(town: Town) -> None:
    window = await town.opens_window()
    await town.opens_window(title="水果团")
    await town.says("陈主任", SAID)
    await town.presses("陈主任", "周六鲜菜团")
    await town.presses("陈主任", "确认")
    assert len(await standing(town, window)) == 4


async def test_a_villager_sets_none(town: Town) -> None:
    window = await town.opens_window()
    await town.says("李阿公", SAID)
    assert "确认" not in await town.choices("李阿公")
    assert await standing(town, window) == []


@pytest.mark.parametrize("words", ["叫15点", "叫号: 15:00"])
async def test_a_slot_is_called_and_only_those_who_wait_hear_it(town: Town, words: str) -> None:
    window = await town.opens_window()
    await add_slots(town, window, 5, 5)
    await orders(town, "李阿公")
    await orders(town, "王阿婆")
    await town.says("李阿公", "1")
    await town.says("王阿婆", "2")
    await town.later(8)
    await town.says("陈主任", words)
    assert "今天没有" in await town.last("陈主任")
    await town.later(18)
    await town.says("陈主任", words)
    assert "叫了1户" in await town.last("陈主任")
    assert "轮到您了，请来文化礼堂取货，取货号1" in await town.last("李阿公")
    assert not any("轮到您了" in text for text in await town.heard("王阿婆"))
    assert (await standing(town, window))[0].called_at


async def test_the_cadre_is_asked_to_call_ten_minutes_before(town: Town) -> None:
    window = await town.opens_window()
    await add_slots(town, window, 5, 5)
    await orders(town, "李阿公")
    await town.says("李阿公", "1")
    await town.later(8)
    await town.later(18 + 51 / 60)
    assert "15:00–15:30 文化礼堂快到了，1户在等" in await town.last("陈主任")
    await town.presses("陈主任", "叫号")
    assert "轮到您了" in await town.last("李阿公")
    assert town.now < (await standing(town, window))[0].starts_at + HOUR
