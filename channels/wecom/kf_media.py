"""Pictures, voices and files on their way to customers: uploaded once, then sent by the vendor's id of them.

https://developer.work.weixin.qq.com/document/path/90253: a picture is JPEG or PNG up to 10 MB, a voice AMR up to
2 MB, a file has up to 20 MB, everything more than 5 bytes; all is kept for three days.
"""

import mimetypes
from collections.abc import Callable

from channels.wecom.api import Api
from channels.wecom.failures import Refused
from channels.wecom.lately import Lately
from domain.messages import FileReference, Files

MEGABYTE = 1024 * 1024
PICTURES = ("image/jpeg", "image/png")
VOICES = ("audio/amr",)
KEPT = 2 * 86_400_000
"""Milliseconds for which an id is used again, less than the vendor's three days."""
MOST = 500
INVALID_ID = 40007


class Media:
    def __init__(self, api: Api, secret: str, files: Files, clock: Callable[[], int]) -> None:
        self._api = api
        self._secret = secret
        self._files = files
        self._clock = clock
        self._uploaded: Lately[tuple[str, str, int]] = Lately(MOST)

    async def ready(self, file: FileReference) -> tuple[str, str]:
        """(msgtype, id) of a file. Raises Unsent, Unanswered, Refused."""
        if not file.kept:
            return "image" if file.kind == "photo" else "voice" if file.kind == "voice" else "file", file.reference
        known = self._uploaded.get(file.reference)
        if known and self._clock() < known[2]:
            return known[0], known[1]
        content = await self._files.open(file.reference)
        if content is None:
            raise Refused(INVALID_ID)
        kind = _kind(file, len(content))
        name = f"{file.kind}{mimetypes.guess_extension(file.media_type) or ''}"
        media = await self._api.upload(self._secret, kind, name, content, file.media_type)
        self._uploaded.note(file.reference, (kind, media, self._clock() + KEPT))
        return kind, media


def _kind(file: FileReference, size: int) -> str:
    media_type = file.media_type.partition(";")[0]
    if media_type in PICTURES and size <= 10 * MEGABYTE:
        return "image"
    return "voice" if media_type in VOICES and size <= 2 * MEGABYTE else "file"
