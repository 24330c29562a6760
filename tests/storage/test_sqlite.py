"""The seam on SQLite: turns that wait together are committed together, and fail apart."""

import asyncio
import sqlite3
from pathlib import Path

import pytest

from storage.database import Database, DatabaseUnavailable, Transaction
from storage.opening import open_database

FULL = 4


@pytest.fixture
def engine() -> str:
    return "sqlite"


def add(tx: Transaction, number: int = 0) -> int:
    tx.connection.execute("insert into cursors values (1, ?, ?)", (str(number or tx.ids.next()), "x" * 2_000))
    return number


async def names(database: Database) -> int:
    return int(await database.read(lambda tx: tx.connection.execute("select count(*) from cursors").fetchone()[0]))


async def test_a_turn_that_fails_takes_no_other_with_it(database: Database) -> None:
    def fail(tx: Transaction) -> None:
        add(tx)
        raise KeyError("bug")

    works = (add, fail, add)
    results = await asyncio.gather(*(database.write(work) for work in works), return_exceptions=True)
    assert [type(result) for result in results] == [int, KeyError, int]
    assert await names(database) == 2


async def test_a_disk_that_fills_up_in_a_group_loses_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    path = tmp_path / "full.db"
    database = await open_database(f"sqlite:///{path}", lambda: 0)
    await limit_pages(database, pages(path) + FULL)
    results = await asyncio.gather(
        *(database.write(lambda tx, n=n: add(tx, n)) for n in range(1, 200)), return_exceptions=True
    )
    kept = [result for result in results if isinstance(result, int)]
    refused = [result for result in results if isinstance(result, DatabaseUnavailable)]
    assert kept
    assert len(kept) + len(refused) == len(results)
    assert await names(database) == len(kept)
    await limit_pages(database, 1_000_000)
    assert await database.write(lambda tx: add(tx, 999)) == 999
    await database.close()


async def test_a_locked_database_says_so_and_recovers(database: Database, database_url: str) -> None:
    other = sqlite3.connect(database_url.removeprefix("sqlite:///"), isolation_level=None)
    await database.write(lambda tx: tx.connection.execute("pragma busy_timeout=50") and None)
    other.execute("begin immediate")
    with pytest.raises(DatabaseUnavailable):
        await database.write(add)
    other.execute("rollback")
    other.close()
    await database.write(add)
    assert await names(database) == 1


async def test_a_reader_cannot_write(database: Database) -> None:
    with pytest.raises(DatabaseUnavailable):
        await database.read(add)


async def test_works_are_committed_in_the_order_in_which_they_came(database: Database) -> None:
    order: list[int] = []
    await asyncio.gather(*(database.write(lambda tx, n=n: order.append(n), "one chat") for n in range(100)))
    assert order == list(range(100))


def pages(path: Path) -> int:
    with sqlite3.connect(path) as connection:
        return int(connection.execute("pragma page_count").fetchone()[0])


async def limit_pages(database: Database, count: int) -> None:
    """SQLite's own limit of the file's size raises what a full disk raises."""
    await database.write(lambda tx: tx.connection.execute(f"pragma max_page_count={count}") and None)
