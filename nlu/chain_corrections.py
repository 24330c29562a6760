"""What is written about a chain post under review: 5改成王阿婆 3幢202, 5不要, 7 猪肉1斤, 5对, 5加, 5改."""

import re
from collections.abc import Container
from dataclasses import dataclass

from nlu.catalog import Catalog
from nlu.chain_senders import read_sender
from nlu.clean import clean

DROP, ACCEPT, MORE, INSTEAD, REWRITE = "drop", "accept", "more", "instead", "rewrite"
"""Not theirs at all; it is as it stands; on top of what they have ordered; instead of it; other words."""

_ABOUT = re.compile(
    r"第?\s?(?P<number>\d{1,4})\s?(?:条|号(?!楼)|户)?[\s.、:：,，)）]*"
    r"(?![\d斤两公千克个只条盒袋箱包份把块瓶元点月日:幢栋座#/-])(?P<rest>\S.*)"
)
_PARTS = re.compile(r"[\n;；]+")
_WAYS = (
    (DROP, re.compile(r"(?:都|全)?(?:不要|不记|不算|删|删掉|删除|去掉|取消|跳过)了?")),
    (ACCEPT, re.compile(r"(?:对|是|没错|可以|就是)(?:的|了|这家|这户|他家?|她家?)*")),
    (MORE, re.compile(r"(?:再|另)?加(?:上|进去)?|都要|也要")),
    (INSTEAD, re.compile(r"改|[按以改成为]{1,2}接龙(?:的|为准)?")),
)
_LEAD = re.compile(r"^(?:应该是|应是|改成|改为|换成|改|是)\s*")
_AROUND = " \t。.!！~，,、"


@dataclass(frozen=True, slots=True)
class ChainCorrection:
    """One correction. For `rewrite` what is empty stays as it was."""

    number: int
    way: str
    who: str = ""
    house: str = ""
    key: str = ""
    goods: str = ""


def read_corrections(text: str, numbers: Container[int], catalog: Catalog) -> list[ChainCorrection]:
    """All corrections of a text; none when any part of it is not one, or is about a number that is not there."""
    found = []
    for part in filter(None, (part.strip(_AROUND) for part in _PARTS.split(clean(text)))):
        about = _ABOUT.fullmatch(part)
        if about is None or int(about["number"]) not in numbers:
            return []
        correction = _read(int(about["number"]), about["rest"].strip(_AROUND), catalog)
        if correction is None:
            return []
        found.append(correction)
    return found


def _read(number: int, rest: str, catalog: Catalog) -> ChainCorrection | None:
    for way, pattern in _WAYS:
        if pattern.fullmatch(rest):
            return ChainCorrection(number, way)
    sender = read_sender(_LEAD.sub("", rest), catalog)
    if not (sender.who or sender.key or sender.goods):
        return None
    return ChainCorrection(number, REWRITE, sender.who, sender.house, sender.key, sender.goods)
