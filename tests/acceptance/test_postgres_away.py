"""PostgreSQL stops under the real program: who writes is told soon, the log stays readable, and all goes on after."""

import asyncio
import json
import re
import time
from pathlib import Path
from typing import Any

import aiohttp

from tests.acceptance.house import House, standing
from tests.postgres import PrivatePostgres

HEALTH_SECONDS = 10.0
POST_SECONDS = 15.0
"""Three times what somebody waits on a quiet machine."""


async def test_while_postgresql_is_away_people_are_told_soon_and_the_log_is_json(
    own_postgres: PrivatePostgres, tmp_path: Path
) -> None:
    house = House(tmp_path, TONGXIN_DATABASE=own_postgres.url("template_town"))
    async with standing(house), _browser(house) as browser:
        await house.start()
        await house.does("sample")
        chat = await _sign_in(house, browser)
        assert (await _post(browser, chat, "before-it-1"))[0] == 200
        await asyncio.to_thread(own_postgres.stop)
        for key in ("while-away-1", "while-away-2"):
            (health, _), (status, seconds) = await asyncio.gather(_timed_health(house), _post(browser, chat, key))
            assert (health, status) == (503, 503)
            assert seconds < POST_SECONDS
        waited = (await _timed_health(house))[1]
        await asyncio.to_thread(own_postgres.start)
        await _until_well(house)
        assert (await _post(browser, chat, "while-away-2"))[0] == 200
        assert (await house.stop())[0] == 0
    assert waited < HEALTH_SECONDS
    assert [line for line in house.log.splitlines() if not _is_event(line)] == []


def _browser(house: House) -> aiohttp.ClientSession:
    return aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True), headers={"Origin": house.url})


async def _sign_in(house: House, browser: aiohttp.ClientSession) -> str:
    """The address of a villager's chat."""
    made = await house.does("invite", "--role", "villager", "--area", "前岸村", "--name", "慕容雪儿")
    link = re.search(r"http\S+", made)
    assert link is not None
    async with browser.post(link[0]) as answer:
        return str(answer.url).partition("?")[0].rstrip("/")


async def _post(browser: aiohttp.ClientSession, chat: str, key: str) -> tuple[int, float]:
    began = time.monotonic()
    async with browser.post(f"{chat}/say", data={"key": key, "text": "你好"}) as answer:
        return answer.status, time.monotonic() - began


async def _until_well(house: House) -> None:
    async with asyncio.timeout(30):
        while await house.health() != 200:  # noqa: ASYNC110 - it is another process that is waited for
            await asyncio.sleep(0.1)


async def _timed_health(house: House) -> tuple[int, float]:
    began = time.monotonic()
    return await house.health(), time.monotonic() - began


def _is_event(line: str) -> Any:
    return line.startswith("{") and "event" in json.loads(line)
