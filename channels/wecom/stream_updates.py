"""What a frame of the long connection means to the house: a text, files, a press, or somebody's first coming in.

https://developer.work.weixin.qq.com/document/path/101463 and the pages beside it. A voice message arrives as
the words that the vendor heard in it, without the sound. A userid may be an encrypted open_userid, which can be
written to all the same; only a self-built app's token turns it into the one that the corp knows
(batch/openuserid_to_userid). So whoever uses the app, too, has two addresses, bound like any other two.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from channels.reading import LATEST, NOT_OURS
from channels.wecom.stream_pieces import LONGEST_KEY, pressed
from channels.wecom.stream_socket import EVENT
from channels.wecom.values import identifier, words
from domain.messages import LONGEST_TEXT, FileReference, Update

Json = Mapping[str, Any]

FETCHABLE = 300_000
"""Milliseconds for which the address of a file is good."""
START = "/start"
FILES = {
    # message type: kind, media type; the vendor names none
    "image": ("photo", "image/jpeg"),
    "file": ("file", "application/octet-stream"),
    "video": ("file", "video/mp4"),
}
MOST_FILES = 20
_ADDRESS = re.compile(r"https?://[!-~]{1,4096}")
_KEY = re.compile(r"[A-Za-z0-9+/]{0,64}={0,2}")
_MENTION = re.compile(r"(?<!\S)@[^\s@]+(?=\s|$)\s?")  # behind it stands a space of its own kind


@dataclass(frozen=True, slots=True)
class Taken:
    """An update, and what may be answered to it within seconds: a welcome, or the card whose button was pressed."""

    update: Update
    req_id: str = ""
    task: str = ""  #: the card's id
    key: str = ""  #: what the pressed button carried

    @property
    def welcome(self) -> bool:
        return bool(self.req_id) and not self.task


def read(frame: Json, account: str, received: int, mention: str = "") -> Taken | None:
    """What a frame says, None where it says nothing to us. `received` (epoch ms) stands where it bears no time;
    `mention`: what the bot is called in groups, "" as long as nobody knows. Raises ValueError."""
    try:
        body = frame["body"]
        begun = _begun(body, account, received)
        if frame["cmd"] == EVENT:
            return _event(body["event"], begun, identifier(frame["headers"]["req_id"]))
        text, files = _content(body, received)
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(type(error).__name__) from None
    text = without_mention(text, mention) if begun.group else text.strip()
    if not text and not files:
        return None
    return Taken(replace(begun, text=text[:LONGEST_TEXT], cut=len(text) > LONGEST_TEXT, files=files))


def mentions(frame: Json) -> list[str]:
    """Who is mentioned in what was written in a group, with the @. The bot always is, else we would not hear it."""
    body = frame.get("body")
    said = body.get("text") if isinstance(body, Mapping) and body.get("chattype") == "group" else None
    text = said.get("content") if isinstance(said, Mapping) else None
    return [found.strip() for found in _MENTION.findall(text)] if isinstance(text, str) else []


def without_mention(text: str, mention: str) -> str:
    """What was written, without the bot's name; who else is named stays, lest something is done for another."""
    named = [found.strip() for found in _MENTION.findall(text)]
    ours = named[0] if len(named) == 1 else mention
    return _MENTION.sub(lambda found: "" if found[0].strip() == ours else found[0], text).strip()


def _begun(body: Json, account: str, received: int) -> Update:
    """What every frame says: where, who and when."""
    sender = identifier(body["from"]["userid"])
    group = body.get("chattype") == "group"
    if not group and (sender.startswith("-") or (body.get("chattype") != "single" and "chatid" in body)):
        raise TypeError("neither a person's own chat nor a group's")
    seconds = body.get("create_time")
    at = seconds * 1000 if isinstance(seconds, int) and 0 < seconds < LATEST else received
    msgid = identifier(body["msgid"])
    return Update(
        account=account,
        key=f"msg:{msgid}",
        chat=f"-{identifier(body['chatid'])}" if group else sender,
        at=at,
        sender=sender,
        group=group,
        message=msgid if group else "",
    )


def _event(event: Json, begun: Update, req_id: str) -> Taken | None:
    match event["eventtype"]:
        case "enter_chat":
            # Each day the first time: the key lets one through, as long as keys are kept. It stands in logs, and many
            # corps make ids of names.
            who = hashlib.sha256(begun.sender.encode()).hexdigest()[:16]
            return Taken(replace(begun, key=f"enter:{who}", text=START), req_id)
        case "template_card_event":
            # The pages have it inside, the vendor's own library beside the type.
            inside = event.get("template_card_event")
            card = inside if isinstance(inside, Mapping) else event
            key, task = words(card["event_key"]), identifier(card["task_id"])
            update = replace(begun, key=begun.key.replace("msg:", "event:", 1), press=pressed(key) or NOT_OURS)
            return Taken(replace(update, message=""), req_id, task, key[:LONGEST_KEY])
    return None


def _content(body: Json, received: int) -> tuple[str, tuple[FileReference, ...]]:
    """The words and the files of a message; what it quotes was said before, and maybe by another."""
    kind = body["msgtype"]
    if kind == "mixed":
        items = [_item(item["msgtype"], item, received) for item in body["mixed"]["msg_item"][:MOST_FILES]]
        texts = [text for text, _ in items if text]
        return "\n".join(texts), tuple(file for _, files in items for file in files)
    return _item(kind, body, received)


def _item(kind: str, said: Json, received: int) -> tuple[str, tuple[FileReference, ...]]:
    if kind in ("text", "voice"):
        return words(said[kind]["content"]), ()
    if kind in FILES:
        kept, media_type = FILES[kind]
        url, key = said[kind]["url"], said[kind].get("aeskey", "")
        if not _ADDRESS.fullmatch(url) or not _KEY.fullmatch(key):
            raise TypeError("not a file")
        return "", (FileReference(kept, f"{received + FETCHABLE} {key} {url}", media_type),)
    return "", ()
