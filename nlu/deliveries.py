"""What reports that goods were brought or taken: 土豆3斤已送到门口; 土豆3斤，小葱1把，收到了."""

import re

from nlu.clause import DOUBTFUL, ORDERS, STATUS, TALK, VERBS, Clause
from nlu.tokens import AMOUNT, ITEM, SPACE, Token, counts

_SPOILT = frozenset("烂臭坏碎破死馊酸蔫化发变不")
_ONLY_SPOILT = frozenset(("complaint", "filler", "all", "talk", AMOUNT, SPACE))
_CAME = frozenset(
    (
        "收到", "收了", "给了", "只给", "只给了", "才给", "给过", "拿到", "领到", "送来", "到了", "称了", "称下来",
        "只有",
    )
)  # fmt: skip
_NOT_YET = ("怎么还没", "怎么没送", "还没", "没送", "没收", "没到", "没拿", "没有送", "没有收")
_ANOTHER_TIME = ("上", "前", "昨", "家里", "我家")
_SOON = frozenset(("明天", "后天", "今晚", "明早", "晚上", "以后"))
_PLAIN = frozenset((ITEM, AMOUNT, SPACE))
_HANDED_OVER = re.compile(
    "已经?(?:全部|全都|都|全|给[您你]|[为帮替][您你])*"
    "(?:配?送(?!红包|钱)|派送|投递|放(?!心)|签收|发货|出库|[领取拿](?!消|红包|钱)|到(?:货|了|家|门))"
)
_RECEIPT = re.compile(
    "(?:今天|昨天|刚才|刚刚|早上|上午|中午|下午|晚上|都|全部|全|已经?|我们?家?|东西|货|菜|[ ,])*"
    "(?:(?:收|送|拿|领|取)到了|(?:送来|送到|收到|拿到|领到|上次订|上次买)的"
    "|送来了|[领取]了|已收到|签收了?|查收)(?:[啊哈哦啦呀 ]|谢谢|辛苦|[您你]|了)*"
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


def doubt_what_came(clauses: list[Clause]) -> None:
    """豆腐2块，馊了; 苹果3斤，只收到2斤; 虾仁1袋，怎么还没送: a list may be of what was ordered."""
    listed: list[Clause] = []
    for clause in clauses:
        if clause.sort == ORDERS and clause.counts:
            listed.append(clause)
        elif listed and _tells_of_goods(clause):
            things = [token.items for token in clause.tokens if token.kind == ITEM]
            these = {token.items for goods in listed for token in goods.tokens if token.kind == ITEM}
            at_once = clause.tokens[0].text.startswith(_NOT_YET)
            for goods in listed if these.issuperset(things) else ():
                if at_once or not goods.kinds & VERBS:
                    goods.sort = STATUS if "status" in goods.kinds else DOUBTFUL


def _tells_of_goods(clause: Clause) -> bool:
    """Whether it is said of goods just listed that they are spoilt, too few, or not there yet."""
    if clause.sort not in (TALK, STATUS) or clause.kinds & (VERBS - {"less"}):
        return False
    if any(token.text.startswith(_ANOTHER_TIME) for token in clause.tokens):
        return False
    spoilt = any(token.kind == "complaint" and token.text[0] in _SPOILT for token in clause.tokens)
    if spoilt and clause.kinds <= _ONLY_SPOILT:
        return True
    if clause.sort == STATUS:
        return any(token.kind == "status" and token.text.startswith(_NOT_YET) for token in clause.tokens)
    came = any(
        (token.kind == "past" and token.text in _CAME) or (token.kind == "complaint" and token.text[0] in "少缺漏短")
        for token in clause.tokens
    )
    return came and clause.counts


def will_be_brought(tokens: list[Token], position: int) -> bool:
    """下午三点送, 晚上送来: when it is to be brought; nothing was, and nothing is a gift."""
    token, before = tokens[position], tokens[position - 1] if position else None
    rest = tokens[position + 1 :]
    if before is None or any(after.kind not in ("filler", SPACE) or after.text in "的了" for after in rest):
        return False
    if token.text == "送":
        timed = before.amount is not None and before.amount.what in ("time", "date")
        return timed or before.text == "以后" or before.text in _SOON | {"上午", "中午", "下午", "今天"}
    return token.text == "送来" and before.text in _SOON


def _reports(clause: Clause) -> bool:
    if clause.kinds <= _PLAIN:
        return False
    if clause.names or clause.counts:
        return is_delivered(clause.tokens)
    said = "".join(token.text for token in clause.tokens)
    return "asking" not in clause.kinds and _RECEIPT.fullmatch(said) is not None
