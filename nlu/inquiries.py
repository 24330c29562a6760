"""What a question about goods is about: items on offer, a thing that is not, or the sum of one's own order."""

import re
from dataclasses import dataclass

from nlu.catalog import Catalog, one_spelling
from nlu.english import in_chinese
from nlu.tokens import ITEM, tokenize

MOST = 6
_TOTAL = re.compile(r"一共|总共|合计|总价|加起来|我要付|应付|in all|altogether|total")


@dataclass(frozen=True, slots=True)
class Inquiry:
    named: tuple[str, ...]  #: items on offer; none where a word fits many
    absent: str  #: a thing that is asked for and not on offer
    total: bool


def inquire(text: str, catalog: Catalog) -> Inquiry:
    """Reads a question that `understand` called a question about prices or about what is on offer."""
    spoken = one_spelling(in_chinese(text))
    things = [token for token in tokenize(spoken, catalog) if token.kind == ITEM]
    named = tuple(dict.fromkeys(item.name for token in things for item in token.items))
    absent = "" if named else next((token.text for token in things), "")
    return Inquiry(named if len(named) <= MOST else (), absent, _TOTAL.search(spoken) is not None)
