"""Who may order for one's household: 不要让王阿婆帮我订了, 谁能帮我订."""

import re

from nlu.clean import clean

LONGEST = 40

_ORDERS = "(?:订|定|买|下单|点|登记|报|要|代订)"
_WITHDRAWS = re.compile(
    rf"(?:以后|今后|从现在起)?[,，]?(?:我)?(?:不要|不用|不想|不让|别|不许|不需要|取消)(?:再)?(?:让|叫|给|由)?"
    rf"(?P<name>[一-龥]{{1,8}}?)(?:再|来|以后|家)*(?:帮|替|给|代)(?:我们家?|我家?|咱家?)?(?:再)?{_ORDERS}(?:菜|东西)?"
    r"(?:了|啦|的权限|吧)*[。.!！]*"
)
_NAMED_FIRST = re.compile(
    rf"(?P<name>[一-龥]{{2,4}}?)(?:以后)?(?:不要|不用|不许|别)(?:再)?(?:帮|替|给|代)(?:我们家?|我家?|咱家?)(?:再)?{_ORDERS}"
    r"(?:菜|东西)?(?:了|啦|吧)*[。.!！]*"
)
_GRANTS = re.compile(
    rf"(?:我)?(?:以后)?(?:让|叫|请|同意|允许|可以让)(?P<name>[一-龥]{{2,4}}?)(?:以后)?(?:来|可以)?(?:帮|替|给|代)(?:我们家?|我家?|咱家?)"
    rf"{_ORDERS}(?:菜|东西)?(?:吧|好了|就好|就行)*[。.!！]*"
)
_ASKS = re.compile(
    rf"(?:有)?(?:谁|哪些人|哪几个人|什么人)(?:现在)?(?:都)?(?:能|可以|在|会)(?:帮|替|给|代)(?:我们家?|我家?)(?:来)?{_ORDERS}"
    r"(?:菜|东西|单)?[的呢啊呀]?[?？]?"
)
_NOBODY = re.compile(r"[我你您]|网格员|村里|自动|每次|长期")


def withdraws(text: str) -> str:
    """Whose orders a household wants no longer, by name; "" for other words."""
    cleaned = clean(text) if len(text) <= LONGEST else ""
    found = _WITHDRAWS.fullmatch(cleaned) or _NAMED_FIRST.fullmatch(cleaned)
    return "" if found is None or _NOBODY.search(found["name"]) else found["name"]


def asks_who(text: str) -> bool:
    """Whether somebody asks who may order for their household."""
    return len(text) <= LONGEST and _ASKS.fullmatch(clean(text)) is not None


def grants(text: str) -> str:
    """Who shall order for the writer's household, by name (让王阿婆帮我订菜); "" for other words."""
    found = _GRANTS.fullmatch(clean(text)) if len(text) <= LONGEST else None
    return "" if found is None or _NOBODY.search(found["name"]) else found["name"]
