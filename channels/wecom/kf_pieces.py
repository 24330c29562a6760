"""How what waits for a customer becomes messages of 微信客服: as few as possible, since five may follow a word.

A delivery falls into pieces that do not depend on what else waits (so that after a failure the rest of it is said,
and only the rest), and pieces that fit together go into one message. The last question is a menu, earlier ones are
lines with numbers. https://developer.work.weixin.qq.com/document/path/94677
"""

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from channels.cutting import by_bytes, size, split, split_end
from channels.wecom.numbering import numbered
from domain.messages import Choice, Delivery, FileReference, Link

TEXT = 2_048
HEAD = 1_024
"""Bytes of a text, and of what stands before and after a menu's items."""
ITEMS = 10
LABEL, VIEW_LABEL = 128, 1_024
"""Bytes of an item's label: an answer's, a link's."""
LONGEST_URL = 2_048
MSGID = 32
BLANK_LINE = "\n\n"
_OURS = re.compile(r"([0-9]{1,16})-[0-9]{1,4}-[0-9a-f]+")
"""Other programs may speak in the same account, and number their messages by themselves."""


@dataclass(frozen=True, slots=True)
class Piece:
    """The part of a delivery that goes into one message; `place` counts within the delivery."""

    delivery: int
    place: int
    text: str = ""
    choices: tuple[Choice, ...] = ()
    link: Link | None = None
    file: FileReference | None = None

    @property
    def is_menu(self) -> bool:
        return bool(self.choices or self.link)


@dataclass(frozen=True, slots=True)
class Message:
    """One message to a customer: a file, a text, or a menu with words before and after it."""

    pieces: tuple[Piece, ...]
    text: str = ""
    choices: tuple[Choice, ...] = ()
    link: Link | None = None
    tail: str = ""
    file: FileReference | None = None

    @property
    def deliveries(self) -> tuple[int, ...]:
        return tuple(dict.fromkeys(piece.delivery for piece in self.pieces))

    def msgid(self, salt: str = "") -> str:
        """The same for the same words of the same deliveries, at most 32 bytes; it begins with the first delivery."""
        file = self.file.reference if self.file else ""
        said = [(piece.delivery, piece.place) for piece in self.pieces]
        choices = [(choice.label, choice.press.data) for choice in self.choices]
        held = repr((said, self.text, choices, self.link, self.tail, file, salt))
        first = self.pieces[0]
        digest = hashlib.sha256(held.encode("utf-8", "replace")).hexdigest()
        return f"{first.delivery}-{first.place}-{digest}"[:MSGID]

    def body(self) -> dict[str, Any]:
        """The message in the vendor's form, unless it is a file."""
        if not (self.choices or self.link):
            return {"msgtype": "text", "text": {"content": self.text}}
        menu = {"head_content": self.text, "list": self._items(), "tail_content": self.tail}
        return {"msgtype": "msgmenu", "msgmenu": {name: value for name, value in menu.items() if value}}

    def _items(self) -> list[dict[str, Any]]:
        clicks = [
            {"type": "click", "click": {"id": choice.press.data, "content": _label(choice.label, LABEL)}}
            for choice in self.choices
        ]
        if self.link:
            view = {"url": self.link.url, "content": _label(self.link.label, VIEW_LABEL)}
            return [*clicks, {"type": "view", "view": view}]
        return clicks


def first_delivery(msgid: str) -> int | None:
    """The first delivery of a message of ours, None for anybody else's."""
    found = _OURS.fullmatch(msgid)
    return int(found[1]) if found and len(msgid) == MSGID else None


def plan(deliveries: Sequence[Delivery], out: Mapping[int, int]) -> list[Message]:
    """What is still to be said, in order; `out`: how many pieces of a delivery were said already."""
    asking = _asking(deliveries)
    messages: list[Message] = []
    for delivery in deliveries:
        for piece in pieces(delivery, delivery.id == asking)[out.get(delivery.id, 0) :]:
            joined = _join(messages[-1], piece) if messages else None
            if joined:
                messages[-1] = joined
            else:
                messages.append(Message((piece,), piece.text, piece.choices, piece.link, file=piece.file))
    return messages


def pieces(delivery: Delivery, asking: bool) -> list[Piece]:
    """A delivery in pieces. `asking`: its choices are a menu; the texts before are the same either way."""
    content = delivery.content
    text, choices, link = content.text, content.choices, content.link
    if len(choices) > ITEMS:
        text, choices = numbered(text, choices), ()
    if link and (len(content.choices) >= ITEMS or len(link.url.encode()) > LONGEST_URL):
        text, link = _under(text, _written(link)), None
    cut = [Piece(delivery.id, 0, file=content.file)] if content.file else []
    if not (choices or link):
        return [*cut, *_texts(delivery.id, len(cut), text)]
    before, head = split_end(text, HEAD, by_bytes)
    cut += _texts(delivery.id, len(cut), before)
    if asking:
        return [*cut, Piece(delivery.id, len(cut), head.strip("\n"), choices, link)]
    lines = numbered(head, choices) if choices else head
    return [*cut, *_texts(delivery.id, len(cut), _under(lines, _written(link)) if link else lines)]


def _asking(deliveries: Sequence[Delivery]) -> int | None:
    """Whose buttons are shown: the last question's, else the last link's."""
    kinds: tuple[Callable[[Delivery], bool], ...] = (
        lambda delivery: 0 < len(delivery.content.choices) <= ITEMS,
        lambda delivery: delivery.content.link is not None,
    )
    return next((d.id for fits in kinds for d in reversed(deliveries) if fits(d)), None)


def _join(message: Message, piece: Piece) -> Message | None:
    """The message with one more piece in it, None where it does not fit. A delivery that was cut stays cut."""
    if message.file or piece.file or message.pieces[-1].delivery == piece.delivery:
        return None
    pieces = (*message.pieces, piece)
    is_menu = any(each.is_menu for each in message.pieces)
    if is_menu and piece.is_menu:
        return None
    if is_menu:
        tail = _under(message.tail, piece.text, BLANK_LINE)
        return replace(message, pieces=pieces, tail=tail) if size(tail) <= HEAD else None
    text = _under(message.text, piece.text, BLANK_LINE)
    if size(text) > (HEAD if piece.is_menu else TEXT):
        return None
    return replace(message, pieces=pieces, text=text, choices=piece.choices, link=piece.link)


def _texts(delivery: int, place: int, text: str) -> list[Piece]:
    if not text.strip():
        return []
    cut = split(text, TEXT, by_bytes)
    return [Piece(delivery, at, part.strip("\n")) for at, part in enumerate(cut, place)]


def _written(link: Link) -> str:
    return f"{link.label} {link.url}"


def _under(text: str, more: str, space: str = "\n") -> str:
    return f"{text}{space}{more}" if text and more else text or more


def _label(label: str, limit: int) -> str:
    """At least one byte, at most so many."""
    if size(label) <= limit:
        return label or "…"
    return f"{label[: by_bytes(label, limit - size('…'))]}…"
