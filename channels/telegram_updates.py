"""What a Telegram update means to the house: a text, a press, or files. Nothing else is passed on."""

from datetime import datetime
from typing import Any

import telegram
from telegram.constants import ChatType

from domain.messages import LONGEST_TEXT, FileReference, Press, Update

ALLOWED_UPDATES = ("message", "edited_message", "callback_query")
NOT_OURS = Press(nonce="", number=0)
"""A press on a button that is not ours, or no longer: no stored nonce is empty, so the house says it is outdated."""


def parse(payload: dict[str, Any], account: str, received: int = 0) -> Update | None:
    """The update in a vendor's payload, or None when it holds nothing that a person said to us.

    `received` (epoch milliseconds) is the time of a press, for which the vendor gives none.
    Raises ValueError when the payload cannot be read as an update.
    """
    try:
        update = telegram.Update.de_json(payload, None)
        key = f"update:{int(update.update_id)}"
        if update.callback_query:
            return _pressed(update.callback_query, account, key, received)
        said = update.message or update.edited_message
        return _said(said, account, key, edited=update.message is None) if said else None
    except (ValueError, TypeError, KeyError, AttributeError, OSError, OverflowError) as error:
        raise ValueError(f"not an update: {type(error).__name__}") from None


def _pressed(query: telegram.CallbackQuery, account: str, key: str, received: int) -> Update:
    person = query.from_user
    chat = query.message.chat if query.message else None
    return Update(
        account=account,
        key=key,
        chat=str(chat.id if chat else person.id),
        at=received,
        sender=str(person.id),
        press=Press.read(query.data or "") or NOT_OURS,
        group=chat is not None and chat.type != ChatType.PRIVATE,
        language=person.language_code or "",
        name=person.full_name,
    )


def _said(message: telegram.Message, account: str, key: str, edited: bool) -> Update | None:
    person = None if message.sender_chat else message.from_user
    if person and person.is_bot:
        return None
    text = _text(message)
    if not text and message.effective_attachment is None:
        return None
    private = message.chat.type == ChatType.PRIVATE
    return Update(
        account=account,
        key=key,
        chat=str(message.chat.id),
        at=_milliseconds(message.edit_date or message.date),
        sender=str(person.id) if person else str(message.chat.id) if private else "",
        text=text[:LONGEST_TEXT],
        files=() if message.text else _files(message),
        group=not private,
        edited=edited,
        language=(person.language_code or "") if person else "",
        name=person.full_name if person else "",
        cut=len(text) > LONGEST_TEXT,
    )


def _milliseconds(moment: datetime) -> int:
    return int(moment.timestamp()) * 1000


def _text(message: telegram.Message) -> str:
    """What was written, a command without the bot's name, or the name and phone of a contact that was shared."""
    if message.contact:
        contact = message.contact
        return " ".join(filter(None, (contact.last_name, contact.first_name, contact.phone_number)))
    text = message.text or message.caption or ""
    if text.startswith("/"):
        command, space, rest = text.partition(" ")
        return f"{command.partition('@')[0]}{space}{rest}"
    return text


def _files(message: telegram.Message) -> tuple[FileReference, ...]:
    """At most one: an album comes as one message a picture. A picture in its largest size."""
    if message.photo:
        picture = max(message.photo, key=lambda size: size.width * size.height)
        return (FileReference("photo", picture.file_id, "image/jpeg", picture.file_size or 0),)
    if heard := message.voice or message.audio:
        return (_reference("voice", heard, "audio/ogg"),)
    if seen := message.video or message.video_note:
        return (_reference("file", seen, "video/mp4"),)
    if message.document:
        return (_reference("file", message.document, "application/octet-stream"),)
    return ()


def _reference(kind: str, file: telegram.TelegramObject, media_type: str) -> FileReference:
    facts = file.to_dict()
    return FileReference(
        kind,
        facts["file_id"],
        facts.get("mime_type") or media_type,
        facts.get("file_size", 0),
        int(facts.get("duration", 0)),
    )
