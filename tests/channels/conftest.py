"""Fixtures of the web chat's tests: its site, a browser that only speaks HTTP, and a real one."""

import shutil
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, async_playwright

from tests.channels.web_house import Site, open_site
from tests.channels.web_phone import OpenPhone, Phone

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP village.test 127.0.0.1",
]


@pytest_asyncio.fixture(loop_scope="module")
async def site() -> AsyncIterator[Site]:
    async with open_site() as opened:
        yield opened


@pytest_asyncio.fixture(loop_scope="module")
async def stranger(site: Site) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=site.address, headers={"Origin": site.address}) as client:
        yield client


@pytest_asyncio.fixture(loop_scope="module")
async def phone(site: Site) -> AsyncIterator[httpx.AsyncClient]:
    """A signed-in browser whose page runs its script."""
    async with httpx.AsyncClient(
        base_url=site.address,
        headers={"Sec-Fetch-Site": "same-origin", "X-Tongxin": "chat"},
        cookies={"tongxin_chat_chat-1": site.house.sign_in()},
    ) as client:
        yield client


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def chromium() -> AsyncIterator[Browser]:
    path = shutil.which("chromium")
    if path is None:
        pytest.skip("the chat page is tried in Chromium, and there is none")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        await browser.close()


@pytest_asyncio.fixture(loop_scope="module")
async def open_phone(chromium: Browser, site: Site) -> AsyncIterator[OpenPhone]:
    contexts: list[BrowserContext] = []

    async def opened(
        language: str = "zh", screen: tuple[int, int] = (390, 844), scheme: str = "light", **options: Any
    ) -> Phone:
        width, height = screen
        context = await chromium.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if scheme == "dark" else "light",
            **options,
        )
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
