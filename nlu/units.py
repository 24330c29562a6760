"""Units of goods: which weigh, which count, which of them mean the same, and amounts turned into an item's unit."""

import re
from decimal import Decimal
from functools import lru_cache

from domain.amounts import LARGEST, THOUSANDTHS

GRAMS = {"斤": 500, "市斤": 500, "公斤": 1000, "千克": 1000, "kg": 1000, "两": 50, "克": 1, "g": 1, "jin": 500}
MILLILITRES = {"升": 1000, "l": 1000, "毫升": 1, "ml": 1}

COUNTED = frozenset(
    "只个颗棵头条尾块把扎捆袋包箱件份盒瓶桶罐听提卷支根片张双对套板盘串枚粒株束篮筐"
    "坛壶碗杯盆打筒联刀付副剂贴管朵节段本床盏盅抽版兜网排组口"
)
PORTION = "份"
PAIR = "对"

SAME_COUNT = ("只个颗棵头", "条尾个", "块个", "把扎捆", "袋包", "箱件")
"""Measure words that villagers use for one another; 个 stands for 只, 条 and 块, which do not for each other."""

_EXTRA = re.compile(r"[(\[/（].*")


@lru_cache(maxsize=512)
def plain_unit(unit: str) -> str:
    """The measure word of a unit as an announcement gives it: "袋(10斤)" is 袋, "KG" is kg."""
    return _EXTRA.sub("", unit).strip().lower()


@lru_cache(maxsize=4096)
def convert(value: Decimal, unit: str, item_unit: str) -> int | None:
    """An amount written in `unit` ("" when none was written) as thousandths of the item's unit.

    None when it cannot be turned with certainty: other kinds of unit, a part of a counted thing, an amount finer
    than a thousandth or out of all bounds. 份 stands for any counted unit; 一对 is two.
    """
    item_unit = plain_unit(item_unit)
    unit = unit or item_unit
    factor = _factor(unit, item_unit)
    if factor is None or not 0 < value < LARGEST:
        return None
    thousandths = value * factor * THOUSANDTHS
    whole = THOUSANDTHS if item_unit not in GRAMS and item_unit not in MILLILITRES else 1
    return int(thousandths) if thousandths % whole == 0 else None


def _factor(unit: str, item_unit: str) -> Decimal | None:
    """How many of the item's units one of the written units is."""
    if unit == item_unit:
        return Decimal(1)
    for measures in (GRAMS, MILLILITRES):
        if unit in measures and item_unit in measures:
            return Decimal(measures[unit]) / measures[item_unit]
    if unit in GRAMS or unit in MILLILITRES or item_unit in GRAMS or item_unit in MILLILITRES:
        return None
    if unit == PAIR:
        return Decimal(2)
    if PORTION in (unit, item_unit) or any(unit in same and item_unit in same for same in SAME_COUNT):
        return Decimal(1)
    return None
