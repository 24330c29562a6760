"""Opens a database for a command that only reads: nothing is written, migrated or leased, so it works on a full or
closed disk, and a database that is not there is not made."""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import quote

import aiosqlite

from storage import troubles
from storage.database import Database, DatabaseUnavailable, Transaction
from storage.ids import Ids
from storage.migrate import MigrationRefused, migrations
from storage.opening import Place, not_there, read_place
from storage.queries import load_queries
from storage.sqlite import BUSY_MILLISECONDS, TransactionConnection, hop

T = TypeVar("T")

WAYS = (
    ("mode=rw", ""),
    ("mode=rw", "pragma locking_mode=exclusive"),
    ("immutable=1", ""),
)
"""Parameters of the file's URI, and a first statement. A file that no bot serves lacks the index of its log, which
a full disk does not take: alone with the file SQLite keeps that index in memory. A closed disk is taken as it is.
(With mode=ro the log and its index would stay behind, with an owner that is not the bot's.)"""


async def open_for_reading(url: str, clock: Callable[[], int], tenant: int = 1) -> Database:
    """The database of a setting as it is. Raises DatabaseUnavailable, MigrationRefused or ValueError."""
    place = read_place(url)
    ids = Ids(0, clock)  # nobody writes, so nobody takes an id
    if place.engine == "sqlite":
        if not place.path.exists():
            raise not_there(place)
        database: Database = await SqliteReader.open(place.path, tenant, ids)
    else:
        from storage.postgres import PostgresDatabase

        database = await PostgresDatabase.open(place.url, tenant, ids, read_only=True)
    try:
        await database.read(lambda tx: _examine(tx, place))
    except BaseException:
        await database.close()
        raise
    return database


def _examine(tx: Transaction, place: Place) -> None:
    """Refuses records that were laid out by another version of this program."""
    known = migrations(place.engine)[-1].version
    try:
        applied = tx.connection.execute("select coalesce(max(version), 0) from schema_versions").fetchone()[0]
    except Exception as error:
        if "schema_versions" in str(error):
            raise not_there(place) from None
        raise DatabaseUnavailable(place.explain(error)) from error
    if applied != known:
        remedy = "start a newer program" if applied > known else "start the bot once, which brings it up"
        raise MigrationRefused(f"the database has schema {applied}, this program knows {known}: {remedy}")


class SqliteReader:
    """One connection to a file that only looks."""

    engine = "sqlite"

    def __init__(self, connection: aiosqlite.Connection, path: Path, tenant: int, ids: Ids) -> None:
        self.ids = ids
        self.url = f"sqlite:///{path.absolute()}"
        self._connection = connection
        self._tenant = tenant
        self._sql = load_queries("sqlite")

    @classmethod
    async def open(cls, path: Path, tenant: int, ids: Ids) -> "SqliteReader":
        """Opens a file in the first way that works. Raises DatabaseUnavailable."""
        failed: Exception | None = None
        for parameters, first in WAYS:
            if parameters == "immutable=1" and _has_log(path):
                break
            try:
                connection = await _connect(f"file:{quote(str(path))}?{parameters}", first)
                return cls(connection, path, tenant, ids)
            except sqlite3.Error as error:
                failed = failed or error
        assert failed is not None
        raise DatabaseUnavailable(troubles.of_sqlite(path, failed)) from failed

    async def read(self, work: Callable[[Transaction], T]) -> T:
        try:
            return await hop(self._connection, lambda raw: work(Transaction(raw, self._sql, self._tenant, self.ids)))
        except sqlite3.OperationalError as error:
            raise DatabaseUnavailable(str(error)) from error

    async def write(self, work: Callable[[Transaction], Any], key: str = "") -> Any:
        raise DatabaseUnavailable("the database was opened to read only")

    async def close(self) -> None:
        await self._connection.close()


def _has_log(path: Path) -> bool:
    log = Path(f"{path}-wal")
    return log.exists() and log.stat().st_size > 0


async def _connect(uri: str, first: str) -> aiosqlite.Connection:
    connection = await aiosqlite.connect(
        uri, uri=True, factory=TransactionConnection, isolation_level=None, timeout=BUSY_MILLISECONDS / 1000
    )
    try:
        for statement in filter(None, (first, "pragma query_only=on", "select count(*) from sqlite_master")):
            await connection.execute_fetchall(statement)
    except BaseException:
        await connection.close()
        raise
    return connection
