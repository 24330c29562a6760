"""Whether an order costs more when many were taken before it, or when many people are registered.

An order is its text and the press on 确认, each a turn of the real dispatcher on SQLite. It is counted in steps of
the database (instructions of its virtual machine) and in CPU time of the process; the two databases of a row take
turns.
"""

import argparse
import asyncio
import itertools
import random
import sys
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean, median
from time import process_time
from zoneinfo import ZoneInfo

import uvloop

from bench.goods import ORDER_TEXTS
from bench.population import ACCOUNT, PEOPLE_IN_A_VILLAGE, chat_of, register
from broadcasts.outbox import Writer
from domain.messages import Content, Delivery, Press, Update
from handlers import FLOWS
from handlers.dispatch import Dispatcher
from handlers.flow import House
from storage import outbox
from storage.database import Database, Transaction
from storage.files import FileStore
from storage.opening import open_database
from templates.render import Templates

NOON = 1_796_011_200_000
"""2026-11-30 12:00 in the village."""

MOST = 1.2
"""How many times the cost of an order may be, counted in steps and in time."""

TOGETHER = 32
"""Orders that are under way at once, so that several share a commit as in a rush."""


class Village:
    """People on a database of their own, served by the real dispatcher; only the wire and the clock are played."""

    def __init__(self, database: Database, files: Path) -> None:
        self._database = database
        self._numbers = itertools.count(1)
        self._handed: list[Delivery] = []
        self._steps = 0
        zone = ZoneInfo("Asia/Shanghai")
        house = House(
            zone, "zh", "http://village.test", lambda carried: "", self._secret, self._secret, FileStore(files),
            Templates(zone),
        )  # fmt: skip
        writer = Writer(Templates(zone), self._secret)
        self._dispatcher = Dispatcher(
            database, FLOWS, house, writer, self._handed.extend, lambda: NOON, _ignore, _ignore
        )

    @classmethod
    async def settle(cls, folder: Path, people: int, in_village: int = PEOPLE_IN_A_VILLAGE) -> "Village":
        """A new database with so many people, each village with its window."""
        database = await open_database(f"sqlite:///{folder / 'village.db'}", lambda: NOON)
        village = cls(database, folder / "files")
        await database.write(lambda tx: register(tx, people, NOON, in_village))
        return village

    async def close(self) -> None:
        await self._database.close()

    async def take(self, people: Iterable[int]) -> None:
        """Everybody orders, some at a time; what they are told is marked as sent, as the sender would."""
        some = iter(people)
        while together := list(itertools.islice(some, TOGETHER)):
            await asyncio.gather(*map(self._order, together))
            await self._send()

    async def steps(self, people: Sequence[int]) -> float:
        """Everybody orders, one after another; the database's steps for an order, on average."""
        counted = []
        await self._database.write(self._count)
        for person in people:
            before = self._steps
            await self._order(person)
            counted.append(self._steps - before)
        await self._database.write(_count_no_more)
        await self._send()
        return fmean(counted)

    async def cpu(self, people: Sequence[int]) -> float:
        """Everybody orders, some at a time; microseconds of CPU for an order."""
        began = process_time()
        await asyncio.gather(*map(self._order, people))
        spent = process_time() - began
        await self._send()
        return spent / len(people) * 1e6

    async def statements_of_a_press(self, person: int) -> list[str]:
        """What somebody's press on 确认 makes the database execute."""
        heard: list[str] = []
        summary = await self._answer(chat_of(person), text=ORDER_TEXTS[person % len(ORDER_TEXTS)].text)
        await self._database.write(lambda tx: tx.connection.set_trace_callback(heard.append))
        await self._answer(chat_of(person), press=summary.choices[0].press)
        await self._database.write(lambda tx: tx.connection.set_trace_callback(None))
        return heard

    async def _order(self, person: int) -> None:
        chat, order = chat_of(person), ORDER_TEXTS[person % len(ORDER_TEXTS)]
        summary = await self._answer(chat, text=order.text)
        answer = await self._answer(chat, press=summary.choices[0].press)
        if order.total not in answer.text or answer.choices:
            raise SystemExit(f"Not an order taken: {answer.text}")

    async def _answer(self, chat: str, text: str = "", press: Press | None = None) -> Content:
        """What somebody is told when they write or press."""
        update = Update(ACCOUNT, f"update:{next(self._numbers)}", chat, NOON, chat, text, press)
        await self._dispatcher.receive(update)
        return next(delivery.content for delivery in reversed(self._handed) if delivery.chat == chat)

    async def _send(self) -> None:
        receipts = [(delivery.id, ("1",)) for delivery in self._handed]
        self._handed.clear()
        await self._database.write(lambda tx: outbox.sent(tx, receipts, NOON))

    def _count(self, tx: Transaction) -> None:
        tx.connection.set_progress_handler(self._step, 1)

    def _step(self) -> None:
        self._steps += 1

    def _secret(self) -> str:
        return f"secret{next(self._numbers):08}"


@dataclass(frozen=True)
class Cost:
    """What an order costs: steps of the database, microseconds of CPU."""

    steps: float
    cpu: float


Ordering = tuple[Village, Sequence[int]]
"""A village, and the numbers of those in it who order while it is measured."""


async def compare(few: Ordering, many: Ordering) -> tuple[Cost, Cost]:
    """The cost of an order in each village."""
    warming, counting, *timing = (slice(at, at + TOGETHER) for at in range(0, len(few[1]), TOGETHER))
    steps: list[float] = []
    times: list[list[float]] = [[], []]
    for village, people in (few, many):
        await village.take(people[warming])
        steps.append(await village.steps(people[counting]))
    for batch in timing:
        for (village, people), found in zip((few, many), times, strict=True):
            found.append(await village.cpu(people[batch]))
    return Cost(steps[0], median(times[0])), Cost(steps[1], median(times[1]))


async def orders_taken(folder: Path, few: int, many: int, measured: int) -> tuple[Cost, Cost]:
    """The same people order where few orders have been taken, and where many have."""
    people = shuffled(many + measured)
    villages = [await Village.settle(folder / str(n), len(people)) for n in (few, many)]
    for village, taken in zip(villages, (few, many), strict=True):
        await village.take(people[:taken])
    costs = await compare((villages[0], people[many:]), (villages[1], people[many:]))
    for village in villages:
        await village.close()
    return costs


async def people_registered(
    folder: Path, few: int, many: int, measured: int, in_village: int = PEOPLE_IN_A_VILLAGE
) -> tuple[Cost, Cost]:
    """People drawn from few order, and people drawn from many."""
    villages = [await Village.settle(folder / str(n), n, in_village) for n in (few, many)]
    costs = await compare((villages[0], shuffled(few)[:measured]), (villages[1], shuffled(many)[:measured]))
    for village in villages:
        await village.close()
    return costs


def shuffled(people: int) -> list[int]:
    numbers = list(range(people))
    random.Random(1).shuffle(numbers)
    return numbers


def _count_no_more(tx: Transaction) -> None:
    tx.connection.set_progress_handler(None, 1)


def _ignore(*_: object) -> None:
    """Metrics and regrets are not what is measured."""


async def run(options: argparse.Namespace) -> int:
    """Prints the table; the exit code."""
    worst = 0.0
    print(f"{'':20}{'few':>9}{'many':>9}{'steps':>17}{'ratio':>7}{'CPU µs':>15}{'ratio':>7}")
    for label, measure, few, many in (
        ("orders taken", orders_taken, options.orders, 10 * options.orders),
        ("people registered", people_registered, options.few_people, options.people),
    ):
        with tempfile.TemporaryDirectory(dir=options.directory) as folder:
            before, after = await measure(Path(folder), few, many, options.measured)
        steps, cpu = after.steps / before.steps, after.cpu / before.cpu
        worst = max(worst, steps, cpu)
        row = f"{label:20}{few:>9,}{many:>9,}{before.steps:>8,.0f}/{after.steps:>8,.0f}{steps:>7.2f}"
        print(f"{row}{before.cpu:>7,.0f}/{after.cpu:>7,.0f}{cpu:>7.2f}", flush=True)
    if worst > MOST:
        print(f"An order costs {worst:.2f} times as much; at most {MOST} is right.")
    return int(worst > MOST)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--orders", type=int, default=2_000, help="taken before, and then ten times as many")
    parser.add_argument("--few-people", type=int, default=500, help="registered")
    parser.add_argument("--people", type=int, default=420_000, help="registered, in the large district")
    parser.add_argument("--measured", type=int, default=480, help="orders measured in each database")
    parser.add_argument("--directory", help="where the databases lie, on the disk to be measured")
    sys.exit(uvloop.run(run(parser.parse_args())))


if __name__ == "__main__":
    main()
