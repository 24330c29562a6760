"""A clause of a message: its tokens, and the sorts of things that a clause may do."""

from dataclasses import dataclass

from nlu.quantities import EXACT
from nlu.tokens import ITEM, Token, counts

ORDERS, DOUBTFUL, TALK = "orders", "doubtful", "talk"
"""Doubtful: it reads like an order, but is put as a question, a condition or a tale."""

PRICE, STATUS, LISTING, HELP = QUERIES = ("price", "status", "listing", "help")

VERBS = frozenset(("want", "add", "set", "drop", "less"))
NOT_OURS = frozenset(("forward", "advert", "recipe"))
ASKS_FOR = frozenset(("want", "add", "set"))
TAKES_BACK = frozenset(("drop", "set", "less"))


@dataclass(slots=True)
class Clause:
    """The tokens between two stops, the kinds among them, and what the clause does."""

    tokens: list[Token]
    kinds: frozenset[str]
    sort: str = ORDERS

    @property
    def counts(self) -> bool:
        """Whether it states an amount of something."""
        return any(counts(token) for token in self.tokens)

    @property
    def states(self) -> bool:
        """Whether it states a plain amount."""
        return any(token.amount is not None and token.amount.sort == EXACT for token in self.tokens)

    @property
    def names(self) -> bool:
        """Whether it names a thing."""
        return ITEM in self.kinds
