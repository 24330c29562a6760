"""10,000 rules due in one second, of 45 villages and all kinds: each fire, its broadcast and its next time written.

Then the tick that finds nothing due, among the same rules; and the lists of the day of all grid workers of a district
(bench/mornings.py). On a real SQLite file with full synchronisation.
"""

import argparse
import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from statistics import median
from zoneinfo import ZoneInfo

import uvloop

from bench import mornings
from broadcasts.reminders import Reminders
from domain.areas import Area
from domain.notices import Notice
from domain.rules import USUAL, Rule
from domain.schedules import Calendar, moment
from storage import areas, notices, rules
from storage.database import Database, Transaction
from storage.migrate import migrate_sqlite
from storage.opening import open_database

ZONE = ZoneInfo("Asia/Shanghai")
DAY = date(2026, 11, 30)
HOUR, NEXT = 7 * 60 + 30, 7 * 60 + 31
VILLAGES = 45
MOST_WRITTEN = 500.0
MOST_IDLE = 1.0
"""Milliseconds."""


def schedule(number: int) -> Calendar:
    """One of some hundreds that people would really have; all come at half past seven today."""
    times = (HOUR, HOUR + 60 * (1 + number % 13))
    match number % 4:
        case 0:
            return Calendar(times, DAY)
        case 1:
            return Calendar(times, DAY, every=2 + number % 5)
        case 2:
            return Calendar(times, DAY, weekdays=(0, 2 + number % 4))
        case _:
            return Calendar(times, DAY, monthdays=(15, 30))


def fill(tx: Transaction, count: int, now: int, due: int) -> None:
    """So many rules, spread over the villages; each second one says what follows."""
    villages = [areas.ensure(tx, None, "village", f"第{number}村") for number in range(VILLAGES)]
    sent = [notices.add(tx, _notice(village), now) for village in villages]
    for number in range(count):
        notice = sent[number % VILLAGES]
        rule = Rule(
            0, notice.area, 1 + number // VILLAGES, notice.id, schedule(number), 1,
            follow=USUAL if number % 2 else (), next_at=due,
        )  # fmt: skip
        rules.add(tx, rule, now)


def _notice(village: Area) -> Notice:
    return Notice(0, village.id, 0, 1, "体温", {"zh": "请量体温。"}, {"area": village.id})


async def reminded(directory: Path, count: int) -> tuple[float, float, float, list[str]]:
    """Milliseconds until all that is due is written, of CPU for it, and of an idle tick; and what is not as it
    should be."""
    migrate_sqlite(directory / "tongxin.db", 0)
    due = moment(DAY, HOUR, ZONE)
    database = await open_database(f"sqlite:///{directory / 'tongxin.db'}", lambda: due)
    await database.write(lambda tx: fill(tx, count, due - 3_600_000, due))
    reminders = Reminders(database, ZONE, lambda: due)
    began, busy = time.perf_counter(), time.process_time()
    await reminders.tick()
    written, cpu = (time.perf_counter() - began) * 1000, (time.process_time() - busy) * 1000
    idle = []
    for _ in range(200):
        began = time.perf_counter()
        await reminders.tick()
        idle.append((time.perf_counter() - began) * 1000)
    faults = await faults_of(database, count, due)
    await database.close()
    return written, cpu, median(idle), faults


async def faults_of(database: Database, count: int, due: int) -> list[str]:
    def work(tx: Transaction) -> list[tuple[str, int, int]]:
        def number(query: str) -> int:
            return int(tx.connection.execute(query).fetchone()[0])

        return [
            ("fires", number("select count(*) from fires where outcome = 'sent'"), count),
            ("broadcasts", number("select count(*) from broadcasts where state = 'running'"), count),
            ("rules to come", number(f"select count(*) from rules where next_at > {due}"), count),  # noqa: S608
            ("dues of what follows", number("select count(*) from dues"), count // 2 * len(USUAL)),
        ]

    return [
        f"{found} {what} instead of {wanted}" for what, found, wanted in await database.read(work) if found != wanted
    ]


async def bench(options: argparse.Namespace) -> int:
    with tempfile.TemporaryDirectory(dir=options.directory) as folder:
        written, cpu, idle, faults = await reminded(Path(folder), options.rules)
    print(f"{'rules due':>10}{'written in':>14}{'CPU':>10}{'a rule':>10}{'idle tick':>12}")
    print(
        f"{options.rules:>10,}{written:>11.0f} ms{cpu:>7.0f} ms"
        f"{written * 1000 / options.rules:>7.0f} µs{idle:>9.2f} ms"
    )
    with tempfile.TemporaryDirectory(dir=options.directory) as folder:
        lists, seconds, busy, missed = await mornings.handed_out(Path(folder))
    print(f"{'lists':>10}{'ready in':>14}{'CPU':>10}{'a list':>10}")
    print(f"{lists:>10,}{seconds:>12.1f} s{busy:>8.1f} s{seconds * 1000 / lists:>7.2f} ms")
    faults += [*missed, *([f"the lists of the day took {seconds:.1f} s"] if seconds > mornings.MOST else [])]
    faults += [f"it took {written:.0f} ms"] if written > MOST_WRITTEN else []
    faults += [f"an idle tick takes {idle:.2f} ms"] if idle > MOST_IDLE else []
    for fault in faults:
        print(f"FAULT: {fault}")
    return 1 if faults else 0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rules", type=int, default=10_000)
    parser.add_argument("--directory", help="where the database lies, on the disk to be measured")
    sys.exit(uvloop.run(bench(parser.parse_args())))


if __name__ == "__main__":
    main()
