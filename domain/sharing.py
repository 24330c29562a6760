"""Dividing what there is among those who wish for it: in order, equally, by lot, or some of them first.

Amounts are thousandths. Wishes come by whatever wishes (a household, an order) in order of time; each function gives
back what each gets, in the same order: never more than wished, together never more than there is. Somebody gets their
whole wish or a multiple of `step`, so that no block of tofu is cut; what is left over then is less than a step, or
more than all wish.
"""

from collections.abc import Collection, Mapping
from hashlib import sha256

from domain.orders import Item

EQUALLY, LOT, ELDERS = "equally", "lot", "elders"
"""How goods are shared at closing, as `Item.sharing` says it."""

COUNTED_STEP = 1_000
WEIGHED_STEP = 100
"""A counted thing is not cut; weighing is no finer than a tenth."""


def step_of(item: Item) -> int:
    return WEIGHED_STEP if item.weighed else COUNTED_STEP


def share(
    rule: str, amount: int, wishes: Mapping[int, int], step: int, *, seed: str = "", first: Collection[int] = ()
) -> dict[int, int]:
    """By the rule of an item; `seed` is what the lots are drawn with, `first` those whom `elders` puts first."""
    match rule:
        case "lot":
            return by_lot(amount, wishes, step, seed)
        case "elders":
            return some_first(amount, wishes, step, first)
        case _:
            return evenly(amount, wishes, step)


def in_order(amount: int, wishes: Mapping[int, int], step: int) -> dict[int, int]:
    """Each in turn gets all of their wish; the first for whom it is not enough gets what is left."""
    shares = dict.fromkeys(wishes, 0)
    for who, wish in wishes.items():
        if wish > amount:
            shares[who] = amount // step * step
            break
        shares[who] = wish
        amount -= wish
    return shares


def evenly(amount: int, wishes: Mapping[int, int], step: int) -> dict[int, int]:
    """Everybody gets the same, as far as they wish for it; of the last steps the first get one more."""
    enough, too_much = 0, max(wishes.values(), default=0) // step + 1
    while too_much - enough > 1:
        level = (enough + too_much) // 2
        if sum(min(wish, level * step) for wish in wishes.values()) <= amount:
            enough = level
        else:
            too_much = level
    shares = {who: min(wish, enough * step) for who, wish in wishes.items()}
    left = amount - sum(shares.values())
    for who, wish in wishes.items():
        more = min(step, wish - shares[who])
        if 0 < more <= left:
            shares[who] += more
            left -= more
    return shares


def by_lot(amount: int, wishes: Mapping[int, int], step: int, seed: str) -> dict[int, int]:
    """In an order that the seed alone decides, so that whoever has it can draw the lots again."""
    drawn = sorted(wishes, key=lambda who: sha256(f"{seed} {who}".encode()).digest())
    shares = in_order(amount, {who: wishes[who] for who in drawn}, step)
    return {who: shares[who] for who in wishes}


def some_first(amount: int, wishes: Mapping[int, int], step: int, first: Collection[int]) -> dict[int, int]:
    """Equally among those who come first, and what they leave equally among the others."""
    before = evenly(amount, {who: wish for who, wish in wishes.items() if who in first}, step)
    left = amount - sum(before.values())
    after = evenly(left, {who: wish for who, wish in wishes.items() if who not in first}, step)
    shares = before | after
    return {who: shares[who] for who in wishes}
