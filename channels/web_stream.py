"""The open event streams of the chat pages: each shows its page the transcript as it is now.

A stream keeps in mind which lines its page has. Woken, it reads the newest lines again and sends what is new,
changed or gone; so lines may appear in any order, and a page that was away misses nothing.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterable

from starlette.types import Message, Receive, Scope, Send

from channels.web_presence import Presence
from domain.messages import NotCommitted
from domain.web_chat import Said, WebDoor

KEEP_ALIVE = 15.0  #: seconds between signs of life, each with a look into the transcript
STREAMS_A_SESSION = 4
STREAMS = 2_000
WINDOW = 30  #: the newest lines, which are compared at every look
_PAGE = 100
_PAGES = 10  #: a page that lacks more lines than these hold is stale
_KNOWN = 100
_TOUCHED = 100

_RETRY = "retry: 2000\n\n"
# An event and not a comment, so that a page notices a connection that has died silently.
_ALIVE = "event: alive\ndata: 1\n\n"
# A page that is stale loads itself anew.
ELSEWHERE, SIGNED_OUT, STALE = "elsewhere", "signed_out", "stale"


class Stream:
    """An ASGI response: one open page. `after` is the last line that the page has, 0 for none."""

    def __init__(
        self,
        session: str,
        chat: str,
        language: str,
        after: int,
        door: WebDoor,
        render: Callable[[Said], str],
        leave: Callable[["Stream"], None],
        present: Callable[["Stream"], Awaitable[None]],
    ) -> None:
        self.session = session
        self.chat = chat
        self.language = language  #: in which the page was made
        self._after = after
        self._door = door
        self._render = render
        self._leave = leave
        self._present = present
        self._known: dict[int, int] | None = None
        """Hashes of the lines that the page has, the newest `_KNOWN` of them."""
        self._touched: set[int] = set()
        self._woken = asyncio.Event()
        self._end: str | None = None

    def wake(self, ids: Iterable[int] = ()) -> None:
        """There is something new in the chat; these lines may be older than the newest."""
        self._touched.update(ids)
        if len(self._touched) > _TOUCHED:
            self._touched.clear()
            self._known = None
        self._woken.set()

    def close(self, reason: str) -> None:
        """Ends the stream; the page is told the reason, with "" it simply connects again."""
        self._end = reason
        self._woken.set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        gone = asyncio.create_task(self._watch(receive))
        try:
            await self._speak(send)
        except OSError:
            pass
        finally:
            gone.cancel()
            self._leave(self)

    async def _watch(self, receive: Receive) -> None:
        while (await receive())["type"] != "http.disconnect":
            pass
        self.close("")

    async def _speak(self, send: Send) -> None:
        headers = [
            (b"content-type", b"text/event-stream; charset=utf-8"),
            (b"cache-control", b"no-store"),
            (b"x-accel-buffering", b"no"),
        ]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send(_chunk(_RETRY))
        try:
            await self._follow(send)
        except NotCommitted:
            # The records cannot be reached: the page connects again by itself.
            self.close("")
        await send(_chunk(_bye(self._end) if self._end else "", more=False))

    async def _follow(self, send: Send) -> None:
        await self._present(self)
        while self._end is None:
            self._woken.clear()
            if news := await self._news():
                await send(_chunk(news))
            try:
                await asyncio.wait_for(self._woken.wait(), KEEP_ALIVE)
            except TimeoutError:
                await send(_chunk(_ALIVE))
                await self._present(self)
                session = await self._door.session(self.session)
                if session is None or session.language != self.language:
                    self.close(SIGNED_OUT if session is None else STALE)

    async def _news(self) -> str:
        """The next event: first all the newest lines, later what differs from what the page has; may be ""."""
        touched, self._touched = self._touched, set()
        lines = await self._door.transcript(self.chat, 0, WINDOW)
        lowest = lines[0].id if len(lines) == WINDOW else 0
        if self._known is None:
            return await self._first(lines, lowest)
        gone = [known for known in self._known if known >= lowest]
        for touch in sorted(touched):
            if touch < lowest:
                found = await self._door.transcript(self.chat, touch - 1, 1)
                lines += [line for line in found if line.id == touch]
                gone.append(touch)
        present = {line.id for line in lines}
        gone = [each for each in gone if each not in present]
        for each in gone:
            self._known.pop(each, None)
        return self._event(lines, gone)

    async def _first(self, lines: list[Said], lowest: int) -> str:
        missing: list[Said] = []
        after = self._after
        while 0 < after < lowest:
            if len(missing) >= _PAGE * _PAGES:
                self.close(STALE)
                return ""
            page = await self._door.transcript(self.chat, after, _PAGE)
            missing += [line for line in page if line.id < lowest]
            after = page[-1].id if page else lowest
        self._known = {}
        return self._event(missing + lines, [], lowest)

    def _event(self, lines: list[Said], gone: list[int], whole_from: int | None = None) -> str:
        """`from` tells the page that from this id on it gets every line there is."""
        assert self._known is not None
        shown = []
        for line in lines:
            html = self._render(line)
            if self._known.get(line.id) != hash(html):
                self._known[line.id] = hash(html)
                shown.append({"id": line.id, "html": html})
        while len(self._known) > _KNOWN:
            del self._known[min(self._known)]
        if not shown and not gone and whole_from is None:
            return ""
        self._after = max([self._after, *self._known])
        body = {"lines": shown, "gone": gone} | ({} if whole_from is None else {"from": whole_from})
        return f"id: {self._after}\nevent: lines\ndata: {json.dumps(body, ensure_ascii=False)}\n\n"


class Streams:
    """All open streams, found by their chat."""

    def __init__(self) -> None:
        self._by_chat: dict[str, list[Stream]] = {}
        self._presence = Presence()
        self._count = 0

    def open(
        self, session: str, chat: str, language: str, after: int, door: WebDoor, render: Callable[[Said], str]
    ) -> Stream | None:
        """A new stream, or None when there are too many in all.

        A session's oldest makes room for its fifth: what a phone has lost sight of is often still open here.
        """
        if self._count >= STREAMS:
            return None
        mine = [stream for stream in self._by_chat.get(chat, []) if stream.session == session]
        if len(mine) >= STREAMS_A_SESSION:
            mine[0].close(ELSEWHERE)
            self._drop(mine[0])
        stream = Stream(
            session, chat, language, after, door, render, self._drop, lambda stream: self._note(stream, door)
        )
        self._by_chat.setdefault(chat, []).append(stream)
        self._count += 1
        return stream

    def chats(self) -> list[str]:
        """Those that have a page open."""
        return list(self._by_chat)

    def wake(self, chat: str, ids: Iterable[int] = ()) -> None:
        for stream in self._by_chat.get(chat, ()):
            stream.wake(ids)

    def speak(self, chat: str, language: str) -> None:
        """The person has this language from now on: pages in another load themselves anew."""
        for stream in self._by_chat.get(chat, ()):
            if stream.language != language:
                stream.close(STALE)

    def sign_out(self, session: str, chat: str) -> None:
        for stream in self._by_chat.get(chat, ()):
            if stream.session == session:
                stream.close(SIGNED_OUT)

    def close(self) -> None:
        """Ends them all; the pages connect again by themselves."""
        for streams in self._by_chat.values():
            for stream in streams:
                stream.close("")

    async def _note(self, stream: Stream, door: WebDoor) -> None:
        await self._presence.note(stream.chat, self._by_chat, door)

    def _drop(self, stream: Stream) -> None:
        of_chat = self._by_chat.get(stream.chat, [])
        if stream in of_chat:
            of_chat.remove(stream)
            self._count -= 1
            if not of_chat:
                del self._by_chat[stream.chat]


def _chunk(text: str, more: bool = True) -> Message:
    return {"type": "http.response.body", "body": text.encode(), "more_body": more}


def _bye(reason: str) -> str:
    return f"event: bye\ndata: {reason}\n\n"
