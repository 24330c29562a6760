"""A private PostgreSQL for the tests: pgserver's programs from PyPI, or else the system's."""

import itertools
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from types import TracebackType

import psycopg

from storage.migrate import migrate_postgres

OWNER = "postgres"
"""PostgreSQL refuses to run as root; under root its programs run as this user, made by Debian's package."""


def find_postgres() -> Path | None:
    """The folder of initdb and pg_ctl, or None."""
    found = shutil.which("initdb")
    candidates = [Path(found).parent] if found else []
    candidates += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    if os.geteuid() == 0 and not _has_user(OWNER):
        candidates = []
    bundled = find_spec("pgserver")
    if bundled is not None and bundled.origin and (os.geteuid() != 0 or _has_user(OWNER)):
        candidates.append(Path(bundled.origin).parent / "pginstall" / "bin")
    return next((folder for folder in candidates if (folder / "initdb").exists()), None)


def _has_user(name: str) -> bool:
    return subprocess.run(["id", name], capture_output=True, check=False).returncode == 0


class PrivatePostgres:
    """A server in a folder, reached through a socket there."""

    def __init__(self, programs: Path, folder: Path) -> None:
        self._programs = programs
        self._folder = folder
        self._data = folder / "data"
        self._numbers = itertools.count(1)

    def __enter__(self) -> "PrivatePostgres":
        if os.geteuid() == 0:
            shutil.chown(self._folder, OWNER)
            self._folder.chmod(0o755)
        self._run("initdb", "-D", str(self._data), "-U", OWNER, "-A", "trust", "-N", "-E", "UTF8", "--locale=C")
        self.start()
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute("create database template_town")
        migrate_postgres(self.url("template_town"), 0)
        return self

    def start(self) -> None:
        settings = f"-c listen_addresses='' -c unix_socket_directories='{self._folder}' -c fsync=off"
        settings += " -c deadlock_timeout=50ms"  # a test that provokes deadlocks need not wait a second for each
        self._run("pg_ctl", "-D", str(self._data), "-w", "-l", str(self._folder / "log"), "-o", settings, "start")

    def stop(self) -> None:
        self._run("pg_ctl", "-D", str(self._data), "-m", "immediate", "stop")

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        self.stop()

    @contextmanager
    def database(self) -> Iterator[str]:
        """A migrated database that goes away afterwards; its URL."""
        name = f"town_{next(self._numbers)}"
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(f"create database {name} template template_town")  # type: ignore[call-overload]
            try:
                yield self.url(name)
            finally:
                connection.execute(f"drop database {name} with (force)")  # type: ignore[call-overload]

    def url(self, name: str) -> str:
        return f"postgresql://{OWNER}@/{name}?host={self._folder}"

    def _run(self, program: str, *arguments: str) -> None:
        command = [str(self._programs / program), *arguments]
        if os.geteuid() == 0:
            command = ["setpriv", f"--reuid={OWNER}", "--regid=" + OWNER, "--clear-groups", "--", *command]
        with (self._folder / "output").open("ab") as output:
            # A file and no pipe: the server keeps what it inherits, and a pipe would never end.
            subprocess.run(command, check=True, stdout=output, stderr=output, cwd=self._folder, timeout=60)

