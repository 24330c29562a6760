"""What a cadre would change of a window that is open: 猪肉改38, 猪肉加50斤, 豆腐只有60块了, 延长到明天10点, 现在截止.

A cadre orders in the same chat, so words that may be an order of their own (猪肉2斤, 不要豆腐) change nothing.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from nlu.announced_items import AnnouncedItem, read_item, read_parts
from nlu.announced_prices import fen_of_yuan
from nlu.announced_times import find_times
from nlu.announcements import read_announcement
from nlu.clean import clean
from nlu.numerals import read_count, read_decimal
from nlu.quantities import EXACT, AmountReader
from nlu.units import convert

LONGEST = 200
MANY = 10_000
"""Thousandths of an item: who adds so much speaks of the quota and not of their own order."""

MORE, TOTAL, LEFT = "more", "total", "left"
"""So much is added to the quota; the quota is so much; so much can still be ordered."""

_OWN_ORDER = re.compile(r"[给帮替](?:我|他|她)|我[要家想]|来[\d一二两三四五半]|[订买]|[吗么?？]|多少|不要")
_CANCELS = re.compile(
    "(?:把|将)?(?:(?:取消|撤[销掉]|停办)(?:掉|了)?(?:这次|本次|这个|这一|今天的?|当前的?)?(?:团购?|开团|接龙)"
    r"|(?:这次|本次|这个|这一|今天的?)?(?:团购?|接龙)\s?(?:取消|不[开办搞]|撤销)(?:了|吧)?)"
)
_CLOSES_NOW = re.compile(
    "(?:(?:现在|马上|立即|立刻|这就)(?:就)?(?:截止|截单|截团|关团|停止接[单龙]|结束(?:接龙|团购)?)|停止接[单龙]"
    r"|截止吧|(?:这次)?(?:团购|接龙)\s?(?:现在|马上|立即)?(?:就)?(?:截止|结束)吧?)(?:了|吧)?"
)
_EVERY = re.compile(
    r"(?:以后|之后|今后)?(?:(?:每隔?|隔)(?P<days>\d{1,2}|[一二两三四五六七八九十]{1,2})?(?P<unit>天|日|周|星期|个?礼拜)"
    r"|(?P<daily>天天))(?:都|再|就)?(?:开|办|团|搞)(?:一?次|一?期|一?回|一?团)?(?:团购?)?(?:吧)?"
)
_NEVER = re.compile(
    "(?:以后)?(?:不用|不要|别|不再|停止|取消)(?:再)?(?:自动|定期|按期|每隔?.{1,3}[天周])?(?:都|再)?"
    "(?:开(?:一?次|团)?|续开|定期开团|续团)(?:了|吧)?"
)
_LATER = re.compile(
    "(?:把|将)?(?:截止|截单|结束)?(?:时间)?(?:再)?(?:延长|延迟|推迟|延后|延|提前|改|推)(?:到|至|成|为)?(?P<until>.+)"
)
_CLOSING = re.compile(r"(?:截止|截单|结束|延|推迟|提前)")
_SPAN = re.compile(
    r"(?P<number>\d{1,3}|[一二两三四五六七八九十]{1,3}|半)个?(?P<half>半)?(?P<unit>小时|钟头|天|分钟)(?:半)?"
)
_SPANS = {"小时": 60, "钟头": 60, "天": 24 * 60, "分钟": 1}
_HOUR = re.compile(r"\d{1,2}(?=点|:)|[一二两三四五六七八九十]{1,2}(?=点)")
_CLAUSE = re.compile(r"[,，;；。!！\n]+")
_NAME = r"(?P<name>[^\d\s:：]{1,12}?)"
_ADDS = re.compile(r"(?:再)?(?:加|上|上架|新上|新增|增加)(?:一|1)?(?:样|个|种|款)[:：]?\s?(?P<words>.+)")
_GOES = re.compile(
    rf"(?:把)?(?:下架|撤下|撤掉|删掉|删除|去掉|拿掉)(?P<first>[^\d\s]{{1,12}})|(?:把)?{_NAME}"
    "(?:下架|撤下|撤掉|不卖|卖不了|没货|缺货|断货|来不了|进不到)了?"
)
_COUNT = r"\s?(?=[\d一二两三四五六七八九十百])"
_GROWS = re.compile(
    rf"(?:把)?{_NAME}(?:的)?(?:总量|数量|库存|名额)?(?:再|又)?(?:多)?(?:加|补|进|增加|补货)(?:了)?{_COUNT}"
)
_AMOUNTS = re.compile(
    rf"(?:把)?{_NAME}(?:的)?(?:(?P<left>只剩|还剩|就剩|剩)下?|(?:现在)?(?:只有|就只有|总量|库存|总共|一共|总数|共有|共))"
    rf"(?:改成|改为|改|是|为|成)?{_COUNT}"
)
_MONEY = (
    r"[¥￥]?(?P<yuan>\d{1,5}(?:\.\d{1,2})?|[零一二两三四五六七八九十百半]{1,5})(?P<block>元|块钱?|圆)?"
    r"(?:[/每一](?P<unit>[^\d\s]{1,3}))?"
)
_REPRICED = re.compile(
    rf"(?:把|将)?{_NAME}(?:的)?(?:单价|价格|价钱|价)?(?:要|都)?"
    rf"(?:改成|改为|改到|改|涨价到|涨到|涨成|降价到|降到|降成|调到|调成|调整为|变成)\s?{_MONEY}了?"
)
_PRICED = re.compile(
    rf"{_NAME}(?:的)?(?:单价|价格|价钱|价)?(?:现在)?\s?[¥￥]?(?P<yuan>\d{{1,5}}(?:\.\d{{1,2}})?)(?P<block>元|块)"
    r"(?:/|一|每)(?P<unit>[^\d\s]{1,3})"
)
_ONE_LIMIT = re.compile(rf"(?:把)?{_NAME}(?:改成|改为|改)?(?P<words>每?户?限购?.+)")
_FACT = re.compile(
    r"(?:到货|送货|领取|自提|取货|提货|拿菜|地[点址])(?:时间|地[点址])?(?:改成|改到|改在|改为|改|换成|换到|换|[:：])\s?"
    r"(?P<value>.{1,30})"
)
_READER = AmountReader(frozenset())


@dataclass(slots=True)
class Wanted:
    """What is to be another way, by the names of the items; `unclear` are the words that nothing was made of."""

    prices: dict[str, int] = field(default_factory=dict)
    amounts: dict[str, tuple[str, int]] = field(default_factory=dict)  #: MORE, TOTAL or LEFT, and thousandths
    limits: dict[str, int] = field(default_factory=dict)
    gone: list[str] = field(default_factory=list)
    added: list[AnnouncedItem] = field(default_factory=list)
    closes_at: datetime | None = None
    arrives: str = ""
    place: str = ""
    every_days: int | None = None
    cancelled: bool = False
    unclear: list[str] = field(default_factory=list)


def read_window_change(
    text: str, items: Sequence[AnnouncedItem], closes_at: datetime, now: datetime
) -> Wanted | None:
    """Reads what is to be changed; None when the text speaks of something else. Times are aware, in the village's
    time zone."""
    cleaned = clean(text).rstrip("。.!！ ")
    if len(cleaned) > LONGEST or not cleaned:
        return None
    if _CANCELS.fullmatch(cleaned):
        return Wanted(cancelled=True)
    if _CLOSES_NOW.fullmatch(cleaned):
        return Wanted(closes_at=now)
    if _NEVER.fullmatch(cleaned):
        return Wanted(every_days=0)
    if _OWN_ORDER.search(cleaned):
        return None
    wanted, read = Wanted(), 0
    for clause in filter(None, (piece.strip() for piece in _CLAUSE.split(cleaned))):
        if _read(clause, items, wanted, closes_at, now):
            read += 1
        else:
            wanted.unclear.append(clause)
    return wanted if read else None


def read_every(text: str) -> int | None:
    """«每3天开一次», «每周开»: how many days lie between two rounds; 0 for «不再续开», None for anything else."""
    cleaned = clean(text).rstrip("。.!！ ")
    if _NEVER.fullmatch(cleaned):
        return 0
    found = _EVERY.fullmatch(cleaned)
    if found is None:
        return None
    number = read_count(found["days"]) if found["days"] else (1, 0)
    days = (number[0] if number else 0) * (1 if found["daily"] or found["unit"] in ("天", "日") else 7)
    return days if 0 < days <= 60 else None


def _read(clause: str, items: Sequence[AnnouncedItem], wanted: Wanted, closes_at: datetime, now: datetime) -> bool:
    if (days := read_every(clause)) is not None:
        wanted.every_days = days
        return True
    if adds := _ADDS.fullmatch(clause):
        reading = read_item(adds["words"])
        if reading.item is None or not reading.item.unit or _like(reading.item.name, items, exact=True):
            wanted.unclear.append(clause)
        else:
            wanted.added.append(reading.item)
        return True
    if fact := _FACT.fullmatch(clause):
        place = re.match("领取|自提|取货|提货|拿菜|地", clause) and not find_times(fact["value"], now)
        wanted.place = fact["value"] if place else wanted.place
        wanted.arrives = wanted.arrives if place else fact["value"]
        return True
    return _read_closing(clause, wanted, closes_at, now) or _read_goods(clause, items, wanted)


def _read_closing(clause: str, wanted: Wanted, closes_at: datetime, now: datetime) -> bool:
    later = _LATER.fullmatch(clause)
    if later is None or not _CLOSING.search(clause):
        found = read_announcement(clause, now).closes_at if "截止" in clause or "截单" in clause else None
        wanted.closes_at = found or wanted.closes_at
        return found is not None
    until = later["until"].removesuffix("截止").removesuffix("了")
    span = _SPAN.fullmatch(until)
    if span:
        number = read_decimal(span["number"])
        minutes = float(number[0] if number else 0) + (0.5 if span["half"] else 0)
        delta = timedelta(minutes=minutes * _SPANS[span["unit"]])
        wanted.closes_at = closes_at - delta if "提前" in clause else closes_at + delta
        return True
    for part in ("", "上午", "下午"):  # 明天10点 may be either: the first that is still to come, and it is read back
        times = find_times(_HOUR.sub(rf"{part}\g<0>", until, count=1), now)
        if len(times) == 1 and times[0].at is not None and times[0].at > now:
            wanted.closes_at = times[0].at
            return True
    return False


def _read_goods(clause: str, items: Sequence[AnnouncedItem], wanted: Wanted) -> bool:
    """One clause about one item; what names none of them is read no further."""
    if (goes := _GOES.fullmatch(clause)) and (item := _like(goes["first"] or goes["name"], items)):
        wanted.gone.append(item.name)
        return True
    priced = _REPRICED.fullmatch(clause) or _PRICED.fullmatch(clause)
    if priced and (item := _like(priced["name"], items)):
        return _read_price(priced, item, clause, wanted)
    for pattern, kind in ((_GROWS, MORE), (_AMOUNTS, TOTAL)):
        found = pattern.match(clause)
        item = _like(found["name"], items) if found else None
        if found and item:
            kind = LEFT if kind == TOTAL and found["left"] else kind
            return _read_amount(clause, found.end(), item, kind, wanted)
    limited = _ONE_LIMIT.fullmatch(clause)
    if limited and (item := _like(limited["name"], items)):
        reading = read_item(f"{item.name} 1元/{item.unit} {limited['words']}").item
        if reading is not None and reading.limit:
            wanted.limits[item.name] = reading.limit
            return True
    return False


def _read_price(found: re.Match[str], item: AnnouncedItem, clause: str, wanted: Wanted) -> bool:
    """A number of 块 is tofu where tofu is sold by the 块."""
    unit = found["unit"]
    if found["block"] == "块" and not unit and item.unit.startswith("块"):
        return False
    if unit and unit != item.unit and read_parts(f"{item.name}1元/{unit}").unit != item.unit:
        wanted.unclear.append(clause)
        return True
    fen = fen_of_yuan(found["yuan"])
    if fen is None:
        return False
    wanted.prices[item.name] = fen
    return True


def _read_amount(clause: str, start: int, item: AnnouncedItem, kind: str, wanted: Wanted) -> bool:
    amount = _READER.read(clause, start)
    if amount is None or amount.sort != EXACT or clause[amount.end :].strip("了啦") or not amount.unit:
        return False
    quantity = convert(amount.value, amount.unit, item.unit)
    if quantity is None or (kind == MORE and quantity < MANY):
        return False
    wanted.amounts[item.name] = (kind, quantity)
    return True


def _like(name: str, items: Sequence[AnnouncedItem], exact: bool = False) -> AnnouncedItem | None:
    """The item of that name, or the only one whose name holds it (猪肉 for 土猪肉)."""
    called = [item for item in items if name == item.name or name in item.aliases]
    alike = called or ([] if exact else [item for item in items if name and name in item.name])
    return alike[0] if len(alike) == 1 else None
