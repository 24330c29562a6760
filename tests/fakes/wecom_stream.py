"""The vendor's end of a 智能机器人's long connection, over aiohttp: as strict as the vendor, with faults on demand.

In a test: `async with WeComStream() as server: server.says("wang", "你好")`, then `server.heard("wang")`. A group is
named by `chatid`; a Stream knows it as "-" + chatid.
"""

import asyncio
import base64
import json
import time
from collections import Counter
from collections.abc import Callable
from typing import Any, Self

from aiohttp import WSCloseCode, web
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC

from tests.fakes.waiting import until
from tests.fakes.wecom_stream_rules import Conversations, Refusal, Uploads, check_message, check_update

BOT_ID, SECRET = "aibSAMPLE", "s3cr3tOfTheBot"
Frame = dict[str, Any]


class WeComStream:
    """One bot's vendor. `patience`: the seconds in which an event must be answered."""

    def __init__(self, patience: float = 5.0) -> None:
        self.patience = patience
        self.frames: list[Frame] = []  #: all that came in, pings too
        self.refused: list[Frame] = []  #: what was answered with a code, as it was answered
        self.subscriptions = 0
        self.kicks = 0
        self.pongs = True  #: False: pings stay without an answer
        self.busy = 0  #: so many subscriptions more are refused as "system busy"
        self.withheld: Counter[str] = Counter()  #: how many more requests of a command are done and not answered
        self.lost: Counter[str] = Counter()  #: how many more frames of a command never come in
        self.codes: dict[str, int] = {}  #: a command's requests are answered by this code
        self.conversations = Conversations()
        self.uploads = Uploads()
        self.files: dict[str, bytes] = {}  #: what lies behind an address, encrypted
        self._ws: web.WebSocketResponse | None = None
        self._transport: asyncio.Transport | None = None
        self._open_events: dict[str, tuple[str, Frame, float]] = {}
        self._number = 0
        self._changed = asyncio.Event()

    async def __aenter__(self) -> Self:
        self._runner = web.ServerRunner(web.Server(self._serve, access_log=None), shutdown_timeout=0.2)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self._port = self._runner.addresses[0][1]
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._ws is not None:
            await self.close()
        await self._runner.cleanup()

    @property
    def url(self) -> str:
        return f"ws://127.0.0.1:{self._port}/"

    @property
    def connected(self) -> bool:
        return self._ws is not None

    def asked(self, cmd: str) -> list[Frame]:
        return [frame for frame in self.frames if frame["cmd"] == cmd]

    def heard(self, chat: str) -> list[str]:
        """What somebody, or a group, has been told, oldest first, as it is read."""
        return self.conversations.read(chat)

    def cards(self, chat: str) -> list[Frame]:
        return self.conversations.cards(chat)

    async def until(self, seen: Callable[[], Any], seconds: float = 30.0) -> None:
        """Waits until something is so. Raises TimeoutError."""
        await until(self._changed, seen, seconds)

    async def says(self, userid: str, text: str, chatid: str = "", **fields: Any) -> str:
        """A person writes; the message's id."""
        return await self.sends(userid, "text", {"content": text}, chatid, **fields)

    async def sends(self, userid: str, msgtype: str, content: Any, chatid: str = "", **fields: Any) -> str:
        """A person sends a message of any kind: text, image, mixed, voice, file, video."""
        self.conversations.known.add(chatid or userid)
        body = self._body(userid, chatid) | {"msgtype": msgtype, msgtype: content} | fields
        await self.push("aibot_msg_callback", body)
        return str(body["msgid"])

    async def enters(self, userid: str) -> str:
        """A person opens the bot's chat, the first time on that day; the req_id of the event."""
        return await self._happens(userid, "", {"eventtype": "enter_chat"}, "aibot_respond_welcome_msg")

    async def presses(self, userid: str, label: str, chatid: str = "") -> str:
        """A person presses the newest button with this label; the req_id of the event. Raises LookupError."""
        for card in reversed(self.cards(chatid or userid)):
            for button in card["button_list"]:
                if button["text"] == label:
                    return await self.presses_key(userid, button["key"], card["task_id"], chatid)
        raise LookupError(f"no button {label!r} for {chatid or userid}")

    async def presses_key(self, userid: str, key: str, task: str, chatid: str = "", flat: bool = False) -> str:
        inside = {"card_type": "button_interaction", "event_key": key, "task_id": task}
        event = {"eventtype": "template_card_event"} | (inside if flat else {"template_card_event": inside})
        return await self._happens(userid, chatid, event, "aibot_respond_update_msg")

    def keeps(self, content: bytes) -> Frame:
        """A file as a message names it: its address and its key."""
        key = bytes(range(32))
        padding = 32 - len(content) % 32
        sealing = Cipher(AES(key), CBC(key[:16])).encryptor()
        name = f"/file/{len(self.files) + 1}"
        self.files[name] = sealing.update(content + bytes([padding]) * padding) + sealing.finalize()
        return {
            "url": f"http://127.0.0.1:{self._port}{name}?sign=a%2Fb",
            "aeskey": base64.b64encode(key).decode().rstrip("="),
        }

    async def push(self, cmd: str, body: Any, req_id: str = "") -> None:
        headers = {"req_id": req_id or self._next("req")}
        await self.push_raw(json.dumps({"cmd": cmd, "headers": headers, "body": body}))

    async def push_raw(self, said: str) -> None:
        """Whatever comes over the connection. Raises LookupError when there is none."""
        if self._ws is None:
            raise LookupError("nobody is connected")
        await self._ws.send_str(said)

    def goes_deaf(self) -> None:
        """Reads nothing any more, on a line that stays up."""
        if self._transport:
            self._transport.pause_reading()

    async def close(self, code: int = WSCloseCode.OK) -> None:
        """Ends the connection: cleanly with its code, or, with 1006, as if the line were cut."""
        ws, self._ws = self._ws, None
        if ws is None:
            return
        if code == WSCloseCode.ABNORMAL_CLOSURE:
            if self._transport:
                self._transport.abort()
            return
        await ws.close(code=code, drain=False)

    async def _serve(self, request: web.BaseRequest) -> web.StreamResponse:
        if request.path in self.files:
            return web.Response(body=self.files[request.path])
        if request.headers.get("Upgrade", "").lower() != "websocket":
            return web.Response(status=404)
        ws = web.WebSocketResponse(max_msg_size=2**21, timeout=0.2)
        self._transport = request.transport
        await ws.prepare(request)
        try:
            async for message in ws:
                await self._take(ws, json.loads(message.data))
                self._changed.set()
        finally:
            if self._ws is ws:
                self._ws = None
            self._changed.set()
        return ws

    async def _take(self, ws: web.WebSocketResponse, frame: Frame) -> None:
        cmd = frame["cmd"]
        if self.lost[cmd] > 0:
            self.lost[cmd] -= 1
            return
        self.frames.append(frame)
        try:
            said = {"errcode": 0, "errmsg": "ok"} | await self._carry_out(ws, frame)
        except Refusal as refusal:
            said = {"errcode": refusal.code, "errmsg": f"{refusal.words}, hint: [17000], more info at the vendor's"}
            self.refused.append(frame | said)
        if self.withheld[cmd] > 0:
            self.withheld[cmd] -= 1
        elif not (cmd == "ping" and not self.pongs) and not ws.closed:
            await ws.send_json({"headers": frame["headers"], **said})

    async def _carry_out(self, ws: web.WebSocketResponse, frame: Frame) -> Frame:
        cmd: str = frame["cmd"]
        body: Any = frame.get("body")
        if cmd in self.codes:
            raise Refusal(self.codes[cmd], "as told")
        if cmd == "aibot_subscribe":
            return await self._subscribe(ws, body)
        if ws is not self._ws:
            raise Refusal(853_001, "not subscribed")
        match cmd:
            case "ping":
                return {}
            case "aibot_send_msg":
                check_message(body, self.uploads, pushed=True)
                self.conversations.push(body)
                return {}
            case "aibot_respond_welcome_msg":
                event = self._answered(cmd, frame["headers"]["req_id"])
                check_message(body, self.uploads, pushed=False)
                self.conversations.say(event["from"]["userid"], body)
                return {}
            case "aibot_respond_update_msg":
                event = self._answered(cmd, frame["headers"]["req_id"])
                check_update(body, event["event"])
                self.conversations.change(event.get("chatid") or event["from"]["userid"], body)
                return {}
        return {"body": self.uploads.take(cmd, body)}

    async def _subscribe(self, ws: web.WebSocketResponse, body: Any) -> Frame:
        if self.busy > 0:
            self.busy -= 1
            raise Refusal(-1, "system busy")
        if body != {"bot_id": BOT_ID, "secret": SECRET}:
            raise Refusal(853_000, "invalid bot_id or secret")
        self.subscriptions += 1
        before, self._ws = self._ws, ws
        if before is not None:
            self.kicks += 1
            event = self._body("", "") | {"msgtype": "event", "event": {"eventtype": "disconnected_event"}}
            frame = {"cmd": "aibot_event_callback", "headers": {"req_id": self._next("req")}, "body": event}
            await before.send_json(frame)
            await before.close(drain=False)
        return {}

    async def _happens(self, userid: str, chatid: str, event: Frame, answer: str) -> str:
        body = self._body(userid, chatid) | {"msgtype": "event", "event": event}
        req_id = self._next("req")
        self._open_events[req_id] = (answer, body, time.monotonic() + self.patience)
        await self.push("aibot_event_callback", body, req_id)
        return req_id

    def _answered(self, cmd: str, req_id: str) -> Frame:
        expected, event, until = self._open_events.get(req_id, ("", {}, 0.0))
        if cmd != expected or time.monotonic() > until:
            raise Refusal(846_605, "invalid req_id")
        self._open_events[req_id] = ("answered", event, until)
        if expected == "answered":
            raise Refusal(846_606, "request already responded")
        return event

    def _body(self, userid: str, chatid: str) -> Frame:
        body: Frame = {
            "msgid": self._next("msg"), "create_time": int(time.time()), "aibotid": BOT_ID,
            "chattype": "group" if chatid else "single", "from": {"userid": userid},
        }  # fmt: skip
        return body | ({"chatid": chatid} if chatid else {})

    def _next(self, kind: str) -> str:
        self._number += 1
        return f"{kind}-{self._number}"
