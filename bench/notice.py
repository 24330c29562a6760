"""A district with a notice to everybody, and how long its launch takes while people write."""

import asyncio
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import quantiles

from bench.population import ACCOUNT, FIRST_PERSON, chat_of, register
from broadcasts import launch
from domain.notices import RECEIVED, Broadcast, Notice, State
from storage import broadcasts, conversations, notices
from storage.addresses import Address
from storage.database import Database, Transaction
from storage.opening import open_database

TEXT = "明天上午 8 点到 11 点检修水管，3 到 9 幢停水，请提前储水，热水器先关电。"
DISTRICT = 900
HOUR = 3_600_000
PAUSE = 0.003
"""Seconds between two turns that look how long they wait."""


@dataclass(frozen=True)
class Launched:
    """Times in seconds; of a turn from its call to its commit."""

    people: int
    seconds: float
    p99: float
    most: float


async def settle(home: Path, people: int, account: str = ACCOUNT) -> None:
    """A database with so many people and a notice to all that is due now."""
    database = await _open(home)
    now = clock()
    await database.write(lambda tx: register(tx, people, now, account=account))
    await database.write(lambda tx: queue(tx, now))
    await database.write(lambda tx: tx.connection.execute("pragma optimize"))
    await database.close()


def queue(tx: Transaction, now: int) -> int:
    """A notice of the district, scheduled for now: an emergency, since it may be night where this runs."""
    villages = [area for (area,) in tx.connection.execute("select id from areas where kind = 'village' order by id")]
    tx.connection.execute(
        "insert into areas (tenant, id, kind, name, path) values (?, ?, 'district', '城区', ?)",
        (tx.tenant, DISTRICT, f"{DISTRICT}/"),
    )
    audience = {"any": [{"area": village} for village in villages]}
    notice = notices.add(
        tx,
        Notice(0, DISTRICT, 0, FIRST_PERSON, "停水", {"zh": TEXT}, audience, choices=(RECEIVED,), emergency=True),
        now,
    )
    broadcast = Broadcast(tx.ids.next(), notice.id, State.SCHEDULED, now, now + 72 * HOUR, FIRST_PERSON, now)
    broadcasts.add(tx, broadcast, "bench")
    return broadcast.id


async def launched(home: Path) -> Launched:
    """Freezes the audience of the notice while turns of other people wait for the writer."""
    database = await _open(home)
    waits: list[float] = []
    turns = asyncio.create_task(_take_turns(database, waits))
    await asyncio.sleep(0.2)
    waits.clear()
    began = time.perf_counter()
    broadcast = await database.write(_begin)
    people = await launch.freeze(database, broadcast, clock)
    seconds = time.perf_counter() - began
    turns.cancel()
    await asyncio.gather(turns, return_exceptions=True)
    await database.close()
    return Launched(people, seconds, quantiles(waits, n=100)[98], max(waits))


def _begin(tx: Transaction) -> Broadcast:
    (found,) = broadcasts.in_state(tx, State.SCHEDULED)
    launch.begin(tx, found.id, clock())
    return found


async def _take_turns(database: Database, waits: list[float]) -> None:
    """Somebody's conversation is touched again and again, as each turn does first."""
    address = Address(ACCOUNT, chat_of(0))
    while True:
        began = time.perf_counter()
        await database.write(lambda tx: conversations.touch(tx, address, clock()))
        waits.append(time.perf_counter() - began)
        await asyncio.sleep(PAUSE)


async def _open(home: Path) -> Database:
    return await open_database(f"sqlite:///{home / 'tongxin.db'}", clock)


def clock() -> int:
    return time.time_ns() // 1_000_000
