"""What the Bot API refuses about a call's parameters, in the words of its server."""

import json
import re
from collections.abc import Callable, Mapping
from html.parser import HTMLParser
from typing import Any

TEXT_LIMIT, CAPTION_LIMIT, BYTES_LIMIT = 4096, 1024, 32_768
TAGS = {
    "b", "strong", "i", "em", "u", "ins", "s", "strike", "del", "code", "pre", "a", "span", "tg-spoiler", "tg-emoji",
    "blockquote",
}  # fmt: skip
ENTITIES = {
    "mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number", "bold", "italic", "underline",
    "strikethrough", "spoiler", "blockquote", "expandable_blockquote", "code", "pre", "text_link", "text_mention",
    "custom_emoji",
}  # fmt: skip


REACTIONS = set(
    "👍👎❤🔥🥰👏😁🤔🤯😱🤬😢🎉🤩🤮💩🙏👌🕊🤡🥱🥴😍🐳🌚🌭💯🤣⚡🍌🏆💔🤨😐🍓🍾💋🖕😈😴😭"
    "🤓👻👀🎃🙈😇😨🤝✍🤗🫡🎅🎄☃💅🤪🗿🆒💘🙉🦄😘💊🙊😎👾🤷😡"
)
"""Signs that may stand under a message, without those that are several characters."""


class Refusal(Exception):
    """The server's no: an HTTP status, the description, and for a 429 the seconds to wait."""

    def __init__(self, status: int, description: str, retry_after: int = 0) -> None:
        super().__init__(description)
        self.status, self.description, self.retry_after = status, description, retry_after

    def answer(self) -> dict[str, Any]:
        said: dict[str, Any] = {"ok": False, "error_code": self.status, "description": self.description}
        return said | ({"parameters": {"retry_after": self.retry_after}} if self.retry_after else {})


def bad(description: str) -> Refusal:
    return Refusal(400, f"Bad Request: {description}")


class Upload:
    """A file that came with a call."""

    def __init__(self, name: str, content: bytes) -> None:
        self.name, self.content = name, content


def number(value: Any) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, str) and re.fullmatch(r"-?\d{1,19}", value):
        return int(value)
    raise bad("parameter must be an Integer")


def words(value: Any) -> str:
    if not isinstance(value, str):
        raise bad("parameter must be a String")
    if any("\ud800" <= sign <= "\udfff" for sign in value):
        raise bad("strings must be encoded in UTF-8")
    return value


def truth(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    if value in ("true", "false"):
        return bool(value == "true")
    raise bad("parameter must be a Boolean")


def structure(kind: type[Any]) -> Callable[[Any], Any]:
    def read(value: Any) -> Any:
        if isinstance(value, str):
            try:
                value = json.loads(value)
            except ValueError:
                raise bad("can't parse JSON object") from None
        if not isinstance(value, kind):
            raise bad(f"expected {'an Array' if kind is list else 'an Object'}")
        return value

    return read


def upload(value: Any) -> Any:
    return value if isinstance(value, Upload) else words(value)


ITEMS, OBJECT = structure(list), structure(dict)
SENDING: Mapping[str, Callable[[Any], Any]] = {
    "chat_id": number, "message_thread_id": number, "parse_mode": words, "reply_markup": OBJECT,
    "disable_notification": truth, "protect_content": truth, "reply_parameters": OBJECT,
    "allow_paid_broadcast": truth, "message_effect_id": words,
}  # fmt: skip
CAPTIONED = {"caption": words, "caption_entities": ITEMS}
METHODS: Mapping[str, Mapping[str, Callable[[Any], Any]]] = {
    "getMe": {},
    "sendMessage": {**SENDING, "text": words, "entities": ITEMS, "link_preview_options": OBJECT},
    "sendPhoto": {**SENDING, **CAPTIONED, "photo": upload, "has_spoiler": truth},
    "sendVoice": {**SENDING, **CAPTIONED, "voice": upload, "duration": number},
    "sendDocument": {**SENDING, **CAPTIONED, "document": upload, "disable_content_type_detection": truth},
    "sendChatAction": {"chat_id": number, "action": words},
    "editMessageText": {
        **SENDING, "message_id": number, "text": words, "entities": ITEMS, "link_preview_options": OBJECT,
    },
    "editMessageCaption": {**SENDING, **CAPTIONED, "message_id": number},
    "editMessageReplyMarkup": {"chat_id": number, "message_id": number, "reply_markup": OBJECT},
    "deleteMessage": {"chat_id": number, "message_id": number},
    "setMessageReaction": {"chat_id": number, "message_id": number, "reaction": ITEMS, "is_big": truth},
    "answerCallbackQuery": {
        "callback_query_id": words, "text": words, "show_alert": truth, "url": words, "cache_time": number,
    },
    "getUpdates": {"offset": number, "limit": number, "timeout": number, "allowed_updates": ITEMS},
    "getFile": {"file_id": words},
    "setMyCommands": {"commands": ITEMS, "scope": OBJECT, "language_code": words},
    "setWebhook": {
        "url": words, "ip_address": words, "max_connections": number, "allowed_updates": ITEMS,
        "drop_pending_updates": truth, "secret_token": words,
    },
    "deleteWebhook": {"drop_pending_updates": truth},
    "getWebhookInfo": {},
}  # fmt: skip
BY_LOWER = {name.lower(): name for name in METHODS}


def checked(method: str, raw: Mapping[str, Any]) -> dict[str, Any]:
    """The parameters with their types. A parameter that the method does not know is a mistake of ours: refused."""
    known = METHODS[method]
    parameters = {}
    for name, value in raw.items():
        if name not in known:
            raise bad(f"unknown parameter {name}")
        try:
            parameters[name] = known[name](value)
        except Refusal as refusal:
            raise bad(f"{name}: {refusal.description.removeprefix('Bad Request: ')}") from None
    if "chat_id" in known and "chat_id" not in parameters:
        raise bad("chat_id is empty")
    return parameters


def plain(text: str, mode: str, entities: list[Any], limit: int, too_long: str) -> str:
    """The text as people see it. Refuses bad markup, unknown entities, and what is too long after parsing."""
    if len(text.encode()) > BYTES_LIMIT:
        raise bad("text is too long")
    for entity in entities:
        known = isinstance(entity, dict) and entity.get("type") in ENTITIES
        if not known or not all(isinstance(entity.get(key), int) for key in ("offset", "length")):
            raise bad("can't parse entities: unknown entity")
    match mode.lower():
        case "":
            seen = text
        case "html":
            seen = _without_tags(text)
        case "markdown" | "markdownv2":
            seen = _without_marks(text)
        case _:
            raise bad("unsupported parse_mode")
    if len(seen.strip()) > limit:
        raise bad(too_long)
    return seen.strip()


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in TAGS:
            raise bad(f'can\'t parse entities: Unsupported start tag "{tag}" at byte offset {self.getpos()[1]}')
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            raise bad("can't parse entities: Unmatched end tag")

    def handle_data(self, data: str) -> None:
        if "<" in data:
            raise bad("can't parse entities: Unexpected end tag")
        self.seen += data


def _without_tags(text: str) -> str:
    tags = _Tags()
    tags.feed(text)
    tags.close()
    if tags.open:
        raise bad(f"can't parse entities: Can't find end tag corresponding to start tag \"{tags.open[-1]}\"")
    return tags.seen


def _without_marks(text: str) -> str:
    bare = re.sub(r"\\(.)", "", text)
    if reserved := re.search(r"[#+\-=|{}.!>]", bare):
        raise bad(f"can't parse entities: Character '{reserved[0]}' is reserved and must be escaped")
    if any(bare.count(mark) % 2 for mark in "*_~`"):
        raise bad("can't parse entities: Can't find end of the entity")
    return re.sub(r"\\(.)|[*_~`]", r"\1", text)


def check_markup(markup: dict[str, Any]) -> None:
    """An inline keyboard's buttons; other markups are taken as they are."""
    rows = markup.get("inline_keyboard", [])
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad('field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays')
    buttons = [button for row in rows for button in row]
    if len(buttons) > 100:
        raise bad("reply markup is too long")
    for button in buttons:
        if not isinstance(button, dict) or not str(button.get("text", "")).strip():
            raise bad("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
        if "callback_data" in button:
            if not isinstance(button["callback_data"], str) or not 1 <= len(button["callback_data"].encode()) <= 64:
                raise bad("BUTTON_DATA_INVALID")
        elif not button.keys() & {"url", "web_app", "copy_text", "switch_inline_query"}:
            raise bad("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")


def check_reactions(reactions: list[Any]) -> list[str]:
    """The signs that a bot would put under a message: one at most."""
    signs = [reaction.get("emoji") if isinstance(reaction, dict) else None for reaction in reactions]
    if any(reaction.get("type") != "emoji" for reaction in reactions if isinstance(reaction, dict)):
        raise bad("can't parse reaction type")
    if len(signs) > 1:
        raise bad("REACTIONS_TOO_MANY")
    if not set(signs) <= REACTIONS:
        raise bad("REACTION_INVALID")
    return signs


def check_commands(commands: list[Any]) -> None:
    if not 1 <= len(commands) <= 100:
        raise bad("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        if not isinstance(command, dict) or not re.fullmatch(r"[a-z0-9_]{1,32}", str(command.get("command"))):
            raise bad("BOT_COMMAND_INVALID")
        if not 1 <= len(str(command.get("description", ""))) <= 256:
            raise bad("BOT_COMMAND_DESCRIPTION_INVALID")


def check_webhook(url: str, secret: str, connections: int) -> None:
    """A local server takes plain HTTP, the public one only HTTPS."""
    if url and not re.fullmatch(r"https?://[^/\s]+(/\S*)?", url):
        raise bad("bad webhook: An HTTPS URL must be provided for webhook")
    if len(secret) > 256:
        raise bad("secret token is too long")
    if not re.fullmatch(r"[A-Za-z0-9_-]*", secret):
        raise bad("secret token contains unallowed characters")
    if not 1 <= connections <= 100:
        raise bad("max_connections must be between 1 and 100")
