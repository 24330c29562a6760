"""Characters in a text that break a channel or deceive a reader: controls, invisible ones, turned directions."""

import re
import unicodedata
from collections.abc import Iterator

_SUSPECT = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u3164\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\ufe00-\ufe0f\ufeff\uffa0\ufff9-\uffff"
    "\U0001d173-\U0001d17a\U000e0000-\U0010ffff]"
)
_DIRECTIONS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_JOINER = "\u200d"
_BLACK_FLAG = "\U0001f3f4"
_EMOJI_STYLES = "\ufe0e\ufe0f"


def odd_characters(text: str) -> Iterator[tuple[int, str]]:
    """Where each stands and its kind: control, invisible, direction, no_character, or private (an empty box to most).

    What emoji are made of passes where it stands in one: 👨‍👩‍👧, ❤️, 1️⃣, 🏴󠁧󠁢󠁷󠁬󠁳󠁿. A carriage return before a line end is
    how browsers post a text.
    """
    for match in _SUSPECT.finditer(text):
        if kind := _kind(text, match.start()):
            yield match.start(), kind


def without_odd(text: str) -> str:
    """The text without them, as one line: for a name that somebody registered with."""
    if odd := {at for at, _ in odd_characters(text)}:
        text = "".join(sign for at, sign in enumerate(text) if at not in odd)
    return " ".join(text.split())


def _kind(text: str, at: int) -> str:
    sign = text[at]
    if sign in _DIRECTIONS:
        return "direction"
    if _in_emoji(text, at):
        return ""
    category = unicodedata.category(sign)
    if category == "Cs" or (category == "Cn" and (ord(sign) & 0xFFFE) == 0xFFFE) or "\ufdd0" <= sign <= "\ufdef":
        return "no_character"
    if category == "Cc" or sign in "\u2028\u2029":
        return "" if sign == "\r" and text[at + 1 : at + 2] == "\n" else "control"
    return "private" if category in ("Co", "Cn") or sign == "\ufffd" else "invisible"


def _in_emoji(text: str, at: int) -> bool:
    sign, before, after = text[at], text[at - 1 : at], text[at + 1 : at + 2]
    if sign in _EMOJI_STYLES:
        return bool(before) and (unicodedata.category(before) in ("So", "Sm", "Po") or before in "0123456789#*〰〽")
    if sign == _JOINER:
        return _pictures(before) and _pictures(after)
    if "\U000e0020" <= sign <= "\U000e007f":
        start = text.rfind(_BLACK_FLAG, max(0, at - 8), at)
        return start >= 0 and all("\U000e0020" <= tag <= "\U000e007f" for tag in text[start + 1 : at])
    varies = "\ufe00" <= sign <= "\ufe0d" or "\U000e0100" <= sign <= "\U000e01ef"
    return varies and bool(before) and unicodedata.category(before) == "Lo"


def _pictures(sign: str) -> bool:
    return bool(sign) and (unicodedata.category(sign) in ("So", "Sk") or sign in _EMOJI_STYLES)
