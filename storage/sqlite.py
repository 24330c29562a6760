"""SQLite through aiosqlite: one writer that takes every waiting turn into one commit, and a few readers."""

import asyncio
import sqlite3
import traceback
from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import aiosqlite

from storage import troubles
from storage.database import DatabaseUnavailable, Transaction
from storage.ids import Ids
from storage.queries import load_queries

T = TypeVar("T")
Work = Callable[[Transaction], Any]

GROUP = 64
READERS = 2
WAITING = 20_000
"""Works waiting for the writer; beyond that the caller is told to try again instead of filling the memory."""

BUSY_MILLISECONDS = 5_000


class _GroupLost(Exception):
    """The outer transaction is gone and took every savepoint with it."""


class TransactionConnection(sqlite3.Connection):
    """A connection whose execute also takes a whole function, so that aiosqlite runs it in one hop."""

    def execute(self, statement: Any, parameters: Any = (), /) -> Any:
        if callable(statement):
            statement(self)
            return self.cursor()
        return super().execute(statement, parameters)


class SqliteDatabase:
    """One file, one writing process. synchronous=FULL: what is acknowledged survives a power cut."""

    engine = "sqlite"

    def __init__(
        self, writer: aiosqlite.Connection, readers: list[aiosqlite.Connection], path: Path, tenant: int, ids: Ids
    ) -> None:
        self.ids = ids
        self.url = f"sqlite:///{path.absolute()}"
        self._writer = writer
        self._readers: asyncio.Queue[aiosqlite.Connection] = asyncio.Queue()
        for reader in readers:
            self._readers.put_nowait(reader)
        self._all_readers = readers
        self._tenant = tenant
        self._sql = load_queries("sqlite")
        self._waiting: deque[tuple[Work, asyncio.Future[Any]]] = deque()
        self._wake = asyncio.Event()
        self._closing = False
        self._task = asyncio.create_task(self._serve(), name="sqlite writer")

    @classmethod
    async def open(cls, path: Path, tenant: int, ids: Ids) -> "SqliteDatabase":
        """Opens a migrated file. Raises DatabaseUnavailable, saying which file."""
        opened: list[aiosqlite.Connection] = []
        try:
            for read_only in (False, *[True] * READERS):
                opened.append(await _connect(path, read_only))
        except sqlite3.Error as error:
            for connection in opened:
                await connection.close()
            raise DatabaseUnavailable(troubles.of_sqlite(path, error)) from error
        writer, *readers = opened
        return cls(writer, readers, path, tenant, ids)

    async def write(self, work: Callable[[Transaction], T], key: str = "") -> T:
        # One writer takes the works in the order of the calls: the order of a key comes with it.
        if self._closing or self._task.done() or len(self._waiting) >= WAITING:
            raise DatabaseUnavailable("the writer is closed or has too much waiting")
        future: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._waiting.append((work, future))
        self._wake.set()
        return await future

    async def read(self, work: Callable[[Transaction], T]) -> T:
        if self._closing:
            raise DatabaseUnavailable("the database is closed")
        reader = await self._readers.get()
        try:
            return await self._hop(reader, work)
        except sqlite3.OperationalError as error:
            raise DatabaseUnavailable(str(error)) from error
        finally:
            self._readers.put_nowait(reader)

    async def close(self) -> None:
        self._closing = True
        self._wake.set()
        await asyncio.gather(self._task, return_exceptions=True)
        for connection in (*self._all_readers, self._writer):
            await connection.close()

    async def _serve(self) -> None:
        while True:
            await self._wake.wait()
            group = [self._waiting.popleft() for _ in range(min(GROUP, len(self._waiting)))]
            if not group and self._closing:
                return
            if not group:
                self._wake.clear()
                continue
            try:
                outcomes = await self._commit([work for work, _ in group])
            except BaseException:
                for _, future in group:
                    if not future.done():
                        future.set_exception(DatabaseUnavailable("the writer stopped"))
                raise
            for (_, future), (result, error) in zip(group, outcomes, strict=True):
                if future.done():
                    continue
                if error is None:
                    future.set_result(result)
                else:
                    future.set_exception(error)

    async def _commit(self, works: list[Work]) -> list[tuple[Any, Exception | None]]:
        """Results or errors, one for each work; works of a lost group are tried again, each alone."""
        try:
            return await self._hop(self._writer, lambda tx: _run_group(tx, works))
        except DatabaseUnavailable as error:
            return [(None, error)] * len(works)
        except (_GroupLost, sqlite3.Error) as error:
            if len(works) == 1:
                return [(None, DatabaseUnavailable(str(error)))]
        return [(await self._commit([work]))[0] for work in works]

    async def _hop(self, connection: aiosqlite.Connection, work: Callable[[Transaction], T]) -> T:
        return await hop(connection, lambda raw: work(Transaction(raw, self._sql, self._tenant, self.ids)))


async def hop(connection: aiosqlite.Connection, work: Callable[[sqlite3.Connection], T]) -> T:
    """Runs a whole function in the connection's own thread."""
    results: list[T] = []

    def run(raw: sqlite3.Connection) -> None:
        try:
            results.append(work(raw))
        except Exception as error:
            traceback.clear_frames(error.__traceback__)
            raise

    await connection.execute(run)
    return results[0]


def _run_group(tx: Transaction, works: list[Work]) -> list[tuple[Any, Exception | None]]:
    connection: sqlite3.Connection = tx.connection
    outcomes: list[tuple[Any, Exception | None]] = []
    try:
        connection.execute("begin immediate")
    except sqlite3.Error as error:
        # Somebody else holds the file: it would keep each of these waiting as long again.
        raise DatabaseUnavailable(str(error)) from error
    try:
        for work in works:
            connection.execute("savepoint turn")
            try:
                outcomes.append((work(tx), None))
            except Exception as error:
                # Cursors that its frames hold must be closed in this thread.
                traceback.clear_frames(error.__traceback__)
                if not connection.in_transaction:
                    raise _GroupLost(str(error)) from error
                connection.execute("rollback to turn")
                if _is_environment(error):
                    error = DatabaseUnavailable(str(error))
                outcomes.append((None, error))
            connection.execute("release turn")
        connection.execute("commit")
    except BaseException:
        if connection.in_transaction:
            connection.execute("rollback")
        raise
    return outcomes


def _is_environment(error: Exception) -> bool:
    """Whether the machine failed and not the work: a full disk, a lock, a broken file."""
    name = getattr(error, "sqlite_errorname", "")
    return name.startswith(("SQLITE_FULL", "SQLITE_IOERR", "SQLITE_BUSY", "SQLITE_LOCKED", "SQLITE_READONLY"))


async def _connect(path: Path, read_only: bool) -> aiosqlite.Connection:
    connection = await aiosqlite.connect(
        path, factory=TransactionConnection, isolation_level=None, cached_statements=512,
        timeout=BUSY_MILLISECONDS / 1000,
    )
    pragmas = [
        "journal_mode=wal", "synchronous=full", "foreign_keys=on", "secure_delete=on",
        f"busy_timeout={BUSY_MILLISECONDS}",
    ]  # fmt: skip
    try:
        for pragma in [*pragmas, "query_only=on"] if read_only else pragmas:
            await connection.execute(f"pragma {pragma}")
    except BaseException:
        await connection.close()  # its thread would keep the program from ending
        raise
    return connection
