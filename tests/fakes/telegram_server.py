"""A local Bot API server over plain HTTP: as strict as the vendor, with people to play and faults on demand.

In a test: `async with TelegramServer() as server: server.says(5, "你好")`, then `server.heard(5)`.
By hand: `python -m tests.fakes.telegram_server --port 8081`, then type lines such as `5 猪肉2斤` or `5 !确认`.
"""

import argparse
import asyncio
import json
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal, Self

from aiohttp import web

from tests.fakes.telegram_chats import Chats
from tests.fakes.telegram_pace import Pace
from tests.fakes.telegram_rules import BY_LOWER, Refusal, Upload, bad, checked
from tests.fakes.telegram_updates import Updates
from tests.fakes.waiting import until

TOKEN = "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"
Kind = Literal[
    "reset", "reset after", "hang", "hang after", "slow", "drip",
    "throttle", "broken", "gateway", "garbage", "portal", "refuse",
]  # fmt: skip


@dataclass
class Fault:
    """What goes wrong with the next `times` calls that fit. `seconds`: of slow, drip, and to wait after throttle."""

    kind: Kind
    method: str = ""
    chat: int | None = None
    times: float = 1
    seconds: int | float = 1
    status: int = 403
    description: str = "Forbidden: bot was blocked by the user"

    def fits(self, method: str, parameters: dict[str, Any]) -> bool:
        return (
            self.times > 0
            and self.method in ("", method)
            and (self.chat is None or parameters.get("chat_id") == self.chat)
        )


@dataclass(frozen=True)
class Call:
    method: str
    parameters: dict[str, Any]
    at: float  #: time.monotonic()


class TelegramServer:
    """One bot's vendor. What people do is said with says, presses, sends; what they see is heard."""

    def __init__(self, token: str = TOKEN, port: int = 0, second: float = 0.01) -> None:
        self.token = token
        self.calls: list[Call] = []
        self.faults: list[Fault] = []
        self.pace: Pace | None = None  #: None: it takes everything however fast
        self.world = Chats(int(token.partition(":")[0]))
        self.updates = Updates(second)
        self._port = port
        self._changed = asyncio.Event()
        self._closing = asyncio.Event()

    async def __aenter__(self) -> Self:
        self._runner = web.ServerRunner(web.Server(self._serve, access_log=None), shutdown_timeout=0.2)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self._port)
        await site.start()
        self._port = self._runner.addresses[0][1]
        return self

    async def __aexit__(self, *_: object) -> None:
        self._closing.set()
        await self.updates.close()
        await self._runner.cleanup()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    def says(self, chat: int, text: str, sender: int | None = None, **fields: Any) -> int:
        """A person writes; returns the update's number."""
        if text.startswith("/"):
            command = len(text.split()[0])
            fields["entities"] = [{"type": "bot_command", "offset": 0, "length": command}]
        return self.sends(chat, sender, text=text, **fields)

    def sends(self, chat: int, sender: int | None = None, **fields: Any) -> int:
        """A person sends a message of any kind: text, photo, voice, document, location, contact ..."""
        place = self.world.chat(chat)
        message = self.world.write(place, **{"from": _person(sender or chat)}, **fields)
        return self.updates.add("message", message, f"chat {chat}")

    def edits(self, chat: int, update: int, text: str) -> int:
        """A person edits what they wrote; `update` is the number that it came with."""
        message = self.updates.all[update][1]["message"]
        edited = message | {"text": text, "edit_date": int(self.world.now())}
        self.world.chat(chat).messages[message["message_id"]] = edited
        return self.updates.add("edited_message", edited, f"chat {chat}")

    def ticks(self, update: int) -> list[str]:
        """The signs that stand under what a person wrote."""
        message = self.updates.all[update][1]["message"]
        place = self.world.chat(message["chat"]["id"])
        return list(place.messages[message["message_id"]].get("reactions", []))

    def sends_photo(self, chat: int, content: bytes, caption: str = "") -> int:
        small = self.world.store(content[:10], "photo") | {"width": 90, "height": 67}
        large = self.world.store(content, "photo") | {"width": 1280, "height": 960}
        fields = {"photo": [small, large]} | ({"caption": caption} if caption else {})
        return self.sends(chat, None, **fields)

    def sends_voice(self, chat: int, content: bytes, seconds: int = 3) -> int:
        facts = {"duration": seconds, "mime_type": "audio/ogg"}
        return self.sends(chat, voice=self.world.store(content, "voice") | facts)

    def presses(self, chat: int, label: str, sender: int | None = None) -> int:
        """A person presses the newest button with this label. Raises LookupError when there is none."""
        for message in reversed(self.messages(chat)):
            for row in message.get("reply_markup", {}).get("inline_keyboard", []):
                for button in row:
                    if button["text"] == label:
                        return self.presses_data(chat, button["callback_data"], message, sender)
        raise LookupError(f"no button {label!r} in chat {chat}")

    def presses_data(
        self, chat: int, data: str, message: dict[str, Any] | None = None, sender: int | None = None
    ) -> int:
        person = _person(sender or chat)
        query = f"press-{len(self.world.presses) + 1}"
        self.world.presses[query] = self.world.now()
        body = {"id": query, "from": person, "chat_instance": "1", "data": data}
        place = self.world.chat(chat)
        body["message"] = message or {"message_id": 1, "date": 0, "chat": place.facts}
        return self.updates.add("callback_query", body, f"user {person['id']}")

    def blocks(self, chat: int) -> None:
        self.world.chat(chat).refuses = "bot was blocked by the user"

    def messages(self, chat: int) -> list[dict[str, Any]]:
        """The bot's messages that stand in a chat, oldest first, as they read now."""
        return [message for message in self.world.chat(chat).messages.values() if message["from"] == self.world.bot]

    def heard(self, chat: int) -> list[str]:
        return [message.get("text") or message.get("caption") or "" for message in self.messages(chat)]

    def called(self, method: str) -> list[Call]:
        return [call for call in self.calls if call.method == method]

    async def until(self, seen: Callable[[], Any], seconds: float = 60.0) -> None:
        """Waits until something is so. Raises TimeoutError."""
        await until(self._changed, seen, seconds)

    def fault(self, kind: Kind, **facts: Any) -> Fault:
        """From now on something goes wrong; see Fault. Its `times` set to 0 mends it."""
        self.faults.append(Fault(kind, **facts))
        return self.faults[-1]

    async def _serve(self, request: web.BaseRequest) -> web.StreamResponse:
        try:
            method, parameters = await self._read(request)
            if isinstance(method, bytes):
                return web.Response(body=method)
            self.calls.append(Call(method, parameters, time.monotonic()))
            self._changed.set()
            if self.pace:
                self.pace.check(method, parameters, self.calls[-1].at)
            fault = next((fault for fault in self.faults if fault.fits(method, parameters)), None)
            if fault:
                fault.times -= 1
                return await self._go_wrong(fault, request, method, parameters)
            return _answer(await self._carry_out(method, parameters))
        except Refusal as refusal:
            return web.json_response(refusal.answer(), status=refusal.status)
        finally:
            self._changed.set()

    async def _read(self, request: web.BaseRequest) -> tuple[str | bytes, dict[str, Any]]:
        """The method and its checked parameters, or the content of a file to download."""
        _, _, path = request.path.partition("/file")
        head, _, rest = (path or request.path).removeprefix("/bot").partition("/")
        if ":" not in head:
            raise Refusal(404, "Not Found")
        if head != self.token:
            raise Refusal(401, "Unauthorized: invalid token specified")
        if path:
            if (name := rest.removeprefix("files/")) not in self.world.files:
                raise Refusal(404, "Not Found")
            return self.world.files[name], {}
        if rest.lower() not in BY_LOWER:
            raise Refusal(404, "Not Found: method not found")
        method = BY_LOWER[rest.lower()]
        return method, checked(method, await _parameters(request))

    async def _carry_out(self, method: str, parameters: dict[str, Any]) -> Any:
        match method:
            case "getUpdates":
                return await self.updates.get(parameters)
            case "setWebhook":
                self.updates.set_webhook(parameters)
                return True
            case "deleteWebhook":
                self.updates.set_webhook({**parameters, "url": ""})
                return True
            case "getWebhookInfo":
                pending = {"has_custom_certificate": False, "pending_update_count": len(self.updates.waiting)}
                return {"url": self.updates.webhook["url"], **pending}
        return getattr(self.world, method)(parameters)

    async def _go_wrong(
        self, fault: Fault, request: web.BaseRequest, method: str, parameters: dict[str, Any]
    ) -> web.StreamResponse:
        match fault.kind:
            case "throttle":
                raise Refusal(429, f"Too Many Requests: retry after {fault.seconds}", int(fault.seconds))
            case "refuse":
                raise Refusal(fault.status, fault.description)
            case "broken":
                raise Refusal(500, "Internal Server Error: restart")
            case "gateway" | "portal":
                status = 502 if fault.kind == "gateway" else 403
                return web.Response(status=status, text="<html>No</html>", content_type="text/html")
            case "reset" | "hang":
                pass
            case "slow":
                await asyncio.sleep(fault.seconds)
                return _answer(await self._carry_out(method, parameters))
            case _:
                result = await self._carry_out(method, parameters)
                if fault.kind == "drip":
                    return await _drip(request, result, fault.seconds)
        if fault.kind == "garbage":
            return web.Response(text="<html>Welcome to the free Wi-Fi</html>", content_type="text/html")
        if fault.kind.startswith("hang"):
            await self._closing.wait()
        if request.transport:
            request.transport.abort()
        return web.Response()


def _person(number: int) -> dict[str, Any]:
    return {"id": number, "is_bot": False, "first_name": f"人{number}", "language_code": "zh-hans"}


def _answer(result: Any) -> web.Response:
    body = json.dumps({"ok": True, "result": result}, ensure_ascii=False).encode()
    return web.Response(body=body, content_type="application/json")


async def _drip(request: web.BaseRequest, result: Any, seconds: float) -> web.StreamResponse:
    """The answer a byte at a time."""
    response = web.StreamResponse()
    await response.prepare(request)
    for byte in json.dumps({"ok": True, "result": result}).encode():
        await response.write(bytes([byte]))
        await asyncio.sleep(seconds)
    return response


async def _parameters(request: web.BaseRequest) -> dict[str, Any]:
    """From the query, a form, a form with files, or JSON."""
    parameters: dict[str, Any] = dict(request.query)
    if request.content_type == "application/json":
        try:
            body = json.loads(await request.read())
        except ValueError:
            raise bad("can't parse request body as JSON object") from None
        if not isinstance(body, dict):
            raise bad("request body must be a JSON object")
        return parameters | body
    for name, value in (await request.post()).items():
        parameters[name] = Upload(value.filename, value.file.read()) if isinstance(value, web.FileField) else value
    return parameters


async def _by_hand(port: int, token: str) -> None:
    async with TelegramServer(token, port, second=1.0) as server:
        print(f"TONGXIN_TELEGRAM_API={server.url} TONGXIN_TELEGRAM_TOKEN={server.token}", flush=True)
        while line := await asyncio.to_thread(sys.stdin.readline):
            chat, _, text = line.strip().partition(" ")
            if not chat.lstrip("-").isdecimal():
                print("CHAT TEXT, or CHAT !LABEL to press a button")
                continue
            seen = len(server.messages(int(chat)))
            try:
                server.presses(int(chat), text[1:]) if text.startswith("!") else server.says(int(chat), text)
            except LookupError as error:
                print(error)
            await asyncio.sleep(1)
            for message in server.messages(int(chat))[seen:]:
                print(json.dumps(message, ensure_ascii=False), flush=True)
        await asyncio.Event().wait()


if __name__ == "__main__":
    options = argparse.ArgumentParser()
    options.add_argument("--port", type=int, default=8081)
    options.add_argument("--token", default=TOKEN)
    arguments = options.parse_args()
    asyncio.run(_by_hand(arguments.port, arguments.token))
