"""A notice to many people, from its launch to the last note in its ledger, against a sink that answers after 50 ms;
beside it in the same run the stock client of python-telegram-bot and aiogram's, which only send.

Each program has one core for itself; this process (the sink) keeps to another. CPU is all that the program measured
uses from its first message to its last: for ours with the feeding, the outbox and the ledger.
"""

import argparse
import asyncio
import os
import shutil
import sys
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

import psutil
import uvloop

from bench.notice import Launched, launched, settle
from bench.order_rush import stopped
from bench.programs import ROOT
from bench.senders import ANSWER_SECONDS, Client, Ours, Row, Sender, watch
from bench.sink import Sink

LAUNCH_SECONDS = 3.0
TURN_SECONDS = 0.02
"""What is right: so long a launch of 420,000 may take, and so long a turn may wait for the writer meanwhile."""


async def drain(sender: Sender, home: Path, core: int) -> Row:
    """Starts the program and watches it from its first message to its last."""
    log = home / "log.txt"
    async with Sink(ANSWER_SECONDS) as sink:
        command, environment = sender.command(home, sink.address)
        with log.open("wb") as output:
            process = await asyncio.create_subprocess_exec(
                *command, cwd=ROOT, env=environment, stdout=output, stderr=output,
                preexec_fn=lambda: os.sched_setaffinity(0, {core}),
            )  # fmt: skip
        try:
            return await watch(sender, home, sink, psutil.Process(process.pid))
        except (psutil.NoSuchProcess, TimeoutError):
            raise SystemExit(f"{sender.label} did not get through:\n{log.read_text()[-3000:]}") from None
        finally:
            await stopped(process)


async def compare(options: argparse.Namespace, folders: ExitStack) -> int:
    available = sorted(os.sched_getaffinity(0))
    os.sched_setaffinity(0, {available[-1]})
    senders: dict[str, Sender] = {
        "ours": Ours("tongxin, without pace", options.people, 0),
        "paced": Ours("tongxin, 1,000 a second", min(options.people, options.paced), 1_000),
        "aiogram": Client("aiogram 3, 100 side by side", options.few, "bench.peers.aiogram_broadcast"),
        "ptb": Client("python-telegram-bot, 100 side by side", options.few, "bench.peers.ptb_broadcast"),
    }
    rows, launch = [], None
    for name in options.only:
        sender = senders[name]
        home = Path(folders.enter_context(tempfile.TemporaryDirectory(dir=options.directory)))
        if isinstance(sender, Ours):
            await settle(home, sender.people)
            launch = launch or await launched(_copied(home, folders, options.directory))
        rows.append(await drain(sender, home, available[0]))
    return report(rows, launch, options)


def _copied(home: Path, folders: ExitStack, directory: str | None) -> Path:
    copy = Path(folders.enter_context(tempfile.TemporaryDirectory(dir=directory))) / "copy"
    shutil.copytree(home, copy)
    return copy


def report(rows: Sequence[Row], launch: Launched | None, options: argparse.Namespace) -> int:
    """Prints the table and what is not as it should be; the exit code."""
    print(f"{'':40}{'people':>9}{'a second':>10}{'CPU s/1000':>12}{'RSS MB':>8}{'turn p99, ms':>14}")
    for row in rows:
        turn = f"{row.turn * 1000:.0f}" if row.turn else "-"
        print(f"{row.label:40}{row.people:>9,}{row.rate:>10,.0f}{row.cpu:>12.2f}{row.rss:>8.0f}{turn:>14}")
    faults = [f"{row.label}: {fault}" for row in rows for fault in row.faults]
    if launch:
        print(
            f"The launch to {launch.people:,} people took {launch.seconds:.2f} s, a turn meanwhile "
            f"{launch.p99 * 1000:.1f} ms at p99, {launch.most * 1000:.1f} ms at most."
        )
        allowed = max(LAUNCH_SECONDS * launch.people / 420_000, 1.0)
        faults += [f"launching took more than {allowed:.1f} s"] if launch.seconds > allowed else []
        faults += [f"a turn waited more than {TURN_SECONDS} s"] if launch.p99 > TURN_SECONDS else []
    for fault in faults:
        print(f"FAULT {fault}")
    return int(bool(faults))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=30_000, help="told by ours without pace; 420000 is a district")
    parser.add_argument("--paced", type=int, default=10_000, help="told by ours at 1,000 a second")
    parser.add_argument("--few", type=int, default=2_000, help="told by the peers")
    parser.add_argument("--only", nargs="+", choices=SENDERS, default=SENDERS)
    parser.add_argument("--directory", help="where the databases lie, on the disk to be measured")
    with ExitStack() as folders:
        sys.exit(uvloop.run(compare(parser.parse_args(), folders)))


SENDERS = ("ours", "paced", "aiogram", "ptb")

if __name__ == "__main__":
    main()
