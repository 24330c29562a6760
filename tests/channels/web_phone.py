"""A browser on a small screen, and what a test does with it."""

import struct
import zlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from playwright.async_api import BrowserContext, FilePayload, Page, expect

SMALL, COMMON = (320, 568), (390, 844)


@dataclass
class Phone:
    """A browser on a small screen, and what its console complained about."""

    context: BrowserContext
    page: Page
    complaints: list[str]

    async def says(self, text: str) -> None:
        await self.page.fill("#text", text)
        await self.page.click("#send")

    async def texts(self) -> list[str]:
        """What the page shows of the conversation, unsent lines at the end."""
        return await self.page.locator("#log .text").all_text_contents()

    async def shows(self, *texts: str) -> None:
        await expect(self.page.locator("#log .text")).to_have_text(list(texts))


OpenPhone = Callable[..., Awaitable[Phone]]


def picture(width: int = 64, height: int = 48) -> bytes:
    """A small green PNG."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        checksum = struct.pack(">I", zlib.crc32(kind + content))
        return struct.pack(">I", len(content)) + kind + content + checksum

    rows = (b"\0" + b"\x1f\x62\x48" * width) * height
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def upload(content: bytes, media_type: str) -> FilePayload:
    """A file as a person chooses it."""
    return {"name": "a", "mimeType": media_type, "buffer": content}
