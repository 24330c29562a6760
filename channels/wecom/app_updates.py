"""What comes in from members of WeCom's app, and what it means to the house: a text, a press, or a file.

https://developer.work.weixin.qq.com/document/path/90239 (messages), 90240 (events). A member's id is the same in
whatever case it is written, and the vendor answers in small letters: so a chat is written in small letters, lest one
person become two.
"""

import hashlib
import re
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from channels.reading import NOT_OURS, place
from channels.wecom.app_cards import NOTHING, read_key
from channels.wecom.xml import Unreadable, text
from domain.messages import LONGEST_TEXT, FileReference, Press, Update

MEMBER = re.compile(r"[0-9a-z][0-9a-z_\-.@]{0,63}")
"""A member's id, in small letters: never a list, nor @all."""
PRESSES = ("template_card_event", "template_card_menu_event")
BEGINS = "/start"
"""What somebody says by having the app shown to them for the first time. Opening it (enter_agent) says nothing: that
comes every time."""
WARNINGS = re.compile(r"inactive_alert|close_inactive_agent|low_active\w{0,40}")
"""The vendor is about to suspend an app that is hardly used, or has done so."""
VOICES = {"amr": "audio/amr", "speex": "audio/x-speex"}
_SECONDS = re.compile(r"[0-9]{1,11}")
_NUMBER = re.compile(r"[0-9A-Za-z_\-]{1,64}")


@dataclass(frozen=True, slots=True)
class Pressed:
    """A press on a card: what changes that card, once, within 72 hours, and what was on the button."""

    response_code: str
    label: str


def parse(content: Element, account: str) -> Update | None:
    """The update in an opened message, or None when it holds nothing that a person said to us. Raises Unreadable."""
    # Written small, some other signs turn into letters of an id: theirs is not taken for it.
    member = text(content, "FromUserName")
    member = member.lower() if member.isascii() else ""
    seconds = text(content, "CreateTime")
    if not MEMBER.fullmatch(member):
        raise Unreadable("no member")
    if not _SECONDS.fullmatch(seconds):
        raise Unreadable("no time")
    press, files = _press(content), _files(content)
    if text(content, "MsgType") == "event":
        key, said = f"event:{seconds}:{_event(content, member)}", _words(content)
    else:
        number = text(content, "MsgId")
        key, said = f"msg:{number}", _said(content)
        if (said or files) and not _NUMBER.fullmatch(number):
            raise Unreadable("no MsgId")
    if not (said or press or files):
        return None
    return Update(
        account, key, member, int(seconds) * 1000, sender=member, text=said[:LONGEST_TEXT], press=press, files=files,
        cut=len(said) > LONGEST_TEXT,
    )  # fmt: skip


def pressed(content: Element) -> Pressed | None:
    """What a press needs for its card to be changed."""
    code = text(content, "ResponseCode")
    label = next((label for press, label in map(read_key, _keys(content)) if press), "")
    return Pressed(code, label) if code else None


def warning(content: Element) -> str:
    """The name of a warning of the vendor's, "" for anything else."""
    event = text(content, "Event")
    return event if WARNINGS.fullmatch(event) else ""


def _event(content: Element, member: str) -> str:
    """What tells two events of the same second apart. A key stands in logs: neither words of people nor a member's
    id, which many corps make of the name, can be read from it."""
    what = "\n".join((member, text(content, "TaskId"), *_keys(content)))
    return f"{text(content, 'Event')[:40]}:{hashlib.sha256(what.encode()).hexdigest()[:16]}"


def _keys(content: Element) -> list[str]:
    """The key that was pressed, or what was chosen before the button below it was."""
    options = content.iterfind("SelectedItems/SelectedItem/OptionIds/OptionId")
    return [text(content, "EventKey"), *(option.text or "" for option in options)]


def _press(content: Element) -> Press | None:
    if text(content, "Event") not in PRESSES:
        return None
    keys = _keys(content)
    found = [press for key in keys if (press := read_key(key)[0])]
    if len(found) == 1:
        return found[0]
    return None if NOTHING in keys else NOT_OURS


def _words(content: Element) -> str:
    """The words that an entry of the app's menu stands for, or an event does."""
    match text(content, "Event"):
        case "click":
            return text(content, "EventKey")
        case "subscribe":
            return BEGINS
    return ""


def _said(content: Element) -> str:
    match text(content, "MsgType"):
        case "text":
            return text(content, "Content")
        case "location":
            return _place(text(content, "Location_X"), text(content, "Location_Y"))
        case "link":
            return "\n".join(filter(None, (text(content, name) for name in ("Title", "Description", "Url"))))
    return ""


def _place(latitude: str, longitude: str) -> str:
    try:
        north, east = float(latitude), float(longitude)
    except ValueError:
        raise Unreadable("no place") from None
    if not (abs(north) <= 90 and abs(east) <= 180):
        raise Unreadable("no place")
    return place(north, east)


def _files(content: Element) -> tuple[FileReference, ...]:
    """The vendor keeps them for three days, and says of none how large it is."""
    media = text(content, "MediaId")
    match text(content, "MsgType"):
        case "image":
            kind, media_type = "photo", "image/jpeg"
        case "voice":
            kind, media_type = "voice", VOICES.get(text(content, "Format").lower(), "application/octet-stream")
        case "video":
            kind, media_type = "file", "video/mp4"
        case _:
            return ()
    return (FileReference(kind, media, media_type),) if media else ()
