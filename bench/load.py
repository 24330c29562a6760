"""Posts webhook updates to one process and waits for each to be acknowledged and answered."""

import asyncio
import json
import time
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import cast
from urllib.parse import urlsplit

import psutil
from httptools import HttpResponseParser

from bench.sink import Sink, Webhook

PATIENCE_SECONDS = 10.0


@dataclass(frozen=True)
class Line:
    """What a person writes, and a word that a right reply to it contains."""

    text: str
    expected: str


@dataclass
class Tally:
    """What came of a run. Times are milliseconds from the post; the samples are of the counted stretch only.

    `played[i]` counts the i-th visit of the plan from the first to the last, warm-up and ending included.
    """

    played: list[int]
    seconds: float = 0.0
    cpu_seconds: float = 0.0
    load_cpu_seconds: float = 0.0
    rss_bytes: int = 0
    acknowledged_ms: list[float] = field(default_factory=list)
    replied_ms: list[float] = field(default_factory=list)
    visit_ms: list[float] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


class Load:
    """Keeps `outstanding` updates in the air; one person's next comes only after the one before is done.

    An update is done when it was answered 200 and its reply has reached the sink, whichever is later.
    A visit is a few lines that one person writes one after another, and is never left half.
    """

    def __init__(self, sink: Sink, process: int, people: Sequence[int], visits: Sequence[Sequence[Line]]) -> None:
        assert sink.webhook is not None
        self._sink, self._webhook, self._process = sink, sink.webhook, psutil.Process(process)
        self._free = deque(people)
        self._visits = visits
        self._update = 0
        self._counting = self._stopping = False
        self.tally = Tally(played=[0] * len(visits))

    async def run(self, outstanding: int, warm_up: float, seconds: float) -> Tally:
        """Drive the process for `warm_up` uncounted and `seconds` counted seconds, then let it finish."""
        callers = [asyncio.create_task(self._call()) for _ in range(outstanding)]
        await asyncio.sleep(warm_up)
        started, cpu, own = time.perf_counter(), cpu_seconds(self._process), time.process_time()
        self._counting = True
        await asyncio.sleep(seconds)
        self._counting, self._stopping = False, True
        self.tally.seconds = time.perf_counter() - started
        self.tally.cpu_seconds = cpu_seconds(self._process) - cpu
        self.tally.load_cpu_seconds = time.process_time() - own
        self.tally.rss_bytes = rss_bytes(self._process)
        await asyncio.gather(*callers)
        return self.tally

    async def _call(self) -> None:
        caller = await Caller.connect(self._webhook)
        try:
            while not self._stopping:
                await self._visit(caller)
        except (TimeoutError, ConnectionError) as error:
            self.tally.faults.append(f"{type(error).__name__}: {error}")
        finally:
            caller.close()

    async def _visit(self, caller: "Caller") -> None:
        number = sum(self.tally.played) % len(self._visits)
        self.tally.played[number] += 1
        person, started = self._free.popleft(), time.perf_counter()
        for line in self._visits[number]:
            await self._say(caller, person, line)
        self._free.append(person)
        if self._counting:
            self.tally.visit_ms.append((time.perf_counter() - started) * 1000)

    async def _say(self, caller: "Caller", person: int, line: Line) -> None:
        self._update += 1
        reply = self._sink.next_message_to(person)
        request = caller.request(update(self._update, person, line.text))
        started = time.perf_counter()
        async with asyncio.timeout(PATIENCE_SECONDS):
            status, acknowledged = await caller.post(request)
            arrival = await reply
        if status != 200:
            self.tally.faults.append(f"answered {status}")
        elif line.expected not in arrival.text:
            self.tally.faults.append(f"{line.text!r} was answered {arrival.text!r}")
        elif self._counting:
            self.tally.acknowledged_ms.append((acknowledged - started) * 1000)
            self.tally.replied_ms.append((arrival.at - started) * 1000)


class Caller(asyncio.Protocol):
    """One keep-alive connection that posts one update at a time, as Telegram does."""

    def __init__(self, webhook: Webhook) -> None:
        where = urlsplit(webhook.url)
        self._head = (
            f"POST {where.path} HTTP/1.1\r\nHost: {where.netloc}\r\nContent-Type: application/json\r\n"
            f"X-Telegram-Bot-Api-Secret-Token: {webhook.secret_token}\r\nContent-Length: "
        ).encode()
        self._parser = HttpResponseParser(self)
        self._answer: asyncio.Future[tuple[int, float]] | None = None

    @classmethod
    async def connect(cls, webhook: Webhook) -> "Caller":
        """Open the connection, waiting for a process that is still starting."""
        where = urlsplit(webhook.url)
        loop = asyncio.get_running_loop()
        for _ in range(100):
            try:
                return (await loop.create_connection(lambda: cls(webhook), where.hostname or "", where.port or 80))[1]
            except ConnectionRefusedError:
                await asyncio.sleep(0.1)
        raise ConnectionRefusedError(f"nobody listens at {webhook.url}")

    def request(self, body: bytes) -> bytes:
        """The whole request that carries this body."""
        return self._head + str(len(body)).encode() + b"\r\n\r\n" + body

    def post(self, request: bytes) -> asyncio.Future[tuple[int, float]]:
        """Send it; the status, and when the whole answer was here (`time.perf_counter()`)."""
        self._answer = asyncio.get_running_loop().create_future()
        if self._transport.is_closing():
            self._answer.set_exception(ConnectionResetError("the process closed the connection"))
        self._transport.write(request)
        return self._answer

    def close(self) -> None:
        self._transport.close()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)

    def data_received(self, data: bytes) -> None:
        self._parser.feed_data(data)

    def on_message_complete(self) -> None:
        if self._answer is not None and not self._answer.done():
            self._answer.set_result((self._parser.get_status_code(), time.perf_counter()))

    def connection_lost(self, error: Exception | None) -> None:
        if self._answer is not None and not self._answer.done():
            self._answer.set_exception(ConnectionResetError("the process closed the connection"))


def update(number: int, person: int, text: str) -> bytes:
    """A text message in a private chat, as Telegram posts it."""
    name = f"村民{person}"
    message = {
        "message_id": number,
        "from": {"id": person, "is_bot": False, "first_name": name, "language_code": "zh-hans"},
        "chat": {"id": person, "first_name": name, "type": "private"},
        "date": int(time.time()),
        "text": text,
    }
    return json.dumps({"update_id": number, "message": message}).encode()


def cpu_seconds(process: psutil.Process) -> float:
    """User and system time of the process, all its threads and its children."""
    times = [part.cpu_times() for part in (process, *process.children(recursive=True))]
    return float(sum(part.user + part.system for part in times))


def rss_bytes(process: psutil.Process) -> int:
    """Resident memory of the process and its children."""
    return sum(part.memory_info().rss for part in (process, *process.children(recursive=True)))
