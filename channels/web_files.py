"""Photos and voice recordings on their way in and out of the web chat."""

import re

from starlette.requests import Request
from starlette.responses import Response

LARGEST = 10 * 1024 * 1024
"""Bytes of a photo or a recording."""

_SHOWN = {"image/jpeg", "image/png", "image/webp", "image/gif"}
_RANGE = re.compile(r"bytes=(\d{1,12})-(\d{0,12})\Z", re.ASCII)


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
