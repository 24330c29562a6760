"""What is wrong with a database, looked at from outside and without changing it."""

import shutil
import sqlite3
from pathlib import Path

from storage.migrate import migrations
from storage.opening import Place

LEAST_FREE = 500_000_000
"""Bytes that a disk should have left."""

BUSY_SECONDS = 5
APPLIED = "select version, checksum from schema_versions"


def inspect(place: Place) -> tuple[list[str], list[str]]:
    """(what is well, what is wrong with its remedy)."""
    return _inspect_sqlite(place.path) if place.engine == "sqlite" else _inspect_postgres(place.url)


def _inspect_sqlite(path: Path) -> tuple[list[str], list[str]]:
    well, wrong = _disk(path)
    if not path.exists():
        return [*well, f"database {path} is not there yet; the first start makes it"], wrong
    try:
        connection = sqlite3.connect(path, isolation_level=None, timeout=BUSY_SECONDS)
        try:
            found = connection.execute("pragma quick_check(1)").fetchone()[0]
            if found != "ok":
                wrong.append(f"database {path} is damaged ({found}): stop the bot and restore the last backup")
            connection.execute("begin immediate")
            there = connection.execute("select 1 from sqlite_master where name = 'schema_versions'").fetchone()
            applied = connection.execute(APPLIED).fetchall() if there else []
            connection.execute("rollback")
        finally:
            connection.close()
    except sqlite3.Error as error:
        return well, [
            *wrong,
            f"database {path}: {error}; is it a database of this program, and may this user write it?",
        ]
    return _schema("sqlite", dict(applied), [*well, f"database {path} is whole and takes writes"], wrong)


def _disk(path: Path) -> tuple[list[str], list[str]]:
    folder = next(parent for parent in path.absolute().parents if parent.exists())
    free = shutil.disk_usage(folder).free
    if free < LEAST_FREE:
        return [], [f"disk of {folder} has {free // 1_000_000} MB left: make room before it fills"]
    return [f"disk of {folder} has {free // 1_000_000:,} MB left"], []


def _inspect_postgres(url: str) -> tuple[list[str], list[str]]:
    import psycopg

    try:
        with psycopg.connect(url, connect_timeout=BUSY_SECONDS) as connection:
            read_only = connection.execute("show transaction_read_only").fetchone() == ("on",)
            there = connection.execute("select to_regclass('schema_versions')").fetchone() != (None,)
            applied = connection.execute(APPLIED).fetchall() if there else []
    except psycopg.Error as error:
        return [], [f"PostgreSQL does not answer ({str(error).strip()}): is it running, are user and password right?"]
    if read_only:
        return [], ["PostgreSQL takes no writes: this server is a standby; name the primary in TONGXIN_DATABASE"]
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
