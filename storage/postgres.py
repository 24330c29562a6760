"""PostgreSQL through psycopg 3: the same functions in threads, one transaction a turn, retried when two collide."""

import asyncio
import os
import random
import socket
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from threading import Lock
from typing import Any, TypeVar

import psycopg
from psycopg import conninfo, errors
from psycopg_pool import ConnectionPool, PoolTimeout

from storage import troubles
from storage.database import DatabaseUnavailable, Transaction
from storage.ids import Ids
from storage.queries import load_queries

T = TypeVar("T")

CONNECTIONS = 8
ATTEMPTS = 12
WAITING = 20_000
CONNECT_SECONDS = 5.0
PATIENCE = 2.0
"""Seconds from a call until it has a connection. While the server is away everybody is told so within them, however
many wait: whoever came late to a thread has no second wait of their own."""

LEAST_PATIENCE = 0.05
AGAIN_SECONDS = 5.0
"""After so long the pool gives up a connection that does not come; the next who asks begins anew, so that the wait
between two tries, which doubles, stays short however long the server was away."""

ALIVE: dict[str, Any] = {
    "connect_timeout": 3, "keepalives_idle": 10, "keepalives_interval": 3, "keepalives_count": 3,
    "tcp_user_timeout": 10_000,
}  # fmt: skip
"""A server that vanished without a word (its machine lost power, a cable) is noticed within seconds."""

HELD = 20.0
"""Seconds that one work may take, many times what the longest does. A server that is frozen, and not gone, is alive
as far as TCP can see, and obeys no timeout of its own: the connection is cut here, and whoever waits is told."""

LOOK = 1.0
"""Seconds between two looks for such works."""

AWAY = (psycopg.OperationalError, psycopg.InterfaceError, errors.ReadOnlySqlTransaction, PoolTimeout)
"""The server, and not the work, is at fault: gone, out of room, or a standby."""


class PostgresDatabase:
    """A pool of connections, READ COMMITTED: every limit is a guarded UPDATE on a row of its own."""

    engine = "postgres"

    def __init__(self, pool: ConnectionPool[Any], url: str, tenant: int, ids: Ids) -> None:
        self.ids, self.url = ids, url
        self._pool = pool
        self._tenant = tenant
        self._sql = load_queries("postgres")
        self._working: dict[Any, float] = {}  # since when each connection is at work
        self._lock = Lock()
        self._watch = asyncio.create_task(self._cut_off_held(), name="postgres watch")
        self._threads = ThreadPoolExecutor(CONNECTIONS, thread_name_prefix="postgres")
        self._last: dict[str, asyncio.Task[Any]] = {}
        self._under_way = 0
        self._closing = False

    @classmethod
    async def open(cls, url: str, tenant: int, ids: Ids, read_only: bool = False) -> "PostgresDatabase":
        """Opens a migrated database. Raises DatabaseUnavailable."""
        try:
            # The pool tells nobody why it cannot connect; one connection of our own does.
            await asyncio.to_thread(lambda: psycopg.connect(url, connect_timeout=int(CONNECT_SECONDS)).close())
            pool: ConnectionPool[Any] = ConnectionPool(
                url, min_size=1, max_size=CONNECTIONS, open=False, timeout=PATIENCE, reconnect_timeout=AGAIN_SECONDS,
                kwargs={"autocommit": False, **ALIVE, "options": _options(url, read_only)},
            )  # fmt: skip
        except psycopg.Error as error:
            raise DatabaseUnavailable(troubles.of_postgres(url, error)) from error
        try:
            await asyncio.to_thread(pool.open, True, CONNECT_SECONDS)
        except (psycopg.Error, PoolTimeout) as error:
            await asyncio.to_thread(pool.close)
            raise DatabaseUnavailable(troubles.of_postgres(url, error)) from error
        return cls(pool, url, tenant, ids)

    async def write(self, work: Callable[[Transaction], T], key: str = "") -> T:
        if self._closing or self._under_way >= WAITING:
            raise DatabaseUnavailable("the database is closed or has too much waiting")
        self._under_way += 1
        until = time.monotonic() + PATIENCE
        try:
            if not key:
                return await self._in_thread(work, until)
            before = self._last.get(key)
            task = asyncio.create_task(self._after(before, work, until))
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
        return await self._in_thread(work, time.monotonic() + PATIENCE)

    async def close(self) -> None:
        self._closing = True
        await asyncio.gather(*self._last.values(), return_exceptions=True)
        await asyncio.to_thread(self._threads.shutdown)
        self._watch.cancel()
        await asyncio.to_thread(self._pool.close)

    def _forget(self, key: str, done: asyncio.Task[Any]) -> None:
        if self._last.get(key) is done:
            del self._last[key]

    async def _after(
        self, before: asyncio.Task[Any] | None, work: Callable[[Transaction], T], until: float
    ) -> T:
        if before is not None and not before.done():
            await asyncio.wait([before])
        return await self._in_thread(work, until)

    async def _in_thread(self, work: Callable[[Transaction], T], until: float) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._threads, self._run, work, until)

    def _run(self, work: Callable[[Transaction], T], until: float) -> T:
        for attempt in range(1, ATTEMPTS + 1):
            try:
                patience = max(LEAST_PATIENCE, until - time.monotonic())
                with self._pool.connection(patience) as connection, self._noted(connection):
                    result = work(Transaction(connection, self._sql, self._tenant, self.ids))
                    connection.commit()  # while it is noted: a server may freeze here as well
                    return result
            except (errors.DeadlockDetected, errors.SerializationFailure) as error:
                if attempt == ATTEMPTS:
                    raise DatabaseUnavailable(str(error)) from error
                time.sleep(random.uniform(0, 0.002 * 2 ** min(attempt, 6)))
            except AWAY as error:
                raise DatabaseUnavailable(str(error)) from error
        raise AssertionError("unreachable")

    @contextmanager
    def _noted(self, connection: Any) -> Iterator[None]:
        with self._lock:
            self._working[connection] = time.monotonic()
        try:
            yield
        finally:
            with self._lock:
                del self._working[connection]

    async def _cut_off_held(self) -> None:
        while True:
            await asyncio.sleep(LOOK)
            before = time.monotonic() - HELD
            with self._lock:
                for connection in [each for each, since in self._working.items() if since < before]:
                    _cut(connection)


def _cut(connection: Any) -> None:
    """Whoever waits for this connection's answer, in another thread, sees it end. To close it would wait itself."""
    with suppress(OSError, psycopg.Error), socket.socket(fileno=os.dup(connection.fileno())) as line:
        line.shutdown(socket.SHUT_RDWR)


def _options(url: str, read_only: bool) -> str:
    """The server's settings for each connection: those of the URL, and ours."""
    given = str(conninfo.conninfo_to_dict(url).get("options") or "")
    own = "-c default_transaction_read_only=on" if read_only else "-c synchronous_commit=on"
    return f"{given} {own}".strip()
