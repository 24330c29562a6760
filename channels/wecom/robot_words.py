"""What a content becomes in a group where a webhook robot speaks.

A text is shown as it is written, and holds half of what markdown holds: what is longer goes out as markdown, whose
signs cannot be escaped (https://developer.work.weixin.qq.com/document/path/99110 names none), so that the signs of
what people wrote are shown in their wide forms. Choices are left out: nobody can press them, and no number that is
written in answer is heard.
"""

import re
from collections.abc import Iterator
from typing import Any

from channels.cutting import size, split
from domain.messages import Content

TEXT_LIMIT, MARKDOWN_LIMIT = 2_048, 4_096
"""Bytes."""

_WIDE = str.maketrans("*_`#<>[]", "＊＿｀＃＜＞［］")
_MENTION = "<@"
"""Begins the name of somebody who is then called upon, in texts, too."""
_ADDRESS = re.compile(r"https?://[^\s<>\"\[\]`\x7f-\U0010ffff]+(?<![.,;:!?)'])")
_IN_ADDRESSES = {"_": "%5F", "*": "%2A", "(": "%28", ")": "%29"}
_SIGN = re.compile("[_*()]")


def messages(content: Content) -> list[dict[str, Any]]:
    """The bodies that say it, none when there is nothing to say; its file is not among them."""
    plain = "\n".join(_lines(content)).replace(_MENTION, "＜@")
    if size(plain) <= TEXT_LIMIT:
        return [{"msgtype": "text", "text": {"content": plain}}] if plain else []
    said = [_markdown(part) for part in split(content.text, MARKDOWN_LIMIT, _fits)]
    if content.link:
        link = f"[{content.link.label.translate(_WIDE)}]({_harmless(content.link.url)})"
        whole = f"{said[-1]}\n{link}"
        said[-1:] = [whole] if size(whole) <= MARKDOWN_LIMIT else [said[-1], link]
    return [{"msgtype": "markdown", "markdown": {"content": part}} for part in said]


def _lines(content: Content) -> Iterator[str]:
    if content.text.strip():
        yield content.text
    if content.link:
        yield f"{content.link.label}：{content.link.url}"


def _fits(text: str, limit: int) -> int:
    """How many characters stay within the limit once they are markdown."""
    fits, too_many = 1, min(len(text), limit) + 1
    while too_many - fits > 1:
        middle = (fits + too_many) // 2
        if size(_markdown(text[:middle])) <= limit:
            fits = middle
        else:
            too_many = middle
    return fits


def _markdown(text: str) -> str:
    """Words that look as they were written, addresses that can be pressed."""
    place, said = 0, []
    for found in _ADDRESS.finditer(text):
        address = _harmless(found[0])
        said += [text[place : found.start()].translate(_WIDE), f"[{address}]({address})"]
        place = found.end()
    return "".join((*said, text[place:].translate(_WIDE)))


def _harmless(address: str) -> str:
    """The same address without signs that mean something in markdown."""
    return _SIGN.sub(lambda sign: _IN_ADDRESSES[sign[0]], address)
