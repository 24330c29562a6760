"""Pictures, voices and files of WeCom's app and 微信客服. What goes out is handed over once, and used for as long as
the vendor keeps it.

https://developer.work.weixin.qq.com/document/path/90253
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from channels.wecom.api import Api
from channels.wecom.failures import BUSY, Refused, Unanswered, Unsent, failure
from channels.wecom.lately import Lately
from domain.media_types import name_of
from domain.messages import FailureKind, FileReference, Files, NotFetched, SendFailure
from domain.spans import DAY, HOUR

Said = TypeVar("Said")

KEPT = 3 * DAY - HOUR
"""Milliseconds for which the vendor's id of a file is used: three days, less an hour on the safe side."""
MOST_KEPT = 500
MEGABYTE = 1024 * 1024
PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")
VOICE = b"#!AMR"
"""How the files begin that the vendor shows as pictures, or plays."""
LARGEST = {"image": 10 * MEGABYTE, "voice": 2 * MEGABYTE, "file": 20 * MEGABYTE}
"""Bytes."""
GONE, TOO_LARGE = 40_007, 45_001
"""The vendor's codes for a media id that it does not know (any more), and for a file beyond its limits."""


class Media:
    """The media ids of one secret, by what they hold. One that several deliveries wait for is made once."""

    def __init__(self, api: Api, secret: str, files: Files, clock: Callable[[], int]) -> None:
        self._api = api
        self._secret = secret
        self._files = files
        self._clock = clock
        self._kept: Lately[tuple[asyncio.Task[tuple[str, str]], int]] = Lately(MOST_KEPT)

    async def show(self, file: FileReference, say: Callable[[dict[str, Any]], Awaitable[Said]]) -> Said:
        """Has the body of a file's message said; a file that the vendor has forgotten is handed over once more.
        Raises what `say` raises, Refused, Unsent."""
        try:
            return await say(body_of(*await self._ready(file)))
        except Refused as refused:
            if refused.code != GONE or not file.kept:
                raise
        self._kept.forget(file.reference)
        return await say(body_of(*await self._ready(file)))

    async def _ready(self, file: FileReference) -> tuple[str, str]:
        """(as what it is sent, media id). What came in and is not kept yet goes out by the id that it came with.
        Raises Refused and Unsent, as nothing has been said yet."""
        if not file.kept:
            return {"photo": "image", "voice": "voice"}.get(file.kind, "file"), file.reference
        task, until = self._kept.get(file.reference) or (None, 0)
        if task is None or self._clock() >= until:
            task = asyncio.create_task(self._upload(file))
            self._kept.note(file.reference, (task, self._clock() + KEPT))
        try:
            return await asyncio.shield(task)
        except Unanswered:
            self._kept.forget(file.reference)
            raise Refused(BUSY, said="no answer to an upload") from None
        except Exception:
            self._kept.forget(file.reference)
            raise

    async def _upload(self, file: FileReference) -> tuple[str, str]:
        async with self._api.transfers:
            return await self._hand_over(file)

    async def _hand_over(self, file: FileReference) -> tuple[str, str]:
        content = await self._files.open(file.reference)
        if content is None:
            raise Refused(GONE, said="file is not kept any more")
        kind = kind_of(file, content)
        name = name_of(file.kind, file.media_type)
        return kind, await self._api.upload(self._secret, kind, name, content, file.media_type)


async def fetched(api: Api, secret: str, reference: FileReference) -> bytes:
    """The bytes of something that came in, within three days. Raises NotFetched."""
    try:
        return await api.download(secret, reference.reference)
    except Unanswered:
        raise NotFetched(SendFailure(FailureKind.UNREACHABLE, code="unanswered")) from None
    except (Refused, Unsent) as error:
        raise NotFetched(failure(error)) from None


def body_of(kind: str, media: str) -> dict[str, Any]:
    """The body of a message that is a file, by the id under which the vendor has it."""
    return {"msgtype": kind, kind: {"media_id": media}}


def kind_of(file: FileReference, content: bytes) -> str:
    """What the vendor shows or plays goes out as that, all else as a file. Raises Refused."""
    if file.kind == "photo" and content.startswith(PICTURES) and len(content) <= LARGEST["image"]:
        return "image"
    if file.kind == "voice" and content.startswith(VOICE) and len(content) <= LARGEST["voice"]:
        return "voice"
    if len(content) > LARGEST["file"]:
        raise Refused(TOO_LARGE, said="larger than 20 MB")
    return "file"
