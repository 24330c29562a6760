"""Photos and voice recordings on their way in and out of the web chat."""

import re

from starlette.requests import Request
from starlette.responses import Response

LARGEST = 10 * 1024 * 1024
"""Bytes of a photo or a recording."""

_STARTS = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"OggS", "audio/ogg"),
    (b"\x1aE\xdf\xa3", "audio/webm"),
    (b"ID3", "audio/mpeg"),
    (b"#!AMR", "audio/amr"),
    (b"caff", "audio/x-caf"),
)
_INSIDE_RIFF = {b"WEBP": "image/webp", b"WAVE": "audio/wav"}
_PICTURE_BRANDS = {b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"avif", b"avis"}
_SHOWN = {"image/jpeg", "image/png", "image/webp", "image/gif"}
_RANGE = re.compile(r"bytes=(\d{1,12})-(\d{0,12})\Z", re.ASCII)


def media_type(content: bytes) -> str | None:
    """The media type by the first bytes, whatever the browser called it; None for what is not taken."""
    for start, kind in _STARTS:
        if content.startswith(start):
            return kind
    if content[:4] == b"RIFF":
        return _INSIDE_RIFF.get(content[8:12])
    if content[4:8] == b"ftyp":
        return None if content[8:12] in _PICTURE_BRANDS else "audio/mp4"
    if len(content) > 1 and content[0] == 0xFF and content[1] & 0xE0 == 0xE0:
        # The two layer bits are zero in AAC's own frames, and never in MPEG's.
        return "audio/aac" if content[1] & 0x06 == 0 else "audio/mpeg"
    return None


def kind(media: str) -> str:
    """What a FileReference calls a file of this media type."""
    return "photo" if media.startswith("image/") else "voice"


def answer(request: Request, content: bytes, media: str) -> Response:
    """The file, or the piece of it that a player asked for (Safari plays nothing without ranges)."""
    shown = media in _SHOWN or media.startswith("audio/")
    headers = {
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Content-Disposition": "inline" if shown else "attachment",
        "Cache-Control": "private, max-age=604800, immutable",
        "Accept-Ranges": "bytes",
    }
    media = media if shown else "application/octet-stream"
    asked = _RANGE.match(request.headers.get("range", ""))
    if asked is None:
        return Response(content, media_type=media, headers=headers)
    first, last = int(asked[1]), min(int(asked[2] or len(content)), len(content) - 1)
    if first > last:
        return Response(status_code=416, headers=headers | {"Content-Range": f"bytes */{len(content)}"})
    headers["Content-Range"] = f"bytes {first}-{last}/{len(content)}"
    return Response(content[first : last + 1], 206, media_type=media, headers=headers)
