"""The picture, recording or PDF that goes with a notice: checked by its first bytes, kept, and named in the form."""

import asyncio
import hmac
from hashlib import sha256

from starlette.datastructures import FormData, UploadFile

from console.drafts import Wrong
from console.house import House, Visitor
from domain.media_types import is_pdf, kind, media_type
from domain.messages import FileReference

LARGEST = 10 * 1024 * 1024
"""Bytes of a file: what Telegram takes as a photo."""

FIELD, KEPT = "file", "kept"


async def take(house: House, visitor: Visitor, form: FormData) -> FileReference | Wrong | None:
    """The file of a form: a new one, or the one that came with it before."""
    upload = form.get(FIELD)
    if isinstance(upload, UploadFile) and upload.size:
        if upload.size > LARGEST:
            return Wrong("wrong_large", LARGEST // 1024 // 1024)
        content = await upload.read()
        media = "application/pdf" if is_pdf(content) else media_type(content)
        if media is None:
            return Wrong("wrong_file")
        return await asyncio.to_thread(house.files.keep, content, media, kind(media))
    return None if form.get("without_file") == "yes" else read(visitor, str(form.get(KEPT, "")))


def named(visitor: Visitor, file: FileReference | None) -> str:
    """A kept file as a form carries it, sealed: nobody names another file than what they sent."""
    if file is None:
        return ""
    said = f"{file.kind} {file.reference} {file.media_type} {file.size} {file.seconds}"
    return f"{said} {_seal(visitor, said)}"


def read(visitor: Visitor, text: str) -> FileReference | None:
    said, _, seal = text.rpartition(" ")
    parts = said.split(" ")
    if len(parts) != 5 or not hmac.compare_digest(_seal(visitor, said).encode(), seal.encode()):
        return None
    name, reference, media, size, seconds = parts
    return FileReference(name, reference, media, int(size), int(seconds), kept=True)


def _seal(visitor: Visitor, said: str) -> str:
    return hmac.new(visitor.cookie.encode(), b"tongxin notice file " + said.encode(), sha256).hexdigest()
