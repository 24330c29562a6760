"""Commands run beside a serving bot: nobody waits for them, and the bot sees what they did."""

import asyncio
import time
from pathlib import Path

import pytest

from tests.acceptance.house import House, standing

ROWS = 6_000
PATIENCE = 1.0
"""Seconds that the bot may take for a write while slices are committed beside it; generous, for a busy machine."""


@pytest.mark.soak
async def test_the_bot_keeps_writing_while_thousands_of_people_are_imported(tmp_path: Path) -> None:
    people = tmp_path / "people.csv"
    rows = (f"村民{n},{13_000_000_000 + n},上岙村,第{n // 2 % 4}网格,{n // 2 + 1}号" for n in range(ROWS))
    people.write_text("\n".join(["name,phone,village,grid,door", *rows]), "utf-8")
    async with standing(House(tmp_path)) as house:
        await house.start()
        importing = asyncio.create_task(house.does("import", "people", str(people)))
        waits = []
        while not importing.done():
            began = time.monotonic()
            assert await house.health() == 200
            waits.append(time.monotonic() - began)
            await asyncio.sleep(0.01)
    assert importing.result() == f"{ROWS} people imported, 0 were here already, 0 rows refused.\n"
    assert max(waits) < PATIENCE


async def test_every_command_works_beside_a_bot_on_the_same_file(tmp_path: Path) -> None:
    async with standing(House(tmp_path)) as house:
        await house.start()
        assert "45 households" in await house.does("sample")
        assert "/chat/enter/" in await house.does("invite", "--role", "cadre", "--area", "前岸村")
        assert "is served by a running bot" in await house.does("check")
        assert "前岸村鲜菜团购" in await house.does("export", "windows")
