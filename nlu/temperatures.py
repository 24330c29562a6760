"""Body temperatures in a message, in all the ways in which they are written: 36.5, 36度5, 36，5, 三十六度五, 99.5F.

A number that may be meant as one and cannot be taken as it stands (365, 超过37, 36点多, 73) is a question.
"""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from nlu import temperature_words as beside

LOWEST, HIGHEST = 3400, 4300
"""What a body can have, in hundredths of a degree Celsius; anything else is asked about."""

READ, VAGUE, ODD = "read", "vague", "odd"

_POINT = "[.·•・‧∙⋅]"
_ONES = "一二三四五六七八九"
_CHINESE = {character: value for value, character in enumerate("零一二三四五六七八九")}
_NUMBER = re.compile(
    rf"""
    (?:(?<![a-z\d])|(?<=\bt)|(?<=\btw)|(?<=temp)|(?<=tiwen)) (?<!\d\.)
    (?: (?P<whole>\d{{1,6}})
        (?: (?:{_POINT}{{1,2}}|。(?=\d(?!\d))|点(?!钟)|\s?(?:°c?|度)|\spoint\s)
            (?P<tenths>\d{{1,3}}|[{_ONES}]) (?![\d十]|{_POINT}\d)
          | (?<=\d\d) \s?{_POINT}\s? (?P<apart>\d) (?![\d.])
          | (?<=\d\d) \s?[,。]\s?    (?P<soft>\d)  (?![\d.·度°])
          | (?:°c?|度|点)? (?P<half>半)
        )?
      | (?P<spoken> (?:三十|卅|叁拾)[{_ONES}]? | 四十[{_ONES}]?
          | [一二五六七八九]?十[{_ONES}]?(?=度|点[{_ONES}])
          | [三四][{_ONES}](?=[点度]) )
        (?: [度点]零?(?P<digits>[零一二三四五六七八九]{{1,2}}|\d{{1,2}}|半)(?!十)
          | (?P<direct>[一二三四五六七八九半])(?![十个块斤元岁两包袋盒瓶人天号楼点百]) )?
      | (?P<row>三[四五六七八九][零一二三四五六七八九](?![十百度点零一二三四五六七八九])) )
    """,
    re.VERBOSE,
)
_UNIT = re.compile(
    r"\s?(?P<f>°\s?f|度?华氏度?|f(?:ahrenheit)?(?![a-z])|degrees? f)|\s?(?P<c>°\s?c?|'c\b|c(?![a-z])|摄氏度?|度(?!数)"
    r"(?:c(?![a-z]))?|degrees?(?: c(?:elsius)?)?(?![a-z])|celsius|分(?!钟))"
)
_F_BEFORE = re.compile(r"华氏度?[\s:：是]*$")
_LIST_NUMBER = re.compile(r"(?:^|(?<=[\s,，;；]))\d{1,2}[.、)）]\s?(?=(?:3[4-9]|4[0-3])[.·]\d)")
_LONG = re.compile(
    r"(?<!\d)1[3-9]\d{9}(?!\d)|(?<!\d)\d{17}[\dx]|\d{4}-\d{1,2}-\d{1,2}|\d{1,2}月\d{1,2}[日号]?|第\d+天"
)


@dataclass(frozen=True, slots=True)
class Found:
    """A number that is a temperature (`sort` READ) or may be meant as one; `value` in hundredths °C, where known."""

    start: int
    end: int
    sort: str
    value: int
    fahrenheit: bool = False
    least: int = 0  #: a vague one is at least that


@dataclass(frozen=True, slots=True)
class Temperatures:
    """What is said of temperatures in a text; `found` in the order of the text, those corrected left out."""

    text: str  #: the text with everything blanked that was taken as a number of some other kind
    found: tuple[Found, ...]
    corrected: bool  #: the writer takes back something said before, here or in an earlier message

    @property
    def read(self) -> tuple[Found, ...]:
        return tuple(one for one in self.found if one.sort == READ)

    @property
    def doubtful(self) -> tuple[Found, ...]:
        return tuple(one for one in self.found if one.sort != READ)


def find_temperatures(text: str) -> Temperatures:
    """The temperatures of a cleaned text in lower case."""
    text = _LIST_NUMBER.sub(_blank, _LONG.sub(_blank, text))
    judged = [found for match in _NUMBER.finditer(text) if (found := _judge(text, match)) is not None]
    corrected = beside.CORRECTION.search(text) is not None or beside.WRONG_ONE.search(text) is not None
    return Temperatures(text, _without_wrong(text, judged), corrected)


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _judge(text: str, match: re.Match[str]) -> Found | None:
    value, exact = _value(match)
    start, end = match.span()
    before, unit = text[max(0, start - 14) : start], _UNIT.match(text, end)
    fahrenheit = (unit is not None and unit["f"] is not None) or _F_BEFORE.search(before) is not None
    after = text[unit.end() if unit else end :][:14]
    degree = unit is not None or (match["tenths"] is not None and "度" in match[0])
    if _is_something_else(before, after, match, exact):
        return None
    end = unit.end() if unit else end
    if fahrenheit:
        return _in_fahrenheit(start, end, value)
    if before.endswith(("负", "零下")) or re.search(r"(?:^|[^\d度c])-\s?$", before):
        return Found(start, end, ODD, 0)
    hundredths = int(value * 100) if value < 1000 else 0
    within = LOWEST <= hundredths <= HIGHEST and match["row"] is None
    if not within or (value * 100) % 1:
        return _odd(text, match, before, after, exact, degree, end)
    if match["soft"] and beside.MONEY_OR_AMOUNT.match(text, match.end()):
        return Found(start, end, ODD, 0)
    if vague := _vague(match, before, after, exact):
        return Found(start, end, VAGUE, hundredths, least=hundredths if vague == "least" else 0)
    if exact or degree or (_stands_alone(before, after)):
        return Found(start, end, READ, hundredths)
    return None


def _value(match: re.Match[str]) -> tuple[Decimal, bool]:
    """The number as written and whether it has a decimal."""
    if match["row"]:
        return Decimal("".join(str(_CHINESE[character]) for character in match["row"])), False
    if match["whole"]:
        tenths = match["tenths"] or match["apart"] or match["soft"] or ("5" if match["half"] else "")
        whole = match["whole"]
    else:
        whole, tenths = str(_spoken(match["spoken"])), match["digits"] or match["direct"] or ""
    tenths = "".join(str(_CHINESE.get(character, character)) for character in tenths).replace("半", "5")
    return Decimal(f"{whole}.{tenths}" if tenths else whole), bool(tenths)


def _spoken(words: str) -> int:
    words = words.replace("卅", "三十").replace("叁拾", "三十")
    tens, ten, ones = words.partition("十")
    if not ten:
        return _CHINESE[words[0]] * 10 + _CHINESE[words[1]]
    return (_CHINESE[tens] if tens else 1) * 10 + (_CHINESE[ones] if ones else 0)


def _is_something_else(before: str, after: str, match: re.Match[str], exact: bool) -> bool:
    """A price, an amount, a time, a door, the weather, somebody's blood pressure, how it usually is."""
    if (
        beside.MEASURED_ELSE.search(before)
        or beside.OUTSIDE.search(before + match[0] + after)
        or beside.HYPOTHESIS.search(before)
    ):
        return True
    if beside.MONEY_OR_AMOUNT.match(after) and not match["soft"]:
        return True
    return not exact and (beside.CLOCK.search(before) is not None or beside.BEFORE_NEVER.search(before) is not None)


def _in_fahrenheit(start: int, end: int, value: Decimal) -> Found:
    celsius = ((value - 32) * 5 / 9).quantize(Decimal("0.1"), ROUND_HALF_UP)
    hundredths = int(celsius * 100) if value < 1000 else 0
    sort = READ if LOWEST <= hundredths <= HIGHEST else ODD
    return Found(start, end, sort, hundredths, fahrenheit=True)


def _odd(
    text: str, match: re.Match[str], before: str, after: str, exact: bool, degree: bool, end: int
) -> Found | None:
    """56.5, 365, 3607, 73度: perhaps a temperature with a slip of the finger."""
    start, said = match.start(), beside.BEFORE_OWN.search(before) is not None
    alone = text[:start].strip(" ,。") == "" and text[end:].strip(" ,。!~") == ""
    digits = match["row"] or (match["whole"] or "")
    if exact or degree:
        meant = said or degree or (_stands_alone(before, after))
    elif match["row"] or re.fullmatch(r"3[4-9]\d{1,2}|4[0-3]\d{1,2}", digits):
        meant = alone or said or _stands_alone(before, after)
    else:
        meant = len(digits) >= 2 and ((alone and int(digits or 0) >= 20) or (said and int(digits or 0) >= 20))
    return Found(start, end, ODD, 0) if meant else None


def _vague(match: re.Match[str], before: str, after: str, exact: bool) -> str:
    """ "least" for what is said to be above the number, "about" for what is vague otherwise, "" for neither."""
    direct, spoken = match["direct"], match["spoken"]
    if direct and direct != "半" and spoken and _CHINESE[direct] == _CHINESE.get(spoken[-1], 99) + 1:
        return "about"
    if beside.RANGE.match(after) or beside.ABOUT_RANGE.search(before):
        return "about"
    if found := beside.VAGUE_AFTER.match(after):
        return "" if exact and found["near"] else "least" if found["least"] else "about"
    if found := beside.BEFORE_VAGUE.search(before):
        if exact and found["near"]:
            return ""
        denied = beside.VAGUE_NEVER_LEAST.search(before[: found.start()]) is not None
        return "least" if found["least"] and not denied else "about"
    return ""


def _stands_alone(before: str, after: str) -> bool:
    """Whether nothing beside a bare number makes it anything else than a temperature."""
    return beside.BEFORE_OWN.search(before) is not None and beside.RIGHT_OF_WHOLE.match(after) is not None


def _without_wrong(text: str, found: list[Found]) -> tuple[Found, ...]:
    """What is left after 36.5 不对 是37.5, 不是36.5是37.5, 36.5写成35.6了."""
    kept: list[Found] = []
    for at, one in enumerate(found):
        following = found[at + 1] if at + 1 < len(found) else None
        between = text[one.end : following.start] if following else ""
        before = text[max(0, one.start - 6) : one.start]
        denied = re.search(r"不是\s?$", before) and re.match(r"\s?[,，。]?\s?(?:而|应该)?是", between)
        if (
            beside.WRONG_ONE.search(before)
            or denied
            or (following and len(between) < 16 and beside.CORRECTION.search(between))
        ):
            continue
        kept.append(one)
    return tuple(kept)
