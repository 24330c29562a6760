"""The ASGI end that WeCom calls: nothing is taken that is not signed for us, nothing answered before it is committed.

https://developer.work.weixin.qq.com/document/path/90930: 200 within 5 s, else the call is made three times more; the
check of an address (GET) wants the bare plaintext within 1 s.
"""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from urllib.parse import parse_qsl
from xml.etree.ElementTree import Element

import structlog
from starlette.types import Receive as ReadBody
from starlette.types import Scope
from starlette.types import Send as Respond

from channels.wecom.envelope import Envelope, Forged
from channels.wecom.xml import LONGEST, Unreadable, read, text
from domain.messages import NotCommitted

log = structlog.get_logger()

LONGEST_QUERY = 8_192
BODY_SECONDS = 5.0
"""How long a body may take to come: the vendor has given up by then."""
SEAL = ("msg_signature", "timestamp", "nonce")

Take = Callable[[Element], Awaitable[None]]
"""Takes what was in an envelope; returns when it is committed. Raises NotCommitted."""


class Callback:
    """One address. `tolerance`: milliseconds that a call's time may differ from ours."""

    def __init__(
        self, account: str, envelope: Envelope, take: Take, clock: Callable[[], int], tolerance: int
    ) -> None:
        self._account = account
        self._envelope = envelope
        self._take = take
        self._clock = clock
        self._tolerance = tolerance
        self.counts: Counter[str] = Counter()  #: what was refused, by why

    async def __call__(self, scope: Scope, read_body: ReadBody, respond: Respond) -> None:
        status, answer = await self._answer(scope, read_body)
        headers = [(b"content-type", b"text/plain"), (b"content-length", str(len(answer)).encode())]
        await respond({"type": "http.response.start", "status": status, "headers": headers})
        await respond({"type": "http.response.body", "body": answer})

    async def _answer(self, scope: Scope, read_body: ReadBody) -> tuple[int, bytes]:
        try:
            seal = _query(scope["query_string"])
            if scope["method"] == "GET":
                return 200, self._checked(seal)
            body = read(await _body(read_body))
            content = read(self._open(seal, text(body, "Encrypt")))
        except Unreadable as error:
            return self._refuse(400, str(error))
        except Forged as error:
            return self._refuse(403, str(error))
        try:
            await self._take(content)
        except NotCommitted:
            return 503, b""
        except Unreadable as error:
            return self._refuse(400, str(error))
        except Exception as error:
            # Its words may be a person's: the kind of error only.
            self.counts["failed"] += 1
            log.error("wecom_callback_failed", account=self._account, reason=type(error).__name__)
            return 500, b""
        return 200, b""

    def _checked(self, seal: dict[str, str]) -> bytes:
        """The answer to a check. What is in a message's envelope is not told to whoever caught one."""
        content = self._open(seal, seal["echostr"])
        if content.lstrip().startswith(b"<"):
            raise Forged("not a check")
        return content

    def _open(self, seal: dict[str, str], encrypted: str) -> bytes:
        signature, timestamp, nonce = (seal[name] for name in SEAL)
        content = self._envelope.open(signature, timestamp, nonce, encrypted)
        # Read only once it is known who wrote it.
        if not (timestamp.isascii() and timestamp.isdigit() and len(timestamp) <= 11):
            raise Forged("timestamp")
        if abs(int(timestamp) * 1000 - self._clock()) > self._tolerance:
            raise Forged("timestamp")
        return content

    def _refuse(self, status: int, why: str) -> tuple[int, bytes]:
        self.counts[why] += 1
        log.warning("wecom_callback_refused", account=self._account, status=status, reason=why)
        return status, b""


def _query(query: bytes) -> dict[str, str]:
    """The parameters of a call; missing ones are empty. Raises Unreadable."""
    if len(query) > LONGEST_QUERY:
        raise Unreadable("query too long")
    try:
        found = dict(parse_qsl(query.decode("latin-1"), keep_blank_values=True, max_num_fields=20))
    except ValueError:
        raise Unreadable("too many parameters") from None
    return {name: found.get(name, "") for name in (*SEAL, "echostr")}


async def _body(read_body: ReadBody) -> bytes:
    try:
        async with asyncio.timeout(BODY_SECONDS):
            return await _whole(read_body)
    except TimeoutError:
        raise Unreadable("too slow") from None


async def _whole(read_body: ReadBody) -> bytes:
    body = bytearray()
    while True:
        event = await read_body()
        if event["type"] == "http.disconnect":
            raise Unreadable("broken off")
        body += event.get("body", b"")
        if len(body) > LONGEST:
            raise Unreadable("too long")
        if not event.get("more_body", False):
            return bytes(body)
