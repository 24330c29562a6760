"""One running house on Telegram for all tests of a file, each of which has people of its own. A start takes longer
than most of what is tried. A file that wants it imports both fixtures and runs on the loop of its module."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from tests.acceptance.conftest import secrets_in
from tests.acceptance.house import House, on_telegram, standing
from tests.fakes.telegram_server import TelegramServer


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def server() -> AsyncIterator[TelegramServer]:
    async with TelegramServer() as running:
        yield running


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def house(
    server: TelegramServer, selling: Path, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[House]:
    """With an open window, called by webhook; when all is done its log holds nothing that is anybody's."""
    house = House(tmp_path_factory.mktemp("shared"), **on_telegram(server))
    house.settings["TONGXIN_PUBLIC_URL"] = house.url
    await asyncio.to_thread(shutil.copy, selling, house.database)
    async with standing(house):
        await house.start()
        await server.until(lambda: server.updates.webhook["url"])
        yield house
    print(house.log[-4000:])
    assert secrets_in(house.log) == []
