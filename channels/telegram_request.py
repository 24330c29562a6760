"""How calls reach the Bot API: python-telegram-bot's `BaseRequest` over one aiohttp session.

What a failed call leaves behind is said by its error: `NothingSent` (may be repeated), `NoAnswer` (may have been
taken), `Refused` (it was answered no).
"""

import io
import json
from functools import lru_cache
from typing import Any

import aiohttp
from telegram.error import NetworkError, TelegramError
from telegram.request import BaseRequest, RequestData

from channels.proxy import route

CONNECT_SECONDS = 5.0
ANSWER_SECONDS = 20.0
FILE_SECONDS = 60.0
NOT_THE_VENDOR = "not the Bot API's answer"
"""Description of a refusal that the Bot API did not write: a proxy, a portal, another server."""
LONGEST_ANSWER = 20 * 1024 * 1024
"""Bytes; what the vendor lets a bot download at most."""
SPARE_CONNECTIONS = 32
"""Beyond those for deliveries: the long poll, answers to presses, downloads."""
ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
JSON_HEADERS = {"Content-Type": "application/json"}


class NothingDone(NetworkError):
    """The call may be made again without harm."""


class NothingSent(NothingDone):
    """No connection came about: the vendor has seen nothing of the call."""


class NoAnswer(NetworkError):
    """The call went out and no readable answer came back: it may have been taken."""


class Refused(TelegramError):
    """The answer was no. `code` is the HTTP status, `retry_after` in seconds."""

    def __init__(self, code: int, description: str, retry_after: float = 0.0) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.retry_after = retry_after


class AiohttpRequest(BaseRequest):
    """Calls with a time limit over all of sending and reading, on kept-alive connections."""

    def __init__(self, parallel: int, answer_seconds: float = ANSWER_SECONDS) -> None:
        self._connections = parallel + SPARE_CONNECTIONS
        self._answer_seconds = answer_seconds
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        return self._answer_seconds

    async def initialize(self) -> None:
        self._opened()

    async def shutdown(self) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None

    def _opened(self) -> aiohttp.ClientSession:
        if self._session is None or self._session.closed:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=self._connections, limit_per_host=self._connections),
                cookie_jar=aiohttp.DummyCookieJar(),
                skip_auto_headers=("User-Agent", "Accept", "Accept-Encoding"),
                read_bufsize=2**18,
            )
        return self._session

    async def call(self, url: str, parameters: dict[str, Any], seconds: float | None = None) -> Any:
        """The plain `result` of a method without files. Raises NothingSent, NoAnswer or Refused."""
        body = _encoded(parameters)
        _, answer = await self._exchange("POST", url, body, JSON_HEADERS, seconds or self._answer_seconds)
        return self.parse_json_payload(answer)["result"]

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        seconds = read_timeout if isinstance(read_timeout, int | float) else self._answer_seconds
        if request_data is None:
            return await self._exchange(method, url, None, {}, seconds)
        if request_data.contains_files:
            form = aiohttp.FormData(request_data.json_parameters)
            for field, (name, content, media_type) in request_data.multipart_data.items():
                readable = io.BytesIO(content) if isinstance(content, bytes) else content
                form.add_field(field, readable, filename=name, content_type=media_type)
            return await self._exchange(method, url, form, {}, max(seconds, FILE_SECONDS))
        return await self._exchange(method, url, _encoded(request_data.parameters), JSON_HEADERS, seconds)

    async def _exchange(
        self, method: str, url: str, data: bytes | aiohttp.FormData | None, headers: dict[str, str], seconds: float
    ) -> tuple[int, bytes]:
        # aiohttp's errors name the address, and the address holds the token: they are not chained.
        target, proxy = route(url)
        try:
            async with self._opened().request(
                method,
                target,
                proxy=proxy,
                data=data,
                headers=headers,
                allow_redirects=False,
                timeout=_timeout(seconds),
            ) as response:
                status, answer = response.status, await _read(response)
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError, aiohttp.ClientHttpProxyError) as error:
            raise NothingSent(type(error).__name__) from None
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise NoAnswer(type(error).__name__) from None
        if not 200 <= status < 300:
            raise _refusal(status, answer)
        return status, answer

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """The vendor's answer. The inherited one writes an unreadable answer, message text and all, to the log."""
        try:
            answer = json.loads(payload)
        except ValueError:
            answer = None
        if not isinstance(answer, dict) or "result" not in answer:
            raise NoAnswer("unreadable answer")
        return answer


@lru_cache(maxsize=16)
def _timeout(seconds: float) -> aiohttp.ClientTimeout:
    return aiohttp.ClientTimeout(total=seconds, connect=min(CONNECT_SECONDS, seconds / 2))


def _encoded(parameters: dict[str, Any]) -> bytes:
    """As JSON; half an emoji, which is not UTF-8, becomes a question mark."""
    return ENCODER.encode(parameters).encode("utf-8", "replace")


async def _read(response: aiohttp.ClientResponse) -> bytes:
    if response.content_length is not None and response.content_length <= LONGEST_ANSWER:
        return await response.read()
    answer = bytearray()
    async for piece in response.content.iter_any():
        answer += piece
        if len(answer) > LONGEST_ANSWER:
            raise Refused(413, "answer too long")
    return bytes(answer)


def _refusal(status: int, answer: bytes) -> Refused:
    try:
        said = json.loads(answer)
        description, parameters = said["description"], said.get("parameters") or {}
        return Refused(status, str(description), float(parameters.get("retry_after", 0)))
    except (ValueError, KeyError, TypeError, AttributeError):
        return Refused(status, NOT_THE_VENDOR)
