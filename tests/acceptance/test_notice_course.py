"""A notice that is on its way is paused, called off, overtaken; the process is stopped and started again under it."""

import asyncio
from collections.abc import Callable

import pytest

from broadcasts import sending
from domain.notices import State
from tests.acceptance.house import House, standing
from tests.acceptance.sending import REACHED, Sent, Village, looking_into
from tests.acceptance.village import VILLAGERS, Villager, write_people
from tests.fakes.telegram_server import TelegramServer

EVERYBODY = VILLAGERS + 1
IN_GRID = 401
PAUSED_WITHIN = 7.0
"""Seconds: copies for five of them lie ready, and whoever looks sees it a moment later."""

CALLED_OFF_WITHIN = 1.0
MANY = 5_000


def paced(per_second: int) -> dict[str, str]:
    return {"TONGXIN_TELEGRAM_PER_SECOND": str(per_second)}


async def under_way(sent: Sent, copies: int) -> None:
    await sent.village.server.until(lambda: sent.out() >= copies, 30)


async def all_have_it_once(sent: Sent, everybody: int) -> None:
    """Nothing is unknown, since nothing was killed."""
    states = await sent.states()
    assert list(sent.wrongs(states, everybody)) == []
    assert set(states.values()) <= set(REACHED)


@pytest.mark.parametrize(
    ("people", "per_second"),
    [
        pytest.param(IN_GRID, 40, id="grid"),
        pytest.param(MANY + 1, 600, id="soak", marks=[pytest.mark.soak, pytest.mark.timeout(200)]),
    ],
)
async def test_a_pause_holds_it_within_seconds_also_over_a_restart_and_it_goes_on_where_it_was(
    people: int, per_second: int, make_house: Callable[..., House], server: TelegramServer
) -> None:
    """In the soak 3,000 copies lie ready when it is paused."""
    house = make_house(window=False, **paced(per_second))
    if people > IN_GRID:
        sheet = write_people(house.folder / "people.csv", tuple(Villager(number) for number in range(MANY)))
        await house.does("import", "people", str(sheet))
    async with standing(house), looking_into(house, server) as village:
        await house.start()
        sent = await village.send(grid="" if people > IN_GRID else "1网格")
        await under_way(sent, per_second)
        assert await village.does(sending.pause, sent)
        await asyncio.sleep(PAUSED_WITHIN)
        out = sent.out()
        assert (await house.stop())[0] == 0
        await house.start()
        await asyncio.sleep(1.5)
        assert sent.out() == out < people
        assert await _state(village, sent) is State.PAUSED
        assert await village.does(sending.resume, sent)
        await sent.is_over(30 + people / per_second * 2)
        await all_have_it_once(sent, people)


@pytest.mark.soak
async def test_what_is_called_off_reaches_nobody_else_from_then_on(
    make_house: Callable[..., House], server: TelegramServer
) -> None:
    async with standing(make_house(window=False, **paced(100))) as house, looking_into(house, server) as village:
        await house.start()
        sent = await village.send()
        await under_way(sent, 100)
        assert await village.does(sending.cancel, sent)
        await asyncio.sleep(CALLED_OFF_WITHIN)
        out = sent.out()
        await asyncio.sleep(1.5)
        assert sent.out() == out < EVERYBODY
        states = await sent.states()
        assert set(states.values()) <= {*REACHED, "cancelled"}
        assert all(sent.copies(person) == (state != "cancelled") for person, state in states.items())
        assert len(states) == EVERYBODY


@pytest.mark.soak
async def test_a_stop_gives_back_what_has_not_begun_and_the_next_start_goes_on(
    make_house: Callable[..., House], server: TelegramServer
) -> None:
    async with standing(make_house(window=False, **paced(150))) as house, looking_into(house, server) as village:
        await house.start()
        sent = await village.send(grid="1网格")
        await under_way(sent, 60)
        assert (await house.stop())[0] == 0
        await house.start()
        await sent.is_over(30)
        await all_have_it_once(sent, IN_GRID)


@pytest.mark.soak
async def test_an_emergency_overtakes_a_notice_that_is_going_out(
    make_house: Callable[..., House], server: TelegramServer
) -> None:
    async with standing(make_house(window=False, **paced(150))) as house, looking_into(house, server) as village:
        await house.start()
        bulk = await village.send()
        await under_way(bulk, 50)
        emergency = await village.send("水库泄洪，请马上到文化礼堂集合。", "1网格", emergency=True)
        await under_way(emergency, IN_GRID)
        assert bulk.out() < EVERYBODY * 3 / 4
        await asyncio.gather(bulk.is_over(40), emergency.is_over(40))
        await all_have_it_once(bulk, EVERYBODY)
        await all_have_it_once(emergency, IN_GRID)


async def _state(village: Village, sent: Sent) -> State:
    return (await village.database.read(sent.now)).state
