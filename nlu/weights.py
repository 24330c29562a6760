"""A weigh-up as it is typed or pasted: a line a bag, with what each thing weighs and perhaps what it costs.

What does not read one way only comes back with its trouble, for somebody to look at; nothing is guessed.
"""

import re
from collections import Counter
from dataclasses import dataclass, replace
from decimal import Decimal

from domain.amounts import FEN
from nlu.clean import clean
from nlu.numerals import read_decimal
from nlu.units import convert

MOST_LINES = 1000
LARGEST_NUMBER = 9999

NO_NUMBER, NO_WEIGHT, UNCLEAR, TWICE = TROUBLES = ("no_number", "no_weight", "unclear", "twice")
"""No bag number at the head; no weight or price after it; something that reads in no way or in two; the same bag and
item weighed twice with different results."""

_DIGIT = "零一二两三四五六七八九十半"
_UNIT = "公斤|千克|市斤|kg|斤|克|g"
_NUMBER = re.compile(
    r"(?:no\.?|第|#|袋)?\s?(\d{1,5})(?:号袋?|#|袋)?(?:\s*(?:[:,，、;；]|\.(?!\d))\s*|\s+|(?=(?-i:[一-龥]))|$)",
    re.IGNORECASE,
)
_MONEY = re.compile(r"¥\s?(\d+(?:\.\d+)?)|(\d+(?:\.\d+)?)\s?(?:元|块钱?)(?:(\d)(?:角|毛)?(?![\d.]))?")
_WEIGHT = re.compile(
    rf"(?P<number>\d+(?:\.\d+)?|[{_DIGIT}]+)\s?(?P<unit>{_UNIT})"
    rf"(?:(?P<half>半)|(?P<more>\d(?:\.\d)?|[一二三四五六七八九])两|(?P<lone>[一二三四五六七八九])(?!(?-i:[一-龥])))?"
    rf"|(?P<liang>\d(?:\.\d)?|[一二三四五六七八九])两(?P<half_liang>半)?",
    re.IGNORECASE,
)
_BARE = re.compile(r"\d+(?:\.\d+)?(?![\d.])")
_ITEM = re.compile(
    rf"(?!(?:{_UNIT}|两|元|块)(?![a-z]|(?-i:[一-龥])))(?:(?![{_DIGIT}]+(?:{_UNIT}|两))[^\s\d,，:;；¥|/、.])+",
    re.IGNORECASE,
)
_GAP = re.compile(r"[\s,，:：;；|、=]+")


@dataclass(frozen=True, slots=True)
class Weighed:
    """One thing in one bag: what was weighed, in thousandths of a 斤, and its price if one is given.

    `item` is "" when the line names none; `place` then counts the weights of the bag from 0. A bare number is 斤.
    """

    number: int
    item: str
    quantity: int | None
    fen: int | None
    line: str
    trouble: str = ""
    place: int = 0


@dataclass(slots=True)
class _Row:
    item: str
    quantity: int | None = None
    fen: int | None = None


def read_weights(text: str) -> list[Weighed]:
    """All lines of a weigh-up: 12 猪肉 2.15, 12号 2斤1两 75.3元, 12 2.15 3.02 (two things in the order asked)."""
    lines = [line for line in clean(text).split("\n") if line.strip()]
    found = [weighed for line in lines[:MOST_LINES] for weighed in _read_line(line.strip())]
    return _without_quarrel(found)


def _read_line(line: str) -> list[Weighed]:
    head = _NUMBER.match(line)
    number = int(head[1]) if head else 0
    if head is None or not 0 < number <= LARGEST_NUMBER:
        return [Weighed(0, "", None, None, line, NO_NUMBER)]
    rows = _rows(line, head.end())
    if rows is None or len({row.item == "" for row in rows}) > 1:
        return [Weighed(number, "", None, None, line, UNCLEAR)]
    if not rows or any(row.quantity is None and row.fen is None for row in rows):
        return [Weighed(number, rows[0].item if rows else "", None, None, line, NO_WEIGHT)]
    return [Weighed(number, row.item, row.quantity, row.fen, line, "", place) for place, row in enumerate(rows)]


def _rows(line: str, position: int) -> list[_Row] | None:
    """The things of a line; None when any of it reads in no way."""
    rows: list[_Row] = []
    while position < len(line):
        if gap := _GAP.match(line, position):
            position = gap.end()
        elif money := _MONEY.match(line, position):
            fen = _fen(money)
            if fen is None or (rows and rows[-1].fen is not None):
                return None
            if not rows:
                rows.append(_Row(""))
            rows[-1].fen = fen
            position = money.end()
        elif weight := (_WEIGHT.match(line, position) or _BARE.match(line, position)):
            quantity = _thousandths(weight)
            if quantity is None or not _weigh(rows, quantity):
                return None
            position = weight.end()
        elif item := _ITEM.match(line, position):
            rows.append(_Row(item[0]))
            position = item.end()
        else:
            return None
    return rows


def _weigh(rows: list[_Row], quantity: int) -> bool:
    """Puts a weight to the thing before it, or to the next of a line that names none; False if it has no place."""
    if rows and rows[-1].quantity is None and rows[-1].fen is None:
        rows[-1].quantity = quantity
        return True
    if rows and rows[-1].item:
        return False
    rows.append(_Row("", quantity))
    return True


def _thousandths(weight: re.Match[str]) -> int | None:
    if "unit" not in weight.re.groupindex:
        return convert(Decimal(weight[0]), "斤", "斤")
    if weight["liang"]:
        value = _value(weight["liang"]) + (Decimal("0.5") if weight["half_liang"] else 0)
        return convert(value, "两", "斤")
    tenths = _value(weight["more"] or weight["lone"] or ("5" if weight["half"] else "0"))
    unit = weight["unit"].lower()
    if tenths and not (unit in ("斤", "市斤") or (weight["half"] and unit in ("公斤", "千克", "kg"))):
        return None
    return convert(_value(weight["number"]) + tenths / 10, unit, "斤")


def _value(written: str) -> Decimal:
    if written[0].isascii():
        return Decimal(written)
    found = read_decimal(written)
    return found[0] if found and found[1] == len(written) else Decimal(0)


def _fen(money: re.Match[str]) -> int | None:
    fen = Decimal(money[1] or money[2]) * FEN + int(money[3] or 0) * 10
    return int(fen) if fen == fen.to_integral_value() else None


def _without_quarrel(found: list[Weighed]) -> list[Weighed]:
    """Exact repeats once; the same bag and thing with different results is trouble for both."""
    once = list({_result(weighed): weighed for weighed in found}.values())
    results = Counter((weighed.number, weighed.item, weighed.place) for weighed in once if not weighed.trouble)
    return [
        replace(weighed, trouble=TWICE)
        if not weighed.trouble and results[weighed.number, weighed.item, weighed.place] > 1
        else weighed
        for weighed in once
    ]


def _result(weighed: Weighed) -> tuple[object, ...]:
    said = weighed.line if weighed.trouble else (weighed.quantity, weighed.fen)
    return weighed.number, weighed.item, weighed.place, said
