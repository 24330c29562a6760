"""What is wrong with a database: looked at and tried from outside, without changing what it holds."""

import os
import secrets
import shutil
import sqlite3
import tempfile
from pathlib import Path

from storage import troubles
from storage.migrate import migrations
from storage.opening import Place, wrong_encoding

LEAST_FREE = 500_000_000
"""Bytes that a disk should have left."""

BUSY_SECONDS = 5
PROBE = b"\0" * 65_536
"""What is written to see whether a disk has room."""

APPLIED = "select version, checksum from schema_versions"


def inspect(place: Place) -> tuple[list[str], list[str]]:
    """(what is well, what is wrong with its remedy)."""
    return _inspect_sqlite(place) if place.engine == "sqlite" else _inspect_postgres(place)


def _inspect_sqlite(place: Place) -> tuple[list[str], list[str]]:
    path = place.path
    well, wrong = _disk(path)
    if not path.exists():
        return [*well, f"database {path} is not there yet; the first start makes it"], wrong
    try:
        connection = sqlite3.connect(path, isolation_level=None, timeout=BUSY_SECONDS)
        try:
            found = connection.execute("pragma quick_check(1)").fetchone()[0]
            if found != "ok":
                wrong.append(f"database {path} is damaged ({found}): stop the bot and restore the last backup")
            there = connection.execute("select 1 from sqlite_master where name = 'schema_versions'").fetchone()
            applied = connection.execute(APPLIED).fetchall() if there else []
            _write_something(connection)
        finally:
            connection.close()
    except sqlite3.Error as error:
        return well, [*wrong, place.explain(error)]
    return _schema("sqlite", dict(applied), [*well, f"database {path} is whole and takes writes"], wrong)


def _write_something(connection: sqlite3.Connection) -> None:
    """Commits a page: what was not written cannot fail. The number is SQLite's place for one of an application's."""
    connection.execute("begin immediate")
    number = int(connection.execute("pragma user_version").fetchone()[0])
    connection.execute(f"pragma user_version = {number}")
    connection.execute("commit")


def _disk(path: Path) -> tuple[list[str], list[str]]:
    folder = next(parent for parent in path.absolute().parents if parent.exists())
    try:
        free = shutil.disk_usage(folder).free
        # SQLite keeps its log beside the file: the folder must take files, too.
        with tempfile.NamedTemporaryFile(dir=folder, prefix=".tongxin-") as probe:
            probe.write(PROBE)
            probe.flush()
            os.fsync(probe.fileno())
    except OSError as error:
        return [], [troubles.of_sqlite(path, error)]
    if free < LEAST_FREE:
        return [], [f"disk of {folder} has {free // 1_000_000} MB left: make room before it fills"]
    return [f"disk of {folder} has {free // 1_000_000:,} MB left"], []


def _inspect_postgres(place: Place) -> tuple[list[str], list[str]]:
    import psycopg

    try:
        with psycopg.connect(place.url, connect_timeout=BUSY_SECONDS) as connection:
            if refusal := wrong_encoding(connection):
                return [], [refusal]
            read_only = connection.execute("show transaction_read_only").fetchone() == ("on",)
            there = connection.execute("select to_regclass('schema_versions')").fetchone() != (None,)
            applied = connection.execute(APPLIED).fetchall() if there else []
            if read_only:
                return [], [f"{troubles.SETTING}: this PostgreSQL takes no writes, it is a standby: name the primary"]
            # Tried and taken back: the right to make tables, and the right to write those that are there.
            connection.execute("set local lock_timeout = '3s'")
            connection.execute(f"create table tongxin_tries_{secrets.token_hex(6)} (number integer)")
            if there:
                connection.execute("update processes set lease_until = lease_until where false")
                connection.execute("update schema_versions set name = name where false")
            connection.rollback()
    except psycopg.Error as error:
        return [], [place.explain(error)]
    return _schema("postgres", dict(applied), ["PostgreSQL answers and takes writes"], [])


def _schema(engine: str, applied: dict[int, str], well: list[str], wrong: list[str]) -> tuple[list[str], list[str]]:
    known = migrations(engine)
    newest, found = known[-1].version, max(applied, default=0)
    if found > newest:
        return well, [*wrong, f"database has schema {found}, this program knows {newest}: start a newer program"]
    changed = [entry.name for entry in known if applied.get(entry.version, entry.checksum) != entry.checksum]
    if changed:
        remedy = "start the program that made it, or name another database"
        return well, [*wrong, f"database was made by migrations that have changed since ({changed[0]}): {remedy}"]
    behind = f"of version {found}; the next start brings it to {newest}"
    return [*well, f"schema is {'as this program wants it' if found == newest else behind}"], wrong
