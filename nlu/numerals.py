"""Numerals as people write them in chat, Arabic and Chinese, read at a position of a cleaned text.

Only the number itself is read here: 斤半, 三斤六两, 七八斤 and prices are for whoever knows the units.
"""

import re
from decimal import Decimal

DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")}
DIGITS |= {character: value for value, character in enumerate("〇壹贰叁肆伍陆柒捌玖")}
DIGITS |= {"弌": 1, "弍": 2, "弎": 3, "幺": 1}
"""Chinese digits, everyday and as on cheques; 幺 is read only inside a row of digits."""

SCALES = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
TENS = {"廿": 20, "卄": 20, "卅": 30, "卌": 40}
ZEROS = "零〇"
WHOLE_WORDS = {"半": Decimal("0.5"), "俩": Decimal(2), "仨": Decimal(3)}
TEN_THOUSAND = "万"

NUMERAL_STARTS = frozenset("0123456789十拾两") | (DIGITS.keys() - {"幺"}) | TENS.keys() | WHOLE_WORDS.keys()
"""The characters with which a numeral may begin; a quick test before `read_decimal`."""

_ARABIC = re.compile(r"\d+(?:\.\d+)?", re.ASCII)
_ARABIC_SCALE = {"十": 10, "百": 100, "千": 1000, "万": 10_000}
_DIGIT_ROW = re.compile(f"[{''.join(DIGITS)}]+")
_NONZERO = "".join(character for character, value in DIGITS.items() if value and character != "幺")
_SECTION = re.compile(
    rf"(?:(?P<thousand>[{_NONZERO}两])[千仟])?"
    rf"(?:[零〇]?(?P<hundred>[{_NONZERO}两])[百佰])?"
    rf"(?:[零〇]?(?:(?P<ten>[{_NONZERO}]?[十拾])|(?P<tens>[{''.join(TENS)}])))?"
    rf"(?:(?P<zero>[零〇])(?=[{_NONZERO}]))?(?P<one>[{_NONZERO}])?"
)
_PLAIN_DIGIT_ROW = re.compile("[零〇一二三四五六七八九]+")


def read_decimal(text: str, start: int = 0) -> tuple[Decimal, int] | None:
    """The numeral that begins at `start` and the position after it, or None when none begins there.

    Reads 12, 2.5, 3百, 一百二 (120), 廿五, 两, 俩, 仨, 半 (0.5), 三点五, 二零三 (203), 贰拾.
    Two digits side by side (七八, 三五) are how people say "seven or eight": only the first is read, and the
    caller sees that another numeral follows. The value is not bounded: 99999999999 is read as it stands.
    """
    if start >= len(text) or text[start] not in NUMERAL_STARTS:
        return None
    if arabic := _ARABIC.match(text, start):
        return _with_scale(Decimal(arabic[0]), text, arabic.end())
    if (word := WHOLE_WORDS.get(text[start])) is not None:
        return word, start + 1
    whole, end = _read_whole(text, start)
    return _with_point(whole, text, end)


def read_count(text: str, start: int = 0) -> tuple[int, int] | None:
    """A numeral that is a whole number, and the position after it; None for 半, 2.5 and no numeral."""
    found = read_decimal(text, start)
    if found is None or found[0] != found[0].to_integral_value():
        return None
    return int(found[0]), found[1]


def _with_scale(value: Decimal, text: str, end: int) -> tuple[Decimal, int]:
    """An Arabic number and the Chinese scale right after it: 3百 is 300, 2万 is 20,000."""
    if end < len(text) and text[end] in _ARABIC_SCALE:
        return value * _ARABIC_SCALE[text[end]], end + 1
    return value, end


def _with_point(whole: int, text: str, end: int) -> tuple[Decimal, int]:
    """三点五 and 三十六点五: the decimals that follow 点, digit by digit."""
    if end < len(text) and text[end] == "点" and (row := _PLAIN_DIGIT_ROW.match(text, end + 1)):
        return Decimal(f"{whole}.{_as_digits(row[0])}"), row.end()
    return Decimal(whole), end


def _read_whole(text: str, start: int) -> tuple[int, int]:
    row = _DIGIT_ROW.match(text, start)
    if row and _is_spelled_out(row[0], text[row.end() : row.end() + 1]):
        return int(_as_digits(row[0])), row.end()
    return _read_scaled(text, start)


def _is_spelled_out(row: str, following: str) -> bool:
    """Whether digits side by side spell a number (二零三, 一三八) rather than "seven or eight" (七八)."""
    has_zero = any(DIGITS[character] == 0 for character in row)
    return len(row) >= 2 and (has_zero or len(row) >= 3) and following not in SCALES


def _as_digits(row: str) -> str:
    return "".join(str(DIGITS[character]) for character in row)


def _read_scaled(text: str, start: int) -> tuple[int, int]:
    """Digits with scales: 一百二 is 120, 一千零五 is 1005, 两万三 is 23,000, 廿五 is 25."""
    value, end, _ = _read_section(text, start)
    if text[end : end + 1] != TEN_THOUSAND:
        return value, end
    value, end = value * 10_000, end + 1
    rest, after, lone_digit = _read_section(text, end)
    if lone_digit and rest and text[end] not in ZEROS:
        rest *= 1000
    return value + rest, after


def _read_section(text: str, start: int) -> tuple[int, int, bool]:
    """A number below ten thousand, the position after it, and whether it is a lone digit."""
    section = _SECTION.match(text, start)
    if section is None or section.end() == start:
        found = text[start : start + 1]
        return (2 if found == "两" else 0), start + bool(found and found in "两零〇"), True
    total, scale = 0, 1
    for name, worth in (("thousand", 1000), ("hundred", 100), ("ten", 10)):
        if section[name]:
            total, scale = total + _digit(section[name][0]) * worth, worth
    if section["tens"]:
        total, scale = total + TENS[section["tens"]], 10
    if section["one"]:
        spoken_short = scale > 10 and not section["zero"]
        total += DIGITS[section["one"]] * (scale // 10 if spoken_short else 1)
    return total, section.end(), scale == 1


def _digit(character: str) -> int:
    """A digit before a scale; 十 alone counts one ten."""
    return 2 if character == "两" else DIGITS.get(character, 1)
