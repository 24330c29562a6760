"""A district's grid work: 3,000 families under observation are asked and report, and what staff look at all day.

183,000 households, 420,000 people, 4,815 workers. Check-ins are messages to the real dispatcher on SQLite with full
synchronisation, all of them within the five minutes in which they come; pages go through the real console over HTTP.
"""

import argparse
import asyncio
import itertools
import sys
import tempfile
from datetime import timedelta
from pathlib import Path
from statistics import quantiles
from time import perf_counter, process_time
from zoneinfo import ZoneInfo

import uvloop

from bench import observed
from bench.goods import PEOPLE_AT_A_DOOR
from bench.growth import NOON, TOGETHER, Village
from bench.population import FIRST_PERSON, FIRST_VILLAGE, PEOPLE_IN_A_MICROGRID, PEOPLE_IN_A_VILLAGE, chat_of
from broadcasts import observing, reporting, visiting
from broadcasts.outbox import Writer
from domain.grades import Grade
from domain.people import Role
from domain.policies import Counting, Ground, Span
from domain.schedules import local_day
from domain.spans import HOUR
from storage import check_ins, observations, people
from storage.database import Transaction
from templates.render import Templates

ZONE = ZoneInfo("Asia/Shanghai")
CADRE = FIRST_PERSON + 1
WITHIN = 300.0
"""Seconds in which all families report."""

MOST_OF_A_CORE = 0.15
MOST_LIST = 0.05
"""Seconds."""

DAYS = 14
WORDS = ("36.5 36.8", "36度5，36度8，都好", "三十六度五 三十六度八 没有不舒服", "36.5 36.8 今天都好")


class District(Village):
    """Families of which both people behind a door are observed; the first of them reports."""

    async def enrol(self, families: int, population: int) -> list[int]:
        """So many families, spread over the district, enrolled yesterday; who reports for each."""
        step = population // families // PEOPLE_AT_A_DOOR * PEOPLE_AT_A_DOOR
        homes = [n * step + PEOPLE_AT_A_DOOR for n in range(families)]  # staff live behind the first doors
        start = local_day(NOON, ZONE) - timedelta(days=1)

        def work(tx: Transaction, some: tuple[int, ...]) -> None:
            cadre = people.get(tx, CADRE)
            assert cadre is not None
            for home in some:
                wanted = [
                    observing.Wanted(FIRST_PERSON + home + n, Ground.OTHER, (Span(Grade.HOME, DAYS),),
                                     Counting.FROM_START, start)
                    for n in range(PEOPLE_AT_A_DOOR)
                ]  # fmt: skip
                observing.enrol(tx, cadre, wanted, ZONE, NOON - 24 * HOUR)

        batches = iter(homes)
        while some := tuple(itertools.islice(batches, 100)):
            await self._database.write(lambda tx, some=some: work(tx, some))
        self._handed.clear()
        return homes

    async def rule(self) -> None:
        """Above all villages there is a district, with a cadre, and each micro-grid has a worker."""
        await self._database.write(self._appoint)

    async def ask(self, villages: int) -> float:
        """Seconds until all families of all villages are asked."""
        writer = Writer(Templates(ZONE), self._secret)
        began = perf_counter()
        for number in range(villages):
            village = FIRST_VILLAGE + number
            await self._database.write(lambda tx, village=village: reporting.look(tx, writer, village, NOON))
        return perf_counter() - began

    async def report(self, homes: list[int]) -> tuple[float, float]:
        """Everybody reports, some at a time: (CPU seconds of the process, milliseconds at p95 until one is told)."""
        waited: list[float] = []

        async def one(home: int) -> None:
            began = perf_counter()
            told = await self._answer(chat_of(home), text=WORDS[home // PEOPLE_AT_A_DOOR % len(WORDS)])
            waited.append((perf_counter() - began) * 1000)
            if "36.5" not in told.text or "36.8" not in told.text:
                raise SystemExit(f"Not taken as a report: {told.text}")

        some = iter(homes)
        began = process_time()
        while together := list(itertools.islice(some, TOGETHER)):
            await asyncio.gather(*map(one, together))
        busy = process_time() - began
        kept = await self._database.read(self._kept)
        if kept != len(homes) * PEOPLE_AT_A_DOOR:
            raise SystemExit(f"{kept} reports were kept of {len(homes) * PEOPLE_AT_A_DOOR}.")
        return busy, quantiles(waited, n=20)[-1]

    async def lists(self, count: int) -> list[float]:
        """Seconds for each of so many workers' lists of today, as the person reads them."""

        def one(tx: Transaction, worker: int) -> float:
            person = people.get(tx, worker)
            assert person is not None
            began = perf_counter()
            visiting.list_reply(tx, person, ZONE, NOON)
            return perf_counter() - began

        workers = [FIRST_PERSON + n * PEOPLE_IN_A_MICROGRID for n in range(1, count + 1)]
        return [await self._database.write(lambda tx, worker=worker: one(tx, worker)) for worker in workers]

    def _appoint(self, tx: Transaction) -> None:
        observed.found_district(tx)
        people.give_role(tx, CADRE, Role.STREET, observed.DISTRICT)
        grids = tx.connection.execute("select id from areas where kind = 'microgrid' order by id").fetchall()
        for place, (grid,) in enumerate(grids):
            people.give_role(tx, FIRST_PERSON + place * PEOPLE_IN_A_MICROGRID, Role.GRID_WORKER, grid)

    def _kept(self, tx: Transaction) -> int:
        return sum(len(check_ins.slots(tx, case.id)) for village in observations.villages(tx)
                   for case in observations.in_village(tx, village))  # fmt: skip


async def gridwork(directory: Path, population: int, families: int) -> list[str]:
    """Prints the table; what took longer than it may."""
    district = await District.settle(directory, population)
    await district.rule()
    homes = await district.enrol(families, population)
    asked = await district.ask(-(-population // PEOPLE_IN_A_VILLAGE))
    busy, waited = await district.report(homes)
    share = busy / WITHIN
    lists = quantiles(await district.lists(100), n=20)[-1]
    await district.close()
    print(f"families asked{'':<28}{families:>8,} in {asked:.2f} s")
    print(f"their check-ins within {WITHIN / 60:.0f} minutes{'':<13}{share:>8.1%} of one core, "
          f"{busy / families * 1000:.2f} ms each, told within {waited:.0f} ms at p95")  # fmt: skip
    print(f"a worker's list of today{'':<18}{lists * 1000:>8.1f} ms at p95")
    return [
        fault for fault, wrong in (
            (f"check-ins cost {share:.0%} of a core", share > MOST_OF_A_CORE),
            (f"a list took {lists * 1000:.0f} ms", lists > MOST_LIST),
        ) if wrong
    ]  # fmt: skip


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--people", type=int, default=420_000)
    asked.add_argument("--families", type=int, default=3_000)
    options = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        faults = uvloop.run(gridwork(Path(folder), options.people, options.families))
    with tempfile.TemporaryDirectory() as folder:
        pages = uvloop.run(observed.measured(Path(folder), options.people, observed.OBSERVED, 40))
    for name, (seconds, cpu) in pages.items():
        most = observed.MOST_FIGURES if name == observed.FIGURES else observed.MOST
        print(f"page: {name:<36}{seconds * 1000:>8.0f} ms at p95, {cpu * 1000:.0f} ms of CPU")
        faults += [f"the page of {name} took {seconds:.2f} s"] if seconds > most else []
    if faults:
        sys.exit("; ".join(faults))


if __name__ == "__main__":
    main()
