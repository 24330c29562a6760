"""Group-buy windows, items and orders: amounts, totals, and what may happen to an order."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from domain.amounts import line_amount

ENOUGH = 10**15
"""Thousandths that nobody orders: there is as much as is wished."""


@dataclass(frozen=True, slots=True)
class Item:
    """Something on offer in a window. Prices are fen a unit, quantities thousandths of the unit."""

    id: int
    window: int
    name: str
    unit: str
    price: int  #: 0 means given by a donor
    market_price: int | None = None  #: the market's price, to compare
    quota: int | None = None  #: None: as much as is ordered
    limit: int | None = None  #: for a household in this window
    taken: int = 0
    weighed: bool = False  #: sold by weight: the amount is only known after weighing
    donor: str = ""
    spec: str = ""
    aliases: tuple[str, ...] = ()
    case_size: int | None = None  #: it comes in whole cases of so much
    minimum: int | None = None  #: below it the item does not come at all
    sharing: str = ""  #: how `to_share` is shared at closing: equally, lot or elders; "" for first come
    to_share: int | None = None
    bought: int | None = None  #: what the supplier was asked for
    arrived: int | None = None  #: what came
    cost: int | None = None  #: what the village itself pays, fen a unit
    supplier: int = 0  #: the person who brings it
    gift: int = 0  #: the donation that it comes from
    waiting: int = 0  #: places in the queue

    @property
    def left(self) -> int | None:
        """What can still be ordered, or None without a quota; what becomes free is of those who wait."""
        if self.quota is None:
            return None
        return 0 if self.waiting else self.quota - self.taken

    def free(self, closed: bool) -> int:
        """What can be offered to those who wait. After closing that is only what is known to be over: of what came,
        of what was bought, or of a gift."""
        there = ENOUGH if self.quota is None else self.quota
        if closed:
            given = there if self.price == 0 and self.quota is not None else self.taken
            known = self.arrived if self.arrived is not None else self.bought
            there = min(there, given if known is None else known)
        return max(0, there - self.taken)


@dataclass(frozen=True, slots=True)
class Window:
    """A group-buy round (开团) of a village."""

    id: int
    number: int
    village: int
    title: str
    state: str  #: open, closed or cancelled
    version: int
    opened_at: int
    closes_at: int
    arrives: str = ""
    place: str = ""
    pay: str = ""
    contact: str = ""
    items: tuple[Item, ...] = ()
    settled_at: int = 0  #: when its account was posted, 0 before
    every_days: int = 0  #: it is opened anew so many days later, 0 never
    previous: int = 0  #: the round before it
    collection: str = ""  #: SHA-256 of the picture of the code under which people pay
    menu_photo: str = ""  #: SHA-256 of the picture that is shown above the menu

    def taking_orders(self, now: int) -> bool:
        return self.state == "open" and now < self.closes_at

    @property
    def being_settled(self) -> bool:
        """Between its closing and its posted account, while goods and weights are entered."""
        return self.state == "closed" and not self.settled_at


@dataclass(frozen=True, slots=True)
class OrderLine:
    item: Item
    quantity: int  #: thousandths of the item's unit
    agreed: int | None = None  #: the price to which the buyer agreed, fen a unit; None: the item's

    @property
    def price(self) -> int:
        return self.item.price if self.agreed is None else self.agreed

    @property
    def amount(self) -> int:
        """Fen, half a fen rounded up; an estimate for weighed goods."""
        return line_amount(self.price, self.quantity)


def total(lines: Iterable[OrderLine]) -> int:
    """The sum of the lines in fen: of the rounded lines, so that what people read adds up."""
    return sum(line.amount for line in lines)


@dataclass(frozen=True, slots=True)
class Placed:
    """What a confirmation did. Lines are the whole order afterwards."""

    taken: tuple[int, ...]  #: items whose amount is now as wished
    sold_out: tuple["Short", ...]
    over_limit: tuple["Short", ...]
    closed: tuple[int, ...]  #: items whose window takes no orders any more
    outdated: tuple[int, ...] = ()  #: items whose window is no longer as the buyer has read it


@dataclass(frozen=True, slots=True)
class Short:
    """An item that could not be had as wished, with what could still be had (thousandths)."""

    item: int
    left: int


def changes(wished: Mapping[int, int], ordered: Mapping[int, int]) -> dict[int, int]:
    """By item, in order of id, how much more (or less, negative) brings an order to what is wished."""
    return {
        item: wished[item] - ordered.get(item, 0)
        for item in sorted(wished)
        if wished[item] != ordered.get(item, 0)
    }
