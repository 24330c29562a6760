"""Where somebody wants to be written to: 以后发微信, 以后都发到Telegram, 以后我在哪里说就发哪里."""

import re

from nlu.clean import clean

WHEREVER = "wherever"
"""Not to any certain door, but to the one at which they spoke last."""

_DOORS = {
    "wecom-kf": "微信|wechat|weixin",
    "wecom": "企业微信|企微|wecom",
    "telegram": "telegram|电报|tg",
    "web": "网页|网上|网站|浏览器|web|browser",
    WHEREVER: "我?在?(?:哪里|哪儿|哪边|哪)(?:说话?|说的?|用)?(?:就|的)?(?:还是)?发?[到在]?(?:哪里|哪儿|哪边|哪)",
}
_WHERE = "|".join(f"(?P<d{place}>{words})" for place, words in enumerate(_DOORS.values()))
_ASKED = re.compile(
    r"(?:请|麻烦|你们)*(?:以后|今后|从今往后|往后|从现在起)"
    r"(?:请|麻烦|的|有|什么|都|就|通知|提醒|消息|事情?|把|给我|统一|，|,| )*"
    rf"(?:发到|发在|发给|发|找|联系)?(?:我的?)?(?:{_WHERE})(?:上|里|上面|那边|吧|找我|告诉我|发我|通知我|。|！|!| )*"
    r"|(?:please )?(?:from now on,? ?)?(?:write|send)(?: it| everything| messages)?(?: to)?(?: me)? (?:on|by|to|via) "
    r"(?:my )?(?:(?P<kf>wechat)|(?P<wecom>wecom)|(?P<tg>telegram)|(?P<web>(?:the )?web(?: ?chat| ?page)?))[.! ]*",
    re.IGNORECASE,
)
_ENGLISH = {"kf": "wecom-kf", "wecom": "wecom", "tg": "telegram", "web": "web"}


def wanted_door(text: str) -> str | None:
    """The kind of door (as an account's name begins), WHEREVER, or None for other words."""
    found = _ASKED.fullmatch(clean(text))
    if found is None:
        return None
    said = next(name for name, words in found.groupdict().items() if words is not None)
    return _ENGLISH.get(said) or list(_DOORS)[int(said[1:])]
