"""What goes wrong at Telegram's end concerns one chat and not the others, and ends as the outbox says."""

import time
from typing import Any

from tests.acceptance.house import House
from tests.acceptance.rush import MARK
from tests.acceptance.village import PEOPLE
from tests.fakes.telegram_server import TelegramServer

ORDER = "猪肉2斤"
ANN, BEN = PEOPLE[0].chat, PEOPLE[2].chat
AT_ONCE = 1.5
"""Seconds: generous for a reply that waits for nobody, far less than any pause of the sender."""


async def test_a_throttled_chat_gets_its_reply_later_and_holds_up_nobody(
    house: House, server: TelegramServer
) -> None:
    server.fault("throttle", method="sendMessage", chat=ANN, seconds=3)
    server.says(ANN, ORDER)
    await server.until(lambda: _sends(server, ANN))
    refused = time.monotonic()
    server.says(BEN, ORDER)
    await server.until(lambda: server.heard(BEN), AT_ONCE)
    assert server.heard(ANN) == []
    await server.until(lambda: server.heard(ANN))
    assert time.monotonic() - refused >= 2.9
    assert (len(server.heard(ANN)), len(_sends(server, ANN))) == (1, 2)
    await _becomes(house, server, ANN, "sent")


async def test_whoever_blocked_the_bot_is_unreachable_from_then_on(house: House, server: TelegramServer) -> None:
    server.says(ANN, ORDER)
    await server.until(lambda: server.heard(ANN))
    server.blocks(ANN)
    server.says(ANN, "确认")
    await _becomes(house, server, ANN, "failed")
    states = dict(house.rows("select chat, state from addresses where chat in (?, ?)", str(ANN), str(BEN)))
    assert states == {str(ANN): "unreachable", str(BEN): "reachable"}
    assert len(_sends(server, ANN)) == 2


async def test_a_reply_whose_fate_is_unknown_is_repeated_once_and_says_so(
    house: House, server: TelegramServer
) -> None:
    server.fault("reset after", method="sendMessage", chat=ANN)
    server.says(ANN, ORDER)
    await server.until(lambda: len(server.heard(ANN)) == 2)
    first, second = server.heard(ANN)
    assert second == MARK + first
    await _becomes(house, server, ANN, "sent")


async def test_a_reply_whose_fate_stays_unknown_is_left_to_a_human(house: House, server: TelegramServer) -> None:
    server.fault("reset after", method="sendMessage", chat=ANN, times=9)
    server.says(ANN, ORDER)
    await _becomes(house, server, ANN, "unknown")
    assert len(server.heard(ANN)) == 2


async def test_a_chat_whose_call_hangs_holds_up_nobody(house: House, server: TelegramServer) -> None:
    server.fault("hang", method="sendMessage", chat=ANN)
    server.says(ANN, ORDER)
    await server.until(lambda: _sends(server, ANN))
    server.says(BEN, ORDER)
    await server.until(lambda: server.heard(BEN), AT_ONCE)
    assert _states(house, ANN) == ["sending"]


async def test_an_outage_of_telegram_is_waited_out(house: House, server: TelegramServer) -> None:
    outage = server.fault("gateway", method="sendMessage", times=99)
    server.says(ANN, ORDER)
    await server.until(lambda: _sends(server, ANN))
    server.says(BEN, ORDER)
    await server.until(lambda: not server.updates.waiting)
    outage.times = 0
    await server.until(lambda: server.heard(ANN) and server.heard(BEN))
    assert [len(server.heard(ANN)), len(server.heard(BEN))] == [1, 1]


def _sends(server: TelegramServer, chat: int) -> list[Any]:
    return [call for call in server.called("sendMessage") if call.parameters["chat_id"] == chat]


def _states(house: House, chat: int) -> list[str]:
    return [state for (state,) in house.rows("select state from outbox where chat = ? order by id", str(chat))]


async def _becomes(house: House, server: TelegramServer, chat: int, state: str) -> None:
    """Waits until the newest delivery to a chat is in a state."""
    await server.until(lambda: _states(house, chat)[-1:] == [state])
