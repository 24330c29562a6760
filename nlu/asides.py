"""What stands beside an order: who writes and from which door (in 接龙 lines), and wishes for the packer."""

import re
from itertools import pairwise

from nlu.clause import Clause
from nlu.tokens import AMOUNT, ITEM, LIST, OTHER, SPACE, Token

LONGEST_NOTE = 200
_NAME_LENGTHS = range(2, 5)
_FOR_THE_PACKER = re.compile(
    "[不别勿莫][要能太用]?|要|少|去|切|剁|绞|斩|杀|刮|洗|留|分|装|放|包|挑|选|新鲜|肥|瘦|嫩|老|大|小|软|硬|厚|薄|带|冰|冻|活|甜|辣"
    "|咸|淡|的$|送|门口|轻|急"
)
_FOR_NOBODY = re.compile("[钱转付]|红包|谢|[我他她你](?!要|家)|(?<!掉)了$|断|喜欢|爱吃|够|知道|忘|记|麻烦|辛苦")
"""What only tells (孩子喜欢吃, 钱转了) is of no use to whoever packs."""
_WISHES = frozenset(("talk", OTHER, "drop"))


def sender(tokens: list[Token]) -> tuple[str, str]:
    """(name, door) as written in a line like "6. 潘志刚 新屋10号 肋条1斤", each "" where there is none."""
    at = next((index for index, token in enumerate(tokens) if _is_door(token)), None)
    if at is None:
        return _after_list_number(tokens), ""
    before = tokens[at - 1] if at else None
    street = before if before and before.kind == OTHER and before.end == tokens[at].start else None
    first = at - 1 if street else at
    name = _name_before(tokens, first)
    if not name and street is not None and not tokens[at].text.endswith("号"):
        return street.text if len(street.text) in _NAME_LENGTHS else "", tokens[at].text
    if not name and at + 1 < len(tokens):
        name = _name_of(tokens[at + 1 if tokens[at + 1].kind != SPACE else min(at + 2, len(tokens) - 1)])
    return name, (street.text if street else "") + tokens[at].text


def note(clauses: list[Clause]) -> str:
    """The clauses after the first thing that only add a wish (皮去掉，别太肥), in the words of the sender."""
    wishes: list[str] = []
    named = False
    for clause in clauses:
        plain = not clause.counts and not clause.names and not clause.kinds & {AMOUNT, "fix", "asking", "listing"}
        if named and plain and clause.kinds & _WISHES:
            said = "".join(token.text for token in clause.tokens).strip()
            if _FOR_THE_PACKER.search(said) and not _FOR_NOBODY.search(said):
                wishes.append(said)
        if left_out := _left_out(clause, named):
            wishes.append(left_out)
        named = named or clause.names
    return "，".join(wishes)[:LONGEST_NOTE]


def _left_out(clause: Clause, named: bool) -> str:
    """豆腐1块 不要葱, where there is no 葱 on offer: nothing to take back, so it is said to whoever packs."""
    for token, following in pairwise(clause.tokens):
        named = named or (token.kind == ITEM and bool(token.items))
        if named and token.kind == "drop" and following.kind == ITEM and not following.items:
            return f"{token.text}{following.text}"
    return ""


def _is_door(token: Token) -> bool:
    amount = token.amount
    if amount is None:
        return False
    numbered = amount.what == "date" and token.text.endswith("号") and "月" not in token.text
    return amount.what == "house" or numbered


def _name_before(tokens: list[Token], end: int) -> str:
    before = [token for token in tokens[:end] if token.kind not in (SPACE, LIST)]
    return _name_of(before[-1]) if before and not any(token.kind == ITEM for token in before) else ""


def _after_list_number(tokens: list[Token]) -> str:
    return _name_of(tokens[1]) if len(tokens) > 1 and tokens[0].kind == LIST else ""


def _name_of(token: Token) -> str:
    return token.text if token.kind == OTHER and len(token.text) in _NAME_LENGTHS else ""
