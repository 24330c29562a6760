"""What the vendor's end of the long connection refuses, and what it keeps: conversations, quotas, uploads."""

import base64
import hashlib
import re
import time
from typing import Any

Json = dict[str, Any]

MINUTE_QUOTA, HOUR_QUOTA = 30, 1_000
LONGEST_MARKDOWN = 4_096
CHUNK = 512 * 1024
MOST_CHUNKS = 100
LARGEST = {"image": 10 * 2**20, "voice": 2 * 2**20, "video": 10 * 2**20, "file": 20 * 2**20}
_TASK = re.compile(r"[0-9A-Za-z_\-@]{1,128}")


class Refusal(Exception):
    def __init__(self, code: int, words: str) -> None:
        super().__init__(words)
        self.code, self.words = code, words


class Conversations:
    """Who has written to the bot, what was said to whom, and how often."""

    def __init__(self) -> None:
        self.known: set[str] = set()
        self._said: dict[str, list[Json]] = {}
        self._times: dict[str, list[float]] = {}
        self._tasks: set[str] = set()

    def push(self, body: Json) -> None:
        chat = body["chatid"]
        if chat not in self.known:
            raise Refusal(93_006, "invalid chatid")
        self.say(chat, body)

    def say(self, chat: str, body: Json) -> None:
        now = time.monotonic()
        times = self._times.setdefault(chat, [])
        if len([at for at in times if at > now - 60]) >= MINUTE_QUOTA or len(times) >= HOUR_QUOTA:
            raise Refusal(846_607, "aibot send msg frequency limit exceeded")
        task = body.get("template_card", {}).get("task_id")
        if task in self._tasks:
            raise Refusal(42_014, "task_id duplicate")
        self._tasks |= {task} if task else set()
        times.append(now)
        self._said.setdefault(chat, []).append(body)

    def change(self, chat: str, body: Json) -> None:
        card = body["template_card"]
        for said in self._said.get(chat, []):
            if said.get("template_card", {}).get("task_id") == card["task_id"]:
                said["template_card"] = card
                return
        raise Refusal(40_035, "no such card")

    def cards(self, chat: str) -> list[Json]:
        return [said["template_card"] for said in self._said.get(chat, []) if "template_card" in said]

    def read(self, chat: str) -> list[str]:
        return [_shown(said) for said in self._said.get(chat, [])]


def _shown(said: Json) -> str:
    kind = said["msgtype"]
    if kind == "template_card":
        card = said["template_card"]
        lines = [card["main_title"]["title"], card.get("sub_title_text", "")]
        return "\n".join([*filter(None, lines), *(f"[{button['text']}]" for button in card["button_list"])])
    if kind in LARGEST:
        return f"<{kind} {said[kind]['media_id']}>"
    return str(said[kind]["content"]).replace("\u200b", "")


class Uploads:
    """Files that are handed over in pieces."""

    def __init__(self) -> None:
        self.media: dict[str, tuple[str, str, bytes]] = {}  #: by id: kind, name, content
        self._begun: dict[str, tuple[Json, dict[int, bytes]]] = {}

    def take(self, cmd: str, body: Any) -> Json:
        match cmd:
            case "aibot_upload_media_init":
                return self._init(body)
            case "aibot_upload_media_chunk":
                return self._chunk(body)
            case "aibot_upload_media_finish":
                return self._finish(body)
        raise Refusal(40_035, "unknown cmd")

    def _init(self, body: Json) -> Json:
        size, chunks = body["total_size"], body["total_chunks"]
        if body["type"] not in LARGEST or not body["filename"]:
            raise Refusal(40_004, "invalid media type")
        if not 5 < size <= LARGEST[body["type"]] or not 0 < chunks <= MOST_CHUNKS:
            raise Refusal(45_001, "media size out of limit")
        upload = f"upload-{len(self._begun) + 1}"
        self._begun[upload] = (body, {})
        return {"upload_id": upload}

    def _chunk(self, body: Json) -> Json:
        begun = self._begun.get(body["upload_id"])
        content = base64.b64decode(body["base64_data"], validate=True)
        if begun is None or not 0 <= body["chunk_index"] < begun[0]["total_chunks"] or len(content) > CHUNK:
            raise Refusal(40_035, "invalid chunk")
        begun[1][body["chunk_index"]] = content
        return {}

    def _finish(self, body: Json) -> Json:
        facts, chunks = self._begun[body["upload_id"]]
        content = b"".join(chunks[number] for number in sorted(chunks))
        if len(content) != facts["total_size"] or hashlib.md5(content).hexdigest() != facts["md5"]:
            raise Refusal(40_035, "not what was announced")
        media = f"media-{len(self.media) + 1}"
        self.media[media] = (facts["type"], facts["filename"], content)
        return {"type": facts["type"], "media_id": media, "created_at": "1700000000"}


def check_message(body: Any, uploads: Uploads, *, pushed: bool) -> None:
    """Plain text is taken as a welcome only, everything else when it is pushed only, cards always."""
    kind = body.get("msgtype")
    if kind == "template_card":
        _check_card(body["template_card"])
    elif kind == "markdown" and pushed:
        content = body["markdown"]["content"]
        if not content or len(content.encode()) > LONGEST_MARKDOWN:
            raise Refusal(40_058, "markdown.content exceed max length")
    elif kind in LARGEST and pushed:
        if uploads.media.get(body[kind]["media_id"], ("",))[0] != kind:
            raise Refusal(40_007, "invalid media_id")
    elif kind != "text" or pushed or not body["text"]["content"]:
        raise Refusal(40_008, "invalid message type")
    if pushed and body.get("chat_type") not in (0, 1, 2):
        raise Refusal(40_035, "invalid chat_type")


def check_update(body: Any, event: Json) -> None:
    pressed = event.get("template_card_event", event)
    if body.get("response_type") != "update_template_card":
        raise Refusal(40_035, "invalid response_type")
    _check_card(body["template_card"])
    if body["template_card"]["task_id"] != pressed["task_id"]:
        raise Refusal(40_035, "another task_id")


def _check_card(card: Json) -> None:
    buttons = card.get("button_list", [])
    keys = [button["key"] for button in buttons]
    if card.get("card_type") != "button_interaction" or not card.get("main_title", {}).get("title"):
        raise Refusal(40_035, "invalid card")
    if not 1 <= len(buttons) <= 6 or len(set(keys)) != len(keys) or len(card.get("horizontal_content_list", [])) > 6:
        raise Refusal(40_035, "invalid button_list")
    if any(not button["text"] or not button["key"] or len(button["key"].encode()) > 1_024 for button in buttons):
        raise Refusal(40_035, "invalid button")
    if not _TASK.fullmatch(card.get("task_id", "")):
        raise Refusal(40_035, "invalid task_id")
