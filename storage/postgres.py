"""PostgreSQL through psycopg 3: the same functions in threads, one transaction a turn, retried when two collide."""

import asyncio
import random
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

import psycopg
from psycopg import errors
from psycopg_pool import ConnectionPool, PoolTimeout

from storage.database import DatabaseUnavailable, Transaction
from storage.ids import Ids
from storage.queries import load_queries

T = TypeVar("T")

CONNECTIONS = 8
ATTEMPTS = 12
WAITING = 20_000
CONNECT_SECONDS = 10.0


class PostgresDatabase:
    """A pool of connections, READ COMMITTED: every limit is a guarded UPDATE on a row of its own."""

    engine = "postgres"

    def __init__(self, pool: ConnectionPool[Any], tenant: int, ids: Ids) -> None:
        self.ids = ids
        self._pool = pool
        self._tenant = tenant
        self._sql = load_queries("postgres")
        self._threads = ThreadPoolExecutor(CONNECTIONS, thread_name_prefix="postgres")
        self._last: dict[str, asyncio.Task[Any]] = {}
        self._under_way = 0
        self._closing = False

    @classmethod
    async def open(cls, url: str, tenant: int, ids: Ids) -> "PostgresDatabase":
        """Opens a migrated database. Raises DatabaseUnavailable."""
        pool: ConnectionPool[Any] = ConnectionPool(
            url, min_size=1, max_size=CONNECTIONS, open=False, timeout=CONNECT_SECONDS,
            kwargs={"autocommit": False, "options": "-c synchronous_commit=on"},
        )  # fmt: skip
        try:
            await asyncio.to_thread(pool.open, True, CONNECT_SECONDS)
        except (psycopg.Error, PoolTimeout) as error:
            await asyncio.to_thread(pool.close)
            raise DatabaseUnavailable(f"PostgreSQL does not answer: {error}") from error
        return cls(pool, tenant, ids)

    async def write(self, work: Callable[[Transaction], T], key: str = "") -> T:
        if self._closing or self._under_way >= WAITING:
            raise DatabaseUnavailable("the database is closed or has too much waiting")
        self._under_way += 1
        try:
            if not key:
                return await self._in_thread(work)
            before = self._last.get(key)
            task = asyncio.create_task(self._after(before, work))
            self._last[key] = task
            try:
                return await asyncio.shield(task)
            finally:
                if self._last.get(key) is task:
                    task.add_done_callback(lambda done: self._forget(key, done))
        finally:
            self._under_way -= 1

    async def read(self, work: Callable[[Transaction], T]) -> T:
        if self._closing:
            raise DatabaseUnavailable("the database is closed")
        return await self._in_thread(work)

    async def close(self) -> None:
        self._closing = True
        await asyncio.gather(*self._last.values(), return_exceptions=True)
        await asyncio.to_thread(self._threads.shutdown)
        await asyncio.to_thread(self._pool.close)

    def _forget(self, key: str, done: asyncio.Task[Any]) -> None:
        if self._last.get(key) is done:
            del self._last[key]

    async def _after(self, before: asyncio.Task[Any] | None, work: Callable[[Transaction], T]) -> T:
        if before is not None and not before.done():
            await asyncio.wait([before])
        return await self._in_thread(work)

    async def _in_thread(self, work: Callable[[Transaction], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._threads, self._run, work)

    def _run(self, work: Callable[[Transaction], T]) -> T:
        for attempt in range(1, ATTEMPTS + 1):
            try:
                with self._pool.connection() as connection:
                    return work(Transaction(connection, self._sql, self._tenant, self.ids))
            except (errors.DeadlockDetected, errors.SerializationFailure) as error:
                if attempt == ATTEMPTS:
                    raise DatabaseUnavailable(str(error)) from error
                time.sleep(random.uniform(0, 0.002 * 2 ** min(attempt, 6)))
            except (psycopg.OperationalError, psycopg.InterfaceError, PoolTimeout) as error:
                raise DatabaseUnavailable(str(error)) from error
        raise AssertionError("unreachable")
