"""The line on a banner: as much of a notice's title as is read in passing."""

import re
import unicodedata

WIDEST = 40
"""Columns: twenty Chinese characters, or forty letters."""

_PARTS = re.compile(r"[，,。.；;：:！!？?、（(\n]+")


def banner(title: str) -> str:
    """A proposal, which the author may change: as many of a title's clauses as fit, parted by blanks as banners have
    them; the first one cut where it alone is too long."""
    kept: list[str] = []
    for part in (part.strip(" )）") for part in _PARTS.split(title) if part.strip(" )）")):
        if _columns(" ".join([*kept, part])) > WIDEST:
            break
        kept.append(part)
    if kept or not title.strip():
        return " ".join(kept)
    return _cut(title.strip())


def fits(line: str) -> bool:
    """Whether somebody who walks past can read it, and it holds no line end."""
    return 0 < _columns(line) <= WIDEST and "\n" not in line


def _cut(words: str) -> str:
    """The beginning that fits; English is cut between words."""
    end = next((at for at in range(len(words), 0, -1) if _columns(words[:at]) <= WIDEST), 0)
    kept = words[:end]
    at = kept.rfind(" ")
    return kept[:at] if end < len(words) and words[end] != " " and at > 0 else kept.strip()


def _columns(words: str) -> int:
    return sum(2 if unicodedata.east_asian_width(sign) in "WFA" else 1 for sign in words)
