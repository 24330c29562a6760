"""What one clause does: orders, asks something, or only talks, by the signs in it."""

from itertools import pairwise

from nlu.clause import (
    ASKS_FOR,
    DOUBTFUL,
    HELP,
    LISTING,
    ORDERS,
    PRICE,
    QUERIES,
    STATUS,
    TAKES_BACK,
    TALK,
    VERBS,
    Clause,
)
from nlu.clause_looks import SURELY_WANTS, asks_how_it_comes, asks_which_it_is, day_by_day, ends_in_order
from nlu.hearsay import JUST_NOW, doubtful_change, owned, says_whose, tells_something_unknown
from nlu.quantities import MISSING, SPEC
from nlu.tokens import AMOUNT, ITEM, LIST, OTHER, SPACE, Token, counts

_GOODS = frozenset((ITEM, AMOUNT, SPACE, LIST))
_PLAIN_KINDS = frozenset((ITEM, AMOUNT, SPACE, LIST, "filler", "want", "add", "conjunction"))
_NOW = frozenset(("今天", "现在", "这次", "这回", "这期", "今晚", "明天", "本周"))
_NEXT_WEEK = frozenset(("下周", "下礼拜", "下星期"))
_THINKING = frozenset(("想想", "想一想", "想一下", "我想一下"))
_RIGHT = frozenset(("对吗", "对不对"))
_IF_THERE = frozenset(("有的话", "还有的话", "如果有"))
_MY_LIST = frozenset(("我的单", "我的单子", "我的订单", "我的接龙"))
_REQUESTS = frozenset(
    (
        "来", "给我", "帮我", "给我们", "给我来", "帮我订", "帮我来", "送", "加", "再加", "要", "给我留", "帮我留",
        "给我拿", "帮我拿", "给我订", "给我称", "帮我带", "留",
    )
)  # fmt: skip


def sort_alone(clause: Clause) -> str:
    """What the clause does, seen by itself. A question that an order follows without a mark must be asked about."""
    sort = _by_signs(clause)
    return DOUBTFUL if sort in QUERIES and clause.states and clause.names and ends_in_order(clause) else sort


def _by_signs(clause: Clause) -> str:
    kinds = clause.kinds
    if kinds <= _GOODS:
        return ORDERS
    if clause.counts and day_by_day(clause.tokens):
        return DOUBTFUL
    if kinds <= _PLAIN_KINDS:
        return DOUBTFUL if clause.tokens[-1].text.endswith("的") and says_whose(clause.tokens) else ORDERS
    for sign, decide in _DECISIONS:
        if sign in kinds:
            sort = decide(clause)
            if sort:
                return sort
    if asks_how_it_comes(clause):
        return HELP
    if asks_which_it_is(clause):
        return TALK
    return DOUBTFUL if clause.counts and clause.names and tells_something_unknown(clause.tokens) else ORDERS


def _not_ours(clause: Clause) -> str:
    return TALK


def _keep(clause: Clause) -> str:
    """带鱼不取消, 不用退了: what is ordered stays."""
    if "asking" in clause.kinds or clause.tokens[-1].text == "吧":
        return STATUS
    return DOUBTFUL if clause.counts or clause.kinds & TAKES_BACK else TALK


def _status(clause: Clause) -> str:
    if any(token.text == "怎么取消" for token in clause.tokens):
        return HELP
    if "drop" in clause.kinds and clause.names and "asking" not in clause.kinds and _ends_in_drop(clause):
        return ""
    if "drop" in clause.kinds and not clause.names:
        return STATUS if clause.kinds & {"asking", "listing"} else ORDERS
    if clause.states and clause.names and "asking" not in clause.kinds and _heads_list(clause.tokens):
        return ""
    if clause.states and clause.names and _asks_if_noted(clause):
        return DOUBTFUL
    corrects = clause.kinds & {"add", "set", "drop"} or any(token.text == "是" for token in clause.tokens)
    return DOUBTFUL if clause.states and corrects else STATUS


def _ends_in_drop(clause: Clause) -> bool:
    """订单里面的猪肉拿掉."""
    return clause.tokens[-1].kind == "drop" and not clause.counts


def _heads_list(tokens: list[Token]) -> bool:
    """我的单: 芋艿4斤."""
    headed = any(word.text in _MY_LIST and mark.text == ":" for word, mark in pairwise(tokens))
    return headed and len([token for token in tokens if token.kind == "status"]) == 1


def _asks_if_noted(clause: Clause) -> bool:
    """猪肉2斤收到没有 may be an order that wants an answer."""
    return "past" not in clause.kinds and any(token.text.startswith("收到") for token in clause.tokens)


def _price(clause: Clause) -> str:
    """来2斤猪肉多少钱 may be an order; 买2斤猪肉要多少钱 only asks."""
    if "help" in clause.kinds and not any(token.kind == "price" and token.text != "多少" for token in clause.tokens):
        return HELP
    if clause.states and clause.names and "condition" in clause.kinds:
        return DOUBTFUL
    wants = [token.text for token in clause.tokens if token.kind in ASKS_FOR and not token.text.endswith("买")]
    return DOUBTFUL if clause.states and clause.names and wants else PRICE


def _listing(clause: Clause) -> str:
    if clause.states and clause.kinds & ASKS_FOR:
        return ORDERS
    return DOUBTFUL if clause.names and _amount_after(clause, frozenset(("listing", "asking"))) else LISTING


def _amount_after(clause: Clause, signs: frozenset[str]) -> bool:
    """抽纸还有吗2提: the amount after the question is a wish."""
    at = [index for index, token in enumerate(clause.tokens) if token.kind in signs]
    return bool(at) and any(counts(token) for token in clause.tokens[at[-1] + 1 :])


def _help(clause: Clause) -> str:
    if "mine" in clause.kinds and clause.names and not clause.states:
        return STATUS
    asks_for = clause.kinds & {"add", "set"} or any(
        token.kind == "want" and token.text in SURELY_WANTS for token in clause.tokens
    )
    return DOUBTFUL if clause.states and clause.names and asks_for else HELP


def _fix(clause: Clause) -> str:
    """前面土豆写错了是4斤: what was wrong in the past is put right now."""
    just_now = all(token.text in JUST_NOW for token in clause.tokens if token.kind == "past")
    return ORDERS if (clause.states or (clause.names and just_now)) and "complaint" not in clause.kinds else ""


def _past(clause: Clause) -> str:
    if "complaint" in clause.kinds:
        if clause.names and "drop" in clause.kinds and _is_too_dear(clause.tokens):
            return ""
        return DOUBTFUL if "drop" in clause.kinds or (clause.kinds & TAKES_BACK and clause.names) else TALK
    if "asking" in clause.kinds and any(token.text in _RIGHT for token in clause.tokens):
        return STATUS
    if clause.kinds & (TAKES_BACK | {"add"}):
        return ""
    if "want" in clause.kinds and any(token.text in _NOW for token in clause.tokens):
        return ""
    if any(token.amount is not None and token.amount.sort == MISSING for token in clause.tokens):
        return STATUS
    return DOUBTFUL if clause.counts and (clause.names or "want" in clause.kinds) and _wanted_once(clause) else TALK


def _is_too_dear(tokens: list[Token]) -> bool:
    """草莓太贵了不要了: the price is a plain reason to cancel; bad goods may be those of last time."""
    complaints = [token for token in tokens if token.kind == "complaint"]
    return all("贵" in token.text for token in complaints) and tokens[-1].text == "不要了"


def _wanted_once(clause: Clause) -> bool:
    """红薯要了3斤 may be an order; 买了, 吃了 and 上周要了 tell."""
    if any(token.kind == "past" and token.text not in JUST_NOW for token in clause.tokens):
        return False
    return any(token.kind == "want" and token.text in _REQUESTS | {"拿", "我要"} for token in clause.tokens)


def _undone(clause: Clause) -> str:
    """2斤猪肉没买 tells; 家里没米了来2斤 asks."""
    return "" if clause.kinds & VERBS or not clause.counts else TALK


def _later(clause: Clause) -> str:
    """我想想还要小葱一把 goes on to order; 下次来2斤 does not."""
    if clause.states and all(map(_tells_from_when, clause.tokens, [None, *clause.tokens])):
        last = max(index for index, token in enumerate(clause.tokens) if token.kind == "later")
        if not any(token.kind == ITEM or counts(token) or token.kind in VERBS for token in clause.tokens[last:]):
            return ""
    thinks = all(token.text in _THINKING for token in clause.tokens if token.kind == "later")
    asks_for = clause.states and clause.names and clause.kinds & ASKS_FOR
    if clause.states and clause.names and any(token.text in _NEXT_WEEK for token in clause.tokens):
        return DOUBTFUL
    return "" if "drop" in clause.kinds or (thinks and (asks_for or _thinks_first(clause))) else TALK


def _tells_from_when(token: Token, before: Token | None) -> bool:
    """七点以后在家, 下班以后拿: after something, not at another time."""
    after_something = before is not None and before.end == token.start and before.kind != ITEM and not counts(before)
    return token.kind != "later" or (token.text == "以后" and after_something)


def _thinks_first(clause: Clause) -> bool:
    """我想一下啊面条两斤: thought over before the amount is said."""
    thought = max(index for index, token in enumerate(clause.tokens) if token.kind == "later")
    return clause.states and clause.names and any(map(counts, clause.tokens[thought:]))


def _condition(clause: Clause) -> str:
    return DOUBTFUL if clause.counts or clause.kinds & TAKES_BACK else TALK


def _asking(clause: Clause) -> str:
    kinds = clause.kinds
    if not kinds & (VERBS | {"for", "may"}) and _is_enough_for(clause.tokens):
        return TALK
    if "mine" in kinds:
        return STATUS
    if kinds & {"drop", "set", "less"}:
        return DOUBTFUL if clause.names or clause.states or not kinds & {"may"} else HELP
    if "may" in kinds and clause.counts:
        return DOUBTFUL if _is_request(clause) else HELP
    if "have" in kinds:
        supposed = any(token.text in _IF_THERE for token in clause.tokens)
        wished = supposed or kinds & ASKS_FOR or _amount_after(clause, frozenset(("asking",)))
        return DOUBTFUL if clause.states and wished else LISTING
    if clause.states or (clause.counts and (clause.names or kinds & ASKS_FOR)):
        return DOUBTFUL
    if clause.names and any(token.amount is not None and token.amount.sort == SPEC for token in clause.tokens):
        return PRICE
    if clause.names and not kinds & {"talk", OTHER}:
        return LISTING
    return HELP if kinds & {"want", "may"} else TALK


def _is_enough_for(tokens: list[Token]) -> bool:
    """小排2斤够四个人吃吗 asks for advice."""
    return any(
        before.text == "够" and after.amount is not None and after.amount.what == "people"
        for before, after in pairwise(tokens)
    )


def _may(clause: Clause) -> str:
    if clause.kinds & TAKES_BACK and (clause.names or clause.states):
        return DOUBTFUL
    if clause.names and not clause.counts and not clause.kinds & VERBS:
        return TALK
    return (DOUBTFUL if _is_request(clause) else HELP) if clause.counts else ""


def _is_request(clause: Clause) -> bool:
    """能给我来3斤吗 asks for it; 能买3斤吗 asks whether one may."""
    return any(token.text in _REQUESTS for token in clause.tokens)


def _comment(clause: Clause) -> str:
    if "asking" in clause.kinds:
        return LISTING if "have" in clause.kinds else PRICE
    if not clause.counts:
        return "" if clause.kinds & VERBS else TALK
    return DOUBTFUL if clause.kinds & VERBS else TALK


def _about(clause: Clause) -> str:
    """How big, how many in a box, is it fresh: about the thing, not an order of it."""
    return DOUBTFUL if clause.states and clause.kinds & ASKS_FOR else TALK


def _shared(clause: Clause) -> str:
    """我家和隔壁各要一盒: for several households, so who gets what must be asked."""
    kinds = [token.kind for token in clause.tokens[: [token.kind for token in clause.tokens].index("each")]]
    people = any(token.amount is not None and token.amount.what == "people" for token in clause.tokens)
    return DOUBTFUL if clause.counts and (people or {"kin", "home", "self"} & set(kinds)) else ""


def _health(clause: Clause) -> str:
    return "" if clause.counts and clause.names else TALK


def _hedge(clause: Clause) -> str:
    return DOUBTFUL if clause.counts else TALK


def _vague(clause: Clause) -> str:
    return DOUBTFUL if clause.counts or clause.kinds & TAKES_BACK else ""


_DECISIONS = (
    ("keep", _keep), ("forward", _not_ours), ("advert", _not_ours), ("recipe", _not_ours), ("each", _shared),
    ("rumour", _not_ours), ("about", _about), ("status", _status), ("price", _price), ("listing", _listing),
    ("help", _help), ("fix", _fix), ("complaint", _past), ("past", _past), ("undone", _undone), ("later", _later),
    ("condition", _condition), ("praise", _comment), ("elsewhere", _comment), ("asking", _asking), ("may", _may),
    ("health", _health), ("vague", _vague), ("kin", owned), ("home", owned), ("drop", doubtful_change),
    ("set", doubtful_change), ("less", doubtful_change), ("hedge", _hedge),
    ("gift", _vague), ("oversight", _vague),
)  # fmt: skip
"""Which sign is looked at first; an empty answer leaves the clause to the next."""
