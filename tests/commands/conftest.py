"""The command line as an operator runs it: the real program on a database of the test's own."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

PROGRAM = Path(__file__).parents[2] / "bot.py"
SECONDS = 60

Tongxin = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def tongxin(database_url: str, tmp_path: Path) -> Tongxin:
    """Runs `bot.py` with arguments; settings are given in small letters: `tongxin("check", port="1")`."""

    def run(*arguments: object, **settings: str) -> subprocess.CompletedProcess[str]:
        environment = {name: value for name, value in os.environ.items() if not name.startswith("TONGXIN_")}
        given = {"database": database_url, "files": str(tmp_path / "files")} | settings
        environment |= {f"TONGXIN_{name.upper()}": value for name, value in given.items()}
        return subprocess.run(
            [sys.executable, str(PROGRAM), *map(str, arguments)], env=environment, cwd=tmp_path, text=True,
            capture_output=True, timeout=SECONDS, check=False,
        )  # fmt: skip

    return run
