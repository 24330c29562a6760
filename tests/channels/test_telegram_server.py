"""The local Bot API server refuses what the vendor refuses, in the vendor's words."""

import asyncio
import json
import sys
import time
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from tests.fakes.telegram_server import TOKEN, TelegramServer


@pytest.fixture
async def server() -> AsyncIterator[TelegramServer]:
    async with TelegramServer() as server:
        server.world.chat(5)
        yield server


async def ask(server: TelegramServer, method: str, token: str = TOKEN, **parameters: Any) -> dict[str, Any]:
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{server.url}/bot{token}/{method}", json=parameters) as response,
    ):
        return dict(await response.json())


def buttons(*data: str) -> dict[str, Any]:
    return {"inline_keyboard": [[{"text": "好", "callback_data": one} for one in data]]}


REFUSED = [
    ("sendMessage", {"text": "好"}, "chat_id is empty"),
    ("sendMessage", {"chat_id": "x", "text": "好"}, "chat_id"),
    ("sendMessage", {"chat_id": 404, "text": "好"}, "chat not found"),
    ("sendMessage", {"chat_id": 5, "text": " \n"}, "message text is empty"),
    ("sendMessage", {"chat_id": 5, "text": 5}, "must be a String"),
    ("sendMessage", {"chat_id": 5, "text": "好" * 4097}, "message is too long"),
    ("sendMessage", {"chat_id": 5, "text": "好", "texte": "好"}, "unknown parameter texte"),
    ("sendMessage", {"chat_id": 5, "text": "<b>好", "parse_mode": "HTML"}, "can't parse entities"),
    ("sendMessage", {"chat_id": 5, "text": "<big>好</big>", "parse_mode": "HTML"}, "can't parse entities"),
    ("sendMessage", {"chat_id": 5, "text": "2.5斤", "parse_mode": "MarkdownV2"}, "is reserved"),
    ("sendMessage", {"chat_id": 5, "text": "好", "entities": [{"type": "loud"}]}, "can't parse entities"),
    ("sendMessage", {"chat_id": 5, "text": "好", "reply_markup": buttons("")}, "BUTTON_DATA_INVALID"),
    ("sendMessage", {"chat_id": 5, "text": "好", "reply_markup": buttons("好" * 22)}, "BUTTON_DATA_INVALID"),
    ("sendMessage", {"chat_id": 5, "text": "好", "reply_markup": "{"}, "can't parse JSON"),
    ("sendPhoto", {"chat_id": 5, "photo": "nothing"}, "wrong file identifier"),
    ("editMessageText", {"chat_id": 5, "message_id": 99, "text": "好"}, "message to edit not found"),
    ("deleteMessage", {"chat_id": 5, "message_id": 99}, "message to delete not found"),
    ("answerCallbackQuery", {"callback_query_id": "nobody's"}, "query is too old"),
    ("answerCallbackQuery", {"callback_query_id": "nobody's", "text": "好" * 201}, "MESSAGE_TOO_LONG"),
    ("setMyCommands", {"commands": []}, "BOT_COMMANDS_TOO_MUCH"),
    ("setMyCommands", {"commands": [{"command": "Order", "description": "订菜"}]}, "BOT_COMMAND_INVALID"),
    ("setMyCommands", {"commands": [{"command": "order", "description": ""}]}, "BOT_COMMAND_DESCRIPTION_INVALID"),
    ("setWebhook", {"url": "ftp://example.org"}, "bad webhook"),
    ("setWebhook", {"url": "http://127.0.0.1:9/", "secret_token": "a b"}, "unallowed characters"),
    ("setWebhook", {"url": "http://127.0.0.1:9/", "max_connections": 101}, "max_connections"),
    ("getFile", {"file_id": "nothing"}, "wrong file_id"),
]


@pytest.mark.parametrize(("method", "parameters", "words"), REFUSED)
async def test_a_bad_call_is_refused(
    server: TelegramServer, method: str, parameters: dict[str, Any], words: str
) -> None:
    answer = await ask(server, method, **parameters)
    assert (answer["ok"], answer["error_code"]) == (False, 400)
    assert words in answer["description"]


async def test_the_limit_of_a_text_counts_what_people_see(server: TelegramServer) -> None:
    marked = await ask(server, "sendMessage", chat_id=5, text=f"<b>{'好' * 4096}</b>", parse_mode="HTML")
    assert marked["ok"]


async def test_a_caption_over_the_limit_is_refused(server: TelegramServer) -> None:
    photo = server.world.store(b"picture", "photo")["file_id"]
    answer = await ask(server, "sendPhoto", chat_id=5, photo=photo, caption="好" * 1025)
    assert answer["description"] == "Bad Request: message caption is too long"


@pytest.mark.parametrize(("token", "status"), [("1:wrong", 401), ("nonsense", 404)])
async def test_a_wrong_token_opens_nothing(server: TelegramServer, token: str, status: int) -> None:
    assert (await ask(server, "getMe", token))["error_code"] == status


async def test_an_unknown_method_is_not_found(server: TelegramServer) -> None:
    assert (await ask(server, "sendMassage", chat_id=5))["error_code"] == 404


async def test_an_edit_that_changes_nothing_is_refused(server: TelegramServer) -> None:
    sent = (await ask(server, "sendMessage", chat_id=5, text="好"))["result"]["message_id"]
    answer = await ask(server, "editMessageText", chat_id=5, message_id=sent, text="好")
    assert "message is not modified" in answer["description"]


async def test_somebody_who_blocked_the_bot_hears_nothing(server: TelegramServer) -> None:
    server.blocks(5)
    assert (await ask(server, "sendMessage", chat_id=5, text="好"))["error_code"] == 403


async def test_an_update_is_handed_out_until_a_higher_offset_acknowledges_it(server: TelegramServer) -> None:
    first, second = server.says(5, "一"), server.says(5, "二")

    async def numbers(**parameters: int) -> list[int]:
        return [update["update_id"] for update in (await ask(server, "getUpdates", **parameters))["result"]]

    assert await numbers() == [first, second]
    assert await numbers(limit=1) == [first]
    assert await numbers(offset=second) == [second]
    assert await numbers() == [second]


async def test_a_long_poll_returns_when_somebody_writes(server: TelegramServer) -> None:
    poll = asyncio.create_task(ask(server, "getUpdates", timeout=20))
    await server.until(lambda: server.called("getUpdates"))
    started = time.monotonic()
    server.says(5, "好")
    assert len((await poll)["result"]) == 1
    assert time.monotonic() - started < 10


async def test_a_second_poller_ends_the_first(server: TelegramServer) -> None:
    first = asyncio.create_task(ask(server, "getUpdates", timeout=20))
    await server.until(lambda: server.called("getUpdates"))
    assert (await ask(server, "getUpdates"))["ok"]
    assert (await first)["error_code"] == 409


async def test_nobody_polls_while_a_webhook_is_set(server: TelegramServer) -> None:
    await ask(server, "setWebhook", url="http://127.0.0.1:9/")
    assert (await ask(server, "getUpdates"))["error_code"] == 409


async def test_a_kind_of_update_that_was_not_asked_for_does_not_come(server: TelegramServer) -> None:
    await ask(server, "getUpdates", allowed_updates=["callback_query"])
    server.says(5, "好")
    assert (await ask(server, "getUpdates"))["result"] == []


async def test_it_can_be_played_by_hand() -> None:
    """As a person who writes to the bot on the command line, and presses a button of its answer."""
    command = [sys.executable, "-m", "tests.fakes.telegram_server", "--port", "0"]
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(*command, stdin=pipe, stdout=pipe)
    assert process.stdin
    assert process.stdout
    try:
        first = (await asyncio.wait_for(process.stdout.readline(), 20)).decode()
        address = first.split()[0].partition("=")[2]
        process.stdin.write("5 你好\n".encode())
        async with aiohttp.ClientSession() as session:
            async with session.get(f"{address}/bot{TOKEN}/getUpdates?timeout=10") as response:
                (update,) = (await response.json())["result"]
            body = {"chat_id": 5, "text": "要吗？", "reply_markup": buttons("n:1")}
            await session.post(f"{address}/bot{TOKEN}/sendMessage", json=body)
            shown = json.loads(await asyncio.wait_for(process.stdout.readline(), 20))
            process.stdin.write("5 !好\n".encode())
            url = f"{address}/bot{TOKEN}/getUpdates?timeout=10&offset={update['update_id'] + 1}"
            async with session.get(url) as response:
                (press,) = (await response.json())["result"]
    finally:
        process.kill()
        await process.wait()
    assert (update["message"]["text"], shown["text"]) == ("你好", "要吗？")
    assert press["callback_query"]["data"] == "n:1"
