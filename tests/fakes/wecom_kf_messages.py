"""What the customer service takes as a message, and how long each part of it may be.

https://developer.work.weixin.qq.com/document/path/94677
"""

from collections.abc import Callable
from typing import Any

from tests.fakes.wecom_rules import Refusal

BAD = 40035
KINDS = {"text", "msgmenu", "image", "voice", "video", "file", "link", "miniprogram", "location"}


def checked(body: dict[str, Any], beside: set[str], find: Callable[[str], Any]) -> dict[str, Any]:
    """The message in a call's body. Raises Refusal."""
    kind = body.get("msgtype")
    if kind not in KINDS or set(body) - beside != {"msgtype", kind} or not isinstance(body[kind], dict):
        raise Refusal(40008)
    held = body[kind]
    match kind:
        case "text":
            _exactly(held, {"content"})
            _between(held["content"], 1, 2_048)
        case "msgmenu":
            _menu(held)
        case "image" | "voice" | "video" | "file":
            _exactly(held, {"media_id"})
            find(held["media_id"])
    return {"msgtype": kind, kind: held}


def _menu(menu: dict[str, Any]) -> None:
    if set(menu) - {"head_content", "list", "tail_content"} or not 0 < len(menu.get("list", [])) <= 10:
        raise Refusal(BAD)
    _between(menu.get("head_content", ""), 0, 1_024)
    _between(menu.get("tail_content", ""), 0, 1_024)
    for item in menu["list"]:
        kind = item.get("type")
        _exactly(item, {"type", str(kind)})
        match kind:
            case "click":
                _exactly(item["click"], {"id", "content"})
                _between(item["click"]["id"], 1, 64)
                _between(item["click"]["content"], 1, 128)
            case "view":
                _exactly(item["view"], {"url", "content"})
                _between(item["view"]["url"], 1, 2_048)
                _between(item["view"]["content"], 1, 1_024)
            case _:
                raise Refusal(BAD)


def _exactly(held: dict[str, Any], names: set[str]) -> None:
    if set(held) != names:
        raise Refusal(BAD)


def _between(text: Any, least: int, most: int) -> None:
    if not isinstance(text, str) or not least <= len(text.encode()) <= most:
        raise Refusal(BAD)
