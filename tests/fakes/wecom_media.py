"""Pictures, voices and files that WeCom keeps for three days, as far as they fit.

https://developer.work.weixin.qq.com/document/path/90253 (upload), 90254 (download).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from aiohttp import BodyPartReader, web

from tests.fakes.wecom_rules import Refusal

DAYS = 3 * 86_400_000
MEGABYTE = 1024 * 1024
LEAST = 5  #: bytes
LIMITS = {"image": 10 * MEGABYTE, "voice": 2 * MEGABYTE, "video": 10 * MEGABYTE, "file": 20 * MEGABYTE}
BEGINNINGS = {
    "image": (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"),
    "voice": (b"#!AMR",),
    "video": (b"\x00\x00\x00",),
    "file": (b"",),
}


@dataclass(frozen=True)
class Upload:
    """A file that came with a call."""

    name: str
    content: bytes
    media_type: str


class Media:
    def __init__(self, clock: Callable[[], int]) -> None:
        self.clock = clock
        self._kept: dict[str, tuple[Upload, int]] = {}

    def keep(self, content: bytes, media_type: str = "image/jpeg", name: str = "0.jpg") -> str:
        """The vendor's id of something that a person sent."""
        media = f"media-{len(self._kept) + 1:04}_-{'x' * 40}"
        self._kept[media] = (Upload(name, content, media_type), self.clock() + DAYS)
        return media

    def find(self, media: str) -> Upload:
        """What an id stands for. Raises Refusal when it is not (any more) one."""
        upload, until = self._kept.get(media, (Upload("", b"", ""), 0))
        if self.clock() >= until:
            raise Refusal(40007)
        return upload

    def take(self, asked: Any) -> dict[str, Any]:
        kind, upload = asked.query["type"], asked.body
        if kind not in LIMITS:
            raise Refusal(40004)
        if not isinstance(upload, Upload):
            raise Refusal(41005)
        if not LEAST < len(upload.content) <= LIMITS[kind]:
            raise Refusal(40006)
        if not upload.content.startswith(BEGINNINGS[kind]):
            raise Refusal(40005)
        media = self.keep(upload.content, upload.media_type, upload.name)
        return {"type": kind, "media_id": media, "created_at": str(self.clock() // 1000)}

    def give(self, asked: Any) -> web.Response:
        upload = self.find(asked.query["media_id"])
        named = {"Content-Disposition": f'attachment; filename="{upload.name}"'}
        return web.Response(body=upload.content, content_type=upload.media_type, headers=named)


async def uploaded(request: web.BaseRequest) -> Upload:
    """The one file of a form, in a field called media, with a name."""
    try:
        part = await (await request.multipart()).next()
    except ValueError:
        part = None
    if not isinstance(part, BodyPartReader) or part.name != "media" or not part.filename:
        raise Refusal(41005)
    if "filename*" in part.headers["Content-Disposition"] or request.content_length is None:
        raise Refusal(44001)
    return Upload(part.filename, bytes(await part.read()), part.headers.get("Content-Type", ""))
