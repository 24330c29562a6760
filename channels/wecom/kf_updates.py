"""What a row of `kf/sync_msg` means to the house.

https://developer.work.weixin.qq.com/document/path/94670. Where a row comes from is said by its origin; an event names
its customer inside, a message beside.
"""

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote

from channels.reading import LATEST, NOT_OURS, place
from channels.wecom.values import identifier, words
from domain.messages import LONGEST_TEXT, FileReference, Press, Update

Row = Mapping[str, Any]

CUSTOMER, SYSTEM, STAFF = 3, 4, 5
"""Origins of a row."""
BEGINS = "/start"
_CARRIED = re.compile(r"[0-9A-Za-z_\-]{1,128}")
"""What our own links carry. Anybody may make a link with other words behind it: whoever follows it said none of
them."""

FILES = {
    # msgtype: kind, media type (voices come as AMR unless silk is asked for)
    "image": ("photo", "image/jpeg"),
    "voice": ("voice", "audio/amr"),
    "video": ("file", "video/mp4"),
    "file": ("file", "application/octet-stream"),
}


class Unreadable(ValueError):
    """Not a row as the vendor documents it."""


def key(row: Row) -> str:
    """Raises Unreadable."""
    try:
        return f"msg:{identifier(row.get('msgid'))}"
    except TypeError:
        raise Unreadable("msgid") from None


def event(row: Row) -> Row:
    """The event in a row, empty where it holds a message."""
    return _part(row, "event") if row.get("msgtype") == "event" else {}


def chat(row: Row) -> str:
    """Whom a row is about, "" where it is nobody, or cannot be read."""
    inside = row.get("event") if row.get("msgtype") == "event" else row
    try:
        whom = identifier(inside["external_userid"]) if isinstance(inside, dict) else ""
    except (KeyError, TypeError):
        return ""
    return "" if whom.startswith("-") else whom


def at(row: Row) -> int:
    """When it happened, in epoch milliseconds."""
    seconds = row.get("send_time")
    if not isinstance(seconds, int) or not 0 <= seconds < LATEST:
        raise Unreadable("send_time")
    return seconds * 1000


def said(row: Row, account: str, name: str) -> Update:
    """What a customer said. What holds neither words nor a file is an empty one, and answered as such. Raises
    Unreadable."""
    try:
        text, press, files = _text(row), _press(row), _files(row)
    except (LookupError, TypeError, ValueError, OverflowError) as error:
        raise Unreadable(type(error).__name__) from None
    return Update(
        account=account,
        key=key(row),
        chat=chat(row),
        at=at(row),
        sender=chat(row),
        text="" if press else text[:LONGEST_TEXT],
        press=press,
        files=files,
        name=name,
        cut=len(text) > LONGEST_TEXT,
    )


def entered(row: Row, account: str) -> Update:
    """Somebody opened the chat, perhaps with a code in hand that says where they live: as if they had said so."""
    carried = unquote(_word(event(row), "scene_param", ""))
    text = f"{BEGINS} {carried}" if _CARRIED.fullmatch(carried) else BEGINS
    return Update(account=account, key=key(row), chat=chat(row), at=at(row), sender=chat(row), text=text)


def _press(row: Row) -> Press | None:
    if row["msgtype"] != "text" or not (menu := _word(_part(row, "text"), "menu_id", "")):
        return None
    return Press.read(menu) or NOT_OURS


def _text(row: Row) -> str:
    """What was written or shared: a place, a page."""
    match row["msgtype"]:
        case "text":
            return _word(_part(row, "text"), "content", "")
        case "location":
            shared = _part(row, "location")
            where = place(float(shared["latitude"]), float(shared["longitude"]))
            return " ".join(filter(None, (where, _word(shared, "name", ""))))
        case "link":
            page = _part(row, "link")
            return "\n".join(filter(None, (_word(page, "title", ""), _word(page, "url", ""))))
    return ""


def _files(row: Row) -> tuple[FileReference, ...]:
    found = FILES.get(row["msgtype"])
    if not found:
        return ()
    return (FileReference(found[0], _word(_part(row, row["msgtype"]), "media_id"), found[1]),)


def _part(row: Row, name: str) -> Row:
    part = row.get(name)
    if not isinstance(part, dict):
        raise Unreadable(name)
    return part


def _word(row: Row, name: str, default: str | None = None) -> str:
    try:
        return words(row.get(name, default))
    except TypeError:
        raise Unreadable(name) from None
