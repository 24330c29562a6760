"""What keeps the web chat's pages safe: headers, the origin of a post, its pace."""

from collections import OrderedDict, deque
from urllib.parse import urlsplit

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

SCRIPT_HEADER = "x-tongxin"
"""Set by our script on every request: another site cannot, without a preflight that nobody answers."""

_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data: blob:",
        "media-src 'self' blob:",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)
SAFE_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    # With no-referrer a browser blanks the Origin of a form's post, which has to be compared here.
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-store",
}


class SafeHeaders:
    """ASGI middleware: gives every response the strict headers that it has not set itself."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_safely(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in SAFE_HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, send_safely)


def from_our_pages(request: Request) -> bool:
    """Whether a post comes from one of our own pages, as far as the browser can tell.

    Browsers say so by Sec-Fetch-Site on secure addresses and by Origin elsewhere; one that says neither
    must have been told by our script to set its header.
    """
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site == "same-origin"
    origin = request.headers.get("origin")
    if origin is not None:
        return urlsplit(origin).netloc == request.headers.get("host", "")
    return SCRIPT_HEADER in request.headers


class Pace:
    """How often each of many may do something: `count` times in `window` milliseconds."""

    def __init__(self, count: int, window: int, remembered: int = 10_000) -> None:
        self._count = count
        self._window = window
        self._remembered = remembered
        self._times: OrderedDict[str, deque[int]] = OrderedDict()

    def wait(self, who: str, now: int) -> int:
        """Milliseconds until `who` may, and 0 when they may now, which then counts."""
        times = self._times.pop(who, None) or deque(maxlen=self._count)
        self._times[who] = times
        if len(self._times) > self._remembered:
            self._times.popitem(last=False)
        if len(times) == self._count and 0 <= now - times[0] < self._window:
            return self._window - (now - times[0])
        times.append(now)
        return 0
