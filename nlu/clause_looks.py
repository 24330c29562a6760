"""What no single word of a clause shows: an order behind a question, so much a day, one thing or the other."""

import re

from nlu.clause import ASKS_FOR, Clause
from nlu.hearsay import CONSUMED
from nlu.quantities import SPEC
from nlu.tokens import ITEM, Token, counts

_BROUGHT_OR_FETCHED = re.compile(
    "送.{0,6}还是.{0,4}(?:自提|自取|[去来]?[拿取领])|(?:自提|自取|自己.?[拿取领]).{0,2}还是.{0,4}送"
)
_DAILY = re.compile("(?:每(?:一|个)?(?:天|日|周|次|回|期|星期|礼拜|顿|餐)|天天|次次|长期|固定)(?!吃)")
_EATEN = frozenset(("要吃", "爱吃", "喜欢吃", "要喝", "用", "想吃"))
_ASKING_SIGNS = frozenset(("asking", "price", "status", "listing", "help", "about", "vague", "polite_tag"))
SURELY_WANTS = frozenset(("我要", "我家要", "给我来", "给我拿", "帮我拿", "帮我订", "我来"))


def ends_in_order(clause: Clause) -> bool:
    """二月三号能到吗我要鸡蛋一板."""
    wants = [at for at, token in enumerate(clause.tokens) if token.text in SURELY_WANTS]
    rest = clause.tokens[wants[-1] + 1 :] if wants else []
    named = any(token.kind == ITEM for token in rest) and any(map(counts, rest))
    return named and not any(token.kind in _ASKING_SIGNS for token in rest)


def asks_how_it_comes(clause: Clause) -> bool:
    """东西送到门口还是自己去拿."""
    said = "".join(token.text for token in clause.tokens)
    return not (clause.names or clause.counts) and _BROUGHT_OR_FETCHED.search(said) is not None


def asks_which_it_is(clause: Clause) -> bool:
    """大米是10斤一袋的还是散装的."""
    said = [token.text for token in clause.tokens]
    if clause.kinds & ASKS_FOR or "还是" not in said or not clause.names:
        return False
    stated = any(token.amount is not None and token.amount.sort != SPEC for token in clause.tokens)
    return "是" in said[: said.index("还是")] and not stated


def day_by_day(tokens: list[Token]) -> bool:
    """每天土豆要2斤: so much a day is no amount for once, unless only eating is said to be daily."""
    starts = (at for at, token in enumerate(tokens) if token.text[0] in "每天次长固" and _DAILY.match(token.text))
    daily = next(starts, -1)
    if daily < 0:
        return False
    for token in tokens[daily + 1 :]:
        if counts(token):
            return True
        if token.text in CONSUMED or token.text in _EATEN:
            return False
    return False
