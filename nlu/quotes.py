"""A cadre asks suppliers what goods would cost: 询价 猪肉 鱼 给老张, 向老张询价：猪肉、鱼."""

import re
from dataclasses import dataclass

from nlu.clean import clean

LONGEST = 120
MOST_GOODS = 20

_ASKS = re.compile(
    r"(?:(?:向|找|问)(?P<before>[^\s,，:：]{1,8}?)\s?)?(?:询价|问价)(?:[:：,， 一下]*)(?P<goods>[^\n]+?)"
    r"(?:[,， ]?\s?(?:发?给|找|问)\s?(?P<after>[^\s,，。]{1,8}))?[。.]?"
)
_BETWEEN = re.compile(r"[\s,，、;；和跟]+")


@dataclass(frozen=True, slots=True)
class QuoteRequest:
    goods: tuple[str, ...]
    supplier: str  #: as written; "" for all suppliers


def read_quote_request(text: str) -> QuoteRequest | None:
    """What is to be asked, and whom; None for anything else."""
    found = _ASKS.fullmatch(clean(text)) if len(text) <= LONGEST else None
    goods = [word for word in _BETWEEN.split(found["goods"]) if word] if found else []
    if found is None or not goods or len(goods) > MOST_GOODS:
        return None
    return QuoteRequest(tuple(goods), found["before"] or found["after"] or "")
