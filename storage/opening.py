"""Opens the database that a setting names: leases a process number, migrates, connects."""

import asyncio
import secrets
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from storage.database import Database, DatabaseUnavailable
from storage.ids import PROCESSES, Ids
from storage.migrate import migrate_postgres, migrate_sqlite
from storage.sqlite import SqliteDatabase

LEASE_MILLISECONDS = 60_000
"""How long a process number stays taken after its holder was last heard of."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the records are: a file for SQLite, or a PostgreSQL URL."""

    engine: str
    path: Path
    url: str


def read_place(url: str) -> Place:
    """The place named by TONGXIN_DATABASE. Raises ValueError with what is wrong and the remedy."""
    scheme = urlsplit(url).scheme
    if scheme in ("postgresql", "postgres"):
        return Place("postgres", Path(), url)
    if scheme == "sqlite" and url.startswith("sqlite:///") and len(url) > len("sqlite:///"):
        return Place("sqlite", Path(url.removeprefix("sqlite:///")), url)
    raise ValueError(
        f"{url!r} names no database; write sqlite:///data/tongxin.db or postgresql://user@host/name"
    )


async def open_database(url: str, clock: Callable[[], int], tenant: int = 1) -> Database:
    """Migrates and opens the database of a setting. Raises DatabaseUnavailable, MigrationRefused or ValueError."""
    place = read_place(url)
    now = clock()
    if place.engine == "sqlite":
        process = await asyncio.to_thread(_prepare_sqlite, place.path, now)
        return await SqliteDatabase.open(place.path, tenant, Ids(process, clock))
    from storage.postgres import PostgresDatabase

    process = await asyncio.to_thread(_prepare_postgres, place.url, now)
    return await PostgresDatabase.open(place.url, tenant, Ids(process, clock))


def _prepare_sqlite(path: Path, now: int) -> int:
    try:
        migrate_sqlite(path, now)
        with sqlite3.connect(path, isolation_level=None, timeout=30) as connection:
            connection.execute("begin immediate")
            number = _lease(connection.execute, now, ":")
            connection.execute("commit")
        connection.close()
    except (sqlite3.Error, OSError) as error:
        raise DatabaseUnavailable(f"{path}: {error}") from error
    return number


def _prepare_postgres(url: str, now: int) -> int:
    import psycopg

    try:
        migrate_postgres(url, now)
        with psycopg.connect(url) as connection:
            connection.execute("lock table processes in exclusive mode")
            return _lease(connection.execute, now, "%")
    except psycopg.OperationalError as error:
        raise DatabaseUnavailable(f"PostgreSQL does not answer: {error}") from error


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
