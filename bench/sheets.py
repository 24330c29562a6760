"""How long the sheets of a round of 2,000 households take, as pages and as xlsx, through the real console over HTTP.

Twenty items, five in each order, half of them weighed and paid, ten slots. An existing food-hub system timed out
after six minutes on as many; here each has to stay below two seconds.
"""

import argparse
import asyncio
import socket
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from statistics import median
from time import perf_counter
from zoneinfo import ZoneInfo

import httpx
import uvicorn
import uvloop
from starlette.applications import Starlette

from bench.goods import PEOPLE_AT_A_DOOR
from bench.population import FIRST_PERSON, FIRST_VILLAGE, register
from broadcasts.outbox import Writer
from console.console import Console
from console.house import House
from domain.orders import Item, Window
from domain.people import Role
from domain.pickups import PICKUP, Slot
from domain.weighing import weigh
from storage import accounts, bags, links, orders, payments, people, slots, weights, windows
from storage.database import Database, Transaction
from storage.files import FileStore
from storage.opening import open_database
from storage.orders import Buyer
from templates.render import Templates

NOON = 1_796_011_200_000
HOUR = 3_600_000
ITEMS, IN_ORDER, SLOTS = 20, 5, 10
MOST = 2.0
"""Seconds that a sheet may take."""

PAGES = ("supplier", "packing", "labels", "unpaid", "account", "payments", "weigh")
FILES = ("supplier", "packing", "unpaid", "account")


def prepare(tx: Transaction, households: int) -> int:
    """A village whose households have all ordered, in a window that is closed; its id."""
    register(tx, households * PEOPLE_AT_A_DOOR, NOON, households * PEOPLE_AT_A_DOOR)
    goods = tuple(
        Item(0, 0, f"第{n}样菜", "斤" if n % 2 else "盒", 450 + 50 * n, weighed=bool(n % 2)) for n in range(ITEMS)
    )
    window = Window(0, 0, FIRST_VILLAGE, "周六鲜菜团", "open", 1, NOON, NOON + HOUR, items=goods)
    opened = windows.open_window(tx, window, 0, NOON)
    assert opened is not None
    items = [item.id for item in windows.items(tx, opened)]
    for n in range(households):
        person = people.get(tx, FIRST_PERSON + n * PEOPLE_AT_A_DOOR)
        assert person is not None
        wished = {items[(n + 3 * place) % ITEMS]: 1_000 + 500 * place for place in range(IN_ORDER)}
        orders.place(tx, opened, Buyer(person.id, person.household, person.id), wished, {}, NOON)
    windows.close(tx, opened, NOON + HOUR)
    _pack(tx, opened)
    return opened


def _pack(tx: Transaction, window: int) -> None:
    """Slots and bags, and half of the households weighed and paid."""
    found = windows.get(tx, window)
    assert found is not None
    homes = accounts.load(tx, found).households
    day = NOON + 24 * HOUR
    made = [slots.add(tx, Slot(0, window, "文化礼堂", day + n * HOUR, day + (n + 1) * HOUR, len(homes)))
            for n in range(SLOTS)]  # fmt: skip
    for n, home in enumerate(homes):
        bags.settle(tx, window, home.id, PICKUP, made[n % SLOTS], f"secret {n}", chosen=False)
        if n % 2:
            weighed = [each for line in home.lines for each in weigh([line], line.quantity + 50, None)]
            weights.record(tx, window, weighed, 1, NOON)
            payments.pay(tx, window, home.id, home.owed, "cash", 1, NOON)
    bags.number_all(tx, window, iter(map(str, range(10**6))).__next__, NOON)


@asynccontextmanager
async def served(database: Database, files: Path) -> AsyncIterator[httpx.AsyncClient]:
    """The console behind a real server, and a browser in which a cadre is signed in."""
    zone, secrets = ZoneInfo("Asia/Shanghai"), iter(f"secret-of-the-bench-{n:08}" for n in range(10**6))

    def hire(tx: Transaction) -> None:
        cadre = people.add(tx, "陈主任", FIRST_VILLAGE, NOON, terms=(), confirmed=True)
        people.give_role(tx, cadre, Role.CADRE, FIRST_VILLAGE)
        links.add(tx, "link", "console", cadre, 0, NOON)

    await database.write(hire)
    writer = Writer(Templates(zone), secrets.__next__)
    console = Console(House(
        database, lambda: NOON + HOUR, zone, "http://village.test", False, "zh", secrets.__next__, writer, str,
        FileStore(files), {},
    ))  # fmt: skip
    listening = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(Starlette(routes=console.routes()), log_level="warning"))
    serving = asyncio.create_task(server.serve([listening]))
    address = f"http://127.0.0.1:{listening.getsockname()[1]}"
    async with httpx.AsyncClient(base_url=address, timeout=60, trust_env=False) as client:
        answer = await client.post("/console/enter/link")
        if answer.status_code != 303:
            raise SystemExit(f"Nobody could sign in: {answer.status_code}")
        yield client
    server.should_exit = True
    await serving


async def measure(households: int, rounds: int) -> list[tuple[str, float, float, int]]:
    """(sheet, median and worst seconds, bytes) for each page and file."""
    with tempfile.TemporaryDirectory() as folder:
        database = await open_database(f"sqlite:///{Path(folder) / 'village.db'}", lambda: NOON)
        window = await database.write(lambda tx: prepare(tx, households))
        rows = []
        async with served(database, Path(folder) / "files") as client:
            for tail in (*PAGES, *(f"{name}.xlsx" for name in FILES)):
                taken, size = [], 0
                for _ in range(rounds):
                    began = perf_counter()
                    answer = await client.get(f"/console/windows/{window}/{tail}")
                    taken.append(perf_counter() - began)
                    size = len(answer.content)
                    if answer.status_code != 200:
                        raise SystemExit(f"{tail}: {answer.status_code}")
                rows.append((tail, median(taken), max(taken), size))
        await database.close()
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--households", type=int, default=2_000)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    rows = uvloop.run(measure(options.households, options.rounds))
    print(f"{options.households:,} households, {options.rounds} times each\n")
    print("| sheet | median s | worst s | KB |\n|---|---|---|---|")
    for tail, middle, worst, size in rows:
        print(f"| {tail} | {middle:.2f} | {worst:.2f} | {size // 1000} |")
    slow = [tail for tail, _, worst, _ in rows if worst > MOST]
    if slow:
        sys.exit(f"Above {MOST} s: {', '.join(slow)}")


if __name__ == "__main__":
    main()
