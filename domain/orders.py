"""Group-buy windows, items and orders: amounts, totals, and what may happen to an order."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from domain.amounts import line_amount


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

    @property
    def left(self) -> int | None:
        """What can still be ordered, or None without a quota."""
        return None if self.quota is None else self.quota - self.taken


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

    def taking_orders(self, now: int) -> bool:
        return self.state == "open" and now < self.closes_at


@dataclass(frozen=True, slots=True)
class OrderLine:
    item: Item
    quantity: int  #: thousandths of the item's unit

    @property
    def amount(self) -> int:
        """Fen, half a fen rounded up; an estimate for weighed goods."""
        return line_amount(self.item.price, self.quantity)


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
