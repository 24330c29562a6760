"""How a test waits for what a server has seen."""

import asyncio
from collections.abc import Callable
from typing import Any


async def until(changed: asyncio.Event, seen: Callable[[], Any], seconds: float) -> None:
    """Waits until something is so, looked at after each change, and now and then for what is no change of the
    server's. Raises TimeoutError."""
    async with asyncio.timeout(seconds):
        while not seen():
            changed.clear()
            try:
                await asyncio.wait_for(changed.wait(), 0.01)
            except TimeoutError:
                continue
