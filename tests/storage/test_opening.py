"""A database that cannot be used is refused with the setting's name and the remedy; one that is only read is left as
it is."""

import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest

from storage import people
from storage.database import DatabaseUnavailable
from storage.inspection import inspect
from storage.migrate import MigrationRefused, migrations
from storage.opening import open_database, read_place
from storage.reading import open_for_reading
from storage.troubles import masked, of_postgres, of_sqlite
from tests.postgres import PrivatePostgres
from tests.town import NOON


def clock() -> int:
    return NOON


async def refusal(url: str) -> str:
    with pytest.raises(DatabaseUnavailable) as refused:
        await open_database(url, clock)
    text = str(refused.value)
    assert text.startswith("TONGXIN_DATABASE: ")
    assert "\n" not in text
    return text


@pytest.mark.parametrize(
    ("error", "meaning"),
    [
        (sqlite3.OperationalError("database or disk is full"), "has no room left on its disk: make room"),
        (OSError(28, "No space left on device"), "has no room left on its disk: make room"),
        (OSError(30, "Read-only file system"), "is on a disk that takes no writes"),
        (sqlite3.OperationalError("database is locked"), "is locked by another program"),
        (sqlite3.OperationalError("attempt to write a readonly database"), "may not be written by this user"),
        (sqlite3.DatabaseError("file is not a database"), "is no database: name another file"),
        (sqlite3.DatabaseError("database disk image is malformed"), "is damaged"),
        (PermissionError(13, "Permission denied"), "cannot be made or opened (Permission denied): give this user"),
    ],
)
def test_what_sqlite_says_is_explained(error: Exception, meaning: str, tmp_path: Path) -> None:
    assert of_sqlite(tmp_path / "a.db", error).startswith(f"TONGXIN_DATABASE: {tmp_path / 'a.db'} {meaning}")


@pytest.mark.parametrize("engine", ["sqlite", "postgres"])
def test_migrations_are_counted_without_a_gap_and_none_has_anothers_number(engine: str) -> None:
    numbers = [migration.version for migration in migrations(engine)]
    assert numbers == list(range(1, len(numbers) + 1))


async def test_a_folder_is_no_file(tmp_path: Path) -> None:
    assert f"{tmp_path} is a folder: name a file in it" in await refusal(f"sqlite:///{tmp_path}")


async def test_a_locked_file_is_said_within_seconds(tmp_path: Path) -> None:
    path = tmp_path / "locked.db"
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("create table t (x)")
    other.execute("begin exclusive")
    began = time.monotonic()
    assert "is locked by another program" in await refusal(f"sqlite:///{path}")
    assert time.monotonic() - began < 10
    other.close()


async def test_tables_of_another_program_are_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    sqlite3.connect(path).execute("create table persons (x)").connection.close()
    assert "has tables of another program" in await refusal(f"sqlite:///{path}")


async def test_a_database_that_must_be_there_is_not_made(tmp_path: Path) -> None:
    path = tmp_path / "none.db"
    with pytest.raises(DatabaseUnavailable, match="there is no village in"):
        await open_database(f"sqlite:///{path}", clock, must_be_there=True)
    with pytest.raises(DatabaseUnavailable, match="there is no village in"):
        await open_for_reading(f"sqlite:///{path}", clock)
    assert not path.exists()


async def test_a_reader_changes_nothing(database_url: str) -> None:
    await (await open_database(database_url, clock)).close()
    reader = await open_for_reading(database_url, clock)
    try:
        assert await reader.read(people.count) == 0
        with pytest.raises(DatabaseUnavailable):
            await reader.write(lambda tx: tx.connection.execute("delete from cursors") and None)
    finally:
        await reader.close()


async def test_a_reader_refuses_a_schema_of_another_version(tmp_path: Path) -> None:
    path = tmp_path / "later.db"
    await (await open_database(f"sqlite:///{path}", clock)).close()
    with sqlite3.connect(path) as connection:
        connection.execute("insert into schema_versions values (9999, 'later', 'x', 0)")
    connection.close()
    with pytest.raises(MigrationRefused, match="start a newer program"):
        await open_for_reading(f"sqlite:///{path}", clock)


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("postgresql://u:geheim@h:5432/d", "postgresql://u:***@h:5432/d"),
        ("postgresql://u:ge@heim@h/d", "postgresql://u:***@h/d"),
        ("postgresql://u@h/d?password=geheim&x=1", "postgresql://u@h/d?password=***&x=1"),
        ("postgresql://u@h/d", "postgresql://u@h/d"),
        ("sqlite:////home/u/a.db", "sqlite:////home/u/a.db"),
    ],
)
def test_a_password_is_never_shown(url: str, shown: str) -> None:
    assert masked(url) == shown


def test_a_password_in_the_servers_words_is_hidden() -> None:
    error = psycopg.OperationalError('connection failed: no host "heim@h" for u:ge%40heim')
    assert "heim" not in of_postgres("postgresql://u:ge%40heim@h/d", error)


async def test_a_server_that_is_not_there_is_said_with_what_to_look_at() -> None:
    text = await refusal("postgresql://village:geheim@127.0.0.1:1/none")
    assert "PostgreSQL does not answer at postgresql://village:***@127.0.0.1:1/none" in text
    assert "are host, port, database, user and password right?" in text


@pytest.fixture
def admin(postgres_url: str) -> Iterator[psycopg.Connection]:
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        yield connection


async def test_a_user_who_may_make_no_tables_is_told_which_right_is_missing(
    postgres_server: PrivatePostgres, admin: psycopg.Connection
) -> None:
    admin.execute("create role poor login")
    admin.execute("create database bare template template0 encoding 'UTF8'")
    url = postgres_server.url("bare").replace("postgres@", "poor@")
    with psycopg.connect(postgres_server.url("bare"), autocommit=True) as bare:
        bare.execute("revoke create on schema public from public")
    try:
        text = await refusal(url)
        assert "user poor lacks a right there: make it the owner (alter database bare owner to poor)" in text
        assert inspect(read_place(url))[1] == [text]
    finally:
        admin.execute("drop database bare with (force)")
        admin.execute("drop role poor")


async def test_an_encoding_that_holds_no_chinese_is_refused(
    postgres_server: PrivatePostgres, admin: psycopg.Connection
) -> None:
    admin.execute("create database ascii template template0 encoding 'SQL_ASCII' locale 'C'")
    url = postgres_server.url("ascii")
    try:
        text = await refusal(url)
        assert "database ascii has encoding SQL_ASCII, Chinese needs UTF8: make it anew" in text
        assert inspect(read_place(url))[1] == [text]
    finally:
        admin.execute("drop database ascii with (force)")


async def test_a_search_path_in_the_url_is_kept(postgres_url: str, admin: psycopg.Connection) -> None:
    admin.execute("create schema village")
    sign = "&" if urlsplit(postgres_url).query else "?"
    database = await open_database(f"{postgres_url}{sign}options=-csearch_path%3Dvillage", clock)
    try:
        row = await database.read(lambda tx: tx.connection.execute("select current_schema()").fetchone())
        assert row == ("village",)
    finally:
        await database.close()
