"""Numbers as temperatures are written: 36.5, 36度5, 36，5, 36·5, 三十六度五, 37度半, 99.5F; no judgement yet."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

_ONES = "一二三四五六七八九"
_CHINESE = {character: value for value, character in enumerate("零" + _ONES)}
_CHEQUE = str.maketrans("壹贰叁肆伍陆柒捌玖拾", "一二三四五六七八九十")
_POINT = "[.·•・‧∙⋅]"
_NUMBER = re.compile(
    rf"""
    (?:(?<![a-z\d])|(?<=\bt)|(?<=\btw)|(?<=temp)|(?<=wen)) (?<!\d\.)
    (?: (?P<whole>\d{{1,6}})
        (?: (?:{_POINT}{{1,2}}|(?<=\d\d)点(?!钟)|\s?(?:°c?|度)|\spoint\s)
            (?P<tenths>\d{{1,3}}|零\d|[零{_ONES}]{{1,2}}) (?![\d十]|{_POINT}\d)
          | (?<=\d\d) \s?{_POINT}\s? (?P<apart>\d) (?![\d.])
          | (?<=\d\d) \s?[,。]\s?    (?P<soft>\d)  (?![\d.·])
          | (?:°c?|度|(?<=\d\d)点?)? (?P<half>半)
        )?
      | (?P<spoken> (?:三十|卅)[{_ONES}]? | 四十[{_ONES}]?
          | [一二五六七八九]?十[{_ONES}]?(?=度|点[{_ONES}])
          | [三四][{_ONES}](?=[点度]) )
        (?: [度点](?P<digits>[零{_ONES}]{{1,2}}|零?\d{{1,2}}|半)(?!十)
          | (?P<direct>[{_ONES}半])(?![十个块斤元岁两包袋盒瓶人天号楼点百]) )?
      | (?P<row>三(?:百[四五六七八九]十?[{_ONES}]?|[四五六七八九][零{_ONES}])(?![十百度点零{_ONES}])) )
    (?:(?<=[度点][\d{_ONES}])分(?!钟))?
    """,
    re.VERBOSE,
)
_UNIT = re.compile(
    r"\s?(?P<f>°\s?f|度?华氏度?|f(?:ahrenheit)?(?![a-z])|degrees? f)|\s?(?P<c>°\s?c?|'c\b|c(?![a-z])|摄氏度?|度(?!数)"
    r"(?:c(?![a-z]))?|degrees?(?: c(?:elsius)?)?(?![a-z])|celsius)"
)
_F_BEFORE = re.compile(r"华氏度?[\s:：是]*$")
_NO_MEASURE = "(?!\\s?[个人口岁号楼幢栋室单点元块斤天次位时月日瓶盒袋包份])"
_TORN = re.compile(
    rf"\s(?:\d(?![\d.:])|[{_ONES}](?![{_ONES}十])){_NO_MEASURE}|(?:[^\s\w,，。;；()（）+&|]|_)\d(?![\d.])|又[{_ONES}]"
)
_LIST_NUMBER = re.compile(r"(?:^|(?<=[\s,，;；]))\d{1,2}[.、)）]\s?(?=(?:3[4-9]|4[0-3])[.·]\d)")
_NUMBERS_ELSE = re.compile(
    r"(?<!\d)1[3-9]\d{9}(?!\d)|(?<!\d)\d{17}[\dx]|\d{4}-\d{1,2}-\d{1,2}|\d{1,2}月\d{1,2}[日号]?|第\d+天"
)
NEAR = 14
"""How many characters on either side may say what a number is."""


@dataclass(frozen=True, slots=True)
class Written:
    """A number with its neighbourhood; `value` in degrees as written."""

    start: int
    end: int  #: after its unit
    value: Decimal
    text: str
    before: str
    after: str
    exact: bool  #: it has decimals
    unit: bool  #: a degree is said
    fahrenheit: bool
    soft: bool  #: its decimal follows a comma or full stop
    torn: bool  #: 36 5, 36/5: something odd stands before what may be its decimal
    run_on: bool  #: 三十六七, which may be 36 or 37
    row: bool  #: 三六五
    digits: str  #: of its whole part, when in Arabic


def plain(text: str) -> str:
    """The text with numbers blanked that cannot be temperatures: phones, dates, 第8天, list numbers; same length."""
    return _LIST_NUMBER.sub(_blank, _NUMBERS_ELSE.sub(_blank, text.translate(_CHEQUE)))


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def numbers(text: str) -> Iterator[Written]:
    """The numbers of a plain text, in its order."""
    for match in _NUMBER.finditer(text):
        start, end = match.span()
        unit = _UNIT.match(text, end)
        stop, before = (unit.end() if unit else end), text[max(0, start - NEAR) : start]
        value, exact = _value(match)
        yield Written(
            start, stop, value, match[0], before, text[stop : stop + NEAR], exact,
            unit=unit is not None or (exact and "度" in match[0]),
            fahrenheit=(unit is not None and unit["f"] is not None) or _F_BEFORE.search(before) is not None,
            soft=match["soft"] is not None, torn=_TORN.match(text, stop) is not None, run_on=_runs_on(match),
            row=match["row"] is not None, digits=match["whole"] or "",
        )  # fmt: skip


def _value(match: re.Match[str]) -> tuple[Decimal, bool]:
    """The number as written and whether it has a decimal."""
    if match["row"]:
        return Decimal(
            "".join(str(_CHINESE[character]) for character in match["row"] if character in _CHINESE)
        ), False
    if match["whole"]:
        tenths = match["tenths"] or match["apart"] or match["soft"] or match["half"] or ""
        whole = match["whole"]
    else:
        whole, tenths = str(_spoken(match["spoken"])), match["digits"] or match["direct"] or ""
    tenths = "".join(str(_CHINESE.get(character, character)) for character in tenths).replace("半", "5")
    return Decimal(f"{whole}.{tenths}" if tenths else whole), bool(tenths)


def _spoken(words: str) -> int:
    tens, ten, ones = words.replace("卅", "三十").partition("十")
    if not ten:
        return _CHINESE[words[0]] * 10 + _CHINESE[words[1]]
    return (_CHINESE[tens] if tens else 1) * 10 + (_CHINESE[ones] if ones else 0)


def _runs_on(match: re.Match[str]) -> bool:
    direct, spoken = match["direct"], match["spoken"]
    return bool(direct and direct != "半" and spoken and _CHINESE[direct] == _CHINESE.get(spoken[-1], 99) + 1)
