"""The web chat: a door for people with neither Telegram nor WeCom, in the browser of any phone.

A grid worker's one-time link signs a browser in; opening it uses nothing up, pressing its button does. What
a page sends carries a key of the browser's own, so that a repeat after a lost connection has no second effect.
The transcript is the truth: `send` only wakes the open pages, which read it again.
"""

import asyncio
import re
from collections.abc import Awaitable, Callable, Sequence

from starlette.datastructures import FormData
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp

from channels import web_files
from channels.web_guard import SCRIPT_HEADER, Pace, SafeHeaders, from_our_pages
from channels.web_pages import Pages
from channels.web_posts import LARGEST_FORM, Answer, Posts, line_id, read_form
from channels.web_stream import Streams
from channels.web_words import words
from domain.messages import (
    LONGEST_TEXT,
    Delivery,
    FileReference,
    Files,
    Limits,
    NotCommitted,
    Operation,
    Receipt,
    Receive,
    Said,
    Session,
    WebDoor,
)

LINES = 50  #: on the first screen and in one page of history
SIGNED_IN_SECONDS = 90 * 24 * 3600
_LONGEST_SECRET = 200
_SHA256 = re.compile(r"[0-9a-f]{64}\Z")

Endpoint = Callable[[Request], Awaitable[ASGIApp]]
Act = Callable[[Session, FormData], Awaitable[Answer]]


class Web:
    """The channel of the web chat. `clock` gives epoch milliseconds; `secure_cookies` is for sites with HTTPS."""

    name = "web"
    account = "web"
    limits = Limits(text=LONGEST_TEXT, buttons=True)

    def __init__(
        self,
        receive: Receive,
        door: WebDoor,
        files: Files,
        clock: Callable[[], int],
        secure_cookies: bool,
        default_language: str,
    ) -> None:
        self._door = door
        self._files = files
        self._clock = clock
        self._secure = secure_cookies
        self._cookie = "__Host-tongxin_chat" if secure_cookies else "tongxin_chat"
        self._default_language = default_language
        self._pages = Pages(default_language)
        self._posts = Posts(self.account, receive, door, files, clock)
        self._streams = Streams()
        self._doing = Pace(20, 10_000)
        self._showing = Pace(60, 10_000)

    def routes(self) -> list[BaseRoute]:
        """The chat's addresses, for the one ASGI application of the house."""
        posts = self._posts
        return [
            _get("/", self._welcome),
            _get("/chat", self._chat),
            _get("/chat/enter/{token}", self._invitation),
            _get("/chat/history", self._history),
            _get("/chat/stream", self._stream),
            _get("/chat/file/{sha256}", self._file),
            _get("/chat/static/{version}/{name}", self._static),
            _post("/chat/enter/{token}", self._enter),
            _post("/chat/leave", self._leave),
            _post("/chat/say", self._posted(posts.say, self._doing)),
            _post("/chat/press", self._posted(posts.press, self._doing)),
            _post("/chat/photo", self._posted(posts.photo, self._doing, web_files.LARGEST + LARGEST_FORM)),
            _post("/chat/seen", self._posted(posts.seen, self._showing)),
        ]

    async def run(self) -> None:
        """Waits until it is cancelled, then ends the open streams, so that the server can stop."""
        try:
            await asyncio.Event().wait()
        finally:
            self._streams.close()

    async def send(self, deliveries: Sequence[Delivery], /) -> list[Receipt]:
        """Wakes the open pages: the lines lie in the transcript already. Delivered is what the browser reports."""
        receipts = []
        for delivery in deliveries:
            new = delivery.operation is Operation.SEND
            parts = (str(delivery.id),) if new else delivery.parts
            self._streams.wake(delivery.chat, [line_id(part) for part in parts])
            receipts.append(Receipt(delivery.id, parts))
        return receipts

    async def fetch(self, reference: FileReference, /) -> bytes:
        """A file of this channel, which was kept before its update was handed in; LookupError when it is gone."""
        content = await self._files.open(reference.reference)
        if content is None:
            raise LookupError(reference.reference)
        return content

    # Signing in and out

    async def _welcome(self, request: Request) -> Response:
        if await self._session(request):
            return RedirectResponse("/chat", 303)
        return self._pages.welcome()

    async def _invitation(self, request: Request) -> Response:
        token = request.path_params["token"]
        invitation = await self._door.invitation(token) if len(token) <= _LONGEST_SECRET else None
        if invitation is not None:
            return self._pages.enter(invitation)
        return await self._without_link(request)

    async def _enter(self, request: Request) -> Response:
        if not from_our_pages(request):
            return self._pages.notice(self._default_language, "wrong_request", 403)
        token = request.path_params["token"]
        try:
            redeemed = await self._door.redeem(token) if len(token) <= _LONGEST_SECRET else None
        except NotCommitted:
            return await self._invitation(request)
        if redeemed is None:
            return await self._without_link(request)
        answer = RedirectResponse("/chat", 303)
        self._set_cookie(answer, redeemed[0], SIGNED_IN_SECONDS)
        return answer

    async def _without_link(self, request: Request) -> Response:
        """People press their old link again and again to come back: whoever is signed in gets their chat."""
        return RedirectResponse("/chat", 303) if await self._session(request) else self._pages.link_gone()

    async def _leave(self, request: Request) -> Response:
        session = await self._session(request)
        if not from_our_pages(request):
            return self._answer(request, self._default_language, Answer(403, "wrong_request"))
        if session is not None:
            cookie = request.cookies[self._cookie]
            await self._door.sign_out(cookie)
            self._streams.sign_out(cookie, session.chat)
        answer = RedirectResponse("/", 303)
        self._set_cookie(answer, "", 0)
        return answer

    # What a page reads

    async def _chat(self, request: Request) -> Response:
        session = await self._session(request)
        if session is None:
            return RedirectResponse("/", 303)
        said = await self._door.transcript(session.chat, 0, LINES + 1)
        return self._pages.chat(session, said[-LINES:], len(said) > LINES)

    async def _history(self, request: Request) -> Response:
        session = await self._session(request)
        if session is None:
            return self._answer(request, self._default_language, Answer(401, "signed_out"))
        before = line_id(request.query_params.get("before"))
        after = line_id(request.query_params.get("after"))
        if before:
            said = await self._door.earlier(session.chat, before, LINES + 1)
        else:
            said = await self._door.transcript(session.chat, after, LINES + 1)
        kept = said[:LINES] if after and not before else said[-LINES:]
        lines = [{"id": each.id, "html": self._pages.line(each, session.language)} for each in kept]
        return JSONResponse({"lines": lines, "more": len(said) > LINES})

    async def _stream(self, request: Request) -> ASGIApp:
        session = await self._session(request)
        if session is None:
            return self._answer(request, self._default_language, Answer(401, "signed_out"))
        after = request.headers.get("last-event-id") or request.query_params.get("after")
        language = session.language

        def render(said: Said) -> str:
            return self._pages.line(said, language)

        cookie = request.cookies[self._cookie]
        stream = self._streams.open(cookie, session.chat, line_id(after), self._door, render)
        return stream or self._answer(request, language, Answer(503, "again", 10))

    async def _file(self, request: Request) -> Response:
        session = await self._session(request)
        sha256 = request.path_params["sha256"]
        if session is None or not _SHA256.match(sha256):
            return Response(status_code=404)
        reference = await self._door.file(session.chat, sha256)
        content = await self._files.open(sha256) if reference else None
        if reference is None or content is None:
            return Response(status_code=404)
        return web_files.answer(request, content, reference.media_type)

    async def _static(self, request: Request) -> Response:
        return self._pages.static(request.path_params["version"], request.path_params["name"])

    # What a page sends

    def _posted(self, act: Act, pace: Pace, largest: int = LARGEST_FORM) -> Endpoint:
        """What is the same for each thing a page posts: from where, by whom, how often, how large."""

        async def endpoint(request: Request) -> Response:
            session = await self._session(request)
            language = session.language if session else self._default_language
            if not from_our_pages(request):
                return self._answer(request, language, Answer(403, "wrong_request"))
            if session is None:
                return self._answer(request, language, Answer(401, "signed_out"))
            if wait := pace.wait(request.cookies[self._cookie], self._clock()):
                return self._answer(request, language, Answer(429, "slow_down", -(-wait // 1000)))
            form = await read_form(request, largest)
            if isinstance(form, Answer):
                return self._answer(request, language, form)
            try:
                answer = await act(session, form)
            except NotCommitted:
                answer = Answer(503, "again", 2)
            finally:
                await form.close()
            if pace is self._doing:
                self._streams.wake(session.chat)
            return self._answer(request, language, answer)

        return endpoint

    def _answer(self, request: Request, language: str, answer: Answer) -> Response:
        """JSON for our script; for a form posted without it the chat again, or a page that says what was wrong."""
        if SCRIPT_HEADER not in request.headers and request.method == "POST":
            if answer.status == 200:
                return RedirectResponse("/chat", 303)
            return self._pages.notice(language, answer.word, answer.status)
        body: dict[str, str | int] = {}
        if answer.toast:
            body["toast"] = answer.toast
        if answer.word:
            body["say"] = words(language)[answer.word]
        if answer.retry:
            body["retry"] = answer.retry
        return JSONResponse(body, answer.status)

    async def _session(self, request: Request) -> Session | None:
        cookie = request.cookies.get(self._cookie, "")
        return await self._door.session(cookie) if 0 < len(cookie) <= _LONGEST_SECRET else None

    def _set_cookie(self, answer: Response, secret: str, seconds: int) -> None:
        answer.set_cookie(
            self._cookie, secret, seconds, path="/", secure=self._secure, httponly=True, samesite="lax"
        )


def _get(path: str, endpoint: Endpoint) -> Route:
    return Route(path, endpoint, middleware=[Middleware(SafeHeaders)])


def _post(path: str, endpoint: Endpoint) -> Route:
    return Route(path, endpoint, methods=["POST"], middleware=[Middleware(SafeHeaders)])
