"""What reports that goods were brought or taken: 土豆3斤已送到门口; 土豆3斤，小葱1把，收到了."""

import re

from nlu.clause import ORDERS, TALK, VERBS, Clause
from nlu.tokens import AMOUNT, ITEM, SPACE, Token, counts

_PLAIN = frozenset((ITEM, AMOUNT, SPACE))
_HANDED_OVER = re.compile(
    "已经?(?:全部|全都|都|全|给[您你]|[为帮替][您你])*"
    "(?:配?送(?!红包|钱)|派送|投递|放(?!心)|签收|发货|出库|[领取拿](?!消|红包|钱)|到(?:货|了|家|门))"
)
_RECEIPT = re.compile(
    "(?:今天|昨天|刚才|刚刚|早上|上午|中午|下午|晚上|都|全部|全|已经?|我们?家?|东西|货|菜|[ ,])*"
    "(?:(?:收|送|拿|领|取)到了|送来了|[领取]了|已收到|签收了?|查收)(?:[啊哈哦啦呀 ]|谢谢|辛苦|[您你]|了)*"
    "|请?(?:您|你|大家)?(?:注意|及时)?[查签]收(?:一下)?"
)


def is_delivered(tokens: list[Token]) -> bool:
    """Whether the clause says that its goods are there: 已 and a verb of handing over, at its head or after goods."""
    for position, token in enumerate(tokens):
        if not token.text.startswith("已"):
            continue
        before = [earlier for earlier in tokens[:position] if earlier.kind not in ("filler", SPACE)]
        if before and before[-1].kind != ITEM and not counts(before[-1]):
            continue
        if _HANDED_OVER.match("".join(later.text for later in tokens[position:])):
            return True
    return False


def take_back_delivered(clauses: list[Clause]) -> None:
    """A list of goods that a delivery or a receipt follows was no order, unless somebody asked for them."""
    last = max((index for index, clause in enumerate(clauses) if _reports(clause)), default=0)
    for clause in clauses[:last]:
        if clause.sort == ORDERS and clause.counts and not clause.kinds & VERBS:
            clause.sort = TALK


def _reports(clause: Clause) -> bool:
    if clause.kinds <= _PLAIN:
        return False
    if clause.names or clause.counts:
        return is_delivered(clause.tokens)
    said = "".join(token.text for token in clause.tokens)
    return "asking" not in clause.kinds and _RECEIPT.fullmatch(said) is not None
