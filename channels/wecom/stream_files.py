"""Files of the long connection: fetched by their address and opened with their key, handed over piece by piece."""

import asyncio
import base64
import hashlib
from collections.abc import Callable

import aiohttp
from yarl import URL

from channels.proxy import route
from channels.wecom import ciphers
from channels.wecom.api import TRANSFERS
from channels.wecom.failures import Unanswered
from channels.wecom.media import LARGEST, kind_of
from channels.wecom.stream_socket import Socket
from domain.media_types import name_of
from domain.messages import FailureKind, FileReference, NotFetched, SendFailure

KEY_BYTES = 32
CHUNK = 512 * 1024
"""Bytes that are handed over at once."""
FETCH_SECONDS = 60.0


class Fetching:
    """Fetches what came in, over one session."""

    def __init__(self, clock: Callable[[], int]) -> None:
        self._clock = clock
        self._session: aiohttp.ClientSession | None = None
        self._transfers = asyncio.Semaphore(TRANSFERS)

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def fetch(self, reference: FileReference) -> bytes:
        """The bytes behind a reference that is not older than the vendor's five minutes. Raises NotFetched."""
        async with self._transfers:
            return await self._fetch(reference)

    async def _fetch(self, reference: FileReference) -> bytes:
        until, key, url = reference.reference.split(" ", 2)
        if self._clock() >= int(until):
            raise _not_fetched(FailureKind.REFUSED, "older than five minutes")
        try:
            async with asyncio.timeout(FETCH_SECONDS):
                sealed = await self._load(url)
        except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as error:
            # aiohttp's errors name the address, which is all the right that is needed: they are not chained.
            raise _not_fetched(FailureKind.UNREACHABLE, type(error).__name__) from None
        return await asyncio.to_thread(opened, sealed, key) if key else sealed

    async def _load(self, url: str) -> bytes:
        if not URL(url).host:
            raise _not_fetched(FailureKind.REFUSED, "no address")
        if self._session is None or self._session.closed:
            self._session = aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar())
        target, proxy = route(url)
        async with self._session.get(target, proxy=proxy, allow_redirects=False) as response:
            if response.status != 200:
                kind = FailureKind.UNREACHABLE if response.status >= 500 else FailureKind.REFUSED
                raise _not_fetched(kind, f"HTTP {response.status}")
            sealed = bytearray()
            async for piece in response.content.iter_any():
                sealed += piece
                if len(sealed) > LARGEST["file"] + ciphers.PADDED:
                    raise _not_fetched(FailureKind.REFUSED, "larger than 20 MB")
            return bytes(sealed)


def opened(sealed: bytes, key: str) -> bytes:
    """A file, by the key that came with its address. Raises NotFetched."""
    try:
        secret = base64.b64decode(key + "=" * (-len(key) % 4), validate=True)
        if len(secret) != KEY_BYTES:
            raise ValueError("key")
        return ciphers.opened(sealed, secret)
    except ValueError:
        raise _not_fetched(FailureKind.REFUSED, "damaged") from None


async def upload(socket: Socket, file: FileReference, content: bytes) -> tuple[str, str]:
    """(kind, media id) of a file that the vendor now has for three days. Raises Unsent, Unanswered, Refused."""
    kind = kind_of(file, content)
    starts = range(0, len(content), CHUNK)
    begun = await socket.ask(
        "aibot_upload_media_init",
        {
            "type": kind, "filename": name_of(file.kind, file.media_type), "total_size": len(content),
            "total_chunks": len(starts), "md5": hashlib.md5(content, usedforsecurity=False).hexdigest(),
        },
    )  # fmt: skip
    key = {"upload_id": _said(begun, "upload_id")}
    for number, start in enumerate(starts):
        chunk = base64.b64encode(content[start : start + CHUNK]).decode()
        said = {"chunk_index": number, "base64_data": chunk}
        await socket.ask("aibot_upload_media_chunk", key | said)
    return kind, _said(await socket.ask("aibot_upload_media_finish", key), "media_id")


def _said(answer: dict[str, object], name: str) -> str:
    value = answer.get(name)
    if not isinstance(value, str) or not value:
        raise Unanswered("unreadable answer")
    return value


def _not_fetched(kind: FailureKind, code: str) -> NotFetched:
    return NotFetched(SendFailure(kind, code=code))
