"""Fixtures of the long connection's tests: the vendor's server, a small house, and its door at work."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from channels.wecom.stream import Stream
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
