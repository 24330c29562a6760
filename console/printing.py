"""Pages as PDF, where the optional extra `pdf` (WeasyPrint) is installed; without it they print from the browser.

WeasyPrint works in a process of its own, so that no turn waits for it and its memory (150 MB) is given back.
"""

import asyncio
import json
import sys
from functools import cache
from importlib.util import find_spec
from pathlib import Path

SECONDS = 40
NOT_INSTALLED = 4
"""What the process ends with where WeasyPrint, or Pango below it, is missing."""

_AT_ONCE = asyncio.Semaphore(2)
"""Of these processes; whoever presses meanwhile waits."""

_CHILD = Path(__file__).with_name("pdf_process.py")


class NoPdf(Exception):
    """There is no PDF: `missing` when WeasyPrint or what it needs is not there, else it failed or took too long."""

    def __init__(self, missing: bool) -> None:
        super().__init__("not installed" if missing else "failed")
        self.missing = missing


@cache
def offered() -> bool:
    """Whether the package is there at all, so that a page may offer it; the libraries below show when it is used."""
    return find_spec("weasyprint") is not None


async def pdf(html: str, style: str) -> bytes:
    """A page, which may refer to nothing outside itself but data: URIs, with its style sheet. Raises NoPdf."""
    async with _AT_ONCE:
        return await _made(html, style)


async def _made(html: str, style: str) -> bytes:
    # Isolated from the environment's Python settings: it needs nothing of ours.
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-I", str(_CHILD),
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL,
    )  # fmt: skip
    try:
        asked = json.dumps({"html": html, "style": style}).encode()
        made, _ = await asyncio.wait_for(child.communicate(asked), SECONDS)
    except TimeoutError:
        raise NoPdf(missing=False) from None
    finally:
        if child.returncode is None:
            child.kill()
            await child.wait()
    if child.returncode != 0:
        raise NoPdf(missing=child.returncode == NOT_INSTALLED)
    return made
