"""Our process and two peers in the same order rush, one after another on one core, medians of some rounds.

The core measured runs one program alone; this process (the load and the Bot API sink) keeps to another.
"""

import argparse
import asyncio
import contextlib
import os
import random
import shutil
import socket
import sys
import tempfile
from collections.abc import AsyncIterator, Sequence
from dataclasses import astuple, dataclass
from pathlib import Path
from statistics import median, quantiles

import uvloop

from bench.goods import FIRST_TELEGRAM_ID
from bench.load import Load, Tally
from bench.programs import ROOT, Peer, Program, Tongxin
from bench.sink import Sink

START_SECONDS = 60.0
STOP_SECONDS = 10.0
PROGRAMS: dict[str, Program] = {
    "aiogram": Peer("aiogram 3, an order a text", "bench.peers.aiogram_bot"),
    "ptb": Peer("python-telegram-bot, an order a text", "bench.peers.ptb_bot"),
    "texts": Tongxin("tongxin, order texts", confirming=False),
    "orders": Tongxin("tongxin, text and confirmation", confirming=True),
}


@dataclass(frozen=True)
class Figures:
    """One row of the table; times in milliseconds, `rate` a second."""

    rate: float
    cpu: float
    acknowledged_p50: float
    acknowledged_p95: float
    acknowledged_p99: float
    done_p50: float
    done_p95: float
    done_p99: float
    rss: float


async def run(program: Program, prepared: Path, options: argparse.Namespace, cores: tuple[int, int]) -> Tally:
    """One run on a copy of the prepared folder; what is wrong in the database is added to the faults."""
    people = list(range(FIRST_TELEGRAM_ID, FIRST_TELEGRAM_ID + options.people))
    random.Random(1).shuffle(people)
    with tempfile.TemporaryDirectory(dir=options.directory) as folder:
        home = Path(folder) / "home"
        shutil.copytree(prepared, home)
        async with Sink() as sink, served(program, home, sink, cores[0]) as process:
            load = Load(sink, process, people, program.visits)
            tally = await load.run(options.outstanding, options.warm_up, options.seconds)
        tally.faults += program.wrongs(home, tally.played)
    return tally


@contextlib.asynccontextmanager
async def served(program: Program, home: Path, sink: Sink, core: int) -> AsyncIterator[int]:
    """The process id of the program, running on that core and known to the sink."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command, environment = program.command(home, sink.address, port)
    log = home / "log.txt"
    with log.open("wb") as output:
        process = await asyncio.create_subprocess_exec(
            *command, cwd=ROOT, env=environment, stdout=output, stderr=output,
            preexec_fn=lambda: os.sched_setaffinity(0, {core}),
        )  # fmt: skip
    try:
        ready, ended = asyncio.create_task(sink.webhook_is_set.wait()), asyncio.create_task(process.wait())
        await asyncio.wait((ready, ended), timeout=START_SECONDS, return_when=asyncio.FIRST_COMPLETED)
        if not ready.done():
            raise SystemExit(f"{program.label} did not set its webhook:\n{log.read_text()[-3000:]}")
        yield process.pid
    finally:
        await stopped(process)


async def stopped(process: asyncio.subprocess.Process) -> None:
    """Ask the process to end, and end it if it does not."""
    with contextlib.suppress(ProcessLookupError):
        process.terminate()
    try:
        async with asyncio.timeout(STOP_SECONDS):
            await process.wait()
    except TimeoutError:
        process.kill()
        await process.wait()


def figures(tally: Tally, whole_visits: bool) -> Figures:
    """The row of one run, counted per update or per whole visit."""
    samples = tally.visit_ms if whole_visits else tally.replied_ms
    acknowledged, done = quantiles(tally.acknowledged_ms, n=100), quantiles(samples, n=100)
    return Figures(
        rate=len(samples) / tally.seconds,
        cpu=tally.cpu_seconds / len(samples) * 1000,
        acknowledged_p50=acknowledged[49],
        acknowledged_p95=acknowledged[94],
        acknowledged_p99=acknowledged[98],
        done_p50=done[49],
        done_p95=done[94],
        done_p99=done[98],
        rss=tally.rss_bytes / 1e6,
    )


def middle(rows: Sequence[Figures]) -> Figures:
    """The median of every figure over the rounds."""
    return Figures(*(median(values) for values in zip(*map(astuple, rows), strict=True)))


def print_table(tallies: dict[str, list[Tally]]) -> None:
    rows = {}
    for name, runs in tallies.items():
        rows[PROGRAMS[name].label] = middle([figures(tally, whole_visits=False) for tally in runs])
        if name == "orders":
            rows["tongxin, per whole order"] = middle([figures(tally, whole_visits=True) for tally in runs])
    aiogram = rows.get(PROGRAMS["aiogram"].label)
    print(f"{'':38}{'a second':>10}{'x aiogram':>11}{'CPU ms':>8}{'200, ms':>20}{'reply, ms':>20}{'RSS MB':>8}")
    print(f"{'':67}{'p50/p95/p99':>20}{'p50/p95/p99':>20}")
    for label, row in rows.items():
        ratio = f"{row.rate / aiogram.rate:.2f}" if aiogram else "-"
        acknowledged = f"{row.acknowledged_p50:.1f}/{row.acknowledged_p95:.1f}/{row.acknowledged_p99:.1f}"
        done = f"{row.done_p50:.1f}/{row.done_p95:.1f}/{row.done_p99:.1f}"
        speed = f"{row.rate:>10,.0f}{ratio:>11}{row.cpu:>8.2f}"
        print(f"{label:38}{speed}{acknowledged:>20}{done:>20}{row.rss:>8.0f}")


async def rush(options: argparse.Namespace) -> int:
    available = sorted(os.sched_getaffinity(0))
    if len(available) < 2:
        raise SystemExit("The order rush needs two cores: one for the program measured, one for the load.")
    cores = (available[0], available[-1])
    os.sched_setaffinity(0, {cores[1]})
    tallies: dict[str, list[Tally]] = {name: [] for name in options.programs}
    with tempfile.TemporaryDirectory(dir=options.directory) as folder:
        for store, program in {PROGRAMS[name].store: PROGRAMS[name] for name in options.programs}.items():
            (Path(folder) / store).mkdir()
            program.prepare(Path(folder) / store, options.people)
        for _ in range(options.rounds):
            for name in options.programs:
                program = PROGRAMS[name]
                tallies[name].append(await run(program, Path(folder) / program.store, options, cores))
    if all(len(tally.replied_ms) > 1 for runs in tallies.values() for tally in runs):
        print_table(tallies)
    return report_faults(tallies)


def report_faults(tallies: dict[str, list[Tally]]) -> int:
    """Say what went wrong, if anything; the exit code."""
    runs = [(PROGRAMS[name].label, tally) for name, several in tallies.items() for tally in several]
    busiest = max(tally.load_cpu_seconds / tally.seconds for _, tally in runs)
    print(f"The load and the sink used at most {busiest:.0%} of their core.")
    for label, tally in runs:
        for fault in tally.faults[:5]:
            print(f"FAULT {label}: {fault}")
    if any(tally.faults for _, tally in runs):
        return 1
    print("Every update was answered 200 and rightly; the databases hold exactly what was acknowledged.")
    return 0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", dest="programs", nargs="+", choices=list(PROGRAMS), default=list(PROGRAMS))
    parser.add_argument("--people", type=int, default=14_000, help="registered, and writing in turn")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--outstanding", type=int, default=64)
    parser.add_argument("--warm-up", type=float, default=1.5, help="seconds")
    parser.add_argument("--seconds", type=float, default=5.0)
    parser.add_argument("--directory", help="where the databases lie, on the disk to be measured")
    sys.exit(uvloop.run(rush(parser.parse_args())))


if __name__ == "__main__":
    main()
