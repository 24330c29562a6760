"""A chain post as rows: list numbers in every form, wrapped lines, copied prefixes; without headings and examples.

1. 王芳 3幢201 猪肉2斤; ①…; (1)…; 第1…; 01 …; 1王芳…; several on one line; or no numbers at all.
"""

import re
from dataclasses import dataclass

from nlu.chain_forms import fold_forms
from nlu.clean import clean
from nlu.doors import find_door

MOST_ROWS = 1_000
"""Lines of a post that are read; a longer post is refused as a whole."""

LONGEST_POST = 100_000

LOWEST_ROOM = 100
"""Under 1号楼 alone on a line, 101 and up are rooms of that building and no list numbers."""

_ENCLOSED = re.compile(
    r"(?:^|(?<=[\s,，;；。]))(?:(?P<circled>[①-⑳㉑-㉟㊱-㊿⓵-⓾❶-❿➀-➉➊-➓⑴-⒇⒈-⒛])|(?P<keycaps>(?:\d\ufe0f?\u20e3)+)|(?P<ten>🔟))"
    r"[.、)）:：]?(?!\s*[斤两公千克市盒袋箱包份把条只个块瓶桶.])",
    re.MULTILINE,
)
_UNIT = "号幢栋座橦单弄楼室层期斤两公千克市盒袋箱包份把条只个块瓶桶元角毛钱点月日年时分岁口人位户样种度℃%#+*x×/~\\-"
_NUMBER = re.compile(
    r"(?:第(?P<ordinal>\d{1,4}|[一二三四五六七八九十]{1,3})(?:[个位条家号]?(?:[.、):：,，。]|(?=\s))|(?=[^\d个位条家号次期天]))"
    r"|(?P<bracketed>\(\d{1,4}\)|\[\d{1,4}\]|【\d{1,4}】)[.、:：]?"
    r"|(?P<marked>\d{1,4})\s?[.、)）:：,，。．|](?!\d{2}(?::|\s*$))"
    rf"|(?P<bare>\d{{1,4}})(?:\s+(?![幢栋座橦#]|号楼|单元|弄)|(?=[^\d\s{_UNIT}.]))"
    r"|(?P<surname>\d{1,4})(?=[单包毛市公千时年][\u4e00-\u9fff]))\s*"
)
_CHINESE_NUMBER = re.compile(r"(?P<chinese>[一二三四五六七八九十]{1,3})\s?[、.]\s*")
_STAMP = re.compile(
    r"\[?(?:\d{2,4}[-/年.]\d{1,2}[-/月.]\d{1,2}日?\s*)?(?:[上下]午|早上|晚上|中午|凌晨)?\s?\d{1,2}:\d{2}(?::\d{2})?\]?\s*[:：,，]?\s*"
)
_POSTER = re.compile(r"(?P<name>[^\s:：,，。;；\d]{1,12})\s?[:：]\s*")
_SUMS = "合计|共计|总计|小计|汇总|统计|总共"
_NO_SPEAKER = re.compile(
    rf"{_SUMS}|价|电话|地址|时间|截止|备注|格式|例|接龙|注意|说明|通知|付款|联系|自提|限|团|http"
)
_POSTED_AT = re.compile(rf"(?P<name>\S{{1,12}})\s+(?:{_STAMP.pattern})$")
_EXAMPLE = re.compile(
    r"^(?:接龙)?(?:例|示例|范例|样例|举例|格式|模板|案例|样式)(?:如|子)?(?:$|[\s:：,，.、)）(（]|\d)|[\s,，。;；(（](?:例|示例|范例|例如|格式)[:：]"
    r"|某某|XX|xx|[×]{2}"
)
_HEADING = re.compile(
    rf"#?(?:群?接龙|团购)(?=$|[\s:：,，!！】])|^[#＃]|^[-=*_—~]{{2,}}$|^@|^(?:{_SUMS})[:：\s\d]"
)
_FOLLOWING = re.compile(
    r"(?:(?<=[\s,，;；。、])|(?<=[\u4e00-\u9fff]))\(?(?P<number>\d{1,4})[.、)）]\s*(?=[^\d\s])"
)
_FIGURED_DOOR = re.compile(r"\d{1,2}[-/._]\d{1,4}(?![\d斤个盒袋])")
_MASKED_PHONE = re.compile(r"(?<!\d)1\d{2}[*xX]{3,6}\d{2,4}(?!\d)")
_BUILDING = re.compile(r"(?P<building>\d{1,3}(?:号楼|[幢栋座]))\s?[:：]?")
_BLANK_ROW = re.compile(r"[\s.。、_—…-]*$")


@dataclass(slots=True)
class Row:
    """One line of the post that may be somebody's: `number` 0 when it has none. `apart`: a blank line stands before
    it. `poster`: who posted it, where the copy says so."""

    number: int
    text: str
    apart: bool = False
    poster: str = ""


def rows_of(post: str) -> list[Row]:
    """All lines of a post but headings, examples and empty numbers, in order."""
    lines = fold_forms(_MASKED_PHONE.sub(" ", clean(_ENCLOSED.sub(_plain_number, post))).split("\n"))
    rows: list[Row] = []
    apart, poster, building, last = False, "", "", 0
    for line in lines:
        if not line.strip():
            apart, poster = True, ""
            continue
        if at := _POSTED_AT.fullmatch(line):
            apart, poster = True, at["name"]
            continue
        if heading := _BUILDING.fullmatch(line):
            building = heading["building"]
            continue
        for row in _rows_in(line, last):
            if building and row.number >= LOWEST_ROOM:
                row.number, row.text = 0, f"{building}{row.number} {row.text}"
            row.apart, apart = apart, False
            row.poster = row.poster or ("" if row.number else poster)
            last = row.number or last
            if not _BLANK_ROW.match(row.text) or row.number:
                rows.append(row)
    return rows


def is_heading(text: str) -> bool:
    """Whether a line without a number tells about the chain: #接龙, @所有人, an example, a rule."""
    return _EXAMPLE.search(text) is not None or _HEADING.search(text) is not None


def is_example(text: str) -> bool:
    return _EXAMPLE.search(text) is not None


def is_empty(text: str) -> bool:
    return _BLANK_ROW.match(text) is not None


def _plain_number(match: re.Match[str]) -> str:
    if match["ten"]:
        return " 10. "
    if match["keycaps"]:
        return " " + "".join(filter(str.isdecimal, match["keycaps"])) + ". "
    sign = ord(match["circled"])
    starts = (
        (0x2460, 1), (0x3251, 21), (0x32B1, 36), (0x24F5, 1), (0x2776, 1), (0x2780, 1), (0x278A, 1), (0x2474, 1),
        (0x2488, 1),
    )  # fmt: skip
    return next((f" {sign - low + first}. " for low, first in starts if 0 <= sign - low < 20), " ")


def _rows_in(line: str, last: int) -> list[Row]:
    """The rows of one line: mostly one; several where their numbers count on (1. … 2. …)."""
    text = line.strip()
    stamp = _STAMP.match(text)
    if stamp and (text.startswith("[") or _POSTER.match(text, stamp.end())):
        text = text[stamp.end() :]
    poster = _POSTER.match(text)
    behind = poster.end() if poster else 0
    number = _number_at(text, behind, last)
    if poster and number is None and not stamp and not _is_speaker(poster):
        poster, behind = None, 0
        number = _number_at(text, 0, last)
    name = poster["name"] if poster else ""
    if number is None:
        return [Row(0, text[behind:], poster=name)]
    value, start = number
    return _split(value, text[start:], name)


def _is_speaker(poster: re.Match[str]) -> bool:
    """何大姐：猪肉2斤 is posted by her; 价格：…, 电话：… is nobody's."""
    return _NO_SPEAKER.search(poster["name"]) is None


def _number_at(text: str, start: int, last: int) -> tuple[int, int] | None:
    """The list number at a place, and where the row goes on."""
    match = _NUMBER.match(text, start) or _CHINESE_NUMBER.match(text, start)
    if match is None:
        return None
    kind = match.lastgroup or ""
    digits = match[kind]
    value = _value(digits)
    if kind == "surname" and value != last + 1:
        return None
    rest = match.end()
    if kind == "bare" and text[rest : rest + 1].isdigit() and not _begins_with_door(text[rest:]):
        return None
    if kind == "marked" and text[rest : rest + 1].isdigit() and not _begins_with_door(text[rest:]):
        return None
    return value, rest


def _begins_with_door(text: str) -> bool:
    found = find_door(text[:24])
    return (found is not None and found.start == 0) or _FIGURED_DOOR.match(text) is not None


def _value(digits: str) -> int:
    plain = digits.strip("()[]【】")
    if plain.isascii() and plain.isdecimal():
        return int(plain)
    tens, ten, ones = plain.partition("十")
    table = {character: place for place, character in enumerate("一二三四五六七八九", 1)}
    if ten:
        return table.get(tens, 1) * 10 + table.get(ones, 0)
    return table.get(plain[:1], 0)


def _split(number: int, text: str, poster: str) -> list[Row]:
    """Cuts where the next numbers follow in the same line."""
    rows, start = [], 0
    for match in _FOLLOWING.finditer(text, 1):
        if int(match["number"]) == number + 1:
            rows.append(Row(number, text[start : match.start()].strip(" ,，;；。、"), poster=poster))
            number, start = number + 1, match.end()
    rows.append(Row(number, text[start:].strip(), poster=poster))
    return rows
