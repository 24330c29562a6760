"""Goods that come in whole cases, or not at all below a minimum: what is still missing, what is over."""

from collections.abc import Mapping, Sequence

from domain.orders import Item
from domain.sharing import evenly


def missing(item: Item, total: int) -> int:
    """How much more fills the next case; 0 when all are full, or it comes in no cases."""
    return -total % item.case_size if item.case_size else 0


def over(item: Item, total: int) -> int:
    """How much stands in the case that is not full."""
    return total % item.case_size if item.case_size else 0


def lacking(item: Item, total: int) -> int:
    """How much is missing to the minimum below which the item does not come."""
    return max(0, (item.minimum or 0) - total)


def fill(amount: int, room: Mapping[int, int], step: int) -> dict[int, int] | None:
    """Evenly so much more for those who would take more; None when it is not enough together."""
    shares = evenly(amount, room, step)
    return {who: more for who, more in shares.items() if more} if sum(shares.values()) == amount else None


def drop(amount: int, ordered: Sequence[tuple[int, int]]) -> dict[int, int]:
    """Less by so much: (who, how much) in order of time; what came last goes first."""
    less: dict[int, int] = {}
    for who, quantity in reversed(ordered):
        cut = min(quantity, amount)
        if cut:
            less[who] = cut
        amount -= cut
    return less
