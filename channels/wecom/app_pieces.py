"""How a content becomes messages of WeCom's app: the file first, then the text, the question on a card at the end."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from channels.cutting import by_bytes, size, split
from channels.wecom.app_cards import Form, Heading, Words, form_of, heading
from channels.wecom.numbering import numbered
from domain.messages import Content, FileReference, Link

TEXT_LIMIT = 2_048
"""Bytes of UTF-8; what is longer the vendor cuts off."""
_CHINESE = re.compile(r"[\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class Piece:
    """One message: a text, a file, or a card."""

    text: str = ""
    file: FileReference | None = None
    form: Form | None = None
    head: Heading | None = None


def pieces(content: Content, cards: bool, words: Mapping[str, Words]) -> list[Piece]:
    """None for a content in which there is nothing. `cards`: the app may send them."""
    out = [Piece(file=content.file)] if content.file else []
    form = form_of(content.choices) if cards and content.choices else None
    if form is None:
        return out + _texts(numbered(content.text, content.choices), content.link)
    head = heading(content.text, form, words[language(content)].choose)
    return [*out, *_texts(head.before, content.link), Piece(form=form, head=head)]


def language(content: Content) -> str:
    """In which language somebody is spoken to."""
    said = content.text + "".join(choice.label for choice in content.choices)
    return "zh" if _CHINESE.search(said) else "en"


def _texts(text: str, link: Link | None) -> list[Piece]:
    """A link stands whole on lines of its own; people can open it in a plain text."""
    texts = split(text, TEXT_LIMIT, by_bytes) if text.strip() else []
    if link:
        address = f"{link.label}\n{link.url}"
        together = f"{texts[-1]}\n{address}" if texts else address
        if size(together) <= TEXT_LIMIT:
            texts[-1:] = [together]
        else:
            texts.append(address)
    return [Piece(text) for text in texts]
