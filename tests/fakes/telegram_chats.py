"""Chats, messages and files of the local Bot API server, and what its methods do to them."""

import itertools
import time
from dataclasses import dataclass, field
from typing import Any

from tests.fakes.telegram_rules import (
    CAPTION_LIMIT,
    TEXT_LIMIT,
    Refusal,
    Upload,
    bad,
    check_commands,
    check_markup,
    check_reactions,
    plain,
)

PRESS_SECONDS = 150
DOWNLOAD_LIMIT = 20 * 1024 * 1024


@dataclass
class Chat:
    """A chat as the vendor sees it. `refuses` is the 403 that every call gets."""

    id: int
    facts: dict[str, Any]
    messages: dict[int, dict[str, Any]] = field(default_factory=dict)
    refuses: str = ""


class Chats:
    """Everything that the vendor remembers for one bot."""

    def __init__(self, bot: int) -> None:
        self.bot = {"id": bot, "is_bot": True, "first_name": "同心", "username": "TongxinTestBot"}
        self.chats: dict[int, Chat] = {}
        self.files: dict[str, bytes] = {}
        self.presses: dict[str, float] = {}
        self.toasts: dict[str, str] = {}
        self.commands: dict[str, list[dict[str, str]]] = {}
        self.later = 0.0  #: seconds by which the vendor's clock is ahead of ours
        self._numbers = itertools.count(1)

    def now(self) -> float:
        return time.time() + self.later

    def chat(self, chat: int) -> Chat:
        """The chat, which comes into being when somebody writes."""
        if chat not in self.chats:
            facts = {"id": chat, "type": "private" if chat > 0 else "supergroup"}
            facts |= {"first_name": f"人{chat}"} if chat > 0 else {"title": f"群{-chat}"}
            self.chats[chat] = Chat(chat, facts)
        return self.chats[chat]

    def write(self, chat: Chat, **fields: Any) -> dict[str, Any]:
        """A new message in a chat."""
        message = {"message_id": next(self._numbers), "chat": chat.facts, "date": int(self.now()), **fields}
        chat.messages[message["message_id"]] = message
        return message

    def store(self, content: bytes, kind: str) -> dict[str, Any]:
        """A file, as the vendor describes it."""
        name = f"{kind}-{next(self._numbers)}"
        self.files[name] = content
        return {"file_id": name, "file_unique_id": f"u{name}", "file_size": len(content)}

    def _open(self, parameters: dict[str, Any]) -> Chat:
        chat = self.chats.get(parameters["chat_id"])
        if chat is None:
            raise bad("chat not found")
        if chat.refuses:
            raise Refusal(403, f"Forbidden: {chat.refuses}")
        return chat

    def _text(self, parameters: dict[str, Any]) -> str:
        entities = parameters.get("entities", [])
        text = plain(
            parameters.get("text", ""), parameters.get("parse_mode", ""), entities, TEXT_LIMIT, "message is too long"
        )
        if not text:
            raise bad("message text is empty")
        return text

    def _caption(self, parameters: dict[str, Any]) -> dict[str, str]:
        entities = parameters.get("caption_entities", [])
        mode = parameters.get("parse_mode", "")
        caption = plain(parameters.get("caption", ""), mode, entities, CAPTION_LIMIT, "message caption is too long")
        return {"caption": caption} if caption else {}

    def _markup(self, parameters: dict[str, Any]) -> dict[str, Any]:
        markup = parameters.get("reply_markup", {})
        check_markup(markup)
        return {"reply_markup": markup} if markup else {}

    def sendMessage(self, parameters: dict[str, Any]) -> Any:
        fields = {"text": self._text(parameters), **self._markup(parameters), **self._reply(parameters)}
        return self.write(self._open(parameters), **{"from": self.bot}, **fields)

    def _reply(self, parameters: dict[str, Any]) -> dict[str, Any]:
        """The message under which it stands, if that is still there."""
        asked = parameters.get("reply_parameters", {})
        known = self.chats[parameters["chat_id"]].messages if parameters["chat_id"] in self.chats else {}
        message = known.get(asked.get("message_id", 0))
        if asked and message is None and not asked.get("allow_sending_without_reply"):
            raise bad("message to be replied not found")
        return {"reply_to_message": message} if message else {}

    def setMessageReaction(self, parameters: dict[str, Any]) -> Any:
        message = self._open(parameters).messages.get(parameters.get("message_id", 0))
        if message is None:
            raise bad("message to react not found")
        message["reactions"] = check_reactions(parameters.get("reaction", []))
        return True

    def _send_file(self, parameters: dict[str, Any], kind: str, limit: int) -> Any:
        given = parameters.get(kind)
        if not given:
            raise bad(f"there is no {kind} in the request")
        if isinstance(given, Upload):
            if not given.content:
                raise bad("file must be non-empty")
            if len(given.content) > limit:
                raise Refusal(413, "Request Entity Too Large")
            file = self.store(given.content, kind)
        elif given in self.files:
            file = {"file_id": given, "file_unique_id": f"u{given}", "file_size": len(self.files[given])}
        else:
            raise bad("wrong file identifier/HTTP URL specified")
        facts: Any = file | {"mime_type": "audio/ogg", "duration": 1} if kind == "voice" else file
        facts = [file | {"width": 90, "height": 90}] if kind == "photo" else facts
        fields = {kind: facts, **self._caption(parameters), **self._markup(parameters)}
        return self.write(self._open(parameters), **{"from": self.bot}, **fields)

    def sendPhoto(self, parameters: dict[str, Any]) -> Any:
        return self._send_file(parameters, "photo", 10 * 1024 * 1024)

    def sendVoice(self, parameters: dict[str, Any]) -> Any:
        return self._send_file(parameters, "voice", 50 * 1024 * 1024)

    def sendDocument(self, parameters: dict[str, Any]) -> Any:
        return self._send_file(parameters, "document", 50 * 1024 * 1024)

    def sendChatAction(self, parameters: dict[str, Any]) -> Any:
        self._open(parameters)
        return True

    def _ours(self, parameters: dict[str, Any], verb: str) -> dict[str, Any]:
        message = self._open(parameters).messages.get(parameters.get("message_id", 0))
        if message is None:
            raise bad(f"message to {verb} not found")
        if message["from"] != self.bot:
            raise bad(f"message can't be {verb.rstrip('e')}ed")
        return message

    def _change(self, message: dict[str, Any], fields: dict[str, Any]) -> Any:
        if all(message.get(name) == value for name, value in fields.items()):
            raise bad(
                "message is not modified: specified new message content and reply markup are exactly the same as a"
                " current content and reply markup of the message"
            )
        message.update({name: value for name, value in fields.items() if value})
        for name in [name for name, value in fields.items() if not value]:
            message.pop(name, None)
        return message | {"edit_date": int(self.now())}

    def editMessageText(self, parameters: dict[str, Any]) -> Any:
        message = self._ours(parameters, "edit")
        if "text" not in message:
            raise bad("there is no text in the message to edit")
        markup = self._markup(parameters).get("reply_markup")
        return self._change(message, {"text": self._text(parameters), "reply_markup": markup})

    def editMessageCaption(self, parameters: dict[str, Any]) -> Any:
        message = self._ours(parameters, "edit")
        if "text" in message:
            raise bad("there is no caption in the message to edit")
        markup = self._markup(parameters).get("reply_markup")
        return self._change(message, {"caption": self._caption(parameters).get("caption"), "reply_markup": markup})

    def editMessageReplyMarkup(self, parameters: dict[str, Any]) -> Any:
        message = self._ours(parameters, "edit")
        return self._change(message, {"reply_markup": self._markup(parameters).get("reply_markup")})

    def deleteMessage(self, parameters: dict[str, Any]) -> Any:
        message = self._ours(parameters, "delete")
        if self.now() - message["date"] > 48 * 3600:
            raise bad("message can't be deleted for everyone")
        del self.chats[parameters["chat_id"]].messages[message["message_id"]]
        return True

    def answerCallbackQuery(self, parameters: dict[str, Any]) -> Any:
        query, toast = parameters.get("callback_query_id", ""), parameters.get("text", "")
        if len(toast) > 200:
            raise bad("MESSAGE_TOO_LONG")
        if self.now() - self.presses.get(query, 0.0) > PRESS_SECONDS:
            raise bad("query is too old and response timeout expired or query ID is invalid")
        self.toasts[query] = toast
        return True

    def getMe(self, parameters: dict[str, Any]) -> Any:
        return self.bot

    def getFile(self, parameters: dict[str, Any]) -> Any:
        name = parameters.get("file_id", "")
        if name not in self.files:
            raise bad("wrong file_id or the file is temporarily unavailable")
        if len(self.files[name]) > DOWNLOAD_LIMIT:
            raise bad("file is too big")
        size = len(self.files[name])
        return {"file_id": name, "file_unique_id": f"u{name}", "file_size": size, "file_path": f"files/{name}"}

    def setMyCommands(self, parameters: dict[str, Any]) -> Any:
        check_commands(parameters.get("commands", []))
        self.commands[parameters.get("language_code", "")] = parameters["commands"]
        return True
