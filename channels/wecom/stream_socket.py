"""The long connection of a 智能机器人: one websocket, frames of JSON, and requests that are answered by their req_id.

https://developer.work.weixin.qq.com/document/path/101463: subscribed with the bot's id and secret, kept alive by
pings every 30 s. The vendor closes it whenever it likes, and when another connection subscribes to the same bot.
What a failed request leaves behind is said by its error, see channels/wecom/failures.py.
"""

import asyncio
import contextlib
import json
import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import aiohttp
import structlog

from channels.proxy import route
from channels.wecom.failures import Refused, Unanswered, Unsent, failure
from domain.messages import FailureKind

log = structlog.get_logger()

Json = dict[str, Any]

SUBSCRIBE = "aibot_subscribe"
PING = "ping"
MESSAGE = "aibot_msg_callback"
EVENT = "aibot_event_callback"
LONGEST_FRAME = 1024 * 1024
"""Characters of a frame that are read; a longer one is passed over."""
LONGEST_CARRIED = 16 * 1024 * 1024
"""Bytes of a frame that are taken in at all: beyond, the connection ends."""
MISSED = 2
"""Pings without a pong, one after another, that mean nobody is there."""
CLEAN = (1000, 1001)
ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_ID = re.compile(r"[\w@.:+/=-]{1,128}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds. `hold`: how often the lease is renewed, a third of its time; `respond`: what the vendor gives for the
    answer to an event; `again`: the pauses before an update that was not committed is tried again."""

    connect: float = 10.0
    answer: float = 10.0
    ping: float = 30.0
    close: float = 1.0
    hold: float = 10.0
    respond: float = 5.0
    finish: float = 1.0
    pause: float = 1.0
    longest_pause: float = 30.0
    kicked: float = 60.0
    longest_kicked: float = 900.0
    refused: float = 60.0
    longest_refused: float = 600.0
    again: tuple[float, ...] = (0.5, 1, 2, 5, 10, 20, 30, 60)


class Why(StrEnum):
    """Why a connection ended."""

    CLEAN = "closed"
    LOST = "lost"
    SILENT = "no answer to pings"
    KICKED = "another connection of the same bot"
    REFUSED = "subscription refused"


@dataclass(frozen=True, slots=True)
class End:
    why: Why
    code: int | str  #: the websocket's, the vendor's, or the name of an error
    lasted: float  #: seconds for which it was subscribed


class Socket:
    """One connection at a time. `take` is handed every frame that says what people do, and may not raise."""

    def __init__(self, url: str, pace: Pace, take: Callable[[Json], None], clock: Callable[[], int]) -> None:
        self.subscribed = False
        self.counts: Counter[str] = Counter()  #: frames that went by: unreadable, too_long, unknown
        self._url = url
        self._pace = pace
        self._take = take
        self._number = clock()
        self._ws: aiohttp.ClientWebSocketResponse | None = None
        self._waiting: dict[str, asyncio.Future[Json]] = {}
        self._kicked = False

    async def serve(self, bot_id: str, secret: str) -> End:
        """Connects, subscribes and serves until the connection ends, whoever ends it."""
        # wss goes the way of https; aiohttp's errors name the address of the proxy: they are not logged.
        _, proxy = route(re.sub("^ws", "http", self._url))
        async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as session:
            try:
                async with asyncio.timeout(self._pace.connect):
                    ws = await session.ws_connect(
                        self._url, proxy=proxy, max_msg_size=LONGEST_CARRIED,
                        timeout=aiohttp.ClientWSTimeout(ws_close=self._pace.close),
                    )  # fmt: skip
            except (aiohttp.ClientError, TimeoutError, OSError) as error:
                return End(Why.LOST, type(error).__name__, 0.0)
            try:
                return await self._served(ws, bot_id, secret)
            finally:
                await self._leave(ws)

    async def ask(self, cmd: str, body: Mapping[str, Any], req_id: str = "") -> Json:
        """The body of the answer to a request; `req_id` is that of the event which it responds to. Raises Unsent,
        Unanswered, Refused."""
        if not self.subscribed:
            raise Unsent("not connected")
        return await self._exchange(cmd, body, self._pace.answer, req_id)

    async def _served(self, ws: aiohttp.ClientWebSocketResponse, bot_id: str, secret: str) -> End:
        loop = asyncio.get_running_loop()
        self._ws, self._kicked, begun = ws, False, loop.time()
        reading = asyncio.create_task(self._read(ws))
        beating: asyncio.Task[None] | None = None
        try:
            await self._exchange(SUBSCRIBE, {"bot_id": bot_id, "secret": secret}, self._pace.answer)
            self.subscribed, begun = True, loop.time()
            log.info("wecom_stream_open", account=f"wecom-bot:{bot_id}")
            beating = asyncio.create_task(self._beat())
            await asyncio.wait((reading, beating), return_when=asyncio.FIRST_COMPLETED)
        except Refused as refused:
            passing = failure(refused).kind in (FailureKind.UNREACHABLE, FailureKind.THROTTLED)
            return End(Why.LOST if passing else Why.REFUSED, refused.code, 0.0)
        except (Unsent, Unanswered) as error:
            return End(Why.LOST, ws.close_code or str(error), 0.0)
        finally:
            self.subscribed, self._ws = False, None
            tasks = [task for task in (reading, beating) if task]
            ended = [task.done() for task in tasks]
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            self._leave_waiting()
        if self._kicked:
            return End(Why.KICKED, "", loop.time() - begun)
        if ended[-1] and not ended[0]:
            return End(Why.SILENT, "", loop.time() - begun)
        why = Why.CLEAN if ws.close_code in CLEAN else Why.LOST
        return End(why, ws.close_code or 1006, loop.time() - begun)

    async def _exchange(self, cmd: str, body: Mapping[str, Any], seconds: float, req_id: str = "") -> Json:
        if not req_id:
            self._number += 1
            req_id = f"{cmd}_{self._number}"
        answer = self._waiting[req_id] = asyncio.get_running_loop().create_future()
        try:
            async with asyncio.timeout(seconds):
                await self._write({"cmd": cmd, "headers": {"req_id": req_id}, "body": body})
                return _checked(await answer)
        except TimeoutError:
            raise Unanswered("no answer in time") from None
        finally:
            self._waiting.pop(req_id, None)

    async def _write(self, frame: Json) -> None:
        ws = self._ws
        if ws is None or ws.closed:
            raise Unsent("not connected")
        written = ENCODER.encode(frame).encode("utf-8", "replace").decode()
        try:
            await ws.send_str(written)
        except (aiohttp.ClientError, OSError) as error:
            # Refused before a byte went out; or lost while the rest of it waited for room.
            raise (Unsent if "closing transport" in str(error) else Unanswered)("connection lost") from None

    async def _read(self, ws: aiohttp.ClientWebSocketResponse) -> None:
        while not self._kicked:
            message = await ws.receive()
            if message.type not in (aiohttp.WSMsgType.TEXT, aiohttp.WSMsgType.BINARY):
                break
            self._frame(message.data)
        self._leave_waiting()

    def _frame(self, said: str | bytes) -> None:
        if len(said) > LONGEST_FRAME:
            self._pass_over("too_long")
            return
        frame = _decoded(said)
        if frame is None:
            self._pass_over("unreadable")
            return
        req_id, cmd = frame["headers"].get("req_id"), frame.get("cmd")
        if cmd in (MESSAGE, EVENT):
            self._kicked = cmd == EVENT and _is_disconnection(frame.get("body"))
            if not self._kicked:
                self._take(frame)
        elif isinstance(req_id, str) and req_id in self._waiting:
            waiting = self._waiting[req_id]
            if not waiting.done():
                waiting.set_result(frame)
        else:
            self._pass_over("unknown", known_id(frame))

    def _pass_over(self, why: str, req_id: str = "") -> None:
        self.counts[why] += 1
        log.warning("wecom_stream_frame_passed_over", reason=why, req_id=req_id)

    async def _beat(self) -> None:
        """Pings until too many stay without an answer."""
        loop, missed = asyncio.get_running_loop(), 0
        while missed < MISSED:
            begun = loop.time()
            try:
                await self._exchange(PING, {}, self._pace.ping)
                missed = 0
            except (Unsent, Unanswered, Refused):
                missed += 1
            await asyncio.sleep(begun + self._pace.ping - loop.time())

    async def _leave(self, ws: aiohttp.ClientWebSocketResponse) -> None:
        """Says goodbye, not for long: who reads nothing any more would keep us."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(2 * self._pace.close):
                await ws.close()

    def _leave_waiting(self) -> None:
        """Nobody answers any more: what was asked may have been taken."""
        for waiting in self._waiting.values():
            if not waiting.done():
                waiting.set_exception(Unanswered("connection lost"))


def known_id(frame: Mapping[str, Any]) -> str:
    """A frame's req_id as a log may hold it, "" where it is none."""
    req_id = frame["headers"].get("req_id")
    return req_id if isinstance(req_id, str) and _ID.fullmatch(req_id) else ""


def _decoded(said: str | bytes) -> Json | None:
    try:
        frame = json.loads(said)
    except (ValueError, RecursionError):
        return None
    return frame if isinstance(frame, dict) and isinstance(frame.get("headers"), dict) else None


def _is_disconnection(body: Any) -> bool:
    event = body.get("event") if isinstance(body, dict) else None
    return isinstance(event, dict) and event.get("eventtype") == "disconnected_event"


def _checked(answer: Json) -> Json:
    """The body of an answer whose code is 0. Raises Unanswered, Refused."""
    code = answer.get("errcode")
    if not isinstance(code, int):
        raise Unanswered("unreadable answer")
    if code != 0:
        raise Refused(code, said=str(answer.get("errmsg", ""))[:120])
    body = answer.get("body")
    return body if isinstance(body, dict) else {}
