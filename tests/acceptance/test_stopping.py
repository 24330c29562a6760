"""SIGTERM ends the process within seconds, and nothing of what was going on is lost."""

from collections.abc import Callable

import pytest

from tests.acceptance.house import House, standing
from tests.acceptance.rush import Rush
from tests.acceptance.village import PEOPLE
from tests.fakes.telegram_server import TelegramServer

STOP_SECONDS = 15.0
"""Three times what a stop may last on a quiet machine."""


@pytest.mark.parametrize("polling", [False, pytest.param(True, marks=pytest.mark.soak)], ids=["webhook", "polling"])
async def test_a_stop_in_the_middle_of_a_rush_loses_nothing(
    polling: bool, make_house: Callable[..., House], server: TelegramServer
) -> None:
    """One call hangs besides, and is not waited for."""
    hanging = PEOPLE[40].chat
    server.fault("hang", method="sendMessage", chat=hanging)
    async with standing(make_house(polling)) as house:
        rush = Rush(house, server)
        await house.start()
        server.says(hanging, "猪肉2斤")
        await server.until(lambda: server.called("sendMessage"))
        rush.visit(PEOPLE[:40])
        await rush.goes_on(50)
        code, seconds = await house.stop()
        await house.start()
        await rush.ends()
        await server.until(lambda: server.heard(hanging))
    assert code == 0
    assert seconds < STOP_SECONDS
    wrongs = rush.wrongs()
    assert not wrongs, "\n".join(wrongs[:40])


async def test_a_house_that_waits_for_updates_stops_at_once(
    make_house: Callable[..., House], server: TelegramServer
) -> None:
    async with standing(make_house(polling=True)) as house:
        await house.start()
        await server.until(lambda: server.called("getUpdates"))
        code, seconds = await house.stop()
    assert (code, "Traceback" in house.log) == (0, False)
    assert seconds < STOP_SECONDS
