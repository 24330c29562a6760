"""What stands beside an order: who writes and from which door (in 接龙 lines), and wishes for the packer."""

from nlu.clause import Clause
from nlu.tokens import AMOUNT, ITEM, LIST, OTHER, SPACE, Token

LONGEST_NOTE = 200
_NAME_LENGTHS = range(2, 5)
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
        plain = not clause.counts and not clause.names and not clause.kinds & {AMOUNT, "fix"}
        if named and plain and clause.kinds & _WISHES:
            wishes.append("".join(token.text for token in clause.tokens).strip())
        named = named or clause.names
    return "，".join(wishes)[:LONGEST_NOTE]


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
