"""What staff and neighbours write of a household without 帮: 小芳 豆腐2块, 李阿公的鸡蛋不要了, 3幢203订了什么."""

import re
from dataclasses import replace

from nlu.clean import clean
from nlu.doors import find_door
from nlu.errands import Errand
from nlu.for_others import may_be_name

LONGEST = 200

_HOW_HEARD = re.compile(
    r"^(?:刚|才|在)*(?:打?电话(?:里|来)?|上门|当面|微信(?:里|上)?|门口)?[\s,，:：]*(?=[一-龥\d])"
)
_NAMED = re.compile(
    r"(?:请?(?:帮|给|替|代)忙?)?(?P<name>[一-龥]{2,4}?)(?:家里?)?"
    r"(?:(?:的|说?(?:她|他)?(?:还|也)?(?:想)?要|[\s,，:：]+)|(?=取消|退|不要|改|[订定买带加来]))[\s,，:：]*(?P<rest>\S[^\n]*)"
)
_NUMBERED = re.compile(r"(?P<number>\d{3,4})(?:室|家)?(?:的|[\s,，:：]+)(?P<rest>[^\d\s][^\n]*)")
_ASKS = re.compile(
    r"(?:请?(?:帮我)?(?:看看?|查看?|查一下|看一下)?)?(?P<who>[^,，。;；我您你]{2,12}?)家?的?"
    r"(?:[都还]?[订定买要]了?(?:些|点|的)?(?:什么|啥|哪些|多少)(?:菜|东西)?|[订定]的(?:菜|东西)?|[订定]单)"
    r"[呢啊呀吗了]*[?？。]?"
)


def named_at_head(text: str) -> Errand | None:
    """Somebody's name, or the number of a room, and what is said of their order; None for several lines. Whether
    there is somebody of that name only the records can tell."""
    cleaned = _HOW_HEARD.sub("", clean(text).strip())
    if len(cleaned) > LONGEST:
        return None
    if numbered := _NUMBERED.fullmatch(cleaned):
        return Errand(numbered["number"], "", numbered["rest"], cleaned, asked=False)
    named = _NAMED.fullmatch(cleaned)
    if named is None or not may_be_name(named["name"]):
        return None
    return Errand("", named["name"], named["rest"], cleaned, asked=False)


def asked_about(text: str) -> Errand | None:
    """Whose order a whole message asks for (小芳订了什么, 3幢203的订单); None for one's own."""
    asks = _ASKS.fullmatch(clean(text).strip()) if len(text) <= LONGEST else None
    if asks is None:
        return None
    who = asks["who"]
    door = find_door(who)
    nobody = Errand("", who.removesuffix("家"), "", text, asked=False)
    if door is None:
        return nobody if may_be_name(nobody.name) else None
    return replace(nobody, door=door.door.text, name=who[door.end :].strip()) if door.start == 0 else None
