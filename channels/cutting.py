"""Where a text is cut that is too long for one message: after a line, else a sentence, never within a character; and
how wide it is."""

import unicodedata
from collections.abc import Callable, Iterator

ENDS = ("\n", "。！？!?；;", "，,、 ")
"""Where to cut, the best first."""
JOINER = "\u200d"

Fits = Callable[[str, int], int]
"""How many characters from the beginning of a text fit into a limit, at least one."""


def by_characters(text: str, limit: int) -> int:
    return min(len(text), limit)


def by_bytes(text: str, limit: int) -> int:
    """Counted in UTF-8; a limit holds four bytes at least."""
    return len(text[:limit].encode("utf-8", "replace")[:limit].decode("utf-8", "ignore"))


def size(text: str) -> int:
    """Bytes of UTF-8."""
    return len(text.encode("utf-8", "replace"))


def columns(text: str) -> int:
    """How wide it stands: a Chinese character takes two columns."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


def split(text: str, limit: int, fits: Fits = by_characters) -> list[str]:
    """The text in parts that fit, blank parts left out, never none."""
    if fits(text, limit) == len(text):
        return [text]
    parts = [part for part in _parts(text, limit, fits) if part.strip()]
    return parts or [text[: fits(text, limit)]]


def split_end(text: str, limit: int, fits: Fits = by_characters) -> tuple[str, str]:
    """The text before its end, and the end, which fits; all of it is end where it may be."""
    room = fits(text[::-1][:limit], limit)
    start = len(text) - room
    if not start:
        return "", text
    half = start + room // 2
    for signs in ENDS:
        found = [place for sign in signs if (place := text.find(sign, start - 1, half)) >= 0]
        if found:
            return text[: min(found) + 1].rstrip("\n"), text[min(found) + 1 :]
    place = next((place for place in range(start, half) if not _joined(text, place)), start)
    return text[:place], text[place:]


def _parts(text: str, limit: int, fits: Fits) -> Iterator[str]:
    start = 0
    while start + (room := fits(text[start : start + limit], limit)) < len(text):
        end = _cut(text, start, start + room)
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
    """Whether the character at `place` belongs to the one before it: accents, emoji modifiers, joiners, and of a flag
    the second of its two letters."""
    after, before = text[place], text[place - 1]
    return (
        unicodedata.combining(after) > 0
        or unicodedata.category(after) in ("Mn", "Me")
        or after == JOINER
        or before == JOINER
        or "\U0001f3fb" <= after <= "\U0001f3ff"
        or "\U000e0020" <= after <= "\U000e007f"
        or ("\U0001f1e6" <= after <= "\U0001f1ff" and _letters(text, place) % 2 == 1)
    )


def _letters(text: str, place: int) -> int:
    """How many letters of flags stand in a row before `place`."""
    start = place
    while start > 0 and "\U0001f1e6" <= text[start - 1] <= "\U0001f1ff":
        start -= 1
    return place - start
