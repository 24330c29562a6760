"""How a content becomes Telegram messages: texts cut at line or sentence ends, choices in rows of buttons."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from channels.cutting import columns, split
from domain.messages import Choice, Content, FileReference, Link

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
BUTTONS_IN_A_ROW = 3
SHORT_LABEL = 12
"""Columns (a Chinese character takes two) that fit when three buttons share the width of a small phone."""


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


def keyboard(choices: Sequence[Choice], link: Link | None = None) -> dict[str, Any] | None:
    """The inline keyboard, in the vendor's form: the link last."""
    rows = _rows(choices) if choices else []
    if link:
        rows.append([{"text": link.label, "url": link.url}])
    return {"inline_keyboard": rows} if rows else None


def _rows(choices: Sequence[Choice]) -> list[list[dict[str, str]]]:
    """Long labels one a row, else evenly, three a row at most."""
    rows = len(choices)
    if max(columns(choice.label) for choice in choices) <= SHORT_LABEL:
        rows = -(-len(choices) // BUTTONS_IN_A_ROW)
    width = -(-len(choices) // rows)
    buttons = [{"text": choice.label, "callback_data": choice.press.data} for choice in choices]
    return [buttons[at : at + width] for at in range(0, len(buttons), width)]
