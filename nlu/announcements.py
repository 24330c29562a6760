"""What a cadre pastes to open a group-buy: the goods with their prices, until when, when and where they come.

明天到货🐷土猪肉35，带鱼25，豆腐免费送(李大哥捐)，今晚8点截止，文化礼堂拿
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

from nlu.announced_facts import Facts, take_facts
from nlu.announced_items import AnnouncedItem, plain_words, read_item
from nlu.announcement_words import (
    CHATTER,
    DESCRIPTION,
    EACH,
    LIMITING,
    MINIMUM,
    SECTION,
    TITLE_WORD,
    is_goods,
)
from nlu.clean import clean
from nlu.groceries import GROCERIES
from nlu.usual_units import usual_unit

LONGEST = 8_000
"""Code points of an announcement that are read."""

LONGEST_GLANCE = 1_000
"""Code points that tell whether it is one."""

LONGEST_LINE = 400
LONGEST_WORDS = 80
"""Code points of the words of one item; what is longer is no item."""

LONGEST_TITLE = 30
LONGEST_DESCRIPTION = 8

_ANY_TIME = datetime(2000, 1, 1, tzinfo=UTC)

_OPENING = re.compile(
    r"(?:^|(?<=[；\s]))\s?(?:(?:今日|本期|本次)?(?:接龙|团购|特价|菜单|品名|名称|单价|品种|价格|价目表?|商品|货品"
    r"|明细|到货|开团|供应|菜品))\s?:"
)
_LABEL = re.compile(
    r"[^\w【]*(?:【(?P<bracketed>[^】\d]{1,20})】(?=[\u4e00-\u9fff])"
    r"|(?P<before>[^\s:：，,、。【】]{2,14})[:：]\s?(?=[\u4e00-\u9fff]))"
)
_LEADERS = re.compile(r"[.。·]{2,}|…+|-{2,}|_{2,}|={2,}|~{2,}")
_TOKEN = re.compile(r"(?:[(（【\[][^()（）【】\[\]\n]{0,80}[)）】\]]|[^\s，,;；。!！、])+")
_LIST_NUMBER = re.compile(
    r"(?:^\s*\d{1,2}\s+(?=[\u4e00-\u9fff]{2}))|(?:^|(?<=[\s，,;；。]))\(?\d{1,2}\s?[、.)）:：]\s?(?=[^\d\s])"
)
_ALL_AT = re.compile(r"(?:都是?|均为?|各|一律|统一价?)(?=\s?[¥￥每一]?\s?[\d一二两三四五六七八九十])")
_SPEAKS_OF_MONEY = re.compile(
    r"[\d一二三四五六七八九十百半](?:\.\d+)?\s?(?:元|块钱?(?!豆腐)|/|￥)|[¥￥]\s?\d"
    r"|\d\s?[一每][斤公个只条盒袋箱包份把板瓶桶块]|[一二三四五六七八九十][一每][斤公个只条盒袋箱包份把板瓶桶块]|免费|捐"
)
_SIGNS = re.compile(
    r"截止|截单|到货|接龙|团购|开团|免费|市场价|每户|限购|限\d|自提|(?:拿|取|领)(?:$|[，。,\s])"
    r"|送上门"
)
_ORDERS = re.compile(
    r"给我|帮我|帮[^\s，。]{1,6}[订买]|我[家要买订]"
    r"|[来加买订]\s?[\d一二两三四半]+\s?[斤个只条盒袋箱包份把板瓶桶块]"
    "|转你|转给你|已付|[吗么呢?？]|多少钱|怎么卖|昨天|上次|上回|太贵|贵死|市场上|买了|[太真好]?便宜[了啊]|钱的"
)
_AMOUNT_ONLY = re.compile(
    r"(?:^"
    r"|[\s，,、。;；])[^\d\s，,、。;；/元块¥限共每约剩总量仅有]{2,8}\s?\d+(?:\.\d+)?\s?(?:斤|个|只|条|盒|袋|箱|包|份"
    r"|把|板|瓶|桶|块)(?=$|[\s，,、。;；])",
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class AnnouncementQuestion:
    """Something that is not clear, with the words that it is about ("" when nothing was said of it at all).

    Kinds, of an item: no_unit (the item is listed with an empty unit), no_donor, limit_unclear, quota_unclear,
    market_unclear (listed without that); no_price, no_name, several_units (10元3斤), price_unclear (not listed);
    item_twice (the first is listed). Of the whole: no_items, no_closing, closing_passed, closing_unclear,
    time_unclear, minimum (满50元起送, which is not kept), not_understood.
    """

    kind: str
    words: str


@dataclass(frozen=True, slots=True)
class Announcement:
    """A group-buy as announced; what is not certain is missing here and stands in `questions`."""

    title: str
    items: tuple[AnnouncedItem, ...]
    closes_at: datetime | None
    arrives: str  #: when the goods come, with a date in place of 明天: "11月25日下午3点"
    arrives_at: datetime | None
    place: str  #: where they are picked up
    pay: str  #: how to pay, as written
    contact: str  #: whom to ask: name, phone or both
    questions: tuple[AnnouncementQuestion, ...]


@dataclass(slots=True)
class _Reader:
    """The state of a reading, line by line."""

    facts: Facts
    title: str = ""
    chunks: list[str] = field(default_factory=list)  #: the words of one item each
    loose: list[str] = field(default_factory=list)  #: limits that belong to no item for sure
    questions: list[AnnouncementQuestion] = field(default_factory=list)

    def ask(self, kind: str, words: str) -> None:
        question = AnnouncementQuestion(kind, words.strip())
        if question not in self.questions:
            self.questions.append(question)


def read_announcement(text: str, now: datetime) -> Announcement:
    """Reads an announcement as people write it. `now` is aware, in the village's time zone."""
    reader = _Reader(Facts())
    for line in _lines(text[:LONGEST]):
        _read_line(reader, line, now)
    items = _items(reader)
    facts = reader.facts
    for kind, words in facts.questions(bool(items)):
        reader.ask(kind, words)
    return Announcement(
        reader.title, items, facts.closes_at, facts.arrives, facts.arrives_at, facts.place, facts.pay, facts.contact,
        tuple(reader.questions),
    )  # fmt: skip


def looks_like_announcement(text: str) -> bool:
    """Whether a text offers goods at prices, to tell an announcement from an order or chatter."""
    cleaned = clean(text[:LONGEST_GLANCE])
    offers = _SIGNS.search(cleaned) is not None
    if _ORDERS.search(cleaned) or not (offers or _SPEAKS_OF_MONEY.search(cleaned)):
        return False
    reader = _Reader(Facts())
    for line in _lines(cleaned):
        _read_line(reader, line, _ANY_TIME)
    readings = [read_item(chunk) for chunk in reader.chunks]
    priced = [reading for reading in readings if reading.item and (reading.explicit or offers)]
    return len(priced) > len(_AMOUNT_ONLY.findall(_LIST_NUMBER.sub("", cleaned)))


def _lines(text: str) -> list[str]:
    """The lines that say something, with blanks for the rows of dots that lead to a price; endless ones cut."""
    lines = _LEADERS.sub(" ", clean(text)).split("\n")
    pieces = (line[start : start + LONGEST_LINE] for line in lines for start in range(0, len(line), LONGEST_LINE))
    return [piece for piece in pieces if piece.strip()]


def _read_line(reader: _Reader, line: str, now: datetime) -> None:
    heading = not reader.chunks and not reader.title and TITLE_WORD.search(line) is not None
    rest = take_facts(_LIST_NUMBER.sub("", line), now, reader.facts, heading)
    rest = _take_label(reader, _OPENING.sub(" ; ", rest))
    first = len(reader.chunks)
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


def _take_label(reader: _Reader, line: str) -> str:
    """海鲜团：花蛤10 and 【爱心菜】青菜免费: what stands before the goods of a line is the title, or a heading."""
    match = _LABEL.match(line)
    words = plain_words(match["bracketed"] or match["before"]) if match else ""
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


def _place_token(reader: _Reader, first: int, token: str, apart: bool) -> None:
    """Begins the words of a new item with a token, or adds it to those of the item before; `first` is the line's."""
    if len(token) > LONGEST_WORDS:
        reader.ask("not_understood", token)
        return
    reading = read_item(token)
    chunks = reader.chunks
    in_line = len(chunks) > first and len(chunks[-1]) + len(token) < LONGEST_WORDS
    priced = reading.item is not None or reading.questions != ("no_price",)
    if not reading.name:
        for_last = in_line and not (apart and LIMITING.search(token) and _is_for_whom_unclear(chunks[first:]))
        if for_last or (chunks and not in_line and not reading.attributes and _is_open(chunks[-1])):
            chunks[-1] += f" {token}"
        elif reading.attributes:
            reader.loose.append(token)
        else:
            reader.ask("not_understood", token)
    elif not priced and not chunks and TITLE_WORD.search(reading.name):
        reader.title = f"{reader.title} {plain_words(token)}".strip()
    elif in_line and not is_goods(reading.name) and _goes_on(chunks[-1], token, priced, apart):
        chunks[-1] += f" {token}"
    else:
        chunks.append(token)


def _goes_on(chunk: str, token: str, priced: bool, apart: bool) -> bool:
    """Whether a token that names no goods goes on describing the item before it."""
    if priced:
        return not apart and _is_open(chunk)
    return (not apart and len(token) <= LONGEST_DESCRIPTION) or DESCRIPTION.fullmatch(plain_words(token)) is not None


def _share_price(reader: _Reader, first: int, name: str, price: str) -> None:
    """青菜、菠菜都是5元一斤: the price goes to every item of the line that has none yet."""
    if plain_words(name):
        reader.chunks.append(name)
    for place in range(len(reader.chunks) - 1, first - 1, -1):
        if not _is_open(reader.chunks[place]):
            break
        reader.chunks[place] += f" {price}"


def _is_open(chunk: str) -> bool:
    """Whether the words of an item still lack a price."""
    return read_item(chunk).questions == ("no_price",)


def _is_for_whom_unclear(chunks: list[str]) -> bool:
    """五花肉35，带鱼25，限2斤: whether a limit behind a comma may be meant for several items."""
    priced = [chunk for chunk in chunks if not _is_open(chunk)]
    return len(priced) > 1 and not any(LIMITING.search(chunk) for chunk in priced)


def _items(reader: _Reader) -> tuple[AnnouncedItem, ...]:
    """The items of the words collected, asking about what they leave open."""
    readings = [(chunk, read_item(chunk)) for chunk in _with_loose(reader)]
    items: dict[str, AnnouncedItem] = {}
    for place, (chunk, reading) in enumerate(readings):
        words, item = plain_words(chunk), reading.item
        if reading.questions == ("no_price",) and not (reading.attributes or is_goods(reading.name)):
            if place == 0 and not reader.title and len(readings) > 1 and len(words) <= LONGEST_TITLE:
                reader.title = words
            else:
                reader.ask("not_understood", words)
            continue
        if item and item.name in items:
            if item != items[item.name]:
                reader.ask("item_twice", words)
            continue
        if item:
            items[item.name] = item
        for kind in reading.questions:
            reader.ask(kind, words)
    return tuple(items.values())


def _with_loose(reader: _Reader) -> list[str]:
    """The words of the items, with a limit that stood alone added where it is sure whose it is."""
    for words in reader.loose:
        if len(reader.chunks) == 1 or EACH.search(words):
            reader.chunks = [f"{chunk} {EACH.sub('', words)}" for chunk in reader.chunks]
        else:
            reader.ask("limit_unclear", plain_words(words))
    return reader.chunks
