"""Calls of WeCom's interfaces over one aiohttp session, with a token that is fetched and renewed as needed.

What a failed call leaves behind is said by its error: `Unsent` (may be repeated), `Unanswered` (may have been taken),
`Refused` (it was answered with a code).
"""

import asyncio
import io
import json
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, TypeVar
from urllib.parse import urlencode

import aiohttp

from channels.proxy import route
from channels.wecom.failures import TOKEN_REFUSED, Refused, Unanswered, Unsent
from channels.wecom.tokens import Tokens

CONNECT_SECONDS = 5.0
ANSWER_SECONDS = 15.0
FILE_SECONDS = 60.0
LONGEST_FILE, LONGEST_ANSWER = 25 * 1024 * 1024, 8 * 1024 * 1024
"""Bytes; the vendor's files have 20 MB at most, and a thousand words of customers are far less than the rest."""
LONGEST_TOKEN = 4_096
CONNECTIONS = 64
TRANSFERS = 6
"""Files that are on their way at once: each is held in memory, twice while it comes in."""
ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
JSON_HEADERS = {"Content-Type": "application/json"}

Answer = TypeVar("Answer")


class Api:
    """The interfaces of one corp. `base`: where they stand, without a slash at its end."""

    def __init__(self, base: str, corp: str, clock: Callable[[], int]) -> None:
        self._base = base
        self._corp = corp
        self._tokens = Tokens(self._fetch, clock)
        self._session: aiohttp.ClientSession | None = None
        self.transfers = asyncio.Semaphore(TRANSFERS)  #: held by whoever has a file in hand
        self.patience = ANSWER_SECONDS  #: of a call that moves no file

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def post(self, path: str, secret: str, body: Mapping[str, Any], **query: str) -> dict[str, Any]:
        """The answer to a call in an app's name. Raises Unsent, Unanswered, Refused."""
        encoded = _encoded(body)
        return await self._with_token(
            secret,
            lambda token: self._json("POST", path, {"access_token": token, **query}, encoded, JSON_HEADERS),
        )

    async def get(self, path: str, secret: str, **query: str) -> dict[str, Any]:
        return await self._with_token(
            secret, lambda token: self._json("GET", path, {"access_token": token, **query}, None, {})
        )

    async def call_robot(self, path: str, key: str, body: Mapping[str, Any]) -> dict[str, Any]:
        """The answer to a call for which the key is all the right there is."""
        return await self._json("POST", path, {"key": key}, _encoded(body), JSON_HEADERS)

    async def upload_to_robot(self, key: str, kind: str, name: str, content: bytes, media_type: str) -> str:
        """Hands a file over for three days to the one robot that may show it; the vendor's id of it."""
        query, form = {"key": key, "type": kind}, _form(name, content, media_type)
        return _media_id(await self._json("POST", "webhook/upload_media", query, form, {}, FILE_SECONDS))

    async def upload(self, secret: str, kind: str, name: str, content: bytes, media_type: str) -> str:
        """Hands a picture, voice or file over for three days; the vendor's id of it.
        https://developer.work.weixin.qq.com/document/path/90253"""

        async def call(token: str) -> dict[str, Any]:
            query, form = {"access_token": token, "type": kind}, _form(name, content, media_type)
            return await self._json("POST", "media/upload", query, form, {}, FILE_SECONDS)

        return _media_id(await self._with_token(secret, call))

    async def download(self, secret: str, media: str) -> bytes:
        """The bytes of something that came in. https://developer.work.weixin.qq.com/document/path/90254"""

        async def call(token: str) -> bytes:
            query = {"access_token": token, "media_id": media}
            answer, headers = await self._exchange("GET", "media/get", query, None, {}, FILE_SECONDS, LONGEST_FILE)
            # What a person sent may be of any kind, JSON or HTML too; it is attached, while a refusal is not.
            if "Content-Disposition" not in headers:
                _checked(answer)
                raise Unanswered("no file in the answer")
            return answer

        async with self.transfers:
            return await self._with_token(secret, call)

    async def _with_token(self, secret: str, call: Callable[[str], Awaitable[Answer]]) -> Answer:
        token = await self._tokens.get(secret)
        try:
            return await call(token)
        except Refused as refused:
            if refused.code not in TOKEN_REFUSED:
                raise
        return await call(await self._tokens.get(secret, refused=token))

    async def _fetch(self, secret: str) -> tuple[str, int]:
        query = {"corpid": self._corp, "corpsecret": secret}
        try:
            said = await self._json("GET", "gettoken", query, None, {})
        except Unanswered as error:
            raise Unsent(str(error)) from None  # what the token is for
        token, lasts = said.get("access_token"), said.get("expires_in")
        if not (isinstance(token, str) and 0 < len(token) <= LONGEST_TOKEN and isinstance(lasts, int) and lasts > 0):
            raise Unsent("no token in the answer")
        return token, lasts * 1000

    async def _json(
        self,
        method: str,
        path: str,
        query: Mapping[str, str],
        body: bytes | aiohttp.FormData | None,
        headers: Mapping[str, str],
        seconds: float = 0.0,
    ) -> dict[str, Any]:
        return _checked((await self._exchange(method, path, query, body, headers, seconds or self.patience))[0])

    async def _exchange(
        self,
        method: str,
        path: str,
        query: Mapping[str, str],
        body: bytes | aiohttp.FormData | None,
        headers: Mapping[str, str],
        seconds: float,
        longest: int = LONGEST_ANSWER,
    ) -> tuple[bytes, Mapping[str, str]]:
        # aiohttp's errors name the address, and the address holds the token or the secret: they are not chained.
        # Looked at once for each token, query and all; else the query would be put together for every call.
        target, proxy = route(f"{self._base}/cgi-bin/{path}?{urlencode(query)}")
        try:
            async with self._opened().request(
                method, target, proxy=proxy, data=body, headers=headers, allow_redirects=False,
                timeout=aiohttp.ClientTimeout(total=seconds, connect=CONNECT_SECONDS),
            ) as response:  # fmt: skip
                status, answer = response.status, await _read(response, longest)
                said = response.headers
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError, aiohttp.ClientHttpProxyError) as error:
            raise Unsent(type(error).__name__) from None
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise Unanswered(type(error).__name__) from None
        if status in (502, 503):
            raise Unsent(f"HTTP {status}")
        if status != 200:
            raise Unanswered(f"HTTP {status}")
        return answer, said

    def _opened(self) -> aiohttp.ClientSession:
        if self._session is None or self._session.closed:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=CONNECTIONS), cookie_jar=aiohttp.DummyCookieJar(),
                skip_auto_headers=("User-Agent", "Accept", "Accept-Encoding"),
            )  # fmt: skip
        return self._session


def _encoded(body: Mapping[str, Any]) -> bytes:
    return ENCODER.encode(body).encode("utf-8", "replace")


def _form(name: str, content: bytes, media_type: str) -> aiohttp.FormData:
    """A file on its way; its name is shown to people as it is, not escaped."""
    form = aiohttp.FormData(quote_fields=False)
    form.add_field("media", io.BytesIO(content), filename=name, content_type=media_type or "application/octet-stream")
    return form


async def _read(response: aiohttp.ClientResponse, longest: int) -> bytes:
    answer = bytearray()
    async for piece in response.content.iter_any():
        answer += piece
        if len(answer) > longest:
            raise aiohttp.ClientPayloadError("answer too long")
    return bytes(answer)


def _media_id(said: Mapping[str, Any]) -> str:
    media = said.get("media_id")
    if not isinstance(media, str) or not media:
        raise Unanswered("no file in the answer")
    return media


def _checked(answer: bytes) -> dict[str, Any]:
    """An answer whose code is 0. Raises Unanswered, Refused."""
    try:
        said = json.loads(answer)
    except (ValueError, RecursionError):
        raise Unanswered("unreadable answer") from None
    if not isinstance(said, dict):
        raise Unanswered("unreadable answer")
    code = said.get("errcode", 0)
    if code != 0:
        raise Refused(code if isinstance(code, int) else -1, said=str(said.get("errmsg", "")))
    return said
