"""Words by which a later row of a chain post amends an earlier one: 改, 不要, 写错了, 够了, 全部取消, 以这条为准."""

import re
from collections.abc import Callable, Collection

MORE_AT_HEAD = re.compile(r"^[,，\s]*(?:[再加补添]|另加|追加|还要|[+＋])")
TAKES_BACK = re.compile(r"改|换|变成|不要|不用|取消|退|删|减|作废|去掉|撤|不[订买定]|覅|少[要来拿]")
FIXES = re.compile(
    r"(?:上面|前面|刚才|之前)?(?:的)?(?:写|打|报|搞|弄|说|记|输)[错反]了?|更正为?|纠正|应该是|应为|手误|^[,，\s]*是(?=.)"
)
ANEW = re.compile(
    r"[,，\s]*(?:以(?:这个|这条|此条?|本条)为准|重新?[报写接]龙?"
    r"|(?:上面|前面|之前|原来)的?(?:全部?|都)?(?:不算|作废|取消|删掉?))[了的]?[,，:：\s]*"
)
WHOLE_ROW = re.compile(r"(?:上面|前面|之前|刚才)的?(?:写|打|报|搞|弄|说|记|输)[错反]")
"""What is not said again beside these may be wrong as well."""
ENOUGH = re.compile(r"(?<!不)就?够了|就[好行]了?|就可以了?")
_ALL_BACK = re.compile(
    r"[,，\s]*(?:我家?的?)?(?:(?P<all>(?:全部?|都)(?:取消|不要|退|作废|删)[了掉吧]*)|取消[了吧]*|不要了吧?)(?P<why>[\s,，。;；!！].*)?"
)
_STAYS = re.compile(r"[改换再加留]|只要|先|除|其[他它余]|吗|[?？]")


def amends(goods: str) -> bool:
    """Whether a row only makes sense with an earlier one."""
    return any(sign.search(goods) for sign in (TAKES_BACK, FIXES, ANEW))


def takes_all_back(goods: str, named: Callable[[str], Collection[str]]) -> bool | None:
    """全部取消 儿子一起买了, whatever the reason. None where something may stay: 全部取消, 留1斤.

    Behind 取消 or 不要了 alone, what is named may be all that is taken back: that is for the reader of orders.
    """
    back = _ALL_BACK.fullmatch(goods)
    if back is None:
        return False
    why = back["why"] or ""
    if not _STAYS.search(why) and not named(why):
        return True
    return None if back["all"] else False
