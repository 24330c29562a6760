"""A notice to many people, drained by our process against a sink that answers after 50 ms; beside it in the same run
the stock client of python-telegram-bot and aiogram's.

Each program has one core for itself; this process (the sink) keeps to another. Ours takes each copy from its outbox
and notes there what became of it; the clients only send. CPU is of the program measured, its database included.
"""

import argparse
import asyncio
import os
import sqlite3
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import psutil
import uvloop

from bench.goods import FIRST_TELEGRAM_ID
from bench.load import cpu_seconds, rss_bytes
from bench.order_rush import stopped
from bench.population import ACCOUNT, FIRST_PERSON, chat_of
from bench.programs import ROOT, TOKEN, Tongxin
from bench.sink import Sink
from domain.messages import Content
from storage.database import Transaction
from storage.opening import open_database
from storage.outbox import dump

TEXT = "【通知】明天上午 8 点到 11 点检修水管，王家村 3 到 9 幢停水，请提前储水。热水器先关电。"
ANSWER_SECONDS = 0.05
LOOK_SECONDS = 0.02
STUCK_SECONDS = 20.0
BODY = 1


class Program(Protocol):
    """What sends a notice to so many people."""

    label: str
    people: int

    async def prepare(self, home: Path) -> None: ...

    def command(self, home: Path, api: str) -> tuple[list[str], dict[str, str]]: ...

    def left(self, home: Path) -> int:
        """How many copies are not noted as sent yet, once all have arrived."""
        ...


@dataclass(frozen=True)
class Ours:
    """Our process; `per_second` is its setting, 0 for none."""

    label: str
    people: int
    per_second: int

    async def prepare(self, home: Path) -> None:
        now = time.time_ns() // 1_000_000
        database = await open_database(f"sqlite:///{home / 'tongxin.db'}", lambda: now)
        await database.write(lambda tx: queue(tx, self.people, now))
        await database.close()

    def command(self, home: Path, api: str) -> tuple[list[str], dict[str, str]]:
        command, environment = Tongxin(self.label, confirming=False).command(home, api, 8089)
        return command, environment | {"TONGXIN_TELEGRAM_PER_SECOND": str(self.per_second)}

    def left(self, home: Path) -> int:
        with closing(sqlite3.connect(f"file:{home / 'tongxin.db'}?mode=ro", uri=True, timeout=10)) as database:
            return int(database.execute("select count(*) from outbox where state <> 'sent'").fetchone()[0])


@dataclass(frozen=True)
class Client:
    """A client library that sends and keeps nothing."""

    label: str
    people: int
    module: str

    async def prepare(self, home: Path) -> None:
        """It has no records."""

    def command(self, home: Path, api: str) -> tuple[list[str], dict[str, str]]:
        given = {"--api": api, "--token": TOKEN, "--messages": str(self.people)}
        given |= {"--first-chat": str(FIRST_TELEGRAM_ID), "--text": TEXT}
        words = [word for option in given.items() for word in option]
        return [sys.executable, "-m", self.module, *words], dict(os.environ)

    def left(self, home: Path) -> int:
        return 0


@dataclass(frozen=True)
class Row:
    label: str
    people: int
    seconds: float
    cpu: float
    rss: float
    faults: Sequence[str]


def queue(tx: Transaction, people: int, now: int) -> None:
    """A notice's copies in the outbox, their words stored once."""
    run = tx.connection.executemany
    tx.connection.execute(
        "insert into bodies (tenant, id, content) values (?, ?, ?)", (tx.tenant, BODY, dump(Content(TEXT)))
    )
    run(
        "insert into addresses (tenant, account, chat, person, state, since) values (?, ?, ?, ?, 'reachable', ?)",
        ((tx.tenant, ACCOUNT, chat_of(n), FIRST_PERSON + n, now) for n in range(people)),
    )
    run(
        "insert into outbox (tenant, id, account, chat, person, priority, state, body, due, created_at) "
        "values (?, ?, ?, ?, ?, 'notice', 'queued', ?, ?, ?)",
        ((tx.tenant, n + 1, ACCOUNT, chat_of(n), FIRST_PERSON + n, BODY, now, now) for n in range(people)),
    )


async def run(program: Program, directory: str | None, core: int) -> Row:
    """Starts the program and watches it from its first message to its last."""
    with tempfile.TemporaryDirectory(dir=directory) as folder:
        home = Path(folder)
        await program.prepare(home)
        async with Sink(ANSWER_SECONDS) as sink:
            command, environment = program.command(home, sink.address)
            log = home / "log.txt"
            with log.open("wb") as output:
                process = await asyncio.create_subprocess_exec(
                    *command, cwd=ROOT, env=environment, stdout=output, stderr=output,
                    preexec_fn=lambda: os.sched_setaffinity(0, {core}),
                )  # fmt: skip
            try:
                row = await watch(program, home, sink, psutil.Process(process.pid))
            except psutil.NoSuchProcess:
                raise SystemExit(f"{program.label} ended early:\n{log.read_text()[-3000:]}") from None
            finally:
                await stopped(process)
            return row


async def watch(program: Program, home: Path, sink: Sink, process: psutil.Process) -> Row:
    await until(lambda: sink.told)
    began, cpu, most, first = time.perf_counter(), cpu_seconds(process), 0, sink.told.total()
    arrived = first
    quiet = 0.0
    while sink.told.total() < program.people and quiet < STUCK_SECONDS:
        most = max(most, rss_bytes(process))
        await asyncio.sleep(LOOK_SECONDS)
        quiet = 0.0 if sink.told.total() > arrived else quiet + LOOK_SECONDS
        arrived = sink.told.total()
    seconds = time.perf_counter() - began
    if not isinstance(program, Client):
        await until(lambda: not program.left(home))
    spent = cpu_seconds(process) - cpu
    faults = [f"{len(sink.told)} of {program.people} people were told"] if len(sink.told) != program.people else []
    twice = sum(times > 1 for times in sink.told.values())
    faults += [f"{twice} people were told twice"] if twice else []
    sent = sink.told.total() - first
    return Row(program.label, program.people, sent / seconds, spent / sent * 1000, most / 1e6, faults)


async def until(seen, seconds: float = STUCK_SECONDS) -> None:  # type: ignore[no-untyped-def]
    async with asyncio.timeout(seconds):
        while not seen():  # noqa: ASYNC110 - what another process does has no event
            await asyncio.sleep(LOOK_SECONDS)


async def compare(options: argparse.Namespace) -> int:
    available = sorted(os.sched_getaffinity(0))
    os.sched_setaffinity(0, {available[-1]})
    programs: dict[str, Program] = {
        "ours": Ours("tongxin, without pace", options.people, 0),
        "paced": Ours("tongxin, 1,000 a second", min(options.people, options.paced), 1_000),
        "aiogram": Client("aiogram 3, 100 side by side", options.few, "bench.peers.aiogram_broadcast"),
        "ptb": Client("python-telegram-bot, 100 side by side", options.few, "bench.peers.ptb_broadcast"),
    }
    rows = []
    for name in options.programs:
        row = await run(programs[name], options.directory, available[0])
        print(f"{row.label:40}{row.people:>9,}{row.seconds:>10,.0f}{row.cpu:>10.2f}{row.rss:>9.0f}  {row.faults}")
        rows.append(row)
    return int(any(row.faults for row in rows))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=30_000)
    parser.add_argument("--paced", type=int, default=10_000)
    parser.add_argument("--few", type=int, default=2_000)
    parser.add_argument("--only", dest="programs", nargs="+", default=["ours", "paced", "aiogram", "ptb"])
    parser.add_argument("--directory", help="where the databases lie, on the disk to be measured")
    sys.exit(uvloop.run(compare(parser.parse_args())))


if __name__ == "__main__":
    main()
