"""The lines of an announcement, brought into one shape: list numbers and letters, goods set apart by emoji, tables.

1猪肉35/斤⏎2带鱼25/斤 and A.猪肉35元/斤 B.带鱼25元/斤 and ❶猪肉❷带鱼 number their goods.
"""

import re

from nlu.announced_patterns import EMOJI, UNIT_OR_BLOCK
from nlu.announced_tables import rows_in_words
from nlu.clean import clean
from nlu.groceries import GROCERIES

LONGEST_LINE = 400
LONGEST_GROCERY = 5

_C = r"\u4e00-\u9fff"
_LEADERS = re.compile(r"[.。·]{2,}|…+|-{2,}|_{2,}|={2,}|~{2,}")
_DINGBATS = re.compile("[❶-➓]")
_LETTERED = re.compile(rf"(?:^|(?<=[\s,;。；]))[A-Za-z]\s?[.、)](?=\s?[{_C}])", re.MULTILINE)
_COUNTED_IN_CHINESE = re.compile(r"^[一二三四五六七八九十]{1,3}[、.](?=\S)", re.MULTILINE)
_GLUED = re.compile(rf"(?:^|(?<=[\s,;。；]))(?P<number>\d{{1,2}})(?=[{_C}])", re.MULTILINE)
_MEASURES = re.compile(rf"{UNIT_OR_BLOCK}|[月日号点元块时幢栋楼层组期样种人户年折]")
_NEXT_GOODS = re.compile(rf"(?<=[\d元斤])(?={EMOJI}+[{_C}])")
_THOUSANDS = re.compile(
    # 1,200元/箱 at the end of a clause: behind a comma that parts two items there would stand a name.
    rf"(?<=[{_C}\s:¥￥])([1-9]\d{{0,2}}),(\d{{3}})(?=(?:\.\d+)?\s?(?:元|块钱?)?(?:\s?[/每一]\s?{UNIT_OR_BLOCK})?\s?(?:[,;。；、\n]|$))"
)


def as_lines(text: str) -> list[str]:
    """The lines that say something, with blanks for the rows of dots that lead to a price; endless ones cut."""
    text = _THOUSANDS.sub(r"\1\2", clean(text))
    text = _COUNTED_IN_CHINESE.sub("", _LETTERED.sub("", _DINGBATS.sub(" ; ", text)))
    text = _NEXT_GOODS.sub(" ", _without_glued_numbers(text))
    lines = re.split("[\n;]", _LEADERS.sub(" ", text))
    pieces = (line[start : start + LONGEST_LINE] for line in lines for start in range(0, len(line), LONGEST_LINE))
    return rows_in_words([piece for piece in pieces if piece.strip()])


def _without_glued_numbers(text: str) -> str:
    """Numbers without a stop are list numbers when they count 1, 2, 3, or when a lone 1 stands before a grocery.

    84消毒液 and 7喜 keep theirs.
    """
    found = [
        match
        for match in _GLUED.finditer(text)
        if _names_a_grocery(text, match.end()) or not _MEASURES.match(text, match.end())
    ]
    counts_up = [match["number"] for match in found] == [str(number) for number in range(1, len(found) + 1)]
    if not counts_up or (len(found) == 1 and not _names_a_grocery(text, found[0].end())):
        return text
    for match in reversed(found):
        text = text[: match.start()] + text[match.end() :]
    return text


def _names_a_grocery(text: str, start: int) -> bool:
    return any(text[start : start + length] in GROCERIES for length in range(1, LONGEST_GROCERY + 1))


def separate_goods(name: str) -> tuple[str, ...]:
    """土豆红薯 and 土豆和红薯 as two goods, when both are groceries; else the name as it stands."""
    if name in GROCERIES:
        return (name,)
    goods: list[str] = []
    rest = name
    while rest:
        known = [rest[:length] for length in range(LONGEST_GROCERY, 0, -1) if rest[:length] in GROCERIES]
        if not known:
            return (name,)
        goods.append(known[0])
        rest = rest[len(known[0]) :].lstrip("和与跟及+/ ")
    return tuple(goods)
