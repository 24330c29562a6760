"""Brings a message into one spelling before it is read: width, digits, simplified characters, spaces."""

import re
import unicodedata
from functools import cache, lru_cache

from opencc import OpenCC

_ENCLOSED = re.compile(r"[①-⑳❶-❿➀-➉➊-➓]|(?:\d\ufe0f?\u20e3)+|🔟")
_INVISIBLE = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\u20e3\ufeff\ud800-\udfff🏻-🏿]"
)
_DASHES = {ord(dash): "-" for dash in "‐‑−－﹣"}
_MEASURE_FOLLOWS = re.compile(r"\s*[斤两公千克市盒袋箱包份把条只个块瓶桶.\d]")
_BLANKS = re.compile(r"[^\S\n]+")
_LINE_ENDS = re.compile(r" ?\n ?")
_FRACTION_AFTER_DIGIT = re.compile(r"(?<=\d)([½¼¾])")
_FRACTIONS = {"½": "5", "¼": "25", "¾": "75"}


_STICKERS = {
    "微笑": "😊", "愉快": "😊", "呲牙": "😊", "憨笑": "😊", "嘿哈": "😊", "抱拳": "🙏", "合十": "🙏", "握手": "🙏",
    "拥抱": "😊", "玫瑰": "🌹", "鲜花": "🌹", "爱心": "🌹", "强": "👍", "好的": "👌", "再见": "👋",
}  # fmt: skip
"""What WeChat's own faces come as, [微笑], and what they are elsewhere."""

_STICKER = re.compile(rf"\[({'|'.join(_STICKERS)})\]")

_HALF_WIDTH = re.compile(r"(?<=[\u4e00-\u9fff\d）)])\s?([,;:!?])\s?(?=[\u4e00-\u9fff])")
_FULL_WIDTH = str.maketrans(",;:!?", "，；：！？")


@lru_cache(maxsize=64)
def clean(text: str) -> str:
    """The message in one spelling, for everything else in this folder to read.

    NFKC (２ｋｇ is 2kg), keycap and circled digits plain, traditional characters simplified, invisible
    characters gone, runs of blanks one space, WeChat's [微笑] a face. Line ends and emoji stay. Enclosed digits that
    open a line and count 1, 2, 3 ... are list numbers and get a full stop: ①猪肉 is "1. 猪肉". The newest few are
    kept, since one message is read by several readers.
    """
    if text.isascii():
        return _collapse(text)
    text = _FRACTION_AFTER_DIGIT.sub(lambda match: "." + _FRACTIONS[match[1]], text)
    text = text.replace("½", "半").translate(_DASHES)
    text = _open_enclosed(text)
    text = _INVISIBLE.sub("", text)
    if not unicodedata.is_normalized("NFKC", text):
        text = unicodedata.normalize("NFKC", text)
    text = _converter().convert(text)
    return _collapse(_STICKER.sub(lambda face: _STICKERS[face[1]], text) if "[" in text else text)


@cache
def _converter() -> OpenCC:
    """The traditional-to-simplified converter, loaded on the first message (two milliseconds)."""
    return OpenCC("t2s")


def _collapse(text: str) -> str:
    text = _BLANKS.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n"))
    return _LINE_ENDS.sub("\n", text).strip()


def _open_enclosed(text: str) -> str:
    """Circled digits and keycaps as plain ones, with a full stop where they number a list."""
    found = list(_ENCLOSED.finditer(text))
    if not found:
        return text
    values = [_enclosed_value(match[0]) for match in found]
    first = found[0]
    opens_line = first.start() == 0 or text[first.start() - 1] == "\n"
    counts_up = values == [str(number) for number in range(1, len(values) + 1)]
    listed = opens_line and counts_up and not _MEASURE_FOLLOWS.match(text, first.end())
    pieces, position = [], 0
    for match, value in zip(found, values, strict=True):
        pieces += [text[position : match.start()], f" {value}. " if listed else value]
        position = match.end()
    return "".join([*pieces, text[position:]])


def _enclosed_value(text: str) -> str:
    if text == "🔟":
        return "10"
    if len(text) == 1:
        return str(int(unicodedata.numeric(text)))
    return "".join(character for character in text if character.isascii() and character.isdigit())


def punctuated(cleaned: str) -> str:
    """Words of a cleaned message that are kept and read by people: 堵了,停车 is 堵了，停车 again."""
    return _HALF_WIDTH.sub(lambda match: match[1].translate(_FULL_WIDTH), cleaned)
