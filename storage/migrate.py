"""Numbered SQL files, each in one transaction under a locked version row, with a checksum.

`0002_name.sql` is common; `0002_name.sqlite.sql` or `0002_name.postgres.sql` beside it runs after it on that engine.
"""

import contextlib
import hashlib
import re
import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

BUSY_SECONDS = 5
"""How long somebody else's lock on a file is waited for, before it is said."""

FOLDER = Path(__file__).parent / "migrations"
_NAME = re.compile(r"(\d{4})_(\w+)\.sql\Z")

_VERSIONS = """create table if not exists schema_versions (
    version bigint primary key, name text not null, checksum text not null, applied_at bigint not null)"""


class MigrationRefused(Exception):
    """The schema is newer than the program, or a migration that was applied has changed since."""


@dataclass(frozen=True, slots=True)
class Migration:
    version: int
    name: str
    statements: tuple[str, ...]
    checksum: str


def migrations(engine: str, folder: Path = FOLDER) -> list[Migration]:
    """All migrations for an engine in order of their numbers."""
    found = []
    for path in sorted(folder.glob("*.sql")):
        match = _NAME.match(path.name)
        if match is None:
            continue
        variant = path.with_suffix(f".{engine}.sql")
        text = path.read_text("utf-8") + (variant.read_text("utf-8") if variant.exists() else "")
        checksum = hashlib.sha256(text.encode()).hexdigest()
        found.append(Migration(int(match[1]), match[2], tuple(_statements(text)), checksum))
    return found


def migrate_sqlite(path: Path, now: int, folder: Path = FOLDER) -> int:
    """Brings a file (made if it is not there) to this program's schema; the number of migrations applied."""
    path.parent.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(path, isolation_level=None, timeout=BUSY_SECONDS)
    try:
        connection.execute("pragma journal_mode=wal")
        return _apply(connection.execute, migrations("sqlite", folder), now, "begin immediate", "", "?")
    finally:
        connection.close()


def migrate_postgres(url: str, now: int, folder: Path = FOLDER) -> int:
    """Brings a database to this program's schema; the number of migrations applied."""
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        lock = "lock table schema_versions in exclusive mode"
        execute: Callable[..., Any] = connection.execute
        with contextlib.suppress(psycopg.errors.UniqueViolation):
            execute(_VERSIONS)  # refused where another process made the table at the same moment
        return _apply(execute, migrations("postgres", folder), now, "begin", lock, "%s")


def _apply(
    execute: Callable[..., Any], known: list[Migration], now: int, begin: str, lock: str, mark: str
) -> int:
    applied = 0
    while True:
        execute(begin)
        try:
            execute(_VERSIONS)
            if lock:
                execute(lock)
            pending = _pending(execute, known)
            if pending is None:
                execute("commit")
                return applied
            for statement in pending.statements:
                execute(statement)
            execute(
                f"insert into schema_versions values ({mark}, {mark}, {mark}, {mark})",  # noqa: S608 - marks only
                (pending.version, pending.name, pending.checksum, now),
            )
            execute("commit")
            applied += 1
        except BaseException:
            with contextlib.suppress(Exception):
                execute("rollback")  # a full disk has rolled back already, and its error is the one to be told
            raise


def _pending(execute: Callable[..., Any], known: list[Migration]) -> Migration | None:
    done = {row[0]: row[1] for row in execute("select version, checksum from schema_versions").fetchall()}
    newest = known[-1].version if known else 0
    if done and max(done) > newest:
        raise MigrationRefused(
            f"the database has schema {max(done)}, this program knows {newest}: start a newer program"
        )
    for migration in known:
        if migration.version not in done:
            return migration
        if done[migration.version] != migration.checksum:
            raise MigrationRefused(
                f"migration {migration.version:04} {migration.name} has changed since it was applied"
            )
    return None


def _statements(text: str) -> Iterable[str]:
    """The statements of a file; a semicolon ends one at the end of its line."""
    lines = [line for line in text.splitlines() if not line.lstrip().startswith("--")]
    for statement in re.split(r";[ \t]*(?:\n|\Z)", "\n".join(lines)):
        if statement.strip():
            yield statement.strip()
