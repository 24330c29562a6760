"""The vendor's side of callbacks: seals what happened into an envelope, posts it, and posts it again where it must.

In a test: `vendor = Vendor(f"{address}/wecom/callback")`, then `await vendor.check()` or `await vendor.posts(MsgType=
"text", Content="你好", ...)`; a tampered call is made by `sealed` and `post`.
"""

import asyncio
import io
import secrets
import time
from collections.abc import Callable, Mapping
from typing import Any

import aiohttp

from channels.wecom.envelope import Envelope
from tests.fakes.wecom_tokens import CORP

TOKEN = "QDG6eK"
AES_KEY = "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C"
PATIENCE, REPETITIONS = 5.0, 3
CHECK_PATIENCE = 1.0


class Vendor:
    """Calls one address. `patience`: seconds until a call counts as failed."""

    def __init__(
        self, address: str, clock: Callable[[], int] = lambda: int(time.time() * 1000), token: str = TOKEN,
        aes_key: str = AES_KEY, corp: str = CORP, agent: str = "1000002",
    ) -> None:  # fmt: skip
        self.address = address
        self.envelope = Envelope(token, aes_key, corp)
        self.corp, self.agent = corp, agent
        self.patience = PATIENCE
        self.clock = clock

    async def check(self, echo: str = "1288432023552776189") -> bool:
        """The check of an address, as the console makes it: exactly the plaintext, within a second."""
        query, body = self.sealed(echo.encode())
        encrypted = body.decode().partition("<Encrypt><![CDATA[")[2].partition("]]>")[0]
        return await self.get({**query, "echostr": encrypted}) == (200, echo.encode())

    async def posts(self, fields: Mapping[str, Any] | None = None, **more: Any) -> list[int]:
        """Something that happened, with its fields; posted until it is answered 200, four times at most. The
        statuses of the answers, 0 where none came."""
        seconds = self.clock() // 1000
        happened = {"ToUserName": self.corp, "CreateTime": seconds, **(fields or {}), **more}
        query, body = self.sealed(xml({"xml": happened}).encode())
        statuses: list[int] = []
        while len(statuses) <= REPETITIONS:
            try:
                status, answer = await self.post(query, body)
                statuses.append(status if answer in (b"", b"success") else -1)
            except (aiohttp.ClientError, TimeoutError):
                statuses.append(0)
            if statuses[-1] == 200:
                break
        return statuses

    def sealed(self, content: bytes, timestamp: str = "", nonce: str = "") -> tuple[dict[str, str], bytes]:
        """(query, body) of a call that says `content`."""
        timestamp = timestamp or str(self.clock() // 1000)
        nonce = nonce or str(secrets.randbelow(10**10))
        encrypted, signature = self.envelope.seal(content, timestamp, nonce)
        outside = {"ToUserName": self.corp, "AgentID": self.agent, "Encrypt": encrypted}
        query = {"msg_signature": signature, "timestamp": timestamp, "nonce": nonce}
        return query, xml({"xml": outside}).encode()

    async def get(self, query: Mapping[str, str]) -> tuple[int, bytes]:
        return await self._call("GET", query, b"", CHECK_PATIENCE)

    async def post(self, query: Mapping[str, str], body: Any) -> tuple[int, bytes]:
        """(status, body) of the answer. Raises aiohttp.ClientError, TimeoutError."""
        return await self._call("POST", query, body, self.patience)

    async def _call(self, method: str, query: Mapping[str, str], body: Any, seconds: float) -> tuple[int, bytes]:
        headers = {"Content-Type": "text/xml", "User-Agent": "Mozilla/4.0"}
        readable = io.BytesIO(body) if isinstance(body, bytes) else body
        async with (
            asyncio.timeout(seconds),
            aiohttp.ClientSession() as session,
            session.request(method, self.address, params=query, data=readable, headers=headers) as response,
        ):
            return response.status, await response.read()


def xml(fields: Mapping[str, Any]) -> str:
    """Nested fields as WeCom writes them: words in CDATA, numbers bare, a list as repeated elements."""
    written = []
    for name, value in fields.items():
        for item in value if isinstance(value, list) else [value]:
            match item:
                case Mapping():
                    inner = xml(item)
                case int() | float():
                    inner = str(item)
                case _:
                    inner = "<![CDATA[" + str(item).replace("]]>", "]]]]><![CDATA[>") + "]]>"
            written.append(f"<{name}>{inner}</{name}>")
    return "".join(written)
