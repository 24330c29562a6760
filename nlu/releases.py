"""What a cadre says of many releases at once: 解除名单; and of the list: 去掉 #12 和王芳, 加回 3幢201."""

import re
from dataclasses import dataclass

from nlu.clean import clean

_ASKS = re.compile(
    r"(?:看看?|查|列)?(?:一下)?(?:今天|现在)?(?:可以|能|要|该|待|批量|一起|期满)?(?:的)?解除(?:观察|隔离)?(?:的)?(?:人员?)?名单"
    r"|(?:今天|现在)?(?:谁|哪些人?|有谁|有哪些人?)(?:可以|能|要|该)?(?:解除|期满|满期|到期)(?:观察|隔离)?(?:了)?"
    r"|(?:待|批量|一起|全部|都)解除(?:观察|隔离)?(?:了|吧)?|期满(?:的)?(?:人员?)?名单|release list"
)  # fmt: skip
_LEAVE_OUT = re.compile(
    r"(?:先)?(?:去掉|除去|除了|不含|划掉|留下|不解除|不放)\s?(?P<whom>.{1,60}?)"
    r"(?:之外|以外|外)?[,，\s]?(?:其他的?|其余的?|别的)?(?:都|全)?(?:解除|批准|可以|同意)?(?:了|吧)?"
    r"|(?P<who>.{1,60}?)(?:都)?(?:先|暂|暂时)?(?:不|别|不要|不能)(?:解除|放|批)(?:了|吧)?"
)
_TAKE_IN = re.compile(
    r"(?:加回|加上|勾回|恢复)\s?(?P<whom>.{1,60}?)(?:吧|了)?"
    r"|(?P<who>.{1,60}?)(?:还是|也)(?:可以)?(?:解除|批准)(?:了|吧)?"
)
_PARTS = re.compile(r"[,，、;；\s]+|(?<=\d)[和跟与]|[和跟与](?=[#＃\d])|[和跟与]")
LONGEST = 120


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Who is meant, as it was said: numbers with their #, names or doors. `back`: to be released after all."""

    whom: tuple[str, ...]
    back: bool = False


def asks_release_roll(text: str) -> bool:
    return len(text) <= 24 and bool(_ASKS.fullmatch(clean(text).strip("。.!！?？ ").lower()))


def read_left_out(text: str) -> LeftOut | None:
    """Who is to be left out of a list, or taken in again; None for all other words."""
    if len(text) > LONGEST:
        return None
    cleaned = clean(text).strip("。.!！ ")
    for reader, back in ((_LEAVE_OUT, False), (_TAKE_IN, True)):
        match = reader.fullmatch(cleaned)
        if match is not None:
            parts = [part.strip() for part in _PARTS.split(match["whom"] or match["who"])]
            whom = tuple(_numbered(part) for part in parts if part)
            return LeftOut(whom, back) if whom else None
    return None


def _numbered(part: str) -> str:
    """#12 of 12, 12号 and ＃12; other words as they are."""
    number = part.strip("#＃号")
    return f"#{number}" if number.isdecimal() else part
