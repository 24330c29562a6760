"""Fixtures of the web chat's tests: its site, a browser that only speaks HTTP, and phones in a real one."""

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest_asyncio
from playwright.async_api import Browser, BrowserContext

from tests.channels.web_house import Site, open_site
from tests.channels.web_phone import COMMON, OpenPhone, Phone


@pytest_asyncio.fixture(loop_scope="session")
async def site() -> AsyncIterator[Site]:
    async with open_site() as opened:
        yield opened


@pytest_asyncio.fixture(loop_scope="session")
async def stranger(site: Site) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=site.address, headers={"Origin": site.address}) as client:
        yield client


@pytest_asyncio.fixture(loop_scope="session")
async def phone(site: Site) -> AsyncIterator[httpx.AsyncClient]:
    """A signed-in browser whose page runs its script."""
    async with httpx.AsyncClient(
        base_url=site.address,
        headers={"Sec-Fetch-Site": "same-origin", "X-Tongxin": "chat"},
        cookies={"tongxin_chat_chat-1": site.house.sign_in()},
    ) as client:
        yield client


@pytest_asyncio.fixture(loop_scope="session")
async def open_phone(chromium: Browser, site: Site) -> AsyncIterator[OpenPhone]:
    contexts: list[BrowserContext] = []

    async def opened(language: str = "zh", screen: tuple[int, int] = COMMON, **options: Any) -> Phone:
        width, height = screen
        context = await chromium.new_context(viewport={"width": width, "height": height}, **options)
        contexts.append(context)
        cookie = site.house.sign_in("李阿公" if language == "zh" else "Mary Chen", language)
        await context.add_cookies([{"name": "tongxin_chat_chat-1", "value": cookie, "url": site.address}])
        page = await context.new_page()
        complaints: list[str] = []
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        await page.goto(f"{site.address}/chat/chat-1")
        return Phone(context, page, complaints)

    yield opened
    for context in contexts:
        await context.close()
