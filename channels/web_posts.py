"""What a page of the web chat sends: a text, a press, a photo or recording, and which lines it has shown."""

import asyncio
import re
from collections.abc import Callable
from dataclasses import dataclass

from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.types import Message

from channels import web_files
from domain.media_types import kind, media_type
from domain.messages import LONGEST_TEXT, FileReference, Files, Press, Receive, Update
from domain.web_chat import Session, WebDoor

LARGEST_FORM = 128 * 1024
"""Bytes of a form without a file: 8,000 code points take at most 96,000 when they are escaped."""
_FORM_SECONDS = 180
_SEEN_AT_ONCE = 200
_LARGEST_ID = 2**53
_KEY = re.compile(r"[A-Za-z0-9_-]{8,64}\Z")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a page hears about something it sent; a refusal says why by a word of the table."""

    status: int = 200
    word: str = ""
    retry: int = 0  #: seconds
    toast: str = ""


class _TooLarge(Exception):
    """More bytes came than the form may have."""


def line_id(text: str | None) -> int:
    """The id of a line as a page gives it; 0 when there is none, or it is none."""
    if not (text and len(text) <= 16 and text.isascii() and text.isdigit()):
        return 0
    return int(text) if int(text) < _LARGEST_ID else 0


async def read_form(request: Request, largest: int) -> FormData | Answer:
    """The posted form within `largest` bytes and a few minutes, or why it was not read."""
    taken = 0

    async def receive() -> Message:
        nonlocal taken
        message = await request.receive()
        taken += len(message.get("body", b""))
        if taken > largest:
            raise _TooLarge
        return message

    if int(request.headers.get("content-length", 0)) > largest:
        return Answer(413, "too_large")
    try:
        async with asyncio.timeout(_FORM_SECONDS):
            limited = Request(request.scope, receive)
            return await limited.form(max_files=1, max_fields=5, max_part_size=LARGEST_FORM)
    except _TooLarge:
        return Answer(413, "too_large")
    except HTTPException:
        return Answer(400, "wrong_request")
    except (TimeoutError, ClientDisconnect):
        return Answer(408, "again")


class Posts:
    """Makes updates of what pages post and hands them in; each is answered when its turn is committed.

    NotCommitted comes through: the page is to post the same again.
    `key` in a form is the page's own and the same when it is posted again.
    """

    def __init__(self, account: str, receive: Receive, door: WebDoor, files: Files, clock: Callable[[], int]) -> None:
        self._account = account
        self._receive = receive
        self._door = door
        self._files = files
        self._clock = clock

    async def say(self, session: Session, form: FormData) -> Answer:
        text = _field(form, "quick") or _field(form, "text")
        text = text.replace("\r\n", "\n").replace("\0", "")
        if not text.strip():
            return Answer(400, "nothing")
        return await self._hand_in(session, _field(form, "key"), text=text)

    async def press(self, session: Session, form: FormData) -> Answer:
        press = Press.read(_field(form, "press"))
        if press is None:
            return Answer(400, "wrong_request")
        # A page that runs no script has one key for all its buttons, so the choice becomes part of it.
        key = _field(form, "key") or f"{_field(form, 'page')}-{press.data.replace(':', '-')}"
        return await self._hand_in(session, key, press=press)

    async def photo(self, session: Session, form: FormData) -> Answer:
        upload, key = form.get("file"), _field(form, "key")
        if not isinstance(upload, UploadFile) or not upload.size or not _KEY.match(key):
            return Answer(400, "wrong_request")
        if upload.size > web_files.LARGEST:
            return Answer(413, "too_large")
        content = await upload.read()
        media = media_type(content)
        if media is None:
            return Answer(415, "wrong_file")
        try:
            reference = await self._files.keep(content, media, kind(media))
        except OSError:
            return Answer(503, "again", 5)
        return await self._hand_in(session, key, files=(reference,))

    async def seen(self, session: Session, form: FormData) -> Answer:
        ids = [line_id(each) for each in _field(form, "ids").split(",")[:_SEEN_AT_ONCE]]
        await self._door.delivered(session.chat, [each for each in ids if each])
        return Answer()

    async def _hand_in(
        self,
        session: Session,
        key: str,
        text: str = "",
        press: Press | None = None,
        files: tuple[FileReference, ...] = (),
    ) -> Answer:
        if not _KEY.match(key):
            return Answer(400, "wrong_request")
        update = Update(
            account=self._account,
            key=f"web:{session.chat}:{key}",
            chat=session.chat,
            at=self._clock(),
            sender=session.chat,
            text=text[:LONGEST_TEXT],
            press=press,
            files=files,
            language=session.language,
            name=session.name,
            cut=len(text) > LONGEST_TEXT,
        )
        handled = await self._receive(update)
        return Answer(toast=handled.toast)


def _field(form: FormData, name: str) -> str:
    value = form.get(name)
    return value if isinstance(value, str) else ""
