"""What each clause of a message does: orders, asks something, or only talks. A clause that asks or talks gives no line."""

import re
from dataclasses import dataclass

from nlu.quantities import EXACT, MISSING, VAGUE
from nlu.tokens import ITEM, OTHER, STOP, Token

ORDERS, DOUBTFUL, TALK, PRICE, STATUS, LISTING, HELP = "orders", "doubtful", "talk", "price", "status", "listing", "help"
"""Doubtful: it reads like an order, but is put as a question, a condition or a tale."""

QUERIES = (PRICE, STATUS, LISTING, HELP)
MOST_CLAUSES = 80

_VERBS = frozenset(("want", "add", "set", "drop", "less"))
_ASKS_FOR = frozenset(("want", "add", "set"))
_TAKES_BACK = frozenset(("drop", "set", "less"))
_NOT_OURS = frozenset(("forward", "advert", "recipe"))
_PAST_ENDING = ("的", "了", "过", "到")
_SAME_AS_LAST = re.compile(
    r"(?:上次|上回|上周|上期|上一次|上一回|上礼拜|上星期|上个?月|前次|昨天|以前|之前|往常|平时|前几次)"
    r"[^,。!?\n]{0,6}(?:一样|同样|照旧|那样|不变|一份|照来|照订|样子|那些|的量)(?!好|新鲜|甜|贵|便宜|价|重|大|难|差|少|的质量|坏)"
    r"|(?:照|按|同)(?:着|照)?(?:上次|上回|上周|上期|老样|原来|以前)|老样子|老规矩|照旧|照老|老三样|^同上$|^照常$"
)


@dataclass(slots=True)
class Clause:
    """The tokens between two stops, the kinds among them, and what the clause does."""

    tokens: list[Token]
    kinds: frozenset[str]
    sort: str = ORDERS

    @property
    def counts(self) -> bool:
        """Whether it states an amount of something."""
        return any(token.amount is not None and token.amount.sort in (EXACT, VAGUE, MISSING) for token in self.tokens)

    @property
    def states(self) -> bool:
        """Whether it states a plain amount."""
        return any(token.amount is not None and token.amount.sort == EXACT for token in self.tokens)

    @property
    def names(self) -> bool:
        """Whether it names a thing."""
        return ITEM in self.kinds


def same_as_last(text: str) -> bool:
    """Whether the message asks for what was ordered last time."""
    return _SAME_AS_LAST.search(text) is not None


def split(tokens: list[Token]) -> list[Clause]:
    """The clauses of a message, sorted; at most `MOST_CLAUSES`."""
    clauses: list[Clause] = []
    current: list[Token] = []
    for token in [*tokens, Token(STOP, "", 0, 0)]:
        if token.kind not in (STOP, "break"):
            current.append(token)
            continue
        if current:
            clauses.append(_clause(current, token.text in ("?", "？")))
        current = []
    clauses = clauses[:MOST_CLAUSES]
    _sort(clauses, bool(tokens) and tokens[0].kind == "forward")
    return clauses


def _clause(tokens: list[Token], questioned: bool) -> Clause:
    kinds = set()
    for position, token in enumerate(tokens):
        kinds.add("past" if _is_past(tokens, position) else token.kind)
    if questioned:
        kinds.add("asking")
    return Clause(tokens, frozenset(kinds))


def _is_past(tokens: list[Token], position: int) -> bool:
    """买的, 订了, 来过, 生了3只: what was done, not what is wanted."""
    token = tokens[position]
    if token.kind == "want":
        following = tokens[position + 1 : position + 2]
        return bool(following) and following[0].text.startswith(_PAST_ENDING) and following[0].kind != "for"
    return token.amount is not None and [other.text for other in tokens[position - 1 : position]] == ["了"] and (
        position > 1 and tokens[position - 2].kind == OTHER
    )


def _sort(clauses: list[Clause], forwarded: bool) -> None:
    """Sorts the clauses in order; a tale or complaint colours what follows until somebody asks for something."""
    foreign = any(clause.kinds & _NOT_OURS for clause in clauses)
    told = complained = False
    for clause in clauses:
        clause.sort = TALK if forwarded else _sort_alone(clause)
        asks_for = bool(clause.kinds & _VERBS)
        if clause.sort == ORDERS and clause.counts and not asks_for and (told or foreign):
            clause.sort = TALK if complained or foreign else DOUBTFUL
        elif clause.sort == ORDERS and foreign:
            clause.sort = DOUBTFUL if clause.states and asks_for else TALK
        complained = complained or "complaint" in clause.kinds
        told = (told and not asks_for) or "past" in clause.kinds or "complaint" in clause.kinds


def _sort_alone(clause: Clause) -> str:
    kinds = clause.kinds
    for sign, decide in _DECISIONS:
        if sign in kinds:
            sort = decide(clause)
            if sort:
                return sort
    return ORDERS


def _not_ours(clause: Clause) -> str:
    return TALK


def _status(clause: Clause) -> str:
    if "drop" in clause.kinds and not clause.names:
        return ORDERS
    return DOUBTFUL if clause.states and clause.kinds & {"add", "set", "drop"} else STATUS


def _price(clause: Clause) -> str:
    return DOUBTFUL if clause.states and clause.names and clause.kinds & _ASKS_FOR else PRICE


def _listing(clause: Clause) -> str:
    return ORDERS if clause.states and clause.kinds & _ASKS_FOR else LISTING


def _help(clause: Clause) -> str:
    return DOUBTFUL if clause.states and clause.names and clause.kinds & {"add", "set"} else HELP


def _past(clause: Clause) -> str:
    if "complaint" in clause.kinds:
        return DOUBTFUL if clause.kinds & _TAKES_BACK and clause.names else TALK
    if clause.kinds & (_TAKES_BACK | _ASKS_FOR):
        return ""
    return DOUBTFUL if clause.counts and clause.names and _wanted_once(clause) else TALK


def _wanted_once(clause: Clause) -> bool:
    """红薯要了3斤 may be an order; 买了, 吃了 tell."""
    return any(token.kind == "want" and token.text in ("要", "来", "拿") for token in clause.tokens)


def _later(clause: Clause) -> str:
    return "" if clause.kinds & {"drop"} else TALK


def _condition(clause: Clause) -> str:
    return DOUBTFUL if clause.counts else TALK


def _asking(clause: Clause) -> str:
    kinds = clause.kinds
    if kinds & {"drop", "set", "less"}:
        return DOUBTFUL if clause.names or not kinds & {"may"} else HELP
    if "may" in kinds and clause.counts:
        return DOUBTFUL if _is_request(clause) else HELP
    if "have" in kinds:
        return DOUBTFUL if clause.states and kinds & _ASKS_FOR else LISTING
    if clause.counts and (clause.names or kinds & _ASKS_FOR):
        return DOUBTFUL
    if clause.names and not kinds & {"talk", OTHER}:
        return LISTING
    return HELP if kinds & {"want", "may"} else TALK


def _may(clause: Clause) -> str:
    return (DOUBTFUL if _is_request(clause) else HELP) if clause.counts else ""


def _is_request(clause: Clause) -> bool:
    """能给我来3斤吗 asks for it; 能买3斤吗 asks whether one may."""
    words = {token.text for token in clause.tokens}
    return bool(words & {"来", "给我", "帮我", "给我们", "给我来", "帮我订", "帮我来", "送", "加", "再加", "要"})


def _comment(clause: Clause) -> str:
    if not clause.counts:
        return "" if clause.kinds & _VERBS else TALK
    return DOUBTFUL if clause.kinds & _VERBS else TALK


def _health(clause: Clause) -> str:
    return "" if clause.counts and clause.names else TALK


def _vague(clause: Clause) -> str:
    return DOUBTFUL if clause.counts else ""


_DECISIONS = (
    ("forward", _not_ours), ("advert", _not_ours), ("recipe", _not_ours), ("status", _status), ("price", _price),
    ("listing", _listing), ("help", _help), ("complaint", _past), ("past", _past), ("later", _later),
    ("condition", _condition), ("asking", _asking), ("may", _may), ("praise", _comment), ("elsewhere", _comment),
    ("health", _health), ("vague", _vague),
)  # fmt: skip
"""Which sign is looked at first; an empty answer leaves the clause to the next."""
