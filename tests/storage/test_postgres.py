"""A PostgreSQL that goes away: everybody is told so within seconds, however many ask, and it recovers by itself."""

import asyncio
import time

import pytest

from storage import people
from storage.database import DatabaseUnavailable
from storage.opening import open_database
from storage.postgres import PATIENCE
from tests.postgres import PrivatePostgres
from tests.town import NOON

SLACK = 1.5
"""Seconds, for a busy machine."""


async def test_while_the_server_is_away_nobody_waits_long_and_then_all_goes_on(own_postgres: PrivatePostgres) -> None:
    database = await open_database(own_postgres.url("template_town"), lambda: NOON)
    try:
        await asyncio.to_thread(own_postgres.stop)
        with pytest.raises(DatabaseUnavailable):
            await database.read(people.count)
        began = time.monotonic()
        writes = [database.write(people.count, f"chat {number % 5}") for number in range(30)]
        reads = [database.read(people.count) for _ in range(10)]
        ended = await asyncio.gather(*writes, *reads, return_exceptions=True)
        waited = time.monotonic() - began
        assert {type(error) for error in ended} == {DatabaseUnavailable}
        assert waited < PATIENCE + 0.05 * len(ended) + SLACK
        await asyncio.to_thread(own_postgres.start)
        began = time.monotonic()
        while time.monotonic() - began < 30:
            try:
                assert await database.write(people.count) == 0
                break
            except DatabaseUnavailable:
                await asyncio.sleep(0.1)
        assert await database.write(people.count) == 0
    finally:
        await database.close()
