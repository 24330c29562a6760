"""Fixtures: of the long connection the vendor's server, a small house, and its door at work; an app at work."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from channels.wecom.stream import Stream
from tests.channels.wecom.app_house import Corp, corp
from tests.channels.wecom.house import running
from tests.channels.wecom.stream_house import StreamHouse, door
from tests.fakes.wecom_stream import WeComStream


@pytest_asyncio.fixture
async def server() -> AsyncIterator[WeComStream]:
    async with WeComStream() as started:
        yield started


@pytest.fixture
def house() -> StreamHouse:
    return StreamHouse()


@pytest_asyncio.fixture
async def stream(server: WeComStream, house: StreamHouse) -> AsyncIterator[Stream]:
    async with running(door(house, server)) as started:
        await server.until(lambda: started.open)
        yield started


@pytest.fixture
async def sending() -> AsyncIterator[Corp]:
    """One that nobody calls."""
    async with corp(called=False) as opened:
        yield opened
