"""Deliveries on their way out, files on their way in, over real HTTP."""

import time
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from channels.telegram import Telegram
from domain.messages import (
    Content,
    Delivery,
    FailureKind,
    FileReference,
    Link,
    NotFetched,
    Operation,
    Priority,
    SendFailure,
)
from tests.channels.telegram_house import House, door, say
from tests.fakes.telegram_server import TelegramServer


@pytest.fixture
async def server() -> AsyncIterator[TelegramServer]:
    async with TelegramServer() as server:
        for chat in (5, 6, 7):
            server.world.chat(chat)
        yield server


@pytest.fixture
def house() -> House:
    return House()


@pytest.fixture
async def telegram(server: TelegramServer, house: House) -> AsyncIterator[Telegram]:
    telegram = door(house, server)
    yield telegram
    await telegram.close()


async def test_a_text_arrives_and_its_receipt_bears_the_vendors_number(
    server: TelegramServer, telegram: Telegram
) -> None:
    (receipt,) = await telegram.send([say("您好，猪肉 2 斤 & <豆腐>", number=77)])
    (message,) = server.messages(5)
    assert message["text"] == "您好，猪肉 2 斤 & <豆腐>"
    assert (receipt.delivery, receipt.parts, receipt.failure) == (77, (str(message["message_id"]),), None)


async def test_choices_arrive_as_buttons_that_bear_the_press(server: TelegramServer, telegram: Telegram) -> None:
    await telegram.send([say("要确认吗？", labels=("确认", "取消"))])
    (row,) = server.messages(5)[0]["reply_markup"]["inline_keyboard"]
    assert [(button["text"], button["callback_data"]) for button in row] == [("确认", "nonce:1"), ("取消", "nonce:2")]


async def test_receipts_come_in_the_order_of_the_deliveries(telegram: Telegram) -> None:
    deliveries = [say("好", chat, number) for number, chat in enumerate([5, 6, 5, 7, 6], start=1)]
    assert [receipt.delivery for receipt in await telegram.send(deliveries)] == [1, 2, 3, 4, 5]


async def test_deliveries_of_one_chat_arrive_in_order(server: TelegramServer, telegram: Telegram) -> None:
    server.fault("slow", seconds=0.05, times=1)
    await telegram.send([say(str(number), number=number) for number in range(5)])
    assert server.heard(5) == ["0", "1", "2", "3", "4"]


async def test_deliveries_go_out_side_by_side(server: TelegramServer, telegram: Telegram) -> None:
    server.fault("slow", seconds=0.1, times=40)
    for chat in range(100, 140):
        server.world.chat(chat)
    started = time.monotonic()
    await telegram.send([say("好", chat, chat) for chat in range(100, 140)])
    # One after another they would take four seconds.
    assert time.monotonic() - started < 3


async def test_a_long_text_arrives_in_parts_with_the_buttons_under_the_last(
    server: TelegramServer, telegram: Telegram
) -> None:
    (receipt,) = await telegram.send([say("今天的菜到了。\n" * 1000, labels=("好",))])
    messages = server.messages(5)
    assert len(messages) == len(receipt.parts) == 2
    assert ["reply_markup" in message for message in messages] == [False, True]


async def test_parts_that_are_out_are_not_sent_again(server: TelegramServer, telegram: Telegram) -> None:
    text = "一。\n" * 2000
    server.fault("broken", times=0)
    (whole,) = await telegram.send([say(text, 5)])
    (rest,) = await telegram.send([say(text, 6, parts=whole.parts[:1])])
    assert server.heard(6) == server.heard(5)[1:]
    assert rest.parts[0] == whole.parts[0]


async def test_a_failure_half_way_tells_which_parts_are_out(server: TelegramServer, telegram: Telegram) -> None:
    server.fault("slow", seconds=0)
    server.fault("throttle", seconds=7)
    (receipt,) = await telegram.send([say("一。\n" * 2000)])
    assert len(receipt.parts) == 1
    assert receipt.failure is not None
    assert (receipt.failure.kind, receipt.failure.retry_after) == (FailureKind.THROTTLED, 7)


async def test_only_notices_and_reminders_are_paid_for_and_only_when_that_is_set(
    server: TelegramServer, telegram: Telegram, house: House
) -> None:
    picture = await house.keep(b"\xff\xd8picture", "image/jpeg", "photo")
    paying = door(house, server, paid=True)
    for sender in (telegram, paying):
        for number, priority in enumerate(Priority, 1):
            await sender.send([say("停水", number=number, priority=priority)])
        await sender.send([say("停水", number=9, file=picture, priority=Priority.NOTICE)])
    await paying.close()
    calls = [*server.called("sendMessage"), *server.called("sendPhoto")]
    paid = [call.parameters.get("allow_paid_broadcast", False) for call in calls]
    assert paid == [False] * 4 + [False, False, True, True] + [False, True]


async def test_a_photo_arrives_with_its_caption_and_buttons(
    server: TelegramServer, telegram: Telegram, house: House
) -> None:
    picture = await house.keep(b"\xff\xd8picture", "image/jpeg", "photo")
    (receipt,) = await telegram.send([say("药盒", file=picture, labels=("好",))])
    (message,) = server.messages(5)
    assert server.world.files[message["photo"][-1]["file_id"]] == b"\xff\xd8picture"
    assert message["caption"] == "药盒"
    assert message["reply_markup"]
    assert receipt.parts == (str(message["message_id"]),)


@pytest.mark.parametrize(
    ("kind", "media_type", "arrives_as"),
    [
        ("voice", "audio/ogg", "voice"),
        ("voice", "audio/webm;codecs=opus", "document"),
        ("voice", "audio/amr", "document"),
        ("file", "application/pdf", "document"),
    ],
)
async def test_voices_and_files_arrive_as_what_the_vendor_can_play(
    server: TelegramServer, telegram: Telegram, house: House, kind: str, media_type: str, arrives_as: str
) -> None:
    await telegram.send([say("", file=await house.keep(b"bytes", media_type, kind))])
    assert arrives_as in server.messages(5)[0]


async def test_a_voice_not_kept_yet_is_passed_on_by_the_vendors_own_handle(
    server: TelegramServer, telegram: Telegram
) -> None:
    handle = server.world.store(b"OggS", "voice")["file_id"]
    await telegram.send([say("李阿公的留言", file=FileReference("voice", handle, "audio/ogg"))])
    assert server.messages(5)[0]["voice"]["file_id"] == handle


async def test_a_file_that_is_not_kept_any_more_is_refused(telegram: Telegram) -> None:
    gone = FileReference("photo", "0" * 64, "image/jpeg", 5, kept=True)
    (receipt,) = await telegram.send([say("药盒", file=gone)])
    assert receipt.failure == SendFailure(FailureKind.REFUSED, code="400 file is not kept any more")


async def test_a_link_is_not_previewed(server: TelegramServer, telegram: Telegram) -> None:
    await telegram.send([say("点这里登录 https://example.org/i/abc")])
    assert server.called("sendMessage")[0].parameters["link_preview_options"] == {"is_disabled": True}


async def test_an_edit_changes_the_text_and_takes_the_buttons_away(
    server: TelegramServer, telegram: Telegram
) -> None:
    (sent,) = await telegram.send([say("要确认吗？", labels=("确认",))])
    (edited,) = await telegram.send([say("已确认", operation=Operation.EDIT, parts=sent.parts)])
    (message,) = server.messages(5)
    assert (message["text"], "reply_markup" in message, edited.parts) == ("已确认", False, sent.parts)


async def test_an_edit_to_a_longer_or_shorter_text_adds_or_removes_parts(
    server: TelegramServer, telegram: Telegram
) -> None:
    (sent,) = await telegram.send([say("短")])
    (longer,) = await telegram.send([say("一。\n" * 2000, operation=Operation.EDIT, parts=sent.parts)])
    assert len(longer.parts) == len(server.heard(5)) == 2
    (shorter,) = await telegram.send([say("又短了", operation=Operation.EDIT, parts=longer.parts)])
    assert server.heard(5) == ["又短了"]
    assert shorter.parts == sent.parts


async def test_the_same_edit_twice_is_once(telegram: Telegram) -> None:
    (sent,) = await telegram.send([say("要吗？")])
    edit = say("好的", operation=Operation.EDIT, parts=sent.parts)
    assert [receipt.failure for receipt in await telegram.send([edit])] == [None]
    assert [receipt.failure for receipt in await telegram.send([edit])] == [None]


async def test_a_pictures_caption_can_be_edited(server: TelegramServer, telegram: Telegram, house: House) -> None:
    picture = await house.keep(b"picture", "image/jpeg", "photo")
    (sent,) = await telegram.send([say("旧", file=picture)])
    await telegram.send([say("新", file=picture, operation=Operation.EDIT, parts=sent.parts)])
    assert server.heard(5) == ["新"]


async def test_a_withdrawal_removes_every_part_and_twice_is_once(server: TelegramServer, telegram: Telegram) -> None:
    (sent,) = await telegram.send([say("一。\n" * 2000)])
    withdrawal = say("", operation=Operation.WITHDRAW, parts=sent.parts)
    (receipt,) = await telegram.send([withdrawal])
    assert (server.heard(5), receipt.parts, receipt.failure) == ([], (), None)
    assert (await telegram.send([withdrawal]))[0].failure is None


async def test_a_file_that_came_in_is_fetched(server: TelegramServer, telegram: Telegram) -> None:
    handle = server.world.store(b"OggS" * 1000, "voice")["file_id"]
    assert await telegram.fetch(FileReference("voice", handle)) == b"OggS" * 1000


@pytest.mark.parametrize(("handle", "size"), [("voice-gone", 0), ("huge", 0), ("huge", 21 * 1024 * 1024)])
async def test_a_file_that_is_gone_or_too_large_is_refused(
    server: TelegramServer, telegram: Telegram, handle: str, size: int
) -> None:
    server.world.files["huge"] = bytes(21 * 1024 * 1024)
    with pytest.raises(NotFetched) as refusal:
        await telegram.fetch(FileReference("voice", handle, size=size))
    assert refusal.value.failure.kind is FailureKind.REFUSED


async def test_a_file_that_cannot_be_fetched_now_may_be_later(server: TelegramServer, telegram: Telegram) -> None:
    server.fault("gateway", method="getFile")
    with pytest.raises(NotFetched) as refusal:
        await telegram.fetch(FileReference("voice", server.world.store(b"OggS", "voice")["file_id"]))
    assert refusal.value.failure.kind is FailureKind.UNREACHABLE


async def test_commands_are_set_in_both_languages_and_chinese_for_everybody_else(
    server: TelegramServer, telegram: Telegram
) -> None:
    await telegram.set_commands()
    assert set(server.world.commands) == {"", "zh", "en"}
    assert server.world.commands[""] == server.world.commands["zh"]
    assert server.world.commands["en"][0] == {"command": "order", "description": "Order groceries"}


async def test_a_line_in_a_group_gets_a_quiet_tick(server: TelegramServer, telegram: Telegram) -> None:
    line = server.says(-100, "猪肉2斤", 5)
    (receipt,) = await telegram.send([tick(server, line)])
    assert (receipt.failure, receipt.parts) == (None, ())
    assert server.ticks(line) == ["👍"]
    assert server.heard(-100) == []


async def test_a_tick_that_a_group_does_not_want_is_left_out(server: TelegramServer, telegram: Telegram) -> None:
    line = server.says(-100, "猪肉2斤", 5)
    server.fault("refuse", method="setMessageReaction", status=400, description="Bad Request: REACTION_INVALID")
    assert [receipt.failure for receipt in await telegram.send([tick(server, line)])] == [None]
    server.fault("throttle", method="setMessageReaction", seconds=7)
    (receipt,) = await telegram.send([tick(server, line)])
    assert receipt.failure is not None
    assert receipt.failure.kind is FailureKind.THROTTLED


async def test_an_answer_in_a_group_stands_under_the_line_and_bears_a_link(
    server: TelegramServer, telegram: Telegram
) -> None:
    line = server.says(-100, "猪肉2斤", 5)
    message = server.updates.all[line][1]["message"]["message_id"]
    link = Link("私聊我", "https://t.me/TongxinTestBot?start=group")
    told = tick(server, line)
    await telegram.send([replace(told, content=replace(told.content, text="请私聊我一下", link=link))])
    (sent,) = server.messages(-100)
    assert sent["reply_to_message"]["message_id"] == message
    assert sent["reply_markup"]["inline_keyboard"] == [[{"text": "私聊我", "url": link.url}]]


async def test_an_answer_to_a_line_that_is_gone_is_sent_all_the_same(
    server: TelegramServer, telegram: Telegram
) -> None:
    told = tick(server, server.says(-100, "猪肉2斤", 5))
    server.world.chat(-100).messages.clear()
    await telegram.send([replace(told, content=replace(told.content, text="请私聊我一下"))])
    assert server.heard(-100) == ["请私聊我一下"]


def tick(server: TelegramServer, line: int) -> Delivery:
    message = server.updates.all[line][1]["message"]["message_id"]
    return Delivery(1, "telegram:110201543", "-100", Content("", answers=str(message)))


@pytest.mark.parametrize("token", ["", "abc", "12:", ":abc", "x1:abc"])
def test_a_token_that_is_none_is_named(token: str) -> None:
    with pytest.raises(ValueError, match="TONGXIN_TELEGRAM_TOKEN"):
        Telegram(token, "http://127.0.0.1:1", None, House().receive, House(), None)  # type: ignore[arg-type]
