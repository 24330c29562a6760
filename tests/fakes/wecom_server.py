"""A local qyapi over plain HTTP: as strict as the vendor, with faults on demand. One corp with several apps.

In a test: `async with WeComServer() as server`, then the addresses of a door: `WeComApp(server)` (tests/fakes/
wecom_app.py and its neighbours), which adds them by `server.add("POST", "message/send", self.send)`. What a door's
address does takes an `Asked` and returns the fields of the answer, or raises Refusal with the vendor's code.
"""

import asyncio
import inspect
import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal, Self

from aiohttp import web

from tests.fakes.waiting import until
from tests.fakes.wecom_media import Media, Upload, uploaded
from tests.fakes.wecom_rules import Refusal
from tests.fakes.wecom_tokens import CORP, SECRET, Tokens

__all__ = ["CORP", "SECRET", "Asked", "Fault", "Refusal", "Upload", "WeComServer"]

LONGEST_CALL = 30 * 1024 * 1024
Kind = Literal["reset", "reset after", "hang", "hang after", "slow", "garbage", "gateway", "refuse"]


@dataclass(frozen=True)
class Asked:
    """One call as it came in."""

    path: str  #: "message/send"
    query: dict[str, str]  #: without the token
    body: Any  #: the object of a JSON call, the Upload of a form, None of a GET
    secret: str  #: of the app whose token it carried, "" where the address wants none
    at: float  #: time.monotonic()


@dataclass
class Fault:
    """What goes wrong with the next `times` calls that fit. "after": the vendor has taken the call by then."""

    kind: Kind
    path: str = ""
    times: float = 1
    seconds: float = 1  #: of slow
    code: int = 45009  #: of refuse
    status: int = 502  #: of gateway
    fits: Callable[[Asked], bool] = lambda asked: True


@dataclass(frozen=True)
class Address:
    method: str
    answer: Callable[[Asked], Any]
    query: tuple[str, ...]
    token: bool


class WeComServer:
    """The interfaces of one corp. `clock`: epoch milliseconds."""

    def __init__(self, clock: Callable[[], int] = lambda: int(time.time() * 1000)) -> None:
        self.clock = clock
        self.tokens = Tokens(clock)
        self.media = Media(clock)
        self.trusted = True  #: False: this machine's address is not on the app's list, 60020
        self.calls: list[Asked] = []
        self.faults: list[Fault] = []
        self._addresses: dict[str, Address] = {}
        self._changed = asyncio.Event()
        self._closing = asyncio.Event()
        self.add("GET", "gettoken", self.tokens.give, query=("corpid", "corpsecret"), token=False)
        self.add("POST", "media/upload", self.media.take, query=("type",))
        self.add("GET", "media/get", self.media.give, query=("media_id",))

    async def __aenter__(self) -> Self:
        self._runner = web.ServerRunner(web.Server(self._serve, access_log=None), shutdown_timeout=0.2)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self._port = self._runner.addresses[0][1]
        return self

    async def __aexit__(self, *_: object) -> None:
        self._closing.set()
        await self._runner.cleanup()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    def add(
        self, method: str, path: str, answer: Callable[[Asked], Any], query: tuple[str, ...] = (), token: bool = True
    ) -> None:
        """One more address. `query`: the parameters that it must have beside the token; `answer` may be async, and
        may return a whole response."""
        self._addresses[path] = Address(method, answer, query, token)

    def called(self, path: str) -> list[Asked]:
        return [asked for asked in self.calls if asked.path == path]

    async def until(self, seen: Callable[[], Any], seconds: float = 60.0) -> None:
        """Waits until something is so. Raises TimeoutError."""
        await until(self._changed, seen, seconds)

    def fault(self, kind: Kind, path: str = "", **facts: Any) -> Fault:
        """From now on something goes wrong; see Fault. Its `times` set to 0 mends it."""
        self.faults.append(Fault(kind, path, **facts))
        return self.faults[-1]

    async def _serve(self, request: web.BaseRequest) -> web.StreamResponse:
        if not request.path.startswith("/cgi-bin/"):
            return web.Response(status=404, text="404 page not found")
        path = request.path.removeprefix("/cgi-bin/")
        address = self._addresses.get(path)
        if address is None:
            return web.Response(status=404, text="404 page not found")
        try:
            asked = await self._read(request, path, address)
            self.calls.append(asked)
            self._changed.set()
            for fault in self.faults:
                if fault.times > 0 and fault.path in ("", path) and fault.fits(asked):
                    fault.times -= 1
                    return await self._go_wrong(fault, request, address, asked)
            return await self._carry_out(address, asked)
        except Refusal as refusal:
            return web.json_response(refusal.answer())
        finally:
            self._changed.set()

    async def _read(self, request: web.BaseRequest, path: str, address: Address) -> Asked:
        """The call, once it is known to be one that the vendor would take."""
        if request.method != address.method:
            raise Refusal(43001 if address.method == "GET" else 43002)
        query = dict(request.query)
        secret = self.tokens.secret(query.pop("access_token", "")) if address.token else ""
        if address.token and not self.trusted:
            raise Refusal(60020)
        if set(query) != set(address.query):
            raise Refusal(40035)
        body = await _body(request) if address.method == "POST" else None
        return Asked(path, query, body, secret, time.monotonic())

    async def _carry_out(self, address: Address, asked: Asked) -> web.StreamResponse:
        said = address.answer(asked)
        if inspect.isawaitable(said):
            said = await said
        if isinstance(said, web.StreamResponse):
            return said
        return web.json_response({"errcode": 0, "errmsg": "ok", **(said or {})})

    async def _go_wrong(
        self, fault: Fault, request: web.BaseRequest, address: Address, asked: Asked
    ) -> web.StreamResponse:
        if fault.kind == "refuse":
            raise Refusal(fault.code)
        if fault.kind == "gateway":
            return web.Response(status=fault.status, text="<html>Bad Gateway</html>", content_type="text/html")
        if fault.kind == "slow":
            await asyncio.sleep(fault.seconds)
            return await self._carry_out(address, asked)
        if fault.kind.endswith("after") or fault.kind == "garbage":
            await self._carry_out(address, asked)
        if fault.kind == "garbage":
            return web.Response(text="<html>Welcome to the free Wi-Fi</html>", content_type="text/html")
        if fault.kind.startswith("hang"):
            await self._closing.wait()
        if request.transport:
            request.transport.abort()
        return web.Response()


async def _body(request: web.BaseRequest) -> Any:
    if (request.content_length or 0) > LONGEST_CALL:
        raise Refusal(45001)
    request = request.clone(client_max_size=LONGEST_CALL)
    if request.content_type.startswith("multipart/"):
        return await uploaded(request)
    content = await request.read()
    if not content:
        raise Refusal(44002)
    try:
        body = json.loads(content.decode())
    except ValueError:
        raise Refusal(47001) from None
    if not isinstance(body, dict):
        raise Refusal(47001)
    return body
