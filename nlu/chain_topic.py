"""What a whole chain post is about, where its heading names one thing only and the rows say just how many."""

import re

from nlu.catalog import Catalog, as_matched
from nlu.chain_lines import Row, is_heading

_CALLS = re.compile("接龙|团|报名|登记|只限|只[剩有]|要的")
_NOT_OFFERED = re.compile("没|卖[完光]|售罄|断货|缺货|停|除了?|不[接卖供]|改天|下次|吗|[?？]")


def only_thing(rows: list[Row], catalog: Catalog) -> str:
    """【接龙】老母鸡，90元一只 over 1只, 2只: the one thing on offer that the post names anywhere; else ""."""
    first = next((at for at, row in enumerate(rows) if row.number), 0)
    heads = [row.text for row in rows[:first] if is_heading(row.text) or _CALLS.search(row.text)]
    if not heads or any(_NOT_OFFERED.search(head) for head in heads):
        return ""
    named = named_in(" ".join(heads), catalog)
    if len(named) != 1 or named_in("\n".join(row.text for row in rows), catalog) != named:
        return ""
    return named.pop()


def named_in(text: str, catalog: Catalog) -> set[str]:
    """What is on offer and named in so many words; 肉 within 夹心肉 is not named."""
    matched = as_matched(text)
    found: set[str] = set()
    at = 0
    while at < len(matched):
        word = catalog.word_at(matched, at)
        found |= {item.name for item in word.items} if word else set()
        at += len(word.text) if word else 1
    return found
