"""How words sound: toneless pinyin in all readings, so that 香焦, xiangjiao and 香蕉 meet.

The two settings must stand before pypinyin is imported: without them it loads its phrase dictionary (40 MB) and
keeps a second copy of its character table; single characters are all we ask it for.
"""

import os
import re
import unicodedata
from functools import lru_cache
from itertools import islice, product

os.environ.setdefault("PYPINYIN_NO_PHRASES", "1")
os.environ.setdefault("PYPINYIN_NO_DICT_COPY", "1")

from pypinyin import Style, pinyin

MOST_SPELLINGS = 16
"""A word of many heteronyms has at most this many spellings looked at."""

_BLURS = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("ng", "n"), ("l", "n"))
_NOT_A_LETTER = re.compile(r"[^a-z]+")


@lru_cache(maxsize=8192)
def readings(character: str) -> tuple[str, ...]:
    """The toneless readings of one character, commonest first (茄: qie, jia), ü as v; a letter reads as itself."""
    if character.isascii():
        return (character.lower(),)
    return tuple(pinyin(character, style=Style.NORMAL, heteronym=True)[0])


@lru_cache(maxsize=4096)
def spellings(word: str) -> tuple[str, ...]:
    """The toneless pinyin of a word in one piece, for all readings of its characters: 茄子 is qiezi and jiazi.

    Letters stand for themselves, so 猪rou and zhu rou spell zhurou. A word with a sign that has no reading has none.
    """
    ways = [readings(character) for character in without_tone_marks(word) if not character.isspace()]
    joined = ("".join(way) for way in islice(product(*ways), MOST_SPELLINGS))
    return tuple(dict.fromkeys(way for way in joined if way and not _NOT_A_LETTER.search(way)))


def blurred(spelling: str) -> str:
    """A spelling without the differences that southern ears do not hear: zh z, ch c, sh s, ng n, l n."""
    for heard, written in _BLURS:
        spelling = spelling.replace(heard, written)
    return spelling


def without_tone_marks(word: str) -> str:
    """hóngshǔ as hongshu, lǜ as lv; other text as it is."""
    if word.isascii() or not any("\u00c0" <= character <= "\u01dc" for character in word):
        return word
    decomposed = unicodedata.normalize("NFD", word.replace("ü", "v").replace("ǜ", "v").replace("ǚ", "v"))
    return "".join(character for character in decomposed if not unicodedata.combining(character))
