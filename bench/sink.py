"""A local Bot API server that answers at once, or after a set time, and keeps no words, so that what is measured is
the bot."""

import asyncio
import json
import time
from collections import Counter
from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import parse_qsl

from httptools import HttpRequestParser

BOT_USER = {"id": 42, "is_bot": True, "first_name": "Bench", "username": "bench_bot"}
OK = ("200 OK", b'{"ok":true,"result":true}')
ACKNOWLEDGED_ONLY = frozenset(
    {"setmycommands", "deletemycommands", "setmydescription", "setmyshortdescription", "setchatmenubutton"}
    | {"answercallbackquery", "sendchataction"}
)


@dataclass(frozen=True)
class Webhook:
    """Where the bot asked to be called, and the secret it wants to see there."""

    url: str
    secret_token: str


@dataclass(frozen=True)
class Arrival:
    """One sendMessage as it reached the sink; `at` is `time.perf_counter()` in seconds."""

    at: float
    text: str


class Sink:
    """The Bot API of one bot. `calls` counts the requests by method in lower case, `told` the messages by chat; an
    answer leaves `delay` seconds after its request."""

    def __init__(self, delay: float = 0.0) -> None:
        self.delay = delay
        self.calls: Counter[str] = Counter()
        self.told: Counter[int] = Counter()
        self.unexpected = 0
        self.webhook: Webhook | None = None
        self.webhook_is_set = asyncio.Event()
        self.address = ""
        self._awaited: dict[int, asyncio.Future[Arrival]] = {}
        self._server: asyncio.Server | None = None

    async def __aenter__(self) -> "Sink":
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(lambda: _Connection(self), "127.0.0.1", 0)
        self.address = f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._server is not None:
            self._server.close()

    def next_message_to(self, chat: int) -> asyncio.Future[Arrival]:
        """The next sendMessage to this chat; one may be awaited at a time."""
        self._awaited[chat] = future = asyncio.get_running_loop().create_future()
        return future

    def answer(self, path: bytes, content_type: bytes, body: bytes) -> tuple[str, bytes]:
        """The status line and the JSON of one call to /bot<token>/<method>."""
        method = path.rpartition(b"/")[2].decode().lower()
        self.calls[method] += 1
        try:
            given = _parameters(content_type, body)
        except ValueError as error:
            return _failure(400, f"Bad Request: {error}")
        match method:
            case "sendmessage":
                return self._message_sent(given)
            case "editmessagetext":
                return _result(_message(int(given["chat_id"]), int(given["message_id"]), str(given["text"])))
            case "getme":
                return _result(BOT_USER)
            case "setwebhook":
                self.webhook = Webhook(str(given["url"]), str(given.get("secret_token", "")))
                self.webhook_is_set.set()
                return OK
            case "deletewebhook":
                self.webhook = None
                return OK
            case "getwebhookinfo":
                url = self.webhook.url if self.webhook else ""
                return _result({"url": url, "has_custom_certificate": False, "pending_update_count": 0})
            case name if name in ACKNOWLEDGED_ONLY:
                return OK
        return _failure(404, "Not Found: method not found")

    def _message_sent(self, given: dict[str, Any]) -> tuple[str, bytes]:
        at = time.perf_counter()
        chat, text = int(given["chat_id"]), str(given["text"])
        self.told[chat] += 1
        awaited = self._awaited.pop(chat, None)
        if awaited is None or awaited.done():
            self.unexpected += 1
        else:
            awaited.set_result(Arrival(at, text))
        return _result(_message(chat, self.calls["sendmessage"], text))


class _Connection(asyncio.Protocol):
    """One keep-alive connection; the answers leave in the order of the requests, all of one read together."""

    def __init__(self, sink: Sink) -> None:
        self._sink = sink
        self._parser = HttpRequestParser(self)
        self._answers: list[bytes] = []

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)

    def data_received(self, data: bytes) -> None:
        self._parser.feed_data(data)
        if self._answers:
            answers = b"".join(self._answers)
            self._answers.clear()
            if self._sink.delay:
                asyncio.get_running_loop().call_later(self._sink.delay, self._write, answers)
            else:
                self._write(answers)

    def _write(self, answers: bytes) -> None:
        if not self._transport.is_closing():
            self._transport.write(answers)

    def on_message_begin(self) -> None:
        self._path = self._content_type = self._body = b""

    def on_url(self, url: bytes) -> None:
        self._path += url

    def on_header(self, name: bytes, value: bytes) -> None:
        if name.lower() == b"content-type":
            self._content_type = value

    def on_body(self, body: bytes) -> None:
        self._body += body

    def on_message_complete(self) -> None:
        status, body = self._sink.answer(self._path, self._content_type, self._body)
        head = f"HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        self._answers.append(head.encode() + body)


def _parameters(content_type: bytes, body: bytes) -> dict[str, Any]:
    if not body:
        return {}
    if content_type.startswith(b"application/json"):
        return dict(json.loads(body))
    if content_type.startswith(b"application/x-www-form-urlencoded"):
        return dict(parse_qsl(body.decode(), keep_blank_values=True))
    raise ValueError("this server reads JSON and form-urlencoded bodies only")


def _message(chat: int, message_id: int, text: str) -> dict[str, Any]:
    return {
        "message_id": message_id,
        "from": BOT_USER,
        "chat": {"id": chat, "type": "private", "first_name": "村民"},
        "date": int(time.time()),
        "text": text,
    }


def _result(result: object) -> tuple[str, bytes]:
    return "200 OK", json.dumps({"ok": True, "result": result}).encode()


def _failure(code: int, description: str) -> tuple[str, bytes]:
    reason = {400: "400 Bad Request", 404: "404 Not Found"}[code]
    return reason, json.dumps({"ok": False, "error_code": code, "description": description}).encode()
