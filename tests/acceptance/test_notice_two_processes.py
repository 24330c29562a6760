"""Two processes on one PostgreSQL feed and send the same notice at the same time: nobody gets it twice."""

import asyncio
import random
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from storage.outbox import LEASE
from tests.acceptance.house import House, on_telegram, standing
from tests.acceptance.sending import REACHED, Village, looking_into
from tests.acceptance.village import PEOPLE, write_people
from tests.fakes.telegram_server import TelegramServer

SOME = 300
KILLS = 4


@asynccontextmanager
async def two(
    url: str, server: TelegramServer, folder: Path, people: int, per_second: int
) -> AsyncIterator[tuple[House, House, Village]]:
    """Two houses on one database; the vendor calls the one that came last."""
    houses = []
    for name in ("first", "second"):
        (folder / name).mkdir()
        house = House(
            folder / name, **on_telegram(server), TONGXIN_DATABASE=url, TONGXIN_TELEGRAM_PER_SECOND=str(per_second)
        )
        house.settings["TONGXIN_PUBLIC_URL"] = house.url
        houses.append(house)
    await houses[0].does("import", "people", str(write_people(folder / "people.csv", PEOPLE[:people])))
    async with (
        standing(houses[0]) as first, standing(houses[1]) as second, looking_into(houses[0], server) as village,
    ):  # fmt: skip
        yield first, second, village


@pytest.mark.soak
async def test_what_two_processes_feed_and_send_together_everybody_has_once(
    postgres_url: str, server: TelegramServer, tmp_path: Path
) -> None:
    async with two(postgres_url, server, tmp_path, SOME, 60) as (first, second, village):
        await asyncio.gather(first.start(), second.start())
        sent = await village.send()
        await sent.is_over(60)
        states = await sent.states()
        holders = await village.database.read(
            lambda tx: tx.connection.execute("select distinct holder from outbox where broadcast <> 0").fetchall()
        )
    assert list(sent.wrongs(states, SOME + 1)) == []
    assert set(states.values()) <= set(REACHED)
    assert len(holders) == 2


@pytest.mark.soak
@pytest.mark.timeout(400)
async def test_kills_of_one_while_the_other_goes_on_miss_nobody_and_double_nothing(
    postgres_url: str, server: TelegramServer, tmp_path: Path
) -> None:
    """What the dead held is known to be unknown a minute later, when its claims have run out."""
    chance, began = random.Random(KILLS), time.monotonic()
    people = len(PEOPLE)
    async with two(postgres_url, server, tmp_path, people, 20) as (first, second, village):
        await asyncio.gather(first.start(), second.start())
        sent = await village.send()
        for kill in range(KILLS):
            wanted = min(sent.out() + chance.randrange(1, people // KILLS // 2), people * 9 // 10)
            await server.until(lambda wanted=wanted: sent.out() >= wanted, 60)
            killed = (first, second)[kill % 2]
            killed.kill()
            await killed.start()
        await sent.is_over(LEASE / 1000 + 60)
        states = await sent.states()
    unknown = sum(state == "unknown" for state in states.values())
    print(f"{KILLS} kills, {unknown} of {people + 1} unknown, {time.monotonic() - began:.0f} s")
    assert list(sent.wrongs(states, people + 1)) == []
