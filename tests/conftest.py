"""Fixtures: a private PostgreSQL, an empty database on either engine, and the town."""

import gc
import os
import shutil
import tempfile
import zlib
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio
from hypothesis import HealthCheck, settings

from storage.database import Database
from storage.migrate import migrate_sqlite
from storage.opening import open_database
from tests.postgres import PrivatePostgres, find_postgres

ENGINES = ("sqlite", "postgres")
MEMORY_NEEDED = 4 * 2**30
COLLECT = (20_000, 20, 20)
"""Thresholds of the collector, as the program has them."""


def pytest_configure(config: pytest.Config) -> None:
    """The files of tests lie in memory where there is room: what a disk writes for them nobody reads again."""
    if folder := _memory():
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(folder))
    gc.set_threshold(*COLLECT)
    # How slowly an example is made tells of what else the machine does, and of the first time in a clean checkout.
    settings.register_profile("house", settings(), suppress_health_check=[HealthCheck.too_slow])
    settings.load_profile("house")


def pytest_collection_finish() -> None:
    """Thousands of tests stay to the end: the collector need not walk them again and again."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PrivatePostgres]:
    """A PostgreSQL of our own in a temporary folder, on a socket only. In CI its absence fails."""
    yield from _private_postgres()


@pytest.fixture
def own_postgres() -> Iterator[PrivatePostgres]:
    """One for a single test, which may stop it."""
    yield from _private_postgres()


def _private_postgres() -> Iterator[PrivatePostgres]:
    programs = find_postgres()
    if programs is None:
        reason = "skipped for want of a PostgreSQL (pip install pgserver, or the system's postgresql)"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    folder = Path(tempfile.mkdtemp(prefix="tongxin-pg-", dir=_memory()))
    try:
        with PrivatePostgres(programs, folder) as server:
            yield server
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _memory() -> Path | None:
    """A folder in memory, where there is room: a PostgreSQL database is copied for each test, and disks take most
    of a second for its three hundred files."""
    folder = Path("/dev/shm")
    return folder if folder.is_dir() and shutil.disk_usage(folder).free > MEMORY_NEEDED else None


@pytest.fixture
def postgres_url(postgres_server: PrivatePostgres) -> Iterator[str]:
    """An empty, migrated PostgreSQL database of this test's own."""
    with postgres_server.database() as url:
        yield url


TALK = ("tests/handlers/", "tests/console/", "tests/commands/", "tests/broadcasts/")
"""What is said in chats, shown on pages, sent and done by commands. Every query, and all that is stored, runs on both
engines each time; of these a fifteenth, chosen by name, runs on PostgreSQL, and all of them in the soak."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        spoken = item.nodeid.startswith(TALK) and "postgres" in item.name
        if spoken and zlib.crc32(item.nodeid.encode()) % 15:
            item.add_marker(pytest.mark.soak)


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> str:
    """The test runs once on each engine."""
    return str(request.param)


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with the schema and nothing in it: to copy it takes a tenth of the time of migrating."""
    path = tmp_path_factory.mktemp("migrated") / "tongxin.db"
    migrate_sqlite(path, 0)
    return path


@pytest.fixture
def database_url(engine: str, tmp_path: Path, request: pytest.FixtureRequest) -> str:
    """An empty database of this test's own."""
    if engine == "sqlite":
        copied = shutil.copy(request.getfixturevalue("migrated_file"), tmp_path / "tongxin.db")
        return f"sqlite:///{copied}"
    return str(request.getfixturevalue("postgres_url"))


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    from tests.town import NOON

    opened = await open_database(database_url, lambda: NOON)
    yield opened
    await opened.close()


@pytest.fixture
async def town(database: Database, tmp_path: Path) -> "Town":  # noqa: F821
    """The village of these tests, on each engine."""
    from tests.town import Town

    return await Town(database, tmp_path / "files").build()


CHROMIUM = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--host-resolver-rules=MAP village.test 127.0.0.1",
]  # fmt: skip
PATIENCE = 30_000
"""Milliseconds until what a page should show is missed: other tests have the same cores."""


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def chromium() -> AsyncIterator["Browser"]:  # noqa: F821
    """One headless Chromium for all tests of a worker, which therefore share a loop; each has a context of its own.
    In CI its absence fails."""
    from playwright.async_api import async_playwright, expect

    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found is None:
        reason = "skipped for want of a browser (Debian's package chromium)"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    expect.set_options(timeout=PATIENCE)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=found, args=CHROMIUM)
        yield browser
        await browser.close()
