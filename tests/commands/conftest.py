"""The command line as an operator uses it, in this process (the acceptance tests start the real one)."""

import os
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from storage.database import Database, Transaction
from storage.opening import open_database


@dataclass(frozen=True)
class Done:
    """How a command ended and what it printed."""

    returncode: int
    stdout: str
    stderr: str
    bytes: bytes


Tongxin = Callable[..., Done]


@pytest.fixture
def tongxin(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Tongxin:
    """Runs a command with settings in small letters: `tongxin("check", port="1")`; raises what it does not handle."""
    from bot import app

    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("TONGXIN_")]:
        monkeypatch.delenv(name)

    def run(*arguments: object, **settings: str) -> Done:
        given = {"database": database_url, "files": str(tmp_path / "files"), "env_file": ""} | settings
        environment = {f"TONGXIN_{name.upper()}": value for name, value in given.items()}
        # A thread of its own: a command starts its own event loop.
        with ThreadPoolExecutor(1) as thread:
            words = [str(argument) for argument in arguments]
            result = thread.submit(CliRunner().invoke, app, words, env=environment).result()
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return Done(result.exit_code, result.stdout, result.stderr, result.stdout_bytes)

    return run


@pytest.fixture
async def records(database_url: str) -> AsyncIterator[Callable[[str], Any]]:
    """Rows of a statement, as they are after the commands that ran before it."""
    opened: list[Database] = []

    async def rows(statement: str) -> list[tuple[Any, ...]]:
        if not opened:
            opened.append(await open_database(database_url, lambda: 0))

        def look(tx: Transaction) -> list[tuple[Any, ...]]:
            return [tuple(row) for row in tx.connection.execute(statement).fetchall()]

        return await opened[0].read(look)

    yield rows
    for database in opened:
        await database.close()
