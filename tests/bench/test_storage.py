"""What bench/storage.py measures is what a press on 确认 costs the house, in both ways of writing it."""

import re
from pathlib import Path

import aiosqlite

from bench.growth import NOON, Village
from bench.population import chat_of
from bench.storage import Confirmation, Raw, confirm, prepare
from storage.database import Transaction
from storage.ids import Ids
from storage.opening import open_database

PRESS = Confirmation(chat_of(0), "update:1", "nonce0", NOON)


def plain(heard: list[str]) -> list[str]:
    """Statements without their values, and without those that bound the transaction."""
    spaced = [re.sub(r"'[^']*'|\b\d+\b|null", "?", " ".join(text.lower().split())) for text in heard]
    return [text for text in spaced if text.split()[0] in ("insert", "update", "select", "delete")]


async def prepared(folder: Path) -> Path:
    path = folder / "village.db"
    database = await open_database(f"sqlite:///{path}", lambda: NOON)
    await database.write(lambda tx: prepare(tx, 2, NOON))
    await database.close()
    return path


async def through_the_seam(path: Path) -> list[str]:
    database = await open_database(f"sqlite:///{path}", lambda: NOON)
    heard: list[str] = []

    def work(tx: Transaction) -> None:
        tx.connection.set_trace_callback(heard.append)
        confirm(tx, PRESS)
        tx.connection.set_trace_callback(None)

    await database.write(work)
    await database.close()
    return plain(heard)


async def test_the_transaction_measured_is_that_of_a_press_in_the_house(tmp_path: Path) -> None:
    measured = await through_the_seam(await prepared(tmp_path / "measured"))
    village = await Village.settle(tmp_path / "village", 2)
    assert plain(await village.statements_of_a_press(0)) == measured
    await village.close()


async def test_raw_aiosqlite_executes_the_same_statements(tmp_path: Path) -> None:
    path = await prepared(tmp_path / "raw")
    async with aiosqlite.connect(path, isolation_level=None) as connection:
        heard: list[str] = []
        await connection.set_trace_callback(heard.append)
        await Raw(connection, Ids(0, lambda: NOON)).confirm(PRESS)
    assert plain(heard) == await through_the_seam(await prepared(tmp_path / "seam"))
