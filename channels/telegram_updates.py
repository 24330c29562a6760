"""What a Telegram update means to the house: a text, a press, or files. Nothing else is passed on.

Read by the names of the Bot API: `Update.de_json` makes some hundred fields to be asked for eight, a tenth of the CPU
of an order, and refuses a whole message for one field that it does not understand.
"""

import re
from collections.abc import Mapping
from typing import Any

from telegram.constants import ChatType, MessageAttachmentType

from channels.reading import LATEST, NOT_OURS, place
from domain.messages import LONGEST_TEXT, FileReference, Press, Update

Json = Mapping[str, Any]

ALLOWED_UPDATES = ("message", "edited_message", "callback_query")
ATTACHMENTS = frozenset(MessageAttachmentType)

FILES = (
    # field of the message, kind, media type where the vendor does not say
    ("voice", "voice", "audio/ogg"),
    ("audio", "voice", "audio/mpeg"),
    ("video", "file", "video/mp4"),
    ("video_note", "file", "video/mp4"),
    ("document", "file", "application/octet-stream"),
)
_MEDIA_TYPE = re.compile(r"[a-z]{1,20}/[a-zA-Z0-9.+-]{1,60}")


def parse(payload: Json, account: str, received: int = 0) -> Update | None:
    """The update in a vendor's payload, or None when it holds nothing that a person said to us.

    `received` (epoch milliseconds) is the time of a press, for which the vendor gives none.
    Raises ValueError when the payload cannot be read as an update.
    """
    try:
        key = f"update:{int(payload['update_id'])}"
        if "callback_query" in payload:
            return _pressed(payload["callback_query"], account, key, received)
        edited = "message" not in payload
        said = payload.get("edited_message") if edited else payload["message"]
        return _said(said, account, key, edited) if said is not None else None
    except (ValueError, TypeError, LookupError, AttributeError) as error:
        raise ValueError(f"not an update: {type(error).__name__}") from None


def _pressed(query: Json, account: str, key: str, received: int) -> Update:
    person = query["from"]
    chat = query["message"]["chat"] if "message" in query else None
    return Update(
        account=account,
        key=key,
        chat=str((chat or person)["id"]),
        at=received,
        sender=str(person["id"]),
        press=Press.read(query.get("data", "")) or NOT_OURS,
        group=chat is not None and chat["type"] != ChatType.PRIVATE,
        language=person.get("language_code", ""),
        name=_name(person),
    )


def _said(message: Json, account: str, key: str, edited: bool) -> Update | None:
    person: Json | None = None if "sender_chat" in message else message.get("from")
    if person and person["is_bot"]:
        return None
    text = _text(message)
    if not text and ATTACHMENTS.isdisjoint(message):
        return None
    chat = message["chat"]
    private = chat["type"] == ChatType.PRIVATE
    return Update(
        account=account,
        key=key,
        chat=str(chat["id"]),
        at=_milliseconds(message.get("edit_date") or message["date"]),
        sender=str(person["id"]) if person else str(chat["id"]) if private else "",
        text=text[:LONGEST_TEXT],
        files=() if "text" in message else _files(message),
        group=not private,
        edited=edited,
        language=person.get("language_code", "") if person else "",
        name=_name(person) if person else "",
        message="" if private else str(message["message_id"]),
        cut=len(text) > LONGEST_TEXT,
        replies_to=str(message["reply_to_message"]["message_id"]) if "reply_to_message" in message else "",
    )


def _milliseconds(seconds: int) -> int:
    if not 0 <= seconds < LATEST:
        raise ValueError("not a date")
    return int(seconds) * 1000


def _name(person: Json) -> str:
    return " ".join(filter(None, (person["first_name"], person.get("last_name"))))


def _text(message: Json) -> str:
    """What was written, a command without the bot's name, or what was shared: a contact's name and phone, a place."""
    if contact := message.get("contact"):
        return " ".join(filter(None, map(contact.get, ("last_name", "first_name", "phone_number"))))
    if where := message.get("location"):
        return place(where["latitude"], where["longitude"])
    text: str = message.get("text") or message.get("caption") or ""
    if text.startswith("/"):
        command, space, rest = text.partition(" ")
        return f"{command.partition('@')[0]}{space}{rest}"
    return text


def _files(message: Json) -> tuple[FileReference, ...]:
    """At most one: an album comes as one message a picture. A picture in its largest size."""
    if sizes := message.get("photo"):
        picture = max(sizes, key=lambda size: size["width"] * size["height"])
        return (FileReference("photo", picture["file_id"], "image/jpeg", picture.get("file_size", 0)),)
    for field, kind, media_type in FILES:
        if file := message.get(field):
            # Whoever sends it writes this, and it becomes a header of ours.
            said = file.get("mime_type") or media_type
            said = said if _MEDIA_TYPE.fullmatch(said) else media_type
            size, seconds = file.get("file_size", 0), int(file.get("duration", 0))
            return (FileReference(kind, file["file_id"], said, size, seconds),)
    return ()
