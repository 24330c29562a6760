"""Wishes about more than one round: the same each time, no longer each time, the usual."""

import re

from nlu.clean import clean
from nlu.requests import AMOUNT

_EVERY_TIME = (
    r"(?:(?:以后|今后|往后|从今以后|从这次起|从现在起)[,， ]*)?"
    r"(?:(?:只要)?(?:每一?次|每一?回|每一?期|每一?轮|每一?团|每一?周|每一?个?(?:星期|礼拜)|次次|回回)(?:都|就)?"
    r"(?:的?(?:团购|开团|接龙|买菜|订菜|下单|有团|开))?(?:的?时候)?"
    r"|长期|固定|一直|(?:以后|今后|往后)(?=都|就|给|帮|订|要))"
)
_STANDING = re.compile(
    rf"(?P<before>.*?){_EVERY_TIME}[,， ]*(?:都|就|请|麻烦|想|也|可以|自动|照样|[ ,，])*(?P<after>.*)", re.DOTALL
)
_NO_WISH = re.compile(
    r"[吗?？]|[不没别]|少(?:了|给|送)?|[缺短]|送[晚迟错]|坏|错|漏|忘|贵|太|才(?!要)|最多|限|只能|上次|昨天|已经"
)
_STOPS = re.compile(
    r"(?:那|我们?|请|麻烦|帮我|把|我的|[ ,，])*[^\d,，。;；!！?？不别]{0,8}?(?:[ ,，就都也请]|帮我)*"
    r"(?:(?:以后|今后|往后|下次起?|从[这下]次起)(?:都|就|也|再|我家?|我们|[ ,，])*(?:不用|不要|不必|不需要|不|别"
    r"|勿)(?:再)?"
    r"(?:每[次回期轮])?(?:都)?(?:帮我|给我|替我)?(?:自动)?(?:订|定|要|买|留|来|报)?(?:了|啦)"
    r"|(?:不用|不要|不必|不需要|不想|别|勿)(?:再)?(?:每一?[次回期轮]|次次|长期|固定|一直)(?:都)?(?:再)?(?:帮我|给我"
    r"|替我)?"
    r"(?:自动)?(?:订|定|要|买|留|来|报)?(?:了|啦)?"
    r"|(?:取消|停[掉止了]?|退[掉了]?|撤[掉销了]?|关[掉了]?|不要)(?:了|我的?)*(?:长期|固定|每[次回期])的?(?:订单"
    r"|订购|预订|订|那份)?(?:了|吧)*"
    r"|(?:长期|固定|每[次回期])的?(?:订单|订购|预订|那份)?(?:[ ,，]|都|就|我|帮我|请)*(?:取消|停[掉止了]?|退[掉了]?"
    r"|撤[掉销了]?|不要|不用)(?:了|吧|掉)*)"
    r"(?:[ ,，。.!！~]|谢谢(?:您|你)?|[了啦吧哈啊呀哦])*"
)
_SAME_IN_ENGLISH = re.compile(
    r"(?:i want |i'd like )?(?:the )?(?:same (?:again|as (?:last time|before|usual))|usual)"
    r"(?:,? (?:please|thanks))?[ .!]*",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"(?:请|帮我|给我)?(?:看看?|查看?|查一下|看一下)?(?:我们?家?的?)?(?:长期|固定|每[次回期]的?)(?:订单|预订|订的(?:菜|东西)?)"
    r"(?:有哪些|有什么|是什么|呢)?[?？]?"
    r"|我们?家?(?:每[次回期]|长期)都?(?:订|要|买)(?:了|的)?(?:是)?(?:什么|哪些|些什么|啥)(?:菜|东西)?[呢啊]?[?？]?"
    r"|(?:my )?standing orders?\??",
    re.IGNORECASE,
)


def standing_wish(text: str) -> str | None:
    """The order's words of a wish for every round (要豆腐一块 of 以后每次都要豆腐一块), or None.

    So much a day (每天2斤) is none: rounds are not days. Neither is a complaint (每次都少给2两).
    """
    if len(text) > 200:
        return None
    cleaned = clean(text)
    found = _STANDING.fullmatch(cleaned)
    if found is None or _NO_WISH.search(cleaned):
        return None
    words = f"{found['before'].strip(' ,，')} {found['after'].strip()}".strip(" ,，。.!！")
    words = re.sub(r"[ ,，]+(?:我|都|就)*[要订买来](?:的|了)?$", "", words)
    return words if AMOUNT.search(words) else None


def stops_standing(text: str) -> bool:
    """Whether the whole message ends a wish for every round: 不用每次都订了, 取消长期订单, 豆腐以后不用了."""
    return len(text) <= 40 and _STOPS.fullmatch(clean(text)) is not None


def the_usual(text: str) -> bool:
    """Whether an English message asks for what was ordered last time: same as last time, the usual please."""
    return text.isascii() and _SAME_IN_ENGLISH.fullmatch(text) is not None


def asks_standing(text: str) -> bool:
    """Whether somebody asks what they wish every round: 我的长期订单, 我每次都订了什么."""
    return len(text) <= 40 and _ASKS.fullmatch(clean(text)) is not None
