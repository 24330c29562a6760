"""Every way in which the vendor may not take a delivery, over real HTTP, and what the outbox is told."""

import asyncio
import time
from collections.abc import AsyncIterator
from typing import Any

import pytest

from channels.telegram import Telegram
from domain.messages import FailureKind, Operation
from tests.channels.telegram_house import House, door, say
from tests.fakes.telegram_server import Kind, TelegramServer


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


FAILURES = [
    ("throttle", {"seconds": 3}, FailureKind.THROTTLED, False),
    ("refuse", {"status": 401, "description": "Unauthorized"}, FailureKind.MISCONFIGURED, True),
    ("refuse", {"status": 404, "description": "Not Found"}, FailureKind.MISCONFIGURED, True),
    ("refuse", {"description": "Forbidden: bot was blocked by the user"}, FailureKind.BLOCKED, False),
    ("refuse", {"description": "Forbidden: user is deactivated"}, FailureKind.BLOCKED, False),
    ("refuse", {"description": "Forbidden: bot can't initiate conversation with a user"}, FailureKind.BLOCKED, False),
    ("refuse", {"status": 400, "description": "Bad Request: chat not found"}, FailureKind.BLOCKED, False),
    ("refuse", {"status": 400, "description": "Bad Request: PEER_ID_INVALID"}, FailureKind.BLOCKED, False),
    ("refuse", {"status": 400, "description": "Bad Request: BUTTON_DATA_INVALID"}, FailureKind.REFUSED, False),
    ("refuse", {"status": 413, "description": "Request Entity Too Large"}, FailureKind.REFUSED, False),
    ("portal", {}, FailureKind.UNREACHABLE, True),
    ("gateway", {}, FailureKind.UNREACHABLE, True),
    ("broken", {}, FailureKind.UNKNOWN, False),
    ("garbage", {}, FailureKind.UNKNOWN, False),
    ("reset", {}, FailureKind.UNKNOWN, False),
    ("reset after", {}, FailureKind.UNKNOWN, False),
    ("hang", {}, FailureKind.UNKNOWN, False),
    ("hang after", {}, FailureKind.UNKNOWN, False),
    ("drip", {"seconds": 0.05}, FailureKind.UNKNOWN, False),
]


@pytest.mark.parametrize(("fault", "facts", "kind", "whole_account"), FAILURES)
async def test_what_goes_wrong_at_the_vendor_is_told_to_the_outbox(
    server: TelegramServer,
    telegram: Telegram,
    fault: Kind,
    facts: dict[str, Any],
    kind: FailureKind,
    whole_account: bool,
) -> None:
    server.fault(fault, method="sendMessage", **facts)
    (receipt,) = await asyncio.wait_for(telegram.send([say("好")]), 8)
    assert receipt.failure is not None
    assert (receipt.failure.kind, receipt.failure.whole_account) == (kind, whole_account)
    assert len(server.called("sendMessage")) == 1


async def test_a_server_that_is_not_there_is_unreachable_and_nothing_was_sent(house: House) -> None:
    async with TelegramServer() as server:
        telegram = door(house, server)
    (receipt,) = await telegram.send([say("好")])
    await telegram.close()
    assert receipt.failure is not None
    assert (receipt.failure.kind, receipt.failure.whole_account) == (FailureKind.UNREACHABLE, True)


async def test_an_edit_without_an_answer_may_be_repeated_and_so_is_not_unknown(
    server: TelegramServer, telegram: Telegram
) -> None:
    (sent,) = await telegram.send([say("要吗？")])
    server.fault("reset after", method="editMessageText")
    (receipt,) = await telegram.send([say("好的", operation=Operation.EDIT, parts=sent.parts)])
    assert receipt.failure is not None
    assert (receipt.failure.kind, receipt.failure.whole_account) == (FailureKind.UNREACHABLE, False)


async def test_one_chats_429_does_not_stop_the_others(server: TelegramServer, telegram: Telegram) -> None:
    server.fault("throttle", chat=5, seconds=30, times=9)
    started = time.monotonic()
    receipts = await telegram.send([say("好", chat, chat) for chat in (5, 6, 7)])
    assert time.monotonic() - started < 20
    assert [receipt.failure and receipt.failure.kind for receipt in receipts] == [FailureKind.THROTTLED, None, None]


async def test_a_hanging_send_does_not_hold_up_another_chat(server: TelegramServer, telegram: Telegram) -> None:
    server.fault("hang", chat=5)
    sending = asyncio.create_task(telegram.send([say("好", 5, 1)]))
    await server.until(lambda: server.calls)
    assert (await telegram.send([say("好", 6, 2)]))[0].failure is None
    assert not sending.done()
    await sending


async def test_what_follows_a_throttled_delivery_in_its_chat_waits_for_it(
    server: TelegramServer, telegram: Telegram
) -> None:
    server.fault("throttle", chat=5, seconds=9)
    first, second = await telegram.send([say("一", 5, 1), say("二", 5, 2)])
    assert first.failure == second.failure
    assert server.heard(5) == []


async def test_what_follows_an_unknown_one_is_not_called_unknown(server: TelegramServer, telegram: Telegram) -> None:
    server.fault("reset after", chat=5)
    _, second = await telegram.send([say("一", 5, 1), say("二", 5, 2)])
    assert second.failure is not None
    assert second.failure.kind is FailureKind.UNREACHABLE
    assert server.heard(5) == ["一"]


async def test_what_follows_a_refused_delivery_goes_out(server: TelegramServer, telegram: Telegram) -> None:
    first, second = await telegram.send([say("  ", 5, 1), say("二", 5, 2)])
    assert first.failure is not None
    assert (first.failure.kind, second.failure) == (FailureKind.REFUSED, None)


async def test_the_code_of_a_failure_never_quotes_the_message(server: TelegramServer, telegram: Telegram) -> None:
    description = 'Bad Request: can\'t parse entities: Unsupported start tag "李阿公" at byte offset 3'
    server.fault("refuse", status=400, description=description)
    (receipt,) = await telegram.send([say("<李阿公>")])
    assert receipt.failure is not None
    assert receipt.failure.code == "400 Bad Request: can't parse entities"


async def test_an_address_that_is_no_chat_takes_nothing(server: TelegramServer, telegram: Telegram) -> None:
    (receipt,) = await telegram.send([say("好", "oldwang")])
    assert receipt.failure is not None
    assert receipt.failure.kind is FailureKind.BLOCKED
    assert server.calls == []
