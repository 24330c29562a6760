"""A clause of a message: its tokens, and the sorts of things that a clause may do."""

from dataclasses import dataclass, field

from nlu.quantities import EXACT
from nlu.tokens import COUNTING, ITEM, Token

ORDERS, DOUBTFUL, TALK = "orders", "doubtful", "talk"
"""Doubtful: it reads like an order, but is put as a question, a condition or a tale."""

PRICE, STATUS, LISTING, HELP = QUERIES = ("price", "status", "listing", "help")

VERBS = frozenset(("want", "add", "set", "drop", "less"))
NOT_OURS = frozenset(("forward", "advert", "recipe"))
ASKS_FOR = frozenset(("want", "add", "set"))
TAKES_BACK = frozenset(("drop", "set", "less"))


@dataclass(slots=True)
class Clause:
    """The tokens between two stops, the kinds among them, and what the clause does.

    `counts`: it states an amount of something; `states`: a plain one; `names`: it names a thing.
    """

    tokens: list[Token]
    kinds: frozenset[str]
    sort: str = ORDERS
    counts: bool = field(init=False)
    states: bool = field(init=False)
    names: bool = field(init=False)

    def __post_init__(self) -> None:
        sorts = {token.amount.sort for token in self.tokens if token.amount is not None}
        self.counts = not sorts.isdisjoint(COUNTING)
        self.states = EXACT in sorts
        self.names = ITEM in self.kinds
