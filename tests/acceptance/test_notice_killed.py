"""A notice goes out while the process is killed again and again: nobody is missed, and nobody gets it twice."""

import asyncio
import random
import time
from collections.abc import Callable

import pytest

from domain.notices import State
from storage import recipients
from tests.acceptance.house import House, standing
from tests.acceptance.sending import REACHED, Sent, looking_into
from tests.acceptance.village import CADRE_CHAT, Villager, write_people
from tests.fakes.telegram_server import TelegramServer

IN_GRID = 401
"""Who lives in the first grid of the village, its cadre among them."""

MANY = 5_000


async def _freezing(sent: Sent, _: int) -> None:
    """The first slice of the ledger is written."""
    await sent.village.until(lambda tx: recipients.everybody(tx, sent.broadcast), every=0.001)


async def _feeding(sent: Sent, _: int) -> None:
    """The first copies lie in the outbox."""
    await sent.village.until(lambda tx: recipients.under_way(tx, sent.broadcast, 1), every=0.001)


async def _sending(sent: Sent, copies: int) -> None:
    """So many more are out, or all."""
    wanted = sent.out() + copies
    await sent.village.until(lambda tx: sent.out() >= wanted or sent.now(tx).state is State.FINISHED, every=0.001)


MOMENTS = {0: _freezing, 1: _feeding}
"""When the first kills come; all others come while copies are sent and noted."""


@pytest.mark.parametrize(
    ("kills", "people", "per_second"),
    [
        pytest.param(3, IN_GRID, 150, id="grid"),
        pytest.param(20, MANY + 1, 200, id="soak", marks=[pytest.mark.soak, pytest.mark.timeout(400)]),
    ],
)
async def test_kills_while_a_notice_goes_out_miss_nobody_and_double_nothing(
    kills: int, people: int, per_second: int, make_house: Callable[..., House], server: TelegramServer
) -> None:
    chance, began = random.Random(kills), time.monotonic()
    house = make_house(window=False, TONGXIN_TELEGRAM_PER_SECOND=str(per_second))
    if people > IN_GRID:
        sheet = write_people(house.folder / "people.csv", tuple(Villager(number) for number in range(MANY)))
        await house.does("import", "people", str(sheet))
    async with standing(house), looking_into(house, server) as village:
        sent = await village.send(grid="" if people > IN_GRID else "1网格")
        for kill in range(kills):
            house.launch()
            await MOMENTS.get(kill, _sending)(sent, chance.randrange(1, people // kills))
            await asyncio.sleep(chance.random() * 0.02)
            house.kill()
        await house.start()
        await sent.is_over(60 + people / per_second * 2)
        states = await sent.states()
        wrongs = list(sent.wrongs(states, people))
        unsure = [person for person, state in states.items() if state == "unknown"]
        before = {person: sent.copies(person) for person in unsure}
        await _sends_to_them_again(sent)
        later = await sent.states()
        after = {person: sent.copies(person) for person in states}
    unknown = f"{len(unsure)} of {people} unknown, {sum(before.values())} of them had it"
    print(f"{kills} kills, {unknown}, {time.monotonic() - began:.0f} s")
    assert set(later.values()) <= set(REACHED)
    assert after == {person: 1 + before.get(person, 0) for person in states}
    assert not wrongs, f"{len(wrongs)} wrongs:\n" + "\n".join(wrongs[:40])


async def _sends_to_them_again(sent: Sent) -> None:
    """The author is asked about those of whom nothing is known, once for so many of them, and presses."""
    server, rounds = sent.village.server, 0
    while "unknown" in (await sent.states()).values():
        rounds += 1
        await server.until(lambda asked=rounds: _heard(server, "不知道收没收到") == asked)
        server.presses(CADRE_CHAT, "再发一次")
        await server.until(lambda done=rounds: _heard(server, "个人再发一次") == done)
        await sent.is_over(30)


def _heard(server: TelegramServer, words: str) -> int:
    return sum(words in text for text in server.heard(CADRE_CHAT))
