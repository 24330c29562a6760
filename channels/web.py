"""The web chat: a door for people with neither Telegram nor WeCom, in the browser of any phone.

A grid worker's one-time link signs a browser in; opening it uses nothing up, pressing its button does. What
a page sends carries a key of the browser's own, so that a repeat after a lost connection has no second effect.
The transcript is the truth: `send` only wakes the open pages, which read it again.
"""

import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from urllib.parse import quote

from starlette.datastructures import FormData
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp

from channels import web_elsewhere, web_files
from channels.web_failures import Handler, exception_handlers
from channels.web_guard import SCRIPT_HEADER, Pace, SafeHeaders, from_our_pages
from channels.web_pages import Pages
from channels.web_posts import LARGEST_FORM, Answer, Posts, line_id, read_form
from channels.web_sessions import Sessions
from channels.web_stream import Streams
from domain.messages import (
    LONGEST_TEXT,
    Delivery,
    FailureKind,
    FileReference,
    Files,
    Limits,
    NotCommitted,
    NotFetched,
    Operation,
    Receipt,
    Receive,
    SendFailure,
)
from domain.web_chat import Said, Session, WebDoor

LINES = 50  #: on the first screen and in one page of history
_LONGEST_TOKEN = 200
_SHA256 = re.compile(r"[0-9a-f]{64}\Z")

Endpoint = Callable[[Request], Awaitable[ASGIApp]]
Show = Callable[[Request, Session], Awaitable[ASGIApp]]
Act = Callable[[Session, FormData], Awaitable[Answer]]


class Web:
    """The channel of the web chat. `clock` gives epoch milliseconds; `secure_cookies` is for sites with HTTPS."""

    name = "web"
    account = "web"
    limits = Limits(text=LONGEST_TEXT, buttons=True)
    open = True

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
        self._default_language = default_language
        self._sessions = Sessions(door, secure_cookies)
        self._pages = Pages(default_language)
        self._posts = Posts(self.account, receive, door, files, clock)
        self._streams = Streams()
        self._doing = Pace(20, 10_000)
        self._showing = Pace(60, 10_000)

    def routes(self) -> list[BaseRoute]:
        """The chat's addresses, for the one ASGI application of the house."""
        posts = self._posts
        return [
            self._get("/", self._first),
            self._get("/chat", self._first),
            self._get("/chat/enter/{token}", self._invitation),
            self._post("/chat/enter/{token}", self._enter),
            self._get("/chat/static/{version}/{name}", self._static),
            self._get("/chat/{who}", self._shown(self._chat)),
            self._get("/chat/{who}/history", self._shown(self._history)),
            self._get("/chat/{who}/stream", self._shown(self._stream)),
            self._get("/chat/{who}/file/{sha256}", self._shown(self._file)),
            self._post("/chat/{who}/leave", self._leave),
            self._post("/chat/{who}/say", self._posted(posts.say, self._doing)),
            self._post("/chat/{who}/press", self._posted(posts.press, self._doing)),
            self._post("/chat/{who}/photo", self._posted(posts.photo, self._doing, web_files.LARGEST + LARGEST_FORM)),
            self._post("/chat/{who}/seen", self._posted(posts.seen, self._showing)),
        ]

    def exception_handlers(self) -> Mapping[type[Exception], Handler]:
        """What the whole site says to an unknown address and after an error, for the application as well."""
        return exception_handlers(self._pages, self._default_language)

    async def run(self) -> None:
        """Browsers call in by themselves; what other processes say is looked for until it is cancelled."""
        await web_elsewhere.listen(self._streams, self._door)

    def close_streams(self) -> None:
        """Ends what is open towards the pages, so that a stopping server need not wait; they connect again."""
        self._streams.close()

    def messages(self, _: Delivery, /) -> int:
        return 1

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
        """A file of this channel, which was kept before its update was handed in. Raises NotFetched."""
        content = await self._files.open(reference.reference)
        if content is None:
            raise NotFetched(SendFailure(FailureKind.REFUSED, code="gone"))
        return content

    # Signing in and out

    async def _first(self, request: Request) -> Response:
        people = await self._sessions.all(request)
        if len(people) == 1:
            return _to_chat(people[0])
        return self._pages.choose(people) if people else self._pages.welcome()

    async def _invitation(self, request: Request) -> Response:
        token = request.path_params["token"]
        invitation = await self._door.invitation(token) if len(token) <= _LONGEST_TOKEN else None
        if invitation is not None:
            return self._pages.enter(invitation)
        return await self._without_link(request)

    async def _enter(self, request: Request) -> Response:
        if not from_our_pages(request):
            return self._pages.notice(self._default_language, "wrong_request", 403)
        token = request.path_params["token"]
        try:
            redeemed = await self._door.redeem(token) if len(token) <= _LONGEST_TOKEN else None
        except NotCommitted:
            return await self._invitation(request)
        if redeemed is None:
            return await self._without_link(request)
        secret, session = redeemed
        answer = _to_chat(session)
        self._sessions.begin(answer, session, secret)
        return answer

    async def _without_link(self, request: Request) -> Response:
        """People press their old link again and again to come back. Nobody knows any more whose it was, so even
        the only one who is signed in presses their name: the next text must not go out as somebody else."""
        people = await self._sessions.all(request)
        return self._pages.choose(people) if people else self._pages.link_gone()

    async def _leave(self, request: Request) -> Response:
        who = request.path_params["who"]
        if not from_our_pages(request):
            return self._pages.answer(request, self._default_language, Answer(403, "wrong_request"))
        session = await self._sessions.of(request, who)
        answer = RedirectResponse(f"/chat/{quote(who)}", 303)
        if session is not None:
            secret = self._sessions.secret(request, who)
            await self._door.sign_out(secret)
            self._streams.sign_out(secret, who)
            self._sessions.end(answer, session)
        return answer

    # What a page reads

    def _shown(self, show: Show) -> Endpoint:
        """What one chat shows, to those who are signed in to it."""

        async def endpoint(request: Request) -> ASGIApp:
            session = await self._sessions.of(request, request.path_params["who"])
            if session is None:
                return await self._signed_out(request)
            return await show(request, session)

        return endpoint

    async def _signed_out(self, request: Request) -> Response:
        if SCRIPT_HEADER in request.headers:
            return self._pages.answer(request, self._default_language, Answer(401, "signed_out"))
        return self._pages.signed_out(await self._sessions.all(request))

    async def _chat(self, request: Request, session: Session) -> Response:
        said = await self._door.transcript(session.chat, 0, LINES + 1)
        return self._pages.chat(session, said[-LINES:], len(said) > LINES)

    async def _history(self, request: Request, session: Session) -> Response:
        before = line_id(request.query_params.get("before"))
        after = line_id(request.query_params.get("after"))
        if before:
            said = await self._door.earlier(session.chat, before, LINES + 1)
        else:
            said = await self._door.transcript(session.chat, after, LINES + 1)
        kept = said[:LINES] if after and not before else said[-LINES:]
        lines = [{"id": each.id, "html": self._pages.line(each, session)} for each in kept]
        return JSONResponse({"lines": lines, "more": len(said) > LINES})

    async def _stream(self, request: Request, session: Session) -> ASGIApp:
        after = request.headers.get("last-event-id") or request.query_params.get("after")

        def render(said: Said) -> str:
            return self._pages.line(said, session)

        secret = self._sessions.secret(request, session.chat)
        stream = self._streams.open(
            secret, session.chat, session.language, line_id(after), self._door, render
        )
        return stream or self._pages.answer(request, session.language, Answer(503, "busy", 10))

    async def _file(self, request: Request, session: Session) -> Response:
        sha256 = request.path_params["sha256"]
        reference = await self._door.file(session.chat, sha256) if _SHA256.match(sha256) else None
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
            session = await self._sessions.of(request, request.path_params["who"])
            language = session.language if session else self._default_language
            if not from_our_pages(request):
                return self._pages.answer(request, language, Answer(403, "wrong_request"))
            if session is None:
                return await self._signed_out(request)
            if wait := pace.wait(self._sessions.secret(request, session.chat), self._clock()):
                return self._pages.answer(request, language, Answer(429, "slow_down", -(-wait // 1000)))
            form = await read_form(request, largest)
            if isinstance(form, Answer):
                return self._pages.answer(request, language, form)
            try:
                answer = await act(session, form)
            except NotCommitted:
                answer = Answer(503, "again", 2)
            finally:
                await form.close()
            if pace is self._doing:
                await self._renew(request, session)
            return self._pages.answer(request, language, answer)

        return endpoint

    async def _renew(self, request: Request, session: Session) -> None:
        """Open pages show what was said; they are made anew when another language was chosen."""
        self._streams.wake(session.chat)
        with suppress(NotCommitted):
            if now := await self._sessions.of(request, session.chat):
                self._streams.speak(session.chat, now.language)

    # Addresses

    def _get(self, path: str, endpoint: Endpoint) -> Route:
        return Route(path, self._open_to(endpoint), middleware=[Middleware(SafeHeaders)])

    def _post(self, path: str, endpoint: Endpoint) -> Route:
        return Route(path, self._open_to(endpoint), methods=["POST"], middleware=[Middleware(SafeHeaders)])

    def _open_to(self, endpoint: Endpoint) -> Endpoint:
        """The endpoint; while the records cannot be reached, a word about it instead."""

        async def guarded(request: Request) -> ASGIApp:
            try:
                return await endpoint(request)
            except NotCommitted:
                return self._pages.answer(request, self._default_language, Answer(503, "busy", 5))

        return guarded


def _to_chat(session: Session) -> Response:
    return RedirectResponse(f"/chat/{session.chat}", 303)
