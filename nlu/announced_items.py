"""One item of an announcement: 五花肉 35元/斤 限4斤 共200斤, 鸡蛋30枚/板 28元, 豆腐免费送(李大哥捐)."""

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from domain.amounts import FEN, LARGEST
from nlu.numerals import read_decimal
from nlu.surnames import SINGLE
from nlu.units import COUNTED, GRAMS, MILLILITRES, convert, plain_unit
from nlu.usual_units import usual_unit

_C = r"\u4e00-\u9fff"
_NUMBER = (
    r"(?:(?<![\d.])\d{1,6}(?:\.\d{1,3})?(?!\d)"
    "|[零〇一二两三四五六七八九十百千半廿]{1,6}(?:点[零一二三四五六七八九]{1,2})?)"
)
_UNITS = sorted({*COUNTED, *GRAMS, *MILLILITRES} - {"口", "段", "付"}, key=lambda unit: (-len(unit), unit))
_UNIT = rf"(?:{'|'.join(unit for unit in _UNITS if unit != '块')})"
_UNIT_OR_BLOCK = rf"(?:{_UNIT}|块(?!\d|钱))"
_MONEY = r"(?:元钱?|块钱|块|圆|rmb|￥|¥)"
_PER = r"(?:\s?[/每一]\s?|\s?1\s?(?=[斤公千kK]))"
_HOME = "(?:[户家]人?|家庭)"

_MARKET = re.compile(
    "(?:市场价?格?|原价|超市价?|菜场价?|平时价?|市面价?|外面)(?:[卖要是]"
    rf"|零售)?[:：]?\s?[¥￥]?(?P<price>{_NUMBER})(?:\s?{_MONEY})?(?:{_PER}(?P<unit>{_UNIT_OR_BLOCK}))?"
)
_EVERY = r"(?:每[样种个]商?品?|各种|所有商品|全部)?\s?"
_LIMIT = re.compile(
    rf"{_EVERY}(?:(?:[每一]{_HOME}|(?P<person>[每一]人|每位))\s?{_EVERY}(?:最多|至多|限购?量?|可[买购订领]"
    r"|只能[买购订领])?|限购?(?!量)|最多|至多|不超过)\s?(?:可?[买购订领])?"
    rf"\s?(?:[每一]{_HOME}"
    rf"|(?P<person_after>[每一]人))?\s?[:：]?\s?(?P<number>{_NUMBER})\s?(?P<unit>{_UNIT_OR_BLOCK})?(?:\s?[/每一]?\s?(?:{_HOME}|(?P<each>人)))?"
)
_QUOTA = re.compile(
    r"(?:限量|总量|总数|总共|一共|合计|共计?|库存|数量|备货|仅有|只有|仅剩?|现有|剩余?|还有)[:：]?\s?(?:约"
    rf"|大约)?(?P<number>{_NUMBER})\s?(?P<unit>{_UNIT_OR_BLOCK})?"
)
_FREE = re.compile(
    "免费(?:送|领取?|赠送|发放|供应|提供|拿)?|不要钱|不收钱|白送|赠送"
    rf"|(?<![\d.])0\s?元(?:{_PER}(?P<unit>{_UNIT_OR_BLOCK}))?"
)
_GIVER = (
    f"(?:[{_C}]{{2,10}}(?:公司|超市|饭店|酒店|企业|商会|协会|农场|基金会|合作社|商店|药店)|爱心人士|热心村民"
    f"|阿[{_C}]{{1,2}}|[{''.join(sorted(SINGLE))}][{_C}]{{1,3}}?)"
)
_DONOR = re.compile(
    rf"(?:(?:由|感谢)?\s?(?P<donor>{_GIVER}|(?:^|(?<=\s))[{_C}]{{2,4}}?)\s?(?:免费|爱心|无偿)?)?(?:捐赠|捐献|捐"
    "|赞助)(?:的|了)?"
)
_PACKED = re.compile(
    rf"(?:(?:约|大约)?{_NUMBER}\s?{_UNIT}(?:左右)?装?\s?[/每一]\s?(?P<in>{_UNIT_OR_BLOCK})"
    rf"|[一1每]\s?(?P<of>{_UNIT_OR_BLOCK})\s?(?:约|大约|有|装)?{_NUMBER}\s?{_UNIT}(?:左右)?装?)(?![/每一])"
    rf"|(?:约|大约)?{_NUMBER}\s?{_UNIT}(?:左右)?装"
)
_SEVERAL = re.compile(
    rf"(?P<price>{_NUMBER})\s?{_MONEY}\s?/?\s?(?P<count>{_NUMBER})\s?(?P<unit>{_UNIT_OR_BLOCK})(?![/每一])"
    rf"|(?P<count_first>{_NUMBER})\s?(?P<unit_first>{_UNIT})\s?/?\s?(?P<price_last>{_NUMBER})(?:\s?{_MONEY}|$)"
)
_VAGUE = re.compile(
    rf"{_NUMBER}\s?{_MONEY}?\s?(?:[-~到至]\s?{_NUMBER}\s?{_MONEY}?|左右|上下|多(?=[元块/]|$)|起(?!送))"
    "|(?:约|大概"
    rf"|大约)\s?{_NUMBER}\s?{_MONEY}"
    "|价格?(?:待定|另定|面议)|时价|几[元块]"
)
_LABEL = r"(?:(?:团购|优惠|特惠|成本|批发|单|现|特|售)?价格?|只要|只卖|仅售|仅需|仅要|才|卖|[:：=])*\s?"
_TENTHS = rf"(?:(?P<tenths>\d|[一二三四五六七八九])(?:[毛角]|(?!\d|\s?{_UNIT_OR_BLOCK})))?"
_PRICES = (
    re.compile(rf"(?:[一1每]\s?(?P<unit>{_UNIT_OR_BLOCK}))\s?{_LABEL}[¥￥]?(?P<price>{_NUMBER})\s?(?:{_MONEY}{_TENTHS}|(?=\s|$))"),
    re.compile(
        rf"{_LABEL}[¥￥]?(?P<price>{_NUMBER})\s?(?:{_MONEY}{_TENTHS}|(?P<dimes>毛|角))"
        rf"(?:钱)?(?:{_PER}(?P<unit>{_UNIT_OR_BLOCK})|\s(?P<unit_apart>{_UNIT})(?=\s|$))?"
    ),
    re.compile(rf"{_LABEL}[¥￥]?(?P<price>{_NUMBER}){_PER}(?P<unit>{_UNIT_OR_BLOCK})"),
    re.compile(rf"{_LABEL}[¥￥](?P<price>{_NUMBER})(?![\d.])"),
    re.compile(rf"(?<=[{_C}\s:：a-z]){_LABEL}(?P<price>{_NUMBER})(?=\s|$)"),
)  # fmt: skip
_ALSO = re.compile(
    rf"(?:又叫|也叫|又称|俗称|别名|也就是"
    rf"|即)[:：]?\s?(?P<names>[{_C}]{{1,8}}(?:[/、]\s?[{_C}]{{1,8}})*)"
)
_BRACKETS = re.compile(r"[()（）【】\[\]「」『』<>《》]")
_SIGNS = re.compile(r"[\U0001F000-\U0001FAFF←-➿⬀-⯿★☆●◆■▲▪•·※※#*—_|~✨]+")
_LIST_NUMBER = re.compile(rf"^\W*\d{{1,2}}(?:\s?[.、):：]\s?(?!\d)|\s+(?=[{_C}]))")
_MONEY_LEFT = re.compile(r"\d\s?(?:元|块|/|￥)|[¥￥]\s?\d")
_LONE_NUMBER = re.compile(r"(?<!\S)\d+(?:\.\d+)?(?!\S)")
_EDGES = "的 ,，.。、:：;；!！?？-=/+"
_HAVING = re.compile(r"^(?:(?:这次|本期|今天|今日|现)?有|还有|另有|新到|刚到)(?=..)")
_IDLE = frozenset(("左右", "的", "有", "一", "每", "约", "价格", "单价", "团购价", "送", "了"))
_NAME = re.compile(rf"(?=.*[{_C}A-Za-z])[{_C}A-Za-z\d&·-]{{1,16}}\Z")


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


@dataclass(frozen=True, slots=True)
class ItemReading:
    """What the words of one item gave: the item if its name and price are sure, and the kinds of question left."""

    item: AnnouncedItem | None
    questions: tuple[str, ...] = ()
    name: str = ""
    attributes: bool = False  #: it has a limit, a quota, a pack or a market price, so it is about goods
    explicit: bool = False  #: its price names money or a unit (35元, 35/斤, 免费), it is not a bare number


@dataclass(slots=True)
class _Words:
    """The words still to be read; taking a part out leaves a gap."""

    rest: str

    def take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        match = pattern.search(self.rest)
        if match:
            self.rest = f"{self.rest[: match.start()]} {self.rest[match.end() :]}"
        return match


def plain_words(words: str) -> str:
    """The words of an item without list number, emoji and brackets."""
    return " ".join(_BRACKETS.sub(" ", _SIGNS.sub(" ", _LIST_NUMBER.sub("", words))).split()).strip(_EDGES)


@lru_cache(maxsize=256)
def read_item(words: str) -> ItemReading:
    """Reads the cleaned words of one item. What they leave open is a question, never a guess."""
    left = _Words(plain_words(words).lower())
    also = left.take(_ALSO)
    market, limit, packed = left.take(_MARKET), left.take(_LIMIT), left.take(_PACKED)
    quota = left.take(_QUOTA)
    donor, free = left.take(_DONOR), left.take(_FREE)
    attributes = any((market, limit, packed, quota))
    vague = left.take(_VAGUE)
    several = None if vague else _several(left)
    price, unit, explicit = _price(left) if not (vague or several) else (None, "", False)
    name, spec = _name_and_spec(left.rest, packed)
    name = _as_written(name, words)
    reading = ItemReading(None, (), name, attributes, explicit or free is not None or donor is not None)
    if vague or several:
        return replace(reading, questions=("price_unclear" if vague else "several_units",))
    if price is None and not (free or donor):
        return replace(reading, questions=("price_unclear" if _MONEY_LEFT.search(left.rest) else "no_price",))
    if not name:
        return replace(reading, questions=("no_name",))
    if _LONE_NUMBER.search(left.rest) or _price(left)[2] or (price and free):
        return replace(reading, questions=("price_unclear",))
    unit = unit or (free["unit"] if free else "") or _packed_unit(packed)
    unit = unit or usual_unit(name) or _counted_alike(limit, quota)
    item = AnnouncedItem(name, unit, price or 0, weighed=plain_unit(unit) in GRAMS, spec=spec)
    item = replace(item, donor=(donor["donor"] or "") if donor else "")
    item = replace(item, aliases=tuple(re.split(r"[/、]\s?", also["names"])) if also else ())
    item, questions = _with_amounts(item, market, limit, quota)
    return replace(reading, item=item, questions=questions)


def _with_amounts(
    item: AnnouncedItem, market: re.Match[str] | None, limit: re.Match[str] | None, quota: re.Match[str] | None
) -> tuple[AnnouncedItem, tuple[str, ...]]:
    """The item with market price, limit and quota as far as they are sure, and the questions about the rest."""
    questions = [] if item.unit else ["no_unit"]
    if item.price == 0 and not item.donor:
        questions.append("no_donor")
    limited = _amount(limit, item.unit)
    total = _amount(quota, item.unit)
    if limit and (limited is None or limit["person"] or limit["person_after"] or limit["each"]):
        questions.append("limit_unclear")
        limited = None
    if quota and total is None:
        questions.append("quota_unclear")
    elsewhere = _fen(market["price"]) if market else None
    if market and (not elsewhere or (market["unit"] and item.unit and market["unit"] != item.unit)):
        questions.append("market_unclear")
        elsewhere = None
    return replace(item, limit=limited, quota=total, market_price=elsewhere), tuple(questions)


def _several(left: _Words) -> re.Match[str] | None:
    """10元3斤, 3斤10元: a price for several units, which is taken out only when it is one."""
    match = _SEVERAL.search(left.rest)
    if match is None or _decimal(match["count"] or match["count_first"]) == 1:
        return None
    return left.take(_SEVERAL)


def _price(left: _Words) -> tuple[int | None, str, bool]:
    """The price in fen, the unit if one stands beside it, and whether money or a unit was named."""
    for number, pattern in enumerate(_PRICES):
        match = pattern.search(left.rest)
        fen = _fen_of(match) if match else None
        if match and fen is not None:
            left.take(pattern)
            groups = match.groupdict()
            return fen, groups.get("unit") or groups.get("unit_apart") or "", number < len(_PRICES) - 1
    return None, "", False


def _fen_of(match: re.Match[str]) -> int | None:
    groups = match.groupdict()
    value = _fen(match["price"])
    if value is None:
        return None
    if groups.get("dimes"):
        return value // 10
    tenths = groups.get("tenths")
    return value + int(_decimal(tenths) or 0) * 10 if tenths else value


def _fen(number: str) -> int | None:
    """Yuan as fen, None when it is finer than a fen."""
    value = _decimal(number)
    if value is None or value * FEN >= LARGEST or value * FEN != (value * FEN).to_integral_value():
        return None
    return int(value * FEN)


def _decimal(number: str) -> Decimal | None:
    found = read_decimal(number)
    return found[0] if found and found[1] == len(number) else None


def _amount(match: re.Match[str] | None, unit: str) -> int | None:
    """A limit or a quota in thousandths of the item's unit; None when it is in another unit."""
    value = _decimal(match["number"]) if match else None
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
    words = [word for word in (word.strip(_EDGES) for word in rest.split()) if word]
    words = [word for word in words if word not in _IDLE]
    if not words or not _NAME.match(words[0]):
        return "", ""
    more = ([packed[0].strip()] if packed else []) + words[1:]
    return _HAVING.sub("", words[0]), " ".join(more)
