"""A database of an earlier release becomes this one's: what was sent before still means the same."""

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from domain.messages import Press
from storage import addresses, questions
from storage.addresses import Address
from storage.database import Database
from storage.migrate import FOLDER, migrate_postgres, migrate_sqlite
from storage.opening import open_database, read_place
from tests.town import NOON

BEFORE_DOORS = 14
MADE = (
    """insert into addresses (tenant, account, chat, person, state, language, since) values
        (1, 'telegram:1', '101', 11, 'reachable', 'zh', 5), (1, 'telegram:1', '102', 12, 'reachable', 'zh', 5)""",
    """insert into notices (tenant, id, area, number, author, title, texts, choices, audience, lasts, made_at) values
        (1, 20, 1, 1, 9, '停水', '{"zh": "停水"}', '[["read", {"zh": "收到"}]]', '{}', 1, 5)""",
    """insert into broadcasts (tenant, id, notice, state, once, made_by, made_at, starts_at, expires_at) values
        (1, 21, 20, 'finished', 'once', 9, 5, 5, 9007199254740991)""",
    """insert into recipients (tenant, broadcast, person, household, way, delivery, nonce) values
        (1, 21, 11, 1, 'chat', 111, 'nonce-a'), (1, 21, 12, 1, 'chat', 112, 'nonce-b')""",
)
"""Two people have one notice in their chats; of old the buttons under each copy carried something of their own."""
ALIKE = """insert into recipients (tenant, broadcast, person, household, way, nonce) values
    (1, 22, 11, 1, 'chat', 'shared'), (1, 22, 12, 1, 'chat', 'shared')"""


def execute(url: str, statements: Sequence[str]) -> None:
    place = read_place(url)
    if place.engine == "sqlite":
        import sqlite3

        connection: Any = sqlite3.connect(place.path, isolation_level=None)
    else:
        import psycopg

        connection = psycopg.connect(url, autocommit=True)
    for statement in statements:
        connection.execute(statement)
    connection.close()


def migrate(url: str, folder: Path = FOLDER) -> int:
    place = read_place(url)
    return (
        migrate_sqlite(place.path, NOON, folder) if place.engine == "sqlite" else migrate_postgres(url, NOON, folder)
    )


@pytest.fixture
def earlier(engine: str, tmp_path: Path, request: pytest.FixtureRequest) -> str:
    """The address of a database as the release before WeCom left it: two people who have read one notice."""
    folder = tmp_path / "migrations"
    folder.mkdir()
    for path in FOLDER.glob("*.sql"):
        if int(path.name[:4]) <= BEFORE_DOORS:
            shutil.copy(path, folder)
    if engine == "sqlite":
        url = f"sqlite:///{tmp_path / 'earlier.db'}"
    else:
        url = str(request.getfixturevalue("postgres_url"))
        execute(url, ["drop schema public cascade", "create schema public"])
    assert migrate(url, folder) == BEFORE_DOORS
    execute(url, MADE)
    return url


async def test_a_database_of_before_is_brought_up_and_old_buttons_mean_what_they_meant(earlier: str) -> None:
    migrate(earlier)
    database = await open_database(earlier, lambda: NOON)
    try:
        for person, chat, nonce in ((11, "101", "nonce-a"), (12, "102", "nonce-b")):
            found = await pressed(database, nonce, chat)
            assert found is not None
            assert (found.person, found.flow, found.subject) == (person, "notices", 21)
        # What was another's stays another's.
        assert await pressed(database, "nonce-a", "102") is None
        assert await pressed(database, "", "101") is None
        # Who had a chat has it as before: no budget, nothing chosen.
        assert await database.read(lambda tx: addresses.of_person(tx, 11)) == [Address("telegram:1", "101")]
        # From now on copies may share what their buttons carry, while one person has it once.
        execute(earlier, [ALIKE])
    finally:
        await database.close()
    assert migrate(earlier) == 0


async def pressed(database: Database, nonce: str, chat: str) -> questions.Question | None:
    press = Press(nonce, 1)
    return await database.read(lambda tx: questions.pressed(tx, press.nonce, Address("telegram:1", chat), "zh"))
