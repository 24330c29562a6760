"""One thing was said and another meant: 青菜写错了，是白菜; 不对，不是青菜，是白菜2斤. Both say 青菜换成白菜."""

import re
from collections.abc import Mapping

from nlu.catalog import Catalog, CatalogItem

_WRONG = r"(?:写|说|打|报|点|按|选)错了?"  # not 发错了 or 不对, which may be said of goods that came
_SORRY = rf"(?:(?:不好意思|对不起|抱歉|啊|哦|诶|错了|[搞弄发]错了|不对|{_WRONG})[,，。.!！、 ]*)*"
_BEFORE = r"(?:我|刚才|刚刚|前面|上面|之前|的|那个|要的)*"
_MEANT = r"(?:我)?(?:应该|应当|其实)?(?:是|要的是|想要的是|要)"
_THING = r"[^,，。.!！、\s\d]{1,12}?"
_THEN = r"[,，。.!！、 ]*"
_SAID = re.compile(
    rf"{_SORRY}{_BEFORE}不是(?P<denied>{_THING}){_THEN}{_MEANT}(?P<new>\S.{{0,20}}?)"
    rf"|{_SORRY}把?{_BEFORE}(?P<old>{_THING})(?:{_WRONG}){_THEN}{_MEANT}(?P<other>\S.{{0,20}}?)"
)
_SIGN = re.compile("错|不是|不对")
_END = " ,，。.!！~、"


def put_right(text: str, catalog: Catalog, order: Mapping[str, int]) -> str:
    """A message that only says which thing of the running order was another, as an exchange; every other as it is."""
    if not order or _SIGN.search(text) is None:
        return text
    found = _SAID.fullmatch(text.strip(_END))
    if found is None:
        return text
    old, new = found["denied"] or found["old"], found["new"] or found["other"]
    was, meant = _named(old, catalog, whole=True), _named(new, catalog)
    if was is None or meant is None or was.name not in order or was is meant:
        return text
    return f"{was.name}换成{new}"


def _named(words: str, catalog: Catalog, whole: bool = False) -> CatalogItem | None:
    """The one thing that words begin with, or are."""
    for word in catalog.words.get(words[0], ()):
        if words == word.text or (not whole and words.startswith(word.text)):
            return word.items[0] if len(word.items) == 1 else None
    return None
