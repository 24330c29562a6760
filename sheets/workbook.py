"""Workbooks (xlsx, xls): counted while they are inflated, then read in a process of its own with little memory.

A file of 1 MB can inflate to gigabytes, or name one cell so far out that the table between fills the memory.
"""

import json
import subprocess
import sys
import zipfile
from pathlib import Path

from sheets.refusals import SheetRefused

FILE_BYTES = 20_000_000
INFLATED_BYTES = 20_000_000
ROWS = 5_000
MEMBERS = 500
SECONDS = 30

_CHILD = Path(__file__).with_name("workbook_process.py")
_CHUNK = 1 << 16


def read_workbook(path: Path, zipped: bool) -> list[list[str]]:
    """The rows of the first sheet as text. Raises SheetRefused."""
    if path.stat().st_size > FILE_BYTES:
        raise SheetRefused(f"{path.name} is larger than {FILE_BYTES // 1_000_000} MB; save it as csv")
    if zipped:
        _count_inflated(path)
    # Isolated from the environment: this process reads a stranger's file and needs nothing of ours.
    command = [sys.executable, "-I", str(_CHILD), str(path), str(ROWS + 1)]
    try:
        done = subprocess.run(command, capture_output=True, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired:
        raise SheetRefused(f"{path.name} takes too long to read; save it as csv") from None
    if done.returncode == 0:
        return [json.loads(line) for line in done.stdout.splitlines()]
    reason = done.stdout.decode("utf-8", "replace").strip() if done.returncode == 3 else ""
    raise SheetRefused(f"{path.name} {reason or 'is damaged, or far larger than it seems; save it anew, or as csv'}")


def _count_inflated(path: Path) -> None:
    total = 0
    try:
        with zipfile.ZipFile(path) as archive:
            if len(archive.infolist()) > MEMBERS:
                raise SheetRefused(f"{path.name} holds more than {MEMBERS} files; save it anew, or as csv")
            for member in archive.infolist():
                with archive.open(member) as content:
                    while chunk := content.read(_CHUNK):
                        total += len(chunk)
                        if total > INFLATED_BYTES:
                            raise SheetRefused(
                                f"{path.name} inflates to more than {INFLATED_BYTES // 1_000_000} MB; save it as csv"
                            )
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, ValueError, EOFError):
        raise SheetRefused(f"{path.name} is damaged or encrypted; open it and save it anew") from None
