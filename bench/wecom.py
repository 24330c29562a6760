"""WeCom: encrypted callbacks into the real program, and a notice to a hundred thousand members.

For callbacks the program has one core for itself and this process (the vendor's side) keeps to another; for the
notice both have both. A callback is verified, decrypted, its turn committed, then answered; the reply goes out to the
vendor beside it. Times count from the moment at which a call was due, so that waiting for a connection counts, too.
"""

import argparse
import asyncio
import contextlib
import os
import sqlite3
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from statistics import quantiles

import aiohttp
import psutil
import uvloop

from bench.goods import FIRST_TELEGRAM_ID, ORDER_TEXTS
from bench.load import cpu_seconds, rss_bytes
from bench.notice import settle
from bench.order_rush import stopped
from bench.population import register
from bench.programs import ROOT, environment
from bench.senders import free_port
from bench.wecom_vendor import ACCOUNT, SETTINGS, Answers, Callbacks, WeComSink
from storage.opening import open_database

ORDERS = tuple(order.text for order in ORDER_TEXTS)
WORDS = (ORDERS[0], "你好", "几点到货", "我的订单", "收到", "今天量了，36.5")
"""A day's words: one line in six is an order."""

CONNECTIONS = 64
START_SECONDS = 60.0
CALLBACK_MS = 200.0
NOTICE_SECONDS = 10.0
"""Aimed at, of a callback at p99; and what is right, from a notice's first call to the last note in its ledger, for
100,000."""


@dataclass(frozen=True)
class Row:
    label: str
    answers: Answers
    cpu: float  #: seconds
    rss: float  #: megabytes

    def shown(self) -> str:
        taken = self.answers.milliseconds
        percentiles, count = quantiles(taken, n=100), len(taken)
        times = f"{percentiles[49]:.1f}/{percentiles[94]:.1f}/{percentiles[98]:.1f}/{max(taken):.0f}"
        rate = count / self.answers.seconds
        return f"{self.label:44}{rate:>10,.0f}{times:>26}{self.cpu / count * 1000:>9.2f}{self.rss:>8.0f}"


@contextlib.asynccontextmanager
async def served(home: Path, sink: WeComSink, cores: set[int]) -> AsyncIterator[tuple[str, psutil.Process]]:
    """Our program on some cores; its address, once it answers."""
    port = free_port()
    settings = SETTINGS | {"TONGXIN_WECOM_API": sink.address, "TONGXIN_PORT": str(port)}
    log = home / "log.txt"
    with log.open("wb") as output:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "bot.py", "run", cwd=ROOT, env=environment(home) | settings, stdout=output, stderr=output,
            preexec_fn=lambda: os.sched_setaffinity(0, cores),
        )  # fmt: skip
    try:
        address = f"http://127.0.0.1:{port}"
        async with asyncio.timeout(START_SECONDS), aiohttp.ClientSession() as session:
            while True:
                with contextlib.suppress(aiohttp.ClientError):
                    async with session.get(f"{address}/healthz") as answer:
                        if answer.ok:
                            break
                if process.returncode is not None:
                    raise SystemExit(f"the program has ended:\n{log.read_text()[-3000:]}")
                await asyncio.sleep(0.05)
        yield address, psutil.Process(process.pid)
    finally:
        await stopped(process)


async def callbacks(options: argparse.Namespace, core: int) -> list[Row]:
    """The rows of the first table."""
    rows = []
    for label, words, pace in (
        *((f"a day's words, {pace:,} a second", WORDS, pace) for pace in options.paces),
        (f"a day's words, {CONNECTIONS} connections", WORDS, 0),
        (f"order texts, {CONNECTIONS} connections", ORDERS, 0),
    ):
        with tempfile.TemporaryDirectory(dir=options.directory) as folder:
            home = Path(folder)
            database = await open_database(f"sqlite:///{home / 'tongxin.db'}", clock)
            await database.write(lambda tx: register(tx, options.people, clock(), account=ACCOUNT))
            await database.close()
            async with WeComSink() as sink, served(home, sink, {core}) as (address, process):
                members = [FIRST_TELEGRAM_ID + n for n in range(options.people)]
                calls = Callbacks(f"{address}/wecom/callback", members, words)
                await calls.at_pace(200, 2.0, 16)
                before, told = cpu_seconds(process), sink.told.total()
                answers = await (
                    calls.at_pace(pace, options.seconds, CONNECTIONS) if pace
                    else calls.as_fast_as_answered(options.seconds, CONNECTIONS)
                )  # fmt: skip
                await _until(lambda: sink.told.total() >= told + len(answers.milliseconds), answers)  # noqa: B023
                rows.append(Row(label, answers, cpu_seconds(process) - before, rss_bytes(process) / 1e6))
    return rows


async def notice(options: argparse.Namespace, cores: set[int]) -> list[str]:
    """Tells so many members, prints what came of it; what is not as it should be."""
    with tempfile.TemporaryDirectory(dir=options.directory) as folder:
        home = Path(folder)
        await settle(home, options.members, ACCOUNT)
        async with WeComSink(0.05) as sink, served(home, sink, cores) as (_, process):
            await _until(lambda: bool(sink.told), Answers())
            began, cpu = time.perf_counter(), cpu_seconds(process)
            while not _is_finished(home):
                if time.perf_counter() - began > 120:
                    return [f"{sink.told.total():,} members were told, and then no more"]
                await asyncio.sleep(0.05)
            seconds, cpu = time.perf_counter() - began, cpu_seconds(process) - cpu
            sent = _sent(home)
    calls = sink.calls["message/send"]
    print(
        f"A notice to {options.members:,} members: {calls:,} calls, {seconds:.1f} s from the first call to the last "
        f"note in the ledger, {cpu:.1f} s of CPU."
    )
    allowed = NOTICE_SECONDS * max(options.members / 100_000, 0.1)
    twice = sum(times > 1 for times in sink.told.values())
    return [fault for fault, wrong in (
        (f"the ledger has {sent:,} of them as told", sent != options.members),
        (f"{options.members - len(sink.told):,} were missed", len(sink.told) != options.members),
        (f"{twice:,} were told twice", bool(twice)),
        (f"it took more than {allowed:.0f} s", seconds > allowed),
        ("it took more calls than every tenth more than need be", calls > options.members / 1000 * 1.1 + 2),
    ) if wrong]  # fmt: skip


def _is_finished(home: Path) -> bool:
    return bool(_number(home, "select count(*) from broadcasts where state = 'finished'"))


def _sent(home: Path) -> int:
    return _number(
        home, "select count(*) from recipients r join outbox o on o.id = r.delivery where o.state = 'sent'"
    )


def _number(home: Path, query: str) -> int:
    with closing(sqlite3.connect(f"file:{home / 'tongxin.db'}?mode=ro", uri=True, timeout=10)) as database:
        return int(database.execute(query).fetchone()[0])


async def _until(seen: Callable[[], bool], answers: Answers) -> None:
    """Every call is replied to as well, shortly after."""
    try:
        async with asyncio.timeout(20.0):
            while not seen():  # noqa: ASYNC110 - what another process does has no event
                await asyncio.sleep(0.02)
    except TimeoutError:
        answers.faults.append("not every word got a reply")


def clock() -> int:
    return time.time_ns() // 1_000_000


async def measure(options: argparse.Namespace) -> int:
    available = sorted(os.sched_getaffinity(0))
    os.sched_setaffinity(0, {available[-1]})
    rows = await callbacks(options, available[0])
    os.sched_setaffinity(0, available)
    print(f"{'':44}{'a second':>10}{'200, ms p50/p95/p99/max':>26}{'CPU ms':>9}{'RSS MB':>8}")
    for row in rows:
        print(row.shown())
    faults = [f"{row.label}: {fault}" for row in rows for fault in sorted(set(row.answers.faults))]
    late = [row.label for row in rows if quantiles(row.answers.milliseconds, n=100)[98] > CALLBACK_MS]
    print(f"Above the {CALLBACK_MS:.0f} ms at p99 that are aimed at: {'; '.join(late) or 'none'}.")
    faults += await notice(options, set(available))
    for fault in faults:
        print(f"FAULT {fault}")
    return int(bool(faults))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=14_000, help="who write in turn")
    parser.add_argument("--paces", type=int, nargs="+", default=[500, 1_000], help="callbacks a second")
    parser.add_argument("--seconds", type=float, default=6.0)
    parser.add_argument("--members", type=int, default=100_000, help="who are told the notice")
    parser.add_argument("--directory", help="where the databases lie, on the disk to be measured")
    sys.exit(uvloop.run(measure(parser.parse_args())))


if __name__ == "__main__":
    main()
