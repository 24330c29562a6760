"""Updates that come in by webhook, over real HTTP."""

import asyncio
import io
import json
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from channels.telegram import Telegram
from domain.messages import Press
from tests.channels.house import running
from tests.channels.telegram_house import House, door, say, standing
from tests.fakes.telegram_server import TelegramServer

SECRET = "X-Telegram-Bot-Api-Secret-Token"
UPDATE = {
    "update_id": 900,
    "message": {
        "message_id": 1,
        "date": 1795507200,
        "chat": {"id": 5, "type": "private"},
        "from": {"id": 5, "is_bot": False, "first_name": "人"},
        "text": "你好",
    },
}


@pytest.fixture
async def server() -> AsyncIterator[TelegramServer]:
    async with TelegramServer() as server:
        yield server


@pytest.fixture
def house() -> House:
    return House()


@pytest.fixture
async def telegram(server: TelegramServer, house: House) -> AsyncIterator[Telegram]:
    async with (
        standing(lambda address: door(house, server, address)) as (telegram, _),
        running(telegram),
    ):
        await server.until(lambda: server.updates.webhook["url"])
        yield telegram


async def post(server: TelegramServer, body: Any, secret: str | None = "") -> tuple[int, str | None]:
    """Calls the webhook as the vendor does; an empty secret stands for the right one."""
    right = server.updates.webhook["secret_token"]
    headers = {} if secret is None else {SECRET: secret or right}
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    async with (
        aiohttp.ClientSession() as session,
        session.post(server.updates.webhook["url"], data=io.BytesIO(content), headers=headers) as response,
    ):
        return response.status, response.headers.get("Retry-After")


async def test_what_a_person_writes_reaches_the_house(
    server: TelegramServer, telegram: Telegram, house: House
) -> None:
    server.says(5, "猪肉2斤")
    await server.until(lambda: house.texts == ["猪肉2斤"])
    await server.until(lambda: not server.updates.waiting)
    assert [status for _, status in server.updates.attempts] == [200]


async def test_the_webhook_is_set_with_a_secret_that_survives_a_restart(
    server: TelegramServer, telegram: Telegram, house: House
) -> None:
    first = server.called("setWebhook")[0].parameters
    again = door(house, server, first["url"].partition("/telegram")[0])
    async with running(again):
        await server.until(lambda: len(server.called("setWebhook")) == 2)
    assert server.called("setWebhook")[1].parameters == first
    assert first["max_connections"] == 100
    assert first["drop_pending_updates"] is False
    assert first["allowed_updates"] == ["message", "edited_message", "callback_query"]


async def test_neither_the_address_nor_the_secret_tells_the_token(server: TelegramServer, telegram: Telegram) -> None:
    told = json.dumps(server.updates.webhook)
    assert not any(part in told for part in server.token.split(":"))


@pytest.mark.parametrize("secret", [None, "wrong", "wrong-\xe4"])
async def test_a_call_without_the_secret_is_turned_away_and_changes_nothing(
    server: TelegramServer, telegram: Telegram, house: House, secret: str | None
) -> None:
    assert await post(server, UPDATE, secret) == (403, None)
    assert house.begun == []
    assert telegram.counts["wrong_secret"] == 1


async def test_another_path_is_nobodys(server: TelegramServer, telegram: Telegram, house: House) -> None:
    async with aiohttp.ClientSession() as session, session.post(server.updates.webhook["url"] + "x") as response:
        assert response.status == 404


@pytest.mark.parametrize("body", [b"{", b"\xff", b"[]", b'"x"', b"{}", b'{"update_id": "7"}'])
async def test_what_is_not_an_update_is_a_bad_request(
    server: TelegramServer, telegram: Telegram, house: House, body: bytes
) -> None:
    assert await post(server, body) == (400, None)
    assert house.begun == []


async def test_an_update_that_cannot_be_read_does_not_block_those_after_it(
    server: TelegramServer, telegram: Telegram, house: House
) -> None:
    assert await post(server, {"update_id": 1, "message": []}) == (200, None)
    assert telegram.counts["unreadable"] == 1


async def test_a_body_of_more_than_a_megabyte_is_too_long(server: TelegramServer, telegram: Telegram) -> None:
    assert await post(server, b" " * (1024 * 1024 + 1)) == (413, None)


async def test_nothing_is_acknowledged_before_the_house_has_it(
    server: TelegramServer, telegram: Telegram, house: House
) -> None:
    house.open.clear()
    server.says(5, "猪肉2斤")
    await server.until(lambda: house.begun)
    await asyncio.sleep(0.1)
    assert server.updates.attempts == []
    house.open.set()
    await server.until(lambda: not server.updates.waiting)


async def test_an_update_not_committed_is_asked_for_again(
    server: TelegramServer, telegram: Telegram, house: House
) -> None:
    house.refusals["你好"] = 1
    assert await post(server, UPDATE) == (503, "2")
    assert await post(server, UPDATE) == (200, None)
    assert house.texts == ["你好"]


async def test_nothing_is_lost_while_the_database_is_away(
    server: TelegramServer, telegram: Telegram, house: House
) -> None:
    house.refusals["一"] = 3
    for text in ("一", "二", "三"):
        server.says(5, text)
    await server.until(lambda: not server.updates.waiting)
    assert house.texts == ["一", "二", "三"]


async def test_people_are_served_side_by_side(server: TelegramServer, telegram: Telegram, house: House) -> None:
    house.open.clear()
    for chat in range(50):
        server.says(1000 + chat, "你好")
    await server.until(lambda: len(house.begun) == 50)
    house.open.set()
    await server.until(lambda: len(house.committed) == 50)


async def test_a_press_is_answered_with_its_toast_once_it_is_committed(
    server: TelegramServer, telegram: Telegram, house: House
) -> None:
    server.world.chat(5)
    house.toast = "已确认"
    await telegram.send([say("要确认吗？", labels=("确认",))])
    house.open.clear()
    server.presses(5, "确认")
    await server.until(lambda: house.begun)
    assert not server.called("answerCallbackQuery")
    house.open.set()
    await server.until(lambda: server.world.toasts)
    assert house.committed[0].press == Press("nonce", 1)
    assert list(server.world.toasts.values()) == ["已确认"]


async def test_a_strange_button_is_answered_too(server: TelegramServer, telegram: Telegram) -> None:
    server.presses_data(5, "another bot's data")
    await server.until(lambda: server.world.toasts)


async def test_the_acknowledgement_does_not_wait_for_the_answer_to_a_press(
    server: TelegramServer, telegram: Telegram
) -> None:
    server.fault("hang", method="answerCallbackQuery")
    server.presses_data(5, "nonce:1")
    await server.until(lambda: not server.updates.waiting, seconds=0.4)


async def test_a_press_is_answered_before_bulk_that_is_under_way(server: TelegramServer, telegram: Telegram) -> None:
    server.fault("slow", method="sendMessage", seconds=0.1, times=500)
    for chat in range(2000, 2300):
        server.world.chat(chat)
    bulk = asyncio.create_task(telegram.send([say("通知", chat, chat) for chat in range(2000, 2300)]))
    await server.until(lambda: len(server.called("sendMessage")) >= 64)
    server.presses_data(5, "nonce:1")
    await server.until(lambda: server.world.toasts)
    assert not bulk.done()
    await bulk


async def test_a_press_too_old_to_be_answered_is_counted_and_does_no_harm(
    server: TelegramServer, telegram: Telegram, house: House
) -> None:
    house.open.clear()
    server.presses_data(5, "nonce:1")
    await server.until(lambda: house.begun)
    server.world.later = 151
    house.open.set()
    await server.until(lambda: telegram.counts["press_unanswered"])
    assert len(house.committed) == 1


async def test_a_press_delivered_twice_is_answered_twice(
    server: TelegramServer, telegram: Telegram, house: House
) -> None:
    number = server.presses_data(5, "nonce:1")
    await server.until(lambda: telegram.counts["press_answered"] == 1)
    server.updates.again(number)
    await server.until(lambda: telegram.counts["press_answered"] == 2)
    assert len(house.committed) == 1


async def test_a_vendor_that_is_away_at_the_start_is_tried_again(server: TelegramServer, house: House) -> None:
    server.fault("broken", method="setWebhook", times=2)
    async with running(door(house, server, "http://127.0.0.1:9")):
        await server.until(lambda: server.updates.webhook["url"])
