"""A PostgreSQL that goes away or freezes: everybody is told so within seconds, however many ask, and it recovers by
itself."""

import asyncio
import os
import signal
import time

import pytest

from storage import people, postgres
from storage.database import DatabaseUnavailable, Transaction
from storage.opening import open_database
from storage.postgres import PATIENCE
from tests.postgres import PrivatePostgres
from tests.town import NOON

SLACK = 6
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


@pytest.mark.parametrize("where", ["statement", "commit"])
async def test_a_server_that_freezes_holds_nobody_for_long(
    postgres_url: str, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    monkeypatch.setattr(postgres, "HELD", 0.3)
    monkeypatch.setattr(postgres, "LOOK", 0.05)
    database = await open_database(postgres_url, lambda: NOON)
    frozen: list[int] = []

    def freeze(tx: Transaction) -> None:
        """The process that serves this connection stops; its socket stays open."""
        (pid,) = tx.connection.execute("select pg_backend_pid()").fetchone()
        os.kill(pid, signal.SIGSTOP)
        frozen.append(pid)
        if where == "statement":
            people.count(tx)

    try:
        async with asyncio.timeout(10):
            with pytest.raises(DatabaseUnavailable):
                await database.write(freeze)
            assert await database.write(people.count) == 0
    finally:
        for pid in frozen:
            os.kill(pid, signal.SIGCONT)
        await database.close()


async def test_what_takes_long_and_is_not_frozen_is_not_cut_off(
    postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgres, "HELD", 1.0)
    monkeypatch.setattr(postgres, "LOOK", 0.05)
    database = await open_database(postgres_url, lambda: NOON)
    try:
        for _ in range(3):
            assert await database.read(lambda tx: tx.connection.execute("select 1, pg_sleep(0.1)").fetchone()[0]) == 1
    finally:
        await database.close()
