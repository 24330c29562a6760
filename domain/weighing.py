"""Weigh-up: what of it is plausible, and how a bag's weight falls on the orders in it."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.accounts import Line

MUCH, LITTLE = "much", "little"
"""Why a weight is asked about before it counts: more than one and a half times what was ordered, less than half."""


@dataclass(frozen=True, slots=True)
class Weighing:
    """A line with what it weighs (thousandths of its unit) and costs."""

    line: Line
    quantity: int
    fen: int


def doubt(ordered: int, weighed: int) -> str:
    """Whether so much for so much ordered is asked about; "" when it is plausible. The same holds for money."""
    if weighed * 2 > ordered * 3:
        return MUCH
    return LITTLE if weighed * 2 < ordered else ""


def weigh(lines: Sequence[Line], quantity: int, fen: int | None) -> list[Weighing]:
    """One thing in one bag over the orders of the household that have it, by what each ordered; the last bears what
    rounding leaves. Without a price, each costs what so much costs at the price agreed."""
    quantities = _divide(quantity, [line.quantity for line in lines])
    costs = [line.fen_for(part) for line, part in zip(lines, quantities, strict=True)]
    if fen is not None:
        costs = _divide(fen, [line.worth for line in lines] if any(line.worth for line in lines) else quantities)
    return [Weighing(*each) for each in zip(lines, quantities, costs, strict=True)]


def _divide(amount: int, shares: Sequence[int]) -> list[int]:
    """By share, in whole numbers that add up."""
    whole, parts, before = sum(shares), [], 0
    for place, share in enumerate(shares):
        part = amount - before if place == len(shares) - 1 else amount * share // whole if whole else 0
        parts.append(part)
        before += part
    return parts
