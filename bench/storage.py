"""Whole order transactions through the seam, and with raw aiosqlite: a hop a statement, a commit an order.

Both execute the same statements (those of a press on 确认, tests/bench holds them to it) on a copy of the same
database in the same folder; rounds alternate, and the figures are medians over the rounds.
"""

import argparse
import asyncio
import contextlib
import json
import os
import random
import shutil
import sqlite3
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import astuple, dataclass
from pathlib import Path
from statistics import median
from typing import Any

import aiosqlite
import uvloop

from bench.goods import HOUSEHOLD_LIMIT
from bench.population import ACCOUNT, chat_of, register
from domain.messages import Choice, Content, Delivery, Press
from domain.replies import YES
from storage import contents, conversations, notes, orders, outbox, people, questions, slots, windows
from storage.addresses import Address
from storage.database import Transaction
from storage.ids import Ids
from storage.opening import open_database
from storage.queries import load_queries
from storage.questions import Question

TARGET = 6.0
"""How many times the orders of raw aiosqlite the seam takes, at least."""

TENANT = 1
LIMIT = HOUSEHOLD_LIMIT * 1000
OPTIONS = ((YES, "确认"), ("edit", "修改"), ("no", "取消"))
ANSWER = Content("订好了：猪肉2斤，豆腐1块，合计73元。", (Choice("我的订单", Press("secret", 1)),))


@dataclass(frozen=True, slots=True)
class Confirmation:
    """A person's press on 确认: `key` is the update's, `nonce` the question's."""

    chat: str
    key: str
    nonce: str
    now: int


Confirm = Callable[[Confirmation], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Figures:
    """Of one round: orders a second, microseconds of CPU for an order."""

    rate: float
    cpu: float


def prepare(tx: Transaction, people_count: int, now: int) -> None:
    """Registers people, each with a summary in their chat that waits for the press."""
    register(tx, people_count, now)
    for number in range(people_count):
        person = people.at_address(tx, ACCOUNT, chat_of(number))
        assert person is not None
        (window,) = windows.taking_orders(tx, person.village, now)
        pork, tofu, *_ = windows.items(tx, window.id)
        address = Address(ACCOUNT, chat_of(number))
        conversations.touch(tx, address, now)
        wished = {"wished": {pork.id: 2_000, tofu.id: 1_000}}
        question = Question(
            f"nonce{number}", address.account, address.chat, person.id, "orders", "confirm", window.id, "订单73元",
            OPTIONS, wished, expires_at=window.closes_at,
        )  # fmt: skip
        questions.ask(tx, question, now)


def confirm(tx: Transaction, press: Confirmation) -> None:
    """A confirmed order as the house writes it."""
    now, address = press.now, Address(ACCOUNT, press.chat)
    conversations.remember(tx, ACCOUNT, press.key, now)
    conversations.touch(tx, address, now)
    person = people.at_address(tx, ACCOUNT, press.chat)
    questions.open_in(tx, address, person, "zh", now)
    question = questions.by_nonce(tx, press.nonce)
    assert person is not None
    assert question is not None
    windows.open_now(tx, person.village, now)
    wished = {int(item): quantity for item, quantity in question.data["wished"].items()}
    buyer = orders.Buyer(person.id, person.orders_for, person.id)
    orders.place(tx, question.subject, buyer, wished, dict.fromkeys(wished, LIMIT), now)
    orders.of_person(tx, question.subject, person.id)
    notes.of_person(tx, question.subject, person.id)
    slots.any_in(tx, question.subject)
    questions.answer(tx, press.nonce, YES, now)
    outbox.add(tx, Delivery(tx.ids.next(), ACCOUNT, press.chat, ANSWER), person.id, now, sending=True)


class Raw:
    """The same statements awaited one by one, on one connection that orders take in turn."""

    def __init__(self, connection: aiosqlite.Connection, ids: Ids) -> None:
        self._connection = connection
        self._ids = ids
        self._sql = load_queries("sqlite")
        self._turn = asyncio.Lock()

    async def confirm(self, press: Confirmation) -> None:
        async with self._turn:
            await self._connection.execute("begin immediate")
            try:
                await self._write(press)
            except BaseException:
                await self._connection.execute("rollback")
                raise
            await self._connection.execute("commit")

    async def _write(self, press: Confirmation) -> None:
        sql, rows, run, now = self._sql, self._rows, self._run, press.now
        chat: dict[str, Any] = {"account": ACCOUNT, "chat": press.chat}
        await run(sql.conversations.remember, account=ACCOUNT, key=press.key, now=now)
        await rows(sql.conversations.touch, **chat, now=now)
        ((person, _, _, _, _, village, _, household, *_),) = await rows(sql.people.by_address, **chat)
        await rows(sql.questions.open_in, **chat, person=person, now=now)
        ((*_, data, _, _, _),) = await rows(sql.questions.by_nonce, nonce=press.nonce)
        ((window, *_),) = await rows(sql.windows.open_now, village=village, now=now)
        await self._place(window, person, household, json.loads(data)["wished"], now)
        await rows(sql.orders.of_person, window=window, person=person)
        await rows(sql.notes.of_person, window=window, person=person)
        await rows(sql.slots.any_in, window=window)
        await run(sql.questions.answer, nonce=press.nonce, answer=YES, now=now)
        await run(
            sql.outbox.add, id=self._ids.next(), **chat, person=person, priority="reply", state="sending",
            operation="send", content=contents.dump(ANSWER), body=0, parts="[]", due=now, expires_at=None,
            holder=self._ids.process, lease_until=now + outbox.LEASE, unique_key=None, replaces=0, now=now,
        )  # fmt: skip

    async def _place(self, window: int, person: int, household: int, wished: dict[str, int], now: int) -> None:
        sql, rows, run = self._sql.orders, self._rows, self._run
        await rows(sql.hold_window, window=window)
        new = self._ids.next()
        ((order,),) = await rows(sql.hold, id=new, window=window, household=household, person=person, now=now)
        await rows(sql.priced_lines, order=order)
        wanted = sorted((int(item), quantity) for item, quantity in wished.items())
        for item, qty in wanted:
            await rows(sql.take_allowance, item=item, household=household, qty=qty, household_limit=LIMIT)
        for item, qty in wanted:
            await rows(sql.take, item=item, qty=qty)
        for item, qty in wanted:
            line = self._ids.next()
            await run(
                sql.add_line, id=line, order=order, item=item, qty=qty, cause=orders.ORDERED,
                entered_by=person, now=now,
            )
        await run(sql.settle, order=order, state="confirmed", now=now)

    async def _rows(self, query: Any, **values: Any) -> list[Any]:
        return list(await self._connection.execute_fetchall(query.sql, {"tenant": TENANT, **values}))

    async def _run(self, query: Any, **values: Any) -> None:
        """What must have changed a row."""
        cursor = await self._connection.execute(query.sql, {"tenant": TENANT, **values})
        assert cursor.rowcount == 1


@contextlib.asynccontextmanager
async def seam(path: Path) -> AsyncIterator[Confirm]:
    """Orders through storage/sqlite.py."""
    database = await open_database(f"sqlite:///{path}", clock)

    async def run(press: Confirmation) -> None:
        await database.write(lambda tx: confirm(tx, press))

    yield run
    await database.close()


@contextlib.asynccontextmanager
async def raw(path: Path) -> AsyncIterator[Confirm]:
    """Orders through aiosqlite alone, its connection set as the seam's."""
    async with aiosqlite.connect(path, isolation_level=None, cached_statements=512) as connection:
        for pragma in ("journal_mode=wal", "synchronous=full", "foreign_keys=on", "busy_timeout=5000"):
            await connection.execute(f"pragma {pragma}")
        yield Raw(connection, Ids(0, clock)).confirm


def clock() -> int:
    return time.time_ns() // 1_000_000


async def measure(way: Any, prepared: Path, callers: int, people_count: int, seconds: float) -> Figures:
    """One round on a copy of the prepared database: so many callers, each with one order after the other."""
    numbers = list(range(people_count))
    random.Random(1).shuffle(numbers)
    done = 0

    async def call(waiting: Iterator[int], until: float, confirm: Confirm) -> None:
        nonlocal done
        for number in waiting:
            await confirm(Confirmation(chat_of(number), f"update:{number}", f"nonce{number}", clock()))
            done += 1
            if time.perf_counter() > until:
                return

    with tempfile.TemporaryDirectory(dir=prepared.parent) as folder:
        path = Path(shutil.copy(prepared, folder))
        async with way(path) as confirm:
            waiting = iter(numbers)
            began, spent = time.perf_counter(), time.process_time()
            await asyncio.gather(*(call(waiting, began + seconds, confirm) for _ in range(callers)))
            took, spent = time.perf_counter() - began, time.process_time() - spent
        check(path, done)
    return Figures(done / took, spent / done * 1e6)


def check(path: Path, done: int) -> None:
    """Every order that was acknowledged is there, and its stock is taken."""
    with contextlib.closing(sqlite3.connect(path)) as database:
        (kept,) = database.execute("select count(*) from orders where state = 'confirmed'").fetchone()
        (taken,) = database.execute("select sum(taken) from items").fetchone()
    if (kept, taken) != (done, 3_000 * done):
        raise SystemExit(f"{done} orders were acknowledged, {kept} are there, with {taken / 1000:g} units taken")


WAYS = (
    ("raw aiosqlite", raw, 32), ("the seam", seam, 32),
    ("raw aiosqlite", raw, 64), ("the seam", seam, 64),
    ("raw aiosqlite", raw, 1), ("the seam", seam, 1),
)  # fmt: skip


async def run(options: argparse.Namespace) -> int:
    """Prints the table; the exit code."""
    # The seam works on one core and aiosqlite's hops spread over two: on cores that others use the ratio is smaller.
    print(f"Load before: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    rounds: dict[tuple[str, int], list[Figures]] = {}
    with tempfile.TemporaryDirectory(dir=options.directory) as folder:
        prepared = Path(folder) / "prepared.db"
        database = await open_database(f"sqlite:///{prepared}", clock)
        await database.write(lambda tx: prepare(tx, options.people, clock()))
        await database.close()
        for _ in range(options.rounds):
            for label, way, callers in WAYS:
                figures = await measure(way, prepared, callers, options.people, options.seconds)
                rounds.setdefault((label, callers), []).append(figures)
    middle = {key: Figures(*map(median, zip(*map(astuple, figures), strict=True))) for key, figures in rounds.items()}
    print(f"{'':20}{'callers':>9}{'orders/s':>10}{'x raw':>7}{'CPU µs':>8}")
    for (label, callers), figures in middle.items():
        ratio = figures.rate / middle["raw aiosqlite", callers].rate
        print(f"{label:20}{callers:>9}{figures.rate:>10,.0f}{ratio:>7.1f}{figures.cpu:>8,.0f}")
    least = min(middle["the seam", n].rate / middle["raw aiosqlite", n].rate for n in (32, 64))
    if least < TARGET:
        print(f"The seam takes {least:.1f} times the orders of raw aiosqlite; at least {TARGET:g} times is right.")
    return int(least < TARGET)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=15_000, help="each orders once at most in a round")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=1.0, help="of a round")
    parser.add_argument("--directory", help="where the databases lie, on the disk to be measured")
    sys.exit(uvloop.run(run(parser.parse_args())))


if __name__ == "__main__":
    main()
