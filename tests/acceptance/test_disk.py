"""The database takes nothing for a while: people are told, nothing acknowledged is lost, all of it recovers."""

import asyncio
import sqlite3
from contextlib import closing

import pytest

from tests.acceptance.house import House
from tests.acceptance.rush import Rush
from tests.acceptance.shared import house, server
from tests.acceptance.village import PEOPLE
from tests.fakes.telegram_server import TelegramServer

pytestmark = pytest.mark.asyncio(loop_scope="module")

__all__ = ["house", "server"]

TRY_AGAIN = "现在系统有点忙"
LOCKED_SECONDS = 30.0
"""At most. The writer waits 5 s for a lock: once for who came first, once for all who came meanwhile."""


@pytest.fixture
def patient(server: TelegramServer) -> TelegramServer:
    """Sends what was not acknowledged again every few tenths of a second, and not in a storm."""
    server.updates.second = 0.1
    server.updates.attempts.clear()
    return server


@pytest.fixture(scope="module")
def rush(house: House, server: TelegramServer) -> Rush:
    """All who came during these tests; after each of them every line must be accounted for."""
    return Rush(house, server)


async def test_a_full_disk_loses_nothing_and_the_house_recovers_without_a_restart(
    house: House, patient: TelegramServer, rush: Rush
) -> None:
    process = house.process
    rush.visit(PEOPLE[:30])
    await rush.goes_on(30)
    house.fill_the_disk()
    await patient.until(lambda: 503 in _statuses(patient))
    rush.visit(PEOPLE[30:40])
    await patient.until(lambda: _regrets(patient, PEOPLE[36].chat))
    unwell = await house.health()
    await asyncio.sleep(1.5)
    house.make_room()
    await rush.ends()
    assert unwell == 503
    assert await house.health() == 200
    assert house.process == process
    assert _statuses(patient) <= {200, 503}
    assert max(_regrets(patient, villager.chat) for villager in PEOPLE[:40]) == 1
    wrongs = rush.wrongs()
    assert not wrongs, "\n".join(wrongs[:40])


async def test_a_locked_database_is_waited_for_and_people_are_told(
    house: House, patient: TelegramServer, rush: Rush
) -> None:
    with closing(sqlite3.connect(house.database, isolation_level=None)) as other:
        other.execute("begin immediate")
        rush.visit(PEOPLE[40:50])
        await patient.until(
            lambda: all(_regrets(patient, villager.chat) for villager in PEOPLE[40:50]), LOCKED_SECONDS
        )
        statuses, regrets = _statuses(patient), [_regrets(patient, villager.chat) for villager in PEOPLE[40:50]]
        other.execute("rollback")
    await rush.ends()
    assert (statuses, regrets) == ({503}, [1] * 10)
    wrongs = rush.wrongs()
    assert not wrongs, "\n".join(wrongs[:40])


async def test_a_lock_of_a_moment_is_not_noticed(house: House, patient: TelegramServer, rush: Rush) -> None:
    with closing(sqlite3.connect(house.database, isolation_level=None)) as other:
        other.execute("begin immediate")
        rush.visit(PEOPLE[50:70])
        await asyncio.sleep(1.0)
        other.execute("rollback")
    await rush.ends()
    assert _statuses(patient) == {200}
    wrongs = rush.wrongs()
    assert not wrongs, "\n".join(wrongs[:40])


def _statuses(server: TelegramServer) -> set[int]:
    return {status for _, status in server.updates.attempts}


def _regrets(server: TelegramServer, chat: int) -> int:
    """How often somebody was told to try again."""
    return sum(TRY_AGAIN in text for text in server.heard(chat))
