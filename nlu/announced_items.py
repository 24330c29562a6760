"""One item of an announcement: 五花肉 35元/斤 限4斤 共200斤, 鸡蛋30枚/板 28元, 豆腐免费送(李大哥捐)."""

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from nlu import announced_patterns as patterns
from nlu.announced_prices import Words, decimal_of, fen_of_yuan, in_one_spelling, take_price, take_several
from nlu.groceries import GROCERIES
from nlu.units import COUNTED, GRAMS, convert, plain_unit
from nlu.usual_units import usual_unit


@dataclass(frozen=True, slots=True)
class AnnouncedItem:
    """An item on offer, as far as its words say it for certain."""

    name: str
    unit: str  #: "" when it was not said and cannot be guessed; then there is a question `no_unit`
    price: int  #: fen a unit, 0 = given by a donor
    market_price: int | None = None  #: fen a unit elsewhere, to compare
    quota: int | None = None  #: thousandths of the unit in all
    limit: int | None = None  #: thousandths of the unit a household
    aliases: tuple[str, ...] = ()
    weighed: bool = False  #: sold by weight: the price of a line is settled when it has been weighed
    donor: str = ""
    spec: str = ""  #: what else was said of it: "30枚/板", "去皮"
    case_size: int | None = None  #: it comes in whole cases of so much
    minimum: int | None = None  #: below it the item does not come
    sharing: str = ""  #: equally, lot or elders: how `to_share` is shared at closing
    to_share: int | None = None


@dataclass(frozen=True, slots=True)
class Parts:
    """What the words of one item say, part by part: None or "" where they say nothing."""

    name: str
    price: int | None = None  #: fen; 0 when it is given away
    unit: str = ""  #: beside the price, or what a pack is (30枚/板)
    market: re.Match[str] | None = None
    limit: re.Match[str] | None = None
    quota: re.Match[str] | None = None
    packed: bool = False  #: it comes in packs, so that its price is not one of a 斤
    given: bool = False
    donor: str = ""
    aliases: tuple[str, ...] = ()
    spec: str = ""
    explicit: bool = False  #: the price names money or a unit (35元, 35/斤, 免费), it is not a bare number
    trouble: str = ""  #: the kind of question that keeps it from being an item
    limit_unread: bool = False  #: words speak of a limit that may be one of households or one in all

    @property
    def attributes(self) -> bool:
        """It has a limit, a quota, a pack or a market price, so it is about goods."""
        return any((self.market, self.limit, self.quota, self.packed, self.limit_unread))


@dataclass(frozen=True, slots=True)
class ItemReading:
    """What the words of one item gave: the item if its name and price are sure, and the kinds of question left."""

    item: AnnouncedItem | None
    questions: tuple[str, ...] = ()
    name: str = ""
    attributes: bool = False
    explicit: bool = False


def plain_words(words: str) -> str:
    """The words of an item without list number, emoji and brackets."""
    without_signs = patterns.SIGNS.sub(" ", patterns.LIST_NUMBER.sub("", words))
    return " ".join(patterns.BRACKETS.sub(" ", without_signs).split()).strip(patterns.EDGES)


def read_item(words: str) -> ItemReading:
    """Reads the cleaned words of one item. What they leave open is a question, never a guess."""
    parts = read_parts(words)
    if parts.trouble or parts.price is None:
        return ItemReading(None, (parts.trouble or "no_price",), parts.name, parts.attributes, parts.explicit)
    unit = parts.unit or ("" if parts.packed else usual_unit(parts.name)) or _counted_alike(parts.limit, parts.quota)
    item = AnnouncedItem(
        parts.name, unit, parts.price, aliases=parts.aliases, weighed=plain_unit(unit) in GRAMS, donor=parts.donor,
        spec=parts.spec,
    )  # fmt: skip
    item, questions = with_amounts(item, parts)
    return ItemReading(item, questions, parts.name, parts.attributes, parts.explicit)


@lru_cache(maxsize=256)
def read_parts(words: str) -> Parts:
    """What the cleaned words of one item say of it."""
    left = Words(in_one_spelling(plain_words(_alias_in_words(words)).lower()))
    also = left.take(patterns.ALSO)
    market, quota = left.take(patterns.MARKET), left.take(patterns.QUOTA)
    limit = left.take(patterns.LIMIT, patterns.CAP)
    unsure = left.take(patterns.UNSURE_LIMIT)
    packed = left.take(patterns.PACKED, patterns.SIZED)
    donor, free = left.take(patterns.DONOR), left.take(patterns.FREE)
    vague = left.take(patterns.VAGUE)
    several = None if vague else take_several(left)
    price, unit, explicit = take_price(left) if not (vague or several) else (None, "", False)
    name, spec = _name_and_spec(left.rest, packed)
    given = free is not None or donor is not None
    trouble = "price_unclear" if vague else "several_units" if several else _trouble(left, name, price, given)
    if free and price:
        trouble = "price_unclear"
    return Parts(
        name=_as_written(name, words),
        price=0 if price is None and given else price,
        unit=unit or (free["unit"] if free else "") or _packed_unit(packed),
        market=market,
        limit=limit,
        quota=quota,
        packed=packed is not None,
        given=given,
        donor=(donor["donor"] or "") if donor else "",
        aliases=tuple(re.split(r"[/、]\s?", also["names"])) if also else (),
        spec=spec,
        explicit=explicit or given,
        trouble=trouble,
        limit_unread=unsure is not None or patterns.UNREAD_LIMIT.search(spec) is not None,
    )


def with_amounts(item: AnnouncedItem, parts: Parts) -> tuple[AnnouncedItem, tuple[str, ...]]:
    """The item with what its words say for sure of market price, limit and quota, and questions about the rest."""
    questions = [] if item.unit else ["no_unit"]
    if item.price == 0 and not item.donor:
        questions.append("no_donor")
    limited, total = _amount(parts.limit, item.unit), _amount(parts.quota, item.unit)
    item, bare = _without_bare_amount(item)
    unread = parts.limit_unread or bare
    if unread or (parts.limit and (limited is None or _for_a_person(parts.limit))):
        questions.append("limit_unclear")
        limited = None
    if parts.quota and (total is None or parts.limit_unread):  # 每户最多一共2斤 is no quota
        questions.append("quota_unclear")
        total = None
    elsewhere = fen_of_yuan(parts.market["price"]) if parts.market else None
    said = parts.market["unit"] if parts.market else None
    if parts.market and (not elsewhere or (said and item.unit and said != item.unit)):
        questions.append("market_unclear")
        elsewhere = None
    return replace(
        item,
        limit=item.limit if limited is None else limited,
        quota=item.quota if total is None else total,
        market_price=item.market_price if elsewhere is None else elsewhere,
    ), tuple(questions)


def _without_bare_amount(item: AnnouncedItem) -> tuple[AnnouncedItem, bool]:
    """猪肉 35元/斤 4斤: an amount in the item's own unit is no spec, but a limit or a quota; which, is asked."""
    words = item.spec.split()
    amount = re.compile(f"(?![一1]{item.unit}){patterns.NUMBER}{re.escape(item.unit.lower())}")
    kept = [word for word in words if not (item.unit and amount.fullmatch(word))]
    return replace(item, spec=" ".join(kept)), len(kept) < len(words)


def _alias_in_words(words: str) -> str:
    """西红柿(番茄) as 西红柿 又叫番茄, when what stands in the brackets is itself a grocery."""
    found = patterns.IN_BRACKETS.search(words)
    if found is None or found["inner"] not in GROCERIES:
        return words
    return f"{words[: found.start()]} 又叫{found['inner']} {words[found.end() :]}"


def _trouble(left: Words, name: str, price: int | None, given: bool) -> str:
    """Why what is left of the words keeps them from being an item."""
    if patterns.NO_GOODS.search(name):
        return "not_understood"
    if patterns.THOUSANDS.search(left.rest) or patterns.SWALLOWED_PRICE.search(name):
        return "price_unclear"
    if price is None and not given:
        return "price_unclear" if patterns.MONEY_LEFT.search(left.rest) else "no_price"
    if not name:
        return "no_name"
    if patterns.AMOUNT.search(name):  # 2斤以上33元/斤 is another price of the item before
        return "price_unclear"
    return "price_unclear" if patterns.LONE_NUMBER.search(left.rest) or take_price(left)[2] else ""


def _for_a_person(limit: re.Match[str]) -> bool:
    """每人限2斤: we keep limits of households."""
    return any(limit.groupdict().get(name) for name in ("person", "person_after", "each"))


def _amount(match: re.Match[str] | None, unit: str) -> int | None:
    """A limit or a quota in thousandths of the item's unit; None when it is in another unit."""
    value = decimal_of(match["number"]) if match else None
    if match is None or value is None or (not unit and match["unit"]):
        return None
    return convert(value, match["unit"] or "", unit)


def _packed_unit(packed: re.Match[str] | None) -> str:
    """30枚/板 and 一箱12瓶 tell what is sold: a 板, a 箱."""
    return (packed["in"] or packed["of"] or "") if packed else ""


def _counted_alike(*amounts: re.Match[str] | None) -> str:
    """限2板 共100板: the measure word of limit and quota, when it counts and they agree."""
    units = {match["unit"] for match in amounts if match and match["unit"]}
    return units.pop() if len(units) == 1 and units <= COUNTED else ""


def _as_written(name: str, words: str) -> str:
    """A name with its capitals: it was read in small letters, for units such as KG."""
    place = words.lower().find(name)
    written = words[place : place + len(name)]
    return written if written.lower() == name else name


def _name_and_spec(rest: str, packed: re.Match[str] | None) -> tuple[str, str]:
    """The first word left is the name, the others say what it is like."""
    words = [word for word in (word.strip(patterns.EDGES) for word in rest.split()) if word]
    words = [word for word in words if word not in patterns.IDLE]
    if not words or not patterns.NAME.match(words[0]):
        return "", ""
    more = ([packed[0].strip()] if packed else []) + words[1:]
    return patterns.HAVING.sub("", words[0]), " ".join(more)
