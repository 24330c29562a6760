"""Gathers the words of each item, line by line; what else there is is a fact, a title, chatter or a question."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from nlu.announced_facts import Facts, take_facts
from nlu.announced_items import ItemReading, plain_words, read_item
from nlu.announced_lists import separate_goods
from nlu.announcement_words import CHATTER, DESCRIPTION, LIMITING, MINIMUM, SECTION, TITLE_WORD, is_goods
from nlu.groceries import GROCERIES
from nlu.usual_units import usual_unit

LONGEST_WORDS = 80
"""Code points of the words of one item; what is longer is no item."""

LONGEST_DESCRIPTION = 8

_OPENING = re.compile(
    r"(?:^|(?<=[；\s]))\s?(?:(?:今日|本期|本次)?(?:接龙|团购|特价|菜单|品名|名称|单价|品种|价格|价目表?|商品|货品"
    r"|明细|到货|开团|供应|菜品))\s?:"
)
_LABEL = re.compile(
    r"[^\w【]*(?:【(?P<bracketed>[^】\d]{1,20})】(?=[\u4e00-\u9fff])"
    r"|(?P<before>[^\s:：，,、。【】]{2,14})[:：]\s?(?=[\u4e00-\u9fff]))"
)
_TOKEN = re.compile(
    r"(?:[(（【\[][^()（）【】\[\]\n]{0,80}[)）】\]]|[^\s，,;；。!！、]"
    r"|(?<=\d),(?=\d{3}(?!\d)\s?[元块/]))+"  # 25,120元: one price, or two of which one has no name: it is asked
)
_LIST_NUMBER = re.compile(
    r"(?:^\s*\d{1,2}\s+(?=[\u4e00-\u9fff]{2}))|(?:^|(?<=[\s，,;；。]))\(?\d{1,2}\s?[、.)）:：]\s?(?=[^\d\s])"
)
_ALL_AT = re.compile(r"(?:都是?|均为?|各|一律|统一价?)(?=\s?[¥￥每一]?\s?[\d一二两三四五六七八九十])")


@dataclass(frozen=True, slots=True)
class AnnouncementQuestion:
    """Something that is not clear, with the words that it is about ("" when nothing was said of it at all).

    Kinds, of an item: no_unit (the item is listed with an empty unit), no_donor, limit_unclear, quota_unclear,
    market_unclear (listed without that); no_price, no_name, several_units (10元3斤), price_unclear (not listed);
    item_twice (the first is listed). Of the whole: no_items, no_closing, closing_passed, closing_unclear,
    time_unclear, minimum (满50元起送, which is not kept), not_understood, not_read (beyond the longest text),
    too_many (names beyond the most items). Of a correction: which_item, change_or_new.
    """

    kind: str
    words: str


@dataclass(slots=True)
class Reader:
    """The state of a reading, line by line."""

    facts: Facts
    title: str = ""
    chunks: list[str] = field(default_factory=list)  #: the words of one item each
    loose: list[str] = field(default_factory=list)  #: limits that belong to no item for sure
    pending: str = ""  #: a price that opened a line, for the goods behind it or else for those above
    price_first: bool = False  #: the line began with a price
    stray: bool = False  #: a price had no goods above, so that the prices of this text stand before them
    questions: list[AnnouncementQuestion] = field(default_factory=list)

    def ask(self, kind: str, words: str) -> None:
        question = AnnouncementQuestion(kind, words.strip())
        if question not in self.questions:
            self.questions.append(question)


def read_line(reader: Reader, line: str, now: datetime) -> None:
    heading = not reader.chunks and not reader.title and TITLE_WORD.search(line) is not None
    rest = take_facts(_LIST_NUMBER.sub("", line), now, reader.facts, heading)
    rest = _take_label(reader, _OPENING.sub(" ; ", rest))
    first, reader.price_first = len(reader.chunks), False
    for token, apart in _tokens(rest):
        bare = plain_words(token)
        if not bare or CHATTER.fullmatch(bare):
            continue
        if MINIMUM.search(bare):
            reader.ask("minimum", bare)
        elif shared := _ALL_AT.search(token):
            _share_price(reader, first, token[: shared.start()], token[shared.end() :])
        else:
            _place_token(reader, first, token, apart)
    _place_pending(reader)


def _take_label(reader: Reader, line: str) -> str:
    """海鲜团：花蛤10 and 【爱心菜】青菜免费: what stands before the goods of a line is the title, or a heading."""
    match = _LABEL.match(line)
    words = plain_words(match["bracketed"] or match["before"]) if match else ""
    if words and read_item(words).questions == ("no_name",):  # 35元/斤：猪肉
        return line
    if not match or not words or (is_goods(words) and not TITLE_WORD.search(words) and match["before"]):
        return line
    if match["bracketed"] and (words in GROCERIES or usual_unit(words) or not line[match.end() :].strip()):
        return line
    if not reader.title and not reader.chunks:
        reader.title = words
    elif not SECTION.fullmatch(words):
        reader.ask("not_understood", words)
    return line[match.end() :]


def _tokens(rest: str) -> Iterator[tuple[str, bool]]:
    """The words of a line, and whether a comma or the like stands before each."""
    end = 0
    for match in _TOKEN.finditer(rest):
        yield match[0], not rest[end : match.start()].isspace()
        end = match.end()


def _place_token(reader: Reader, first: int, token: str, apart: bool) -> None:
    """Begins the words of a new item with a token, or adds it to those of the item before; `first` is the line's."""
    if len(token) > LONGEST_WORDS:
        reader.ask("not_understood", token)
        return
    reading = read_item(token)
    chunks = reader.chunks
    if reading.name and (apart or reading.item):
        _place_pending(reader)
    in_line = len(chunks) > first and len(chunks[-1]) + len(token) < LONGEST_WORDS
    priced = reading.item is not None or reading.questions != ("no_price",)
    if not reading.name:
        _place_nameless(reader, first, token, apart, reading)
    elif not priced and reader.pending:
        chunks.append(f"{token} {reader.pending}")
        reader.pending = ""
    elif not priced and not chunks and TITLE_WORD.search(reading.name):
        reader.title = f"{reader.title} {plain_words(token)}".strip()
    elif in_line and not is_goods(reading.name) and _goes_on(chunks[-1], token, priced, apart):
        chunks[-1] += f" {token}"
    else:
        chunks.append(token)


def _place_nameless(reader: Reader, first: int, token: str, apart: bool, reading: ItemReading) -> None:
    """A price, or a limit and the like, belongs to the item of its line; a price that opens a line waits."""
    chunks = reader.chunks
    in_line = len(chunks) > first and len(chunks[-1]) + len(token) < LONGEST_WORDS
    if reading.questions == ("no_name",) and (reader.price_first or not in_line):
        _place_pending(reader)
        reader.pending, reader.price_first = token, True
    elif reader.pending and reading.attributes:
        reader.pending += f" {token}"
    elif in_line and (not apart or not LIMITING.search(token) or not _is_for_whom_unclear(chunks[first:])):
        chunks[-1] += f" {token}"
    elif reading.attributes:
        reader.loose.append(token)
    else:
        reader.ask("not_understood", token)


def _place_pending(reader: Reader) -> None:
    """五花肉⏎35元/斤: a price with no goods behind it is that of the goods above, unless prices stand first here."""
    if reader.pending and reader.chunks and is_open(reader.chunks[-1]) and not reader.stray:
        reader.chunks[-1] += f" {reader.pending}"
    elif reader.pending:
        reader.ask("not_understood", reader.pending)
        reader.stray = True
    reader.pending = ""


def _goes_on(chunk: str, token: str, priced: bool, apart: bool) -> bool:
    """Whether a token that names no goods goes on describing the item before it."""
    if priced:
        return not apart and is_open(chunk)
    return (not apart and len(token) <= LONGEST_DESCRIPTION) or DESCRIPTION.fullmatch(plain_words(token)) is not None


def _share_price(reader: Reader, first: int, name: str, price: str) -> None:
    """青菜、菠菜都是5元一斤: the price goes to every item of the line that has none yet."""
    goods = separate_goods(plain_words(name)) if plain_words(name) else ()
    if len(goods) == 1 and len(reader.chunks) == first and goods[0] not in GROCERIES:
        reader.ask("price_unclear", f"{name}各{price}")  # 土豆折耳根各2元: where one of them ends is not known
        return
    reader.chunks += goods
    for place in range(len(reader.chunks) - 1, first - 1, -1):
        if not is_open(reader.chunks[place]):
            break
        reader.chunks[place] += f" {price}"


def is_open(chunk: str) -> bool:
    """Whether the words of an item still lack a price."""
    return read_item(chunk).questions == ("no_price",)


def _is_for_whom_unclear(chunks: list[str]) -> bool:
    """五花肉35，带鱼25，限2斤: whether a limit behind a comma may be meant for several items."""
    priced = [chunk for chunk in chunks if not is_open(chunk)]
    return len(priced) > 1 and not any(LIMITING.search(chunk) for chunk in priced)
