"""A district's grid work: 3,000 families under observation are asked and report, and what staff look at all day.

183,000 households, 420,000 people, 4,815 workers. Check-ins are messages to the real dispatcher on SQLite with full
synchronisation, all of them within the five minutes in which they come; pages go through the real console over HTTP.
"""

import asyncio
import itertools
from datetime import timedelta
from statistics import quantiles
from time import perf_counter, process_time
from zoneinfo import ZoneInfo

from bench.goods import PEOPLE_AT_A_DOOR
from bench.growth import NOON, TOGETHER, Village
from bench.population import FIRST_PERSON, FIRST_VILLAGE, chat_of
from broadcasts import observing, reporting
from broadcasts.outbox import Writer
from domain.grades import Grade
from domain.people import Role
from domain.policies import Counting, Ground, Span
from domain.schedules import local_day
from domain.spans import HOUR
from storage import areas, check_ins, observations, people
from storage.database import Transaction
from templates.render import Templates

ZONE = ZoneInfo("Asia/Shanghai")
WITHIN = 300.0
"""Seconds in which all families report."""

MOST_OF_A_CORE = 0.15
MOST_PAGE = 0.3
MOST_DIGESTS = 5.0
DAYS = 14
WORDS = ("36.5 36.8", "36度5，36度8，都好", "三十六度五 三十六度八 没有不舒服", "36.5 36.8 今天都好", "我36.5，她36.8")


class District(Village):
    """Families of which both people behind a door are observed; the first of them reports."""

    async def enrol(self, families: int, population: int) -> list[int]:
        """So many families, spread over the district, enrolled yesterday; who reports for each."""
        step = population // families // PEOPLE_AT_A_DOOR * PEOPLE_AT_A_DOOR
        homes = [n * step for n in range(families)]
        start = local_day(NOON, ZONE) - timedelta(days=1)

        def work(tx: Transaction, some: tuple[int, ...]) -> None:
            people.give_role(tx, FIRST_PERSON + 1, Role.STREET, areas.of_kind(tx, "district")[0].id) if 0 in some else None
            cadre = people.get(tx, FIRST_PERSON + 1)
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

    def _kept(self, tx: Transaction) -> int:
        return sum(len(check_ins.slots(tx, case.id)) for village in observations.villages(tx)
                   for case in observations.in_village(tx, village))  # fmt: skip
