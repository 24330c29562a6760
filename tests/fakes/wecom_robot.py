"""The webhook robots of groups, as strict as the vendor: https://developer.work.weixin.qq.com/document/path/99110"""

import base64
import hashlib
import re
from collections import defaultdict
from typing import Any

from tests.fakes.wecom_media import MEGABYTE
from tests.fakes.wecom_server import Asked, Refusal, WeComServer

TEXT, MARKDOWN = 2_048, 4_096
MOST, MINUTE = 20, 60_000
MARKUP = re.compile(r"\*\*|\*|_|`|^#|^>|<font|<@", re.MULTILINE)
LINK = re.compile(r"\[([^\[\]]*)\]\(([^()\s]*)\)")


class WeComRobots:
    """`groups`: what each key's group has been shown, oldest first."""

    def __init__(self, server: WeComServer, *keys: str) -> None:
        self.server = server
        self.groups: dict[str, list[dict[str, Any]]] = {key: [] for key in keys}
        self._said: dict[str, list[int]] = defaultdict(list)
        self._uploaded: dict[str, str] = {}
        server.add("POST", "webhook/send", self.send, query=("key",), token=False)
        server.add("POST", "webhook/upload_media", self.upload, query=("key", "type"), token=False)

    def texts(self, key: str) -> list[str]:
        """What people read, without markup."""
        return [shown(message) for message in self.groups[key]]

    def upload(self, asked: Asked) -> dict[str, Any]:
        key = self._known(asked)
        if asked.query["type"] not in ("file", "voice"):
            raise Refusal(40004)
        taken = self.server.media.take(asked)
        self._uploaded[taken["media_id"]] = key
        return taken

    def send(self, asked: Asked) -> None:
        key, body = self._known(asked), asked.body
        kind = body.get("msgtype")
        if set(body) != {"msgtype", kind} or not isinstance(body[kind], dict):
            raise Refusal(40008)
        check = {"text": self._text, "markdown": self._markdown, "image": self._image, "file": self._file}.get(kind)
        if check is None:
            raise Refusal(40008)
        check(key, body[kind])
        now = self.server.clock()
        self._said[key] = [at for at in self._said[key] if at > now - MINUTE]
        if len(self._said[key]) >= MOST:
            raise Refusal(45009)
        self._said[key].append(now)
        self.groups[key].append(body)

    def _known(self, asked: Asked) -> str:
        if asked.query["key"] not in self.groups:
            raise Refusal(93000)
        return asked.query["key"]

    def _text(self, key: str, said: dict[str, Any]) -> None:
        """What the vendor would cut off, or call somebody by, is refused here: it must not happen."""
        if set(said) != {"content"} or "<@" in said["content"]:
            raise Refusal(40035)
        if not said["content"].strip():
            raise Refusal(44004)
        if len(said["content"].encode()) > TEXT:
            raise Refusal(45002)

    def _markdown(self, key: str, said: dict[str, Any]) -> None:
        if set(said) != {"content"}:
            raise Refusal(40035)
        if not said["content"].strip():
            raise Refusal(44004)
        if len(said["content"].encode()) > MARKDOWN:
            raise Refusal(40058)

    def _image(self, key: str, said: dict[str, Any]) -> None:
        picture = base64.b64decode(said["base64"], validate=True)
        if len(picture) > 2 * MEGABYTE:
            raise Refusal(40009)
        if hashlib.md5(picture).hexdigest() != said["md5"]:
            raise Refusal(301019)
        if not picture.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")):
            raise Refusal(40005)

    def _file(self, key: str, said: dict[str, Any]) -> None:
        self.server.media.find(said["media_id"])
        if self._uploaded.get(said["media_id"]) != key:
            raise Refusal(40007)


def shown(message: dict[str, Any]) -> str:
    """A message as it is read: markdown without its links' targets. Raises AssertionError for any other markup."""
    kind = message["msgtype"]
    if kind == "text":
        return str(message["text"]["content"])
    if kind != "markdown":
        return f"({kind})"
    words = LINK.sub(lambda link: link[1], message["markdown"]["content"])
    assert not MARKUP.search(words), words
    assert not re.search(r"\[|\]", words), words
    return words
