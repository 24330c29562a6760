"""While a notice drains, the vendor's pace is kept and a villager's order is answered at once."""

import asyncio
import statistics
import time
from collections.abc import Callable

import pytest

from tests.acceptance.house import House, standing
from tests.acceptance.notice import Notice
from tests.acceptance.village import PEOPLE
from tests.fakes.telegram_pace import Pace
from tests.fakes.telegram_server import TelegramServer

ORDER = "猪肉2斤 豆腐一块"
ANSWERED = 1.0
"""Seconds within which nineteen of twenty orders are answered; four times that among other tests."""

STRANGERS = 700_000
PAID = {"TONGXIN_TELEGRAM_PAID_BROADCAST": "true"}
UNPACED = {"TONGXIN_TELEGRAM_PER_SECOND": "0", "TONGXIN_TELEGRAM_PER_CHAT": "0"}


@pytest.mark.parametrize(
    ("people", "orders", "settings"),
    [
        pytest.param(120, 20, {}, id="free"),
        pytest.param(600, 20, PAID, id="paid", marks=pytest.mark.soak),
        pytest.param(10_000, 200, PAID, id="soak", marks=[pytest.mark.soak, pytest.mark.timeout(300)]),
        pytest.param(10_000, 200, UNPACED, id="unpaced", marks=[pytest.mark.soak, pytest.mark.timeout(300)]),
        pytest.param(10_000, 600, {}, id="minutes", marks=[pytest.mark.soak, pytest.mark.timeout(900)]),
    ],
)
async def test_an_order_is_answered_at_once_while_a_notice_drains_at_its_pace(
    make_house: Callable[..., House], server: TelegramServer, people: int, orders: int, settings: dict[str, str]
) -> None:
    if settings is not UNPACED:
        server.pace = Pace()
    chats = [villager.chat for villager in PEOPLE[:50]]
    async with standing(make_house(**settings)) as house:
        notice = Notice(house, server, [*chats, *range(STRANGERS, STRANGERS + people - len(chats))])
        await house.start()
        await server.until(lambda: server.updates.webhook["url"])
        notice.queue()
        await server.until(notice.calls)
        seconds = await _orders_while_it_drains(server, notice, orders)
        await server.until(lambda: not notice.waiting(), people / 20)
    assert set(notice.states().values()) == {"sent"}
    assert [chat for chat in notice.chats if notice.copies(chat) != 1] == []
    # When this machine stalls for half a second, the calls of that time come pressed together.
    assert not server.pace or server.pace.refused <= 1 + people // 1_000
    middle = statistics.median(seconds)
    print(f"{len(seconds)} orders answered in {middle:.3f} s mostly, {max(seconds):.3f} s at worst")
    assert statistics.quantiles(seconds, n=20)[-1] <= (ANSWERED if people >= 10_000 else ANSWERED * 4)


async def _orders_while_it_drains(server: TelegramServer, notice: Notice, most: int) -> list[float]:
    """Villagers order, ten a second, as long as the notice is under way; how long each waited for the answer."""
    said: dict[int, float] = {}
    for villager in PEOPLE[:most]:
        if len(notice.calls()) >= len(notice.chats):
            break
        said[villager.chat] = time.monotonic()
        server.says(villager.chat, ORDER)
        await asyncio.sleep(0.1)
    assert len(said) >= min(most, 10)
    await server.until(lambda: len(_answers(server)) == len(said))
    answers = _answers(server)
    return [answers[chat] - at for chat, at in said.items()]


def _answers(server: TelegramServer) -> dict[int, float]:
    """When each chat got its order read back, with buttons."""
    calls = server.called("sendMessage")
    return {call.parameters["chat_id"]: call.at for call in calls if "reply_markup" in call.parameters}
