"""The order path of both peers: one text becomes one order, committed durably, on aiosqlite."""

import asyncio
import re
import time
from typing import Any, Self

import aiosqlite

SCHEMA = """
create table if not exists households (id integer primary key, door text not null);
create table if not exists people (
    id integer primary key,
    telegram_id integer not null unique,
    name text not null,
    household_id integer not null references households (id)
);
create table if not exists items (
    id integer primary key,
    name text not null unique,
    unit text not null,
    price_fen integer not null,
    stock integer not null check (stock >= 0),
    household_limit integer not null
);
create table if not exists bought (
    household_id integer not null references households (id),
    item_id integer not null references items (id),
    quantity integer not null,
    primary key (household_id, item_id)
) without rowid;
create table if not exists orders (
    id integer primary key,
    person_id integer not null references people (id),
    total_fen integer not null,
    ordered_at integer not null
);
create table if not exists order_lines (
    order_id integer not null references orders (id),
    item_id integer not null references items (id),
    quantity integer not null,
    amount_fen integer not null,
    primary key (order_id, item_id)
) without rowid;
"""

DIGITS = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}
LINE = re.compile(r"([^\W\d_]+?)\s*(\d+|[一二两三四五六七八九十])\s*([斤块盒条袋个])")


class Refused(Exception):
    """The order cannot be taken; the text says why, in the villager's words."""


def parse(text: str) -> dict[str, int]:
    """What a line asks for, `猪肉2斤 豆腐一块` -> {"猪肉": 2, "豆腐": 1}; empty if it is no order."""
    wanted: dict[str, int] = {}
    for name, quantity, _unit in LINE.findall(text):
        wanted[name] = wanted.get(name, 0) + (DIGITS.get(quantity) or int(quantity))
    return wanted


class Shop:
    """One connection, and a lock so that the transactions of two chats do not mix on it."""

    def __init__(self, database: aiosqlite.Connection) -> None:
        self._database = database
        self._one_at_a_time = asyncio.Lock()

    @classmethod
    async def open(cls, path: str) -> Self:
        database = await aiosqlite.connect(path, isolation_level=None)
        await database.executescript("pragma journal_mode = wal; pragma synchronous = full;" + SCHEMA)
        await database.execute("pragma foreign_keys = on")
        return cls(database)

    async def close(self) -> None:
        await self._database.close()

    async def order(self, telegram_id: int, text: str) -> str:
        """Take the order if all of it can be had, and say what was ordered or why not."""
        wanted = parse(text)
        if not wanted:
            return "没看懂，请这样写：猪肉2斤 豆腐一块"
        async with self._one_at_a_time:
            await self._database.execute("begin immediate")
            try:
                summary = await self._take(telegram_id, wanted)
            except BaseException as error:
                await self._database.execute("rollback")
                if isinstance(error, Refused):
                    return str(error)
                raise
            await self._database.execute("commit")
        return summary

    async def _take(self, telegram_id: int, wanted: dict[str, int]) -> str:
        person_id, household_id = await self._person(telegram_id)
        lines = []
        for name, quantity in wanted.items():
            item_id, unit, price = await self._reserve(household_id, name, quantity)
            lines.append((item_id, name, unit, quantity, price * quantity))
        total = sum(line[4] for line in lines)
        placed = await self._database.execute(
            "insert into orders (person_id, total_fen, ordered_at) values (?, ?, ?)",
            (person_id, total, int(time.time() * 1000)),
        )
        await self._database.executemany(
            "insert into order_lines (order_id, item_id, quantity, amount_fen) values (?, ?, ?, ?)",
            [(placed.lastrowid, item_id, quantity, amount) for item_id, _, _, quantity, amount in lines],
        )
        said = [f"{name} {quantity}{unit} {amount / 100:g}元" for _, name, unit, quantity, amount in lines]
        return "\n".join(["已下单：", *said, f"合计 {total / 100:g}元"])

    async def _person(self, telegram_id: int) -> Any:
        rows = await self._database.execute_fetchall(
            "select id, household_id from people where telegram_id = ?", (telegram_id,)
        )
        for row in rows:
            return row
        raise Refused("还不认识您，请先找网格员登记。")

    async def _reserve(self, household_id: int, name: str, quantity: int) -> Any:
        """Take from the stock and from the household's limit, both guarded; (item id, unit, price in fen)."""
        items = list(
            await self._database.execute_fetchall(
                "update items set stock = stock - ? where name = ? and stock >= ?"
                " returning id, unit, price_fen, household_limit",
                (quantity, name, quantity),
            )
        )
        if not items:
            raise Refused(f"{name}没有了，或者不够{quantity}份。")
        item_id, unit, price, limit = items[0]
        within = await self._database.execute(
            "insert into bought (household_id, item_id, quantity) values (?, ?, ?)"
            " on conflict (household_id, item_id) do update set quantity = quantity + excluded.quantity"
            " where quantity + excluded.quantity <= ?",
            (household_id, item_id, quantity, limit),
        )
        if quantity > limit or within.rowcount == 0:
            raise Refused(f"{name}每户最多{limit}{unit}。")
        return item_id, unit, price
