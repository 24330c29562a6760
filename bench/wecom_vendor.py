"""The vendor's side of WeCom, as lean as can be: its interfaces answer at once, its callbacks come at a set pace."""

import asyncio
import json
import time
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from urllib.parse import quote

from bench.load import Caller
from bench.sink import Sink, Webhook
from channels.wecom.envelope import Envelope

CORP, AGENT, SECRET, TOKEN = "ww1", "1000002", "bench-secret", "bench-token"
AES_KEY = "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C"
ACCOUNT = f"wecom:{CORP}:{AGENT}"
SETTINGS = {
    "TONGXIN_WECOM_CORP_ID": CORP, "TONGXIN_WECOM_AGENT_ID": AGENT, "TONGXIN_WECOM_SECRET": SECRET,
    "TONGXIN_WECOM_TOKEN": TOKEN, "TONGXIN_WECOM_AES_KEY": AES_KEY, "TONGXIN_WECOM_MEMBERS": "1000000",
}  # fmt: skip
PATIENCE_SECONDS = 20.0


class WeComSink(Sink):
    """Takes every message; `told` counts them by member, `calls` the requests by interface."""

    def answer(self, path: bytes, content_type: bytes, body: bytes) -> tuple[str, bytes]:
        interface = path.partition(b"?")[0].decode().removeprefix("/cgi-bin/")
        self.calls[interface] += 1
        said: dict[str, object] = {"errcode": 0, "errmsg": "ok"}
        if interface == "gettoken":
            said |= {"access_token": "bench", "expires_in": 7200}
        elif interface == "message/send":
            self.told.update(map(int, json.loads(body)["touser"].split("|")))
            said |= {"msgid": f"m{self.calls[interface]}", "response_code": "r"}
        return "200 OK", json.dumps(said).encode()


@dataclass
class Answers:
    """Milliseconds from when a call was due to its 200; what else was answered, in words."""

    milliseconds: list[float] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    seconds: float = 0.0


class Callbacks:
    """Posts what members write. Open: a call is due at its time, whatever became of those before."""

    def __init__(self, address: str, members: Sequence[int], words: Sequence[str]) -> None:
        self._address = address
        self._members = members
        self._words = words
        self._envelope = Envelope(TOKEN, AES_KEY, CORP)
        self._number = 0

    async def at_pace(self, per_second: int, seconds: float, connections: int) -> Answers:
        """So many calls a second for so long."""
        answers = Answers()
        free: asyncio.Queue[WeComCaller] = asyncio.Queue()
        for _ in range(connections):
            free.put_nowait(await WeComCaller.connect(Webhook(self._address, "")))
        calls, began = [], time.perf_counter()
        for number, request in enumerate(self._requests(int(per_second * seconds))):
            due = began + number / per_second
            if (wait := due - time.perf_counter()) > 0:
                await asyncio.sleep(wait)
            calls.append(asyncio.create_task(_post(free, request, due, answers)))
        await asyncio.gather(*calls)
        answers.seconds = time.perf_counter() - began
        while not free.empty():
            free.get_nowait().close()
        return answers

    async def as_fast_as_answered(self, seconds: float, connections: int) -> Answers:
        """The next call of a connection follows the answer to the one before."""
        answers = Answers()
        requests = deque(self._requests(int(seconds * 3_000)))
        began = time.perf_counter()

        async def caller() -> None:
            free: asyncio.Queue[WeComCaller] = asyncio.Queue()
            free.put_nowait(await WeComCaller.connect(Webhook(self._address, "")))
            while requests and time.perf_counter() - began < seconds:
                await _post(free, requests.popleft(), time.perf_counter(), answers)
            free.get_nowait().close()

        await asyncio.gather(*(caller() for _ in range(connections)))
        answers.seconds = time.perf_counter() - began
        return answers

    def _requests(self, count: int) -> Iterator[tuple[bytes, bytes]]:
        """(query, body) of so many calls, sealed ahead: each member writes in turn."""
        sealed = []
        for _ in range(count):
            self._number += 1
            member = self._members[self._number % len(self._members)]
            sealed.append(self._sealed(member, self._words[self._number % len(self._words)]))
        yield from sealed

    def _sealed(self, member: int, words: str) -> tuple[bytes, bytes]:
        at = str(int(time.time()))
        happened = (
            f"<xml><ToUserName><![CDATA[{CORP}]]></ToUserName><FromUserName><![CDATA[{member}]]></FromUserName>"
            f"<CreateTime>{at}</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[{words}]]></Content>"
            f"<MsgId>{self._number}</MsgId><AgentID>{AGENT}</AgentID></xml>"
        )
        encrypted, signature = self._envelope.seal(happened.encode(), at, str(self._number))
        query = f"msg_signature={quote(signature)}&timestamp={at}&nonce={self._number}"
        body = (
            f"<xml><ToUserName><![CDATA[{CORP}]]></ToUserName><Encrypt><![CDATA[{encrypted}]]></Encrypt>"
            f"<AgentID><![CDATA[{AGENT}]]></AgentID></xml>"
        )
        return query.encode(), body.encode()


class WeComCaller(Caller):
    """One keep-alive connection that posts one call at a time."""

    def __init__(self, webhook: Webhook) -> None:
        super().__init__(webhook)
        self._path, _, self._rest = self._head.partition(b" HTTP/1.1")

    def call(self, query: bytes, body: bytes) -> asyncio.Future[tuple[int, float]]:
        length = str(len(body)).encode()
        return self.post(b"%s?%s HTTP/1.1%s%s\r\n\r\n%s" % (self._path, query, self._rest, length, body))


async def _post(
    free: "asyncio.Queue[WeComCaller]", request: tuple[bytes, bytes], due: float, answers: Answers
) -> None:
    caller = await free.get()
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            status, at = await caller.call(*request)
        answers.milliseconds.append((at - due) * 1000)
        if status != 200:
            answers.faults.append(f"answered {status}")
    except (TimeoutError, ConnectionError) as error:
        answers.faults.append(type(error).__name__)
    finally:
        free.put_nowait(caller)
