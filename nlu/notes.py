"""A wish for the packer that is written alone, after the order: 猪肉不要太肥, 豆腐要老一点的."""

import re
from collections.abc import Iterable

from nlu.asides import LONGEST_NOTE
from nlu.clean import clean
from nlu.requests import AMOUNT

_QUESTION = re.compile(r"[吗么?？]|[有能可]不[有能可]|有没有|多少|怎么")
_HOW = (
    "[肥瘦老嫩大小新鲜熟生甜酸咸淡辣软硬厚薄精粗细碎散整活青红黄干净长短好重轻烂坏破]"
    "|大块|小块|肥肉|肥膘|带皮|带骨|有皮|太皮|五成熟|半肥半瘦|肥瘦(?:相间|各半)|一样大"
)
_WISH = re.compile(
    rf"(?:(?:不要|别|不想要|勿要|弗要|不能|不可以?)(?:给我)?(?:太|很|过于)?(?:{_HOW})+(?:了|的)?"
    rf"|(?:要|想要|最好|最好是|尽量|挑|选|拿|给我|给|帮我|请|麻烦|稍微|希望|[ ,])*(?:{_HOW})+(?:一点儿?|点儿?|一些"
    rf"|些)(?:的)?"
    rf"|(?:要|想要|最好|最好是|尽量|挑|选|拿|给我|帮我|请|麻烦|[ ,])+(?:{_HOW})+的"
    r"|(?:请|麻烦|帮我|帮忙|给我|要|最好|都|把|[ ,])*(?:去[皮骨头鳞毛壳]+|皮去掉|骨头去掉|剔骨|刮鳞|杀好|宰好|现杀"
    r"|洗干净"
    r"|切[成好]?(?:大|小|厚|薄|细)?[块片丝丁段条]|切开|切好|不切|别切|不要切|剁[碎成块开好]+|绞[碎成肉馅]+|打成肉末"
    r"|留皮|留着皮|留骨|带皮|分开[装包放]|装一起|分[两二三2-4][袋包份]装?|包好|冰的|冻的|不要冻的|不要冰冻的"
    r"|不要塑料袋|多加冰|少放[盐糖油辣])(?:一下|了|的)?)"
)
_JOINT = re.compile(r"(?:[ ,，。.!！;；、~]|谢谢(?:您|你)?|的话|[啊哦哈呀吧啦嘛]|我的?|那个|就|也|要|和)+")

_CHANGES = re.compile(
    r"(?:我的?|把|那个|请|麻烦)*(?P<before>[^备,，。;；\d]{0,8}?)的?备注(?:请|帮我)*"
    r"(?:改[成为到]?|换成|写[上成]?|加[上个]?|是|为|记[上]?|[:：])+(?P<words>.{1,200}?)[。.!！]*"
)
_DROPS = re.compile(
    r"(?:我的?|把|那个|请|麻烦)*(?P<before>[^备,，。;；\d]{0,8}?)的?备注(?:都|请|帮我)*"
    r"(?:不要|不用|去掉|删掉?|删除|取消|没有)(?:写|了|掉|吧)*[。.!！]*"
    r"|(?:不用|不要|不需要|取消|去掉|删掉?|删除|没有)(?:我的|写|那个)?(?P<named>[^备,，。;；\d]{0,8}?)的?备注(?:了|吧)*[。.!！]*"
)


def note_change(text: str) -> tuple[str, str] | None:
    """What a note is to be instead: words that may name the thing, and the new note ("" for 不用备注)."""
    if len(text) > LONGEST_NOTE:
        return None
    cleaned = clean(text)
    dropped = _DROPS.fullmatch(cleaned)
    if dropped:
        return dropped["before"] or dropped["named"] or "", ""
    changed = _CHANGES.fullmatch(cleaned)
    return (changed["before"], changed["words"].strip()) if changed else None


def notes_said(text: str, names: Iterable[str]) -> list[tuple[int, str]]:
    """Notes that stand right behind an amount (猪肉2斤不要肥的), each with the place where it begins."""
    cleaned = clean(text)
    stops = (*names, ",", "，", "。", ";", "；", "\n")
    found = []
    for amount in AMOUNT.finditer(cleaned):
        ends = [at for stop in stops if (at := cleaned.find(stop, amount.end())) >= 0]
        end = min(ends, default=len(cleaned))
        words = cleaned[amount.end() : end].strip(" ()（）")
        if words and only_a_note(words, ()):
            found.append((amount.end(), words))
    return found


def only_a_note(text: str, names: Iterable[str]) -> str:
    """The whole message as a note for the packer, or "" when it is anything else.

    `names`: what is on offer. 猪肉不要了 takes back, 豆腐要老的 chooses where there is 老豆腐: neither is a note.
    """
    if len(text) > LONGEST_NOTE:
        return ""
    cleaned = clean(text).lower()
    offered = sorted({clean(name).lower() for name in names if name}, key=len, reverse=True)
    rest = cleaned
    named = [name for name in offered if name in rest]
    for name in named:
        rest = rest.replace(name, " ")
    if _QUESTION.search(cleaned) or _chooses(rest, named, offered):
        return ""
    wishes, left = _WISH.subn(" ", rest)[::-1]
    return cleaned if wishes and not _JOINT.sub("", left) else ""


def _chooses(rest: str, named: list[str], offered: list[str]) -> bool:
    """Whether a word of the wish with a thing named is another thing on offer: 老 and 豆腐 of 老豆腐."""
    return any(
        other not in named and other.endswith(name) and other.removesuffix(name)[-1:] in rest
        for name in named
        for other in offered
        if other != name
    )
