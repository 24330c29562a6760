"""A small house behind the web chat's door: one-time links, sessions, a transcript, each key taken once."""

import asyncio
import hashlib
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace

import uvicorn
from starlette.applications import Starlette

from channels.web import Web
from domain.messages import Choice, Content, Delivery, FileReference, Handled, NotCommitted, Operation, Press, Update
from domain.web_chat import Invitation, Said, Session

SUMMARY = """李阿公，您要的是：
1. 五花肉 2 斤（35元/斤）约70元，称重后多退少补
2. 豆腐 1 块，李大哥捐的，免费
合计约 70 元。今晚 8 点截止，明天上午到文化礼堂拿。
按“确认”才算下单。有事打网格员小陈 13800138000。"""
LABELS = ("确认", "修改", "取消")


class House:
    """Answers every text: with a priced summary and three choices when it names 猪肉, else with what it heard."""

    def __init__(self) -> None:
        self.links: dict[str, Session] = {}
        self.sessions: dict[str, Session] = {}
        self.lines: dict[str, list[Said]] = {}
        self.keys: set[str] = set()
        self.updates: list[Update] = []
        self.kept: dict[str, tuple[bytes, FileReference]] = {}
        self.shown: set[int] = set()
        self.noted: list[list[str]] = []  #: chats that were noted as open, a write each
        self.refusals = 0  #: how many updates are not committed before one is
        self.away = False  #: whether the records cannot be reached at all
        self.slowness = 0.0  #: seconds between the commit and its answer
        self.next_id = 1_000
        self.web = Web(self.receive, self, self, lambda: int(time.time() * 1000), False, "zh")

    # What the tests arrange

    def link(self, name: str = "李阿公", language: str = "zh", chat: str = "chat-1") -> str:
        token = f"token-{len(self.links) + 1}"
        self.links[token] = Session(chat, name, language)
        return f"/chat/enter/{token}"

    def sign_in(self, name: str = "李阿公", language: str = "zh", chat: str = "chat-1") -> str:
        cookie = f"cookie-{len(self.sessions) + 1}"
        self.sessions[cookie] = Session(chat, name, language)
        return cookie

    async def says(self, text: str, chat: str = "chat-1", labels: Sequence[str] = ()) -> int:
        """One line of ours, laid into the transcript and sent."""
        number = self._id()
        choices = tuple(Choice(label, Press(f"n{number}", at)) for at, label in enumerate(labels, 1))
        self._add(chat, Said(number, self._now(), True, text, choices))
        await self.web.send([Delivery(number, "web", chat, Content(text, choices))])
        return number

    def says_elsewhere(self, text: str, chat: str = "chat-1") -> int:
        """One line that another process of the house lays into the transcript."""
        number = self._id()
        self._add(chat, Said(number, self._now(), True, text))
        return number

    async def corrects(self, number: int, text: str, chat: str = "chat-1") -> None:
        lines = self.lines[chat]
        place = next(at for at, line in enumerate(lines) if line.id == number)
        lines[place] = Said(number, lines[place].at, True, text)
        await self._change(Operation.EDIT, number, chat)

    async def withdraws(self, number: int, chat: str = "chat-1") -> None:
        self.lines[chat] = [line for line in self.lines[chat] if line.id != number]
        await self._change(Operation.WITHDRAW, number, chat)

    def texts(self, chat: str = "chat-1") -> list[str]:
        return [line.text for line in self.lines.get(chat, [])]

    # Receive

    async def receive(self, update: Update, /) -> Handled:
        self._refuse()
        if update.key in self.keys:
            return Handled(duplicate=True)
        self.keys.add(update.key)
        self.updates.append(update)
        text = LABELS[update.press.number - 1] if update.press else update.text
        if update.press is None:
            file = next(iter(update.files), None)
            self._add(update.chat, Said(self._id(), update.at, False, text, file=file, key=update.key))
        if text == "English":
            self.sessions = {key: replace(each, language="en") for key, each in self.sessions.items()}
        if "猪肉" in text:
            await self.says(SUMMARY, update.chat, LABELS)
        else:
            await self.says(f"收到：{text[:20]}", update.chat)
        await asyncio.sleep(self.slowness)
        return Handled(toast="好的" if update.press else "")

    # WebDoor

    async def invitation(self, token: str, /) -> Invitation | None:
        session = self.links.get(token)
        return Invitation(session.name, session.language) if session else None

    async def redeem(self, token: str, /) -> tuple[str, Session] | None:
        self._refuse()
        session = self.links.pop(token, None)
        return (self.sign_in(session.name, session.language, session.chat), session) if session else None

    async def present(self, chats: Sequence[str], /) -> None:
        self.noted.append(list(chats))

    async def session(self, cookie: str, /) -> Session | None:
        if self.away:
            raise NotCommitted
        return self.sessions.get(cookie)

    async def sign_out(self, cookie: str, /) -> None:
        self.sessions.pop(cookie, None)

    async def transcript(self, chat: str, after: int, limit: int, /) -> list[Said]:
        if self.away:
            raise NotCommitted
        lines = [line for line in self.lines.get(chat, []) if line.id > after]
        return lines[:limit] if after else lines[-limit:]

    async def earlier(self, chat: str, before: int, limit: int, /) -> list[Said]:
        return [line for line in self.lines.get(chat, []) if line.id < before][-limit:]

    async def newest(self, chats: Sequence[str], /) -> Mapping[str, int]:
        return {chat: sum(line.id for line in self.lines.get(chat, [])) for chat in chats}

    async def delivered(self, chat: str, ids: Sequence[int], /) -> None:
        self.shown.update(ids)

    async def file(self, chat: str, sha256: str, /) -> FileReference | None:
        files = [line.file for line in self.lines.get(chat, []) if line.file]
        return next((each for each in files if each.reference == sha256), None)

    # Files

    async def keep(self, content: bytes, media_type: str, kind: str, /) -> FileReference:
        sha256 = hashlib.sha256(content).hexdigest()
        reference = FileReference(kind, sha256, media_type, len(content), kept=True)
        self.kept[sha256] = (content, reference)
        return reference

    async def open(self, sha256: str, /) -> bytes | None:
        return self.kept[sha256][0] if sha256 in self.kept else None

    def _refuse(self) -> None:
        if self.refusals:
            self.refusals -= 1
            raise NotCommitted

    def _add(self, chat: str, line: Said) -> None:
        self.lines.setdefault(chat, []).append(line)

    async def _change(self, operation: Operation, number: int, chat: str) -> None:
        parts = (str(number),)
        await self.web.send([Delivery(self._id(), "web", chat, Content(""), operation, parts=parts)])

    def _id(self) -> int:
        self.next_id += 1
        return self.next_id

    def _now(self) -> int:
        return int(time.time() * 1000)


class Site:
    """The house's pages behind a real server, which can be stopped and started on the same port."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.port = 0
        self._application = Starlette(routes=house.web.routes(), exception_handlers=house.web.exception_handlers())

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def start(self) -> None:
        config = uvicorn.Config(
            self._application,
            host="127.0.0.1",
            port=self.port,
            ws="none",
            lifespan="off",
            log_level="error",
            timeout_graceful_shutdown=1,
        )
        self._server = uvicorn.Server(config)
        self._serving = asyncio.create_task(self._server.serve())
        while not self._server.started:  # noqa: ASYNC110 (uvicorn gives no event for it)
            await asyncio.sleep(0.01)
        self.port = self._server.servers[0].sockets[0].getsockname()[1]

    async def stop(self) -> None:
        self.house.web.close_streams()
        self._server.should_exit = True
        await self._serving


@asynccontextmanager
async def open_site() -> AsyncIterator[Site]:
    site = Site(House())
    await site.start()
    try:
        yield site
    finally:
        await site.stop()
