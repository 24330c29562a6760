"""One scarce item wanted by 2,000 people within a minute, each a conversation with the real dispatcher on SQLite.

Exactly its quota is granted, in the order of the commits; everybody else stands in line, in the order of theirs; what
is then given back is offered to the first in line. Nobody waits over a second for an answer.
"""

import argparse
import asyncio
import random
import sys
import tempfile
import time
from functools import partial
from pathlib import Path
from statistics import quantiles

import uvloop

from bench.growth import NOON, Village
from bench.population import FIRST_PERSON, FIRST_VILLAGE, chat_of
from broadcasts import offering
from domain.messages import Content
from domain.orders import Item, Window
from storage import dues, waits, windows
from storage.database import Transaction

LONGEST = 1_000.0
"""Milliseconds that nobody may wait for an answer."""

BAMBOO = "冬笋"


class Scramble(Village):
    """A village in which everybody wants one of the same thing."""

    def __init__(self, *given: object) -> None:
        super().__init__(*given)  # type: ignore[arg-type]
        self.waited_ms: list[float] = []
        self.granted: list[int] = []
        self.refused_after = -1
        self.joined: list[int] = []

    async def offer(self, quota: int) -> int:
        """Opens the window with the scarce item; the item's id."""
        goods = (Item(0, 0, BAMBOO, "斤", 1_200, quota=quota * 1_000),)
        window = Window(0, 0, FIRST_VILLAGE, "冬笋团", "open", 1, NOON, NOON + 3_600_000, "明天", "村口", items=goods)

        def work(tx: Transaction) -> int:
            opened = windows.open_window(tx, window, 0, NOON)
            assert opened is not None
            return windows.items(tx, opened)[0].id

        return await self._database.write(work)

    async def want(self, person: int, at: float) -> None:
        """Somebody orders one at a moment, and queues when there is none any more."""
        await asyncio.sleep(at - time.perf_counter())
        told = await self._timed(person, text=f"{BAMBOO}1斤")
        if told.choices[0].label == "确认":
            told = await self._timed(person, press=told.choices[0].press)
            if "订好了" in told.text:
                if self.refused_after >= 0:
                    raise SystemExit("Somebody was granted what an earlier one was refused.")
                self.granted.append(person)
                return
            self.refused_after = len(self.granted)
        await self._timed(person, press=told.choices[0].press)
        self.joined.append(person)

    async def give_back(self, item: int, count: int) -> tuple[list[int], float]:
        """Some cancel; the people to whom it is then offered, and in how many milliseconds that is committed."""
        for person in self.granted[:count]:
            told = await self._answer(chat_of(person), text="取消订单")
            await self._answer(chat_of(person), press=told.choices[0].press)
        due = await self._database.read(lambda tx: dues.due(tx, NOON, 50))
        assert dues.OFFERS in [entry.kind for entry in due]
        began = time.perf_counter()
        replies = await self._database.write(partial(offering.offer, item=item, now=NOON))
        return [reply.to for reply in replies], (time.perf_counter() - began) * 1000

    async def _timed(self, person: int, **said: object) -> Content:
        began = time.perf_counter()
        told = await self._answer(chat_of(person), **said)  # type: ignore[arg-type]
        self.waited_ms.append((time.perf_counter() - began) * 1000)
        return told


async def scramble(options: argparse.Namespace) -> int:
    with tempfile.TemporaryDirectory(dir=options.directory) as folder:
        village = await Scramble.settle(Path(folder), options.people, options.people)
        assert isinstance(village, Scramble)
        item = await village.offer(options.quota)
        chance, began = random.Random(1), time.perf_counter() + 0.1
        times = [began + chance.uniform(0, options.seconds) for _ in range(options.people)]
        await asyncio.gather(*(village.want(person, at) for person, at in enumerate(times)))
        faults = await village._database.read(partial(wrongs, village=village, item=item, options=options))
        offered, took = await village.give_back(item, 20)
        if offered != [FIRST_PERSON + person for person in village.joined[:20]]:
            faults.append("what was given back was not offered to the first in line")
        await village.close()
    return report(village, faults, took, options)


def wrongs(tx: Transaction, village: Scramble, item: int, options: argparse.Namespace) -> list[str]:
    """What the database holds otherwise than it was acknowledged."""
    now = windows.item(tx, item)
    line = [place.person for place in waits.in_line(tx, item)]
    (ordered,) = tx.connection.execute("select sum(qty) from order_lines where item = ?", (item,)).fetchone()
    assert now is not None
    faults = []
    if not len(village.granted) * 1_000 == ordered == now.taken == options.quota * 1_000:
        faults.append(f"{len(village.granted)} were granted, {ordered} ordered and {now.taken} taken")
    if line != [FIRST_PERSON + person for person in village.joined] or now.waiting != len(line):
        faults.append("the line is not in the order in which people heard that they stand in it")
    if len(village.granted) + len(line) != options.people:
        faults.append(f"{options.people - len(village.granted) - len(line)} have neither goods nor a place")
    return faults


def report(village: Scramble, faults: list[str], took: float, options: argparse.Namespace) -> int:
    steps = quantiles(village.waited_ms, n=100)
    longest = max(village.waited_ms)
    heads = (f"{'people':>8}{'granted':>9}{'in line':>9}{'turns':>8}", f"{'p50, ms':>9}{'p99':>8}{'longest':>9}")
    print(*heads, f"{'20 offered':>12}", sep="")
    print(
        f"{options.people:>8,}{len(village.granted):>9}{len(village.joined):>9,}{len(village.waited_ms):>8,}"
        f"{steps[49]:>9.1f}{steps[98]:>8.1f}{longest:>9.1f}{took:>9.1f} ms"
    )
    if longest > LONGEST:
        faults.append(f"somebody waited {longest:.0f} ms")
    for fault in faults:
        print(f"FAULT: {fault}")
    return 1 if faults else 0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=2_000)
    parser.add_argument("--quota", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=60.0, help="within which all of them come")
    parser.add_argument("--directory", help="where the database lies, on the disk to be measured")
    sys.exit(uvloop.run(scramble(parser.parse_args())))


if __name__ == "__main__":
    main()
