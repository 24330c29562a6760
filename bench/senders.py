"""What sends a notice to many: our process, and clients that send and keep nothing; and watching either at it."""

import asyncio
import os
import socket
import sqlite3
import sys
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from statistics import quantiles
from typing import Protocol

import aiohttp
import psutil

from bench.goods import FIRST_TELEGRAM_ID
from bench.load import cpu_seconds, rss_bytes
from bench.notice import TEXT
from bench.programs import TOKEN, Tongxin
from bench.sink import Sink

ANSWER_SECONDS = 0.05
LOOK_SECONDS = 0.02
START_SECONDS = 60.0
STUCK_SECONDS = 20.0


class Sender(Protocol):
    """One program that tells so many people."""

    @property
    def label(self) -> str: ...

    @property
    def people(self) -> int: ...

    def command(self, home: Path, api: str) -> tuple[list[str], dict[str, str]]:
        """The command line and the environment; `home` holds the database, if it has one."""

    def is_done(self, home: Path) -> bool:
        """Whether nothing is left to be noted once the last message is out."""

    async def turn(self) -> float:
        """Seconds that a small write of somebody else takes meanwhile, 0 where there is nothing to write."""


@dataclass(frozen=True)
class Ours:
    """Our process; `per_second` is its setting, 0 for no pace at all."""

    label: str
    people: int
    per_second: int
    port: int = field(default_factory=lambda: free_port())

    def command(self, home: Path, api: str) -> tuple[list[str], dict[str, str]]:
        command, environment = Tongxin(self.label, confirming=False).command(home, api, self.port)
        return command, environment | {"TONGXIN_TELEGRAM_PER_SECOND": str(self.per_second)}

    def is_done(self, home: Path) -> bool:
        with closing(sqlite3.connect(f"file:{home / 'tongxin.db'}?mode=ro", uri=True, timeout=10)) as database:
            return bool(database.execute("select count(*) from broadcasts where state = 'finished'").fetchone()[0])

    async def turn(self) -> float:
        began = time.perf_counter()
        async with aiohttp.request("GET", f"http://127.0.0.1:{self.port}/healthz") as answer:
            answer.raise_for_status()
        return time.perf_counter() - began


@dataclass(frozen=True)
class Client:
    """A client library in the way its documentation shows."""

    label: str
    people: int
    module: str

    def command(self, home: Path, api: str) -> tuple[list[str], dict[str, str]]:
        given = {"--api": api, "--token": TOKEN, "--messages": str(self.people), "--text": TEXT}
        given |= {"--first-chat": str(FIRST_TELEGRAM_ID)}
        words = [word for option in given.items() for word in option]
        return [sys.executable, "-m", self.module, *words], dict(os.environ)

    def is_done(self, home: Path) -> bool:
        return True

    async def turn(self) -> float:
        return 0.0


@dataclass(frozen=True)
class Row:
    """Messages and CPU seconds for 1,000 of them; memory in megabytes; a turn's seconds at p99, 0 for none."""

    label: str
    people: int
    rate: float
    cpu: float
    rss: float
    turn: float
    faults: list[str]


async def watch(sender: Sender, home: Path, sink: Sink, process: psutil.Process) -> Row:
    """From the first message to the last note. Raises TimeoutError when nothing happens any more."""
    await _until(lambda: bool(sink.told), START_SECONDS)
    began, cpu, first = time.perf_counter(), cpu_seconds(process), sink.told.total()
    most, turns, moved = 0, [0.0], (first, began)
    while sink.told.total() < sender.people:
        most = max(most, rss_bytes(process))
        turns.append(await sender.turn())
        await asyncio.sleep(LOOK_SECONDS)
        now = (sink.told.total(), time.perf_counter())
        moved = now if now[0] > moved[0] else moved
        if now[1] - moved[1] > STUCK_SECONDS:
            raise TimeoutError
    seconds = time.perf_counter() - began
    await _until(lambda: sender.is_done(home), STUCK_SECONDS)
    spent, sent = cpu_seconds(process) - cpu, sink.told.total() - first
    turn = quantiles(turns, n=100)[98] if len(turns) > 1 else 0.0
    faults = _faults(sender, sink)
    return Row(sender.label, sender.people, sent / seconds, spent / sent * 1000, most / 1e6, turn, faults)


def _faults(sender: Sender, sink: Sink) -> list[str]:
    missed = sender.people - len(sink.told)
    twice = sum(times > 1 for times in sink.told.values())
    counts = ((missed, "missed"), (twice, "told twice"))
    return [f"{number:,} people were {what}" for number, what in counts if number]


async def _until(seen: Callable[[], bool], seconds: float) -> None:
    async with asyncio.timeout(seconds):
        while not seen():  # noqa: ASYNC110 - what another process does has no event
            await asyncio.sleep(LOOK_SECONDS)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return int(listening.getsockname()[1])
