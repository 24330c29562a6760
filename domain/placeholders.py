"""Placeholders in a cadre's words: {姓名} and {name} stand for the reader's own, {时间} for what the author said.

They are names and nothing more: filled once, never evaluated, and what has no value is refused before sending. The
channels send plain text, so a tag or a star breaks nothing; it goes out as it is written, and is warned about.
"""

import difflib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from domain.odd_characters import odd_characters

LONGEST = 4096 - 96
"""Code points of a text with its placeholders filled: what the strictest channel takes in one message, without what
is put around a copy (更正, the village, the notice's number)."""

LONGEST_OF_READER = 40
"""Code points that are reckoned for a reader's own name or door; longer ones are cut when they are filled in."""

MOST_PROBLEMS = 20
HOPELESS = 4 * LONGEST
"""A text of this length is not read any further: it is too long whatever else it is."""


@dataclass(frozen=True, slots=True)
class Placeholder:
    """`key` is what values go by; `words` are the ways to write it, the Chinese one that is shown first."""

    key: str
    words: tuple[str, ...]
    reader: bool = False  #: known of each reader, and not asked of the author


PLACEHOLDERS = (
    Placeholder("name", ("姓名", "名字", "称呼"), reader=True),
    Placeholder("door", ("门牌", "门牌号", "房号", "住址"), reader=True),
    Placeholder("building", ("楼", "楼号", "楼栋", "幢", "栋"), reader=True),
    Placeholder("village", ("村", "村名", "小区"), reader=True),
    Placeholder("grid", ("网格",), reader=True),
    Placeholder("microgrid", ("微网格", "组"), reader=True),
    Placeholder("time", ("时间",)),
    Placeholder("place", ("地点",)),
    Placeholder("until", ("截止时间", "截止", "deadline")),
    Placeholder("from", ("开始时间", "开始", "start")),
    Placeholder("date", ("日期",)),
    Placeholder("link", ("链接", "网址")),
    Placeholder("contact", ("联系人",)),
    Placeholder("phone", ("电话", "联系电话")),
    Placeholder("reason", ("原因",)),
    Placeholder("scope", ("范围",)),
    Placeholder("goods", ("货品", "菜单")),
    Placeholder("bring", ("带什么", "要带的")),
    Placeholder("rumour", ("传言", "谣言", "rumor")),
    Placeholder("fact", ("实情", "事实")),
    Placeholder("shelter", ("避险点", "安置点")),
    Placeholder("gate", ("卡口", "门岗")),
)
READERS = frozenset(each.key for each in PLACEHOLDERS if each.reader)
SHOWN = {each.key: each.words[0] for each in PLACEHOLDERS}
_BY_WORD = {word: each for each in PLACEHOLDERS for word in (each.key, *each.words)}

_BRACES = re.compile(r"[{｛](?P<inside>[^{}｛｝\n]*)(?P<closed>[}｝])?|[}｝]")
_MARKUP = re.compile(
    r"</?[A-Za-z][^<>\n]{0,80}>|&(?:[a-z]{2,8}|#\d{2,6});|\*\*[^*\n]{1,80}\*\*|(?<!_)__[^_\n]{1,80}__(?!_)"
    r"|`[^`\n]{1,80}`|```|~~[^~\n]{1,80}~~|\[[^\[\]\n]{1,80}\]\([^()\n]{1,200}\)|^#{1,6}\s",
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a text, and where: line and column count from 1, 0 where it concerns the whole.

    kind: unknown (near: the placeholder that may be meant), no_value, unclosed, unopened, too_long (length), empty,
    control, invisible, direction, no_character; or, merely odd: markup, private.
    """

    kind: str
    line: int = 0
    column: int = 0
    words: str = ""
    near: str = ""
    length: int = 0

    @property
    def refused(self) -> bool:
        """Whether it stands in the way of sending; else the author is only told."""
        return self.kind not in ("markup", "private")


class Unfilled(ValueError):
    """A placeholder was to be filled that is unknown or has no value: its text should have been refused before."""


def check(text: str, values: Mapping[str, str]) -> list[Problem]:
    """What stands against sending a text with these values (by key), in order; the reader's own need none here.

    The values themselves are looked through as well, since they go out with it.
    """
    if len(text) > HOPELESS:
        return [Problem("too_long", length=len(text))]
    longest = _filled_length(text, values)
    found = [Problem("too_long", length=longest)] if longest > LONGEST else []
    if not text.strip():
        return [Problem("empty")]
    inside = [
        each
        for problems in (_braces(text, values), _odd(text), _markup(text))
        for each in islice(problems, MOST_PROBLEMS)
    ]
    found += sorted(inside, key=lambda each: (each.line, each.column))
    for key in sorted(used(text) & values.keys()):
        found += [Problem(each.kind, words=SHOWN[key]) for each in islice(_odd(values[key]), 1)]
    return found[:MOST_PROBLEMS]


def used(text: str) -> frozenset[str]:
    """The keys of the placeholders in a text, as far as they are known."""
    inside = (match["inside"] for match in _BRACES.finditer(text, 0, HOPELESS) if match["closed"])
    return frozenset(known.key for each in inside if (known := placeholder(each)))


def placeholder(word: str) -> Placeholder | None:
    """The placeholder that a word stands for: 姓名, name, Name."""
    return _BY_WORD.get(word.strip().lower())


def fill(text: str, values: Mapping[str, str]) -> str:
    """The text with each placeholder's value in its place, once: braces in a value are left as they are.

    Raises Unfilled for what `check` refuses.
    """

    def value(match: re.Match[str]) -> str:
        known = placeholder(match["inside"] or "") if match["closed"] else None
        if known is None or known.key not in values:
            raise Unfilled(match[0])
        return values[known.key]

    return _BRACES.sub(value, text)


def written(key: str, language: str = "zh") -> str:
    """The placeholder as it stands in a text: {时间}, {time}."""
    return "{" + (SHOWN[key] if language == "zh" else key) + "}"


def _filled_length(text: str, values: Mapping[str, str]) -> int:
    length = len(text)
    for match in _BRACES.finditer(text):
        known = placeholder(match["inside"] or "") if match["closed"] else None
        if known is not None:
            value = LONGEST_OF_READER if known.reader else len(values.get(known.key, match[0]))
            length += value - len(match[0])
    return length


def _braces(text: str, values: Mapping[str, str]) -> Iterator[Problem]:
    for match in _BRACES.finditer(text):
        place = _place(text, match.start())
        if match["inside"] is None:
            yield Problem("unopened", *place, match[0])
        elif not match["closed"]:
            yield Problem("unclosed", *place, match[0][:20])
        elif (known := placeholder(match["inside"])) is None:
            yield Problem("unknown", *place, match[0][:40], _nearest(match["inside"]))
        elif not known.reader and not values.get(known.key, "").strip():
            yield Problem("no_value", *place, match[0])


def _odd(text: str) -> Iterator[Problem]:
    for at, kind in odd_characters(text):
        yield Problem(kind, *_place(text, at), f"U+{ord(text[at]):04X}")


def _markup(text: str) -> Iterator[Problem]:
    for match in _MARKUP.finditer(text):
        yield Problem("markup", *_place(text, match.start()), match[0].strip()[:20])


def _place(text: str, at: int) -> tuple[int, int]:
    """Line and column, counted from 1."""
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)


def _nearest(word: str) -> str:
    """The placeholder that a misspelt one may be meant for, as it is written; "" when none is like it."""
    close = difflib.get_close_matches(word.strip().lower()[:20], list(_BY_WORD), 1, 0.5)
    return written(_BY_WORD[close[0]].key, "en" if close[0].isascii() else "zh") if close else ""
