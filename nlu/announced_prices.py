"""Prices in the words of an item: 35元/斤, 一块二一斤, 5毛, ¥12.5, 每斤35."""

import re
from dataclasses import dataclass
from decimal import Decimal

from domain.amounts import FEN, LARGEST
from nlu import announced_patterns as patterns
from nlu.numerals import read_decimal


@dataclass(slots=True)
class Words:
    """The words still to be read; taking a part out leaves a gap."""

    rest: str

    def take(self, *choices: re.Pattern[str]) -> re.Match[str] | None:
        for pattern in choices:
            if match := pattern.search(self.rest):
                self.rest = f"{self.rest[: match.start()]} {self.rest[match.end() :]}"
                return match
        return None


def in_one_spelling(words: str) -> str:
    """一块二一斤 as 1.2元一斤, 35/500g as 35/斤."""
    words = patterns.SPOKEN.sub(_in_figures, words)
    return patterns.PER_KILO.sub("/公斤", patterns.PER_JIN.sub("/斤", words))


def _in_figures(match: re.Match[str]) -> str:
    yuan = decimal_of(match["yuan"]) if match["yuan"] else Decimal(0)
    tenths = match["tenths"] or match["only_tenths"]
    hundredths = match["hundredths"] or match["rest"] or "0"
    if yuan is None or yuan != int(yuan) or (tenths == "半" and hundredths != "0"):
        return match[0]
    tenth = Decimal(5) if tenths == "半" else decimal_of(tenths) or Decimal(0)
    return f"{yuan + tenth / 10 + (decimal_of(hundredths) or Decimal(0)) / 100:f}元"


def take_several(left: Words) -> re.Match[str] | None:
    """10元3斤, 3斤10元: a price for several units, which is taken out only when it is one."""
    match = patterns.SEVERAL.search(left.rest)
    if match is None or decimal_of(match["count"] or match["count_first"]) == 1:
        return None
    return left.take(patterns.SEVERAL)


def take_price(left: Words) -> tuple[int | None, str, bool]:
    """The price in fen, the unit if one stands beside it, and whether money or a unit was named."""
    for number, pattern in enumerate(patterns.PRICES):
        match = pattern.search(left.rest)
        fen = _fen_of(match) if match else None
        if match and fen is not None:
            left.take(pattern)
            groups = match.groupdict()
            unit = groups.get("unit") or groups.get("unit_each") or groups.get("unit_apart") or ""
            return fen, unit, number < len(patterns.PRICES) - 1
    return None, "", False


def _fen_of(match: re.Match[str]) -> int | None:
    groups = match.groupdict()
    value = fen_of_yuan(match["price"])
    if value is None:
        return None
    if groups.get("dimes"):
        return value // 10
    tenths = groups.get("tenths")
    return value + int(decimal_of(tenths) or 0) * 10 if tenths else value


def fen_of_yuan(number: str) -> int | None:
    """Yuan as fen, None when it is finer than a fen."""
    value = decimal_of(number)
    if value is None or value * FEN >= LARGEST or value * FEN != (value * FEN).to_integral_value():
        return None
    return int(value * FEN)


def decimal_of(number: str) -> Decimal | None:
    found = read_decimal(number)
    return found[0] if found and found[1] == len(number) else None
