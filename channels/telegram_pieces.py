"""How a content becomes Telegram messages: texts cut at line or sentence ends, choices in rows of buttons."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from domain.messages import Choice, Content, FileReference, Link

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
BUTTONS_IN_A_ROW = 3
SHORT_LABEL = 12
"""Columns (a Chinese character takes two) that fit when three buttons share the width of a small phone."""
ENDS = ("\n", "。！？!?；;", "，,、 ")
"""Where to cut, the best first."""
JOINER = "\u200d"


@dataclass(frozen=True, slots=True)
class Piece:
    """One Telegram message."""

    text: str
    file: FileReference | None = None
    choices: tuple[Choice, ...] = ()
    link: Link | None = None


def pieces(content: Content) -> list[Piece]:
    """At least one piece; the file first, with the text as its caption when it fits; the buttons under the last."""
    if len(content.text) <= (CAPTION_LIMIT if content.file else TEXT_LIMIT):
        return [Piece(content.text, content.file, content.choices, content.link)]
    cut = [Piece(text) for text in split(content.text, TEXT_LIMIT)]
    if content.file:
        cut.insert(0, Piece("", content.file))
    cut[-1] = replace(cut[-1], choices=content.choices, link=content.link)
    return cut


def split(text: str, limit: int) -> list[str]:
    """The text in parts of at most `limit` code points, blank parts left out, never none."""
    if len(text) <= limit:
        return [text]
    parts = [part for part in _parts(text, limit) if part.strip()]
    return parts or [text[:limit]]


def _parts(text: str, limit: int) -> Iterator[str]:
    start = 0
    while len(text) - start > limit:
        end = _cut(text, start, start + limit)
        yield text[start:end].rstrip("\n")
        start = end
    yield text[start:]


def _cut(text: str, start: int, end: int) -> int:
    """The place to cut before `end`: after the last line or sentence that ends in the window's second half."""
    half = (start + end) // 2
    for signs in ENDS:
        found = max(text.rfind(sign, half, end) for sign in signs)
        if found >= 0:
            return found + 1
    for place in range(end, half, -1):
        if not _joined(text, place):
            return place
    return end


def _joined(text: str, place: int) -> bool:
    """Whether the character at `place` belongs to the one before it: accents, emoji modifiers, flags, joiners."""
    after, before = text[place], text[place - 1]
    return (
        unicodedata.combining(after) > 0
        or unicodedata.category(after) in ("Mn", "Me")
        or after == JOINER
        or before == JOINER
        or "\U0001f3fb" <= after <= "\U0001f3ff"
        or "\U000e0020" <= after <= "\U000e007f"
        or ("\U0001f1e6" <= after <= "\U0001f1ff" and "\U0001f1e6" <= before <= "\U0001f1ff")
    )


def keyboard(choices: Sequence[Choice], link: Link | None = None) -> dict[str, Any] | None:
    """The inline keyboard, in the vendor's form: the link last."""
    rows = _rows(choices) if choices else []
    if link:
        rows.append([{"text": link.label, "url": link.url}])
    return {"inline_keyboard": rows} if rows else None


def _rows(choices: Sequence[Choice]) -> list[list[dict[str, str]]]:
    """Long labels one a row, else evenly, three a row at most."""
    rows = len(choices)
    if max(_columns(choice.label) for choice in choices) <= SHORT_LABEL:
        rows = -(-len(choices) // BUTTONS_IN_A_ROW)
    width = -(-len(choices) // rows)
    buttons = [{"text": choice.label, "callback_data": choice.press.data} for choice in choices]
    return [buttons[at : at + width] for at in range(0, len(buttons), width)]


def _columns(label: str) -> int:
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in label)
