"""SIGTERM ends the process within seconds, and nothing of what was going on is lost."""

from collections.abc import Callable

import pytest

from tests.acceptance.house import House, standing
from tests.acceptance.rush import Rush
from tests.acceptance.village import PEOPLE
from tests.fakes.telegram_server import TelegramServer

STOP_SECONDS = 5.0


@pytest.mark.parametrize("polling", [False, True], ids=["webhook", "polling"])
async def test_a_stop_in_the_middle_of_a_rush_loses_nothing(
    polling: bool, make_house: Callable[..., House], server: TelegramServer
) -> None:
    async with standing(make_house(polling)) as house:
        rush = Rush(house, server)
        await house.start()
        rush.visit(PEOPLE[:60])
        await rush.goes_on(80)
        code, seconds = await house.stop()
        await house.start()
        await rush.ends()
        wrongs = rush.wrongs()
    assert not wrongs, "\n".join(wrongs[:40])
    assert code == 0
    assert seconds < STOP_SECONDS


async def test_a_stop_does_not_wait_for_a_call_that_hangs(house: House, server: TelegramServer) -> None:
    server.fault("hang", method="sendMessage", chat=PEOPLE[0].chat)
    server.says(PEOPLE[0].chat, "猪肉2斤")
    await server.until(lambda: server.called("sendMessage"))
    code, seconds = await house.stop()
    assert code == 0
    assert seconds < STOP_SECONDS
    await house.start()
    await server.until(lambda: server.heard(PEOPLE[0].chat))


async def test_an_idle_house_stops_at_once(house: House) -> None:
    code, seconds = await house.stop()
    assert (code, "Traceback" in house.log) == (0, False)
    assert seconds < STOP_SECONDS
