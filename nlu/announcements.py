"""What a cadre pastes to open a group-buy: the goods with their prices, until when, when and where they come.

明天到货🐷土猪肉35，带鱼25，豆腐免费送(李大哥捐)，今晚8点截止，文化礼堂拿
"""

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from nlu.announced_facts import Facts
from nlu.announced_items import AnnouncedItem, plain_words, read_item
from nlu.announced_lines import AnnouncementQuestion, Reader, read_line
from nlu.announced_lists import as_lines
from nlu.announcement_words import EACH, is_goods
from nlu.clean import clean

__all__ = [
    "LONGEST", "MOST_ITEMS", "Announcement", "AnnouncementQuestion", "looks_like_announcement", "read_announcement",
]  # fmt: skip

LONGEST = 8_000
"""Code points of an announcement that are read."""

LONGEST_GLANCE = 1_000
"""Code points that tell whether it is one."""

MOST_ITEMS = 60
"""Items that a window may have; what is beyond is left out, and said."""

LONGEST_TITLE = 30
LONGEST_QUOTED = 40

_ANY_TIME = datetime(2000, 1, 1, tzinfo=UTC)
_LIST_NUMBER = re.compile(r"(?:^|(?<=[\s，,;；。]))\(?\d{1,2}\s?[、.)）:：]\s?(?=[^\d\s])")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_FOREIGN = re.compile(
    r"group.?buy|\d\s?(?:/|per|a)\s?(?:jin|kg|g|lb|catty|box|piece|pc|pack|bag|bottle|dozen)\b", re.IGNORECASE
)
_SPEAKS_OF_MONEY = re.compile(
    r"[\d一二三四五六七八九十百半](?:\.\d+)?\s?(?:元|块钱?(?!豆腐)|/|￥)|[¥￥]\s?\d"
    r"|\d\s?[一每][斤公个只条盒袋箱包份把板瓶桶块]|[一二三四五六七八九十][一每][斤公个只条盒袋箱包份把板瓶桶块]|免费|捐"
)
_SIGNS = re.compile(
    r"截止|截单|到货|接龙|团购|开团|菜价|价目|报给我|免费|市场价|每户|限购|限\d|自提|(?:拿|取|领)(?:$|[，。,\s])"
    r"|送上门"
)
_CLOSES = re.compile("截止|截单|截团|到货")
_BLOCKS = re.compile(r"(?<=\d)块")
"""In a text that says until when, 排骨48块 is a price; elsewhere 豆腐2块 is an order."""

_ORDERS = re.compile(
    r"(?<![报发告信])给我|帮我|帮[^\s，。]{1,6}[订买]|我[家要买订]"
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


def read_announcement(text: str, now: datetime) -> Announcement:
    """Reads an announcement as people write it. `now` is aware, in the village's time zone."""
    reader = read_lines(text, now)
    items = _items(reader)
    facts = reader.facts
    for kind, words in facts.questions(bool(items)):
        reader.ask(kind, words)
    return Announcement(
        reader.title, items, facts.closes_at, facts.arrives, facts.arrives_at, facts.place, facts.pay, facts.contact,
        tuple(reader.questions),
    )  # fmt: skip


def read_lines(text: str, now: datetime) -> Reader:
    """The facts, and the words of each item; what was written beyond the longest text is asked, never dropped."""
    reader = Reader(Facts())
    if _is_foreign(text):
        reader.ask("not_understood", _quoted(text))
        return reader
    for line in as_lines(text[:LONGEST]):
        read_line(reader, line, now)
    if len(text) > LONGEST:
        reader.ask("not_read", _quoted(text[LONGEST:]))
    return reader


def looks_like_announcement(text: str) -> bool:
    """Whether a text offers goods at prices, to tell an announcement from an order or chatter."""
    cleaned = clean(text[:LONGEST_GLANCE])
    if _is_foreign(cleaned):
        return _FOREIGN.search(cleaned) is not None
    offers = _SIGNS.search(cleaned) is not None
    if _ORDERS.search(cleaned) or not (offers or _SPEAKS_OF_MONEY.search(cleaned)):
        return False
    readings = [read_item(chunk) for chunk in read_lines(cleaned, _ANY_TIME).chunks]
    priced = [reading for reading in readings if reading.item and (reading.explicit or offers)]
    if _CLOSES.search(cleaned):
        cleaned = _BLOCKS.sub("元", cleaned)
    return len(priced) > len(_AMOUNT_ONLY.findall(_LIST_NUMBER.sub("", cleaned)))


def _is_foreign(text: str) -> bool:
    """Written without one Chinese character: its goods would be read wrongly word by word."""
    return not _CHINESE.search(text) and re.search(r"[A-Za-z]{2}", text) is not None


def _quoted(text: str) -> str:
    """As much of a long text as is enough to know it by."""
    words = " ".join(text[: LONGEST_QUOTED * 2].split())
    return words if len(words) <= LONGEST_QUOTED else f"{words[:LONGEST_QUOTED]}…"


def _items(reader: Reader) -> tuple[AnnouncedItem, ...]:
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
    if left_out := list(items)[MOST_ITEMS:]:
        reader.ask("too_many", "、".join(left_out))
    return tuple(_without_shared_alias(item, items) for item in list(items.values())[:MOST_ITEMS])


def _without_shared_alias(item: AnnouncedItem, items: dict[str, AnnouncedItem]) -> AnnouncedItem:
    """鸡蛋(土鸡蛋) beside 土鸡蛋: a word that is another item's name calls that one only."""
    return replace(item, aliases=tuple(alias for alias in item.aliases if alias not in items))


def _with_loose(reader: Reader) -> list[str]:
    """The words of the items, with a limit that stood alone added where it is sure whose it is."""
    for words in reader.loose:
        if len(reader.chunks) == 1 or EACH.search(words):
            reader.chunks = [f"{chunk} {EACH.sub('', words)}" for chunk in reader.chunks]
        else:
            reader.ask("limit_unclear", plain_words(words))
    return reader.chunks
