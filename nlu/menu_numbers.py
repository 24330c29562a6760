"""An order by the numbers of a menu: 1号2份 3号1斤, 1 2斤，3 1块. Read only under an open menu."""

import re

from nlu.clean import clean
from nlu.units import COUNTED, GRAMS

LONGEST = 120

_UNITS = "|".join(map(re.escape, sorted({*GRAMS, *COUNTED, "份", "个"}, key=len, reverse=True)))
_COUNT = r"(?:\d{1,3}(?:\.\d{1,2})?|[一二两三四五六七八九十]{1,2}|半)"
_LEAD = r"(?:我?(?:要|订|来|买)|还要|再?来|第|给我|[ ,，、;；。\n和跟])*"
_ENTRY = re.compile(
    rf"{_LEAD}(?P<number>\d{{1,2}})(?:(?:号|[:：xX×*])[ ]?(?:菜)?(?:要|来|订|买)?[ ]?|[ ](?:要|来)?)"
    rf"(?P<amount>{_COUNT})[ ]?(?P<unit>{_UNITS})?"
)
_END = re.compile(r"[ ,，、;；。.!！\n]*(?:谢谢(?:您|你)?|就这些|就这样)?[ 。.!！]*")


def menu_numbers(text: str) -> list[tuple[int, str, str]]:
    """Each number of a menu with the amount and the unit said of it ("" for none); empty unless the whole message is
    nothing else. A number that is named twice, and two bare numbers that may be two choices, are not certain."""
    if len(text) > LONGEST:
        return []
    cleaned = clean(text)
    found, position = [], 0
    while match := _ENTRY.match(cleaned, position):
        unit = match["unit"] or ""
        plain = not unit and re.fullmatch(r"\d+ \d+", match[0].strip(" ,，、;；"))
        if plain:
            return []
        found.append((int(match["number"]), match["amount"], unit))
        position = match.end()
    numbers = [number for number, _, _ in found]
    whole = _END.fullmatch(cleaned, position)
    return found if whole and len(set(numbers)) == len(numbers) else []
