"""The real program in a folder of its own: started, killed, stopped, and looked at from outside."""

import asyncio
import json
import os
import resource
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path
from typing import Any

import aiohttp

from tests.fakes.telegram_server import TelegramServer

PROGRAM = Path(__file__).parents[2] / "bot.py"
START_SECONDS = 90.0
COMMAND_SECONDS = 60.0


class House:
    """One installation. Each start of its process adds to the same log."""

    def __init__(self, folder: Path, **settings: str) -> None:
        self.folder = folder
        self.port = free_port()
        self.database = folder / "tongxin.db"
        self.settings = {
            "TONGXIN_DATABASE": f"sqlite:///{self.database}",
            "TONGXIN_FILES": str(folder / "files"),
            "TONGXIN_PORT": str(self.port),
            **settings,
        }
        self._log = folder / "stderr.log"
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def process(self) -> int:
        """The number of the running process."""
        assert self._process is not None
        return self._process.pid

    @property
    def log(self) -> str:
        """What the process wrote to stderr, over all its starts."""
        return self._log.read_text("utf-8", "replace") if self._log.exists() else ""

    def launch(self) -> None:
        """Begins a start and does not wait for it."""
        with self._log.open("ab") as log:
            command = [sys.executable, str(PROGRAM), "run"]
            self._process = subprocess.Popen(
                command, cwd=self.folder, env=self._environment(), stdout=log, stderr=log
            )

    async def start(self) -> float:
        """Starts the process; the seconds until it says that it is well."""
        began = time.monotonic()
        self.launch()
        async with asyncio.timeout(START_SECONDS):
            while await self.health() != 200:
                assert self._process is not None
                if self._process.poll() is not None:
                    raise AssertionError(f"ended with {self._process.returncode}:\n{self.log[-2000:]}")
                await asyncio.sleep(0.02)
        return time.monotonic() - began

    def cpu_seconds(self) -> float:
        """What the running process has computed so far."""
        facts = Path(f"/proc/{self.process}/stat").read_text().rpartition(")")[2].split()
        return (int(facts[11]) + int(facts[12])) / os.sysconf("SC_CLK_TCK")

    async def health(self) -> int:
        """The status of /healthz, 0 while nobody answers."""
        return (await self.get("/healthz"))[0]

    async def get(self, path: str) -> tuple[int, str]:
        try:
            async with aiohttp.request("GET", f"{self.url}{path}", timeout=aiohttp.ClientTimeout(20)) as answer:
                return answer.status, await answer.text()
        except aiohttp.ClientError:
            return 0, ""

    def kill(self) -> None:
        """SIGKILL: nothing is tidied up."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()

    async def stop(self) -> tuple[int, float]:
        """SIGTERM; the exit code, and the seconds until the process was gone."""
        assert self._process is not None
        began = time.monotonic()
        self._process.send_signal(signal.SIGTERM)
        code = await asyncio.to_thread(self._process.wait, 30)
        return code, time.monotonic() - began

    def fill_the_disk(self) -> None:
        """From now on no file of the process can be written, as on a disk without room."""
        resource.prlimit(self.process, resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))

    def make_room(self) -> None:
        everything = (resource.RLIM_INFINITY, resource.RLIM_INFINITY)
        resource.prlimit(self.process, resource.RLIMIT_FSIZE, everything)

    async def command(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Runs `bot.py` with these words beside whatever runs already."""
        return await asyncio.to_thread(
            subprocess.run, [sys.executable, str(PROGRAM), *words], cwd=self.folder, env=self._environment(),
            capture_output=True, text=True, timeout=COMMAND_SECONDS,
        )  # fmt: skip

    async def does(self, *words: str) -> str:
        """A command that must go well; its standard output."""
        done = await self.command(*words)
        assert done.returncode == 0, f"bot.py {' '.join(words)} failed:\n{done.stderr}"
        return done.stdout

    async def exported_orders(self) -> list[dict[str, Any]]:
        """`export orders` of the newest window."""
        (window,) = self.rows("select max(id) from windows")[0]
        exported = await self.does("export", "orders", "--window", str(window), "--format", "json")
        return list(json.loads(exported))

    def rows(self, query: str, *values: Any) -> list[Any]:
        """Looks into the database file."""
        with closing(sqlite3.connect(f"file:{self.database}?mode=ro", uri=True, timeout=10)) as connection:
            return connection.execute(query, values).fetchall()

    def _environment(self) -> dict[str, str]:
        others = {name: value for name, value in os.environ.items() if not name.startswith("TONGXIN_")}
        # The settings of whoever runs the tests, beside bot.py, are not for them.
        return others | {"TONGXIN_ENV_FILE": ""} | self.settings


@asynccontextmanager
async def standing(house: House) -> AsyncIterator[House]:
    """A house whose process ends whatever happens; its log comes with a failure."""
    try:
        yield house
    except BaseException as error:
        error.add_note(f"the process wrote:\n{house.log[-4000:]}")
        raise
    finally:
        house.kill()


def on_telegram(server: TelegramServer) -> dict[str, str]:
    """The settings that make a house serve this bot."""
    return {"TONGXIN_TELEGRAM_TOKEN": server.token, "TONGXIN_TELEGRAM_API": server.url}


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return int(listening.getsockname()[1])
