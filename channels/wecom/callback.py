"""The ASGI end that WeCom calls: nothing is taken that is not signed for us, nothing answered before it is committed.

https://developer.work.weixin.qq.com/document/path/90930: 200 within 5 s, else the call is made three times more; the
check of an address (GET) wants the bare plaintext within 1 s.
"""

import asyncio
import re
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
SMALL, MOST_HELD = 32 * 1024, 32 * 1024 * 1024
"""Bytes of a body as WeCom sends them, which is always read; of all bodies under way, beyond which none larger is:
anybody may send some."""
_SECONDS = re.compile(r"[0-9]{1,11}")
OLDEST = 86_400_000
"""Milliseconds since it happened after which nothing is taken: the vendor calls again within seconds."""
SILENT = 1_000
"""Milliseconds for which a reason is not logged again, lest whoever calls often fills the disk."""
SEAL = ("msg_signature", "timestamp", "nonce")

Take = Callable[[Element], Awaitable[None]]
"""Takes what was in an envelope; returns when it is committed. Raises NotCommitted."""


class _Busy(Exception):
    """Too much is under way for a body of this size."""


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
        self._bodies = _Bodies()
        self._silent_until: dict[str, int] = {}
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
            body = read(await self._bodies.read(read_body))
            content = read(self._open(seal, text(body, "Encrypt")))
            self._check_age(text(content, "CreateTime"))
        except Unreadable as error:
            return self._refuse(400, str(error))
        except Forged as error:
            return self._refuse(403, str(error))
        except _Busy:
            return self._refuse(503, "too much at once")
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
        if not _SECONDS.fullmatch(timestamp) or abs(int(timestamp) * 1000 - self._clock()) > self._tolerance:
            raise Forged("timestamp")
        return content

    def _check_age(self, created: str) -> None:
        """The signature is over the parts sorted, and does not tell which is the time and which the nonce: what was
        caught once might come again, long after its key is forgotten. When it happened is sealed inside."""
        oldest = OLDEST + self._tolerance
        if created and not (_SECONDS.fullmatch(created) and abs(int(created) * 1000 - self._clock()) <= oldest):
            raise Forged("timestamp")

    def _refuse(self, status: int, why: str) -> tuple[int, bytes]:
        self.counts[why] += 1
        now = self._clock()
        if now >= self._silent_until.get(why, now):
            self._silent_until[why] = now + SILENT
            log.warning(
                "wecom_callback_refused", account=self._account, status=status, reason=why, so_far=self.counts[why]
            )
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


class _Bodies:
    """Reads bodies; large ones only while not too much is under way."""

    def __init__(self) -> None:
        self._held = 0

    async def read(self, read_body: ReadBody) -> bytes:
        """Raises Unreadable, _Busy."""
        body = bytearray()
        try:
            async with asyncio.timeout(BODY_SECONDS):
                while await self._more(read_body, body):
                    pass
        except TimeoutError:
            raise Unreadable("too slow") from None
        finally:
            self._held -= len(body)
        return bytes(body)

    async def _more(self, read_body: ReadBody, body: bytearray) -> bool:
        event = await read_body()
        if event["type"] == "http.disconnect":
            raise Unreadable("broken off")
        came = event.get("body", b"")
        body += came
        self._held += len(came)
        if len(body) > LONGEST:
            raise Unreadable("too long")
        if len(body) > SMALL and self._held > MOST_HELD:
            raise _Busy
        return bool(event.get("more_body", False))
