"""A village's group in which a robot only speaks: what is open is posted there, with where to order."""

import pytest

from domain.messages import Priority
from storage import accounts, contents, groups, outbox, windows
from storage.addresses import Address
from storage.database import Transaction
from tests.town import ROBOT, Town

GROUP = Address(ROBOT, "-3f5ac1d0b2e4f687")
CADRE = "陈主任"
LINK = "http://village.test/chat"
SENDING = "select id from outbox where account = 'wecom-robot' and state = 'sending'"
SAID = "select operation, state, content from outbox where account = 'wecom-robot' order by id"


@pytest.fixture
async def village(town: Town) -> Town:
    """The settings have bound its group."""
    chats = {GROUP.chat: town.village.id}
    await town.database.write(lambda tx: groups.settle(tx, ROBOT, chats, "zh", town.now))
    return town


async def heard(town: Town) -> list[str]:
    """What went to the group, oldest first; all of it is out by now, and nothing was edited."""

    def work(tx: Transaction) -> list[str]:
        for priority in Priority:
            outbox.claim(tx, ROBOT, priority, town.now, 100)
        while rows := tx.connection.execute(SENDING).fetchall():
            outbox.sent(tx, [(key, (f"{key}.1",)) for (key,) in rows], town.now)
            # What is queued is claimed when all before it in the chat is out.
            for priority in Priority:
                outbox.claim(tx, ROBOT, priority, town.now, 100)
        rows = tx.connection.execute(SAID).fetchall()
        assert {(operation, state) for operation, state, _ in rows} <= {("send", "sent")}
        return [contents.load(content).text for _, _, content in rows]

    return await town.database.write(work)


async def passes(town: Town, minutes: float) -> list[str]:
    """Everything that went to the group once some time has passed."""
    await heard(town)
    await town.later(minutes / 60)
    return await heard(town)


async def orders(town: Town, who: str, what: str) -> None:
    await town.says(who, what)
    await town.presses(who, "确认")


async def test_what_is_posted_says_where_to_order_since_nobody_is_heard_there(village: Town) -> None:
    await village.opens_window()
    await village.says(CADRE, "发到群里")
    (window,) = await passes(village, 1)
    assert "土猪肉　35元/斤" in window
    assert f"订菜请点：{LINK}" in window
    assert "在群里写" not in window
    assert "私下" not in window


async def test_the_list_stands_there_with_the_first_order_then_now_and_then_then_closed(village: Town) -> None:
    await village.opens_window(hours=1)
    await village.says(CADRE, "发到群里")
    await orders(village, "李阿公", "猪肉2斤")
    _, first = await passes(village, 1)
    assert "1. 3幢201 土猪肉2斤" in first
    assert LINK in first
    await orders(village, "王阿婆", "猪肉1斤")
    assert len(await passes(village, 5)) == 2
    *_, second = await passes(village, 6)
    assert "2. 3幢202 土猪肉1斤" in second
    await passes(village, 60)
    *_, closed = await passes(village, 1)
    assert len(await passes(village, 60)) == 4
    assert closed.startswith("【周六鲜菜团】已截止，谢谢大家。")
    assert f"自己的订单请看：{LINK}" in closed
    for text in await heard(village):
        assert "李阿公" not in text
        assert "王阿婆" not in text


async def test_said_again_the_list_stands_below_at_once(village: Town) -> None:
    await village.opens_window()
    await village.says(CADRE, "发到群里")
    await orders(village, "李阿公", "猪肉2斤")
    await passes(village, 1)
    await village.says(CADRE, "发到群里")
    window, listed, again, below = await passes(village, 1)
    assert (again, below) == (window, listed)


async def test_a_window_without_orders_is_said_to_be_closed_and_one_called_off_to_be_off(village: Town) -> None:
    await village.opens_window(hours=1)
    await village.says(CADRE, "发到群里")
    *_, closed = await passes(village, 61)
    assert "已截止" in closed
    off = await village.opens_window(title="周日团")
    await village.says(CADRE, "发到群里")

    def cancel(tx: Transaction) -> None:
        tx.connection.execute("update windows set state = 'cancelled' where id = :id", {"id": off})
        groups.touch(tx, off, village.now)

    await passes(village, 1)
    await village.database.write(cancel)
    assert "【周日团 接龙】已取消" in (await passes(village, 1))[-1]


async def test_the_account_is_posted_there(village: Town) -> None:
    window = await village.opens_window(hours=1)
    await village.says(CADRE, "发到群里")
    await orders(village, "李阿公", "鸡蛋1盒")
    await village.later(1.1)
    await village.database.write(lambda tx: windows.get(tx, window) and accounts.post(tx, window, village.now))
    account = (await passes(village, 1))[-1]
    assert "结账公布" in account
    assert "李阿公" not in account


async def test_a_cadre_is_offered_the_group_and_a_group_that_is_let_go_gets_nothing_more(village: Town) -> None:
    await village.opens_window()
    await village.says(CADRE, "发到群里")
    await orders(village, "李阿公", "猪肉2斤")
    said = await passes(village, 1)
    await village.database.write(lambda tx: groups.settle(tx, ROBOT, {}, "zh", village.now))
    await orders(village, "王阿婆", "猪肉1斤")
    assert await passes(village, 30) == said
    await village.says(CADRE, "发到群里")
    assert "还没有连上的群" in await village.last(CADRE)
    assert await passes(village, 1) == said
