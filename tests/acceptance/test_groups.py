"""The real program in a village's Telegram group: the post, the tick, the private confirmation, the list."""

import time
from typing import Any

from tests.acceptance.house import House
from tests.acceptance.village import CADRE_CHAT, PEOPLE, WINDOW
from tests.fakes.telegram_server import TelegramServer

GROUP = -1001
ANN, BEN = PEOPLE[0], PEOPLE[2]
STRANGER = 77
PACE = 14.0
"""Seconds between two edits, a little less than the program's own."""


async def greeted(server: TelegramServer, *people: int) -> None:
    """These have written to the bot in private, which it needs to answer them."""
    for person in people:
        server.says(person, "你好")
    await server.until(lambda: all(server.heard(person) for person in people))


async def posted(server: TelegramServer) -> None:
    await greeted(server, CADRE_CHAT, ANN.chat, BEN.chat)
    server.says(GROUP, "发到群里", CADRE_CHAT)
    await server.until(lambda: running(server))


def running(server: TelegramServer) -> str:
    """The list as it reads now."""
    return next((text for text in reversed(server.heard(GROUP)) if f"{WINDOW} 接龙" in text), "")


def edits(server: TelegramServer) -> list[Any]:
    return [call for call in server.called("editMessageText") if call.parameters["chat_id"] == GROUP]


async def test_a_line_in_the_group_is_ticked_confirmed_in_private_and_stands_in_the_list(
    house: House, server: TelegramServer
) -> None:
    await posted(server)
    assert "猪肉　35元/斤" in server.heard(GROUP)[0]
    lines = [server.says(GROUP, "猪肉2斤 豆腐1块", ANN.chat), server.says(GROUP, "带鱼1斤", BEN.chat)]
    await server.until(lambda: all(server.ticks(line) == ["👍"] for line in lines))
    await server.until(lambda: "您要的是" in server.heard(ANN.chat)[-1] and "您要的是" in server.heard(BEN.chat)[-1])
    assert await house.exported_orders() == []
    server.presses(ANN.chat, "确认")
    server.presses(BEN.chat, "确认")
    await server.until(lambda: "2. " in running(server), 30)
    assert f"1. {ANN.door} 猪肉2斤 豆腐1块\n2. {BEN.door} 带鱼1斤\n" in running(server)
    assert not [who.name for who in (ANN, BEN) if who.name in "".join(server.heard(GROUP))]
    assert len(server.heard(GROUP)) == 2


async def test_an_edited_line_corrects_the_order_and_edits_keep_the_pace(
    house: House, server: TelegramServer
) -> None:
    await posted(server)
    line = server.says(GROUP, "猪肉2斤", ANN.chat)
    await server.until(lambda: "您要的是" in server.heard(ANN.chat)[-1])
    server.presses(ANN.chat, "确认")
    await server.until(lambda: "猪肉2斤" in running(server), 30)
    server.edits(GROUP, line, "猪肉3斤")
    await server.until(lambda: "改好以后" in server.heard(ANN.chat)[-1])
    server.presses(ANN.chat, "确认")
    await server.until(lambda: "猪肉3斤" in running(server), 30)
    first, second = edits(server)
    assert second.at - first.at >= PACE


async def test_whoever_is_unknown_is_told_once_and_their_words_wait_for_them(
    house: House, server: TelegramServer
) -> None:
    await posted(server)
    before = len(server.heard(GROUP))
    line = server.says(GROUP, "鸡蛋1盒", STRANGER)
    await server.until(lambda: len(server.heard(GROUP)) > before)
    told = server.messages(GROUP)[-1]
    (button,) = told["reply_markup"]["inline_keyboard"][0]
    assert button["url"] == "https://t.me/TongxinTestBot?start=group"
    assert told["reply_to_message"]["message_id"] == server.updates.all[line][1]["message"]["message_id"]
    assert server.ticks(line) == []
    server.says(GROUP, "再加豆腐1块", STRANGER)
    server.says(GROUP, "37.8咳嗽", STRANGER)
    server.says(STRANGER, "/start group")
    await server.until(lambda: server.heard(STRANGER))
    server.says(STRANGER, "张三丰 1幢101")
    await server.until(lambda: "鸡蛋" in server.heard(STRANGER)[-1], 5)
    assert len(server.heard(GROUP)) == before + 1


async def test_a_list_that_an_admin_deleted_comes_back_once(house: House, server: TelegramServer) -> None:
    await posted(server)
    server.world.chat(GROUP).messages.pop(server.messages(GROUP)[-1]["message_id"])
    server.says(GROUP, "猪肉2斤", ANN.chat)
    await server.until(lambda: "您要的是" in server.heard(ANN.chat)[-1])
    server.presses(ANN.chat, "确认")
    await server.until(lambda: "猪肉2斤" in running(server), 45)


async def test_a_group_that_wants_no_signs_gets_none_and_hears_nothing_of_it(
    house: House, server: TelegramServer
) -> None:
    await posted(server)
    refused = server.fault(
        "refuse", method="setMessageReaction", status=400, description="Bad Request: REACTION_INVALID"
    )
    before = server.heard(GROUP)
    server.says(GROUP, "猪肉2斤", ANN.chat)
    await server.until(lambda: "您要的是" in server.heard(ANN.chat)[-1] and not refused.times)
    began = time.monotonic()
    await server.until(lambda: house.rows("select 1 from outbox where content like '%answers%' and state = 'sent'"))
    assert time.monotonic() - began < 5
    assert server.heard(GROUP) == before
