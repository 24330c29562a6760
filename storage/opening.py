"""Opens the database that a setting names: leases a process number, migrates, connects."""

import asyncio
import secrets
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from storage import troubles
from storage.database import Database, DatabaseUnavailable
from storage.ids import PROCESSES, Ids
from storage.migrate import BUSY_SECONDS, migrate_postgres, migrate_sqlite
from storage.sqlite import SqliteDatabase

LEASE_MILLISECONDS = 60_000
"""How long a process number stays taken after its holder was last heard of."""

CONNECT_SECONDS = 5
ENCODING = "UTF8"


@dataclass(frozen=True, slots=True)
class Place:
    """Where the records are: a file for SQLite, or a PostgreSQL URL."""

    engine: str
    path: Path
    url: str

    def explain(self, error: Exception) -> str:
        """One line about an error of this database: what is wrong and what to do."""
        return troubles.explain(self.engine, self.path, self.url, error)

    @property
    def shown(self) -> str:
        """As it may be printed: without a password."""
        return troubles.masked(self.url)


def read_place(url: str) -> Place:
    """The place named by TONGXIN_DATABASE. Raises ValueError with what is wrong and the remedy."""
    scheme, name = urlsplit(url).scheme, url.removeprefix("sqlite:///").strip()
    if scheme in ("postgresql", "postgres"):
        signs = url.partition("?")[0].partition("//")[2]
        if signs.count("@") > 1 or "@" in signs.partition("/")[2] or "#" in url:
            raise ValueError("write @ : / ? # in the password as %40 %3A %2F %3F %23; otherwise it cannot be read")
        return Place("postgres", Path(), url)
    if name.startswith(":memory:") or "mode=memory" in name:
        raise ValueError("what is kept in memory is gone with the program; name a file: sqlite:///data/tongxin.db")
    if scheme == "sqlite" and url.startswith("sqlite:///") and name:
        return Place("sqlite", Path(name), url)
    raise ValueError(
        f"{troubles.masked(url)!r} names no database; write sqlite:///data/tongxin.db or "
        "postgresql://user:password@host/name"
    )


async def open_database(
    url: str, clock: Callable[[], int], tenant: int = 1, must_be_there: bool = False
) -> Database:
    """Migrates and opens the database of a setting, which is made unless it must be there already.

    Raises DatabaseUnavailable, MigrationRefused or ValueError.
    """
    place = read_place(url)
    now = clock()
    if place.engine == "sqlite":
        if must_be_there and not place.path.exists():
            raise not_there(place)
        process = await asyncio.to_thread(_prepare_sqlite, place.path, now)
        return await SqliteDatabase.open(place.path, tenant, Ids(process, clock))
    from storage.postgres import PostgresDatabase

    process = await asyncio.to_thread(_prepare_postgres, place, now, must_be_there)
    return await PostgresDatabase.open(place.url, tenant, Ids(process, clock))


def not_there(place: Place) -> DatabaseUnavailable:
    """What is said when a command needs records and there are none."""
    where = place.path if place.engine == "sqlite" else place.shown
    return DatabaseUnavailable(
        f"{troubles.SETTING}: there is no village in {where} yet: `import people` or `sample` makes one. "
        "If there should be one, is the name right?"
    )


def _prepare_sqlite(path: Path, now: int) -> int:
    try:
        migrate_sqlite(path, now)
        with sqlite3.connect(path, isolation_level=None, timeout=BUSY_SECONDS) as connection:
            connection.execute("begin immediate")
            number = _lease(connection.execute, now, ":")
            connection.execute("commit")
        connection.close()
    except (sqlite3.Error, OSError) as error:
        raise DatabaseUnavailable(troubles.of_sqlite(path, error)) from error
    return number


def _prepare_postgres(place: Place, now: int, must_be_there: bool) -> int:
    import psycopg

    try:
        with psycopg.connect(place.url, connect_timeout=CONNECT_SECONDS) as connection:
            if refusal := wrong_encoding(connection):
                raise DatabaseUnavailable(refusal)
            there = connection.execute("select to_regclass('schema_versions')").fetchone() != (None,)
        if must_be_there and not there:
            raise not_there(place)
        migrate_postgres(place.url, now)
        with psycopg.connect(place.url, connect_timeout=CONNECT_SECONDS) as connection:
            connection.execute("lock table processes in exclusive mode")
            return _lease(connection.execute, now, "%")
    except psycopg.Error as error:
        raise DatabaseUnavailable(place.explain(error)) from error


def wrong_encoding(connection: Any) -> str:
    """Why a PostgreSQL database cannot hold Chinese, or ""."""
    encoding = connection.info.parameter_status("server_encoding")
    if encoding == ENCODING:
        return ""
    name = connection.info.dbname
    return (
        f"{troubles.SETTING}: database {name} has encoding {encoding}, Chinese needs {ENCODING}: make it anew with "
        f"create database {name} encoding '{ENCODING}' template template0"
    )


def _lease(execute: Callable[..., Any], now: int, style: str) -> int:
    """Takes the process number that has been free for longest."""
    taken = {row[0]: row[1] for row in execute("select number, lease_until from processes").fetchall()}
    number = min(range(PROCESSES), key=lambda candidate: (taken.get(candidate, 0), candidate))
    if taken.get(number, 0) > now:
        raise DatabaseUnavailable(f"{PROCESSES} processes were started within a minute; wait and start again")
    mark = {":": (":number", ":holder", ":until"), "%": ("%(number)s", "%(holder)s", "%(until)s")}[style]
    execute(
        "insert into processes (number, holder, lease_until) values "  # noqa: S608 - names of parameters only
        f"({mark[0]}, {mark[1]}, {mark[2]}) on conflict (number) do update "
        "set holder = excluded.holder, lease_until = excluded.lease_until",
        {"number": number, "holder": secrets.token_hex(8), "until": now + LEASE_MILLISECONDS},
    )
    return number
