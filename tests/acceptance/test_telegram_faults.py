"""What goes wrong at Telegram's end concerns one chat and not the others, and ends as the outbox says."""

from itertools import count
from typing import Any

import pytest

from tests.acceptance.house import House
from tests.acceptance.rush import MARK
from tests.acceptance.shared import house, server
from tests.acceptance.village import PEOPLE
from tests.fakes.telegram_server import TelegramServer

pytestmark = pytest.mark.asyncio(loop_scope="module")

__all__ = ["house", "server"]

ORDER = "猪肉2斤"
THROTTLED = 4
"""Seconds: what waits for nobody is out long before."""

_numbers = count(0, 2)


@pytest.fixture
def ann() -> int:
    """The chat of somebody to whom nothing has happened yet."""
    return PEOPLE[next(_numbers)].chat


@pytest.fixture
def ben() -> int:
    return PEOPLE[next(_numbers)].chat


async def test_a_throttled_chat_gets_its_reply_later_and_holds_up_nobody(
    house: House, server: TelegramServer, ann: int, ben: int
) -> None:
    server.fault("throttle", method="sendMessage", chat=ann, seconds=THROTTLED)
    server.says(ann, ORDER)
    await server.until(lambda: _sends(server, ann))
    server.says(ben, ORDER)
    await server.until(lambda: server.heard(ben))
    assert server.heard(ann) == []
    await server.until(lambda: server.heard(ann))
    first, second = _sends(server, ann)
    assert second.at - first.at >= THROTTLED - 0.1
    assert len(server.heard(ann)) == 1
    await _becomes(house, server, ann, "sent")


async def test_whoever_blocked_the_bot_is_unreachable_from_then_on(
    house: House, server: TelegramServer, ann: int, ben: int
) -> None:
    server.says(ann, ORDER)
    await server.until(lambda: server.heard(ann))
    server.blocks(ann)
    server.says(ann, "确认")
    await _becomes(house, server, ann, "failed")
    states = dict(house.rows("select chat, state from addresses where chat in (?, ?)", str(ann), str(ben)))
    assert states == {str(ann): "unreachable", str(ben): "reachable"}
    assert len(_sends(server, ann)) == 2


async def test_a_reply_whose_fate_is_unknown_is_repeated_once_and_says_so(
    house: House, server: TelegramServer, ann: int
) -> None:
    server.fault("reset after", method="sendMessage", chat=ann)
    server.says(ann, ORDER)
    await server.until(lambda: len(server.heard(ann)) == 2)
    first, second = server.heard(ann)
    assert second == MARK + first
    await _becomes(house, server, ann, "sent")


async def test_a_reply_whose_fate_stays_unknown_is_left_to_a_human(
    house: House, server: TelegramServer, ann: int
) -> None:
    server.fault("reset after", method="sendMessage", chat=ann, times=9)
    server.says(ann, ORDER)
    await _becomes(house, server, ann, "unknown")
    assert len(server.heard(ann)) == 2


async def test_a_chat_whose_call_hangs_holds_up_nobody(
    house: House, server: TelegramServer, ann: int, ben: int
) -> None:
    server.fault("hang", method="sendMessage", chat=ann)
    server.says(ann, ORDER)
    await server.until(lambda: _sends(server, ann))
    server.says(ben, ORDER)
    await server.until(lambda: server.heard(ben))
    assert _states(house, ann) == ["sending"]


async def test_an_outage_of_telegram_is_waited_out(house: House, server: TelegramServer, ann: int, ben: int) -> None:
    outage = server.fault("gateway", method="sendMessage", times=99)
    server.says(ann, ORDER)
    await server.until(lambda: _sends(server, ann))
    server.says(ben, ORDER)
    await server.until(lambda: not server.updates.waiting)
    outage.times = 0
    await server.until(lambda: server.heard(ann) and server.heard(ben))
    assert [len(server.heard(ann)), len(server.heard(ben))] == [1, 1]


def _sends(server: TelegramServer, chat: int) -> list[Any]:
    return [call for call in server.called("sendMessage") if call.parameters["chat_id"] == chat]


def _states(house: House, chat: int) -> list[str]:
    return [state for (state,) in house.rows("select state from outbox where chat = ? order by id", str(chat))]


async def _becomes(house: House, server: TelegramServer, chat: int, state: str) -> None:
    """Waits until the newest delivery to a chat is in a state."""
    await server.until(lambda: _states(house, chat)[-1:] == [state])
