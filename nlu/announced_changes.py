"""A correction of a group-buy that was read back: 五花肉36元/斤, 加鸡蛋28元/盒, 删掉带鱼, 截止改到明晚9点.

It changes only what it says: a new price leaves the limit, the quota and the market's price as they were.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal

from domain.amounts import THOUSANDTHS
from nlu.announced_items import AnnouncedItem, Parts, plain_words, read_item, read_parts, with_amounts
from nlu.announced_lines import AnnouncementQuestion, Reader
from nlu.announced_patterns import UNIT_OR_BLOCK
from nlu.announced_times import find_times
from nlu.announced_verbs import ADDED, CHANGED, in_plain_words, named_to_remove
from nlu.announcement_words import DESCRIPTION, EACH, is_goods
from nlu.announcements import MOST_ITEMS, Announcement, read_lines
from nlu.clean import clean
from nlu.units import GRAMS, convert, plain_unit

_TITLE = re.compile(r"(?:标题|团名|名称|名字)\s?[:：=]\s?(?P<title>\S[^\n]{0,30})")
_BARE_VALUE = re.compile(rf"^{CHANGED}\s?(?=\d)")
_SOLD_BY = re.compile(rf"(?P<name>\S*?)\s?(?:按|论|是|每|一)*(?P<unit>{UNIT_OR_BLOCK})(?:卖|算|的)*[。.]?")
_LEFT_OPEN = ("no_items", "no_closing")
"""Questions about what a correction need not say."""


@dataclass(frozen=True, slots=True)
class Correction:
    """What a correction makes of a draft."""

    announcement: Announcement  #: all items as they are now; of the rest only what was said
    removed: tuple[str, ...]  #: names of items that are gone


@dataclass(slots=True)
class _Draft:
    """The items while they are being corrected, in their order."""

    items: list[AnnouncedItem]
    reader: Reader
    removed: list[str] = field(default_factory=list)

    def called(self, name: str) -> AnnouncedItem | None:
        """The item of exactly this name or alias."""
        return next((item for item in self.items if name == item.name or name in item.aliases), None)

    def like(self, name: str) -> AnnouncedItem | None:
        """The only item that a shorter name may mean: 猪肉 for 土猪肉."""
        alike = [item for item in self.items if name and name in item.name]
        return self.called(name) or (alike[0] if len(alike) == 1 else None)

    def put(self, old: AnnouncedItem, words: str, parts: Parts) -> None:
        """The item with what the words say of it, and the questions about the rest."""
        new, questions = _amended(old, parts)
        self.items = [new if item.name == old.name else item for item in self.items]
        for kind in questions:
            self.reader.ask(kind, plain_words(words))


def read_correction(
    text: str, items: Sequence[AnnouncedItem], now: datetime, closing_asked: bool = False
) -> Correction:
    """Reads a correction on top of the items of a draft. `closing_asked`: a lone time answers until when."""
    cleaned = clean(text)
    times = find_times(cleaned, now) if closing_asked else []
    if len(times) == 1 and (times[0].start, times[0].end) == (0, len(cleaned)):
        cleaned += "截止"
    if (answered := _with_unit(cleaned, items)) is not None:
        items, cleaned = answered, ""
    gone = named_to_remove(cleaned, items)
    plain = in_plain_words(gone.rest)
    reader = read_lines(_TITLE.sub("", plain), now)
    for words in gone.unknown:
        reader.ask("not_understood", words)
    draft = _Draft([item for item in items if item.name not in gone.names], reader)
    if len(reader.chunks) == 1:
        reader.chunks = [" ".join([*reader.chunks, *(words for words in reader.loose if not EACH.search(words))])]
        reader.loose = [words for words in reader.loose if EACH.search(words)]
    for words in reader.chunks:
        _correct(draft, words)
    for words in reader.loose:
        _correct_unnamed(draft, words)
    reader.questions = [asked for asked in reader.questions if not _is_taken_as_price(draft, asked)]
    for kind, words in reader.facts.questions(True):
        if kind not in _LEFT_OPEN:
            reader.ask(kind, words)
    if title := _TITLE.search(plain):
        reader.title = title["title"].strip()
    elif reader.title and "\n" not in cleaned:  # in one line it is a word that was not understood
        reader.ask("not_understood", reader.title)
        reader.title = ""
    return Correction(_announced(draft), gone.names)


def _with_unit(text: str, items: Sequence[AnnouncedItem]) -> list[AnnouncedItem] | None:
    """鸡蛋按盒卖, 按盒, 盒: the answer to what an item without a unit is sold by; None when the text is none."""
    said = _SOLD_BY.fullmatch(text)
    open_items = [item for item in items if not item.unit and said and said["name"] in ("", item.name)]
    if said is None or len(open_items) != 1:
        return None
    (asked,) = open_items
    unit = said["unit"]
    return [replace(item, unit=unit, weighed=unit in GRAMS) if item == asked else item for item in items]


def _announced(draft: _Draft) -> Announcement:
    reader, facts = draft.reader, draft.reader.facts
    if left_out := [item.name for item in draft.items[MOST_ITEMS:]]:
        reader.ask("too_many", "、".join(left_out))
    as_said = (replace(asked, words=asked.words.lstrip(ADDED).replace(CHANGED, "改成")) for asked in reader.questions)
    return Announcement(
        reader.title, tuple(draft.items[:MOST_ITEMS]), facts.closes_at, facts.arrives, facts.arrives_at, facts.place,
        facts.pay, facts.contact, tuple(as_said),
    )  # fmt: skip


def _correct(draft: _Draft, words: str) -> None:
    """An item that is named: its parts are changed, or it is new."""
    parts = read_parts(words)
    priced = parts.price is not None and not parts.trouble
    old = draft.called(parts.name)
    if old is None and (CHANGED in words or (not priced and parts.attributes)):
        old = draft.like(parts.name)
    if parts.trouble and parts.trouble != "no_price":
        draft.reader.ask(parts.trouble, plain_words(words))
    elif old is not None and _says_something(parts):
        draft.put(old, words, parts)
    elif old is not None or CHANGED in words or not (priced or parts.attributes or is_goods(parts.name)):
        draft.reader.ask("not_understood", words.strip())
    elif not words.startswith(ADDED) and priced and draft.like(parts.name):
        draft.reader.ask("change_or_new", plain_words(words))
    else:
        _add(draft, words)


def _add(draft: _Draft, words: str) -> None:
    reading = read_item(words.lstrip(ADDED))
    if reading.item:
        draft.items.append(reading.item)
    for kind in reading.questions:
        draft.reader.ask(kind, plain_words(words))


def _correct_unnamed(draft: _Draft, words: str) -> None:
    """市价42, 每样限2斤: of the only item, or of all when it says so."""
    everyone = EACH.search(words) is not None
    if not everyone and len(draft.items) != 1:
        draft.reader.ask("which_item", plain_words(words))
        return
    for item in list(draft.items):
        draft.put(item, words, read_parts(EACH.sub("", words)))


def _is_taken_as_price(draft: _Draft, asked: AnnouncementQuestion) -> bool:
    """36元/斤 with one item on the draft is its price; with several, whose it is is asked instead."""
    parts = read_parts(_BARE_VALUE.sub("¥", asked.words))
    if asked.kind != "not_understood" or parts.name or parts.price is None or parts.trouble != "no_name":
        return False
    if len(draft.items) == 1 and not draft.reader.chunks:
        draft.put(draft.items[0], asked.words, parts)
        return True
    return False


def _says_something(parts: Parts) -> bool:
    """Whether the words say anything that can be kept; a name and an unknown word do not."""
    said = (parts.price is not None, parts.attributes, parts.aliases, parts.donor)
    return any(said) or (parts.spec != "" and DESCRIPTION.fullmatch(parts.spec) is not None)


def _amended(item: AnnouncedItem, parts: Parts) -> tuple[AnnouncedItem, tuple[str, ...]]:
    """The item with what was said in place of what was, and questions about what no longer fits."""
    unit = parts.unit if parts.unit and (parts.price is not None or not item.unit) else item.unit
    lost = []
    limit, quota, market = item.limit, item.quota, item.market_price
    if item.unit and plain_unit(unit) != plain_unit(item.unit):
        limit, quota = _converted(item.limit, item.unit, unit), _converted(item.quota, item.unit, unit)
        lost += ["limit_unclear"] if item.limit and not limit and not parts.limit else []
        lost += ["quota_unclear"] if item.quota and not quota and not parts.quota else []
        lost += ["market_unclear"] if item.market_price and not parts.market else []
        market = None
    price = item.price if parts.price is None else parts.price
    base = replace(
        item, unit=unit, price=price, limit=limit, quota=quota, market_price=market,
        weighed=plain_unit(unit) in GRAMS, spec=parts.spec or item.spec, aliases=parts.aliases or item.aliases,
        donor=parts.donor or (item.donor if price == 0 else ""),
    )  # fmt: skip
    amended, questions = with_amounts(base, parts)
    return amended, (*questions, *lost)


def _converted(amount: int | None, unit: str, new_unit: str) -> int | None:
    """A limit of 4 斤 when the price is said a 公斤; None when the units have nothing in common."""
    return None if amount is None else convert(Decimal(amount) / THOUSANDTHS, plain_unit(unit), new_unit)
