"""How a content becomes messages of the 智能机器人: markdown that reads as it was written, and cards for choices.

What is pushed is markdown, a card or media; plain text is refused (40008), and how a markup sign is escaped is said
nowhere. So such signs are written in their full width, and what makes a line a list gets an invisible sign before it.
https://developer.work.weixin.qq.com/document/path/101463
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from channels.cutting import by_bytes, columns, size, split
from channels.wecom.numbering import numbered
from channels.wecom.titles import cut_after
from domain.messages import Choice, Content, FileReference, Link, Press

Json = dict[str, Any]

TEXT_LIMIT = 4_096
"""Bytes of UTF-8: what every markdown of the vendor's holds. 20,480 are promised for streamed answers only."""
MOST_BUTTONS = 6
LABEL_COLUMNS = 20
"""Ten Chinese characters fit on a button."""
TITLE, SUBTITLE = 26, 112
"""Characters of a card's title and of the text below it."""
CARD_LINES = 6
LONGEST_KEY = 1_024
"""Bytes that a button carries, and brings back when it is pressed."""
MARK = "|"
CHOSEN = "✅ "
UNSEEN = "\u200b"

FULL_WIDTH = str.maketrans({sign: chr(ord(sign) + 0xFEE0) for sign in "*_`~[]<>|"})
_ADDRESS = re.compile(r"(https?://[\w.~:/?#@!$&'()+,;=%-]+)", re.ASCII)
_LINE = re.compile(r"^(?=[ \t]*(?:#|[-+=](?:[ \t]|$)|[-=]{2}|[0-9]+[.)]|\\)|[ \t]{4}|\t)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Piece:
    """One message of the vendor's: a text, a text with buttons, or a file."""

    text: str
    choices: tuple[Choice, ...] = ()
    link: Link | None = None
    file: FileReference | None = None


def pieces(content: Content) -> list[Piece]:
    """The file first; buttons under the text where both fit into a card, else under its last line alone. More choices
    than a card holds are a numbered list: a number is an answer, too. A quiet tick is nothing that can be said here.
    """
    text, choices = content.text, content.choices
    if choices and not _fits(choices):
        text, choices = numbered(text, choices), ()
    said = [Piece("", file=content.file)] if content.file else []
    if choices and _is_short(text):
        return [*said, Piece(text, choices, content.link)]
    question = _question(text) if choices else ""
    text = text.rstrip().removesuffix(question).rstrip() if choices else text
    if text:
        said += [Piece(part) for part in split(text, TEXT_LIMIT - _room(content.link), _by_readable_bytes)]
    if choices:
        return [*said, Piece(question, choices, content.link)]
    if content.link:
        said = [*said[:-1], replace(said[-1], link=content.link)] if text else [*said, Piece("", link=content.link)]
    return said


def body(piece: Piece, task: str) -> Json:
    """A text or a card as it is pushed. `task`: the card's id, which no other card of the bot's has."""
    if piece.choices:
        return {"msgtype": "template_card", "template_card": card(piece, task)}
    content = readable(piece.text)
    if piece.link:
        address = piece.link.url.replace("(", "%28").replace(")", "%29")
        content = f"{content}\n[{readable(piece.link.label)}]({address})".lstrip("\n")
    return {"msgtype": "markdown", "markdown": {"content": content}}


def welcome(piece: Piece, task: str) -> Json:
    """The same as the answer to somebody's coming in, which may be plain."""
    if piece.choices:
        return body(piece, task)
    link = f"\n{piece.link.label} {piece.link.url}" if piece.link else ""
    return {"msgtype": "text", "text": {"content": f"{piece.text}{link}".lstrip("\n")}}


def card(piece: Piece, task: str) -> Json:
    """A card with a button for each choice; a button brings back its label and the card's text, for `settled`."""
    title, rest = _headline(piece.text)
    buttons = [
        {"text": choice.label, "style": 1, "key": _key(choice.press, choice.label, piece.text)}
        for choice in piece.choices
    ]
    shown: Json = {
        "card_type": "button_interaction", "task_id": task, "main_title": {"title": title}, "button_list": buttons,
    }  # fmt: skip
    if rest:
        shown["sub_title_text"] = rest
    if piece.link:
        shown["horizontal_content_list"] = [
            {"type": 1, "keyname": "🔗", "value": piece.link.label, "url": piece.link.url}
        ]
    return shown


def pressed(key: str) -> Press | None:
    """The press that a button's key carries, None where it is none of ours."""
    return Press.read(key.partition(MARK)[0])


def settled(key: str, task: str) -> Json | None:
    """The card once its question has its answer: one button, which says what was chosen. `key` was ours, but comes
    from outside: what it says is shown to whoever pressed, and cut to what a card holds."""
    data, _, rest = key.partition(MARK)
    label, _, text = rest.partition(MARK)
    press = Press.read(data)
    if press is None or not label:
        return None
    choice = Choice(f"{CHOSEN}{label[:LABEL_COLUMNS]}", press)
    return card(Piece(text[: TITLE + SUBTITLE], (choice,)), task)


def readable(text: str) -> str:
    """Markdown that shows the text as it is; addresses stay as they are."""
    parts = _ADDRESS.split(text)
    parts[::2] = [part.translate(FULL_WIDTH) for part in parts[::2]]
    return _LINE.sub(UNSEEN, "".join(parts))


def _by_readable_bytes(text: str, limit: int) -> int:
    """How many characters fit once they are `readable`, where some take three bytes instead of one."""
    room = by_bytes(text, limit)
    while room > 1 and (taken := size(readable(text[:room]))) > limit:
        room = max(1, room * limit // taken - 1)
    return room


def _fits(choices: Sequence[Choice]) -> bool:
    widest = max(columns(choice.label) for choice in choices)
    return len(choices) <= MOST_BUTTONS and widest <= LABEL_COLUMNS


def _is_short(text: str) -> bool:
    return text.count("\n") < CARD_LINES and not _ADDRESS.search(text) and len(_headline(text)[1]) <= SUBTITLE


def _headline(text: str) -> tuple[str, str]:
    """A card's title, and what stands below it."""
    text = text.strip()
    line, _, rest = text.partition("\n")
    title, _ = cut_after(line, TITLE)
    if title != line:
        title = title or split(text, TITLE)[0]
        rest = text[len(title) :]
    return title or "👇", rest.strip()


def _question(text: str) -> str:
    """What a long text asks at its end; nothing where an address stands there, which nobody can open on a card."""
    last = text.strip().rpartition("\n")[2]
    return "" if _ADDRESS.search(last) else split(last, TITLE + SUBTITLE)[-1]


def _key(press: Press, label: str, text: str) -> str:
    label = label.removeprefix(CHOSEN).replace(MARK, "｜")
    key = f"{press.data}{MARK}{label}{MARK}{text}"
    return key if size(key) <= LONGEST_KEY else f"{press.data}{MARK}{label}"


def _room(link: Link | None) -> int:
    """Bytes for what stands below a text."""
    return 3 * size(f"{link.label}{link.url}") + 16 if link else 16
