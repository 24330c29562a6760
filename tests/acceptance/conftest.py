"""Fixtures: the local Bot API server, and a house on it, by webhook or by polling, in an imported village."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from tests.acceptance.house import House, on_telegram, standing
from tests.acceptance.village import CADRE, PEOPLE, write_people, write_window
from tests.fakes.telegram_server import TOKEN, TelegramServer

SECRETS = (
    *(villager.name for villager in PEOPLE), *(villager.phone for villager in PEOPLE), *CADRE[:2],
    *(villager.door for villager in PEOPLE), "猪肉", "豆腐", "带鱼", "鸡蛋", "确认", TOKEN.partition(":")[2],
)  # fmt: skip
"""What must never stand in a log: names, phones, doors, what people wrote, the bot's secret."""


@pytest.fixture(scope="session")
def settled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the village's people, imported by the command; copied for each test."""
    house = House(tmp_path_factory.mktemp("settled"), TONGXIN_TELEGRAM_TOKEN=TOKEN)
    people = write_people(house.folder / "people.csv")
    asyncio.run(house.does("import", "people", str(people)))
    return house.database


@pytest.fixture(scope="session")
def selling(settled: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with one open window."""
    house = House(tmp_path_factory.mktemp("selling"))
    shutil.copy(settled, house.database)
    asyncio.run(house.does("import", "windows", str(write_window(house.folder / "windows.json"))))
    return house.database


@pytest.fixture
async def server() -> AsyncIterator[TelegramServer]:
    async with TelegramServer() as running:
        yield running


@pytest.fixture
async def make_house(
    server: TelegramServer, settled: Path, selling: Path, tmp_path: Path
) -> AsyncIterator[Callable[..., House]]:
    """Makes the test's house, not started yet; afterwards its log holds nothing that is anybody's."""
    made: list[House] = []

    def make(polling: bool = False, window: bool = True, **settings: str) -> House:
        house = House(tmp_path, **on_telegram(server), **settings)
        if not polling:
            house.settings["TONGXIN_PUBLIC_URL"] = house.url
        shutil.copy(selling if window else settled, house.database)
        made.append(house)
        return house

    yield make
    for house in made:
        house.kill()
        print(house.log[-4000:])
        assert secrets_in(house.log) == []


@pytest.fixture
async def house(make_house: Callable[..., House], server: TelegramServer) -> AsyncIterator[House]:
    """A running house that Telegram calls by webhook."""
    async with standing(make_house()) as running:
        await running.start()
        await server.until(lambda: server.updates.webhook["url"])
        yield running


def secrets_in(log: str) -> list[str]:
    """What of the village stands in a log, also as escapes."""
    return [secret for secret in SECRETS if secret in log or ascii(secret)[1:-1] in log]
