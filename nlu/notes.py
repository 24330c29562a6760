"""A wish for the packer that is written alone, after the order: 猪肉不要太肥, 豆腐要老一点的."""

import re
from collections.abc import Iterable

from nlu.asides import LONGEST_NOTE
from nlu.clean import clean

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
